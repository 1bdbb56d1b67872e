/** The base map of a dossier: land, borders and towns around its places, cut when the dossier is authored. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { atLeast } from "../input/lengths.ts";

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

/** The base map of a dossier, or null where it has none. Throws on one that cannot be read. */
export function readBaseMap(dataDir: string, dossier: string): BaseMap | null {
  let text: string;
  try {
    text = readFileSync(join(dataDir, dossier, baseMapFile), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  return baseMapSchema.parse(JSON.parse(text));
}
