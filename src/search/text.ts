import { createPattern, type Distances, measure } from "./distance.ts";
import { fold } from "./fold.ts";
import { headOf } from "./names.ts";
import { createAlphabet, createPacker, createPostings } from "./postings.ts";
import { daysBetween, isCommonWord, isFigure, isStopWord, stem, wordsOf } from "./words.ts";

/**
 * Search by words: which share of what a query asks for a record's words hold. Words are stems weighted by inverse
 * document frequency (S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009),
 * brought to the range 1 to 2 so that one unknown word never outweighs three known ones; fields are weighted as in
 * BM25F, and words near one another rank before words apart (T. Tao and C. Zhai, "An exploration of proximity
 * measures in information retrieval", 2007).
 */

/** Fields in falling order of weight. */
const fields = { names: 0, related: 1, text: 2 } as const;
/** What a word is worth by its field where names are asked for, and where words are. */
export const weightsOfFind = [1, 0.95, 0.9] as const;
export const weightsOfText = [1, 0.86, 0.98] as const;

/** What the words of one query have in common with one record. */
export type WordMatch = {
  /** bit i: query word i stands in the record's names, in its related names, in any field */
  names: number;
  related: number;
  any: number;
  /** weight answered, of `asked` */
  answered: number;
};

/** A query's words with what each may mean in the vocabulary. */
export type WordQuery = {
  readonly words: readonly {
    readonly weight: number;
    readonly stop: boolean;
    readonly common: boolean;
    readonly figure: boolean;
    readonly terms: readonly { readonly term: number; readonly quality: number }[];
  }[];
};

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
  const largest = Math.log(1 + (records.length + 0.5) / 0.5);

  function weigh(term: number): number {
    const list = postings[term] as number[];
    let frequency = 0;
    let before = -1;
    for (const entry of list) {
      if (entry >> 2 !== before) frequency++;
      before = entry >> 2;
    }
    return 1 + Math.log(1 + (records.length - frequency + 0.5) / (frequency + 0.5)) / largest;
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
          const weight = terms.length === 0 ? 1.75 : Math.max(...terms.map(({ term }) => weigh(term)));
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

/** How near each other a sequence of terms holds the words that `meaning` gives its terms, 0 to 1. */
function nearnessIn(sequence: Int32Array, meaning: Int8Array, asked: number): number {
  let previous = -1;
  let place = -9;
  const pairs = new Map<number, number>();
  for (let at = 0; at < sequence.length; at++) {
    const term = sequence[at] as number;
    const word = term < 0 ? -1 : (meaning[term] as number);
    if (word < 0) continue;
    if (previous >= 0 && word !== previous) {
      const key = Math.min(word, previous) * 64 + Math.max(word, previous);
      pairs.set(key, Math.max(pairs.get(key) ?? 0, 1 / (at - place)));
    }
    previous = word;
    place = at;
  }
  let sum = 0;
  for (const value of pairs.values()) sum += value;
  return Math.min(1, sum / (asked - 1));
}

const unknownFigure = 3;
const missingCommon = 0.25;
const strangeShare = 0.7;
const leastShare = 0.6;
/** A message is longer than a question, and not all of it is about the subject. */
const message = { words: 7, answered: 5, share: 0.5 } as const;

type Tally = { asked: number; content: number; explained: number; strange: boolean };

function tally(query: WordQuery, match: WordMatch): Tally {
  const sum: Tally = { asked: 0, content: 0, explained: 0, strange: false };
  query.words.forEach((word, at) => {
    if (!word.stop) sum.content++;
    if (((match.any >> at) & 1) === 1) {
      sum.asked += word.weight;
      sum.explained++;
    } else if (word.figure) {
      sum.asked += unknownFigure;
      sum.strange = true;
    } else if (!word.common) {
      sum.asked += word.weight;
      if (word.terms.length === 0) sum.strange = true;
    } else if (!word.stop) {
      sum.asked += missingCommon;
    }
  });
  return sum;
}

/**
 * Share of a query that a record's words answer, 0 to 1. Common words weigh little when missing; a figure or an
 * unknown name that the record does not hold lowers the rest, unless three other words and most of the weight are
 * answered.
 */
export function coverage(query: WordQuery, match: WordMatch): number {
  const { asked, explained, strange } = tally(query, match);
  if (asked === 0) return 0;
  const share = match.answered / asked;
  return strange && (explained < 3 || share < 0.72) ? share * strangeShare : share;
}

/** Whether enough of a query is answered for the record to be a hit. */
export function isAnswered(query: WordQuery, match: WordMatch): boolean {
  if (coverage(query, match) >= leastShare) return true;
  const { asked, content, explained } = tally(query, match);
  return content >= message.words && explained >= message.answered && match.answered / asked >= message.share;
}

/** How far a record's own names answer the query, rather than names linked with it, 0 to 1. */
export function linkedShare(query: WordQuery, match: WordMatch): number {
  let names = 0;
  let all = 0;
  query.words.forEach((word, at) => {
    if (word.terms.length === 0) return;
    all += word.weight;
    if (((match.names >> at) & 1) === 1) names += word.weight;
    else if (((match.related >> at) & 1) === 1) names += 0.35 * word.weight;
  });
  return all === 0 ? 0 : names / all;
}
