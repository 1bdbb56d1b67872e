import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { aboutCard } from "../../src/cards/about.ts";
import type { Card, Opening, SelectOption, Showing } from "../../src/cards/card.ts";
import { optionOf, selectFrom } from "../../src/cards/parts.ts";
import type { Choice, Library } from "../../src/command.ts";
import { createDispatch } from "../../src/dispatch.ts";
import { createCatalogue } from "../../src/dossier/catalogue.ts";
import { dossierSchema } from "../../src/dossier/schema.ts";
import { closestValue, withoutClosest } from "../../src/lookup/closest.ts";
import { createLookup } from "../../src/lookup/index.ts";
import { english } from "../../src/messages/english.ts";
import { plain } from "../../src/messages/message.ts";
import { pressedCard } from "../../src/press.ts";
import { noStore } from "../../src/store/store.ts";
import { commandOption } from "../lookup/typing.ts";
import { autocompleteInteraction, slashInteraction } from "../support/interactions.ts";
import { buttonsOf, noticeCards, ownWords, quotedExcerpts, sentTexts } from "./every-card.ts";
import { dossier, library } from "./library.ts";

/*
 * What a look-up leads to where it is no plain answer: another kind, several, what is only close, or nothing. All of it goes
 * through the same door as Discord's.
 */

type Command = keyof typeof commandOption;

const banner = english.closest;

function doorOf(to: Library) {
  const dispatch = createDispatch(to, ({ error }) => {
    throw error;
  });
  const sceneOf = (command: Command, text: string) => ({
    name: command,
    options: { [commandOption[command].option]: text },
  });
  return {
    async ask(command: Command, text: string): Promise<Card> {
      const answer = await dispatch(slashInteraction(sceneOf(command, text)));
      if (answer.type !== "card") throw new Error("no card");
      return answer.card;
    },
    async suggestions(command: Command, text: string): Promise<readonly Choice[]> {
      const answer = await dispatch(
        autocompleteInteraction({ ...sceneOf(command, text), focused: commandOption[command].option }),
      );
      if (answer.type !== "choices") throw new Error("no suggestions");
      return answer.choices;
    },
  };
}

const { ask, suggestions } = doorOf(library);

function idOf(local: string): string {
  return `${dossier.id}/${local}`;
}

function titleOf({ blocks: [title] }: Card): string {
  return title?.type === "title" ? plain(title.text, english) : "";
}

function openingsOf(card: Card): Opening[] {
  return buttonsOf(card).flatMap((button) =>
    "action" in button && button.action.type === "open" ? [button.action] : [],
  );
}

function wordsOf(card: Card): string {
  return [...sentTexts(card), ...ownWords(card)].join("\n");
}

describe("what is only close", () => {
  const typed = "giraffes at the national hospital";
  const meant = idOf("place:national-hospital");

  test("is marked in a suggestion's name and in its value", async () => {
    const [choice] = await suggestions("place", typed);
    expect(plain(choice?.name ?? "", english)).toBe("Closest: National Hospital (Al-Sukhnah)");
    expect(choice?.value).toBe(`${meant}~closest`);
  });

  test("opens under the banner, privately, by the value and by the name sent back as text", async () => {
    for (const text of [closestValue(meant), "Closest: National Hospital (Al-Sukhnah)"]) {
      const card = await ask("place", text);
      expect(card.id).toBe(meant);
      expect(card.privateOnly).toBe(true);
      expect(sentTexts(card).join("\n")).toContain(banner);
    }
  });

  test("stays under the banner, whatever its details open of it", () => {
    const of: Opening = { type: "open", id: idOf("place:palmyra"), page: 1, closest: true };
    const press = (action: Showing) =>
      pressedCard({ action, chosen: [], listed: [] }, library.catalogue) ?? expect.unreachable();
    const again = buttonsOf(press({ type: "details", of })).flatMap((button) =>
      "action" in button && (button.action.type === "picture" || button.action.type === "back")
        ? [button.action]
        : [],
    );
    expect(again.map(({ type }) => type)).toEqual(["back", "picture"]);
    for (const action of again) {
      const card = press(action);
      expect(card.privateOnly, action.type).toBe(true);
      expect(sentTexts(card).join("\n"), action.type).toContain(banner);
    }
  });

  test("what answers has neither mark nor banner", async () => {
    const [choice] = await suggestions("place", "national hospital");
    expect(choice?.value).toBe(meant);
    const card = await ask("place", "national hospital");
    expect(card.privateOnly).toBe(false);
    expect(sentTexts(card).join("\n")).not.toContain(banner);
  });

  test("is what the text itself gives, whole and under the banner", async () => {
    const card = await ask("place", typed);
    expect(card.id).toBe(meant);
    expect(card.privateOnly).toBe(true);
    expect(quotedExcerpts(card).length).toBeGreaterThan(0);
    expect(sentTexts(card).join("\n")).toContain(banner);
  });

  test("a value is short enough for the longest id", () => {
    expect(closestValue("x".repeat(64)).length).toBeLessThanOrEqual(100);
  });

  test.each([
    [closestValue(meant), { text: meant, closest: true }],
    ["Closest: Palmyra", { text: "Palmyra", closest: true }],
    ["Palmyra", { text: "Palmyra", closest: false }],
    ["closest city", { text: "closest city", closest: false }],
    ["", { text: "", closest: false }],
  ])("%s is read", (text, expected) => expect(withoutClosest(text)).toEqual(expected));
});

describe("what is not here at all", () => {
  test.each(["aleppo", "mosul", "temple of bel destruction"])(
    "/event %s suggests nothing, and opens nothing",
    async (text) => {
      expect(await suggestions("event", text)).toEqual([]);
      const card = await ask("event", text);
      expect(card.outcome).toBe("abstained");
      expect(quotedExcerpts(card)).toEqual([]);
      expect(openingsOf(card)).toEqual([]);
    },
  );

  test("the card says so, what is covered, and where to go on", async () => {
    const card = await ask("place", "unicorn");
    expect(titleOf(card)).toBe("Nothing here on that");
    expect(sentTexts(card).join("\n")).toContain("What is covered: the article");
    expect(buttonsOf(card).map(({ label }) => plain(label, english))).toEqual([
      `Places (${dossier.places.length})`,
      "What is covered",
    ]);
  });

  test.each([
    ["place", "unicorn"],
    ["place", "lapmyra"],
    ["place", "tadmor prison"],
    ["event", "battle of aleppo"],
    ["search", "isis in libya mosul"],
    ["search", "submarine"],
    ["cite", "PAL-99"],
  ] as const)("/%s %s: private, two names at most, each only close", async (command, text) => {
    const card = await ask(command, text);
    expect(card).toMatchObject({ outcome: "abstained", privateOnly: true, select: null });
    const openings = openingsOf(card);
    expect(openings.length).toBeLessThanOrEqual(2);
    expect(openings.every(({ closest }) => closest === true)).toBe(true);
  });

  test("what is typed is not repeated", async () => {
    for (const command of Object.keys(commandOption) as Command[])
      expect(wordsOf(await ask(command, "zebedee wept in aleppo"))).not.toMatch(/zebedee|wept|aleppo/i);
  });
});

describe("names that are spelt alike", () => {
  test("open as the closest match where they are all that is near", async () => {
    const card = await ask("place", "jazal where nobody was");
    expect(card.id).toBe(idOf("place:jazal-oil-field"));
    expect(card.privateOnly).toBe(true);
    expect(sentTexts(card).join("\n")).toContain(banner);
  });

  test("another place beside a held matter is the closest match at best", async () => {
    const card = await ask("claims", "how many were executed in palmyra by the russians");
    expect(card.privateOnly).toBe(true);
    expect(sentTexts(card).join("\n")).toContain(banner);
  });

  test("a listed namesake is a different thing, and no more is said of it", async () => {
    const card = await ask("place", "tadmor prison");
    expect(sentTexts(card).join("\n")).toContain("A similar name, a different thing: Palmyra");
    expect(wordsOf(card)).not.toMatch(/prison/i);
    expect(openingsOf(card)).toEqual([{ type: "open", id: idOf("place:palmyra"), page: 1, closest: true }]);
  });

  test.each(["isis", "isis in libya", "did isis bomb paris", "who leads isil and isis", "daesh"])(
    "a name that the collection uses is that thing: %s",
    async (text) => {
      for (const command of ["event", "place", "search"] as const)
        expect(wordsOf(await ask(command, text))).not.toMatch(/similar name|spelt alike/i);
    },
  );

  test("a word of English is itself", async () => {
    expect(wordsOf(await ask("claims", "how many were executed in palmyra by the russians"))).not.toMatch(
      /spelt alike/i,
    );
  });
});

describe("a command of the wrong kind", () => {
  test.each([
    ["place", "isis", "actor:isil", "Not a place: found under people and groups"],
    ["place", "unesco", "actor:unesco", "Not a place: found under people and groups"],
    ["event", "tadmur", "place:palmyra", "Not an event: found under places"],
    ["event", "palmyra-2015/place:palmyra", "place:palmyra", "Not an event: found under places"],
    [
      "actor",
      "jazal oil field figures",
      "question:jazal-oil-field-figures",
      "Not a person or group: found under topics",
    ],
  ] as const)("/%s %s gives the answer under a small line", async (command, text, local, line) => {
    const card = await ask(command, text);
    expect(card.id).toBe(idOf(local));
    expect(quotedExcerpts(card).length).toBeGreaterThan(0);
    expect(card.privateOnly).toBe(false);
    const smalls = card.blocks.flatMap((block) => (block.type === "small" ? block.lines : []));
    expect(smalls.map((each) => plain(each, english))).toContain(line);
  });

  test("the name of another kind is suggested as it is, and nothing that shares its sentences", async () => {
    expect(await suggestions("place", "isis")).toEqual([{ name: "ISIL", value: idOf("actor:isil") }]);
  });

  test("several stand in one select, and in no list or button", async () => {
    const card = await ask("actor", "executions");
    expect(titleOf(card)).toBe("Not a person or group: found under other kinds");
    expect(card.privateOnly).toBe(true);
    expect(card.blocks.some(({ type }) => type === "list")).toBe(false);
    expect(openingsOf(card)).toEqual([]);
    expect(card.buttons.length).toBe(1);
    expect(card.select?.options.length).toBeGreaterThan(1);
  });

  test("a topic and an event of the very same sentences are one answer", async () => {
    const found = library.lookup.find("place", "10,000 rounds for each rebel");
    expect(found).toMatchObject({ type: "otherKind", items: [{ kind: "question" }] });
  });

  test("nothing belongs to anything", async () => {
    for (const text of ["isis", "tadmur", "united states", "unesco"]) {
      for (const command of ["event", "place", "actor"] as const)
        expect(wordsOf(await ask(command, text))).not.toMatch(/belong/i);
    }
  });
});

test("several that fit equally well stand in one select, told apart by their collection", async () => {
  const text = readFileSync(new URL("../../data/palmyra-2015/dossier.json", import.meta.url), "utf8");
  const data = dossierSchema.parse(JSON.parse(text));
  const copied = text.replaceAll("PAL-", "OTH-").replaceAll('"PAL"', '"OTH"');
  const other = dossierSchema.parse({ ...JSON.parse(copied), id: "other", title: "Another collection" });
  const catalogue = createCatalogue([data, { ...other, startWith: [] }]);
  const both = doorOf({ catalogue, lookup: createLookup(catalogue), store: noStore });
  const card = await both.ask("place", "palmyra");
  expect(titleOf(card)).toBe("Which one do you mean?");
  expect(card.privateOnly).toBe(true);
  expect(card.select?.options).toEqual([
    { value: idOf("place:palmyra"), label: "Palmyra", description: dossier.title },
    { value: "other/place:palmyra", label: "Palmyra", description: "Another collection" },
  ]);
  expect(openingsOf(card)).toEqual([]);
  const [nothing] = sentTexts(await both.ask("place", "unicorn"));
  expect(nothing).toContain("What is covered: 2 collections.");
});

test("a select has everything once, where it stands first", () => {
  const [one, two] = dossier.questions.map((question) => optionOf(question)) as [SelectOption, SelectOption];
  expect(selectFrom([one, two, one])?.options).toEqual([one, two]);
});

test("About's select opens with what the collection starts with; its topics stand in their order", () => {
  const start = dossier.startWith.map(({ entry }) => entry);
  expect(new Set(start.map(({ kind }) => kind))).toContain("question");
  const others = start.filter(({ kind }) => kind !== "question");
  const values = aboutCard(dossier).select?.options.map(({ value }) => value);
  expect(values).toEqual([...others, ...dossier.questions].map(({ id }) => id));
});

test("every notice has one row of at most five buttons, and speaks plainly", () => {
  for (const { what, card } of noticeCards(library.catalogue)) {
    expect(card.privateOnly, what).toBe(true);
    expect(card.buttons.length, what).toBeLessThanOrEqual(1);
    expect(buttonsOf(card).length, what).toBeLessThanOrEqual(5);
    expect(wordsOf(card), what).not.toMatch(/\b(?:dossier|entry|entries|held|claimant|excerpt|as named)\b/i);
  }
});

test("a blank text opens the list, and ids are read with their collection and without", async () => {
  const listed = { event: "event", place: "place", actor: "actor", claims: "question", cite: "excerpt" };
  for (const [command, kind] of Object.entries(listed))
    expect((await ask(command as Command, " \u200b ")).id).toBe(idOf(`list:${kind}`));
  for (const text of ["question:evacuation", "palmyra-2015/question:evacuation", "QUESTION:EVACUATION"])
    expect((await ask("claims", text)).id).toBe(idOf("question:evacuation"));
});
