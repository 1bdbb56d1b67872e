/** What a typed word may mean among the forms of an index: the one place where words that differ are brought together. */
import { createPattern, type Distances, measure } from "./distance.ts";
import { createSlips, mostSlips, type Slips } from "./edit-costs.ts";
import { isCompound, isEnglish } from "./english.ts";
import { fold } from "./fold.ts";
import type { InvertedIndex } from "./inverted-index.ts";
import { createAlphabet, createPacker, createPostings } from "./postings.ts";
import { isArabic, skeleton, soundAlike, sounds } from "./sounds.ts";
import { type Language, lemmaOf, relatedTo, translationsOf } from "./vocabulary.ts";

/** Why a typed word is taken for a form. */
export type How =
  | "itself"
  | "inflected"
  | "related"
  | "translated"
  | "romanised"
  | "misspelt"
  | "begun"
  | "short for"
  | "heard"
  | "joined";

/** A form that a typed word may stand for. */
export interface Meaning {
  readonly form: number;
  /** 0 to 1: 1 is the very word. */
  readonly quality: number;
  readonly how: How;
}

/** How a word is typed. */
export interface Typed {
  /** It is the last one, and more of it may come. */
  readonly isTyping: boolean;
  /** No other word tells what is meant. */
  readonly isAlone: boolean;
  readonly language: Language;
}

/**
 * The cost model: what a word is worth that is not the very form. A misspelling loses by what its slips cost beside what
 * so many letters allow; a beginning by the letters that are missing.
 */
export const qualities = {
  itself: 1,
  inflected: 0.97,
  related: 0.66,
  translated: 0.92,
  /** taken from what a word is worth that stands alone, where nothing vouches for such a reading */
  alone: 0.15,
  romanised: 0.94,
  begun: 0.95,
  begunMissing: 0.15,
  misspelt: 0.96,
  misspeltCost: 0.16,
  heard: 0.92,
  heardAlone: 0.06,
  shortFor: 0.84,
  leftOut: 0.8,
  joined: 0.96,
} as const;

/** Share of a form's letters that must be there once a word is sent. */
const leastBegun = 0.7;
const shortestBegun = 5;
const mostMeanings = 48;
/** Letters of a word that is read otherwise than as it is. */
const longestRead = 40;
const mostBegunForms = 64;
/** Letters from which on a word may have slips. */
const shortestMisspelt = 4;
/**
 * How many slips are still worth something, as a multiple of what so many letters allow; `begun`: in a beginning. Where
 * documents list their other spellings, what is farther off is another name. A bare list of names is all that there is to
 * mean, but the more there are, the likelier is one near by chance: `most` falls by `byTen` for each ten times as many. There
 * people slip on the first letter, too; in a name that is known by its spellings, another first letter is another name.
 */
const tolerances = {
  listed: { most: 1.35, byTen: 0, begun: 0.7, firstLetter: 2 },
  bare: { most: 4.3, byTen: 0.46, begun: 2, firstLetter: 1.25 },
};
/** What the most slips are worth. */
const leastWorth = 0.45;
export type Tolerance = keyof typeof tolerances;
/** Forms past which nothing is looked for by its first letter. */
const mostScanned = 50_000;
const leastShort = 0.3;
const leastLeftOut = 0.42;
const leastConsonants = 2;
/**
 * Likeness asked of words heard with two consonants, three, and more: the fewer they share, the more must agree; and the more
 * forms there are, the more only sound alike by chance.
 */
const leastAlike = [
  { forms: 5_000, least: [0.965, 0.9, 0.88] },
  { forms: 40_000, least: [0.985, 0.96, 0.9] },
  { forms: Number.POSITIVE_INFINITY, least: [0.985, 0.985, 0.95] },
] as const;

const chatDigit = /(?<!\d)[235679](?!\d)/g;
const chatLetters: Readonly<Record<string, string>> = { 2: "q", 3: "a", 5: "kh", 6: "t", 7: "h", 9: "s" };
const gluedArticle = /^[ae]l(?=[a-z]{4})/;
const gluedInArabic = /^[وفبلك]?(?:ال|لل)?(?=[\u0600-\u06ff]{3})/;

export interface Reader {
  /** What a word may mean, best first, each form once. */
  read(word: string, typed: Typed): Meaning[];
  /** What words written as one, or one word written as several, may mean. */
  readJoined(joined: string, typos: boolean): Meaning[];
}

/** Builds the reading of words against an index; `without` some kinds of meaning, to measure what each is worth. */
export function createReader(index: InvertedIndex, tolerance: Tolerance, without: ReadonlySet<How>): Reader {
  const { most, byTen, begun: mostBegun } = tolerances[tolerance];
  const mostSlipsShare = Math.max(
    tolerances.listed.most,
    most - byTen * Math.log10(Math.max(1, index.forms.length)),
  );
  const { forms } = index;
  const alphabet = createAlphabet();
  const normal = createPacker(alphabet);
  const folded = createPacker(alphabet);
  for (const form of forms) {
    const isWord = !/^[~\d]/.test(form);
    normal.add(isWord ? form : "");
    folded.add(isWord ? fold(form) : "");
  }
  const spelt = normal.finish();
  const spoken = folded.finish();
  const near = createPostings(spoken, alphabet);
  const weigh = createSlips(alphabet, tolerances[tolerance].firstLetter);
  const slips: Slips = { whole: 0, beginning: 0 };
  const distances: Distances = { whole: 0, prefix: 0 };
  const wanted = Math.min(160, Math.max(60, forms.length / 10));
  let sorted: Int32Array | undefined;
  const byLemma = new Map<string, number[]>();
  forms.forEach((form, number) => {
    const lemma = lemmaOf(form);
    if (lemma === form) return;
    const known = byLemma.get(lemma);
    if (known === undefined) byLemma.set(lemma, [number]);
    else known.push(number);
  });

  const leastHeard = leastAlike.find((each) => forms.length <= each.forms)?.least ?? [];

  const inOrder = (): Int32Array => {
    sorted ??= Int32Array.from(forms, (_, at) => at).sort((a, b) =>
      (forms[a] as string) < (forms[b] as string) ? -1 : 1,
    );
    return sorted;
  };

  /** Forms that begin with a text, in the order of the alphabet, at most `most`. */
  function beginningWith(text: string, most: number): number[] {
    const all = inOrder();
    let low = 0;
    let high = all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((forms[all[middle] as number] as string) < text) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    for (; low < all.length && found.length < most; low++) {
      const form = all[low] as number;
      if (!(forms[form] as string).startsWith(text)) break;
      found.push(form);
    }
    return found;
  }

  const ofLemma = (lemma: string): number[] => {
    const own = index.numberOf(lemma);
    const others = byLemma.get(lemma) ?? [];
    return own === undefined || others.includes(own) ? others : [own, ...others];
  };

  type Add = (form: number, quality: number, how: How) => void;

  /** Slips between what is typed and a form, as a share of what so many letters allow. */
  function slipsShare(typed: Uint8Array, form: number, isSettled: boolean): { whole: number; begun: number } {
    const start = spelt.starts[form] as number;
    const end = spelt.starts[form + 1] as number;
    weigh(typed, spelt.codes.subarray(start, end), slips);
    const letters = Math.min(typed.length, end - start);
    return {
      whole: slips.whole / Math.max(0.01, mostSlips(letters, isSettled)),
      begun: slips.beginning / Math.max(0.01, mostSlips(typed.length)),
    };
  }

  function misspeltQuality(share: number): number {
    const allowed = qualities.misspelt - qualities.misspeltCost;
    return share <= 1
      ? qualities.misspelt - qualities.misspeltCost * share
      : allowed - ((allowed - leastWorth) * (share - 1)) / (mostSlipsShare - 1);
  }

  /** What is spelt almost so, or romanised otherwise; where more is to come, also what begins almost so. */
  function addMisspelt(word: string, isTyping: boolean, add: Add): void {
    const typed = fold(word);
    const typedCodes = alphabet.encode(typed);
    const codes = alphabet.encode(word);
    const pattern = createPattern(typedCodes, alphabet.size());
    const most = Math.min(3, Math.max(1, typed.length >> 1));
    for (const form of near.candidates(typedCodes, wanted)) {
      const start = spoken.starts[form] as number;
      const end = spoken.starts[form + 1] as number;
      if (end - start < shortestMisspelt - 1) continue;
      measure(pattern, spoken.codes, start, end, distances);
      if (distances.whole > most && !(isTyping && distances.prefix <= Math.min(most, 2))) continue;
      const isSettled = isEnglish(forms[form] as string);
      const { whole, begun } = slipsShare(codes, form, isSettled);
      if (distances.whole === 0 && !isSettled)
        add(form, qualities.romanised - 0.01 * Math.min(1, whole), "romanised");
      else if (distances.whole <= most && whole <= mostSlipsShare)
        add(form, misspeltQuality(whole), "misspelt");
      if (isTyping && word.length > shortestMisspelt && begun <= mostBegun)
        add(form, qualities.begun * misspeltQuality(begun), "begun");
    }
  }

  /** What the word is the beginning of. */
  function addBegun(word: string, { isTyping, isAlone }: Typed, add: Add): void {
    if (word.length < (isTyping ? 1 : shortestBegun)) return;
    for (const form of beginningWith(word, isTyping ? mostBegunForms : 12)) {
      const share = word.length / (forms[form] as string).length;
      if (share === 1 || (!isTyping && share < leastBegun)) continue;
      const quality = qualities.begun - qualities.begunMissing * (1 - share);
      add(form, !isTyping && isAlone ? quality - qualities.alone : quality, "begun");
    }
  }

  /** What the word is short for: its beginning, or some of its letters from the first to the last ("chkpt"). */
  function addShort(word: string, add: Add): void {
    if (!/^[a-z]{3,}$/.test(word) || isEnglish(word) || forms.length > mostScanned) return;
    for (const form of beginningWith(word.charAt(0), mostScanned)) {
      const whole = forms[form] as string;
      if (whole.length <= word.length || word.length < leastShort * whole.length || index.isJoined(form))
        continue;
      const isBegun = whole.startsWith(word);
      if (isBegun || (word.length >= leastLeftOut * whole.length && isInside(word, whole)))
        add(form, isBegun ? qualities.shortFor : qualities.leftOut, "short for");
    }
  }

  const halves = new Map<boolean, ReadonlyMap<string, readonly number[]>>();
  /** Forms in one script by their consonants. */
  function bySkeleton(arabic: boolean): ReadonlyMap<string, readonly number[]> {
    let known = halves.get(arabic);
    if (known === undefined) {
      const made = new Map<string, number[]>();
      forms.forEach((form, number) => {
        if (/^[~\d]/.test(form) || isArabic(form) !== arabic || (!arabic && isEnglish(form))) return;
        const key = skeleton(sounds(form));
        if (key.length < leastConsonants) return;
        const list = made.get(key);
        if (list === undefined) made.set(key, [number]);
        else list.push(number);
      });
      known = made;
      halves.set(arabic, known);
    }
    return known;
  }

  /** What is heard as the word in the other script. */
  function addHeard(word: string, isAlone: boolean, add: Add): void {
    const arabic = isArabic(word);
    const heard = sounds(word);
    const key = skeleton(heard);
    const least = leastHeard[Math.min(key.length, 4) - leastConsonants] ?? 1;
    for (const form of bySkeleton(!arabic).get(key) ?? []) {
      const other = sounds(forms[form] as string);
      const alike = arabic ? soundAlike(heard, other) : soundAlike(other, heard);
      if (alike >= least) add(form, qualities.heard * alike - (isAlone ? qualities.heardAlone : 0), "heard");
    }
  }

  return {
    read(word, typed) {
      const { isTyping, isAlone, language } = typed;
      const found = new Map<number, Meaning>();
      const add: Add = (form, quality, how) => {
        if (quality > (found.get(form)?.quality ?? 0) && !without.has(how))
          found.set(form, { form, quality, how });
      };
      const own = index.numberOf(word);
      if (own !== undefined) add(own, qualities.itself, "itself");
      // What is longer is no word of a name, and would cost more than all others.
      if (/^[~\d]/.test(word) || word.length > longestRead) return [...found.values()];
      const english = isEnglish(word);
      const lemma = lemmaOf(word);
      for (const form of ofLemma(lemma)) add(form, qualities.inflected, "inflected");
      const spellings = [word, ...otherSpellings(word, english)];
      const bases = spellings.flatMap((each) => translationsOf(each, language));
      for (const base of bases) {
        for (const form of ofLemma(lemmaOf(base)))
          add(form, qualities.translated - (isAlone ? qualities.alone : 0), "translated");
      }
      for (const other of spellings.slice(1)) {
        const form = index.numberOf(other);
        if (form !== undefined) add(form, qualities.romanised, "romanised");
      }
      if (!isAlone) {
        for (const each of [lemma, ...bases.map(lemmaOf)])
          for (const other of relatedTo(each))
            for (const form of ofLemma(other)) add(form, qualities.related, "related");
      }
      if (
        !english &&
        bases.length === 0 &&
        word.length >= shortestMisspelt &&
        !/\d/.test(word) &&
        !isCompound(word)
      )
        addMisspelt(word, isTyping, add);
      if (!english || isTyping) addBegun(word, typed, add);
      if (!english && bases.length === 0 && (isArabic(word) || index.hasArabic)) addHeard(word, isAlone, add);
      if (!isAlone && found.size === 0) addShort(word, add);
      return [...found.values()]
        .sort((a, b) => b.quality - a.quality || a.form - b.form)
        .slice(0, mostMeanings);
    },
    readJoined(joined, typos) {
      const found = new Map<number, Meaning>();
      const add: Add = (form, quality) => {
        const worth = quality * qualities.joined;
        if (worth > (found.get(form)?.quality ?? 0) && !without.has("joined"))
          found.set(form, { form, quality: worth, how: "joined" });
      };
      const own = index.numberOf(joined);
      if (own !== undefined) add(own, 1, "joined");
      else if (typos) addMisspelt(joined, false, add);
      return [...found.values()].sort((a, b) => b.quality - a.quality || a.form - b.form);
    },
  };
}

/** A word as it may be written otherwise: without a joined article, or with letters for chat digits. */
function otherSpellings(word: string, english: boolean): string[] {
  const others: string[] = [];
  if (isArabic(word)) {
    const bare = word.replace(gluedInArabic, "");
    if (bare !== word) others.push(bare);
  } else if (!english) {
    if (gluedArticle.test(word)) others.push(word.slice(2));
    if (/[a-z]/.test(word) && /\d/.test(word) && !/\d{2}|[0148]/.test(word))
      others.push(word.replace(chatDigit, (digit) => chatLetters[digit] ?? digit));
  }
  return others;
}

/** Whether a word is some letters of another in their order, with its first and its last, or the last before a plural's s. */
function isInside(word: string, whole: string): boolean {
  const last = word.at(-1);
  if (whole.at(-1) !== last && !(whole.at(-1) === "s" && whole.at(-2) === last)) return false;
  let at = 0;
  let consonants = 0;
  for (const letter of whole) {
    if (letter === word[at]) at++;
    else if (!/[aeiouy]/.test(letter)) consonants++;
  }
  // Of three letters many words are some: only vowels may be missing ("grp").
  return at === word.length && (word.length > 3 || consonants === 0);
}
