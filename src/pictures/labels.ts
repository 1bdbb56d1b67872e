/** Where labels go: beside their marks, never over a mark or another label, always inside the frame. */
import {
  type Box,
  boxHeight,
  crosses,
  inside,
  lineHeight,
  overlaps,
  type Text,
  type TextStyle,
  textAt,
  textWidth,
} from "./drawing.ts";
import type { Letters } from "./letters.ts";

type Point = readonly [x: number, y: number];
type Leader = readonly [Point, Point];

interface Candidate {
  readonly box: Box;
  readonly leader: Leader | null;
}

export interface Mark {
  readonly x: number;
  readonly y: number;
  /** Pixels that the mark itself takes around its middle; labels begin outside. */
  readonly radius: number;
}

export interface LabelLine {
  readonly text: string;
  readonly style: TextStyle;
}

export interface Placed {
  readonly texts: readonly Text[];
  /** From the mark to the label, where they are apart. */
  readonly leader: Leader | null;
  /** How far from the best place: pixels of leader, and more over a circle. */
  readonly cost: number;
}

/** What lying over another place's circle costs, in pixels of leader. */
const overCircle = 90;

/** Sides of the mark, the best first: right, left, then above and below. */
const sides: readonly Point[] = [
  [1, 0],
  [-1, 0],
  [0.8, -0.8],
  [0.8, 0.8],
  [-0.8, -0.8],
  [-0.8, 0.8],
  [0, -1],
  [0, 1],
];
const rings = [26, 48, 76, 110, 150, 200, 260];
const gap = 9;
const apart = 5;

/** Keeps what is taken in a frame, and finds free places in it. Labels lie over `circles` only if they must. */
export function createLabels(frame: Box, circles: readonly Mark[], letters: Letters) {
  const taken: Box[] = [];
  const leaders: Leader[] = [];

  const free = (box: Box) => inside(box, frame, 8) && !taken.some((other) => overlaps(box, other, apart));
  const covers = (box: Box, own: Mark) =>
    circles.some((circle) => (circle.x !== own.x || circle.y !== own.y) && covering(box, circle));

  /** A leader touches no label, no mark but its own, and no other leader. */
  function clear(leader: Leader, own: Mark): boolean {
    const ofOwn = (box: Box) =>
      own.x > box.left && own.x < box.right && own.y > box.top && own.y < box.bottom;
    return (
      !taken.some((box) => !ofOwn(box) && crosses(...leader, box)) &&
      !leaders.some((other) => intersect(leader, other))
    );
  }

  return {
    /** Nothing is put over `box` from now on. */
    take(box: Box): void {
      taken.push(box);
    },
    isFree: free,
    /**
     * The nearest free place for a label of a few lines; with `reach` also away from its mark, on a leader.
     * Undefined where there is none.
     */
    place(mark: Mark, lines: readonly LabelLine[], { reach }: { reach: boolean }): Placed | undefined {
      const width = Math.max(...lines.map(({ text, style }) => textWidth(letters, text, style)));
      const tops = lines.map((_, index) =>
        lines.slice(0, index).reduce((sum, { style }) => sum + lineHeight(style.size), 0),
      );
      const height = (tops.at(-1) ?? 0) + boxHeight(lines.at(-1)?.style.size ?? 0);
      let second: Candidate | undefined;
      let found: Candidate | undefined;
      for (const candidate of candidates(mark, width, height, reach)) {
        const { box, leader } = candidate;
        if (!free(box) || leaders.some((other) => crosses(...other, box))) continue;
        if (leader && !clear(leader, mark)) continue;
        if (!covers(box, mark)) {
          found = candidate;
          break;
        }
        second ??= candidate;
      }
      found ??= second;
      if (found === undefined) return undefined;
      const { box, leader } = found;
      taken.push(box);
      if (leader) leaders.push(leader);
      const toRight = box.left + width / 2 < mark.x - mark.radius;
      const texts = lines.map(({ text, style }, index) => {
        const spare = toRight ? width - textWidth(letters, text, style) : 0;
        return textAt(letters, text, box.left + spare, box.top + (tops[index] ?? 0), style);
      });
      const [from, to] = leader ?? [
        [0, 0],
        [0, 0],
      ];
      const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
      return { texts, leader, cost: length + (found === second ? overCircle : 0) };
    },
  };
}

function covering(box: Box, { x, y, radius }: Mark): boolean {
  const dx = Math.max(box.left - x, 0, x - box.right);
  const dy = Math.max(box.top - y, 0, y - box.bottom);
  return Math.hypot(dx, dy) < radius + 2;
}

export type Labels = ReturnType<typeof createLabels>;

function* candidates(
  { x, y, radius }: Mark,
  width: number,
  height: number,
  reach: boolean,
): Generator<Candidate> {
  for (const [dx, dy] of sides) {
    const from = radius + gap;
    yield { box: boxBeside(x + dx * from, y + dy * from, dx, dy, width, height), leader: null };
  }
  if (!reach) return;
  for (const ring of rings) {
    for (let turn = 0; turn < 16; turn += 1) {
      // Right and left first, then steeper.
      const angle = ((turn % 2 === 0 ? turn / 2 : -(turn + 1) / 2) * Math.PI) / 8;
      const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
      const from = radius + ring;
      const box = boxBeside(x + dx * from, y + dy * from, dx, dy, width, height);
      const start: Point = [x + dx * (radius + 2), y + dy * (radius + 2)];
      const x1 = Math.min(Math.max(start[0], box.left - 5), box.right + 5);
      const beside = x1 < box.left || x1 > box.right;
      const y1 = beside ? box.top + height / 2 : start[1] < box.top ? box.top - 2 : box.bottom + 2;
      yield { box, leader: [start, [x1, y1]] };
    }
  }
}

/** A box that touches a point from the side the point lies on. */
function boxBeside(x: number, y: number, dx: number, dy: number, width: number, height: number): Box {
  const left = dx > 0.35 ? x : dx < -0.35 ? x - width : x - width / 2;
  const top = Math.abs(dx) > 0.9 ? y - height / 2 : dy > 0 ? y - height * 0.2 : y - height * 0.8;
  const clearTop = Math.abs(dx) <= 0.35 ? (dy > 0 ? y : y - height) : top;
  return { left, top: clearTop, right: left + width, bottom: clearTop + height };
}

function intersect([a, b]: Leader, [c, d]: Leader): boolean {
  const side = (p: Point, q: Point, r: Point) =>
    (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}
