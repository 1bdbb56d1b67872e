/** Lines of a card, and how messages are put together in every language. */

/** A message before a language is chosen: which, and what stands in it. */
export interface Message {
  readonly say: string;
  readonly with: readonly unknown[];
}

/** A title, a label or a description: a message, or words of a dossier as they are. */
export type Words = string | Message;

/**
 * A run of text. A bare string is a name, a number or words of the dossier; the bot's own words are a `Message`, written in
 * the reader's language. `quoted` is a fragment of the source, verbatim, and is shown in quotation marks; the whole excerpt
 * stands on the same card.
 */
export type Span =
  | string
  | Message
  | { readonly quoted: string }
  /** Behind a spoiler. */
  | { readonly veiled: Line }
  | { readonly strong: Words }
  /** The first of several lines that has at most so many characters in the reader's language; the last where none has. */
  | { readonly firstOf: readonly Line[]; readonly most: number }
  /** A name in any script; isolated, so that right-to-left letters leave the line around it in order. */
  | { readonly name: string }
  | { readonly link: Words; readonly url: string }
  /** A person or a channel of Discord's, by id; shown by its name there, and nobody is notified. */
  | { readonly person: string }
  | { readonly channel: string }
  /** A moment, in milliseconds since 1970; shown as how long ago it is, or how long until then. */
  | { readonly at: number }
  /** A person's own words: behind a spoiler, with no link live. */
  | { readonly told: string };

export type Line = readonly Span[];

type Part = Span | number | Line;

/** A line out of a template: spans and lines stand in it as they are. */
export function line(texts: TemplateStringsArray, ...parts: readonly Part[]): Line {
  return texts.flatMap((text, index): Line => {
    const part = parts[index];
    const before: Line = text === "" ? [] : [text];
    if (part === undefined) return before;
    return [...before, ...(isLine(part) ? part : [typeof part === "number" ? String(part) : part])];
  });
}

/** Words of the source inside a message. */
export function quoted(words: string): Span {
  return { quoted: words };
}

/** Lines one after another, with `between` between them and `last` before the last. */
export function listed(lines: readonly Line[], between = ", ", last = between): Line {
  return lines.flatMap((each, index) =>
    index === 0 ? each : [index === lines.length - 1 ? last : between, ...each],
  );
}

function isLine(part: Part): part is Line {
  return Array.isArray(part);
}
