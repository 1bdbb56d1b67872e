import type { Words } from "../line.ts";
import { type Line, line } from "../line.ts";
import { count } from "./count.ts";

/** Who sees an answer, why it is not for everyone, and what else is refused. */
export const posting = Object.freeze({
  post: "Post publicly",
  remove: "Remove",
  report: "Report a problem",
  myReports: "My reports",
  corrections: "Corrections",
  askedFor: (person: string) => line`Asked for by ${{ person }}`,
  onlyYouSee: (reason: Line) => line`Only you see this. ${reason}`,

  notPosted: "Not posted.",
  postsPaused: "The moderators have paused public cards.",
  postsNotHere: "The moderators have not chosen this channel for public cards.",
  postsWithoutWriting: "You may not write in this channel.",
  postsOff: "The moderators have switched public cards off.",
  postsByManagers: "Showing cards to everyone needs the permission Manage Messages.",
  postsInServers: "Cards are shown to everyone in servers only.",
  postsWhereInstalled: "Cards are shown to everyone in servers that installed Tessera.",
  postsOfTopicStopped: (topic: Words) =>
    line`The moderators have stopped public cards of the topic ${{ strong: topic }}.`,
  postsFull: (cards: number, until: number) =>
    line`This channel has had its ${count(cards, "public card")} in 10 minutes. The next one may come ${{ at: until }}.`,
  postedHere: (at: number) => line`This card was shown to everyone here ${{ at }}.`,
  postedHereAt: (at: number, url: string) => line`This card was shown to everyone here ${{ at }}: ${url}`,
  postCorrected: "A sentence of it was corrected since.",
  postUnveiled: "Its graphic quotations stand without a spoiler, and here they go behind one now.",
  postAfterOpening: "Open it again, and post that.",
  postAfterLookingUp: "Look it up again, and post that.",
  openAgain: "Open it again",
  notYoursToRemove: "This is not yours to remove.",
  whoMayRemove: "Who asked for a card may remove it, and people who may Manage Messages here.",
  settingsUnknown: "The settings cannot be reached: all answers are private until they can be.",

  noteShown: (title: Words) => line`${{ strong: title }} was shown to everyone`,
  noteShownIn: (title: Words, channel: string) =>
    line`${{ strong: title }} was shown to everyone in ${{ channel }}`,
  noteBy: (person: string) => line`by ${{ person }}`,

  moderatorsOnly: "This is for the server’s moderators.",
  moderatorsOnlyMeans: "It needs the permission Manage Server, in a server that installed Tessera.",
  tooManyCommands: (perMinute: number) => `That is ${count(perMinute, "command")} in a minute.`,
  tooManyPresses: (perMinute: number) => `That is ${count(perMinute, "press", "presses")} in a minute.`,
  nextOneIn: (seconds: number) => `The next one in ${count(seconds, "second")}.`,
  whatCounts:
    "Posting and reporting count as commands. Meanwhile you can open and page what is shown already.",
  storeDown: "The settings cannot be reached.",
  storeDownNow: "Nothing was posted. What you changed or sent may not have been kept: look again later.",
  storeDownMeanwhile: "Look-ups go on meanwhile, and all answers are private.",
  storeDownLong: "If this lasts, tell whoever runs the bot.",
  tookLong: "That took too long.",
  tookLongNext: "Nothing was changed or posted. Press the button again.",
});
