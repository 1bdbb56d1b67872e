import { createPattern, type Distances, measure } from "./distance.ts";
import { fold, foldTyped } from "./fold.ts";
import { createAlphabet, createPacker, createPostings } from "./postings.ts";
import { createSlips, mostSlips, type Slips } from "./slips.ts";
import { isEnglish, isFigure } from "./words.ts";

/** A term that a word may stand for, by its number. */
export type Guess = {
  readonly term: number;
  /** the form of the term that the word was taken for */
  readonly form: string;
  /** how well it stands for the word; 1 would be the word itself */
  readonly quality: number;
  /** edits between the two as they are folded; 0 where the word only begins the form */
  readonly edits: number;
};

/** How loosely a word is read. */
type Reading = {
  /** share of a form's letters from which on its beginning stands for it; above 1: it never does */
  readonly begun: number;
  /** whether a beginning may be romanised otherwise */
  readonly folded: boolean;
  /** what it misspells or romanises otherwise: two edits in a long word, none in a short one or a word of English */
  readonly typos: boolean;
};

/** Gives the terms that a word may begin or misspell, best first. */
export type Misspelt = (word: string, reading: Reading) => Guess[];

const candidates = 200;
/** What a word is worth that a form begins with or that folds alike, and what each edit takes from that. */
const nearQuality = 0.9;
const editCost = 0.08;
/** Letters from which on a folded beginning says enough. */
const leastFolded = 6;

/**
 * Reads words against the forms in which a vocabulary's terms are written: by n-grams, then by distance, then by what
 * people slip on. `terms[i]` is the term of `forms[i]`, a normalised word.
 */
export function createMisspelt(forms: readonly string[], terms: ArrayLike<number>): Misspelt {
  const folded = forms.map(fold);
  const alphabet = createAlphabet();
  const packer = createPacker(alphabet);
  for (const form of folded) packer.add(form);
  const { codes, starts } = packer.finish();
  const near = createPostings({ codes, starts }, alphabet);
  const distances: Distances = { whole: 0, prefix: 0 };
  const slips: Slips = { whole: 0, beginning: 0 };
  const weigh = createSlips(alphabet);

  return (word, { begun, folded: foldedBegun, typos }) => {
    const misspells = typos && !isFigure(word) && !isEnglish(word);
    if (!misspells && begun > 1) return [];
    const typed = foldTyped(word);
    const typedCodes = alphabet.encode(typed);
    const pattern = createPattern(typedCodes);
    const allowed = misspells ? editsAllowed(typed.length) : -1;
    const found = new Map<number, Guess>();
    const add = (guess: Guess): void => {
      if (guess.quality > (found.get(guess.term)?.quality ?? 0)) found.set(guess.term, guess);
    };
    for (const row of near.candidates(typedCodes, candidates)) {
      const form = forms[row] as string;
      const spelt = folded[row] as string;
      const term = terms[row] as number;
      if (
        word.length >= Math.max(2, begun * form.length) &&
        beginsWith(form, spelt, word, foldedBegun ? typed : "")
      ) {
        add({ term, form, quality: nearQuality, edits: 0 });
      } else if (allowed >= 0 && spelt[0] === typed[0] && !isFigure(form)) {
        measure(pattern, codes, starts[row] as number, starts[row + 1] as number, distances);
        const edits = distances.whole;
        if (edits > allowed) continue;
        weigh(alphabet.encode(word), alphabet.encode(form), slips);
        // English is not romanised in several ways.
        const settled = edits === 0 && isEnglish(form);
        if (slips.whole > mostSlips(Math.min(word.length, form.length), settled)) continue;
        add({ term, form, quality: nearQuality - editCost * edits, edits });
      }
    }
    return [...found.values()].sort(
      (first, second) => second.quality - first.quality || first.term - second.term,
    );
  };
}

/** Whether a form begins with what is typed so far. */
function beginsWith(form: string, spelt: string, word: string, typed: string): boolean {
  return form.startsWith(word) || (typed.length >= leastFolded && spelt.startsWith(typed));
}

/** Edits forgiven in a folded word of so many letters; -1: it must not even be another with the same folding. */
function editsAllowed(length: number): number {
  return length < 4 ? -1 : length < 6 ? 0 : length < 8 ? 1 : 2;
}
