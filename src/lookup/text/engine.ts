/**
 * The text engine: one index of what the dossiers hold, and two readings of it. A message speaks of many things, a part
 * of which may bear on a dossier; a query asks for one, and nearly all of it must be answered.
 */
import type { Catalogue } from "../../dossier/catalogue.ts";
import { createHoldings } from "./holdings.ts";
import { createMessageReader, type Reading } from "./message.ts";
import { createNames } from "./names.ts";
import { createProfiles } from "./profiles.ts";
import { createQueryReader, most, type Results } from "./query.ts";
import { createVocabulary } from "./vocabulary.ts";

export interface TextEngine {
  /** What running text bears on: a message, with everything in it that is about something else. */
  read(text: string): Reading;
  /** What answers a query: words, names, figures or a whole question. Its first 320 characters are read. */
  search(query: string): Results;
  /** Builds what the first use would build, in steps, as far as it is iterated. */
  preparing(): Generator<void>;
}

/** Builds the engine; its index is made at the first use. */
export function createTextEngine(catalogue: Catalogue): TextEngine {
  const making = makeReaders(catalogue);
  let made: Readers | undefined;
  function* preparing(): Generator<void> {
    while (made === undefined) {
      const step = making.next();
      if (step.done) made = step.value;
      yield;
    }
  }
  const readers = (): Readers => {
    for (const _ of preparing());
    return made as Readers;
  };
  return { read: (text) => readers().read(text), search: (query) => readers().search(query), preparing };
}

type Readers = Pick<TextEngine, "read" | "search">;

function* makeReaders(catalogue: Catalogue): Generator<void, Readers> {
  const vocabulary = createVocabulary();
  const names = createNames(catalogue, vocabulary);
  yield;
  const profiles = yield* createProfiles(catalogue, names, vocabulary);
  yield;
  const holdings = yield* createHoldings(catalogue, vocabulary);
  yield;
  const read = createMessageReader(vocabulary, names, profiles);
  const answer = createQueryReader(vocabulary, names, holdings);
  return {
    read,
    search(query) {
      const typed = query.slice(0, longestQuery);
      const results = answer(typed);
      const isEmpty = results.excerpts.length + results.entries.length === 0;
      return isEmpty && results.touched && isRunning(typed)
        ? resultsOf(read(typed.slice(0, longestRunning)))
        : results;
    },
  };
}

/** Longest query that is read, in UTF-16 units. */
export const longestQuery = 320;
/** Running text is read for the first sentences alone: a query of any length costs a few times a short one. */
const longestRunning = 200;
/** Words from which on what is typed is taken for running text, of which a part may speak of something else. */
const fewestRunning = 9;

/** Whether what was typed is no query any more, but something that somebody wrote. */
function isRunning(typed: string): boolean {
  return typed.split(/\s+/, fewestRunning).length === fewestRunning;
}

/** What running text bears on, the sentences of the questions first. */
function resultsOf({ questions, events, excerpts, named }: Reading): Results {
  const sentences = [...[...questions, ...events].flatMap((entry) => entry.excerpts), ...excerpts];
  return {
    touched: true,
    excerpts: [...new Set(sentences)].slice(0, most.excerpts),
    entries: [...questions, ...events, ...named].slice(0, most.entries),
  };
}
