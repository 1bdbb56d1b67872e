/**
 * Which share of what a query asks for is answered. Words are weighted by inverse document frequency (S. Robertson and
 * H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009), brought to the range 1 to 2 so that one
 * unknown word never outweighs three known ones; fields are weighted as in BM25F, and words near one another rank before
 * words apart (T. Tao and C. Zhai, "An exploration of proximity measures in information retrieval", 2007).
 */

/** Fields in falling order of weight. */
export const fields = { names: 0, related: 1, text: 2 } as const;
/** What a word is worth by its field where names are asked for, and where words are. */
export const weightsOfFind = [1, 0.95, 0.9] as const;
export const weightsOfText = [1, 0.86, 0.98] as const;

/** What the words of one query have in common with one record. */
export type WordMatch = {
  /** bit i: query word i stands in the record's names, in its related names, in any field */
  names: number;
  related: number;
  any: number;
  /** weight answered, of `asked` */
  answered: number;
};

/** A query's words with what each may mean in the vocabulary. */
export type WordQuery = {
  readonly words: readonly {
    readonly weight: number;
    readonly stop: boolean;
    readonly common: boolean;
    readonly figure: boolean;
    /** a word of a sentence in English: unanswered it weighs, but is no name of something else */
    readonly ordinary: boolean;
    readonly terms: readonly { readonly term: number; readonly quality: number }[];
  }[];
};

/** The weight of a word that nothing holds. */
export const unknownWeight = 1.75;

/** The weight, 1 to 2, of a word that `frequency` of `count` records hold. */
export function weightOf(frequency: number, count: number): number {
  const largest = Math.log(1 + (count + 0.5) / 0.5);
  return 1 + Math.log(1 + (count - frequency + 0.5) / (frequency + 0.5)) / largest;
}

/** How near each other a sequence of terms holds the words that `meaning` gives its terms, 0 to 1. */
export function nearnessIn(sequence: Int32Array, meaning: Int8Array, asked: number): number {
  let previous = -1;
  let place = -9;
  const pairs = new Map<number, number>();
  for (let at = 0; at < sequence.length; at++) {
    const term = sequence[at] as number;
    const word = term < 0 ? -1 : (meaning[term] as number);
    if (word < 0) continue;
    if (previous >= 0 && word !== previous) {
      const key = Math.min(word, previous) * 64 + Math.max(word, previous);
      pairs.set(key, Math.max(pairs.get(key) ?? 0, 1 / (at - place)));
    }
    previous = word;
    place = at;
  }
  let sum = 0;
  for (const value of pairs.values()) sum += value;
  return Math.min(1, sum / (asked - 1));
}

const unknownFigure = 3;
const missingCommon = 0.25;
/** What a word of a sentence weighs that is not held, beside one that is. */
const missingOrdinary = 0.8;
const strangeShare = 0.7;
const leastShare = 0.6;
/** A message is longer than a question, and not all of it is about the subject. */
const message = { words: 7, answered: 5, share: 0.5 } as const;

type Answered = Pick<WordMatch, "any" | "answered">;

type Tally = { asked: number; content: number; explained: number; strange: boolean };

function tally(query: WordQuery, match: Answered): Tally {
  const sum: Tally = { asked: 0, content: 0, explained: 0, strange: false };
  let telling = false;
  let ordinary = 0;
  for (let at = 0; at < query.words.length; at++) {
    const word = query.words[at] as WordQuery["words"][number];
    if (!word.stop) sum.content++;
    if (((match.any >> at) & 1) === 1) {
      sum.asked += word.weight;
      sum.explained++;
      if (!word.common) telling = true;
    } else if (word.figure) {
      sum.asked += unknownFigure;
      sum.strange = true;
    } else if (!word.common) {
      if (word.terms.length > 0) sum.asked += word.weight;
      else if (word.ordinary) ordinary++;
      else {
        sum.asked += word.weight;
        sum.strange = true;
      }
    } else if (!word.stop) {
      sum.asked += missingCommon;
    }
  }
  // Beside nothing but common words, a word that is not held is what the query is about.
  if (ordinary > 0 && !telling) sum.strange = true;
  sum.asked += ordinary * (telling ? missingOrdinary : unknownWeight);
  return sum;
}

function shareOf({ asked, explained, strange }: Tally, { answered }: Answered): number {
  if (asked === 0) return 0;
  const share = answered / asked;
  return strange && (explained < 3 || share < 0.72) ? share * strangeShare : share;
}

/**
 * Share of a query that a record's words answer, 0 to 1. Common words weigh little when missing; a figure or an
 * unknown name that the record does not hold lowers the rest, unless three other words and most of the weight are
 * answered.
 */
export function coverage(query: WordQuery, match: Answered): number {
  return shareOf(tally(query, match), match);
}

/** Whether enough of a query is answered for the record to be a hit. */
export function isAnswered(query: WordQuery, match: Answered): boolean {
  const sum = tally(query, match);
  if (shareOf(sum, match) >= leastShare) return true;
  const { asked, content, explained } = sum;
  return content >= message.words && explained >= message.answered && match.answered / asked >= message.share;
}

/** How far a record's own names answer the query, rather than names linked with it, 0 to 1. */
export function linkedShare(query: WordQuery, match: WordMatch): number {
  let names = 0;
  let all = 0;
  query.words.forEach((word, at) => {
    if (word.terms.length === 0) return;
    all += word.weight;
    if (((match.names >> at) & 1) === 1) names += word.weight;
    else if (((match.related >> at) & 1) === 1) names += 0.35 * word.weight;
  });
  return all === 0 ? 0 : names / all;
}
