import { countBits, createPattern, letterBit, measure } from "./distance.ts";
import { fold } from "./fold.ts";
import { plainWord } from "./lexicon.ts";
import { createAlphabet } from "./postings.ts";
import { isEnglish, isFigure, isStopWord, stem, wordsOf } from "./words.ts";

/**
 * Where a text answers a query: whole words of the original text, for bold.
 */

const longestQuery = 1000;
const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’ʼ]*(?:[,.]\d+)*/gu;
const articled = /^(?:the|al|el|ul)$/i;

/** Letters from which on one edit leaves a word recognisable. */
const leastSlipped = 5;

type Range = readonly [start: number, end: number];

/** A word of a text as queries are compared with it: one part, or several where a hyphen or a date joins them. */
type Word = {
  readonly parts: readonly {
    readonly word: string;
    /** of the English word that it stands for: "fled" and "flee" share one */
    readonly stem: string;
    readonly form: string;
    /** the form in the codes of {@link alphabet} */
    readonly codes: Uint8Array;
    /** the characters of the form, as {@link letterBit}s */
    readonly letters: number;
    /** a figure or a stop word, which only its own stem answers to */
    readonly exact: boolean;
    readonly english: boolean;
  }[];
};
type Placed = { readonly word: Word; readonly start: number; readonly end: number };

/** Kept for the texts' own words alone, never a query's. */
const keptWords = 20_000;
const wordsByText = new Map<string, Word>();
const keptTexts = 500;
const placedIn = new Map<string, readonly Placed[]>();
const noWord: Word = { parts: [] };
/** Learnt from the texts' words. */
const alphabet = createAlphabet();

/** {@link createMatcher} for one text. */
export function matches(query: string, text: string): readonly Range[] {
  return createMatcher(query)(text);
}

/**
 * Gives the stretches [start, end) of a text, in UTF-16 units, ascending and apart, whose words answer a word of `query`:
 * the same stem or, to what is no word of English, the same romanisation, or one edit in a word of five letters or more.
 * Words that make a name in one of `texts` are answered by themselves alone: "stated" is no part of "United States". Stop
 * words answer nothing. A stretch is one or more whole words; neighbours are not joined. Query characters past the first
 * 1,000 are not read.
 */
export function createMatcher(
  query: string,
  texts: readonly string[] = [],
): (text: string) => readonly Range[] {
  const typed = wordsOf(query.slice(0, longestQuery));
  const names = nameWords(new Set(typed), texts);
  const asked = typed
    .map((word) => (names.has(word) ? word : plainWord(word)))
    .filter((word) => !isStopWord(word));
  if (asked.length === 0) return () => [];
  const stems = new Set(asked.filter((word) => !names.has(word)).map(stem));
  const folds = new Set(asked.filter((word) => !isFigure(word) && !isEnglish(word)).map(fold));
  const near = [...folds]
    .filter((form) => form.length >= leastSlipped)
    .map((form) => ({
      length: form.length,
      letters: lettersOf(form),
      pattern: createPattern(alphabet.encode(form)),
    }));
  const distances = { whole: 0, prefix: 0 };
  const answers = new Map<Word, boolean>();

  function answersQuery({
    word,
    stem,
    form,
    codes,
    letters,
    exact,
    english,
  }: Word["parts"][number]): boolean {
    if (stems.has(stem) || names.has(word)) return true;
    if (exact) return false;
    // Al-Ful is not "full".
    if (form.length < leastSlipped) return !english && folds.has(form);
    return near.some((asked) => {
      // Most words differ in more letters than one edit can change.
      if (Math.abs(asked.length - form.length) > 1 || countBits(asked.letters & ~letters) > 1) return false;
      measure(asked.pattern, codes, 0, codes.length, distances);
      return distances.whole <= 1;
    });
  }

  return (text) => {
    const found: Range[] = [];
    for (const { word, start, end } of placedWords(text)) {
      let known = answers.get(word);
      if (known === undefined) {
        known = word.parts.some(answersQuery);
        answers.set(word, known);
      }
      if (known) found.push([start, end]);
    }
    return found;
  };
}

/** Those of the words that stand side by side in a text, each with a capital. */
function nameWords(words: ReadonlySet<string>, texts: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const text of texts) {
    let before: { readonly word: string; readonly end: number } | null = null;
    for (const { word: placed, start, end } of placedWords(text)) {
      const [part, another] = placed.parts;
      const isName = part && !another && words.has(part.word) && /\p{Lu}/u.test(text.charAt(start));
      if (isName && before?.end === start - 1) found.add(before.word).add(part.word);
      before = isName ? { word: part.word, end } : null;
    }
  }
  return found;
}

/** Where the words of a text stand; kept for the first texts, since a dossier's excerpts come again and again. */
function placedWords(text: string): readonly Placed[] {
  let known = placedIn.get(text);
  if (known === undefined) {
    known = Array.from(text.matchAll(wordPattern), ({ 0: typed, index }) => ({
      word: wordOf(typed),
      start: index,
      end: index + typed.length,
    }));
    if (placedIn.size < keptTexts) placedIn.set(text, known);
  }
  return known;
}

function wordOf(typed: string): Word {
  if (articled.test(typed)) return noWord;
  let known = wordsByText.get(typed);
  if (known === undefined) {
    known = {
      parts: wordsOf(typed).map((word) => {
        const form = fold(word);
        const exact = isFigure(word) || isStopWord(word);
        return {
          word,
          stem: stem(plainWord(word)),
          form,
          codes: alphabet.learnAll(form),
          letters: lettersOf(form),
          exact,
          english: isEnglish(word),
        };
      }),
    };
    if (wordsByText.size < keptWords) wordsByText.set(typed, known);
  }
  return known;
}

function lettersOf(form: string): number {
  let letters = 0;
  for (let at = 0; at < form.length; at++) letters |= letterBit(form.charCodeAt(at));
  return letters;
}
