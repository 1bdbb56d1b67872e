import { REST } from "discord.js";
import { ApplicationCommandOptionType, ApplicationCommandType, Routes } from "discord-api-types/v10";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commands, messageCommands } from "../../commands/index.ts";
import { judgeCommands } from "../../src/discord/judge.ts";
import { registerCommands } from "../../src/discord/register.ts";
import { commandPayloads } from "../../src/discord/registration.ts";
import { restOptions } from "../../src/transports/rest.ts";
import { type LoopbackDiscord, startLoopbackDiscord } from "../support/loopback-discord.ts";

describe("the commands", () => {
  test("are such as Discord takes", () => {
    expect(judgeCommands(commandPayloads())).toEqual([]);
  });

  test("are those of the table, everywhere, with hide on each look-up and required options first", () => {
    const payloads = commandPayloads();
    expect(payloads.map(({ name }) => name)).toEqual(
      [...commands, ...messageCommands].map(({ name }) => name),
    );
    const lookups = commands.filter(({ moderators }) => !moderators).map(({ name }) => name);
    for (const payload of payloads.filter(({ name }) => lookups.includes(name))) {
      expect(payload).toMatchObject({ integration_types: [0, 1], contexts: [0, 1, 2] });
      if (payload.type === ApplicationCommandType.Message) continue;
      const options = "options" in payload ? (payload.options ?? []) : [];
      expect(options.at(-1)).toMatchObject({ name: "hide", type: ApplicationCommandOptionType.Boolean });
      const required = options.map((option) => ("required" in option ? option.required : false));
      expect(required).toEqual(required.toSorted((a, b) => Number(b) - Number(a)));
    }
  });

  test("suggest wherever an entry is asked for", () => {
    const suggesting = commands.flatMap(({ name, options }) =>
      options
        .filter((option) => "complete" in option && option.complete)
        .map((option) => `${name} ${option.name}`),
    );
    expect(suggesting).toEqual([
      "event name",
      "place name",
      "actor name",
      "claims topic",
      "cite id",
      "timeline place",
      "timeline actor",
    ]);
  });
});

describe("registering", () => {
  let discord: LoopbackDiscord;
  let rest: REST;
  beforeAll(async () => {
    discord = await startLoopbackDiscord();
    rest = new REST(restOptions(discord.url)).setToken(discord.token);
  });
  afterAll(() => discord?.close());

  /** Whether the commands are put where Discord has these. */
  async function puts(held: readonly object[]): Promise<boolean> {
    await rest.put(Routes.applicationCommands(discord.applicationId), { body: held });
    const before = discord.requests.length;
    const said = await registerCommands(rest, discord.applicationId);
    const put = discord.requests.slice(before).some(({ method }) => method === "PUT");
    expect(said).toBe(put);
    return put;
  }

  test("puts nothing where Discord has the commands, in whatever order", async () => {
    expect(await puts(commandPayloads().toReversed())).toBe(false);
  });

  test.each<[what: string, held: object[]]>([
    ["none is there", []],
    ["one is missing", commandPayloads().slice(1)],
    ["one is too many", [...commandPayloads(), { name: "old", description: "old" }]],
    [
      "a description differs",
      commandPayloads().map((command, index) =>
        index === 0 ? { ...command, description: "other" } : command,
      ),
    ],
    [
      "an option is missing",
      commandPayloads().map((command, index) => (index === 0 ? { ...command, options: [] } : command)),
    ],
    [
      "an option no longer suggests",
      JSON.parse(JSON.stringify(commandPayloads()).replace('"autocomplete":true', '"autocomplete":false')),
    ],
  ])("puts them all where %s", async (_, held) => {
    expect(await puts(held)).toBe(true);
    expect(discord.registered.map(({ name }) => name)).toEqual(commandPayloads().map(({ name }) => name));
    expect(await registerCommands(rest, discord.applicationId)).toBe(false);
  });

  test("puts them all where the answer is no list", async () => {
    discord.faults.request("commands", { status: 200, body: { message: "?" } });
    expect(await registerCommands(rest, discord.applicationId)).toBe(true);
  });
});
