/** Dossiers that no person would write, of all sizes and of every awkward character, as fast-check finds them. */

import { type DossierData, dossierSchema } from "../../src/dossier/schema.ts";
import { fc } from "../support/fast-check.ts";

/** Words that an excerpt is made of. */
const alphabets = {
  prose: [
    "the",
    "village",
    "of",
    "and",
    "reported",
    "that",
    "government",
    "Al-Basateen,",
    "(left)",
    "10,000",
    "it’s",
  ],
  markdown: ["\\", "**", "__x__", "||", "`a`", "~~", "[x](y)", "<@1>", "# -", "*_*", "|||", "\\\\\\", "[1]"],
  mentions: ["@everyone", "<@1400000000000000004>", "<@&1>", "</event:17>", "<t:1:R>", "@here"],
  addresses: ["https://example.org/a_b_(c)_d", "see", "http://x.org/__init__", "_and_"],
  rightToLeft: ["تدمر", "السخنة", "פלמירה", "\u202e", "(تدمر)", "1,5"],
  invisible: ["a\u200bb", "\u2060", "e\u0301\u0301", "🏛️", "𐡕𐡃𐡌𐡅𐡓", "\ufeffx"],
} as const;

export interface Shape {
  readonly alphabet: keyof typeof alphabets;
  /** Characters of an excerpt, about. */
  readonly length: number;
  readonly excerpts: number;
  /** Of each, an excerpt. */
  readonly claims: number;
  readonly mentions: number;
  /** Words of a fragment, at most. */
  readonly fragment: number;
  readonly longNames: boolean;
  readonly graphic: boolean;
  readonly lines: boolean;
}

/** What an author may well write. */
export const ordinaryShape: fc.Arbitrary<Shape> = fc.record({
  alphabet: fc.constantFrom("prose" as const, "rightToLeft" as const),
  length: fc.integer({ min: 20, max: 600 }),
  excerpts: fc.integer({ min: 1, max: 30 }),
  claims: fc.integer({ min: 0, max: 4 }),
  mentions: fc.integer({ min: 1, max: 8 }),
  fragment: fc.integer({ min: 1, max: 12 }),
  longNames: fc.constant(false),
  graphic: fc.boolean(),
  lines: fc.boolean(),
});

/** What the schema lets through. */
export const anyShape: fc.Arbitrary<Shape> = fc.record({
  alphabet: fc.constantFrom(...(Object.keys(alphabets) as (keyof typeof alphabets)[])),
  length: fc.integer({ min: 20, max: 1500 }),
  excerpts: fc.integer({ min: 1, max: 12 }),
  claims: fc.integer({ min: 0, max: 12 }),
  mentions: fc.integer({ min: 1, max: 16 }),
  fragment: fc.integer({ min: 1, max: 200 }),
  longNames: fc.boolean(),
  graphic: fc.boolean(),
  lines: fc.boolean(),
});

/** A dossier of that shape: every reference and every fragment holds, whatever the words are. */
export function dossierOf(shape: Shape): DossierData {
  const words = alphabets[shape.alphabet];
  const long = (text: string, most: number) =>
    (shape.longNames ? text.padEnd(most, " of Xyz_*").slice(0, most) : text).trim();
  const slug = (name: string, index: number) =>
    shape.longNames ? `${name}-${"x".repeat(28)}-${index}` : `${name}-${index}`;
  const id = shape.longNames ? "dossier-of-16-xx" : "made";
  const excerptId = (index: number) =>
    `MADE${shape.longNames ? "ABCD" : ""}-${String(index + 1).padStart(2, "0")}`;
  const exact = (index: number) => {
    let text = `A${index}`;
    for (let at = index; ; at += 1) {
      const space = shape.lines && at % 7 === 0 ? "\n" : " ";
      const next = `${text}${space}${words[at % words.length]}`;
      if (next.length > shape.length - 1) return `${text}.`;
      text = next;
    }
  };
  const part = (index: number, from: number) => {
    const all = exact(index).split(" ");
    const start = from % all.length;
    return (
      all
        .slice(start, start + shape.fragment)
        .join(" ")
        .trim() || `A${index}`
    );
  };
  const numbers = Array.from({ length: shape.excerpts }, (_, index) => index);
  const each = Array.from({ length: shape.mentions }, (_, index) => index);
  const claimsOf = (index: number) =>
    Array.from({ length: shape.claims }, (_, at) => ({ id: `c${index * 20 + at + 1}`, index, at }));
  const date = (index: number) => ({
    words: part(index, 2),
    of: long("the report", 60),
    year: "notStated" as const,
    edtf: null,
  });
  const claims = numbers.flatMap(claimsOf);
  return dossierSchema.parse({
    id,
    version: 1,
    excerptPrefix: excerptId(0).split("-")[0],
    title: long("Made", 90),
    description: long("Made", 300),
    source: {
      title: long("Made", 120),
      site: long("Site", 60),
      url: "https://example.org/Made_(up)",
      revision: null,
      selection: long("All", 300),
      differences: shape.longNames ? [long("a", 300), long("b", 300)] : [],
      licence: { name: long("CC", 40), url: "https://example.org/licence", note: null },
      attribution: long("Somebody", 200),
    },
    startWith: [{ entry: `${id}/place:${slug("place", 0)}`, label: long("Place", 60) }],
    excerpts: numbers.map((index) => ({
      id: excerptId(index),
      exact: exact(index),
      title: long(`Excerpt ${index}`, 80),
      follows: index === 0 ? null : { excerpt: excerptId(index - 1), basis: "made" },
      opensWith: { words: part(index, 0), refersTo: index === 0 ? null : excerptId(index - 1) },
      graphic: shape.graphic && index % 2 === 0 ? long("describes", 60) : null,
      chargedWords: [part(index, 3)],
    })),
    places: each.map((at) => ({
      id: slug("place", at),
      title: long(`Place ${at}`, 90),
      names: [long(`Name of place ${at}`, 90), `تدمر ${at}`],
      note: shape.longNames ? long("Note", 300) : null,
      placeType: long("town", 40),
      region: long("region", 60),
      mentions: numbers.map((index) => ({
        excerpt: excerptId(index),
        words: part(index, at),
        basis: "reading",
        role: "bearing",
      })),
      coordinates: [{ latitude: 34.5, longitude: -38.2, source: "made" }],
      precisionKm: 2,
    })),
    actors: each.map((at) => ({
      id: slug("actor", at),
      title: long(`Actor ${at}`, 90),
      actorType: long("group", 60),
      note: shape.longNames ? long("Note", 300) : null,
      mentions: numbers.map((index) => ({
        excerpt: excerptId(index),
        words: part(index, at),
        basis: "reading",
        role: at % 2 === 0 ? "saidBy" : "doing",
      })),
    })),
    events: numbers.map((index) => ({
      id: slug("event", index),
      title: long(`Event ${index}`, 90),
      eventType: "statement",
      excerpts: [excerptId(index), excerptId((index + 1) % shape.excerpts)].filter(
        (held, at, all) => all.indexOf(held) === at,
      ),
      happened: date(index),
      reported: date(index),
      places: each.map((at) => slug("place", at)),
    })),
    questions:
      claims.length === 0
        ? []
        : [
            {
              id: slug("question", 0),
              title: long("Question", 90),
              claims: claims.map((claim) => claim.id),
              seeAlso: [],
            },
          ],
    claims: claims.map(({ id: claim, index, at }) => ({
      id: claim,
      excerpt: excerptId(index),
      claimant: at % 3 === 0 ? null : { words: part(index, at), actor: slug("actor", 0) },
      verbOfSaying: at % 3 === 0 ? null : part(index, at + 1),
      words: part(index, at),
      hedges: [part(index, at + 2)],
      quantity:
        at % 2 === 0
          ? null
          : {
              words: part(index, at),
              low: null,
              best: null,
              high: null,
              counted: part(index, 4),
              verb: part(index, 5),
            },
      date: date(index),
      leavesOpen: [long("who", 60), long("when", 60)],
      note: shape.longNames ? long("note", 160) : null,
    })),
  });
}
