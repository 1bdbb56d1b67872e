/**
 * A card: one answer, before any transport has seen it. Words of the source and words of the bot are kept
 * apart by type, so that a test can hold every quotation against the source.
 */
import type { EntryKind, Excerpt } from "../dossier/catalogue.ts";
import type { Line, Span, Words } from "../messages/line.ts";
import type { Messages } from "../messages/message.ts";
import type { Picture } from "../pictures/picture.ts";
import type { SettingName } from "../store/settings.ts";
import type { Handling } from "../store/store.ts";

export type { Line, Span };

/** Half-open range of UTF-16 positions in an excerpt's `exact`. */
export type Range = readonly [start: number, end: number];

export interface Fact {
  readonly label: Words;
  readonly value: Line;
}

/** A stretch of the text that states something, and a small line of what it does not say. */
export interface ClaimItem {
  readonly words: Line;
  readonly below: Line;
}

export type Block =
  | { readonly type: "title"; readonly text: Words }
  /** Of a part of a card that shows several things. */
  | { readonly type: "heading"; readonly text: Words }
  | { readonly type: "facts"; readonly facts: readonly Fact[] }
  /** Claims side by side; the numerals are positions in the source, not ranks. */
  | { readonly type: "claims"; readonly items: readonly ClaimItem[] }
  /**
   * A whole excerpt: `notices`, which never come off it, above; below it who says it, at normal size, and one small line
   * of what to know before quoting it.
   */
  | {
      readonly type: "sentence";
      readonly excerpt: Excerpt;
      readonly notices: readonly Line[];
      readonly speaker: Line;
      readonly caution: Line;
      readonly bold: readonly Range[];
    }
  | { readonly type: "text"; readonly lines: readonly Line[] }
  | { readonly type: "list"; readonly items: readonly Line[] }
  /** Text to copy; nothing graphic, since a code block defeats a spoiler. */
  | { readonly type: "code"; readonly lines: readonly Line[] }
  | { readonly type: "rule" }
  | { readonly type: "small"; readonly lines: readonly Line[] }
  /** A picture to be drawn, in words for those who don't see it, and the lines below it: what it shows, whose it is. */
  | {
      readonly type: "picture";
      /** Of the file. */
      readonly name: string;
      readonly of: Picture["type"];
      readonly draw: (messages: Messages) => Picture;
      /** At most 1,024 characters; titles and names, never a quotation. */
      readonly alt: Line;
      readonly lines: readonly Line[];
    }
  /** A row to choose in, between the blocks around it. */
  | { readonly type: "menu"; readonly menu: Menu }
  /** Text of a card that stands in Discord, to be shown again: word for word, and marked up already. */
  | { readonly type: "shown"; readonly text: string }
  /** Its picture; `alt` as above. */
  | { readonly type: "shownPicture"; readonly url: string; readonly alt: string };

/** What a press does. It is the whole state: `custom-id.ts` writes it into the component and reads it back. */
export type Action = Showing | Doing;

export interface Opening {
  readonly type: "open";
  readonly id: string;
  readonly page: number;
  /** It is only close to what was typed, and says so. */
  readonly closest?: boolean;
}

/** Presses that show something of a dossier, and change nothing. */
export type Showing =
  /** Opens an entry or an excerpt. */
  | Opening
  /** A reference to an excerpt, and, unless it is graphic, the quotation: to copy. */
  | { readonly type: "reference"; readonly id: string }
  | {
      readonly type: "list";
      readonly dossier: string;
      readonly kind: EntryKind | "excerpt";
      readonly page: number;
    }
  | {
      readonly type: "timeline";
      readonly dossier: string;
      /** Keys of the entries that narrow it (`keyOf` in `timeline.ts`), or null. */
      readonly place: string | null;
      readonly actor: string | null;
      readonly page: number;
    }
  /** Another page of what was found: the results travel as the values of the card's select. */
  | { readonly type: "results"; readonly page: number }
  | { readonly type: "about"; readonly dossier: string }
  /** A select: each option's value is what it opens. */
  | { readonly type: "choose" }
  /** The same card with its picture. */
  | { readonly type: "picture"; readonly of: Pictured }
  /** The same card: another page of it, or the one it was before its picture. */
  | { readonly type: "turn"; readonly to: Paged }
  /** The card that another took the place of. */
  | { readonly type: "back"; readonly to: Paged }
  /** How we know what a card says. */
  | { readonly type: "details"; readonly of: Detailed };

/** What shows a card that has details: `message` is that of a looked-up message, whose select begins with `shown` topics. */
export type Detailed = Paged | { readonly type: "message"; readonly shown: number };

/** What shows a card that may have a picture. */
export type Pictured = Extract<Showing, { type: "open" | "list" | "timeline" | "about" }>;

/** What shows a card that may have pages. */
export type Paged = Pictured | Extract<Showing, { type: "results" }>;

/** Presses that do something; who may is decided at each. */
export type Doing =
  /**
   * Shows a card to everyone: the one that holds the button, or (`entry`) that of another entry. `unveiled`: the one that
   * holds the button, and graphic quotations stand in it without a spoiler.
   */
  | { readonly type: "post"; readonly card: string; readonly source: "message" | "unveiled" | "entry" }
  /** Takes a public card away. */
  | { readonly type: "remove"; readonly post: string }
  /** Opens the form for a report about a card; and what that form sends. */
  | { readonly type: "report" | "reported"; readonly card: string }
  /** A person's own reports: a page of the list, or (null) the list in a message of its own. */
  | { readonly type: "ownReports"; readonly page: number | null }
  | { readonly type: "withdraw"; readonly report: string }
  /** The queue of reports, one card a page or several. */
  | { readonly type: "reports"; readonly page: number }
  /** What is done with a card's reports, of those that came until then: later ones have not been read. */
  | {
      readonly type: "handle";
      readonly how: Handling;
      readonly card: string;
      /** Milliseconds since 1970; null in older messages. */
      readonly until: number | null;
    }
  /**
   * The panel of settings, or something done to all of them. Of `dossiers` and `stoppedTopics`, `page` is the part of their menu; of
   * `postsPage`, that of the list which `posts` opens.
   */
  | { readonly type: "settings"; readonly step: SettingsStep; readonly page: number }
  /** What a first press only asked about, since it cannot be undone. */
  | { readonly type: "sure"; readonly of: Deleting }
  /** A menu of the panel: what is chosen becomes the setting, or that `part` of it which the menu lists. */
  | { readonly type: "set"; readonly name: SettingName; readonly part: number };

/** Presses that delete something for good (`isDeleting`). The first one asks, and says what goes. */
export type Deleting = Extract<Doing, { type: "settings" | "handle" | "withdraw" }>;

export function isDeleting(action: Action): action is Deleting {
  switch (action.type) {
    case "settings":
      return action.step === "forget";
    case "handle":
      return action.how === "erase";
    default:
      return action.type === "withdraw";
  }
}

export const settingsSteps = [
  "show",
  "dossiers",
  "stoppedTopics",
  "changes",
  "posts",
  "postsPage",
  "addChannel",
  "pause",
  "resume",
  "undo",
  "reset",
  "forget",
] as const;
export type SettingsStep = (typeof settingsSteps)[number];

export type Button =
  | {
      readonly label: Words;
      readonly action: Action;
      readonly primary?: boolean;
      readonly disabled?: boolean;
      /** What it does cannot be taken back. */
      readonly danger?: boolean;
    }
  | { readonly label: Words; readonly url: string };

export interface SelectOption {
  /** The id of an entry or excerpt, with what a result carries beside it (`results.ts`). */
  readonly value: string;
  readonly label: Words;
  readonly description: Words | null;
}

export interface Select {
  readonly placeholder: Words;
  readonly options: readonly SelectOption[];
}

/** A select in its own row. One of channels lists the server's own, with those chosen so far. */
export type Menu =
  | {
      readonly kind: "options";
      readonly action: Action;
      readonly placeholder: Words;
      readonly options: readonly (SelectOption & { readonly chosen: boolean })[];
      /** Any number of them may be chosen, none included; else one always is. */
      readonly several?: boolean;
    }
  | {
      readonly kind: "channels";
      readonly action: Action;
      readonly placeholder: Words;
      readonly chosen: readonly string[];
      /** How many may be chosen; none at all is always possible. */
      readonly most: number;
    };

/** A dialog that a press opens; what is filled in comes back under the names of the fields. */
export interface Form {
  readonly title: Words;
  readonly action: Action;
  readonly fields: readonly Field[];
}

export type Field =
  | {
      readonly kind: "choice";
      readonly name: string;
      readonly label: Words;
      readonly options: readonly SelectOption[];
    }
  | {
      readonly kind: "text";
      readonly name: string;
      readonly label: Words;
      readonly description: Words;
      /** Characters. */
      readonly most: number;
    };

export interface Card {
  /**
   * What the card is of, the same for all its pages: an entry's id, or one made of the dossier's. Null for a card
   * that is neither posted nor reported.
   */
  readonly id: string | null;
  readonly blocks: readonly Block[];
  readonly select: Select | null;
  /** Rows of at most five; a face has one, details have two. */
  readonly buttons: readonly (readonly Button[])[];
  /** An abstention or a message about the bot itself: it is never shown to everyone. */
  readonly privateOnly: boolean;
  /** How we know what another card says: what reports a problem stands here, and not what posts. */
  readonly isDetails: boolean;
  /** What it amounts to, for the metrics: something is shown unless it says otherwise. */
  readonly outcome: Outcome;
}

/**
 * `abstained`: the dossiers have nothing on it. `refused`: it is not allowed, or not now. `unreadable`: an old button, or
 * a request of another form. `failed`: a fault of the bot.
 */
export type Outcome = "shown" | "abstained" | "refused" | "unreadable" | "failed";
