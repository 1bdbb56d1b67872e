import { type Actor, type Dossier, type Event, idsOf, type Place } from "../dossier/catalogue.ts";
import type { DateData } from "../dossier/schema.ts";
import type { Block, Button, Card, Line } from "./card.ts";
import { dateBounds, dateLabel, yearBasis } from "./dates.ts";
import { digest } from "./digest.ts";
import { pageOf } from "./pages.ts";
import { aboutButton, card, count, rule, selectOf, sourceLines, turning } from "./parts.ts";
import { pictureButton } from "./picture.ts";
import { remembered } from "./remembered.ts";

/** As many as are read on a phone without scrolling far; a picture of them shows the same. */
const rowsPerPage = 5;

/** What a timeline is narrowed to. */
export interface TimelineFilter {
  readonly place?: Place | null;
  readonly actor?: Actor | null;
}

export interface Row {
  readonly event: Event;
  readonly date: DateData | null;
  /** "happened" or "reported": what kind of date it is. */
  readonly kind: "happened" | "reported" | null;
}

/**
 * Dated entries in order of time, each with what its date is of; then the undated, in the order of the source.
 * Only a date whose year is settled can be earlier or later than another.
 */
export const timelineCard = remembered(makeCard, ({ place, actor } = {}, pageNumber = 1) =>
  [place?.id, actor?.id, pageNumber].join(),
);

function makeCard(dossier: Dossier, filter: TimelineFilter = {}, pageNumber = 1): Card {
  const { page, dated, undated } = timelinePage(dossier, filter, pageNumber);
  const shownDated = page.items.filter((row) => row.date?.edtf);
  const shownUndated = page.items.filter((row) => !row.date?.edtf);
  const shown = page.count === 1 ? "" : ` · page ${page.number} of ${page.count}`;
  const list = (rows: readonly Row[]): Block => ({ type: "list", items: rows.map(rowLine) });
  return card({
    id: timelineId(dossier, filter),
    blocks: [
      {
        type: "title",
        text: timelineTitle(filter),
        lines: [[`${count(dated, "dated entry", "dated entries")}, ${undated} undated${shown}`]],
      },
      ...(shownDated.length === 0
        ? []
        : [
            rule,
            { type: "text", lines: [[{ strong: "Dated" }, ", in order of time"]] } as const,
            list(shownDated),
          ]),
      ...(shownUndated.length === 0
        ? []
        : [
            rule,
            { type: "text", lines: [[{ strong: "Undated" }, ", in the order of the source"]] } as const,
            list(shownUndated),
          ]),
      rule,
      sourceLines(dossier),
    ],
    select: selectOf(
      page.items.map((row) => row.event),
      "Open an entry",
    ),
    buttons: [
      [
        ...turning(page, (number) => timelineAction(dossier, filter, number)),
        ...(filter.place || filter.actor ? [timelineButton(dossier, {}, "All dates")] : []),
        ...(shownDated.length === 0
          ? []
          : [pictureButton(timelineAction(dossier, filter, page.number), "Draw timeline")]),
        aboutButton(dossier),
      ],
    ],
  });
}

export function timelineTitle({ place, actor }: TimelineFilter): string {
  const narrowed = [place, actor].flatMap((entry) => (entry ? [entry.title] : []));
  return narrowed.length === 0 ? "Timeline" : `Timeline: ${narrowed.join(", ")}`;
}

/** A page of the rows that a timeline lists, the dated ones first. */
export function timelinePage(dossier: Dossier, { place, actor }: TimelineFilter, pageNumber: number) {
  const isAsked = ({ event }: Row) =>
    (!place || event.places.includes(place)) && (!actor || actor.events.includes(event));
  const rows = rowsOf(dossier);
  const [dated, undated] = [rows.dated.filter(isAsked), rows.undated.filter(isAsked)];
  return {
    page: pageOf([...dated, ...undated], pageNumber, { most: rowsPerPage }),
    dated: dated.length,
    undated: undated.length,
  };
}

export function timelineButton(dossier: Dossier, filter: TimelineFilter = {}, label = "Timeline"): Button {
  return { label, action: timelineAction(dossier, filter, 1) };
}

/** Leads to the page of all dates on which an event stands; an event without a dated row has no button. */
export function eventTimelineButton(event: Event): Button[] {
  const at = rowsOf(event.dossier).dated.findIndex((row) => row.event === event);
  const page = Math.floor(at / rowsPerPage) + 1;
  return at < 0 ? [] : [{ label: "Timeline", action: timelineAction(event.dossier, {}, page) }];
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

interface Rows {
  readonly dated: readonly Row[];
  readonly undated: readonly Row[];
}

const rowsByDossier = new WeakMap<Dossier, Rows>();

/** Of the events that have a sentence; sorted once for each dossier. */
function rowsOf(dossier: Dossier): Rows {
  const known = rowsByDossier.get(dossier);
  if (known !== undefined) return known;
  const rows = dossier.events
    .filter(({ excerpts }) => excerpts.length > 0)
    .map((event): Row => {
      if (event.happened) return { event, date: event.happened, kind: "happened" };
      return { event, date: event.reported, kind: event.reported ? "reported" : null };
    });
  const bounds = ({ date }: Row) => (date?.edtf ? dateBounds(date.edtf).join() : "");
  const sorted: Rows = {
    dated: rows.filter((row) => row.date?.edtf).sort((a, b) => bounds(a).localeCompare(bounds(b), "en")),
    undated: rows
      .filter((row) => !row.date?.edtf)
      .sort((a, b) => (a.event.excerpts[0]?.id ?? "").localeCompare(b.event.excerpts[0]?.id ?? "", "en")),
  };
  rowsByDossier.set(dossier, sorted);
  return sorted;
}

function rowLine({ event, date, kind }: Row): Line {
  const ids = event.excerpts.map((excerpt) => excerpt.id).join(", ");
  if (date === null || kind === null) return [event.title, ` · no date · ${ids}`];
  const basis = yearBasis(date);
  const what = `${kind}: ${date.of}${basis === null ? "" : `; ${basis}`}`;
  return date.edtf === null
    ? [event.title, ` · ${what} · ${ids}`]
    : [{ strong: dateLabel(date.edtf) }, ` · ${event.title} · ${what} · ${ids}`];
}
