/** What part of the Earth a map shows, and at which scale. */
import { type GeoProjection, geoAzimuthalEqualArea, geoNaturalEarth1 } from "d3-geo";
import type { Position, Town } from "../dossier/base-map.ts";
import type { Box } from "./drawing.ts";
import { distanceKm, earthRadiusKm, enclosingCircle } from "./sphere.ts";
import { width } from "./theme.ts";

export interface Frame {
  readonly project: (position: Position) => readonly [x: number, y: number] | null;
  readonly projection: GeoProjection;
  readonly box: Box;
  readonly centre: Position;
  /** From the centre of the places to the farthest corner. */
  readonly radiusKm: number;
  readonly pixelsPerKm: number;
  /** Towns that the frame was widened for. */
  readonly bearings: readonly Position[];
  /** Wider than this no scale holds for all of the map. */
  readonly isWorld: boolean;
}

const lowest = 560;
const highest = 800;
/** Room around the outermost mark, for its label. */
const padding = Object.freeze({ x: 120, y: 90 });
/** Half the width of the narrowest frame, in kilometres. */
const narrowest = 0.35;
/** A single place's frame is widened for towns up to this many kilometres beyond it. */
const widest = 220;
/** Half the width around a single place where no town is near. */
const aloneKm = 40;

interface Shown {
  readonly position: Position;
  readonly radiusKm: number;
}

/** A frame around the places, widened to the towns that give them a bearing. `top` is where the map begins. */
export function frameOf(places: readonly Shown[], towns: readonly Town[], top: number): Frame {
  const rims = places.flatMap(({ position, radiusKm }) => rimOf(position, radiusKm));
  const { centre, radiusKm } = enclosingCircle(rims);
  if (radiusKm > earthRadiusKm * 1.3) return worldFrame(centre, top);

  const projection = geoAzimuthalEqualArea()
    .rotate([-centre[0], -centre[1]])
    .translate([0, 0])
    .scale(earthRadiusKm);
  const single = places.length === 1;
  const start = single ? [...rims, ...rimOf(centre, aloneKm)] : rims;
  const known = bearings(start, towns, centre, single);
  const farthestTown = Math.max(0, ...known.map((town) => distanceKm(town, centre)));
  const around = single ? rimOf(centre, farthestTown * 0.5) : [];
  const spots = [...start, ...around, ...known].map((position) => projection(position) ?? [0, 0]);
  const xs = spots.map(([x]) => x ?? 0);
  const ys = spots.map(([, y]) => y ?? 0);
  const spread = Math.max(2 * narrowest, Math.max(...xs) - Math.min(...xs));
  const rise = Math.max(narrowest, Math.max(...ys) - Math.min(...ys));
  const room = width - 2 * padding.x;
  const wanted = (rise * room) / spread + 2 * padding.y;
  const height = Math.round(Math.min(highest, Math.max(lowest, wanted)));
  const pixelsPerKm = Math.min(room / spread, (height - 2 * padding.y) / rise);
  const middle = [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2] as const;
  const box: Box = { left: 0, top, right: width, bottom: top + height };
  projection
    .scale(earthRadiusKm * pixelsPerKm)
    .translate([width / 2 - middle[0] * pixelsPerKm, top + height / 2 - middle[1] * pixelsPerKm]);
  const corners = [
    [box.left, box.top],
    [box.right, box.top],
    [box.left, box.bottom],
    [box.right, box.bottom],
  ] as const;
  const farthest = Math.max(
    ...corners.map((corner) => {
      const at = projection.invert?.([...corner]);
      return at?.every(Number.isFinite) ? distanceKm(at, centre) : Math.PI * earthRadiusKm;
    }),
  );
  return {
    ...common(projection),
    box,
    centre,
    radiusKm: farthest,
    pixelsPerKm,
    bearings: known,
    isWorld: false,
  };
}

function worldFrame(centre: Position, top: number): Frame {
  const box: Box = { left: 0, top, right: width, bottom: top + 600 };
  const projection = geoNaturalEarth1()
    .rotate([-centre[0], 0])
    .fitExtent(
      [
        [20, top + 20],
        [width - 20, box.bottom - 20],
      ],
      { type: "Sphere" },
    );
  return {
    ...common(projection),
    box,
    centre,
    radiusKm: Math.PI * earthRadiusKm,
    pixelsPerKm: projection.scale() / earthRadiusKm,
    bearings: [],
    isWorld: true,
  };
}

function common(projection: GeoProjection) {
  return {
    projection,
    project: (position: Position) => projection(position),
  };
}

/**
 * Up to two towns that people would name to say where this is: large ones, and near ones. A single place is shown
 * far out for their sake; places among themselves only where the towns are nearly in sight anyway.
 */
function bearings(
  shown: readonly Position[],
  towns: readonly Town[],
  centre: Position,
  single: boolean,
): Position[] {
  const beyond = (town: Position) => Math.min(...shown.map((position) => distanceKm(position, town)));
  const half = Math.max(...shown.map((position) => distanceKm(position, centre)));
  const reach = single ? widest : half * 0.7;
  const known = towns
    .map(({ position, population }) => ({
      position,
      weight: population ** 0.3 / (beyond(position) + 15),
      km: distanceKm(position, centre),
    }))
    .filter(({ km }) => km < half + reach)
    .sort((a, b) => b.weight - a.weight)
    .map(({ position }) => position);
  return known.slice(0, 2);
}

function rimOf([longitude, latitude]: Position, radiusKm: number): Position[] {
  if (radiusKm === 0) return [[longitude, latitude]];
  const degrees = (radiusKm / earthRadiusKm) * (180 / Math.PI);
  const rotated = geoAzimuthalEqualArea().rotate([-longitude, -latitude]).translate([0, 0]).scale(1);
  const reach = 2 * Math.sin((degrees * Math.PI) / 360);
  return Array.from({ length: 12 }, (_, index): Position => {
    const angle = (index * Math.PI) / 6;
    const at = rotated.invert?.([reach * Math.cos(angle), reach * Math.sin(angle)]);
    return at ?? [longitude, latitude];
  });
}
