/**
 * What running text bears on: a message is a long query, read sentence by sentence. Each sentence is asked for alone, and
 * together with the one behind it, since people name a place in one and what happened there in the next.
 */
import type { Actor, Claim, Event, Excerpt, Item, Place, Question } from "../dossier/catalogue.ts";
import { type Token, tokensOf } from "../search/analysis.ts";
import type { Engine, Query, QueryWord } from "../search/engine.ts";
import { isTelling, languageOf, lemmaOf, rarity, translationsOf } from "../search/vocabulary.ts";
import { plainText, withoutOtherNumbers } from "./plain.ts";

/** What a text bears on. Lists are best first. */
export interface Reading {
  /** Whether it has no words at all: links, mentions and emoji are none. */
  readonly blank: boolean;
  readonly questions: readonly Question[];
  readonly events: readonly Event[];
  readonly excerpts: readonly Excerpt[];
  /** Places and actors that the text names. */
  readonly named: readonly (Place | Actor)[];
  /** Claims with a number of the text, beside a noun or verb of theirs. `part`: one end of a range only. */
  readonly equal: ReadonlyMap<Claim, "whole" | "part">;
}

/** Chosen on the collected messages and half of those written blind; of the other half only counts were looked at. */
const messageSettings = {
  /** The score from which on a sentence speaks of something. */
  least: 0.36,
  /** The same where a whole name of it is there, and more. */
  leastNamed: 0.25,
  /** Without a name of the collection's: what its words must weigh in all, or the score beside a figure that is given. */
  leastMet: 3,
  leastFigure: 0.6,
  /** Share of the best score from which on others are kept, and weight of words that none before them has. */
  beside: 0.85,
  novel: 0.9,
  /** Share of a name that must be there for it to be named. */
  named: 0.99,
  /** Tokens on both sides within which a noun belongs to a figure. */
  besideFigure: 5,
  most: 5,
  /** Tokens of one window, and of two sentences that make one. */
  longest: 40,
  longestPair: 24,
};

interface Found {
  readonly item: Item;
  /** A whole name of it is there. */
  readonly isNamed: boolean;
  readonly score: number;
  /** The words that it meets, with what they weigh. */
  readonly met: ReadonlyMap<string, number>;
}

/** Reads a text. Never throws. */
export function readMessage(raw: string, engine: Engine, itemAt: (document: number) => Item | null): Reading {
  const tokens = tokensOf(withoutOtherNumbers(plainText(raw)));
  const best = new Map<Item, Found>();
  const named = new Set<Place | Actor>();
  const namingWords = new Set<string>();
  const running = new Map<string, QueryWord>();
  for (const window of windowsOf(tokens)) {
    const query = engine.readTokens(window, { running });
    for (const hit of engine.find(query, { least: messageSettings.leastNamed })) {
      const item = itemAt(hit.document);
      if (item === null) continue;
      if (item.kind === "place" || item.kind === "actor") {
        if (hit.cover >= messageSettings.named) named.add(item);
        if (hit.commonCover < messageSettings.named) continue;
        for (const word of wordsMet(query, hit.inName)) namingWords.add(word.word);
      } else if (
        hit.score >=
          (hit.cover >= messageSettings.named ? messageSettings.leastNamed : messageSettings.least) &&
        hit.score > (best.get(item)?.score ?? 0)
      ) {
        const words = wordsMet(query, hit.met);
        if (words.length < 2 && !hit.isWhole) continue;
        best.set(item, {
          item,
          isNamed: hit.cover >= messageSettings.named,
          score: hit.score,
          met: new Map(words.map(({ word, weight }) => [word, weight])),
        });
      }
    }
  }
  const counts = figuresIn(tokens);
  // Without a name of the collection's, many of its words must be there, or a figure of it.
  const found = [...best.values()]
    // "army" and "palmyra" alone make no topic of it.
    .filter(({ isNamed, met }) => isNamed || [...met.keys()].some((word) => !namingWords.has(word)))
    .filter(
      ({ item, score, met }) =>
        named.size > 0 ||
        (weightOf(met) >= messageSettings.leastMet && [...met.keys()].some((word) => !/^\d/.test(word))) ||
        (item.kind === "question" && score >= messageSettings.leastFigure && givesFigure(counts, item)),
    )
    .sort((a, b) => b.score - a.score);
  const questions = kept<Question>(found, "question");
  return {
    blank: tokens.length === 0,
    questions,
    events: kept<Event>(found, "event"),
    excerpts: kept<Excerpt>(found, "excerpt"),
    named: [...named],
    equal: equalClaims(counts, questions),
  };
}

/** What of a kind is nearly as good as the best there is, or meets words that none before it does. */
function kept<T extends Item>(found: readonly Found[], kind: T["kind"]): T[] {
  const least = (found[0]?.score ?? 0) * messageSettings.beside;
  const seen = new Set<string>();
  return found
    .filter(({ item }) => item.kind === kind)
    .filter(({ score, met }) => {
      const novel = weightOf([...met].filter(([word]) => !seen.has(word)));
      if (score < least && novel < messageSettings.novel) return false;
      for (const word of met.keys()) seen.add(word);
      return true;
    })
    .slice(0, messageSettings.most)
    .map(({ item }) => item as T);
}

function wordsMet(query: Query, mask: number): QueryWord[] {
  return query.words.filter((_, at) => ((mask >> at) & 1) === 1);
}

function weightOf(met: Iterable<readonly [string, number]>): number {
  let sum = 0;
  for (const [, weight] of met) sum += weight;
  return sum;
}

/** Each sentence, in parts if it is long, and each with the one behind it. */
function windowsOf(tokens: readonly Token[]): (readonly Token[])[] {
  const { longest, longestPair } = messageSettings;
  const sentences = [...Map.groupBy(tokens, ({ sentence }) => sentence).values()];
  return sentences.flatMap((sentence, at) => {
    const parts: (readonly Token[])[] = [];
    for (let from = 0; from === 0 || from + longest / 2 < sentence.length; from += longest / 2)
      parts.push(sentence.slice(from, from + longest));
    const next = sentences[at + 1];
    if (next !== undefined && sentence.length + next.length <= longestPair)
      parts.push([...sentence, ...next]);
    return parts;
  });
}

/** Rarity of a noun that counts anything. */
const leastRare = 0.35;

/** A figure of a text, with the lemmas of the words that stand near it. */
interface Count {
  readonly value: number;
  readonly near: ReadonlySet<string>;
}

function figuresIn(tokens: readonly Token[]): Count[] {
  const language = languageOf(tokens.map(({ word }) => word));
  const lemmas = tokens.map((token) =>
    token.kind === "word" && isTelling(token, language)
      ? [token.word, ...translationsOf(token.word, language)].map(lemmaOf)
      : [],
  );
  const { besideFigure } = messageSettings;
  return tokens.flatMap(({ kind, word }, at) =>
    kind === "figure"
      ? [
          {
            value: Number(word),
            near: new Set(lemmas.slice(Math.max(0, at - besideFigure), at + besideFigure + 1).flat()),
          },
        ]
      : [],
  );
}

/** Figures of a text that stand beside a word that the topic counts by. */
function countedIn(counts: readonly Count[], question: Question, isTold = false): ReadonlySet<number> {
  const counted = countedBy(question, isTold);
  return new Set(counts.flatMap(({ value, near }) => (near.isDisjointFrom(counted) ? [] : [value])));
}

/** Whether a text gives one of the topic's figures, beside more than a common noun ("400 people"). */
function givesFigure(counts: readonly Count[], question: Question): boolean {
  const given = countedIn(counts, question, true);
  return question.claims.some((claim) => endsOf(claim).some((value) => given.has(value)));
}

/** The claims of some topics whose figures the text gives. */
function equalClaims(counts: readonly Count[], questions: readonly Question[]): Map<Claim, "whole" | "part"> {
  const equal = new Map<Claim, "whole" | "part">();
  for (const question of questions) {
    const given = countedIn(counts, question);
    for (const claim of question.claims) {
      const ends = endsOf(claim);
      const shared = ends.filter((value) => given.has(value));
      if (shared.length > 0)
        equal.set(claim, shared.length === ends.length && !isOpen(claim) ? "whole" : "part");
    }
  }
  return equal;
}

/**
 * Lemmas of what a topic's figures count, of the verbs beside them, of its topics and of those it is named by; `isTold`:
 * without common nouns.
 */
function countedBy({ claims, topics, names }: Question, isTold: boolean): ReadonlySet<string> {
  const quantities = claims.flatMap(({ quantity }) => quantity ?? []);
  if (quantities.length === 0) return new Set();
  const texts = [
    ...quantities.flatMap(({ words, verb, counted }) => [words, verb, counted]),
    ...topics,
    ...names.filter((name) => !name.includes(" ")),
    ...claims.flatMap(({ claimant }) =>
      claimant === null ? [] : [claimant.actor.title, ...claimant.actor.names],
    ),
  ];
  const words = texts.flatMap(tokensOf).filter((token) => token.kind === "word" && isTelling(token, "en"));
  const common = new Set(
    quantities
      .flatMap(({ counted }) => tokensOf(counted))
      .filter(({ word }) => rarity(word) <= leastRare)
      .map(({ word }) => lemmaOf(word)),
  );
  const lemmas = words.map(({ word }) => lemmaOf(word));
  return new Set(isTold ? lemmas.filter((lemma) => !common.has(lemma)) : lemmas);
}

/** The numbers that a claim gives: one, or the ends of a range. */
function endsOf({ quantity }: Claim): number[] {
  if (quantity === null) return [];
  const { low, best, high } = quantity;
  return [...new Set([low, best, high].filter((value) => value !== null))];
}

/** "over 50" gives one end only. */
function isOpen({ quantity }: Claim): boolean {
  return quantity !== null && quantity.best === null && (quantity.low === null || quantity.high === null);
}
