import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createCatalogue } from "../../src/dossier/catalogue.ts";
import { createLookup } from "../../src/lookup/index.ts";
import type { Store } from "../../src/store/store.ts";
import { bundled } from "../dossier/bundled.ts";
import { type HttpBot, startHttpBot } from "../support/http-bot.ts";
import {
  allComponents,
  componentInteraction,
  messageCommandInteraction,
  permissions,
  type Scene,
  snowflake,
  writtenMessage,
} from "../support/interactions.ts";
import type { Answered } from "../support/loopback-discord.ts";
import { labelsOf, textOf } from "../support/read.ts";
import { openPatientStore } from "../support/store.ts";

const { moderator, member } = permissions;

let bot: HttpBot;
let store: Store;
let guildId: string;
let user: string;

beforeAll(async () => {
  store = openPatientStore("sqlite::memory:");
  bot = await startHttpBot(store);
});
afterAll(() => bot?.close());
beforeEach(() => {
  guildId = snowflake();
  user = snowflake();
});
afterEach(() => {
  expect(bot.discord.refused).toEqual([]);
  expect(bot.faults).toEqual([]);
});

const look = (scene: Scene = {}) =>
  bot.discord.slash({ name: "place", options: { name: "tadmur" }, guildId, user, ...scene });

/** The form of a report, from the details of a card. */
async function openForm(card: Answered, scene: Scene = {}) {
  const details = await bot.discord.press(card.message, "Details", scene);
  return bot.discord.press(details.message, "Report a problem", scene);
}

/** A person's own reports, from the sources of what is covered. */
async function ownReports() {
  const about = await bot.discord.slash({ name: "about", guildId, user });
  const sources = await bot.discord.press(about.message, "Sources");
  return bot.discord.press(sources.message, "My reports");
}

async function report(words = "", more: { reason?: string; excerpt?: string } & Scene = {}) {
  const { reason = "date", excerpt = "whole", ...scene } = more;
  return bot.discord.submitModal(await openForm(await look(scene)), {
    excerpt: [excerpt],
    reason: [reason],
    words,
  });
}

const queue = () => bot.discord.slash({ name: "reports", guildId, permissions: moderator });

async function deleteReport(list: Answered, position: number) {
  const asked = await bot.discord.press(list.message, `Delete ${position}`);
  return bot.discord.press(asked.message, "Delete it");
}

function pressAnyway(answer: Answered, customId: string, scene: Scene = {}) {
  const { applicationId } = bot.discord;
  return bot.discord.interact(
    componentInteraction({ message: answer.message, customId, guildId, user, ...scene, applicationId }),
  );
}

describe("a report", () => {
  test("is a form: which sentence, what is wrong, and a few words", async () => {
    const { modal } = await openForm(await look());
    const fields = modal.components.map((label) => ("component" in label ? label.component : null));
    expect(fields.map((field) => field && "custom_id" in field && field.custom_id)).toEqual([
      "excerpt",
      "reason",
      "words",
    ]);
    expect(fields[2]).toMatchObject({ max_length: 300, required: false });
  });

  test("is kept, and the reporter can delete it", async () => {
    const sent = await report("the day is off", { excerpt: "PAL-03" });
    expect(sent.ephemeral).toBe(true);
    expect(textOf(sent.message)).toContain("## Thank you for the report.");
    expect(textOf(sent.message)).toContain("This server’s moderators read it next.");
    expect((await store.openReports(guildId))[0]?.reports[0]).toMatchObject({
      card: "palmyra-2015/place:palmyra",
      excerpt: "PAL-03",
      reason: "date",
      words: "the day is off",
      personId: user,
    });
    const asked = await bot.discord.press(sent.message, "Delete 1");
    expect(textOf(asked.message)).toContain("## Delete this report?");
    expect(textOf(asked.message)).toContain("||the day is off||");
    expect(textOf((await bot.discord.press(asked.message, "‹ Back")).message)).toContain("## Your reports");
    expect(await store.openReports(guildId)).toHaveLength(1);
    const deleted = await deleteReport(sent, 1);
    expect(textOf(deleted.message)).toContain("## Deleted.");
    expect(await store.openReports(guildId)).toEqual([]);
  });

  test("can be deleted later, from the list that /about leads to, and by nobody else", async () => {
    await report("x");
    const list = await ownReports();
    const [kept] = await store.reportsBy(user);
    const strangers = await pressAnyway(list, `withdraw|${kept?.id}`, { user: snowflake() });
    expect(textOf(strangers.message)).toContain("You have no reports.");
    await pressAnyway(list, `sure|withdraw|${kept?.id}`, { user: snowflake() });
    expect(await store.reportsBy(user)).toHaveLength(1);
    await deleteReport(list, 1);
    expect(await store.reportsBy(user)).toEqual([]);
  });

  test("A person has 3 open ones at most, and sees them instead of the form", async () => {
    for (let index = 0; index < 3; index += 1) await report(`${index}`);
    const fourth = await openForm(await look());
    expect(textOf(fourth.message)).toContain("You have 3 open reports.");
    expect(labelsOf(fourth.message)).toEqual(expect.arrayContaining(["Delete 1", "Delete 2", "Delete 3"]));
  });

  test("Closed ones are listed too, page by page, and can be deleted", async () => {
    for (let index = 0; index < 6; index += 1) {
      await report(`word${index}`);
      const card = "palmyra-2015/place:palmyra";
      if (index < 4) await store.handle(guildId, { card, until: null }, index % 2 ? "resolve" : "dismiss");
    }
    const list = await ownReports();
    expect(textOf(list.message)).toContain("2 of yours are open; 3 at most.");
    expect(textOf(list.message)).toMatch(/ · <t:\d+:R> · resolved$/m);
    expect(textOf(list.message)).toMatch(/ · closed as not a problem$/m);
    const first = textOf(list.message);
    const next = await bot.discord.press(list.message, "Next ›");
    expect(next.message.id).toBe(list.message.id);
    const seen = `${first}${textOf(next.message)}`.match(/word\d/g);
    expect(new Set(seen).size).toBe(6);
    const deleted = await deleteReport(next, 6);
    expect(textOf(deleted.message)).toContain("## Deleted.");
    expect(await store.reportsBy(user)).toHaveLength(5);
    expect(deleted.message.id).toBe(list.message.id);
  });

  test("is offered on what is looked up of a message, about any sentence that the card leads to", async () => {
    const looked = await bot.discord.interact(
      messageCommandInteraction({
        name: "Look this up",
        target: writtenMessage("They executed 400 people in Palmyra"),
        guildId,
        user,
        applicationId: bot.discord.applicationId,
      }),
    );
    expect(looked.ephemeral).toBe(true);
    expect(labelsOf(looked.message)).not.toContain("Post publicly");
    const form = await openForm(looked);
    const offered = JSON.stringify(form.modal);
    expect(offered).toContain('"PAL-11"');
    const sent = await bot.discord.submitModal(form, { excerpt: ["PAL-11"], reason: ["date"], words: "" });
    expect(textOf(sent.message)).toContain("What is here on a message · PAL-11");
    expect((await store.openReports(guildId))[0]).toMatchObject({
      card: "palmyra-2015/message",
      reports: [{ excerpt: "PAL-11" }],
    });
  });

  test("What no form sends is not kept", async () => {
    const opened = await openForm(await look());
    const odd = [
      { reason: ["nonsense"], excerpt: ["whole"], words: "" },
      { reason: ["date"], excerpt: ["PAL-99"], words: "" },
      { reason: ["date"], excerpt: ["whole"], words: "x".repeat(301) },
      { words: "x" },
      {},
    ];
    for (const fields of odd) {
      const sent = await bot.discord.submitModal(opened, fields as Record<string, string | string[]>);
      expect(textOf(sent.message)).toContain("Nothing was reported.");
    }
    expect(await store.openReports(guildId)).toEqual([]);
  });

  test("Where the server takes none, there is no button, and an older button says so", async () => {
    const details = async () => bot.discord.press((await look()).message, "Details");
    const before = await details();
    await store.change(guildId, user, { reports: "off" });
    expect(labelsOf((await details()).message)).not.toContain("Report a problem");
    const refused = await bot.discord.press(before.message, "Report a problem");
    expect(textOf(refused.message)).toContain("This server takes no reports.");
  });

  test("From a direct message it goes to the maintainer", async () => {
    const sent = await report("from a direct message", { guildId: null });
    expect(textOf(sent.message)).toContain("Whoever maintains the collection reads it next");
    expect((await store.maintainerReports()).map(({ personId }) => personId)).toContain(user);
  });
});

test("A collection's own place for corrections is linked in the details of each card, once, also where no reports are taken", async () => {
  const corrections = "https://example.org/corrections";
  const catalogue = createCatalogue([{ ...bundled, corrections }]);
  const [own, channelId] = [openPatientStore("sqlite::memory:"), snowflake()];
  const linked = await startHttpBot(own, {
    library: { catalogue, lookup: createLookup(catalogue), store: own },
  });
  const links = ({ message }: Answered) =>
    allComponents(message).filter((part) => (part as { url?: string }).url === corrections).length;
  try {
    await own.change(guildId, user, { channels: [channelId] });
    for (const [name, options] of [
      ["about", {}],
      ["place", { name: "tadmur" }],
      ["event", { name: "jazal" }],
      ["claims", { topic: "executions" }],
      ["cite", { id: "PAL-08" }],
      ["timeline", {}],
    ] as const) {
      await own.change(guildId, user, { reports: "queue", cardsPerChannel: 30 });
      const here = { guildId, channelId, user, permissions: moderator };
      const answer = await linked.discord.slash({ name, options, ...here });
      const label = name === "about" ? "Sources" : "Details";
      const details = await linked.discord.press(answer.message, label, here);
      expect(links(details), name).toBe(1);
      const again = await linked.discord.slash({ name, options, ...here });
      const posted = await linked.discord.press(again.message, "Post publicly", here);
      expect(posted.ephemeral, name).toBe(false);
      expect(links(await linked.discord.press(posted.message, label, here)), name).toBe(1);
      await own.change(guildId, user, { reports: "off" });
      const refused = await linked.discord.press(details.message, "Report a problem", here);
      expect(textOf(refused.message)).toContain("This server takes no reports.");
      expect(links(refused), name).toBe(1);
      const elsewhere = await linked.discord.slash({ name, options, guildId: null, user });
      expect(links(await linked.discord.press(elsewhere.message, label)), name).toBe(1);
    }
    expect(linked.discord.refused).toEqual([]);
  } finally {
    await linked.close();
  }
});

describe("the queue", () => {
  test("is for people who may Manage Server, at every press", async () => {
    await report("x");
    const open = await queue();
    expect(open.ephemeral).toBe(true);
    for (const customId of [
      "reports|1",
      "handle|resolve|palmyra-2015/place:palmyra",
      "handle|erase|palmyra-2015/place:palmyra",
      "sure|handle|erase|palmyra-2015/place:palmyra",
    ]) {
      const refused = await pressAnyway(open, customId, { permissions: member });
      expect(textOf(refused.message)).toContain("This is for the server’s moderators.");
    }
    expect((await store.openReports(guildId))[0]?.reports[0]?.words).toBe("x");
  });

  test("words that end with a bar stay behind the spoiler to their end", async () => {
    await report("either | or |");
    expect(textOf((await queue()).message)).toContain("||either \\| or \\| ||");
  });

  test("merges the reports about a card, and shows the words behind a spoiler with no live link", async () => {
    const words =
      "see https://example.org/a?b=c or discord.gg/abc, www.example.org/x, @everyone <@1> || **x** \n# big \u202e";
    await report(words);
    user = snowflake();
    await report("another");
    const open = await queue();
    const text = textOf(open.message);
    expect(text).toContain("## Palmyra");
    expect(text).toContain("2 open reports about 1 card");
    expect(text).toContain("||another||");
    expect(text).not.toMatch(/:\/\/|discord\.gg|www\.|example\.org|(?<!\\)<@1>|\u202e|\n# /);
    const [, spoiler] = /\|\|(see .*)\|\|/.exec(text) ?? [];
    expect(spoiler?.replaceAll("\\|", "")).not.toContain("||");
    expect(open.data.allowed_mentions).toEqual({ parse: [] });
  });

  test("resolves, dismisses, erases and hands on", async () => {
    await report("secret");
    const open = await queue();
    const asked = await bot.discord.press(open.message, "Erase the words");
    expect(textOf(asked.message)).toContain("The words of 1 report about “Palmyra” go for good.");
    expect(textOf((await bot.discord.press(asked.message, "‹ Back")).message)).toContain("||secret||");
    const again = await bot.discord.press(open.message, "Erase the words");
    const erased = await bot.discord.press(again.message, "Erase them");
    expect(textOf(erased.message)).toContain("**The words are erased.**");
    expect(textOf(erased.message)).not.toContain("secret");
    const resolved = await bot.discord.press(open.message, "Resolve");
    expect(textOf(resolved.message)).toContain("**Resolved.**");
    expect(textOf(resolved.message)).toContain("None is open.");
    expect(await store.openReports(guildId)).toEqual([]);
    await report("again");
    await bot.discord.press((await queue()).message, "Not a problem");
    expect(await store.openReports(guildId)).toEqual([]);
  });

  test("What came after the queue was shown stays in it, until it has been read", async () => {
    await report("read");
    const open = await queue();
    user = snowflake();
    await report("not read");
    const resolved = await bot.discord.press(open.message, "Resolve");
    expect(textOf(resolved.message)).toContain("**Resolved.**");
    expect(textOf(resolved.message)).toContain("||not read||");
    await bot.discord.press(resolved.message, "Resolve");
    expect(await store.openReports(guildId)).toEqual([]);
  });

  test("What was handed on leaves it, and no button of the moderators takes it from the maintainer", async () => {
    await report("for the maintainer");
    const open = await queue();
    const handed = await bot.discord.press(open.message, "Hand on to the maintainer");
    expect(textOf(handed.message)).toContain("the collection’s maintainer has it now");
    expect(textOf(handed.message)).toContain("None is open.");
    for (const how of ["handle|resolve", "handle|dismiss", "sure|handle|erase"]) {
      await pressAnyway(open, `${how}|palmyra-2015/place:palmyra`, { permissions: moderator });
    }
    const own = (await store.maintainerReports()).find(({ personId }) => personId === user);
    expect(own).toMatchObject({ words: "for the maintainer", state: "open", handedOn: true });
    expect(textOf((await ownReports()).message)).toContain("handed on to the collection’s maintainer");
  });

  test("shows every report about a card, page by page, before something is done about all of them", async () => {
    for (let index = 0; index < 7; index += 1) {
      user = snowflake();
      await report(`word${index}`);
    }
    const first = await queue();
    const start = textOf(first.message);
    expect(start).toContain("7 open reports about 1 card · page 1 of 2");
    const second = await bot.discord.press(first.message, "Next ›");
    const seen = `${start}${textOf(second.message)}`.match(/word\d/g);
    expect(seen).toEqual(Array.from({ length: 7 }, (_, index) => `word${index}`));
    expect(textOf(second.message)).toContain("5–7 of 7 about this card");
    await bot.discord.press(second.message, "Resolve");
    expect(await store.openReports(guildId)).toEqual([]);
  });

  test("has a page for each card, and fits what Discord takes", async () => {
    for (let index = 0; index < 6; index += 1) {
      user = snowflake();
      await report("_".repeat(300));
    }
    user = snowflake();
    const other = await bot.discord.slash({ name: "cite", options: { id: "PAL-11" }, guildId, user });
    const opened = await openForm(other);
    await bot.discord.submitModal(opened, { excerpt: ["PAL-11"], reason: ["other"], words: "" });
    const first = await queue();
    expect(textOf(first.message)).toContain("1–4 of 6 about this card");
    const second = await bot.discord.press(first.message, "Next ›");
    const third = await bot.discord.press(second.message, "Next ›");
    expect(textOf(third.message)).toContain("PAL-11");
  });
});
