/** Maps as data: which places of an answer are drawn, which are named below, and the same in words. Credits are drawn. */
import type { Dossier, Event, Place } from "../dossier/catalogue.ts";
import type { MapPicture, MapPlace } from "../pictures/picture.ts";
import type { Line } from "./card.ts";
import { holding } from "./parts.ts";
import { firstNames, type PictureBlock } from "./picture.ts";
import { typographic } from "./typography.ts";

/** Whether a place, an event or a dossier has a map: told without making one, since every card asks. */
export function hasMap(of: Place | Event | Dossier): boolean {
  if (!("kind" in of)) return of.places.some((place) => isSite(place) && pointOf(place) !== null);
  if (of.kind === "place") return pointOf(of) !== null;
  return of.places.some((place) => pointOf(place) !== null && isSiteIn(place, of));
}

/** A place, with the dossier's others faint; null where no gazetteer has it. */
export function placeMap(place: Place): PictureBlock | null {
  const front = located([place]);
  if (front.length === 0) return null;
  return mapBlock(place.dossier, {
    title: place.title,
    subtitle: "The place; faint, the dossier’s other places",
    front,
    unknown: place.contains.filter(isSite).filter((inner) => pointOf(inner) === null),
    named: [],
  });
}

/** The places where the excerpts of an event put it; null where none has coordinates. */
export function eventMap(event: Event): PictureBlock | null {
  const sites = event.places.filter((place) => isSiteIn(place, event));
  const front = located(sites);
  if (front.length === 0) return null;
  return mapBlock(event.dossier, {
    title: event.title,
    subtitle: `Places named as sites in ${event.excerpts.map(({ id }) => id).join(", ")}`,
    front,
    unknown: sites.filter((place) => pointOf(place) === null),
    named: event.places.filter((place) => !isSiteIn(place, event)),
  });
}

/** Every place that a sentence names as a site; null where none has coordinates. */
export function dossierMap(dossier: Dossier): PictureBlock | null {
  const sites = dossier.places.filter(isSite);
  const front = located(sites);
  if (front.length === 0) return null;
  const unknown = sites.filter((place) => pointOf(place) === null);
  return mapBlock(dossier, {
    title: dossier.title,
    subtitle: `Places named as sites in ${holding(dossier)}: ${front.length} located, ${unknown.length} not`,
    front,
    unknown,
    named: dossier.places.filter((place) => !isSite(place)),
  });
}

interface Shown {
  readonly title: string;
  readonly subtitle: string;
  readonly front: readonly Place[];
  readonly unknown: readonly Place[];
  /** Places that the excerpts name, but not as where something was. */
  readonly named: readonly Place[];
}

function mapBlock(dossier: Dossier, { title, subtitle, front, unknown, named }: Shown): PictureBlock {
  const others = located(dossier.places.filter(isSite)).filter((place) => !front.includes(place));
  const picture: MapPicture = {
    type: "map",
    dossier: dossier.id,
    title: typographic(title),
    subtitle: typographic(subtitle),
    places: [
      ...front.flatMap((place) => onMap(place, isSite(place) ? "site" : "named")),
      ...others.flatMap((place) => onMap(place, "other")),
    ],
    unknown: unknown.map((place) => typographic(place.title)),
  };
  const drawn = front.map((place) => {
    const radius = Math.round(radiusOf(place) * 10) / 10;
    return radius === 0 ? place.title : `${place.title} (within ${radius} km)`;
  });
  const lines: Line[] = [
    [`On the map, by gazetteers: ${firstNames(drawn)}`],
    ...(unknown.length === 0
      ? []
      : [[`Location unknown: ${firstNames(unknown.map((place) => place.title))}`]]),
    ...(named.length === 0
      ? []
      : [[`Named, but not as a site, so not in front: ${firstNames(named.map((place) => place.title))}`]]),
  ];
  const alt = [
    `Map: ${title}.`,
    `In front: ${firstNames(drawn)}.`,
    ...(others.length === 0 ? [] : [`Faint: ${firstNames(others.map((place) => place.title))}.`]),
    ...(unknown.length === 0
      ? []
      : [`Location unknown: ${firstNames(unknown.map((place) => place.title))}.`]),
    "Circles are as wide as the sources disagree. Boundaries: Natural Earth, de facto.",
  ].join(" ");
  return { type: "picture", name: "map.png", picture, alt, lines };
}

function isSiteIn(place: Place, { excerpts }: Event): boolean {
  return place.mentions.some(({ excerpt, role }) => role === "site" && excerpts.includes(excerpt));
}

function isSite(place: Place): boolean {
  return place.mentions.some(({ role }) => role === "site");
}

function located(places: readonly Place[]): Place[] {
  return places.filter((place) => pointOf(place) !== null);
}

function onMap(place: Place, standing: MapPlace["standing"]): MapPlace[] {
  const point = pointOf(place);
  if (point === null) return [];
  return [
    { name: typographic(place.title), kind: place.placeType, ...point, radiusKm: radiusOf(place), standing },
  ];
}

export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** The middle of what the sources give, also where they lie on both sides of the date line. */
export function pointOf({ coordinates }: Place): Point | null {
  const [first] = coordinates;
  if (first === undefined) return null;
  const middle = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  const turned = (degrees: number) => ((((degrees + 180) % 360) + 360) % 360) - 180;
  const offsets = coordinates.map(({ longitude }) => turned(longitude - first.longitude));
  const point = {
    latitude: middle(coordinates.map(({ latitude }) => latitude)),
    longitude: turned(first.longitude + middle(offsets)),
  };
  return Math.abs(point.latitude) <= 90 && Number.isFinite(point.longitude) ? point : null;
}

/** Kilometres from the middle to the farthest source, or what the dossier says, whichever is more. */
function radiusOf(place: Place): number {
  const point = pointOf(place);
  if (point === null) return 0;
  return Math.max(place.precisionKm ?? 0, ...place.coordinates.map((source) => kmBetween(point, source)));
}

/** Haversine. */
function kmBetween(a: Point, b: Point): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const latitude = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const longitude = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const chord = latitude + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * longitude;
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(chord)));
}
