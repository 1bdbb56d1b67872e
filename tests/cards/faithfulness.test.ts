import { describe, expect, test } from "vitest";
import type { Card, Line } from "../../src/cards/card.ts";
import { itemTitle, kindLine } from "../../src/cards/parts.ts";
import { valueId } from "../../src/cards/results.ts";
import { toMessage } from "../../src/discord/message.ts";
import { entriesOf, itemsOf, type Question } from "../../src/dossier/catalogue.ts";
import { english } from "../../src/messages/english.ts";
import { plain as plainIn } from "../../src/messages/message.ts";
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
  quotedExcerpts,
  type Shown,
  sentencesOf,
  sentTexts,
} from "./every-card.ts";
import { dossier, library, source } from "./library.ts";

/*
 * The rules on how a card may speak, held against every card of the bundled dossier. A failure names the cards.
 */

const content = contentCards(library.catalogue);
const notices = noticeCards(library.catalogue);
const all = everyCard(library.catalogue);
const faces = content.filter(
  ({ card, isDetails, what }) => !isDetails && !card.privateOnly && !what.endsWith("copied"),
);
const details = content.filter(({ isDetails }) => isDetails);

/** Names every card on which `wrong` finds something, with what it found. */
function expectNone(cards: readonly Shown[], wrong: (card: Card, shown: Shown) => readonly unknown[]) {
  expect(cards.length).toBeGreaterThan(0);
  const found = cards.flatMap((shown) => wrong(shown.card, shown).map((what) => `${shown.what}: ${what}`));
  expect([...new Set(found)].slice(0, 20)).toEqual([]);
}

/** What a person reads of a line: no markdown, fragments in quotation marks. */
function plain(line: Line): string {
  return plainIn(line, english);
}

function plainText(card: Card): string {
  return card.blocks.flatMap(linesOf).map(plain).join("\n");
}

/** The face of an entry, its first page. */
function faceOf(id: string): Card {
  return shownAs(`palmyra-2015/${id}`);
}

function detailsOf(id: string): Card {
  return shownAs(`palmyra-2015/${id}, details`);
}

function shownAs(name: string): Card {
  const found = content.find(({ what }) => what === name);
  if (found === undefined) throw new Error(`there is no card ${name}`);
  return found.card;
}

/** The block of a sentence on a card. */
function sentenceOn(card: Card, id: string) {
  const found = sentencesOf(card).find(({ excerpt }) => excerpt.id === id);
  if (found === undefined) throw new Error(`${id} is not on the card`);
  return {
    ...found,
    said: plain(found.speaker),
    warned: plain(found.caution),
    noted: found.notices.map(plain),
  };
}

function isDate(words: string): boolean {
  const dates = dossier.events.flatMap(({ happened, reported }) => [happened, reported]);
  return dates.some((date) => date?.words === words);
}

/** In a block to copy, the quotation itself. */
function isCopied(card: Card, words: string): boolean {
  return card.blocks.some(
    (block) =>
      block.type === "code" &&
      block.lines.some((line) =>
        dossier.excerpts.some(({ exact }) => plain(line) === `“${exact}”` && exact.includes(words)),
      ),
  );
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
  expect(details.length).toBeGreaterThan(100);
});

describe("quotations", () => {
  test("a fragment is verbatim, and its whole excerpt stands on the same card", () => {
    expectNone(all, (card, { item, isDetails, what }) => {
      const whole = quotedExcerpts(card).map(({ exact }) => exact);
      // Details of a place or an actor say by which words it is meant, sentence by sentence.
      const named = isDetails && (item?.kind === "place" || item?.kind === "actor") ? item.mentions : [];
      return fragmentsOf(card).filter(
        (words) =>
          words.trim() === "" ||
          !source.includes(words) ||
          !(
            whole.some((text) => text.includes(words)) ||
            named.some((mention) => mention.words === words) ||
            isCopied(card, words) ||
            // A timeline's dates stand in the text's words; each leads to its sentence.
            (what.startsWith("timeline") && isDate(words))
          ),
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

  test("none stands in a button, a select or an option; a title's quoted words may", () => {
    const titles = new Set(itemsOf(dossier).map(itemTitle));
    const words = (label: string) => label.split(/\s+/).length;
    const known = (label: string) => (words(label) <= 5 && !/["“”]/.test(label)) || titles.has(label);
    expectNone(all, (card) => [
      ...buttonsOf(card)
        .map(({ label }) => plainIn(label, english))
        .filter((label) => !known(label)),
      ...(card.select?.options ?? []).flatMap(({ value, label, description }) => {
        const item = library.catalogue.get(valueId(value));
        const isOther = value.endsWith("/about");
        const told = plainIn(description ?? "", english);
        if (isOther) return [];
        if (item === undefined || label !== itemTitle(item)) return [plainIn(label, english)];
        return told === plainIn(kindLine(item), english) ||
          /^(?:before|after) it in the source, not in time$/.test(told)
          ? []
          : [told];
      }),
    ]);
  });

  test("bold is said to be added, and only then", () => {
    expectNone(faces, (card) => {
      const bold = sentencesOf(card).some((block) => block.bold.length > 0);
      return bold === plainText(card).includes("bold added") ? [] : [bold ? "bold" : "no bold"];
    });
  });

  test("a claim in a list is one contiguous stretch, and the whole sentence stands below it", () => {
    const lists = all.flatMap(({ card }) =>
      card.blocks.flatMap((block) => (block.type === "claims" ? [{ card, items: block.items }] : [])),
    );
    expect(lists.length).toBeGreaterThan(0);
    for (const { card, items } of lists) {
      for (const { words } of items) {
        const quoted = words.flatMap((span) =>
          typeof span === "object" && "quoted" in span ? [span.quoted] : [],
        );
        expect(quoted.length).toBeLessThanOrEqual(1);
        for (const each of quoted) {
          expect(quotedExcerpts(card).filter(({ exact }) => exact.includes(each))).toHaveLength(1);
        }
      }
    }
  });
});

describe("who says it", () => {
  test("a sentence has its speaker below it, at normal size, in one form everywhere", () => {
    const form =
      /^(?:Said by “.+”|Said in part by “.+”, the rest by the article itself|Attributed to “.+”|Said by the article itself; no speaker named|Said by the article, “.+”; no speaker named)(?: \(.+\))? · PAL-\d\d$/;
    expectNone(all, (card) =>
      sentencesOf(card)
        .filter(({ speaker }) => speaker.length > 0)
        .map(({ speaker }) => plain(speaker))
        .filter((said) => !form.test(said)),
    );
    expectNone(all, (card) =>
      sentencesOf(card)
        .filter(({ speaker, excerpt }) => {
          const said = plain(speaker);
          const named = excerpt.claims.flatMap(({ claimant }) => claimant?.words ?? []);
          return said !== "" && named.some((words) => !said.includes(`“${words}”`));
        })
        .map(({ excerpt }) => excerpt.id),
    );
  });

  test("no dash or colon stands between a speaker and a quotation", () => {
    const speakers = [...new Set(dossier.claims.flatMap(({ claimant }) => claimant?.words ?? []))];
    expectNone(all, (card) =>
      speakers.filter((words) =>
        new RegExp(`“${words}”(?: \\([^)]*\\))?\\s*[:–—-]\\s*“`).test(plainText(card)),
      ),
    );
    expectNone(all, (card) => (/\bby the same\b/.test(plainText(card)) ? ["the same"] : []));
  });

  test("of two speakers each has its own figures", () => {
    expect(sentenceOn(faceOf("event:figures-of-sohr-and-state-tv"), "PAL-13").said).toBe(
      "Said by “The pro-opposition activist group the SOHR” (168, 600) and “state TV” (400) · PAL-13",
    );
  });

  test("what the article attributes is not said to be said", () => {
    const { said } = sentenceOn(faceOf("event:government-view"), "PAL-16");
    expect(said).toMatch(/^Attributed to “the Syrian government” \(“Purportedly, in the view of”\)/);
    expectNone(all, (card) =>
      sentencesOf(card)
        .filter(({ excerpt, speaker }) => excerpt.id === "PAL-16" && plain(speaker).startsWith("Said"))
        .map(({ excerpt }) => excerpt.id),
    );
  });

  test("hearsay without a speaker is said to be hearsay", () => {
    expect(sentenceOn(faceOf("event:muktab-al-dour-and-al-basateen"), "PAL-05").said).toBe(
      "Said by the article, “reportedly”; no speaker named · PAL-05",
    );
  });

  test("claims stand in the order of the source, numbered through, and the card says so", () => {
    const [shown] = content.filter(({ what }) => what.endsWith("question:executed-killed-detained"));
    const blocks = (shown as Shown).card.blocks.flatMap((block) =>
      block.type === "claims" ? block.items : [],
    );
    expect(blocks.map(({ words }) => plain(words))).toEqual([
      "1 “various pro-opposition sources in the city reported ISIL had executed between 150 and up to 280 government loyalists and soldiers”",
      "2 “The pro-opposition activist group the SOHR put the number of killed in the city at 168, with another 600 soldiers and civilians detained”",
      "3 “state TV reported 400 people had been executed”",
    ]);
    expect(plainText((shown as Shown).card)).toContain(
      "4 figures, 3 speakers, one article, in its order. They count different things.",
    );
    for (const question of dossier.questions) {
      const positions = question.claims.map((claim) => {
        const start = claim.excerpt.exact.indexOf(claim.words);
        const figure = claim.excerpt.exact.indexOf(claim.quantity?.words ?? claim.words, start);
        return source.indexOf(claim.excerpt.exact) + figure;
      });
      expect(positions, question.id).toEqual(positions.toSorted((a, b) => a - b));
    }
  });

  test("no figure is a sum, a difference or an average of what claimants give", () => {
    const questionCards = content.filter(({ item }) => item?.kind === "question");
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

  test("named and meant are counted apart, and what is only meant comes last", () => {
    expect(plainText(faceOf("actor:isil"))).toContain(
      "named in 11 of 17 sentences, meant in 2 more as we read them",
    );
    expect(plainText(faceOf("actor:government-forces"))).toContain("named in 4 of 17 sentences");
    const order = content
      .filter(
        ({ item, isDetails, what }) =>
          item?.id === "palmyra-2015/actor:isil" &&
          !isDetails &&
          !what.includes(", closest") &&
          !what.includes(", of"),
      )
      .flatMap(({ card }) => quotedExcerpts(card).map(({ id }) => id));
    expect(order.slice(-2)).toEqual(["PAL-02", "PAL-06"]);
    expect(order).toHaveLength(13);
  });

  test("nothing belongs to anything, and no role is a total", () => {
    expectNone(all, (card) =>
      /\bbelongs? to\b|\bas doing\b|\bas affected\b/.test(plainText(card)) ? ["said"] : [],
    );
  });
});

describe("what is missing", () => {
  test("what a sentence answers and is not held is said right above it, wherever it is shown", () => {
    const answering = dossier.excerpts.filter(({ opensWith }) => opensWith?.answers);
    expect(answering.map(({ id }) => id)).toEqual(["PAL-09"]);
    let shown = 0;
    expectNone(all, (card) =>
      sentencesOf(card)
        .filter(({ excerpt }) => answering.includes(excerpt))
        .filter(({ notices }) => {
          shown += 1;
          return plain(notices[0] ?? []) !== "What “In contrast” answers is not in this collection.";
        })
        .map(({ excerpt }) => excerpt.id),
    );
    expect(shown).toBeGreaterThan(6);
    const copied = content.find(({ what }) => what === "PAL-09, copied");
    expect(plainText((copied as Shown).card)).toContain(
      "What “In contrast” answers is not in this collection.",
    );
  });

  test("no other card says that a side is missing", () => {
    expectNone(all, (card) =>
      /\bside only\b|\bone.sided\b|\bother side\b/i.test(plainText(card)) ? ["a side"] : [],
    );
  });

  test("a sentence that leans on a held one says so on its face, with how that is known", () => {
    expect(sentenceOn(faceOf("event:civilians-and-monuments"), "PAL-03").warned).toContain(
      "Before “This” came PAL-02 (article of 2023)",
    );
    expect(plainText(detailsOf("event:civilians-and-monuments"))).toContain(
      "“This” continues from PAL-02; that they stand side by side is known from the article of 2023-10 only",
    );
  });

  test("another revision that words a sentence otherwise, or lacks it, is on every face that shows it", () => {
    const other: Readonly<Record<string, string>> = {
      "PAL-08": "worded otherwise in the article of 2023",
      "PAL-10": "not in the article of 2023",
      "PAL-14": "worded otherwise in the article of 2023",
    };
    expectNone(faces, (card) =>
      sentencesOf(card)
        .filter(({ excerpt, caution }) => {
          const said = other[excerpt.id];
          return said !== undefined && !plain(caution).includes(said);
        })
        .map(({ excerpt }) => excerpt.id),
    );
  });
});

describe("notes of the article", () => {
  test("notes at the end of a sentence that stand elsewhere are never said to be none", () => {
    expect(plainText(detailsOf("event:figures-of-sohr-and-state-tv"))).toContain(
      "[20][21] after “detained,”, not checked; notes at its end, if any, are not in this collection",
    );
    expectNone(all, (card) => (/no (?:foot)?note/i.test(plainText(card)) ? ["no note"] : []));
    expectNone(details, (card) =>
      sentencesOf(card)
        .filter(({ excerpt }) => excerpt.endNotesMissing)
        .filter(() => !plainText(card).includes("notes at its end, if any, are not in this collection"))
        .map(({ excerpt }) => excerpt.id),
    );
  });

  test("a marker that opens a line of the source is never shown with the sentence behind it", () => {
    expect(dossier.excerpts.flatMap(({ leadingMarkers }) => leadingMarkers)).toContain(13);
    expectNone(all, (card, { what }) => {
      if (what.endsWith(", copied")) return [];
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
    expectNone(details, (card) =>
      sentencesOf(card).flatMap(({ excerpt }) =>
        excerpt.footnotes
          .filter(({ number, after }) => {
            const text = plainText(card);
            return !text.includes(`[${number}]`) || !text.includes(`after “${after}”, not checked`);
          })
          .map(({ number }) => number),
      ),
    );
  });

  test("only markers of sentences that are held are counted", () => {
    expect(plainText(shownAs("about, details"))).toContain(
      "3 notes stand behind words of these sentences; 4 more stand before the next line, by the article of 2023-10; a reader has checked 0",
    );
  });
});

describe("graphic passages", () => {
  const graphic = dossier.excerpts.filter((excerpt) => excerpt.graphic !== null);

  test("stand behind a spoiler wherever they are shown, with a note of what they describe before it", () => {
    expect(graphic.length).toBeGreaterThan(0);
    expectNone(content, (card) => {
      const lines = sentTexts(card).flatMap((text) => text.split("\n"));
      return sentencesOf(card)
        .filter(({ excerpt }) => excerpt.graphic !== null)
        .filter(({ excerpt, notices }) => {
          const quote = lines.filter((line) => unescaped(line) === `> “${excerpt.exact}”`);
          const hidden = quote.every((line) => line.startsWith("> ||“") && line.endsWith("”||"));
          return quote.length === 0 || !hidden || !notices.map(plain).includes(excerpt.graphic ?? "");
        })
        .map(({ excerpt }) => excerpt.id);
    });
  });

  test("none of their graphic words stands outside of one, whoever is quoted", () => {
    expectNone(all, (card) => {
      const texts = sentTexts(card).map((text) => text.replace(/\|\|[\s\S]*?\|\|/g, ""));
      return graphic
        .flatMap(({ graphicWords }) => graphicWords)
        .filter((words) => texts.some((text) => unescaped(text).includes(words)));
    });
    expect(graphic.every(({ graphicWords }) => graphicWords.length > 0)).toBe(true);
  });

  test("a copy of one has the reference alone", () => {
    for (const { id, exact } of graphic) {
      const { card } = content.find(({ what }) => what === `${id}, copied`) as Shown;
      expect(plainText(card)).not.toContain(exact.slice(0, 40));
      expect(plainText(card)).toContain(`${id}, in: `);
    }
  });

  test("how somebody was killed is in no title, label, line or note", () => {
    const words = /behead|shot-to-the-head|\bhung\b|\bbody on\b|\beach executing\b/i;
    expectNone(all, (card) => [
      ...ownWords(card).filter((text) => words.test(text)),
      ...card.blocks
        .flatMap(linesOf)
        .flatMap((line) => line.filter((span) => typeof span === "object" && "quoted" in span))
        .map((span) => plain([span]))
        .filter((text) => words.test(text)),
    ]);
  });
});

describe("words", () => {
  test("charged words stand in quotations only, and Details name them as the article's", () => {
    const charged = [...new Set(dossier.excerpts.flatMap(({ chargedWords }) => chargedWords))];
    const holds = (text: string, words: string) =>
      new RegExp(`(?<![\\p{L}-])${words}(?![\\p{L}])`, "iu").test(text);
    expectNone(all, (card) =>
      ownWords(card)
        .map((text) => text.replace(/["“][^"”]*["”]/g, ""))
        .filter((text) => charged.some((words) => holds(text, words))),
    );
    expectNone(details, (card) =>
      sentencesOf(card)
        .flatMap(({ excerpt }) => excerpt.chargedWords)
        .filter(
          (words) => !new RegExp(`^The article’s wording[\\s\\S]*“${words}”`, "m").test(plainText(card)),
        ),
    );
    for (const words of ["fled", "in fact", "respected", "pro-opposition", "loyalists"]) {
      expect(charged).toContain(words);
    }
  });

  test("the bot weighs nothing and judges nothing", () => {
    const judging =
      /\b(?:vs\.?|versus|conflict(?:s|ing)?|contradict\w*|true|false|correct|incorrect|confirm\w*|debunk\w*|allegedly|so-called|in total|altogether|sum|average|likely|probabl\w*|massacre)\b|[✓✔✗✘√≠]|\p{Extended_Pictographic}/iu;
    expectNone(all, (card) => {
      return ownWords(card).filter((text) => judging.test(text));
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
  test("a report's and a release's date is said to be one, and nothing happened on it", () => {
    expect(sentenceOn(faceOf("event:report-of-22-may"), "PAL-11").warned).toBe(
      "“On 22 May”: the day it was reported · “the city”: where the sources are",
    );
    expect(sentenceOn(faceOf("event:theatre-video"), "PAL-14").warned).toMatch(
      /^“In early July 2015”: its release · /,
    );
    expect(plainText(detailsOf("event:report-of-22-may"))).toMatch(
      /Happened\nnot said\nReported\n“On 22 May”, the day it was reported; year from the title/,
    );
  });

  test("a date without a year is said to have none, unless the title's month fits", () => {
    expect(sentenceOn(faceOf("event:mahin-and-huwwarin"), "PAL-10").warned).toMatch(
      /^“by 8 August”: year not said · /,
    );
    expect(sentenceOn(faceOf("event:jazal-oil-field"), "PAL-08").warned).not.toContain("year");
    expect(plainText(detailsOf("event:jazal-oil-field"))).toContain("year from the title");
    expect(plainText(detailsOf("event:mahin-and-huwwarin"))).not.toMatch(/\bend date\b/);
  });

  test("what has no date says so once", () => {
    const single = faces.filter(({ card }) => sentencesOf(card).length === 1);
    expectNone(single, (card) => (/not said.*not said/s.test(plainText(card)) ? ["twice"] : []));
  });
});

describe("hedges", () => {
  test.each([
    ["event:muktab-al-dour-and-al-basateen", "PAL-05", "“reportedly”: of the advance only"],
    ["event:government-view", "PAL-16", "“would potentially”: of the effects"],
    ["event:kamel-statement", "PAL-17", "“possibly”: of "],
  ])("on the face of %s, with how far it reaches", (id, excerpt, said) => {
    expect(sentenceOn(faceOf(id), excerpt).warned).toContain(said);
  });
});

describe("places", () => {
  test.each([
    ["event:residents-report", "PAL-09", "“the city”: Palmyra, as we read it"],
    [
      "event:figures-of-sohr-and-state-tv",
      "PAL-13",
      "“the city”: Palmyra, as we read it; said of the 168 only",
    ],
    ["event:report-of-22-may", "PAL-11", "“the city”: where the sources are"],
    ["place:palmyra", "PAL-04", "“Palmyra” only gives the direction here"],
  ])("on the face of %s: what a place is there", (id, excerpt, said) => {
    expect(sentenceOn(faceOf(id), excerpt).warned).toContain(said);
  });

  test("no caution of a graphic sentence tells where a body was put", () => {
    expect(sentenceOn(faceOf("event:khaled-al-asaad"), "PAL-15").warned).toBe("");
    expect(plainText(detailsOf("event:khaled-al-asaad"))).toContain("where the body was");
  });

  test("what is from outside the text is marked", () => {
    expectNone(content, (card) =>
      card.blocks
        .flatMap(linesOf)
        .map(plain)
        .filter(
          (line) =>
            /\d\.\d+ [NSEW]\b|\bwithin [\d.]+ km\b|governorate/.test(line) && !/outside sources/.test(line),
        ),
    );
    expect(plainText(detailsOf("place:mahin"))).toContain("town, in Homs governorate (outside sources)");
    expect(plainText(detailsOf("place:palmyra-theatre"))).toContain("in The ruins (outside sources)");
    expectNone(faces, (card, { item }) =>
      item?.kind === "actor" && /consultancy|UN agency|broadcaster/.test(plainText(card))
        ? ["a kind of ours"]
        : [],
    );
  });

  test("whether two places are one is not said", () => {
    expectNone(all, (card) => (/another square/i.test(plainText(card)) ? ["said"] : []));
  });

  test("a place is said to be named wherever the sentence has a name that its title shows", () => {
    const wrong = dossier.places.flatMap(({ title, mentions }) =>
      mentions
        .filter(({ words, basis }) => basis !== "named" && title.toLowerCase().includes(words.toLowerCase()))
        .map(({ excerpt, words }) => `${excerpt.id} ${words}`),
    );
    expect(wrong).toEqual([]);
  });
});

test("every note of the dossier can be read somewhere", () => {
  const shown = details.map(({ card }) => plainText(card)).join("\n");
  const notes = entriesOf(dossier).flatMap(({ note }) => note ?? []);
  expect(notes.length).toBeGreaterThan(5);
  expect(notes.filter((note) => !shown.includes(note))).toEqual([]);
});

test("a title asserts nothing: no verb, and no charged word but in quotation marks", () => {
  const titles = itemsOf(dossier).map(({ title }) => title);
  const asserting =
    /\b(?:captur|seiz|kill(?!ed, detained)|taken|evacuated|attack|massacre|liberat|fall of|flee|fled)/i;
  expect(titles.filter((title) => asserting.test(title.replace(/["“][^"”]*["”]/g, "")))).toEqual([]);
  expect(
    titles.filter((title) => /pro-opposition|loyalist/i.test(title.replace(/["“][^"”]*["”]/g, ""))),
  ).toEqual([]);
});

test("a select of what to open has nothing chosen, so that each card shows its name again", () => {
  expectNone(all, (card) => {
    const sent = JSON.stringify(toMessage(card, { ephemeral: true }).components);
    const isNamed = card.select === null || plainIn(card.select.placeholder, english) !== "";
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

test("a page says which of a list it shows; the buttons that turn it do not, since there it reads as here", () => {
  const paged = content.filter(({ card }) =>
    controlWords(card).some((label) => /^(?:Next|‹ Prev)/.test(label)),
  );
  expectNone(paged, (card) => [
    ...(/(?:^| · )\d+(?:–\d+)?$|\d+–\d+|page \d+ of \d+/m.test(plainText(card)) ? [] : ["which page it is"]),
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

describe("every card", () => {
  test("opens with its title, and has one", () => {
    expectNone(all, (card) =>
      card.blocks[0]?.type === "title" && card.blocks.filter(({ type }) => type === "title").length === 1
        ? []
        : ["no title first"],
    );
  });

  test("ends with the source, its licence, the collection and its version", () => {
    const plainNotices = ["stale", "unreadable", "failure"];
    const { licence, title } = dossier.source;
    expectNone(
      all.filter(({ what }) => !plainNotices.includes(what)),
      (card) => {
        const last = plain(card.blocks.flatMap(linesOf).at(-1) ?? []);
        return [title, "revision unknown", licence.name, `${dossier.id} v${dossier.version}`].filter(
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

  test("is private where it answers with nothing or is only close, and only there", () => {
    expectNone(notices, ({ privateOnly }) => (privateOnly ? [] : ["may be posted"]));
    const close = content.filter(({ what }) => what.endsWith(", closest"));
    expectNone(close, ({ privateOnly }) => (privateOnly ? [] : ["may be posted"]));
    expectNone(faces, ({ privateOnly }) => (privateOnly ? ["may not be posted"] : []));
  });

  test("says of an absence that it means nothing", () => {
    expectNone(
      notices.filter(({ what }) => /^(?:nothing|message)/.test(what)),
      (card) => (plainText(card).includes("not here says nothing about it") ? [] : ["unsaid"]),
    );
  });

  test("has none of the words that members do not know", () => {
    const words =
      /\b(?:dossiers?|entry|entries|held|excerpts?|claimants?|bears? on|as named|EDTF|adjacen\w*|bearing)\b/i;
    expectNone(all, (card) => ownWords(card).filter((text) => words.test(text)));
  });
});
