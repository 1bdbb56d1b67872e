/**
 * A timeline: dated entries from top to bottom in order of time. Solid for what happened, hollow for what was
 * reported or released; the mark's form says how much the date settles, and never more than its words. Nothing is drawn for
 * what has no place in order of time.
 */
import { scaleLinear } from "d3-scale";
import { dayNumber, ticksBetween } from "./calendar.ts";
import {
  around,
  boxHeight,
  boxPath,
  circlePath,
  type Drawing,
  header,
  lineHeight,
  linePath,
  listLines,
  paragraph,
  type Shape,
  type Text,
  type TextStyle,
  textAt,
  textWidth,
  wrap,
} from "./drawing.ts";
import type { Letters } from "./letters.ts";
import type { Precision, TimelinePicture, TimelineRow } from "./picture.ts";
import { colours, margin, type, width } from "./theme.ts";

const axisX = 215;
const laneWidth = 30;
const mostLanes = 5;
/** Half the width of a mark, in pixels. */
const half = 11;
const rowGap = 26;
/** Length of a tail, on the side to which a date is open. */
const tail = 40;
/** Length of the core of a stretch between its hollow ends, at least. */
const core = 10;
const mostUndrawnLines = 6;

const styles = Object.freeze({
  tick: { size: type.small, weight: 400, colour: colours.soft },
  date: { size: type.label, weight: 600, colour: colours.accentText },
  title: { size: type.label, weight: 600, colour: colours.title },
  note: { size: type.small, weight: 400, colour: colours.soft },
} satisfies Record<string, TextStyle>);

interface Mark {
  readonly row: TimelineRow;
  readonly top: number;
  readonly bottom: number;
  readonly lane: number;
}

/** Lays out a page of a timeline; undefined where nothing on it has a date. */
export function layoutTimeline(picture: TimelinePicture, letters: Letters): Drawing | undefined {
  const { rows, words } = picture;
  if (rows.length === 0) return undefined;
  const head = header(letters, picture.title, picture.subtitle, colours, margin);
  const key = legend(picture, head.bottom + 14, letters);
  const top = key.bottom + 34;

  const firsts = rows.map(({ first }) => dayNumber(first));
  const lasts = rows.map(({ last }) => dayNumber(last));
  const [from, to] = [Math.min(...firsts), Math.max(...lasts)];
  const lanes = Math.min(mostLanes, lanesNeeded(rows, from, to, 400));
  const textX = axisX + lanes * laneWidth + 70;
  const blocks = rows.map((row) => block(row, textX, letters, words.unreadable));
  const rowsHeight = blocks.reduce((sum, { height }) => sum + height + rowGap, 0);
  const length = Math.max(rowsHeight, 300);
  const pad = Math.max(1, (to - from) * 0.03);
  const scale = scaleLinear([from - pad, to + pad], [top, top + length]);

  const marks = marksOf(rows, scale);
  const tops = spread(
    marks.map((mark, index) => reachOf(mark)[0] - (blocks[index]?.anchor ?? 0)),
    blocks.map(({ height }) => height + rowGap),
    top,
    top + length + rowGap,
  );
  const ticks = ticksBetween(
    Math.ceil(from - pad),
    Math.floor(to + pad),
    Math.min(14, Math.floor(length / 70)),
    words.months,
  );
  const texts: Text[] = [...head.texts, ...key.texts];
  const shapes: Shape[] = [
    ...key.shapes,
    { d: linePath([axisX, top - 8], [axisX, top + length + 8]), stroke: colours.line, strokeWidth: 6 },
  ];
  for (const { day, label } of ticks) {
    const y = scale(day);
    const wide = textWidth(letters, label, styles.tick);
    texts.push(textAt(letters, label, axisX - 30 - wide, y - boxHeight(type.small) / 2, styles.tick));
    shapes.push({ d: linePath([axisX - 12, y], [axisX + 12, y]), stroke: colours.soft, strokeWidth: 3 });
  }
  const ends = blocks.map(({ anchor }, index) => (tops[index] ?? 0) + anchor);
  const starts = startsOf(marks, ends);
  marks.forEach((mark, index) => {
    const at = tops[index] ?? 0;
    const held = blocks[index];
    if (held === undefined) return;
    const x = laneX(mark.lane);
    const [y, end] = [starts[index] ?? 0, ends[index] ?? 0];
    const turn = axisX + lanes * laneWidth + 8;
    shapes.push({
      d: linePath([x, y], [turn, y], [textX - 36, end], [textX - 14, end]),
      stroke: colours.accent,
      strokeWidth: 2.5,
      strokeOpacity: 0.7,
    });
    texts.push(
      ...held.lines.map(({ text, style, y: down }) => textAt(letters, text, textX, at + down, style)),
    );
  });
  shapes.push(...marks.flatMap(markShapes));

  const lowest = Math.max(...marks.map((mark) => mark.bottom));
  let bottom = Math.max(top + length, lowest, (tops.at(-1) ?? 0) + (blocks.at(-1)?.height ?? 0)) + 30;
  for (const list of picture.notDrawn) {
    const lines = listLines(letters, list, styles.note, width - 2 * margin, mostUndrawnLines);
    const written = paragraph(letters, lines, margin, bottom, styles.note);
    texts.push(...written.texts);
    bottom = written.bottom + 6;
  }
  return {
    width,
    height: Math.ceil(bottom + 26),
    shapes,
    texts,
    marks: marks.map((mark) => ({
      ...around(laneX(mark.lane), 0, half),
      top: mark.top,
      bottom: mark.bottom,
    })),
  };
}

function laneX(lane: number): number {
  return axisX + lane * laneWidth;
}

/** The part of a mark that a line to its words may begin at. */
function reachOf({ row, top, bottom }: Mark): readonly [from: number, to: number] {
  if (row.precision === "by") return [bottom - half, bottom - half];
  const open = row.precision === "near" ? tail : 0;
  return [top + open + half, bottom - open - half];
}

/**
 * Where the lines to the words begin. Of a stretch it is where the words are nearest, since a line from one of its days
 * would name that day; and above where the next one begins, so that they do not cross.
 */
function startsOf(marks: readonly Mark[], ends: readonly number[]): number[] {
  const starts: number[] = [];
  for (let index = marks.length - 1; index >= 0; index -= 1) {
    const [from, to] = reachOf(marks[index] as Mark);
    const below = (starts[index + 1] ?? Number.POSITIVE_INFINITY) - half;
    starts[index] = Math.max(from, Math.min(ends[index] ?? 0, to, below));
  }
  return starts;
}

/** Marks that would touch stand beside one another; the same mark twice is one, with a line to each entry. */
function marksOf(rows: readonly TimelineRow[], scale: (day: number) => number): Mark[] {
  const ends: number[] = [];
  const held = new Map<string, Mark>();
  return rows.map((row): Mark => {
    const key = [row.first, row.last, row.precision, row.mark].join();
    const same = held.get(key);
    if (same !== undefined) return { ...same, row };
    const [y1, y2] = [scale(dayNumber(row.first)), scale(dayNumber(row.last))];
    const short = row.precision === "within" ? Math.max(0, core - (y2 - y1)) / 2 : 0;
    const around = short + half + (row.precision === "near" ? tail : 0);
    const top = row.precision === "by" ? y2 - tail - half : y1 - around;
    const bottom = y2 + around;
    const open = ends.findIndex((end) => end + 4 <= top);
    const lane = Math.min(open === -1 ? ends.length : open, mostLanes - 1);
    ends[lane] = Math.max(ends[lane] ?? 0, bottom);
    const mark = { row, top, bottom, lane };
    held.set(key, mark);
    return mark;
  });
}

function lanesNeeded(rows: readonly TimelineRow[], from: number, to: number, length: number): number {
  const scale = scaleLinear([from, to + 1], [0, length]);
  return Math.max(...marksOf(rows, scale).map(({ lane }) => lane)) + 1;
}

/** Each as near to where it belongs as the others let it, in order, from `top` to `bottom`. */
function spread(
  wanted: readonly number[],
  heights: readonly number[],
  top: number,
  bottom: number,
): number[] {
  const tops: number[] = [];
  wanted.forEach((want, index) => {
    const before = index === 0 ? top : (tops[index - 1] ?? 0) + (heights[index - 1] ?? 0);
    tops.push(Math.max(want, before));
  });
  let limit = bottom;
  for (let index = tops.length - 1; index >= 0; index -= 1) {
    limit -= heights[index] ?? 0;
    tops[index] = Math.min(tops[index] ?? 0, limit);
    limit = tops[index] ?? 0;
  }
  return tops;
}

function block(row: TimelineRow, left: number, letters: Letters, unreadable: string) {
  const room = width - margin - left;
  const lines = (text: string, style: TextStyle, most?: number) =>
    wrap(letters, letters.drawable(text) ? text : unreadable, style, room, most).map((text) => ({
      text,
      style,
    }));
  const parts = [
    // A quotation is never cut.
    ...lines(row.date, styles.date),
    ...lines(row.title, styles.title, 3),
    ...lines(row.note, styles.note, 3),
  ];
  let y = 0;
  const placed = parts.map(({ text, style }) => {
    const line = { text, style, y };
    y += lineHeight(style.size);
    return line;
  });
  return { lines: placed, height: y, anchor: boxHeight(styles.date.size) / 2 };
}

function markShapes({ row, top, bottom, lane }: Mark): Shape[] {
  return markOf(row.precision, row.mark, laneX(lane), top, bottom);
}

function markOf(
  precision: Precision,
  kind: TimelineRow["mark"],
  x: number,
  top: number,
  bottom: number,
  open = tail,
): Shape[] {
  const solid = kind === "happened";
  const paint = solid
    ? { fill: colours.accent, stroke: colours.background, strokeWidth: 3 }
    : { fill: colours.background, stroke: colours.accent, strokeWidth: 4 };
  const size = solid ? half : half - 2;
  const dashes = (from: number, to: number): Shape => ({
    d: linePath([x, from], [x, to]),
    stroke: colours.accent,
    strokeWidth: 4,
    dash: "5 6",
  });
  switch (precision) {
    case "day":
      return [{ d: circlePath(x, (top + bottom) / 2, size), ...paint }];
    case "within": {
      // Hollow ends: it may have begun later, and ended sooner.
      const shell = { left: x - half + 2, right: x + half - 2, top: top + 2, bottom: bottom - 2 };
      const filled = { left: x - half + 2, right: x + half - 2, top: top + half, bottom: bottom - half };
      return [
        { d: boxPath(shell, half), fill: colours.background },
        ...(solid ? [{ d: boxPath(filled), fill: colours.accent, fillOpacity: 0.75 }] : []),
        { d: boxPath(shell, half), stroke: colours.accent, strokeWidth: 3, dash: "6 4" },
      ];
    }
    case "by":
      return [
        dashes(top, bottom - 2 * half),
        {
          d: `${linePath([x - size, bottom - 2 * half], [x + size, bottom - 2 * half], [x, bottom - half + size * 0.6])}Z`,
          ...paint,
        },
      ];
    case "near": {
      const [first, last] = [top + open + half, bottom - open - half];
      return [
        dashes(top, first),
        dashes(last, bottom),
        {
          d: `${linePath([x, first - size], [x + size, first], [x + size, last], [x, last + size], [x - size, last], [x - size, first])}Z`,
          ...paint,
        },
      ];
    }
  }
}

/** How far the marks reach in the legend, beyond a day's. */
const legendReach = Object.freeze({ within: core / 2 + 1, by: 6, near: 9 });

/** What the marks mean; only those that are there. */
function legend({ rows, words }: TimelinePicture, top: number, letters: Letters) {
  const shapes: Shape[] = [];
  const texts: Text[] = [];
  let [x, y] = [margin, top];
  const entry = (label: string, indent: number, draw: (x: number, y: number) => Shape[]) => {
    const needed = indent + textWidth(letters, label, styles.note);
    if (x > margin && x + needed > width - margin) [x, y] = [margin, y + lineHeight(type.small) + 6];
    const text = textAt(letters, label, x + indent, y, styles.note);
    shapes.push(...draw(x + 14, (text.box.top + text.box.bottom) / 2));
    texts.push(text);
    x += needed + 34;
  };
  for (const kind of ["happened", "reported"] as const) {
    if (!rows.some(({ mark }) => mark === kind)) continue;
    entry(words[kind], 38, (cx, cy) => markOf("day", kind, cx, cy - half, cy + half));
  }
  for (const precision of ["within", "by", "near"] as const) {
    const first = rows.find((row) => row.precision === precision);
    if (first === undefined) continue;
    const reach = half + legendReach[precision];
    entry(words[precision], 38, (cx, cy) =>
      markOf(precision, first.mark, cx, cy - reach, cy + reach, legendReach.near),
    );
  }
  if (words.fromTitle !== null) entry(words.fromTitle, 0, () => []);
  return { shapes, texts, bottom: y + lineHeight(type.small) };
}
