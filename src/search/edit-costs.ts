import type { Alphabet } from "./postings.ts";

/**
 * How likely somebody who meant one name typed another text: edits weighed by what people slip on. Two neighbours
 * swapped, a letter doubled or left single, a vowel for another, a key beside the right one or a letter that sounds like
 * it are slips; another consonant makes another name, and so does another first letter. After F. Damerau, "A technique
 * for computer detection and correction of spelling errors" (1964: four in five misspellings are one such edit);
 * E. Yannakoudakis and D. Fawthrop, "The rules of spelling errors" (1983: the first letter is right in 98.6%); and M.
 * Kernighan, K. Church and W. Gale, "A spelling correction program based on a noisy channel model" (1990).
 */

/** The costs of the slips between a typed text and a stretch of a name. */
export type Slips = {
  /** to the whole stretch */
  whole: number;
  /** to that beginning of it that is nearest */
  beginning: number;
};

const swapped = 0.45;
const doubled = 0.3;
const oneSound = 0.4;
const besideVowel = 0.4;
const otherVowel = 0.5;
const beside = 0.7;
const soundsAlike = 0.6;
const otherLetter = 1.5;
const leftOut = { vowel: 0.6, weak: 0.3, other: 0.8 } as const;
const putIn = { vowel: 0.7, weak: 0.3, beside: 0.7, other: 1 } as const;
const longest = 33;

const vowels = "aeiouy اوي";
/** Letters that are hardly heard. */
const weak = "hء'";
/** Keys side by side (QWERTY). */
const keyboard = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
/** Letters that romanisations write for one sound, as `fold` merges them. */
const same = "ae ou iy ei kq ck";
const akin = `sz mn bp dt gj gk vf vw uw ow lr cs ck hx kx
  صس ضد طت ظز ظض ذد ذز حه قك ثت ثس جح حخ رز سش فق عغ بت تث بن`;

/**
 * What slips may cost in all where the shorter of two texts has so many letters: next to nothing in a name of three or
 * four, which any edit makes another, and a slip more for each four or five letters. Where a spelling is `settled`, half
 * of that: people and their keyboards know how a word of English is written, and what is further off is another word.
 */
export function mostSlips(letters: number, settled = false): number {
  return settled ? 0.09 * letters : 0.18 * letters - 0.2;
}

/**
 * Builds the comparison for texts in the codes of an alphabet that learns no more; it writes into `out`. Texts past 33
 * characters are cut. `firstLetter`: how much more an edit of the first letter says than one of another.
 */
export function createSlips(alphabet: Alphabet, firstLetter = 2) {
  const size = alphabet.size();
  const change = new Float32Array(size * size).fill(otherLetter);
  const kind = new Uint8Array(size);
  const isVowel = 1;
  const isWeak = 2;
  const near = new Uint8Array(size * size);
  const set = (first: number, second: number, cost: number): void => {
    if (first === 0 || second === 0) return;
    change[first * size + second] = Math.min(cost, change[first * size + second] as number);
    change[second * size + first] = change[first * size + second] as number;
  };
  for (const code of alphabet.encode(weak)) kind[code] = isWeak;
  const vowelCodes = alphabet.encode(vowels);
  for (const code of vowelCodes) kind[code] = isVowel;
  for (const first of vowelCodes) for (const second of vowelCodes) set(first, second, otherVowel);
  for (const pair of same.split(" ")) {
    const [first = 0, second = 0] = alphabet.encode(pair);
    set(first, second, oneSound);
  }
  for (const pair of akin.split(/\s+/)) {
    const [first = 0, second = 0] = alphabet.encode(pair);
    set(first, second, soundsAlike);
  }
  for (const row of keyboard) {
    const keys = alphabet.encode(row);
    for (let at = 1; at < keys.length; at++) {
      const [first, second] = [keys[at - 1] as number, keys[at] as number];
      set(first, second, beside);
      near[first * size + second] = 1;
      near[second * size + first] = 1;
    }
  }
  for (let code = 0; code < size; code++) change[code * size + code] = 0;
  kind[0] = 0;
  let before = new Float32Array(longest + 1);
  let row = new Float32Array(longest + 1);
  let next = new Float32Array(longest + 1);
  const missing = new Float32Array(longest);

  /** What it costs that a letter of the name was left out. */
  function costLeftOut(codes: Uint8Array, at: number): number {
    const code = codes[at] as number;
    const [left, right] = [codes[at - 1] ?? 0, codes[at + 1] ?? 0];
    if (left === code || right === code) return doubled;
    const is = kind[code];
    if (is === isVowel && (kind[left] === isVowel || kind[right] === isVowel)) return besideVowel;
    return is === isVowel ? leftOut.vowel : is === isWeak ? leftOut.weak : leftOut.other;
  }
  /** What it costs that a letter was put in. */
  function costPutIn(typed: Uint8Array, at: number): number {
    const code = typed[at] as number;
    const [left, right] = [typed[at - 1] ?? 0, typed[at + 1] ?? 0];
    if (left === code || right === code) return doubled;
    const is = kind[code];
    if (is === isVowel && (kind[left] === isVowel || kind[right] === isVowel)) return besideVowel;
    if (near[code * size + left] === 1 || near[code * size + right] === 1) return putIn.beside;
    return is === isVowel ? putIn.vowel : is === isWeak ? putIn.weak : putIn.other;
  }

  return (typed: Uint8Array, name: Uint8Array, out: Slips): void => {
    const letters = Math.min(typed.length, longest);
    const length = Math.min(name.length, longest);
    row[0] = 0;
    for (let at = 0; at < length; at++) {
      missing[at] = costLeftOut(name, at) * (at === 0 ? firstLetter : 1);
      row[at + 1] = (row[at] as number) + (missing[at] as number);
    }
    for (let at = 0; at < letters; at++) {
      const code = typed[at] as number;
      const added = costPutIn(typed, at) * (at === 0 ? firstLetter : 1);
      next[0] = (row[0] as number) + added;
      for (let other = 0; other < length; other++) {
        const ofName = name[other] as number;
        const changed = (change[code * size + ofName] as number) * (at + other === 0 ? firstLetter : 1);
        let least = (row[other] as number) + changed;
        least = Math.min(least, (row[other + 1] as number) + added);
        least = Math.min(least, (next[other] as number) + (missing[other] as number));
        if (at > 0 && other > 0 && code === name[other - 1] && typed[at - 1] === ofName) {
          least = Math.min(least, (before[other - 1] as number) + swapped);
        }
        next[other + 1] = least;
      }
      [before, row, next] = [row, next, before];
    }
    out.whole = row[length] as number;
    out.beginning = row[0] as number;
    for (let at = 1; at <= length; at++) out.beginning = Math.min(out.beginning, row[at] as number);
  };
}
