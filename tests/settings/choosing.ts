import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Library } from "../../src/command.ts";
import { createCatalogue } from "../../src/dossier/catalogue.ts";
import { type DossierData, dossierSchema } from "../../src/dossier/schema.ts";
import { createLookup } from "../../src/lookup/index.ts";
import { noStore, type Store } from "../../src/store/store.ts";
import { type HttpBot, startHttpBot } from "../support/http-bot.ts";
import { allComponents, permissions, snowflake } from "../support/interactions.ts";
import type { Answered, LoopbackDiscord } from "../support/loopback-discord.ts";
import { labelsOf, textOf } from "../support/read.ts";
import { openPatientStore } from "../support/store.ts";

/* Which of several dossiers a server uses: chosen in the panel, and kept to by everything that looks something up. */

export const { moderator } = permissions;
export const [palmyra, chess] = ["data/palmyra-2015", "examples/chess-club"].map((folder) =>
  dossierSchema.parse(JSON.parse(readFileSync(`${folder}/dossier.json`, "utf8"))),
) as [DossierData, DossierData];

export function libraryOf(...data: readonly DossierData[]): Library {
  const catalogue = createCatalogue(data);
  return { catalogue, lookup: createLookup(catalogue), store: noStore };
}

/** The chess club's rules under other names. */
export function copies(count: number): DossierData[] {
  return Array.from({ length: count }, (_, index) =>
    dossierSchema.parse({
      ...JSON.parse(
        JSON.stringify(chess).replaceAll("CHESS-", `C${index}X-`).replaceAll("chess-club/", `c${index}/`),
      ),
      id: `c${index}`,
      excerptPrefix: `C${index}X`,
      title: `Club ${index}`,
    }),
  );
}

/** The page of the panel that has the collections. */
export async function thirdPage(discord: LoopbackDiscord, panel: Answered): Promise<Answered> {
  return discord.press((await discord.press(panel.message, "More…")).message, "More…");
}

/** What holds on any database; `url` gives that of an empty one. */
export function choosingTests(url: () => string): void {
  let bot: HttpBot;
  let store: Store;
  let guildId: string;
  beforeAll(async () => {
    store = openPatientStore(url());
    bot = await startHttpBot(store, { library: libraryOf(chess, palmyra) });
  });
  afterAll(() => bot?.close());
  beforeEach(() => {
    guildId = snowflake();
  });
  afterEach(() => {
    expect(bot.discord.refused).toEqual([]);
    expect(bot.faults).toEqual([]);
  });

  const panel = () => bot.discord.slash({ name: "settings", guildId, permissions: moderator });
  const choose = async (...ids: string[]) => {
    const third = await thirdPage(bot.discord, await panel());
    return bot.discord.choose(third.message, "set|dossiers", ids);
  };
  const slash = (command: string, options: Record<string, string> = {}, more = {}) =>
    bot.discord.slash({ name: command, options, guildId, user: snowflake(), ...more });
  const unused = "This server does not use that collection";
  const otherCollections = ({ message }: Answered) =>
    allComponents(message)
      .flatMap(({ options = [] }) => options as readonly { label: string; value: string }[])
      .flatMap(({ label, value }) => (value.endsWith("/about") ? [label] : []));
  const chosenIn = ({ message }: Answered) => {
    const menu = allComponents(message).find((part) => part.custom_id === "set|dossiers");
    const options = (menu?.options ?? []) as readonly { value: string; default?: boolean }[];
    return options.filter((option) => option.default).map(({ value }) => value);
  };

  test("Chosen in the panel, undone and reset there, with the change in words", async () => {
    const changed = await choose("chess-club");
    expect(chosenIn(changed)).toEqual(["chess-club"]);
    expect(textOf(changed.message)).toContain("Collections: All › Rules of the Bellweir Chess Club");
    expect((await store.server(guildId)).settings.dossiers).toEqual(["chess-club"]);
    const undone = await bot.discord.press(changed.message, "Undo");
    expect(chosenIn(undone)).toEqual([]);
    await choose("chess-club");
    await bot.discord.press(changed.message, "Reset");
    expect((await store.server(guildId)).settings.dossiers).toEqual([]);
    await choose("chess-club");
    await choose();
    expect((await store.server(guildId)).settings.dossiers).toEqual([]);
  });

  test("Look-ups, suggestions and Look this up know of those chosen alone", async () => {
    const suggested = async (user = snowflake()) => {
      const asked = { name: "place", focused: "name", options: { name: "" }, guildId, user };
      return (await bot.discord.autocomplete(asked)).choices;
    };
    const before = await suggested();
    expect(before.map(({ name }) => name)).toContainEqual(expect.stringMatching(/ · Palmyra offensive/));
    expect(before.map(({ name }) => name)).toContainEqual(expect.stringMatching(/ · Rules of the Bellweir/));
    await choose("chess-club");
    const after = await suggested();
    expect(after.map(({ value }) => value)).toEqual(["chess-club/place:mill-lane"]);
    expect(after[0]?.name).not.toContain(" · Rules");
    const words = async (answer: Promise<Answered>) => textOf((await answer).message);
    for (const typed of ["Palmyra", "palmyra-2015/place:palmyra"]) {
      expect(await words(slash("place", { name: typed }))).toContain("Nothing here on that");
    }
    expect(await words(slash("search", { text: "civilians" }))).toContain("Nothing here on that");
    expect(await words(slash("cite", { id: "PAL-07" }))).toContain("Nothing here on that");
    const written = { content: "SOHR said 400 people had been executed in Palmyra by ISIL" };
    const looked = () => bot.discord.messageCommand("Look this up", written, { guildId, user: snowflake() });
    expect(await words(looked())).not.toContain("PAL-");
    await choose("palmyra-2015");
    expect(await words(looked())).toContain("PAL-");
    expect(await words(slash("place", { name: "Palmyra" }))).toContain("## Palmyra");
    expect(await words(slash("timeline"))).toContain("Palmyra");
  });

  test("/about names those that are used, and each leads to the next", async () => {
    const both = await slash("about");
    expect(textOf(both.message)).toContain("One of 2 collections.");
    const other = await bot.discord.choose(both.message, "choose", ["palmyra-2015/about"]);
    expect(textOf(other.message)).toContain("## Palmyra offensive (May 2015)");
    expect(otherCollections(other)).toEqual(["Rules of the Bellweir Chess Club"]);
    await choose("palmyra-2015");
    const one = await slash("about");
    expect(textOf(one.message)).toContain("## Palmyra offensive (May 2015)");
    expect(textOf(one.message)).not.toMatch(/One of|Bellweir/);
    expect(otherCollections(one)).toEqual([]);
    const before = await bot.discord.choose(other.message, "choose", ["chess-club/about"]);
    expect(textOf(before.message)).toContain(unused);
  });

  test("A button, a menu, a post or a report of another dossier's card is answered privately, and does nothing", async () => {
    await bot.discord.press((await panel()).message, "Allow this channel");
    const asked = { guildId, permissions: moderator };
    const card = await slash("place", { name: "Palmyra" }, { ...asked, user: undefined });
    const details = await slash("place", { name: "Palmyra" }, { ...asked, user: undefined });
    const opened = await bot.discord.press(details.message, "Details", asked);
    const form = await bot.discord.press(opened.message, "Report a problem", asked);
    await choose("chess-club");
    for (const [{ message }, label] of [
      [card, "Next ›"],
      [card, "Details"],
      [card, "Map"],
      [card, "Post publicly"],
      [opened, "Report a problem"],
    ] as const) {
      const answer = await bot.discord.press(message, label, asked);
      expect(answer.ephemeral, label).toBe(true);
      expect(textOf(answer.message), label).toContain(unused);
    }
    const sentence = allComponents(card.message)
      .find((part) => part.custom_id === "choose")
      ?.options?.map(({ value }) => value)
      .find((value) => value.startsWith("PAL-"));
    const chosen = await bot.discord.choose(card.message, "choose", [sentence ?? ""], asked);
    expect(textOf(chosen.message)).toContain(unused);
    expect(labelsOf(chosen.message)).not.toContainEqual(expect.stringMatching(/^Places/));
    const sent = await bot.discord.submitModal(form, { excerpt: "whole", reason: "date", words: "" });
    expect(textOf(sent.message)).toContain(unused);
    expect(await store.openReports(guildId)).toEqual([]);
  });

  test("The queue still names what was reported before the choice", async () => {
    const report = {
      serverId: guildId,
      excerpt: null,
      reason: "date",
      words: "",
      personId: snowflake(),
    } as const;
    await store.report({ ...report, card: "palmyra-2015/place:palmyra" });
    await choose("chess-club");
    const queue = await slash("reports", {}, { permissions: moderator });
    expect(textOf(queue.message)).toContain("## Palmyra");
  });

  test("A choice holds in its server alone: not in another, in direct messages, or where a person brought the bot", async () => {
    await choose("chess-club");
    const scenes = [{ guildId: snowflake() }, { guildId: null }, { installedBy: "person" as const }];
    for (const scene of scenes) {
      const answer = await slash("place", { name: "Palmyra" }, scene);
      expect(textOf(answer.message), JSON.stringify(scene)).toContain("## Palmyra");
    }
  });

  test("A dossier that is not loaded any more is ignored; where none of those chosen is, all are used, and the panel says so", async () => {
    await store.change(guildId, snowflake(), { dossiers: ["gone-by-now", "chess-club"] });
    expect(textOf((await slash("place", { name: "Palmyra" })).message)).toContain("Nothing here on that");
    expect(textOf((await panel()).message)).toContain("1 of the collections chosen is not loaded now.");
    // What the menu cannot list stays chosen.
    expect(chosenIn(await choose("palmyra-2015"))).toEqual(["palmyra-2015"]);
    expect((await store.server(guildId)).settings.dossiers).toEqual(["gone-by-now", "palmyra-2015"]);
    await choose();
    expect(textOf((await slash("place", { name: "Palmyra" })).message)).toContain("## Palmyra");
    expect(textOf((await panel()).message)).toContain(
      "None of the collections chosen is loaded now: all are used",
    );
  });
}
