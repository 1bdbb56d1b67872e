import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { REST } from "discord.js";
import { type APIApplicationCommand, ApplicationCommandType, Routes } from "discord-api-types/v10";
import { beforeEach, describe, expect, onTestFinished } from "vitest";
import { reasonOf, registerCommands } from "../../../src/discord/register.ts";
import { commandPayloads } from "../../../src/discord/registration.ts";
import { restOptions } from "../../../src/transports/rest.ts";
import { createTestClock } from "../../support/clock.ts";
import { eventually } from "../../support/eventually.ts";
import { type LoopbackDiscord, startLoopbackDiscord } from "../../support/loopback-discord.ts";
import { test } from "../../support/transport.ts";

/* Registering, before a Discord that keeps commands as Discord does. */

let discord: LoopbackDiscord;
let rest: REST;
beforeEach(async () => {
  const own = await startLoopbackDiscord();
  onTestFinished(() => own.close());
  discord = own;
  rest = new REST(restOptions(own.url)).setToken(own.token);
});

const register = (options: Parameters<typeof registerCommands>[2] = {}) =>
  registerCommands(rest, discord.applicationId, options);
/** As by somebody else, or an older version. */
const put = (commands: readonly object[]) =>
  rest.put(Routes.applicationCommands(discord.applicationId), { body: commands });
const names = () => discord.registered.map(({ name }) => name).toSorted();
const wanted = () =>
  commandPayloads()
    .map(({ name }) => name)
    .toSorted();
const puts = () => discord.requests.filter(({ method, status }) => method === "PUT" && status === 200).length;

type Fields = Readonly<Record<string, unknown>>;
/** The first command, and its first option, with more. */
const changed = (more: Fields, moreOfOption: Fields = {}) =>
  commandPayloads().map((command, index) => {
    if (index > 0 || !("options" in command)) return command;
    const [first, ...others] = command.options ?? [];
    return { ...command, options: [{ ...first, ...moreOfOption }, ...others], ...more };
  });

describe("what Discord has is put anew where it is more than what is wanted, and then left alone:", () => {
  test.each<[name: string, held: () => readonly object[]]>([
    ["permissions", () => changed({ default_member_permissions: "32" })],
    ["fewer contexts", () => changed({ contexts: [0] })],
    ["fewer ways to install", () => changed({ integration_types: [0] })],
    ["an age limit", () => changed({ nsfw: true })],
    ["a translated name", () => changed({ name_localizations: { de: "ereignis" } })],
    ["a translated description", () => changed({ description_localizations: { de: "Ein Ereignis" } })],
    ["a shortest length", () => changed({}, { min_length: 3 })],
    ["a longest length", () => changed({}, { max_length: 5 })],
    ["a translated option", () => changed({}, { description_localizations: { de: "Name" } })],
    ["choices", () => changed({}, { autocomplete: false, choices: [{ name: "a", value: "a" }] })],
    ["a command that is gone", () => [...commandPayloads(), { name: "old", description: "Of before" }]],
    ["a menu entry that is gone", () => [...commandPayloads(), { type: 2, name: "Who is this" }]],
    [
      "no permissions where some are wanted",
      () => commandPayloads().map((command) => ({ ...command, default_member_permissions: null })),
    ],
  ])("%s", async (_, held) => {
    await put(held());
    expect(await register()).toBe(true);
    expect(names()).toEqual(wanted());
    expect(await register()).toBe(false);
    // What stands there now is what a first registration makes.
    const kept = discord.registered.map(({ id: _id, version: _version, ...fields }) => fields);
    await put([]);
    await register();
    expect(kept).toEqual(discord.registered.map(({ id: _id, version: _version, ...fields }) => fields));
  });

  test("in another order of contexts and commands it is the same", async () => {
    const reversed = commandPayloads()
      .toReversed()
      .map((command) => ({ ...command, contexts: command.contexts?.toReversed() }));
    await put(reversed);
    expect(await register()).toBe(false);
  });
});

test("an Entry Point command stays as it is", async () => {
  const entryPoint = { type: 4, name: "launch", handler: 2, integration_types: [0, 1], contexts: [0, 1, 2] };
  await put([entryPoint, { name: "old", description: "Of before" }]);
  const find = () => discord.registered.find(({ type }) => type === ApplicationCommandType.PrimaryEntryPoint);
  const before = find() as APIApplicationCommand;
  await expect(put(commandPayloads())).rejects.toMatchObject({ code: 50_240 });

  expect(await register()).toBe(true);
  expect(names()).toEqual([...wanted(), "launch"].toSorted());
  expect(find()).toEqual({ ...before, version: expect.any(String) });
  expect(await register()).toBe(false);
});

describe("while Discord has a fault", () => {
  test("it is tried again, with longer and longer pauses", async () => {
    const clock = createTestClock({ hurried: true });
    discord.faults.request("commands", { status: 503 }, 3);
    discord.faults.request("commands", { reset: "before" });
    discord.faults.request("commands", { close: "before" });
    const failures: unknown[] = [];
    expect(await register({ clock, onFailure: (error) => failures.push(error) })).toBe(true);
    expect(names()).toEqual(wanted());
    expect(failures).toHaveLength(5);
    expect(clock.pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
  });

  test("it is never tried more often than once a minute in the long run, and no more often than is said", async () => {
    const clock = createTestClock({ hurried: true });
    discord.faults.request("commands", { status: 500 }, 100);
    await expect(register({ clock, tries: 9 })).rejects.toMatchObject({ status: 500 });
    expect(clock.pauses.slice(-2)).toEqual([60_000, 60_000]);
    expect(discord.faults.met).toBe(9);
  });

  test("a refusal is final", async () => {
    const clock = createTestClock({ hurried: true });
    discord.faults.refuseToken = true;
    await expect(register({ clock })).rejects.toMatchObject({ status: 401 });
    expect(clock.pauses).toEqual([]);
  });
});

/** As Discord nests what it does not take of a list of commands. */
const refusal = {
  status: 400,
  body: {
    code: 50_035,
    message: "Invalid Form Body",
    errors: {
      0: {
        name_localizations: { xx: { _errors: [{ code: "ENUM_TYPE_COERCE", message: "Not a locale." }] } },
      },
      3: {
        options: {
          0: {
            name: { _errors: [{ code: "STRING_TYPE_REGEX", message: "Does not match." }] },
            description: {
              _errors: [
                { code: "BASE_TYPE_REQUIRED", message: "This field is required" },
                { code: "BASE_TYPE_BAD_LENGTH", message: "x".repeat(1_000) },
              ],
            },
          },
        },
      },
    },
  },
};
const told = [
  "commands.0.name_localizations.xx: Not a locale.",
  "commands.3.options.0.name: Does not match.",
  "commands.3.options.0.description: This field is required",
  `commands.3.options.0.description: ${"x".repeat(300)}`.slice(0, 300),
];

describe.each(["gateway", "http"] as const)("the log of the %s", (transport) => {
  test("has Discord's own words on each field", async ({ start }) => {
    const bot = await start({ transport, before: ({ faults }) => faults.request("commands", refusal) });
    const line = await eventually(() => {
      const found = bot.lines.find(({ msg }) => msg === "the commands could not be registered");
      expect(found).toBeDefined();
      return found;
    });
    expect(line).toMatchObject({ level: "error", reason: "Discord does not take the commands (400)" });
    expect(line).toMatchObject({ discordSays: told });
  });

  test("says of a fault that it is tried again, and that it succeeded", async ({ start }) => {
    const bot = await start({
      transport,
      timing: { clock: createTestClock({ hurried: true }) },
      before: ({ faults }) => faults.request("commands", { status: 502 }),
    });
    await eventually(() => expect(bot.lines.map(({ msg }) => msg)).toContain("commands registered"));
    expect(bot.warnings).toEqual(["the commands are not registered yet: trying again"]);
  });

  test("says nothing of a pause that the end cuts short", async ({ start }) => {
    const clock = createTestClock();
    const bot = await start({
      transport,
      timing: { clock },
      before: ({ faults }) => faults.request("commands", { status: 502 }, 1_000),
    });
    await eventually(() => expect(clock.pausing()).toBe(1));
    let isOver = false;
    void bot.end().then(() => {
      isOver = true;
    });
    await eventually(() => {
      clock.pass(1_000);
      expect(isOver).toBe(true);
    });
    expect(clock.pausing()).toBe(0);
    expect(bot.warnings).not.toContain("the commands could not be registered");
  });
});

describe("the reason of a refusal", () => {
  test.each<[what: string, error: unknown, reason: RegExp]>([
    ["Discord says so", { status: 403, code: 20_012 }, /DISCORD_APPLICATION_ID is not/],
    ["a proxy says no", { status: 403, rawError: "<html>" }, /does not take the commands \(403\)/],
    ["an answer is no JSON", new SyntaxError("x"), /not Discord’s: check DISCORD_API_URL/],
    ["nobody is there", { code: "ECONNREFUSED" }, /cannot be reached \(ECONNREFUSED\)/],
  ])("where %s", (_, error, reason) => {
    expect(reasonOf(error).reason).toMatch(reason);
  });

  test("takes words alone, from errors of any form and depth", () => {
    const odd = JSON.parse('{"a":{"_errors":[{"message":{"toString":null}},null,{"message":"Too long"}]}}');
    expect(reasonOf({ status: 400, rawError: { errors: odd } }).discordSays).toEqual([
      "commands.a: Too long",
    ]);
    let deep: object = { _errors: [{ message: "x" }] };
    for (let depth = 0; depth < 20_000; depth += 1) deep = { a: deep };
    expect(reasonOf({ status: 400, rawError: { errors: deep } }).discordSays).toEqual([]);
  });
});

describe("npm run register", () => {
  const cli = new URL("../../../src/cli/register.ts", import.meta.url).pathname;
  async function run(environment: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, [cli], {
      cwd: "/",
      env: {
        DISCORD_TOKEN: discord.token,
        DISCORD_APPLICATION_ID: discord.applicationId,
        DISCORD_API_URL: discord.url,
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "exit"),
    ]);
    return { stdout, stderr: stderr.trimEnd().split("\n"), code };
  }

  test("registers, and finds nothing to do", async () => {
    expect(await run()).toMatchObject({ code: 0, stdout: "Commands registered.\n" });
    expect(await run()).toMatchObject({ code: 0, stdout: expect.stringContaining("nothing to do") });
    expect(puts()).toBe(1);
  });

  test("shows Discord's own words, and does not blame the token", async () => {
    discord.faults.request("commands", refusal);
    expect(await run()).toEqual({
      code: 1,
      stdout: "",
      stderr: [
        "The commands are not registered. Discord does not take the commands (400)",
        ...told.map((line) => `  ${line}`),
      ],
    });
  });

  test("shows the words of a refusal that is about no field", async () => {
    discord.faults.request("commands", {
      status: 400,
      body: { code: 30_032, message: "Maximum number of application commands reached (100)" },
    });
    expect((await run()).stderr).toContain("  Maximum number of application commands reached (100)");
  });

  test("says which of token and application id is wrong", async () => {
    expect((await run({ DISCORD_APPLICATION_ID: "1100000000000000009" })).stderr[0]).toContain(
      "DISCORD_APPLICATION_ID is not the application of DISCORD_TOKEN",
    );
    discord.faults.refuseToken = true;
    const { code, stderr } = await run();
    expect(code).toBe(1);
    expect(stderr[0]).toContain("Discord refused DISCORD_TOKEN");
    expect(stderr.join()).not.toContain(discord.token);
  });

  test("tries again after a fault, and says so", async () => {
    discord.faults.request("commands", { status: 503 });
    expect(await run()).toEqual({
      code: 0,
      stdout: "Commands registered.\n",
      stderr: ["Discord has a fault (503): see its status page. Trying again."],
    });
  });
});
