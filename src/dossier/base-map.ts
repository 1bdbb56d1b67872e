/** The base map of a dossier: land, borders and towns around its places, cut when the dossier is authored. */
import { lstatSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { atLeast } from "../input/lengths.ts";
import { createAcceptor } from "./accept.ts";
import { type Problem, readText } from "./file.ts";
import { parseJson } from "./json.ts";
import { property, spell, wantedBy } from "./wanted.ts";

/** Longitude and latitude in degrees, as GeoJSON orders them. */
const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

const sheet = z.strictObject({
  /** Natural Earth's own scale: the finer one near the places, the coarser around them. */
  scale: z.enum(["10m", "50m", "110m"]),
  /** It holds everything within `radiusKm` of `centre`. */
  centre: position,
  radiusKm: z.number().positive(),
  countries: z.array(
    z.strictObject({
      name: z.string(),
      polygons: z.array(z.array(z.array(position).check(atLeast(4))).check(atLeast(1))),
    }),
  ),
  borders: z.array(z.array(position).check(atLeast(2))),
});

const town = z.strictObject({
  name: z.string().check(atLeast(1)),
  position,
  population: z.int().nonnegative(),
});

export const baseMapSchema = z.strictObject({
  /** Who made what is drawn; shown on each map. */
  credits: z.strictObject({ boundaries: z.string(), towns: z.string() }),
  /** Finest first. */
  sheets: z.array(sheet).check(atLeast(1)),
  /** Largest first. */
  towns: z.array(town),
});

export type BaseMap = z.output<typeof baseMapSchema>;
export type Sheet = BaseMap["sheets"][number];
export type Town = BaseMap["towns"][number];
export type Position = z.output<typeof position>;

export const baseMapFile = "map.json";

const accept = createAcceptor(baseMapSchema);
/** Megabytes of the largest that is read: the worker that draws it has little memory. */
const most = 8;

/** The base map in a dossier's folder, null where it has none; or what is wrong with its file. */
export function readBaseMap(folder: string): { readonly map: BaseMap | null } | Problem {
  const file = join(folder, baseMapFile);
  if (!isThere(file)) return { map: null };
  const read = readText(file, most);
  const json = "problem" in read ? read : parseJson(read.text, accept);
  if ("problem" in json) return json;
  if (json.data !== undefined) return { map: json.data };
  const [issue] = baseMapSchema.safeParse(json.value, { jitless: true }).error?.issues ?? [];
  if (issue === undefined) return { problem: "is no base map" };
  return { problem: `${spell(issue.path)} ${wantedBy(issue, issue.path.reduce(property, json.value))}` };
}

/** Also where it is a link to nothing. What keeps its folder from being looked into is told of the other files. */
function isThere(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
