/** Shapes for kinds of place: told apart without colour, and at a third of their size. */
import { circlePath, linePath } from "./drawing.ts";

type Draw = (x: number, y: number, size: number) => string;

const polygon =
  (corners: readonly (readonly [number, number])[]): Draw =>
  (x, y, size) =>
    `${linePath(...corners.map(([dx, dy]) => [x + dx * size, y + dy * size] as const))}Z`;

const drawings: readonly Draw[] = [
  (x, y, size) => circlePath(x, y, size * 0.92),
  polygon([
    [0, -1.2],
    [1.2, 0],
    [0, 1.2],
    [-1.2, 0],
  ]),
  polygon([
    [-0.88, -0.88],
    [0.88, -0.88],
    [0.88, 0.88],
    [-0.88, 0.88],
  ]),
  polygon([
    [0, -1.1],
    [1.15, 0.85],
    [-1.15, 0.85],
  ]),
  polygon([
    [-1.15, -0.85],
    [1.15, -0.85],
    [0, 1.1],
  ]),
  polygon([
    [-0.38, -1.1],
    [0.38, -1.1],
    [0.38, -0.38],
    [1.1, -0.38],
    [1.1, 0.38],
    [0.38, 0.38],
    [0.38, 1.1],
    [-0.38, 1.1],
    [-0.38, 0.38],
    [-1.1, 0.38],
    [-1.1, -0.38],
    [-0.38, -0.38],
  ]),
  (x, y, size) =>
    `${linePath(
      ...Array.from({ length: 10 }, (_, corner) => {
        const reach = (corner % 2 === 0 ? 1.25 : 0.52) * size;
        const angle = (corner * Math.PI) / 5;
        return [x + Math.sin(angle) * reach, y - Math.cos(angle) * reach] as const;
      }),
    )}Z`,
  polygon([
    [-1.25, -0.5],
    [1.25, -0.5],
    [1.25, 0.5],
    [-1.25, 0.5],
  ]),
];

export const glyphCount = drawings.length;

/** Path of the shape with this number, 0 to `glyphCount - 1`, `size` pixels from its middle to its edge. */
export function glyph(shape: number, x: number, y: number, size: number): string {
  return (drawings[shape] ?? circlePath)(x, y, size);
}
