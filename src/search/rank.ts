import { createCuts, mostNameWords } from "./cuts.ts";
import { countBits, likeness, missing } from "./distance.ts";
import type { Alphabet } from "./postings.ts";
import {
  confidence,
  createReader,
  createSpelling,
  mostPrefixEdits,
  type Names,
  type Reading,
  type Spelling,
  type Stretch,
} from "./spelling.ts";
import { isCommonWord, isEnglish, isFigure, isLetter, isStopWord } from "./words.ts";

/**
 * Step 5: how well a name answers a query, 0 to 1. The largest of three readings: the whole query against the whole
 * name, the query as the name's beginning, and the words of both aligned in any order, each to its best partner (as in
 * Monge and Elkan, "The field matching problem", 1996). A word of the query that neither the name nor the record's
 * other fields explain keeps the name under the cut. The constants were tuned on generated misspellings.
 */

const underTheCut = 0.6;
/** What the aligned words are worth where one of the query is explained by nothing. */
const strangeShare = 0.62;

type Word = Spelling & {
  readonly text: string;
  /** how much the word weighs in the query, in letters */
  readonly weight: number;
  readonly common: boolean;
  readonly figure: boolean;
  /** it may be short for another: beside others, in Latin letters, and three of them at least */
  readonly mayBeShort: boolean;
  /** it is English itself, so at most the beginning of another English word ("pub square") */
  readonly english: boolean;
};

/** A query made ready for ranking: whole, and by words. */
export type Query = {
  readonly whole: Spelling;
  readonly words: readonly Word[];
  /** sum of the words' weights */
  readonly weight: number;
  /** one word, whatever common ones stand beside it, tells what is asked for */
  readonly isOne: boolean;
  /** one word of English: it may begin a curated name or be part of it, but is no misspelling of one */
  readonly meant: boolean;
  /** nothing more is being typed: what the query only begins must nearly be all there */
  readonly sent: boolean;
  /** scores from here on are of use: a name that falls below may be left at any score under it */
  readonly least: number;
};

const mostWords = 12;
const shortened = /^[a-z]{3,}$/;
/** What a word is worth that is short for another, and which share of its letters must be there. */
const shortWorth = 0.8;
const leastShort = 0.3;
/** Letters from which on a word of English is short for another only where the name holds every word of the query. */
const longForShort = 4;
/** The share that must be there where letters are left out in its middle. */
const leastLeftOut = 0.42;
const commonShare = 0.35;
const stopShare = 0.05;
/** Letters of a word in which two edits are a third of it. */
const shortWord = 6;
const shortestWord = 4;
const elsewhereShare = 0.8;
/** Share of a name's letters that one misspelt word must cover. */
const leastPart = 0.6;
/** The same where it is all that is asked for. */
const leastOfOne = 0.8;
/**
 * Share of a word that must be there for what was sent to stand for it. Not under 0.681: such a pair of words would be less
 * alike than `leastPartner`, and be left unread.
 */
const leastBegun = 0.7;
const shortestBegun = 5;
/** Likeness under which two words are no partners. */
const leastPartner = 0.62;
/** From here on two words are the same one, written another way at most. */
const leastExact = 0.97;
/** Letters from which on two words of one folding may be one edit apart and come to that. */
const longEnoughForExact = 14;

/** Prepares the words of a query. At most 12 words are ranked. */
export function createQuery(
  words: readonly string[],
  alphabet: Alphabet,
  { sent = false, least = 0 } = {},
): Query {
  const ranked = words.slice(0, mostWords);
  const alone = ranked.length === 1;
  const telling = ranked.filter((word) => !isStopWord(word) && !isCommonWord(word)).length;
  const spellings = ranked.map((word) => createSpelling(word, alphabet));
  const prepared = ranked.map((word, at): Word => {
    const stop = !alone && (isStopWord(word) || (sent && isLetter(word)));
    const common = stop || (!alone && isCommonWord(word));
    const share = stop ? stopShare : common ? commonShare : 1;
    return {
      ...(spellings[at] as Spelling),
      text: word,
      weight: word.length * share,
      common,
      figure: isFigure(word),
      mayBeShort: telling > 1 && shortened.test(word),
      english: telling > 1 && isEnglish(word),
    };
  });
  return {
    whole: alone ? (spellings[0] as Spelling) : createSpelling(ranked.join(" "), alphabet),
    words: prepared,
    weight: prepared.reduce((sum, word) => sum + word.weight, 0),
    isOne: alone || prepared.filter(({ common }) => !common).length === 1,
    meant: alone && isEnglish(ranked[0] as string),
    sent,
    least,
  };
}

/** The query of one word of another, as if it were all that was typed so far. */
export function queryOfWord(word: Word, least: number): Query {
  const weight = word.text.length;
  const words = [{ ...word, weight, common: false, mayBeShort: false, english: false }];
  return { whole: word, words, weight, isOne: true, meant: isEnglish(word.text), sent: false, least };
}

/** Whether a word that was sent stands for one of so many letters that it begins: most of it is there, and it is no other. */
function isNearlyAll(
  { meant }: Query,
  { length }: Spelling,
  { beginsAsTyped }: Reading,
  letters: number,
): boolean {
  return beginsAsTyped && !meant && length >= shortestBegun && length >= leastBegun * letters;
}

/** What is known of the rows of names, by row. */
export type RowTraits = {
  /** how many of the row's words stand before its qualifier ("Paris, Texas" has one): that alone is no answer */
  readonly heads: Uint8Array;
  /**
   * 1 where the record has other spellings, links or text: there a short name some edits away is taken for another's
   */
  readonly curated: Uint8Array;
  /** bit i: word i is a figure or a month, of which nothing is a misspelling */
  readonly figures: Uint32Array;
  /** bit i: word i of a curated name is English: of what one word alone asks for, its spelling is settled */
  readonly english: Uint32Array;
  /** 1 where the name is transliterated by rule: its spelling is settled */
  readonly transliterated: Uint8Array;
};

/**
 * Builds the function that scores a row of `names` for a query. Bit i of `elsewhere` says that the record's other fields
 * hold word i of the query. Not reentrant.
 */
export function createRanker(
  names: Names,
  { heads, curated, figures, english, transliterated }: RowTraits,
): (query: Query, row: number, elsewhere: number) => number {
  const { normal, folded } = names;
  const read = createReader(names);
  const cuts = createCuts(normal, folded);
  const { firsts } = cuts;
  const plural = names.alphabet.encode("s")[0];
  const { lengths, letters } = cuts.normal;
  const { lengths: foldedLengths, letters: foldedLetters } = cuts.folded;
  const taken = new Uint8Array(mostNameWords);
  const stretch: Stretch = {
    start: 0,
    end: 0,
    foldedStart: 0,
    foldedEnd: 0,
    strict: false,
    settled: false,
    misspeltBegin: false,
  };

  /** Whether the last alignment left the query's last word, one of three letters or fewer, without a partner. */
  let lastIsStrange = false;

  const isSettled = ({ words }: Query, row: number, word: number): boolean =>
    transliterated[row] === 1 || (words.length === 1 && has(english, row, word));
  const has = (traits: Uint32Array, row: number, word: number): boolean =>
    word < 32 && (((traits[row] as number) >> word) & 1) === 1;

  /**
   * Whether word `other` of all names lies too far from a word to be its partner, by what their lengths and the letters
   * that it lacks cost at least; `misspeltBegin`: it may be only begun, and that misspelt. Most pairs end here, at a tenth
   * of the cost of measuring them.
   */
  function isNoPartner({ normal: own, folded: spelt }: Word, other: number, misspeltBegin: boolean): boolean {
    const length = lengths[other] as number;
    const foldedLength = foldedLengths[other] as number;
    const lacks = countBits(own.letters & ~(letters[other] as number));
    const foldedLacks = countBits(spelt.letters & ~(foldedLetters[other] as number));
    if (Math.max(foldedLacks, Math.abs(spelt.length - foldedLength)) < 2) return false;
    const edits = Math.max(lacks, Math.abs(own.length - length));
    if (likeness(edits, own.length, length) >= leastPartner) return false;
    return (
      !misspeltBegin ||
      (Math.max(lacks, own.length - length) > mostPrefixEdits &&
        Math.max(foldedLacks, spelt.length - foldedLength) > mostPrefixEdits)
    );
  }

  /** Whether a word is short for a name's: its beginning, or some of its letters from the first to the last ("chkpt"). */
  function isShortFor({ codes, english }: Word, start: number, end: number): boolean {
    const letters = codes.length;
    if (letters >= end - start || letters < leastShort * (end - start)) return false;
    if (codes[0] !== normal.codes[start]) return false;
    let at = 1;
    let there = start + 1;
    while (at < letters && codes[at] === normal.codes[there]) {
      at++;
      there++;
    }
    if (at === letters) return true;
    if (english || letters < leastLeftOut * (end - start)) return false;
    // "offcr" is short for officers, too.
    const isPlural = letters > 3 && normal.codes[end - 1] === plural && codes[letters - 1] !== plural;
    if (codes[letters - 1] !== normal.codes[isPlural ? end - 2 : end - 1]) return false;
    for (; there < end && at < letters; there++) if (codes[at] === normal.codes[there]) at++;
    return at === letters;
  }

  /**
   * Score of the aligned words; above the cut only if every word of the query is explained. `alone`: no other reading
   * of the name reaches what is of use.
   */
  function align(query: Query, row: number, elsewhere: number, alone: boolean): number {
    const first = firsts[row] as number;
    const nameWords = (firsts[row + 1] as number) - first;
    taken.fill(0, 0, nameWords);
    lastIsStrange = false;
    let answered = 0;
    let unanswered = 0;
    let strange = false;
    let covered = 0;
    let loose = false;
    let certain = true;
    let telling = false;
    let qualified = true;
    let inOrder = true;
    let doubtful = false;
    let outside = false;
    let before = -1;
    const last = query.words.length - 1;
    for (let at = 0; at <= last; at++) {
      const word = query.words[at] as Word;
      const misspeltBegin = at === last && !query.sent;
      let best = 0;
      let where = -1;
      let isShort = false;
      let typing = false;
      let asTyped = false;
      let next = normal.starts[row] as number;
      let foldedNext = folded.starts[row] as number;
      for (let other = 0; other < nameWords; other++) {
        const length = lengths[first + other] as number;
        const foldedLength = foldedLengths[first + other] as number;
        const [start, foldedStart] = [next, foldedNext];
        next += length + 1;
        foldedNext += foldedLength + 1;
        if (taken[other] === 1) continue;
        if (
          best < shortWorth &&
          word.mayBeShort &&
          stretch.strict &&
          isShortFor(word, start, start + length)
        ) {
          best = shortWorth;
          where = other;
          typing = false;
          isShort = true;
        }
        if (isNoPartner(word, first + other, misspeltBegin)) continue;
        stretch.start = start;
        stretch.end = start + length;
        stretch.foldedStart = foldedStart;
        stretch.foldedEnd = foldedStart + foldedLength;
        stretch.settled = isSettled(query, row, other);
        stretch.misspeltBegin = misspeltBegin;
        const reading = read(word, stretch);
        const begins =
          at === last &&
          reading.beginning > reading.whole &&
          (!query.sent || isNearlyAll(query, word, reading, length));
        const likely = begins ? reading.beginning : reading.whole;
        if (likely <= best || (likely < leastExact && !begins && has(figures, row, other))) continue;
        best = likely;
        where = other;
        isShort = false;
        typing = begins && reading.begins;
        asTyped = reading.beginsAsTyped;
      }
      const exact = best >= leastExact || typing;
      const shorter = where < 0 ? 0 : Math.min(word.length, lengths[first + where] as number);
      const least =
        word.figure || word.length < 3
          ? leastExact
          : shorter < 5 && nameWords + last > 1
            ? 0.8
            : leastPartner;
      if (where >= 0 && (best >= least || typing)) {
        taken[where] = 1;
        if (isShort && word.english && word.length >= longForShort) doubtful = true;
        covered += lengths[first + where] as number;
        answered += word.weight * best;
        if (!word.common) telling = true;
        if (best < leastExact && !(typing && asTyped && !query.sent)) certain = false;
        if (!exact && (word.length < 6 || best < 0.75)) loose = true;
        if (where < (heads[row] as number) || word.figure) qualified = false;
        if (where < before) inOrder = false;
        before = where;
      } else if (((elsewhere >> at) & 1) === 1) {
        answered += word.weight * elsewhereShare;
        outside = true;
      } else if (word.figure || !word.common) {
        unanswered += word.weight;
        if (alone && strangeShare * (1 - unanswered / query.weight) < query.least) return 0;
        strange = true;
        lastIsStrange = at === last && word.length < 4;
      }
    }
    if (query.weight === 0 || covered === 0) return 0;
    const nameLength = (normal.starts[row + 1] as number) - (normal.starts[row] as number) - (nameWords - 1);
    const cover = covered / Math.max(1, nameLength);
    const score = (answered / query.weight) * (0.86 + 0.14 * cover) * (inOrder ? 1 : 0.985);
    if (strange) return Math.min(strangeShare * score, underTheCut);
    // "Capture of palm" may be short for the name's own words, *Palm Desert* not for some of these and others.
    if (doubtful && outside) return Math.min(score, underTheCut);
    if (query.meant && stretch.strict && !certain) return Math.min(score, underTheCut);
    if (qualified || ((loose || !telling) && cover < leastPart)) return Math.min(score, underTheCut);
    if (stretch.strict && query.isOne && !certain && cover < leastOfOne) return Math.min(score, underTheCut);
    return score;
  }

  return (query, row, elsewhere) => {
    stretch.start = normal.starts[row] as number;
    stretch.end = normal.starts[row + 1] as number;
    stretch.foldedStart = folded.starts[row] as number;
    stretch.foldedEnd = folded.starts[row + 1] as number;
    stretch.strict = curated[row] === 1;
    // One word of English stands for what is written with all of its letters; a long one also for what is romanised.
    if (
      query.meant &&
      query.whole.length < longEnoughForExact &&
      stretch.strict &&
      query.least > underTheCut &&
      missing(query.whole.normal, normal.codes, stretch.start, stretch.end) > 0
    )
      return 0;
    stretch.settled = isSettled(query, row, 0);
    // A misspelt beginning of what was sent is worth no more than what is under the cut.
    stretch.misspeltBegin = !query.sent || query.least <= underTheCut;
    const reading = read(query.whole, stretch);
    const { begins, edits, foldedEdits } = reading;
    const { length } = query.whole;
    const meant = stretch.strict && query.meant;
    const begun = meant && !reading.beginsAsTyped ? 0 : reading.beginning;
    const tooFar =
      stretch.strict &&
      (meant
        ? edits > 0
        : edits >= (length < shortestWord ? 1 : 2) &&
          length <= shortWord &&
          foldedEdits >= (length <= shortestWord ? 1 : 2));
    const whole = tooFar ? Math.min(reading.whole, underTheCut) : reading.whole;
    if (whole === 1) return 1;
    const nameWords = (firsts[row + 1] as number) - (firsts[row] as number);
    const isWhole =
      !query.sent ||
      (query.words.length === 1 &&
        nameWords === 1 &&
        isNearlyAll(query, query.whole, reading, stretch.end - stretch.start));
    const beginning = isWhole ? begun : Math.min(begun, underTheCut);
    if (query.words.length === 1 && nameWords === 1) {
      return Math.max(has(figures, row, 0) ? Math.min(whole, underTheCut) : whole, beginning);
    }
    const alone = Math.max(whole, beginning) < query.least;
    const words = align(query, row, elsewhere, alone);
    // Where the words do not fit, the whole may: two edits can split or join words. A last word without a partner
    // ("paris tx") is no misspelling of the name's beginning, and a figure is never misspelt.
    if (words < confidence && query.words.length > 1) {
      const typing = begins || !(lastIsStrange || query.words.some(({ figure }) => figure)) ? beginning : 0;
      const misspelt = edits > 2 || query.words.some(({ figure }) => figure) ? 0 : whole;
      return Math.max(words, typing, misspelt);
    }
    return Math.max(whole, beginning, words);
  };
}
