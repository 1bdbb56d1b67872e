/** Scores the documents of an index for a typed text, and says why. */

import { type Token, tokensOf, wordsOf } from "./analysis.ts";
import { isEnglish, isSlipOfCommon } from "./english.ts";
import { isYear } from "./figures.ts";
import { buildIndex, type Document, fields, type InvertedIndex } from "./inverted-index.ts";
import { withMonth } from "./months.ts";
import { createReader, type How, type Meaning, qualities, type Tolerance, type Typed } from "./readings.ts";
import { isTelling, languageOf, rarity } from "./vocabulary.ts";

/** A document, and the sentences by which it may be asked for too. */
export interface Linked extends Document {
  /** Sentences that tell of it. */
  readonly passages?: readonly Passage[];
  /** It is only named in its sentences: by their words it is asked for, and close at best. */
  readonly isMentioned?: boolean;
}

export interface Span {
  readonly from: number;
  readonly until: number;
}

export interface Passage {
  /** The number of the sentence's document. */
  readonly document: number;
  /** Where the sentence names it, as tokens [from, until); null where it is told as a whole. */
  readonly at: Span | null;
}

/** A word of a query with what it may mean. */
export interface QueryWord {
  readonly word: string;
  readonly kind: Token["kind"];
  /** What it tells, 0 to 2: inverse document frequency by how rare a word of English it is; {@link unknown} where nothing holds it. */
  readonly weight: number;
  /** English that names nothing: where no document holds it, it speaks less against one of which a name is typed. */
  readonly isOrdinary: boolean;
  readonly meanings: readonly Meaning[];
}

export interface Query {
  readonly words: readonly QueryWord[];
  /** Words written as one, or apart: a mask of the query's words, and what they mean together. */
  readonly joined: readonly { readonly mask: number; readonly meanings: readonly Meaning[] }[];
  /** The text as a name: {@link nameKey}. */
  readonly key: string;
  /** A word of it tells something. */
  readonly isTelling: boolean;
  /** It is a part of running text. */
  readonly isRunning: boolean;
}

export interface Hit {
  readonly document: number;
  /** 0 to 1. */
  readonly score: number;
  /** The text is one of its names. */
  readonly isExact: boolean;
  /** It holds every word that tells something, and not only by a sentence in which it is mentioned. */
  readonly isWhole: boolean;
  /** The words of the query that it holds, as a mask of their numbers. */
  readonly met: number;
  /** Those of them that one of its own names has. */
  readonly inName: number;
  /** A name, or what it is linked with, has one of them. */
  readonly isNamed: boolean;
  /** The share, 0 to 1, of the letters of its best name that the query has; and with its common names. */
  readonly cover: number;
  readonly commonCover: number;
  /** The row of that name; its title's where no name has a word of the query. */
  readonly row: number;
  /** The sentence by which it was found, if it was. */
  readonly passage: number | null;
}

/** Why a document was found, or was not: for one word of a query. */
export interface Reason {
  readonly word: string;
  readonly weight: number;
  /** Null where the document does not hold the word. */
  readonly met: {
    readonly form: string;
    readonly how: How;
    readonly quality: number;
    readonly field: keyof typeof fields | "sentence" | "of the sentence";
    readonly value: number;
  } | null;
}

/** Scores from which on a document is an answer, if it holds every word that tells something, and from which on it is close. */
export const thresholds = { answer: 0.8, closest: 0.45, search: 0.27 };

/** What a word is worth by the field that holds it; in a name from the first for a small part of it to the second. */
export const fieldValues = {
  namePart: 0.68,
  name: 1,
  common: 1,
  related: 0.78,
  text: 0.92,
  context: 0.8,
  ofSentence: 0.7,
};
const fieldWorth = Object.keys(fields).map((name) => fieldValues[name as keyof typeof fields]);
/** What a word is worth to a place or an actor that stands so many tokens away from it, or farther. */
export const nearness = { farthest: 0.8, farAway: 15 };
/** What a word must be worth for a document to hold it: what people only say nearly the same with is less. */
const leastWhole = 0.68;
/** How much less an ordinary word speaks against a document whose whole name is typed. */
export const relief = { ordinary: 0.85 };
/** Inverse document frequency of a word that every document holds, and of one that a single one holds. */
export const weights = { everywhere: 0.25, once: 2 };
/**
 * What a word weighs that no document holds: as much as one that a single one does. Words of up to `longestShort` letters, and
 * figures under `small`, tell less; so does another figure in running text.
 */
export const unknown = {
  word: 2,
  short: 0.6,
  longestShort: 3,
  figure: 2,
  small: 10,
  smallFigure: 0.7,
  otherFigure: 0.5,
};
/** What a word must be worth to be shown as met. */
const leastHighlit = 0.6;
/** Share of the best from which on a word is shown beside it: an inflected form beside the very word. */
const sameWorth = 0.965;
const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’ʼ]*(?:[,.]\d+)*/gu;
/** How rare a word counts that is a slip of a common one. */
const slipRarity = 0.45;
const mostTokens = 40;
const mostWords = 20;
const mostPostings = 60_000;
const mostJoinedWords = 4;

interface ReadOptions {
  /** More of the last word may come. */
  readonly isTyping?: boolean;
  /**
   * The words of a running text that were read before, to which those of this part of it are added: such a text may give another
   * figure than the document's, and speak of the same.
   */
  readonly running?: Map<string, QueryWord>;
}

export interface Engine {
  readonly index: InvertedIndex;
  read(text: string, options?: ReadOptions): Query;
  /** The same of tokens: of a part of a longer text. */
  readTokens(tokens: readonly Token[], options?: ReadOptions): Query;
  /**
   * Every document of a score of `least` or more, best first. For running text also those of which a whole name is there, and
   * none by sentences that only mention it.
   */
  find(query: Query, options?: { readonly least?: number }): Hit[];
  /** Where words of a text answer a query: stretches [start, end) of whole words, in UTF-16 units, ascending and apart. */
  highlight(query: Query): (text: string) => (readonly [start: number, end: number])[];
  /** For each word of the query, how a document meets it; `passage` is the hit's. */
  explain(query: Query, document: number, passage: number | null): Reason[];
}

export function isAnswer({ score, isWhole }: Hit): boolean {
  return isWhole && score >= thresholds.answer;
}

/** Builds the engine, in steps. `prominence` orders equals, larger first; `tolerance`: see {@link tolerances}; `without`: see {@link createReader}. */
export function* buildEngine(
  documents: readonly Linked[],
  prominence: (document: number) => number,
  tolerance: Tolerance,
  without: ReadonlySet<How> = new Set(),
): Generator<void, Engine> {
  const index = yield* buildIndex(documents);
  yield;
  const reader = createReader(index, tolerance, without);
  yield;
  const { owners, fieldOf, letters, firstRows, starts, rows } = index;
  /** Entries that a sentence tells of. */
  const told: number[][] = [];
  documents.forEach(({ passages = [] }, document) => {
    for (const passage of passages) {
      told[passage.document] ??= [];
      told[passage.document]?.push(document);
    }
  });

  // Scratch of one query: a slot for each document that holds a word of it.
  const slotOf = new Int32Array(documents.length).fill(-1);
  const covered = new Float32Array(index.letters.length);
  const seenFor = new Int32Array(index.letters.length);
  let stamp = 0;
  let inName = new Float32Array(1024);
  let elsewhere = new Float32Array(1024);
  let inContext = new Float32Array(1024);

  const longestList = Math.max(400, documents.length / 12);
  const lengthOf = (form: number): number => (starts[form + 1] as number) - (starts[form] as number);

  /** Inverse document frequency: least for a word that every document holds, most for one that a single one holds. */
  const idf = (form: number): number => {
    const frequency = Math.min(documents.length, frequencyOf(form));
    const all = Math.log(Math.max(2, documents.length));
    return (
      weights.everywhere +
      (weights.once - weights.everywhere) * (Math.log(documents.length / frequency) / all)
    );
  };

  /** How many documents hold a form; many rows are not counted one by one. */
  function frequencyOf(form: number): number {
    const start = starts[form] as number;
    const end = starts[form + 1] as number;
    if (end - start > 2_000) return end - start;
    let count = 0;
    let before = -1;
    for (let at = start; at < end; at++) {
      const owner = owners[rows[at] as number] as number;
      if (owner !== before) count++;
      before = owner;
    }
    return Math.max(1, count);
  }

  /** `rarityOf` is the word's, 0 to 1. */
  function weightOf(
    word: string,
    kind: Token["kind"],
    rarityOf: number,
    meanings: readonly Meaning[],
  ): number {
    const [best] = meanings;
    if (best === undefined) {
      if (kind !== "word") return Number(word) < unknown.small ? unknown.smallFigure : unknown.figure;
      return unknown.word * rarityOf * (word.length <= unknown.longestShort ? unknown.short : 1);
    }
    const likeliest = meanings.filter(({ quality }) => quality === best.quality);
    return Math.max(...likeliest.map(({ form }) => idf(form))) * (kind === "word" ? rarityOf : 1);
  }

  function readTokens(all: readonly Token[], { isTyping = false, running }: ReadOptions = {}): Query {
    const tokens = all.slice(0, mostTokens);
    const key = tokens.map(({ word }) => word).join(" ");
    const language = languageOf(tokens.map(({ word }) => word));
    const tells = (token: Token): boolean => isTelling(token, language);
    const told = tokens.filter(tells);
    const last = tokens.at(-1);
    const asked =
      told.length === 0 ? tokens : isTyping && last && !told.includes(last) ? [...told, last] : told;
    const distinct = [...new Map(asked.map((token) => [token.word, token])).values()].slice(0, mostWords);
    const isAlone = distinct.length === 1;
    const share = (token: Token): number => (tells(token) || told.length === 0 ? 1 : 0.3);
    const words = distinct.map((token): QueryWord => {
      const key = `${token.word} ${language}`;
      const known = running?.get(key);
      if (known !== undefined) return known;
      const word = readWord(token, share(token), {
        isTyping: isTyping && token === last,
        isAlone: isAlone && running === undefined,
        language,
        isRunning: running !== undefined,
      });
      running?.set(key, word);
      return word;
    });
    return {
      words,
      joined: joinedOf(words),
      key,
      isTelling: told.length > 0,
      isRunning: running !== undefined,
    };
  }

  function readWord(
    token: Token,
    share: number,
    { isRunning, ...typed }: Typed & { readonly isRunning: boolean },
  ): QueryWord {
    const { word, kind } = token;
    const meanings =
      kind === "date"
        ? daysOf(token).flatMap((form) => reader.read(form, { ...typed, isTyping: false }))
        : reader.read(word, typed);
    const isSlip =
      kind === "word" && (meanings[0]?.quality ?? 0) < qualities.inflected && isSlipOfCommon(word);
    const isOrdinary = kind === "word" && (isSlip || isEnglish(word));
    const isOther = isRunning && kind === "figure" && meanings.length === 0 && !isYear(word);
    const weight = isOther
      ? unknown.otherFigure
      : share * weightOf(word, kind, isSlip ? slipRarity : rarity(word), meanings);
    // In running text the longest lists tell too little to be worth walking.
    const walked = isRunning ? meanings.filter(({ form }) => lengthOf(form) <= longestList) : meanings;
    return { word, kind, weight, isOrdinary, meanings: walked };
  }

  function joinedOf(words: readonly QueryWord[]): Query["joined"] {
    const found: { mask: number; meanings: readonly Meaning[] }[] = [];
    const add = (from: number, until: number, typos: boolean): void => {
      const part = words.slice(from, until);
      if (part.some(({ kind }) => kind !== "word")) return;
      const meanings = reader.readJoined(part.map(({ word }) => word).join(""), typos);
      const mask = part.reduce((sum, _, at) => sum | (1 << (from + at)), 0);
      if (meanings.length > 0) found.push({ mask, meanings });
    };
    for (let at = 0; at + 1 < words.length; at++) {
      const isWhole = words.length === 2;
      const isKnown = words.slice(at, at + 2).every(({ meanings }) => (meanings[0]?.quality ?? 0) >= 0.97);
      add(at, at + 2, isWhole && !isKnown);
    }
    if (words.length > 2 && words.length <= mostJoinedWords) add(0, words.length, false);
    return found;
  }

  function find(query: Query, { least = thresholds.closest }: Parameters<Engine["find"]>[1] = {}): Hit[] {
    const { words, isRunning } = query;
    const width = words.length;
    const touched: number[] = [];
    const covers: number[] = [];
    /** The same of names that are no common nouns. */
    const ownCovers: number[] = [];
    const bestRow: number[] = [];
    const named: boolean[] = [];
    const touchedRows: number[] = [];
    const slotFor = (document: number): number => {
      let slot = slotOf[document] as number;
      if (slot < 0) {
        slot = touched.length;
        slotOf[document] = slot;
        touched.push(document);
        covers.push(0);
        ownCovers.push(0);
        bestRow.push(-1);
        const end = (slot + 1) * width;
        if (end > inName.length) {
          inName = larger(inName, end);
          elsewhere = larger(elsewhere, end);
          inContext = larger(inContext, end);
        }
        inName.fill(0, slot * width, end);
        elsewhere.fill(0, slot * width, end);
        inContext.fill(0, slot * width, end);
      }
      return slot;
    };
    const take = (mask: number, meanings: readonly Meaning[]): void => {
      stamp++;
      let read = 0;
      for (const { form, quality } of meanings) {
        const formLetters = (index.forms[form] as string).length;
        const end = starts[form + 1] as number;
        for (let at = starts[form] as number; at < end && read < mostPostings; at++, read++) {
          const row = rows[at] as number;
          const slot = slotFor(owners[row] as number);
          const field = fieldOf[row] as number;
          if (field === fields.related) named[slot] = true;
          const isName = field === fields.name || field === fields.common;
          const values = isName ? inName : field === fields.context ? inContext : elsewhere;
          const worth = quality * (isName ? 1 : (fieldWorth[field] as number));
          for (let word = 0; word < width; word++) {
            if (((mask >> word) & 1) === 1 && worth > (values[slot * width + word] as number))
              values[slot * width + word] = worth;
          }
          if (!isName || seenFor[row] === stamp) continue;
          seenFor[row] = stamp;
          if (covered[row] === 0) touchedRows.push(row);
          const all = letters[row] as number;
          covered[row] = Math.min(all, (covered[row] as number) + formLetters);
          const cover = (covered[row] as number) / all;
          if (cover > (covers[slot] as number)) {
            covers[slot] = cover;
            bestRow[slot] = row;
          }
          if (field === fields.name && cover > (ownCovers[slot] as number)) ownCovers[slot] = cover;
        }
      }
    };
    words.forEach(({ meanings }, at) => {
      take(1 << at, meanings);
    });
    for (const { mask, meanings } of query.joined) take(mask, meanings);
    for (const row of touchedRows) covered[row] = 0;

    // A sentence is found by the names of whom it tells, and they by its words.
    const direct = touched.length;
    for (let slot = 0; slot < direct; slot++) {
      for (const passage of documents[touched[slot] as number]?.passages ?? []) {
        const other = slotFor(passage.document);
        for (let word = 0; word < width; word++) {
          const worth = fieldValues.ofSentence * (inName[slot * width + word] as number);
          if (worth > (elsewhere[other * width + word] as number)) elsewhere[other * width + word] = worth;
        }
      }
    }
    const sentences = touched.length;
    for (let slot = 0; slot < sentences; slot++)
      for (const entry of told[touched[slot] as number] ?? []) slotFor(entry);

    const hits: Hit[] = [];
    const exact = new Set(index.named(query.key));
    const masks = wordsByForm(query);
    for (let slot = 0; slot < touched.length; slot++) {
      const document = touched[slot] as number;
      const cover = covers[slot] as number;
      const ownCover = ownCovers[slot] as number;
      const isExact = exact.has(document);
      let { score, met, isWhole } = scoreOf(words, slot, null, cover);
      let passage: number | null = null;
      const { passages = [], isMentioned = false } = documents[document] as Linked;
      for (const each of isExact || (isMentioned && isRunning) ? [] : passages) {
        const other = slotOf[each.document] as number;
        if (other < 0) continue;
        const near = each.at === null ? null : nearnessOf(width, masks, each.document, each.at);
        const told = scoreOf(words, slot, { slot: other, near }, cover);
        if (told.score <= score) continue;
        ({ score, met } = told);
        isWhole = told.isWhole && !isMentioned;
        passage = each.document;
      }
      if (isExact) score = 1;
      if (score < least && !(isRunning && cover === 1)) continue;
      const row = bestRow[slot] as number;
      hits.push({
        document,
        score: Math.round(score * 1000) / 1000,
        isExact,
        met,
        isNamed: named[slot] === true || row >= 0,
        inName: maskOf(inName, slot * width, width),
        isWhole: isWhole || isExact,
        cover: ownCover,
        commonCover: cover,
        row: row < 0 ? (firstRows[document] as number) : row,
        passage,
      });
    }
    for (const document of touched) slotOf[document] = -1;
    return hits.sort(
      (a, b) =>
        Number(isAnswer(b)) - Number(isAnswer(a)) ||
        b.score - a.score ||
        prominence(b.document) - prominence(a.document) ||
        a.document - b.document,
    );
  }

  /** For each form that a query may mean, the words that mean it, as a mask. */
  function wordsByForm({ words }: Query): ReadonlyMap<number, number> {
    const masks = new Map<number, number>();
    words.forEach(({ meanings }, word) => {
      for (const { form } of meanings) masks.set(form, (masks.get(form) ?? 0) | (1 << word));
    });
    return masks;
  }

  /** How near the words of a query stand in a sentence to some of its tokens: for each, from {@link nearness}'s farthest to 1. */
  function nearnessOf(
    width: number,
    masks: ReadonlyMap<number, number>,
    document: number,
    { from, until }: Span,
  ): Float32Array {
    const near = new Float32Array(width).fill(nearness.farthest);
    for (let row = firstRows[document] as number; row < (firstRows[document + 1] as number); row++) {
      if (fieldOf[row] !== fields.text) continue;
      const start = index.sequenceStarts[row] as number;
      const end = index.sequenceStarts[row + 1] as number;
      for (let at = start; at < end; at++) {
        const mask = masks.get(index.sequence[at] as number);
        if (mask === undefined) continue;
        const apart = Math.max(0, from - (at - start), at - start - (until - 1));
        const worth = 1 - (1 - nearness.farthest) * Math.min(1, apart / nearness.farAway);
        for (let word = 0; word < width; word++)
          if (((mask >> word) & 1) === 1 && worth > (near[word] as number)) near[word] = worth;
      }
    }
    return near;
  }

  /** The score of the document at a slot, together with one sentence of it, of whose words each counts by `near`. */
  function scoreOf(
    words: readonly QueryWord[],
    slot: number,
    passage: { readonly slot: number; readonly near: Float32Array | null } | null,
    cover: number,
  ): { score: number; met: number; isWhole: boolean } {
    const width = words.length;
    const ofName = fieldValues.namePart + (fieldValues.name - fieldValues.namePart) * cover;
    let got = 0;
    let asked = 0;
    let told = 0;
    let met = 0;
    let isWhole = true;
    for (let at = 0; at < width; at++) {
      const { weight, isOrdinary } = words[at] as QueryWord;
      let value = Math.max(
        ofName * doubted(inName[slot * width + at] as number, cover),
        elsewhere[slot * width + at] as number,
      );
      if (passage !== null) {
        const other = passage.slot * width + at;
        const read = Math.max(fieldValues.text * (inName[other] as number), elsewhere[other] as number);
        value = Math.max(value, read * (passage.near === null ? 1 : (passage.near[at] as number)));
      }
      const context = inContext[slot * width + at] as number;
      got += weight * Math.max(value, context);
      told += weight * value;
      if (value >= leastWhole) met |= 1 << at;
      else if (context < leastWhole) isWhole = false;
      asked += weight * (value === 0 && context === 0 && isOrdinary ? 1 - relief.ordinary * cover : 1);
    }
    // What does not hold every word, another number, date or name among them, is close at best.
    return {
      score: asked === 0 || told === 0 ? 0 : (got / asked) * (isWhole ? 1 : thresholds.answer),
      met,
      isWhole,
    };
  }

  /** A word that is not the very form counts for less where it is a small part of a name. */
  function doubted(quality: number, cover: number): number {
    return quality === 0 ? 0 : Math.max(0.01, quality - (1 - quality) * (1 - cover));
  }

  function explain(query: Query, document: number, passage: number | null): Reason[] {
    const { passages = [] } = documents[document] as Linked;
    const reasons = query.words.map(({ word, weight, meanings }, at): Reason => {
      const all = [
        ...meanings,
        ...query.joined.filter(({ mask }) => ((mask >> at) & 1) === 1).flatMap((each) => each.meanings),
      ];
      let met: Reason["met"] = null;
      const look = (of: number, share: number, field?: "sentence" | "of the sentence"): void => {
        for (let row = firstRows[of] as number; row < (firstRows[of + 1] as number); row++) {
          for (const { form, quality, how } of all) {
            if (!isHeld(form, row)) continue;
            const own =
              (Object.keys(fields) as (keyof typeof fields)[]).find(
                (name) => fields[name] === fieldOf[row],
              ) ?? "text";
            const worth = share * quality * fieldValues[own];
            if (worth > (met?.value ?? 0))
              met = { form: index.forms[form] as string, how, quality, field: field ?? own, value: worth };
          }
        }
      };
      look(document, 1);
      if (passage !== null) {
        look(passage, 1, "sentence");
        for (const entry of told[passage] ?? []) look(entry, fieldValues.ofSentence, "of the sentence");
      } else if (passages.length === 0)
        for (const entry of told[document] ?? []) look(entry, fieldValues.ofSentence, "of the sentence");
      return { word, weight, met };
    });
    return reasons;
  }

  function highlight(query: Query) {
    // Of what a word may mean, a text is shown the best that it has: "stated" is no part of "United States".
    const meant = query.words.map(({ kind, word, meanings }) => {
      const qualities = new Map(meanings.map(({ form, quality }) => [index.forms[form] as string, quality]));
      // A date stands in a text as its words.
      if (kind === "date" && meanings.length > 0) for (const each of word.split(" ")) qualities.set(each, 1);
      return qualities;
    });
    return (text: string): (readonly [number, number])[] => {
      const placed = Array.from(text.matchAll(wordPattern)).map(({ 0: word, index: start }) => {
        const forms = wordsOf(word);
        const worth = meant.map((qualities) => Math.max(...forms.map((form) => qualities.get(form) ?? 0), 0));
        return { start, end: start + word.length, worth };
      });
      const best = meant.map((_, at) =>
        Math.max(leastHighlit, ...placed.map(({ worth }) => worth[at] as number)),
      );
      return placed
        .filter(({ worth }) => worth.some((each, at) => each >= sameWorth * (best[at] as number)))
        .map(({ start, end }) => [start, end]);
    };
  }

  function isHeld(form: number, row: number): boolean {
    let low = starts[form] as number;
    let high = starts[form + 1] as number;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rows[middle] as number) < row) low = middle + 1;
      else high = middle;
    }
    return low < (starts[form + 1] as number) && rows[low] === row;
  }

  return {
    index,
    read: (text, options) => readTokens(tokensOf(options?.isTyping ? withMonth(text) : text), options),
    readTokens,
    find,
    highlight,
    explain,
  };
}

/** Which of some values are enough for a document to hold the word. */
function maskOf(values: Float32Array, start: number, count: number): number {
  let mask = 0;
  for (let at = 0; at < count; at++) if ((values[start + at] as number) >= leastWhole) mask |= 1 << at;
  return mask;
}

function daysOf({ forms }: Token): readonly string[] {
  const days = forms.filter((form) => !form.startsWith("~") || form.includes("-"));
  return days.length > 0 ? days : forms;
}

function larger(values: Float32Array<ArrayBuffer>, least: number): Float32Array<ArrayBuffer> {
  const grown = new Float32Array(Math.max(least, 2 * values.length));
  grown.set(values);
  return grown;
}
