/** A page of a timeline as a picture's data: what is dated on it, and by name what is not. */
import type { Dossier } from "../dossier/catalogue.ts";
import { type Messages, plain, say } from "../messages/message.ts";
import type { NameList, TimelinePicture, TimelineRow } from "../pictures/picture.ts";
import { dateBounds } from "./dates.ts";
import { drawn, type PictureBlock } from "./picture.ts";
import {
  type DatedRow,
  dateOf,
  narrowedTo,
  type Row,
  type TimelineFilter,
  timelinePage,
} from "./timeline.ts";

/** Null where nothing on the page has its place in order of time. */
export function timelinePicture(
  dossier: Dossier,
  filter: TimelineFilter,
  pageNumber: number,
): PictureBlock | null {
  const { page, timeline } = timelinePage(dossier, filter, pageNumber);
  const { dated, withoutYear, withoutDate } = timeline;
  const rows = dated.slice(page.start, page.start + page.items.length);
  if (rows.length === 0) return null;
  const here = (of: readonly Row[]) => of.filter((row) => page.items.includes(row));
  const draw = (messages: Messages): TimelinePicture => {
    const text = (message: Parameters<typeof drawn>[0]) => drawn(message, messages);
    const notDrawn = (
      key: "timelineNoYearDrawn" | "timelineNoDateDrawn",
      of: readonly Row[],
    ): readonly NameList[] => {
      const names = here(of).map(({ event }) => text(event.title));
      return of.length === 0
        ? []
        : [{ label: text(say(key, of.length, names.length)), names, more: text(say("pictureMore")) }];
    };
    const last = page.start + rows.length;
    return {
      type: "timeline",
      title: text(say("timelineTitle", narrowedTo(filter))),
      subtitle: text(say("timelineSubtitle", dossier.title, page.start + 1, last, dated.length)),
      rows: rows.map((row) => drawnRow(row, messages)),
      notDrawn: [
        ...notDrawn("timelineNoYearDrawn", withoutYear),
        ...notDrawn("timelineNoDateDrawn", withoutDate),
      ],
      words: {
        happened: text(say("timelineHappened")),
        reported: text(say("timelineReported")),
        within: text(say("timelineWithin")),
        by: text(say("timelineBy")),
        near: text(say("timelineNear")),
        fromTitle: rows.some(({ date }) => date.year === "fromTitle") ? text(say("timelineFromTitle")) : null,
        unreadable: text(say("pictureUnreadable")),
        months: Array.from({ length: 12 }, (_, month) => text(say("timelineMonth", month + 1))),
      },
    };
  };
  const told = rows.map(({ event, date }) => ({ ...dateOf(event, date), title: event.title }));
  return {
    type: "picture",
    name: "timeline.png",
    of: "timeline",
    draw,
    alt: [say("timelineAlt", narrowedTo(filter), told, withoutDate.length, withoutYear.length)],
    // All that it says is drawn.
    lines: [],
  };
}

function drawnRow({ event, date, mark }: DatedRow, messages: Messages): TimelineRow {
  const [first, last] = dateBounds(date.edtf);
  const worded = dateOf(event, date);
  const ids = event.excerpts.map(({ id }) => id);
  return {
    title: drawn(event.title, messages),
    date: plain(say("timelineDrawnDate", worded), messages),
    first,
    last,
    precision: precisionOf(date),
    mark,
    note: drawn(say("timelineDrawnNote", worded, ids), messages),
  };
}

/** Words of a date that neither widen it nor put it to one side. */
const plainWords = new Set(
  (
    "on in at during between and from to the of " +
    "january february march april may june july august september october november december " +
    "jan feb mar apr jun jul aug sep sept oct nov dec " +
    "monday tuesday wednesday thursday friday saturday sunday st nd rd th"
  ).split(" "),
);

/**
 * How much a date settles. Words that are not known to leave it as it is ("since", "around", those of another language)
 * make it one that is only near: a mark never says more than the words.
 */
function precisionOf({ edtf, words }: DatedRow["date"]): TimelineRow["precision"] {
  if (/^(?:by|not later than|no later than)\b/i.test(words)) return "by";
  const others = words.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (!others.every((word) => plainWords.has(word))) return "near";
  const [first, last] = dateBounds(edtf);
  return first === last ? "day" : "within";
}
