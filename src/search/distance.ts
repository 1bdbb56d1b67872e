/**
 * How many edits part what is typed from a word. The restricted Damerau-Levenshtein distance (optimal string
 * alignment: insertion, deletion, substitution, transposition of neighbours, one each), computed one machine word a
 * character by the bit-parallel recurrence of H. Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau
 * Edit Distances", Nordic Journal of Computing 10 (2003), figure 5. Patterns past 32 characters are cut.
 */

/** The longest pattern that fits the machine word, in characters. */
const longestPattern = 32;

/** A query prepared for many comparisons. */
export type Pattern = {
  readonly length: number;
  /** bit i of `positions[code]`: position i holds that character */
  readonly positions: Int32Array;
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
  for (let at = 0; at < length; at++) {
    const code = codes[at] as number;
    positions[code] = (positions[code] as number) | (1 << at);
  }
  return { length, positions };
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

/**
 * Measures the pattern against `codes[start, end)` and writes both distances into `out`. Time is proportional to the
 * text's length, whatever the pattern's. Never throws.
 */
export function measure(
  { length, positions }: Pattern,
  codes: Uint8Array,
  start: number,
  end: number,
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
    up = (up << 1) | 1;
    down <<= 1;
    positive = down | ~(diagonal | up);
    negative = up & diagonal;
    previous = match;
  }
  out.whole = score;
  out.prefix = best;
}
