/** Terms by number, and what a word that people type may mean among them. */
import { createMisspelt, type Misspelt } from "../../search/misspelt.ts";
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
  /** Notes a word in which a term is written: what queries are compared with. */
  spell(token: Token): void;
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
/** Share of a word that must be there for a query to stand for it. */
const leastBegun = 0.7;
const spellable = /^[a-z\u0600-\u06ff]+$/;
/** Letters from which on a query's word may be only begun or misspelt, and its stem romanised otherwise. */
const shortest = { begun: 5, romanised: 4, misspelt: 6 } as const;

export function createVocabulary(): Vocabulary {
  const numbers = new Map<string, number>();
  const spellings: string[] = [];
  let near: Spellings | undefined;
  const forms = new Map<string, number>();
  let guesses: Misspelt | undefined;

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
      guesses ??= createMisspelt([...forms.keys()], [...forms.values()]);
      const begun = last && word.length >= shortest.begun ? leastBegun : 2;
      const typos = word.length >= shortest.romanised;
      const meant = guesses(word, { begun, folded: true, typos }).filter(
        ({ form, edits }) =>
          word.length >= shortest.misspelt ||
          // Of short words only names are romanised: Perth is no part.
          (edits === 0 && (form.startsWith(word) || !isEnglish(form))),
      );
      const nearest = meant.filter(({ edits }) => edits === meant[0]?.edits).slice(0, mostGuesses);
      return nearest.map(({ term, edits }) => ({ term, edits: Math.max(1, edits) }));
    },
    spell({ word, term }) {
      if (spellable.test(word)) forms.set(word, this.add(term));
    },
  };
}
