import { afterAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { addressIn, type Bot, endAllBots, gatewayOf, httpOf, startBot } from "../../support/bot.ts";
import { snowflake } from "../../support/interactions.ts";
import { type LoopbackDiscord, startLoopbackDiscord } from "../../support/loopback-discord.ts";
import { textOf } from "../../support/read.ts";

/* The real bot in a process of its own, and the signals that end it. */

let discord: LoopbackDiscord;
let bot: Bot;

const start = (...[environment, timing]: Parameters<typeof startBot>) => {
  bot = startBot({ STORE_URL: "sqlite::memory:", ...environment }, timing);
  return bot.ready;
};

beforeEach(async () => {
  const own = await startLoopbackDiscord({ heartbeatInterval: 5_000 });
  discord = own;
  onTestFinished(() => own.close());
});
afterAll(endAllBots);

const about = () => discord.slash({ name: "about", user: snowflake() });
/** Resolves once this many requests have met a fault. */
const met = (times: number) => expect.poll(() => discord.faults.met).toBe(times);
/** The signal has been heard. */
const ending = () => expect.poll(() => bot.output.stderr).toContain('"msg":"ending"');
const answered = (answer: Awaited<ReturnType<typeof about>>) =>
  expect(textOf(answer.message)).toContain("CC BY-SA 4.0");

describe("before it is ready", () => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "%s ends it with 0 while it waits for Discord",
    async (signal) => {
      discord.faults.helloDelay = 3_600_000;
      void start({ METRICS_PORT: "0", ...gatewayOf(discord) }).catch(() => undefined);
      await expect.poll(() => discord.connections.connected).toBeGreaterThan(0);
      bot.process.kill(signal);
      expect(await bot.ended).toBe(0);
      expect(bot.output.stdout).not.toContain("ready");
    },
  );
});

test("of two shards, one of which waits for its turn: what the other was asked is answered", async () => {
  const two = await startLoopbackDiscord({ shards: 2 });
  onTestFinished(() => two.close());
  void start(gatewayOf(two)).catch(() => undefined);
  // Either may have the first turn.
  await expect.poll(() => two.shards).toHaveLength(1);
  const [shard = 0] = two.shards;
  // The answer takes another try, which a process that ends at once does not make.
  two.faults.request("callback", { status: 503 }, 3);
  // A shard has the servers whose ids, without their 22 lower bits, leave its number when divided by two.
  const asked = two.slash({ name: "about", guildId: String(BigInt(2 + shard) << 22n) });
  await expect.poll(() => two.faults.met).toBeGreaterThan(0);
  const stopped = bot.stop();
  answered(await asked);
  expect(await stopped).toBe(0);
  expect(bot.output.stdout).not.toContain("ready");
});

describe("over the gateway", () => {
  test("answers under way arrive, and it ends with 0 and without a false alarm", async () => {
    await start(gatewayOf(discord));
    await about();
    discord.faults.request("callback", { delay: 900 }, 3);
    const asked = [about(), about(), about()];
    await met(3);
    const stopped = bot.stop();
    for (const answer of await Promise.all(asked)) answered(answer);
    expect(await stopped).toBe(0);
    expect(bot.output.stderr).not.toContain("connecting again");
    expect(bot.output.stderr).not.toContain("reconnecting");
  });

  test("what hangs, and a dead socket, do not keep it", async () => {
    await start(gatewayOf(discord), { takenFor: 100, drainWithin: 200 });
    discord.faults.request("callback", { hang: "before" }, 1_000);
    about().catch(() => undefined);
    await expect.poll(() => discord.faults.met).toBeGreaterThan(0);
    discord.faults.halfOpen();
    expect(await bot.stop()).toBe(0);
    expect(bot.output.stderr).toContain("the end does not wait for all that is under way");
  });

  test("while it waits for a connection it ends at once", async () => {
    await start(gatewayOf(discord));
    discord.faults.helloDelay = 3_600_000;
    discord.faults.cut();
    await expect.poll(() => discord.connections.connected).toBe(2);
    expect(await bot.stop()).toBe(0);
  });

  test.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const)("a second %s ends it at once, with %i", async (signal, code) => {
    await start(gatewayOf(discord));
    discord.faults.request("callback", { hang: "before" }, 1_000);
    about().catch(() => undefined);
    await expect.poll(() => discord.faults.met).toBeGreaterThan(0);
    bot.process.kill("SIGTERM");
    await ending();
    // What hangs would keep it for a minute, and then it would end with 0.
    bot.process.kill(signal);
    expect(await bot.ended).toBe(code);
  });
});

describe("over HTTP", () => {
  test("health says draining, what comes meanwhile is answered, what follows arrives, and it ends with 0", async () => {
    const url = addressIn(await start(httpOf(discord)));
    await discord.sendTo(url);
    const map = async () => {
      const asked = await discord.slash({ name: "place", options: { name: "palmyra" }, user: snowflake() });
      return discord.press(asked.message, "Map");
    };
    // Drawn before, so that only the way to Discord takes time.
    await (await map()).edited();
    discord.faults.request("message", { delay: 1_500 });
    const pressed = await map();
    await met(1);
    const stopped = bot.stop();
    await ending();
    const health = await fetch(new URL("/healthz", url));
    expect([health.status, await health.text()]).toEqual([503, "draining"]);
    expect(health.headers.get("connection")).toBe("close");
    answered(await about());
    await pressed.edited();
    expect(await stopped).toBe(0);
    await expect(fetch(new URL("/healthz", url))).rejects.toThrow();
  });

  test("a second SIGTERM ends it at once", async () => {
    await start(httpOf(discord), { lingerFor: 3_600_000 });
    bot.process.kill("SIGTERM");
    await ending();
    expect(await bot.stop()).toBe(143);
  });
});
