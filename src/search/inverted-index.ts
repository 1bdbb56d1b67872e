/** The inverted index: from each form of a word to the rows that hold it. A row is one name, or one text, of a document. */

import { type Token, tokensOf } from "./analysis.ts";
import { isArabic } from "./sounds.ts";
import { isTelling, languageOf } from "./vocabulary.ts";

/** What a document is found by. */
export interface Document {
  /** The title first, then every other name in any script; at least one, none blank. */
  readonly names: readonly string[];
  /** Names that are common nouns ("militants"): found as names where nothing else is typed. */
  readonly common?: readonly string[];
  /** Words that stand for it in a sentence ("the town"), and names of what it is linked with. */
  readonly related?: readonly string[];
  readonly text?: readonly string[];
  /** What people add to any of a collection's names ("Syria", "2015"): it speaks against nothing, and finds nothing alone. */
  readonly context?: readonly string[];
}

export const fields = { name: 0, common: 1, related: 2, text: 3, context: 4 } as const;

export interface InvertedIndex {
  readonly documents: number;
  /** Every form that a text has a word in, by number. */
  readonly forms: readonly string[];
  /** The number of a form. */
  numberOf(form: string): number | undefined;
  /** Row r belongs to document `owners[r]`, is of the field `fieldOf[r]`, and its telling words have `letters[r]` letters. */
  readonly owners: Int32Array;
  readonly fieldOf: Uint8Array;
  readonly letters: Uint16Array;
  /** The rows of document d are [firstRows[d], firstRows[d + 1]). */
  readonly firstRows: Int32Array;
  /** The rows that hold form f are `rows` at [starts[f], starts[f + 1]). */
  readonly starts: Uint32Array;
  readonly rows: Int32Array;
  /** Forms of row r in their order: `sequence` at [sequenceStarts[r], sequenceStarts[r + 1]); -1 where a word says nothing. */
  readonly sequenceStarts: Uint32Array;
  readonly sequence: Int32Array;
  /** Whether a form is in Arabic letters. */
  readonly hasArabic: boolean;
  /** Form f stands for a name's words written as one. */
  isJoined(form: number): boolean;
  /** The name or text of a row. */
  textOf(row: number): string;
  /** Documents whose name, as `nameKey` gives it, is `key`. */
  named(key: string): readonly number[];
}

/** A name without case, marks and articles: two that share it are spelt the same. */
export function nameKey(name: string): string {
  return tokensOf(name)
    .map(({ word }) => word)
    .join(" ");
}

/**
 * A name's head, without its qualifier: "Paris, Texas" and "General Hospital (Leeds)" are headed by what stands
 * before. Only one comma and no list of three; a name that is all qualifier is its own head.
 */
function headOf(name: string): string {
  const head = name.replace(/\s*\([^)]*\)\s*$/, "");
  const parts = head.split(/,\s+/);
  const first = parts.length === 2 ? (parts[0] as string) : head;
  return first.trim() === "" ? name : first;
}

const mostJoined = 4;
const longestJoined = 32;
const documentsAtOnce = 500;

class Growing {
  #values = new Int32Array(1024);
  length = 0;
  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Int32Array(2 * this.length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length++] = value;
  }
  done(): Int32Array {
    return this.#values.slice(0, this.length);
  }
}

/** Builds the index, in steps. */
export function* buildIndex(documents: readonly Document[]): Generator<void, InvertedIndex> {
  const numbers = new Map<string, number>();
  const forms: string[] = [];
  const joined = new Set<number>();
  const keys = new Map<string, number[]>();
  const owners = new Growing();
  const fieldOf = new Growing();
  const letters = new Growing();
  const firstRows = new Growing();
  const sequence = new Growing();
  const sequenceStarts = new Growing();
  /** What a row is found by beside its words, as pairs of form and row. */
  const besides = new Growing();

  /** Qualifiers of a document's names. */
  const besideName: string[] = [];

  const numberOf = (form: string): number => {
    let number = numbers.get(form);
    if (number === undefined) {
      number = forms.length;
      numbers.set(form, number);
      forms.push(form);
    }
    return number;
  };

  function addRow(text: string, document: number, field: number): void {
    const row = owners.length;
    const tokens = tokensOf(text);
    const language = languageOf(tokens.map(({ word }) => word));
    const tells = (token: Token): boolean => isTelling(token, language);
    const isTold = tokens.some(tells);
    // A qualifier ("Paris, Texas") tells names apart, and is no name itself.
    const head = field === fields.text || /\d/.test(text) ? text : headOf(text);
    const headed = head === text ? tokens.length : tokensOf(head).length || tokens.length;
    owners.push(document);
    fieldOf.push(field);
    sequenceStarts.push(sequence.length);
    let count = 0;
    const telling: string[] = [];
    tokens.slice(0, headed).forEach((token, at) => {
      if (isTold && !tells(token)) {
        sequence.push(-1);
        // A name may begin with it, and be typed so far.
        if (at === 0 && field === fields.name) {
          besides.push(numberOf(token.word));
          besides.push(row);
        }
        return;
      }
      count += token.word.length;
      telling.push(token.word);
      token.forms.forEach((form, which) => {
        const number = numberOf(form);
        if (which === 0) sequence.push(number);
        else {
          besides.push(number);
          besides.push(row);
        }
      });
    });
    letters.push(Math.min(65_535, Math.max(1, count)));
    if (field === fields.text || field === fields.context) return;
    const whole = telling.join("");
    if (telling.length > 1 && telling.length <= mostJoined && whole.length <= longestJoined) {
      const number = numberOf(whole);
      joined.add(number);
      besides.push(number);
      besides.push(row);
    }
    if (field === fields.name) addKey(text, document);
    if (headed < tokens.length) besideName.push(text.slice(head.length));
  }

  function addKey(name: string, document: number): void {
    const key = nameKey(name);
    const known = keys.get(key);
    if (known === undefined) keys.set(key, [document]);
    else if (known.at(-1) !== document) known.push(document);
  }

  for (const [number, { names, common = [], related = [], text = [], context = [] }] of documents.entries()) {
    firstRows.push(owners.length);
    for (const name of names) addRow(name, number, fields.name);
    for (const name of common) {
      addRow(name, number, fields.common);
      addKey(name, number);
    }
    for (const name of related) addRow(name, number, fields.related);
    for (const each of text) addRow(each, number, fields.text);
    for (const each of [...context, ...besideName.splice(0)]) addRow(each, number, fields.context);
    if (number % documentsAtOnce === documentsAtOnce - 1) yield;
  }
  firstRows.push(owners.length);
  sequenceStarts.push(sequence.length);
  yield;

  const rowCount = owners.length;
  const sequences = sequence.done();
  const sequenceFirsts = Uint32Array.from(sequenceStarts.done());
  const pairs = besides.done();
  const starts = new Uint32Array(forms.length + 1);
  const last = new Int32Array(forms.length).fill(-1);
  function eachPair(visit: (form: number, row: number) => void): void {
    last.fill(-1);
    let pair = 0;
    for (let row = 0; row < rowCount; row++) {
      const once = (form: number): void => {
        if (form < 0 || last[form] === row) return;
        last[form] = row;
        visit(form, row);
      };
      for (let at = sequenceFirsts[row] as number; at < (sequenceFirsts[row + 1] as number); at++)
        once(sequences[at] as number);
      for (; pair < pairs.length && pairs[pair + 1] === row; pair += 2) once(pairs[pair] as number);
    }
  }
  eachPair((form) => {
    starts[form + 1] = (starts[form + 1] as number) + 1;
  });
  for (let form = 0; form < forms.length; form++)
    starts[form + 1] = (starts[form + 1] as number) + (starts[form] as number);
  yield;
  const ends = starts.slice(0, forms.length);
  const rows = new Int32Array(starts[forms.length] as number);
  eachPair((form, row) => {
    rows[ends[form] as number] = row;
    ends[form] = (ends[form] as number) + 1;
  });

  const ownerOf = owners.done();
  const rowFirsts = firstRows.done();
  return {
    documents: documents.length,
    forms,
    numberOf: (form) => numbers.get(form),
    owners: ownerOf,
    fieldOf: Uint8Array.from(fieldOf.done()),
    letters: Uint16Array.from(letters.done()),
    firstRows: rowFirsts,
    starts,
    rows,
    sequenceStarts: sequenceFirsts,
    sequence: sequences,
    hasArabic: forms.some(isArabic),
    isJoined: (form) => joined.has(form),
    textOf(row) {
      const document = ownerOf[row] as number;
      const { names, common = [], related = [], text = [], context = [] } = documents[document] as Document;
      return [...names, ...common, ...related, ...text, ...context][
        row - (rowFirsts[document] as number)
      ] as string;
    },
    named: (key) => keys.get(key) ?? [],
  };
}
