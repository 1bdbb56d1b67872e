import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { type Bot, endAllBots, gatewayOf, startBot } from "../gateway/bot.ts";
import { snowflake } from "../support/interactions.ts";
import { type LoopbackDiscord, startLoopbackDiscord } from "../support/loopback-discord.ts";
import { textOf } from "../support/read.ts";

/* The real bot in a process of its own, and the signals that end it. */

let discord: LoopbackDiscord;
let bot: Bot;

async function start(environment: Readonly<Record<string, string>>): Promise<string> {
  bot = startBot({ STORE_URL: "sqlite::memory:", ...environment });
  return bot.ready;
}

beforeEach(async () => {
  const own = await startLoopbackDiscord({ heartbeatInterval: 500 });
  discord = own;
  onTestFinished(() => own.close());
});
afterAll(endAllBots);

const about = () => discord.slash({ name: "about", user: snowflake() });

/** The exit code, and the milliseconds from the signal to it. */
async function stop(): Promise<{ code: number | null; after: number }> {
  const asked = performance.now();
  const code = await bot.stop();
  return { code, after: performance.now() - asked };
}

describe("before it is ready", () => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "%s ends it with 0 while it waits for Discord",
    async (signal) => {
      discord.faults.helloDelay = 60_000;
      bot = startBot({ STORE_URL: "sqlite::memory:", METRICS_PORT: "0", ...gatewayOf(discord) });
      await vi.waitFor(() => expect(discord.connections.connected).toBeGreaterThan(0), 15_000);
      const asked = performance.now();
      bot.process.kill(signal);
      expect(await bot.ended).toBe(0);
      expect(performance.now() - asked).toBeLessThan(1_500);
      expect(bot.output.stdout).not.toContain("ready");
    },
  );
});

describe("over the gateway", () => {
  beforeEach(() => start(gatewayOf(discord)));

  test("answers under way arrive, and it ends with 0 and without a false alarm", async () => {
    await about();
    discord.faults.request("callback", { delay: 900 }, 3);
    const asked = [about(), about(), about()];
    await wait(100);
    const stopped = stop();
    for (const answer of await Promise.all(asked)) expect(textOf(answer.message)).toContain("CC BY-SA 4.0");
    const { code, after } = await stopped;
    expect(code).toBe(0);
    expect(after).toBeLessThan(5_000);
    expect(bot.output.stderr).not.toContain("connecting again");
    expect(bot.output.stderr).not.toContain("reconnecting");
  });

  test("what hangs, and a dead socket, do not keep it", async () => {
    discord.faults.request("callback", { hang: "before" }, 100);
    const asked = about();
    asked.catch(() => undefined);
    await wait(100);
    discord.faults.halfOpen();
    const { code, after } = await stop();
    expect(code).toBe(0);
    expect(after).toBeLessThan(5_000);
  });

  test("while it waits for a connection it ends at once", async () => {
    discord.faults.helloDelay = 60_000;
    discord.faults.cut();
    await wait(1_000);
    const { code, after } = await stop();
    expect(code).toBe(0);
    expect(after).toBeLessThan(1_500);
  });

  test.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const)("a second %s ends it at once, with %i", async (signal, code) => {
    discord.faults.request("callback", { hang: "before" }, 100);
    about().catch(() => undefined);
    await wait(100);
    bot.process.kill("SIGTERM");
    await wait(200);
    const again = performance.now();
    bot.process.kill(signal);
    expect(await bot.ended).toBe(code);
    // To drain would take seconds.
    expect(performance.now() - again).toBeLessThan(2_000);
  });
});

describe("over HTTP", () => {
  let url: string;
  beforeEach(async () => {
    const line = await start({
      TRANSPORT: "http",
      DISCORD_APPLICATION_ID: discord.applicationId,
      DISCORD_PUBLIC_KEY: discord.publicKey,
      DISCORD_API_URL: discord.url,
      PORT: "0",
    });
    url = /http:\S+/.exec(line)?.[0] ?? "";
    await discord.sendTo(url);
  });

  test("health says draining, what comes meanwhile is answered, what follows arrives, and it ends with 0", async () => {
    const map = async () => {
      const asked = await discord.slash({ name: "place", options: { name: "palmyra" }, user: snowflake() });
      return discord.press(asked.message, "Map");
    };
    // Drawn before, so that only the way to Discord takes time.
    await (await map()).edited();
    discord.faults.request("message", { delay: 1_500 });
    const pressed = await map();
    const stopped = stop();
    await wait(300);
    const health = await fetch(new URL("/healthz", url));
    expect([health.status, await health.text()]).toEqual([503, "draining"]);
    expect(health.headers.get("connection")).toBe("close");
    expect(textOf((await about()).message)).toContain("CC BY-SA 4.0");
    await pressed.edited();
    const { code, after } = await stopped;
    expect(code).toBe(0);
    expect(after).toBeLessThan(5_000);
    await expect(fetch(new URL("/healthz", url))).rejects.toThrow();
  });

  test("a second SIGTERM ends it at once", async () => {
    bot.process.kill("SIGTERM");
    await wait(200);
    const again = performance.now();
    expect(await bot.stop()).toBe(143);
    // To drain would take seconds.
    expect(performance.now() - again).toBeLessThan(2_000);
  });
});
