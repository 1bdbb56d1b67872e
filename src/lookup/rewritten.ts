/** What people write otherwise than a dossier's names: read only where the text as it is typed finds nothing. */
import { cutCompound, isAsking, plainWord } from "../search/lexicon.ts";
import { normalise } from "../search/normalise.ts";
import { isCommonWord, isEnglish, isStopWord, wordsOf } from "../search/words.ts";
import { withoutElisions } from "./text/tokens.ts";

/** What Turkish joins to a name, and English: "Palmira'da", "Assad's". */
const suffix = /(?<=\p{L}{5})['’]\p{L}{1,4}(?!\p{L})/gu;
/** The endings of Russian nouns and names, which no name of a list has. */
const russianWord = /[а-яё]{5,}/gi;
const russianEnding = /(?:ами|ого|ому|ах|ой|ом|[ыауеяюи])$/i;

const latinWord = /[a-z\d]+/gi;
/** Digits that stand for Arabic letters where people chat in Latin ones ("masra7", "sina3a"): single, beside letters. */
const chatDigit = /(?<!\d)[235679](?!\d)/g;
const notChat = /\d{2}|[0148]|^(?:[^a-z]*[a-z]?[^a-z]*)$/i;
const chatLetters: Readonly<Record<string, string>> = { 2: "", 3: "a", 5: "kh", 6: "t", 7: "h", 9: "s" };
const leastCompound = 7;
/** An Arabic article and the name behind it, typed as one. */
const gluedArticle = /^[ae]l[a-z]{4}/;

/** Whether a text asks something in another language: such a sentence is read in English first. */
export function asksAbroad(text: string): boolean {
  return wordsOf(text).some(isAsking);
}

/**
 * The text without elisions, suffixes and Russian endings, with Arabic letters for the digits of chat, German compounds cut in two, and in
 * English where it is a sentence of several words or, as `isName` says, the very name of something.
 */
export function rewritten(text: string, isName: (words: string) => boolean): string {
  const plain = withoutElisions(text)
    .replace(suffix, "")
    .replace(russianWord, (word) =>
      plainWord(normalise(word)) === normalise(word) ? word.replace(russianEnding, "") : word,
    )
    .replace(latinWord, (word) =>
      notChat.test(word) ? word : word.replace(chatDigit, (digit) => chatLetters[digit] ?? digit),
    );
  const words = wordsOf(plain);
  const cut = words.flatMap((word) => {
    if (!/^[a-z]+$/.test(word) || isEnglish(word)) return word;
    if (gluedArticle.test(word)) return word.slice(2);
    const parts = word.length >= leastCompound ? cutCompound(word).split(" ") : [];
    // Each must tell something: Centreville is no centre of a city.
    return parts.length > 1 && !parts.map(plainWord).some(isCommonWord) ? parts : word;
  });
  const english = cut.map(plainWord);
  const content = english.flatMap((word, at) => (isStopWord(word) ? [] : { word, isRead: word !== cut[at] }));
  const telling = content.filter(({ word }) => !isCommonWord(word));
  // What is left alone of a name would be another's ("La Romana").
  const isSentence = telling.length > 1 || (content.length > 1 && content.every(({ isRead }) => isRead));
  const name = content.map(({ word }) => word).join(" ");
  const read = isSentence || isName(name) || isName(`${name}s`) ? english : cut;
  return read.every((word, at) => word === words[at]) ? plain : read.join(" ");
}
