/**
 * The frozen catalogue: every loaded dossier with its references resolved, so that a card walks from an event
 * to its excerpts, claims, parties and places without looking anything up.
 */
import type {
  ActorData,
  ClaimData,
  DossierData,
  EventData,
  ExcerptData,
  PlaceData,
  QuestionData,
} from "./schema.ts";

export type EntryKind = "event" | "place" | "actor" | "question";

type Mention<Data extends { mentions: readonly unknown[] }> = Omit<Data["mentions"][number], "excerpt"> & {
  readonly excerpt: Excerpt;
};

export type PlaceMention = Mention<PlaceData> & { readonly place: Place };
export type ActorMention = Mention<ActorData> & { readonly actor: Actor };

export interface Excerpt extends Omit<ExcerptData, "follows" | "opensWith"> {
  readonly kind: "excerpt";
  readonly dossier: Dossier;
  readonly previous: Excerpt | null;
  readonly next: Excerpt | null;
  readonly follows: { readonly excerpt: Excerpt; readonly basis: string } | null;
  readonly opensWith: {
    readonly words: string;
    readonly refersTo: Excerpt | null;
    /** It answers a sentence that is not held. */
    readonly answers: boolean;
  } | null;
  /** How another revision of the source has it, where not as here. */
  readonly elsewhere: "reworded" | "missing" | null;
  readonly claims: readonly Claim[];
  readonly events: readonly Event[];
  readonly places: readonly PlaceMention[];
  readonly actors: readonly ActorMention[];
}

export interface Claim extends Omit<ClaimData, "excerpt" | "claimant"> {
  readonly excerpt: Excerpt;
  readonly claimant: { readonly words: string; readonly actor: Actor } | null;
  readonly question: Question | null;
}

interface EntryOf<Kind extends EntryKind> {
  readonly kind: Kind;
  /** `<dossier>/<kind>:<slug>`, stable across versions of the dossier. */
  readonly id: string;
  /** In the same form: ids that lead to it as well. */
  readonly formerIds: readonly string[];
  readonly dossier: Dossier;
  /** The excerpts that bear on it, in the order of the source. */
  readonly excerpts: readonly Excerpt[];
}

export interface Event extends EntryOf<"event">, Omit<EventData, "id" | "formerIds" | "excerpts" | "places"> {
  readonly places: readonly Place[];
}

export interface Place extends EntryOf<"place">, Omit<PlaceData, "id" | "formerIds" | "within" | "mentions"> {
  readonly within: Place | null;
  readonly contains: readonly Place[];
  readonly mentions: readonly PlaceMention[];
  readonly events: readonly Event[];
}

export interface Actor extends EntryOf<"actor">, Omit<ActorData, "id" | "formerIds" | "mentions"> {
  readonly mentions: readonly ActorMention[];
  readonly claims: readonly Claim[];
  readonly events: readonly Event[];
}

export interface Question
  extends EntryOf<"question">,
    Omit<QuestionData, "id" | "formerIds" | "claims" | "seeAlso"> {
  readonly claims: readonly Claim[];
  readonly seeAlso: readonly Excerpt[];
}

export type Entry = Event | Place | Actor | Question;
export type Item = Entry | Excerpt;

export interface Dossier
  extends Pick<DossierData, "id" | "version" | "title" | "description" | "source" | "sampleMessages"> {
  readonly excerptPrefix: string;
  readonly corrections: string | null;
  readonly startWith: readonly { readonly entry: Entry; readonly label: string }[];
  readonly excerpts: readonly Excerpt[];
  readonly events: readonly Event[];
  readonly places: readonly Place[];
  readonly actors: readonly Actor[];
  readonly questions: readonly Question[];
  readonly claims: readonly Claim[];
  readonly footnotes: ReadonlyMap<number, DossierData["footnotes"][number]>;
  /** What became of excerpts when the source was read again. */
  readonly changes: DossierData["changes"];
}

export type Change = DossierData["changes"][number];

export interface Catalogue {
  readonly dossiers: readonly Dossier[];
  /**
   * The entry or excerpt of an id, with or without its dossier where that is unambiguous; letter case is free. A former id
   * gives today's entry.
   */
  get(id: string): Item | undefined;
  /** Those of its dossiers that have these ids, as a catalogue of their own. */
  only(ids: readonly string[]): Catalogue;
  /** The last change of an excerpt that the source no longer has. */
  gone(id: string): { readonly dossier: Dossier; readonly change: Change } | undefined;
  /** The last change of each excerpt whose former words a text holds, and not today's. */
  corrected(holds: (words: string) => boolean): readonly Change[];
}

/** Dossiers that `checkDossier` found no fault in. */
export function createCatalogue(checked: readonly DossierData[]): Catalogue {
  return catalogueOf(checked.map(createDossier));
}

function catalogueOf(dossiers: readonly Dossier[]): Catalogue {
  // Built at the first look-up, as the searches are: the time to ready is measured.
  let index: ReturnType<typeof indexOf> | undefined;
  const get = (id: string) => {
    index ??= indexOf(dossiers);
    return index(id.trim().toLowerCase());
  };
  return Object.freeze({
    dossiers: Object.freeze(dossiers),
    get,
    only(ids: readonly string[]) {
      return catalogueOf(dossiers.filter(({ id }) => ids.includes(id)));
    },
    gone(id: string) {
      const key = id.trim().toUpperCase();
      for (const dossier of dossiers) {
        const change = dossier.changes.findLast(({ excerpt, what }) => excerpt === key && what === "gone");
        if (change !== undefined) return { dossier, change };
      }
      return undefined;
    },
    corrected(holds) {
      const former = dossiers.flatMap(({ changes }) => changes).filter(({ was }) => holds(was));
      return [...new Map(former.map((change) => [change.excerpt, change])).values()].filter(({ excerpt }) => {
        const item = get(excerpt);
        return item?.kind !== "excerpt" || !holds(item.exact);
      });
    },
  } satisfies Catalogue);
}

/**
 * The item of an id in lower case. An id that names its dossier, or an excerpt, looks into that one alone: a press or a
 * suggestion waits for no other to be linked.
 */
function indexOf(dossiers: readonly Dossier[]): (key: string) => Item | undefined {
  const byId = new Map(dossiers.map((dossier) => [dossier.id, dossier]));
  const byPrefix = new Map(dossiers.map((dossier) => [dossier.excerptPrefix.toLowerCase(), dossier]));
  const itemsBy = new Map<Dossier, ReadonlyMap<string, Item>>();
  const itemIn = (dossier: Dossier | undefined, key: string): Item | undefined => {
    if (dossier === undefined) return undefined;
    const items =
      itemsBy.get(dossier) ??
      new Map(itemsOf(dossier).flatMap((item) => idsOf(item).map((id) => [id.toLowerCase(), item])));
    itemsBy.set(dossier, items);
    return items.get(key);
  };
  return (key) => {
    const [dossierId = "", local] = key.split("/", 2);
    if (local !== undefined) return itemIn(byId.get(dossierId), key);
    if (!key.includes(":")) return itemIn(byPrefix.get(key.split("-", 1)[0] ?? ""), key);
    const items = dossiers.flatMap((dossier) => itemIn(dossier, `${dossier.id}/${key}`) ?? []);
    return items.length === 1 ? items[0] : undefined;
  };
}

/** The id of an item, and those that it had. */
export function idsOf(item: Item): readonly string[] {
  return item.kind === "excerpt" ? [item.id] : [item.id, ...item.formerIds];
}

/** An excerpt itself, or the excerpts of an entry. */
export function excerptsOf(item: Item): readonly Excerpt[] {
  return item.kind === "excerpt" ? [item] : item.excerpts;
}

/** All that can be opened in a dossier: its entries and its excerpts. */
export function itemsOf(dossier: Dossier): readonly Item[] {
  return [...entriesOf(dossier), ...dossier.excerpts];
}

export function entriesOf(
  dossier: Pick<Dossier, "events" | "places" | "actors" | "questions">,
): readonly Entry[] {
  return [...dossier.events, ...dossier.places, ...dossier.actors, ...dossier.questions];
}

/** What is resolved of a dossier when somebody first looks into it. */
type Links = Pick<
  Dossier,
  "startWith" | "excerpts" | "events" | "places" | "actors" | "questions" | "claims" | "footnotes"
>;

/**
 * A dossier that links itself at the first look into it: many dossiers are read at the start, and being ready does
 * not wait for what nobody has asked for.
 */
function createDossier(checked: DossierData): Dossier {
  const { id, version, title, description, source, sampleMessages, excerptPrefix, corrections, changes } =
    checked;
  // Let go once it is linked: nothing needs both.
  let unlinked: DossierData | null = checked;
  let links: Links;
  const linked = (): Links => {
    if (unlinked !== null) links = linkDossier(unlinked, dossier);
    unlinked = null;
    return links;
  };
  const dossier: Dossier = Object.freeze({
    id,
    version,
    title,
    description,
    source,
    sampleMessages,
    excerptPrefix,
    corrections,
    changes,
    get startWith() {
      return linked().startWith;
    },
    get excerpts() {
      return linked().excerpts;
    },
    get events() {
      return linked().events;
    },
    get places() {
      return linked().places;
    },
    get actors() {
      return linked().actors;
    },
    get questions() {
      return linked().questions;
    },
    get claims() {
      return linked().claims;
    },
    get footnotes() {
      return linked().footnotes;
    },
  });
  return dossier;
}

/**
 * Whether an excerpt's opening words answer a sentence that is not held. Dossiers of the first form do not say it of
 * the excerpt, but of a claim, which has these words for its connective.
 */
export function answersAnother(
  data: DossierData,
): (excerpt: string, opensWith: NonNullable<ExcerptData["opensWith"]>) => boolean {
  const connectives = new Set(
    data.schemaVersion > 1
      ? []
      : data.claims.flatMap(({ excerpt, connective }) =>
          connective === null ? [] : [`${excerpt} ${connective}`],
        ),
  );
  return (excerpt, { words, refersTo, answers }) =>
    refersTo === null && (answers || connectives.has(`${excerpt} ${words}`));
}

/** Lists that are filled while linking, and only here. */
type Filling<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? U[] : T[K] };

function linkDossier(data: DossierData, dossier: Dossier): Links {
  const idOf = (kind: EntryKind, slug: string) => `${dossier.id}/${kind}:${slug}`;
  const named = <Kind extends EntryKind>(
    kind: Kind,
    entry: { id: string; formerIds: readonly string[] },
  ) => ({
    kind,
    id: idOf(kind, entry.id),
    formerIds: entry.formerIds.map((former) => idOf(kind, former)),
    dossier,
  });

  const excerpts = new Map<string, Filling<Excerpt>>();
  const { reworded = [], missing = [] } = data.source.compared ?? {};
  const answers = answersAnother(data);
  for (const excerpt of data.excerpts) {
    const elsewhere = missing.includes(excerpt.id)
      ? "missing"
      : reworded.includes(excerpt.id)
        ? "reworded"
        : null;
    const lists = { claims: [], events: [], places: [], actors: [] };
    excerpts.set(excerpt.id, {
      ...excerpt,
      ...lists,
      elsewhere,
      kind: "excerpt",
      dossier,
      previous: null,
      next: null,
      follows: null,
      opensWith: null,
    });
  }
  const excerptAt = (excerptId: string) => found(excerpts, excerptId);
  const order = new Map(data.excerpts.map((excerpt, index) => [excerpt.id, index]));
  const orderOf = (excerpt: Excerpt) => order.get(excerpt.id) ?? 0;
  const inSourceOrder = (ids: readonly string[]) => {
    if (ids.length < 2) return ids.map(excerptAt);
    const wanted = [...new Set(ids)];
    return wanted.map(excerptAt).sort((a, b) => orderOf(a) - orderOf(b));
  };
  const inOrder = [...excerpts.values()];
  data.excerpts.forEach(({ follows, opensWith }, index) => {
    const excerpt = inOrder[index] as Filling<Excerpt>;
    excerpt.previous = inOrder[index - 1] ?? null;
    excerpt.next = inOrder[index + 1] ?? null;
    if (follows) excerpt.follows = { excerpt: excerptAt(follows.excerpt), basis: follows.basis };
    if (opensWith) {
      const refersTo = opensWith.refersTo === null ? null : excerptAt(opensWith.refersTo);
      excerpt.opensWith = { words: opensWith.words, refersTo, answers: answers(excerpt.id, opensWith) };
    }
  });

  /** By where their first excerpt stands; what has none comes first. No order of weight is the dossier's to give. */
  const bySource = <T extends { readonly excerpts: readonly Excerpt[] }>(entries: readonly T[]): T[] => {
    const first = ({ excerpts: [excerpt] }: T) => (excerpt === undefined ? -1 : orderOf(excerpt));
    return entries.toSorted((a, b) => first(a) - first(b));
  };

  const places = new Map<string, Filling<Place>>();
  for (const each of data.places) {
    const { id: slug, mentions } = each;
    const place: Filling<Place> = {
      ...each,
      ...named("place", each),
      excerpts: inSourceOrder(mentions.map((mention) => mention.excerpt)),
      within: null,
      contains: [],
      mentions: [],
      events: [],
    };
    for (const mention of mentions) {
      const linked = { ...mention, excerpt: excerptAt(mention.excerpt), place };
      place.mentions.push(linked);
      excerptAt(mention.excerpt).places.push(linked);
    }
    places.set(slug, place);
  }
  for (const { id: slug, within } of data.places) {
    if (within === null) continue;
    found(places, slug).within = found(places, within);
    found(places, within).contains.push(found(places, slug));
  }

  const actors = new Map<string, Filling<Actor>>();
  for (const each of data.actors) {
    const { id: slug, mentions } = each;
    const actor: Filling<Actor> = {
      ...each,
      ...named("actor", each),
      excerpts: inSourceOrder(mentions.map((mention) => mention.excerpt)),
      mentions: [],
      claims: [],
      events: [],
    };
    for (const mention of mentions) {
      const linked = { ...mention, excerpt: excerptAt(mention.excerpt), actor };
      actor.mentions.push(linked);
      excerptAt(mention.excerpt).actors.push(linked);
    }
    actors.set(slug, actor);
  }

  const events = data.events.map((each) => {
    const { excerpts: ids, places: sites } = each;
    const event: Event = {
      ...each,
      ...named("event", each),
      excerpts: inSourceOrder(ids),
      places: sites.map((site) => found(places, site)),
    };
    for (const excerptId of ids) excerptAt(excerptId).events.push(event);
    for (const site of sites) found(places, site).events.push(event);
    for (const { actors: named } of event.excerpts) {
      for (const { actor } of named) {
        // All that an event adds to an actor it adds in one go, so the last one tells whether it is there already.
        if (actor.events.at(-1) !== event) (actor as Filling<Actor>).events.push(event);
      }
    }
    return event;
  });

  const claims = new Map<string, Filling<Claim>>();
  for (const each of data.claims) {
    const { claimant } = each;
    const excerpt = excerptAt(each.excerpt);
    const actor = claimant && found(actors, claimant.actor);
    const claim: Filling<Claim> = {
      ...each,
      excerpt,
      claimant: claimant && actor && { words: claimant.words, actor },
      question: null,
    };
    actor?.claims.push(claim);
    excerpt.claims.push(claim);
    claims.set(each.id, claim);
  }

  const questions = data.questions.map((each) => {
    const { claims: ids, seeAlso } = each;
    const stated = ids.map((claimId) => found(claims, claimId));
    const question: Question = {
      ...each,
      ...named("question", each),
      excerpts: inSourceOrder(stated.map((claim) => claim.excerpt.id)),
      claims: stated,
      seeAlso: inSourceOrder(seeAlso),
    };
    for (const claim of stated) claim.question = question;
    return question;
  });

  const links = {
    excerpts: inOrder,
    events: bySource(events),
    places: [...places.values()],
    actors: [...actors.values()],
    questions: bySource(questions),
    claims: [...claims.values()],
    footnotes: new Map(data.footnotes.map((footnote) => [footnote.number, footnote])),
  };
  const entries = new Map(
    data.startWith.length === 0 ? [] : entriesOf(links).map((entry) => [entry.id, entry]),
  );
  const startWith = data.startWith.map(({ entry, label }) => ({ entry: found(entries, entry), label }));
  return { ...links, startWith };
}

function found<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key);
  if (value === undefined)
    throw new Error(`"${key}" is not in the dossier: it was linked without being checked`);
  return value;
}
