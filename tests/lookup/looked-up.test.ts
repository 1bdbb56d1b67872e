import { MessageFlags } from "discord-api-types/v10";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { english } from "../../src/messages/english.ts";
import { plain, say } from "../../src/messages/message.ts";
import type { Store } from "../../src/store/store.ts";
import { type HttpBot, startHttpBot } from "../support/http-bot.ts";
import { ids, permissions, type Scene, snowflake, writtenMessage } from "../support/interactions.ts";
import { labelsOf, textOf } from "../support/read.ts";
import { openPatientStore } from "../support/store.ts";

/*
 * A message looked up in a Discord on this machine, from its menu to a card for everyone: what others see has nothing
 * of the message.
 */

const { moderator } = permissions;
const author = "1990000000000000009";
const written = "ISIS executed 400 people in Palmyra, my name is Zebedee and everyone was evacuated";

let bot: HttpBot;
let store: Store;
let here: { guildId: string; channelId: string };

beforeAll(async () => {
  store = openPatientStore("sqlite::memory:");
  bot = await startHttpBot(store);
});
afterAll(() => bot?.close());
beforeEach(() => {
  here = { guildId: snowflake(), channelId: snowflake() };
});
afterEach(() => {
  expect(bot.discord.refused).toEqual([]);
  expect(bot.faults).toEqual([]);
});

const lookUp = (scene: Scene = {}) =>
  bot.discord.messageCommand("Look this up", writtenMessage(written, { user: author }), {
    ...here,
    ...scene,
  });

const isEphemeral = (flags: number | undefined) => ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;

test("in a server, in the bot's messages and between people the answer is the asker's alone", async () => {
  for (const scene of [
    {},
    { guildId: null },
    { guildId: null, context: 2 },
    { installedBy: "person" },
    { permissions: moderator },
  ] satisfies Scene[]) {
    const answer = await lookUp(scene);
    expect(isEphemeral(answer.message.flags)).toBe(true);
    expect(textOf(answer.message)).toContain("= number in the message");
    expect(JSON.stringify(answer.data)).not.toMatch(/Zebedee|1990000000000000009/);
  }
});

test("answers stay private where the server's answers are public", async () => {
  await store.change(here.guildId, ids.asker, { channels: [here.channelId], answers: "public" });
  const answer = await lookUp({ permissions: moderator });
  expect(isEphemeral(answer.message.flags)).toBe(true);
});

/** A topic of the card, opened beside it. */
async function openTopic(slug: string, scene: Scene = {}) {
  const answer = await lookUp(scene);
  const opened = await bot.discord.choose(
    answer.message,
    plain(say("openOne"), english),
    [`palmyra-2015/question:${slug}`],
    { ...here, ...scene },
  );
  return { answer, opened };
}

describe("opened", () => {
  test("beside the card, by the one who asked: the plain card, without the mark or a way back", async () => {
    const { answer, opened } = await openTopic("executed-killed-detained");
    expect(opened.message.id).not.toBe(answer.message.id);
    expect(isEphemeral(opened.message.flags)).toBe(true);
    expect(textOf(opened.message)).toContain("400 people had been executed");
    expect(textOf(opened.message)).not.toMatch(/in the message|that message|Zebedee/);
    expect(labelsOf(opened.message)).not.toContain("‹ Back");
  });

  test("with what a sentence answers that is not here", async () => {
    const { opened } = await openTopic("evacuation");
    expect(textOf(opened.message)).toContain("answers is not in this collection.");
  });

  test("in Details of the same topics, without the mark", async () => {
    const answer = await lookUp();
    const details = await bot.discord.press(answer.message, "Details");
    expect(details.message.id).not.toBe(answer.message.id);
    expect(textOf(details.message)).toMatch(/PAL-09[\s\S]+PAL-11[\s\S]+Open PAL-13 below for its details\./);
    expect(textOf(details.message)).not.toMatch(/in the message|Zebedee/);
  });
});

describe("posted", () => {
  beforeEach(async () => {
    await store.change(here.guildId, ids.asker, { channels: [here.channelId] });
  });

  test("by those who may: the plain card, with nothing of the message, its author or the mark", async () => {
    const { opened } = await openTopic("executed-killed-detained", { permissions: moderator });
    const posted = await bot.discord.press(opened.message, "Post publicly", {
      ...here,
      permissions: moderator,
    });
    expect(isEphemeral(posted.message.flags)).toBe(false);
    expect(posted.message.id).not.toBe(opened.message.id);
    const sent = JSON.stringify(posted.message.components);
    expect(sent).toContain("400 people had been executed");
    expect(sent).not.toMatch(/number in the message|that message|Zebedee|1990000000000000009/);
  });

  test("a button on the posted card opens privately for anybody else", async () => {
    const { opened } = await openTopic("evacuation", { permissions: moderator });
    const posted = await bot.discord.press(opened.message, "Post publicly", {
      ...here,
      permissions: moderator,
    });
    const details = await bot.discord.press(posted.message, "Details", { ...here, user: ids.stranger });
    expect(details.message.id).not.toBe(posted.message.id);
    expect(isEphemeral(details.message.flags)).toBe(true);
  });

  test("not as the card on a message, and by nobody else", async () => {
    for (const scene of [
      {},
      { permissions: moderator },
      { permissions: moderator, channelId: snowflake() },
    ] satisfies Scene[]) {
      const labels = labelsOf((await lookUp(scene)).message);
      expect(labels.filter((label) => label.startsWith("Post"))).toEqual([]);
    }
  });
});
