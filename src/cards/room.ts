/** How much of a message blocks take: Discord takes 4,000 characters of text in one, marks included. */
import { english } from "../messages/english.ts";
import { plain } from "../messages/message.ts";
import type { Block, Line } from "./card.ts";

/** Characters that a card leaves free, for what an answer adds: who asked, why it is not posted, what was corrected. */
const spare = 500;

/** Characters that a card's blocks may take, its title and source line included. */
export const mostCharacters = 4_000 - spare;

/** About how many characters blocks take once they are written, at most: every mark of markdown with its backslash. */
export function lengthOf(blocks: readonly (Block | null)[]): number {
  return blocks.reduce((sum, block) => sum + (block === null ? 0 : lengthOfBlock(block)), 0);
}

function lengthOfBlock(block: Block): number {
  switch (block.type) {
    case "title":
    case "heading":
      return linesLength([[block.text]]);
    case "facts":
      return linesLength(block.facts.map(({ label, value }) => [label, ...value]));
    case "claims":
      return linesLength(block.items.flatMap(({ words, below }) => [words, below]));
    case "sentence":
      return (
        linesLength([...block.notices, block.speaker, block.caution]) + written(block.excerpt.exact) + 12
      );
    case "text":
    case "small":
    case "code":
      return linesLength(block.lines);
    case "list":
      return linesLength(block.items);
    default:
      return 0;
  }
}

function linesLength(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + written(plain(line, english)) + 8 + 2 * line.length, 0);
}

function written(text: string): number {
  return text.length + (text.match(/[\\*_~`|[\]<@\n]/g)?.length ?? 0);
}
