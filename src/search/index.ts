import {
  coverage,
  isAnswered,
  linkedShare,
  type WordMatch,
  type WordQuery,
  weightsOfFind,
  weightsOfText,
} from "./coverage.ts";
import { plainWord } from "./lexicon.ts";
import { createNameIndex, isBlank, type NameIndex } from "./names.ts";
import { createQuery, type Query } from "./rank.ts";
import { loadFuse, similarRows } from "./similar.ts";
import { confidence } from "./spelling.ts";
import { createWordIndex, type WordIndex } from "./text.ts";
import { isStopWord, loadEnglish, wordsOf } from "./words.ts";

export { createMatcher, matches } from "./matches.ts";

/** What a search is built over. */
export type SearchRecord = {
  /** unique among the records */
  readonly id: string;
  /** the title first, then every other name in any script; at least one, none blank */
  readonly names: readonly string[];
  /** names of linked records, by which this one may be found too */
  readonly related?: readonly string[];
  /** words of its content: excerpts, dates, topics */
  readonly text?: string;
  /** orders records that answer equally well, larger first; 0 if absent */
  readonly prominence?: number;
};

/** One record found. */
export type Hit = {
  readonly id: string;
  /** the name that answered the query, as it stands in the record */
  readonly name: string;
  /** 0 to 1; 1 is the very name */
  readonly score: number;
};

/** A text as it is typed, or its words as `wordsOf` gives them: who searches several times cuts it once. */
type Typed = string | readonly string[];

/** A search over a fixed set of records. The same arguments give the same hits; nothing throws, whatever is typed. */
export type Search = {
  /**
   * Records whose names answer `query`, whole or as typed so far; after them records whose names and related names
   * answer it together. Words of the query that neither explains must stand in the record's text. Best first, at most
   * `limit` (25), each record once; `[]` when nothing is close enough. Reads the first 160 characters. Once `sent`, a
   * query is no longer being typed: what it only begins is an answer where most of the word is there.
   */
  find(query: Typed, limit?: number, options?: { readonly sent?: boolean }): Hit[];
  /**
   * Records whose words (text, names, related names) answer the words of `query`. Best first, at most `limit` (25);
   * `[]` when too little of the query is answered. A hit goes by its record's title. Reads the first 300 characters.
   */
  findText(query: Typed, limit?: number): Hit[];
  /**
   * Records with a name that is spelt like `query` or a part of it, and that `find` does not give: to be offered as
   * similar, never served as the answer. Best first, at most `limit` (5).
   */
  findSimilar(query: Typed, limit?: number): Hit[];
  /**
   * What `find` gives for a query that was sent and, where that is nothing, what `findSimilar` gives; the names are
   * scored once for both.
   */
  findOrSimilar(
    query: Typed,
    limit?: number,
    similarLimit?: number,
  ): { readonly hits: Hit[]; readonly similar: Hit[] };
  /** The most prominent records, for an empty field; score 0, at most `limit` (25). */
  prominent(limit?: number): Hit[];
  /**
   * Builds what the first search would build, in steps of one index each, as far as it is iterated. What hears Arabic
   * letters in Latin ones is left to the first query in them.
   */
  preparing(): Generator<void>;
};

const longestQuery = 160;
const longestText = 300;
/**
 * Rows ranked at most: one in ten up to 100, and one in thirty up to 220, since among few names the right one is among
 * the first.
 */
const rankedRows = { fewest: 40, fewShare: 1 / 10, few: 100, manyShare: 1 / 30, most: 220 } as const;
const rankedRowsPerLetter = 60;
const leastSimilar = 0.5;
const leastNear = 0.4;
const linkedLeast = 0.72;
const linkedRest = 0.2;

type Scored = { readonly record: number; readonly row: number; readonly score: number };

/**
 * Builds a search over `records`. Throws an Error that names the id if an id occurs twice, a record has no name, or a
 * name is blank (holds no letter and no digit). The indexes are built at the first search, or by `preparing`.
 */
export function createSearch(records: readonly SearchRecord[]): Search {
  check(records);
  // The sort is stable: equals stay in their order.
  const sorted = records.toSorted((first, second) => prominenceOf(second) - prominenceOf(first));
  const hasLinks = records.some(
    ({ names, related, text }) => names.length > 1 || related !== undefined || text !== undefined,
  );
  let nameIndex: NameIndex | undefined;
  let wordIndex: WordIndex | undefined;
  const names = (): NameIndex => {
    nameIndex ??= createNameIndex(sorted);
    return nameIndex;
  };
  const words = (): WordIndex => {
    wordIndex ??= createWordIndex(sorted);
    return wordIndex;
  };

  /** Every record that answers the query by `least` or more, and some that answer it less; and the rows looked at. */
  function scoreNames(
    typed: readonly string[],
    { sent = true, least = leastSimilar } = {},
  ): { readonly query: Query; readonly scored: Scored[]; readonly rows: Int32Array } {
    const { alphabet, firstRows, owners, rank, candidates, heard } = names();
    const query = createQuery(typed, alphabet, { sent, least });
    const scored: Scored[] = [];
    // Words without a subject of their own name something only as a whole name ("the who"); "how many" goes on, and
    // "la" may begin one.
    const asWhole =
      (sent || typed.length === 1) && typed.every((word) => isStopWord(sent ? plainWord(word) : word));
    const elsewhere = new Map<number, number>();
    const linked: { readonly record: number; readonly score: number }[] = [];
    if (hasLinks) {
      const index = words();
      // One misspelt word is a name or nothing: what is only linked with one is not meant by it.
      const misspelt = typed.length > 1;
      const wordQuery = index.prepare(typed, { begun: !sent && (misspelt || !query.meant), misspelt });
      const isCommonAlone = sent && typed.length > 1 && wordQuery.words.every(({ common }) => common);
      index.match(wordQuery, weightsOfFind).forEach((match, record) => {
        elsewhere.set(record, match.any);
        if ((match.names | match.related) === 0) return;
        if (isCommonAlone && !isNamed(wordQuery, match)) return;
        const score = coverage(wordQuery, match) * (linkedLeast + linkedRest * linkedShare(wordQuery, match));
        if (score >= (asWhole ? 1 : confidence)) linked.push({ record, score });
      });
    }
    const nearest = new Map<number, Scored>();
    // What is found by several names together goes by its nearest name, under the cut or over it.
    const ranked = linked.length === 0 ? query : { ...query, least: leastNear };
    const add = (row: number, score: number): void => {
      if (score < (asWhole ? 1 : ranked.least)) return;
      const named = { record: owners[row] as number, row, score };
      scored.push(named);
      if (score > (nearest.get(named.record)?.score ?? leastNear)) nearest.set(named.record, named);
    };
    const rows = candidates(typed, rowsFor(typed, owners.length));
    for (const row of rows) {
      add(row, rank(ranked, row, elsewhere.get(owners[row] as number) ?? 0));
    }
    for (const [row, score] of heard(typed)) add(row, score);
    // Found by several names together, a record goes by the nearest of them, or by its title.
    for (const { record, score } of linked) {
      scored.push({ record, row: nearest.get(record)?.row ?? (firstRows[record] as number), score });
    }
    return { query, scored, rows };
  }

  /** The best row of each record, in the order of the ranking: score, prominence, name, id. */
  function best(scored: readonly Scored[], limit: number): Hit[] {
    const kept = new Map<number, Scored>();
    for (const candidate of scored) {
      const had = kept.get(candidate.record);
      if (
        had === undefined ||
        candidate.score > had.score ||
        (candidate.score === had.score && candidate.row < had.row)
      ) {
        kept.set(candidate.record, candidate);
      }
    }
    const hits = [...kept.values()].map(({ record, row, score }) => {
      const { id } = sorted[record] as SearchRecord;
      return { record, id, name: names().nameOf(row), score: Math.round(Math.min(1, score) * 1000) / 1000 };
    });
    hits.sort(
      (first, second) =>
        second.score - first.score ||
        prominenceOf(sorted[second.record]) - prominenceOf(sorted[first.record]) ||
        compare(first.name, second.name) ||
        compare(first.id, second.id),
    );
    return hits.slice(0, Math.max(0, limit)).map(({ id, name, score }) => ({ id, name, score }));
  }

  const isAnswer = ({ score }: Scored): boolean => score >= confidence;

  function similarTo({ query, scored, rows }: ReturnType<typeof scoreNames>, limit: number): Hit[] {
    const { owners } = names();
    const found = new Set(scored.filter(isAnswer).map(({ record }) => record));
    const alike = similarRows(names(), query, rows).map(
      ({ row, score }): Scored => ({ record: owners[row] as number, row, score }),
    );
    return best(
      [...scored, ...alike].filter(({ record, score }) => score >= leastSimilar && !found.has(record)),
      limit,
    );
  }

  return Object.freeze({
    find(query: Typed, limit = 25, { sent = false } = {}) {
      const typed = wordsIn(query, longestQuery);
      return typed.length === 0
        ? []
        : best(scoreNames(typed, { sent, least: confidence }).scored.filter(isAnswer), limit);
    },
    findText(query: Typed, limit = 25) {
      const typed = wordsIn(query, longestText);
      if (typed.length === 0) return [];
      const index = words();
      const wordQuery = index.prepare(typed);
      const nearness = index.nearness(wordQuery);
      const answered: Scored[] = [];
      for (const [record, match] of index.match(wordQuery, weightsOfText)) {
        if (!isAnswered(wordQuery, match)) continue;
        const share = coverage(wordQuery, match);
        answered.push({
          record,
          row: names().firstRows[record] as number,
          score: share * (0.94 + 0.06 * nearness(record)),
        });
      }
      return best(answered, limit);
    },
    findSimilar(query: Typed, limit = 5) {
      const typed = wordsIn(query, longestQuery);
      return typed.length === 0 ? [] : similarTo(scoreNames(typed), limit);
    },
    findOrSimilar(query: Typed, limit = 25, similarLimit = 5) {
      const typed = wordsIn(query, longestQuery);
      if (typed.length === 0) return { hits: [], similar: [] };
      const named = scoreNames(typed);
      const hits = best(named.scored.filter(isAnswer), limit);
      return { hits, similar: hits.length > 0 ? [] : similarTo(named, similarLimit) };
    },
    prominent(limit = 25) {
      return sorted
        .slice(0, Math.max(0, limit))
        .map(({ id, names }) => ({ id, name: names[0] as string, score: 0 }));
    },
    *preparing() {
      // First, and in steps: the index of curated names asks which of their words are English.
      yield* loadEnglish();
      names();
      yield;
      if (hasLinks) words();
      yield;
      // Any word in Latin letters will do.
      names().heard(["a"]);
      yield;
      loadFuse();
    },
  });
}

/** The words of a query's first characters, `longest` at most. */
function wordsIn(query: Typed, longest: number): readonly string[] {
  if (typeof query === "string") return wordsOf(query.slice(0, longest));
  let read = 0;
  return query.filter(({ length }) => {
    read += length + 1;
    return read <= longest;
  });
}

/** Whether every word of a query with a meaning of its own stands in a record's names. */
function isNamed({ words }: WordQuery, { names }: WordMatch): boolean {
  return words.every(({ stop }, at) => stop || ((names >> at) & 1) === 1);
}

function check(records: readonly SearchRecord[]): void {
  const ids = new Set<string>();
  for (const { id, names } of records) {
    if (ids.has(id)) throw new Error(`search: the id "${id}" occurs twice`);
    ids.add(id);
    if (names.length === 0) throw new Error(`search: "${id}" has no name`);
    if (names.some(isBlank)) throw new Error(`search: "${id}" has an empty name`);
  }
}

/**
 * How many of so many rows are ranked for a query. A beginning of a few letters shares them with many names; those that
 * it begins share most.
 */
export function rowsFor(typed: readonly string[], rows: number): number {
  const { fewest, fewShare, few, manyShare, most } = rankedRows;
  const wanted = Math.min(most, Math.max(fewest, Math.min(few, rows * fewShare), rows * manyShare));
  return Math.min(Math.ceil(wanted), rankedRowsPerLetter * typed.join("").length);
}

function prominenceOf(record: SearchRecord | undefined): number {
  return record?.prominence ?? 0;
}

function compare(first: string, second: string): number {
  return first < second ? -1 : first > second ? 1 : 0;
}
