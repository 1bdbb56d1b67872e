/** Terms by number, and what a word that people type may mean among them. */
import { fold } from "../../search/fold.ts";
import { createAlphabet, createPacker } from "../../search/postings.ts";
import { confidence, createReader, createSpelling } from "../../search/spelling.ts";
import { isEnglish } from "../../search/words.ts";
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
const mostBegun = 24;
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
      const begun = last && word.length >= shortest.begun ? queried.begun(word) : [];
      const alike = term.length >= shortest.romanised ? queried.romanised(term) : [];
      if (begun.length + alike.length > 0) {
        return [...new Set([...alike, ...begun])].map((number) => ({ term: number, edits: 1 }));
      }
      if (word.length < shortest.misspelt) return [];
      const { isAnother } = queried;
      return spelt(term).filter((meaning) => !isAnother(term, meaning.term));
    },
  };
}

/** What only queries ask of the spellings. */
interface Queried {
  /** Numbers of the terms that begin with `word`, in the order of their letters. */
  begun(word: string): number[];
  /** Numbers of the terms that differ from `term` only as romanisations do. */
  romanised(term: string): readonly number[];
  /** Whether a term is rather the name of something else than `term` misspelt: Havana is not Hajana. */
  isAnother(term: string, number: number): boolean;
}

function createQueried(spellings: readonly string[]): Queried {
  const words = [...spellings.keys()].filter((number) => spellable.test(spellings[number] as string));
  const sorted = words.sort((a, b) => ((spellings[a] as string) < (spellings[b] as string) ? -1 : 1));
  // Only names are romanised: Perth is no part.
  const names = sorted.filter((number) => {
    const spelling = spellings[number] as string;
    return spelling.length >= shortest.romanised && !isEnglish(spelling);
  });
  const byFold = Map.groupBy(names, (number) => fold(spellings[number] as string));
  const alphabet = createAlphabet();
  const [normal, folded] = [createPacker(alphabet), createPacker(alphabet)];
  for (const spelling of spellings) {
    normal.add(spelling);
    folded.add(fold(spelling));
  }
  const packed = { alphabet, normal: normal.finish(), folded: folded.finish() };
  const compare = createReader(packed);

  return {
    begun(word) {
      let low = 0;
      let high = sorted.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((spellings[sorted[middle] as number] as string) < word) low = middle + 1;
        else high = middle;
      }
      const some = sorted.slice(low, low + mostBegun);
      return some.filter((number) => spellings[number]?.startsWith(word));
    },
    romanised: (term) => byFold.get(fold(term)) ?? [],
    isAnother(term, number) {
      const [start, end] = [
        packed.normal.starts[number] as number,
        packed.normal.starts[number + 1] as number,
      ];
      const foldedStart = packed.folded.starts[number] as number;
      const foldedEnd = packed.folded.starts[number + 1] as number;
      const typed = createSpelling(term, alphabet);
      return compare(typed, { start, end, foldedStart, foldedEnd, strict: true }).whole < confidence;
    },
  };
}
