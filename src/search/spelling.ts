import { createPattern, type Distances, likeness, measure, missing, type Pattern } from "./distance.ts";
import { foldTyped } from "./fold.ts";
import type { Alphabet, Packed } from "./postings.ts";
import { createSlips, mostSlips, type Slips } from "./slips.ts";

/**
 * How alike two spellings are. Each is read as normalised and as folded: the folded reading counts for more, because
 * romanisations differ in just the letters it merges, but only while it is at most one edit away; the normalised
 * reading alone decides what is a misspelling.
 */

/** Names in their two spellings, packed side by side, row by row. */
export type Names = {
  readonly alphabet: Alphabet;
  readonly normal: Packed;
  readonly folded: Packed;
};

/** A typed text ready to be compared. */
export type Spelling = {
  readonly length: number;
  readonly normal: Pattern;
  readonly folded: Pattern;
  readonly codes: Uint8Array;
  /** letters of an Arabic article that it may begin with, the word joined to it: 2 or 0 */
  readonly article: number;
};

/** A stretch of a row: where it lies in both spellings. */
export type Stretch = {
  start: number;
  end: number;
  foldedStart: number;
  foldedEnd: number;
  /** whether a short name must not stand for another one that people may mean */
  strict: boolean;
  /** whether its spelling is settled, so that no more than a slip of the hand is forgiven */
  settled: boolean;
  /** whether a misspelt beginning of it is of use; where not, only one as typed is read */
  misspeltBegin: boolean;
};

/** What one comparison gives. */
export type Reading = {
  /** likeness of the two as they are, 0 to 1 */
  whole: number;
  /** likeness of the typed text to the stretch's beginning, 0 to 1, less for each letter still to come */
  beginning: number;
  /** whether the folded spellings begin alike, letter for letter */
  begins: boolean;
  /** whether the normalised ones do */
  beginsAsTyped: boolean;
  /** edits between the normalised spellings */
  edits: number;
  /** edits between the folded spellings */
  foldedEdits: number;
};

/** Prepares a normalised text. */
export function createSpelling(text: string, alphabet: Alphabet): Spelling {
  const size = alphabet.size();
  const codes = alphabet.encode(text);
  const normal = createPattern(codes, size);
  const folded = createPattern(alphabet.encode(foldTyped(text)), size);
  return { length: normal.length, normal, folded, codes, article: joinedArticle.test(text) ? 2 : 0 };
}

/** An article and the word behind it, typed as one. */
const joinedArticle = /^[ae]l[^ ]{4}/;
const gluedArticle = 0.5;

/** Scores under this are no answer. */
export const confidence = 0.64;

const foldedShare = 0.6;
const leastForOneFoldedEdit = 0.54;
const notAnAnswer = 0.6;
/** Likeness of wholes that is worth nothing even to similar names. */
const leastWhole = 0.4;
/** Slips forgiven in a beginning, at most. */
export const mostPrefixEdits = 2;
/** Letters from which on any one edit leaves a settled spelling what it was. */
const longForOneSlip = 8;
/** The same where the edit is two neighbours swapped. */
const longForSwap = 5;
/** Letters up to which a beginning must be romanised as it stands in the name. */
const shortBeginning = 5;

/** Builds the comparison over `names`. It writes into one reading, valid until the next call. */
export function createReader(names: Names): (typed: Spelling, stretch: Stretch) => Reading {
  const { normal, folded, alphabet } = names;
  const distances: Distances = { whole: 0, prefix: 0 };
  const reading: Reading = {
    whole: 0,
    beginning: 0,
    begins: false,
    beginsAsTyped: false,
    edits: 0,
    foldedEdits: 0,
  };
  const slips: Slips = { whole: 0, beginning: 0 };
  const weigh = createSlips(alphabet);

  /** Weighs the slips, also without an article that the typed word begins with. */
  function weighSlips({ codes, article }: Spelling, { start, end }: Stretch): void {
    const name = normal.codes.subarray(start, end);
    weigh(codes, name, slips);
    if (article === 0) return;
    const { whole, beginning } = slips;
    weigh(codes.subarray(article), name, slips);
    slips.whole = Math.min(whole, slips.whole + gluedArticle);
    slips.beginning = Math.min(beginning, slips.beginning + gluedArticle);
  }

  function isUnlikelyBeginning(typed: Spelling, stretch: Stretch): boolean {
    weighSlips(typed, stretch);
    return slips.beginning > mostSlips(typed.length);
  }

  /** Whether one edit that parts two texts can only be two neighbours swapped. */
  const isSwap = ({ length, normal: typed }: Spelling, { start, end }: Stretch): boolean =>
    length === end - start && missing(typed, normal.codes, start, end) === 0;

  const startsAlike = ({ positions }: Pattern, start: number): boolean =>
    ((positions[normal.codes[start] as number] as number) & 1) === 1;

  return (typed, stretch) => {
    const { start, end, foldedStart, foldedEnd, strict, settled, misspeltBegin } = stretch;
    reading.whole = 0;
    reading.beginning = 0;
    reading.begins = false;
    reading.beginsAsTyped = false;
    reading.edits = farAway;
    const { length } = typed;
    const foldedLength = foldedEnd - foldedStart;
    // Of a text so much longer that only its beginning can be meant, no more is read than can be near.
    const longer = isLonger(typed.folded.length, foldedLength) && isLonger(length, end - start) ? farAway : 0;
    const foldedStop = longer > 0 ? Math.min(foldedEnd, foldedStart + reach(typed.folded.length)) : foldedEnd;
    const least = missing(typed.folded, folded.codes, foldedStart, foldedStop);
    reading.foldedEdits = Math.max(least, longer);
    if (isFar(reading.foldedEdits, least, typed.folded.length, foldedLength)) return reading;
    measure(typed.folded, folded.codes, foldedStart, foldedStop, distances);
    const foldedEdits = Math.max(distances.whole, longer);
    reading.foldedEdits = foldedEdits;
    const foldedWhole = likeness(foldedEdits, typed.folded.length, foldedLength);
    const foldedBeginning = 1 - distances.prefix / Math.max(1, typed.folded.length);
    if (isFar(foldedEdits, distances.prefix, typed.folded.length, foldedLength)) return reading;
    const foldedBegins = distances.prefix === 0;
    measure(
      typed.normal,
      normal.codes,
      start,
      longer > 0 ? Math.min(end, start + reach(length)) : end,
      distances,
    );
    reading.edits = Math.max(distances.whole, longer);
    const whole = likeness(reading.edits, length, end - start);
    reading.whole = whole;
    if (foldedEdits === 0 || (foldedEdits === 1 && whole >= leastForOneFoldedEdit)) {
      reading.whole = Math.max(whole, foldedShare * foldedWhole + (1 - foldedShare) * whole);
    }
    // Two edits leave five letters of six: enough where the first is one of them.
    if (reading.edits === 2 && length === 5 && end - start === 6 && startsAlike(typed.normal, start)) {
      reading.whole = Math.max(reading.whole, confidence);
    }
    if (strict && reading.edits > 0 && reading.whole > notAnAnswer) {
      weighSlips(typed, stretch);
      const letters = Math.min(length, end - start);
      const isOneSlip =
        settled &&
        reading.edits === 1 &&
        (letters >= longForOneSlip || (letters >= longForSwap && isSwap(typed, stretch)));
      if (!isOneSlip && slips.whole > mostSlips(letters, settled)) {
        reading.whole = notAnAnswer;
      }
    }
    if (foldedLength > typed.folded.length - 2) {
      const beginning = 1 - distances.prefix / length;
      reading.beginsAsTyped = distances.prefix === 0;
      if (!misspeltBegin && !reading.beginsAsTyped) return reading;
      reading.begins =
        foldedBegins &&
        beginning >= leastForOneFoldedEdit &&
        (reading.beginsAsTyped || !strict || length > shortBeginning);
      const mixed = Math.max(beginning, foldedShare * foldedBeginning + (1 - foldedShare) * beginning);
      const allowedEdits = length < (strict ? 7 : 5) ? 0 : length < 9 ? 1 : mostPrefixEdits;
      if (
        reading.begins ||
        (mixed >= 1 - allowedEdits / length - 0.001 &&
          (reading.beginsAsTyped || !strict || !isUnlikelyBeginning(typed, stretch)))
      ) {
        reading.beginning = mixed * (0.97 - 0.12 * (1 - Math.min(1, length / (end - start))));
      }
    }
    return reading;
  };
}

/** More edits than any name is near by. */
const farAway = 99;

/** Whether a text is so much longer than what is typed that the two are not alike as wholes, whatever their letters. */
function isLonger(length: number, otherLength: number): boolean {
  return otherLength > length && likeness(otherLength - length, length, otherLength) < leastWhole;
}

/** How far a beginning reaches that is worth anything: half of what is typed may be missing. */
function reach(length: number): number {
  return length + (length >> 1) + 1;
}

/** Whether folded spellings with at least so many edits, whole and at the beginning, are worth no closer look. */
function isFar(whole: number, prefix: number, length: number, otherLength: number): boolean {
  return likeness(whole, length, otherLength) < leastWhole && 1 - prefix / Math.max(1, length) < 0.6;
}
