import { noInfobox, type Paragraph, type SourceDocument } from "../document.ts";
import { sentencesOf } from "../sentences.ts";

/**
 * Plain text: a first line without a full stop is the title, blank lines stand between paragraphs. The text is kept
 * as received, but where a sentence runs over the end of a line: then the lines of a paragraph are joined.
 */
export function readPlain(text: string): SourceDocument {
  const kept = documentOf(text);
  const wrapped = kept.paragraphs.some(({ start, end }) => {
    const paragraph = text.slice(start, end);
    return (
      paragraph.includes("\n") &&
      sentencesOf(paragraph).some((sentence) => /\n/.test(paragraph.slice(sentence.start, sentence.end)))
    );
  });
  if (!wrapped && !text.includes("\r")) return kept;
  const joined = text
    .replace(/\r\n?/g, "\n")
    .split(/\n[ \t]*\n\s*/)
    .map((block) =>
      isList(block) ? block.replace(/\n/g, "\n\n") : block.replace(/(?<![ \t])[ \t]*\n[ \t]*/g, " "),
    )
    .join("\n\n");
  return {
    ...documentOf(joined),
    original: "txt",
    leftOut: ["The lines of each paragraph were joined: sentences ran over their ends."],
  };
}

function isList(block: string): boolean {
  return block.split("\n").every((line) => /^\s*(?:[-*•]|\d{1,3}[.)])\s/.test(line));
}

/** Of a line of bounded length. */
function endsLikeSentence(line: string): boolean {
  return /[.!?…:;,]["'”’)\]]*$/.test(line.replace(/(?:\s*\[[^\]\n]{1,24}\])+$/, ""));
}

function documentOf(text: string): SourceDocument {
  const paragraphs: Paragraph[] = [];
  let title: string | null = null;
  let section: string | null = null;
  for (const match of text.matchAll(/\S(?:[^\n]|\n(?![ \t]*(?:\n|$)))*/g)) {
    const block = match[0].trimEnd();
    const isLine = !block.includes("\n") && block.length <= 120 && !endsLikeSentence(block);
    if (isLine && /\p{L}/u.test(block)) {
      if (title === null && paragraphs.length === 0) title = block;
      else section = block;
      continue;
    }
    paragraphs.push({ start: match.index, end: match.index + block.length, section });
  }
  return {
    title: title ?? "",
    text,
    paragraphs,
    citations: new Map(),
    links: new Map(),
    revision: null,
    coordinates: null,
    infobox: noInfobox,
    leftOut: [],
    original: null,
  };
}
