/** Figures and dates in running text. */
import type { Token } from "./tokens.ts";

/** A number that counts something. */
export interface Figure {
  readonly value: number;
  /** Tokens [at, until). */
  readonly at: number;
  readonly until: number;
}

const units =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen " +
  "seventeen eighteen nineteen";
const small = new Map<string, number>([
  ...units.split(" ").map((word, value): [string, number] => [word, value]),
  ...["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"].map(
    (word, index): [string, number] => [word, 20 + 10 * index],
  ),
]);
const large = new Map([
  ["hundred", 100],
  ["dozen", 12],
  ["thousand", 1000],
  ["million", 1_000_000],
]);
const months = "january february march april may june july august september october november december".split(
  " ",
);

const money =
  /[$€£¥₺₽]\s?\d[\d.,]{0,20}[km]?\b|(?<![\d.,])\d[\d.,]{0,20}[km]?\s?(?:[%$€£¥₺₽]|(?:usd|eur|gbp|dollars?|euros?|bucks|quid|percent)\b)/giu;
const clock = /\b\d{1,2}(?::\d{2}){1,2}\s?(?:[ap]m\b)?|\b\d{1,2}\s?[ap]m\b/giu;
const longRun = /\+?\d(?:[\s().-]{0,2}\d){8,}/gu;
const version = /(?<![\w.])v?\d+(?:\.\d+){2,}\b/giu;
const dateLike = /^\d{1,2}\.\d{1,2}\.\d{4}$|^\d{4}-\d{2}-\d{2}/;

/** The text without numbers that count nothing: money, shares, times of day, telephone numbers, ids, versions. */
export function withoutOtherNumbers(text: string): string {
  if (!/\d/.test(text)) return text;
  return text
    .replace(money, " ")
    .replace(clock, " ")
    .replace(longRun, (run) => (dateLike.test(run) ? run : " "))
    .replace(version, (run) => (dateLike.test(run) ? run : " "));
}

/** Every figure: digits, or words up to the millions ("four hundred", "4 hundred"). A single "one" is none. */
export function figuresIn(tokens: readonly Token[]): Figure[] {
  const found: Figure[] = [];
  let at = 0;
  while (at < tokens.length) {
    const figure = figureAt(tokens, at);
    if (figure === null) at++;
    else {
      found.push(figure);
      at = figure.until;
    }
  }
  return found;
}

function figureAt(tokens: readonly Token[], at: number): Figure | null {
  let total = 0;
  let group: number | null = null;
  let digits = false;
  let until = at;
  for (; until < tokens.length; until++) {
    const { word, sentence } = tokens[until] as Token;
    if (sentence !== tokens[at]?.sentence) break;
    if (/^\d{1,9}$/.test(word)) {
      if (group !== null) break;
      group = Number(word);
      digits = true;
    } else if (small.has(word)) {
      if (digits || (group !== null && group % 10 !== 0)) break;
      group = (group ?? 0) + (small.get(word) as number);
    } else if (large.has(word)) {
      const factor = large.get(word) as number;
      const counted: number = group ?? (tokens[until - 1]?.word === "a" ? 1 : Number.NaN);
      if (Number.isNaN(counted)) break;
      if (factor < 1000) group = counted * factor;
      else {
        total += counted * factor;
        group = null;
      }
    } else if (word !== "and" || group === null || digits || !small.has(tokens[until + 1]?.word ?? "")) break;
  }
  const value = total + (group ?? 0);
  if (until === at || (!digits && value < 2)) return null;
  return { value, at, until };
}

/** A day in a month, or a month alone (`day` null), as far as the words say. */
export interface Day {
  readonly day: number | null;
  readonly month: number;
  /** The month's token. */
  readonly at: number;
  /** Tokens [from, until) of the whole date, a range's too; its year is not among them. */
  readonly from: number;
  readonly until: number;
}

const beforeMonth = new Set(["in", "early", "mid", "late", "since", "until", "by", "of"]);

/** Days and months named in running text; the days inside a range too. "may" alone is a verb. */
export function daysIn(tokens: readonly Token[]): Day[] {
  const found: Day[] = [];
  tokens.forEach(({ word }, at) => {
    const month = months.indexOf(word) + 1;
    if (month === 0) return;
    const apart = tokens[at - 1]?.word === "of" ? 2 : 1;
    const before = dayAt(tokens, at - apart);
    const after = dayAt(tokens, at + 1);
    const year = /^(?:19|20)\d\d$/.test(tokens[at + 1]?.word ?? "");
    if (before !== null) {
      const joined = at - apart - (["and", "to", "or"].includes(tokens[at - apart - 1]?.word ?? "") ? 2 : 1);
      const first = dayAt(tokens, joined);
      const ranged = first !== null && first < before && before - first < 15;
      const from = ranged ? joined : at - apart;
      for (let day = ranged ? first : before; day <= before; day++)
        found.push({ day, month, at, from, until: at + 1 });
    } else if (after !== null) found.push({ day: after, month, at, from: at, until: at + 2 });
    else if (year || word !== "may" || beforeMonth.has(tokens[at - 1]?.word ?? ""))
      found.push({ day: null, month, at, from: at, until: at + 1 });
  });
  return found;
}

function dayAt(tokens: readonly Token[], at: number): number | null {
  const word = tokens[at]?.word ?? "";
  return /^\d{1,2}$/.test(word) && Number(word) >= 1 && Number(word) <= 31 ? Number(word) : null;
}

/** Years named in running text. */
export function yearsIn(tokens: readonly Token[]): { readonly year: number; readonly at: number }[] {
  return tokens.flatMap(({ word }, at) =>
    /^(?:1[5-9]|20)\d\d$/.test(word) ? [{ year: Number(word), at }] : [],
  );
}
