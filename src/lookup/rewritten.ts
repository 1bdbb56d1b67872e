/** What people write otherwise than a dossier's names: read only where the text as it is typed finds nothing. */
import { isArabic } from "../search/fold.ts";
import { cutCompound, isAsking, plainWord } from "../search/lexicon.ts";
import { normalise } from "../search/normalise.ts";
import { isCommonWord, isEnglish, isStopWord, wordsOf } from "../search/words.ts";
import { withoutElisions } from "./text/tokens.ts";

/** What Turkish joins to a name: "Palmira'da". */
const suffix = /(?<=\p{L}{5})['’]\p{L}{1,4}(?!\p{L})/gu;
const russianWord = /[а-яё]{5,}/gi;
/** The endings of Russian nouns, which change with the sentence: "Пальмире", "Асаада". */
const russianEnding = /(?:ами|ого|ому|ах|ой|ом|[ыауеяюи])$/i;
const latinWord = /[a-z\d]+/gi;
/** Digits that stand for Arabic letters where people chat in Latin ones ("masra7", "sina3a"): single, beside letters. */
const chatDigit = /(?<!\d)[235679](?!\d)/g;
const notChat = /\d{2}|[0148]/;
const leastChatLetters = 2;
const chatLetters: Readonly<Record<string, string>> = { 2: "q", 3: "a", 5: "kh", 6: "t", 7: "h", 9: "s" };
/** An Arabic article and the name behind it, typed as one. */
const gluedArticle = /^[ae]l[a-z]{4}/;
const leastCompound = 7;
/** Letters from which on a word alone is taken for what it means in another language: many a shorter one is a surname. */
const leastAlone = { latin: 8, arabic: 5 } as const;

/** Whether words ask something in another language: such a sentence is read in English first. */
export function asksAbroad(words: readonly string[]): boolean {
  return words.some(isAsking);
}

/**
 * The words of a text without elisions, suffixes and Russian endings, with letters for the digits of chat, compounds and
 * joined articles cut; and in English where it is a sentence or, as `isName` says, what something is called. Null where all
 * of that leaves its `words`.
 */
export function rewritten(
  text: string,
  words: readonly string[],
  isName: (words: string) => boolean,
): readonly string[] | null {
  const cut = wordsOf(spelledOut(text)).flatMap(cutWord);
  const read = inEnglish(cut, isName) ?? cut;
  return read.length === words.length && read.every((word, at) => word === words[at]) ? null : read;
}

function spelledOut(text: string): string {
  // A word alone may be another's name (*Мухина*).
  const declined = /\S\s+\S/.test(text) ? text.replace(russianWord, withoutEnding) : text;
  return withoutElisions(declined).replace(suffix, "").replace(latinWord, withoutChat);
}

function withoutChat(word: string): string {
  if (notChat.test(word) || word.replace(/\d/g, "").length < leastChatLetters) return word;
  return word.replace(chatDigit, (digit) => chatLetters[digit] ?? digit);
}

function withoutEnding(word: string): string {
  const normal = normalise(word);
  return plainWord(normal) === normal ? word.replace(russianEnding, "") : word;
}

function cutWord(word: string): string | string[] {
  if (!/^[a-z]+$/.test(word) || isEnglish(word)) return word;
  if (gluedArticle.test(word)) return word.slice(2);
  if (word.length < leastCompound) return word;
  const parts = cutCompound(word).split(" ");
  // Each must tell something: Centreville is no centre of a city.
  return parts.map(plainWord).some(isCommonWord) ? word : parts;
}

/** The words in English; null for what may be a name, of which one word alone would be left ("La Romana"). */
function inEnglish(words: readonly string[], isName: (words: string) => boolean): readonly string[] | null {
  const english = words.map(plainWord);
  // A form of English ("died") is read as its plain word wherever words are; only names need more than that.
  if (english.every((word, at) => word === words[at] || isEnglish(words[at] as string))) return null;
  const content = words.filter((_, at) => !isStopWord(english[at] as string));
  const meant = content.map(plainWord);
  if (meant.filter((word) => !isCommonWord(word)).length > 1) return english;
  const [only = "", another] = content;
  if (another !== undefined && content.every((word, at) => word !== meant[at])) return english;
  if (
    another === undefined &&
    (only.length < leastAlone[isArabic(only) ? "arabic" : "latin"] || isEnglish(only))
  )
    return null;
  const name = meant.join(" ");
  return isName(name) || isName(`${name}s`) ? english : null;
}
