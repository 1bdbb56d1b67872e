import type { Change } from "../../store/store.ts";
import type { Words } from "../line.ts";
import { type Line, line, listed, type Span } from "../line.ts";
import { count } from "./count.ts";

/** The first channel, and how many more there are. */
function channels(first: string, more: number): Line {
  return more === 0 ? [{ channel: first }] : line`${{ channel: first }} and ${count(more, "more channel")}`;
}

const sorts: Readonly<Record<Change["kind"], string>> = Object.freeze({
  change: "",
  undo: "Undo · ",
  reset: "Reset · ",
});

/** The panel of settings, and what opens beside it. */
export const settings = Object.freeze({
  panelTitle: "Tessera in this server",
  nothingChanged: "Nothing was changed yet: these are the defaults.",
  whoMayUseCommands: "Who may use which command: Server Settings › Integrations.",

  holdsPaused: () => line`${{ strong: "Paused." }} Nothing is shown to everyone.`,
  holdsNoChannel: "All answers are private: no channel is chosen yet.",
  holdsPublic: (channel: string, more: number) =>
    line`Answers are for everyone in ${channels(channel, more)}, private elsewhere.`,
  holdsPostedByManagers: (channel: string, more: number) =>
    line`Answers are private. People who may Manage Messages may post them in ${channels(channel, more)}.`,
  holdsPostedByAll: (channel: string, more: number) =>
    line`Answers are private. Everyone who may write there may post them in ${channels(channel, more)}.`,
  holdsPostedByNobody: "Answers are private, and nobody may post them.",

  pause: "Pause",
  resume: "Resume",
  allowThisChannel: "Allow this channel",
  undo: "Undo",
  morePages: "More…",
  changes: "Changes",
  posts: "Posts",
  reset: "Reset",
  deleteData: "Delete this server’s data",

  undone: "Undone.",
  wasReset: "Reset to the defaults.",
  undoReset: "Undo brings back the settings from before the reset.",
  dataDeleted: "Deleted: nothing is kept of this server now.",
  notToChoose: "That cannot be chosen here.",
  channelsFull: (most: number) => `${most} channels are chosen: no more can be added.`,
  noneLoaded: "None of the collections chosen is loaded now: all are used until one is.",
  someNotLoaded: (missing: number) =>
    `${count(missing, "of the collections chosen is", "of the collections chosen are")} not loaded now.`,
  logNotWritten: (channel: string) =>
    line`${{ strong: "Log of public cards:" }} the last note could not be written into ${{ channel }}. The bot needs View Channel and Send Messages there. If it has both, tell whoever runs it.`,

  answersLabel: "Answers",
  answersPrivate: "Private",
  answersPrivateMeans: "Only who asked sees the answer",
  answersPublic: "Public",
  answersPublicMeans: "For everyone, in the channels below",
  mayPostLabel: "Who may post for everyone",
  mayPostManagers: "People who may Manage Messages",
  mayPostManagersMeans: "As Discord has it in the channel",
  mayPostAll: "Everyone who may write there",
  mayPostNobody: "Nobody",
  channelsLabel: "Channels for public cards",
  channelsNone: "None yet",
  cardsPerChannelLabel: "Public cards per channel",
  cardsPerChannel: (cards: number, minutes: number) => `${cards} in ${minutes} min`,
  sameCardLabel: "Same card again",
  sameCardAtOnce: "At once",
  sameCardAfter: (minutes: number) => `After ${minutes} min`,
  sameCardAfterHour: "After an hour",
  sameCardAfterDay: "After a day",
  commandsLabel: "Commands per person",
  commandsPerMinute: (commands: number) => `${commands} a minute`,
  showAskerLabel: "Show who asked",
  showAskerOffMeans: "Discord still shows who used a command",
  logChannelLabel: "Log of public cards",
  stoppedTopicsLabel: "Topics without public cards",
  collectionsLabel: "Collections",
  graphicLabel: "Graphic quotations",
  graphicSpoiler: "Behind a spoiler",
  graphicShown: "Shown",
  graphicShownMeans: "In age-restricted channels only",
  mapLabel: "Map on cards",
  mapOnPress: "On press",
  mapNever: "Never",
  reportsLabel: "Reports",
  reportsQueue: "On, in a queue (/reports)",
  pausedLabel: "Pause",
  on: "On",
  off: "Off",
  all: "All",
  none: "None",
  noneOfThese: "None of these",
  /** `chosen`: what holds of a list too long for one menu, which shows a part of it. */
  partOfMenu: (chosen: Words, first: number, last: number, all: number) =>
    line`${chosen} · ${first}–${last} of ${all}`,
  topicsPart: (first: number, last: number, all: number) => `Topics ${first}–${last} of ${all}`,
  collectionsPart: (first: number, last: number, all: number) => `Collections ${first}–${last} of ${all}`,
  collectionSize: (sentences: number) => count(sentences, "sentence"),
  firstOfSeveral: (first: Span, more: number) => line`${first} and ${more} more`,

  changesTitle: "Changes in this server",
  changesContext: "The last 20, newest first",
  noChanges: "Nothing was changed yet.",
  undoNewest: "Undo the newest",
  changed: (at: number, person: string, kind: Change["kind"], settings: readonly Line[], more: number) =>
    line`${{ at }} ${{ person }} · ${sorts[kind]}${listed(settings, "; ")}${more === 0 ? "" : `; ${more} more`}`,
  changedSetting: (label: Words, before: Line, after: Line) => line`${label}: ${before} › ${after}`,

  postsTitle: "Public cards in this server",
  postsContext: (most: number) => `The last 30 days, newest first, ${most} at most`,
  postsPart: (most: number, first: number, last: number, all: number) =>
    `The last 30 days, newest first, ${most} at most · ${first}–${last} of ${all}`,
  noPosts: "None was shown to everyone.",
  posted: (at: number, person: string, title: Words, channel: string) =>
    line`${{ at }} ${{ person }}: ${title} in ${{ channel }}`,
  postedAt: (at: number, person: string, title: Words, channel: string, url: string) =>
    line`${{ at }} ${{ person }}: ${title} in ${{ channel }}: ${url}`,
  postRemoved: (at: number, person: string, title: Words, channel: string) =>
    line`${{ at }} ${{ person }}: ${title} in ${{ channel }} · removed`,

  logTrial: "Cards that are shown to everyone in this server are noted here.",
  logTrialMeans: "Which card, in which channel, and by whom · chosen in /settings",

  deleteDataTitle: "Delete this server’s data?",
  deleteDataContext: "This cannot be undone. What goes:",
  deleteSettings: "the settings: the defaults hold again, and nothing is public until a channel is chosen",
  deleteChanges: (changes: number) => `${count(changes, "change")} in the list of changes`,
  deletePosts: (posts: number) =>
    `${count(posts, "public card")} in the list of posts; the cards themselves stay in their channels`,
  deleteOpenReports: (reports: number) => count(reports, "open report"),
  deleteHandedOnReports: (reports: number) => `${count(reports, "report")} that the maintainer still has`,
  deleteClosedReports: (reports: number) => count(reports, "closed report"),
  deleteAll: "Delete all of it",
});
