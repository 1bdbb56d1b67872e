/** A sheet of the base map in pixels. */
import { type GeoPermissibleObjects, type GeoProjection, geoStream } from "d3-geo";
import type { Sheet } from "../dossier/base-map.ts";
import { type Box, round, type Shape } from "./drawing.ts";
import { colours } from "./theme.ts";

type Ring = readonly (readonly [x: number, y: number])[];

export interface DrawnSheet {
  readonly shapes: readonly Shape[];
  /** Outlines inside the frame, for the countries' names. */
  readonly countries: readonly { readonly name: string; readonly rings: readonly Ring[] }[];
}

/**
 * Land and borders inside `box`, and `rim` pixels beyond, so that the cut edge has no line of its own. Nothing is
 * clipped while drawing, which costs resvg more than all the rest. `weight` thins the lines of a small map.
 */
export function drawSheet(
  sheet: Sheet,
  projection: GeoProjection,
  box: Box,
  { rim = 6, weight = 1 }: { rim?: number; weight?: number } = {},
): DrawnSheet {
  const clipped = projection.clipExtent([
    [box.left - rim, box.top - rim],
    [box.right + rim, box.bottom + rim],
  ]);
  const countries = sheet.countries.flatMap(({ name, polygons }) => {
    const { path, rings } = drawnRings({ type: "MultiPolygon", coordinates: polygons }, clipped);
    return rings.length === 0 ? [] : [{ name, rings, path }];
  });
  const borders = drawnRings({ type: "MultiLineString", coordinates: sheet.borders }, clipped).path;
  projection.clipExtent(null);
  const land = countries.map(({ path }) => path).join("");
  return {
    countries,
    shapes: [
      ...(land === ""
        ? []
        : [
            { d: land, fill: colours.land, stroke: colours.coast, strokeWidth: 2 * weight },
            { d: land, fill: colours.land },
          ]),
      ...(borders === ""
        ? []
        : [
            {
              d: borders,
              stroke: colours.border,
              strokeWidth: 2.5 * weight,
              ...(weight < 1 ? {} : { dash: "10 4 2 4" }),
            },
          ]),
    ],
  };
}

/** Rings and lines in pixels, and their path. Points nearer than a pixel to the one before are left out. */
export function drawnRings(
  object: GeoPermissibleObjects,
  projection: GeoProjection,
): { path: string; rings: Ring[] } {
  const rings: Ring[] = [];
  let path = "";
  let ring: [number, number][] = [];
  let closed = false;
  geoStream(
    object,
    projection.stream({
      polygonStart: () => {
        closed = true;
      },
      polygonEnd: () => {
        closed = false;
      },
      lineStart: () => {
        ring = [];
      },
      lineEnd: () => {
        if (ring.length < 2) return;
        rings.push(ring);
        path += ring.map(([x, y], index) => `${index === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join("");
        if (closed) path += "Z";
      },
      point: (x, y) => {
        const last = ring.at(-1);
        if (last === undefined || Math.abs(last[0] - x) + Math.abs(last[1] - y) > 0.8) ring.push([x, y]);
      },
      sphere: () => undefined,
    }),
  );
  return { path, rings };
}
