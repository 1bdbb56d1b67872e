import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { APIInteraction } from "discord-api-types/v10";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { describeError } from "../../../src/log.ts";
import { referenceOf } from "../../../src/reference.ts";
import { type Bot, endAllBots, gatewayOf, httpOf, startBot } from "../../support/bot.ts";
import {
  componentInteraction,
  messageCommandInteraction,
  modalSubmitInteraction,
  permissions,
  person,
  slashInteraction,
  snowflake,
  writtenMessage,
} from "../../support/interactions.ts";
import { type Answered, type LoopbackDiscord, startLoopbackDiscord } from "../../support/loopback-discord.ts";
import { textOf } from "../../support/read.ts";

/*
 * Whatever is typed carries a word that stands nowhere else, and so do all tokens and signatures: all that a bot wrote,
 * at its most talkative, is searched for them.
 */

const word = "qzxjvkw";
const folder = mkdtempSync(join(tmpdir(), "tessera-logs-"));
let discord: LoopbackDiscord;

beforeAll(async () => {
  // Some of what is sent is never answered, and nothing hangs on it.
  discord = await startLoopbackDiscord({ answerWithin: 700 });
});
afterEach(() => endAllBots());
afterAll(async () => {
  await discord?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A bot with a bug: `faulty.ts` is imported before it. */
const withBug = { NODE_OPTIONS: `--import ${new URL("faulty.ts", import.meta.url)}` };
const broken = { name: "cite", options: { id: word } };

/** Everything that people do with words, well and badly; what they get does not matter. */
async function use(bot: Bot): Promise<string[]> {
  const secrets: string[] = [];
  const user = person(snowflake(), word);
  const at = { user, applicationId: discord.applicationId, permissions: permissions.moderator };
  const send = async (interaction: APIInteraction): Promise<Answered | undefined> => {
    secrets.push(interaction.token);
    return discord.interact(interaction).catch(() => undefined);
  };
  const card = await send(slashInteraction({ ...at, name: "place", options: { name: "tadmur" } }));
  const message = card?.message ?? writtenMessage(word);
  await send(slashInteraction({ ...at, name: "search", options: { text: `${word} tactical vests` } }));
  await send(slashInteraction({ ...at, name: word, options: { [word]: word } }));
  await send(
    messageCommandInteraction({ ...at, name: "Look this up", target: writtenMessage(`${word} Palmyra`) }),
  );
  await send(componentInteraction({ ...at, message, customId: word, values: [word] }));
  await send(componentInteraction({ ...at, message, customId: "settings|show|1" }));
  const report = "reported|palmyra-2015/place:palmyra";
  await send(
    modalSubmitInteraction({ ...at, customId: report, fields: { reason: ["date"], words: `${word}\u0000` } }),
  );
  // None is of Discord's form: no text for a custom_id, no data, no message, no member.
  const unreadable = [
    { type: 3, data: { custom_id: 7, component_type: 2 }, message: { components: [] } },
    { data: null },
    { type: 3, data: { custom_id: word }, message: null },
    { member: word },
  ];
  for (const change of unreadable)
    await send({ ...slashInteraction({ ...at, name: "about" }), ...change } as never);
  await send(slashInteraction({ ...at, ...broken }));
  await send(slashInteraction({ ...at, ...broken }));
  // Discord refuses, breaks off, and answers with the words that it was sent.
  const echo = {
    message: word,
    code: 50_035,
    errors: { [word]: { _errors: [{ code: word, message: word }] } },
  };
  for (const route of ["callback", "message", "followUp"] as const) {
    discord.faults.request(route, { status: 400, body: echo });
    discord.faults.request(route, { reset: "before" }, 2);
  }
  for (const label of ["picture|open|palmyra-2015/place:palmyra|1", "open|PAL-11|1", "open|PAL-07|1"])
    await send(componentInteraction({ ...at, message, customId: label }));
  // The picture takes a while.
  await expect.poll(() => bot.output.stderr).toMatch(/did not arrive/);
  discord.faults.clear();
  return secrets;
}

interface Line {
  readonly id?: string;
  readonly msg: string;
}

describe.each([
  ["the gateway", "gateway", (): string => `sqlite:${join(folder, "gateway.sqlite")}`],
  ["the gateway without its store", "gateway", (): string => "postgres://nobody:pa55word@127.0.0.1:9/none"],
  ["HTTP", "http", (): string => `sqlite:${join(folder, "http.sqlite")}`],
] as const)("%s", (_, transport, store) => {
  test("logs no token, no signature and nobody's words", async () => {
    const bot = startBot({
      ...(transport === "http" ? { ...httpOf(discord), DISCORD_TOKEN: discord.token } : gatewayOf(discord)),
      ...withBug,
      STORE_URL: store(),
      LOG_LEVEL: "trace",
    });
    const address = /http:\S+/.exec(await bot.ready)?.[0];
    const secrets = [discord.token, discord.token.split(".").at(-1) ?? "", "pa55word", "nobody", word];
    if (address !== undefined) {
      await discord.sendTo(address);
      const body = JSON.stringify(slashInteraction({ name: word, token: word }));
      const headers = discord.signatureHeaders(body);
      secrets.push(headers["x-signature-ed25519"]);
      for (const sent of [body, body.slice(1), `${body} `])
        await fetch(address, { method: "POST", body: sent, headers: discord.signatureHeaders(body) });
      await fetch(`${address}/${word}?${word}=${word}`, { method: "POST", body: word });
      await fetch(address, {
        method: "POST",
        body: word,
        headers: { ...headers, "x-signature-ed25519": word },
      });
    }
    secrets.push(...(await use(bot)));
    await bot.stop();
    const said = bot.output.stdout + bot.output.stderr;
    for (const secret of secrets) expect(said.toLowerCase()).not.toContain(secret.toLowerCase());
    const lines: Line[] = bot.output.stderr
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    // Else there would have been nothing to find.
    const faults = lines.filter(({ msg }) => msg === "an interaction failed");
    expect(faults.length).toBeGreaterThan(1);
    expect(lines.some(({ msg }) => msg.includes("did not arrive"))).toBe(true);
  });
});

test("the number on an error card is the one in the log", async () => {
  const own = await startLoopbackDiscord();
  onTestFinished(() => own.close());
  const bot = startBot({ ...gatewayOf(own), ...withBug, STORE_URL: `sqlite:${join(folder, "id.sqlite")}` });
  await bot.ready;
  const answer = await own.slash(broken);
  const id = referenceOf(answer.interaction);
  expect(textOf(answer.message)).toContain(`give this number to whoever runs the bot: ${id}`);
  await bot.stop();
  const lines: Line[] = bot.output.stderr
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toContainEqual(expect.objectContaining({ id, msg: "an interaction failed" }));
});

describe("an error in the log", () => {
  test("has its name, code and place, and not its message or fields", () => {
    const error = Object.assign(new TypeError(`${word}\n    at ${word} (/${word}.js:1:1)`), {
      code: "ECONNRESET",
      status: 404,
      url: word,
      requestBody: { json: word },
      cause: new Error(word),
    });
    const told = describeError(error);
    expect(told).toMatchObject({
      name: "TypeError",
      code: "ECONNRESET",
      status: 404,
      cause: { name: "Error" },
    });
    expect(JSON.stringify(told)).toContain("logs.test.ts");
    expect(JSON.stringify(told)).not.toContain(word);
  });

  test.each([[null], [undefined], [word], [{ message: word, code: `${word} ${word}` }], [7]])(
    "%j is survived",
    (thrown) => {
      const told = describeError(thrown);
      if (typeof thrown !== "string") expect(JSON.stringify(told)).not.toContain(word);
    },
  );
});
