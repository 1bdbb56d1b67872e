import { setTimeout as wait } from "node:timers/promises";
import { type APIInteraction, InteractionResponseType, InteractionType } from "discord-api-types/v10";
import { pino } from "pino";
import { describe, expect, vi } from "vitest";
import { reportForm } from "../../src/cards/reports.ts";
import type { Answer, PostRecord } from "../../src/command.ts";
import type { Dispatch } from "../../src/dispatch.ts";
import { referenceOf } from "../../src/reference.ts";
import { tokenWithin } from "../../src/transports/budget.ts";
import { sendFollowing } from "../../src/transports/deliveries.ts";
import { library } from "../cards/library.ts";
import { ids, slashInteraction } from "../support/interactions.ts";
import { textOf } from "../support/read.ts";
import { dispatch, type LogLine, test } from "./transport.ts";

/* Every interaction has its time: a slow one is deferred, one that comes too late is dropped and logged. */

const slow = 2_300;
const transports = ["gateway", "http"] as const;

/** Answers presses, or everything, late: with what the bot says, or with `given`. */
function late(
  what: "presses" | "everything",
  given: (answer: Answer) => Answer = (answer) => answer,
): Dispatch {
  return async (interaction: APIInteraction) => {
    const answer = await dispatch(interaction);
    if (what === "presses" && interaction.type !== InteractionType.MessageComponent) return answer;
    await wait(slow);
    return given(answer);
  };
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
    const bot = await start({ transport, answering: late("everything") });
    const answer = await bot.discord.slash(place);
    expect(answer.type).toBe(InteractionResponseType.DeferredChannelMessageWithSource);
    expect(answer.latency).toBeLessThan(2_300);
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
    const answering = late(
      "everything",
      (answer) => ({ ...answer, audience: "everyone", ...recording }) as Answer,
    );
    const { discord } = await start({ transport, answering });
    const answer = await discord.slash(place);
    await answer.deleted();
    const shown = await answer.followedUp();
    expect(textOf(shown)).toContain("## Palmyra");
    expect((shown.flags ?? 0) & 64).toBe(0);
    await vi.waitFor(() => expect(placed).toEqual([shown.id]));
  });

  test("a slow press changes its message late", async ({ start }) => {
    const { discord } = await start({ transport, answering: late("presses") });
    const asked = await discord.slash(place);
    const pressed = await discord.press(asked.message, "Timeline");
    expect(pressed.type).toBe(InteractionResponseType.DeferredMessageUpdate);
    expect(textOf(await pressed.edited())).toContain("## Timeline: Palmyra");
    expect(pressed.followUps).toEqual([]);
  });

  test("a slow press that is answered apart leaves its message alone", async ({ start }) => {
    const answering = late("presses", (answer) => ({ ...answer, place: "new" }) as Answer);
    const { discord } = await start({ transport, answering });
    const asked = await discord.slash(place);
    const before = textOf(asked.message);
    const pressed = await discord.press(asked.message, "Timeline");
    const shown = await pressed.followedUp();
    expect(textOf(shown)).toContain("## Timeline: Palmyra");
    expect((shown.flags ?? 0) & 64).toBe(64);
    expect(textOf(pressed.message)).toBe(before);
  });

  test("a slow post is posted once", async ({ start }) => {
    const { placed, recording } = recorded();
    const answering = late("presses", () => ({
      type: "post",
      foot: { lines: [], buttons: [] },
      ...recording,
    }));
    const { discord } = await start({ transport, answering });
    const asked = await discord.slash(place);
    const shown = await (await discord.press(asked.message, "Timeline")).followedUp();
    expect(textOf(shown)).toContain("## Palmyra");
    expect((shown.flags ?? 0) & 64).toBe(0);
    await vi.waitFor(() => expect(placed).toEqual([shown.id]));
  });

  test("a slow removal removes", async ({ start }) => {
    const { discord } = await start({ transport, answering: late("presses", () => ({ type: "removal" })) });
    const asked = await discord.slash(place);
    await (await discord.press(asked.message, "Timeline")).deleted();
  });

  test("a form that comes too late is not opened, and the person is told", async ({ start }) => {
    const form = reportForm("PAL-01", library.catalogue);
    const { discord } = await start({
      transport,
      answering: late("presses", () => ({ type: "form", form })),
    });
    const asked = await discord.slash(place);
    const shown = await (await discord.press(asked.message, "Timeline")).followedUp();
    expect(textOf(shown)).toContain("That took too long.");
  });

  test("suggestions that come too late are dropped", async ({ start }) => {
    const answering: Dispatch = async (interaction) => {
      await wait(3_200);
      return dispatch(interaction);
    };
    const bot = await start({ transport, answering });
    const typed = bot.discord.autocomplete({ name: "place", focused: "name", options: { name: "tadm" } });
    await expect(typed).rejects.toThrow();
    await vi.waitFor(() => expect(bot.warnings).toEqual(["an answer is too late"]), 5_000);
    expect(bot.discord.requests.filter(({ route }) => route === "callback")).toEqual([]);
  });
});

test("what follows is not sent once the token is over", async ({ start }) => {
  const bot = await start({ tokenLifetime: 1 });
  const asked = await bot.discord.slash(place);
  await bot.discord.press(asked.message, "Map");
  await vi.waitFor(() => expect(bot.warnings).toEqual(["what follows an answer is too late"]), 10_000);

  const lines: LogLine[] = [];
  const log = pino({}, { write: (line: string) => lines.push(JSON.parse(line)) });
  async function* deliveries() {
    yield { kind: "removal" } as const;
  }
  const rest = () => {
    throw new Error("something was sent");
  };
  const interaction = slashInteraction({ name: "about", applicationId: ids.application });
  await sendFollowing(rest, interaction, deliveries(), { log, arrived: performance.now() - tokenWithin });
  expect(lines).toMatchObject([{ id: referenceOf(interaction), msg: "what follows an answer is too late" }]);
});
