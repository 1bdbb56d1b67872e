/** From a text to tokens: the one analysis, of what is indexed and of what is typed. */

import { daysIn, figuresIn } from "./figures.ts";
import { english, monthOf } from "./months.ts";
import { dropArticles, normalise } from "./normalise.ts";

/** One unit of a text. */
export interface Token {
  /** As it is compared: normalised; a figure in digits; of a date, its most exact form. */
  readonly word: string;
  readonly kind: "word" | "figure" | "date";
  /**
   * What it is indexed by: the word; of a date each of its days and the month ("~18-5", "~5"), of which a query means the
   * days.
   */
  readonly forms: readonly string[];
  /** The number of its sentence or line in the text, from 0. */
  readonly sentence: number;
}

const endMarks = /[\r\n.!?…؟。;]/;
const sentenceEnd = /[\r\n]+|(?<=[.!?…؟。])\s+|;\s/u;
/** What French and Italian join to the word behind it: "l'armée", "d'Al-Sukhnah". */
const elision = /(?<![\p{L}\p{N}])(?:[ldjnmtcs]|qu|dell|nell|all|sull)['’](?=\p{L})/giu;
/** What Turkish joins to a name: "Palmira'da". */
const suffix = /(?<=\p{L}{5})['’]\p{L}{1,4}(?!\p{L})/gu;
const glued = /(?<![\p{L}\d])(\d+)(?=\p{L}{3,})(?!st\b|nd\b|rd\b|th\b)/giu;
const thousandsOf = /(?<![\p{L}\d.,])(\d{1,6})k\b/giu;
const isoDate = /\b(\d{4})[-/](\d{1,2})[-/](\d{1,2})\b/g;
const isoMonth = /\b(\d{4})-(\d{2})\b(?!-)/g;
const dayFirst = /\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b/g;
/** Chinese and Japanese. */
const eastern = /(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?/gu;

function dayForm(day: number | null, month: number): string {
  return `~${day === null ? "" : `${day}-`}${month}`;
}

function spell(day: number | null, month: number, year: string | undefined, typed: string): string {
  const name = english[month - 1];
  if (name === undefined || (day !== null && (day < 1 || day > 31))) return typed;
  return ` ${day ?? ""} ${name} ${year ?? ""} `;
}

/** Dates in digits, in words: 2015-08-18, 2015/08/18, 18.8.2015 (also 8/18/2015), 2015-08, 8月18日. */
function spellDates(text: string): string {
  if (!/\d[-/.月年]/.test(text)) return text;
  return text
    .replace(isoDate, (typed, year, month, day) => spell(Number(day), Number(month), year, typed))
    .replace(isoMonth, (typed, year, month) => spell(null, Number(month), year, typed))
    .replace(dayFirst, (typed, first, second, year) =>
      Number(second) > 12
        ? spell(Number(second), Number(first), year, typed)
        : spell(Number(first), Number(second), year, typed),
    )
    .replace(eastern, (typed, year, month, day) =>
      spell(day === undefined ? null : Number(day), Number(month), year, typed),
    );
}

/** Digits of any script as 0 to 9, and any dash as a hyphen. */
export function plainSigns(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text;
  return text.replace(/\p{Nd}/gu, digit).replace(/\p{Pd}|−/gu, "-");
}

/** Unicode encodes the ten digits of a script side by side, from a multiple of ten behind some offset: 0 is where a run begins. */
function digit(sign: string): string {
  const code = sign.codePointAt(0) as number;
  if (code < 128) return sign;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero);
}

const ordinal = /^(\d+)(?:st|nd|rd|th)$/;

/** The words of a text: normalised, articles dropped, "18th" as "18", months beside a figure in English. Never throws. */
export function wordsOf(text: string): string[] {
  const normal = normalise(spellDates(plainSigns(text)));
  if (normal === "") return [];
  const words = dropArticles(normal).split(" ");
  if (!/\d/.test(normal)) return words;
  const numbered = words.map((word) => ordinal.exec(word)?.[1] ?? word);
  const isDay = (at: number): boolean => /^(?:\d{1,2}|\d{4})$/.test(numbered[at] ?? "");
  const read: string[] = [];
  for (let at = 0; at < numbered.length; at++) {
    const word = numbered[at] as string;
    // "18 de agosto de 2015"
    const before = numbered[at - 1] === "de" && isDay(at - 2);
    const behind = numbered[at + 1] === "de" && isDay(at + 2);
    const isBeside = before || behind || isDay(at - 1) || isDay(at + 1);
    const month = isBeside && !/^\d/.test(word) ? monthOf(word) : undefined;
    if (month === undefined) {
      read.push(word);
      continue;
    }
    if (before) read.pop();
    read.push(english[month - 1] as string);
    if (behind) at++;
  }
  return read;
}

/** The tokens of a text. Never throws. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let sentence = 0;
  for (const part of endMarks.test(text) ? text.split(sentenceEnd) : [text]) {
    if (part.trim() === "") continue;
    const plain = /['’\d]/.test(part)
      ? part
          .replace(elision, "")
          .replace(suffix, " ")
          .replace(thousandsOf, (_, digits: string) => String(Number(digits) * 1000))
          .replace(glued, "$1 ")
      : part;
    addTokens(tokens, wordsOf(plain), sentence);
    sentence++;
  }
  return tokens;
}

function addTokens(tokens: Token[], words: readonly string[], sentence: number): void {
  const dates = Map.groupBy(daysIn(words), ({ from }) => from);
  const figures = new Map(figuresIn(words).map((figure) => [figure.from, figure]));
  for (let at = 0; at < words.length; ) {
    const word = words[at] as string;
    const date = dates.get(at);
    const figure = figures.get(at);
    if (date !== undefined) {
      const days = date.map(({ day, month }) => dayForm(day, month));
      const month = dayForm(null, date[0]?.month ?? 0);
      const forms = [...new Set([...days, month])];
      tokens.push({ word: words.slice(at, date[0]?.until).join(" "), kind: "date", forms, sentence });
      at = date[0]?.until ?? at + 1;
    } else if (figure !== undefined) {
      const digits = String(figure.value);
      tokens.push({ word: digits, kind: "figure", forms: [digits], sentence });
      at = figure.until;
    } else {
      tokens.push({ word, kind: /^\d/.test(word) ? "figure" : "word", forms: [word], sentence });
      at++;
    }
  }
}
