/**
 * Words of the bot's own, before a language is chosen. A card holds which message it says and what stands in it; the one
 * writer in `discord/` puts it into the reader's language.
 */
import type { english } from "./english.ts";
import type { Line, Message, Span, Words } from "./line.ts";

/** All messages in one language: each a text, or a function from what stands in it to a text or a line. */
export type Messages = {
  readonly [Key in keyof typeof english]: (typeof english)[Key] extends (...args: infer Args) => unknown
    ? (...args: Args) => string | Line
    : string;
};

export type MessageKey = keyof Messages & string;

type Arguments<Key extends MessageKey> = Messages[Key] extends (...args: infer Args) => unknown ? Args : [];

export function say<Key extends MessageKey>(key: Key, ...args: Arguments<Key>): Message {
  return { say: key, with: args };
}

/** A line in a language: no span of it is a message, or a choice of lines. */
export function inLanguage(line: Line, messages: Messages): Line {
  return line.flatMap((span): Line => {
    if (isMessage(span)) return inLanguage(written(span, messages), messages);
    if (typeof span === "string") return [span];
    if ("veiled" in span) return [{ veiled: inLanguage(span.veiled, messages) }];
    if (!("firstOf" in span)) return [span];
    const { firstOf, most } = span;
    const fitting = firstOf.find((each) => plain(each, messages).length <= most) ?? firstOf.at(-1) ?? [];
    return inLanguage(fitting, messages);
  });
}

/** Words in a language, without marks: for labels, titles, descriptions and pictures. */
export function plain(words: Words | Line, messages: Messages): string {
  if (typeof words === "string") return words;
  const line = isMessage(words) ? [words] : words;
  return inLanguage(line, messages)
    .map((span) => plainSpan(span, messages))
    .join("");
}

export function isMessage(span: unknown): span is Message {
  return typeof span === "object" && span !== null && "say" in span;
}

function written({ say: key, with: args }: Message, messages: Messages): Line {
  const message = messages[key as MessageKey] as string | ((...args: readonly unknown[]) => string | Line);
  const made = typeof message === "string" ? message : message(...args);
  return typeof made === "string" ? [made] : made;
}

function plainSpan(span: Span, messages: Messages): string {
  if (typeof span === "string") return span;
  if ("quoted" in span) return `“${span.quoted}”`;
  if ("veiled" in span) return plain(span.veiled, messages);
  if ("strong" in span) return plain(span.strong, messages);
  if ("link" in span) return plain(span.link, messages);
  return "name" in span ? span.name : "";
}
