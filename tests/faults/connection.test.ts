import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect } from "vitest";
import { referenceOf } from "../../src/reference.ts";
import { createTestClock } from "../support/clock.ts";
import { eventually } from "../support/eventually.ts";
import { readyAt } from "../support/faults.ts";
import { slashInteraction, snowflake } from "../support/interactions.ts";
import { type Transport, test } from "../support/transport.ts";

/* What goes wrong with the connection to the gateway: the bot comes back by itself, and one line says what it was. */

/** Milliseconds for which `ws` waits for the other side's goodbye. */
const goodbye = 30_000;
/** Milliseconds of one shard's turn to identify, and those in which a session is resumed. */
const [turn, resuming] = [5_250, 10_000];
const lost = "the connection to Discord is lost: connecting again";
const resumed = "connected to Discord again: what was missed arrives now";
const anew = "connected to Discord again, in a new session: what was missed is lost";

/** Turns to identify come at once. */
const hurried = () => ({ timing: { clock: createTestClock({ hurried: true }) } });

function at(bot: Transport) {
  const told = (line: string) => bot.lines.filter(({ msg }) => msg === line).length;
  return {
    bot,
    faults: bot.discord.faults,
    ask: () => bot.discord.slash({ name: "about", user: snowflake() }),
    told,
    lossOf: () => bot.lines.find(({ msg }) => msg === lost),
    toldOnce: (...lines: string[]) =>
      eventually(() => expect(lines.map(told).reduce((sum, times) => sum + times)).toBe(1)),
  };
}

describe.concurrent("the session goes on", () => {
  test("a socket that is cut: what is asked meanwhile is answered", async ({ start }) => {
    const { bot, faults, ask, toldOnce } = at(await start());
    faults.cut();
    await ask();
    await toldOnce(resumed);
    expect(bot.warnings).toEqual([lost]);
    expect(bot.discord.connections).toMatchObject({ identified: 1, resumed: 1 });
  });

  test("a request to reconnect", async ({ start }) => {
    const { bot, faults, ask, toldOnce, lossOf } = at(await start());
    faults.askReconnect();
    await ask();
    await toldOnce(resumed);
    expect(bot.warnings).toEqual([lost]);
    expect(lossOf()).toMatchObject({
      reason: "Told to reconnect by Discord",
    });
  });

  test("heartbeats that nobody acknowledges", async ({ start }) => {
    const { faults, ask, toldOnce, lossOf } = at(await start({ heartbeatInterval: 2_000 }));
    faults.ignoreHeartbeats = true;
    await toldOnce(lost);
    faults.ignoreHeartbeats = false;
    await ask();
    await toldOnce(resumed);
    expect(lossOf()).toMatchObject({ reason: "Zombie connection" });
  });

  test("a half-open socket: it is not waited for, and what was asked is answered", async ({ start }) => {
    const { bot, faults, ask, toldOnce } = at(
      await start({ heartbeatInterval: 2_000, answerWithin: goodbye }),
    );
    faults.halfOpen();
    await ask();
    await toldOnce(resumed);
    expect(bot.warnings).toEqual([lost]);
  });

  test.for([1000, 1001, 4000, 4002, 4007, 4008, 4009])("a close with %i", async (code, { start }) => {
    const { faults, ask, toldOnce } = at(await start(hurried()));
    faults.closeWith(code);
    await toldOnce(lost);
    await toldOnce(resumed, anew);
    await ask();
  });

  test("a HELLO that is late", async ({ start }) => {
    const { bot, faults, ask, toldOnce } = at(await start());
    faults.helloDelay = 1_000;
    faults.cut();
    await ask();
    await toldOnce(resumed);
    expect(bot.warnings).toEqual([lost]);
  });

  test("nobody at the gateway for a while: tried again and again, and said once", async ({ start }) => {
    const clock = createTestClock();
    const { bot, faults, ask, toldOnce } = at(await start({ timing: { clock } }));
    faults.closeBeforeHello = 4000;
    faults.cut();
    const pauses = [1_000, 2_000, 4_000];
    for (const [index, pause] of pauses.entries()) {
      await eventually(() => expect(clock.pauses).toEqual(pauses.slice(0, index + 1)));
      if (pause === pauses.at(-1)) faults.closeBeforeHello = undefined;
      clock.pass(pause);
    }
    await ask();
    await toldOnce(resumed);
    expect(bot.warnings).toEqual([lost]);
  });
});

describe.concurrent("the session is over", () => {
  test("an invalid session that can be resumed", async ({ start }) => {
    const { bot, faults, ask, toldOnce } = at(await start());
    faults.invalidate({ resumable: true });
    await ask();
    await toldOnce("the session was invalid for a moment and is resumed");
    expect(bot.warnings).toEqual([]);
    expect(bot.discord.connections).toEqual({ connected: 1, identified: 1, resumed: 1 });
  });

  test("an invalid session that cannot be resumed", async ({ start }) => {
    const { bot, faults, ask, toldOnce } = at(await start(hurried()));
    faults.invalidate();
    await toldOnce(anew);
    await ask();
    expect(bot.warnings).toEqual([lost]);
  });

  test("connections that are cut while it waits for its turn to identify: the last one identifies, once", async ({
    start,
  }) => {
    const clock = createTestClock();
    const { bot, faults, ask, toldOnce } = at(await start({ timing: { clock } }));
    faults.invalidate();
    for (let connection = 2; connection <= 4; connection += 1) {
      await eventually(() => expect(bot.discord.connections.connected).toBe(connection));
      await eventually(() => expect(clock.pausing()).toBe(1));
      if (connection === 4) break;
      faults.cut();
      const pause = 1_000 * (connection - 1);
      await eventually(() => expect(clock.pauses.at(-1)).toBe(pause));
      clock.pass(pause);
    }
    clock.pass(turn);
    await toldOnce(anew);
    // discord.js would identify for each of those that are gone, too, when the next turns come.
    clock.pass(turn);
    clock.pass(turn);
    await ask();
    expect(clock.pausing()).toBe(0);
    expect(bot.discord.connections).toMatchObject({ connected: 4, identified: 2 });
    expect(bot.warnings).toEqual([lost]);
  });

  test("two shards identify one after the other, and come back so", async ({ start }) => {
    const { timing } = hurried();
    const { clock } = timing;
    const { bot, faults, ask, told } = at(await start({ shards: 2, timing }));
    expect(bot.discord.connections).toMatchObject({ connected: 2, identified: 2 });
    expect(clock.pauses).toEqual([turn]);
    faults.invalidate();
    await eventually(() => expect(told(anew)).toBe(2));
    // The first waits for the end of the second one's turn at the start, and the second for the first.
    expect(clock.pauses).toEqual([turn, turn, turn]);
    await ask();
    expect(bot.discord.connections).toMatchObject({ identified: 4 });
    expect(bot.warnings).toEqual([lost, lost]);
  });

  test("a token that is refused: said with what to do, and tried again until it is taken", async ({
    start,
  }) => {
    const { bot, faults, ask, toldOnce } = at(await start());
    faults.refuseToken = true;
    faults.cut();
    await eventually(() =>
      expect(bot.warnings).toContain(
        "Discord refused DISCORD_TOKEN: copy it again from the Developer Portal, Bot",
      ),
    );
    await eventually(() =>
      expect(bot.warnings).toContainEqual(expect.stringMatching(/DISCORD_TOKEN.*127\.0\.0\.1/)),
    );
    faults.refuseToken = false;
    await toldOnce("connected to Discord again");
    await ask();
  });
});

describe.concurrent("what arrives is not what it should be", () => {
  test("a READY whose address for resuming is none: a new session", async ({ start }) => {
    const { bot, faults, ask, toldOnce } = at(await start(hurried()));
    faults.sendRaw(readyAt("nowhere"));
    await ask();
    faults.cut();
    await toldOnce(anew);
    await ask();
    expect(bot.warnings).toContain("the session cannot be resumed: a new one is asked for");
  });

  test("a READY whose address for resuming takes nobody: a new session, after a while", async ({
    start,
    onTestFinished,
  }) => {
    const { timing } = hurried();
    const { bot, faults, ask, told } = at(await start({ timing }));
    let tried = 0;
    const closed = createServer((_, response) => {
      tried += 1;
      response.writeHead(503).end();
    });
    onTestFinished(() => {
      closed.close();
    });
    await once(closed.listen(0, "127.0.0.1"), "listening");
    faults.sendRaw(readyAt(`ws://127.0.0.1:${(closed.address() as AddressInfo).port}`));
    await ask();
    faults.cut();
    await eventually(() => expect(tried).toBeGreaterThan(1));
    timing.clock.pass(resuming + 1);
    await eventually(() => expect(told(anew)).toBe(1));
    await ask();
    expect(bot.warnings.filter((line) => line === lost)).toHaveLength(1);
  });

  test("an interaction that comes several times is answered once", async ({ start }) => {
    const { bot, faults, ask, told } = at(await start());
    faults.copies = 3;
    const { interaction } = await ask();
    await eventually(() => expect(told("an interaction came again and is answered once")).toBe(2));
    expect(bot.discord.requests.filter(({ route }) => route === "callback")).toHaveLength(1);
    expect(bot.lines.filter((line) => line.id === referenceOf(interaction))).toHaveLength(2);
  });

  test("an interaction that comes again in another session is answered once", async ({ start }) => {
    const { bot, faults, told, toldOnce } = at(await start(hurried()));
    const interaction = slashInteraction({ name: "about", applicationId: bot.discord.applicationId });
    await bot.discord.interact(interaction);
    faults.invalidate();
    await toldOnce(anew);
    faults.dispatch("INTERACTION_CREATE", interaction);
    await eventually(() => expect(told("an interaction came again and is answered once")).toBe(1));
    expect(bot.discord.requests.filter(({ route }) => route === "callback")).toHaveLength(1);
  });

  test("frames that are no JSON, packets without a meaning", async ({ start }) => {
    const { bot, faults, ask } = at(await start());
    for (const frame of [
      "",
      "{",
      "null",
      "[]",
      '"x"',
      '{"op":99}',
      '{"op":11}',
      new Uint8Array([120, 156, 0]),
    ])
      faults.sendRaw(frame);
    await ask();
    expect(bot.discord.connections).toMatchObject({ connected: 1 });
  });

  test("interactions without an id or a token are dropped, one line each", async ({ start }) => {
    const { bot, faults, ask } = at(await start());
    const broken = [null, [], "x", { type: 2 }, { id: snowflake(), type: 2 }, { id: 7, token: "t" }];
    for (const data of broken) faults.dispatch("INTERACTION_CREATE", data);
    await ask();
    expect(bot.warnings).toEqual(
      broken.map(() => "an interaction without an id or a token cannot be answered"),
    );
  });

  test("other dispatches that are malformed or unknown: one line each, or none", async ({ start }) => {
    const { bot, faults, ask } = at(await start());
    faults.dispatch("GUILD_CREATE", null);
    faults.dispatch("CHANNEL_UPDATE", "x");
    faults.dispatch("NO_SUCH_EVENT", {});
    await ask();
    expect(bot.warnings).toEqual(["a dispatch could not be read"]);
  });
});
