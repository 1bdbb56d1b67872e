/**
 * What people may ask of the bundled dossier, and of what it does not hold: sets of queries, each written from the text
 * and the list of entries alone, without sight of the search. Rows of `held-*.txt` are kind|query|slug, those of
 * `absent-*.txt` queries.
 */
import { readFileSync } from "node:fs";
import type { EntryKind, Item } from "../../src/dossier/catalogue.ts";
import type { Found, Lookup } from "../../src/lookup/index.ts";

/** Sets whose misses were looked at, and sets of which only the counts were. */
export const tunedSets = ["a", "b", "c", "e", "f", "g", "h", "i", "j", "k"] as const;
export const countedSets = ["d", "l"] as const;
type SetName = (typeof tunedSets | typeof countedSets)[number];

export type Asked = {
  readonly asked: number;
  /** Shares of the held queries: answered first and in the first five entries that the card offers, and suggested so. */
  readonly answered: number;
  readonly answeredFive: number;
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

/** Asks a set's queries; what answers with another kind counts by the first entry that it leads to. */
export function askSet(lookup: Lookup, set: SetName): Asked {
  const held = rowsOf(`held-${set}`);
  const absent = rowsOf(`absent-${set}`);
  let answered = 0;
  let answeredFive = 0;
  let first = 0;
  let five = 0;
  for (const row of held) {
    const [kind = "", query = "", slug = ""] = row.split("|");
    const isMeant = (item: Item): boolean => item.id.endsWith(`/${kind}:${slug}`);
    const found = offeredBy(lookup.find(kind as EntryKind, query));
    if (found.answers.slice(0, 1).some(isMeant)) answered++;
    if ([...found.answers, ...found.near].slice(0, 5).some(isMeant)) answeredFive++;
    const suggested = lookup.complete(kind as EntryKind, query).map((completion) => completion.item);
    if (suggested.slice(0, 1).some(isMeant)) first++;
    if (suggested.slice(0, 5).some(isMeant)) five++;
  }
  const wrong = absent.filter((query) => kinds.some((kind) => lookup.find(kind, query).type !== "nothing"));
  return {
    asked: held.length,
    answered: answered / held.length,
    answeredFive: answeredFive / held.length,
    first: first / held.length,
    five: five / held.length,
    absent: absent.length,
    wrong,
  };
}

/** What a card serves of the kind asked for, and what it offers where it serves nothing. */
function offeredBy(found: Found): { readonly answers: readonly Item[]; readonly near: readonly Item[] } {
  switch (found.type) {
    case "item":
      return { answers: found.next === null ? [found.item] : [found.item, found.next], near: [] };
    case "several":
      return { answers: found.items, near: [] };
    case "otherKind":
      return { answers: found.related, near: [] };
    case "nothing":
      return { answers: [], near: [...found.nearest.alike, ...found.nearest.near] };
    case "blank":
      return { answers: [], near: [] };
  }
}
