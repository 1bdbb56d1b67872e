/** Terms by number, and what a word that people type may mean among them. */
import { fold } from "../../search/fold.ts";
import { createMisspelt } from "../../search/misspelt.ts";
import { createAlphabet, createPacker } from "../../search/postings.ts";
import { confidence, createReader, createSpelling } from "../../search/spelling.ts";
import { isEnglish, stem } from "../../search/words.ts";
import { createSpellings, type Spellings } from "./spelling.ts";
import type { Token } from "./tokens.ts";

export interface Meaning {
  readonly term: number;
  /** Edits between the word and the term: 0 is the word itself. */
  readonly edits: number;
}

export interface Vocabulary {
  /** The number of a term, which is given one if it has none. Not after the first `meanings`. */
  add(term: string): number;
  /** The number of a term, or undefined where no dossier holds it. */
  get(term: string): number | undefined;
  size(): number;
  /** In a message: the term itself, else those spelt almost so, one edit from five letters on, two from nine. */
  meanings(token: Token): readonly Meaning[];
  /**
   * In a query, of which nearly every word must be answered: the term itself, else those that romanise alike, else those
   * spelt almost so that are not the spelling of another name; and those that it begins, where it is still being typed
   * (`last`). A word of English is itself or nothing.
   */
  asked(token: Token, last: boolean): readonly Meaning[];
}

const mostMeanings = 4;
const mostGuesses = 24;
/** Likeness that two edits must leave: Petropolis is not "petrolier". */
const leastTwoEdits = 0.8;
const spellable = /^[a-z\u0600-\u06ff]+$/;
/** Letters from which on a query's word may be only begun or misspelt, and its stem romanised otherwise. */
const shortest = { begun: 4, romanised: 4, misspelt: 6 } as const;

export function createVocabulary(): Vocabulary {
  const numbers = new Map<string, number>();
  const spellings: string[] = [];
  let near: Spellings | undefined;
  let queried: Queried | undefined;

  function spelt(term: string): readonly Meaning[] {
    if (term.length < 5 || !spellable.test(term)) return [];
    near ??= createSpellings(spellings.map((spelling) => (spellable.test(spelling) ? spelling : "")));
    return near
      .near(term, term.length >= 9 ? 2 : 1)
      .filter(({ number, edits }) => {
        const other = spellings[number] as string;
        // Past the first letter people slip; short words one edit apart are other words.
        return other[0] === term[0] && Math.min(other.length, term.length) >= (edits === 2 ? 8 : 5);
      })
      .slice(0, mostMeanings)
      .map(({ number, edits }) => ({ term: number, edits }));
  }

  return {
    add(term) {
      let number = numbers.get(term);
      if (number === undefined) {
        number = spellings.length;
        numbers.set(term, number);
        spellings.push(term);
      }
      return number;
    },
    get: (term) => numbers.get(term),
    size: () => spellings.length,
    meanings({ term, stop, common }) {
      const exact = numbers.get(term);
      if (exact !== undefined) return [{ term: exact, edits: 0 }];
      return stop || common ? [] : spelt(term);
    },
    asked({ word, term, stop, common }, last) {
      const exact = numbers.get(term);
      if (exact !== undefined) return [{ term: exact, edits: 0 }];
      if (stop || common || !spellable.test(word) || isEnglish(word)) return [];
      queried ??= createQueried(spellings);
      const { guess, isAnother } = queried;
      const meant = guess(word, last && word.length >= shortest.begun);
      if (meant.length > 0 || word.length < shortest.misspelt) return meant;
      return spelt(term).filter((meaning) => !isAnother(word, meaning));
    },
  };
}

interface Queried {
  /** What a word may stand for, romanised otherwise, misspelt, or `begun`. */
  guess(word: string, begun: boolean): Meaning[];
  /** Whether a term is rather the name of something else than `word` misspelt: Havana is not Hajana. */
  isAnother(word: string, meaning: Meaning): boolean;
}

/** What only queries ask of the spellings. */
function createQueried(spellings: readonly string[]): Queried {
  const guesses = createMisspelt(spellings);
  const alphabet = createAlphabet();
  const [normal, folded] = [createPacker(alphabet), createPacker(alphabet)];
  for (const spelling of spellings) {
    normal.add(spelling);
    folded.add(fold(spelling));
  }
  const packed = { alphabet, normal: normal.finish(), folded: folded.finish() };
  const compare = createReader(packed);

  function isAnother(word: string, { term, edits }: Meaning): boolean {
    const [start, end] = [packed.normal.starts[term] as number, packed.normal.starts[term + 1] as number];
    const foldedStart = packed.folded.starts[term] as number;
    const foldedEnd = packed.folded.starts[term + 1] as number;
    const typed = createSpelling(stem(word), alphabet);
    const { whole } = compare(typed, { start, end, foldedStart, foldedEnd, strict: true });
    return whole < (edits > 1 ? leastTwoEdits : confidence);
  }

  return {
    isAnother,
    guess(word, begun) {
      const typos = word.length >= shortest.romanised;
      const meant = guesses(word, { begun, folded: true, typos }).filter((guess) => {
        const spelling = spellings[guess.term] as string;
        if (!spellable.test(spelling)) return false;
        if (begun && spelling.startsWith(word)) return true;
        if (word.length >= shortest.misspelt) return guess.edits === 0 || !isAnother(word, guess);
        // Only names are romanised: Perth is no part.
        return guess.edits === 0 && !isEnglish(spelling);
      });
      const nearest = meant.filter(({ edits }) => edits === meant[0]?.edits).slice(0, mostGuesses);
      return nearest.map(({ term, edits }) => ({ term, edits: Math.max(1, edits) }));
    },
  };
}
