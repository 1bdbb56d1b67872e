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

const fullMonth = "(?:January|February|March|April|May|June|July|August|September|October|November|December)";
const month = `(?:${fullMonth}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.?(?=,?\\s\\d))`;
const figure = "(?:[12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\\d|[.:,]\\d|%)";
/** Spelled out, a day stands with "of" or "the" alone: "May second" is as likely a name. */
const spelled =
  "(?:(?:twenty|thirty)(?:-|\\s)(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)";
const year = "(?:1\\d{3}|20\\d{2})(?!\\d|[.,]\\d|%|s\\b)";
const to = "\\s*(?:–|—|-|to|until|till|through|and|or|/)\\s*";
const weekday = "(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\\s+(?:the\\s+)?)?";
const part =
  "(?:(?:early|mid|late)(?:\\s+|-)(?:to\\s+(?:mid|late)(?:\\s+|-))?|the\\s+(?:beginning|middle|end|summer|spring|autumn|winter|start)\\s+of\\s+)";
const dayFirst = `${weekday}(?:(?:the\\s+)?${figure}\\s+(?:of\\s+)?|the\\s+${spelled}\\s+of\\s+)${month}`;
const monthFirst = `${weekday}${month}\\s+(?:the\\s+)?${figure}`;
const season = "(?:spring|summer|autumn|fall|winter)";
const century =
  "(?:\\d{1,2}(?:st|nd|rd|th)|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first))";
const feast =
  "(?:(?:Christmas|Easter|Whitsun|Michaelmas|Midsummer|Pentecost)(?:\\s+(?:Eve|Day|Sunday|Monday))?|New\\s+Year(?:['’]s\\s+(?:Eve|Day))?)";
const lesser = "(?:early |late |mid[- ]?)?";
const edge = "(?<![\\p{L}\\p{N}£$€#.,/-])";
const endEdge = "(?![\\p{L}\\p{N}])";
const era = "(?:BCE?|B\\.C\\.(?:E\\.)?)";

type Kind = "calendar" | "months" | "list" | "numeric" | "unsettled";

/** From the most to the least specific; a later one finds only what is left. */
const patterns: readonly (readonly [pattern: RegExp, kind: Kind])[] = (
  [
    // Years before our era: EDTF has them, the format of a dossier has not.
    [
      `(?:(?:c\\.|ca\\.)\\s*)?\\d{1,4}(?:(?:\\s*(?:–|-)\\s*|\\s+(?:to|and|or)\\s+)\\d{1,4})?\\s?${era}`,
      "unsettled",
    ],
    [
      `${weekday}(?:${figure},\\s+)+${figure},?\\s+(?:and|or)\\s+${figure}\\s+(?:of\\s+)?${month}(?:,?\\s+${year})?`,
      "list",
    ],
    [
      `${weekday}${figure},\\s+${figure}\\s+(?:and|or)\\s+${figure}\\s+(?:of\\s+)?${month}(?:,?\\s+${year})?`,
      "list",
    ],
    [
      `${weekday}${month}\\s+${figure},\\s+(?:${figure},\\s+)*${figure},?\\s+(?:and|or)\\s+${figure}(?:,?\\s+${year})?`,
      "list",
    ],
    [
      `${weekday}(?:the\\s+)?${figure}(?:\\s+(?:of\\s+)?${month})?(?:,?\\s+${year})?${to}${weekday}(?:the\\s+)?${figure}\\s+(?:of\\s+)?${month}(?:,?\\s+${year})?`,
      "calendar",
    ],
    [`${monthFirst}(?:,?\\s+${year})?${to}(?:${monthFirst}|${figure})(?:,?\\s+${year})?`, "calendar"],
    [`${dayFirst}(?:,?\\s+(?:of\\s+)?${year})?`, "calendar"],
    [`${monthFirst}(?:,?\\s+${year})?`, "calendar"],
    ["(?:1\\d{3}|20\\d{2})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])", "calendar"],
    ["(?:0?[1-9]|[12]\\d|3[01])([./-])(?:0?[1-9]|[12]\\d|3[01])\\1(?:1\\d{3}|20\\d{2})", "numeric"],
    [`${month}(?:,?\\s+${year})?${to}${month},?\\s+(?:of\\s+)?${year}`, "calendar"],
    [`${part}?${month},?\\s+(?:of\\s+)?${year}`, "calendar"],
    [
      `(?:the\\s+)?${lesser}${season}(?:${to}${season})?(?:\\s+of)?\\s+${year}(?:(?:–|-|/)(?:\\d{4}|\\d{2})(?!\\d))?`,
      "unsettled",
    ],
    ["(?:the\\s+)?(?:(?:early|mid|late)(?:\\s+|-))?(?:1\\d|20)\\d0(?:['’])?s", "unsettled"],
    // "The late 18th century", and no "19th-century chapel".
    [
      `(?:the\\s+)?(?:(?:early|mid|late)(?:\\s+|-)|(?:(?:first|second)\\s+half|beginning|start|middle|end|turn)\\s+of\\s+the\\s+)?(?:(?:${century})${to}(?:the\\s+)?(?:(?:early|mid|late)(?:\\s+|-))?)?${century}\\s+(?:century|centuries)(?:\\s+${era})?`,
      "unsettled",
    ],
    [`${feast}(?:,?\\s+|\\s+of\\s+)${year}`, "unsettled"],
    // Fewer than four figures, or an era behind them: EDTF writes such years with four.
    ["(?:(?:AD|A\\.D\\.)\\s?\\d{1,3}|\\d{1,3}\\s?(?:AD|A\\.D\\.|CE|C\\.E\\.))(?!\\d|[.,]\\d)", "unsettled"],
    [
      "the\\s+(?:(?:early|mid|late)(?:\\s+|-)(?:nineteen[- ])?|nineteen[- ])(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)",
      "unsettled",
    ],
    // Without a year.
    [`${part}?${fullMonth}${to}${part}?${fullMonth}`, "months"],
    [`${part}${fullMonth}`, "months"],
  ] as const
).map(([pattern, kind]) => [new RegExp(`${edge}(?:${pattern})${endEdge}`, "giu"), kind]);

/** In front of a capital, "May", "April", "June" and "August" may be the first half of a name; "in March Tull left" is not. */
const monthAlone = new RegExp(
  `(?<=\\b(?i:in|since|by|until|till|during|from|of|last|next|following|previous|preceding|throughout|before|after|every|each|through|this|that|the same)\\s)(?i:${part})?(?:(?:January|February|March|July|September|October|November|December)${endEdge}|(?:April|May|June|August)${endEdge}(?!\\s+\\p{Lu}))`,
  "gu",
);
/** "Until the 8th": of a month that another sentence names, or the words before. */
const dayAlone =
  /(?<=\b(?:on|of|by|until|till|since|from|before|after|to)\s)the\s+(?:[12]?(?:1st|2nd|3rd|[4-9]th)|1[0-9]th|[23]0th|31st)(?=[.,;:)]|\s+(?:and|but|or|when|until|to|it|he|she|they)\b|$)/giu;
const yearRange = new RegExp(
  `${edge}${year}(?:–|-|/|\\s+(?:to|and|until|till|or|through)\\s+)(?:${year}|\\d{2}(?!\\d|[.,]\\d|%))${endEdge}`,
  "giu",
);
const yearAlone = new RegExp(`(?:${edge}|(?<=\\b(?:early|mid|late)-))${year}${endEdge}`, "giu");
const sureBefore =
  /(?:\b(?:in|since|until|till|during|circa|ca?\.|b\.|d\.|born|died|dated|AD|A\.D\.|early|late|mid|years?|summer|winter|autumn|spring|christmas|easter|mid-|before|after|throughout|as (?:early|late) as|(?:no|not) (?:earlier|later|before) than)|\()[\s-]*$/i;
const possibleBefore =
  /\b(?:by|from|of|to|and|around|about|or|for|through|towards?|at least|than|as|between|beyond)\s+$|[,;–—]\s*$|^$/i;
/** What follows a number that counts something. */
const countedAfter =
  /^\s*(?:-|per|percent|million|billion|thousand|hundred|dozen|metres?|meters?|feet|ft|km|miles?|kg|tonn?es?|tons?|acres?|hectares?|men|women|people|persons|soldiers|troops|students|patients|votes|seats|copies|houses|homes|civilians|members|workers|fighters|pounds|dollars|euros|degrees|points|pages|rounds|hours|days|years)\b/i;
const functionAfter =
  /^\s*(?:$|[.,;:)–—]|(?:and|but|or|the|a|an|in|on|at|by|for|with|to|from|of|as|after|before|when|where|while|until|which|who|that|he|she|it|they|we|you|was|were|is|are|had|has|have|did|would|could|will|under|because|although|though|during|against|into|over|between|within|without|through|throughout|despite|since|if|so|there|this|these|those|their|his|her|its|our|however|also|still|already|again|alone|onwards?)\b|\p{Lu})/u;

/** Nothing is counted behind these, so that any such word may follow. */
const timeBefore = /\b(?:by|towards?)\s+$/i;
const quantityAfter =
  /^\s+(?:nearly|almost|most|many|some|several|few|all|both|only|more|no|not|never|half|each|every|two|three|four|five|six|seven|eight|nine|ten)\b/i;

/** "The accounts for 1969", and not "a horse for 1200". */
const recordBefore =
  /\b(?:accounts?|almanac|budget|calendar|census|directory|estimates?|figures|forecast|list|plans?|programme|records?|register|report|results|returns|table|timetable|yearbook)\s+(?:for|of)\s+$/i;
/** "A chart of 1694", and not "a crowd of 1694". */
const thingBefore = /\b(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s+(?:\p{Ll}+\s+){1,2}of\s+$/u;
const amountBefore =
  /\b(?:amount|area|army|attendance|audience|average|balance|budget|capacity|circulation|cost|crew|crowd|debt|depth|distance|edition|elevation|altitude|fee|fine|fleet|force|garrison|grant|group|height|income|length|loan|loss|majority|maximum|membership|minimum|number|payment|population|price|prize|profit|ransom|rate|rent|reward|salary|score|series|set|speed|staff|stock|strength|sum|team|toll|total|turnout|value|volume|weight|width|yield)\s+of\s+$/i;

export function findDates(sentence: string, title = ""): FoundDate[] {
  if (
    !/\d|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|ties\b|century\b|centuries\b/.test(
      sentence,
    )
  )
    return [];
  let text = withoutMarkers(sentence);
  const found: FoundDate[] = [];
  const take = (start: number, end: number, date: Pick<FoundDate, "year" | "edtf">) => {
    const raw = sentence.slice(start, end);
    found.push({ words: raw, start, end, ...date });
    text = blanked(text, start, end - start);
  };
  for (const [pattern, kind] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const [words] = match;
      const start = match.index;
      if (kind === "months" && !isOfTime(text, start, words)) continue;
      if (kind === "unsettled") {
        // "The 12th Century Fund".
        if (/\bCentury\b/.test(words)) continue;
        take(start, start + words.length, { year: "inSentence", edtf: null });
        continue;
      }
      if (kind === "numeric") {
        const read = numericDate(words);
        if (read !== undefined) take(start, start + words.length, { year: "inSentence", edtf: read });
        continue;
      }
      if (kind === "list") {
        const own = nextToMonth(words);
        const read = calendarDate(own.whole, title);
        if (read !== null) take(start + own.at, start + own.at + own.words.length, read);
        text = blanked(text, start, words.length);
        continue;
      }
      // "4 January and 19 February" are two days, "18 and 20 May" the ends of what lasted: so is what stands between them.
      const apart = /\bbetween\s+$/i.test(text.slice(0, start)) ? null : twoDays(words);
      if (apart !== null) {
        for (const { at, words: own, whole } of apart) {
          const read = calendarDate(whole, title);
          if (read !== null) take(start + at, start + at + own.length, read);
        }
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
    const read = calendarDate(match[0], title);
    if (read !== null) take(match.index, match.index + match[0].length, read);
  }
  for (const { 0: words, index } of text.matchAll(dayAlone)) {
    take(index, index + words.length, { year: "notStated", edtf: null });
  }
  for (const match of text.matchAll(yearRange)) {
    const before = text.slice(0, match.index);
    const after = text.slice(match.index + match[0].length);
    const [first = "", second = ""] = match[0].match(/\d+/g) ?? [];
    if (countedAfter.test(after)) {
      // "From 1200 to 1400 metres": neither is a year.
      text = blanked(text, match.index, match[0].length);
      continue;
    }
    if (!(sureBefore.test(before) || /\b(?:between|from|the|of)\s+$/i.test(before) || /[–/-]/.test(match[0])))
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
    const isLikely =
      (possibleBefore.test(before) && functionAfter.test(after)) ||
      (timeBefore.test(before) && quantityAfter.test(after)) ||
      recordBefore.test(before) ||
      (thingBefore.test(before) && !amountBefore.test(before)) ||
      (/\(\p{Ll}+\s$/u.test(before) && /^\s*[),;]/.test(after));
    if (!isSure && !isLikely) continue;
    const lead = /(?:\b(?:early|late|mid)[\s-]+)$/i.exec(before)?.[0] ?? "";
    take(match.index - lead.length, match.index + match[0].length, { year: "inSentence", edtf: match[0] });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The text with a stretch of it made unreadable, for what is left to be read at the same positions. */
function blanked(text: string, start: number, length: number): string {
  return text.slice(0, start) + "\u0000".repeat(length) + text.slice(start + length);
}

const joinedDays = new RegExp(
  `^((?:${dayFirst}|${monthFirst})(?:,?\\s+${year})?)\\s+(?:and|or)\\s+((?:${dayFirst}|${monthFirst})(?:,?\\s+${year})?)$`,
  "iu",
);

/** Two days that each name their month; the year may stand with the second alone. */
function twoDays(words: string): readonly { at: number; words: string; whole: string }[] | null {
  const [, first, second] = joinedDays.exec(words) ?? [];
  if (first === undefined || second === undefined) return null;
  const [ownYear] = second.match(/(?<!\d)\d{4}$/) ?? [];
  const isOfYear = ownYear !== undefined && !/\d{4}$/.test(first) && isInOrder(first, second, ownYear);
  const whole = isOfYear ? `${first}, ${ownYear}` : first;
  return [
    { at: 0, words: first, whole },
    { at: words.length - second.length, words: second, whole: second },
  ];
}

/** "28 December and 4 January 1990": the year is not the first day's. */
function isInOrder(first: string, second: string, year: string): boolean {
  const [one] = readEnds(`${first}, ${year}`) ?? [];
  const [other] = readEnds(second) ?? [];
  const [from, to] = [one, other].map((parts) => (parts === undefined ? null : isoOf(parts)));
  return from !== null && to !== null && from !== undefined && to !== undefined && from <= to;
}

/** A capital that a sentence's start gave. */
const openingBefore =
  /\b(?:About|After|And|Around|At|Before|Between|By|During|From|In|Of|Since|Through|Throughout|Until)\s$/;

/** Months without a year: "May" and "March" are verbs too, and "April" and "June" are people. */
function isOfTime(text: string, start: number, words: string): boolean {
  const before = text.slice(0, start);
  const isName = /^\p{Lu}/u.test(words) && /\p{Lu}\p{L}*\s$/u.test(before) && !openingBefore.test(before);
  return (
    !/\b(?:may|march|august)\b/.test(words) && !isName && !/^\s\p{Lu}/u.test(text.slice(start + words.length))
  );
}

const lastOfList = new RegExp(`${figure}\\s+(?:of\\s+)?${month}(?:,?\\s+${year})?$`, "iu");
const firstOfList = new RegExp(`^${monthFirst}`, "iu");

/**
 * "3, 5 and 10 March 2014" is three days, and a date has the words of one: of the others no words of their own say the
 * month. `whole` is that day as if it stood alone.
 */
function nextToMonth(words: string): { at: number; words: string; whole: string } {
  const last = lastOfList.exec(words);
  if (last !== null) return { at: last.index, words: last[0], whole: last[0] };
  const [first = words] = firstOfList.exec(words) ?? [];
  const [ownYear] = words.match(/(?<!\d)\d{4}$/) ?? [];
  return { at: 0, words: first, whole: ownYear === undefined ? first : `${first}, ${ownYear}` };
}

/**
 * Null where the day and the month could change places; undefined where it is no date. With full stops the day stands
 * first wherever dates are written so.
 */
function numericDate(words: string): string | null | undefined {
  const [first = 0, second = 0, year = 0] = words.split(/[./-]/).map(Number);
  const dayFirst = isoOf({ year, month: second, day: first });
  const monthFirst = isoOf({ year, month: first, day: second });
  if (words.includes(".")) return dayFirst ?? undefined;
  if (dayFirst !== null && monthFirst !== null && dayFirst !== monthFirst) return null;
  return dayFirst ?? monthFirst ?? undefined;
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
  const [one, other] = [year(first), year(last)];
  const edtf = edtfOf(one, other);
  if (edtf !== null) return { year: "inSentence", edtf };
  // "Between 15 December and 2 February 2008": the year before is not stated.
  const isAcross = years.size === 1 && isoOf(one) !== null && isoOf(other) !== null;
  return isAcross ? { year: "inSentence", edtf: null } : null;
}

function readEnds(words: string): [Parts, Parts?] | null {
  const plain = words
    .replace(/\bthe\s+(?=\d|(?:twenty|thirty|[a-z]+(?:th|rst|nd|rd)\b))/gi, "")
    .replace(/^the\s+/i, "")
    .replace(/\bof\s+/gi, "")
    .replace(/\b(?:the\s+)?(?:early|mid|late|beginning|middle|end|start)(?:\s+|-)/gi, "")
    .replace(/\s+/g, " ");
  // "January and April 1988": chrono-node reads two dates there.
  const results = chrono.parse(
    plain.replace(/\s(?:and|or|until|till|through)\s|\s?\/\s?/i, " to "),
    reference,
  );
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
  if (month > 12 || date.getUTCMonth() !== month - 1) return null;
  return `${String(year).padStart(4, "0")}-${two(month)}${day === null ? "" : `-${two(day)}`}`;
}

const monthNames = "january february march april may june july august september october november december"
  .split(" ")
  .map((name) => new RegExp(`\\b${name}\\b`, "i"));

function monthsIn(words: string): Set<number> {
  return new Set(monthNames.flatMap((name, index) => (name.test(words) ? index + 1 : [])));
}
