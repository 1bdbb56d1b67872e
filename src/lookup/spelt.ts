/** Whether what was typed is spelt like a title: said to people, who see the title alone and not the name that matched. */
import { isStopWord, wordsOf } from "../search/words.ts";

const fewestLetters = 4;

/** True where a word of it, or the whole, is a letter or two from one of the title's and not the same. */
export function isSpeltLike(typed: string, title: string): boolean {
  const [ours, theirs] = [partsOf(typed), partsOf(title)];
  return ours.some((word) => theirs.some((other) => word !== other && isNear(word, other)));
}

function partsOf(text: string): string[] {
  const words = wordsOf(text);
  return [words.join(""), ...words.filter((word) => !isStopWord(word))]
    .filter((word) => word.length >= fewestLetters)
    .map((word) => word.slice(0, 40));
}

function isNear(word: string, other: string): boolean {
  const most = Math.min(word.length, other.length) < 6 ? 1 : 2;
  return Math.abs(word.length - other.length) <= most && edits(word, other) <= most;
}

/** Letters put in, left out or exchanged (V. Levenshtein, 1966). */
function edits(word: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [index, letter] of [...word].entries()) {
    const next = [index + 1];
    for (const [at, theirs] of [...other].entries()) {
      const same = (row[at] ?? 0) + (letter === theirs ? 0 : 1);
      next.push(Math.min(same, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
