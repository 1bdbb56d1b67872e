import { createPattern, type Distances, measure } from "../../search/distance.ts";
import { createAlphabet } from "../../search/postings.ts";

/** Which of a fixed set of words are spelt almost like another. */
export interface Spellings {
  /** Numbers of the words at most `edits` (1 or 2) from `word`, nearest first, with how many edits part them. */
  near(word: string, edits: number): { readonly number: number; readonly edits: number }[];
}

const shortest = 4;
const mostCandidates = 64;
/** 2^21 words; with a hash of 32 bits the key is a whole number that a double holds exactly. */
const room = 2 ** 21;

/**
 * Two words one edit apart share a form with at most one letter left out (W. Garbe's symmetric deletion, after T. Bocek
 * et al., "Fast similarity search in large dictionaries", 2007). The forms are kept as hashes in one sorted array:
 * about eight a word, at 8 bytes each. A look-up costs one binary search a letter, whatever the number of words.
 * Words two edits apart are found where one letter left out of each makes them alike.
 */
export function createSpellings(words: readonly string[]): Spellings {
  let count = 0;
  for (const word of words) if (word.length >= shortest) count += word.length + 1;
  const all = new Float64Array(count);
  let end = 0;
  words.forEach((word, number) => {
    if (word.length < shortest) return;
    eachForm(word, (hash) => {
      all[end++] = hash * room + number;
    });
  });
  const keys = all.subarray(0, end).sort();
  const alphabet = createAlphabet();
  const encoded: (Uint8Array | undefined)[] = [];

  function firstAtLeast(key: number): number {
    let low = 0;
    let high = keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((keys[middle] as number) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    near(word, edits) {
      if (word.length < shortest || word.length > 32) return [];
      const candidates = new Set<number>();
      eachForm(word, (hash) => {
        for (let at = firstAtLeast(hash * room); at < keys.length; at++) {
          const number = (keys[at] as number) - hash * room;
          if (number >= room || candidates.size >= mostCandidates) break;
          candidates.add(number);
        }
      });
      if (candidates.size === 0) return [];
      const pattern = createPattern(alphabet.learnAll(word));
      const out: Distances = { whole: 0, prefix: 0 };
      const found: { number: number; edits: number }[] = [];
      for (const number of candidates) {
        encoded[number] ??= alphabet.learnAll(words[number] as string);
        const codes = encoded[number];
        measure(pattern, codes, 0, codes.length, out);
        if (out.whole <= edits) found.push({ number, edits: out.whole });
      }
      return found.sort((a, b) => a.edits - b.edits || a.number - b.number);
    },
  };
}

/** Hashes (FNV-1a, 32 bits) of a word and of the word with each letter left out. */
function eachForm(word: string, visit: (hash: number) => void): void {
  for (let left = -1; left < word.length; left++) {
    if (left > 0 && word[left] === word[left - 1]) continue;
    let hash = 0x811c9dc5;
    for (let at = 0; at < word.length; at++) {
      if (at !== left) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
    }
    visit(hash >>> 0);
  }
}
