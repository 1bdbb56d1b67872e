import type { Handling, ReportReason } from "../../store/store.ts";
import type { Words } from "../line.ts";
import { line } from "../line.ts";
import { count } from "./count.ts";

const reasons: Readonly<Record<ReportReason, string>> = Object.freeze({
  quotation: "The quotation is not as in the source",
  attribution: "Who says it, or who is named, is wrong",
  place: "The place or its position is wrong",
  date: "A date is wrong",
  missing: "Something that belongs here is missing",
  other: "Something else",
});

const handlings: Readonly<Record<Handling, string>> = Object.freeze({
  resolve: "Resolved.",
  dismiss: "Closed as not a problem.",
  erase: "The words are erased.",
  handOn: "Handed on: the collection’s maintainer has it now.",
});

const standings = Object.freeze({
  open: "open",
  handedOn: "handed on to the collection’s maintainer",
  resolved: "resolved",
  dismissed: "closed as not a problem",
});

/** Reports of problems: the form, a person's own, the moderators' queue. */
export const reports = Object.freeze({
  reportAbout: "What it is about",
  reportWholeCard: "The card as a whole",
  reportWhatIsWrong: "What is wrong",
  reportReason: (reason: ReportReason) => reasons[reason],
  reportWords: "In your words, if you like",
  reportWordsReadBy: "Moderators and the collection’s maintainer read it. Nothing private, please.",

  /** Cards that are of no single sentence, topic or name. */
  reportedAbout: "What is covered",
  reportedTimeline: "Timeline",
  reportedSearch: "Sentences found by their words",
  reportedMessage: "What is here on a message",
  reportedTopics: "List of topics",
  reportedEvents: "List of events",
  reportedPlaces: "List of places",
  reportedActors: "List of people and groups",
  reportedSentences: "List of sentences",
  reportedGone: "A card that is not in the collection any more",

  reportPosition: (position: number, sentence: string) => line`${{ strong: `${position}` }}  ${sentence}`,
  reportPositionWhole: (position: number) => line`${{ strong: `${position}` }}  The card as a whole`,
  reportPositionOf: (position: number, title: Words, sentence: string) =>
    line`${{ strong: `${position}` }}  ${title} · ${sentence}`,
  reportPositionOfWhole: (position: number, title: Words) =>
    line`${{ strong: `${position}` }}  ${title} · the card as a whole`,
  reportSent: (reason: ReportReason, at: number) => line`${reasons[reason]} · ${{ at }}`,
  reportSentAndStands: (reason: ReportReason, at: number, standing: keyof typeof standings) =>
    line`${reasons[reason]} · ${{ at }} · ${standings[standing]}`,
  reportsPart: (first: number, last: number, all: number) => `${first}–${last} of ${all}`,

  ownReports: "Your reports",
  ownReportsNone: "You have no reports.",
  ownReportsFull: (most: number) => `You have ${most} open reports.`,
  ownReportsFullNext: "Delete one of them, or wait until one has been read.",
  ownReportsOpen: (open: number, most: number) =>
    `${open} of yours ${open === 1 ? "is" : "are"} open; ${most} at most. Closed ones are kept for 30 days.`,
  reportDeleted: "Deleted.",
  reportThanks: "Thank you for the report.",
  reportReadByMaintainer: "Whoever maintains the collection reads it next, and mends what is wrong.",
  reportReadByModerators:
    "This server’s moderators read it next. What is wrong in the collection itself they hand on to its maintainer.",
  reportLater: "See later what became of it: /about, Sources, My reports.",
  reportDelete: (position: number) => `Delete ${position}`,
  reportDeleteTitle: "Delete this report?",
  reportDeleteMeans: "This cannot be undone. Those who were to read it will not see it any more.",
  reportDeleteIt: "Delete it",

  reportsOff: "This server takes no reports.",
  reportsOffWhy: "Its moderators have switched them off.",
  reportUnreadable: "That could not be read.",
  reportUnreadableNext: "Nothing was reported. Open the form again.",

  queueTitle: "Reports",
  queueNone: "None is open.",
  queueContext: (open: number, cards: number) =>
    `${count(open, "open report")} about ${count(cards, "card")}`,
  queuePart: (open: number, cards: number, page: number, pages: number) =>
    `${count(open, "open report")} about ${count(cards, "card")} · page ${page} of ${pages}`,
  queuePartOfCard: (first: number, last: number, all: number) => `${first}–${last} of ${all} about this card`,
  queueActsOnAll: (all: number) => `The first row of buttons acts on all ${all} reports about this card.`,
  queueDone: (how: Handling) => handlings[how],
  queueResolve: "Resolve",
  queueDismiss: "Not a problem",
  queueErase: "Erase the words",
  queueHandOn: "Hand on to the maintainer",
  queueOpen: "Open the card",
  eraseTitle: "Erase the words?",
  eraseMeans: (reports: number, title: Words) =>
    line`The words of ${count(reports, "report")} about “${title}” go for good. The reports themselves stay.`,
  eraseThem: "Erase them",
  eraseAll: (reports: number) => `Erase all ${reports}`,
});
