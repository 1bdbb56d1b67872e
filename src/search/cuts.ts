import { letterBit } from "./distance.ts";
import type { Packed } from "./postings.ts";

/**
 * The words of packed names, in both spellings: how long each is and which letters it holds, enough to tell most pairs
 * of words apart before they are measured.
 */

/** The words of row r, at most 64, are `firsts[r]` up to `firsts[r + 1]`. 16 bytes a word and 4 a row. */
export type Cuts = {
  readonly firsts: Uint32Array;
  readonly normal: Words;
  readonly folded: Words;
};

/** A blank parts each word from the next. */
type Words = {
  /** in characters */
  readonly lengths: Uint32Array;
  /** the characters that occur in it, as `letterBit`s */
  readonly letters: Int32Array;
};

/** Words of a row past this number are not looked at. */
export const mostNameWords = 64;

const blank = 1;

/** Cuts every row at its blanks, of which both spellings have the same. */
export function createCuts(normal: Packed, folded: Packed): Cuts {
  const rows = normal.starts.length - 1;
  const firsts = new Uint32Array(rows + 1);
  for (let row = 0; row < rows; row++) {
    firsts[row + 1] = (firsts[row] as number) + Math.min(wordsIn(normal, row), mostNameWords);
  }
  return { firsts, normal: cut(normal, firsts), folded: cut(folded, firsts) };
}

function wordsIn({ codes, starts }: Packed, row: number): number {
  const end = starts[row + 1] as number;
  let words = 1;
  for (let at = starts[row] as number; at < end; at++) if (codes[at] === blank) words++;
  return words;
}

function cut({ codes, starts }: Packed, firsts: Uint32Array): Words {
  const rows = firsts.length - 1;
  const lengths = new Uint32Array(firsts[rows] as number);
  const letters = new Int32Array(firsts[rows] as number);
  for (let row = 0; row < rows; row++) {
    const end = starts[row + 1] as number;
    const last = firsts[row + 1] as number;
    let start = starts[row] as number;
    let held = 0;
    for (let at = start, word = firsts[row] as number; word < last; at++) {
      const code = at === end ? blank : (codes[at] as number);
      if (code !== blank) {
        held |= letterBit(code);
        continue;
      }
      lengths[word] = at - start;
      letters[word++] = held;
      start = at + 1;
      held = 0;
    }
  }
  return { lengths, letters };
}
