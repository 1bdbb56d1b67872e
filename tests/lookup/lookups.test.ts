import type { APIInteraction } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { isAnswered } from "../../bench/search/asked.ts";
import type { Card } from "../../src/cards/card.ts";
import { itemTitle } from "../../src/cards/parts.ts";
import type { Answer } from "../../src/command.ts";
import { createDispatch } from "../../src/dispatch.ts";
import { itemsOf } from "../../src/dossier/catalogue.ts";
import { english } from "../../src/messages/english.ts";
import { isMessage, plain } from "../../src/messages/message.ts";
import { quotedExcerpts } from "../cards/every-card.ts";
import { dossier, library } from "../cards/library.ts";
import { scenarios } from "./scenarios.ts";
import { commandOption, type Lookup, typing } from "./typing.ts";

/*
 * Look-ups as people type them, through the same door as Discord's: the entry that must come first, or the card that
 * says that the dossier has nothing by that name.
 */

const dispatch = createDispatch(library, ({ error }) => {
  throw error;
});

async function cardOf(interaction: APIInteraction): Promise<Card> {
  const answer: Answer = await dispatch(interaction);
  if (answer.type !== "card") throw new Error("no card");
  return answer.card;
}

/**
 * The item whose card it is, null for the card that says that there is none. A search is answered by the sentence looked
 * for where the first page has it; those of one topic stand on it in the order of the source.
 */
function answered(
  { command, first }: Lookup & { readonly first?: string | null },
  card: Card,
): string | null {
  if (card.outcome === "abstained") return null;
  // What is only close says so, to who asked alone: it is no answer.
  if (first === null && isClosest(card)) return null;
  if (command === "search") {
    const found = quotedExcerpts(card).map(({ id }) => id);
    return found.find((id) => id === first) ?? found[0] ?? "no result";
  }
  // The article's own subject has no sentence: its card is what the collection covers.
  if (card.id === `${dossier.id}/about`) return `${dossier.id}/event:palmyra-offensive`;
  return card.id ?? `a notice: ${titleOf(card)}`;
}

function isClosest({ blocks }: Card): boolean {
  return blocks.some(
    (block) =>
      block.type === "text" && block.lines.flat().some((span) => isMessage(span) && span.say === "closest"),
  );
}

function titleOf({ blocks: [title] }: Card): string {
  return title?.type === "title" ? plain(title.text, english) : "";
}

test("there are at least eighty", () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(80);
  expect(scenarios.filter(({ first }) => first === null).length).toBeGreaterThanOrEqual(10);
});

test.each(scenarios)("/$command $query", async (scenario) => {
  expect(answered(scenario, await cardOf(typing(scenario)))).toBe(scenario.first);
});

describe("bold in what /search finds", () => {
  const boldIn = (text: string): string[][] =>
    library.lookup
      .search(text)
      .excerpts.map(({ excerpt, ranges }) => ranges.map(([from, to]) => excerpt.exact.slice(from, to)));

  test("is every word that matched, in whatever form English gives it", () => {
    expect(boldIn("fled").slice(0, 2)).toEqual([["fled"], ["flee"]]);
    expect(new Set(boldIn("goverment").flat())).toEqual(new Set(["government"]));
  });

  test("is none that only looks like one: stated is no part of United States", () => {
    expect(boldIn("united states")[0]).toEqual(["United", "States"]);
  });
});

test.each(["sanaa", "ain sokhna", "palma"])("%s, which is elsewhere, suggests nothing", (typed) => {
  expect(library.lookup.complete("place", typed)).toEqual([]);
});

describe("what a suggestion stands for", () => {
  const commands = ["event", "place", "actor", "claims", "cite"] as const;
  const beginnings = ["", "p", "pal", "al-", "the", "is", "s", "palmyra", "22", "تد", "с"];

  test.each(commands)(
    "/%s: a choice's value, its name, and its name in capitals give one card",
    async (command) => {
      const { kind } = commandOption[command];
      const choices = beginnings.flatMap((typed) => library.lookup.complete(kind, typed));
      expect(choices.length).toBeGreaterThan(10);
      for (const { item, alias } of choices) {
        const name = alias === null ? itemTitle(item) : `${itemTitle(item)} — ${alias}`;
        for (const query of [item.id, item.id.toUpperCase(), name, name.toUpperCase(), ` ${name} `]) {
          expect(answered({ command, query }, await cardOf(typing({ command, query }))), query).toBe(item.id);
        }
      }
    },
  );

  test.each(commands)("/%s: at most 25, none twice, and something for a blank field", (command) => {
    for (const typed of beginnings) {
      const found = library.lookup.complete(commandOption[command].kind, typed);
      expect(found.length).toBeLessThanOrEqual(25);
      expect(new Set(found.map(({ item }) => item)).size).toBe(found.length);
      if (typed === "") expect(found.length).toBeGreaterThan(10);
      // What the text is the name of stands first, whatever it is; beside it only what the command is for.
      const [first, ...others] = found.filter(({ item }) => item.kind !== commandOption[command].kind);
      expect(others.every(({ item }) => item.kind === first?.item.kind)).toBe(true);
    }
  });
});

describe("ids", () => {
  test("every title, and every id with or without its dossier, opens its own card", async () => {
    for (const item of itemsOf(dossier)) {
      const command = (Object.keys(commandOption) as (keyof typeof commandOption)[]).find(
        (each) => commandOption[each].kind === item.kind && each !== "search",
      );
      if (command === undefined) throw new Error(`no command for ${item.kind}`);
      const local = item.id.slice(item.id.indexOf("/") + 1);
      for (const query of [item.id, local, local.toUpperCase(), itemTitle(item)]) {
        expect(answered({ command, query }, await cardOf(typing({ command, query }))), query).toBe(item.id);
      }
    }
  });

  test.each(["PAL-11", "pal-11", "PAL 11", "pal11", "11", "#11", "011", "PAL-011"])(
    "/cite %s",
    async (query) => {
      const card = await cardOf(typing({ command: "cite", query }));
      expect(answered({ command: "cite", query }, card)).toBe("PAL-11");
    },
  );

  test.each(["PAL-99", "0", "18", "XYZ-11"])("/cite %s is no sentence", async (query) => {
    const card = await cardOf(typing({ command: "cite", query }));
    expect(card.privateOnly).toBe(true);
  });
});

test("a blank required field gives the list, and a blank topic the topics", async () => {
  for (const command of ["event", "place", "actor", "claims", "cite", "search"] as const) {
    const card = await cardOf(typing({ command, query: "  \u200b " }));
    expect(card.blocks[0]).toMatchObject({ type: "title" });
    expect(
      card.blocks.some(({ type }) => type === "list"),
      command,
    ).toBe(true);
  }
});

describe("queries in several languages", () => {
  test.each([
    ["place", "poste de contrôle d'al-Thinayya", "place:al-thinayya-checkpoint"],
    ["place", "campo de gas de Al-Hayl", "place:al-hayl-gas-field"],
    ["place", "بلدة السخنة", "place:al-sukhnah"],
    ["place", "السخنة سوريا", "place:al-sukhnah"],
    ["place", "Al-Basateen Syria", "place:al-basateen"],
    ["actor", "l'UNESCO", "actor:unesco"],
    ["event", "combats à Hajjana", "event:hajjana-and-officers-housing"],
    ["event", "prise de Mahin", "event:mahin-and-huwwarin"],
    ["question", "هروب المسيحيين من مهين", "question:mahin-and-huwwarin"],
    ["question", "combien de morts à Jazal", "question:jazal-oil-field-figures"],
  ] as const)("as %s, %s", (kind, query, id) => {
    const found = library.lookup.find(kind, query);
    expect(found).toMatchObject({ type: "item", item: { id: `palmyra-2015/${id}` } });
  });

  // Hauran, destruction, a garden: an entry that lists its Arabic name is not heard in its Latin ones.
  test.each(["حوران", "تدمير", "بستان", "Los Andes", "Villanueva de la Fuente", "Mahin Jordan"])(
    "%s is not held",
    (query) => expect(isAnswered(library.lookup.find("place", query))).toBe(false),
  );
});

describe("what people write otherwise", () => {
  test.each([
    ["place", "masra7 tadmor", "place:palmyra-theatre"],
    ["place", "alfawl", "place:al-fawl"],
    ["place", "Nationalkrankenhaus", "place:national-hospital"],
    ["place", "Hauptplatz", "place:main-square"],
    ["place", "الصناعة", "place:al-sinaa"],
    ["place", "حاجز الثنية", "place:al-thinayya-checkpoint"],
    ["place", "thinay chkpt", "place:al-thinayya-checkpoint"],
    ["place", "natl hosp", "place:national-hospital"],
    ["place", "ruisn", "place:ruins-of-palmyra"],
    ["actor", "gov suporters", "actor:government-supporters"],
    ["actor", "eurasa grp", "actor:eurasia-group"],
    ["event", "palmira'da infaz videosu", "event:theatre-video"],
    ["event", "officers ditched the conscripts", "event:residents-report"],
    ["event", "sohr state tv figs", "event:figures-of-sohr-and-state-tv"],
    ["event", "ejecuciones 22 de mayo", "event:report-of-22-may"],
    ["question", "kaç kişi idam edildi", "question:executed-killed-detained"],
    ["question", "what happend in the theatre video", "question:theatre-video"],
    ["question", "civiles evacuados?", "question:evacuation"],
  ] as const)("as %s, %s", (kind, query, id) => {
    const found = library.lookup.find(kind, query);
    expect(found).toMatchObject({ type: "item", item: { id: `palmyra-2015/${id}` } });
  });

  test.each([
    "King City",
    "Palm Desert",
    "Centreville",
    "Northview",
    "Human Rights Watch",
    "What is the meaning of life?",
    "how do u get nitro",
    "hama city",
    "الصين",
    "Hajjah",
    "Syrian Network for Human Rights",
    "jaysh al islam",
  ])("%s is not held", (query) => {
    for (const kind of ["event", "place", "actor", "question"] as const)
      expect(isAnswered(library.lookup.find(kind, query)), kind).toBe(false);
  });
});

test.each([
  ["actor", "Who put the number of killed at 168?", "actor:sohr"],
  ["actor", "Who left the prayer books in Russian?", "actor:chechen-fighters"],
  ["place", "Which checkpoint did the government re-secure?", "place:muktab-al-dour-checkpoint"],
] as const)(
  "%s: for %s, whom or what it asks for is suggested first, as what is close",
  (kind, query, id) => {
    const [first] = library.lookup.complete(kind, query);
    expect(first).toMatchObject({ item: { id: `palmyra-2015/${id}` }, closest: true });
  },
);
