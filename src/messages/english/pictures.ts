import { type Line, line, listed, quoted } from "../line.ts";
import { count } from "./count.ts";

/** What a date on a timeline is of, where not of what happened. */
type Came = "report" | "release" | null;

interface DrawnDate {
  /** In the text's words; null where they are too long, or tell what a spoiler hides. */
  readonly words: string | null;
  readonly came: Came;
  readonly isOneDay: boolean;
  readonly isYearFromTitle: boolean;
}

/** The first of a long list, and how many more there are. */
function some(names: readonly string[], most = 12): string {
  const more = names.length - most;
  return more <= 0 ? names.join(", ") : `${names.slice(0, most).join(", ")} and ${more} more`;
}

function between(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function whenItCame(came: Exclude<Came, null>, isOneDay: boolean): string {
  if (came === "release") return "its release";
  return isOneDay ? "the day it was reported" : "when it was reported";
}

function dateOf({ words, isYearFromTitle }: DrawnDate): Line {
  const star = isYearFromTitle ? "*" : "";
  return words === null ? [`date in the sentence${star}`] : line`${quoted(words)}${star}`;
}

function dated(date: DrawnDate): Line {
  const { came, isOneDay } = date;
  return came === null ? dateOf(date) : line`${dateOf(date)}, ${whenItCame(came, isOneDay)}`;
}

/** Timelines, and pictures: what is drawn, what stands below it, and what it is for those who do not see it. */
export const pictures = Object.freeze({
  hideMap: "Hide map",
  hideTimeline: "Hide timeline",
  hidePicture: "Hide picture",

  timelineTitle: (narrowedTo: readonly string[]) =>
    narrowedTo.length === 0 ? "Timeline" : `Timeline: ${narrowedTo.join(", ")}`,
  timelineContext: ({
    dated,
    isInOrder,
    withoutDate,
    withoutYear,
    range,
  }: {
    readonly dated: number;
    /** Whether each of them is settled to be earlier or later than the others. */
    readonly isInOrder: boolean;
    readonly withoutDate: number;
    readonly withoutYear: number;
    readonly range: { readonly from: number; readonly to: number; readonly all: number } | null;
  }) =>
    [
      ...(dated === 0
        ? []
        : [`${dated} dated, ${isInOrder ? "in order of time" : "each by the first day it can be"}`]),
      ...(withoutDate === 0 ? [] : [`${withoutDate} without a date`]),
      ...(withoutYear === 0 ? [] : [`${withoutYear} without a year`]),
      ...(range === null ? [] : [`${range.from}–${range.to} of ${range.all}`]),
    ].join(" · "),
  timelineNothing: "Nothing in this collection for a timeline of it.",
  timelineRow: (
    date: DrawnDate & { readonly mark: string; readonly title: string; readonly ids: readonly string[] },
  ) => line`${date.mark} ${dated(date)} · ${{ name: date.title }} · ${some(date.ids, 4)}`,
  timelineRowWithoutDate: (title: string, ids: readonly string[]) =>
    line`${{ name: title }} · ${some(ids, 4)}`,
  timelineRowRelative: (title: string, words: string, ids: readonly string[]) =>
    line`${{ name: title }} · ${quoted(words)}, the day not said · ${some(ids, 4)}`,
  timelineWithoutYear: "Without a year",
  timelineWithoutDate: "Without a date, in the source’s order",
  timelineLegend: ({
    happened,
    reported,
    isYearFromTitle,
  }: {
    readonly happened: boolean;
    readonly reported: boolean;
    readonly isYearFromTitle: boolean;
  }) =>
    [
      [...(happened ? ["● happened"] : []), ...(reported ? ["○ report or release"] : [])].join(" "),
      ...(isYearFromTitle ? ["* year from the title"] : []),
    ].join(" · "),
  allDates: "All dates",

  timelineSubtitle: (collection: string, from: number, to: number, all: number) =>
    to - from + 1 === all ? `${collection} · ${all} dated` : `${collection} · ${from}–${to} of ${all} dated`,
  timelineDrawnDate: dateOf,
  timelineDrawnNote: ({ came, isOneDay }: DrawnDate, ids: readonly string[]) =>
    came === null ? some(ids, 4) : `${whenItCame(came, isOneDay)} · ${some(ids, 4)}`,
  timelineHappened: "happened",
  timelineReported: "report or release",
  timelineWithin: "some time within",
  timelineBy: "by that day",
  timelineNear: "near it: see its words",
  timelineFromTitle: "* year from the title",
  timelineNoYearDrawn: (all: number, here: number) => notDrawn("Without a year", all, here),
  timelineNoDateDrawn: (all: number, here: number) => notDrawn("Without a date", all, here),
  timelineMonth: (month: number) =>
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1] ?? "",
  timelineAlt: (
    narrowedTo: readonly string[],
    rows: readonly (DrawnDate & { readonly title: string })[],
    withoutDate: number,
    withoutYear: number,
  ) => {
    const told = rows.map((row) => line`${row.title}: ${dated(row)}`);
    const left = [
      ...(withoutDate === 0 ? [] : [`${withoutDate} without a date`]),
      ...(withoutYear === 0 ? [] : [`${withoutYear} without a year`]),
    ];
    const of = narrowedTo.length === 0 ? "Timeline" : `Timeline of ${narrowedTo.join(", ")}`;
    const end = left.length === 0 ? "" : ` Not drawn: ${left.join(", ")}.`;
    return line`${of}. ${listed(told, "; ")}.${end}`;
  },

  mapPlacesNamed: (ids: readonly string[], places: number) =>
    `${places === 1 ? "Place" : "Places"} of ${between(ids)}, as named there`,
  mapPlacesRead: (ids: readonly string[], places: number) =>
    `${places === 1 ? "Place" : "Places"} of ${between(ids)}, as we read it`,
  mapPlacesMixed: (ids: readonly string[], places: number) =>
    `${places === 1 ? "Place" : "Places"} of ${between(ids)}, as named there or as we read it`,
  mapPlaceNamed: "As named in the sentences",
  mapPlaceRead: "As we read the sentences",
  mapPlaceMixed: "As named in the sentences, or as we read them",
  mapCollectionNamed: (sentences: number, drawn: number) =>
    `${count(drawn, "place")} of ${count(sentences, "sentence")}, as named there`,
  mapCollectionRead: (sentences: number, drawn: number) =>
    `${count(drawn, "place")} of ${count(sentences, "sentence")}, as we read them`,
  mapCollectionMixed: (sentences: number, drawn: number) =>
    `${count(drawn, "place")} of ${count(sentences, "sentence")}, as named or as we read them`,
  mapSaidOf: (place: string, of: readonly string[]) => `${place}: said of ${between(of)}`,
  mapAsked: "the place asked for",
  mapOther: "faint: elsewhere in the collection",
  mapCircle: "as wide as outside sources disagree",
  mapOtherKinds: "other kinds",
  mapNumbers: "Numbers:",
  mapUnnamed: "Drawn without a name:",
  mapUnlocated: (places: number) => `Without coordinates here (${places}):`,
  mapMiddle: "at the middle",
  mapBoundaries: "Boundaries (de facto):",
  mapTowns: "Towns:",
  mapPoints: "Points: outside sources, not the article",
  mapPointsAndKinds: "Points and kinds: outside sources, not the article",
  mapPointsAndSomeKinds: (kinds: readonly string[]) =>
    `Points, and the kinds ${between(kinds)}: outside sources, not the article`,
  mapAlso: (places: readonly string[]) => `Also mentioned, not marked: ${some(places)}`,
  mapAlt: ({
    title,
    front,
    faint,
    unlocated,
  }: {
    readonly title: string;
    readonly front: readonly { readonly name: string; readonly km: number }[];
    readonly faint: readonly string[];
    readonly unlocated: readonly string[];
  }) => {
    const drawn = front.map(({ name, km }) => (km === 0 ? name : `${name} (within ${km} km)`));
    return [
      `Map: ${title}.`,
      `Marked, by outside sources: ${some(drawn)}.`,
      ...(faint.length === 0 ? [] : [`Faint: ${some(faint)}.`]),
      ...(unlocated.length === 0 ? [] : [`Without coordinates: ${some(unlocated)}.`]),
      "Circles are as wide as outside sources disagree.",
    ].join(" ");
  },

  figuresSubtitle: (others: number) =>
    `Same verb and noun, word for word; in the source’s order${others === 0 ? "" : `. Not drawn: ${others}`}`,
  figuresCounted: (counted: string, verb: string) =>
    counted === verb ? line`Counted: ${quoted(counted)}` : line`Counted: ${quoted(counted)}, ${quoted(verb)}`,
  figuresSpeaker: (speaker: string) => line`${quoted(speaker)}`,
  figuresAttributed: (speaker: string) => line`attributed to ${quoted(speaker)}`,
  figuresArticle: "the article itself; no speaker named",
  figuresHearsay: (hearsay: string) => line`the article, ${quoted(hearsay)}; no speaker named`,
  figuresNote: (id: string, date: DrawnDate | null, open: readonly string[]) =>
    listed(
      [
        [id],
        ...(date === null ? [] : [dated(date)]),
        ...(open.length === 0 ? [] : [[`does not say: ${open.join(", ")}`]]),
      ],
      " · ",
    ),
  figuresTenfold: "Each line stands for ten times the one before.",
  figuresAlt: (title: string, statements: number) =>
    `${title}. ${count(statements, "statement")}, one row each in the source’s order: a point for one number, a bar for a range. Who says what stands in the card’s text.`,

  pictureMore: "others, in the card’s text",
  pictureUnreadable: "see the card’s text",
});

function notDrawn(what: string, all: number, here: number): string {
  if (here === 0) return `${what}, so not drawn: ${all}`;
  return here === all ? `${what}, so not drawn:` : `${what}, so not drawn: ${all}; of this page:`;
}
