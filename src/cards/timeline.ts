/** What a collection dates, in order of time, and apart from it what it does not. */
import { type Actor, type Dossier, type Event, idsOf, type Place } from "../dossier/catalogue.ts";
import type { DateData } from "../dossier/schema.ts";
import type { Message, Words } from "../messages/line.ts";
import { say } from "../messages/message.ts";
import type { Block, Button, Card, Line } from "./card.ts";
import { dateBounds, isOneDay } from "./dates.ts";
import { digest } from "./digest.ts";
import { type Page, pageOf } from "./pages.ts";
import { card, detailsButton, selectOf, small, sourceLine, turning } from "./parts.ts";
import { pictureButton } from "./picture.ts";
import { remembered } from "./remembered.ts";
import { isHidden } from "./sentence.ts";

/** As many as are read on a phone without scrolling far; a picture of them shows the same. */
const rowsPerPage = 5;

/** Characters of a date's own words; longer ones are more than a date, and stay in their sentence. */
const longestDate = 80;

/** What a timeline is narrowed to. */
export interface TimelineFilter {
  readonly place?: Place | null;
  readonly actor?: Actor | null;
}

export interface Row {
  readonly event: Event;
  readonly date: DateData | null;
  /** Null where the date is only relative to a day that the sentence does not name, or is none. */
  readonly mark: "happened" | "reported" | null;
}

/** A row that has its place in order of time. */
export interface DatedRow extends Row {
  readonly date: DateData & { readonly edtf: string };
  readonly mark: "happened" | "reported";
}

export interface Timeline {
  /** In order of time. */
  readonly dated: readonly DatedRow[];
  /** Dates whose year nothing gives, in the source's order: they are no earlier or later than others. */
  readonly withoutYear: readonly Row[];
  /** In the source's order. */
  readonly withoutDate: readonly Row[];
}

/** What is dated in order of time, then what is without a year, then what is without a date. */
export const timelineCard = remembered(makeCard, ({ place, actor } = {}, pageNumber = 1) =>
  [place?.id, actor?.id, pageNumber].join(),
);

function makeCard(dossier: Dossier, filter: TimelineFilter = {}, pageNumber = 1): Card {
  const { timeline, page } = timelinePage(dossier, filter, pageNumber);
  const title: Block = { type: "title", text: say("timelineTitle", narrowedTo(filter)) };
  if (page.items.length === 0) {
    return card({
      blocks: [title, { type: "text", lines: [[say("timelineNothing")]] }, sourceLine(dossier)],
      buttons: [[timelineButton(dossier, {}, say("allDates"))]],
      privateOnly: true,
      outcome: "abstained",
    });
  }
  const shown = (rows: readonly Row[]) => page.items.filter((row) => rows.includes(row));
  const [dated, withoutYear, withoutDate] = [
    shown(timeline.dated),
    shown(timeline.withoutYear),
    shown(timeline.withoutDate),
  ];
  const to = timelineAction(dossier, filter, page.number);
  const pages = turning(page, (number) => timelineAction(dossier, filter, number));
  const isDraft = page.items.some(({ event }) => event.review === "draft");
  const isNarrowed = narrowedTo(filter).length > 0;
  return card({
    id: timelineId(dossier, filter),
    blocks: [
      title,
      isDraft ? { type: "text", lines: [[say("draft")]] } : null,
      small([contextOf(timeline, page)]),
      ...group(null, dated),
      ...group(say("timelineWithoutYear"), withoutYear),
      ...group(say("timelineWithoutDate"), withoutDate),
      sourceLine(dossier, legendOf(page.items)),
    ],
    select: selectOf(
      page.items.map(({ event }) => event),
      say("openOneOfThese"),
    ),
    buttons: [
      [
        ...pages,
        detailsButton(to),
        ...(dated.length === 0 ? [] : [pictureButton(to, say("picture"))]),
        // Beside two buttons for pages, and one for posting, there is no room for it.
        ...(isNarrowed && pages.length < 2 ? [timelineButton(dossier, {}, say("allDates"))] : []),
      ],
    ],
  });
}

/** Titles of what a timeline is narrowed to. */
export function narrowedTo({ place, actor }: TimelineFilter): string[] {
  return [place, actor].flatMap((entry) => (entry ? [entry.title] : []));
}

function contextOf(
  { dated, withoutYear, withoutDate }: Timeline,
  { start, items, count }: Page<Row>,
): Message {
  const all = dated.length + withoutYear.length + withoutDate.length;
  return say("timelineContext", {
    dated: dated.length,
    isInOrder: dated.every((row, index) => {
      const next = dated[index + 1];
      return next === undefined || isSettled(row, next);
    }),
    withoutDate: withoutDate.length,
    withoutYear: withoutYear.length,
    range: count === 1 ? null : { from: start + 1, to: start + items.length, all },
  });
}

/** Whether a row is on the same day as the next, or ends before it. */
function isSettled(row: DatedRow, next: DatedRow): boolean {
  const [own, later] = [dateBounds(row.date.edtf), dateBounds(next.date.edtf)];
  return own[1] < later[0] || (own[0] === later[1] && own[1] === later[0]);
}

/** Rows under their heading; those without a mark have a list's. */
function group(heading: Message | null, rows: readonly Row[]): Block[] {
  if (rows.length === 0) return [];
  const lines = rows.map(rowLine);
  return [
    ...(heading === null ? [] : [{ type: "text", lines: [[{ strong: heading }]] } as const]),
    rows.every(({ mark }) => mark === null) ? { type: "list", items: lines } : { type: "text", lines },
  ];
}

function rowLine({ event, date, mark }: Row): Line {
  const ids = event.excerpts.map(({ id }) => id);
  const { title } = event;
  if (date !== null && mark !== null) {
    return [say("timelineRow", { ...dateOf(event, date), mark: marks[mark], title, ids })];
  }
  const words = date === null ? null : dateOf(event, date).words;
  return [
    words === null
      ? say("timelineRowWithoutDate", title, ids)
      : say("timelineRowRelative", title, words, ids),
  ];
}

const marks = Object.freeze({ happened: "●", reported: "○" });

/** A date as rows word it. */
export function dateOf(event: Event, date: DateData) {
  const { words, is, edtf, year } = date;
  return {
    words: words.length > longestDate || isVeiled(event, date) ? null : words,
    came: is === "report" || is === "release" ? is : null,
    isOneDay: isOneDay(edtf),
    isYearFromTitle: year === "fromTitle",
  } as const;
}

/**
 * A day tells nothing of what a spoiler hides, unless its words hold some of the graphic ones; words that say when by what
 * else happened do where nothing says which words are graphic.
 */
function isVeiled({ excerpts }: Event, { words, is }: DateData): boolean {
  return excerpts.some(
    (excerpt) =>
      excerpt.exact.includes(words) &&
      isHidden(words, excerpt) &&
      (is === "relative" || excerpt.graphicWords.length > 0),
  );
}

function legendOf(rows: readonly Row[]): Line {
  const has = (mark: Row["mark"]) => rows.some((row) => row.mark === mark);
  if (!has("happened") && !has("reported")) return [];
  const isYearFromTitle = rows.some(({ date, mark }) => mark !== null && date?.year === "fromTitle");
  return [say("timelineLegend", { happened: has("happened"), reported: has("reported"), isYearFromTitle })];
}

/** A page of the rows that a timeline lists. */
export function timelinePage(
  dossier: Dossier,
  { place, actor }: TimelineFilter,
  pageNumber: number,
): { readonly timeline: Timeline; readonly page: Page<Row> } {
  const isAsked = ({ event }: Row) =>
    (!place || event.places.includes(place)) && (!actor || actor.events.includes(event));
  const all = timelineOf(dossier);
  const timeline: Timeline = {
    dated: all.dated.filter(isAsked),
    withoutYear: all.withoutYear.filter(isAsked),
    withoutDate: all.withoutDate.filter(isAsked),
  };
  const rows: Row[] = [...timeline.dated, ...timeline.withoutYear, ...timeline.withoutDate];
  return { timeline, page: pageOf(rows, pageNumber, { most: rowsPerPage }) };
}

export function timelineButton(
  dossier: Dossier,
  filter: TimelineFilter = {},
  label: Words = say("timeline"),
): Button {
  return { label, action: timelineAction(dossier, filter, 1) };
}

/** Leads to the page of all dates on which an event stands; an event without a date has no button. */
export function eventTimelineButton(event: Event): Button[] {
  const { dated, withoutYear } = timelineOf(event.dossier);
  const at = [...dated, ...withoutYear].findIndex((row) => row.event === event);
  const page = Math.floor(at / rowsPerPage) + 1;
  return at < 0 ? [] : [{ label: say("timeline"), action: timelineAction(event.dossier, {}, page) }];
}

function timelineAction(dossier: Dossier, { place, actor }: TimelineFilter, page: number) {
  return {
    type: "timeline",
    dossier: dossier.id,
    place: place ? keyOf(place) : null,
    actor: actor ? keyOf(actor) : null,
    page,
  } as const;
}

/** The filter that a timeline button's keys stand for; undefined for an entry that is no longer there. */
export function timelineFilterOf(
  dossier: Dossier,
  keys: { place: string | null; actor: string | null },
): TimelineFilter | undefined {
  const of = (key: string) => (entry: Place | Actor) => idsOf(entry).some((id) => digest(id) === key);
  const place = keys.place === null ? null : dossier.places.find(of(keys.place));
  const actor = keys.actor === null ? null : dossier.actors.find(of(keys.actor));
  return place === undefined || actor === undefined ? undefined : { place, actor };
}

function keyOf({ id }: Place | Actor): string {
  return digest(id);
}

function timelineId(dossier: Dossier, { place, actor }: TimelineFilter): string {
  const keys = [place, actor].flatMap((entry) => (entry ? [keyOf(entry)] : []));
  return [`${dossier.id}/timeline`, ...keys].join(":");
}

const timelines = new WeakMap<Dossier, Timeline>();

/** Of the events that have a sentence; sorted once for each dossier. */
function timelineOf(dossier: Dossier): Timeline {
  const known = timelines.get(dossier);
  if (known !== undefined) return known;
  // Events come in the source's order, and sorting keeps it among equal dates.
  const rows = dossier.events.filter(({ excerpts }) => excerpts.length > 0).map(rowOf);
  const bounds = ({ date }: DatedRow) => dateBounds(date.edtf).join();
  const made: Timeline = {
    dated: rows.filter(isDated).sort((a, b) => (bounds(a) < bounds(b) ? -1 : bounds(a) > bounds(b) ? 1 : 0)),
    withoutYear: rows.filter((row) => row.mark !== null && !isDated(row)),
    withoutDate: rows.filter(({ mark }) => mark === null),
  };
  timelines.set(dossier, made);
  return made;
}

function isDated(row: Row): row is DatedRow {
  return row.mark !== null && row.date !== null && row.date.edtf !== null;
}

/** By the date that settles most: one with a year, then one without, of what happened before that of its report. */
function rowOf(event: Event): Row {
  const dates = [event.happened, event.reported].filter((date) => date !== null);
  const known = dates.filter(({ is }) => is !== "relative");
  const date = known.find(({ edtf }) => edtf !== null) ?? known[0];
  if (date === undefined) return { event, date: dates[0] ?? null, mark: null };
  const isReport = date === event.reported || date.is === "report" || date.is === "release";
  return { event, date, mark: isReport ? "reported" : "happened" };
}
