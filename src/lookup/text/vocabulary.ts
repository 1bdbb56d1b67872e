/** Terms by number, and what a word of a message may mean among them. */
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
  /** The term itself, else those spelt almost so: one edit from five letters on, two from nine. */
  meanings(token: Token): readonly Meaning[];
}

const mostMeanings = 4;
const spellable = /^[a-z\u0600-\u06ff]+$/;

export function createVocabulary(): Vocabulary {
  const numbers = new Map<string, number>();
  const spellings: string[] = [];
  let near: Spellings | undefined;

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
  };
}
