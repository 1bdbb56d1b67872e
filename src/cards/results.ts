/** Sentences found by their words. */
import type { Dossier, Excerpt, Item, Question } from "../dossier/catalogue.ts";
import { say } from "../messages/message.ts";
import type { Block, Card, Range, SelectOption } from "./card.ts";
import { digest } from "./digest.ts";
import { type Page, pageOf } from "./pages.ts";
import {
  aboutButton,
  card,
  detailsButton,
  optionOf,
  rangeLine,
  selectFrom,
  small,
  sourceLine,
  turning,
} from "./parts.ts";
import { sentence } from "./sentence.ts";

/** An excerpt found by its words, with where they stand. */
export interface Result {
  readonly excerpt: Excerpt;
  readonly ranges: readonly Range[];
}

/** What was found: all that a page of it is made of, and what the card's select carries from page to page. */
export interface Results {
  /** Best first. */
  readonly found: readonly Result[];
  /** Entries that the words name, best first; a topic among them is the answer, and its sentences stay together. */
  readonly named: readonly Item[];
  /** What was asked for, which comes first. */
  readonly asked: Asked | null;
}

/** What a question asks for; `some`: no sentence holds all of its words. */
const askedKinds = ["figure", "speaker", "date", "place", "some"] as const;
export type Asked = (typeof askedKinds)[number];

const mostFound = 20;

/** A page of what was found; null where it is nothing. */
export function resultsCard(results: Results, pageNumber = 1): Card | null {
  const { named } = results;
  const { topic, asked, all, together } = inOrder(results);
  const [first] = all;
  if (first === undefined) return null;
  const dossier: Dossier = first.excerpt.dossier;
  const page = resultsPage(all, together, pageNumber);
  const [firstApart] = topic === undefined ? [] : all.slice(together);
  return card({
    id: `${dossier.id}/search:${digest(all.map(({ excerpt }) => excerpt.id).join())}`,
    blocks: [
      { type: "title", text: say("found", all.length) },
      small([say("foundOrder", asked)], rangeLine(page)),
      ...page.items.flatMap((each, index): Block[] => [
        ...(firstApart !== undefined && (each === firstApart || (index === 0 && page.start > together))
          ? [{ type: "text", lines: [[say("sharesWords")]] } as const]
          : []),
        sentence(each.excerpt, { bold: each.ranges }),
      ]),
      sourceLine(dossier, page.items.some(({ ranges }) => ranges.length > 0) ? [say("boldAdded")] : []),
    ],
    select: selectFrom([
      ...(topic === undefined ? [] : [marked(optionOf(topic), asked)]),
      ...all.map(({ excerpt, value }, index) =>
        topic === undefined && index === 0
          ? marked({ ...optionOf(excerpt), value }, asked)
          : { ...optionOf(excerpt), value },
      ),
      ...named.filter((item) => item !== topic).map((item) => optionOf(item)),
    ]),
    buttons: [
      [
        ...turning(page, (number) => ({ type: "results", page: number })),
        detailsButton({ type: "results", page: page.number }),
        aboutButton(dossier),
      ],
    ],
  });
}

/** The sentences of a page, with what was found in each. */
export function resultsOn(results: Results, pageNumber: number): readonly Result[] {
  const { all, together } = inOrder(results);
  return resultsPage(all, together, pageNumber).items;
}

/** The first page is the topic's own, however many sentences it has up to five. */
function resultsPage<T extends Result>(all: readonly T[], together: number, number: number): Page<T> {
  const cost = ({ excerpt }: T) => excerpt.exact.length;
  const size = { most: 3, budget: 620, cost };
  const [own, others] = [all.slice(0, together), all.slice(together)];
  const ownPages = own.length === 0 ? 0 : pageOf(own, 1, { most: 5, budget: 2200, cost }).count;
  const otherPages = others.length === 0 ? 0 : pageOf(others, 1, size).count;
  const count = ownPages + otherPages;
  const held = Math.min(Math.max(1, Math.trunc(number)), count);
  const page =
    held <= ownPages
      ? pageOf(own, held, { most: 5, budget: 2200, cost })
      : pageOf(others, held - ownPages, size);
  const before = held <= ownPages ? 0 : own.length;
  return { items: page.items, number: held, count, start: page.start + before };
}

/** The topic's sentences in the source's order, then the others, those with what was asked for first. */
function inOrder({ found, named, asked }: Results) {
  const topic = topicOf(found, named, asked);
  const whole = topic === undefined ? [] : [...topic.excerpts, ...topic.seeAlso];
  const own = whole
    .map((excerpt): Result => found.find((each) => each.excerpt === excerpt) ?? { excerpt, ranges: [] })
    .sort((one, other) => positionOf(one.excerpt) - positionOf(other.excerpt));
  const others = found.filter(({ excerpt }) => !whole.includes(excerpt));
  const answering = asked === null ? [] : others.filter(({ excerpt }) => holds(excerpt, asked));
  const ordered = [...own, ...answering, ...others.filter((each) => !answering.includes(each))];
  // Where nothing found has it, nothing comes first.
  const first =
    asked === "some" || asked === null
      ? asked
      : [...own, ...found].some(({ excerpt }) => holds(excerpt, asked))
        ? asked
        : null;
  return { topic, asked: first, all: ordered.slice(0, mostFound).map(asCarried), together: own.length };
}

/**
 * The topic that answers: of those named before any place or actor, the one whose sentences have most of the words; then
 * the one of the best sentence. Who types a name alone asks for no topic.
 */
function topicOf(
  found: readonly Result[],
  named: readonly Item[],
  asked: Asked | null,
): Question | undefined {
  const names = named.findIndex(({ kind }) => kind === "place" || kind === "actor");
  const topics = named
    .slice(0, names === -1 ? named.length : names)
    .filter((item): item is Question => item.kind === "question")
    .map((topic, index) => {
      const own = [...topic.excerpts, ...topic.seeAlso];
      const matches = found.map(({ excerpt, ranges }) => (own.includes(excerpt) ? ranges.length : 0));
      const words = matches.reduce((sum, each) => sum + each, 0);
      const isFound = found.some(({ excerpt }) => topic.excerpts.includes(excerpt));
      // Where no word stands as it was typed, what names the topic decides.
      const best = words === 0 ? index : matches.findIndex((each) => each > 0);
      return { topic, words, best, isFound };
    })
    .filter(({ isFound }) => isFound);
  if (standsOut(found, asked)) return undefined;
  return topics.sort((one, other) => other.words - one.words || one.best - other.best)[0]?.topic;
}

/** One sentence has more than twice as many of the words as any other, and what was asked for: it answers, and no topic. */
function standsOut([first, ...others]: readonly Result[], asked: Asked | null): boolean {
  if (first === undefined || (asked !== null && asked !== "some" && !holds(first.excerpt, asked)))
    return false;
  return others.every(({ ranges }) => 2 * ranges.length < first.ranges.length);
}

function positionOf(excerpt: Excerpt): number {
  return excerpt.dossier.excerpts.indexOf(excerpt);
}

function holds({ claims, events, places, actors }: Excerpt, asked: Asked): boolean {
  switch (asked) {
    case "figure":
      return claims.some(({ quantity }) => quantity !== null);
    case "speaker":
      return actors.length > 0;
    case "date":
      return events.some(({ happened, reported }) => happened !== null || reported !== null);
    case "place":
      return places.length > 0;
    case "some":
      return false;
  }
}

/**
 * A result with the value of its option, and with the matches that this carries within its 100 characters, so that a
 * page is the same when it is turned back to: `PAL-13~12-18~30-34` is an id and where its matches stand.
 */
function asCarried({ excerpt, ranges }: Result): Result & { readonly value: string } {
  let value: string = excerpt.id;
  const carried = ranges.filter(([start, end]) => {
    const longer = `${value}~${start}-${end}`;
    if (longer.length > longestValue - longestMark || end > lastPosition) return false;
    value = longer;
    return true;
  });
  return { excerpt, ranges: carried, value };
}

/** What was asked for, behind the value of the first option. */
function marked(option: SelectOption, asked: Asked | null): SelectOption {
  return asked === null ? option : { ...option, value: `${option.value}~${asked}` };
}

const longestValue = 100;
const longestMark = Math.max(...askedKinds.map((each) => each.length)) + 1;

/** The last position that is read out of an option's value. */
const lastPosition = 9_999;

/** The id in an option's value. */
export function valueId(value: string): string {
  return value.split("~", 1)[0] ?? "";
}

/** What was asked for, as the value of a select's first option says. */
export function valueAsked(value: string): Asked | null {
  return askedKinds.find((each) => value.endsWith(`~${each}`)) ?? null;
}

/** The match positions in an option's value; those that don't fit the excerpt are left out. */
export function valueRanges(value: string, length: number): Range[] {
  return value
    .split("~")
    .slice(1)
    .flatMap((part): Range[] => {
      const [, start, end] = /^(\d{1,4})-(\d{1,4})$/.exec(part) ?? [];
      const range: Range = [Number(start), Number(end)];
      return range[0] < range[1] && range[1] <= length ? [range] : [];
    })
    .sort((a, b) => a[0] - b[0])
    .filter((range, index, all) => index === 0 || range[0] >= (all[index - 1]?.[1] ?? 0));
}
