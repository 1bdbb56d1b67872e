/**
 * From what people type to what the dossiers hold: the one place where an option's text becomes an entry, a choice
 * between entries, or nothing.
 */

import type { Range } from "../cards/card.ts";
import type { Nearest } from "../cards/notices.ts";
import type { Asked } from "../cards/results.ts";
import type { Catalogue, Dossier, Excerpt, Item } from "../dossier/catalogue.ts";
import { entriesOf, excerptsOf, itemsOf } from "../dossier/catalogue.ts";
import { createRecent } from "../recent.ts";
import { createMatcher, createSearch, type Hit, type Search } from "../search/index.ts";
import { normalise } from "../search/normalise.ts";
import { isEnglish, wordsOf } from "../search/words.ts";
import { askedIn } from "./asked.ts";
import { createBeginnings } from "./beginnings.ts";
import { withoutClosest } from "./closest.ts";
import { createExplained } from "./explained.ts";
import { byNearness } from "./nearby.ts";
import { namesakeRecords, recordOf } from "./records.ts";
import { asksAbroad, rewritten } from "./rewritten.ts";
import { createSpeltLike } from "./spelt.ts";
import { createTextEngine, longestQuery } from "./text/engine.ts";
import type { Reading } from "./text/message.ts";

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
   * At most 25 suggestions, best first, none twice; the most prominent for a blank text. Of another kind where the text is
   * the name of one, or where only others answer.
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
   * Builds what the first look-ups would build, in steps, as far as it is iterated: what finds names, and what reads
   * texts.
   */
  readonly preparing: { names(): Generator<void>; texts(): Generator<void> };
  /** Entries that are near to the text, but no answer to it. */
  nearTo(typed: string): Nearest;
}

/** Lists of suggestions kept at least. */
const suggestedKept = 1_000;

/** Between a suggestion and the title of its dossier, where there are several; sent back as text as well. */
export const dossierMark = " · ";

/** Between a suggestion's title and the alias that matched; people send suggestions back as text. */
export const aliasMark = " — ";

/** How many are suggested of what is only close. */
const mostClosest = 5;
/** How many are offered where nothing answers. */
const mostOffered = 2;

export function createLookup(catalogue: Catalogue): Lookup {
  // Built at their first use: the time to ready is measured, and no answer waits for more than one of them.
  const items = once(() => catalogue.dossiers.flatMap(itemsOf));
  const byId = once(() => new Map(items().map((item) => [item.id, item])));
  const searchOf = (kind: ItemKind) =>
    once(() =>
      createSearch(
        items()
          .filter((item) => item.kind === kind)
          .map((item) => recordOf(item)),
      ),
    );
  const searches: Readonly<Record<ItemKind, () => Search>> = {
    event: searchOf("event"),
    place: searchOf("place"),
    actor: searchOf("actor"),
    question: searchOf("question"),
    excerpt: searchOf("excerpt"),
  };
  const entries = once(() =>
    createSearch(
      catalogue.dossiers.flatMap(entriesOf).map((entry) => recordOf(entry, { withoutCommon: true })),
    ),
  );
  const namesakes = once(() => createSearch(catalogue.dossiers.flatMap(entriesOf).flatMap(namesakeRecords)));
  const speltLike = once(() =>
    createSpeltLike(
      catalogue.dossiers.flatMap(entriesOf).map(({ title }) => title),
      (word) => byName().has(word) || isEnglish(word),
    ),
  );
  const explains = once(createExplained);
  const elsewhereNames = once(
    () =>
      new Set(
        catalogue.dossiers
          .flatMap(entriesOf)
          .flatMap((entry) => entry.namesakes.map(({ name }) => normalName(name))),
      ),
  );
  const beginningsOf = (kind: ItemKind) =>
    once(() => {
      const named = items()
        .filter((item) => item.kind === kind)
        .flatMap(namesOf);
      return createBeginnings(named.flatMap(({ name }) => [normalise(name), normalName(name)]));
    });
  const beginnings: Readonly<Record<ItemKind, () => (text: string) => boolean>> = {
    event: beginningsOf("event"),
    place: beginningsOf("place"),
    actor: beginningsOf("actor"),
    question: beginningsOf("question"),
    excerpt: beginningsOf("excerpt"),
  };
  /** By kind and beginning of a name; never by anything else that people type, which hardly comes twice. */
  const suggested = createRecent<string, readonly Completion[]>(suggestedKept);
  const engine = createTextEngine(catalogue);
  const byName = once(() => Map.groupBy(items().flatMap(namesOf), ({ name }) => normalName(name)));

  const itemAt = ({ id }: Pick<Hit, "id">): Item => {
    const item = byId().get(id);
    if (item === undefined) throw new Error(`the search gave an id that no dossier has: ${id}`);
    return item;
  };

  /** The item of an id; of an excerpt also by its number ("PAL 11", "#11") and by its title in a list. */
  function byIdentifier(kind: ItemKind, typed: string): Item | undefined {
    const item = catalogue.get(typed);
    if (item !== undefined || kind !== "excerpt") return item;
    const [id = ""] = typed.split(" · ", 1);
    if (id !== typed) return catalogue.get(id);
    const numbered = catalogue.dossiers.flatMap((dossier) => {
      const form = new RegExp(`^(?:${dossier.excerptPrefix}[\\s_-]*)?#?0*(\\d{1,4})$`, "i");
      return excerptNumbered(dossier, Number(form.exec(typed)?.[1])) ?? [];
    });
    return numbered.length === 1 ? numbered[0] : undefined;
  }

  /** Excerpts whose id, or whose number, begins like what is typed. */
  function numberedLike(typed: string): Completion[] {
    const begin = typed.toUpperCase().replace(/[\s_#-]+/g, "");
    return items()
      .filter((item) => item.kind === "excerpt")
      .filter(({ id, dossier }) => {
        const number = id.slice(dossier.excerptPrefix.length + 1);
        return [id.replace("-", ""), number, String(Number(number))].some((form) => form.startsWith(begin));
      })
      .map((item) => ({ item, alias: null, closest: false }));
  }

  function find(kind: ItemKind, raw: string): Found {
    const { text, closest } = withoutClosest(beginningOf(raw));
    const typed = withoutDossier(text).split(aliasMark, 1)[0]?.trim() ?? "";
    const found = findText(kind, typed);
    if (found.type === "nothing") return closestTo(kind, typed) ?? found;
    const [only, another] =
      found.type === "item" ? [found.item] : found.type === "otherKind" ? found.items : [];
    if (only === undefined || another !== undefined) return found;
    const isAnswer = !closest && tierOf(only, readAs(kind, typed)) === "answer";
    return isAnswer ? found : { type: "item", item: only, closest: true };
  }

  /** The words of a text, and what it is the id of. */
  function readAs(kind: ItemKind, typed: string) {
    return { words: wordsOf(typed), identified: byIdentifier(kind, typed) };
  }

  /**
   * `answer`: the text is its name, or is explained by it. `closest`: the text has one of its names beside other words, or
   * it explains most of them.
   */
  function tierOf(
    item: Item,
    { words, identified }: ReturnType<typeof readAs>,
    options?: { begun?: boolean },
  ): "answer" | "closest" | "nothing" {
    const form = words.join(" ");
    if (identified === item) return "answer";
    if (
      byName()
        .get(form)
        ?.some((named) => named.item === item)
    )
      return "answer";
    if (explains()(words, item, options) === 1) return "answer";
    const share = explains()(words, item, { ...options, bySentences: true });
    const isNamed = namesOf(item).some(
      ({ name, common }) => !common && ` ${form} `.includes(` ${normalName(name)} `),
    );
    return share > halfExplained || isNamed ? "closest" : "nothing";
  }

  /** Where nothing answers, what is suggested first. */
  function closestTo(kind: ItemKind, typed: string): Found | undefined {
    if (kind === "excerpt" && idLike.test(typed)) return undefined;
    const [first] = suggestions(kind, typed);
    return first && { type: "item", item: first.item, closest: true };
  }

  function findText(kind: ItemKind, typed: string): Found {
    if (isBlank(typed)) return { type: "blank" };
    const identified = byIdentifier(kind, typed);
    if (identified?.kind === kind) return { type: "item", item: identified, closest: false };
    if (identified) return { type: "otherKind", items: [identified] };

    let nothing: Found = { type: "blank" };
    for (const words of readings(typed, wordsOf(typed))) {
      const found = findWords(kind, words, typed);
      if (found.type !== "nothing" || elsewhereNames().has(words.join(" "))) return found;
      if (nothing.type === "blank") nothing = found;
    }
    return nothing;
  }

  /** The words of a text, and as they may be read otherwise: only then, since a name may begin so ("L'Aquila"). */
  function* readings(typed: string, words: readonly string[]): Generator<readonly string[]> {
    const isRewritten = typed.length <= longestRewritten;
    const isAbroad = isRewritten && asksAbroad(words);
    if (!isAbroad) yield words;
    const other = isRewritten ? rewritten(typed, words, (name) => byName().has(name)) : null;
    if (other !== null) yield other;
    if (isAbroad) yield words;
  }

  function findWords(kind: ItemKind, words: readonly string[], typed: string): Found {
    const named = byName().get(words.join(" ")) ?? [];
    const own = named.filter(({ item }) => item.kind === kind);
    const [only, another] = own;
    if (another) return { type: "several", items: own.map(({ item }) => item) };
    if (only) return { type: "item", item: only.item, closest: false };
    const ofOthers = named.filter(({ common }) => !common).map(({ item }) => item);
    if (ofOthers.length > 0) return { type: "otherKind", items: withoutTwins(ofOthers) };
    if (kind === "excerpt" && idLike.test(typed)) return { type: "nothing", nearest: nothingNear };

    const [first] = searches[kind]().find(words, 1, { sent: true });
    const elsewhere = nearestElsewhere(words, first?.score ?? 0);
    if (elsewhere) return { type: "nothing", nearest: elsewhere };
    if (first) return { type: "item", item: itemAt(first), closest: false };
    const { hits, similar } = entries().findOrSimilar(words, 3, 6);
    const items = hits.map(itemAt);
    const ownKind = items.find((item) => item.kind === kind);
    if (ownKind) return { type: "item", item: ownKind, closest: false };
    if (items.length > 0) return { type: "otherKind", items: withoutTwins(items) };
    return { type: "nothing", nearest: nearestOf(words, similar.map(itemAt), kind) };
  }

  /** Where a listed namesake answers better than by `score`: what bears that name is not held. Null where none does. */
  function nearestElsewhere(words: readonly string[], score: number): Nearest | null {
    const [namesake] = namesakes().find(words, 1, { sent: true });
    if (namesake === undefined || namesake.score <= score) return null;
    const owner = itemAt({ id: namesake.id.split("#", 1)[0] ?? "" });
    if (elsewhereNames().has(words.join(" "))) return { how: "namesake", items: [owner] };
    return speltLike()(words)(owner.title) ? { how: "spelling", items: [owner] } : nothingNear;
  }

  /**
   * Of what is near: the titles that are spelt like the text, those of the kind asked for first, since people see the
   * titles and not the names that brought them; else what is of the kind. A name in the text that the dossiers have
   * ("ISIS") is that thing, and a word of English itself, however alike it and a title are.
   */
  function nearestOf(words: readonly string[], near: readonly Item[], kind: ItemKind | null): Nearest {
    const isSpeltLike = speltLike()(words);
    const own = near.filter((item) => kind === null || item.kind === kind);
    const alike = [...new Set([...own, ...near])].filter((item) => isSpeltLike(item.title));
    return alike.length > 0
      ? { how: "spelling", items: alike.slice(0, mostOffered) }
      : { how: "words", items: own.slice(0, mostOffered) };
  }

  /** What of a kind is in the same sentences as entries that answer `words`, those first that are asked for. */
  function beside(items: readonly Item[], kind: ItemKind, words: readonly string[]): Item[] {
    return byNearness(linkedTo(items, kind), items.flatMap(excerptsOf), words);
  }

  /** What a text suggests: what answers it first, then what is close. */
  function suggestions(kind: ItemKind, text: string): readonly Completion[] {
    // What was found is close at least; what is only beside it or similar has to explain most of the words.
    const read = readAs(kind, text);
    return suggestionsFound(kind, text).flatMap((completion) => {
      const tier = tierOf(completion.item, read, { begun: true });
      return tier === "nothing" && completion.closest ? [] : [{ ...completion, closest: tier !== "answer" }];
    });
  }

  function suggestionsFound(kind: ItemKind, text: string): readonly Completion[] {
    // Typed out, the name of something that is not held suggests nothing that is only spelt like it.
    const typed = wordsOf(text);
    const form = typed.join(" ");
    if (elsewhereNames().has(form) && !byName().has(form)) return [];
    const tried: (readonly string[])[] = [];
    let hits: Hit[] = [];
    for (const words of readings(text, typed)) {
      tried.push(words);
      hits = searches[kind]().find(words, 25);
      if (hits.length > 0) break;
    }
    const identified = byIdentifier(kind, text);
    if (hits.length === 0 && identified?.kind !== kind) {
      for (const [at, words] of tried.entries()) {
        // Nothing is like the end of a word alone ("eppo" of "aleppo").
        const isEnd = at > 0 && form.endsWith(words.join(" "));
        const others = suggestedOtherwise(kind, words, { similar: !isEnd });
        if (others.length > 0) return others;
      }
      return [];
    }
    const found = hits.map((hit): Completion => {
      const item = itemAt(hit);
      return { item, alias: shownName(item, hit.name), closest: false };
    });
    if (identified?.kind !== kind) return found;
    const rest = found.filter(({ item }) => item !== identified);
    return [{ item: identified, alias: null, closest: false }, ...rest].slice(0, 25);
  }

  /**
   * Where no name of the kind answers: what of other kinds has this very name; else what of the kind answers as an entry,
   * or is close; else what answers of other kinds.
   */
  function suggestedOtherwise(
    kind: ItemKind,
    words: readonly string[],
    options: { readonly similar: boolean },
  ): Completion[] {
    const suggested = (items: readonly Item[], closest: boolean): Completion[] =>
      items.map((item) => ({ item, alias: null, closest }));
    const named = (byName().get(words.join(" ")) ?? []).filter(({ common }) => !common);
    if (named.length > 0) return suggested(withoutTwins(named.map(({ item }) => item)), false);
    if (nearestElsewhere(words, 0)) return [];
    const { hits, similar } = entries().findOrSimilar(words, 3, 10);
    const answers = hits.map(itemAt);
    const own = answers.filter((item) => item.kind === kind);
    if (own.length > 0) return suggested(own, false);
    const close =
      hits.length > 0
        ? beside(answers, kind, words)
        : similar.map(itemAt).filter((item) => options.similar && item.kind === kind);
    return close.length > 0
      ? suggested(close.slice(0, mostClosest), true)
      : suggested(withoutTwins(answers), false);
  }

  function withoutDossier(typed: string): string {
    if (catalogue.dossiers.length < 2) return typed;
    const from = catalogue.dossiers.find(({ title }) => typed.trimEnd().endsWith(`${dossierMark}${title}`));
    return from === undefined ? typed : typed.trimEnd().slice(0, -(dossierMark.length + from.title.length));
  }

  return Object.freeze({
    find: find as Lookup["find"],
    complete(kind: ItemKind, typed: string) {
      const text = beginningOf(typed);
      if (isBlank(text))
        return searches[kind]()
          .prominent(25)
          .map((hit) => ({ item: itemAt(hit), alias: null, closest: false }));
      if (kind === "excerpt" && idLike.test(text)) return numberedLike(text).slice(0, 25);
      const beginning = normalise(text);
      if (!beginnings[kind]()(beginning)) return suggestions(kind, text);
      const known = suggested.get(`${kind} ${beginning}`);
      if (known !== undefined) return known;
      const fresh = suggestions(kind, beginning);
      suggested.set(`${kind} ${beginning}`, fresh);
      return fresh;
    },
    preparing: {
      *names() {
        for (const [at, dossier] of catalogue.dossiers.entries()) {
          itemsOf(dossier);
          if (at % dossiersAtOnce === dossiersAtOnce - 1) yield;
        }
        for (const search of [...Object.values(searches), entries, namesakes]) {
          search();
          yield;
          yield* search().preparing();
          yield;
        }
        speltLike();
        yield;
        byName();
        yield;
        for (const begins of Object.values(beginnings)) {
          begins();
          yield;
        }
      },
      texts: () => engine.preparing(),
    },
    read: (text: string) => engine.read(text),
    search(typed: string) {
      const { excerpts, entries } = engine.search(typed);
      if (excerpts.length === 0) return { excerpts: [], entries, asked: null };
      const texts = excerpts.map(({ exact }) => exact);
      const rangesIn = createMatcher(typed.slice(0, longestQuery), texts);
      return {
        excerpts: excerpts.map((excerpt) => ({ excerpt, ranges: rangesIn(excerpt.exact) })),
        entries,
        asked: askedIn(typed.slice(0, longestQuery)),
      };
    },
    nearTo(typed: string) {
      const words = wordsOf(typed.slice(0, longestName));
      return (
        nearestElsewhere(words, 0) ?? nearestOf(words, entries().findSimilar(words, 3).map(itemAt), null)
      );
    },
  });
}

/** How many dossiers are linked in one step. */
const dossiersAtOnce = 25;

/** The closest entry explains more than this share of a text's telling words. */
const halfExplained = 0.5;

const nothingNear: Nearest = Object.freeze({ how: "words", items: [] });

/** What is read of an option's text, in UTF-16 units: no name and no suggestion is longer. */
const longestName = 300;

/** Up to here a text is read otherwise, too; a longer one is neither a name nor a question. */
const longestRewritten = 120;

function beginningOf(typed: string): string {
  return typed.trim().slice(0, longestName);
}

/** True where nothing of a text can be seen: white space, zero-width characters, marks without a letter. */
export function isBlank(text: string): boolean {
  return !/[^\s\p{C}\p{M}]/u.test(text);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** A name without case, marks and articles: two that share it are spelt the same. */
function normalName(name: string): string {
  return wordsOf(name).join(" ");
}

/** Every name that an item goes by, each once by its normal form. */
function namesOf(item: Item): { item: Item; name: string; common: boolean }[] {
  const names = [item.title, ...(item.kind === "excerpt" ? [] : item.names)];
  const commonNames = item.kind === "excerpt" ? [] : item.commonNames;
  const all = [
    ...commonNames.map((name) => ({ item, name, common: true })),
    // The last of one form stays: the title, then the names in their order.
    ...names.toReversed().map((name) => ({ item, name, common: false })),
  ];
  return [...new Map(all.map((each) => [normalName(each.name), each])).values()];
}

/**
 * The name that matched, where it may be shown: of a place or an actor, and no common name. Events and questions are
 * searched by whatever people type, which may say more than a title may.
 */
function shownName(item: Item, name: string): string | null {
  if (item.kind !== "place" && item.kind !== "actor") return null;
  return name === item.title || !item.names.includes(name) ? null : name;
}

/** An id or a number of an excerpt, whole or begun: it stands for itself, and nothing is like it. */
const idLike = /^(?:[a-z][a-z0-9]{1,7}[\s_-]+#?\d{0,4}|#?\d{1,4})$/i;

/**
 * What of a kind is in the same sentences as some entries, each once. A place is never told by a party, nor a party by a
 * place: that would say that one belongs to the other.
 */
function linkedTo(items: readonly Item[], kind: ItemKind): Item[] {
  const told = items.filter(
    (item) => !(item.kind === "actor" && kind === "place") && !(item.kind === "place" && kind === "actor"),
  );
  return [...new Set(told.flatMap((item) => linkedToOne(item, kind)))];
}

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

function linkedToOne(item: Item, kind: ItemKind): readonly Item[] {
  const excerpts = excerptsOf(item);
  switch (kind) {
    case "event":
      return "events" in item ? item.events : excerpts.flatMap(({ events }) => events);
    case "place":
      return excerpts.flatMap(({ places }) => places.map(({ place }) => place));
    case "actor":
      return excerpts.flatMap(({ actors }) => actors.map(({ actor }) => actor));
    case "question":
      return excerpts.flatMap(({ claims }) => claims.flatMap(({ question }) => question ?? []));
    case "excerpt":
      return excerpts;
  }
}

function excerptNumbered(dossier: Dossier, number: number): Excerpt | undefined {
  return dossier.excerpts.find(({ id }) => Number(id.slice(id.lastIndexOf("-") + 1)) === number);
}
