/**
 * What people may ask of the bundled dossier, and of what it does not hold: sets of queries, each written from the text
 * and the list of entries alone, without sight of the search. Rows of `held-*.txt` are kind|query|slug, those of
 * `absent-*.txt` queries.
 */
import { readFileSync } from "node:fs";
import { openedCard } from "../../src/cards/open.ts";
import { type EntryKind, entriesOf, excerptsOf, type Item } from "../../src/dossier/catalogue.ts";
import type { Found, Lookup } from "../../src/lookup/index.ts";

/** Sets whose misses were looked at, and sets of which only the counts were. */
export const tunedSets = ["a", "b", "c", "e", "f", "g", "h", "i", "j", "k"] as const;
export const countedSets = ["d", "l"] as const;
type SetName = (typeof tunedSets | typeof countedSets)[number];

export type Asked = {
  readonly asked: number;
  /** Shares of the held queries: answered, answered or offered by the card, suggested first and in the first five. */
  readonly answered: number;
  readonly offered: number;
  readonly first: number;
  readonly five: number;
  readonly absent: number;
  /** Queries of what is not held that are answered. */
  readonly wrong: readonly string[];
};

const kinds: readonly EntryKind[] = ["event", "place", "actor", "question"];
const rowsOf = (file: string): string[] =>
  readFileSync(new URL(`asked/${file}.txt`, import.meta.url), "utf8")
    .split("\n")
    .filter((row) => row !== "");

/** Asks a set's queries. */
export function askSet(lookup: Lookup, set: SetName): Asked {
  const held = rowsOf(`held-${set}`);
  const absent = rowsOf(`absent-${set}`);
  let answered = 0;
  let offered = 0;
  let first = 0;
  let five = 0;
  for (const row of held) {
    const [kind = "", query = "", slug = ""] = row.split("|");
    const isMeant = meaning(kind, slug);
    const found = cardOf(lookup.find(kind as EntryKind, query));
    if (found.answers.slice(0, 1).some(isMeant)) answered++;
    if ([...found.answers, ...found.offered].some(isMeant)) offered++;
    const suggested = lookup.complete(kind as EntryKind, query).map((completion) => completion.item);
    if (suggested.slice(0, 1).some(isMeant)) first++;
    if (suggested.slice(0, 5).some(isMeant)) five++;
  }
  const wrong = absent.filter((query) => kinds.some((kind) => isAnswered(lookup.find(kind, query))));
  return {
    asked: held.length,
    answered: answered / held.length,
    offered: offered / held.length,
    first: first / held.length,
    five: five / held.length,
    absent: absent.length,
    wrong,
  };
}

/** Whether something is given as the answer; what is only close says so. */
export function isAnswered(found: Found): boolean {
  return found.type === "item" ? !found.closest : found.type !== "nothing" && found.type !== "blank";
}

/** What counts as the entry that is meant: itself, or what is of another kind and shows every sentence of it: a
 * place's name, asked as an event, opens the place. */
export function meaning(kind: string, slug: string): (item: Item) => boolean {
  return (item) =>
    item.id.endsWith(`/${kind}:${slug}`) || (item.kind !== kind && showsAll(item, `${kind}:${slug}`));
}

/** Whether all sentences of an entry of the same dossier, by its id in it, are an item's own. */
function showsAll(item: Item, entryId: string): boolean {
  const meant = entriesOf(item.dossier).find(({ id }) => id.endsWith(`/${entryId}`));
  const shown = excerptsOf(item);
  return (
    meant !== undefined && meant.excerpts.length > 0 && meant.excerpts.every((each) => shown.includes(each))
  );
}

/** What a card serves, and what it offers beside that: of another kind, the entries that its sentences lead to. */
function cardOf(found: Found): { readonly answers: readonly Item[]; readonly offered: readonly Item[] } {
  switch (found.type) {
    case "item":
      return { answers: [found.item], offered: [] };
    case "several":
      return { answers: found.items, offered: [] };
    case "otherKind": {
      const [only, another] = found.items;
      const isOpened = only !== undefined && another === undefined;
      return { answers: found.items, offered: isOpened ? ledTo(only) : [] };
    }
    case "nothing":
      return { answers: [], offered: found.nearest.items };
    case "blank":
      return { answers: [], offered: [] };
  }
}

function ledTo(item: Item): Item[] {
  const values = openedCard(item).select?.options.map(({ value }) => value) ?? [];
  return entriesOf(item.dossier).filter(({ id }) => values.includes(id));
}
