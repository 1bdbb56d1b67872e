/** A text as tokens: normalised words in order, each with the term by which a message and a dossier meet. */

import { plainWord } from "../../search/lexicon.ts";
import { dropArticles, normalise } from "../../search/normalise.ts";
import { isCommonWord, isLetter, isStopWord, stem, wordsOf } from "../../search/words.ts";

export interface Token {
  /** Normalised, as `wordsOf` gives it. */
  readonly word: string;
  /** The stem of the plain word; figures as digits. Words with one term mean one thing here. */
  readonly term: string;
  /** Number of the sentence or line. */
  readonly sentence: number;
  readonly stop: boolean;
  /** Common English that tells no entry from another. */
  readonly common: boolean;
  /** Whether an Arabic article stood before it in Latin letters: "al-Hail" is no hail. */
  readonly articled: boolean;
}

/** Characters without which a text is one sentence, and without which it holds no figure, elision or suffix. */
const endMarks = /[\r\n.!?…؟。;]/;
const apostropheOrDigit = /['’\d]/;
const sentenceEnd = /[\r\n]+|(?<=[.!?…؟。])\s+|;\s/u;
const elision = /(?<![\p{L}\p{N}])(?:[ldjnmtcs]|qu|dell|nell|all|sull)['’](?=\p{L})/giu;
const suffixed = /(?<=\p{L}{5})['’](?=\p{L}{1,4}(?!\p{L}))/gu;
const glued = /(?<![\p{L}\d])(\d+)(?=\p{L}{3,})(?!st\b|nd\b|rd\b|th\b)/giu;
const thousandsOf = /(?<![\p{L}\d.,])(\d{1,6})k\b/giu;
const shortArticle = /^(?:al|el|ul|[aeu](?:sh|dh|th|[dnrstz]))$/;

/** A text without what French and Italian join to the word behind it: "l'armée", "d'Al-Sukhnah". */
export function withoutElisions(text: string): string {
  return text.replace(elision, "");
}

/** The tokens of any text. Never throws. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let sentence = 0;
  for (const part of endMarks.test(text) ? text.split(sentenceEnd) : [text]) {
    if (part.trim() === "") continue;
    const plain = apostropheOrDigit.test(part)
      ? withoutElisions(part)
          .replace(suffixed, " ")
          .replace(thousandsOf, (_, digits: string) => `${Number(digits) * 1000}`)
          .replace(glued, "$1 ")
      : part;
    const articled = articledWords(plain);
    for (const word of wordsOf(plain)) {
      tokens.push({
        word,
        term: termOf(word),
        sentence,
        stop: isStopWord(word) || isLetter(word),
        common: isCommonWord(word),
        articled: articled.has(word),
      });
    }
    sentence++;
  }
  return tokens;
}

const terms = new Map<string, string>();
const mostKept = 20_000;

/** The term of a normalised word. The last few thousand are kept, since stems are costly and words repeat. */
export function termOf(word: string): string {
  let term = terms.get(word);
  if (term === undefined) {
    const figure = /^0*(\d+)$/.exec(word);
    term = figure === null ? stem(plainWord(word)) : (figure[1] as string);
    if (terms.size >= mostKept) terms.clear();
    terms.set(word, term);
  }
  return term;
}

/** Words behind an article in Latin letters. */
function articledWords(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  if (!/(?<!\p{L})[aeu]\p{L}{1,2}[\s-]/iu.test(text)) return found;
  const words = normalise(text).split(" ");
  words.forEach((word, at) => {
    const next = words[at + 1];
    if (next !== undefined && shortArticle.test(word) && dropArticles(`${word} ${next}`) === next)
      found.add(next);
  });
  return found;
}
