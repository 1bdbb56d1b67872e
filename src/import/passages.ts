import type { SourceDocument } from "./document.ts";
import { isQuotable, sentencesOf } from "./sentences.ts";
import { markersAtEnd } from "./words.ts";

/** A sentence that may be quoted, and where the source has its markers. */
export interface Passage {
  readonly exact: string;
  /** Characters of the document's text. */
  readonly start: number;
  readonly end: number;
  readonly section: string | null;
  /** Which paragraph it stands in; sentences of one paragraph are neighbours in the source. */
  readonly paragraph: number;
  /** Whether the passage before stands right before it in the same paragraph. */
  readonly adjacent: boolean;
  /** Markers before the passage: they belong to the sentence before it, held or not. */
  readonly leadingMarkers: readonly number[];
  /** Leading markers of the next passage, where the source shows that this is the sentence before it. */
  readonly given: readonly number[];
  /** Markers inside the passage, each with the words it stands after. */
  readonly footnotes: readonly { readonly number: number; readonly after: string }[];
}

/** Longest passage a dossier takes, in characters. */
const longest = 1500;

/** The sentences of a document that may be quoted, in the order of the source. */
export function passagesOf(document: Pick<SourceDocument, "text" | "paragraphs">): Passage[] {
  const passages: Passage[] = [];
  let previousEnd = 0;
  for (const [paragraph, { start, end, section }] of document.paragraphs.entries()) {
    const text = document.text.slice(start, end);
    let isPreviousHeld = false;
    for (const sentence of sentencesOf(text)) {
      const exact = text.slice(sentence.start, sentence.end);
      if (exact.length > longest || !isQuotable(exact)) {
        isPreviousHeld = false;
        continue;
      }
      const at = start + sentence.start;
      const gap = document.text.slice(previousEnd, at);
      const leadingMarkers = markersAtEnd(gap);
      const previous = passages.at(-1);
      if (isPreviousHeld && previous && leadingMarkers.length > 0) {
        passages[passages.length - 1] = { ...previous, given: leadingMarkers };
      }
      passages.push({
        exact,
        start: at,
        end: start + sentence.end,
        section,
        paragraph,
        adjacent: isPreviousHeld,
        leadingMarkers,
        given: [],
        footnotes: footnotesOf(exact),
      });
      previousEnd = start + sentence.end;
      isPreviousHeld = true;
    }
  }
  return passages;
}

function footnotesOf(exact: string): Passage["footnotes"] {
  return [...exact.matchAll(/\[(\d+)\]/g)].map((match) => {
    const before = exact
      .slice(0, match.index)
      .replace(/(?:\[\d+\])+\s*$/, "")
      .trimEnd();
    const after = /(?:[^\s\][]+\s+){0,2}[^\s\][]+$/.exec(before)?.[0] ?? before;
    return { number: Number(match[1]), after };
  });
}
