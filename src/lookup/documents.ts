/** What the dossiers hold as documents of the search engine: entries, sentences, and names of what is not held. */
import type { Catalogue, Entry, Excerpt, Item } from "../dossier/catalogue.ts";
import { itemsOf } from "../dossier/catalogue.ts";
import { tokensOf } from "../search/analysis.ts";
import type { Linked, Passage, Span } from "../search/engine.ts";
import { countriesOf } from "./countries.ts";

/** What a document stands for: an item, or something else that bears a name spelt like one of an entry's. */
export type Subject =
  | { readonly type: "item"; readonly item: Item }
  | { readonly type: "namesake"; readonly owner: Entry };

export interface Documents {
  readonly documents: readonly Linked[];
  /** By the number of the document. */
  readonly subjects: readonly Subject[];
  readonly numberOf: ReadonlyMap<Item, number>;
}

const dossiersAtOnce = 25;

/** Makes the documents, in steps. */
export function* documentsOf({ dossiers }: Catalogue): Generator<void, Documents> {
  const items: Item[] = [];
  for (const [at, dossier] of dossiers.entries()) {
    items.push(...itemsOf(dossier));
    if (at % dossiersAtOnce === dossiersAtOnce - 1) yield;
  }
  const numberOf = new Map(items.map((item, number) => [item, number]));
  const documents: Linked[] = items.map((item) =>
    item.kind === "excerpt"
      ? { names: [item.title, ...item.alsoNamed], text: [item.exact], context: yearsOf(item) }
      : {
          names: [item.title, ...item.names],
          common: item.commonNames,
          related: relatedOf(item),
          context: [...yearsOf(item), ...countriesOf(item.dossier)],
          text: "topics" in item ? item.topics : [],
          passages: passagesOf(item, numberOf),
          isMentioned: item.kind === "place" || item.kind === "actor",
        },
  );
  const subjects: Subject[] = items.map((item) => ({ type: "item", item }));
  for (const item of items) {
    if (item.kind === "excerpt") continue;
    for (const { name } of item.namesakes) {
      documents.push({ names: [name] });
      subjects.push({ type: "namesake", owner: item });
    }
  }
  return { documents, subjects, numberOf };
}

function passagesOf(entry: Entry, numberOf: ReadonlyMap<Item, number>): Passage[] {
  const told =
    entry.kind === "place" || entry.kind === "actor"
      ? entry.mentions.map(({ excerpt, words }) => ({ excerpt, at: spanOf(excerpt, words) }))
      : entry.excerpts.map((excerpt) => ({ excerpt, at: null }));
  return told.map(({ excerpt, at }) => ({ document: numberOf.get(excerpt) as number, at }));
}

/** Which tokens of a sentence some of its words are. */
function spanOf({ exact }: Excerpt, words: string): Span {
  const start = Math.max(0, exact.indexOf(words));
  const from = tokensOf(exact.slice(0, start)).length;
  return { from, until: from + tokensOf(words).length };
}

/** Words that stand for a place or an actor in the sentences ("the town"). */
function relatedOf(entry: Entry): string[] {
  if (entry.kind === "place" || entry.kind === "actor")
    return [...new Set(entry.mentions.map(({ words }) => words))];
  return [];
}

/** The years in a dossier's title: dates are typed with them, whether the sentences repeat the year or not. */
function yearsOf({ dossier }: Item): string[] {
  return dossier.title.match(/\b\d{4}\b/g) ?? [];
}

export function prominenceOf(item: Item): number {
  return item.kind === "question"
    ? item.claims.length
    : item.kind === "excerpt"
      ? item.dossier.excerpts.length - item.dossier.excerpts.indexOf(item)
      : item.excerpts.length;
}
