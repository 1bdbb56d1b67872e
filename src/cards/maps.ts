/**
 * Maps as data: which places of an answer are marked, and what else there is to say of them. Only a place where a sentence
 * puts something is marked as one; a sentence behind a spoiler marks none, since a mark would tell where what it hides was.
 */
import type { Dossier, Event, Excerpt, Place, PlaceMention } from "../dossier/catalogue.ts";
import type { Message } from "../messages/line.ts";
import { type Messages, say } from "../messages/message.ts";
import type { MapPicture, MapPlace } from "../pictures/picture.ts";
import type { Line } from "./card.ts";
import { drawn, type PictureBlock } from "./picture.ts";

/** Whether a place, an event or a dossier has a map: told without making one, since every card asks. */
export function hasMap(of: Place | Event | Dossier): boolean {
  if (!("kind" in of)) return of.places.some((place) => isSite(place) && pointOf(place) !== null);
  if (of.kind === "place") return pointOf(of) !== null;
  return of.places.some((place) => pointOf(place) !== null && sitesIn(place, of.excerpts).length > 0);
}

/** A place, with the dossier's others faint; null where no outside source has it. */
export function placeMap(place: Place): PictureBlock | null {
  const known = basisOf(place.mentions.filter(isTold));
  return mapBlock(place.dossier, {
    title: place.title,
    subtitle: known === null ? null : say(`mapPlace${known}`),
    marked: [place],
    unlocated: place.contains.filter((inner) => isSite(inner) && pointOf(inner) === null),
    also: [],
    notes: [],
  });
}

/** The places where the excerpts of an event put it; null where none has coordinates. */
export function eventMap(event: Event): PictureBlock | null {
  const told = event.excerpts.filter(({ graphic }) => graphic === null);
  const marked = event.places.filter((place) => sitesIn(place, told).length > 0);
  const sites = marked.flatMap((place) => sitesIn(place, told));
  const ids = told.filter((excerpt) => sites.some((site) => site.excerpt === excerpt)).map(({ id }) => id);
  return mapBlock(event.dossier, {
    title: event.title,
    subtitle: say(`mapPlaces${basisOf(sites) ?? "Read"}`, ids, marked.length),
    marked,
    unlocated: marked.filter((place) => pointOf(place) === null),
    also: event.places.filter(
      (place) => !marked.includes(place) && place.mentions.some(({ excerpt }) => told.includes(excerpt)),
    ),
    notes: marked.flatMap((place) => {
      const of = sitesIn(place, told).map((site) => site.of);
      return of.includes(null)
        ? []
        : [
            say(
              "mapSaidOf",
              place.title,
              of.filter((each) => each !== null),
            ),
          ];
    }),
  });
}

/** Every place where a sentence puts something; null where none has coordinates. */
export function dossierMap(dossier: Dossier): PictureBlock | null {
  const marked = dossier.places.filter(isSite);
  const sites = marked.flatMap(({ mentions }) => mentions.filter(isToldSite));
  const located = marked.filter((place) => pointOf(place) !== null);
  return mapBlock(dossier, {
    title: dossier.title,
    subtitle: say(`mapCollection${basisOf(sites) ?? "Read"}`, dossier.excerpts.length, located.length),
    marked,
    unlocated: marked.filter((place) => pointOf(place) === null),
    also: dossier.places.filter((place) => !marked.includes(place) && place.mentions.some(isTold)),
    notes: [],
  });
}

interface Shown {
  readonly title: string;
  readonly subtitle: Message | null;
  readonly marked: readonly Place[];
  readonly unlocated: readonly Place[];
  /** Places that the sentences mention, but not as where something was. */
  readonly also: readonly Place[];
  readonly notes: readonly Message[];
}

function mapBlock(dossier: Dossier, shown: Shown): PictureBlock | null {
  const { title, subtitle, unlocated, also, notes } = shown;
  const front = shown.marked.filter((place) => pointOf(place) !== null);
  if (front.length === 0) return null;
  const faint = dossier.places.filter(
    (place) => isSite(place) && pointOf(place) !== null && !front.includes(place),
  );
  const draw = (messages: Messages): MapPicture => {
    const text = (words: Parameters<typeof drawn>[0]) => drawn(words, messages);
    const onMap = (standing: MapPlace["standing"]) => (place: Place) => placeOn(place, standing, text);
    return {
      type: "map",
      dossier: dossier.id,
      title: text(title),
      subtitle: subtitle === null ? "" : text(subtitle),
      places: [
        ...front.flatMap((place) => onMap(isSite(place) ? "site" : "asked")(place)),
        ...faint.flatMap(onMap("other")),
      ],
      notes: notes.map(text),
      unlocated:
        unlocated.length === 0
          ? null
          : {
              label: text(say("mapUnlocated", unlocated.length)),
              names: unlocated.map((place) => text(place.title)),
              more: text(say("pictureMore")),
            },
      words: {
        asked: text(say("mapAsked")),
        other: text(say("mapOther")),
        circle: text(say("mapCircle")),
        otherKinds: text(say("mapOtherKinds")),
        numbers: text(say("mapNumbers")),
        unnamed: text(say("mapUnnamed")),
        unreadable: text(say("pictureUnreadable")),
        middle: text(say("mapMiddle")),
        boundaries: text(say("mapBoundaries")),
        towns: text(say("mapTowns")),
        points: text(pointsOf([...front, ...faint])),
      },
    };
  };
  const titles = (places: readonly Place[]) => places.map((place) => place.title);
  const lines: Line[] = also.length === 0 ? [] : [[say("mapAlso", titles(also))]];
  return {
    type: "picture",
    name: "map.png",
    of: "map",
    draw,
    alt: [
      say("mapAlt", {
        title,
        front: front.map((place) => ({ name: place.title, km: Math.round(radiusOf(place) * 10) / 10 })),
        faint: titles(faint),
        unlocated: titles(unlocated),
      }),
    ],
    lines,
  };
}

/** What is not from the text: every point, and the kinds that the text does not say. */
function pointsOf(places: readonly Place[]): Message {
  const kinds = (from: Place["placeTypeFrom"]) =>
    new Set(places.filter((place) => place.placeTypeFrom === from).map(({ placeType }) => placeType));
  const outside = [...kinds("outside")];
  if (outside.length === 0) return say("mapPoints");
  return kinds("text").size === 0 ? say("mapPointsAndKinds") : say("mapPointsAndSomeKinds", outside);
}

/** Whether places are named, or only read so. */
function basisOf(mentions: readonly PlaceMention[]): "Named" | "Read" | "Mixed" | null {
  if (mentions.length === 0) return null;
  const named = mentions.filter(({ basis }) => basis === "named").length;
  return named === 0 ? "Read" : named === mentions.length ? "Named" : "Mixed";
}

/** Whether a mention stands in a sentence that is shown without a spoiler. */
function isTold({ excerpt }: PlaceMention): boolean {
  return excerpt.graphic === null;
}

function isToldSite(mention: PlaceMention): boolean {
  return mention.role === "site" && isTold(mention);
}

function isSite(place: Place): boolean {
  return place.mentions.some(isToldSite);
}

/** The mentions by which these excerpts put something at a place. */
function sitesIn({ mentions }: Place, excerpts: readonly Excerpt[]): PlaceMention[] {
  return mentions.filter((mention) => isToldSite(mention) && excerpts.includes(mention.excerpt));
}

function placeOn(place: Place, standing: MapPlace["standing"], text: (words: string) => string): MapPlace[] {
  const point = pointOf(place);
  if (point === null) return [];
  return [{ name: text(place.title), kind: place.placeType, ...point, radiusKm: radiusOf(place), standing }];
}

/** Degrees, north and east positive. */
interface Point {
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
