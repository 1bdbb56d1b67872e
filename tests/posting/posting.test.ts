import { InteractionResponseType } from "discord-api-types/v10";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deliver } from "../../src/discord/deliver.ts";
import { createDispatch } from "../../src/dispatch.ts";
import { createCatalogue } from "../../src/dossier/catalogue.ts";
import { createLookup } from "../../src/lookup/index.ts";
import { observed } from "../../src/observe.ts";
import type { Settings } from "../../src/store/settings.ts";
import type { Store } from "../../src/store/store.ts";
import { library } from "../cards/library.ts";
import { bundled } from "../dossier/bundled.ts";
import { type HttpBot, startHttpBot } from "../support/http-bot.ts";
import {
  allComponents,
  componentInteraction,
  ids,
  permissions,
  type Scene,
  slashInteraction,
  snowflake,
} from "../support/interactions.ts";
import type { Answered } from "../support/loopback-discord.ts";
import { labelsOf, textOf } from "../support/read.ts";
import { openPatientStore } from "../support/store.ts";
import { patient } from "../support/timing.ts";

const minute = 60_000;
const { moderator, member, reader } = permissions;

let bot: HttpBot;
let store: Store;
let now = Date.UTC(2026, 0, 1);
/** A server and a channel of the test's own. */
let here: { guildId: string; channelId: string };

beforeAll(async () => {
  store = openPatientStore("sqlite::memory:", { now: () => now });
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

function allow(change: Partial<Settings> = {}) {
  return store.change(here.guildId, ids.asker, { channels: [here.channelId], ...change });
}

function ask(name: string, scene: Scene & { hide?: boolean } = {}) {
  const { hide, ...rest } = scene;
  const options = { name, ...(hide === undefined ? {} : { hide }) };
  return bot.discord.slash({ name: "place", options, ...here, permissions: moderator, ...rest });
}

const post = (answer: Answered, scene: Scene = {}) =>
  bot.discord.press(answer.message, "Post publicly", { ...here, permissions: moderator, ...scene });

/** A press that the person's Discord would not offer. */
function pressAnyway(answer: Answered, customId: string, scene: Scene = {}) {
  const { applicationId } = bot.discord;
  return bot.discord.interact(
    componentInteraction({
      message: answer.message,
      customId,
      ...here,
      permissions: moderator,
      ...scene,
      applicationId,
    }),
  );
}

const nextOf = (answer: Answered): string =>
  labelsOf(answer.message).find((label) => label.startsWith("Next")) ?? "";

const palmyra = "post|palmyra-2015/place:palmyra";

describe("by default", () => {
  test("answers are private, and nobody is offered to post them", async () => {
    for (const scene of [
      {},
      { permissions: member },
      { guildId: null },
      { installedBy: "person" as const },
    ]) {
      const answer = await ask("tadmur", scene);
      expect(answer.ephemeral).toBe(true);
      expect(labelsOf(answer.message)).not.toContain("Post publicly");
      const details = await bot.discord.press(answer.message, "Details");
      expect(labelsOf(details.message)).not.toContain("Post publicly");
      expect(labelsOf(details.message)).toContain("Report a problem");
    }
  });

  test("hide: false is refused, with the reason", async () => {
    const answer = await ask("tadmur", { hide: false });
    expect(answer.ephemeral).toBe(true);
    expect(textOf(answer.message)).toContain("The moderators have not chosen this channel");
  });
});

describe("posting", () => {
  test("sends the card again, word for word, for everyone, with who asked", async () => {
    await allow();
    const answer = await ask("tadmur");
    const posted = await post(answer);
    expect(posted.type).toBe(InteractionResponseType.ChannelMessageWithSource);
    expect(posted.ephemeral).toBe(false);
    expect(textOf(posted.message)).toBe(`${textOf(answer.message)}\n-# Asked for by <@${ids.asker}>`);
    expect(labelsOf(posted.message)).toEqual(
      labelsOf(answer.message).map((label) => (label === "Post publicly" ? "Remove" : label)),
    );
    expect(posted.data.allowed_mentions).toEqual({ parse: [] });
    expect(bot.discord.message(answer.message.id)).toBeDefined();
  });

  test("has a place in a row that was full, and so has what removes the card", async () => {
    await allow();
    const answer = await bot.discord.slash({ name: "about", ...here, permissions: moderator });
    expect(labelsOf(answer.message)).toHaveLength(5);
    const posted = await post(answer);
    expect(posted.ephemeral).toBe(false);
    expect(labelsOf(posted.message)).toEqual(
      labelsOf(answer.message).map((label) => (label === "Post publicly" ? "Remove" : label)),
    );
  });

  test("keeps the notice and the spoiler", async () => {
    await allow();
    const ask = (topic: string) =>
      bot.discord.slash({ name: "claims", options: { topic }, ...here, permissions: moderator });
    const answering = await post(await ask("evacuation"));
    expect(textOf(answering.message)).toContain("What “In contrast” answers is not in this collection.");
    const graphic = await post(await ask("executions"));
    expect(textOf(graphic.message)).toMatch(/> \|\|“On 22 May.*\|\|/);
  });

  test("leaves out who asked where the settings say so", async () => {
    await allow({ showAsker: false });
    const posted = await post(await ask("tadmur"));
    expect(textOf(posted.message)).not.toContain(ids.asker);
  });

  test("is noted in the log channel, without the text", async () => {
    const logChannel = snowflake();
    await allow({ logChannel });
    await post(await ask("tadmur"));
    const note = () => bot.discord.written.find((message) => message.channel_id === logChannel);
    await expect.poll(note).toBeDefined();
    const text = textOf(note() ?? { components: [] });
    expect(text).toContain(`**Palmyra** was shown to everyone in <#${here.channelId}>`);
    expect(text).toContain(`<@${ids.asker}>`);
    expect(text).not.toContain("“");
  });

  test("goes on where the bot may not write into the log channel", async () => {
    const logChannel = snowflake();
    bot.discord.closedChannels.add(logChannel);
    await allow({ logChannel });
    expect((await post(await ask("tadmur"))).ephemeral).toBe(false);
  });

  test.each([
    ["without Manage Messages", { permissions: member }, {}, "Manage Messages"],
    ["in a read-only channel", { permissions: reader }, { mayPost: "everyone" }, "may not write"],
    ["in another channel", { channelId: "77" }, {}, "not chosen this channel"],
    ["where the server did not install the bot", { installedBy: "person" }, {}, "servers that installed"],
    ["while paused", {}, { paused: true }, "paused"],
    ["where nobody may", {}, { mayPost: "nobody" }, "switched public cards off"],
  ] as const)("is refused %s", async (_, scene, change, why) => {
    await allow(change);
    const answer = await ask("tadmur");
    const refused = await pressAnyway(answer, palmyra, scene);
    expect(refused.ephemeral).toBe(true);
    expect(textOf(refused.message)).toContain("Not posted.");
    expect(textOf(refused.message)).toContain(why);
    // Nothing was counted: the next one is the first.
    await allow({ paused: false, mayPost: "manageMessages", cardsPerChannel: 1 });
    expect((await pressAnyway(answer, palmyra)).ephemeral).toBe(false);
  });

  describe("of graphic quotations that stand without a spoiler", () => {
    const cite = (ageRestricted: boolean) =>
      bot.discord.slash({
        name: "cite",
        options: { id: "PAL-11" },
        ...here,
        permissions: moderator,
        ageRestricted,
      });
    const pressed = (answer: Answered, label: string, ageRestricted: boolean) =>
      bot.discord.press(answer.message, label, { ...here, permissions: moderator, ageRestricted });

    test("sends them so where that still holds", async () => {
      await allow({ graphic: "shown" });
      const posted = await pressed(await cite(true), "Post publicly", true);
      expect(posted.ephemeral).toBe(false);
      expect(textOf(posted.message)).toContain("> “On 22 May");
    });

    test.each([
      ["the setting", true, "spoiler"],
      ["the channel", false, "shown"],
    ] as const)(
      "is refused once %s has changed; another press shows them behind one",
      async (_, nsfw, graphic) => {
        await allow({ graphic: "shown" });
        const answer = await cite(true);
        expect(textOf(answer.message)).toContain("> “On 22 May");
        await allow({ graphic });
        const refused = await pressed(answer, "Post publicly", nsfw);
        expect(refused.ephemeral).toBe(true);
        expect(textOf(refused.message)).toContain("Its graphic quotations stand without a spoiler");
        const opened = await pressed(refused, "Open it again", nsfw);
        expect(opened.ephemeral).toBe(true);
        const posted = await pressed(opened, "Post publicly", nsfw);
        expect(posted.ephemeral).toBe(false);
        expect(textOf(posted.message)).toContain("> ||“On 22 May");
      },
    );
  });

  test("in a thread is held to its channel and to the right to write in threads", async () => {
    await allow({ mayPost: "everyone" });
    const inThread = (bits: bigint) =>
      bot.discord.slash({
        name: "place",
        options: { name: "tadmur", hide: false },
        guildId: here.guildId,
        channelId: snowflake(),
        threadOf: here.channelId,
        permissions: bits,
      });
    const inThreads = 1n << 38n;
    expect((await inThread(member)).ephemeral).toBe(true);
    expect((await inThread(member | inThreads)).ephemeral).toBe(false);
  });

  test("A card that is for one person alone is never shown to everyone", async () => {
    await allow({ answers: "public", mayPost: "everyone" });
    // Nothing is found, and what is only close to it.
    for (const name of ["nowhere in particular", "Huwwarin that nobody bothered to defend"]) {
      const answer = await ask(name, { hide: false });
      expect(answer.ephemeral).toBe(true);
      expect(labelsOf(answer.message)).not.toContain("Post publicly");
    }
  });
});

describe("answers for everyone", () => {
  test("Where answers are public, hide: false needs no right of its own", async () => {
    await allow({ answers: "public" });
    expect((await ask("tadmur", { permissions: member, hide: false })).ephemeral).toBe(false);
    await allow({ mayPost: "nobody" });
    expect((await ask("al-sukhnah", { permissions: member, hide: false })).ephemeral).toBe(false);
  });

  test("Where a public answer may not be repeated, the next person reads why, and where it stands", async () => {
    await allow({ answers: "public", cardsPerChannel: 1 });
    const first = await ask("tadmur", { permissions: member });
    const link = `https://discord.com/channels/${here.guildId}/${here.channelId}/${first.message.id}`;
    await expect
      .poll(async () => textOf((await ask("tadmur", { permissions: member, user: ids.stranger })).message))
      .toContain(
        `Only you see this. This card was shown to everyone here <t:${Math.floor(now / 1_000)}:R>: ${link}`,
      );
    const full = await ask("al-sukhnah", { permissions: member, user: ids.stranger });
    expect(full.ephemeral).toBe(true);
    expect(textOf(full.message)).toContain("has had its 1 public card in 10 minutes");
  });

  test("hide: false is held to the same right as posting", async () => {
    await allow();
    expect((await ask("tadmur", { hide: false })).ephemeral).toBe(false);
    const refused = await ask("al-sukhnah", { hide: false, permissions: member });
    expect(refused.ephemeral).toBe(true);
    expect(textOf(refused.message)).toContain("Only you see this. Showing cards to everyone needs");
  });

  test("Public answers are public in the channels chosen only, and hide: true keeps one private", async () => {
    await allow({ answers: "public" });
    expect((await ask("tadmur", { permissions: member })).ephemeral).toBe(false);
    expect((await ask("al-sukhnah", { permissions: member, hide: true })).ephemeral).toBe(true);
    expect((await ask("al-sukhnah", { permissions: member, channelId: "77" })).ephemeral).toBe(true);
    expect((await ask("al-sukhnah", { permissions: reader })).ephemeral).toBe(true);
  });

  test("graphic quotations lose their spoiler in age-restricted channels only, and only if the settings say so", async () => {
    const cite = async (ageRestricted: boolean) => {
      const asked = { name: "cite", options: { id: "PAL-11" }, ...here, ageRestricted };
      return textOf((await bot.discord.slash(asked)).message);
    };
    expect(await cite(true)).toContain("> ||“On 22 May");
    await allow({ graphic: "shown" });
    expect(await cite(false)).toContain("> ||“On 22 May");
    expect(await cite(true)).toContain("> “On 22 May");
  });
});

test("What removes a card of one server leaves the log of another as it is", async () => {
  await allow();
  const posted = await ask("tadmur", { hide: false });
  const [{ customId }] = allComponents(posted.message)
    .filter((part) => String(part.custom_id).startsWith("remove|"))
    .map((part) => ({ customId: String(part.custom_id) })) as [{ customId: string }];
  // What is pressed goes either way, so that the press from elsewhere is on another card.
  const elsewhere = await pressAnyway(await ask("jazal"), customId, { guildId: snowflake() });
  await elsewhere.deleted();
  expect(await store.posts(here.guildId)).toMatchObject([{ removed: false }]);
  await (await pressAnyway(posted, customId)).deleted();
  await expect.poll(() => store.posts(here.guildId)).toMatchObject([{ removed: true }]);
});

describe("limits", () => {
  test("A channel gets 3 public cards in 10 minutes; then answers are private, and posts are refused", async () => {
    await allow();
    const fourth = await ask("huwwarin");
    for (const name of ["tadmur", "al-sukhnah", "mahin"]) {
      expect((await ask(name, { hide: false })).ephemeral, name).toBe(false);
    }
    const answer = await ask("huwwarin", { hide: false });
    expect(answer.ephemeral).toBe(true);
    expect(textOf(answer.message)).toContain("has had its 3 public cards in 10 minutes");
    const refused = await post(fourth);
    expect(textOf(refused.message)).toContain("This channel has had its 3 public cards");
    now += 10 * minute;
    expect((await post(fourth)).ephemeral).toBe(false);
  });

  test("The same card is linked to for 30 minutes", async () => {
    await allow();
    const posted = await ask("tadmur", { hide: false });
    const link = `https://discord.com/channels/${here.guildId}/${here.channelId}/${posted.message.id}`;
    await expect
      .poll(async () => textOf((await ask("tadmur", { hide: false })).message))
      .toContain(`This card was shown to everyone here <t:${Math.floor(now / 1_000)}:R>: ${link}`);
    now += 30 * minute;
    expect((await ask("tadmur", { hide: false })).ephemeral).toBe(false);
  });

  test("A card that Discord did not take is no public one: it may be asked for again at once", async () => {
    await allow();
    const options = { name: "tadmur", hide: false };
    const interaction = slashInteraction({ name: "place", options, ...here, permissions: moderator });
    const dispatch = createDispatch({ ...library, store }, ({ error }) => expect.fail(String(error)));
    const told: boolean[] = [];
    const watched = observed(dispatch, { answered: () => {}, settled: (_, taken) => told.push(taken) });
    const { settled } = await deliver(watched(interaction), interaction, patient);
    settled(false);
    expect(told).toEqual([false]);
    await expect.poll(async () => (await store.posts(here.guildId))[0]?.removed).toBe(true);
    expect((await ask("tadmur", { hide: false })).ephemeral).toBe(false);
  });
});

describe("how often a person may ask in a minute", () => {
  let own: HttpBot;
  let kept: Store;
  let user: string;
  const [guildId, channelId] = [snowflake(), snowflake()];
  const scene = () => ({ guildId, channelId, user, permissions: moderator });
  const asked = () => ({ name: "place", options: { name: "palmyra" }, ...scene() });
  const pressed = (answer: Answered, customId: string, values?: string[]) =>
    own.discord.interact(
      componentInteraction({
        message: answer.message,
        customId,
        ...scene(),
        applicationId: own.discord.applicationId,
        ...(values ? { values } : {}),
      }),
    );
  beforeAll(async () => {
    kept = openPatientStore("sqlite::memory:");
    own = await startHttpBot(kept, { limited: true });
    await kept.change(guildId, ids.asker, { channels: [channelId], cardsPerChannel: 30 });
  });
  afterAll(() => own?.close());
  beforeEach(() => {
    user = snowflake();
  });
  afterEach(() => expect(own.discord.refused).toEqual([]));

  test("20 commands, each person for themselves, and suggestions are not counted", async () => {
    for (let index = 0; index < 20; index += 1) {
      expect(textOf((await own.discord.slash(asked())).message)).toContain("## Palmyra");
      await own.discord.autocomplete({ name: "place", focused: "name", ...scene() });
    }
    const more = await own.discord.slash(asked());
    expect(more.ephemeral).toBe(true);
    expect(textOf(more.message)).toContain("That is 20 commands in a minute.");
    const moderators = await own.discord.slash({ name: "settings", ...scene() });
    expect(textOf(moderators.message)).toContain("That is 20 commands in a minute.");
    user = snowflake();
    expect(textOf((await own.discord.slash(asked())).message)).toContain("## Palmyra");
  });

  test("as many commands as the server's moderators chose", async () => {
    await kept.change(guildId, ids.asker, { answersPerMinute: 3 });
    for (let index = 0; index < 3; index += 1) await own.discord.slash(asked());
    expect(textOf((await own.discord.slash(asked())).message)).toContain("That is 3 commands in a minute.");
    await kept.undo(guildId, ids.asker);
  });

  test("60 presses, whatever they open, beside the commands", async () => {
    const answer = await own.discord.slash(asked());
    const presses = [
      () => pressed(answer, "choose", ["PAL-03"]),
      () => pressed(answer, "open|PAL-03|1"),
      () => pressed(answer, "picture|open|palmyra-2015/place:palmyra|1"),
      () => pressed(answer, "turn|open|palmyra-2015/place:palmyra|2"),
      () => pressed(answer, "settings|show|1"),
      () => pressed(answer, "ownReports"),
    ];
    for (let index = 0; index < 60; index += 1) {
      const shown = await presses[index % presses.length]?.();
      expect(shown && textOf(shown.message), `press ${index}`).not.toContain("in a minute.");
    }
    for (const press of presses) {
      expect(textOf((await press()).message)).toContain("That is 60 presses in a minute.");
    }
    expect(textOf((await own.discord.slash(asked())).message)).toContain("## Palmyra");
  });

  test("posting and the form of a report count as commands, and what that form sends does not", async () => {
    const answer = await own.discord.slash(asked());
    const looked = await own.discord.slash(asked());
    const details = await own.discord.press(looked.message, "Details", scene());
    const form = await own.discord.press(details.message, "Report a problem", scene());
    for (let index = 0; index < 16; index += 1) await own.discord.slash(asked());
    expect((await own.discord.press(answer.message, "Post publicly", scene())).ephemeral).toBe(false);
    for (const [{ message }, label] of [
      [answer, "Post publicly"],
      [details, "Report a problem"],
    ] as const) {
      const refused = await own.discord.press(message, label, scene());
      expect(textOf(refused.message), label).toContain("That is 20 commands in a minute.");
    }
    const sent = { excerpt: ["whole"], reason: ["date"], words: "" };
    await own.discord.submitModal(form, sent);
    expect(await kept.reportsBy(user)).toHaveLength(1);
  });
});

describe("a public card", () => {
  const remove = (posted: Answered, scene: Scene) =>
    bot.discord.press(posted.message, "Remove", { ...here, ...scene });

  test("is removed by who asked for it", async () => {
    await allow();
    const posted = await ask("tadmur", { hide: false });
    const { id } = posted.message;
    await (await remove(posted, {})).deleted();
    expect(bot.discord.message(id)).toBeUndefined();
    expect((await ask("tadmur", { hide: false })).ephemeral).toBe(false);
  });

  test("is removed by people who may Manage Messages, and by nobody else", async () => {
    await allow();
    const posted = await post(await ask("tadmur"));
    const refused = await remove(posted, { user: ids.stranger, permissions: member });
    expect(refused.ephemeral).toBe(true);
    expect(textOf(refused.message)).toContain("not yours to remove");
    await (await remove(posted, { user: ids.stranger, permissions: moderator })).deleted();
  });

  test("stays as it is: its pages and all that it opens are for who presses alone", async () => {
    await allow();
    const posted = await ask("palmyra", { hide: false });
    const before = textOf(posted.message);
    for (const user of [ids.asker, ids.stranger]) {
      for (const label of [nextOf(posted), "Details", "Map"]) {
        const opened = await bot.discord.press(posted.message, label, { ...here, user });
        expect(opened.ephemeral, label).toBe(true);
        expect(opened.message.id, label).not.toBe(posted.message.id);
        expect(labelsOf(opened.message), label).not.toContain("Remove");
      }
      expect((await pressAnyway(posted, "open|PAL-11|1", { user })).ephemeral).toBe(true);
    }
    expect(textOf(bot.discord.message(posted.message.id) ?? { components: [] })).toBe(before);
  });

  test("says who posted it; who used a command Discord itself shows", async () => {
    await allow();
    expect(textOf((await post(await ask("palmyra"))).message)).toContain(`Asked for by <@${ids.asker}>`);
    const answered = await ask("al-sukhnah", { hide: false });
    expect(textOf(answered.message)).not.toContain("Asked for by");
  });

  test("A reader of a read-only channel gets a private card from its buttons, and cannot post that", async () => {
    await allow({ mayPost: "everyone" });
    const posted = await ask("palmyra", { hide: false });
    const scene = { user: ids.stranger, permissions: reader };
    const own = await pressAnyway(posted, "open|PAL-11|1", scene);
    expect(own.ephemeral).toBe(true);
    expect(labelsOf(own.message)).not.toContain("Post publicly");
    const refused = await pressAnyway(own, "post|PAL-11", scene);
    expect(textOf(refused.message)).toContain("may not write in this channel");
  });
});

describe("a topic whose public cards are stopped", () => {
  const stoppedTopics = ["palmyra-2015/question:executed-killed-detained"];
  const line =
    "The moderators have stopped public cards of the topic **Executed, killed, detained: figures given**.";
  const show = (name: string, options: Record<string, string>, hide?: false) =>
    bot.discord.slash({
      name,
      options: { ...options, ...(hide === false ? { hide } : {}) },
      ...here,
      permissions: moderator,
    });

  test.each([
    ["claims", { topic: "palmyra-2015/question:executed-killed-detained" }],
    ["cite", { id: "PAL-11" }],
    ["place", { name: "palmyra" }],
    ["search", { text: "executed" }],
  ] as const)("no card of /%s %o with a sentence of it is shown to everyone", async (name, options) => {
    await allow({ stoppedTopics });
    const wanted = await show(name, options, false);
    expect(wanted.ephemeral).toBe(true);
    expect(textOf(wanted.message)).toContain(`Only you see this. ${line}`);
    expect(labelsOf(wanted.message)).not.toContain("Post publicly");
    await store.undo(here.guildId, ids.asker);
    await allow();
    const before = await show(name, options);
    await allow({ stoppedTopics });
    const refused = await post(before);
    expect(refused.ephemeral).toBe(true);
    expect(textOf(refused.message)).toContain(line);
    await allow({ stoppedTopics: [], answers: "public" });
    expect((await show(name, options)).ephemeral).toBe(false);
  });

  test("Other cards go on, and one that stands turns its pages in private", async () => {
    await allow({ stoppedTopics });
    expect((await show("event", { name: "jazal" }, false)).ephemeral).toBe(false);
    await allow({ stoppedTopics: [] });
    const posted = await show("place", { name: "palmyra" }, false);
    expect(posted.ephemeral).toBe(false);
    await allow({ stoppedTopics });
    const turned = await bot.discord.press(posted.message, nextOf(posted), {
      ...here,
      permissions: moderator,
    });
    expect(turned.ephemeral).toBe(true);
    expect(labelsOf(turned.message)).not.toContain("Post publicly");
  });

  test("One that is in no collection any more stops nothing", async () => {
    await allow({ stoppedTopics: ["palmyra-2015/question:gone", "gone/question:executed-killed-detained"] });
    expect((await show("cite", { id: "PAL-11" }, false)).ephemeral).toBe(false);
  });
});

describe("a card that stands while a sentence of it is corrected", () => {
  const sentence = bundled.excerpts.find(({ id }) => id === "PAL-08");
  const was = sentence?.exact ?? "";
  const change = {
    excerpt: "PAL-08",
    on: "2026-12-01",
    what: "changed",
    version: bundled.version,
    was,
  } as const;
  const corrected = bundled.excerpts.map((each) =>
    each === sentence ? { ...each, exact: `${was} So it stood there.` } : each,
  );
  const catalogue = createCatalogue([{ ...bundled, excerpts: corrected, changes: [change] }]);
  const said = "The card you pressed was made before PAL-08 was corrected, on 2026-12-01.";
  let later: HttpBot;
  const pressLater = (answer: Answered, customId: string, scene: Scene = {}) =>
    later.discord.interact(
      componentInteraction({
        ...{ message: answer.message, customId, applicationId: later.discord.applicationId },
        ...{ ...here, permissions: moderator, ...scene },
      }),
    );
  beforeAll(async () => {
    later = await startHttpBot(
      { ...store, close: async () => {} },
      { library: { catalogue, lookup: createLookup(catalogue), store } },
    );
  });
  afterAll(() => later?.close());

  test.each([
    ["event", "jazal"],
    ["cite", "PAL-08"],
    ["search", "jazal"],
  ])("of /%s %s says so at the next press, whoever presses", async (name, typed) => {
    await allow();
    const option = { event: "name", cite: "id", search: "text" }[name] ?? "";
    const asked = { name, options: { [option]: typed, hide: false }, ...here, permissions: moderator };
    const posted = await bot.discord.slash(asked);
    expect(posted.ephemeral).toBe(false);
    expect(textOf(posted.message)).toContain("PAL-08");
    for (const user of [ids.asker, ids.stranger]) {
      const opened = await pressLater(posted, "open|PAL-09|1", { user });
      expect(textOf(opened.message).split("\n")[0]).toBe(said);
    }
    expect(textOf((await pressAnyway(posted, "open|PAL-09|1")).message)).not.toContain(said);
    const fresh = await later.discord.slash({ ...asked, options: { [option]: typed }, user: ids.stranger });
    expect(textOf((await pressLater(fresh, "open|PAL-09|1")).message)).not.toContain(said);
  });

  test("is not posted with the former words", async () => {
    await allow();
    const looked = await bot.discord.slash({ name: "cite", options: { id: "PAL-08" }, ...here });
    const refused = await pressLater(looked, "post|PAL-08");
    expect(textOf(refused.message)).toContain("A sentence of it was corrected since.");
    const opened = await later.discord.press(refused.message, "Open it again", { ...here });
    expect(textOf(opened.message)).toContain("So it stood there.");
  });

  test("and has nothing to say of where it names the sentence without quoting it", async () => {
    const about = await bot.discord.slash({ name: "about", ...here });
    const opened = await pressLater(about, "open|PAL-08|1");
    expect(textOf(opened.message)).not.toContain(said);
  });
});

test("All sentences, for which the button that posts leaves no room, stand in the sources", async () => {
  await allow();
  const about = await bot.discord.slash({ name: "about", ...here, permissions: moderator });
  const all = `All sentences (${bundled.excerpts.length})`;
  expect(labelsOf(about.message)).toContain("Post publicly");
  expect(labelsOf(about.message)).not.toContain(all);
  const sources = await bot.discord.press(about.message, "Sources", { ...here, permissions: moderator });
  expect(labelsOf(sources.message)).toContain(all);
  const opened = await bot.discord.press(sources.message, all, { ...here, permissions: moderator });
  expect(textOf(opened.message)).toContain("PAL-01");
});

describe("a press on Post publicly that comes after the message has become another card", () => {
  const old = "This is from an older card";

  test("posts no details", async () => {
    await allow();
    const details = await bot.discord.press((await ask("palmyra")).message, "Details", { ...here });
    const refused = await pressAnyway(details, palmyra);
    expect(refused.ephemeral).toBe(true);
    expect(textOf(refused.message)).toContain(old);
  });

  test("posts nothing that is only close to what was typed", async () => {
    await allow();
    const refused = await pressAnyway(await ask("palmyra-2015/place:palmyra~closest"), palmyra);
    expect(refused.ephemeral).toBe(true);
    expect(textOf(refused.message)).toContain(old);
  });

  test("posts nothing of the panel", async () => {
    await allow();
    const panel = await bot.discord.slash({ name: "settings", ...here, permissions: moderator });
    const refused = await pressAnyway(panel, palmyra);
    expect(refused.ephemeral).toBe(true);
    expect(textOf(refused.message)).toContain(old);
  });
});

test("The card of another entry can be posted from a message that only mentions it", async () => {
  await allow();
  const answer = await ask("nowhere in particular");
  const posted = await pressAnyway(answer, "postEntry|palmyra-2015/place:palmyra");
  expect(posted.ephemeral).toBe(false);
  expect(textOf(posted.message)).toContain("## Palmyra");
  expect(textOf(posted.message)).toContain(`Asked for by <@${ids.asker}>`);
  const gone = await pressAnyway(answer, "postEntry|palmyra-2015/place:no-such");
  expect(gone.ephemeral).toBe(true);
});
