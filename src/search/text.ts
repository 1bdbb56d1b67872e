import { fields, nearnessIn, unknownWeight, type WordMatch, type WordQuery, weightOf } from "./coverage.ts";
import { createPattern, type Distances, measure } from "./distance.ts";
import { fold } from "./fold.ts";
import { headOf } from "./names.ts";
import { createAlphabet, createPacker, createPostings } from "./postings.ts";
import { daysBetween, isCommonWord, isFigure, isStopWord, stem, wordsOf } from "./words.ts";

/** An index of records by words: what each word of a query may mean, and which records hold it in which field. */

/** Words by their stems alone; or the last one as begun, too; or misspelt as well. */
type WordReading = "whole" | "begun" | "misspelt";

/** An index of records by words. */
export type WordIndex = {
  /** What the words may mean, read as loosely as `reading` says. */
  prepare(words: readonly string[], reading?: WordReading): WordQuery;
  /** Every record that holds a word of the query, by its number. */
  match(query: WordQuery, weights: readonly number[]): Map<number, WordMatch>;
  /** Nearness of the query's words in a record's text, 0 (apart or one word) to 1 (side by side). */
  nearness(query: WordQuery): (record: number) => number;
};

type Source = {
  readonly names: readonly string[];
  readonly related?: readonly string[];
  readonly text?: string;
};

const longestQuery = 30;
const mostMeanings = 24;

/** Builds the index: one pass over every word of every field. */
export function createWordIndex(records: readonly Source[]): WordIndex {
  const vocabulary = new Map<string, number>();
  const spellings: string[] = [];
  const postings: number[][] = [];
  const sequences: Int32Array[] = [];
  const stems = new Map<string, string>();
  const seen = new Map<string, { head: readonly string[]; qualifier: readonly string[] }>();

  function stemOf(word: string): string {
    let known = stems.get(word);
    if (known === undefined) {
      known = stem(word);
      stems.set(word, known);
    }
    return known;
  }
  function termOf(word: string): number {
    const key = stemOf(word);
    let term = vocabulary.get(key);
    if (term === undefined) {
      term = spellings.length;
      vocabulary.set(key, term);
      spellings.push(key);
      postings.push([]);
    }
    return term;
  }

  /** A qualifier ("Paris, Texas") tells names apart; it is no name itself, unless it is a date. */
  function wordsOfName(name: string): { head: readonly string[]; qualifier: readonly string[] } {
    let known = seen.get(name);
    if (known === undefined) {
      const words = wordsOf(name);
      const head = headOf(name);
      const headed = head === name || /\d/.test(name) ? words.length : wordsOf(head).length;
      known = { head: words.slice(0, headed), qualifier: words.slice(headed) };
      seen.set(name, known);
    }
    return known;
  }

  records.forEach((record, number) => {
    const sequence: number[] = [];
    const add = (text: string, field: number): void => {
      addWords(wordsOf(text), field);
    };
    const addName = (name: string, field: number): void => {
      const { head, qualifier } = wordsOfName(name);
      addWords(head, field);
      if (qualifier.length > 0) addWords(qualifier, fields.text);
    };
    const addWords = (words: readonly string[], field: number): void => {
      for (const word of [...words, ...daysBetween(words)]) {
        const term = termOf(word);
        const list = postings[term] as number[];
        if (!list.slice(-3).includes(number * 4 + field)) list.push(number * 4 + field);
        // Names of linked records stand in no order that says anything.
        if (field !== fields.related) sequence.push(term);
      }
      if (field !== fields.related) sequence.push(-1);
    };
    for (const name of record.names) addName(name, fields.names);
    for (const name of record.related ?? []) addName(name, fields.related);
    if (record.text !== undefined) add(record.text, fields.text);
    sequences.push(Int32Array.from(sequence));
  });

  const folded = spellings.map(fold);
  const alphabet = createAlphabet();
  const packer = createPacker(alphabet);
  for (const form of folded) packer.add(form);
  const packed = packer.finish();
  const near = createPostings(packed, alphabet);
  const distances: Distances = { whole: 0, prefix: 0 };

  function weigh(term: number): number {
    let frequency = 0;
    let before = -1;
    for (const entry of postings[term] as number[]) {
      if (entry >> 2 !== before) frequency++;
      before = entry >> 2;
    }
    return weightOf(frequency, records.length);
  }

  /** Whether a term begins with what is typed so far; a folded beginning says enough only from six letters on. */
  function beginsWith(term: string, spelt: string, word: string, typed: string): boolean {
    return word.length >= 2 && (term.startsWith(word) || (typed.length >= 6 && spelt.startsWith(typed)));
  }

  /** Terms that `word` may mean: itself, else (`last`: also) what it begins, else what is spelt almost so. */
  function meanings(word: string, last: boolean, reading: WordReading): { term: number; quality: number }[] {
    const found: { term: number; quality: number }[] = [];
    const exact = vocabulary.get(stemOf(word));
    if (exact !== undefined) found.push({ term: exact, quality: 1 });
    if (isFigure(word) && !last) return found;
    const form = fold(stemOf(word));
    const typed = fold(word);
    if (reading === "whole" || (exact !== undefined && !last)) return found;
    const pattern = createPattern(alphabet.encode(form));
    const allowed = reading === "begun" || isFigure(word) ? -1 : editsAllowed(form.length);
    for (const term of near.candidates(alphabet.encode(form), 200)) {
      if (term === exact) continue;
      const spelt = folded[term] as string;
      if (last && beginsWith(spellings[term] as string, spelt, word, reading === "begun" ? "" : typed)) {
        found.push({ term, quality: 0.9 });
      } else if (exact === undefined && allowed >= 0 && spelt[0] === form[0] && !isFigure(spelt)) {
        measure(
          pattern,
          packed.codes,
          packed.starts[term] as number,
          packed.starts[term + 1] as number,
          distances,
        );
        if (distances.whole <= allowed) {
          found.push({ term, quality: 0.9 - 0.08 * distances.whole });
        }
      }
    }
    found.sort((first, second) => second.quality - first.quality || first.term - second.term);
    return found.slice(0, mostMeanings);
  }

  return {
    prepare(words, reading = "misspelt") {
      const seen = new Set<string>();
      const kept = words.filter((word) => !seen.has(word) && seen.add(word)).slice(0, longestQuery);
      return {
        words: kept.map((word, at) => {
          const stop = isStopWord(word);
          const terms = stop && kept.length > 1 ? [] : meanings(word, at === kept.length - 1, reading);
          const weight =
            terms.length === 0 ? unknownWeight : Math.max(...terms.map(({ term }) => weigh(term)));
          return { weight, stop, common: stop || isCommonWord(word), figure: isFigure(word), terms };
        }),
      };
    },
    match(query, weights) {
      const matches = new Map<number, WordMatch>();
      query.words.forEach((word, at) => {
        const best = new Map<number, number>();
        for (const { term, quality } of word.terms) {
          for (const entry of postings[term] as number[]) {
            const number = entry >> 2;
            const field = entry & 3;
            let match = matches.get(number);
            if (match === undefined) {
              match = { names: 0, related: 0, any: 0, answered: 0 };
              matches.set(number, match);
            }
            const value = quality * (weights[field] as number);
            match.any |= 1 << at;
            if (field === fields.names) match.names |= 1 << at;
            if (field === fields.related) match.related |= 1 << at;
            const had = best.get(number) ?? 0;
            if (value > had) {
              best.set(number, value);
              match.answered += (value - had) * word.weight;
            }
          }
        }
      });
      return matches;
    },
    nearness(query) {
      const asked = query.words.filter(({ terms }) => terms.length > 0).length;
      if (asked < 2) return () => 0;
      const meaning = new Int8Array(spellings.length).fill(-1);
      query.words.forEach((word, at) => {
        for (const { term } of word.terms) meaning[term] = at;
      });
      return (record) => nearnessIn(sequences[record] as Int32Array, meaning, asked);
    },
  };
}

/** Edits forgiven in a folded stem of so many letters; -1: it must not even be another with the same folding. */
function editsAllowed(length: number): number {
  return length < 4 ? -1 : length < 6 ? 0 : length < 8 ? 1 : 2;
}
