import { fields, nearnessIn, unknownWeight, type WordMatch, type WordQuery, weightOf } from "./coverage.ts";
import { isAsking, plainWord } from "./lexicon.ts";
import { createMisspelt, type Guess, type Misspelt } from "./misspelt.ts";
import { headOf } from "./names.ts";
import {
  commonToMisspell,
  daysBetween,
  isCommonWord,
  isEnglish,
  isFigure,
  isLetter,
  isStopWord,
  stem,
  wordsOf,
} from "./words.ts";

/** An index of records by words: what each word of a query may mean, and which records hold it in which field. */

/** How loosely words are read: by their stems, and the last one as `begun`, and any of them as `misspelt`. */
type WordReading = { readonly begun: boolean; readonly misspelt: boolean };

/** An index of records by words. */
export type WordIndex = {
  /** What the words may mean, read as loosely as `reading` says. */
  prepare(words: readonly string[], reading?: WordReading): WordQuery;
  /** Every record that holds a word of the query, by its number. */
  match(query: WordQuery, weights: readonly number[]): Map<number, WordMatch>;
  /** Nearness of the query's words in a record's text, 0 (apart or one word) to 1 (side by side). */
  nearness(query: WordQuery): (record: number) => number;
};

/** A word of a query as it is read. */
type Read = {
  readonly stop: boolean;
  readonly common: boolean;
  readonly terms: readonly Pick<Guess, "term" | "quality">[];
};

type Source = {
  readonly names: readonly string[];
  readonly related?: readonly string[];
  readonly text?: string;
};

let misspeltCommon: Misspelt | undefined;

/** Reads words against the common ones, as their misspellings; built with the first index, not in a look-up. */
function readCommon(): Misspelt {
  if (misspeltCommon === undefined) {
    const common = commonToMisspell();
    misspeltCommon = createMisspelt(
      common,
      common.map((_, at) => at),
    );
  }
  return misspeltCommon;
}

/** Words by which English asks, and the endings of verbs: they stand in sentences, and hardly in names. */
const askingEnglish = /^(?:who|what|where|when|why|how|which|did|does|do|was|were|is|are|has|have|had)$/;
const verbal = /..(?:ed|ing)$/;

const longestQuery = 30;
/** Stands for a term where there is none: a word that says nothing, or the end of a text. */
const nothing = -1;
const mostMeanings = 24;
/** What a word is worth that stands for another in English, or with which Arabic has joined another. */
const translatedQuality = 0.95;
/** And, with, for, in, as: Arabic writes them as one with the word. */
const joined = /^[وفبلك](?:ال)?(?=[\u0600-\u06ff]{3})/;

/** Builds the index: one pass over every word of every field. */
export function createWordIndex(records: readonly Source[]): WordIndex {
  const vocabulary = new Map<string, number>();
  const postings: number[][] = [];
  const sequences: Int32Array[] = [];
  /** The terms of the words as they are written; {@link nothing} where a word says nothing. */
  const terms = new Map<string, number>();
  const seen = new Map<string, { head: readonly string[]; qualifier: readonly string[] }>();

  function termOf(word: string): number {
    const known = terms.get(word);
    if (known !== undefined) return known;
    const term = isStopWord(plainWord(word)) ? nothing : termOfStem(stem(word));
    terms.set(word, term);
    return term;
  }
  function termOfStem(key: string): number {
    let term = vocabulary.get(key);
    if (term === undefined) {
      term = postings.length;
      vocabulary.set(key, term);
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
        // Names of linked records stand in no order that says anything.
        if (field !== fields.related) sequence.push(term);
        if (term === nothing) continue;
        const list = postings[term] as number[];
        if (!list.slice(-3).includes(number * 4 + field)) list.push(number * 4 + field);
      }
      if (field !== fields.related) sequence.push(nothing);
    };
    for (const name of record.names) addName(name, fields.names);
    for (const name of record.related ?? []) addName(name, fields.related);
    if (record.text !== undefined) add(record.text, fields.text);
    sequences.push(Int32Array.from(sequence));
  });

  const written = [...terms].filter(([, term]) => term !== nothing);
  const misspelt = createMisspelt(
    written.map(([word]) => word),
    written.map(([, term]) => term),
  );

  const common = readCommon();
  const isMisspeltCommon = (word: string): boolean =>
    common(word, { begun: 2, folded: false, typos: true }).length > 0;

  function weigh(term: number): number {
    let frequency = 0;
    let before = -1;
    for (const entry of postings[term] as number[]) {
      if (entry >> 2 !== before) frequency++;
      before = entry >> 2;
    }
    return weightOf(frequency, records.length);
  }

  /** The term of a query's word; nothing of it is kept. */
  const termAt = (word: string): number | undefined => vocabulary.get(stem(word));

  /** Terms that `word` may mean: itself, else what is spelt almost so; the last one also what it begins. */
  function meanings(word: string, last: boolean, reading: WordReading): Pick<Guess, "term" | "quality">[] {
    const exact = termAt(word);
    const itself = exact === undefined ? [] : [{ term: exact, quality: 1 }];
    const begun = last && reading.begun;
    if (!begun && (exact !== undefined || isFigure(word) || !reading.misspelt)) return itself;
    const typos = reading.misspelt && exact === undefined;
    const guesses = misspelt(word, { begun: begun ? 0 : 2, folded: reading.misspelt, typos });
    return [...itself, ...guesses.filter(({ term }) => term !== exact)].slice(0, mostMeanings);
  }

  /** Whether a word stands for one of English that is held. */
  function isMeant(word: string): boolean {
    const plain = plainWord(word);
    return plain !== word && !isStopWord(plain) && !isCommonWord(plain) && termAt(plain) !== undefined;
  }

  /** A word with what it stands for in English, and without what Arabic joins to it, besides. */
  function translated(word: string, read: Read): Read {
    const bare = word.replace(joined, "");
    const plain = plainWord(word);
    if (read.stop || isStopWord(plain)) return { stop: true, common: true, terms: [] };
    const itself = read.terms.filter(({ quality }) => quality === 1);
    const others = [bare, plain].filter((other) => other !== word).map(termAt);
    const meant = others.flatMap((term) =>
      term === undefined ? [] : [{ term, quality: translatedQuality }],
    );
    const terms = itself.length + meant.length === 0 ? read.terms : [...itself, ...meant];
    return { stop: false, common: read.common || isCommonWord(plain), terms };
  }

  return {
    prepare(words, reading = { begun: true, misspelt: true }) {
      const seen = new Set<string>();
      const kept = words.filter((word) => !seen.has(word) && seen.add(word)).slice(0, longestQuery);
      const asked = kept.map((word, at) => {
        const last = at === kept.length - 1;
        const stop = isStopWord(word) || (isLetter(word) && !(last && reading.begun));
        const terms = stop && kept.length > 1 ? [] : meanings(word, last, reading);
        const common =
          stop ||
          isCommonWord(word) ||
          (reading.misspelt && kept.length > 2 && terms[0]?.quality !== 1 && isMisspeltCommon(word));
        return { word, stop, common, terms };
      });
      // In a question, or beside a word that is held as it is typed, or another such, a word of another language is read
      // as the English that it stands for; alone, or beside a misspelling, it makes another name (*La Romana*).
      const isTranslated =
        asked.some(({ word, common, terms }) => isAsking(word) || (!common && terms[0]?.quality === 1)) ||
        asked.filter(({ word, common }) => !common && isMeant(word)).length > 1;
      const asks = kept.some((word) => isAsking(word) || askingEnglish.test(word));
      return {
        words: asked.map(({ word, ...read }) => {
          const { stop, common, terms } = isTranslated ? translated(word, read) : read;
          const weight =
            terms.length === 0 ? unknownWeight : Math.max(...terms.map(({ term }) => weigh(term)));
          return {
            weight,
            stop,
            common,
            figure: isFigure(word),
            ordinary: (asks || verbal.test(word)) && isEnglish(word),
            terms,
          };
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
      const meaning = new Int8Array(postings.length).fill(-1);
      query.words.forEach((word, at) => {
        for (const { term } of word.terms) meaning[term] = at;
      });
      return (record) => nearnessIn(sequences[record] as Int32Array, meaning, asked);
    },
  };
}
