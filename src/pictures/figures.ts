/**
 * Figures side by side: only those of the same verb and the same counted noun, word for word. One row a claim, in
 * the order of the source, one colour, in the text's words with their hedges; no sum, no mean, no rank.
 */
import { scaleLinear, scaleLog } from "d3-scale";
import {
  around,
  boxHeight,
  boxPath,
  circlePath,
  type Drawing,
  grouped,
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
import type { FigureRow, FiguresPicture } from "./picture.ts";
import { colours, margin, type, width } from "./theme.ts";

const plotLeft = 470;
const plotRight = width - 70;
const dot = 12;
/** Beyond this ratio the small figures would be one point on a scale from zero. */
const widestLinear = 1000;
const tail = 70;

const styles = Object.freeze({
  counted: { size: type.label, weight: 600, colour: colours.title },
  notice: { size: type.small, weight: 400, colour: colours.text },
  speaker: { size: type.label, weight: 600, colour: colours.title },
  note: { size: type.small, weight: 400, colour: colours.soft },
  figure: { size: type.label, weight: 600, colour: colours.accentText, rim: colours.background },
  tick: { size: type.small, weight: 400, colour: colours.soft },
} satisfies Record<string, TextStyle>);

/** Lays out every group; undefined where none has two rows with a number. */
export function layoutFigures(picture: FiguresPicture, letters: Letters): Drawing | undefined {
  const groups = picture.groups.filter(
    ({ rows }) => rows.filter((row) => numbersOf(row).length > 0).length > 1,
  );
  if (groups.length === 0) return undefined;
  const readable = (text: string) => (letters.drawable(text) ? text : picture.words.unreadable);
  const head = header(letters, picture.title, picture.subtitle, colours, margin);
  const texts: Text[] = [...head.texts];
  const shapes: Shape[] = [];
  const marks: Drawing["marks"][number][] = [];
  let y = head.bottom + 26;
  for (const { counted, rows } of groups) {
    const heading = paragraph(
      letters,
      wrap(letters, readable(counted), styles.counted, width - 2 * margin),
      margin,
      y,
      styles.counted,
    );
    texts.push(...heading.texts);
    y = heading.bottom + 14;
    const top = y;
    const scale = scaleOf(rows);
    const drawn = rows.map((row) => {
      const laid = layoutRow(row, y, scale.at, letters, readable);
      y = laid.bottom + 22;
      return laid;
    });
    const ticks = axis(scale, top, y - 8, letters);
    shapes.push(...ticks.shapes, ...drawn.flatMap((row) => row.shapes));
    texts.push(...drawn.flatMap((row) => row.texts), ...ticks.texts);
    marks.push(...drawn.flatMap((row) => row.marks));
    y = ticks.bottom + 12;
    if (scale.isLog) {
      const note = paragraph(
        letters,
        wrap(letters, picture.words.tenfold, styles.note, width - 2 * margin),
        margin,
        y,
        styles.note,
      );
      texts.push(...note.texts);
      y = note.bottom + 8;
    }
    y += 16;
  }
  return { width, height: Math.ceil(y + 6), shapes, texts, marks };
}

function numbersOf({ low, high }: FigureRow): number[] {
  return [low, high].filter((value) => value !== null && Number.isFinite(value) && value >= 0) as number[];
}

interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
  readonly isLog: boolean;
}

function scaleOf(rows: readonly FigureRow[]): Scale {
  const values = rows.flatMap(numbersOf);
  const [least, most] = [Math.min(...values), Math.max(...values, 1)];
  if (least > 0 && most / least > widestLinear) {
    const from = 10 ** Math.floor(Math.log10(least));
    const to = 10 ** Math.ceil(Math.log10(most));
    const decades = Math.round(Math.log10(to / from));
    return {
      at: scaleLog([from, to], [plotLeft, plotRight]),
      ticks: Array.from({ length: decades + 1 }, (_, power) => from * 10 ** power),
      isLog: true,
    };
  }
  const scale = scaleLinear([0, most * 1.08], [plotLeft, plotRight]);
  return { at: scale, ticks: scale.ticks(5), isLog: false };
}

/** The speaker on the left, below its notice; on the right the figure in its own words, and its point or range below. */
function layoutRow(
  row: FigureRow,
  start: number,
  at: (value: number) => number,
  letters: Letters,
  readable: (text: string) => string,
) {
  const room = plotLeft - margin - 40;
  const noticed = wrap(letters, row.notice === null ? "" : readable(row.notice), styles.notice, room);
  const notice = paragraph(letters, noticed, margin, start, styles.notice);
  const top = notice.bottom;
  const said = paragraph(
    letters,
    wrap(letters, readable(row.speaker), styles.speaker, room),
    margin,
    top,
    styles.speaker,
  );
  const about = paragraph(
    letters,
    wrap(letters, readable(row.note), styles.note, room),
    margin,
    said.bottom,
    styles.note,
  );

  const lines = wrap(letters, readable(row.figure), styles.figure, plotRight - plotLeft);
  const widest = Math.max(...lines.map((line) => textWidth(letters, line, styles.figure)));
  const [low, high] = [row.low, row.high].map((value) => (value === null ? null : at(value)));
  const middle = low != null && high != null ? (low + high) / 2 : (low ?? high ?? plotLeft);
  const left = Math.min(Math.max(middle - widest / 2, plotLeft + 8), plotRight - widest);
  const words = paragraph(letters, lines, left, top, styles.figure);
  const y = words.bottom + 16;
  return {
    texts: [...notice.texts, ...said.texts, ...about.texts, ...words.texts],
    shapes: mark(low ?? null, high ?? null, y),
    marks: [low, high].flatMap((x) => (x == null ? [] : [around(x, y, dot)])),
    bottom: Math.max(about.bottom, y + dot + 4),
  };
}

/** A point, a range, or one end of an open one: dashes say that the words set no other end. */
function mark(low: number | null, high: number | null, y: number): Shape[] {
  const point = (x: number): Shape => ({
    d: circlePath(x, y, dot),
    fill: colours.accent,
    stroke: colours.background,
    strokeWidth: 3,
  });
  const open = (from: number, to: number): Shape => ({
    d: linePath([from, y], [to, y]),
    stroke: colours.accent,
    strokeWidth: 5,
    dash: "8 7",
  });
  if (low === null && high === null) return [];
  if (high === null) return [open(low ?? 0, Math.min((low ?? 0) + tail, width - margin)), point(low ?? 0)];
  if (low === null) return [open(Math.max(high - tail, plotLeft), high), point(high)];
  if (low === high) return [point(low)];
  const bar = { left: low, right: high, top: y - 5, bottom: y + 5 };
  return [{ d: boxPath(bar), fill: colours.accent, fillOpacity: 0.6 }, point(low), point(high)];
}

function axis({ at, ticks }: Scale, top: number, bottom: number, letters: Letters) {
  const shapes: Shape[] = [];
  const texts: Text[] = [];
  let free = Number.NEGATIVE_INFINITY;
  for (const tick of ticks) {
    const x = at(tick);
    const isZero = tick === ticks[0];
    shapes.push({
      d: linePath([x, top], [x, bottom]),
      stroke: colours.line,
      strokeWidth: isZero ? 3 : 2,
      ...(isZero ? {} : { dash: "4 8" }),
    });
    const label = grouped(tick);
    const wide = textWidth(letters, label, styles.tick);
    const left = Math.min(x - wide / 2, width - 10 - wide);
    if (left < free) continue;
    free = left + wide + 20;
    texts.push(textAt(letters, label, left, bottom + 8, styles.tick));
  }
  return { shapes, texts, bottom: bottom + 8 + boxHeight(type.small) + lineHeight(type.small) * 0.2 };
}
