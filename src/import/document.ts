/**
 * A text as the importer sees it, whatever form it came in: paragraphs of running text with footnote markers as
 * `[3]`, and what the form says beside the text.
 */

/** What a footnote is, in the text's own words; no card shows it until somebody has read the source it names. */
export interface Citation {
  readonly words: string;
  readonly url: string | null;
}

export interface Block {
  readonly kind: "heading" | "paragraph";
  readonly text: string;
}

/** What a form gives before its blocks stand in one text. */
export interface Reading {
  readonly title: string | null;
  readonly blocks: readonly Block[];
  readonly citations: ReadonlyMap<number, Citation>;
  /** Words of links, with what they lead to: an article's title, or an address. */
  readonly links: ReadonlyMap<string, string>;
  readonly revision: string | null;
  readonly coordinates: Coordinates | null;
  /** Words of an infobox's fields, by what the field holds. */
  readonly infobox: Readonly<Record<InfoboxKind, readonly string[]>>;
  /** What of the original is not in the text, in sentences for the person who drafts. */
  readonly leftOut: readonly string[];
}

export type InfoboxKind = "place" | "person" | "organisation";

export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

export interface Paragraph {
  /** Characters of the document's text. */
  readonly start: number;
  readonly end: number;
  readonly section: string | null;
}

export interface SourceDocument extends Omit<Reading, "blocks" | "title"> {
  readonly title: string;
  /** What `source.txt` will hold. */
  readonly text: string;
  readonly paragraphs: readonly Paragraph[];
  /** Extension of the file that is kept beside `source.txt`; null where that is the file itself. */
  readonly original: string | null;
}

export const noInfobox: Reading["infobox"] = Object.freeze({ place: [], person: [], organisation: [] });

/** Stands where something of the original cannot be given as text; a sentence that holds it is not quoted. */
export const hole = "[…]";

/** Puts a reading into one text: the title, then each block, a blank line between them. */
export function compose(reading: Reading, title: string, extension: string): SourceDocument {
  const { blocks, title: _, ...rest } = reading;
  let text = title;
  let section: string | null = null;
  const paragraphs: Paragraph[] = [];
  const parts = [title];
  let length = title.length;
  for (const block of blocks) {
    const words = block.text.replace(/\s+/g, " ").trim();
    if (words === "") continue;
    if (block.kind === "heading") section = words;
    else paragraphs.push({ start: length + 2, end: length + 2 + words.length, section });
    parts.push(words);
    length += 2 + words.length;
  }
  text = `${parts.join("\n\n")}\n`;
  return { ...rest, title, text, paragraphs, original: extension };
}
