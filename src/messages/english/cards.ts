import { type Line, line, listed, quoted } from "../line.ts";
import { count } from "./count.ts";

const kinds = Object.freeze({
  event: { one: "event", many: "events", called: "an event" },
  place: { one: "place", many: "places", called: "a place" },
  actor: { one: "person or group", many: "people and groups", called: "a person or group" },
  question: { one: "topic", many: "topics", called: "a topic" },
  excerpt: { one: "sentence", many: "sentences", called: "a sentence" },
});

type Kind = keyof typeof kinds;

function speakers(named: number, article: boolean): string {
  if (named === 0) return "no speaker named";
  return `${count(named, "speaker")}${article ? " and the article itself" : ""}`;
}

/** Cards of a collection, and what all cards share. */
export const cards = Object.freeze({
  back: "‹ Back",
  previousPage: "‹ Previous",
  nextPage: "Next ›",
  details: "Details",
  map: "Map",
  copy: "Copy",
  find: "Find in the article",
  reference: "Reference",
  sources: "Sources",
  browseAll: "What is covered",
  openOne: "Open a sentence, topic or name",
  page: (number: number, all: number) => `page ${number} of ${all}`,
  sentence: "sentence",
  sentenceDraft: "sentence · draft",
  sentenceGraphic: "sentence · behind a spoiler",
  kindOf: (kind: Kind) => kinds[kind].one,
  kindOfDraft: (kind: Kind) => `${kinds[kind].one} · draft`,
  draft: "Draft: made by a program, not yet checked by anyone.",
  closest: "Closest match: not all of your words are in it. Only you see this.",
  otherKind: (asked: Kind, found: Kind) => `Not ${kinds[asked].called}: found under ${kinds[found].many}`,
  foundUnderOtherKinds: (asked: Kind) => `Not ${kinds[asked].called}: found under other kinds`,

  sourceLine: ({
    site,
    title,
    url,
    revision,
    licence,
    collection,
    version,
  }: {
    readonly site: string;
    readonly title: string;
    readonly url: string;
    readonly revision: string | null;
    readonly licence: string;
    readonly collection: string;
    readonly version: number;
  }) =>
    line`${site}, ${{ link: `“${title}”`, url }}, ${revision === null ? "revision unknown" : `revision ${revision}`} · ${licence} · ${collection} v${version}`,
  boldAdded: "bold added",

  namedIn: (named: number, all: number, meant: number) => {
    const where = `named in ${named} of ${count(all, "sentence")}`;
    return meant === 0 ? where : `${where}, meant in ${meant} more as we read them`;
  },
  meantIn: (meant: number, all: number) => `meant in ${meant} of ${count(all, "sentence")} as we read them`,
  asWeReadThem: "As we read them",

  answersMissing: (opening: string) => line`What ${quoted(opening)} answers is not in this collection.`,

  saidBy: (speakers: readonly Line[], id: string) => line`Said by ${listed(speakers, ", ", " and ")} · ${id}`,
  saidInPartBy: (speakers: readonly Line[], id: string) =>
    line`Said in part by ${listed(speakers, ", ", " and ")}, the rest by the article itself · ${id}`,
  attributedTo: (speakers: readonly Line[], id: string) =>
    line`Attributed to ${listed(speakers, ", ", " and ")} · ${id}`,
  saidByTheArticle: (id: string) => `Said by the article itself; no speaker named · ${id}`,
  saidByTheArticleEqual: (equal: Line, id: string) =>
    line`Said by the article itself; no speaker named (${equal}) · ${id}`,
  saidByTheArticleHearsay: (hearsay: string, id: string) =>
    line`Said by the article, ${quoted(hearsay)}; no speaker named · ${id}`,
  equalFigure: (figure: string) => line`${quoted(figure)} = number in the message`,
  equalEnd: (figure: string) => line`${quoted(figure)}: one end = number in the message`,

  dateOfReport: (date: string, isDay: boolean) =>
    isDay ? line`${quoted(date)}: the day it was reported` : line`${quoted(date)}: when it was reported`,
  dateOfRelease: (date: string) => line`${quoted(date)}: its release`,
  dateOf: (date: string, of: string) => line`${quoted(date)}: of ${of}`,
  dateRelative: (date: string) => line`${quoted(date)}: the day is not said`,
  dateWithoutYear: (date: string) => line`${quoted(date)}: year not said`,
  hedgeOf: (hedge: string, of: string) => line`${quoted(hedge)}: of ${of}`,
  cameBefore: (opening: string, id: string, year: string | null) =>
    year === null
      ? line`Before ${quoted(opening)} came ${id}`
      : line`Before ${quoted(opening)} came ${id} (article of ${year})`,
  asWeRead: (said: string, entry: string) => line`${quoted(said)}: ${entry}, as we read it`,
  asWeReadOf: (said: string, entry: string, of: string) =>
    line`${quoted(said)}: ${entry}, as we read it; said of ${of}`,
  saidOf: (said: string, of: string) => line`${quoted(said)}: of ${of}`,
  bearing: (place: string) => line`${quoted(place)} only gives the direction here`,
  contrast: (place: string) => line`${quoted(place)}: named for contrast`,
  workplace: (place: string) => line`${quoted(place)}: a place of work`,
  speakersPlace: (place: string) => line`${quoted(place)}: where the sources are`,
  nameOnly: (place: string) => line`${quoted(place)}: in another name`,
  reworded: (year: string) => `worded otherwise in the article of ${year}`,
  missing: (year: string) => `not in the article of ${year}`,
  seeDetails: "Before you quote it, see Details.",
  doesNotSay: (what: readonly string[]) => `does not say: ${what.join(", ")}`,

  figuresContext: (figures: number, named: number, article: boolean, differ: boolean) =>
    `${count(figures, "figure")}, ${speakers(named, article)}, one article, in its order.${differ ? " They count different things." : ""}`,
  sentencesContext: (sentences: number, named: number, article: boolean, differ: boolean) =>
    `${count(sentences, "sentence")}, ${speakers(named, article)}, one article, in its order.${differ ? " Figures count different things." : ""}`,
  quotedAbove: (id: string) => `${id} stands above`,
  picture: "Picture",
  timeline: "Timeline",
  covers: (title: string) =>
    `What is covered: the article “${title}”, in part. That something is not here says nothing about it.`,
  claimHidden: "In the sentence below, behind its spoiler",

  found: (sentences: number) => count(sentences, "sentence"),
  foundOrder: (asked: "figure" | "speaker" | "date" | "place" | "some" | null) =>
    asked === null
      ? "By their words"
      : {
          figure: "By their words, figures first",
          speaker: "By their words, people and groups first",
          date: "By their words, dates first",
          place: "By their words, places first",
          some: "Closest: not all of your words are in them",
        }[asked],
  sharesWords: "Share words with it",

  copyTitle: (title: string) => `Copy: ${title}`,
  copyReference: (
    ids: readonly string[],
    attribution: string,
    title: string,
    site: string,
    revision: string | null,
  ) =>
    `${ids.join(", ")}, in: ${attribution}, “${title}”, ${site}, ${revision === null ? "revision unknown" : `revision ${revision}`}.`,
  copyLicence: (licence: string, collection: string, version: number) =>
    `${licence}. Collection ${collection}, version ${version}.`,
  copyHidden: (id: string) => `${id}: behind a spoiler, not copied`,

  detailsOf: (title: string) => `Details: ${title}`,
  detailsOfResults: "Details of these sentences",
  detailsOfMessage: "Details on that message",
  detailsOfTimeline: "Details of the timeline",
  timelineWords:
    "Dates stand in the text’s own words. Only a date with a year can be earlier or later than another.",
  timelineYears: "Where a sentence has no year, the article’s title gives it, if the month is the title’s.",
  timelineReports: "A report or a release has the date on which it came out, not of what it tells.",
  timelineUndated: "What has no date stands in the source’s order, which is not an order in time.",
  detailsElsewhere: (ids: readonly string[]) =>
    `Open ${ids.join(", ")} below for ${ids.length === 1 ? "its" : "their"} details.`,
  when: "When",
  happened: "Happened",
  reported: "Reported",
  where: "Where",
  howSaid: "How they say it",
  hedges: "Hedges",
  figures: "Figures",
  sameSentence: "In the same sentence",
  sameSentences: "In the same sentences",
  wording: "The article’s wording",
  notes: "Notes in the article",
  continues: "Continues from",
  otherRevision: "Other revision",
  open: "Not said",
  ourNotes: "Our notes",
  points: "On the map",
  kind: "Kind",
  bySentence: "By sentence",
  notSaid: "not said",
  nobodyElse: "nobody",
  dateInDetails: (date: Line, what: Line, basis: "fromTitle" | "year" | "day" | null) => {
    const bases = {
      fromTitle: "; year from the title",
      year: "; year not said",
      day: "; the day is not said",
    };
    return line`${date}, ${what}${basis === null ? "" : bases[basis]}`;
  },
  ofReport: (isDay: boolean) => (isDay ? "the day it was reported" : "when it was reported"),
  ofRelease: "its release",
  ofThing: (of: string) => `of ${of}`,
  placeInDetails: (place: Line, title: string, standing: Line) =>
    standing.length === 0 ? line`${place}: ${title}` : line`${place}: ${title}, ${standing}`,
  basisNeighbour: (id: string, asOf: string | null) =>
    asOf === null ? `our reading, clear from ${id}` : `our reading, clear from ${id} (article of ${asOf})`,
  basisBeside: "our reading, clear from the sentence beside it",
  basisArticle: "our reading, from the fuller article only",
  basisReading: "our reading",
  roleSite: "where it was",
  roleBearing: "only a direction",
  roleContrast: "named for contrast",
  roleWorkplace: "a place of work",
  roleSpeakers: "where the sources are",
  roleBody: "where the body was",
  roleName: "part of another name",
  roleMentioned: "mentioned",
  actorDoing: "what it does",
  actorAffected: "what is done to it",
  actorSaidBy: "what it says",
  actorAttributed: "what is attributed to it",
  actorMentioned: "mentioned",
  asReported: "as reported",
  standing: (standing: Line, ids: Line) => line`${standing}: ${ids}`,
  titles: (titles: readonly string[]) =>
    titles.length <= 20
      ? titles.join(", ")
      : `${titles.slice(0, 20).join(", ")} and ${titles.length - 20} more`,
  ofPart: (of: string) => `of ${of}`,
  readAs: (said: Line, as: string) => line`${said} (${as}, as we read it)`,
  hedgeScope: (hedge: Line, of: string | null) =>
    of === null ? line`${hedge} of the sentence` : line`${hedge} of ${of}`,
  figureCounts: (figure: Line, verb: Line) => line`${figure}: ${verb}`,
  noteAfter: (numbers: readonly number[], after: Line) =>
    line`${numbers.map((number) => `[${number}]`).join("")} after ${after}, not checked`,
  noteRead: (number: number, after: Line, title: string, by: string, on: string) =>
    line`[${number}] after ${after}: “${title}”, read by ${by} on ${on}`,
  noteByAdjacency: (numbers: readonly number[], asOf: string | null) =>
    `${numbers.map((number) => `[${number}]`).join("")} stands before the next line${asOf === null ? "" : `, by the article of ${asOf}`}; not checked`,
  endNotesMissing: "notes at its end, if any, are not in this collection",
  noNotes: "none in this text",
  continuesFromMissing: (opening: string) =>
    line`${quoted(opening)} continues from a sentence that is not in this collection`,
  continuesFrom: (opening: string, id: string, asOf: string | null) =>
    asOf === null
      ? line`${quoted(opening)} continues from ${id}`
      : line`${quoted(opening)} continues from ${id}; that they stand side by side is known from the article of ${asOf} only`,
  continuesAfter: (opening: string, id: string, asOf: string | null) =>
    asOf === null
      ? line`${quoted(opening)} continues; ${id} stands before it`
      : line`${quoted(opening)} continues; ${id} stands before it in the article of ${asOf}`,
  standsBefore: "Before it in the article",
  beforeIt: (id: string, asOf: string | null) => (asOf === null ? id : `${id}, in the article of ${asOf}`),
  openOf: (figure: string, what: readonly string[]) => line`of ${quoted(figure)}: ${what.join(", ")}`,
  rewordedIn: (asOf: string) => `The article of ${asOf} words this sentence otherwise.`,
  missingIn: (asOf: string) => `The article of ${asOf} does not have this sentence.`,
  correctedOn: (on: string, version: number) =>
    `Corrected on ${on}: the source words it otherwise now. Cards of version ${version} show the former words.`,
  point: ({
    north,
    east,
    km,
    sources,
  }: {
    readonly north: string;
    readonly east: string;
    readonly km: number | null;
    readonly sources: readonly string[];
  }) =>
    `${north}, ${east}${km === null ? "" : `, exact to ${km} km`} (outside sources: ${sources.join("; ")})`,
  pointOnly: (title: string, km: number) => `${title}: exact to ${km} km (outside sources)`,
  noPoint: "no outside source that we know has it",
  fromOutside: (what: Line) => line`${what} (outside sources)`,
  inRegion: (region: string) => `in ${region}`,
  withinText: (place: string) => `in ${place}`,
  withinReading: (place: string) => `in ${place}, as we read it`,
  before: "before it in the source, not in time",
  after: "after it in the source, not in time",
  linkNote: "The link opens today’s article, which may read otherwise.",

  topics: (number: number) => `Topics (${number})`,
  events: (number: number) => `Events (${number})`,
  places: (number: number) => `Places (${number})`,
  actors: (number: number) => `People and groups (${number})`,
  allSentences: (number: number) => `All sentences (${number})`,
  listTitle: (kind: Kind) => kinds[kind].many.charAt(0).toUpperCase() + kinds[kind].many.slice(1),
  listContext: (kind: Kind, number: number, collection: string) =>
    kind === "place" || kind === "actor"
      ? `${number} in “${collection}”`
      : `${number} in “${collection}”, in the source’s order`,
  openOneOfThese: "Open one of these",
  collection: "collection",
  otherCollections: (number: number) => `One of ${number} collections. Open another below.`,
  aboutHolds: (sentences: number) => `${count(sentences, "sentence")} of one article, word for word.`,
  aboutChosen: "Others chose the sentences. That something is not here says nothing about it.",
  aboutVoice: "Tessera quotes, says who says what, and gives the reference. It does not judge.",
  aboutSources: (title: string) => `Sources: ${title}`,
  aboutDescription: "What it is",
  aboutSelection: "How it was chosen",
  aboutOutside: "From outside the text",
  aboutOutsideList: "names to search by, kinds and regions of places, coordinates",
  aboutNotes: "Notes in the article",
  aboutMarkers: ({
    behind,
    adjacent,
    checked,
    asOf,
  }: {
    readonly behind: number;
    readonly adjacent: number;
    readonly checked: number;
    readonly asOf: string | null;
  }) => {
    const more = `${adjacent} more stand before the next line${asOf === null ? "" : `, by the article of ${asOf}`}`;
    return `${count(behind, "note")} stand behind words of these sentences${adjacent === 0 ? "" : `; ${more}`}; a reader has checked ${checked}`;
  },
  aboutLicence: "Licence",
  aboutCompared: "Other revision",
  comparedWith: (asOf: string, reworded: readonly string[], missing: readonly string[]) =>
    [
      `compared with the article of ${asOf}`,
      ...(reworded.length === 0 ? [] : [`worded otherwise there: ${reworded.join(", ")}`]),
      ...(missing.length === 0 ? [] : [`not there: ${missing.join(", ")}`]),
    ].join("; "),
  article: "Open the article",
  licence: "Licence",

  messageTitle: "What is here on that message",
  messageContext: "Who says what, not whether it is right. Only you see this.",
  moreSentences: (sentences: number) => `${count(sentences, "more sentence")}: open the topic below`,
  messageNothing: "Nothing here on that message",
  messageNotKept: "The message is not kept. Only you see this.",
  messageMore: (topics: number) => `${count(topics, "more topic")} in the list below`,
  corrected: (id: string, on: string, more: number) =>
    more === 0
      ? `The card you pressed was made before ${id} was corrected, on ${on}.`
      : `The card you pressed was made before ${id} and ${count(more, "other sentence")} were corrected, on ${on}.`,
  notDrawn: (what: "map" | "timeline" | "figures", fault: string) =>
    `The ${what === "figures" ? "picture" : what} could not be drawn; it is logged as ${fault}.`,
});
