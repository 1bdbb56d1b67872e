/** Whether an entry explains a text: then it answers, and else it is at best the closest there is. */
import { excerptsOf, type Item } from "../dossier/catalogue.ts";
import { createPattern, type Distances, measure } from "../search/distance.ts";
import { fold } from "../search/fold.ts";
import { isAsking, plainWord } from "../search/lexicon.ts";
import { createAlphabet } from "../search/postings.ts";
import { isCommonWord, isFigure, isLetter, isStopWord, stem, wordsOf } from "../search/words.ts";
import { recordOf } from "./records.ts";

/** Letters of a word that may have slips, and at most; two slips from eight letters on, as people make them. */
const letters = { fewest: 4, most: 32, two: 8 };

/** The words of one item: by their stems, and as they are written. */
interface Vocabulary {
  readonly stems: ReadonlySet<string>;
  readonly forms: readonly Uint8Array[];
  readonly words: readonly string[];
}

/**
 * Which share of a text's telling words, 0 to 1, are words of the item's record, or a slip away from one; 1 where it has
 * none. A figure has no slips: another number is another matter. Words that only ask or join tell nothing. `begun`: the
 * last word is still being typed. `bySentences`: words of all its sentences count as well; they ask of a place or an
 * actor, and are no names of it.
 */
export function createExplained(): (
  words: readonly string[],
  item: Item,
  options?: { readonly begun?: boolean; readonly bySentences?: boolean },
) => number {
  const alphabet = createAlphabet();
  const byNames = new WeakMap<Item, Vocabulary>();
  const bySentences = new WeakMap<Item, Vocabulary>();
  const distances: Distances = { whole: 0, prefix: 0 };

  function vocabularyOf(item: Item, withSentences: boolean): Vocabulary {
    const vocabularies = withSentences ? bySentences : byNames;
    const known = vocabularies.get(item);
    if (known !== undefined) return known;
    const { names, related = [], text = "" } = recordOf(item);
    const sentences = withSentences ? excerptsOf(item).map(({ exact }) => exact) : [];
    const words = [...new Set([...names, ...related, text, ...sentences].flatMap(wordsOf))];
    const made: Vocabulary = {
      words,
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

  return (words, item, { begun = false, bySentences = false } = {}) => {
    const vocabulary = vocabularyOf(item, bySentences);
    const { stems, forms } = vocabulary;
    const last = begun ? words.at(-1) : undefined;
    const telling = words.filter(isTelling);
    const explained = telling.filter(
      (word) =>
        stems.has(stemOf(word)) ||
        stems.has(fold(word)) ||
        isSlip(word, forms) ||
        (word === last && vocabulary.words.some((each) => each.startsWith(word))),
    );
    const all = weightOf(telling);
    return all === 0 ? 1 : weightOf(explained) / all;
  };
}

/** Common words tell less of what a text is about. */
function weightOf(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + (isCommonWord(plainWord(word)) ? 0.5 : 1), 0);
}

function isTelling(word: string): boolean {
  return !isStopWord(plainWord(word)) && !isLetter(word) && !isAsking(word);
}

function stemOf(word: string): string {
  return fold(stem(plainWord(word)));
}
