import { isArabic, skeleton, sounds } from "./fold.ts";
import { plainWord } from "./lexicon.ts";

/**
 * Names across scripts: an Arabic spelling and a romanisation of one name share their consonants, and most of the long
 * vowels. Words are looked up by their consonants, then compared sound by sound with an edit distance whose costs are
 * those of what Arabic script leaves out (in the manner of A. Freeman, S. Condon and C. Ackerman, "Cross Linguistic
 * Name Matching in English and Arabic", 2006).
 */

const leastConsonants = 2;
const shortVowel = 0.1;
const otherVowel = 0.35;
const longVowel = 0.5;
const isVowel = (sound: string | undefined): boolean => sound === "a" || sound === "w" || sound === "y";

/** Likeness of a word in Arabic letters to one in Latin letters, both as `sounds`, 0 to 1. */
function soundAlike(arabic: string, latin: string): number {
  const costs = new Float64Array(latin.length + 1);
  // Arabic script writes the vowel that a word begins with.
  // … and the one that it ends with.
  const drop = (at: number): number => {
    const isLast = at === latin.length - 1;
    if (at === 0 || !(isVowel(latin[at]) || (isLast && latin[at] === "h"))) return 1;
    return isLast && isVowel(latin[at]) ? otherVowel : shortVowel;
  };
  for (let at = 0; at < latin.length; at++) costs[at + 1] = (costs[at] as number) + drop(at);
  for (let row = 0; row < arabic.length; row++) {
    const heard = arabic[row] as string;
    const missing = heard === "h" && row === arabic.length - 1 ? shortVowel : isVowel(heard) ? longVowel : 1;
    let diagonal = costs[0] as number;
    costs[0] = diagonal + missing;
    for (let at = 0; at < latin.length; at++) {
      const other = latin[at] as string;
      const change =
        heard === other
          ? 0
          : isVowel(heard) && isVowel(other)
            ? otherVowel
            : // The taa marbuta, at the end of both.
              heard === "h" &&
                (other === "a" || other === "y") &&
                row === arabic.length - 1 &&
                at === latin.length - 1
              ? shortVowel / 2
              : 1.5;
      const above = costs[at + 1] as number;
      costs[at + 1] = Math.min(diagonal + change, above + missing, (costs[at] as number) + drop(at));
      diagonal = above;
    }
  }
  const cost = costs[latin.length] as number;
  return Math.max(0, 1 - (2 * cost) / Math.max(1, arabic.length + latin.length));
}

/** An index of names by the consonants of their words. */
export type ScriptIndex = {
  /**
   * Rows in the other script that the words of a query may name, with their score, at most 0.92. Every word must be
   * heard in the name; words of the name may be missing.
   */
  heard(words: readonly string[]): Map<number, number>;
};

const mostHeard = 0.92;
/**
 * Likeness asked of words with two consonants, three, and more: the fewer they share, the more must agree; and the more
 * names there are, the more only sound alike by chance. Tuned until words of random letters find something about as
 * often as random Latin letters do.
 */
const leastAlike = [
  { names: 3_000, least: [0.965, 0.9, 0.88] },
  { names: 30_000, least: [0.985, 0.96, 0.9] },
  { names: Number.POSITIVE_INFINITY, least: [0.985, 0.985, 0.95] },
] as const;
/** Share of a name's letters that the words heard in it must cover; one word alone may be any name's "city of". */
const leastShare = 0.5;
const leastShareOfOne = 0.8;

type Entry = { readonly row: number; readonly sounds: string; readonly share: number };

/**
 * Builds the index over normalised names, row by row: of the words in either script when the other's first query comes.
 * `arabicRows` are those that hold Arabic letters.
 */
export function createScriptIndex(
  rows: number,
  nameAt: (row: number) => string,
  arabicRows: readonly number[],
): ScriptIndex {
  const halves = new Map<boolean, ReadonlyMap<string, readonly Entry[]>>();
  const leastOf = leastAlike.find(({ names }) => rows <= names)?.least ?? [];

  /** The words in one script by their skeletons. */
  function wordsIn(arabic: boolean): ReadonlyMap<string, readonly Entry[]> {
    const known = halves.get(arabic);
    if (known !== undefined) return known;
    const bySkeleton = new Map<string, Entry[]>();
    const add = (row: number): void => {
      const name = nameAt(row);
      for (const word of name.split(" ")) {
        if (isArabic(word) !== arabic) continue;
        const heard = sounds(word);
        const key = skeleton(heard);
        if (key.length < leastConsonants) continue;
        const entry = { row, sounds: heard, share: word.length / name.replaceAll(" ", "").length };
        const list = bySkeleton.get(key);
        if (list === undefined) bySkeleton.set(key, [entry]);
        else list.push(entry);
      }
    };
    if (arabic) arabicRows.forEach(add);
    else for (let row = 0; row < rows; row++) add(row);
    halves.set(arabic, bySkeleton);
    return bySkeleton;
  }

  return {
    heard(words) {
      let found: Map<number, { likeness: number; share: number }> | undefined;
      for (const word of words) {
        const typed = sounds(word);
        const arabic = isArabic(word);
        const key = skeleton(typed);
        const least = leastOf[Math.min(key.length, 4) - leastConsonants] ?? 1;
        const next = new Map<number, { likeness: number; share: number }>();
        const add = ({ row, share }: Entry, likeness: number): void => {
          const before = found?.get(row);
          if (found !== undefined && before === undefined) return;
          const sum = likeness + (before?.likeness ?? 0);
          if (sum <= (next.get(row)?.likeness ?? 0)) return;
          next.set(row, { likeness: sum, share: share + (before?.share ?? 0) });
        };
        const entries = wordsIn(!arabic);
        for (const entry of entries.get(key) ?? []) {
          const likeness = arabic ? soundAlike(typed, entry.sounds) : soundAlike(entry.sounds, typed);
          if (likeness >= least) add(entry, likeness);
        }
        // The word of a name that it stands for in English ("حاجز" of a checkpoint).
        const english = sounds(plainWord(word));
        if (arabic && english !== typed) {
          for (const entry of entries.get(skeleton(english)) ?? []) {
            if (entry.sounds === english) add(entry, 1);
          }
        }
        if (next.size === 0) return new Map();
        found = next;
      }
      const scores = new Map<number, number>();
      for (const [row, { likeness, share }] of found ?? []) {
        if (share < (words.length === 1 ? leastShareOfOne : leastShare)) continue;
        scores.set(row, mostHeard * (likeness / words.length) * (0.86 + 0.14 * Math.min(1, share)));
      }
      return scores;
    },
  };
}
