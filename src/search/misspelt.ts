import { createPattern, type Distances, measure } from "./distance.ts";
import { fold } from "./fold.ts";
import { createAlphabet, createPacker, createPostings } from "./postings.ts";
import { createSlips, mostSlips, type Slips } from "./slips.ts";
import { isEnglish, isFigure, stem } from "./words.ts";

/** A term that a word may stand for, by its number. */
export type Guess = {
  readonly term: number;
  /** how well it stands for the word; 1 would be the word itself */
  readonly quality: number;
  /** edits between the two as they are folded; 0 where the word only begins the term */
  readonly edits: number;
};

/** How loosely a word is read. */
type Reading = {
  /** what it begins; with `folded`, what it begins in another romanisation too */
  readonly begun: boolean;
  readonly folded: boolean;
  /** what it misspells or romanises otherwise: two edits in a long word, none in a short one */
  readonly typos: boolean;
};

/** Gives the terms that a word may begin or misspell, best first. */
export type Misspelt = (word: string, reading: Reading) => Guess[];

const candidates = 200;
/** What a word is worth that a term begins with or that folds alike, and what each edit takes from that. */
const nearQuality = 0.9;
const editCost = 0.08;
/** Letters from which on a folded beginning says enough. */
const leastFolded = 6;

/** Reads words against the spellings of a vocabulary, whose terms are stems: by n-grams, then by distance. */
export function createMisspelt(spellings: readonly string[]): Misspelt {
  const folded = spellings.map(fold);
  const alphabet = createAlphabet();
  const packer = createPacker(alphabet);
  for (const form of folded) packer.add(form);
  const { codes, starts } = packer.finish();
  const near = createPostings({ codes, starts }, alphabet);
  const distances: Distances = { whole: 0, prefix: 0 };
  const slips: Slips = { whole: 0, beginning: 0 };
  const weigh = createSlips(alphabet);

  return (word, reading) => {
    const form = fold(stem(word));
    const typed = reading.folded ? fold(word) : "";
    const typedCodes = alphabet.encode(form);
    const pattern = createPattern(typedCodes);
    const allowed = !reading.typos || isFigure(word) || isEnglish(word) ? -1 : editsAllowed(form.length);
    const found: Guess[] = [];
    for (const term of near.candidates(typedCodes, candidates)) {
      const spelt = folded[term] as string;
      if (reading.begun && beginsWith(spellings[term] as string, spelt, word, typed)) {
        found.push({ term, quality: nearQuality, edits: 0 });
      } else if (allowed >= 0 && spelt[0] === form[0] && !isFigure(spelt)) {
        measure(pattern, codes, starts[term] as number, starts[term + 1] as number, distances);
        const edits = distances.whole;
        if (edits > allowed) continue;
        weigh(typedCodes, codes.subarray(starts[term], starts[term + 1]), slips);
        if (slips.whole > mostSlips(Math.min(form.length, spelt.length))) continue;
        found.push({ term, quality: nearQuality - editCost * edits, edits });
      }
    }
    return found.sort((first, second) => second.quality - first.quality || first.term - second.term);
  };
}

/** Whether a term begins with what is typed so far. */
function beginsWith(term: string, spelt: string, word: string, typed: string): boolean {
  return (
    word.length >= 2 && (term.startsWith(word) || (typed.length >= leastFolded && spelt.startsWith(typed)))
  );
}

/** Edits forgiven in a folded stem of so many letters; -1: it must not even be another with the same folding. */
function editsAllowed(length: number): number {
  return length < 4 ? -1 : length < 6 ? 0 : length < 8 ? 1 : 2;
}
