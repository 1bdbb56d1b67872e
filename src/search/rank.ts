import { createPattern, type Distances, likeness, measure, type Pattern } from "./distance.ts";
import { fold } from "./fold.ts";
import type { Alphabet, Packed } from "./postings.ts";
import { isCommonWord, isFigure, isStopWord } from "./words.ts";

/**
 * Step 5: how well a name answers a query, 0 to 1. The larger of three readings: the whole query against the whole
 * name, the query as the beginning of the name, and the words of both aligned in any order. Each is read in the normal
 * spelling and in the folded one, which counts for more; the constants were tuned on generated misspellings
 * (docs/search.md).
 */

/** Scores under this are no answer. */
export const confidence = 0.635;

/** Names with their two spellings packed side by side, row by row. */
export type Names = {
  readonly alphabet: Alphabet;
  readonly normal: Packed;
  readonly folded: Packed;
};

type Spelling = { readonly text: string; readonly normal: Pattern; readonly folded: Pattern };
type Word = Spelling & {
  /** how much the word weighs in the query, in letters */
  readonly weight: number;
  readonly stop: boolean;
  readonly common: boolean;
  readonly figure: boolean;
};

/** A query made ready for ranking: whole, and by words. */
export type Query = Spelling & {
  readonly words: readonly Word[];
  readonly weight: number;
  readonly codes: Uint8Array;
};

/** What else is known about a record's words: bit i says that query word i stands in its other fields. */
export type Elsewhere = number;

const longestWords = 12;
const commonShare = 0.35;
const stopShare = 0.1;

function spelling(text: string, alphabet: Alphabet): Spelling {
  return {
    text,
    normal: createPattern(alphabet.encode(text)),
    folded: createPattern(alphabet.encode(fold(text))),
  };
}

/** Prepares the words of a query. At most 12 words are ranked; none gives a query that matches nothing. */
export function createQuery(words: readonly string[], alphabet: Alphabet): Query {
  const ranked = words.slice(0, longestWords);
  const text = ranked.join(" ");
  const prepared = ranked.map((word): Word => {
    const stop = ranked.length > 1 && isStopWord(word);
    const common = stop || (ranked.length > 1 && isCommonWord(word));
    const share = stop ? stopShare : common ? commonShare : 1;
    return { ...spelling(word, alphabet), weight: word.length * share, stop, common, figure: isFigure(word) };
  });
  return {
    ...spelling(text, alphabet),
    words: prepared,
    weight: prepared.reduce((sum, word) => sum + word.weight, 0),
    codes: alphabet.encode(fold(text)),
  };
}

const foldedShare = 0.6;
const mostFoldedEdits = 1;
const vowels = "aeiouwy";

/** Builds the function that scores rows of `names`; it reuses its own scratch and is not reentrant. */
export function createRanker(names: Names): (query: Query, row: number, elsewhere: Elsewhere) => number {
  const { normal, folded, alphabet } = names;
  const distances: Distances = { whole: 0, prefix: 0 };
  const vowel = new Uint8Array(256);
  for (const code of alphabet.encode(vowels)) vowel[code] = code === 0 ? 0 : 1;
  const starts = new Int32Array(64);
  const ends = new Int32Array(64);
  const foldedStarts = new Int32Array(64);
  const foldedEnds = new Int32Array(64);
  const taken = new Uint8Array(64);

  /** Cuts a row at its blanks; at most 64 words. */
  function cut(packed: Packed, row: number, from: Int32Array, to: Int32Array): number {
    const end = packed.starts[row + 1] as number;
    let count = 0;
    let start = packed.starts[row] as number;
    for (let at = start; at <= end && count < 64; at++) {
      if (at !== end && packed.codes[at] !== 1) continue;
      from[count] = start;
      to[count++] = at;
      start = at + 1;
    }
    return count;
  }

  /** In a name of four letters or fewer another consonant makes another name (Hama is not Hawa). */
  function isOtherName(pattern: Pattern, start: number, end: number): boolean {
    if (pattern.length > 4 || end - start !== pattern.length) return false;
    let changed = 0;
    let consonants = 0;
    for (let at = 0; at < pattern.length; at++) {
      const code = normal.codes[start + at] as number;
      if (((pattern.positions[code] as number) & (1 << at)) !== 0) continue;
      changed++;
      let typed = 0;
      for (let other = 0; other < 256; other++) {
        if (((pattern.positions[other] as number) & (1 << at)) !== 0) typed = other;
      }
      if (vowel[code] === 0 && vowel[typed] === 0) consonants++;
    }
    return changed === 1 && consonants === 1;
  }

  /** Likeness of a spelling to a stretch of both packed forms. `beginning` reads it as the stretch's beginning too. */
  function alike(
    query: Spelling,
    start: number,
    end: number,
    foldedStart: number,
    foldedEnd: number,
    beginning: boolean,
  ): number {
    const length = query.normal.length;
    measure(query.folded, folded.codes, foldedStart, foldedEnd, distances);
    const foldedLength = foldedEnd - foldedStart;
    const foldedWhole = likeness(distances.whole, query.folded.length, foldedLength);
    const foldedEdits = distances.whole;
    const foldedPrefix = 1 - distances.prefix / Math.max(1, query.folded.length);
    if (foldedWhole < 0.4 && !(beginning && foldedPrefix >= 0.6)) return 0;
    measure(query.normal, normal.codes, start, end, distances);
    const nameLength = end - start;
    const whole = likeness(distances.whole, length, nameLength);
    let best = whole;
    if (foldedEdits <= mostFoldedEdits)
      best = Math.max(best, foldedShare * foldedWhole + (1 - foldedShare) * whole);
    if (best < 1 && best > confidence && isOtherName(query.normal, start, end)) best = confidence - 0.02;
    if (beginning && foldedLength > query.folded.length - 2) {
      const prefix = 1 - distances.prefix / length;
      const mixed = Math.max(prefix, foldedShare * foldedPrefix + (1 - foldedShare) * prefix);
      const complete = Math.min(1, length / nameLength);
      const allowed = length < 4 ? 1 : 1 - (length < 9 ? 1 : 2) / length - 0.001;
      if (mixed >= allowed) best = Math.max(best, mixed * (0.97 - 0.12 * (1 - complete)));
    }
    return best;
  }

  return (query, row, elsewhere) => {
    const start = normal.starts[row] as number;
    const end = normal.starts[row + 1] as number;
    const foldedStart = folded.starts[row] as number;
    const foldedEnd = folded.starts[row + 1] as number;
    const whole = alike(query, start, end, foldedStart, foldedEnd, true);
    if (whole === 1) return 1;
    const nameWords = cut(normal, row, starts, ends);
    if (query.words.length === 1 && nameWords === 1) return whole;
    if (cut(folded, row, foldedStarts, foldedEnds) !== nameWords) return whole;

    taken.fill(0, 0, nameWords);
    let answered = 0;
    let strange = 0;
    let covered = 0;
    let loose = false;
    let inOrder = true;
    let before = -1;
    const last = query.words.length - 1;
    for (let at = 0; at <= last; at++) {
      const word = query.words[at] as Word;
      let best = 0;
      let where = -1;
      for (let other = 0; other < nameWords; other++) {
        if (taken[other] === 1) continue;
        const from = starts[other] as number;
        const to = ends[other] as number;
        const likely = alike(
          word,
          from,
          to,
          foldedStarts[other] as number,
          foldedEnds[other] as number,
          at === last,
        );
        if (likely > best) {
          best = likely;
          where = other;
        }
      }
      const exactOnly = word.figure || word.normal.length < 3;
      const beginsIt = at === last && best >= 0.85;
      if (best >= (exactOnly && !beginsIt ? 1 : 0.6)) {
        taken[where] = 1;
        covered += (ends[where] as number) - (starts[where] as number);
        answered += word.weight * best;
        if (
          best < 0.97 &&
          word.normal.length < 6 &&
          !(at === last && best > 0.84 && best < 0.97 && isBeginning(word, where))
        )
          loose = true;
        if (where < before) inOrder = false;
        before = where;
      } else if (((elsewhere >> at) & 1) === 1) {
        answered += word.weight * 0.8;
      } else {
        if (!word.common) strange += word.weight;
        if (word.figure) strange += query.weight;
      }
    }
    const share = query.weight === 0 ? 0 : answered / query.weight;
    const cover = covered / Math.max(1, end - start - nameWords + 1);
    let byWords = share * (0.86 + 0.14 * cover) * (inOrder ? 1 : 0.985);
    if (loose && cover < 0.6) byWords = Math.min(byWords, confidence - 0.04);
    if (strange > 0) {
      byWords *= 0.62;
      // One edit may split or join a word; more than two make another name.
      const edits = (1 - whole) * 0.5 * (query.normal.length + end - start);
      if (query.words.length > 1 && (strange > query.weight || edits > 2.01))
        return Math.min(byWords, confidence - 0.02);
    }
    return Math.max(whole, byWords);

    function isBeginning(word: Word, where: number): boolean {
      measure(
        word.folded,
        folded.codes,
        foldedStarts[where] as number,
        foldedEnds[where] as number,
        distances,
      );
      return distances.prefix === 0;
    }
  };
}
