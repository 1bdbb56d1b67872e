/** What is known of words beforehand: `vocabulary/*.json`, a file for each language. */
import { createRequire } from "node:module";
import { stemmer } from "stemmer";
import type { Token } from "./analysis.ts";
import { englishSize, isEnglish, singularOf } from "./english.ts";

const require = createRequire(import.meta.url);

const questionKinds = ["who", "what", "where", "when", "why", "how", "howMany", "which"] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** A language's file; words are apart by blanks, each as the search normalises it. */
interface VocabularyFile {
  readonly language: Language;
  /** Where the words come from. */
  readonly source: string;
  /** Words without a subject of their own: they neither find a document nor speak against one. */
  readonly function: string;
  /** Words by which it asks. */
  readonly questions: Readonly<Record<QuestionKind, string>>;
  /** By an English word: its words for that, or of English the irregular forms and what people shorten. */
  readonly words: Lists;
  /** By an English word: beginnings of words for that. */
  readonly beginnings?: Lists;
  /** By a word: others with which people say nearly the same of such things. */
  readonly related?: Lists;
}

type Lists = Readonly<Record<string, string>>;

export const languages = ["en", "fr", "de", "es", "pt", "it", "tr", "ru", "ar"] as const;
export type Language = (typeof languages)[number];

interface Vocabulary {
  readonly language: Language;
  readonly empty: ReadonlySet<string>;
  readonly questions: ReadonlyMap<string, QuestionKind>;
  /** The English words that it has words for. */
  readonly bases: ReadonlySet<string>;
  /** By a word: what it stands for in English. */
  readonly meant: ReadonlyMap<string, readonly string[]>;
  readonly beginnings: readonly (readonly [beginning: string, meant: string])[];
  readonly related: readonly (readonly [base: string, words: readonly string[]])[];
}

const listed = (lists: Lists | undefined): [base: string, words: readonly string[]][] =>
  Object.entries(lists ?? {}).map(([base, words]) => [base, words.split(" ")]);

function vocabularyOf(language: Language): Vocabulary {
  const read = require(`./vocabulary/${language}.json`) as VocabularyFile;
  const questions = new Map(
    listed(read.questions).flatMap(([kind, list]) =>
      list.map((word) => [word, kind as QuestionKind] as const),
    ),
  );
  const meant = new Map<string, string[]>();
  for (const [base, list] of listed(read.words)) {
    for (const word of list) meant.set(word, [...(meant.get(word) ?? []), base]);
  }
  return {
    language,
    empty: new Set([...read.function.split(" "), ...questions.keys()]),
    questions,
    bases: new Set(Object.keys(read.words)),
    meant,
    beginnings: listed(read.beginnings).flatMap(([base, list]) =>
      list.map((start) => [start, base] as const),
    ),
    related: listed(read.related),
  };
}

let loaded: ReadonlyMap<Language, Vocabulary> | undefined;
let loadedOthers: readonly Vocabulary[] = [];

/** Read at the first use: the time to ready is measured. */
function vocabularies(): ReadonlyMap<Language, Vocabulary> {
  if (loaded === undefined) {
    loaded = new Map(languages.map((language) => [language, vocabularyOf(language)]));
    loadedOthers = [...loaded.values()].filter(({ language }) => language !== "en");
  }
  return loaded;
}

function ofLanguage(language: Language): Vocabulary {
  return vocabularies().get(language) as Vocabulary;
}

const english = (): Vocabulary => ofLanguage("en");

/** All but English. */
function others(): readonly Vocabulary[] {
  vocabularies();
  return loadedOthers;
}

let relatedStems: ReadonlyMap<string, ReadonlySet<string>> | undefined;

function relatedByStem(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const [base, list] of english().related) {
    const group = [base, ...list].map(stem);
    for (const one of group) {
      const known = found.get(one) ?? new Set();
      for (const other of group) if (other !== one) known.add(other);
      found.set(one, known);
    }
  }
  return found;
}

/** SCOWL's size from which on a word of English is so rare that it is taken for another language's ("la"). */
const rareSize = 50;

/** Whether a word is of English as people use it. */
function isPlainEnglish(word: string): boolean {
  return (englishSize(word) ?? rareSize) < rareSize;
}

/**
 * The language of a text, by its function words: the one that has most of them that are no English; English where none has
 * more.
 */
export function languageOf(text: readonly string[]): Language {
  let best = english();
  let most = text.filter((word) => english().empty.has(word)).length;
  for (const other of others()) {
    const count = text.filter((word) => other.empty.has(word) && !isPlainEnglish(word)).length;
    if (count > most) [best, most] = [other, count];
  }
  return best.language;
}

/** Whether a word in a text of that language says nothing by itself. */
export function isEmpty(word: string, language: Language): boolean {
  if (/^[a-z]$/.test(word) || english().empty.has(word)) return true;
  if (isPlainEnglish(word)) return language !== "en" && ofLanguage(language).empty.has(word);
  return others().some(({ empty }) => empty.has(word));
}

/** Whether a token tells something of what is meant. */
export function isTelling({ word, kind }: Token, language: Language): boolean {
  return kind !== "word" || !isEmpty(word, language);
}

/** What a text asks for, by the words by which its language, English or another asks. */
export function questionsIn(text: readonly string[]): ReadonlySet<QuestionKind> {
  const own = ofLanguage(languageOf(text));
  const found = new Set<QuestionKind>();
  for (const word of text) {
    for (const { questions } of isEnglish(word) ? [own, english()] : vocabularies().values()) {
      const kind = questions.get(word);
      if (kind !== undefined) found.add(kind);
    }
  }
  return found;
}

/** The stem of an English word, irregular forms and shortened ones in the word that they stand for; of any other, the word. */
export function lemmaOf(word: string): string {
  if (/^[~\d]/.test(word)) return word;
  return stem(english().meant.get(word)?.[0] ?? word);
}

/** Stems of what people say nearly the same with. */
export function relatedTo(lemma: string): Iterable<string> {
  relatedStems ??= relatedByStem();
  return relatedStems.get(lemma) ?? [];
}

const leastBeginning = 4;
const leastCompound = 7;
const leastPart = 3;

/** English words that a word stands for: in the text's language, or in any if it is no word of English. */
export function translationsOf(word: string, language: Language): readonly string[] {
  const known = (isEnglish(word) ? (language === "en" ? [] : [ofLanguage(language)]) : others()).flatMap(
    (vocabulary) => {
      const whole = vocabulary.meant.get(word);
      if (whole !== undefined) return whole;
      if (word.length < leastBeginning) return [];
      const begun = vocabulary.beginnings.find(([start]) => word.startsWith(start));
      return begun === undefined ? [] : [begun[1]];
    },
  );
  if (known.length > 0 || word.length < leastCompound || isEnglish(word)) return [...new Set(known)];
  return partsOf(word);
}

/** A German word that is made of two of its words, in English ("polizeistation"); none of any other. */
function partsOf(word: string): readonly string[] {
  const { meant, bases } = ofLanguage("de");
  for (let at = leastPart; at <= word.length - leastPart; at++) {
    const rest = word.slice(at);
    const second = meant.get(rest) ?? (bases.has(rest) ? [rest] : undefined);
    if (second === undefined) continue;
    // An s may join the two: "offizierswohnung".
    const start = word.slice(0, at);
    const first =
      meant.get(start) ?? meant.get(start.replace(/s$/, "")) ?? (bases.has(start) ? [start] : undefined);
    if (first !== undefined) return [...first, ...second];
  }
  return [];
}

/**
 * The stem of a normalised word of English, and of any other the word without the s of a plural ("Chechens"): names and
 * other languages are not inflected as English is (*andes* is no "and", *Kale* no "Kaled"). Figures and words in other
 * letters are their own stems, and so are nouns in -ality, which the algorithm takes for the adjective's: hospitality
 * is no hospital.
 */
function stem(word: string): string {
  if (!/^[a-z]{3,}$/.test(word) || /ality$/.test(word)) return word;
  // As in Porter's later stemmer: a y behind a vowel stays (days are no *dais*).
  if (/[aeiou]ys?$/.test(word)) return word.replace(/s$/, "");
  return isEnglish(word) ? stemmer(word) : singularOf(word);
}

/** How much a word tells because people use it seldom, 0.35 to 1: by the size of the list of English that has it. */
export function rarity(word: string): number {
  const size = englishSize(word);
  return size === undefined || size >= 40 ? 1 : size >= 35 ? 0.8 : size >= 20 ? 0.55 : 0.35;
}
