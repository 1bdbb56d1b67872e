/** What changes while the bot runs: settings, the log of posts, reports. Commands know this interface alone. */
import type { Settings } from "./settings.ts";

/** One change of a server's settings. `before` and `after` hold only what changed. */
export interface Change {
  readonly at: number;
  readonly personId: string;
  readonly kind: "change" | "undo" | "reset";
  readonly before: Partial<Settings>;
  readonly after: Partial<Settings>;
  readonly undone: boolean;
}

export interface ServerSettings {
  readonly settings: Settings;
  /** The newest first, at most 20. */
  readonly changes: readonly Change[];
  /** The last note for the log channel could not be written there. */
  readonly logFailed?: true;
}

export interface PostRequest {
  /** Of the interaction that asks for it, and so of the post; the button that removes it carries it. */
  readonly id: string;
  readonly serverId: string;
  readonly channelId: string;
  readonly card: string;
  readonly personId: string;
  /** Public cards in the channel within `channelWindow`. */
  readonly most: number;
  /** Minutes until the same card may stand in the channel again. */
  readonly again: number;
}

export type Reservation =
  | { readonly type: "reserved" }
  /** The channel has had its cards; `until` in milliseconds since 1970. */
  | { readonly type: "full"; readonly until: number }
  /** The same card stands there; its message, once Discord has said which. */
  | { readonly type: "repeated"; readonly at: number; readonly messageId: string | null };

/** A card that was shown to everyone. */
export interface Post {
  readonly card: string;
  readonly channelId: string;
  readonly personId: string;
  readonly at: number;
  /** Null until Discord has said which. */
  readonly messageId: string | null;
  readonly removed: boolean;
}

/** Posts that can be read again. */
export const postsRead = 200;

export const reportReasons = ["quotation", "attribution", "place", "date", "missing", "other"] as const;
export type ReportReason = (typeof reportReasons)[number];

export interface NewReport {
  readonly serverId: string | null;
  readonly card: string;
  /** Null: the card as a whole. */
  readonly excerpt: string | null;
  readonly reason: ReportReason;
  readonly words: string;
  readonly personId: string;
}

export interface Report extends Omit<NewReport, "words"> {
  readonly id: string;
  readonly at: number;
  /** Null once erased, or where none were given. */
  readonly words: string | null;
  readonly state: "open" | "resolved" | "dismissed";
  /** Moderators gave it to the dossier's maintainer, whose it is until they close it. */
  readonly handedOn: boolean;
}

/** Whether nobody has done anything about it yet. */
export function isWaiting({ state, handedOn }: Report): boolean {
  return state === "open" && !handedOn;
}

/** Reports about one card that moderators have still to handle. */
export interface ReportedCard {
  readonly card: string;
  /** The oldest first. */
  readonly reports: readonly Report[];
}

/** The open reports about a card, up to those that a moderator was shown. */
export interface Reported {
  readonly card: string;
  /** When the last of them came, in milliseconds since 1970; null: all of them. */
  readonly until: number | null;
}

/** What a moderator does with the open reports about a card. */
export type Handling = "resolve" | "dismiss" | "erase" | "handOn";

/** How much is kept of a server beside its settings. Of reports each is in one of the three. */
export type Kept = Readonly<
  Record<"changes" | "posts" | "openReports" | "handedOnReports" | "closedReports", number>
>;

/**
 * Every method rejects with `StoreUnavailable`, unless its own line says otherwise, where the store cannot be reached. A write
 * that resolved is durable. `once` is the id of the interaction that asks for a write: when the same one comes again,
 * within a day at least, nothing is written, and the answer is what holds.
 */
export interface Store {
  /** A server's settings, at most 10 s old; null where the store cannot say. Never rejects. */
  settings(serverId: string): Promise<Settings | null>;
  /** The settings as they are now, with what was changed last. */
  server(serverId: string): Promise<ServerSettings>;
  /** `change`: what is new, or what makes it out of the settings as they are then; null where nothing is. */
  change(
    serverId: string,
    personId: string,
    change: Partial<Settings> | ((settings: Settings) => Partial<Settings> | null),
    once?: string,
  ): Promise<ServerSettings>;
  /** Takes back the newest change that still stands. */
  undo(serverId: string, personId: string, once?: string): Promise<ServerSettings>;
  reset(serverId: string, personId: string, once?: string): Promise<ServerSettings>;
  /** What `forget` would delete. */
  kept(serverId: string): Promise<Kept>;
  /** Deletes all that is kept of a server: settings, changes, posts, reports. */
  forget(serverId: string, once?: string): Promise<void>;

  /** Counts a card as public, or says why it may not be; limits hold over all processes. */
  reservePost(post: PostRequest): Promise<Reservation>;
  /** Notes which message a post became. */
  placePost(id: string, messageId: string): Promise<void>;
  /** Notes that the message of a server's post is gone; the post still counts. */
  removePost(id: string, serverId: string): Promise<void>;
  /**
   * To be asked right before a message is written for an interaction beside its answer: true once, in whichever process
   * the interaction comes.
   */
  beginNote(interactionId: string): Promise<boolean>;
  /** The posts of the last 30 days, the newest first, at most 200. */
  posts(serverId: string): Promise<readonly Post[]>;
  /** Notes whether a note for a log channel was written there, if it still is the server's. */
  logTried(serverId: string, channelId: string, written: boolean): Promise<void>;

  /** Keeps a report; null where the person may make none (`mayReport`). Of closed ones the last 50 are kept. */
  report(report: NewReport, once?: string): Promise<Report | null>;
  /** A person's reports from anywhere, as far as one person may have them; those that wait first, then the newest first. */
  reportsBy(personId: string): Promise<readonly Report[]>;
  /** Deletes a report of the person's own; false where there is none. */
  withdraw(id: string, personId: string): Promise<boolean>;
  /** The reports that wait for a server's moderators, merged per card, the oldest first. */
  openReports(serverId: string): Promise<readonly ReportedCard[]>;
  /** How many reports it met, of those that came until then. */
  handle(serverId: string, reported: Reported, how: Handling, once?: string): Promise<number>;
  /**
   * For the maintainer: open reports from direct messages, and those that moderators handed on, the oldest first. A page,
   * from 1 on, has 100; the last one has fewer, or none.
   */
  maintainerReports(page?: number): Promise<readonly Report[]>;
  /** For the maintainer. False where there is no such report among theirs. */
  handleOne(id: string, how: Exclude<Handling, "handOn">): Promise<boolean>;

  /**
   * Deletes what has been kept for long enough; it happens by itself once the store is open, and every few hours. Where the
   * last sweep seems more than two days ago, the clock may be wrong: nothing is deleted before processes of the bot have run
   * for 24 hours with it.
   */
  sweep(): Promise<void>;
  /** Whether the store answers now. Never rejects. */
  reachable(): Promise<boolean>;
  close(): Promise<void>;
}

/** The store cannot be reached; what was asked was not done, or not acknowledged. */
export class StoreUnavailable extends Error {
  constructor(options?: ErrorOptions) {
    super("the store cannot be reached", options);
    this.name = "StoreUnavailable";
  }
}

/** Reports of one person that wait. */
export const openReportsPerPerson = 3;
/** Reports of one person that are not closed, those that were handed on among them. */
const unclosedPerPerson = 10;
/** Reports in a page of the maintainer's. */
export const maintainerPage = 100;

/** Whether the person whose reports these are may make another one. */
export function mayReport(own: readonly Report[]): boolean {
  return (
    own.filter(isWaiting).length < openReportsPerPerson &&
    own.filter(({ state }) => state === "open").length < unclosedPerPerson
  );
}

const unavailable = async (): Promise<never> => {
  throw new StoreUnavailable();
};

/** Keeps nothing: look-ups answer as where the store is down. */
export const noStore: Store = Object.freeze({
  settings: async () => null,
  server: unavailable,
  change: unavailable,
  undo: unavailable,
  reset: unavailable,
  kept: unavailable,
  forget: unavailable,
  reservePost: unavailable,
  placePost: unavailable,
  removePost: unavailable,
  beginNote: unavailable,
  posts: unavailable,
  logTried: unavailable,
  report: unavailable,
  reportsBy: unavailable,
  withdraw: unavailable,
  openReports: unavailable,
  handle: unavailable,
  maintainerReports: unavailable,
  handleOne: unavailable,
  sweep: unavailable,
  reachable: async () => false,
  close: async () => {},
});
