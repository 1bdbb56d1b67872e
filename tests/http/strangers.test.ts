import { networkInterfaces } from "node:os";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type Environment, readEnvironment } from "../../src/environment.ts";
import { startHttp } from "../../src/transports/http.ts";
import { library } from "../cards/library.ts";
import { addressIn, endAllBots, httpOf, startBot } from "../support/bot.ts";
import { createTestClock } from "../support/clock.ts";
import { pingInteraction } from "../support/interactions.ts";
import { type LoopbackDiscord, secondsNow, startLoopbackDiscord } from "../support/loopback-discord.ts";
import { freePort } from "../support/postgres.ts";
import { sendRaw } from "../support/raw.ts";
import { patient } from "../support/timing.ts";
import { dispatch } from "../support/transport.ts";

/* Whoever finds the address may send what they like: it is counted, and none of it is logged. */

let discord: LoopbackDiscord;
beforeAll(async () => {
  discord = await startLoopbackDiscord();
});
afterAll(async () => {
  endAllBots();
  await discord?.close();
});

const ping = () => JSON.stringify(pingInteraction(discord.applicationId));

function requestOf(target: string, body: string, headers: Record<string, string>): string {
  const lines = Object.entries({ ...headers, "content-length": String(Buffer.byteLength(body)) });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return `POST ${target} HTTP/1.1\r\nhost: tessera\r\nconnection: close\r\n${head}\r\n${body}`;
}

test("every kind of refusal is counted, and none of it is logged", async () => {
  const port = await freePort();
  const bot = startBot({ ...httpOf(discord), METRICS_PORT: String(port), LOG_LEVEL: "debug" });
  const url = addressIn(await bot.ready);
  const post = async (body: string, headers: Record<string, string>, path = "") =>
    (await fetch(`${url}${path}`, { method: "POST", headers, body })).status;
  const counted = async () => {
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const found = text.matchAll(/^tessera_refused_requests_total\{kind="(\w+)"\} (\d+)$/gm);
    return Object.fromEntries([...found].map(([, kind, count]) => [kind, Number(count)]));
  };
  const none = {
    unsigned: 0,
    wrongSignature: 0,
    oldTimestamp: 0,
    cutOff: 0,
    tooLarge: 0,
    notJson: 0,
    notInteraction: 0,
    repeated: 0,
    wrongMethod: 0,
    unknownPath: 0,
  };
  expect(await counted()).toEqual(none);

  const word = "qzxjvkw";
  const large = word.repeat(40_000);
  const nested = `${'{"a":'.repeat(6_000)}1${"}".repeat(6_000)}`;
  expect(await post(ping(), {})).toBe(401);
  // Of what Discord did not sign, the time means nothing.
  const forged = discord.signatureHeaders(`${ping()}${word}`, String(secondsNow() - 400));
  expect(await post(ping(), forged)).toBe(401);
  const old = ping();
  expect(await post(old, discord.signatureHeaders(old, String(secondsNow() - 400)))).toBe(401);
  expect(await post(large, discord.signatureHeaders(large))).toBe(413);
  expect(await post(word, discord.signatureHeaders(word))).toBe(400);
  expect(await post(nested, discord.signatureHeaders(nested))).toBe(400);
  expect(await post(`["${word}"]`, discord.signatureHeaders(`["${word}"]`))).toBe(400);
  expect(await post("", {}, `/${word}`)).toBe(404);
  expect((await fetch(url)).status).toBe(405);
  const whole = requestOf("/interactions", `${word}${word}`, discord.signatureHeaders(word));
  await sendRaw(url, whole.slice(0, -word.length), (socket) => socket.resetAndDestroy()).closed;

  const expected = {
    ...none,
    unsigned: 1,
    wrongSignature: 1,
    oldTimestamp: 1,
    cutOff: 1,
    tooLarge: 1,
    notJson: 2,
    notInteraction: 1,
    wrongMethod: 1,
    unknownPath: 1,
  };
  await expect.poll(counted).toEqual(expected);
  expect(await bot.stop()).toBe(0);
  const lines = bot.output.stderr
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const refusals = lines.filter(({ msg }) => msg === "a request is refused");
  expect(refusals).toHaveLength(10);
  expect(refusals.every(({ level }) => level === "debug")).toBe(true);
  expect(lines.filter(({ level }) => level === "error" || level === "warn")).toEqual([]);
  expect(bot.output.stderr).not.toContain(word);
});

describe("a hint that the key may be wrong", () => {
  async function listening() {
    const lines: { level: number; msg: string }[] = [];
    const clock = createTestClock({ hurried: true });
    const environment = readEnvironment(httpOf(discord)).environment as Environment;
    const log = pino({ level: "debug" }, { write: (line: string) => lines.push(JSON.parse(line)) });
    const running = await startHttp(environment, { dispatch, library, log }, { ...patient, clock });
    onTestFinished(() => running.close());
    const body = ping();
    const send = (headers: Record<string, string>) =>
      fetch(running.address ?? "", { method: "POST", headers, body });
    return {
      clock,
      hints: () => lines.filter(({ level }) => level === 40).map(({ msg }) => msg),
      wrong: () => send(discord.signatureHeaders("another body")),
      old: () => send(discord.signatureHeaders(body, String(secondsNow() - 400))),
      unsigned: () => send({}),
      right: () => send(discord.signatureHeaders(body)),
    };
  }
  const hint = "every request is refused: is DISCORD_PUBLIC_KEY that of this application?";
  const hour = 3_600_000;

  test("comes where every signed request is refused, and again in an hour", async () => {
    const { clock, hints, wrong } = await listening();
    await wrong();
    expect(hints()).toEqual([]);
    await wrong();
    await wrong();
    expect(hints()).toEqual([hint]);
    clock.pass(hour - 1);
    await wrong();
    expect(hints()).toEqual([hint]);
    clock.pass(1);
    await wrong();
    expect(hints()).toEqual([hint, hint]);
  });

  test("does not come for an hour after one was right, nor for what is not signed at all", async () => {
    const { clock, hints, wrong, right, unsigned } = await listening();
    for (let times = 0; times < 5; times += 1) await unsigned();
    await wrong();
    await right();
    for (let times = 0; times < 5; times += 1) await wrong();
    expect(hints()).toEqual([]);
    clock.pass(hour);
    await wrong();
    expect(hints()).toEqual([hint]);
  });

  test("is one that the clock may be wrong where all are too old", async () => {
    const { hints, old } = await listening();
    await old();
    await old();
    expect(hints()).toEqual(["every request is refused as too old: is this machine’s clock right?"]);
  });
});

describe("the address as proxies write it", () => {
  test.each(["/interactions/", "/interactions?from=proxy", "/interactions/?from=proxy"])(
    "%s",
    async (path) => {
      const bot = startBot(httpOf(discord));
      const url = new URL(path, addressIn(await bot.ready));
      const body = ping();
      const response = await fetch(url, { method: "POST", headers: discord.signatureHeaders(body), body });
      expect(await response.text()).toBe('{"type":1}');
      expect((await fetch(new URL("/interactions//", url), { method: "POST" })).status).toBe(404);
      await bot.stop();
    },
  );

  test.each(["http://tessera/interactions", "HTTPS://tessera:443/interactions/?from=proxy"])(
    "POST %s",
    async (target) => {
      const bot = startBot(httpOf(discord));
      const url = addressIn(await bot.ready);
      const body = ping();
      const said = await sendRaw(url, requestOf(target, body, discord.signatureHeaders(body))).closed;
      expect(said).toMatch(/^HTTP\/1\.1 200 [\s\S]*\{"type":1\}$/);
      await bot.stop();
    },
  );

  test("HOST may be an IPv6 address in brackets", () => {
    const { environment } = readEnvironment({ ...httpOf(discord), HOST: "[::1]", METRICS_HOST: "[::]" });
    expect([environment?.host, environment?.metricsHost]).toEqual(["::1", "::"]);
  });

  const hasIpv6 = networkInterfaces().lo?.some(({ address }) => address === "::1") === true;
  test.skipIf(!hasIpv6)("… and is listened on", async () => {
    const bot = startBot({ ...httpOf(discord), HOST: "[::1]" });
    const url = addressIn(await bot.ready);
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+\/interactions$/);
    expect((await fetch(new URL("/healthz", url))).status).toBe(200);
    await bot.stop();
  });
});
