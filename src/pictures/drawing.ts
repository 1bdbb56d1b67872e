/** A laid-out picture: shapes and texts in pixels, before any of it is SVG. Tests look at this. */
import type { Letters, Weight } from "./letters.ts";
import type { NameList } from "./picture.ts";
import { type, width } from "./theme.ts";

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Shape {
  /** SVG path data. */
  readonly d: string;
  readonly fill?: string;
  readonly fillOpacity?: number;
  readonly stroke?: string;
  readonly strokeWidth?: number;
  readonly strokeOpacity?: number;
  readonly dash?: string;
}

export interface Text {
  readonly text: string;
  readonly left: number;
  readonly baseline: number;
  readonly size: number;
  readonly weight: Weight;
  readonly colour: string;
  /** Colour of a rim that keeps it legible over lines. */
  readonly rim?: string;
  /** Pixels between letters. */
  readonly spacing?: number;
  readonly box: Box;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** In the order drawn; texts come last. */
  readonly shapes: readonly Shape[];
  readonly texts: readonly Text[];
  /** Marks that no label may cover. */
  readonly marks: readonly Box[];
}

export type TextStyle = Pick<Text, "size" | "weight" | "colour" | "rim" | "spacing">;

/** How far letters reach above and below their baseline, in ems. */
const above = 0.93;
const below = 0.27;

export function lineHeight(size: number): number {
  return Math.round(size * 1.32);
}

export function textWidth(
  letters: Letters,
  text: string,
  style: Pick<TextStyle, "size" | "weight" | "spacing">,
) {
  return letters.width(text, style.size, style.weight) + (style.spacing ?? 0) * [...text].length;
}

/** A text whose box begins at `left` and `top`. */
export function textAt(letters: Letters, text: string, left: number, top: number, style: TextStyle): Text {
  return {
    text,
    left,
    baseline: top + style.size * above,
    ...style,
    box: {
      left,
      top,
      right: left + textWidth(letters, text, style),
      bottom: top + style.size * (above + below),
    },
  };
}

export function boxHeight(size: number, lines = 1): number {
  return size * (above + below) + (lines - 1) * lineHeight(size);
}

/** Lines no wider than `most` pixels; words that are wider themselves are cut. At most `lines`, the last with "…". */
export function wrap(
  letters: Letters,
  text: string,
  style: Pick<TextStyle, "size" | "weight" | "spacing">,
  most: number,
  lines = Number.POSITIVE_INFINITY,
): string[] {
  const wide = (part: string) => textWidth(letters, part, style) > most;
  const wrapped: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/u).flatMap((word) => broken(word, wide))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && wide(longer)) {
      wrapped.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  if (line !== "") wrapped.push(line);
  if (wrapped.length <= lines) return wrapped;
  const kept = wrapped.slice(0, lines);
  let last = kept[lines - 1] ?? "";
  while (wide(`${last}…`)) last = [...last].slice(0, -1).join("");
  return [...kept.slice(0, -1), `${last.trimEnd()}…`];
}

function broken(word: string, wide: (part: string) => boolean): string[] {
  if (!wide(word)) return [word];
  const parts: string[] = [];
  let part = "";
  for (const letter of word) {
    if (part !== "" && wide(part + letter)) {
      parts.push(part);
      part = "";
    }
    part += letter;
  }
  return [...parts, part];
}

/** Lines one below the other, and where the next thing may begin. */
export function paragraph(
  letters: Letters,
  lines: readonly string[],
  left: number,
  top: number,
  style: TextStyle,
): { texts: Text[]; bottom: number } {
  const texts = lines.map((line, index) =>
    textAt(letters, line, left, top + index * lineHeight(style.size), style),
  );
  return { texts, bottom: top + lines.length * lineHeight(style.size) };
}

export function overlaps(a: Box, b: Box, gap = 0): boolean {
  return a.left < b.right + gap && b.left < a.right + gap && a.top < b.bottom + gap && b.top < a.bottom + gap;
}

export function inside(inner: Box, outer: Box, gap = 0): boolean {
  return (
    inner.left >= outer.left + gap &&
    inner.right <= outer.right - gap &&
    inner.top >= outer.top + gap &&
    inner.bottom <= outer.bottom - gap
  );
}

export function around(x: number, y: number, radius: number): Box {
  return { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
}

/** Whether a straight line between two points touches a box (Liang and Barsky). */
export function crosses(from: readonly [number, number], to: readonly [number, number], box: Box): boolean {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  let [enter, leave] = [0, 1];
  for (const [step, room] of [
    [-dx, from[0] - box.left],
    [dx, box.right - from[0]],
    [-dy, from[1] - box.top],
    [dy, box.bottom - from[1]],
  ] as const) {
    if (step === 0) {
      if (room < 0) return false;
    } else if (step < 0) {
      enter = Math.max(enter, room / step);
    } else {
      leave = Math.min(leave, room / step);
    }
  }
  return enter <= leave;
}

/** The head of a picture: what it is of, and one line on what is shown. */
export function header(
  letters: Letters,
  title: string,
  subtitle: string,
  colours: { title: string; soft: string },
  margin: number,
) {
  const titleStyle: TextStyle = { size: type.title, weight: 600, colour: colours.title };
  const room = width - 2 * margin;
  const shown = letters.drawable(title) ? title : "";
  const first = paragraph(letters, wrap(letters, shown, titleStyle, room, 2), margin, 30, titleStyle);
  const style: TextStyle = { size: type.subtitle, weight: 400, colour: colours.soft };
  const about = letters.drawable(subtitle) ? subtitle : "";
  const second = paragraph(letters, wrap(letters, about, style, room, 3), margin, first.bottom + 2, style);
  return { texts: [...first.texts, ...second.texts], bottom: second.bottom };
}

/** A list of names as lines, at most `most` of them; those that find no room or cannot be drawn are said to stand elsewhere. */
export function listLines(
  letters: Letters,
  { label, names, more }: NameList,
  style: TextStyle,
  room: number,
  most: number,
): string[] {
  const written = (shown: readonly string[], isAll: boolean) =>
    wrap(letters, `${label} ${[...shown, ...(isAll ? [] : [more])].join(" · ")}`, style, room);
  const drawable = names.filter((name) => letters.drawable(name));
  let shown: readonly string[] = [];
  for (const name of drawable) {
    const next = [...shown, wrap(letters, name, style, room * 0.8, 1)[0] ?? ""];
    if (written(next, false).length > most) break;
    shown = next;
  }
  return written(shown, shown.length === names.length);
}

/** A number in groups of three, alike in every language. */
export function grouped(value: number): string {
  const [whole = "", fraction] = String(value).split(".");
  const groups = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, "\u00a0") : whole;
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}

/** One decimal is finer than a pixel: SVG stays short. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export function circlePath(x: number, y: number, radius: number): string {
  const r = round(radius);
  return `M${round(x - radius)} ${round(y)}a${r} ${r} 0 1 0 ${round(2 * radius)} 0a${r} ${r} 0 1 0 ${round(-2 * radius)} 0Z`;
}

export function boxPath({ left, top, right, bottom }: Box, corner = 0): string {
  const [l, t, r, b] = [round(left), round(top), round(right), round(bottom)];
  if (corner === 0) return `M${l} ${t}H${r}V${b}H${l}Z`;
  const c = Math.min(corner, (right - left) / 2, (bottom - top) / 2);
  const arc = `a${round(c)} ${round(c)} 0 0 1`;
  return `M${round(left + c)} ${t}H${round(right - c)}${arc} ${round(c)} ${round(c)}V${round(bottom - c)}${arc} ${round(-c)} ${round(c)}H${round(left + c)}${arc} ${round(-c)} ${round(-c)}V${round(top + c)}${arc} ${round(c)} ${round(-c)}Z`;
}

export function linePath(...points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join("");
}
