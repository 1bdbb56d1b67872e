import { afterAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type Bot, endAllBots, gatewayOf, startBot } from "../../support/bot.ts";
import { type LoopbackDiscord, startLoopbackDiscord } from "../../support/loopback-discord.ts";
import { freePort } from "../../support/postgres.ts";

/* The real bot in a process of its own that is ended while it connects. */

let discord: LoopbackDiscord;
let bot: Bot;

beforeEach(async () => {
  const own = await startLoopbackDiscord();
  discord = own;
  onTestFinished(() => own.close());
  start();
});
afterAll(endAllBots);

function start(timing: Parameters<typeof startBot>[1] = {}): void {
  bot = startBot({ STORE_URL: "sqlite::memory:", ...gatewayOf(discord) }, timing);
}

const said = (what: string) => expect.poll(() => bot.output.stderr).toContain(what);

describe("at the start", () => {
  test("metrics say that it connects, so that an alert can fire", async () => {
    await bot.stop();
    const port = await freePort();
    discord.faults.handshake = "hang";
    bot = startBot({ STORE_URL: "sqlite::memory:", METRICS_PORT: String(port), ...gatewayOf(discord) });
    await expect.poll(() => discord.hanging.size).toBe(1);
    const metrics = await fetch(`http://127.0.0.1:${port}/metrics`);
    expect(await metrics.text()).toContain('tessera_gateway_shards{state="Connecting"} 1');
    expect(await bot.stop()).toBe(0);
  });

  test("while it tries again", async () => {
    discord.faults.request("gateway", { status: 503 }, 1_000);
    await said("trying again");
    expect(await bot.stop()).toBe(0);
    expect(bot.output.stdout).toBe("");
  });

  test("while a handshake hangs", async () => {
    discord.faults.handshake = "hang";
    await expect.poll(() => discord.hanging.size).toBe(1);
    expect(await bot.stop()).toBe(0);
  });
});

describe("after the connection was lost", () => {
  beforeEach(() => bot.ready);

  test("while a handshake hangs, and others that hung have been given up: all are reset", async () => {
    await bot.stop();
    start({ helloWithin: 300 });
    await bot.ready;
    const before = discord.handshakes;
    discord.faults.handshake = "hang";
    discord.faults.cut();
    await expect.poll(() => discord.handshakes).toBeGreaterThanOrEqual(before + 3);
    for (const socket of discord.hanging) socket.resetAndDestroy();
    expect(await bot.stop()).toBe(0);
  });

  test("while it pauses before the next handshake", async () => {
    discord.faults.handshake = 503;
    discord.faults.cut();
    await expect.poll(() => discord.handshakes).toBeGreaterThan(2);
    expect(await bot.stop()).toBe(0);
  });

  test("while it knocks again, and Discord has a fault", async () => {
    discord.faults.refuseToken = true;
    discord.faults.cut();
    await said("DISCORD_TOKEN");
    discord.faults.request("gateway", { status: 503 }, 1_000);
    await said("trying again");
    expect(await bot.stop()).toBe(0);
  });
});
