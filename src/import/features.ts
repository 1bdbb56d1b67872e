/** What a sentence shows about itself: words that lean on another, take a side, are graphic; and numbers with what they count. */
import { withoutMarkers } from "./words.ts";

const leaning =
  /^["“]?(?:(?:This|These|That|Those|Such|It|He|She|They|His|Her|Their|Its|Both|Others|Another|Neither|Elsewhere|Meanwhile|Later|Afterwards?|Then|Also|Similarly|Likewise|However|Nevertheless|Nonetheless|Instead|Therefore|Thus|Hence|Consequently|Subsequently|Moreover|Furthermore|Additionally|Conversely|There|Here|But|And|Yet|So)(?=[\s,])|(?:In contrast|By contrast|In addition|In response|In turn|As a result|As such|After that|Before that|At that time|At the time|At the same time|By then|By that time|Since then|Until then|Of these|Of them|One of them|Some of them|Most of them|For this reason|To this end|On the other hand|That (?:day|night|year|month)|(?:The|That) (?:same|latter|former|following|next|previous) \p{L}+|(?:\p{L}+) (?:days|weeks|months|years|hours) (?:later|earlier|before|after))(?=[\s,]))/u;

/** Opening words that lean on a sentence before; null where none do. */
export function opening(sentence: string): string | null {
  return leaning.exec(sentence)?.[0].replace(/^["“]/, "") === undefined || /^["“]/.test(sentence)
    ? null
    : (leaning.exec(sentence)?.[0] ?? null);
}

/** Whether opening words show that the sentence answers another one. */
export function isAnswer(words: string): boolean {
  return /^(?:In contrast|By contrast|Conversely|On the other hand)$/.test(words);
}

const graphicContent: readonly (readonly [pattern: RegExp, label: string])[] = [
  [
    /\b(?:video|footage|film|photographs?|images?)\b[^.]{0,80}\b(?:execut\w*|kill(?:ed|ing)s?|behead\w*|shooting|murder\w*|corpses?|bodies)\b/i,
    "describes a video of killing",
  ],
  [
    /\b(?:behead\w*|decapitat\w*|disembowel\w*|dismember\w*|mutilat\w*|crucif\w*|lynch\w*|strangl\w*|stoned to death|burn(?:ed|t) alive|buried alive|stabbed to death|beaten to death|hacked to death|hanged|impal\w+|throats? (?:was|were|had been)? ?(?:cut|slit)|shot(?: \p{L}+)? (?:in|through) the (?:head|face|neck|back)|shot-to-the-head|tortured to death)\b/iu,
    "describes a method of killing",
  ],
  [
    /\b(?:corpses?|dead bod(?:y|ies)|severed|body parts|hung (?:his|her|their|the) bod(?:y|ies)|charred (?:bodies|remains)|mass graves?)\b/i,
    "describes a dead body",
  ],
];

export function graphic(sentence: string): string | null {
  return graphicContent.find(([pattern]) => pattern.test(sentence))?.[1] ?? null;
}

const charged =
  /(?<![\p{L}'’-])(?:terrorists?|terrorist (?:group|organi[sz]ation)|militants?|jihadists?|extremists?|rebels?|insurgents?|regime|thugs?|gang|henchmen|puppet|martyrs?|martyred|heroes|heroic(?:ally)?|massacred?|massacres|purged?|purges|slaughter(?:ed)?|atrocit(?:y|ies)|genocide|barbaric|brutal(?:ly)?|savage(?:ly)?|notorious(?:ly)?|infamous|so-called|self-proclaimed|self-styled|liberat(?:ed|ion)|occup(?:ied|iers)|invaders?|cowardly|fled|fanatics?|radicals?|cult|propaganda|conspiracy|looted|plundered|fugitives?|loyalists?|disgrace(?:ful|d)?|scandal(?:ous)?|shameful|tragic(?:ally)?|persecution|victory|glorious)(?![\p{L}'’-])/giu;

/** Words that take a side or pass a judgement, as the sentence has them, each once. */
export function chargedWords(sentence: string): string[] {
  return [...new Set([...sentence.matchAll(charged)].map(([words]) => words))];
}

export interface Quantity {
  readonly words: string;
  readonly low: number | null;
  readonly best: number | null;
  readonly high: number | null;
  readonly counted: string;
  readonly verb: string;
}

const small =
  "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  );
const scales: Readonly<Record<string, number>> = { hundred: 100, thousand: 1000, million: 1e6, billion: 1e9 };
const number = `(?:(?:\\d{1,3}(?:,\\d{3})+|\\d+(?:\\.\\d+)?|${small.slice(1).join("|")})(?:\\s+(?:${Object.keys(scales).join("|")})(?![\\p{L}-]))?)`;
const vague = "(?:hundreds|thousands|dozens|tens of thousands|scores) of";
const quantityPattern = new RegExp(
  `(?<![\\p{L}\\p{N}$€£.,/-])(?:(between|from)\\s+(${number})\\s+(?:and|to)\\s+(?:up to\\s+)?(${number})|((?:at least|at most|up to|more than|over|fewer than|less than|about|around|some|approximately|nearly|as many as|only|another)\\s+)?(${number})|(${vague}))(?:\\s+(?:other|more|further|additional))?\\s+((?:(?!(?:of|in|at|on|to|per|and|or|by|for|from|the|was|were|is|are|had|have|has|a\\.m|p\\.m|percent)\\b)\\p{Ll}[\\p{L}'’-]*\\s+){0,2}\\p{Ll}[\\p{L}-]*s|people|men|women|children|police|troops|crew|percent)(?![\\p{L}-])`,
  "giu",
);
const notCounted =
  /^(?:as|is|was|has|this|his|its|us|times|always|perhaps|days|weeks|months|years|hours|minutes|seconds|metres|meters|miles|kilometres|kilometers|degrees)$/i;
const partitive = new RegExp(
  `(?:${number}|some|most|many|several|half|none|all|each|few|any)\\s+of\\s+(?:the\\s+|its\\s+|their\\s+)?$`,
  "iu",
);
const verbPattern =
  /(?<![\p{L}'’-])(?:(?:was|were|been|be|are|is)\s+)?(?:killed|injured|wounded|executed|detained|arrested|captured|displaced|evacuated|missing|died|dead|lost|survived|destroyed|damaged|freed|released|rescued|registered|elected|fined|dismissed|employed|counted|received|sold|buried|found|hurt|affected|infected|made|showed|held|holds|wrote|carried|have|has|had|are|were|was|is|\p{Ll}{3,}ed)(?![\p{L}'’-])/gu;

/** The first number of a stretch of text, with the noun it counts and the nearest verb. */
export function findQuantity(words: string): Quantity | null {
  const text = withoutMarkers(words);
  for (const match of text.matchAll(quantityPattern)) {
    const [whole, , from, upTo, limit = "", single, some, noun = ""] = match;
    const counted = noun.trim();
    // "212 of 1,040 animals had died": what the verb tells is told of the 212.
    if (partitive.test(text.slice(0, match.index))) continue;
    if (
      notCounted.test(counted.split(/\s+/).at(-1) ?? "") ||
      !words.includes(counted) ||
      !words.includes(whole)
    )
      continue;
    const verb = nearestVerb(text, match.index, match.index + whole.length);
    if (verb === null || !words.includes(verb)) continue;
    const value = (spelled: string | undefined) => (spelled === undefined ? null : numberOf(spelled));
    if (some !== undefined) return { words: whole, low: null, best: null, high: null, counted, verb };
    if (from !== undefined) {
      const low = value(from);
      const high = value(upTo);
      if (low === null || high === null || low > high) continue;
      return { words: whole, low, best: null, high, counted, verb };
    }
    const best = value(single);
    const bound = limit.trim().toLowerCase();
    if (/^(?:at least|more than|over)$/.test(bound))
      return { words: whole, low: best, best: null, high: null, counted, verb };
    if (/^(?:at most|up to|fewer than|less than|as many as)$/.test(bound))
      return { words: whole, low: null, best: null, high: best, counted, verb };
    return { words: whole, low: null, best, high: null, counted, verb };
  }
  return null;
}

function numberOf(spelled: string): number | null {
  const [figure = "", scale = ""] = spelled.toLowerCase().split(/\s+/);
  const index = small.indexOf(figure);
  const value = index >= 0 ? index + 1 : Number(figure.replaceAll(",", ""));
  // Rounded, since 1.1 times a million is a little more than 1,100,000.
  return Number.isFinite(value) ? (scale === "" ? value : Math.round(value * (scales[scale] ?? 1))) : null;
}

function nearestVerb(text: string, start: number, end: number): string | null {
  let best: { words: string; distance: number } | null = null;
  for (const match of text.matchAll(verbPattern)) {
    const distance =
      match.index >= end
        ? match.index - end
        : match.index + match[0].length <= start
          ? start - match.index - match[0].length + 4
          : Number.POSITIVE_INFINITY;
    if (distance < 80 && (best === null || distance < best.distance)) best = { words: match[0], distance };
  }
  return best?.words ?? null;
}
