import { fold } from "./fold.ts";
import { createAlphabet, createPacker, createPostings } from "./postings.ts";
import { confidence, createQuery, createRanker } from "./rank.ts";
import { coverage, createWordIndex, type WordIndex } from "./text.ts";
import { wordsOf } from "./words.ts";

export { matches } from "./matches.ts";

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

/** A search over a fixed set of records. All methods are pure: the same arguments give the same hits. */
export type Search = {
  /**
   * Records whose names answer `query`, or whose names and related names do so together; whole or as typed so far.
   * Best first, at most `limit` (25). Other words of the query must be explained by the record's other fields, or it
   * is no answer. `[]` when nothing is close enough.
   */
  find(query: string, limit?: number): Hit[];
  /** Records whose words (text, names, related names) answer the words of `query`. Best first, at most `limit` (25). */
  findText(query: string, limit?: number): Hit[];
  /**
   * Records whose name is spelt like a part of `query`, yet is no answer to it: only to be offered as similar, never
   * served. Best first, at most `limit` (5); none that `find` returns.
   */
  findSimilar(query: string, limit?: number): Hit[];
  /** The most prominent records, for an empty field; score 0, at most `limit` (25). */
  prominent(limit?: number): Hit[];
};

const longestQuery = 160;
const longestTextQuery = 1000;
const candidates = 300;
const similarity = 0.5;
const textConfidence = 0.6;

/**
 * Builds a search over `records`. Throws an Error that names the id if an id occurs twice, a record has no name, or a
 * name is blank (holds no letter and no digit). Costs one pass over the names; words are indexed at their first use.
 */
export function createSearch(records: readonly SearchRecord[]): Search {
  const order = records
    .map((_, at) => at)
    .sort(
      (first, second) =>
        (records[second]?.prominence ?? 0) - (records[first]?.prominence ?? 0) || first - second,
    );
  const sorted = order.map((at) => records[at] as SearchRecord);
  const rowCount = sorted.reduce((sum, record) => sum + record.names.length, 0);
  const owners = new Int32Array(rowCount);
  const firstRows = new Int32Array(sorted.length + 1);
  const alphabet = createAlphabet();
  const normal = createPacker(alphabet);
  const folded = createPacker(alphabet);
  const ids = new Set<string>();
  let rows = 0;
  sorted.forEach((record, number) => {
    if (ids.has(record.id)) throw new Error(`search: the id "${record.id}" occurs twice`);
    ids.add(record.id);
    if (record.names.length === 0) throw new Error(`search: "${record.id}" has no name`);
    firstRows[number] = rows;
    for (const name of record.names) {
      const form = wordsOf(name).join(" ");
      if (form === "") throw new Error(`search: "${record.id}" has an empty name`);
      normal.add(form);
      folded.add(fold(form));
      owners[rows++] = number;
    }
  });
  firstRows[sorted.length] = rows;
  const names = { alphabet, normal: normal.finish(), folded: folded.finish() };
  const nameOf = (row: number): string => {
    const record = owners[row] as number;
    return (sorted[record] as SearchRecord).names[row - (firstRows[record] as number)] as string;
  };
  const postings = createPostings(names.folded, alphabet);
  const rank = createRanker(names);
  const hasMore = records.some(
    ({ names, related, text }) => names.length > 1 || related !== undefined || text !== undefined,
  );
  let wordIndex: WordIndex | undefined;
  const words = (): WordIndex => {
    wordIndex ??= createWordIndex(sorted);
    return wordIndex;
  };

  type Scored = { record: number; row: number; score: number };

  function best(scored: Iterable<Scored>, limit: number): Hit[] {
    const kept = new Map<number, Scored>();
    for (const hit of scored) {
      const had = kept.get(hit.record);
      if (had === undefined || hit.score > had.score || (hit.score === had.score && hit.row < had.row)) {
        kept.set(hit.record, hit);
      }
    }
    const hits = [...kept.values()].map(({ record, row, score }) => ({
      record,
      hit: {
        id: (sorted[record] as SearchRecord).id,
        name: nameOf(row),
        score: Math.round(Math.min(1, score) * 1000) / 1000,
      },
    }));
    hits.sort(
      (first, second) =>
        second.hit.score - first.hit.score ||
        (sorted[second.record]?.prominence ?? 0) - (sorted[first.record]?.prominence ?? 0) ||
        (first.hit.name < second.hit.name ? -1 : first.hit.name > second.hit.name ? 1 : 0) ||
        (first.hit.id < second.hit.id ? -1 : 1),
    );
    return hits.slice(0, Math.max(0, limit)).map(({ hit }) => hit);
  }

  function score(query: string): Scored[] {
    const typed = wordsOf(query.slice(0, longestQuery));
    if (typed.length === 0) return [];
    const prepared = createQuery(typed, alphabet);
    const scored: Scored[] = [];
    const elsewhere = new Map<number, number>();
    if (hasMore && typed.length > 1) {
      const index = words();
      const wordQuery = index.prepare(typed, true);
      for (const [record, match] of index.match(wordQuery)) {
        elsewhere.set(record, match.any);
        const linked = match.names | match.related;
        if (linked === 0) continue;
        const nameShare = bits(match.names) + 0.5 * bits(match.related);
        const share =
          coverage(wordQuery, match) * (0.85 + 0.1 * Math.min(1, nameShare / wordQuery.words.length));
        if (share >= 0.4) scored.push({ record, row: closestRow(record, typed), score: share });
      }
    }
    for (const row of postings.candidates(prepared.codes, candidates)) {
      const record = owners[row] as number;
      scored.push({ record, row, score: rank(prepared, row, elsewhere.get(record) ?? 0) });
    }
    return scored;
  }

  function closestRow(record: number, typed: readonly string[]): number {
    const prepared = createQuery(typed, alphabet);
    let chosen = firstRows[record] as number;
    let highest = 0;
    for (let row = chosen; owners[row] === record; row++) {
      const value = rank(prepared, row, 0);
      if (value > highest + 0.1) {
        highest = value;
        chosen = row;
      }
    }
    return chosen;
  }

  return {
    find(query, limit = 25) {
      return best(
        score(query).filter((hit) => hit.score >= confidence),
        limit,
      );
    },
    findText(query, limit = 25) {
      const typed = wordsOf(query.slice(0, longestTextQuery));
      if (typed.length === 0) return [];
      const index = words();
      const prepared = index.prepare(typed, true);
      const scored: Scored[] = [];
      for (const [record, match] of index.match(prepared)) {
        const share = coverage(prepared, match);
        if (share < textConfidence) continue;
        const score = share * (0.95 + 0.05 * index.nearness(prepared, record));
        scored.push({ record, row: closestRow(record, typed), score });
      }
      return best(scored, limit);
    },
    findSimilar(query, limit = 5) {
      const scored = score(query);
      const found = new Set(scored.filter((hit) => hit.score >= confidence).map(({ record }) => record));
      return best(
        scored.filter((hit) => hit.score >= similarity && !found.has(hit.record)),
        limit,
      );
    },
    prominent(limit = 25) {
      return sorted
        .slice(0, Math.max(0, limit))
        .map((record) => ({ id: record.id, name: record.names[0] as string, score: 0 }));
    },
  };
}

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}
