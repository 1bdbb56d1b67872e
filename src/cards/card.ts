/**
 * A card: one answer, before any transport has seen it. Words of the source and words of the bot are kept
 * apart by type, so that a test can hold every quotation against the source.
 */
import type { EntryKind, Excerpt } from "../dossier/catalogue.ts";

/**
 * A run of text. A bare string is a label: the bot's words, or a title or note of the dossier. `quoted` is a
 * fragment of the source, verbatim, and is shown in quotation marks; the whole excerpt stands on the same card.
 */
export type Span =
  | string
  | { readonly quoted: string }
  | { readonly strong: string }
  /** A name in any script; isolated, so that right-to-left letters leave the line around it in order. */
  | { readonly name: string };

export type Line = readonly Span[];

/** Half-open range of UTF-16 positions in an excerpt's `exact`. */
export type Range = readonly [start: number, end: number];

export interface Fact {
  readonly label: string;
  readonly value: Line;
}

export type Block =
  /** What the card is about, and a line or two that place it. */
  | { readonly type: "title"; readonly text: string; readonly lines: readonly Line[] }
  /** What is missing or one-sided: above everything that is quoted, never dropped. */
  | { readonly type: "notice"; readonly strong: string; readonly line: Line }
  | { readonly type: "facts"; readonly facts: readonly Fact[] }
  /** Statements side by side; the numerals are positions in the source, not ranks. */
  | { readonly type: "statements"; readonly statements: readonly (readonly Line[])[] }
  /** A whole excerpt. `heading` says who, when; `notes` what to know of its words. */
  | {
      readonly type: "quotation";
      readonly excerpt: Excerpt;
      readonly heading: Line;
      readonly notes: readonly Line[];
      readonly bold: readonly Range[];
    }
  | { readonly type: "text"; readonly lines: readonly Line[] }
  | { readonly type: "list"; readonly items: readonly Line[] }
  /** Text to copy; never a quotation, since a code block defeats a spoiler. */
  | { readonly type: "code"; readonly text: string }
  | { readonly type: "rule" }
  | { readonly type: "small"; readonly lines: readonly Line[] };

/** What a press does. It is the whole state: `custom-id.ts` writes it into the component and reads it back. */
export type Action =
  /** Opens an entry or an excerpt. */
  | { readonly type: "open"; readonly id: string; readonly page: number }
  /** The same excerpt, as a reference to copy. */
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
      /** Keys of the entries that narrow it (`catalogue.keyOf`), or null. */
      readonly place: string | null;
      readonly actor: string | null;
      readonly page: number;
    }
  /** Another page of what was found: the results travel as the values of the card's select. */
  | { readonly type: "results"; readonly page: number }
  | { readonly type: "about"; readonly dossier: string }
  /** A select: each option's value is what it opens. */
  | { readonly type: "choose" };

export type Button =
  | {
      readonly label: string;
      readonly action: Action;
      readonly primary?: boolean;
      readonly disabled?: boolean;
    }
  | { readonly label: string; readonly url: string };

export interface SelectOption {
  /** The id of an entry or excerpt, with what a result carries beside it (`results.ts`). */
  readonly value: string;
  readonly label: string;
  readonly description: string | null;
}

export interface Select {
  readonly placeholder: string;
  readonly options: readonly SelectOption[];
}

export interface Card {
  readonly blocks: readonly Block[];
  readonly select: Select | null;
  /** At most two rows of at most five; the last step of every card. */
  readonly buttons: readonly (readonly Button[])[];
  /** An abstention or a message about the bot itself: it is never shown to everyone. */
  readonly privateOnly: boolean;
}
