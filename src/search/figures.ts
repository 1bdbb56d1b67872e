/** Figures and dates among normalised words. */
import { english as months } from "./months.ts";

/** A number that counts something: words [from, until). */
export interface Figure {
  readonly value: number;
  readonly from: number;
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

/** Every figure: digits, or words up to the millions ("four hundred", "4 hundred"). A single "one" is none. */
export function figuresIn(words: readonly string[]): Figure[] {
  const found: Figure[] = [];
  let at = 0;
  while (at < words.length) {
    const figure = figureAt(words, at);
    if (figure === null) at++;
    else {
      found.push(figure);
      at = figure.until;
    }
  }
  return found;
}

function figureAt(words: readonly string[], from: number): Figure | null {
  let total = 0;
  let group: number | null = null;
  let digits = false;
  let until = from;
  for (; until < words.length; until++) {
    const word = words[until] as string;
    if (/^\d{1,9}$/.test(word)) {
      if (group !== null) break;
      group = Number(word);
      digits = true;
    } else if (small.has(word)) {
      if (digits || (group !== null && group % 10 !== 0)) break;
      group = (group ?? 0) + (small.get(word) as number);
    } else if (large.has(word)) {
      const factor = large.get(word) as number;
      const counted: number = group ?? (words[until - 1] === "a" ? 1 : Number.NaN);
      if (Number.isNaN(counted)) break;
      if (factor < 1000) group = counted * factor;
      else {
        total += counted * factor;
        group = null;
      }
    } else if (word !== "and" || group === null || digits || !small.has(words[until + 1] ?? "")) break;
  }
  const value = total + (group ?? 0);
  if (until === from || (!digits && value < 2)) return null;
  return { value, from, until };
}

/** A day in a month, or a month alone (`day` null): words [from, until) of the whole date, a range's too, without a year. */
export interface Day {
  readonly day: number | null;
  readonly month: number;
  readonly from: number;
  readonly until: number;
}

const beforeMonth = new Set(["in", "early", "mid", "late", "since", "until", "by", "of"]);
const longestRange = 15;

/** Days and months; the days inside a range too. "may" and "march" alone are verbs. */
export function daysIn(words: readonly string[]): Day[] {
  const found: Day[] = [];
  words.forEach((word, at) => {
    const month = months.indexOf(word) + 1;
    if (month === 0) return;
    const apart = words[at - 1] === "of" ? 2 : 1;
    const before = dayAt(words, at - apart);
    const after = dayAt(words, at + 1);
    const year = /^(?:1[5-9]|20)\d\d$/.test(words[at + 1] ?? "");
    if (before !== null) {
      const joined = at - apart - (["and", "to", "or"].includes(words[at - apart - 1] ?? "") ? 2 : 1);
      const first = dayAt(words, joined);
      const isRange = first !== null && first < before && before - first < longestRange;
      const from = isRange ? joined : at - apart;
      for (let day = isRange ? first : before; day <= before; day++)
        found.push({ day, month, from, until: at + 1 });
    } else if (after !== null) found.push({ day: after, month, from: at, until: at + 2 });
    else if (
      year ||
      words.length === 1 ||
      !["may", "march"].includes(word) ||
      beforeMonth.has(words[at - 1] ?? "")
    )
      found.push({ day: null, month, from: at, until: at + 1 });
  });
  return found;
}

function dayAt(words: readonly string[], at: number): number | null {
  const word = words[at] ?? "";
  const day = /^\d{1,2}$/.test(word) ? Number(word) : (small.get(word) ?? 0);
  return day >= 1 && day <= 31 ? day : null;
}

/** Years: words of four digits from 1500 to 2099. */
export function isYear(word: string): boolean {
  return /^(?:1[5-9]|20)\d\d$/.test(word);
}
