import { type APIInteraction, InteractionResponseType, InteractionType } from "discord-api-types/v10";
import { pino } from "pino";
import { describe, expect } from "vitest";
import { reportForm } from "../../src/cards/reports.ts";
import type { Answer, PostRecord } from "../../src/command.ts";
import type { Dispatch } from "../../src/dispatch.ts";
import { type Timing, usualTiming } from "../../src/ops/timing.ts";
import { referenceOf } from "../../src/reference.ts";
import { sendFollowing } from "../../src/transports/deliveries.ts";
import { library } from "../cards/library.ts";
import { createTestClock } from "../support/clock.ts";
import { eventually } from "../support/eventually.ts";
import { ids, slashInteraction } from "../support/interactions.ts";
import { textOf } from "../support/read.ts";
import { dispatch, type LogLine, test } from "../support/transport.ts";

/* Every interaction has its time: a slow one is deferred, one that comes too late is dropped and logged. */

const transports = ["gateway", "http"] as const;

/** A bot that answers presses, or everything, late: with what it says, or with `given`. */
function late(
  what: "presses" | "everything",
  given: (answer: Answer) => Answer = (answer) => answer,
): { readonly answering: Dispatch; readonly timing: Pick<Timing, "clock"> } {
  const clock = createTestClock({ hurried: true });
  const answering = async (interaction: APIInteraction) => {
    const answer = await dispatch(interaction);
    if (what === "presses" && interaction.type !== InteractionType.MessageComponent) return answer;
    clock.pass(usualTiming.deferAfter);
    return given(answer);
  };
  return { answering, timing: { clock } };
}

function recorded() {
  const placed: string[] = [];
  const record: PostRecord = {
    placed: async (messageId) => {
      placed.push(messageId);
    },
    note: null,
  };
  const settled = (taken: boolean) => {
    if (!taken) placed.push("lost");
  };
  return { placed, recording: { record, settled } };
}

const place = { name: "place", options: { name: "palmyra" } };

describe.concurrent.for(transports)("over %s", (transport) => {
  test("a slow command is deferred, privately, and its card follows", async ({ start }) => {
    const bot = await start({ transport, ...late("everything") });
    const answer = await bot.discord.slash(place);
    expect(answer.type).toBe(InteractionResponseType.DeferredChannelMessageWithSource);
    expect(answer.ephemeral).toBe(true);
    expect(textOf(await answer.edited())).toContain("## Palmyra");
    expect(answer.ephemeral).toBe(true);
    expect(answer.followUps).toEqual([]);
    expect(bot.warnings).toEqual([]);
  });

  test("a slow card for everyone is for everyone in the end, and nothing private is left", async ({
    start,
  }) => {
    const { placed, recording } = recorded();
    const { discord } = await start({
      transport,
      ...late("everything", (answer) => ({ ...answer, audience: "everyone", ...recording }) as Answer),
    });
    const answer = await discord.slash(place);
    await answer.deleted();
    const shown = await answer.followedUp();
    expect(textOf(shown)).toContain("## Palmyra");
    expect((shown.flags ?? 0) & 64).toBe(0);
    await eventually(() => expect(placed).toEqual([shown.id]));
  });

  test("a slow press changes its message late", async ({ start }) => {
    const { discord } = await start({ transport, ...late("presses") });
    const asked = await discord.slash(place);
    const pressed = await discord.press(asked.message, "Details");
    expect(pressed.type).toBe(InteractionResponseType.DeferredMessageUpdate);
    expect(textOf(await pressed.edited())).toContain("## Details: Palmyra");
    expect(pressed.followUps).toEqual([]);
  });

  test("a slow press that is answered apart leaves its message alone", async ({ start }) => {
    const { discord } = await start({
      transport,
      ...late("presses", (answer) => ({ ...answer, place: "new" }) as Answer),
    });
    const asked = await discord.slash(place);
    const before = textOf(asked.message);
    const pressed = await discord.press(asked.message, "Details");
    const shown = await pressed.followedUp();
    expect(textOf(shown)).toContain("## Details: Palmyra");
    expect((shown.flags ?? 0) & 64).toBe(64);
    expect(textOf(pressed.message)).toBe(before);
  });

  test("a slow post is posted once", async ({ start }) => {
    const { placed, recording } = recorded();
    const { discord } = await start({
      transport,
      ...late(
        "presses",
        (answer) => ({ ...answer, audience: "everyone", place: "new", ...recording }) as Answer,
      ),
    });
    const asked = await discord.slash(place);
    const shown = await (await discord.press(asked.message, "Details")).followedUp();
    expect(textOf(shown)).toContain("## Details: Palmyra");
    expect((shown.flags ?? 0) & 64).toBe(0);
    await eventually(() => expect(placed).toEqual([shown.id]));
  });

  test("a slow removal removes", async ({ start }) => {
    const { discord } = await start({ transport, ...late("presses", () => ({ type: "removal" })) });
    const asked = await discord.slash(place);
    await (await discord.press(asked.message, "Details")).deleted();
  });

  test("a form that comes too late is not opened, and the person is told", async ({ start }) => {
    const form = reportForm("PAL-01", library.catalogue);
    const { discord } = await start({
      transport,
      ...late("presses", () => ({ type: "form", form })),
    });
    const asked = await discord.slash(place);
    const shown = await (await discord.press(asked.message, "Details")).followedUp();
    expect(textOf(shown)).toContain("That took too long.");
  });

  test("suggestions that come too late are dropped", async ({ start }) => {
    const clock = createTestClock({ hurried: true });
    const answering: Dispatch = async (interaction) => {
      const answer = await dispatch(interaction);
      clock.pass(usualTiming.answerWithin);
      return answer;
    };
    const bot = await start({ transport, answering, timing: { clock } });
    bot.discord
      .autocomplete({ name: "place", focused: "name", options: { name: "tadm" } })
      .catch(() => undefined);
    await eventually(() => expect(bot.warnings).toEqual(["an answer is too late"]));
    await bot.end();
    expect(bot.discord.requests.filter(({ route }) => route === "callback")).toEqual([]);
  });
});

test("what follows is not sent once the token is over", async ({ start }) => {
  const bot = await start({ tokenLifetime: 0 });
  const asked = await bot.discord.slash(place);
  await bot.discord.press(asked.message, "Map");
  await eventually(() => expect(bot.warnings).toEqual(["what follows an answer is too late"]));

  const lines: LogLine[] = [];
  const log = pino({}, { write: (line: string) => lines.push(JSON.parse(line)) });
  async function* deliveries() {
    yield { kind: "removal" } as const;
  }
  const rest = () => {
    throw new Error("something was sent");
  };
  const clock = createTestClock({ hurried: true });
  clock.pass(15 * 60_000);
  const interaction = slashInteraction({ name: "about", applicationId: ids.application });
  await sendFollowing(rest, interaction, deliveries(), { log, clock, arrived: 0 });
  expect(lines).toMatchObject([{ id: referenceOf(interaction), msg: "what follows an answer is too late" }]);
});
