/** Whether what was typed is spelt like a title: said to people, who see the title alone and not the name that matched. */
import { createPattern, type Distances, measure } from "../search/distance.ts";
import { createAlphabet } from "../search/postings.ts";
import { isStopWord, wordsOf } from "../search/words.ts";

const fewestLetters = 4;
/** No longer word is measured. */
const mostLetters = 32;

/**
 * Builds the comparison with `titles`: true where one of the typed words, or all of them joined, is an edit or two from
 * one of the title's and not the same. Of a title that is none of them it is false.
 */
export function createSpeltLike(
  titles: Iterable<string>,
): (words: readonly string[], title: string) => boolean {
  const alphabet = createAlphabet();
  const parts = new Map(Array.from(titles, (title) => [title, partsOf(wordsOf(title))]));
  for (const part of [...parts.values()].flat())
    for (let at = 0; at < part.length; at++) alphabet.learn(part.charCodeAt(at));
  const distances: Distances = { whole: 0, prefix: 0 };

  return (words, title) =>
    partsOf(words).some((word) => {
      const pattern = createPattern(alphabet.encode(word), alphabet.size());
      return parts.get(title)?.some((other) => {
        const most = Math.min(word.length, other.length) < 6 ? 1 : 2;
        if (word === other || Math.abs(word.length - other.length) > most) return false;
        measure(pattern, alphabet.encode(other), 0, other.length, distances);
        return distances.whole <= most;
      });
    });
}

function partsOf(words: readonly string[]): string[] {
  return [words.join(""), ...words.filter((word) => !isStopWord(word))]
    .filter((word) => word.length >= fewestLetters)
    .map((word) => word.slice(0, mostLetters));
}
