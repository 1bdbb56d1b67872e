/**
 * Dates as a sentence words them. Patterns of English dates find the words; chrono-node reads day, month and
 * year out of them. Nothing is filled in: a year comes from the sentence, or from the title where its month is the same.
 */
import { GB as chrono } from "chrono-node/en";
import { withoutMarkers } from "./words.ts";

export interface FoundDate {
  readonly words: string;
  readonly start: number;
  readonly end: number;
  readonly year: "inSentence" | "fromTitle" | "notStated";
  /** EDTF (ISO 8601-2), a date or an interval; null where the text does not settle it. */
  readonly edtf: string | null;
}

const month =
  "(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.?(?=\\s\\d))";
const day = "(?:[12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\\d|[.:,]\\d|%)";
const year = "(?:1\\d{3}|20\\d{2})(?!\\d|[.,]\\d|%|s\\b)";
const to = "\\s*(?:–|—|-|to|until|till|through|and|or)\\s*";
const weekday = "(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\\s+(?:the\\s+)?)?";
const part =
  "(?:(?:early|mid|late)(?:\\s+|-)(?:to\\s+(?:mid|late)(?:\\s+|-))?|the\\s+(?:beginning|middle|end|summer|spring|autumn|winter|start)\\s+of\\s+)";
const dayFirst = `${weekday}(?:the\\s+)?${day}\\s+(?:of\\s+)?${month}`;
const monthFirst = `${weekday}${month}\\s+${day}`;
const edge = "(?<![\\p{L}\\p{N}£$€#.,/-])";
const endEdge = "(?![\\p{L}\\p{N}])";

/** From the most to the least specific; a later one finds only what is left. */
const patterns: readonly (readonly [
  pattern: RegExp,
  kind: "calendar" | "part" | "years" | "decade" | "season",
])[] = [
  [
    `${weekday}${day}(?:\\s+${month})?(?:,?\\s+${year})?${to}${weekday}${day}\\s+(?:of\\s+)?${month}(?:,?\\s+${year})?`,
    "calendar",
  ],
  [`${monthFirst}(?:,?\\s+${year})?${to}(?:${monthFirst}|${day})(?:,?\\s+${year})?`, "calendar"],
  [`${dayFirst}(?:,?\\s+${year})?`, "calendar"],
  [`${monthFirst}(?:,?\\s+${year})?`, "calendar"],
  ["(?:1\\d{3}|20\\d{2})-(?:0[1-9]|1[0-2])-(?:[0-2]\\d|3[01])", "calendar"],
  [`${month}(?:\\s+${year})?${to}${month},?\\s+${year}`, "calendar"],
  [`${part}?${month},?\\s+(?:of\\s+)?${year}`, "part"],
  [`(?:the\\s+)?(?:early |late |mid-?)?(?:spring|summer|autumn|fall|winter)(?:\\s+of)?\\s+${year}`, "season"],
  ["(?:the\\s+)?(?:(?:early|mid|late)(?:\\s+|-))?(?:1\\d|20)\\d0s", "decade"],
].map(
  ([pattern, kind]) => [new RegExp(`${edge}(?:${pattern})${endEdge}`, "giu"), kind as "calendar"] as const,
);

const monthAlone = new RegExp(
  `(?<=\\b(?:in|since|by|until|till|during|from|of|last|next|following)\\s)${part}?(?:January|February|March|April|May|June|July|August|September|October|November|December)${endEdge}(?!\\s+\\p{Lu})`,
  "giu",
);
const yearRange = new RegExp(
  `${edge}${year}(?:–|-|\\s+(?:to|and|until|till|or)\\s+)(?:${year}|\\d{2}(?!\\d|[.,]\\d|%))${endEdge}`,
  "giu",
);
const yearAlone = new RegExp(`${edge}${year}${endEdge}`, "giu");
const sureBefore =
  /(?:\b(?:in|since|until|till|during|circa|c\.|early|late|mid|year|summer|winter|autumn|spring|christmas|easter|mid-|before|after)|\()[\s-]*$/i;
const possibleBefore = /\b(?:by|from|of|to|and|around|about|or|for|through)\s+$|[,;–—]\s*$|^$/i;
/** What follows a number that counts something. */
const countedAfter =
  /^\s*(?:-|per|percent|million|billion|thousand|hundred|dozen|metres?|meters?|feet|ft|km|miles?|kg|tonn?es?|tons?|acres?|hectares?|men|women|people|persons|soldiers|troops|students|patients|votes|seats|copies|houses|homes|civilians|members|workers|fighters|pounds|dollars|euros|degrees|points|pages|rounds|hours|days|years)\b/i;
const functionAfter =
  /^\s*(?:$|[.,;:)–—]|(?:and|but|or|the|a|an|in|on|at|by|for|with|to|from|of|as|after|before|when|where|while|until|which|who|that|he|she|it|they|was|were|is|are|had|has|have|did|would|under|because|although|during|against|into|over)\b|\p{Lu})/u;

export function findDates(sentence: string, title = ""): FoundDate[] {
  if (
    !/\d{2}|January|February|March|April|May|June|July|August|September|October|November|December/.test(
      sentence,
    )
  )
    return [];
  let text = withoutMarkers(sentence);
  const found: FoundDate[] = [];
  const take = (start: number, end: number, date: Pick<FoundDate, "year" | "edtf">) => {
    const raw = sentence.slice(start, end);
    found.push({ words: raw, start, end, ...date });
    text = text.slice(0, start) + "\u0000".repeat(end - start) + text.slice(end);
  };
  for (const [pattern, kind] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const [words] = match;
      const start = match.index;
      if (kind === "decade" || kind === "season") {
        take(start, start + words.length, { year: "inSentence", edtf: null });
        continue;
      }
      const isLife = /\(\s*$/.test(text.slice(0, start)) && (words.match(/\d{4}/g)?.length ?? 0) === 2;
      for (const [at, each] of isLife ? halves(words) : [[0, words] as const]) {
        const read = calendarDate(each, title);
        if (read !== null) take(start + at, start + at + each.length, read);
      }
    }
  }
  for (const match of text.matchAll(monthAlone)) {
    if (/^may$/.test(match[0])) continue;
    const read = calendarDate(match[0], title);
    if (read !== null) take(match.index, match.index + match[0].length, read);
  }
  for (const match of text.matchAll(yearRange)) {
    const before = text.slice(0, match.index);
    const after = text.slice(match.index + match[0].length);
    const [first = "", second = ""] = match[0].match(/\d+/g) ?? [];
    if (
      countedAfter.test(after) ||
      !(sureBefore.test(before) || /\b(?:between|from|the|of)\s+$/i.test(before) || /–|-/.test(match[0]))
    )
      continue;
    // "2010–11" has no second year of its own.
    const isListed = /\band\b|\bor\b/.test(match[0]) && !/\bbetween\s+$/i.test(before);
    const edtf = second.length === 4 && !isListed && first <= second ? `${first}/${second}` : null;
    if (isListed) continue;
    take(match.index, match.index + match[0].length, { year: "inSentence", edtf });
  }
  for (const match of text.matchAll(yearAlone)) {
    const before = text.slice(0, match.index);
    const after = text.slice(match.index + match[0].length);
    if (countedAfter.test(after)) continue;
    const isSure = sureBefore.test(before);
    if (!isSure && !(possibleBefore.test(before) && functionAfter.test(after))) continue;
    if (!isSure && /^$/.test(before) && !functionAfter.test(after)) continue;
    const lead = /(?:\b(?:early|late|mid)[\s-]+)$/i.exec(before)?.[0] ?? "";
    take(match.index - lead.length, match.index + match[0].length, { year: "inSentence", edtf: match[0] });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Born and died, in brackets after a name: two dates, not a stretch of time. */
function halves(words: string): (readonly [at: number, words: string])[] {
  const middle = /\s*(?:–|—|-)\s*/.exec(words);
  if (middle === null) return [[0, words]];
  return [
    [0, words.slice(0, middle.index)],
    [middle.index + middle[0].length, words.slice(middle.index + middle[0].length)],
  ];
}

const reference = new Date(Date.UTC(2000, 0, 1, 12));

type Parts = { year: number | null; month: number | null; day: number | null };

/** Null where the words are no date of the calendar. */
function calendarDate(words: string, title: string): Pick<FoundDate, "year" | "edtf"> | null {
  const ends = readEnds(words);
  if (ends === null) return null;
  const [first, last = first] = ends;
  const years = new Set([first.year, last.year].filter((each) => each !== null));
  if (years.size === 0) {
    const titleYears = title.match(/(?<!\d)\d{4}(?!\d)/g) ?? [];
    const months = [first.month, last.month].filter((each) => each !== null);
    const [only] = titleYears;
    const fits =
      titleYears.length === 1 && months.length > 0 && months.every((each) => monthsIn(title).has(each));
    if (!fits || only === undefined) return { year: "notStated", edtf: null };
    const given = (parts: Parts) => ({ ...parts, year: Number(only) });
    return { year: "fromTitle", edtf: edtfOf(given(first), given(last)) };
  }
  const year = (parts: Parts) => ({ ...parts, year: parts.year ?? last.year ?? first.year });
  const edtf = edtfOf(year(first), year(last));
  return edtf === null ? null : { year: "inSentence", edtf };
}

function readEnds(words: string): [Parts, Parts?] | null {
  const plain = words
    .replace(/^the\s+/i, "")
    .replace(/\bof\s+/gi, "")
    .replace(/\b(?:the\s+)?(?:early|mid|late|beginning|middle|end|start)(?:\s+|-)/gi, "")
    .replace(/\s+/g, " ");
  // "January and April 1988": chrono-node reads two dates there.
  const results = chrono.parse(plain.replace(/\s(?:and|or|until|till|through)\s/i, " to "), reference);
  const parts = (
    result:
      | {
          isCertain(unit: "year" | "month" | "day"): boolean;
          get(unit: "year" | "month" | "day"): number | null;
        }
      | null
      | undefined,
  ): Parts | null =>
    result
      ? {
          year: result.isCertain("year") ? result.get("year") : null,
          month: result.isCertain("month") ? result.get("month") : null,
          day: result.isCertain("day") ? result.get("day") : null,
        }
      : null;
  const all = results.flatMap(({ start, end }) => [parts(start), parts(end)]).filter((each) => each !== null);
  const [first, last] = all.length > 1 ? [all[0], all.at(-1)] : [all[0], undefined];
  if (first === undefined || first.month === null) return null;
  const days = (plain.match(/(?<!\d)\d{1,2}(?!\d)/g) ?? []).length;
  if (!/\d{4}-\d{2}/.test(plain) && days > 0 && all.every((each) => each.day === null)) return null;
  return last === undefined ? [first] : [first, last];
}

function edtfOf(first: Parts, last: Parts): string | null {
  const one = isoOf(first);
  const other = isoOf(last);
  if (one === null || other === null || other < one) return null;
  return one === other ? one : `${one}/${other}`;
}

function isoOf({ year, month, day }: Parts): string | null {
  if (year === null || month === null) return null;
  const two = (number: number) => String(number).padStart(2, "0");
  const date = new Date(Date.UTC(year, month - 1, day ?? 1));
  if (date.getUTCMonth() !== month - 1) return null;
  return `${String(year).padStart(4, "0")}-${two(month)}${day === null ? "" : `-${two(day)}`}`;
}

function monthsIn(words: string): Set<number> {
  const names = "january february march april may june july august september october november december".split(
    " ",
  );
  return new Set(
    names.flatMap((name, index) => (new RegExp(`\\b${name}\\b`, "i").test(words) ? index + 1 : [])),
  );
}
