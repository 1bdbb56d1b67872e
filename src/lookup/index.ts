/**
 * From what people type to what the dossiers hold: the one place where an option's text becomes an entry, a choice
 * between entries, or nothing.
 */

import type { Range } from "../cards/card.ts";
import type { Nearest } from "../cards/notices.ts";
import type { Asked } from "../cards/results.ts";
import {
  type Catalogue,
  type Dossier,
  type Entry,
  type Excerpt,
  entriesOf,
  type Item,
} from "../dossier/catalogue.ts";
import { plainSigns, wordsOf } from "../search/analysis.ts";
import {
  buildEngine,
  type Engine,
  type Hit,
  isAnswer,
  type Query,
  type Reason,
  thresholds,
} from "../search/engine.ts";
import { loadEnglish } from "../search/english.ts";
import { nameKey } from "../search/inverted-index.ts";
import type { How } from "../search/readings.ts";
import { type QuestionKind, questionsIn } from "../search/vocabulary.ts";
import { createAlike } from "./alike.ts";
import { withoutClosest } from "./closest.ts";
import { type Documents, documentsOf, prominenceOf, type Subject } from "./documents.ts";
import { type Reading, readMessage } from "./message.ts";

type ItemKind = Item["kind"];
type ItemOf<Kind extends ItemKind> = Extract<Item, { kind: Kind }>;

/** What an option's text stands for. */
export type Found<T extends Item = Item> =
  /** `closest`: it is only close to the text, and no answer to it. */
  | { readonly type: "item"; readonly item: T; readonly closest: boolean }
  /** Several answer equally well. */
  | { readonly type: "several"; readonly items: readonly T[] }
  /** Entries of other kinds answer it, best first. */
  | { readonly type: "otherKind"; readonly items: readonly Item[] }
  /** Nothing is close enough. */
  | { readonly type: "nothing"; readonly nearest: Nearest }
  | { readonly type: "blank" };

interface Completion {
  readonly item: Item;
  /** The name that matched, where it is not the title. */
  readonly alias: string | null;
  /** It is only close to what was typed, and no answer to it. */
  readonly closest: boolean;
}

export interface Lookup {
  /** What running text of any length bears on: a message, with everything in it that is about something else. */
  read(text: string): Reading;
  /** What `typed` (an id, a suggestion's name, or free text of any length) stands for. */
  find<Kind extends ItemKind>(kind: Kind, typed: string): Found<ItemOf<Kind>>;
  /**
   * At most 25 suggestions, best first, none twice; the most prominent for a blank text. First what `find` gives for the
   * text.
   */
  complete(kind: ItemKind, typed: string): readonly Completion[];
  /** Excerpts by the words of a text, with where the words stand in each, and the entries that it names; best first. */
  search(typed: string): {
    readonly excerpts: readonly { readonly excerpt: Excerpt; readonly ranges: readonly Range[] }[];
    readonly entries: readonly Item[];
    /** What the text asks for. */
    readonly asked: Asked | null;
  };
  /**
   * Builds what the first look-up would build, in steps, as far as it is iterated.
   */
  preparing(): Generator<void>;
  /** Entries that are near to the text, but no answer to it. */
  nearTo(typed: string): Nearest;
  /** What a text finds of all kinds, names of what is not held among it, best first, each with why; at most `limit`. */
  explain(typed: string, limit: number): readonly Explained[];
}

/** Why something is found: for each word of the text, how it is met. */
export interface Explained {
  /** The id of what is found, or the name of something that is not held. */
  readonly id: string;
  readonly score: number;
  /** It is the text's own name, and it holds every word that tells something: as {@link Hit}. */
  readonly isExact: boolean;
  readonly isWhole: boolean;
  readonly cover: number;
  readonly reasons: readonly Reason[];
}

/** Between a suggestion and the title of its dossier, where there are several; sent back as text as well. */
export const dossierMark = " · ";

/** Between a suggestion's title and the alias that matched; people send suggestions back as text. */
export const aliasMark = " — ";

const mostSuggested = 25;
/** How many are suggested of what is only close. */
const mostClosest = 5;
const mostFound = { excerpts: 20, entries: 10 } as const;
/** The score from which on a sentence that holds every word of a search is found; one that holds some needs less. */
const leastFound = 0.69;
/** Share of the best sentence's score from which on others are found beside it. */
const besideBestFound = 0.5;
/** Entries of another kind that score so much less than the best are not offered beside it. */
const besideBest = 0.05;
/** Share of a name's letters from which on it is the name that is typed. */
const namedCover = 0.8;

/** What a text means, best first. */
interface Ranked {
  readonly query: Query;
  /** Entries and sentences, answers and what is close. */
  readonly hits: readonly (Hit & { readonly item: Item })[];
  /** The owner of a listed name of something else that answers better than any of them. */
  readonly namesake: Entry | null;
}

/** `without` some kinds of meaning, to measure what each is worth. */
export function createLookup(catalogue: Catalogue, without: ReadonlySet<How> = new Set()): Lookup {
  const building = build(catalogue, without);
  let built: Built | undefined;
  function* preparing(): Generator<void> {
    while (built === undefined) {
      const step = building.next();
      if (step.done) built = step.value;
      yield;
    }
  }
  // Built at the first look-up: the time to ready is measured.
  const ready = (): Built => {
    for (const _ of preparing());
    return built as Built;
  };
  const prominent = new Map<ItemKind, readonly Completion[]>();
  const alikeOf = new Map<ItemKind | null, ReturnType<typeof createAlike>>();

  function rank(text: string, { isTyping = false, least = thresholds.closest } = {}): Ranked {
    const { engine, subjects } = ready();
    const query = engine.read(text, { isTyping });
    const all = engine.find(query, { least });
    const hits = all.flatMap((hit) => {
      const subject = subjects[hit.document] as Subject;
      return subject.type === "item" ? [{ ...hit, item: subject.item }] : [];
    });
    const elsewhere = all.find(({ document }) => subjects[document]?.type === "namesake");
    const owner = elsewhere && subjects[elsewhere.document];
    const isNamesake =
      elsewhere !== undefined &&
      elsewhere.score > (hits[0]?.score ?? 0) &&
      elsewhere.score >= thresholds.answer &&
      engine.explain(query, elsewhere.document, null).every(({ met }) => met?.how !== "begun");
    return { query, hits, namesake: isNamesake && owner?.type === "namesake" ? owner.owner : null };
  }

  /** The item of an id; of an excerpt also by its number ("PAL 11", "#11") and by its title in a list. */
  function byIdentifier(kind: ItemKind, typed: string): Item | undefined {
    const [id = ""] = typed.split(" · ", 1);
    const item = catalogue.get(id);
    if (item !== undefined && (id === typed || item.kind === "excerpt")) return item;
    if (kind !== "excerpt") return undefined;
    const numbered = catalogue.dossiers.flatMap((dossier) => {
      const form = new RegExp(`^(?:${dossier.excerptPrefix}[\\s_-]*)?#?0*(\\d{1,4})\\.?$`, "i");
      return excerptNumbered(dossier, Number(form.exec(plainSigns(typed))?.[1])) ?? [];
    });
    return numbered.length === 1 ? numbered[0] : undefined;
  }

  /** Excerpts whose id, or whose number, begins like what is typed. */
  function numberedLike(typed: string): Completion[] {
    const begin = plainSigns(typed)
      .toUpperCase()
      .replace(/[\s_#.-]+/g, "");
    return catalogue.dossiers
      .flatMap((dossier) => dossier.excerpts)
      .filter(({ id, dossier }) => {
        const number = id.slice(dossier.excerptPrefix.length + 1);
        return [id.replace("-", ""), number, String(Number(number))].some((form) => form.startsWith(begin));
      })
      .map((item) => ({ item, alias: null, closest: false }));
  }

  function typedText(raw: string): { readonly text: string; readonly closest: boolean } {
    const { text, closest } = withoutClosest(raw.trim().slice(0, longestName));
    return { text: withoutDossier(text).split(aliasMark, 1)[0]?.trim() ?? "", closest };
  }

  function find(kind: ItemKind, raw: string): Found {
    const { text, closest } = typedText(raw);
    if (isBlank(text)) return { type: "blank" };
    const identified = byIdentifier(kind, text);
    if (identified?.kind === kind) return { type: "item", item: identified, closest };
    if (identified) return { type: "otherKind", items: [identified] };
    if (kind === "excerpt" && idLike.test(plainSigns(text))) return { type: "nothing", nearest: nothingNear };
    const found = chosen(kind, rank(text)) ?? { type: "nothing", nearest: alikeTo(kind, text) };
    return closest && found.type === "item" ? { ...found, closest: true } : found;
  }

  /** What a text is taken for, null for nothing: names of the kind, then names of others; then what answers, and what is close. */
  function chosen(kind: ItemKind, { query, hits, namesake }: Ranked): Found | null {
    const own = hits.filter(({ item }) => item.kind === kind);
    const others = hits.filter(
      ({ item }) => item.kind !== kind && item.kind !== "excerpt" && kind !== "excerpt",
    );
    const [first, second] = own;
    if (first?.isExact) {
      return second?.isExact
        ? { type: "several", items: own.filter(({ isExact }) => isExact).map(({ item }) => item) }
        : { type: "item", item: first.item, closest: false };
    }
    const isNamed = (hit: Hit): boolean => isAnswer(hit) && hit.cover >= namedCover;
    const named = others.filter(({ isExact, item }) => isExact && !isCommonName(item, query.key));
    if (named.length > 0 && !(first && isNamed(first)))
      return { type: "otherKind", items: withoutTwins(named.map(({ item }) => item)) };
    if (namesake !== null) return { type: "nothing", nearest: { how: "namesake", items: [namesake] } };
    if (first && isAnswer(first)) return { type: "item", item: first.item, closest: false };
    const sentences = hits.filter(({ item }) => item.kind === "excerpt");
    const said = sentences.find(({ isExact }) => isExact);
    if (said) return { type: "item", item: said.item, closest: true };
    const answers = others.filter(isNamed);
    const [best] = answers;
    // The kind's own is meant where it is named, or where the text asks for one.
    const isMeant = first !== undefined && (first.cover >= namedCover || asksFor(kind, query.key));
    if (best && !isMeant) {
      const items = answers.filter(({ score }) => score >= best.score - besideBest).map(({ item }) => item);
      return { type: "otherKind", items: withoutTwins(items).slice(0, 3) };
    }
    // What only sentences say, and no name of the kind: the first that says it.
    const isOnlySaid = (kind === "place" || kind === "actor") && !first?.isNamed && !isMeant;
    const saying = isOnlySaid ? sentences.find(isAnswer) : undefined;
    if (saying) return { type: "item", item: saying.item, closest: true };
    return first === undefined ? null : { type: "item", item: first.item, closest: true };
  }

  /** What `find` gives, and behind it what else is of the kind. */
  function suggestions(kind: ItemKind, text: string): readonly Completion[] {
    const identified = byIdentifier(kind, text);
    const ranked = rank(text, { isTyping: true });
    const first: Completion[] = [];
    if (identified?.kind === kind) first.push({ item: identified, alias: null, closest: false });
    else {
      const found = chosen(kind, ranked);
      if (found === null || found.type === "nothing") return [];
      if (found.type === "item") first.push({ item: found.item, alias: null, closest: found.closest });
      if (found.type === "otherKind" || found.type === "several")
        first.push(...found.items.map((item) => ({ item, alias: null, closest: false })));
    }
    const own = ranked.hits.filter(({ item }) => item.kind === kind);
    const answers = own.filter(isAnswer);
    // Beside what another kind answers, what is only close to the text is far-fetched.
    const isOther = first.some(({ item }) => item.kind !== kind);
    const close = own.filter((hit) => !isAnswer(hit)).slice(0, isOther ? 0 : mostClosest);
    const rest = [...answers, ...close].map(
      (hit): Completion => ({ item: hit.item, alias: null, closest: !isAnswer(hit) }),
    );
    const nameOf = new Map(
      own.map(({ item, row, cover }) => [item, cover > 0 ? shownName(item, row) : null]),
    );
    const all = new Map<Item, Completion>();
    for (const each of [...first, ...rest]) {
      if (!all.has(each.item)) all.set(each.item, { ...each, alias: nameOf.get(each.item) ?? null });
    }
    return [...all.values()].slice(0, mostSuggested);
  }

  /**
   * The name that matched, where it may be shown: of a place or an actor, and no common name. Events and questions are
   * searched by whatever people type, which may say more than a title may.
   */
  function shownName(item: Item, row: number): string | null {
    if (item.kind !== "place" && item.kind !== "actor") return null;
    const name = ready().engine.index.textOf(row);
    return name === item.title || !item.names.includes(name) ? null : name;
  }

  function alikeTo(kind: ItemKind | null, text: string): Nearest {
    let alike = alikeOf.get(kind);
    if (alike === undefined) {
      alike = createAlike(
        catalogue.dossiers.flatMap(entriesOf).filter((item) => kind === null || item.kind === kind),
      );
      alikeOf.set(kind, alike);
    }
    return { how: "spelling", items: alike(text) };
  }

  function mostProminent(kind: ItemKind): readonly Completion[] {
    let known = prominent.get(kind);
    if (known === undefined) {
      known = ready()
        .subjects.flatMap((subject) =>
          subject.type === "item" && subject.item.kind === kind ? [subject.item] : [],
        )
        .toSorted((a, b) => prominenceOf(b) - prominenceOf(a))
        .slice(0, mostSuggested)
        .map((item) => ({ item, alias: null, closest: false }));
      prominent.set(kind, known);
    }
    return known;
  }

  function withoutDossier(typed: string): string {
    if (catalogue.dossiers.length < 2) return typed;
    const from = catalogue.dossiers.find(({ title }) => typed.trimEnd().endsWith(`${dossierMark}${title}`));
    return from === undefined ? typed : typed.trimEnd().slice(0, -(dossierMark.length + from.title.length));
  }

  return Object.freeze({
    find: find as Lookup["find"],
    complete(kind: ItemKind, typed: string) {
      const text = typed.trim().slice(0, longestName);
      if (isBlank(text)) return mostProminent(kind);
      if (kind === "excerpt" && idLike.test(plainSigns(text)))
        return numberedLike(text).slice(0, mostSuggested);
      return suggestions(kind, text);
    },
    preparing,
    read(text: string) {
      const { engine, subjects } = ready();
      return readMessage(text, engine, (document) => {
        const subject = subjects[document];
        return subject?.type === "item" ? subject.item : null;
      });
    },
    search(typed: string) {
      const text = typed.slice(0, longestQuery);
      const { query, hits, namesake } = rank(text, { least: thresholds.search });
      if (namesake !== null || !query.isTelling) return { excerpts: [], entries: [], asked: null };
      const sentences = hits.filter(
        (hit) => hit.item.kind === "excerpt" && hit.met !== 0 && (!hit.isWhole || hit.score >= leastFound),
      );
      const least = (sentences[0]?.score ?? 0) * besideBestFound;
      const best = sentences.filter(({ score }) => score >= least);
      const excerpts = best.slice(0, mostFound.excerpts).map(({ item }) => item as Excerpt);
      // What the text is the name of comes before what is only found by it.
      const isBearer = ({ isExact, item }: (typeof hits)[number]): boolean =>
        isExact && (item.kind === "place" || item.kind === "actor");
      const answers = hits.filter((hit) => hit.item.kind !== "excerpt" && isAnswer(hit));
      const entries = [...answers.filter(isBearer), ...answers.filter((hit) => !isBearer(hit))]
        .map(({ item }) => item)
        .slice(0, mostFound.entries);
      if (excerpts.length === 0) return { excerpts: [], entries: [], asked: null };
      const rangesIn = ready().engine.highlight(query);
      return {
        excerpts: excerpts.map((excerpt) => ({ excerpt, ranges: rangesIn(excerpt.exact) })),
        entries,
        asked: sentences.some(isAnswer) ? askedIn(text) : "some",
      };
    },
    explain(typed: string, limit: number) {
      const { engine, subjects } = ready();
      const query = engine.read(typed.slice(0, longestQuery));
      return engine
        .find(query, { least: 0 })
        .slice(0, limit)
        .map(({ document, score, isExact, isWhole, cover, passage }): Explained => {
          const subject = subjects[document] as Subject;
          const id =
            subject.type === "item"
              ? subject.item.id
              : `not held: ${engine.index.textOf(engine.index.firstRows[document] as number)}`;
          return { id, score, isExact, isWhole, cover, reasons: engine.explain(query, document, passage) };
        });
    },
    nearTo(typed: string): Nearest {
      const text = typed.slice(0, longestName);
      const { namesake } = rank(text);
      return namesake === null ? alikeTo(null, text) : { how: "namesake", items: [namesake] };
    },
  });
}

interface Built extends Documents {
  readonly engine: Engine;
}

function* build(catalogue: Catalogue, without: ReadonlySet<How>): Generator<void, Built> {
  yield* loadEnglish();
  const made = yield* documentsOf(catalogue);
  yield;
  const prominence = made.subjects.map((subject) =>
    subject.type === "item" ? prominenceOf(subject.item) : 0,
  );
  const engine = yield* buildEngine(
    made.documents,
    (document) => prominence[document] as number,
    "listed",
    without,
  );
  return { ...made, engine };
}

const nothingNear: Nearest = Object.freeze({ how: "words", items: [] });

/** What is read of an option's text, in UTF-16 units: no name and no suggestion is longer. */
const longestName = 300;
/** What is read of a search's text. */
const longestQuery = 320;

/** True where nothing of a text can be seen: white space, zero-width characters, marks without a letter. */
export function isBlank(text: string): boolean {
  return !/[^\s\p{C}\p{M}]/u.test(text);
}

/** Whether a text asks for something of a kind that sentences mention ("who", "where"). */
function asksFor(kind: ItemKind, text: string): boolean {
  const questions = questionsIn(text.split(" "));
  if (questions.has("which")) return kind === "place" || kind === "actor";
  return (kind === "actor" && questions.has("who")) || (kind === "place" && questions.has("where"));
}

/** What is asked for, in the order in which it counts: "how many people said when" asks for figures. */
const askedBy: readonly (readonly [QuestionKind, Asked])[] = [
  ["howMany", "figure"],
  ["who", "speaker"],
  ["when", "date"],
  ["where", "place"],
];

/** What a text asks for; null where it asks for none of these. */
function askedIn(text: string): Asked | null {
  const questions = questionsIn(wordsOf(text));
  return askedBy.find(([kind]) => questions.has(kind))?.[1] ?? null;
}

function isCommonName(item: Item, key: string): boolean {
  return item.kind !== "excerpt" && item.commonNames.some((name) => nameKey(name) === key);
}

/** An id or a number of an excerpt, whole or begun: it stands for itself, and nothing is like it. */
const idLike = /^(?:[a-z][a-z0-9]{1,7}[\s_-]+#?\d{0,4}|#?\d{1,4})\.?$/i;

/** Entries without those whose sentences are the very ones of an entry before them: a topic and an event, say. */
function withoutTwins(items: readonly Item[]): Item[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    if (item.kind !== "question" && item.kind !== "event") return true;
    const sentences = item.excerpts.map(({ id }) => id).join();
    const isTwin = seen.has(sentences);
    seen.add(sentences);
    return !isTwin;
  });
}

function excerptNumbered(dossier: Dossier, number: number): Excerpt | undefined {
  return dossier.excerpts.find(({ id }) => Number(id.slice(id.lastIndexOf("-") + 1)) === number);
}
