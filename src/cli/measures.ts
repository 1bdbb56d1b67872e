/** What a card reads like on a phone, in figures: for `npm run cards`, and for the test that holds the bars. */
import type { Block, Card, Line } from "../cards/card.ts";
import { english } from "../messages/english.ts";
import { inLanguage, type Messages, plain } from "../messages/message.ts";

/** A line as a person sees it, with what marks it in `npm run cards`. */
export interface PrintedLine {
  readonly mark: "#" | "##" | ">" | "!" | "-" | "*" | "";
  readonly text: string;
}

export interface Measures {
  /** Lines of 40 columns above the first sentence; null where there is none. */
  readonly above: number | null;
  /** Words, buttons, selects and marks aside. */
  readonly words: number;
  /** Share of quoted words, 0 to 1: each quoted word counts once; one or two words are no quotation. */
  readonly quotedShare: number;
  /** Words outside of quotations. */
  readonly unquoted: number;
  readonly sentences: number;
  /** Characters of the longest small line below a sentence; 0 where there is none. */
  readonly longestSmall: number;
  /** Sentences without a speaker at the size of the claim, on the sentence or in a list above it. */
  readonly withoutSpeaker: number;
  readonly buttons: number;
  readonly rows: number;
  readonly selects: number;
}

/** Columns of a phone. */
const columns = 40;

/** The words of a card, line by line. */
export function printed(card: Card, messages: Messages = english): PrintedLine[] {
  return card.blocks.flatMap((block) => printedBlock(block, messages));
}

function printedBlock(block: Block, messages: Messages): PrintedLine[] {
  const each = (mark: PrintedLine["mark"], lines: readonly Line[]): PrintedLine[] =>
    lines.map((line) => ({ mark, text: plain(line, messages) }));
  switch (block.type) {
    case "title":
      return [{ mark: "#", text: plain(block.text, messages) }];
    case "heading":
      return [{ mark: "##", text: plain(block.text, messages) }];
    case "small":
      return each("-", block.lines);
    case "text":
    case "code":
      return each("", block.lines);
    case "list":
      return each("*", block.items);
    case "facts":
      return block.facts.map(({ label, value }) => ({
        mark: "",
        text: `${plain(label, messages)}: ${plain(value, messages)}`,
      }));
    case "claims":
      return block.items.flatMap(({ words, below }) => [...each("", [words]), ...each("-", [below])]);
    case "sentence": {
      const { excerpt } = block;
      const whole = `“${excerpt.exact}”`;
      return [
        ...each("!", block.notices),
        { mark: ">", text: excerpt.graphic === null ? whole : `||${whole}||` },
        ...each("", block.speaker.length === 0 ? [] : [block.speaker]),
        ...each("-", block.caution.length === 0 ? [] : [block.caution]),
      ];
    }
    case "picture":
      return each("-", block.lines);
    case "shown":
      return [{ mark: "", text: block.text }];
    case "rule":
    case "menu":
    case "shownPicture":
      return [];
  }
}

export function measuresOf(card: Card, messages: Messages = english): Measures {
  const lines = printed(card, messages);
  const first = lines.findIndex(({ mark }) => mark === ">");
  const words = lines.reduce((sum, { text }) => sum + countWords(text), 0);
  const sentences = card.blocks.filter((block) => block.type === "sentence");
  const exact = sentences.map(({ excerpt }) => excerpt.exact);
  const fragments = quotations(card, messages).filter((quoted) => countWords(quoted) > 2);
  const others = fragments.filter((quoted) => !exact.some((whole) => whole.includes(quoted)));
  const count = (texts: Iterable<string>) => [...texts].reduce((sum, text) => sum + countWords(text), 0);
  const quoted = count(new Set([...exact, ...others]));
  const unquoted = words - count(exact) - count(fragments);
  const listed = card.blocks.some(({ type }) => type === "claims");
  return {
    above: first === -1 ? null : lines.slice(0, first).reduce((sum, { text }) => sum + wrapped(text), 0),
    words,
    quotedShare: quoted + unquoted === 0 ? 0 : quoted / (quoted + unquoted),
    unquoted,
    sentences: sentences.length,
    longestSmall: Math.max(0, ...sentences.map(({ caution }) => plain(caution, messages).length)),
    withoutSpeaker: sentences.filter(({ speaker }) => speaker.length === 0 && !listed).length,
    buttons: card.buttons.flat().length,
    rows: card.buttons.length,
    selects: card.select === null ? 0 : 1,
  };
}

function quotations(card: Card, messages: Messages): string[] {
  return card.blocks
    .flatMap((block) =>
      block.type === "sentence"
        ? [...block.notices, block.speaker, block.caution]
        : block.type === "claims"
          ? block.items.flatMap(({ words, below }) => [words, below])
          : block.type === "facts"
            ? block.facts.map(({ value }) => value)
            : "lines" in block
              ? block.lines
              : "items" in block
                ? block.items
                : [],
    )
    .flatMap((line) => inLanguage(line, messages))
    .flatMap((span) => (typeof span === "object" && "quoted" in span ? [span.quoted] : []));
}

/** Runs of letters and digits; what stands between two spaces without either is a mark. */
function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Lines that a text takes where words are not broken. */
function wrapped(text: string): number {
  let lines = 1;
  let column = 0;
  for (const word of text.split(" ")) {
    const length = [...word].length;
    if (column > 0 && column + 1 + length > columns) {
      lines += 1;
      column = length;
    } else column += (column === 0 ? 0 : 1) + length;
  }
  return lines;
}
