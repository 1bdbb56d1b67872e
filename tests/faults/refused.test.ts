import {
  type APIInteraction,
  type APIMessage,
  InteractionResponseType,
  MessageFlags,
} from "discord-api-types/v10";
import { describe, expect } from "vitest";
import type { Answer } from "../../src/command.ts";
import { createDispatch, type Dispatch } from "../../src/dispatch.ts";
import { createLimiter, type Limiter } from "../../src/limiter.ts";
import { usualTiming } from "../../src/ops/timing.ts";
import { library } from "../cards/library.ts";
import { createTestClock } from "../support/clock.ts";
import { eventually } from "../support/eventually.ts";
import type { RequestFault } from "../support/faults.ts";
import { snowflake } from "../support/interactions.ts";
import { textOf } from "../support/read.ts";
import { dispatch, type Transport, test } from "../support/transport.ts";

/* What Discord refuses for good: whoever asked is told so while the interaction is open, and it is not counted. */

const transports = ["gateway", "http"] as const;
const invalid: RequestFault = { status: 400, body: { code: 50_035, message: "Invalid Form Body" } };
const forbidden: RequestFault = { status: 403, body: { code: 50_013, message: "Missing Permissions" } };

const place = { name: "place", options: { name: "palmyra" } };

/** The id that is logged, which the message must say, and who sees it. */
function expectPlain(bot: Transport, message: APIMessage): void {
  const [line, ...more] = bot.lines.filter(({ level }) => level === "warn");
  expect(more).toEqual([]);
  expect(line?.msg).toMatch(/did not arrive$/);
  expect(textOf(message)).toContain("## Something went wrong\n");
  expect(textOf(message)).toContain(`${line?.id}`);
  expect((message.flags ?? 0) & MessageFlags.Ephemeral).toBeTruthy();
}

function changing(change: (answer: Answer) => Answer, answering: Dispatch = dispatch): Dispatch {
  return async (interaction) => change(await answering(interaction));
}

/** Every answer takes longer than its callback may wait. */
function late(answering: Dispatch = dispatch) {
  const clock = createTestClock({ hurried: true });
  const slow = async (interaction: APIInteraction) => {
    const answer = await answering(interaction);
    clock.pass(usualTiming.deferAfter);
    return answer;
  };
  return { answering: slow, timing: { clock } };
}

/** People get one command a minute, whatever the settings say. */
function oneAMinute(): Dispatch {
  const limiter = createLimiter();
  const one: Limiter = {
    take: (counted, personId) => limiter.take(counted, personId, 1),
    giveBack: (counted, personId) => limiter.giveBack(counted, personId, 1),
  };
  return createDispatch(
    library,
    ({ error }) => {
      throw error;
    },
    one,
  );
}

describe.concurrent("a first answer", () => {
  test.for([
    ["400", invalid],
    ["403", forbidden],
  ] as const)("that is refused with %s is a plain private card with the id", async ([, fault], { start }) => {
    const bot = await start();
    bot.discord.faults.request("callback", fault);
    const answer = await bot.discord.slash(place);
    expect(answer.type).toBe(InteractionResponseType.ChannelMessageWithSource);
    expectPlain(bot, answer.message);
  });

  test("in the place of a pressed message leaves that as it is", async ({ start }) => {
    const bot = await start();
    const { message } = await bot.discord.slash({ name: "event", options: { name: "jazal" } });
    bot.discord.faults.request("callback", invalid);
    const answer = await bot.discord.press(message, "Details");
    expectPlain(bot, answer.message);
    expect(bot.discord.message(message.id)).toEqual(message);
  });

  test("is followed by no second card where that is refused as well", async ({ start }) => {
    const bot = await start();
    bot.discord.faults.request("callback", invalid, 2);
    bot.discord.slash(place).catch(() => undefined);
    await eventually(() => expect(bot.warnings).toEqual(["an answer did not arrive"]));
    await bot.end();
    expect(bot.discord.faults.met).toBe(2);
    expect(bot.discord.requests.filter(({ route }) => route === "callback")).toEqual([]);
  });

  test("of suggestions, which take no card, is a line in the log", async ({ start }) => {
    const bot = await start();
    bot.discord.faults.request("callback", invalid);
    const typed = { name: "place", focused: "name", options: { name: "tad" } };
    bot.discord.autocomplete(typed).catch(() => undefined);
    await eventually(() => expect(bot.warnings).toEqual(["an answer did not arrive"]));
    await bot.end();
    expect(bot.discord.requests.filter(({ route }) => route === "callback")).toEqual([]);
  });

  test("that is refused is not counted", async ({ start }) => {
    const bot = await start({ answering: oneAMinute() });
    const user = snowflake();
    bot.discord.faults.request("callback", invalid);
    await bot.discord.slash({ ...place, user });
    expect(textOf((await bot.discord.slash({ ...place, user })).message)).toContain("## Palmyra");
    // A try that was turned away does not outweigh what is given back later.
    for (let tries = 0; tries < 3; tries += 1) {
      expect(textOf((await bot.discord.slash({ ...place, user })).message)).toContain("commands in a minute");
    }
  });
});

describe.concurrent.for(transports)("what follows a deferral over %s", (transport) => {
  test("a picture that is refused in the place of the pressed card: a private card beside it", async ({
    start,
  }) => {
    const bot = await start({ transport });
    const { message } = await bot.discord.slash(place);
    bot.discord.faults.request("message", forbidden);
    const pressed = await bot.discord.press(message, "Map");
    expect(pressed.type).toBe(InteractionResponseType.DeferredMessageUpdate);
    expectPlain(bot, await pressed.followedUp());
    expect(textOf(bot.discord.message(message.id) ?? message)).toContain("## Palmyra");
  });

  test.for(["asker", "everyone"] as const)(
    "a picture for %s that is refused does not go on thinking",
    async (audience, { start }) => {
      const apart = (answer: Answer): Answer =>
        answer.type === "card" && answer.place === "same" ? { ...answer, audience, place: "new" } : answer;
      const bot = await start({ transport, answering: changing(apart) });
      const { message } = await bot.discord.slash(place);
      bot.discord.faults.request("message", invalid);
      const pressed = await bot.discord.press(message, "Map");
      expect(pressed.type).toBe(InteractionResponseType.DeferredChannelMessageWithSource);
      if (audience === "asker") expectPlain(bot, await pressed.edited());
      else {
        await pressed.deleted();
        expectPlain(bot, await pressed.followedUp());
      }
    },
  );

  test("a late card that is refused: a plain one in its place, tried once", async ({ start }) => {
    const bot = await start({ transport, ...late() });
    bot.discord.faults.request("message", invalid);
    expectPlain(bot, await (await bot.discord.slash(place)).edited());
    bot.discord.faults.request("message", invalid);
    bot.discord.faults.request("message", { status: 503 });
    await bot.discord.slash({ ...place, user: snowflake() });
    await eventually(() => expect(bot.warnings).toHaveLength(3));
    await bot.end();
    expect(bot.discord.faults.met).toBe(3);
  });

  test("an answer that is refused is not counted", async ({ start }) => {
    const bot = await start({ transport, ...late(oneAMinute()) });
    const user = snowflake();
    bot.discord.faults.request("message", invalid);
    await (await bot.discord.slash({ ...place, user })).edited();
    expect(textOf(await (await bot.discord.slash({ ...place, user })).edited())).toContain("## Palmyra");
    expect(textOf(await (await bot.discord.slash({ ...place, user })).edited())).toContain("in a minute");
  });
});
