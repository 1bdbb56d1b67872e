import { describe, expect } from "vitest";
import { createTestClock, type TestClock } from "../../support/clock.ts";
import { eventually } from "../../support/eventually.ts";
import { type RequestFault, rateLimited } from "../../support/faults.ts";
import { snowflake } from "../../support/interactions.ts";
import type { LoopbackDiscord } from "../../support/loopback-discord.ts";
import { type LogLine, test } from "../../support/transport.ts";

/* The start of the gateway: what may pass is waited for, what cannot ends it at once, and Discord is never stormed. */

/** Milliseconds: those before tries, each twice as long as the one before, and those for which it is tried. */
const pauses = [1_000, 2_000, 4_000, 8_000, 16_000, 16_000, 16_000, 16_000, 16_000, 16_000];
const tryingFor = 120_000;
/** Milliseconds of one shard's turn to identify. */
const turn = 5_250;
const anew = "connected to Discord again, in a new session: what was missed is lost";

const hurried = () => createTestClock({ hurried: true });
const again = (lines: readonly LogLine[]) => lines.flatMap((line) => line.again ?? []);
const asked = ({ requests }: LoopbackDiscord) => requests.filter(({ route }) => route === "gateway").length;

describe.concurrent("what may pass", () => {
  const passing: readonly (readonly [string, RequestFault, RegExp])[] = [
    ["a 503", { status: 503 }, /^Discord has a fault of its own \(503\): look at its status page/],
    [
      "a reset",
      { reset: "before" },
      /^Discord cannot be reached \(\S+ (?:ECONNRESET|UND_ERR_SOCKET)\): check the network/,
    ],
    [
      "an answer that is not Discord's",
      { status: 200, body: "" },
      /^The answer is not Discord’s: check DISCORD_API_URL/,
    ],
  ];
  test.for(passing)("%s is tried again, with a line each time", async ([_, fault, line], { start }) => {
    const clock = hurried();
    const bot = await start({
      timing: { clock },
      before: ({ faults }) => faults.request("gateway", fault, 3),
    });
    expect(clock.pauses).toEqual(pauses.slice(0, 3));
    expect(again(bot.lines)).toEqual([1, 2, 4]);
    expect(bot.warnings).toEqual(Array(3).fill(expect.stringMatching(line)));
    expect(bot.warnings.join()).not.toContain("DISCORD_TOKEN");
    expect(bot.discord.connections).toMatchObject({ connected: 1, identified: 1 });
  });

  test("a 503 that does not pass: two minutes, and one line on what to check", async ({ start }) => {
    const clock = hurried();
    let lines: readonly LogLine[] = [];
    const starting = start({
      timing: { clock },
      before: ({ faults }, logged) => {
        faults.request("gateway", { status: 503 }, 1_000);
        lines = logged;
      },
    });
    await expect(starting).rejects.toThrow(/^Discord has a fault of its own \(503\).*127\.0\.0\.1/);
    expect(clock.pauses).toEqual(pauses);
    expect(lines).toHaveLength(pauses.length);
  });

  test("a 429: it waits for as long as Discord says", async ({ start }) => {
    const clock = hurried();
    const bot = await start({
      timing: { clock },
      before: ({ faults }) => faults.request("gateway", rateLimited(600)),
    });
    expect(clock.pauses).toHaveLength(1);
    expect(clock.now()).toBeGreaterThanOrEqual(600_000);
    expect(bot.warnings).toEqual([expect.stringMatching(/^Discord asks the bot to wait \(429\)/)]);
  });

  test("no sessions are left: it says when there are some, and waits for them", async ({ start }) => {
    const clock = hurried();
    const day = 86_400_000;
    const left = [
      { remaining: 0, resetAfter: day / 2 },
      { remaining: 1, resetAfter: 1_000 },
    ];
    const bot = await start({
      timing: { clock },
      shards: 2,
      sessionsLeft: () => left.shift() ?? { remaining: 1_000, resetAfter: day },
    });
    expect(clock.pauses.slice(0, 2)).toEqual([day / 2, 2_000]);
    expect(bot.warnings).toEqual(
      Array(2).fill(expect.stringMatching(/no more sessions of this bot before \d{4}-\d\d-\d\dT\d\d:/)),
    );
    expect(bot.discord.handshakes).toBe(2);
  });

  test("a gateway that refuses handshakes for a while", async ({ start }) => {
    const clock = hurried();
    const bot = await start({
      timing: { clock },
      shards: 2,
      before: (discord) => {
        discord.faults.handshake = 503;
        void eventually(() => expect(discord.handshakes).toBeGreaterThan(4)).then(() =>
          discord.faults.clear(),
        );
      },
    });
    expect(new Set(bot.warnings)).toEqual(new Set(["Discord does not let the shard in yet: trying again"]));
    expect(again(bot.lines).slice(0, 2)).toEqual([1.5, 1.5]);
    expect(bot.discord.connections).toMatchObject({ identified: 2 });
  });
});

describe.concurrent("what cannot pass ends the start at once", () => {
  test.for([
    [401, /^Discord refused DISCORD_TOKEN: copy it again/],
    [403, /^Discord refused to name its gateway \(403\): check DISCORD_API_URL/],
    [404, /^Discord refused to name its gateway \(404\): check DISCORD_API_URL/],
  ] as const)("a %i", async ([status, line], { start }) => {
    const clock = hurried();
    const before = ({ faults }: LoopbackDiscord) => faults.request("gateway", { status });
    await expect(start({ timing: { clock }, before })).rejects.toThrow(line);
    expect(clock.pauses).toEqual([]);
  });

  test.for([
    [4004, /^Discord refused DISCORD_TOKEN: copy it again/],
    [4011, /other shards than it named \(4011\): start again/],
    [4012, /this version of its gateway any more \(4012\): update/],
    [4013, /does not know the intents .* \(4013\)/],
    [4014, /disallows the intents .* \(4014\).*Developer Portal/],
  ] as const)("a close with %i", async ([code, line], { start }) => {
    const clock = hurried();
    let discord: LoopbackDiscord | undefined;
    const before = (made: LoopbackDiscord) => {
      made.faults.closeBeforeHello = code;
      discord = made;
    };
    await expect(start({ timing: { clock }, shards: 2, before })).rejects.toThrow(line);
    expect(clock.pauses).toEqual([]);
    expect(discord?.handshakes).toBeLessThanOrEqual(2);
  });
});

describe.concurrent("many shards", () => {
  const shards = 8;
  /** Far less than their turns take together. */
  const readyWithin = 2 * turn;

  /** Lets one turn after another pass, once all shards wait that are not in. */
  async function passTurns(clock: TestClock, discord: LoopbackDiscord): Promise<void> {
    for (let left = shards - 1; left > 0; left -= 1) {
      await eventually(() => expect(discord.connections.identified).toBe(shards - left));
      await eventually(() => expect(clock.pausing()).toBe(left));
      clock.pass(turn);
    }
  }

  test("have as much time as their turns take", async ({ start }) => {
    const clock = createTestClock();
    const bot = await start({
      timing: { clock, readyWithin },
      shards,
      before: (discord) => void passTurns(clock, discord),
    });
    expect(bot.discord.connections).toEqual({ connected: shards, identified: shards, resumed: 0 });
    expect(bot.warnings).toEqual([]);
    const { message } = await bot.discord.slash({ name: "about", user: snowflake() });
    expect(message.id).toBeDefined();
  });

  test("one that comes no further ends the start", async ({ start }) => {
    const clock = createTestClock();
    const starting = start({
      timing: { clock, readyWithin },
      shards,
      before: (discord) => {
        discord.faults.silentShards = new Set([5]);
        void passTurns(clock, discord).then(async () => {
          await eventually(() => expect(discord.connections.identified).toBe(shards));
          clock.pass(readyWithin);
        });
      },
    });
    await expect(starting).rejects.toThrow(
      /let shard 5 in \(it says nothing\): check the network.*status page/,
    );
  });
});

describe.concurrent("no storms", () => {
  test("handshakes that are refused at the start", async ({ start }) => {
    const clock = hurried();
    let discord: LoopbackDiscord | undefined;
    const before = (made: LoopbackDiscord) => {
      made.faults.handshake = 503;
      discord = made;
    };
    await expect(start({ timing: { clock }, before })).rejects.toThrow(/shard 0 in \(.*503\)/);
    expect(clock.pauses.slice(0, pauses.length)).toEqual(pauses);
    expect(clock.now()).toBeLessThan(tryingFor + 2 * Math.max(...pauses));
    expect(discord?.handshakes).toBeLessThanOrEqual(pauses.length + 1);
    expect(asked(discord as LoopbackDiscord)).toBe(1);
  });

  test.for([503, "hang"] as const)("handshakes of a shard that was in: %s", async (handshake, { start }) => {
    const clock = hurried();
    const bot = await start({ timing: { clock, handshakeWithin: 1_500 } });
    bot.discord.faults.handshake = handshake;
    bot.discord.faults.cut();
    // The address for resuming is given up after 10 seconds, and that for new sessions is another.
    const expected = [...pauses.slice(0, 3), ...pauses.slice(0, 6)];
    await eventually(() => expect(clock.pauses.slice(0, expected.length)).toEqual(expected));
    bot.discord.faults.clear();
    await eventually(() => expect(bot.lines.map(({ msg }) => msg)).toContain(anew));
    // One without a pause at each address.
    expect(bot.discord.handshakes).toBeLessThanOrEqual(clock.pauses.length + 3);
    expect(bot.warnings).toHaveLength(1);
  });

  test("closes before HELLO", async ({ start }) => {
    const clock = hurried();
    const bot = await start({ timing: { clock } });
    bot.discord.faults.closeBeforeHello = 4000;
    bot.discord.faults.cut();
    await eventually(() => expect(clock.pauses.slice(3, 8)).toEqual(pauses.slice(0, 5)));
    bot.discord.faults.clear();
    await eventually(() => expect(bot.lines.map(({ msg }) => msg)).toContain(anew));
  });
});
