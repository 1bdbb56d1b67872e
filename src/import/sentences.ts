/**
 * Sentences of a paragraph. Intl.Segmenter (Unicode's rules) proposes where they end; abbreviations, initials,
 * open quotation marks and open brackets take some of it back, and a number after a full stop adds what those
 * rules miss.
 */
import { hole } from "./document.ts";

export interface Sentence {
  /** Characters of the paragraph; markers that stand right behind the sentence are part of it. */
  readonly start: number;
  readonly end: number;
  /** Markers between the sentence before and this one, apart from both by white space. */
  readonly displaced: readonly number[];
}

/** A footnote marker as it stands in a source: a number, a lettered note, or an editor's remark. */
const marker =
  /\[(?:\d{1,4}|[a-z]{1,2}|(?:note|nb|n\.?|lower-alpha) ?\d+|(?:citation|clarification) needed|better source needed|who\?|when\?|dubious[^\]]{0,20})\]/gi;

const neverLast = new Set(
  (
    "mr mrs ms mx dr prof st ste sgt lt col gen capt maj cmdr cdr adm gov sen rep rev fr hon pres messrs mme mlle mt ft " +
    "sts insp supt e.g i.e viz cf vs v approx incl excl est esp resp resp pl al-"
  ).split(" "),
);
/** Abbreviations of what a number follows. */
const beforeNumber = new Set(
  "no nos op vol pp p ch chap fig figs art arts sec para c ca approx ed pt bk jan feb mar apr jun jul aug sep sept oct nov dec us$ rs".split(
    " ",
  ),
);
/** Abbreviations that may end a sentence; they do where a usual first word follows. */
const maybeLast = new Set(
  (
    "jr sr inc ltd co corp bros llc plc s.a u.s u.k u.n e.u u.s.a d.c a.m p.m b.c a.d b.c.e c.e ph.d m.d b.a m.a f.c a.f.c " +
    "etc al ft in lb lbs oz sq cu ave blvd rd calif mass conn dept univ assn no op vol ed jan feb mar apr jun jul aug sep " +
    "sept oct nov dec mon tue wed thu fri sat sun min max est"
  ).split(" "),
);
const usualFirst = new Set(
  (
    "the a an this these that those it its he she his her they their we our i you there here in on at by for from with " +
    "after before during since until when while although though as if because however but and or nor so yet then thus " +
    "later meanwhile some many most several few all both each every no none one two three another other others such to " +
    "of under over between among within without about according despite instead also finally today"
  ).split(" "),
);

/** Characters before an end, and behind it, that show whether a sentence ends there. */
const shownBefore = 200;
const shownBehind = 40;

/** Longest stretch, in characters, that an open quotation mark or bracket keeps together. */
const longestOpen = 900;

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

export function sentencesOf(paragraph: string): Sentence[] {
  const { clean, toSource, markers } = withoutMarkers(paragraph);
  const ends = joinedEnds(clean, proposedEnds(clean));
  const sentences: Sentence[] = [];
  let from = 0;
  let nextMarker = 0;
  let displaced: number[] = [];
  for (const end of ends) {
    const piece = clean.slice(from, end);
    const first = from + (piece.length - piece.trimStart().length);
    const last = from + piece.trimEnd().length;
    if (last <= first) {
      from = end;
      continue;
    }
    // Markers up to the sentence's first character are displaced: they were not taken by the one before.
    for (; (markers[nextMarker]?.at ?? Number.POSITIVE_INFINITY) <= first; nextMarker += 1) {
      const { number } = markers[nextMarker] ?? {};
      if (number !== undefined) displaced.push(number);
    }
    const start = toSource(first, "after");
    let sourceEnd = toSource(last, "before");
    for (; (markers[nextMarker]?.at ?? Number.POSITIVE_INFINITY) <= last; nextMarker += 1) {
      const { source, length, at } = markers[nextMarker] ?? { source: 0, length: 0, at: 0 };
      if (at === last && source === sourceEnd) sourceEnd = source + length;
      else if (at === last) break;
    }
    sentences.push({ start, end: sourceEnd, displaced });
    displaced = [];
    from = end;
  }
  return sentences;
}

/** Whether a piece of text is a sentence to quote: whole, from a capital or a number to a full stop, with no hole. */
export function isQuotable(text: string): boolean {
  const words = text.replace(marker, "");
  return (
    !text.includes(hole) &&
    /^(?!\p{Ll}|\[\d)/u.test(text) &&
    /[.!?…。؟]["'”’»)\]]*$/u.test(words.trimEnd()) &&
    /\p{L}{2}/u.test(words) &&
    !/\{\{|\}\}|\[\[|\]\]|<\/?\w/.test(text)
  );
}

interface Marker {
  /** Where it stood, in the text without markers. */
  readonly at: number;
  readonly source: number;
  readonly length: number;
  /** Undefined for a note with a letter. */
  readonly number: number | undefined;
}

function withoutMarkers(text: string) {
  const markers: Marker[] = [];
  let clean = "";
  let from = 0;
  for (const match of text.matchAll(marker)) {
    clean += text.slice(from, match.index);
    from = match.index + match[0].length;
    const number = /^\[(\d+)\]$/.exec(match[0])?.[1];
    markers.push({
      at: clean.length,
      source: match.index,
      length: match[0].length,
      number: number === undefined ? undefined : Number(number),
    });
  }
  clean += text.slice(from);
  let cursor = 0;
  let shift = 0;
  /** For rising offsets only: each marker is passed once. */
  const toSource = (at: number, side: "before" | "after") => {
    for (; cursor < markers.length; cursor += 1) {
      const next = markers[cursor];
      if (next === undefined || next.at > at || (side === "before" && next.at === at)) break;
      shift += next.length;
    }
    return at + shift;
  };
  return { clean, toSource, markers };
}

function proposedEnds(text: string): number[] {
  const ends = new Set([...segmenter.segment(text)].map(({ index, segment }) => index + segment.length));
  // Unicode's rules see no end before a number that lower case follows.
  for (const match of text.matchAll(/[.!?…]["'”’»)\]]*\s+(?=["'“‘(]?[\d$€£])/gu))
    ends.add(match.index + match[0].length);
  ends.add(text.length);
  return [...ends].sort((a, b) => a - b);
}

function joinedEnds(text: string, proposed: readonly number[]): number[] {
  const ends: number[] = [];
  let from = 0;
  let brackets = 0;
  let quotes = 0;
  let scanned = 0;
  for (const end of proposed) {
    for (; scanned < end; scanned += 1) {
      const sign = text[scanned];
      if (sign === "(") brackets += 1;
      else if (sign === ")") brackets = Math.max(0, brackets - 1);
      else if (sign === "“" || sign === "«") quotes += 1;
      else if (sign === "”" || sign === "»") quotes = Math.max(0, quotes - 1);
      else if (sign === '"' && !/\d/.test(text[scanned - 1] ?? "")) quotes = quotes > 0 ? quotes - 1 : 1;
      else if (sign === '"' && quotes > 0) quotes -= 1;
    }
    const isOpen = (brackets > 0 || quotes > 0) && end - from < longestOpen;
    if (
      end < text.length &&
      (isOpen ||
        !endsHere(text.slice(Math.max(from, end - shownBefore), end), text.slice(end, end + shownBehind)))
    )
      continue;
    ends.push(end);
    from = end;
    brackets = 0;
    quotes = 0;
  }
  return ends;
}

function endsHere(sentence: string, rest: string): boolean {
  const before = sentence.trimEnd();
  if (!/[.!?…。؟]["'”’»)\]]*$/u.test(before)) return /\n\s*$/.test(sentence);
  const next = /^["'“‘«([]*([\p{L}\p{N}$€£][\p{L}\p{M}\p{N}'’$-]*)/u.exec(rest)?.[1] ?? "";
  if (/^\p{Ll}/u.test(next)) return false;
  const token = /(?:^|[\s("“‘'[—–/-])([\p{L}\p{M}$][\p{L}\p{M}.'’$-]*|\p{L})\.$/u.exec(before)?.[1];
  if (token === undefined) return true;
  const word = token.toLowerCase();
  const isNumber = /^[\d$€£]/.test(next);
  if (isNumber) return !beforeNumber.has(word) && !neverLast.has(word) && !/^\p{Lu}$/u.test(token);
  if (neverLast.has(word)) return false;
  if (/^\p{Lu}$/u.test(token)) {
    // An initial; but "World War I." and "vitamin C." may end a sentence.
    const earlier = /(\S+)\s+\p{Lu}\.$/u.exec(before)?.[1] ?? "";
    const isInitial =
      earlier === "" || /^(?:\p{Lu}|Mrs?|Dr|Ms)\.$/u.test(earlier) || !usualFirst.has(next.toLowerCase());
    return !isInitial;
  }
  if (maybeLast.has(word) || /^(?:\p{L}\.)+\p{L}$/u.test(token)) return usualFirst.has(next.toLowerCase());
  return true;
}
