/**
 * Step 4: how many edits part a query from a name. The restricted Damerau-Levenshtein distance (optimal string
 * alignment: insertion, deletion, substitution, transposition of neighbours, one each), computed one machine word a
 * character by the bit-parallel recurrence of H. Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau
 * Edit Distances", Nordic Journal of Computing 10 (2003), figure 5. Patterns past 32 characters are cut: the words
 * behind are judged by the alignment of words.
 */

/** The longest pattern that fits the machine word, in characters. */
const longestPattern = 32;

/** A query prepared for many comparisons. */
export type Pattern = {
  readonly length: number;
  /** bit i of `positions[code]`: position i holds that character */
  readonly positions: Int32Array;
  /** the characters that occur, as {@link letterBit}s */
  readonly letters: number;
};

/** Both distances that one pass over a text gives, in edits. */
export type Distances = {
  /** between the whole pattern and the whole text */
  whole: number;
  /** between the whole pattern and that beginning of the text that is nearest to it */
  prefix: number;
};

/**
 * Prepares `codes` (one byte a character, each under `size`, as are the texts') for `measure`. Cut at 32 characters; an
 * empty pattern has length 0.
 */
export function createPattern(codes: ArrayLike<number>, size = 256): Pattern {
  const length = Math.min(codes.length, longestPattern);
  const positions = zeros(size);
  let letters = 0;
  for (let at = 0; at < length; at++) {
    const code = codes[at] as number;
    positions[code] = (positions[code] as number) | (1 << at);
    letters |= letterBit(code);
  }
  return { length, positions, letters };
}

/** Zeros out of a larger array: to make one for each pattern would cost more than to compare it with a name. */
function zeros(size: number): Int32Array {
  if (used + size > stock.length) {
    stock = new Int32Array(Math.max(stockSize, size));
    used = 0;
  }
  used += size;
  return stock.subarray(used - size, used);
}

const stockSize = 1 << 14;
let stock = new Int32Array(0);
let used = 0;

/** The bit of a character in a set of 32; a few share one, so a set may hold more than was put in, never less. */
export function letterBit(code: number): number {
  return 1 << (code & 31);
}

/** How many bits of a 32-bit integer are set, counted in parallel (H. S. Warren, "Hacker's Delight", 5-1). */
export function countBits(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
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
  return length - countBits(held);
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
  compare(pattern, codes, start, end, 1, out);
}

/** Edits between the pattern and the stretch of `codes[start, end)` that is nearest to it, wherever that begins. */
export function measureWithin(pattern: Pattern, codes: Uint8Array, start: number, end: number): number {
  compare(pattern, codes, start, end, 0, within);
  return within.prefix;
}

const within: Distances = { whole: 0, prefix: 0 };

/** `ahead`: what it costs to begin a character later in the text; 0 searches (the recurrence's figure 3). */
function compare(
  { length, positions }: Pattern,
  codes: Uint8Array,
  start: number,
  end: number,
  ahead: 0 | 1,
  out: Distances,
): void {
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
    up = (up << 1) | ahead;
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
