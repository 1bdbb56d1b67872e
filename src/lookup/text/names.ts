/**
 * Names in running text: every alias of a place or an actor, in any script, of one word or of several, misspelt too.
 * Common names ("police station") are not looked for: in a message they are not names.
 */
import type { Actor, Catalogue, Place } from "../../dossier/catalogue.ts";
import { createSpellings, type Spellings } from "./spelling.ts";
import { type Token, tokensOf } from "./tokens.ts";
import type { Meaning, Vocabulary } from "./vocabulary.ts";

export type Named = Place | Actor;

export interface Mention {
  /** The entry, as a number of `entries`, or that of a namesake. */
  readonly entry: number;
  /** Tokens [at, until). */
  readonly at: number;
  readonly until: number;
  /** Whether the name is written with a capital or has no letter case: "state television" is no name of its own. */
  readonly proper: boolean;
}

export interface Names {
  readonly entries: readonly Named[];
  /**
   * Every name in the tokens, those inside longer ones too; what a namesake covers is left out. `typed`: by people, so
   * that a name of one word may be misspelt.
   */
  spot(
    tokens: readonly Token[],
    meaningsAt: (at: number) => readonly Meaning[],
    options?: { readonly typed?: boolean },
  ): Mention[];
  /** The names in a query, and the tokens of names that no dossier holds though they are spelt like one of its own. */
  spotAll(
    tokens: readonly Token[],
    meaningsAt: (at: number) => readonly Meaning[],
  ): { readonly held: readonly Mention[]; readonly elsewhere: ReadonlySet<number> };
}

interface Name {
  readonly terms: readonly number[];
  readonly words: readonly string[];
  readonly entry: number;
  readonly proper: boolean;
  /** A short name that the dossier knows with its article only. */
  readonly needsArticle: boolean;
}

/** Stands for the entry of a namesake, a place elsewhere that is spelt alike. */
const namesake = -1;

/** Letters from which on one edit leaves a name recognisable. */
const longWord = 7;

const arabicArticle = /^(?:al|el|ul|[ae](?:sh|dh|th|[dnrstz]))[\s-]/i;

export function createNames(catalogue: Catalogue, vocabulary: Vocabulary): Names {
  const entries = catalogue.dossiers.flatMap((dossier): Named[] => [...dossier.places, ...dossier.actors]);
  const byFirst = new Map<number, Name[]>();

  function add(texts: readonly string[], entry: number): void {
    const all = texts.map((text) => ({ text, tokens: tokensOf(text) }));
    const bare = new Set(
      all.flatMap(({ text, tokens }) =>
        tokens.length === 1 && !arabicArticle.test(text) ? [tokens[0]?.word ?? ""] : [],
      ),
    );
    const seen = new Set<string>();
    for (const { text, tokens } of all) {
      const words = tokens.map(({ word }) => word);
      const key = words.join(" ");
      if (
        seen.has(key) ||
        tokens.length === 0 ||
        tokens.every(({ stop, common, term }) => stop || common || /^\d+$/.test(term))
      )
        continue;
      seen.add(key);
      const proper = /\p{Lu}|[^\p{Lu}\p{Ll}\P{L}]/u.test(text);
      // One lower-case word is a common noun, whatever list it stands in.
      if (!proper && tokens.length === 1) continue;
      const [only = ""] = words;
      const terms = tokens.map(({ term }) => vocabulary.add(term));
      const needsArticle =
        words.length === 1 && only.length <= 5 && arabicArticle.test(text) && !bare.has(only);
      const name: Name = { terms, words, entry, proper, needsArticle };
      const first = terms[0] as number;
      const list = byFirst.get(first);
      if (list) list.push(name);
      else byFirst.set(first, [name]);
    }
  }

  entries.forEach((entry, number) => {
    add([entry.title, ...entry.names], number);
    for (const { name } of entry.namesakes) add([name], namesake);
  });

  /** A word alone is a name only if it is spelt as one; in a longer name the other words vouch for it. */
  function stands({ words, needsArticle }: Name, token: Token, edits: number): boolean {
    const [word = ""] = words;
    if (words.length > 1) return true;
    if (edits > 0 || (needsArticle && !token.articled)) return false;
    return token.word === word || token.word === `${word}s` || (word.length >= 6 && token.word.length >= 6);
  }

  let long: { readonly names: readonly Name[]; readonly spellings: Spellings } | undefined;

  /** Names of one word that a long word is one edit away from; in shorter ones an edit makes another word. */
  function misspelt({ word, stop, common }: Token): readonly Name[] {
    if (word.length < longWord || stop || common) return [];
    if (long === undefined) {
      const alone = [...byFirst.values()]
        .flat()
        .filter(
          ({ words, entry }) =>
            entry !== namesake && words.length === 1 && (words[0] ?? "").length >= longWord,
        );
      long = { names: alone, spellings: createSpellings(alone.map(({ words }) => words[0] ?? "")) };
    }
    const { names, spellings } = long;
    return spellings
      .near(word, 1)
      .flatMap(({ number }) => names[number] ?? [])
      .filter(({ words }) => words[0]?.[0] === word[0]);
  }

  /** Every name in the tokens, of namesakes too. */
  function every(
    tokens: readonly Token[],
    meaningsAt: (at: number) => readonly Meaning[],
    typed: boolean,
  ): Mention[] {
    const found: Mention[] = [];
    tokens.forEach((token, at) => {
      for (const { term, edits } of meaningsAt(at)) {
        for (const name of byFirst.get(term) ?? []) {
          if (!stands(name, token, edits)) continue;
          if (name.entry === namesake && edits > 0) continue;
          let length = 1;
          while (
            length < name.terms.length &&
            tokens[at + length]?.sentence === token.sentence &&
            meaningsAt(at + length).some((meaning) => meaning.term === name.terms[length])
          )
            length++;
          if (length < name.terms.length) continue;
          found.push({ entry: name.entry, at, until: at + length, proper: name.proper });
        }
      }
      if (!typed || found.some((mention) => mention.at === at)) return;
      for (const { entry, proper } of misspelt(token)) found.push({ entry, at, until: at + 1, proper });
    });
    return found;
  }

  return {
    entries,
    spot: (tokens, meaningsAt, { typed = false } = {}) => heldAmong(every(tokens, meaningsAt, typed)),
    spotAll(tokens, meaningsAt) {
      const found = every(tokens, meaningsAt, false);
      const held = heldAmong(found);
      const elsewhere = found.filter(
        (mention) =>
          mention.entry === namesake &&
          !held.some((other) => covers(other, mention) && lengthOf(other) > lengthOf(mention)),
      );
      const at = elsewhere.flatMap((mention) =>
        Array.from({ length: lengthOf(mention) }, (_, step) => mention.at + step),
      );
      return { held, elsewhere: new Set(at) };
    },
  };
}

/** Mentions of entries, without those that a namesake's name covers. */
function heldAmong(mentions: readonly Mention[]): Mention[] {
  const namesakes = mentions.filter(({ entry }) => entry === namesake);
  return mentions.filter(
    (mention) =>
      mention.entry !== namesake &&
      !namesakes.some((other) => covers(other, mention) && lengthOf(other) >= lengthOf(mention)),
  );
}

export function lengthOf({ at, until }: Mention): number {
  return until - at;
}

export function covers(outer: Mention, inner: Mention): boolean {
  return outer.at <= inner.at && inner.until <= outer.until;
}
