/** What a topic's card shows: claims side by side in the order of the source, and the whole sentences below. */
import type { Claim, Excerpt, Question } from "../dossier/catalogue.ts";
import { say } from "../messages/message.ts";
import type { Block, ClaimItem, Line, Range } from "./card.ts";
import { type Page, pageOf } from "./pages.ts";
import { joined, rangeLine } from "./parts.ts";
import { dateCaution, isHidden, longestSmall, notSaid, rangesOf, sentence } from "./sentence.ts";

/** The sentences of a page of a topic. */
export function claimsPage(question: Question, number: number): Page<Excerpt> {
  return pageOf(question.excerpts, number, { most: 3, budget: 1400, cost: costOf });
}

/** A sentence, and what of it stands in the list. */
function costOf({ exact, claims }: Excerpt): number {
  return exact.length + claims.reduce((sum, { words }) => sum + words.length, 0);
}

/** How much stands side by side; empty where it is one sentence of one speaker. */
export function claimsContext(question: Question, page: Page<Excerpt>): Line {
  if (!isList(question)) return rangeLine(page);
  const { claims } = question;
  const quantities = claims.flatMap(({ quantity }) => quantity ?? []);
  const counted = new Set(quantities.map(({ verb, counted }) => `${verb}\n${counted}`));
  const speakers = speakersOf(claims);
  const named = [...speakers].filter((speaker) => speaker !== null).length;
  const more = [named, speakers.has(null), counted.size > 1] as const;
  const context =
    quantities.length === claims.length
      ? say("figuresContext", claims.length, ...more)
      : say("sentencesContext", question.excerpts.length, ...more);
  return joined([[context], rangeLine(page)]);
}

/** A topic of one sentence and one speaker has no list: the sentence says it. */
function isList({ excerpts, claims }: Question): boolean {
  return excerpts.length > 1 || speakersOf(claims).size > 1;
}

function speakersOf(claims: readonly Claim[]): Set<string | null> {
  return new Set(claims.map(({ claimant }) => claimant?.words ?? null));
}

export function claimList(question: Question, page: Page<Excerpt>): Block[] {
  if (!isList(question)) return page.items.map((excerpt) => sentence(excerpt, { of: question }));
  const stretches = stretchesOf(question);
  const shown = stretches.flatMap((stretch, index) =>
    page.items.includes(stretch.excerpt) ? [{ stretch, number: index + 1 }] : [],
  );
  const listed = (excerpt: Excerpt) => shown.some(({ stretch }) => stretch.excerpt === excerpt);
  const items = shown.map(({ stretch, number }) => itemOf(stretch, number));
  return [
    ...(items.length === 0 ? [] : [{ type: "claims", items } as const]),
    ...page.items.map((excerpt) =>
      sentence(excerpt, { of: question, numberOnly: listed(excerpt), beside: true }),
    ),
  ];
}

/** One stretch of a sentence, and the claims of one speaker that stand in it. */
interface Stretch {
  readonly excerpt: Excerpt;
  readonly claims: readonly Claim[];
  /** Null where it would hold graphic words. */
  readonly range: Range | null;
}

/** The stretches of a topic, in its order; a sentence that would be one stretch whole has none. */
function stretchesOf({ claims }: Question): Stretch[] {
  const stretches: Stretch[] = [];
  for (const claim of claims) {
    const range = rangeOfClaim(claim);
    const last = stretches.at(-1);
    const isSame =
      last !== undefined &&
      last.excerpt === claim.excerpt &&
      last.claims[0]?.claimant?.words === claim.claimant?.words &&
      touches(last.range, range);
    if (!isSame) stretches.push({ excerpt: claim.excerpt, claims: [claim], range });
    else
      stretches.splice(-1, 1, { ...last, claims: [...last.claims, claim], range: union(last.range, range) });
  }
  return stretches.filter(({ range, excerpt }) => range === null || !isWhole(range, excerpt));
}

/** From the speaker and the verb of saying, or where nobody is named from the doer, to the end of the claim. */
function rangeOfClaim({ excerpt, claimant, verbOfSaying, doer, words }: Claim): Range | null {
  const { exact } = excerpt;
  const [own] = rangesOf(words, exact);
  if (own === undefined) return null;
  const ranges = [own];
  for (const each of claimant === null ? [doer] : [claimant.words, verbOfSaying]) {
    if (each === null) continue;
    const places = rangesOf(each, exact);
    const before = places.findLast(([start]) => start <= own[0]);
    const place = before ?? places[0];
    if (place !== undefined) ranges.push(place);
  }
  const range: Range = [
    Math.min(...ranges.map(([start]) => start)),
    Math.max(...ranges.map(([, end]) => end)),
  ];
  return isHidden(exact.slice(...range), excerpt) ? null : range;
}

function touches(one: Range | null, other: Range | null): boolean {
  if (one === null || other === null) return one === other;
  return one[0] <= other[1] && other[0] <= one[1];
}

function union(one: Range | null, other: Range | null): Range | null {
  return one === null || other === null ? null : [Math.min(one[0], other[0]), Math.max(one[1], other[1])];
}

/** All of the sentence, its full stop aside. */
function isWhole([start, end]: Range, { exact }: Excerpt): boolean {
  return !/[\p{L}\p{N}]/u.test(exact.slice(0, start) + exact.slice(end));
}

function itemOf({ excerpt, claims, range }: Stretch, number: number): ClaimItem {
  const words: Line = range === null ? [say("claimHidden")] : [{ quoted: excerpt.exact.slice(...range) }];
  const dates = claims
    .flatMap(({ date }) => date ?? [])
    .filter(({ is }) => is === "report" || is === "release");
  const [date] = dates.filter(({ words }) => !isHidden(words, excerpt)).map((each) => dateCaution(each).line);
  const [open] = notSaid(claims);
  const id: Line = [excerpt.id];
  const forms = open === undefined ? [] : [open.line, ...(open.shorter === undefined ? [] : [open.shorter])];
  const choices: Line[][] = [
    ...(date === undefined ? [] : [...forms.map((form) => [date, form, id]), [date, id]]),
    ...forms.map((form) => [form, id]),
    [id],
  ];
  return {
    words: [{ strong: `${number}` }, " ", ...words],
    below: [{ firstOf: choices.map(joined), most: longestSmall }],
  };
}
