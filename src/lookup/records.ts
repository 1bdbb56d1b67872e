/** Entries and excerpts as records for the search: what each may be found by. */
import type { Dossier, Entry, Excerpt, Item, Place } from "../dossier/catalogue.ts";
import type { SearchRecord } from "../search/index.ts";
import { dropArticles, normalise } from "../search/normalise.ts";
import { countriesOf } from "./countries.ts";

/**
 * The record of an item for a direct look-up, where a common name ("police station") counts; `withoutCommon`
 * leaves such names out, for searches in running text.
 */
export function recordOf(item: Item, { withoutCommon = false } = {}): SearchRecord {
  if (item.kind === "excerpt") return excerptRecord(item);
  const names = [item.title, ...item.names, ...(withoutCommon ? [] : item.commonNames)];
  return {
    id: item.id,
    names: [...new Set(names)],
    related: relatedNames(item),
    text: textOf(item),
    prominence: prominenceOf(item),
  };
}

/** An excerpt by its title, its words and the entries it bears on; its id is looked up as an id. */
function excerptRecord(excerpt: Excerpt): SearchRecord {
  const { dossier, exact, events, places, actors, claims, title, id } = excerpt;
  const entries: Entry[] = [
    ...events,
    ...places.map((mention) => mention.place),
    ...actors.map((mention) => mention.actor),
    ...claims.flatMap((claim) => claim.question ?? []),
  ];
  return {
    id,
    names: [title],
    related: [...new Set(entries.flatMap((entry) => [entry.title, ...entry.names]))],
    text: [exact, ...topicsOf(entries)].join("\n"),
    prominence: dossier.excerpts.length - dossier.excerpts.indexOf(excerpt),
  };
}

function relatedNames(entry: Entry): string[] {
  const linked: Entry[] =
    entry.kind === "event"
      ? [...entry.places, ...entry.excerpts.flatMap((excerpt) => excerpt.actors.map(({ actor }) => actor))]
      : entry.kind === "question"
        ? entry.excerpts.flatMap((excerpt) => [
            ...excerpt.places.map(({ place }) => place),
            ...excerpt.actors.map(({ actor }) => actor),
          ])
        : entry.kind === "place"
          ? [...(entry.within ? [entry.within] : []), ...entry.contains, ...placesNamedIn(entry)]
          : [];
  return [...new Set(linked.flatMap(({ title, names }) => [title, ...names]))];
}

const placesByTitle = new WeakMap<Dossier, ReadonlyMap<string, Place>>();

/** Places whose one-word titles a place's names hold ("Palmyra" in "Palmyra theatre"): by their other names, too, it may be asked for. */
function placesNamedIn(place: Place): Place[] {
  const { dossier } = place;
  let byTitle = placesByTitle.get(dossier);
  if (byTitle === undefined) {
    byTitle = new Map(dossier.places.map((each) => [dropArticles(normalise(each.title)), each]));
    placesByTitle.set(dossier, byTitle);
  }
  const words = new Set([place.title, ...place.names].flatMap((name) => normalise(name).split(" ")));
  return [...words].flatMap((word) => byTitle.get(word) ?? []).filter((each) => each !== place);
}

function textOf(entry: Entry): string {
  const excerpts =
    entry.kind === "event" || entry.kind === "question" ? entry.excerpts.map(({ exact }) => exact) : [];
  return [...excerpts, ...topicsOf([entry]), ...yearsOf(entry.dossier), ...countriesOf(entry.dossier)].join(
    "\n",
  );
}

/** The years in a dossier's title: dates are typed with them, whether the sentences repeat the year or not. */
export function yearsOf({ title }: Dossier): string[] {
  return title.match(/\b\d{4}\b/g) ?? [];
}

/** Topic words and dates, which people type though no title has them. */
function topicsOf(entries: readonly Entry[]): string[] {
  return entries.flatMap((entry) => ("topics" in entry ? entry.topics : []));
}

function prominenceOf(entry: Entry): number {
  return entry.kind === "question" ? entry.claims.length : entry.excerpts.length;
}

/** Names of what is not held and only spelt like an entry; `<entry id>#<number>`. */
export function namesakeRecords({ id, namesakes }: Entry): SearchRecord[] {
  return namesakes.map(({ name }, index) => ({ id: `${id}#${index}`, names: [name] }));
}
