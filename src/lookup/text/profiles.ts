/**
 * What each question, event and excerpt may be recognised by in running text: its topics, the names people give it,
 * its claims' words, figures and dates, and the places and actors it is about. Kept as numbers in flat arrays, since a
 * dossier may hold ten thousand excerpts.
 */
import type { Catalogue, Claim, Event, Excerpt, Question } from "../../dossier/catalogue.ts";
import { daysIn, yearsIn } from "./figures.ts";
import { covers, lengthOf, type Mention, type Named, type Names } from "./names.ts";
import { type Token, tokensOf } from "./tokens.ts";
import type { Meaning, Vocabulary } from "./vocabulary.ts";

export type Subject = Question | Event | Excerpt;

/** How well a field speaks for what a message is about, 0 to 1. */
const credits = {
  topic: 1,
  /** a name of one word */
  name: 1,
  /** every word of a longer name */
  phrase: 1,
  title: 0.7,
  topicWord: 0.6,
  claim: 0.5,
  nameWord: 0.35,
  sentence: 0.25,
  /** a word of the excerpt, for the excerpt itself */
  own: 0.5,
  date: 1.2,
} as const;

const roles: Readonly<Record<string, number>> = {
  site: 1,
  doing: 1,
  affected: 1,
  saidBy: 0.8,
  mentioned: 0.5,
  workplace: 0.5,
  bearing: 0.6,
  contrast: 0.5,
};

export interface Profiles {
  readonly subjects: readonly Subject[];
  /** Row r of `terms` and `credits` is [starts[r], starts[r + 1]). */
  readonly starts: Uint32Array;
  readonly terms: Uint32Array;
  readonly credits: Float32Array;
  /** Names of several words, of each subject, as the terms that must all be there. */
  readonly phrases: readonly (readonly (readonly number[])[])[];
  /** Entries that a subject is named by: their name alone is its name. */
  readonly namedBy: readonly ReadonlySet<number>[];
  /** Years that the dossiers speak of. */
  readonly years: ReadonlySet<number>;
}

/** Terms that are no words. */
export const entryTerm = (entry: number): string => `@${entry}`;
export const dayTerm = (day: number | null, month: number): string => `~${day ?? ""}-${month}`;

/** How many dossiers are read in one step. */
const dossiersAtOnce = 5;

/** Builds the profiles, in steps; every term is added to `vocabulary`. */
export function* createProfiles(
  catalogue: Catalogue,
  names: Names,
  vocabulary: Vocabulary,
): Generator<void, Profiles> {
  const entryNumbers = new Map<Named, number>(names.entries.map((entry, number) => [entry, number]));
  const years = new Set<number>();
  const subjects: Subject[] = [];
  const starts: number[] = [0];
  const terms: number[] = [];
  const values: number[] = [];
  const phrases: (readonly (readonly number[])[])[] = [];
  const namedBy: Set<number>[] = [];
  const read = new Map<string, Words>();

  interface Words {
    /** Terms of words that say something; figures of dates are left to `days`. */
    readonly words: readonly string[];
    /** What stands for the text as a phrase: longest names as entries, the rest as words. */
    readonly phrase: readonly string[];
    readonly days: readonly string[];
  }

  function wordsOf(text: string): Words {
    const known = read.get(text);
    if (known !== undefined) return known;
    const tokens = tokensOf(text);
    const mentions = names.spot(tokens, (at) => exactly(tokens[at]));
    const days = daysIn(tokens);
    const dated = new Set(days.flatMap(({ at }) => [at - 4, at - 3, at - 2, at - 1, at, at + 1]));
    for (const { year } of yearsIn(tokens)) years.add(year);
    const says = (token: Token, at: number) => !token.stop && !(dated.has(at) && /^\d+$/.test(token.term));
    const longest = mentions.filter(
      (mention) => !mentions.some((other) => covers(other, mention) && lengthOf(other) > lengthOf(mention)),
    );
    const inside = (at: number) => longest.some((mention) => mention.at <= at && at < mention.until);
    const result: Words = {
      words: tokens.filter((token, at) => says(token, at) && !alone(mentions, at)).map(({ term }) => term),
      phrase: [
        ...new Set([
          ...longest.map(({ entry }) => entryTerm(entry)),
          ...tokens.filter((token, at) => says(token, at) && !inside(at)).map(({ term }) => term),
        ]),
      ],
      days: days.flatMap(({ day, month }) => [dayTerm(day, month), dayTerm(null, month)]),
    };
    read.set(text, result);
    return result;
  }

  function exactly(token: Token | undefined): Meaning[] {
    const term = token && vocabulary.get(token.term);
    return term === undefined ? [] : [{ term, edits: 0 }];
  }

  function add(subject: Subject, fill: (row: Row) => void): void {
    const best = new Map<string, number>();
    const named = new Set<number>();
    const own: number[][] = [];
    const credit = (term: string, value: number) => {
      if (value > (best.get(term) ?? 0)) best.set(term, value);
    };
    fill({
      text(text, value) {
        const { words, days } = wordsOf(text);
        for (const word of words) credit(word, value);
        for (const day of days) credit(day, credits.date * (/^~-/.test(day) ? 0.5 : 1));
      },
      phrase(text, alone, part, isName = false) {
        const { words, phrase, days } = wordsOf(text);
        for (const day of days) credit(day, credits.date * (/^~-/.test(day) ? 0.5 : 1));
        if (phrase.length === 1) {
          const [only = ""] = phrase;
          if (isName && only.startsWith("@")) named.add(Number(only.slice(1)));
          else if (!/^[@\d]/.test(only)) credit(only, alone);
          return;
        }
        for (const word of words) credit(word, part);
        if (phrase.length > 1) own.push(phrase.map((term) => vocabulary.add(term)));
      },
      entry(entry, value) {
        const number = entryNumbers.get(entry);
        if (number !== undefined) credit(entryTerm(number), value);
      },
    });
    subjects.push(subject);
    for (const [term, value] of best) {
      terms.push(vocabulary.add(term));
      values.push(value);
    }
    starts.push(terms.length);
    phrases.push(own);
    namedBy.push(named);
  }

  // An entry that no subject is about is named all the same.
  names.entries.forEach((_, entry) => {
    vocabulary.add(entryTerm(entry));
  });
  for (const [number, dossier] of catalogue.dossiers.entries()) {
    if (number % dossiersAtOnce === dossiersAtOnce - 1) yield;
    for (const question of dossier.questions) {
      add(question, (row) => {
        named(row, question);
        for (const claim of question.claims) claimed(row, claim);
        for (const excerpt of question.excerpts) around(row, excerpt, question.claims);
      });
    }
    for (const event of dossier.events) {
      add(event, (row) => {
        named(row, event);
        for (const place of event.places) row.entry(place, roles.site ?? 1);
        for (const date of [event.happened, event.reported]) if (date) row.text(date.words, credits.claim);
        for (const excerpt of event.excerpts) around(row, excerpt, []);
      });
    }
    for (const excerpt of dossier.excerpts) {
      add(excerpt, (row) => {
        row.text(excerpt.exact, credits.own);
        row.phrase(excerpt.title, credits.title, credits.title);
        around(row, excerpt, excerpt.claims);
      });
    }
  }

  return {
    subjects,
    starts: Uint32Array.from(starts),
    terms: Uint32Array.from(terms),
    credits: Float32Array.from(values),
    phrases,
    namedBy,
    years,
  };
}

interface Row {
  text(text: string, value: number): void;
  /** A phrase: `alone` where it is one word, `part` for one of its words. A name may be an entry's own. */
  phrase(text: string, alone: number, part: number, isName?: boolean): void;
  entry(entry: Named, value: number): void;
}

function named(row: Row, subject: Question | Event): void {
  row.phrase(subject.title, credits.title, credits.title, true);
  for (const name of subject.names) row.phrase(name, credits.name, credits.nameWord, true);
  for (const topic of subject.topics) row.phrase(topic, credits.topic, credits.topicWord);
}

function claimed(row: Row, claim: Claim): void {
  row.text(claim.words, credits.claim);
  if (claim.date) row.text(claim.date.words, credits.claim);
  if (claim.claimant) row.entry(claim.claimant.actor, roles.saidBy ?? 1);
}

/** The sentence, and whom and where it names; what stands in a claim's own words counts in full. */
function around(row: Row, excerpt: Excerpt, claims: readonly Claim[]): void {
  row.text(excerpt.exact, credits.sentence);
  const within = (words: string) =>
    claims.length === 0 || claims.some((claim) => claim.words.includes(words));
  for (const { place, role, words } of excerpt.places)
    row.entry(place, (roles[role] ?? 0.5) * (within(words) ? 1 : 0.7));
  for (const { actor, role, words } of excerpt.actors)
    row.entry(actor, (roles[role] ?? 0.5) * (within(words) ? 1 : 0.5));
}

/** Whether a token is a name by itself: then it is no topic. */
function alone(mentions: readonly Mention[], at: number): boolean {
  return mentions.some((mention) => mention.at === at && mention.until === at + 1);
}
