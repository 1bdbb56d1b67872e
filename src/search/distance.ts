/**
 * Step 4: how many edits part a query from a name. The restricted Damerau-Levenshtein distance (optimal string
 * alignment: insertion, deletion, substitution, transposition of neighbours, one each), computed one machine word a
 * character by the bit-parallel recurrence of H. Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau
 * Edit Distances", Nordic Journal of Computing 10 (2003), figure 5. Patterns past 32 characters are cut: the words
 * behind are judged by the alignment of words.
 */

/** The longest pattern that fits the machine word, in characters. */
const longestPattern = 32;

/** A query prepared for many comparisons: which of its positions hold each character code. */
export type Pattern = { readonly length: number; readonly positions: Int32Array };

/** Both distances that one pass over a text gives, in edits. */
export type Distances = {
  /** between the whole pattern and the whole text */
  whole: number;
  /** between the whole pattern and that beginning of the text that is nearest to it */
  prefix: number;
};

/** Prepares `codes` (one byte a character) for `measure`. Cut at 32 characters; an empty pattern has length 0. */
export function createPattern(codes: ArrayLike<number>): Pattern {
  const length = Math.min(codes.length, longestPattern);
  const positions = new Int32Array(256);
  for (let at = 0; at < length; at++) {
    const code = codes[at] as number;
    positions[code] = (positions[code] as number) | (1 << at);
  }
  return { length, positions };
}

/**
 * How many of the pattern's characters do not occur in `codes[start, end)`: each costs an edit, so neither distance of
 * `measure` is less. A quarter of its cost.
 */
export function missing(
  { length, positions }: Pattern,
  codes: Uint8Array,
  start: number,
  end: number,
): number {
  let held = 0;
  for (let at = start; at < end; at++) held |= positions[codes[at] as number] as number;
  // Bits counted in parallel (H. S. Warren, "Hacker's Delight", 5-1).
  held -= (held >>> 1) & 0x55555555;
  held = (held & 0x33333333) + ((held >>> 2) & 0x33333333);
  return length - (Math.imul((held + (held >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24);
}

/**
 * Measures the pattern against `codes[start, end)` and writes both distances into `out`. Time is proportional to the
 * text's length, whatever the pattern's. Never throws.
 */
export function measure(
  pattern: Pattern,
  codes: Uint8Array,
  start: number,
  end: number,
  out: Distances,
): void {
  const { length, positions } = pattern;
  if (length === 0) {
    out.whole = end - start;
    out.prefix = 0;
    return;
  }
  const last = 1 << (length - 1);
  let positive = -1;
  let negative = 0;
  let diagonal = 0;
  let previous = 0;
  let score = length;
  let best = length;
  for (let at = start; at < end; at++) {
    const match = positions[codes[at] as number] as number;
    const transposed = ((~diagonal & match) << 1) & previous;
    diagonal = (((match & positive) + positive) ^ positive) | match | negative | transposed;
    let up = negative | ~(diagonal | positive);
    let down = diagonal & positive;
    if ((up & last) !== 0) score++;
    else if ((down & last) !== 0) score--;
    if (score < best) best = score;
    up = (up << 1) | 1;
    down <<= 1;
    positive = down | ~(diagonal | up);
    negative = up & diagonal;
    previous = match;
  }
  out.whole = score;
  out.prefix = best;
}

/**
 * Likeness of two strings of `first` and `second` characters that `edits` part: 1 for none, 1 - 2e / (a + b), never
 * below 0. (The mean length in the denominator keeps a short name from meeting a longer one by insertions alone.)
 */
export function likeness(edits: number, first: number, second: number): number {
  const both = first + second;
  return both === 0 ? 1 : Math.max(0, 1 - (2 * edits) / both);
}
