/** A whole sentence on a card: its notices above, who says it below, and what to know before quoting it. */
import type { ActorMention, Claim, Excerpt, Item, PlaceMention } from "../dossier/catalogue.ts";
import type { DateData } from "../dossier/schema.ts";
import { listed } from "../messages/line.ts";
import { say } from "../messages/message.ts";
import type { Block, Line, Range } from "./card.ts";
import { isOneDay } from "./dates.ts";
import { firstOfEach, joined } from "./parts.ts";

export type Sentence = Extract<Block, { type: "sentence" }>;

/** Claims with a number of somebody's message: that number, or one end of a range. */
export type EqualFigures = ReadonlyMap<Claim, "whole" | "part">;

export interface SentenceOptions {
  /** The entry whose card it is: what its sentences say of it comes first. */
  readonly of?: Item;
  readonly bold?: readonly Range[];
  readonly equal?: EqualFigures;
  /** Other statements stand beside it: what it does not say is said. */
  readonly beside?: boolean;
  /** Who says it stands above: its number alone is below it. */
  readonly numberOnly?: boolean;
}

export function sentence(
  excerpt: Excerpt,
  { of, bold = [], equal = new Map(), beside = false, numberOnly = false }: SentenceOptions = {},
): Sentence {
  return {
    type: "sentence",
    excerpt,
    notices: noticesOf(excerpt),
    speaker: numberOnly ? [] : speakerOf(excerpt, equal),
    caution: numberOnly ? joined([[excerpt.id], ...elsewhere(excerpt)]) : cautionOf(excerpt, { of, beside }),
    bold,
  };
}

/** What is missing before the sentence is read, and what a spoiler holds: on every card that shows it. */
export function noticesOf({ opensWith, graphic }: Excerpt): Line[] {
  return [
    ...(opensWith?.answers ? [[say("answersMissing", opensWith.words)]] : []),
    ...(graphic === null ? [] : [[graphic]]),
  ];
}

/** Who says it, in the text's words: each speaker once, of several each with its figures. */
export function speakerOf(
  { id, claims }: Pick<Excerpt, "id" | "claims">,
  equal: EqualFigures = new Map(),
): Line {
  const named = claims.filter(({ claimant }) => claimant !== null);
  const isMarked = (claim: Claim) => equal.has(claim) && claim.quantity !== null;
  if (named.length === 0) {
    const marked = claims.filter(isMarked).flatMap((claim) => figureOf(claim, equal.get(claim)));
    const hearsay = claims.find(({ verbOfSaying }) => verbOfSaying !== null)?.verbOfSaying ?? null;
    if (marked.length > 0) return [say("saidByTheArticleEqual", listed(marked), id)];
    return [hearsay === null ? say("saidByTheArticle", id) : say("saidByTheArticleHearsay", hearsay, id)];
  }
  const groups = Map.groupBy(named, ({ claimant }) => claimant?.words ?? "");
  const speakers = [...groups].map(([words, own]): Line => {
    const verb = own.find(({ verbOfSaying }) => verbOfSaying !== null)?.verbOfSaying;
    // A marked figure keeps the others of its speaker beside it.
    const figures =
      own.some(isMarked) || groups.size > 1 ? own.flatMap((claim) => figureOf(claim, equal.get(claim))) : [];
    const inBrackets =
      figures.length > 0 ? figures : verb === undefined || verb === null ? [] : [[{ quoted: verb }]];
    return [{ quoted: words }, ...(inBrackets.length === 0 ? [] : [" (", ...listed(inBrackets), ")"])];
  });
  if (named.length < claims.length) return [say("saidInPartBy", speakers, id)];
  return [say(named.every(({ attributed }) => attributed) ? "attributedTo" : "saidBy", speakers, id)];
}

/** The number of a figure as the text writes it, or its words where they hold none; marked where a message has it too. */
function figureOf({ quantity }: Claim, mark: "whole" | "part" | undefined): Line[] {
  if (quantity === null) return [];
  if (mark !== undefined) return [[say(mark === "part" ? "equalEnd" : "equalFigure", quantity.words)]];
  const numbers = quantity.words.match(/\d[\d,.]*\d|\d/g);
  return [numbers === null ? [{ quoted: quantity.words }] : [numbers.join("–")]];
}

/** A caution in full, and shorter where there is room for nothing else. */
interface Caution {
  readonly line: Line;
  readonly shorter?: Line;
}

/** Characters of a small line below a sentence, at most, in any language. */
export const longestSmall = 80;

/** Cautions that are tried: a sentence of a large dossier may have dozens, and the first ones matter most. */
const mostTried = 4;

/**
 * One small line at most: the first two cautions that apply and fit. That another revision words the sentence otherwise
 * always is one of them. Nothing of it tells what a spoiler hides.
 */
export function cautionOf(
  excerpt: Excerpt,
  { of, beside = false }: { readonly of?: Item | undefined; readonly beside?: boolean } = {},
): Line {
  const other = elsewhere(excerpt);
  const open = beside ? notSaid(excerpt.claims) : [];
  const candidates = [...cautionsOf(excerpt, of).slice(0, mostTried), ...open];
  if (candidates.length === 0) return joined(other);
  const choices = candidates.flatMap((first, index): Line[][] => {
    const rest = other.length > 0 ? [] : candidates.slice(index + 1).flatMap(formsOf);
    // Beside others, what a sentence does not say comes before any second caution.
    const beside = rest.length === 0 || open.includes(first) ? [] : open.flatMap(formsOf);
    const [, shorter] = formsOf(first);
    return [
      ...beside.map((second) => [first.line, second]),
      ...(shorter === undefined ? [] : beside.map((second) => [shorter, second])),
      ...rest.map((second) => [first.line, second]),
      ...formsOf(first).map((form) => [form]),
    ];
  });
  const last: Line[] = other.length > 0 ? [] : [[say("seeDetails")]];
  return [{ firstOf: [...choices, last].map((lines) => joined([...lines, ...other])), most: longestSmall }];
}

function formsOf({ line, shorter }: Caution): readonly Line[] {
  return shorter === undefined ? [line] : [line, shorter];
}

function elsewhere({ elsewhere, dossier }: Excerpt): Line[] {
  const year = yearOf(dossier.source.compared?.asOf);
  return elsewhere === null || year === null ? [] : [[say(elsewhere, year)]];
}

function yearOf(asOf: string | undefined): string | null {
  return asOf?.slice(0, 4) ?? null;
}

/** In the order of what misleads most. */
function cautionsOf(excerpt: Excerpt, of: Item | undefined): Caution[] {
  const { claims, opensWith, follows, dossier } = excerpt;
  const dates = datesOf(excerpt);
  const hidden = (words: string) => isHidden(words, excerpt);
  const refersTo = opensWith?.refersTo ?? null;
  const isKnownElsewhere = follows !== null && follows.excerpt === refersTo;
  const year = isKnownElsewhere ? yearOf(dossier.source.compared?.asOf) : null;
  return [
    ...dates.filter(({ is }) => is === "report" || is === "release").map(dateCaution),
    ...dates
      .filter(({ is, year, edtf }) => is === null && year === "notStated" && edtf === null)
      .map(dateCaution),
    ...firstOfEach(
      claims.flatMap(({ hedges }) => hedges),
      JSON.stringify,
    )
      .filter(({ of, words }) => of !== null && !hidden(words))
      .map(({ words, of }) => ({ line: [say("hedgeOf", words, of ?? "")] })),
    ...(opensWith === null || refersTo === null
      ? []
      : [{ line: [say("cameBefore", opensWith.words, refersTo.id, year)] }]),
    ...dates.filter(({ is }) => is === "relative").map(dateCaution),
    ...placeCautions(excerpt, of),
    ...excerpt.actors.filter(({ words }) => !hidden(words)).flatMap(actorCaution),
  ];
}

/** The dates that a sentence itself words, each once. */
export function datesOf({ events, claims, exact }: Excerpt): DateData[] {
  const dates = [
    ...events.flatMap(({ happened, reported }) => [happened, reported]),
    ...claims.map(({ date }) => date),
  ].filter((date) => date !== null);
  return firstOfEach(
    dates.filter(({ words }) => exact.includes(words)),
    ({ words }) => words,
  );
}

export function dateCaution({ words, of, is, edtf }: DateData): Caution {
  switch (is) {
    case "report":
      return { line: [say("dateOfReport", words, isOneDay(edtf))] };
    case "release":
      return { line: [say("dateOfRelease", words)] };
    case "relative":
      return { line: [say("dateRelative", words)] };
    case null:
      return { line: [say("dateWithoutYear", words)], shorter: [say("dateOf", words, of)] };
  }
}

const standings = Object.freeze({
  bearing: "bearing",
  contrast: "contrast",
  workplace: "workplace",
  name: "nameOnly",
} as const);

/** The place of the card first; of a graphic sentence only what tells nothing of what is done in it. */
function placeCautions(excerpt: Excerpt, of: Item | undefined): Caution[] {
  const own = excerpt.places.filter(({ place }) => place === of);
  const others = excerpt.places.filter(({ place }) => place !== of);
  return [...own, ...others].flatMap((mention) => placeCaution(mention, excerpt, mention.place === of));
}

function placeCaution(mention: PlaceMention, excerpt: Excerpt, isOwn: boolean): Caution[] {
  const { words, place, role, basis, of } = mention;
  if (isHidden(words, excerpt)) return [];
  if (role === "speakers") return [{ line: [say("speakersPlace", words)] }];
  if (role === "bearing" || role === "contrast" || role === "workplace" || role === "name") {
    const isTold = isOwn || (excerpt.graphic === null && role === "bearing");
    return isTold ? [{ line: [say(standings[role], words)] }] : [];
  }
  if (basis === "named" || role === "body") return [];
  return [
    of === null
      ? { line: [say("asWeRead", words, place.title)] }
      : { line: [say("asWeReadOf", words, place.title, of)], shorter: [say("saidOf", words, of)] },
  ];
}

function actorCaution({ words, actor, basis }: ActorMention): Caution[] {
  return basis === "named" ? [] : [{ line: [say("asWeRead", words, actor.title)] }];
}

/** What all of the claims leave open. */
export function notSaid(claims: readonly Claim[]): Caution[] {
  const [first, ...others] = claims;
  const open = (first?.leavesOpen ?? []).filter((what) =>
    others.every(({ leavesOpen }) => leavesOpen.includes(what)),
  );
  return open.length === 0
    ? []
    : [{ line: [say("doesNotSay", open)], shorter: [say("doesNotSay", open.slice(0, 2))] }];
}

/**
 * Whether words of a graphic sentence are among what its spoiler is for. Where the dossier does not say which words
 * are, all are.
 */
export function isHidden(words: string, { graphic, graphicWords, exact }: Excerpt): boolean {
  if (graphic === null) return false;
  if (graphicWords.length === 0) return true;
  return rangesOf(words, exact).every(([start, end]) =>
    graphicWords.some((each) => rangesOf(each, exact).some(([from, to]) => start < to && from < end)),
  );
}

/** Everywhere that words stand in a text. */
export function rangesOf(words: string, exact: string): Range[] {
  const ranges: Range[] = [];
  for (let at = exact.indexOf(words); at >= 0; at = exact.indexOf(words, at + 1)) {
    ranges.push([at, at + words.length]);
  }
  return ranges;
}
