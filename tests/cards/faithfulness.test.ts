import { ComponentType } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import type { Block, Card, Line } from "../../src/cards/card.ts";
import { yearBasis } from "../../src/cards/dates.ts";
import { itemTitle, kindLine, neighboursNote, nobodyNamed } from "../../src/cards/parts.ts";
import { valueId } from "../../src/cards/results.ts";
import { typographic } from "../../src/cards/typography.ts";
import { toMessage } from "../../src/discord/message.ts";
import { type Claim, type Excerpt, entriesOf, itemsOf, type Question } from "../../src/dossier/catalogue.ts";
import {
  buttonsOf,
  contentCards,
  controlWords,
  everyCard,
  fragmentsOf,
  linesOf,
  noticeCards,
  ownWords,
  picturedCards,
  quotationsOf,
  quotedExcerpts,
  type Shown,
  sentTexts,
  spansOf,
} from "./every-card.ts";
import { dossier, library, source } from "./library.ts";

/*
 * The rules on how a card may speak, held against every card of the bundled dossier. A failure names the cards.
 */

const content = contentCards(library.catalogue);
const notices = noticeCards(library.catalogue);
const all = everyCard(library.catalogue);
const questionCards = content.filter(({ item }) => item?.kind === "question");
const eventCards = content.filter(({ item }) => item?.kind === "event");
const statementCards = all.filter(({ card }) => card.blocks.some(({ type }) => type === "statements"));
const dates = [
  ...dossier.claims.flatMap(({ date }) => date ?? []),
  ...dossier.events.flatMap(({ happened, reported }) => [happened ?? [], reported ?? []].flat()),
];

/** Names every card on which `wrong` finds something, with what it found. */
function expectNone(cards: readonly Shown[], wrong: (card: Card, shown: Shown) => readonly unknown[]) {
  expect(cards.length).toBeGreaterThan(0);
  const found = cards.flatMap((shown) => wrong(shown.card, shown).map((what) => `${shown.what}: ${what}`));
  expect([...new Set(found)].slice(0, 20)).toEqual([]);
}

/** What a person reads of a line: no markdown, fragments in quotation marks. */
function plain(line: Line): string {
  return line
    .map((span) => {
      if (typeof span === "string") return span;
      if ("quoted" in span) return `“${span.quoted}”`;
      if ("strong" in span) return span.strong;
      return "name" in span ? span.name : "";
    })
    .join("");
}

function plainText(card: Card): string {
  return card.blocks.flatMap(linesOf).map(plain).join("\n");
}

function statementsOf(card: Card): readonly (readonly Line[])[] {
  return card.blocks.flatMap((block) => (block.type === "statements" ? block.statements : []));
}

/** A statement as a card shows it, with its claim and what it says of it; the lines it points to stand in for a pointer. */
interface Statement {
  readonly claim: Claim;
  readonly own: string;
  readonly about: string;
}

/** Every statement of a card on questions, on its own or on a message. */
function statedOn({ card, item }: Shown): Statement[] {
  let question = item?.kind === "question" ? item : undefined;
  return card.blocks.flatMap((block) => {
    if (block.type === "text") {
      const title = /^[A-C]\. (.+)$/.exec(plain(block.lines[0] ?? []))?.[1];
      question = dossier.questions.find((each) => each.title === title) ?? question;
    }
    if (block.type !== "statements") return [];
    const aboutOf = (lines: readonly Line[]) => lines.slice(1).map(plain).join("\n");
    return block.statements.map((lines) => {
      const own = plain(lines[0] ?? []);
      const claim = question?.claims[Number(own.split(" ", 1)[0]) - 1];
      if (claim === undefined) throw new Error(`no claim for ${own}`);
      const about = aboutOf(lines);
      const pointed = /^speaker and rest as in (\d+)/.exec(about)?.[1];
      const target = block.statements.find(([first = []]) => plain(first).startsWith(`${pointed} `));
      return { claim, own, about: target ? `${about}\n${aboutOf(target)}` : about };
    });
  });
}

/** Discord's markdown, without its marks. */
function unescaped(markdown: string): string {
  return markdown
    .replace(/(?<!\\)(?:\*\*|\|\|)/g, "")
    .replace(/\\([\\*_~`|[\]<#>+.)-])/g, "$1")
    .replace(/[\u2066-\u2069]/g, "");
}

function numbersIn(text: string): number[] {
  return (text.match(/\d+(?:,\d{3})*/g) ?? []).map((number) => Number(number.replaceAll(",", "")));
}

test("every entry and excerpt has a card, and lists, timelines, results and notices have theirs", () => {
  const opened = new Set(content.flatMap(({ item }) => item?.id ?? []));
  expect(itemsOf(dossier).filter(({ id }) => !opened.has(id))).toEqual([]);
  expect(all.length).toBeGreaterThan(500);
});

describe("quotations", () => {
  test("a fragment is verbatim, and its whole excerpt stands on the same card", () => {
    expectNone(all, (card, { item }) => {
      const whole = quotedExcerpts(card).map(({ exact }) => exact);
      // An event that only the source's title names has no sentence; the title stands in the source line.
      if (item?.kind === "event" && item.eventType === "title") whole.push(dossier.source.title);
      return fragmentsOf(card).filter(
        (words) =>
          words.trim() === "" || !source.includes(words) || !whole.some((text) => text.includes(words)),
      );
    });
  });

  test("a whole excerpt equals the source's bytes, once, when it is sent", () => {
    expectNone(content, (card) => {
      const quotes = sentTexts(card)
        .flatMap((text) => text.match(/^> .*(?:\n> .*)*/gm) ?? [])
        .map((quote) => unescaped(quote.replace(/^> /gm, "")));
      const missing = quotedExcerpts(card).filter(({ exact }) => !quotes.includes(`“${exact}”`));
      const invented = quotes.filter((quote) => !source.includes(quote.slice(1, -1)));
      const extra = quotes.length === quotedExcerpts(card).length ? [] : [`${quotes.length} quotes`];
      return [...missing.map(({ id }) => id), ...invented, ...extra];
    });
  });

  test("whatever stands in quotation marks is the source's, its title included", () => {
    const straight = (text: string) => [...text.matchAll(/"([^"]+)"/g)].map(([, words = ""]) => words);
    expectNone(all, (card) => [
      ...sentTexts(card)
        .flatMap((text) => [...unescaped(text).matchAll(/“([^”]*)”/g)])
        .map(([, words = ""]) => words)
        .filter((words) => !source.includes(words)),
      ...card.blocks
        .filter(({ type }) => type !== "code")
        .flatMap(linesOf)
        .flatMap((line) => straight(plain(line)))
        .filter((words) => !source.includes(words)),
    ]);
  });

  test("each stands alone in its Text Display, at most five a page, none twice", () => {
    expectNone(all, (card) => {
      const excerpts = quotedExcerpts(card);
      const crowded = sentTexts(card).filter((text) => (text.match(/^> “/gm) ?? []).length > 1);
      return [
        ...crowded,
        ...(excerpts.length > 5 ? [`${excerpts.length} excerpts`] : []),
        ...(new Set(excerpts).size < excerpts.length ? ["one twice"] : []),
      ];
    });
  });

  test("none stands in a button, a select or an option", () => {
    const titles = new Set(itemsOf(dossier).map(itemTitle));
    const words = (label: string) => label.split(/\s+/).length;
    const known = (label: string) =>
      (words(label) <= 5 && !/["“”]/.test(label)) ||
      titles.has(label) ||
      titles.has(label.replace(/^Not this: /, "")) ||
      dossier.startWith.some((start) => start.label === label);
    expectNone(all, (card) => [
      ...buttonsOf(card)
        .map(({ label }) => label)
        .filter((label) => !known(label)),
      ...(card.select?.options ?? [])
        .filter(({ value, label, description }) => {
          const item = library.catalogue.get(valueId(value));
          return item === undefined || label !== itemTitle(item) || description !== kindLine(item);
        })
        .map(({ label }) => label),
      ...controlWords(card).filter((text) => /[“”]/.test(text)),
    ]);
  });

  test("bold is said to be added, and only then", () => {
    expectNone(content, (card) => {
      const bold = quotationsOf(card).some((block) => block.bold.length > 0);
      return bold === plainText(card).includes("Bold added") ? [] : [bold ? "bold" : "no bold"];
    });
  });
});

describe("who says it", () => {
  test("a question that one claimant answers opens with the banner; another never has it", () => {
    expectNone(questionCards, (card, { item }) => {
      const question = item as Question;
      const claimants = new Set(question.claims.map(({ claimant }) => claimant?.actor.id ?? "nobody"));
      const notice = card.blocks.findIndex(({ type }) => type === "notice");
      const quoted = card.blocks.findIndex(({ type }) => type === "quotation" || type === "statements");
      if (claimants.size > 1) return notice === -1 ? [] : ["a banner"];
      return notice !== -1 && notice < quoted ? [] : ["no banner above"];
    });
    expect(questionCards.some(({ card }) => card.blocks.some(({ type }) => type === "notice"))).toBe(true);
  });

  test("a statement's event has the banner where its questions have it", () => {
    const oneSided = eventCards.filter(
      ({ item }) =>
        item?.kind === "event" &&
        item.eventType === "statement" &&
        item.excerpts.flatMap(({ claims }) => claims).every(({ question }) => question?.oneSided === true),
    );
    expectNone(oneSided, (card) => {
      const at = (type: string) => card.blocks.findIndex((block) => block.type === type);
      return at("notice") !== -1 && at("notice") < at("facts") && at("notice") < at("quotation")
        ? []
        : ["none"];
    });
  });

  test("the banner names nobody", () => {
    const names = dossier.actors.flatMap(({ title, names }) => [title, ...names]);
    expectNone(content, (card) =>
      card.blocks
        .filter((block) => block.type === "notice")
        .map((block) => plain([block.strong, ...block.line]))
        .filter((text) => !text.startsWith("One side only.") || names.some((name) => text.includes(name))),
    );
  });

  test("claims stand in the order of the source, numbered through, and the card says so", () => {
    const order = (question: Question) =>
      question.claims.map((claim) => {
        const start = claim.excerpt.exact.indexOf(claim.words);
        const figure = claim.excerpt.exact.indexOf(claim.quantity?.words ?? claim.words, start);
        return source.indexOf(claim.excerpt.exact) + figure;
      });
    for (const question of dossier.questions) {
      const positions = order(question);
      expect(positions, question.id).toEqual(positions.toSorted((a, b) => a - b));
      const shown = questionCards
        .filter(({ item }) => item === question)
        .flatMap(({ card }) => card.blocks)
        .flatMap((block) => (block.type === "statements" ? block.statements : []))
        .map(([own = []]) => plain(own));
      expect(shown.map((own) => Number(own.split(" ", 1)[0]))).toEqual(question.claims.map((_, i) => i + 1));
      shown.forEach((own, index) => {
        const claim = question.claims[index];
        const held = [claim?.words, claim?.quantity?.words].some(
          (words) => words && own.includes(`“${words}”`),
        );
        expect(held || claim?.excerpt.graphic !== null, `${question.id} ${own}`).toBe(true);
      });
    }
    expectNone(questionCards, (card) =>
      plainText(card).includes("Order of the source") && plainText(card).includes("from ONE article")
        ? []
        : ["unsaid"],
    );
  });

  test("the claimant's place is never empty: its words, or that nobody is named", () => {
    // Above the sentences where the card has a field or a list for it, else in the sentence's own heading.
    const above = (card: Card) =>
      card.blocks.flatMap((block) => {
        if (block.type === "statements") return block.statements.flat().map(plain);
        if (block.type !== "facts") return [];
        return block.facts.filter(({ label }) => label === "Said by").map(({ value }) => plain(value));
      });
    expectNone(all, (card, { item }) =>
      quotationsOf(card)
        .filter(({ excerpt, heading }) => {
          const fields = above(card).join("\n");
          const own = plain(heading);
          const said = /nobody named|“/.test(own) ? own : fields;
          const stated =
            item?.kind === "question"
              ? excerpt.claims.filter(({ question }) => question === item)
              : excerpt.claims;
          const silent = stated.length === 0 || stated.some(({ claimant }) => claimant === null);
          const speakers = stated.flatMap(({ claimant }) => claimant?.words ?? []);
          return (
            (silent && !said.includes(nobodyNamed)) ||
            (said === own && said.includes(nobodyNamed) !== silent) ||
            speakers.some((words) => !said.includes(`“${words}”`))
          );
        })
        .map(({ excerpt }) => excerpt.id),
    );
    expectNone(questionCards, (card) =>
      card.blocks
        .flatMap((block) => (block.type === "statements" ? block.statements : []))
        .map((lines) => lines.map(plain).join("\n"))
        .filter(
          (text) =>
            !/said by “.+”|said by: nobody named|said by the same|speaker and rest as in \d/.test(text),
        ),
    );
    expectNone(statementCards, (_card, shown) =>
      statedOn(shown)
        .filter(({ claim, about }) => claim.claimant === null && !about.includes(nobodyNamed))
        .map(({ own }) => own),
    );
    expectNone(questionCards, (card, { item }) => {
      const claims = (item as Question).claims;
      return statementsOf(card)
        .filter((lines) => plain(lines[1] ?? []).startsWith("said by the same"))
        .map((lines) => Number(plain(lines[0] ?? []).split(" ", 1)[0]) - 1)
        .filter((index) => claims[index]?.claimant?.words !== claims[index - 1]?.claimant?.words);
    });
    expectNone(all, (card) =>
      card.blocks
        .flatMap((block) => (block.type === "facts" ? block.facts : []))
        .filter(({ value }) => plain(value).trim() === "")
        .map(({ label }) => label),
    );
  });

  test("a statement that points to another for the rest has all of it alike", () => {
    const rest = ({ claimant, verbOfSaying, hedges, date, footnotes, leavesOpen, excerpt }: Claim) =>
      JSON.stringify([claimant?.words, verbOfSaying, hedges, date, footnotes, leavesOpen, excerpt.id]);
    let pointing = 0;
    expectNone(statementCards, (_card, shown) => {
      const stated = statedOn(shown);
      return stated.filter(({ claim, about }) => {
        const pointed = /^speaker and rest as in (\d+)/.exec(about)?.[1];
        if (pointed === undefined) return false;
        pointing += 1;
        const target = claim.question?.claims[Number(pointed) - 1];
        return (
          target === undefined || rest(target) !== rest(claim) || /^speaker/m.test(about.split("\n")[1] ?? "")
        );
      });
    });
    expect(pointing).toBeGreaterThan(0);
  });

  test("a statement has its hedges beside it, with the words that they hedge", () => {
    expect(dossier.claims.filter(({ hedges }) => hedges.length > 0).length).toBeGreaterThan(5);
    expectNone(statementCards, (_card, shown) =>
      statedOn(shown)
        .filter(({ claim: { hedges }, about }) => {
          const said = hedges.map((hedge) => `“${hedge}”`).join(", ");
          return hedges.length === 0 ? about.includes("hedged:") : !about.includes(`hedged: ${said}`);
        })
        .map(({ own }) => own),
    );
    const hedgedOn = (id: string) =>
      questionCards
        .flatMap(statedOn)
        .filter(({ claim }) => claim.id === id)
        .map(({ about }) => /hedged: ((?:“[^”]+”(?:, )?)+)/.exec(about)?.[1]);
    expect(hedgedOn("c14")).toEqual(["“appearing to be in their teens”"]);
    expect(hedgedOn("c16")).toEqual(["“Purportedly”"]);
    expect(hedgedOn("c16b")).toEqual(["“Purportedly”, “would potentially”"]);
  });

  test("a statement kept short, since its sentence is graphic, says so; no other is kept short", () => {
    expectNone(statementCards, (_card, shown) =>
      statedOn(shown)
        .filter(({ claim: { words, excerpt }, own }) =>
          excerpt.graphic === null
            ? !own.includes(`“${words}”`) || own.includes("graphic passage")
            : !/(?:rest|in the sentence) below: graphic passage$/.test(own),
        )
        .map(({ own }) => own),
    );
  });

  test("two statements with the same words are led by what each counts", () => {
    expectNone(statementCards, (_card, shown) => {
      const owns = statedOn(shown)
        .filter(({ claim }) => claim.quantity !== null || claim.excerpt.graphic === null)
        .map(({ own }) => own.replace(/^\d+ +/, ""));
      return owns.filter((own, index) => owns.indexOf(own) !== index);
    });
    const figures = statedOn(
      questionCards.find(({ what }) => what.endsWith("jazal-oil-field-figures")) as Shown,
    );
    expect(figures.map(({ own }) => own)).toEqual([
      "1  “clashes took place at the nearby Jazal oil field between 18 and 20 May”",
      "2  “48 soldiers”: “leaving 48 soldiers and 30 ISIL militants dead”",
      "3  “30 ISIL militants”: “leaving 48 soldiers and 30 ISIL militants dead”",
    ]);
  });

  test("who says an event's sentences stands in the order of the source", () => {
    expectNone(eventCards, (card) => {
      const said = plain(
        card.blocks
          .flatMap((block) => (block.type === "facts" ? block.facts : []))
          .find(({ label }) => label === "Said by")?.value ?? [],
      );
      const speakers = quotedExcerpts(card)
        .flatMap(({ claims }) => claims)
        .map(({ claimant }) => (claimant === null ? nobodyNamed : `“${claimant.words}”`));
      const places = [...new Set(speakers)].map((speaker) => said.indexOf(speaker));
      return places.join() === places.toSorted((a, b) => a - b).join() && !places.includes(-1) ? [] : [said];
    });
  });

  test("who is named in an event's sentence stands in the order of the source", () => {
    const jazal = eventCards.find(({ what }) => what.endsWith("jazal-oil-field")) as Shown;
    expect(plainText(jazal.card)).toMatch(/As named.*“48 soldiers” ‡, “30 ISIL militants” \(affected\)/s);
  });

  test("different things counted are said to be different", () => {
    expectNone(questionCards, (card, { item }) => {
      const quantities = (item as Question).claims.flatMap(({ quantity }) => quantity ?? []);
      const things = new Set(quantities.map(({ verb, counted }) => `${verb}/${counted}`));
      return things.size > 1 === plainText(card).includes("different things counted") ? [] : [...things];
    });
  });

  test("no figure is a sum, a difference or an average of what claimants give", () => {
    expectNone(questionCards, (card, { item }) => {
      const figures = (item as Question).claims.flatMap(({ quantity }) =>
        quantity === null
          ? []
          : [quantity.low, quantity.best, quantity.high].filter((value) => value !== null),
      );
      const distinct = [...new Set(figures)];
      const made = distinct.flatMap((a) =>
        distinct.filter((b) => b < a).flatMap((b) => [a + b, a - b, (a + b) / 2]),
      );
      made.push(distinct.reduce((sum, figure) => sum + figure, 0));
      const own = ownWords(card).flatMap((words) => numbersIn(words));
      return distinct.length < 2 ? [] : made.filter((figure) => figure > 31 && own.includes(figure));
    });
  });

  test("an actor is quoted as what it stands in each sentence, and a grouping is said to be one", () => {
    const roles = {
      doing: "as doing",
      affected: "as affected",
      saidBy: "as who says it",
      mentioned: "as mentioned",
    };
    expectNone(
      content.filter(({ item }) => item?.kind === "actor"),
      (card, { item }) =>
        quotationsOf(card).flatMap(({ excerpt, notes }) => {
          const said = notes.map(plain);
          const mentions =
            item?.kind === "actor" ? item.mentions.filter((each) => each.excerpt === excerpt) : [];
          return mentions
            .filter(({ words, role, basis }) => {
              const line = said.find((text) => text.startsWith(`“${words}” ${roles[role]}`));
              return line === undefined || (basis !== "named") !== /grouped here under .+ ‡$/.test(line);
            })
            .map(({ words }) => `${excerpt.id} ${words}`);
        }),
    );
  });
});

describe("footnotes", () => {
  test("a claim has its own alone", () => {
    for (const { claim, about } of questionCards.flatMap(statedOn)) {
      const shown = [...about.matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number));
      expect(shown, claim.id).toEqual(claim.footnotes.map(({ number }) => number));
      expect(about.includes("no footnote"), claim.id).toBe(shown.length === 0);
    }
    // Where each stands is said with its sentence.
    expectNone(statementCards, (card, shown) => {
      const notes = quotationsOf(card).flatMap((block) => block.notes.map(plain));
      const repeated = plainText(card).includes("the sentence is quoted above");
      return statedOn(shown)
        .flatMap(({ claim }) => claim.footnotes)
        .filter(
          ({ number, after }) =>
            !notes.some((note) => note.includes(`[${number}]`) && note.includes(`“${after}”`)),
        )
        .filter(() => !repeated)
        .map(({ number }) => number);
    });
    const last = dossier.claims.find(({ id }) => id === "c13c");
    expect(last?.footnotes).toEqual([]);
    const [figures] = questionCards.filter(({ item }) => item === last?.question);
    const statement = figures && statementsOf(figures.card)[3];
    const text = statement?.map(plain).join("\n") ?? "";
    expect(text).toContain("400 people had been executed");
    expect(text).toContain("no footnote");
  });

  test("a marker that opens a line of the source is never shown with the sentence behind it", () => {
    expect(dossier.excerpts.flatMap(({ leadingMarkers }) => leadingMarkers)).toContain(13);
    expectNone(all, (card) => {
      const excerpts = quotedExcerpts(card);
      const owned = new Set(
        excerpts.flatMap(({ footnotes, footnotesByAdjacency }) => [
          ...footnotes.map(({ number }) => number),
          ...(footnotesByAdjacency?.numbers ?? []),
        ]),
      );
      const shown = [
        ...sentTexts(card)
          .map(unescaped)
          .join("\n")
          .matchAll(/\[(\d+)\]/g),
      ];
      return shown.map(([, number]) => Number(number)).filter((number) => !owned.has(number));
    });
  });

  test("what nobody read is said to be unchecked", () => {
    expectNone(
      content.filter(({ item }) => item?.kind === "excerpt"),
      (card, { item }) => {
        const value = card.blocks
          .flatMap((block) => (block.type === "facts" ? block.facts : []))
          .find(({ label }) => label === "Footnotes")?.value;
        const said = plain(value ?? []);
        const numbers = item?.kind === "excerpt" ? item.footnotes : [];
        return numbers.filter(
          ({ number, after }) => !said.includes(`[${number}] after “${after}”, not checked`),
        );
      },
    );
    expectNone(questionCards, (card) =>
      plainText(card).includes("Footnotes not checked") ? [] : ["unsaid"],
    );
  });
});

describe("graphic passages", () => {
  const graphic = dossier.excerpts.filter((excerpt) => excerpt.graphic !== null);

  test("stand behind a spoiler wherever they are shown, with a note of what they describe", () => {
    expect(graphic.length).toBeGreaterThan(0);
    expectNone(content, (card) => {
      const lines = sentTexts(card).flatMap((text) => text.split("\n"));
      return quotationsOf(card)
        .filter(({ excerpt }) => excerpt.graphic !== null)
        .filter(({ excerpt, heading }) => {
          const quote = lines.filter((line) => unescaped(line) === `> “${excerpt.exact}”`);
          const hidden = quote.every((line) => line.startsWith("> ||“") && line.endsWith("”||"));
          return quote.length === 0 || !hidden || !plain(heading).includes(`content: ${excerpt.graphic}`);
        })
        .map(({ excerpt }) => excerpt.id);
    });
  });

  test("no words of theirs stand outside of it but figures, names, dates and who says it", () => {
    const allowed = (excerpt: Excerpt) => [
      ...excerpt.claims.flatMap(({ quantity, claimant, verbOfSaying, hedges, date, footnotes }) => [
        ...(quantity ? [quantity.words, quantity.verb, quantity.counted] : []),
        claimant?.words ?? "",
        verbOfSaying ?? "",
        date?.words ?? "",
        ...hedges,
        ...footnotes.map(({ after }) => after),
      ]),
      ...excerpt.events.flatMap(({ happened, reported }) => [happened?.words ?? "", reported?.words ?? ""]),
      ...[...excerpt.places, ...excerpt.actors].map(({ words }) => words),
      ...excerpt.footnotes.map(({ after }) => after),
      ...excerpt.chargedWords,
      excerpt.opensWith?.words ?? "",
    ];
    expectNone(all, (card) => {
      const shown = quotedExcerpts(card);
      const open = shown.filter((excerpt) => excerpt.graphic === null);
      const fragments = fragmentsOf(card).filter((words) => !open.some(({ exact }) => exact.includes(words)));
      const permitted = shown.filter((excerpt) => excerpt.graphic !== null).flatMap(allowed);
      return fragments.filter(
        (words) => !permitted.includes(words) && words !== dossier.source.title.slice(19, -1),
      );
    });
  });

  test("how somebody was killed is in no title, label, field or note", () => {
    const words = /behead|shot-to-the-head|\bhung\b|\bbody on\b|\beach executing\b/i;
    expectNone(all, (card) => [
      ...ownWords(card).filter((text) => words.test(text)),
      ...fragmentsOf(card).filter((text) => words.test(text)),
    ]);
  });
});

describe("words", () => {
  test("a sentence that leans on another is noted, and the one it refers to stands with it", () => {
    expectNone(all, (card, { item }) =>
      quotationsOf(card)
        .filter(({ excerpt: { opensWith }, notes }) => {
          if (opensWith === null) return false;
          const rest =
            opensWith.refersTo === null
              ? ": refers to a sentence not held"
              : `: see ${opensWith.refersTo.id}`;
          return !notes.map(plain).includes(`opens with “${opensWith.words}”${rest}`);
        })
        .map(({ excerpt }) => excerpt.id)
        .concat(
          item?.kind === "excerpt" && item.opensWith?.refersTo
            ? quotedExcerpts(card).includes(item.opensWith.refersTo)
              ? []
              : ["without the sentence before"]
            : [],
        ),
    );
  });

  test("charged words stand in quotations only, with a note of whose they are", () => {
    const charged = [...new Set(dossier.excerpts.flatMap(({ chargedWords }) => chargedWords))];
    const holds = (text: string, words: string) =>
      new RegExp(`(?<![\\p{L}-])${words}(?![\\p{L}])`, "iu").test(text);
    expectNone(all, (card) => {
      const labels = [
        ...spansOf(card).flatMap((span) =>
          typeof span === "string" ? [span] : "strong" in span ? [span.strong] : [],
        ),
        ...controlWords(card),
      ].map((text) => text.replace(/"[^"]*"/g, ""));
      return labels.filter((text) => charged.some((words) => holds(text, words)));
    });
    expectNone(all, (card) =>
      quotationsOf(card)
        .filter(({ excerpt: { chargedWords }, notes }) => {
          const note = `${chargedWords.map((words) => `“${words}”`).join(", ")}: the source’s words`;
          return chargedWords.length > 0 && !notes.map(plain).includes(note);
        })
        .map(({ excerpt }) => excerpt.id),
    );
  });

  test("the bot weighs nothing and judges nothing", () => {
    const judging =
      /\b(?:vs\.?|versus|conflict(?:s|ing)?|contradict\w*|true|false|correct|incorrect|confirm\w*|debunk\w*|allegedly|so-called|in total|altogether|sum|average|likely|probabl\w*|massacre)\b|[✓✔✗✘√≠]|\p{Extended_Pictographic}/iu;
    expectNone(all, (card) => {
      const labels = spansOf(card).flatMap((span) =>
        typeof span === "string" ? [span] : "strong" in span ? [span.strong] : [],
      );
      return [...labels, ...controlWords(card)].filter((text) => judging.test(text));
    });
  });

  test("slugs and ids of entries are never visible", () => {
    const hidden = entriesOf(dossier).flatMap(({ id }) => [id, id.slice(id.indexOf("/") + 1)]);
    const slugs = hidden.map((id) => id.slice(id.indexOf(":") + 1)).filter((slug) => slug.includes("-"));
    const visible = [...new Set([...hidden, ...slugs])];
    expectNone(all, (card) => {
      const shown = [...sentTexts(card).map(unescaped), ...controlWords(card)].join("\n");
      return visible.filter((id) => new RegExp(`(?<![\\w-])${id}(?![\\w-])`).test(shown));
    });
  });
});

describe("dates", () => {
  test("an event says when it happened and when it was reported, or that it is not said", () => {
    // The event that is the dossier's own title has no sentence: it opens what the dossier covers.
    const withSentences = eventCards.filter(({ item }) => item?.kind === "event" && item.excerpts.length > 0);
    expect(withSentences.length).toBeGreaterThanOrEqual(eventCards.length - 1);
    expectNone(withSentences, (card) => {
      const facts = card.blocks.flatMap((block) => (block.type === "facts" ? block.facts : []));
      const value = plain(facts.find(({ label }) => label === "Happened")?.value ?? []);
      const field = "(?:not said|“[^”]+”, of .+)";
      return new RegExp(`^${field} · Reported: ${field}$`).test(value) ? [] : [value];
    });
  });

  test("where a date's own words hold no year, the card says where the year is from", () => {
    expect(dates.some((date) => yearBasis(date) !== null)).toBe(true);
    expectNone(all, (card) => {
      const text = plainText(card);
      return fragmentsOf(card).filter((words) => {
        const of = dates.filter((date) => date.words === words);
        return of.length > 0 && !of.some((date) => text.includes(yearBasis(date) ?? ""));
      });
    });
  });

  test("only dated entries are in an order of time", () => {
    const timelines = content.filter(({ what }) => what.startsWith("timeline"));
    expectNone(timelines, (card) => {
      const ids = (heading: string) => {
        const at = card.blocks.findIndex((block) =>
          linesOf(block).some((line) => plain(line).startsWith(heading)),
        );
        const list = at === -1 ? undefined : card.blocks[at + 1];
        return list?.type === "list" ? list.items.map(plain) : [];
      };
      const undated = ids("Undated").map((line) => /PAL-\d\d/.exec(line)?.[0] ?? "");
      return [
        ...ids("Dated").filter((line) => !/^(?:\d|[A-Z]).* \d{4} · .+ · (?:happened|reported): /.test(line)),
        ...(undated.join() === undated.toSorted().join() ? [] : [undated.join()]),
      ];
    });
    const whole = timelines.filter(({ what }) => what.startsWith("timeline of all, all"));
    const rows = whole.flatMap(({ card }) =>
      card.blocks.flatMap((block) => (block.type === "list" ? block.items : [])),
    );
    expect(rows).toHaveLength(dossier.events.filter(({ excerpts }) => excerpts.length > 0).length);
    expect(
      rows
        .map(plain)
        .slice(0, 4)
        .map((row) => row.split(" · ", 1)[0]),
    ).toEqual(["18–20 May 2015", "22 May 2015", "July 2015", "18 August 2015"]);
  });

  test("previous and next are said to be the source's order, not time's", () => {
    expectNone(content, (card) => {
      const beside = buttonsOf(card).filter(({ label }) => /^‹ PAL|PAL-\d\d ›$/.test(label));
      return beside.length > 0 &&
        !plainText(card).includes(neighboursNote) &&
        !plainText(card).includes("reference")
        ? ["unsaid"]
        : [];
    });
  });
});

test("a select of what to open has nothing chosen, so that each card shows its name again", () => {
  expectNone(all, (card) => {
    const sent = JSON.stringify(toMessage(card, { ephemeral: true }).components);
    const isNamed = card.select === null || card.select.placeholder !== "";
    return [...(isNamed ? [] : ["no name"]), ...(sent.includes('"default":') ? ["something is chosen"] : [])];
  });
});

test("topics and events are listed in the order of the source", () => {
  const lists = content.filter(({ what }) => /^list of (?:question|event)s/.test(what));
  const selects = content.filter(({ what }) => what === "about");
  expectNone([...lists, ...selects], ({ select }) => {
    const items = (select?.options ?? []).flatMap(
      ({ value }) => itemsOf(dossier).find(({ id }) => id === value) ?? [],
    );
    return ["question", "event"].filter((kind) => {
      const ids = items
        .filter((item) => item.kind === kind)
        .map((item) => (item.kind === "excerpt" ? item.id : (item.excerpts[0]?.id ?? "")));
      return ids.join() !== ids.toSorted().join();
    });
  });
});

test("only markers of sentences that are held are counted", () => {
  const about = content.find(({ what }) => what === "about");
  expect(plainText(about?.card as Card)).toContain("7 markers of these sentences, 0 checked by a reader.");
});

test("a page says which of a list it shows; the buttons that turn it do not, since there it reads as here", () => {
  const paged = content.filter(({ card }) =>
    buttonsOf(card).some(({ label }) => /^(?:Next|‹ Prev)/.test(label)),
  );
  expectNone(paged, (card) => [
    ...(/\d+–\d+ of \d+|page \d+ of \d+/.test(plainText(card)) ? [] : ["which page it is"]),
    ...controlWords(card).filter((label) => /^(?:Next|‹ Prev).*\d/.test(label)),
  ]);
});

test("quotation marks and apostrophes have one form in all but the source's own words", () => {
  const plainSource = source.replaceAll(/\s+/g, " ");
  const pictured = picturedCards(library.catalogue);
  expectNone([...all, ...pictured], (card) => {
    const { components } = toMessage(card, { ephemeral: true });
    const strings: string[] = [];
    JSON.stringify(components, (key, value) => {
      if (typeof value === "string" && key !== "custom_id" && key !== "value" && key !== "url")
        strings.push(value);
      return value;
    });
    return strings
      .map((text) =>
        text
          .replaceAll(/\*\*|\|\||\\|\u2068|\u2069/g, "")
          .replaceAll(/“([^”]*)”/g, (whole, inside) => (plainSource.includes(inside) ? "" : whole)),
      )
      .filter((text) => /["']/.test(text));
  });
  expect(pictured.flatMap(({ card }) => card.blocks).some(({ type }) => type === "picture")).toBe(true);
});

describe("what is not the article's", () => {
  test("a mark is explained on the card, and no mark is explained that is not there", () => {
    expectNone(content, (card) => {
      const lines = card.blocks.flatMap(linesOf).map(plain);
      return ["†", "‡"].filter((mark) => {
        const used = lines.some(
          (line) => line.includes(mark) && !line.startsWith(`${mark} `) && !line.includes(`marked ${mark}`),
        );
        return used !== lines.some((line) => line.startsWith(`${mark} `));
      });
    });
  });

  test("a point and its width are marked as the gazetteers'", () => {
    expectNone(content, (card) =>
      card.blocks
        .flatMap(linesOf)
        .map(plain)
        .filter((line) => /\d\.\d+ [NSEW]\b|\bwithin [\d.]+ km\b/.test(line) && !line.includes("†")),
    );
    const palmyra = content.find(({ what }) => what === "palmyra-2015/place:palmyra");
    expect(plainText(palmyra?.card as Card)).toMatch(/about 34\.56 N, 38\.2\d E, within 2 km †/);
  });

  test("a mention that is read into the words is marked as the dossier's reading", () => {
    expectNone(
      content.filter(({ item }) => item?.kind === "place"),
      (card, { item }) =>
        quotationsOf(card).flatMap(({ excerpt, notes }) => {
          const mentions =
            item?.kind === "place" ? item.mentions.filter((each) => each.excerpt === excerpt) : [];
          return mentions
            .filter(({ basis }) => basis !== "named")
            .filter(
              ({ words }) =>
                !notes.map(plain).some((note) => note.startsWith(`“${words}”: `) && note.includes("‡")),
            )
            .map(({ words }) => `${excerpt.id} ${words}`);
        }),
    );
    expectNone(eventCards, (card) => {
      const facts = card.blocks.flatMap((block) => (block.type === "facts" ? block.facts : []));
      const parties = plain(facts.find(({ label }) => label === "As named")?.value ?? []);
      return quotedExcerpts(card)
        .flatMap(({ actors }) => actors)
        .filter(({ basis, role }) => basis !== "named" && role !== "saidBy")
        .filter(({ words }) => !parties.includes(`“${words}” ‡`))
        .map(({ words }) => words);
    });
  });

  test("a place is said to be named wherever the sentence has a name that its title shows", () => {
    const wrong = dossier.places.flatMap(({ title, mentions }) =>
      mentions
        .filter(({ words, basis }) => basis !== "named" && title.toLowerCase().includes(words.toLowerCase()))
        .map(({ excerpt, words }) => `${excerpt.id} ${words}`),
    );
    expect(wrong).toEqual([]);
    const ruins = content.find(({ what }) => what === "palmyra-2015/place:ruins-of-palmyra");
    expect(plainText(ruins?.card as Card)).toContain(
      "Named in 2 of 17 sentences; meant, not named, in 2 more ‡",
    );
  });

  test("a bearing, a contrast or a workplace is no site", () => {
    expectNone(
      content.filter(({ item }) => item?.kind === "place"),
      (card, { item }) =>
        quotationsOf(card).flatMap(({ excerpt, notes }) => {
          const mentions =
            item?.kind === "place" ? item.mentions.filter((each) => each.excerpt === excerpt) : [];
          return mentions
            .filter(({ role }) => role !== "site")
            .filter(
              ({ role }) => !notes.map(plain).some((note) => note.includes(`as ${role}, not as the site`)),
            )
            .map(({ role }) => `${excerpt.id} ${role}`);
        }),
    );
  });
});

describe("every card", () => {
  test("opens with its title, and has one", () => {
    expectNone(all, (card) =>
      card.blocks[0]?.type === "title" && card.blocks.filter(({ type }) => type === "title").length === 1
        ? []
        : ["no title first"],
    );
  });

  test("ends with the source, its licence, the dossier and its version", () => {
    const plainNotices = ["stale", "unreadable", "failure"];
    const { licence, title } = dossier.source;
    expectNone(
      all.filter(({ what }) => !plainNotices.includes(what)),
      (card) => {
        const last = plain(card.blocks.flatMap(linesOf).at(-1) ?? []);
        return [title, "revision unknown", licence.name, `${dossier.id}, version ${dossier.version}`].filter(
          (part) => !last.includes(part),
        );
      },
    );
  });

  test("has a next step", () => {
    expectNone(all, (card) => {
      const enabled = buttonsOf(card).filter((button) => !("disabled" in button && button.disabled));
      return enabled.length > 0 || card.select !== null ? [] : ["none"];
    });
  });

  test("is private where it answers with nothing, and only there", () => {
    expectNone(notices, ({ privateOnly }) => (privateOnly ? [] : ["may be posted"]));
    expectNone(content, ({ privateOnly }) => (privateOnly ? ["may not be posted"] : []));
  });

  test("says of an absence that it means nothing", () => {
    expectNone(
      notices.filter(({ what }) => what.startsWith("nothing")),
      (card) =>
        plainText(card).includes("Not finding something here says nothing about it") ? [] : ["unsaid"],
    );
  });
});

describe("on a phone", () => {
  const columns = 40;

  /** A text as a phone shows it: every line of it counts, small ones and those between as well. */
  function phoneLines(card: Card): string[] {
    return toMessage(card, { ephemeral: true })
      .components.flatMap((part) => (part.type === ComponentType.Container ? part.components : []))
      .flatMap((part) => {
        if (part.type === ComponentType.Separator) return ["—"];
        if (part.type !== ComponentType.TextDisplay) return [];
        return part.content.split("\n").flatMap((line) => wrapped(line));
      });
  }

  function wrapped(markdown: string): string[] {
    const lines: string[] = [];
    for (const word of unescaped(markdown.replace(/^(?:-# |## |- )/, "")).split(" ")) {
      const last = lines.at(-1);
      if (last !== undefined && last.length + 1 + word.length <= columns)
        lines[lines.length - 1] += ` ${word}`;
      else lines.push(word);
    }
    return lines;
  }

  test("the fact begins within the first 12 lines: the sentence, the statement, or the first of a list", () => {
    expectNone(content, (card) => {
      const lines = phoneLines(card);
      const has = (type: Block["type"]) => card.blocks.some((block) => block.type === type);
      const listed = card.blocks.find(({ type }) => type === "list" || type === "facts" || type === "code");
      // A timeline of two things that no dated entry joins.
      if (!has("statements") && !has("quotation") && listed === undefined) return [];
      const opening = typographic(plain(listed ? (linesOf(listed)[0] ?? []) : []));
      const at = lines.findIndex((line) => {
        if (has("statements")) return /^\d+ {2}/.test(line);
        if (has("quotation")) return line.startsWith("> “");
        return opening !== "" && (line.startsWith(opening) || opening.startsWith(line));
      });
      return at >= 0 && at < 12 ? [] : [`line ${at + 1}`];
    });
  });

  test("a list of figures stands within the first 20 lines", () => {
    const figures = questionCards.filter(
      ({ item }) => item?.kind === "question" && item.claims.every(({ quantity }) => quantity !== null),
    );
    expectNone(figures, (card, { item }) => {
      const lines = phoneLines(card);
      const count = card.blocks.flatMap((block) =>
        block.type === "statements" ? block.statements : [],
      ).length;
      const at = lines.findIndex((line) => line.startsWith(`${count}  `));
      return item?.kind === "question" && count === item.claims.length && at >= 0 && at < 20
        ? []
        : [`line ${at + 1}`];
    });
  });
});
