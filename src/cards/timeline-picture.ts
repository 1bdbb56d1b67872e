/** A page of a timeline as a picture's data: the dated entries of the page, its undated ones by name. */
import type { Dossier } from "../dossier/catalogue.ts";
import type { TimelinePicture, TimelineRow } from "../pictures/picture.ts";
import { dateBounds, dateLabel, yearBasis } from "./dates.ts";
import { count } from "./parts.ts";
import { firstNames, type PictureBlock } from "./picture.ts";
import { type Row, type TimelineFilter, timelinePage, timelineTitle } from "./timeline.ts";
import { typographic } from "./typography.ts";

/** Null where nothing on the page has a date. */
export function timelinePicture(
  dossier: Dossier,
  filter: TimelineFilter,
  pageNumber: number,
): PictureBlock | null {
  const { page } = timelinePage(dossier, filter, pageNumber);
  const rows = page.items.flatMap(rowOf);
  if (rows.length === 0) return null;
  const undated = page.items.filter(({ date }) => !date?.edtf).map(({ event }) => event.title);
  const part = page.count === 1 ? "" : `, page ${page.number} of ${page.count}`;
  const title = timelineTitle(filter);
  const picture: TimelinePicture = {
    type: "timeline",
    title: typographic(title),
    subtitle: typographic(`${dossier.title}: ${count(rows.length, "dated entry", "dated entries")}${part}`),
    rows,
    undated: undated.map(typographic),
  };
  const told = rows.map((row) => `${row.date}, ${row.kind}: ${row.title}`);
  return {
    type: "picture",
    name: "timeline.png",
    picture,
    alt: [
      `${title}, ${count(rows.length, "dated entry", "dated entries")} in order of time.`,
      `${firstNames(told, 10, "; ")}.`,
      "Solid marks: happened; hollow marks: reported or released.",
    ].join(" "),
    // The legend is drawn.
    lines: [],
  };
}

function rowOf({ event, date, kind }: Row): TimelineRow[] {
  if (!date?.edtf || kind === null) return [];
  const [first, last] = dateBounds(date.edtf);
  const basis = yearBasis(date);
  return [
    {
      title: typographic(event.title),
      date: dateLabel(date.edtf),
      first,
      last,
      precision: precisionOf(date.edtf, date.words),
      kind,
      note: [
        typographic(`${kind}: ${date.of}`),
        ...(basis === null ? [] : ["year from the article’s title"]),
        event.excerpts.map(({ id }) => id).join(", "),
      ].join(" · "),
    },
  ];
}

function precisionOf(edtf: string, words: string): TimelineRow["precision"] {
  if (/^(?:by|not later than|no later than)\b/i.test(words)) return "by";
  const ends = edtf.split("/");
  if (ends.some((end) => end.length < 10)) return "within";
  return ends.length === 2 && ends[0] !== ends[1] ? "span" : "day";
}
