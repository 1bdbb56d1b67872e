/* An entry that took in another, or has a new id, is still reached by the former one: typed, pressed and kept. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { digest } from "../../src/cards/digest.ts";
import type { Store } from "../../src/store/store.ts";
import { libraryOf, palmyra } from "../settings/choosing.ts";
import { type HttpBot, startHttpBot } from "../support/http-bot.ts";
import { allComponents, componentInteraction, ids, permissions, snowflake } from "../support/interactions.ts";
import type { Answered } from "../support/loopback-discord.ts";
import { textOf } from "../support/read.ts";
import { openPatientStore } from "../support/store.ts";

const former = "palmyra-2015/question:rounds-figure";
const today = "palmyra-2015/question:forward-isil-positions";
const title = "“forward ISIL positions”: statements and figure given";

let bot: HttpBot;
let store: Store;
let here: { guildId: string; channelId: string; permissions: bigint };

beforeAll(async () => {
  store = openPatientStore("sqlite::memory:");
  const places = palmyra.places.map((each) =>
    each.id === "palmyra" ? { ...each, formerIds: ["the-city"] } : each,
  );
  bot = await startHttpBot(store, { library: libraryOf({ ...palmyra, places }) });
});
afterAll(() => bot?.close());
beforeEach(() => {
  here = { guildId: snowflake(), channelId: snowflake(), permissions: permissions.moderator };
});
afterEach(() => {
  expect(bot.discord.refused).toEqual([]);
  expect(bot.faults).toEqual([]);
});

const slash = (name: string, options: Record<string, string> = {}) =>
  bot.discord.slash({ name, options, ...here });

function press({ message }: Answered, customId: string, values?: string[]) {
  const { applicationId } = bot.discord;
  const chosen = values === undefined ? {} : { values };
  return bot.discord.interact(componentInteraction({ message, customId, ...chosen, ...here, applicationId }));
}

test.each([former, "question:rounds-figure", "QUESTION:Rounds-Figure"])("/claims %s", async (topic) => {
  expect(textOf((await slash("claims", { topic })).message)).toContain(`## ${title}`);
});

test("its card is the same one for how often it may be shown to everyone", async () => {
  await store.change(here.guildId, ids.asker, { channels: [here.channelId] });
  const card = await slash("claims", { topic: former });
  expect((await press(card, `post|${former}`)).ephemeral).toBe(false);
  const again = await press(card, `post|${today}`);
  expect(again.ephemeral).toBe(true);
  expect(textOf(again.message)).toContain("This card was shown to everyone here");
  const posts = await press(await slash("settings"), "settings|posts|1");
  expect(textOf(posts.message)).toContain(title);
  expect((await store.posts(here.guildId)).map((post) => post.card)).toEqual([today]);
});

test("what is kept under the former id keeps its title, and can be handled", async () => {
  const { guildId: serverId, channelId } = here;
  const personId = snowflake();
  await store.report({ serverId, card: former, excerpt: null, reason: "date", words: "", personId });
  await store.reservePost({
    id: snowflake(),
    serverId,
    channelId,
    card: former,
    personId,
    most: 3,
    again: 30,
  });
  const queue = await slash("reports");
  expect(textOf(queue.message)).toContain(`## ${title}`);
  const opened = await bot.discord.press((await slash("reports")).message, "Open the card");
  expect(textOf(opened.message)).toContain(`## ${title}`);
  expect(textOf((await bot.discord.press(queue.message, "Resolve")).message)).toContain("None is open.");
  const posts = await press(await slash("settings"), "settings|posts|1");
  expect(textOf(posts.message)).toContain(title);
});

test("a report from an older card is one about today's", async () => {
  const opened = await press(await slash("about"), `report|${former}`);
  await bot.discord.submitModal(opened, { excerpt: ["PAL-07"], reason: ["date"], words: "" });
  expect((await store.openReports(here.guildId)).map(({ card }) => card)).toEqual([today]);
});

test("public cards stay stopped where the topic was stopped by its former id, until it is taken out", async () => {
  const change = { channels: [here.channelId], stoppedTopics: [former] };
  await store.change(here.guildId, ids.asker, change);
  const refused = await press(await slash("cite", { id: "PAL-07" }), "post|PAL-07");
  expect(textOf(refused.message)).toContain("have stopped public cards of the topic");
  const panel = await press(await slash("settings"), "settings|stoppedTopics|1");
  const menu = allComponents(panel.message).find((part) => part.custom_id === "set|stoppedTopics");
  const options = menu?.options as readonly { value: string; default?: boolean }[] | undefined;
  expect(options?.flatMap((option) => (option.default ? [option.value] : []))).toEqual([today]);
  await press(panel, "set|stoppedTopics", []);
  expect((await store.server(here.guildId)).settings.stoppedTopics).toEqual([]);
});

test("a timeline is narrowed by the former id of a place", async () => {
  const about = await slash("about");
  const now = await press(about, `timeline|palmyra-2015|${digest("palmyra-2015/place:palmyra")}||1`);
  const before = await press(about, `timeline|palmyra-2015|${digest("palmyra-2015/place:the-city")}||1`);
  expect(textOf(now.message)).toContain("Palmyra");
  expect(textOf(before.message)).toBe(textOf(now.message));
});
