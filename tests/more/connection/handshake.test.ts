import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect } from "vitest";
import { createTestClock } from "../../support/clock.ts";
import { type DeadEnd, startDropping, startSilence } from "../../support/dead-ends.ts";
import { eventually } from "../../support/eventually.ts";
import { readyAt } from "../../support/faults.ts";
import { snowflake } from "../../support/interactions.ts";
import { type Transport, test } from "../../support/transport.ts";

/* Connections to the gateway on which nothing comes: they are given up, and nothing that becomes of them ends the process. */

const lost = "the connection to Discord is lost: connecting again";
const anew = "connected to Discord again, in a new session: what was missed is lost";

const ask = ({ discord }: Transport) => discord.slash({ name: "about", user: snowflake() });

describe.concurrent("an address for resuming that", () => {
  test.for([
    ["takes connections and says nothing", startSilence],
    ["drops packets", startDropping],
  ] as const)("%s: a new session, and one line", async ([_, startDeadEnd], { start, onTestFinished }) => {
    const deadEnd: DeadEnd = await startDeadEnd();
    onTestFinished(() => deadEnd.close());
    const clock = createTestClock({ hurried: true });
    const bot = await start({ timing: { clock, handshakeWithin: 2_000 } });
    bot.discord.faults.sendRaw(readyAt(deadEnd.url));
    await ask(bot);
    bot.discord.faults.cut();
    await eventually(() => expect(bot.lines.map(({ msg }) => msg)).toContain(anew));
    await ask(bot);
    expect(bot.warnings).toEqual([lost]);
  });
});

describe.concurrent("a handshake that hangs", () => {
  /** The handshake would end by itself, with an error, once the connection has been given up. */
  const tooLong = { handshakeWithin: 600, helloWithin: 100 };

  test("and is given up: its socket is closed at once, and no error of it ends the process", async ({
    start,
    onTestFinished,
  }) => {
    const silence = await startSilence();
    onTestFinished(() => silence.close());
    const uncaught: unknown[] = [];
    const note = (error: unknown) => uncaught.push(error);
    process.on("uncaughtExceptionMonitor", note);
    onTestFinished(() => {
      process.off("uncaughtExceptionMonitor", note);
    });
    const bot = await start({ timing: tooLong });
    bot.discord.faults.sendRaw(readyAt(silence.url));
    await ask(bot);
    bot.discord.faults.cut();
    await eventually(() => expect(silence.sockets.size).toBe(1));
    await eventually(() => expect(bot.lines.map(({ msg }) => msg)).toContain(anew));
    await eventually(() => expect(silence.sockets.size).toBe(0));
    await nextTurn();
    expect(uncaught).toEqual([]);
  });

  test("when the transport ends: its socket is closed", async ({ start }) => {
    const bot = await start();
    bot.discord.faults.handshake = "hang";
    bot.discord.faults.cut();
    await eventually(() => expect(bot.discord.hanging.size).toBe(1));
    await bot.end();
    await eventually(() => expect(bot.discord.hanging.size).toBe(0));
  });
});
