/**
 * The letters of the pictures: which characters the bundled fonts have, and how wide they are. Widths come from
 * the fonts' own tables; kerning is left out, so a text is never wider than measured here.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export type Weight = 400 | 600;
export type Script = "latin" | "arabic";

/** A stretch of one script, drawn as one element: resvg puts a mixed one into a single font. */
interface Run {
  readonly text: string;
  readonly script: Script;
  /** Pixels from the text's left edge. */
  readonly x: number;
}

export interface Letters {
  /** Pixels at `size` pixels of type. */
  width(text: string, size: number, weight: Weight): number;
  /** Left to right as seen, whatever the scripts. */
  runs(text: string, size: number, weight: Weight): readonly Run[];
  /** False where a character is in neither font: it would be an empty box. */
  drawable(text: string): boolean;
}

const inter = "@expo-google-fonts/inter";
const arabic = "@expo-google-fonts/noto-sans-arabic";
const files = Object.freeze({
  latin: {
    400: `${inter}/400Regular/Inter_400Regular.ttf`,
    600: `${inter}/600SemiBold/Inter_600SemiBold.ttf`,
  },
  arabic: {
    400: `${arabic}/400Regular/NotoSansArabic_400Regular.ttf`,
    600: `${arabic}/600SemiBold/NotoSansArabic_600SemiBold.ttf`,
  },
});

export const families: Readonly<Record<Script, string>> = Object.freeze({
  latin: "Inter",
  arabic: "Noto Sans Arabic",
});

/** Paths of the font files, for resvg. */
export function fontFiles(): string[] {
  return Object.values(files).flatMap((weights) => Object.values(weights).map(pathOf));
}

function pathOf(file: string): string {
  return fileURLToPath(import.meta.resolve(file));
}

/** Isolated forms are measured and joined ones drawn, which differ by a little. */
const joining = 1.03;
/** With its commas and digits, which other scripts use too. */
const isArabic = /\p{Script_Extensions=Arabic}/u;
/** Marks that order or join letters and have no width. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|\p{Variation_Selector}/gu;

export function createLetters(): Letters {
  const fonts = {
    latin: { 400: readFont(files.latin[400]), 600: readFont(files.latin[600]) },
    arabic: { 400: readFont(files.arabic[400]), 600: readFont(files.arabic[600]) },
  };

  function widthOf(text: string, script: Script, size: number, weight: Weight): number {
    let em = 0;
    for (const letter of text) {
      em += fonts[script][weight].get(letter.codePointAt(0) ?? 0) ?? 1;
    }
    return em * size * (script === "arabic" ? joining : 1);
  }

  function runs(text: string, size: number, weight: Weight): Run[] {
    const split = splitByScript(visible(text));
    let x = 0;
    return split.flatMap(({ text, script }) => {
      const lead = text.length - text.trimStart().length;
      const start = x + widthOf(text.slice(0, lead), script, size, weight);
      x += widthOf(text, script, size, weight);
      return text.trim() === "" ? [] : [{ text: text.trim(), script, x: start }];
    });
  }

  return Object.freeze({
    width: (text: string, size: number, weight: Weight) =>
      splitByScript(visible(text)).reduce((sum, run) => sum + widthOf(run.text, run.script, size, weight), 0),
    runs,
    drawable: (text: string) => {
      const letters = [...visible(text)];
      return (
        letters.length > 0 &&
        letters.every((letter) =>
          fonts[isArabic.test(letter) ? "arabic" : "latin"][600].has(letter.codePointAt(0) ?? 0),
        )
      );
    },
  });
}

function visible(text: string): string {
  return text.normalize("NFC").replace(/\s+/gu, " ").replace(invisible, "").trim();
}

/** Runs in the order they are seen: from the right where the text begins with right-to-left letters. */
function splitByScript(text: string): { text: string; script: Script }[] {
  const runs: { text: string; script: Script }[] = [];
  for (const [part] of text.matchAll(
    /\p{Script_Extensions=Arabic}[\p{Script_Extensions=Arabic}\p{M}\s]*|[^\p{Script_Extensions=Arabic}]+/gu,
  )) {
    const trailing = isArabic.test(part) ? (/\s+$/u.exec(part)?.[0] ?? "") : "";
    const own = part.slice(0, part.length - trailing.length);
    runs.push({ text: own, script: isArabic.test(part) ? "arabic" : "latin" });
    if (trailing !== "") runs.push({ text: trailing, script: "latin" });
  }
  const first = /\p{L}/u.exec(text)?.[0] ?? "";
  return isArabic.test(first) ? runs.reverse() : runs;
}

/** Advance of every character of a TrueType font, in ems. */
function readFont(file: string): ReadonlyMap<number, number> {
  const data = readFileSync(pathOf(file));
  const tables = new Map<string, number>();
  for (let index = 0; index < data.readUInt16BE(4); index += 1) {
    const entry = 12 + index * 16;
    tables.set(data.toString("latin1", entry, entry + 4), data.readUInt32BE(entry + 8));
  }
  const table = (name: string): number => {
    const offset = tables.get(name);
    if (offset === undefined) throw new Error(`${file} has no table ${name}`);
    return offset;
  };
  const perEm = data.readUInt16BE(table("head") + 18);
  const metrics = data.readUInt16BE(table("hhea") + 34);
  const advance = (glyph: number) =>
    data.readUInt16BE(table("hmtx") + Math.min(glyph, metrics - 1) * 4) / perEm;

  const widths = new Map<number, number>();
  const cmap = table("cmap");
  for (let index = 0; index < data.readUInt16BE(cmap + 2); index += 1) {
    const at = cmap + data.readUInt32BE(cmap + 4 + index * 8 + 4);
    for (const [code, glyph] of data.readUInt16BE(at) === 12 ? format12(data, at) : format4(data, at)) {
      if (glyph !== 0) widths.set(code, advance(glyph));
    }
  }
  return widths;
}

function* format12(data: Buffer, at: number): Generator<[code: number, glyph: number]> {
  for (let group = 0; group < data.readUInt32BE(at + 12); group += 1) {
    const entry = at + 16 + group * 12;
    const first = data.readUInt32BE(entry);
    const last = data.readUInt32BE(entry + 4);
    const glyph = data.readUInt32BE(entry + 8);
    for (let code = first; code <= last; code += 1) yield [code, glyph + code - first];
  }
}

function* format4(data: Buffer, at: number): Generator<[code: number, glyph: number]> {
  if (data.readUInt16BE(at) !== 4) return;
  const doubled = data.readUInt16BE(at + 6);
  for (let segment = 0; segment < doubled; segment += 2) {
    const last = data.readUInt16BE(at + 14 + segment);
    const first = data.readUInt16BE(at + 16 + doubled + segment);
    const delta = data.readUInt16BE(at + 16 + 2 * doubled + segment);
    const place = at + 16 + 3 * doubled + segment;
    const offset = data.readUInt16BE(place);
    for (let code = first; code <= last && code !== 0xffff; code += 1) {
      const held = offset === 0 ? code : data.readUInt16BE(place + offset + (code - first) * 2);
      yield [code, held === 0 ? 0 : (held + delta) & 0xffff];
    }
  }
}
