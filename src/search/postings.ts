/**
 * Step 3: which names are worth measuring. Every name is cut into its n-grams of two and three characters (E. Ukkonen,
 * "Approximate string-matching with q-grams and maximal matches", 1992: strings few edits apart share most of their
 * q-grams), and a postings list per n-gram holds the rows where it occurs, in typed arrays. A query's lists are read
 * shortest first up to a number of postings for each row wanted, so that the cost stops growing with the data: the longest lists say
 * least (the idea of stopping early in A. Moffat and J. Zobel, "Self-indexing inverted files for fast text
 * retrieval", 1996).
 */

/** Codes of characters, one byte each: 0 unknown, 1 blank, a to z, then in order of first occurrence. */
export type Alphabet = {
  /** how many codes there are, the unknown one included */
  size(): number;
  /** codes of a text; characters that were never learnt are unknown */
  encode(text: string): Uint8Array;
  /** the code of one UTF-16 unit; a new one is learnt, past 254 of them as the last code */
  learn(unit: number): number;
  /** codes of a text, whose characters are learnt */
  learnAll(text: string): Uint8Array;
  /** the text of `codes[start, end)`, all of them learnt */
  decode(codes: Uint8Array, start: number, end: number): string;
};

/** Strings packed into one array: row r is `codes[starts[r], starts[r + 1])`. */
export type Packed = { readonly codes: Uint8Array; readonly starts: Uint32Array };

/** Rows of strings that share n-grams with a query. */
export type Postings = {
  /**
   * The rows that share most n-grams with `query`, triples counting twice, at most `wanted`, in no order. Among rows
   * that share equally much, those no longer than the query come first, then those met in the shortest lists.
   */
  candidates(query: Uint8Array, wanted: number): Int32Array;
  /** Counts what rows share with `query` and nothing more: the pass that `candidates` begins with; how many there are. */
  count(query: Uint8Array, wanted: number): number;
};

const lastCode = 255;

/** An alphabet that holds the blank and the letters a to z: one that no name has is no other letter all the same. */
export function createAlphabet(): Alphabet {
  const table = new Uint8Array(65536);
  const units = new Uint16Array(lastCode + 1);
  units[1] = 32;
  table[32] = 1;
  let next = 2;
  for (let unit = 97; unit <= 122; unit++) {
    units[next] = unit;
    table[unit] = next++;
  }
  const learn = (unit: number): number => {
    const known = table[unit] as number;
    if (known !== 0) return known;
    const code = next < lastCode ? next++ : lastCode;
    units[code] = unit;
    table[unit] = code;
    return code;
  };
  return {
    size: () => next + 1,
    encode(text) {
      const codes = new Uint8Array(text.length);
      for (let at = 0; at < text.length; at++) codes[at] = table[text.charCodeAt(at)] as number;
      return codes;
    },
    learn,
    learnAll(text) {
      const codes = new Uint8Array(text.length);
      for (let at = 0; at < text.length; at++) codes[at] = learn(text.charCodeAt(at));
      return codes;
    },
    decode(codes, start, end) {
      let text = "";
      for (let at = start; at < end; at++) text += String.fromCharCode(units[codes[at] as number] as number);
      return text;
    },
  };
}

/** Packs texts one by one into an array that doubles when full; `finish` cuts it to size. */
export function createPacker(alphabet: Alphabet): { add(text: string): void; finish(): Packed } {
  let codes = new Uint8Array(1024);
  let starts = new Uint32Array(64);
  let end = 0;
  let rows = 0;
  return {
    add(text) {
      if (end + text.length > codes.length) {
        const larger = new Uint8Array(2 * (end + text.length));
        larger.set(codes);
        codes = larger;
      }
      if (rows + 2 > starts.length) {
        const larger = new Uint32Array(2 * starts.length);
        larger.set(starts);
        starts = larger;
      }
      for (let at = 0; at < text.length; at++) codes[end++] = alphabet.learn(text.charCodeAt(at));
      starts[++rows] = end;
    },
    finish: () => ({ codes: codes.slice(0, end), starts: starts.slice(0, rows + 1) }),
  };
}

/** Postings read for each row that is wanted, up to 100,000 rows: of 40 one name in 500 fewer is found. */
const budgetPerRow = 64;
const longestQuery = 48;
const pairWeight = 1;
const tripleWeight = 2;
/** What a row must share with a query of so many characters: one pair or triple alone is in every other name. */
const longQuery = 8;
const leastShared = 3;
/** More than there are n-grams: a list's length and its n-gram are sorted as one number. */
const gramRoom = 2 ** 20;
/** Triples past the table's size share a list: that only brings a candidate more. */
const largestTable = 1 << 19;
const smallestTable = 1 << 12;

/** Postings over the rows of `packed`. Memory is about 4 bytes an n-gram and 5 bytes a row; time one pass twice. */
export function createPostings(packed: Packed, alphabet: Alphabet): Postings {
  const { codes, starts } = packed;
  const alphabetSize = alphabet.size();
  const rows = starts.length - 1;
  const budgetOf = (wanted: number): number => wanted * budgetPerRow * Math.max(1, rows / 100_000) ** 0.38;
  const pairs = alphabetSize * alphabetSize;
  const triples = Math.min(pairs * alphabetSize, largestTable, Math.max(smallestTable, 4 * codes.length));
  const firsts = new Uint32Array(pairs + triples + 1);
  const latest = new Int32Array(pairs + triples).fill(-1);

  function eachGram(source: Uint8Array, start: number, end: number, visit: (gram: number) => void): void {
    let before = 0;
    let previous = 1;
    for (let at = start; at < end; at++) {
      const code = source[at] as number;
      visit(previous * alphabetSize + code);
      if (before !== 0) visit(pairs + (((before * alphabetSize + previous) * alphabetSize + code) % triples));
      before = previous;
      previous = code;
    }
  }

  let row = 0;
  const count = (gram: number): void => {
    if (latest[gram] === row) return;
    latest[gram] = row;
    firsts[gram + 1] = (firsts[gram + 1] as number) + 1;
  };
  for (row = 0; row < rows; row++) eachGram(codes, starts[row] as number, starts[row + 1] as number, count);
  for (let gram = 0; gram < pairs + triples; gram++) {
    firsts[gram + 1] = (firsts[gram + 1] as number) + (firsts[gram] as number);
  }
  const lists = new Int32Array(firsts[pairs + triples] as number);
  const ends = firsts.slice(0, pairs + triples);
  latest.fill(-1);
  const place = (gram: number): void => {
    if (latest[gram] === row) return;
    latest[gram] = row;
    const at = ends[gram] as number;
    lists[at] = row;
    ends[gram] = at + 1;
  };
  for (row = 0; row < rows; row++) eachGram(codes, starts[row] as number, starts[row + 1] as number, place);

  const weights = new Uint8Array(rows);
  const touched = new Int32Array(rows);
  // Made once: a typed array of this size costs more to make than to fill.
  const histogram = new Uint32Array(256);

  const grams = new Float64Array(2 * longestQuery);

  /** Collects the query's n-grams that occur at all in `grams`, shortest list first, as far as the budget goes. */
  function choose(query: Uint8Array, budget: number): number {
    let met = 0;
    eachGram(query, 0, Math.min(query.length, longestQuery), (gram) => {
      const length = (firsts[gram + 1] as number) - (firsts[gram] as number);
      if (length > 0) grams[met++] = length * gramRoom + gram;
    });
    grams.subarray(0, met).sort();
    let spent = 0;
    let taken = 0;
    let before = -1;
    for (let at = 0; at < met; at++) {
      const key = grams[at] as number;
      if (key === before) continue;
      before = key;
      const length = Math.floor(key / gramRoom);
      spent += length;
      if (spent > budget && taken > 0) break;
      grams[taken++] = key - length * gramRoom;
    }
    return taken;
  }

  /** One pass over the query's lists: `weights` of rows, and the rows met in `touched`; how many those are. */
  function pass(query: Uint8Array, budget: number): number {
    let found = 0;
    const taken = choose(query, budget);
    for (let which = 0; which < taken; which++) {
      const gram = grams[which] as number;
      const weight = gram < pairs ? pairWeight : tripleWeight;
      const end = Math.min(firsts[gram + 1] as number, (firsts[gram] as number) + budget);
      for (let at = firsts[gram] as number; at < end; at++) {
        const row = lists[at] as number;
        const had = weights[row] as number;
        if (had === 0) touched[found++] = row;
        weights[row] = had + weight;
      }
    }
    return found;
  }

  return {
    candidates(query, wanted) {
      const found = pass(query, budgetOf(wanted));
      histogram.fill(0);
      for (let at = 0; at < found; at++) {
        const weight = weights[touched[at] as number] as number;
        histogram[weight] = (histogram[weight] as number) + 1;
      }
      const least = query.length < longQuery ? 1 : leastShared;
      let cut = 255;
      let above = 0;
      while (cut > least && above + (histogram[cut] as number) <= wanted) above += histogram[cut--] as number;
      const taken = new Int32Array(Math.min(wanted, found));
      const longest = query.length + 2;
      let size = 0;
      let room = wanted - above;
      let waiting = 0;
      for (let at = 0; at < found; at++) {
        const row = touched[at] as number;
        const weight = weights[row] as number;
        weights[row] = 0;
        if (weight < cut) continue;
        if (weight > cut) taken[size++] = row;
        else if ((starts[row + 1] as number) - (starts[row] as number) > longest) touched[waiting++] = row;
        else if (room > 0) {
          taken[size++] = row;
          room--;
        }
      }
      for (let at = 0; at < waiting && room > 0; at++, room--) taken[size++] = touched[at] as number;
      return taken.subarray(0, size);
    },
    count(query, wanted) {
      const found = pass(query, budgetOf(wanted));
      for (let at = 0; at < found; at++) weights[touched[at] as number] = 0;
      return found;
    },
  };
}
