/**
 * From what people type to what the dossiers hold: the one place where an option's text becomes an entry, a choice
 * between entries, or nothing.
 */

import type { Range } from "../cards/card.ts";
import type { Catalogue, Dossier, Excerpt, Item } from "../dossier/catalogue.ts";
import { entriesOf, itemsOf } from "../dossier/catalogue.ts";
import { createSearch, type Hit, matches, type Search } from "../search/index.ts";
import { namesakeRecords, recordOf } from "./records.ts";

export type ItemKind = Item["kind"];
type ItemOf<Kind extends ItemKind> = Extract<Item, { kind: Kind }>;

/** What an option's text stands for. */
export type Found<T extends Item = Item> =
  | {
      readonly type: "item";
      readonly item: T;
      /** The name that matched, where text was matched. */
      readonly matched: string | null;
      /** The next nearest of the same kind, where it is near. */
      readonly next: T | null;
    }
  /** Several answer equally well. */
  | { readonly type: "several"; readonly items: readonly T[] }
  /** It names entries of another kind; `related` are those of the kind asked for that belong to them. */
  | { readonly type: "otherKind"; readonly named: readonly Item[]; readonly related: readonly T[] }
  /** Nothing is close enough. `similar` are names spelt alike; `mentioning` are excerpts with a word of it. */
  | { readonly type: "nothing"; readonly similar: readonly Item[]; readonly mentioning: readonly Excerpt[] }
  | { readonly type: "blank" };

export interface Completion {
  readonly item: Item;
  /** The name that matched, where it is not the title. */
  readonly alias: string | null;
}

export interface Lookup {
  /** What `typed` (an id, a suggestion's name, or free text of any length) stands for. */
  find<Kind extends ItemKind>(kind: Kind, typed: string): Found<ItemOf<Kind>>;
  /** At most 25 suggestions, best first, none twice; the most prominent for a blank text. */
  complete(kind: ItemKind, typed: string): readonly Completion[];
  /** Excerpts by the words of a text, best first, with where the words stand in each. */
  searchText(typed: string): readonly { readonly excerpt: Excerpt; readonly ranges: readonly Range[] }[];
  /** Entries of any kind that a text names, best first. */
  namedIn(typed: string): readonly Item[];
  /** Entries whose names are spelt like a part of the text, but which are no answer to it. */
  similarTo(typed: string): readonly Item[];
}

/** A name this close is the name itself, for all that spelling can tell. */
const exact = 0.97;

/** Between a suggestion's title and the alias that matched; people send suggestions back as text. */
export const aliasMark = " — ";

export function createLookup(catalogue: Catalogue): Lookup {
  const items = catalogue.dossiers.flatMap(itemsOf);
  const byId = new Map(items.map((item) => [item.id, item]));
  const kinds: readonly ItemKind[] = ["event", "place", "actor", "question", "excerpt"];
  const searches = Object.fromEntries(
    kinds.map((kind) => [
      kind,
      createSearch(items.filter((item) => item.kind === kind).map((item) => recordOf(item))),
    ]),
  ) as Record<ItemKind, Search>;
  const entries = createSearch(
    catalogue.dossiers.flatMap(entriesOf).map((entry) => recordOf(entry, { withoutCommon: true })),
  );
  const namesakes = createSearch(catalogue.dossiers.flatMap(namesakeRecords));

  const itemAt = ({ id }: Hit): Item => {
    const item = byId.get(id);
    if (item === undefined) throw new Error(`the search gave an id that no dossier has: ${id}`);
    return item;
  };

  function byIdentifier(kind: ItemKind, typed: string): Item | undefined {
    const item = catalogue.get(typed);
    if (item !== undefined || kind !== "excerpt") return item;
    const number = /^(?:([a-z][a-z0-9]*)[\s_-]*)?#?0*(\d{1,4})$/i.exec(typed);
    if (number === null) return undefined;
    const [, prefix, digits = ""] = number;
    const held = catalogue.dossiers.filter(
      (dossier) => prefix === undefined || dossier.excerptPrefix.toLowerCase() === prefix.toLowerCase(),
    );
    const fitting = held.flatMap((dossier) => excerptNumbered(dossier, Number(digits)) ?? []);
    return fitting.length === 1 ? fitting[0] : undefined;
  }

  function find(kind: ItemKind, raw: string): Found {
    const typed = raw.split(aliasMark, 1)[0]?.trim() ?? "";
    if (typed === "") return { type: "blank" };
    const identified = byIdentifier(kind, typed);
    if (identified?.kind === kind) return { type: "item", item: identified, matched: null, next: null };
    if (identified) return { type: "otherKind", named: [identified], related: linkedTo([identified], kind) };

    const hits = searches[kind].find(typed, 10);
    const [first, second] = hits;
    const others = kinds
      .filter((other) => other !== kind && other !== "excerpt")
      .flatMap((other) => searches[other].find(typed, 3))
      .sort((a, b) => b.score - a.score);
    const elsewhere = namesakes.find(typed, 1)[0];
    if (elsewhere && elsewhere.score >= exact && elsewhere.score > (first?.score ?? 0)) {
      const alike = byId.get(elsewhere.id.split("#", 1)[0] ?? "");
      return { type: "nothing", similar: alike ? [alike] : [], mentioning: [] };
    }
    const named = others.filter(({ score }) => score >= exact);
    if (named.length > 0 && (first === undefined || first.score < exact)) {
      const items = named.map(itemAt);
      return { type: "otherKind", named: items, related: linkedTo(items, kind) };
    }
    if (first === undefined) {
      const items = others.slice(0, 3).map(itemAt);
      if (items.length > 0) return { type: "otherKind", named: items, related: linkedTo(items, kind) };
      return { type: "nothing", ...nearest(kind, typed) };
    }
    const equal = hits.filter(({ score }) => score === first.score);
    if (equal.length > 1 && first.score >= exact) return { type: "several", items: equal.map(itemAt) };
    const next = second && second.score >= first.score - 0.15 ? itemAt(second) : null;
    return { type: "item", item: itemAt(first), matched: first.name, next };
  }

  function nearest(kind: ItemKind, typed: string) {
    const similar = [...searches[kind].findSimilar(typed, 3), ...entries.findSimilar(typed, 3)].map(itemAt);
    const mentioning = searches.excerpt.findText(typed, 3).map(itemAt);
    return {
      similar: [...new Set(similar)].slice(0, 4),
      mentioning: mentioning.filter((item) => item.kind === "excerpt"),
    };
  }

  return Object.freeze({
    find: find as Lookup["find"],
    complete(kind: ItemKind, typed: string) {
      const search = searches[kind];
      const identified = typed.trim() === "" ? undefined : byIdentifier(kind, typed.trim());
      const hits = typed.trim() === "" ? search.prominent(25) : search.find(typed, 25);
      const found = hits.map((hit): Completion => {
        const item = itemAt(hit);
        const own = item.kind === "excerpt" || hit.name === item.title || typed.trim() === "";
        return { item, alias: own ? null : hit.name };
      });
      if (identified?.kind !== kind) return found;
      return [{ item: identified, alias: null }, ...found.filter(({ item }) => item !== identified)].slice(
        0,
        25,
      );
    },
    searchText(typed: string) {
      return searches.excerpt.findText(typed, 20).flatMap((hit) => {
        const excerpt = itemAt(hit);
        return excerpt.kind === "excerpt" ? [{ excerpt, ranges: matches(typed, excerpt.exact) }] : [];
      });
    },
    namedIn(typed: string) {
      return entries.findText(typed, 10).map(itemAt);
    },
    similarTo(typed: string) {
      return entries.findSimilar(typed, 3).map(itemAt);
    },
  });
}

/** What of a kind belongs to some entries: by their own links, then by the sentences they share. */
function linkedTo(items: readonly Item[], kind: ItemKind): Item[] {
  const linked = items.flatMap((item): Item[] => {
    const excerpts = item.kind === "excerpt" ? [item] : item.excerpts;
    switch (kind) {
      case "event":
        return "events" in item ? [...item.events] : excerpts.flatMap(({ events }) => events);
      case "place":
        return excerpts.flatMap(({ places }) => places.map(({ place }) => place));
      case "actor":
        return excerpts.flatMap(({ actors }) => actors.map(({ actor }) => actor));
      case "question":
        return excerpts.flatMap(({ claims }) => claims.flatMap(({ question }) => question ?? []));
      case "excerpt":
        return [...excerpts];
    }
  });
  return [...new Set(linked)];
}

function excerptNumbered(dossier: Dossier, number: number): Excerpt | undefined {
  return dossier.excerpts.find(({ id }) => Number(id.slice(id.lastIndexOf("-") + 1)) === number);
}
