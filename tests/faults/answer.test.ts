import { InteractionResponseType } from "discord-api-types/v10";
import { describe, expect } from "vitest";
import { usualTiming } from "../../src/ops/timing.ts";
import { createTestClock } from "../support/clock.ts";
import { eventually } from "../support/eventually.ts";
import { type RequestFault, rateLimited } from "../support/faults.ts";
import { componentInteraction, permissions, snowflake } from "../support/interactions.ts";
import { textOf } from "../support/read.ts";
import { type LogLine, type Transport, test } from "../support/transport.ts";

/* What goes wrong with an answer on its way: tried again while Discord still takes it, then given up and logged. */

function at(bot: Transport) {
  const ask = () => bot.discord.slash({ name: "place", options: { name: "tadmur" }, user: snowflake() });
  return {
    bot,
    faults: bot.discord.faults,
    ask,
    /** Asks, and gives the one line that says that the answer was given up. */
    async giveUp(): Promise<LogLine | undefined> {
      ask().catch(() => undefined);
      await eventually(() => expect(bot.warnings).toHaveLength(1));
      return bot.lines.find(({ level }) => level === "warn");
    },
  };
}

const limited = (headers: Record<string, string>, body: unknown = {}): RequestFault => ({
  status: 429,
  headers,
  body,
});

describe.concurrent("an answer that can still arrive, arrives once", () => {
  test.for<[what: string, fault: RequestFault, times: number]>([
    ["a 429 of the route", rateLimited(0.5), 1],
    ["a 429 for the whole bot", rateLimited(0.5, { global: true }), 1],
    ["a 429 that is over at once", limited({ "retry-after": "0" }), 2],
    ["a 429 without headers", limited({}), 2],
    ["a 429 without a body", { status: 429 }, 2],
    ["a 429 from a proxy", { status: 429, headers: { "content-type": "text/html" }, body: "<html>" }, 2],
    ["a 429 with a date", limited({ "retry-after": "Sun, 22 Nov 2026 12:00:00 GMT" }), 1],
    ["a 429 with words", limited({ "retry-after": "soon", "x-ratelimit-reset-after": "later" }), 1],
    ["a 429 with a time that is over", limited({ "retry-after": "-5", "x-ratelimit-reset": "0" }), 1],
    ["a 429 of another bucket", limited({ "retry-after": "1", "x-ratelimit-bucket": "other" }), 1],
    ["a 500", { status: 500 }, 3],
    ["a 502 from a proxy", { status: 502, headers: { "content-type": "text/html" }, body: "<html>" }, 3],
    ["a 503", { status: 503 }, 3],
    ["a connection reset", { reset: "before" }, 2],
    ["a connection reset after Discord acted", { reset: "after" }, 1],
    ["a connection closed", { close: "before" }, 2],
    ["a connection closed after Discord acted", { close: "after" }, 1],
    ["a request that hangs", { hang: "before" }, 1],
    ["a request that hangs after Discord acted", { hang: "after" }, 1],
    ["a slow answer", { delay: 700 }, 1],
  ])("%s", async ([, fault, times], { start }) => {
    const { bot, faults, ask } = at(await start({ timing: { tryWithin: usualTiming.tryWithin } }));
    faults.request("callback", fault, times);
    const answer = await ask();
    expect(textOf(answer.message)).toContain("## Palmyra");
    // Once nothing is under way any more, there is still this one answer.
    await bot.end();
    expect(textOf(bot.discord.message(answer.message.id) ?? answer.message)).toContain("## Palmyra");
    expect(answer.followUps).toEqual([]);
    expect(bot.warnings).toEqual([]);
  });
});

describe.concurrent("an answer that cannot arrive in time is given up, and said in one line", () => {
  test.for<[what: string, fault: RequestFault, error: RegExp, tries: number]>([
    ["a long 429", rateLimited(60), /^RateLimitError/, 1],
    ["a long 429 for the whole bot", rateLimited(3_600, { global: true }), /^RateLimitError/, 1],
    // 100, 200, 400 and 800 ms lie between the tries; the next pause would end after the 2.8 s.
    ["a 500 that does not end", { status: 500 }, /500/, 5],
    ["resets that do not end", { reset: "before" }, /ECONNRESET|UND_ERR/, 5],
  ])("%s", async ([, fault, error, tries], { start }) => {
    const clock = createTestClock({ hurried: true });
    const { bot, faults, ask, giveUp } = at(await start({ timing: { clock } }));
    faults.request("callback", fault, 10_000);
    const line = await giveUp();
    expect(line?.id).toMatch(/^[0-9a-f]{8}$/);
    expect(line?.error).toMatch(error);
    expect(faults.met).toBe(tries);
    // It is not tried any more, and what is asked next is answered.
    faults.clear();
    expect((await ask()).type).toBe(InteractionResponseType.ChannelMessageWithSource);
    await bot.end();
    expect(faults.met).toBe(tries);
    expect(bot.warnings).toHaveLength(1);
  });

  test("a 429 that does not end", async ({ start }) => {
    const { bot, faults, giveUp } = at(await start({ timing: { answerWithin: 1_500 } }));
    faults.request("callback", limited({}), 10_000);
    // discord.js keeps to the limit by a clock of its own, so how often it is tried is up to the machine.
    expect((await giveUp())?.error).toMatch(/^RateLimitError|^TooLate/);
    await bot.end();
    expect(bot.warnings).toHaveLength(1);
  });

  test("requests that hang", async ({ start }) => {
    const clock = createTestClock({ hurried: true });
    const { faults, giveUp } = at(await start({ timing: { clock } }));
    faults.request("callback", { hang: "before" }, 10_000);
    const line = giveUp();
    for (const tries of [1, 2, 3]) {
      await eventually(() => expect(faults.met).toBe(tries));
      clock.pass(usualTiming.tryWithin);
    }
    expect((await line)?.error).toMatch(/TooLate/);
  });

  test("what Discord refuses is not tried again", async ({ start }) => {
    const { bot, faults, giveUp } = at(await start());
    faults.request("callback", { status: 400, body: { code: 50_035, message: "Invalid Form Body" } });
    expect((await giveUp())?.msg).toBe("an answer did not arrive");
    await bot.end();
    expect(faults.met).toBe(1);
    // What arrives in its place is another card, which says that it failed.
    expect(bot.discord.requests.filter(({ route }) => route === "callback")).toHaveLength(1);
  });

  test("an interaction that Discord does not know any more is late", async ({ start }) => {
    const { faults, giveUp } = at(await start());
    faults.request("callback", { status: 404, body: { code: 10_062, message: "Unknown interaction" } });
    expect((await giveUp())?.msg).toBe("an answer is too late");
  });
});

describe.concurrent("what follows an answer", () => {
  test.for<[what: string, fault: RequestFault, times: number]>([
    ["a 429 of the route", rateLimited(1), 1],
    ["a 429 without headers", limited({}), 3],
    ["a 429 for the whole bot", rateLimited(1, { global: true }), 2],
    ["a 503", { status: 503 }, 2],
    ["a connection reset", { reset: "before" }, 1],
  ])("%s: the picture arrives all the same", async ([, fault, times], { start }) => {
    const { bot, faults, ask } = at(await start());
    const { message } = await ask();
    faults.request("message", fault, times);
    const pressed = await bot.discord.press(message, "Map");
    await pressed.edited();
    expect(bot.warnings).toEqual([]);
  });

  test.for([
    ["webhook", 10_015],
    ["message", 10_008],
  ] as const)(
    "a %s that is not known yet, right behind an inline answer: edited and removed all the same",
    async ([what, code], { start }) => {
      const { bot, faults, ask } = at(await start({ transport: "http" }));
      const { message } = await ask();
      const unknown = { status: 404, body: { code, message: `Unknown ${what}` } };
      faults.request("message", unknown, 3);
      await (await bot.discord.press(message, "Map")).edited();
      faults.request("message", unknown, 3);
      const { applicationId } = bot.discord;
      const removing = { message, customId: "remove|1", permissions: permissions.moderator, applicationId };
      await (await bot.discord.interact(componentInteraction(removing))).deleted();
      expect(bot.warnings).toEqual([]);
    },
  );

  test("is given up where Discord keeps it off for long, and said in one line", async ({ start }) => {
    const { bot, faults, ask } = at(await start());
    const { message } = await ask();
    faults.request("message", rateLimited(3_600), 10);
    await bot.discord.press(message, "Map");
    await eventually(() => expect(bot.warnings).toEqual(["what follows an answer did not arrive"]));
  });
});
