import { letterBit } from "./distance.ts";
import type { Packed } from "./postings.ts";

/**
 * Where the words of packed names stand and which letters each holds: enough to tell most pairs of words apart before
 * they are measured.
 */

/** The words of row r, at most 64 of them, are `firsts[r]` up to `firsts[r + 1]`. 9 bytes a word and 4 a row. */
export type Cuts = {
  readonly firsts: Uint32Array;
  /** where a word begins, in the codes of its row's table */
  readonly starts: Uint32Array;
  /** in characters; 255 stands for more, too */
  readonly lengths: Uint8Array;
  /** the characters that occur in it, as `letterBit`s */
  readonly letters: Int32Array;
};

/** Words of a row past this number are not looked at. */
export const mostNameWords = 64;

const blank = 1;
const longestWord = 255;

/** Cuts every row at its blanks: one pass to count the words, one to place them. */
export function createCuts({ codes, starts: rowStarts }: Packed): Cuts {
  const rows = rowStarts.length - 1;
  const firsts = new Uint32Array(rows + 1);
  for (let row = 0; row < rows; row++) {
    const end = rowStarts[row + 1] as number;
    let words = 1;
    for (let at = rowStarts[row] as number; at < end; at++) if (codes[at] === blank) words++;
    firsts[row + 1] = (firsts[row] as number) + Math.min(words, mostNameWords);
  }
  const count = firsts[rows] as number;
  const starts = new Uint32Array(count);
  const lengths = new Uint8Array(count);
  const letters = new Int32Array(count);
  for (let row = 0; row < rows; row++) {
    const end = rowStarts[row + 1] as number;
    const last = firsts[row + 1] as number;
    let start = rowStarts[row] as number;
    let held = 0;
    for (let at = start, word = firsts[row] as number; word < last; at++) {
      const code = at === end ? blank : (codes[at] as number);
      if (code !== blank) {
        held |= letterBit(code);
        continue;
      }
      starts[word] = start;
      lengths[word] = Math.min(longestWord, at - start);
      letters[word++] = held;
      start = at + 1;
      held = 0;
    }
  }
  return { firsts, starts, lengths, letters };
}
