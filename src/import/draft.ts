/**
 * A draft dossier out of a document. Every field points to words of the text; what the text does not settle is left
 * out. All of it is marked as a draft: it is for a person to read against the source.
 */
import { type DossierInput, schemaVersion } from "../dossier/schema.ts";
import { type FoundDate, findDates } from "./dates.ts";
import type { SourceDocument } from "./document.ts";
import { chargedWords, findQuantity, graphic, isAnswer, opening } from "./features.ts";
import { type FoundName, findNames } from "./names.ts";
import { type Passage, passagesOf } from "./passages.ts";
import { questionsOf } from "./questions.ts";
import { Refusal } from "./refusal.ts";
import { findStatements, hedgesIn, type Statement } from "./statements.ts";
import { isTopic, slugOf, unique, withoutArticle } from "./titles.ts";
import { markersAtEnd, markersIn } from "./words.ts";

export interface DraftOptions {
  readonly id: string;
  readonly prefix: string;
  readonly title: string;
  readonly url: string;
  readonly site: string;
  readonly licence: { readonly name: string; readonly url: string };
  readonly attribution: string;
}

export interface Draft {
  readonly data: DossierInput;
  /** For the person who reviews: what was found and what was left out. */
  readonly report: readonly string[];
}

type Input<List extends "excerpts" | "places" | "actors" | "events" | "claims"> = NonNullable<
  DossierInput[List]
>[number];

/** Most excerpts of a dossier: their ids have four digits. */
const mostExcerpts = 9999;
const neighbourBasis = "stands right before it in the same paragraph of the source";

/** What is read out of one passage. */
interface Reading {
  readonly passage: Passage;
  readonly id: string;
  readonly dates: readonly FoundDate[];
  readonly statements: readonly Statement[];
  readonly charged: readonly string[];
}

export function draftDossier(document: SourceDocument, options: DraftOptions): Draft {
  const passages = withoutRepeats(passagesOf(document), document.text);
  if (passages.length === 0)
    throw new Refusal("no whole sentence was found in the text: is it running text, with full stops?");
  const digits = Math.max(2, String(passages.length).length);
  const readings = passages.map(
    (passage, index): Reading => ({
      passage,
      id: `${options.prefix}-${String(index + 1).padStart(digits, "0")}`,
      dates: findDates(passage.exact, document.title),
      statements: findStatements(passage.exact),
      charged: chargedWords(passage.exact),
    }),
  );
  const allCharged = new Set(readings.flatMap(({ charged }) => charged.map((words) => words.toLowerCase())));
  const names = findNames(passages, document);
  const parties = new Parties();
  const places = placesOf(names, readings, document, allCharged);
  const namesIn = Map.groupBy(
    names.flatMap(({ name, kind, mentions }) =>
      mentions.map(({ passage, at }) => ({ name, kind, passage, at })),
    ),
    ({ passage }) => passage,
  );
  const claims = claimsOf(readings, names, parties, allCharged);
  addNamedParties(names, readings, parties, allCharged);

  const titles = new Set<string>();
  const excerptTitles = readings.map((reading, index) =>
    titleOf(
      reading,
      index,
      (namesIn.get(index) ?? []).sort((a, b) => a.at - b.at).map(({ name }) => name),
      allCharged,
      titles,
    ),
  );
  const excerpts = readings.map((reading, index) =>
    excerptOf(reading, excerptTitles[index] ?? reading.id, readings[index - 1]),
  );
  const events = eventsOf(readings, excerptTitles);
  const titleById = new Map(readings.map(({ id }, index) => [id, excerptTitles[index] ?? id]));
  addArticleClaims(readings, claims, places, parties, events);
  const questions = questionsOf(
    claims.inOrder(),
    readings.map(({ id, passage }) => ({ id, text: passage.exact, section: passage.section })),
    {
      titleOf: (excerpt) => titleById.get(excerpt) ?? excerpt,
      charged: allCharged,
      claimantTitle: (slug) => parties.titleOf(slug),
    },
  );

  const numbers = [...new Set(markersIn(document.text))].sort((a, b) => a - b);
  const count = (number: number, one: string) => `${number} ${one}${number === 1 ? "" : "s"}`;
  const data: DossierInput = {
    $schema: "../dossier.schema.json",
    schemaVersion,
    id: options.id,
    version: 1,
    excerptPrefix: options.prefix,
    title: options.title,
    description: `${count(excerpts.length, "sentence")} of one text, with what a program read out of them. Not reviewed yet.`,
    source: {
      title: (document.title || options.title).slice(0, 120).trim(),
      site: options.site,
      url: options.url,
      revision: document.revision,
      selection:
        "Every whole sentence of the text's paragraphs, as a program could read it. That something is absent from it says nothing about it.",
      licence: { ...options.licence },
      attribution: options.attribution,
      original: document.original === null ? null : `original.${document.original}`,
    },
    excerpts,
    places,
    actors: parties.list(),
    events,
    questions,
    claims: claims.inOrder(),
    footnotes: numbers.map((number) => {
      const citation = document.citations.get(number);
      return {
        number,
        ...(citation && { cited: { words: citation.words.slice(0, 600).trim(), url: citation.url } }),
      };
    }),
  };
  const undecided = names.filter(({ kind }) => kind === null).map(({ name }) => name);
  const report = [
    [
      count(excerpts.length, "sentence"),
      count(places.length, "place"),
      parties.list().length === 1
        ? "1 person, group or organisation"
        : `${parties.list().length} people, groups and organisations`,
      count(events.length, "date"),
      `${count(data.claims?.filter(({ claimant }) => claimant !== null).length ?? 0, "attributed statement")}`,
      count(questions.length, "question"),
    ].join(", "),
    ...document.leftOut.map((what) => (what.endsWith(".") ? what : `Left out: ${what}`)),
    ...(undecided.length > 0
      ? [
          `Names that the text's words do not settle, left out: ${undecided.slice(0, 20).join(", ")}${undecided.length > 20 ? `, and ${undecided.length - 20} more` : ""}`,
        ]
      : []),
  ];
  return { data, report };
}

/**
 * A passage that the source has twice, word for word, can be told apart only by its neighbours: only the first is held.
 * Refuses more than a dossier holds.
 */
function withoutRepeats(passages: readonly Passage[], source: string): Passage[] {
  const counts = new Map<string, number>();
  for (const { exact } of passages) counts.set(exact, (counts.get(exact) ?? 0) + 1);
  const once = passages.filter(({ exact }) => counts.get(exact) === 1);
  // Refused here, since each short one is then looked for in the whole source.
  if (once.length > mostExcerpts) {
    throw new Refusal(
      `the text has ${once.length} sentences, and a dossier at most ${mostExcerpts}: make one of each part`,
    );
  }
  // A short sentence may also stand inside another one.
  const inside = new Set(
    once
      .filter(({ exact }) => exact.length < 60 && source.includes(exact, source.indexOf(exact) + 1))
      .map(({ exact }) => exact),
  );
  const kept: Passage[] = [];
  let dropped = false;
  for (const passage of passages) {
    if ((counts.get(passage.exact) ?? 0) > 1 || inside.has(passage.exact)) {
      dropped = true;
      const previous = kept.at(-1);
      if (previous && previous.given.length > 0 && passage.adjacent)
        kept[kept.length - 1] = { ...previous, given: [] };
      continue;
    }
    const before = source.slice(kept.at(-1)?.end ?? 0, passage.start);
    const leadingMarkers = markersAtEnd(before);
    kept.push(dropped ? { ...passage, adjacent: false, leadingMarkers } : passage);
    dropped = false;
  }
  return kept;
}

function excerptOf(
  { passage, id, charged }: Reading,
  title: string,
  before: Reading | undefined,
): Input<"excerpts"> {
  const words = opening(passage.exact);
  const previous = passage.adjacent ? (before?.id ?? null) : null;
  const content = graphic(passage.exact);
  return {
    id,
    title,
    exact: passage.exact,
    ...(passage.leadingMarkers.length > 0 && { leadingMarkers: [...passage.leadingMarkers] }),
    ...(passage.footnotes.length > 0 && {
      footnotes: passage.footnotes.map((footnote) => ({ ...footnote })),
    }),
    ...(passage.given.length > 0 && {
      footnotesByAdjacency: {
        numbers: [...passage.given],
        basis: "stands behind this sentence in the same paragraph of the source",
      },
    }),
    ...(previous !== null && { follows: { excerpt: previous, basis: neighbourBasis } }),
    ...(words !== null && {
      opensWith: {
        words,
        refersTo: previous,
        ...(previous === null && isAnswer(words) && { answers: true }),
      },
    }),
    ...(content !== null && { graphic: content }),
    ...(charged.length > 0 && { chargedWords: [...charged] }),
    review: "draft",
  };
}

/** Names of the sentence; who says it, where somebody does; otherwise its number. Never a word that takes a side. */
function titleOf(
  { passage, dates, statements }: Reading,
  index: number,
  names: readonly string[],
  charged: ReadonlySet<string>,
  taken: Set<string>,
): string {
  const neutral = (words: string) => isNeutral(words, charged);
  const speaker = statements.find(({ claimant }) => claimant !== null)?.claimant;
  const own = [...new Set(names)].filter((name) => neutral(name) && name.length <= 40).slice(0, 2);
  const date =
    dates[0] && dates[0].words.length <= 30 && !passage.exact.includes("\n") ? dates[0].words : null;
  const section =
    passage.section !== null && isTopic(passage.section) && neutral(passage.section) ? passage.section : null;
  const said =
    speaker && neutral(speaker.words) && speaker.words.length <= 50
      ? `Statement by ${inSentence(speaker.words)}`
      : null;
  const named = own.length > 0 ? `${own.join(" and ")}${date === null ? "" : `, ${date}`}` : null;
  const numbered = (words: string) => `${words} (sentence ${index + 1})`;
  const wanted =
    said ?? named ?? (section === null ? `Sentence ${index + 1}` : `${section}, sentence ${index + 1}`);
  const title = numbered(wanted).length <= 80 && !isSlugLike(wanted) ? wanted : `Sentence ${index + 1}`;
  return unique(taken, title, () => numbered(title));
}

/** "The committee" within a title: only a determiner loses the capital that the sentence's start gave it. */
function inSentence(words: string): string {
  return /^(?:The|An?|His|Her|Its|Their|One|Two|Three|Four|Five|Some|Several|Many|Most|Other|Others|Both|Local|Former|Critics|Opponents|Supporters|Witnesses|Residents|Survivors|Police|Officials)\b/.test(
    words,
  )
    ? words.charAt(0).toLowerCase() + words.slice(1)
    : words;
}

function isSlugLike(title: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(title) && /[-\d]/.test(title);
}

function isNeutral(words: string, charged: ReadonlySet<string>): boolean {
  const folded = words.normalize("NFKC").toLowerCase();
  for (const word of folded.split(/[^\p{L}\p{N}'’-]+/u)) if (charged.has(word)) return false;
  return ![...charged].some((each) => each.includes(" ") && folded.includes(each));
}

// Places

function placesOf(
  names: readonly FoundName[],
  readings: readonly Reading[],
  document: SourceDocument,
  charged: ReadonlySet<string>,
): Input<"places">[] {
  const slugs = new Set<string>();
  const titles = new Set<string>();
  return names.flatMap((found) => {
    if (found.kind !== "place" || !isNeutral(found.name, charged) || found.name.length > 90) return [];
    if (titles.has(found.name.toLowerCase())) return [];
    titles.add(found.name.toLowerCase());
    const base = slugOf(found.name, 36) || "place";
    const isSubject = found.name === document.title && document.coordinates !== null;
    return [
      {
        id: unique(slugs, base, (number) => `${base}-${number}`),
        title: titleable(found.name),
        placeType: "place",
        mentions: mentionsOf(found, readings).map((mention) => ({
          ...mention,
          basis: "named" as const,
          role: "mentioned" as const,
        })),
        ...(isSubject &&
          document.coordinates && {
            coordinates: [{ ...document.coordinates, source: "coordinates of the source's own page" }],
            precisionKm: 1,
          }),
        review: "draft" as const,
      },
    ];
  });
}

function titleable(name: string): string {
  return isSlugLike(name) ? name.charAt(0).toUpperCase() + name.slice(1) : name;
}

function mentionsOf(
  { mentions }: FoundName,
  readings: readonly Reading[],
): { excerpt: string; words: string }[] {
  const seen = new Map<string, { excerpt: string; words: string }>();
  for (const { passage, words } of mentions) {
    const excerpt = readings[passage]?.id;
    if (excerpt !== undefined) seen.set(`${excerpt} ${words}`, { excerpt, words });
  }
  return [...seen.values()];
}

// Actors: whoever is named, and whoever says something

type ActorInput = Input<"actors">;

class Parties {
  readonly #bySlug = new Map<string, ActorInput & { mentions: ActorInput["mentions"]; names: string[] }>();
  readonly #byName = new Map<string, string>();
  readonly #slugs = new Set<string>();
  readonly #mentioned = new Map<string, number>();

  /** The actor of a name, made where there is none yet. */
  at(name: string, actorType: string): string {
    const key = fold(name);
    const known = this.#byName.get(key);
    if (known !== undefined) return known;
    const base = slugOf(name, 36) || "actor";
    const slug = unique(this.#slugs, base, (number) => `${base}-${number}`);
    this.#bySlug.set(slug, {
      id: slug,
      title: titleable(name),
      names: [],
      actorType,
      mentions: [],
      review: "draft",
    });
    this.#byName.set(key, slug);
    return slug;
  }

  alias(slug: string, name: string): void {
    const key = fold(name);
    if (this.#byName.has(key)) return;
    this.#byName.set(key, slug);
    this.#bySlug.get(slug)?.names.push(name);
  }

  knows(name: string): string | undefined {
    return this.#byName.get(fold(name));
  }

  mention(slug: string, excerpt: string, words: string, role: "saidBy" | "mentioned"): void {
    const key = `${slug} ${excerpt} ${words}`;
    const actor = this.#bySlug.get(slug);
    if (actor === undefined) return;
    const at = this.#mentioned.get(key);
    if (at === undefined) {
      this.#mentioned.set(key, actor.mentions.length);
      actor.mentions.push({ excerpt, words, basis: "named", role });
    } else if (role === "saidBy") {
      const mention = actor.mentions[at];
      if (mention !== undefined) mention.role = role;
    }
  }

  titleOf(slug: string): string {
    return this.#bySlug.get(slug)?.title ?? slug;
  }

  list(): ActorInput[] {
    return [...this.#bySlug.values()].map(({ names, ...actor }) =>
      names.length > 0 ? { ...actor, names } : actor,
    );
  }
}

function fold(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

function addNamedParties(
  names: readonly FoundName[],
  readings: readonly Reading[],
  parties: Parties,
  charged: ReadonlySet<string>,
): void {
  for (const found of names) {
    if (
      (found.kind !== "person" && found.kind !== "organisation") ||
      !isNeutral(found.name, charged) ||
      found.name.length > 90
    )
      continue;
    const slug = parties.at(found.name, found.kind);
    for (const shorter of found.shorter) parties.alias(slug, shorter);
    for (const { excerpt, words } of mentionsOf(found, readings)) {
      if (parties.knows(words) === slug) parties.mention(slug, excerpt, words, "mentioned");
    }
  }
}

// Claims

type ClaimInput = Input<"claims">;

class Claims {
  readonly #all: { claim: ClaimInput; order: number; at: number }[] = [];
  #sorted: ClaimInput[] | undefined;

  add(order: number, at: number, claim: Omit<ClaimInput, "id">): void {
    this.#sorted = undefined;
    this.#all.push({ claim: { id: "c0", ...claim }, order, at });
  }

  has(order: number): boolean {
    return this.#all.some((each) => each.order === order);
  }

  orders(): Set<number> {
    return new Set(this.#all.map(({ order }) => order));
  }

  /** In the order of the source, numbered by sentence: c12, or c12a and c12b. */
  inOrder(): ClaimInput[] {
    if (this.#sorted !== undefined) return this.#sorted;
    const sorted = this.#all.toSorted((a, b) => a.order - b.order || a.at - b.at);
    const ofSentence = Map.groupBy(sorted, ({ order }) => order);
    this.#sorted = sorted.map(({ claim, order }) => {
      const group = ofSentence.get(order) ?? [];
      const letter =
        group.length > 1 ? String.fromCharCode(97 + group.findIndex((each) => each.claim === claim)) : "";
      return { ...claim, id: `c${order + 1}${letter}` };
    });
    return this.#sorted;
  }
}

function claimsOf(
  readings: readonly Reading[],
  names: readonly FoundName[],
  parties: Parties,
  charged: ReadonlySet<string>,
): Claims {
  const claims = new Claims();
  const fullNames = new Map(
    names.flatMap(({ name, shorter }) => [name, ...shorter].map((form) => [form, name] as const)),
  );
  for (const [order, { passage, id, statements, dates }] of readings.entries()) {
    const taken = new Set<string>();
    for (const { claimant, verb, attributed, words, start, end, hedges } of statements.slice(0, 20)) {
      if (taken.has(words) || words.length < 3) continue;
      taken.add(words);
      const quantity = findQuantity(words);
      const date = dates.find((each) => each.start >= start && each.end <= end);
      const footnotes = passage.footnotes.filter(({ number, after }) => {
        const at = passage.exact.indexOf(`[${number}]`);
        return at >= end && /^(?:[\s.,;:"”’]|\[\d+\])*$/.test(passage.exact.slice(end, at)) && after !== "";
      });
      let speaker: ClaimInput["claimant"] = null;
      if (claimant !== null) {
        const title = speakerTitle(claimant.words, fullNames);
        if (!isNeutral(title, charged) || title.length > 90) continue;
        const slug = parties.at(title, "named as a speaker");
        parties.mention(slug, id, claimant.words, "saidBy");
        speaker = { words: claimant.words, actor: slug };
      }
      claims.add(order, start, {
        excerpt: id,
        claimant: speaker,
        ...(verb !== null && { verbOfSaying: verb }),
        ...(attributed && { attributed }),
        words,
        ...(hedges.length > 0 && { hedges: [...hedges] }),
        ...(quantity !== null && { quantity: { ...quantity } }),
        ...(date !== undefined && { date: dateOf(date, "date in the statement") }),
        ...(footnotes.length > 0 && { footnotes: footnotes.map((footnote) => ({ ...footnote })) }),
        review: "draft",
      });
    }
  }
  return claims;
}

/** Whether words in front of a name say what its bearer is: "the crane driver", "health minister", and not "people of". */
function isRole(words: string): boolean {
  const last = words.trim().split(/\s/).at(-1) ?? "";
  return /^\p{Ll}/u.test(last) && !/^(?:of|in|at|on|near|from|for|to|by|with|and|or|via|than)$/.test(last);
}

const honorific =
  /^(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sir|Dame|Lord|Lady|Capt|Captain|Col|Colonel|Gen|General|Lt|Sgt|Judge|Justice)\.?\s+/u;

/** "Her biographer Hanna Ott" is listed by the name in it; anybody else by the words without their article. */
function speakerTitle(words: string, fullNames: ReadonlyMap<string, string>): string {
  const plain = withoutArticle(words);
  const whole = fullNames.get(plain) ?? fullNames.get(words) ?? fullNames.get(plain.replace(honorific, ""));
  if (whole !== undefined) return whole;
  const tail = /(?:^|\s)((?:\p{Lu}[\p{Ll}\p{Lt}\p{Lm}\p{Lo}.'’-]*\s?){2,})$/u.exec(words)?.[1]?.trim();
  if (tail !== undefined && fullNames.get(tail) === tail && isRole(words.slice(0, -tail.length))) return tail;
  return plain;
}

/** A sentence that nothing else leads to is the article's own statement. */
function addArticleClaims(
  readings: readonly Reading[],
  claims: Claims,
  places: readonly Input<"places">[],
  parties: Parties,
  events: readonly Input<"events">[],
): void {
  const reached = new Set([
    ...places.flatMap(({ mentions }) => mentions.map(({ excerpt }) => excerpt)),
    ...parties.list().flatMap(({ mentions }) => mentions.map(({ excerpt }) => excerpt)),
    ...events.flatMap(({ excerpts }) => excerpts),
  ]);
  const stated = claims.orders();
  for (const [order, { passage, id }] of readings.entries()) {
    if (stated.has(order)) continue;
    const words = passage.exact.replace(/(?:\s|\[[^\]\s]*\]|[.!?…])+$/u, "");
    if (words === "") continue;
    const quantity = findQuantity(words);
    if (quantity === null && reached.has(id)) continue;
    const hedges = hedgesIn(words);
    claims.add(order, 0, {
      excerpt: id,
      claimant: null,
      words,
      ...(hedges.length > 0 && { hedges }),
      ...(quantity !== null && { quantity: { ...quantity } }),
      review: "draft",
    });
  }
}

// Events: one for each date

function eventsOf(readings: readonly Reading[], titles: readonly string[]): Input<"events">[] {
  const slugs = new Set<string>();
  const taken = new Set<string>();
  return readings.flatMap(({ id, dates, statements }, index) =>
    dates
      .filter(({ words }) => words.trim() === words && words.length <= 60)
      .map((date): Input<"events"> => {
        const base = (titles[index] ?? id).replace(/ \(sentence \d+\)$/, "");
        const wanted =
          base.includes(date.words) || `${base}, ${date.words}`.length > 80 ? base : `${base}, ${date.words}`;
        const title = unique(taken, wanted, (number) =>
          number === 2 ? `${wanted} (${id})`.slice(0, 90) : `${id}, date ${number}`,
        );
        const slug = slugOf(title, 34) || id.toLowerCase();
        // Outside what somebody says, and before it, a date is that of the report.
        const isReported = statements.some(
          ({ claimant, start, end }) => claimant !== null && !(date.start >= start && date.end <= end),
        );
        return {
          id: unique(slugs, slug, (number) => `${slug}-${number}`),
          title,
          eventType: isReported ? "statement" : "event",
          excerpts: [id],
          ...(isReported
            ? { reported: { ...dateOf(date, "the report"), is: "report" as const } }
            : { happened: dateOf(date, "what the sentence tells") }),
          review: "draft",
        };
      }),
  );
}

function dateOf({ words, year, edtf }: FoundDate, of: string) {
  return { words, of, year, edtf };
}
