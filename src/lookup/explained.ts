/** Whether an entry explains a text: then it answers, and else it is at best the closest there is. */
import type { Item } from "../dossier/catalogue.ts";
import { createPattern, type Distances, measure } from "../search/distance.ts";
import { fold } from "../search/fold.ts";
import { isAsking, plainWord } from "../search/lexicon.ts";
import { createAlphabet } from "../search/postings.ts";
import { isFigure, isLetter, isStopWord, stem, wordsOf } from "../search/words.ts";
import { recordOf } from "./records.ts";

/** Letters of a word that may have slips, and at most; two slips from eight letters on, as people make them. */
const letters = { fewest: 4, most: 32, two: 8 };

/** The words of one item: by their stems, and as they are written. */
interface Vocabulary {
  readonly stems: ReadonlySet<string>;
  readonly forms: readonly Uint8Array[];
}

/**
 * True where each telling word of a text is a word of the item, of its names or of its sentences, or a slip away from one.
 * A figure has no slips: another number is another matter. Words that only ask or join tell nothing.
 */
export function createExplained(): (words: readonly string[], item: Item) => boolean {
  const alphabet = createAlphabet();
  const vocabularies = new WeakMap<Item, Vocabulary>();
  const distances: Distances = { whole: 0, prefix: 0 };

  function vocabularyOf(item: Item): Vocabulary {
    const known = vocabularies.get(item);
    if (known !== undefined) return known;
    const { names, related = [], text = "" } = recordOf(item);
    const sentences = item.kind === "excerpt" ? [item.exact] : item.excerpts.map(({ exact }) => exact);
    const words = [...new Set([...names, ...related, text, ...sentences].flatMap(wordsOf))];
    const made: Vocabulary = {
      stems: new Set(words.flatMap((word) => [stemOf(word), fold(word)])),
      forms: words
        .filter((word) => word.length >= letters.fewest && word.length <= letters.most && !isFigure(word))
        .map((word) => alphabet.learnAll(word)),
    };
    vocabularies.set(item, made);
    return made;
  }

  function isSlip(word: string, forms: readonly Uint8Array[]): boolean {
    if (word.length < letters.fewest || word.length > letters.most || isFigure(word)) return false;
    const pattern = createPattern(alphabet.encode(word));
    const most = word.length < letters.two ? 1 : 2;
    return forms.some((form) => {
      if (Math.abs(form.length - word.length) > most) return false;
      measure(pattern, form, 0, form.length, distances);
      return distances.whole <= most;
    });
  }

  return (words, item) => {
    const { stems, forms } = vocabularyOf(item);
    return words
      .filter(isTelling)
      .every((word) => stems.has(stemOf(word)) || stems.has(fold(word)) || isSlip(word, forms));
  };
}

function isTelling(word: string): boolean {
  return !isStopWord(plainWord(word)) && !isLetter(word) && !isAsking(word);
}

function stemOf(word: string): string {
  return fold(stem(plainWord(word)));
}
