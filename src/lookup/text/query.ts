/**
 * A query: what is typed to be found, so nearly all of it must be answered. Each of its words, figures and dates adds
 * its weight to the excerpts and entries that hold it, by their own words or by those of what they are linked with; what
 * answers too little of the query's weight is no hit.
 */
import type { Entry, Excerpt } from "../../dossier/catalogue.ts";
import {
  coverage,
  fields,
  isAnswered,
  nearnessIn,
  unknownWeight,
  type WordQuery,
  weightOf,
  weightsOfText,
} from "../../search/coverage.ts";
import { isFigure } from "../../search/words.ts";
import { yearsOf } from "../records.ts";
import { daysIn, figuresIn } from "./figures.ts";
import type { Holdings } from "./holdings.ts";
import type { Names } from "./names.ts";
import { plainText } from "./plain.ts";
import { dayTerm } from "./profiles.ts";
import { tokensOf } from "./tokens.ts";
import type { Meaning, Vocabulary } from "./vocabulary.ts";

/** What answers a query. Lists are best first. */
export interface Results {
  /** Whether a word of it stands anywhere, though too little for a result. */
  readonly touched: boolean;
  readonly excerpts: readonly Excerpt[];
  /** Entries that it names, or whose sentences answer it. */
  readonly entries: readonly Entry[];
}

interface Asked {
  /** What tells it from the query's other words. */
  readonly key: string;
  readonly common: boolean;
  /** A figure or a date: one that an excerpt does not hold speaks against it. */
  readonly figure: boolean;
  readonly meanings: readonly Meaning[];
}

interface Scored {
  readonly row: number;
  readonly score: number;
}

/** Words that are read, stop words among them, and words that are looked for. */
const mostTokens = 40;
const mostWords = 20;
/** How many results a query gives. */
export const most = { excerpts: 20, entries: 10 } as const;
/** What each edit between a word and what it is taken for costs. */
const editCost = 0.1;
/** What words that stand apart cost. */
const apartCost = 0.06;
/** More than any item's prominence. */
const mostProminent = 1e6;
/** Numbers under this are words like others where they are spelt out. */
const leastSpelt = 10;

/** Builds the reading of queries over an index whose vocabulary is complete. */
export function createQueryReader(
  vocabulary: Vocabulary,
  names: Names,
  holdings: Holdings,
): (query: string) => Results {
  const { items, excerpts, starts, rows, linkStarts, links, sequences } = holdings;
  const years = new Set(items.flatMap(({ dossier }) => yearsOf(dossier).map(Number)));
  const prominence = items.map((item) =>
    item.kind === "question" ? item.claims.length : item.kind === "excerpt" ? 0 : item.excerpts.length,
  );
  const answered = new Float64Array(items.length);
  const any = new Int32Array(items.length);
  /** The best value of the word at hand, by row; 0 where it does not stand. */
  const best = new Float64Array(items.length);
  const meaningOf = new Int8Array(vocabulary.size()).fill(-1);

  function isHeld({ term }: Meaning): boolean {
    return (starts[term + 1] as number) > (starts[term] as number);
  }

  function exactly(...terms: readonly string[]): Meaning[] {
    return terms.flatMap((text) => {
      const term = vocabulary.get(text);
      return term === undefined ? [] : [{ term, edits: 0 }];
    });
  }

  /** The words of a query that ask for something, each once, dates and figures as one; and the entries it names. */
  function askedIn(query: string): { asked: Asked[]; named: ReadonlySet<unknown> } {
    const tokens = tokensOf(plainText(query)).slice(0, mostTokens);
    const meanings = tokens.map((token, at) => vocabulary.asked(token, at === tokens.length - 1));
    const { held, elsewhere } = names.spotAll(tokens, (at) => meanings[at] ?? []);
    const days = Map.groupBy(daysIn(tokens), ({ from }) => from);
    const figures = new Map(figuresIn(tokens).map((figure) => [figure.at, figure]));
    const asked = new Map<string, Asked>();
    for (let at = 0; at < tokens.length && asked.size < mostWords; ) {
      const { word, stop, common } = tokens[at] as (typeof tokens)[number];
      const date = days.get(at);
      const figure = figures.get(at);
      const until = date?.[0]?.until ?? figure?.until ?? at + 1;
      if (date !== undefined) {
        const terms = date.map(({ day, month }) => dayTerm(day, month));
        const key = terms.join();
        asked.set(key, { key, common: false, figure: true, meanings: exactly(...terms) });
      } else if (figure !== undefined) {
        const key = String(figure.value);
        // The year that a dossier is about tells none of its excerpts from another.
        const telling = (figure.value >= leastSpelt || /\d/.test(word)) && !years.has(figure.value);
        asked.set(key, { key, common: !telling, figure: telling, meanings: exactly(key) });
      } else if (!stop && (word !== "may" || tokens.length === 1)) {
        const meant = elsewhere.has(at) ? [] : (meanings[at] as readonly Meaning[]);
        const figure = isFigure(word);
        asked.set(word, { key: word, common: common && !elsewhere.has(at), figure, meanings: meant });
      }
      at = until;
    }
    return {
      asked: [...asked.values()].map((each) => ({ ...each, meanings: each.meanings.filter(isHeld) })),
      named: new Set<unknown>(held.map(({ entry }) => names.entries[entry])),
    };
  }

  /** Rows that hold what is asked for, or that are linked with one that does; `best` has their values. */
  function holding({ meanings }: Asked): number[] {
    const found: number[] = [];
    const offer = (row: number, value: number) => {
      const had = best[row] as number;
      if (had === 0) found.push(row);
      if (value > had) best[row] = value;
    };
    for (const { term, edits } of meanings) {
      const quality = 1 - editCost * edits;
      for (let at = starts[term] as number; at < (starts[term + 1] as number); at++) {
        const row = rows[at] as number;
        const field = holdings.fields[at] as number;
        offer(row, quality * (weightsOfText[field] as number));
        const passed = quality * weightsOfText[field === fields.names ? fields.related : fields.text];
        const end = linkStarts[row + 1] as number;
        for (let link = linkStarts[row] as number; link < end; link++) offer(links[link] as number, passed);
      }
    }
    return found;
  }

  return (query) => {
    const { asked, named } = askedIn(query);
    const touched: number[] = [];
    const words = asked.map(({ meanings, common, figure }, number): WordQuery["words"][number] => {
      const found = holding(asked[number] as Asked);
      let frequency = 0;
      for (const row of found) if (row < excerpts) frequency++;
      const weight = found.length === 0 ? unknownWeight : weightOf(frequency, excerpts);
      for (const row of found) {
        if (any[row] === 0) touched.push(row);
        answered[row] = (answered[row] as number) + weight * (best[row] as number);
        any[row] = (any[row] as number) | (1 << number);
        best[row] = 0;
      }
      for (const { term } of meanings) meaningOf[term] = number;
      const terms = meanings.map(({ term, edits }) => ({ term, quality: 1 - editCost * edits }));
      return { weight, stop: false, common, figure, ordinary: false, terms };
    });
    const wordQuery: WordQuery = { words };
    const sentences = createBest(most.excerpts, (row) => -row);
    // What a query names comes before what is only found by that name.
    const entries = createBest(
      most.entries,
      (row) => (prominence[row] as number) + (named.has(items[row]) ? mostProminent : 0),
    );
    const held = asked.filter(({ meanings }) => meanings.length > 0).length;
    for (const row of touched) {
      const match = { any: any[row] as number, answered: answered[row] as number };
      answered[row] = 0;
      any[row] = 0;
      if (!isAnswered(wordQuery, match)) continue;
      const share = coverage(wordQuery, match);
      if (row >= excerpts) entries.add(row, share);
      else if (sentences.takes(share)) {
        const near = held < 2 ? 0 : nearnessIn(sequences[row] as Int32Array, meaningOf, held);
        sentences.add(row, share * (1 - apartCost + apartCost * near));
      }
    }
    for (const { meanings } of asked) for (const { term } of meanings) meaningOf[term] = -1;
    return {
      touched: touched.length > 0,
      excerpts: sentences.rows().map((row) => items[row] as Excerpt),
      entries: entries.rows().map((row) => items[row] as Entry),
    };
  };
}

/** Keeps the rows of the highest scores, to the thousandth; among equals those of higher `prominence`, then lower rows. */
function createBest(limit: number, prominence: (row: number) => number) {
  const kept: Scored[] = [];
  const isBetter = (a: Scored, b: Scored) =>
    a.score > b.score ||
    (a.score === b.score &&
      (prominence(a.row) > prominence(b.row) || (prominence(a.row) === prominence(b.row) && a.row < b.row)));
  return {
    takes: (score: number) => kept.length < limit || score >= (kept[limit - 1] as Scored).score,
    add(row: number, score: number) {
      const scored = { row, score: Math.round(1000 * score) / 1000 };
      let at = kept.length;
      while (at > 0 && isBetter(scored, kept[at - 1] as Scored)) at--;
      if (at === limit) return;
      kept.splice(at, 0, scored);
      if (kept.length > limit) kept.pop();
    },
    rows: () => kept.map(({ row }) => row),
  };
}
