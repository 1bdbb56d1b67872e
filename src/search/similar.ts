import { createRequire } from "node:module";
import type FuseClass from "fuse.js";
import type { NameIndex, ScoredRow } from "./names.ts";
import { type Query, queryOfWord } from "./rank.ts";
import { isStopWord } from "./words.ts";

/**
 * Names that are only spelt alike: one word of the query is nearly a whole name ("port victoria" and Victoria), or the
 * query lies inside a name or further from it than an answer may be. The second is Fuse's: its bitap search (S. Wu and
 * U. Manber, "Fast text searching allowing errors", 1992) finds a query anywhere in a name, which the ranking of
 * answers must not do.
 */

const require = createRequire(import.meta.url);
let Fuse: typeof FuseClass | undefined;

const mostParts = 8;
const rankedParts = 30;
const leastLetters = 3;
const longestForFuse = 32;
const partShare = 0.95;
const leastPart = 0.75;
const fuseShare = 0.7;

/** Loads Fuse, once. */
export function loadFuse(): typeof FuseClass {
  Fuse ??=
    (require("fuse.js") as { default?: typeof FuseClass }).default ??
    (require("fuse.js") as typeof FuseClass);
  return Fuse;
}

/**
 * Rows spelt like one of the words of `query`, or among `rows` like the whole of it, with a score of 0 to 1; none that
 * the query has no use for.
 */
export function similarRows(names: NameIndex, query: Query, rows: Int32Array): ScoredRow[] {
  const scored: ScoredRow[] = [];
  const parts = query.words.filter(({ text }) => text.length >= leastLetters && !isStopWord(text));
  for (const word of parts.slice(0, mostParts)) {
    const part = queryOfWord(word, leastPart);
    for (const row of names.candidates([word.text], rankedParts)) {
      const score = names.rank(part, row, 0);
      if (score >= leastPart) scored.push({ row, score: score * partShare });
    }
    for (const [row, score] of names.heard([word.text])) scored.push({ row, score: score * partShare });
  }
  const text = query.words
    .map(({ text }) => text)
    .join(" ")
    .slice(0, longestForFuse);
  if (text.length < leastLetters) return scored;
  // Edits for each letter, past which a score is of no use; what lies further from every part of a name is not for Fuse.
  const threshold = 1 - query.least / fuseShare;
  const near: number[] = [];
  for (const row of rows) if (names.within(query, row) <= threshold * text.length) near.push(row);
  if (near.length === 0) return scored;
  const fuse = new (loadFuse())(
    near.map((row) => names.formOf(row)),
    { includeScore: true, threshold, ignoreLocation: true, ignoreFieldNorm: true },
  );
  for (const { refIndex, score } of fuse.search(text)) {
    scored.push({ row: near[refIndex] as number, score: fuseShare * (1 - (score ?? 1)) });
  }
  return scored;
}
