import { measureWithin } from "./distance.ts";
import { fold, foldTyped, isArabic } from "./fold.ts";
import { isTransliterated } from "./normalise.ts";
import { type Alphabet, createAlphabet, createPacker, createPostings, type Postings } from "./postings.ts";
import { createRanker, type Query } from "./rank.ts";
import { createScriptIndex, type ScriptIndex } from "./scripts.ts";
import { isEnglish, isFigure, wordsOf } from "./words.ts";

/**
 * All names of all records as rows of one index: candidates by n-grams, then ranked.
 */

/** A name that answers a query to some degree. */
export type ScoredRow = { readonly row: number; readonly score: number };

/** The index of names. Rows follow the order of the records and of the names in each. */
export type NameIndex = {
  readonly alphabet: Alphabet;
  /** the rows of record r are firstRows[r] up to firstRows[r + 1] */
  readonly firstRows: Int32Array;
  /** which record each row belongs to */
  readonly owners: Int32Array;
  /** the name of a row as it was given */
  nameOf(row: number): string;
  /** the words of a row's name, as they are compared: of more than 254 characters in all, the last share one */
  formOf(row: number): string;
  /** how well one row answers; bit i of `elsewhere`: word i stands in the record's other fields */
  rank(query: Query, row: number, elsewhere: number): number;
  /** rows worth ranking for the query's words, at most `wanted` */
  candidates(words: readonly string[], wanted: number): Int32Array;
  /** rows in the other script that sound like the query's words, with their scores */
  heard(words: readonly string[]): Map<number, number>;
  /** edits between the query and the part of a row's name that is nearest to it */
  within(query: Query, row: number): number;
  /** rows that share anything with the query's words: one pass over the postings, without the choice */
  count(words: readonly string[], wanted: number): number;
};

/**
 * A name's head, without its qualifier: "Paris, Texas" and "General Hospital (Leeds)" are headed by what stands
 * before. Only one comma and no list of three; a name that is all qualifier is its own head.
 */
export function headOf(name: string): string {
  const head = name.replace(/\s*\([^)]*\)\s*$/, "");
  const parts = head.split(/,\s+/);
  const first = parts.length === 2 ? (parts[0] as string) : head;
  return first.trim() === "" ? name : first;
}

type Named = {
  readonly names: readonly string[];
  readonly related?: readonly string[];
  readonly text?: string;
};

/** Builds the index over each record's names; none may be blank. */
export function createNameIndex(records: readonly Named[]): NameIndex {
  const rowCount = records.reduce((sum, { names }) => sum + names.length, 0);
  const owners = new Int32Array(rowCount);
  const heads = new Uint8Array(rowCount);
  const curated = new Uint8Array(rowCount);
  const figures = new Uint32Array(rowCount);
  const english = new Uint32Array(rowCount);
  const transliterated = new Uint8Array(rowCount);
  const firstRows = new Int32Array(records.length + 1);
  const alphabet = createAlphabet();
  const normal = createPacker(alphabet);
  const folded = createPacker(alphabet);
  let rows = 0;
  const arabicRows: number[] = [];
  records.forEach(({ names, related, text }, record) => {
    firstRows[record] = rows;
    for (const name of names) {
      const words = wordsOf(name);
      const form = words.join(" ");
      normal.add(form);
      folded.add(fold(form));
      if (isArabic(form)) arabicRows.push(rows);
      const head = headOf(name);
      heads[rows] = Math.min(255, head === name ? words.length : wordsOf(head).length || words.length);
      const isCurated = names.length > 1 || related !== undefined || text !== undefined;
      curated[rows] = isCurated ? 1 : 0;
      transliterated[rows] = isTransliterated(name) ? 1 : 0;
      for (const [at, word] of words.slice(0, 32).entries()) {
        if (isFigure(word)) figures[rows] = (figures[rows] as number) | (1 << at);
        if (isCurated && isEnglish(word)) english[rows] = (english[rows] as number) | (1 << at);
      }
      owners[rows++] = record;
    }
  });
  firstRows[records.length] = rows;
  const packed = { alphabet, normal: normal.finish(), folded: folded.finish() };
  const postings: Postings = createPostings(packed.folded, alphabet);
  const codesOf = (words: readonly string[]): Uint8Array => alphabet.encode(foldTyped(words.join(" ")));
  const nameOf = (row: number): string => {
    const record = owners[row] as number;
    return records[record]?.names[row - (firstRows[record] as number)] as string;
  };
  let scripts: ScriptIndex | undefined;
  /**
   * A row's words, where it is to be heard across scripts: not where the record has a name in the other script too, since
   * what is typed in that is compared with it; and English is no romanisation.
   */
  const formAcross = (row: number): string => {
    const words = wordsOf(nameOf(row));
    if (curated[row] === 1 && words.every(isEnglish)) return "";
    const form = words.join(" ");
    const { names } = records[owners[row] as number] as Named;
    const otherScript = isArabic(form) ? /\p{Script=Latin}/u : /\p{Script=Arabic}/u;
    return names.some((name) => otherScript.test(name)) ? "" : form;
  };

  return {
    alphabet,
    firstRows,
    owners,
    nameOf,
    formOf: (row) => {
      const { codes, starts } = packed.normal;
      return alphabet.decode(codes, starts[row] as number, starts[row + 1] as number);
    },
    rank: createRanker(packed, { heads, curated, figures, english, transliterated }),
    candidates: (words, wanted) => postings.candidates(codesOf(words), wanted),
    heard(words) {
      if (words.length === 0 || !(arabicRows.length > 0 || isArabic(words.join("")))) return new Map();
      scripts ??= createScriptIndex(rows, formAcross, arabicRows);
      return scripts.heard(words);
    },
    within: ({ whole }, row) =>
      measureWithin(
        whole.normal,
        packed.normal.codes,
        packed.normal.starts[row] as number,
        packed.normal.starts[row + 1] as number,
      ),
    count: (words, wanted) => postings.count(codesOf(words), wanted),
  };
}

/** Whether a name holds anything that can be searched for. */
export function isBlank(name: string): boolean {
  return !/[\p{L}\p{N}]/u.test(name);
}
