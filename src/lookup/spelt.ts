/** Whether what was typed is spelt like a title: said to people, who see the title alone and not the name that matched. */
import { createPattern, type Distances, measure } from "../search/distance.ts";
import { createAlphabet } from "../search/postings.ts";
import { isStopWord, wordsOf } from "../search/words.ts";

const fewestLetters = 4;
/** No longer word is measured. */
const mostLetters = 32;

/**
 * Builds the comparison with `titles`: true where one of the typed words, or all of them joined, is an edit or two from
 * one of the title's and not the same. A word that `isKnown` is typed as it is meant, and is like no other. Of a title that
 * is none of them it is false.
 */
export function createSpeltLike(
  titles: Iterable<string>,
  isKnown: (word: string) => boolean,
): (words: readonly string[]) => (title: string) => boolean {
  const alphabet = createAlphabet();
  const byTitle = new Map(
    Array.from(titles, (title) => [
      title,
      partsOf(wordsOf(title)).map((word) => ({ word, codes: alphabet.learnAll(word) })),
    ]),
  );
  const distances: Distances = { whole: 0, prefix: 0 };

  return (words) => {
    const meant = partsOf(words).filter((word) => !isKnown(word));
    const typed = meant.map((word) => ({ word, pattern: createPattern(alphabet.encode(word)) }));
    return (title) =>
      byTitle.get(title)?.some((other) =>
        typed.some(({ word, pattern }) => {
          const most = Math.min(word.length, other.word.length) < 6 ? 1 : 2;
          if (word === other.word || Math.abs(word.length - other.word.length) > most) return false;
          measure(pattern, other.codes, 0, other.codes.length, distances);
          return distances.whole <= most;
        }),
      ) ?? false;
  };
}

function partsOf(words: readonly string[]): string[] {
  return [words.join(""), ...words.filter((word) => !isStopWord(word))]
    .filter((word) => word.length >= fewestLetters)
    .map((word) => word.slice(0, mostLetters));
}
