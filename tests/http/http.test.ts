import { InteractionResponseType, InteractionType } from "discord-api-types/v10";
import { pino } from "pino";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type Environment, readEnvironment } from "../../src/environment.ts";
import { referenceOf } from "../../src/reference.ts";
import { startHttp } from "../../src/transports/http.ts";
import { library } from "../cards/library.ts";
import { addressIn, type Bot, httpOf, startBot } from "../support/bot.ts";
import { pingInteraction, slashInteraction, snowflake } from "../support/interactions.ts";
import { type LoopbackDiscord, secondsNow, startLoopbackDiscord } from "../support/loopback-discord.ts";
import { patient } from "../support/timing.ts";

let discord: LoopbackDiscord;
let bot: Bot;
let url: string;

beforeAll(async () => {
  discord = await startLoopbackDiscord();
  bot = startBot({
    ...httpOf(discord),
    DISCORD_TOKEN: discord.token,
    STORE_URL: "sqlite::memory:",
    LOG_LEVEL: "warn",
  });
  url = addressIn(await bot.ready);
  await discord.sendTo(url);
});
afterAll(async () => {
  await bot?.stop();
  await discord?.close();
});

/** Posts a body signed as Discord signs it, or with other headers. */
async function post(body: string | Uint8Array, headers?: Record<string, string>) {
  const signed = headers ?? discord.signatureHeaders(String(body));
  const response = await fetch(url, { method: "POST", headers: signed, body: body as BodyInit });
  return { status: response.status, text: await response.text() };
}

const ping = () => JSON.stringify(pingInteraction(discord.applicationId));

test("It says that it is ready, and where", async () => {
  expect(await bot.ready).toMatch(/^ready: http at http:\/\/127\.0\.0\.1:\d+\/interactions$/);
});

test("/healthz answers", async () => {
  const response = await fetch(new URL("/healthz", url));
  expect([response.status, await response.text()]).toEqual([200, "ok"]);
});

test("Commands, suggestions and presses are answered in the response", async () => {
  const answer = await discord.slash({ name: "event", options: { name: "jazal" }, user: snowflake() });
  expect(answer.type).toBe(InteractionResponseType.ChannelMessageWithSource);
  expect(answer.ephemeral).toBe(true);
  const typed = await discord.autocomplete({ name: "place", focused: "name", options: { name: "tad" } });
  expect(typed.choices.length).toBeGreaterThan(0);
  const pressed = await discord.press(answer.message, "Details");
  expect(pressed.type).toBe(InteractionResponseType.UpdateMessage);
  expect(discord.refused).toEqual([]);
});

test("The commands are registered where there is a token", async () => {
  await expect.poll(() => discord.registered.map(({ name }) => name)).toContain("event");
});

test("A request that Discord did not sign is refused with 401", async () => {
  const body = ping();
  const genuine = discord.signatureHeaders(body);
  const { "x-signature-ed25519": signature, "x-signature-timestamp": timestamp, ...rest } = genuine;
  const forged: Record<string, string>[] = [
    rest,
    { ...rest, "x-signature-ed25519": signature },
    { ...rest, "x-signature-timestamp": timestamp },
    { ...genuine, "x-signature-ed25519": "" },
    { ...genuine, "x-signature-ed25519": signature.slice(2) },
    { ...genuine, "x-signature-ed25519": "z".repeat(128) },
    { ...genuine, "x-signature-ed25519": "0".repeat(128) },
    { ...genuine, "x-signature-timestamp": String(Number(timestamp) + 1) },
    { ...genuine, "x-signature-timestamp": "now" },
    { ...genuine, "x-signature-timestamp": `${timestamp}.0` },
    discord.signatureHeaders(`${body} `),
    discord.signatureHeaders(body, String(secondsNow() - 301)),
    discord.signatureHeaders(body, String(secondsNow() + 302)),
  ];
  for (const headers of forged) expect((await post(body, headers)).status, JSON.stringify(headers)).toBe(401);
  expect((await post(body, discord.signatureHeaders(body, String(secondsNow() - 290)))).status).toBe(200);
});

test("A body that was cut or changed on the way is refused with 401", async () => {
  const body = ping();
  const headers = discord.signatureHeaders(body);
  expect((await post(body.slice(0, -1), headers)).status).toBe(401);
  expect((await post(body.replace("1", "2"), headers)).status).toBe(401);
  expect((await post("", headers)).status).toBe(401);
});

test("A signed body that is no interaction is refused with 400", async () => {
  const whole = JSON.parse(ping());
  const bodies = [
    "",
    "{",
    "null",
    "[]",
    '"text"',
    "{}",
    JSON.stringify({ ...whole, type: 99 }),
    JSON.stringify({ ...whole, type: "1" }),
    JSON.stringify({ ...whole, type: InteractionType.ApplicationCommand }),
    JSON.stringify({ ...whole, type: InteractionType.MessageComponent, data: { custom_id: 5 } }),
    JSON.stringify({ ...slashInteraction({ name: "event" }), data: { id: "1", type: 1, name: ["event"] } }),
  ];
  for (const body of bodies) expect((await post(body)).status, body.slice(0, 80)).toBe(400);
});

test("An oversized body is refused with 413, announced or not", async () => {
  const body = " ".repeat(300 * 1024);
  expect((await post(body)).status).toBe(413);
  const chunks = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let sent = 0; sent < 10; sent += 1) controller.enqueue(new Uint8Array(64 * 1024));
      controller.close();
    },
  });
  const response = await fetch(url, {
    method: "POST",
    headers: discord.signatureHeaders(body),
    body: chunks,
    duplex: "half",
  } as RequestInit);
  expect(response.status).toBe(413);
});

test("An interaction that comes again is not answered again", async () => {
  const body = JSON.stringify(
    slashInteraction({ name: "about", applicationId: discord.applicationId, user: snowflake() }),
  );
  const headers = discord.signatureHeaders(body);
  expect((await post(body, headers)).status).toBe(200);
  expect((await post(body, headers)).status).toBe(409);
});

test("A request that the bot fails at is logged with its interaction's id, which the answer says", async () => {
  const lines: string[] = [];
  const { environment } = readEnvironment({
    TRANSPORT: "http",
    DISCORD_APPLICATION_ID: discord.applicationId,
    DISCORD_PUBLIC_KEY: discord.publicKey,
    PORT: "0",
  });
  const running = await startHttp(
    environment as Environment,
    {
      dispatch: () => Promise.reject(new Error("a fault")),
      library,
      log: pino({}, { write: (line: string) => lines.push(line) }),
    },
    patient,
  );
  onTestFinished(() => running.close());
  const interaction = slashInteraction({ name: "about", applicationId: discord.applicationId });
  const body = JSON.stringify(interaction);
  const response = await fetch(running.address ?? "", {
    method: "POST",
    headers: discord.signatureHeaders(body),
    body,
  });
  const id = referenceOf(interaction);
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ error: `the bot failed; its log says why: ${id}` });
  const failed = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === "a request failed");
  expect(failed).toEqual([expect.objectContaining({ id })]);
});

test("Other methods and paths are refused", async () => {
  expect((await fetch(url)).status).toBe(405);
  expect((await fetch(new URL("/", url))).status).toBe(404);
});

test("After all of that it still answers, and has logged no error", async () => {
  expect((await post(ping())).text).toBe('{"type":1}');
  expect(bot.said.filter((line) => line.includes('"error"'))).toEqual([]);
});

test("It ends cleanly when asked", async () => {
  const own = startBot({ ...httpOf(discord), STORE_URL: "sqlite::memory:" });
  await own.ready;
  expect(await own.stop()).toBe(0);
});

test("Without its key it does not start, and says which variable is missing", async () => {
  const own = startBot({ TRANSPORT: "http", DISCORD_APPLICATION_ID: discord.applicationId });
  await expect(own.ready).rejects.toThrow(/DISCORD_PUBLIC_KEY/);
});
