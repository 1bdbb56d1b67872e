/**
 * A timeline: dated entries from top to bottom in order of time. Solid for what happened, hollow for what was
 * reported or released; the mark's form says how much the date settles. Nothing is drawn for the undated.
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
/** Length of the tail of a "by", which says nothing of when it began. */
const tail = 44;

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
  const { rows } = picture;
  if (rows.length === 0) return undefined;
  const head = header(letters, picture.title, picture.subtitle, colours, margin);
  const key = legend(rows, head.bottom + 14, letters);
  const top = key.bottom + 34;

  const firsts = rows.map(({ first }) => dayNumber(first));
  const lasts = rows.map(({ last }) => dayNumber(last));
  const [from, to] = [Math.min(...firsts), Math.max(...lasts)];
  const lanes = Math.min(mostLanes, lanesNeeded(rows, from, to, 400));
  const textX = axisX + lanes * laneWidth + 70;
  const blocks = rows.map((row) => block(row, textX, letters));
  const rowsHeight = blocks.reduce((sum, { height }) => sum + height + rowGap, 0);
  const length = Math.max(rowsHeight, 300);
  const pad = Math.max(1, (to - from) * 0.03);
  const scale = scaleLinear([from - pad, to + pad], [top, top + length]);

  const marks = marksOf(rows, scale);
  const tops = spread(
    marks.map((mark, index) => anchorOf(mark) - (blocks[index]?.anchor ?? 0)),
    blocks.map(({ height }) => height + rowGap),
    top,
    top + length + rowGap,
  );
  const ticks = ticksBetween(
    Math.ceil(from - pad),
    Math.floor(to + pad),
    Math.min(14, Math.floor(length / 70)),
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
  marks.forEach((mark, index) => {
    const at = tops[index] ?? 0;
    const held = blocks[index];
    if (held === undefined) return;
    const x = laneX(mark.lane);
    const [y, end] = [anchorOf(mark), at + held.anchor];
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

  let bottom = Math.max(top + length, (tops.at(-1) ?? 0) + (blocks.at(-1)?.height ?? 0)) + 30;
  if (picture.undated.length > 0) {
    const shown = picture.undated.filter((name) => letters.drawable(name));
    const hidden = picture.undated.length - shown.length;
    const more = hidden === 0 ? "" : ` · ${hidden} more, in the text`;
    const lines = wrap(
      letters,
      `Undated, so not drawn: ${shown.join(" · ")}${more}`,
      styles.note,
      width - 2 * margin,
      10,
    );
    const list = paragraph(letters, lines, margin, bottom, styles.note);
    texts.push(...list.texts);
    bottom = list.bottom;
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

function anchorOf({ row, top, bottom }: Mark): number {
  return row.precision === "by" ? bottom - half : top + half;
}

/** Marks that would touch stand beside one another; the same mark twice is one, with a line to each entry. */
function marksOf(rows: readonly TimelineRow[], scale: (day: number) => number): Mark[] {
  const ends: number[] = [];
  const held = new Map<string, Mark>();
  return rows.map((row): Mark => {
    const key = [row.first, row.last, row.precision, row.kind].join();
    const same = held.get(key);
    if (same !== undefined) return { ...same, row };
    const [y1, y2] = [scale(dayNumber(row.first)), scale(dayNumber(row.last))];
    const top = row.precision === "by" ? y2 - tail - half : y1 - half;
    const bottom = y2 + half;
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

function block(row: TimelineRow, left: number, letters: Letters) {
  const room = width - margin - left;
  const title = letters.drawable(row.title) ? row.title : "named in the text";
  const parts = [
    ...wrap(letters, row.date, styles.date, room, 2).map((text) => ({ text, style: styles.date })),
    ...wrap(letters, title, styles.title, room, 3).map((text) => ({ text, style: styles.title })),
    ...wrap(letters, row.note, styles.note, room, 3).map((text) => ({ text, style: styles.note })),
  ];
  let y = 0;
  const lines = parts.map(({ text, style }) => {
    const line = { text, style, y };
    y += lineHeight(style.size);
    return line;
  });
  return { lines, height: y, anchor: boxHeight(styles.date.size) / 2 };
}

function markShapes({ row, top, bottom, lane }: Mark): Shape[] {
  return markOf(row.precision, row.kind, laneX(lane), top, bottom);
}

function markOf(
  precision: Precision,
  kind: TimelineRow["kind"],
  x: number,
  top: number,
  bottom: number,
): Shape[] {
  const solid = kind === "happened";
  const paint = solid
    ? { fill: colours.accent, stroke: colours.background, strokeWidth: 3 }
    : { fill: colours.background, stroke: colours.accent, strokeWidth: 4 };
  const size = solid ? half : half - 2;
  switch (precision) {
    case "day":
      return [{ d: circlePath(x, (top + bottom) / 2, size), ...paint }];
    case "span":
      return [{ d: boxPath({ left: x - size, right: x + size, top, bottom }, size), ...paint }];
    case "within":
      return [
        {
          d: boxPath({ left: x - size, right: x + size, top, bottom }, size),
          fill: solid ? colours.accent : colours.background,
          fillOpacity: solid ? 0.55 : 1,
          stroke: colours.accent,
          strokeWidth: 3,
          dash: "7 5",
        },
      ];
    case "by":
      return [
        {
          d: linePath([x, top], [x, bottom - 2 * half]),
          stroke: colours.accent,
          strokeWidth: 4,
          dash: "5 6",
        },
        {
          d: `${linePath([x - size, bottom - 2 * half], [x + size, bottom - 2 * half], [x, bottom - half + size * 0.6])}Z`,
          ...paint,
        },
      ];
  }
}

const meanings: Readonly<Record<Precision, string>> = Object.freeze({
  day: "a day",
  span: "from a day to a day",
  within: "some time within",
  by: "by that day",
});

/** What the marks mean; only those that are there. */
function legend(rows: readonly TimelineRow[], top: number, letters: Letters) {
  const shapes: Shape[] = [];
  const texts: Text[] = [];
  let [x, y] = [margin, top];
  const entry = (label: string, draw: (x: number, y: number) => Shape[]) => {
    const needed = 38 + textWidth(letters, label, styles.note);
    if (x > margin && x + needed > width - margin) [x, y] = [margin, y + lineHeight(type.small) + 6];
    const text = textAt(letters, label, x + 38, y, styles.note);
    shapes.push(...draw(x + 14, (text.box.top + text.box.bottom) / 2));
    texts.push(text);
    x += needed + 34;
  };
  if (rows.some(({ kind }) => kind === "happened")) {
    entry("solid: happened", (cx, cy) => markOf("day", "happened", cx, cy - half, cy + half));
  }
  if (rows.some(({ kind }) => kind === "reported")) {
    entry("hollow: reported or released", (cx, cy) => markOf("day", "reported", cx, cy - half, cy + half));
  }
  for (const precision of ["span", "within", "by"] as const) {
    const first = rows.find((row) => row.precision === precision);
    if (first === undefined) continue;
    const reach = precision === "by" ? 4 : 7;
    entry(meanings[precision], (cx, cy) =>
      markOf(precision, first.kind, cx, cy - half - reach, cy + half + reach),
    );
  }
  return { shapes, texts, bottom: y + lineHeight(type.small) };
}
