import type { APIInteraction } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { completing } from "../../commands/shared.ts";
import type { Card } from "../../src/cards/card.ts";
import { itemTitle } from "../../src/cards/parts.ts";
import type { Answer } from "../../src/command.ts";
import { createDispatch } from "../../src/dispatch.ts";
import { itemsOf } from "../../src/dossier/catalogue.ts";
import { linesOf, quotedExcerpts } from "../cards/every-card.ts";
import { dossier, library } from "../cards/library.ts";
import { slashInteraction } from "../support/interactions.ts";
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
 * The item whose card it is, or the first that is offered where the name is that of another kind; null for the card
 * that says that there is none.
 */
function answered({ command }: Lookup, card: Card): string | null {
  const [title] = card.blocks;
  const text = title?.type === "title" ? title.text : "";
  if (card.privateOnly && text.endsWith("in this dossier.")) return null;
  if (card.privateOnly) {
    const [offered] = card.buttons.flat();
    return offered && "action" in offered && offered.action.type === "open"
      ? offered.action.id
      : `a notice: ${text}`;
  }
  if (command === "search") return quotedExcerpts(card)[0]?.id ?? "no result";
  const kind = commandOption[command].kind;
  const item = itemsOf(dossier).find((each) => each.kind === kind && itemTitle(each) === text);
  return item?.id ?? `another card: ${text}`;
}

test("there are at least eighty", () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(80);
  expect(scenarios.filter(({ first }) => first === null).length).toBeGreaterThanOrEqual(10);
});

test.each(scenarios)("/$command $query", async (scenario) => {
  expect(answered(scenario, await cardOf(typing(scenario)))).toBe(scenario.first);
});

test("a name is told as it was typed, not in another script that sounds the same", () => {
  const found = library.lookup.find("place", "palmyra");
  expect(found).toMatchObject({ type: "item", matched: "Palmyra" });
});

describe("a similar name, a different thing", () => {
  const saidOf = async (command: "event" | "search", text: string): Promise<string[]> => {
    const options = command === "search" ? { text } : { name: text };
    const card = await cardOf(slashInteraction({ name: command, options }));
    const lines = card.blocks.flatMap(linesOf).map((line) => line.join(""));
    const from = lines.indexOf("A similar name, a different thing:");
    return from < 0
      ? []
      : lines
          .slice(from + 1)
          .filter((line) => line.includes(" · "))
          .slice(0, 1);
  };

  test.each(["isis in libya", "did isis bomb paris", "who leads isil and isis"])(
    "is not said of what the sentences themselves call so: %s",
    async (text) => {
      expect(await saidOf("event", text)).toEqual([]);
      expect(await saidOf("search", `${text} mosul`)).toEqual([]);
    },
  );

  test("is said of what is only spelt like it", async () => {
    expect(await saidOf("event", "ain sokhna")).toEqual(["Al-Sukhnah · town"]);
  });
});

describe("bold in what /search finds", () => {
  const boldOf = async (text: string): Promise<string[]> => {
    const { blocks } = await cardOf(slashInteraction({ name: "search", options: { text } }));
    return blocks.flatMap((block) =>
      block.type === "quotation"
        ? block.bold.map(([start, end]) => block.excerpt.exact.slice(start, end))
        : [],
    );
  };

  test.each([
    // Every word that matched, in whatever form English gives it …
    ["fled", ["fled", "flee"]],
    ["goverment", ["government", "government"]],
    // … and none that only looks like one.
    ["united states", ["United", "States"]],
  ])("%s", async (text, expected) => expect(await boldOf(text)).toEqual(expected));
});

test.each(["sanaa", "ain sokhna", "palma"])("%s, which is elsewhere, suggests nothing", (typed) => {
  expect(library.lookup.complete("place", typed)).toEqual([]);
});

describe("where nothing of the kind answers", () => {
  const choices = (typed: string) =>
    completing("place")(typed, library).map(({ name, value }) => [name, value]);

  test("what the card offers is suggested, with a mark", () => {
    const found = library.lookup.find("place", "giraffes near the hospital");
    expect(found).toMatchObject({ type: "nothing" });
    expect(choices("giraffes near the hospital")).toContainEqual([
      "Nearest: National Hospital (Al-Sukhnah)",
      "palmyra-2015/place:national-hospital",
    ]);
  });

  test("sent back as text, it opens what it names", () => {
    const found = library.lookup.find("place", "Nearest: National Hospital (Al-Sukhnah)");
    expect(found).toMatchObject({ type: "item", item: { id: "palmyra-2015/place:national-hospital" } });
  });

  test("places of what answers are suggested", () => {
    expect(choices("khaled al-asaad beheaded")[0]?.[0]).toMatch(/^Nearest: /);
  });
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
      expect(found.every(({ item }) => item.kind === commandOption[command].kind)).toBe(true);
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

test("a name of another kind leads there, and to what belongs to it", async () => {
  const card = await cardOf(typing({ command: "event", query: "tadmur" }));
  expect(card.privateOnly).toBe(true);
  const buttons = card.buttons.flat().map(({ label }) => label);
  expect(buttons).toContain("Palmyra");
  const offered = card.select?.options.map(({ value }) => value) ?? [];
  expect(offered).toContain("palmyra-2015/place:palmyra");
  expect(offered).toContain("palmyra-2015/event:capture-of-palmyra");
});

describe("what is near is told by how it is near", () => {
  const alike = "A similar name, a different thing:";
  const nearest = "Nearest of what is held:";

  /** The titles below each label of a card. */
  async function listed(lookup: Lookup): Promise<Record<string, string[]>> {
    const { blocks, privateOnly } = await cardOf(typing(lookup));
    expect(privateOnly).toBe(true);
    const under: Record<string, string[]> = {};
    blocks.forEach((block, index) => {
      const [label] =
        blocks[index - 1]?.type === "title" ? [] : linesOf(blocks[index - 1] ?? { type: "rule" }).flat();
      if (block.type === "list") under[String(label)] = block.items.map(([title]) => String(title));
    });
    return under;
  }

  test.each([
    ["place", "russia", {}],
    ["actor", "free syrian army", { [alike]: ["Government forces and the Army"] }],
    [
      "place",
      "sednaya prison",
      { [nearest]: ["Executed, killed, detained: figures given", "Figures from SOHR and state TV"] },
    ],
    [
      "search",
      "unicorn civilians",
      {
        [nearest]: ["civilians", "Civilians and monuments, Palmyra", "Evacuation of civilians: statements"],
      },
    ],
    ["place", "ain sokhna", { [alike]: ["Al-Sukhnah"] }],
    ["place", "damascus", {}],
  ] as const)("/%s %s", async (command, query, expected) => {
    expect(await listed({ command, query })).toEqual(expected);
  });

  test("what is spelt like it stands apart from what is only near", async () => {
    const found = await listed({ command: "place", query: "palmyre airport" });
    expect(found[alike]).toEqual(["Palmyra"]);
    expect(found[nearest]).not.toContain("Palmyra");
  });

  test.each([
    ["event", "tadmur", "It names an entry of another kind:"],
    ["actor", "united states", "Nearest among the entries of other kinds:"],
    ["actor", "huwwarinn", "Nearest among the entries of other kinds:"],
  ] as const)("/%s %s, of another kind", async (command, query, label) => {
    const [title] = (await cardOf(typing({ command, query }))).blocks;
    expect(title).toMatchObject({ type: "title", lines: [[label]] });
  });
});

test("a blank required field gives the list, and a blank topic the questions", async () => {
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
  test.each(["حوران", "تدمير", "بستان", "Los Andes", "La Place", "Villanueva de la Fuente", "Mahin Jordan"])(
    "%s is not held",
    (query) => expect(library.lookup.find("place", query).type).toBe("nothing"),
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
    ["place", "pub square", "place:public-square"],
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
      expect(library.lookup.find(kind, query).type, kind).toBe("nothing");
  });
});

test.each([
  ["actor", "Who put the number of killed at 168?", "actor:sohr"],
  ["actor", "Who left the prayer books in Russian?", "actor:chechen-fighters"],
  ["actor", "Who reported that civilians were not evacuated?", "actor:residents"],
  ["place", "Which checkpoint did the government re-secure?", "place:muktab-al-dour-checkpoint"],
  ["place", "Where was the execution video with the teenagers filmed?", "place:palmyra-theatre"],
] as const)("%s: %s leads to another kind, first to whom or what it asks for", (kind, query, id) => {
  const found = library.lookup.find(kind, query);
  expect(found.type).toBe("otherKind");
  if (found.type === "otherKind") expect(found.related[0]?.id).toBe(`palmyra-2015/${id}`);
});
