import { createPattern, measure } from "./distance.ts";
import { fold } from "./fold.ts";
import { createAlphabet } from "./postings.ts";
import { isFigure, isStopWord, stem, wordsOf } from "./words.ts";

/**
 * Where a text answers a query: whole words of the original text, for bold.
 */

const longestQuery = 1000;
const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’ʼ]*(?:[,.]\d+)*/gu;
const articled = /^(?:the|al|el|ul)$/i;

type Range = readonly [start: number, end: number];

/** Forms of a text's word, which every query compares with; kept for the texts' own words alone, never a query's. */
type Forms = readonly { readonly word: string; readonly stem: string; readonly form: string }[];
const keptForms = 20_000;
const formsOf = new Map<string, Forms>();
const keptTexts = 500;
const wordsOfTexts = new Map<string, readonly { readonly typed: string; readonly start: number }[]>();

/** {@link createMatcher} for one text. */
export function matches(query: string, text: string): readonly Range[] {
  return createMatcher(query)(text);
}

/**
 * Gives the stretches [start, end) of a text, in UTF-16 units, ascending and apart, whose words answer a word of `query`:
 * the same stem, the same romanisation, or one edit in a word of five letters or more. Stop words answer nothing. A
 * stretch is one or more whole words; neighbours are not joined. Query characters past the first 1,000 are not read.
 */
export function createMatcher(query: string): (text: string) => readonly Range[] {
  const asked = wordsOf(query.slice(0, longestQuery)).filter((word) => !isStopWord(word));
  if (asked.length === 0) return () => [];
  const stems = new Set(asked.map(stem));
  const folds = new Set(asked.filter((word) => !isFigure(word)).map((word) => fold(stem(word))));
  const alphabet = createAlphabet();
  for (const form of folds) for (let at = 0; at < form.length; at++) alphabet.learn(form.charCodeAt(at));
  const patterns = [...folds]
    .filter((form) => form.length >= 5)
    .map((form) => createPattern(alphabet.encode(form)));
  const distances = { whole: 0, prefix: 0 };
  const answers = new Map<string, boolean>();

  function answersQuery({ word, stem, form }: Forms[number]): boolean {
    if (stems.has(stem)) return true;
    if (isFigure(word) || isStopWord(word)) return false;
    if (folds.has(form)) return true;
    if (form.length < 5) return false;
    const codes = alphabet.encode(form);
    return patterns.some((pattern) => {
      measure(pattern, codes, 0, codes.length, distances);
      return distances.whole <= 1;
    });
  }

  return (text) => {
    const found: Range[] = [];
    for (const { typed, start } of wordsIn(text)) {
      let known = answers.get(typed);
      if (known === undefined) {
        known = !articled.test(typed) && wordForms(typed).some(answersQuery);
        answers.set(typed, known);
      }
      if (known) found.push([start, start + typed.length]);
    }
    return found;
  };
}

/** Where the words of a text stand; kept for the first texts, since a dossier's excerpts come again and again. */
function wordsIn(text: string): readonly { readonly typed: string; readonly start: number }[] {
  let known = wordsOfTexts.get(text);
  if (known === undefined) {
    known = Array.from(text.matchAll(wordPattern), (match) => ({ typed: match[0], start: match.index }));
    if (wordsOfTexts.size < keptTexts) wordsOfTexts.set(text, known);
  }
  return known;
}

function wordForms(typed: string): Forms {
  let known = formsOf.get(typed);
  if (known === undefined) {
    known = wordsOf(typed).map((word) => ({ word, stem: stem(word), form: fold(stem(word)) }));
    if (formsOf.size < keptForms) formsOf.set(typed, known);
  }
  return known;
}
