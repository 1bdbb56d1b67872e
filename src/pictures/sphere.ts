/** Distances and circles on the Earth. */
import type { Position } from "../dossier/base-map.ts";

/** Mean radius, in kilometres. */
export const earthRadiusKm = 6371.0088;

/** Haversine: a tenth of the time of d3-geo's, which adds up a path. */
export function distanceKm([lon1, lat1]: Position, [lon2, lat2]: Position): number {
  const radians = Math.PI / 180;
  const north = Math.sin(((lat2 - lat1) * radians) / 2) ** 2;
  const east = Math.sin(((lon2 - lon1) * radians) / 2) ** 2;
  const chord = north + Math.cos(lat1 * radians) * Math.cos(lat2 * radians) * east;
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/**
 * A circle that holds every point, near the smallest (Bădoiu and Clarkson): its middle is drawn step by step
 * towards the point that is farthest off. Works across the date line and at the poles.
 */
export function enclosingCircle(points: readonly Position[]): { centre: Position; radiusKm: number } {
  let middle =
    normalised(
      points
        .map(toVector)
        .reduce<Vector>((sum, v) => [sum[0] + v[0], sum[1] + v[1], sum[2] + v[2]], [0, 0, 0]),
    ) ?? toVector(points[0] ?? [0, 0]);
  for (let step = 2; step < 60; step += 1) {
    const far = points.reduce<Vector>((worst, point) => {
      const vector = toVector(point);
      return dot(vector, middle) < dot(worst, middle) ? vector : worst;
    }, middle);
    middle =
      normalised([
        middle[0] + (far[0] - middle[0]) / step,
        middle[1] + (far[1] - middle[1]) / step,
        middle[2] + (far[2] - middle[2]) / step,
      ]) ?? middle;
  }
  const centre = toPosition(middle);
  return { centre, radiusKm: Math.max(0, ...points.map((point) => distanceKm(centre, point))) };
}

type Vector = readonly [number, number, number];

function toVector([longitude, latitude]: Position): Vector {
  const [l, p] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180];
  return [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)];
}

function toPosition([x, y, z]: Vector): Position {
  const degrees = (radians: number) => (radians * 180) / Math.PI;
  return [degrees(Math.atan2(y, x)), degrees(Math.asin(Math.min(1, Math.max(-1, z))))];
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function normalised([x, y, z]: Vector): Vector | undefined {
  const length = Math.hypot(x, y, z);
  return length < 1e-9 ? undefined : [x / length, y / length, z / length];
}
