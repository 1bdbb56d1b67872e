/**
 * Which words every excerpt and every entry holds: by its own names, or in its text, its topics and its dates; and for
 * which other items a word of it answers too. A query finds what holds nearly all of its words. Kept as numbers in flat
 * arrays, as the profiles are.
 */
import type { Catalogue, Entry, Excerpt, Item } from "../../dossier/catalogue.ts";
import { entriesOf } from "../../dossier/catalogue.ts";
import { fields } from "../../search/coverage.ts";
import { headOf } from "../../search/names.ts";
import { daysIn, figuresIn } from "./figures.ts";
import { dayTerm } from "./profiles.ts";
import { type Token, tokensOf } from "./tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

export interface Holdings {
  /** The excerpts in the order of their sources, then the entries. */
  readonly items: readonly Item[];
  /** How many of the items are excerpts. */
  readonly excerpts: number;
  /** Rows that hold term t, and in which field (`names` or `text`): [starts[t], starts[t + 1]) of both. */
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
  readonly fields: Uint8Array;
  /** Rows for which the words of row r answer too: [linkStarts[r], linkStarts[r + 1]). */
  readonly linkStarts: Uint32Array;
  readonly links: Uint32Array;
  /** Terms of excerpt r in the order of its text and its title; -1 parts the two. */
  readonly sequences: readonly Int32Array[];
}

/** How many items are read in one step. */
const itemsAtOnce = 500;

/** Builds the holdings, in steps; every term is added to `vocabulary`. */
export function* createHoldings(catalogue: Catalogue, vocabulary: Vocabulary): Generator<void, Holdings> {
  const excerpts = catalogue.dossiers.flatMap((dossier) => dossier.excerpts);
  const entries = catalogue.dossiers.flatMap(entriesOf);
  const items: readonly Item[] = [...excerpts, ...entries];
  const rowOf = new Map(items.map((item, row) => [item, row]));
  const held: { readonly term: number; readonly row: number; readonly field: number }[] = [];
  const sequences: Int32Array[] = [];

  for (const [row, item] of items.entries()) {
    if (row % itemsAtOnce === itemsAtOnce - 1) yield;
    const own = new Map<number, number>();
    const sequence: number[] = [];
    const hold = (tokens: readonly Token[], field: number) => {
      for (const token of tokens) if (!token.stop) vocabulary.spell(token);
      for (const term of termsOf(tokens)) {
        const number = vocabulary.add(term);
        own.set(number, Math.min(field, own.get(number) ?? field));
        sequence.push(number);
      }
      sequence.push(-1);
    };
    const text = item.kind === "excerpt" ? [item.exact] : "topics" in item ? item.topics : [];
    for (const each of text) hold(tokensOf(each), fields.text);
    for (const name of item.kind === "excerpt" ? [item.title] : [item.title, ...item.names]) {
      const head = /\d/.test(name) ? name : headOf(name);
      hold(tokensOf(head), fields.names);
      // A qualifier ("Paris, Texas") tells names apart, and is none.
      if (head !== name) hold(tokensOf(name.slice(head.length)), fields.text);
    }
    if (item.kind === "excerpt") sequences.push(Int32Array.from(sequence));
    for (const [term, field] of own) held.push({ term, row, field });
  }
  yield;

  const size = vocabulary.size();
  const starts = new Uint32Array(size + 1);
  for (const { term } of held) starts[term + 1] = (starts[term + 1] as number) + 1;
  for (let term = 0; term < size; term++) {
    starts[term + 1] = (starts[term + 1] as number) + (starts[term] as number);
  }
  const ends = starts.slice(0, size);
  const rows = new Uint32Array(held.length);
  const heldIn = new Uint8Array(held.length);
  for (const { term, row, field } of held) {
    const place = ends[term] as number;
    rows[place] = row;
    heldIn[place] = field;
    ends[term] = place + 1;
  }

  yield;

  const linked: number[][] = [];
  for (const [row, item] of items.entries()) {
    if (row % itemsAtOnce === itemsAtOnce - 1) yield;
    linked.push([...new Set(linkedTo(item))].flatMap((other) => rowOf.get(other) ?? []));
  }
  const linkStarts = new Uint32Array(items.length + 1);
  linked.forEach((links, row) => {
    linkStarts[row + 1] = (linkStarts[row] as number) + links.length;
  });
  return {
    items,
    excerpts: excerpts.length,
    starts,
    rows,
    fields: heldIn,
    linkStarts,
    links: Uint32Array.from(linked.flat()),
    sequences,
  };
}

/** What a text's tokens may be asked for by: words, figures that are written in words, days. Stop words are not. */
function termsOf(tokens: readonly Token[]): string[] {
  const figures = new Map(figuresIn(tokens).map(({ at, value }) => [at, String(value)]));
  const days = Map.groupBy(daysIn(tokens), ({ at }) => at);
  return tokens.flatMap(({ term, stop }, at) => {
    const figure = figures.get(at);
    const dated = (days.get(at) ?? []).flatMap(({ day, month }) => [
      dayTerm(day, month),
      dayTerm(null, month),
    ]);
    return [...(stop ? [] : [term]), ...(figure === undefined || figure === term ? [] : [figure]), ...dated];
  });
}

/** Items that are found by an item's words too: an excerpt by those of whom it names, an event by its sentences'. */
function linkedTo(item: Item): Item[] {
  if (item.kind === "excerpt") return subjectsOf(item);
  if (item.kind === "event" || item.kind === "question") return [...item.excerpts];
  const around: Entry[] =
    item.kind === "place"
      ? [...(item.within ? [item.within] : []), ...item.contains, ...item.events]
      : [...item.events];
  return [...around, ...item.excerpts.flatMap((excerpt) => [excerpt, ...subjectsOf(excerpt)])];
}

function subjectsOf({ events, claims }: Excerpt): Item[] {
  return [...events, ...claims.flatMap(({ question }) => question ?? [])];
}
