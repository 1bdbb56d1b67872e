/**
 * What can be done to a dossier at the desk. Each change takes the data as the file has it and gives new data, which shares with
 * the old whatever stays; a `CannotDo` says why something cannot be done. No change leaves a reference that leads nowhere.
 */

/** @import { DossierInput } from "../../../dossier/schema.ts" */

/**
 * @typedef {DossierInput} Data
 * @typedef {Data["excerpts"][number]} Excerpt
 * @typedef {NonNullable<Data["claims"]>[number]} Claim
 * @typedef {NonNullable<Data["places"]>[number]} Place
 * @typedef {NonNullable<Data["actors"]>[number]} Actor
 * @typedef {NonNullable<Data["events"]>[number]} Event
 * @typedef {NonNullable<Data["questions"]>[number]} Question
 * @typedef {"place" | "actor" | "event" | "question"} Kind
 * @typedef {{ place: Place, actor: Actor, event: Event, question: Question }} Entries
 * @typedef {NonNullable<Claim["date"]>} DateGiven
 * @typedef {NonNullable<Excerpt["footnotes"]>[number]} Marker
 */

/** Something that cannot be done, in words for whoever asked. */
export class CannotDo extends Error {}

/** @type {Readonly<Record<Kind, "places" | "actors" | "events" | "questions">>} */
const listOf = Object.freeze({
  place: "places",
  actor: "actors",
  event: "events",
  question: "questions",
});
const kinds = /** @type {const} */ (["place", "actor", "event", "question"]);

/** Characters of a passage, at most: `schema.ts`. */
const longestPassage = 1500;

/** @param {{ review?: string | undefined }} item */
export const isDraft = ({ review }) => review === "draft";

/**
 * @template {Kind} K
 * @param {Data} data
 * @param {K} kind
 * @returns {readonly Entries[K][]}
 */
export function entriesOf(data, kind) {
  return /** @type {any} */ (data[listOf[kind]] ?? []);
}

/**
 * The same list where nothing in it changes.
 * @template T
 * @param {readonly T[] | undefined} list
 * @param {(item: T) => T | undefined} change undefined takes the item out
 * @returns {T[]}
 */
function changed(list, change) {
  const before = list ?? [];
  const after = before.flatMap((item) => change(item) ?? []);
  const isSame = after.length === before.length && after.every((item, index) => item === before[index]);
  return /** @type {T[]} */ (isSame ? before : after);
}

/**
 * Data with other lists; where a list is the one that stands there already, or is empty and stands nowhere, nothing changes.
 * @param {Data} data
 * @param {Partial<Data>} lists
 * @returns {Data}
 */
function withLists(data, lists) {
  const other = Object.entries(lists).filter(([key, list]) => {
    const before = Reflect.get(data, key);
    return list !== before && !(before === undefined && Array.isArray(list) && list.length === 0);
  });
  return other.length === 0 ? data : { ...data, ...Object.fromEntries(other) };
}

/**
 * An item with other fields; undefined takes a field out.
 * @template {object} T
 * @param {T} item
 * @param {{ [K in keyof T]?: T[K] | undefined }} fields
 * @returns {T}
 */
function having(item, fields) {
  const other = Object.entries(fields).filter(([key, value]) => Reflect.get(item, key) !== value);
  if (other.length === 0) return item;
  const all = { ...item, ...Object.fromEntries(other) };
  return /** @type {T} */ (
    Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  );
}

/**
 * @template {{ review?: string | undefined }} T
 * @param {T} item
 * @returns {T}
 */
const asRead = (item) => (isDraft(item) ? { ...item, review: "reviewed" } : item);

/**
 * @param {Data} data
 * @param {string} id
 */
function excerptOf(data, id) {
  const index = data.excerpts.findIndex((each) => each.id === id);
  const excerpt = data.excerpts[index];
  if (excerpt === undefined) throw new CannotDo(`${id} is gone`);
  return { excerpt, index };
}

/**
 * @template {Kind} K
 * @param {Data} data
 * @param {K} kind
 * @param {string} id
 */
function entryOf(data, kind, id) {
  return entriesOf(data, kind).find((each) => each.id === id);
}

/**
 * The sentences that an entry rests on.
 * @param {Kind} kind
 * @param {Entries[Kind]} entry
 * @param {ReadonlyMap<string, Claim>} claims
 * @returns {string[]}
 */
export function restsOn(kind, entry, claims) {
  if (kind === "event") return /** @type {Event} */ (entry).excerpts;
  if (kind === "question")
    return /** @type {Question} */ (entry).claims.flatMap((id) => claims.get(id)?.excerpt ?? []);
  return /** @type {Place | Actor} */ (entry).mentions.map(({ excerpt }) => excerpt);
}

/** @param {Data} data */
const claimsById = (data) => new Map((data.claims ?? []).map((claim) => [claim.id, claim]));

// Read

/**
 * A sentence as read, with its statements, and each entry all of whose sentences now are.
 * @param {Data} data
 * @param {string} id
 */
export function accept(data, id) {
  excerptOf(data, id);
  const excerpts = changed(data.excerpts, (each) => (each.id === id ? asRead(each) : each));
  const claims = changed(data.claims, (each) => (each.excerpt === id ? asRead(each) : each));
  const unread = new Set(excerpts.filter(isDraft).map((each) => each.id));
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const lists = Object.fromEntries(
    kinds.map((kind) => [
      listOf[kind],
      changed(/** @type {readonly any[]} */ (entriesOf(data, kind)), (entry) => {
        if (!isDraft(entry)) return entry;
        const of = restsOn(kind, entry, byId);
        // What rests on no sentence, such as the title's event, is read with the last of all.
        const isRead =
          of.length === 0 ? unread.size === 0 : of.includes(id) && !of.some((each) => unread.has(each));
        return isRead ? asRead(entry) : entry;
      }),
    ]),
  );
  return withLists(data, { excerpts, claims, ...lists });
}

/**
 * A sentence as a draft again.
 * @param {Data} data
 * @param {string} id
 */
export function reopen(data, id) {
  return withLists(data, {
    excerpts: changed(data.excerpts, (each) => (each.id === id ? { ...each, review: "draft" } : each)),
  });
}

// Words

/** @param {string} text */
export const fold = (text) => text.normalize("NFKC").toLowerCase();

/** @param {string} character */
const isOfWord = (character) => /[\p{L}\p{N}\p{M}]/u.test(character);

/**
 * Where words stand in a text without cutting one of its words; -1 where they do not.
 * @param {string} text
 * @param {string} words
 */
export function placeOf(text, words) {
  if (words === "") return -1;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const end = at + words.length;
    const cutsBefore = isOfWord(text.charAt(at - 1)) && isOfWord(words.charAt(0));
    const cutsAfter = isOfWord(text.charAt(end)) && isOfWord(text.charAt(end - 1));
    if (!cutsBefore && !cutsAfter) return at;
  }
  return -1;
}

/**
 * @param {string} text
 * @param {string | null | undefined} words
 */
const holds = (text, words) => typeof words === "string" && placeOf(text, words) >= 0;

/**
 * The markers of a text, each with words in front of it: those of `known` where they stand there still.
 * @param {string} exact
 * @param {readonly Marker[]} [known]
 * @returns {Marker[]}
 */
function markersOf(exact, known = []) {
  return [...exact.matchAll(/\[(\d+)\]/g)].map(({ 1: digits = "", index }) => {
    const number = Number(digits);
    const before = exact.slice(0, index).replace(/(?:\s*\[\d+\])*\s*$/, "");
    const kept = known.find(
      (each) =>
        each.number === number &&
        before.endsWith(each.after) &&
        holds(before.slice(-each.after.length - 1), each.after),
    );
    const last = /(?:\S+\s+){0,2}\S+$/.exec(before)?.[0] ?? before;
    return kept ?? { number, after: last };
  });
}

/** @param {string} text */
const numbersIn = (text) => [...text.matchAll(/\[(\d+)\]/g)].map(([, digits]) => Number(digits));

/**
 * Where each passage stands in the source, in the order of the file; undefined where it stands nowhere behind the one before.
 * @param {readonly Excerpt[]} excerpts
 * @param {string} source
 */
function spansOf(excerpts, source) {
  let from = 0;
  return excerpts.map(({ prefix = "", exact, suffix = "" }) => {
    const at = source.indexOf(`${prefix}${exact}${suffix}`, Math.max(0, from - prefix.length));
    if (at < 0) return undefined;
    const start = at + prefix.length;
    from = start + exact.length;
    return { start, end: from };
  });
}

/**
 * `prefix` and `suffix` that tell a stretch of the source apart from its repeats.
 * @param {string} source
 * @param {number} start
 * @param {number} end
 */
function selectorOf(source, start, end) {
  const isOnce = (/** @type {string} */ text) => source.indexOf(text) === source.lastIndexOf(text);
  for (let more = 0; ; more = more === 0 ? 16 : more * 2) {
    const [before, after] = [source.slice(Math.max(0, start - more), start), source.slice(end, end + more)];
    if (isOnce(source.slice(start - before.length, end + after.length)))
      return { prefix: before || undefined, suffix: after || undefined };
  }
}

// References

/**
 * Takes out what leads nowhere, and puts lists in the source's order.
 * @param {Data} data
 * @returns {Data}
 */
function tidied(data) {
  const order = new Map(data.excerpts.map(({ id }, index) => [id, index]));
  const text = new Map(data.excerpts.map(({ id, exact }) => [id, exact]));
  const isHeld = (/** @type {string} */ id) => order.has(id);
  /** @param {readonly { excerpt: string, words: string }[]} mentions */
  const mentionsKept = (mentions) =>
    changed(/** @type {readonly any[]} */ (mentions), (mention) =>
      isHeld(mention.excerpt) ? mention : undefined,
    );
  let places = changed(data.places, (place) => {
    const mentions = mentionsKept(place.mentions);
    return mentions.length === 0 ? undefined : having(place, { mentions });
  });
  const placeIds = new Set(places.map(({ id }) => id));
  places = changed(places, (place) =>
    typeof place.within === "string" && !placeIds.has(place.within)
      ? having(place, { within: undefined, withinFrom: undefined })
      : place,
  );
  const actors = changed(data.actors, (actor) => {
    const mentions = mentionsKept(actor.mentions);
    return mentions.length === 0 ? undefined : having(actor, { mentions });
  });
  const speaks = new Set(
    actors.flatMap(({ id, mentions }) =>
      mentions.flatMap(({ excerpt, role }) => (role === "saidBy" ? `${id} ${excerpt}` : [])),
    ),
  );
  const standing = changed(data.claims, (claim) =>
    isHeld(claim.excerpt) && (!claim.claimant || speaks.has(`${claim.claimant.actor} ${claim.excerpt}`))
      ? claim
      : undefined,
  );
  const beside = Map.groupBy(standing, ({ excerpt }) => excerpt);
  const claims = changed(standing, (claim) =>
    markersKept(claim, beside.get(claim.excerpt) ?? [], text.get(claim.excerpt) ?? ""),
  );
  const keyOf = new Map(
    claims.map(({ id, excerpt, words, quantity }) => {
      const exact = text.get(excerpt) ?? "";
      const start = exact.indexOf(words);
      return [id, [order.get(excerpt) ?? 0, start, exact.indexOf(quantity?.words ?? words, start)]];
    }),
  );
  const excerptOfClaim = new Map(claims.map(({ id, excerpt }) => [id, excerpt]));
  const questions = changed(data.questions, (question) => {
    const kept = changed(question.claims, (id) => (keyOf.has(id) ? id : undefined));
    if (kept.length === 0) return undefined;
    const spoken = new Set(kept.map((id) => excerptOfClaim.get(id)));
    return having(question, {
      claims: sorted(kept, (id) => keyOf.get(id) ?? []),
      ...(question.seeAlso && {
        seeAlso: changed(question.seeAlso, (id) => (isHeld(id) && !spoken.has(id) ? id : undefined)),
      }),
    });
  });
  const mentionedIn = new Map(
    places.map(({ id, mentions }) => [id, new Set(mentions.map(({ excerpt }) => excerpt))]),
  );
  const events = changed(data.events, (event) => {
    const kept = sorted(
      changed(event.excerpts, (id) => (isHeld(id) ? id : undefined)),
      (id) => [order.get(id) ?? 0],
    );
    if (kept.length === 0 && event.eventType !== "title") return undefined;
    return having(event, {
      excerpts: kept,
      ...(event.places && {
        places: changed(event.places, (id) =>
          kept.some((excerpt) => mentionedIn.get(id)?.has(excerpt)) ? id : undefined,
        ),
      }),
      ...(event.eventType !== "title" &&
        datesKept(
          event,
          kept.map((id) => text.get(id) ?? ""),
        )),
    });
  });
  const lists = { places, actors, claims, questions, events };
  const excerpts = changed(data.excerpts, (excerpt) => {
    const { opensWith } = excerpt;
    return typeof opensWith?.refersTo === "string" &&
      (!isHeld(opensWith.refersTo) || opensWith.refersTo === excerpt.id)
      ? having(excerpt, {
          opensWith: opensWith.refersTo === excerpt.id ? null : { ...opensWith, refersTo: null },
        })
      : excerpt;
  });
  const known = new Set(
    kinds.flatMap((kind) =>
      /** @type {readonly any[]} */ (lists[listOf[kind]]).map(({ id }) => `${data.id}/${kind}:${id}`),
    ),
  );
  const startWith = changed(data.startWith, (each) => (known.has(each.entry) ? each : undefined));
  const { compared } = data.source;
  const source =
    !compared || [...(compared.reworded ?? []), ...(compared.missing ?? [])].every(isHeld)
      ? data.source
      : {
          ...data.source,
          compared: {
            ...compared,
            reworded: (compared.reworded ?? []).filter(isHeld),
            missing: (compared.missing ?? []).filter(isHeld),
          },
        };
  return withLists(data, { ...lists, excerpts, startWith, source });
}

/**
 * A statement with the markers that are its own: one behind another speaker's words is that one's.
 * @param {Claim} claim
 * @param {readonly Claim[]} beside all of the sentence
 * @param {string} exact
 */
function markersKept(claim, beside, exact) {
  if (!claim.footnotes) return claim;
  const start = exact.indexOf(claim.words);
  const others = beside.flatMap((other) =>
    other.claimant?.words === claim.claimant?.words ? [] : exact.indexOf(other.words),
  );
  const footnotes = changed(claim.footnotes, (marker) => {
    const at = exact.indexOf(`[${marker.number}]`);
    return at < start || others.some((other) => other > start && other < at) ? undefined : marker;
  });
  return having(claim, { footnotes });
}

/**
 * Data out of two people's hands: without references that lead nowhere, and with what passages say of one another.
 * @param {Data} data
 * @param {string} source
 */
export function settled(data, source) {
  return linked(tidied(data), source);
}

/**
 * @param {Event} event
 * @param {readonly string[]} texts
 */
function datesKept({ happened, reported }, texts) {
  const kept = (/** @type {Event["happened"]} */ date) =>
    date && !texts.some((text) => holds(text, date.words)) ? undefined : date;
  return { happened: kept(happened), reported: kept(reported) };
}

/**
 * The same list where it is in order, and each once.
 * @template T
 * @param {T[]} list
 * @param {(item: T) => readonly number[]} keyOf
 */
function sorted(list, keyOf) {
  const after = [...new Set(list)].sort((a, b) => {
    const other = keyOf(b);
    for (const [index, value] of keyOf(a).entries()) {
      const difference = value - (other[index] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  return after.length === list.length && after.every((item, index) => item === list[index]) ? list : after;
}

/**
 * Gives each passage what depends on the one before: the markers in front of it, and whether it follows.
 * @param {Data} data
 * @param {string} source
 */
function linked(data, source) {
  const spans = spansOf(data.excerpts, source);
  const excerpts = data.excerpts.map((excerpt, index) => {
    const [span, before, previous] = [spans[index], spans[index - 1], data.excerpts[index - 1]];
    let now = excerpt;
    if (span !== undefined && (index === 0 || before !== undefined)) {
      const gap = source.slice(before?.end ?? 0, span.start);
      const leading = numbersIn(/(?:\[\d+\]\s*)+$/.exec(gap)?.[0] ?? "");
      if (leading.join() !== (excerpt.leadingMarkers ?? []).join())
        now = having(now, { leadingMarkers: leading.length > 0 ? leading : undefined });
    }
    if (excerpt.follows && excerpt.follows.excerpt !== previous?.id)
      now = having(now, { follows: undefined });
    return now;
  });
  for (const [index, excerpt] of excerpts.entries()) {
    const next = excerpts[index + 1];
    const { footnotesByAdjacency: notes } = excerpt;
    if (!notes) continue;
    const leading = next?.follows?.excerpt === excerpt.id ? (next.leadingMarkers ?? []) : [];
    if (leading.join() !== notes.numbers.join())
      excerpts[index] = having(excerpt, { footnotesByAdjacency: undefined, endNotesMissing: true });
  }
  return withLists(data, {
    excerpts: changed(data.excerpts, (each) => each).map((each, index) => excerpts[index] ?? each),
  });
}

/**
 * What a reader of the dossier may have met under the id before: noted where the sentence is past its first review.
 * @param {Data} data
 * @param {Excerpt} excerpt
 * @param {string} today such as "2025-01-31"
 * @returns {Partial<Data>}
 */
function noted(data, excerpt, today) {
  const changes = data.changes ?? [];
  const version = data.version;
  if (isDraft(excerpt) || (changes.length === 0 && data.excerpts.some(isDraft))) return {};
  const isOpen = changes.some((each) => each.version === version - 1 && each.on === today);
  /** @type {NonNullable<Data["changes"]>[number]} */
  const change = {
    excerpt: excerpt.id,
    on: today,
    what: "changed",
    version: isOpen ? version - 1 : version,
    was: excerpt.exact,
  };
  return { version: isOpen ? version : version + 1, changes: [...changes, change] };
}

// Strike

/**
 * Takes a sentence out, and whatever rests on it alone. Its words stay in the source.
 * @param {Data} data
 * @param {string} source
 * @param {string} id
 */
export function strikeExcerpt(data, source, id) {
  excerptOf(data, id);
  if (data.excerpts.length === 1) throw new CannotDo("it is the last sentence: a dossier holds at least one");
  const excerpts = data.excerpts.filter((each) => each.id !== id);
  return settled({ ...data, excerpts }, source);
}

/**
 * Takes a statement out; a topic that held no other goes with it.
 * @param {Data} data
 * @param {string} id
 */
export function strikeClaim(data, id) {
  const { claimant, excerpt } = claimsById(data).get(id) ?? {};
  const claims = (data.claims ?? []).filter((each) => each.id !== id);
  const without = tidied({ ...data, claims });
  if (!claimant || excerpt === undefined) return without;
  // Who said it says nothing here any more, but is named all the same.
  const speaks = claims.some((each) => each.excerpt === excerpt && each.claimant?.actor === claimant.actor);
  return speaks ? without : withRole(without, "actor", claimant.actor, excerpt, "mentioned");
}

/**
 * @param {Data} data
 * @param {"place" | "actor"} kind
 * @param {string} id
 * @param {string} excerpt
 * @param {string} role
 */
function withRole(data, kind, id, excerpt, role) {
  return mapEntry(data, kind, id, (entry) =>
    having(/** @type {any} */ (entry), {
      mentions: /** @type {readonly any[]} */ (entry.mentions).map((mention) =>
        mention.excerpt === excerpt && (kind === "place" || mention.role === "saidBy")
          ? { ...mention, role }
          : mention,
      ),
    }),
  );
}

/**
 * Takes an entry out of a sentence: the mention of a name with the statements that it makes there, the sentence of an event, the
 * statements of a topic. What is then nowhere is gone.
 * @param {Data} data
 * @param {Kind} kind
 * @param {string} id
 * @param {string} excerpt
 * @param {string} [words] of a mention; without them, all of the entry's there
 */
export function strikeHere(data, kind, id, excerpt, words) {
  if (kind === "event")
    return tidied(
      mapEntry(data, "event", id, (event) => ({
        ...event,
        excerpts: event.excerpts.filter((each) => each !== excerpt),
      })),
    );
  if (kind === "question") {
    const here = new Set((data.claims ?? []).flatMap((claim) => (claim.excerpt === excerpt ? claim.id : [])));
    return (entryOf(data, "question", id)?.claims ?? [])
      .filter((claim) => here.has(claim))
      .reduce(strikeClaim, data);
  }
  return tidied(
    mapEntry(data, kind, id, (entry) =>
      having(/** @type {any} */ (entry), {
        mentions: /** @type {readonly any[]} */ (entry.mentions).filter(
          (mention) => mention.excerpt !== excerpt || (words !== undefined && mention.words !== words),
        ),
      }),
    ),
  );
}

/**
 * @template {Kind} K
 * @param {Data} data
 * @param {K} kind
 * @param {string} id
 * @param {(entry: Entries[K]) => Entries[K]} change
 */
function mapEntry(data, kind, id, change) {
  return withLists(data, {
    [listOf[kind]]: changed(entriesOf(data, kind), (each) => (each.id === id ? change(each) : each)),
  });
}

/**
 * @param {Data} data
 * @param {string} id
 * @param {(claim: Claim) => Claim} change
 */
function mapClaim(data, id, change) {
  return withLists(data, { claims: changed(data.claims, (each) => (each.id === id ? change(each) : each)) });
}

/**
 * @param {Data} data
 * @param {string} id
 * @param {(excerpt: Excerpt) => Excerpt} change
 */
function mapExcerpt(data, id, change) {
  return withLists(data, {
    excerpts: changed(data.excerpts, (each) => (each.id === id ? change(each) : each)),
  });
}

// Join and cut

/**
 * One sentence out of this and the next, under this one's id.
 * @param {Data} data
 * @param {string} source
 * @param {string} id
 * @param {string} today
 */
export function joinWithNext(data, source, id, today) {
  const { excerpt: first, index } = excerptOf(data, id);
  const second = data.excerpts[index + 1];
  if (second === undefined) throw new CannotDo("it is the last sentence: there is none to join it with");
  const spans = spansOf(data.excerpts, source);
  const [start, end] = [spans[index]?.start, spans[index + 1]?.end];
  if (start === undefined || end === undefined)
    throw new CannotDo("one of the two does not stand in the source: mend that first");
  const between = source.slice(spans[index]?.end, spans[index + 1]?.start);
  if (/\S/.test(between.replace(/\[\d+\]/g, "")))
    throw new CannotDo("between the two stand words that are not held");
  if (/\n\s*\n/.test(between)) throw new CannotDo("the next sentence is in another paragraph");
  const exact = source.slice(start, end);
  if (exact.length > longestPassage)
    throw new CannotDo(
      `together they have ${exact.length} characters, and at most ${longestPassage} may be quoted`,
    );
  /** @param {keyof Excerpt} field @returns {any} */
  const both = (field) => {
    const all = [.../** @type {any[]} */ (first[field] ?? []), .../** @type {any[]} */ (second[field] ?? [])];
    return all.length === 0 ? undefined : [...new Set(all)];
  };
  // Without words, all of a sentence is graphic.
  const isWhole = [first, second].some(
    ({ graphic, graphicWords = [] }) => graphic && graphicWords.length === 0,
  );
  const joined = having(first, {
    exact,
    ...selectorOf(source, start, end),
    footnotes: asList(markersOf(exact, [...(first.footnotes ?? []), ...(second.footnotes ?? [])])),
    footnotesByAdjacency: second.footnotesByAdjacency,
    endNotesMissing: second.endNotesMissing,
    graphic: first.graphic ?? second.graphic,
    graphicWords: isWhole ? undefined : both("graphicWords"),
    chargedWords: both("chargedWords"),
    alsoNamed: both("alsoNamed"),
    review: "draft",
  });
  const here = (/** @type {string} */ each) => (each === second.id ? id : each);
  const excerpts = data.excerpts
    .filter((each) => each !== second)
    .map((each) => {
      const now = each === first ? joined : each;
      return having(now, {
        ...(now.follows?.excerpt === second.id && { follows: { ...now.follows, excerpt: id } }),
        ...(now.opensWith?.refersTo === second.id && { opensWith: { ...now.opensWith, refersTo: id } }),
      });
    });
  const moved = withLists(data, {
    ...noted(data, first, today),
    excerpts,
    claims: changed(data.claims, (claim) => having(claim, { excerpt: here(claim.excerpt) })),
    events: changed(data.events, (event) =>
      event.excerpts.includes(second.id)
        ? { ...event, excerpts: [...new Set(event.excerpts.map(here))] }
        : event,
    ),
    questions: changed(data.questions, (question) =>
      question.seeAlso?.includes(second.id)
        ? { ...question, seeAlso: [...new Set(question.seeAlso.map(here))] }
        : question,
    ),
    places: changed(data.places, (place) => movedMentions(place, second.id, id)),
    actors: changed(data.actors, (actor) => movedMentions(actor, second.id, id)),
  });
  return settled(moved, source);
}

/**
 * @template T
 * @param {T[]} list
 */
const asList = (list) => (list.length > 0 ? list : undefined);

/**
 * @template {Place | Actor} T
 * @param {T} entry
 * @param {string} from
 * @param {string} to
 * @returns {T}
 */
function movedMentions(entry, from, to) {
  if (!entry.mentions.some(({ excerpt }) => excerpt === from)) return entry;
  const mentions = entry.mentions.map((mention) =>
    mention.excerpt === from ? { ...mention, excerpt: to } : mention,
  );
  return { ...entry, mentions: onceEach(mentions) };
}

/**
 * Of mentions by the same words of a sentence one: that of whoever speaks, or else the first.
 * @template {{ excerpt: string, words: string, role: string }} M
 * @param {readonly M[]} mentions
 * @returns {M[]}
 */
function onceEach(mentions) {
  const kept = new Map();
  for (const mention of mentions) {
    const key = `${mention.excerpt} ${mention.words}`;
    if (!kept.has(key) || mention.role === "saidBy") kept.set(key, mention);
  }
  return [...kept.values()];
}

/**
 * Two sentences out of one: what stands before `at`, under the same id, and the rest, under a new one.
 * @param {Data} data
 * @param {string} source
 * @param {string} id
 * @param {number} at
 * @param {string} today
 */
export function cut(data, source, id, at, today) {
  const { excerpt, index } = excerptOf(data, id);
  const span = spansOf(data.excerpts, source)[index];
  if (span === undefined) throw new CannotDo("it does not stand in the source: mend that first");
  // Markers, and signs that close, belong to what they stand behind.
  const behind = at + (/^(?:\s*\[\d+\])+/.exec(excerpt.exact.slice(at))?.[0].length ?? 0);
  const head = excerpt.exact.slice(0, behind).trimEnd();
  const tail = excerpt.exact.slice(behind).trimStart();
  if (head === "" || tail === "") throw new CannotDo("choose the word that the second sentence begins with");
  const newId = freshExcerptId(data);
  const [middle, rest] = [span.start + head.length, span.end - tail.length];
  /** @param {string} text */
  const own = (text) => ({
    footnotes: asList(markersOf(text, excerpt.footnotes)),
    ...Object.fromEntries(
      /** @type {const} */ (["graphicWords", "chargedWords", "alsoNamed"]).map((field) => [
        field,
        asList((excerpt[field] ?? []).filter((words) => holds(text, words))),
      ]),
    ),
    graphic:
      (excerpt.graphicWords ?? []).length === 0 || excerpt.graphicWords?.some((words) => holds(text, words))
        ? excerpt.graphic
        : undefined,
    review: /** @type {const} */ ("draft"),
  });
  const first = having(excerpt, {
    exact: head,
    ...selectorOf(source, span.start, middle),
    ...own(head),
    footnotesByAdjacency: undefined,
    endNotesMissing: undefined,
    ...(excerpt.opensWith && !holds(head, excerpt.opensWith.words) && { opensWith: undefined }),
  });
  const second = having(/** @type {Excerpt} */ ({ id: newId, title: freshTitle(data, newId), exact: tail }), {
    ...selectorOf(source, rest, span.end),
    ...own(tail),
    follows: { excerpt: id, basis: "stands right before it in the same paragraph of the source" },
    cutFrom: id,
    footnotesByAdjacency: excerpt.footnotesByAdjacency,
    endNotesMissing: excerpt.endNotesMissing,
  });
  const excerpts = data.excerpts.flatMap((each) => {
    if (each === excerpt) return [first, second];
    return each.follows?.excerpt === id
      ? having(each, { follows: { ...each.follows, excerpt: newId } })
      : each;
  });
  const from = excerpt.exact.length - tail.length;
  /** @param {string} words */
  const isInSecond = (words) => {
    const place = placeOf(excerpt.exact, words);
    return place >= from || (!holds(head, words) && holds(tail, words));
  };
  /** @template {Place | Actor} T @param {T} entry @returns {T} */
  const withMentions = (entry) => {
    const mentions = changed(/** @type {readonly any[]} */ (entry.mentions), (mention) => {
      if (mention.excerpt !== id) return mention;
      if (isInSecond(mention.words)) return { ...mention, excerpt: newId };
      return holds(head, mention.words) ? mention : undefined;
    });
    return having(/** @type {any} */ (entry), { mentions });
  };
  const claims = changed(data.claims, (claim) => {
    if (claim.excerpt !== id) return claim;
    const isSecond = isInSecond(claim.words);
    return claimWithin(claim, isSecond ? newId : id, isSecond ? tail : head);
  });
  // Who speaks in both parts by the same words is mentioned in both only where they stand in both.
  const events = changed(data.events, (event) => {
    if (!event.excerpts.includes(id)) return event;
    const dates = [event.happened, event.reported].flatMap((date) => date?.words ?? []);
    const goes = dates.length > 0 && dates.every((words) => !holds(head, words) && holds(tail, words));
    return having(event, {
      excerpts: event.excerpts.map((each) => (each === id && goes ? newId : each)),
    });
  });
  return linked(
    tidied(
      withLists(data, {
        ...noted(data, excerpt, today),
        excerpts,
        claims,
        events,
        places: changed(data.places, withMentions),
        actors: changed(data.actors, withMentions),
      }),
    ),
    source,
  );
}

/**
 * What of a statement stands in a part of its sentence; undefined where its words or its speaker do not.
 * @param {Claim} claim
 * @param {string} excerpt
 * @param {string} exact
 * @returns {Claim | undefined}
 */
function claimWithin(claim, excerpt, exact) {
  if (!holds(exact, claim.words) || (claim.claimant && !holds(exact, claim.claimant.words))) return undefined;
  const { quantity, date, doer } = claim;
  const of = (/** @type {string | null | undefined} */ words) =>
    words && !holds(exact, words) ? undefined : words;
  const number =
    quantity && [quantity.words, quantity.counted, quantity.verb].every((words) => holds(exact, words));
  const start = exact.indexOf(claim.words);
  return having(claim, {
    excerpt,
    verbOfSaying: of(claim.verbOfSaying),
    connective: of(claim.connective),
    doer: doer && !holds(exact.slice(0, start), doer) ? undefined : doer,
    quantity: number ? quantity : undefined,
    date: date && !holds(exact, date.words) ? undefined : date,
    ...(claim.hedges && {
      hedges: changed(claim.hedges, (hedge) =>
        holds(exact, typeof hedge === "string" ? hedge : hedge.words) ? hedge : undefined,
      ),
    }),
    ...(claim.where && { where: changed(claim.where, (words) => (holds(exact, words) ? words : undefined)) }),
    ...(claim.footnotes && {
      footnotes: markersOf(exact, claim.footnotes).filter(
        ({ number }) =>
          claim.footnotes?.some((each) => each.number === number) && exact.indexOf(`[${number}]`) >= start,
      ),
    }),
  });
}

/** @param {Data} data */
function freshExcerptId(data) {
  const ids = [...data.excerpts.map(({ id }) => id), ...(data.changes ?? []).map(({ excerpt }) => excerpt)];
  const digits = ids.map((id) => id.slice(id.indexOf("-") + 1));
  const number = Math.max(0, ...digits.map(Number)) + 1;
  return `${data.excerptPrefix}-${String(number).padStart(Math.max(2, ...digits.map(({ length }) => length)), "0")}`;
}

/**
 * @param {Data} data
 * @param {string} id
 */
function freshTitle(data, id) {
  const taken = new Set(data.excerpts.map(({ title }) => fold(title)));
  const plain = `Sentence ${Number(id.slice(id.indexOf("-") + 1))}`;
  for (let number = 1; ; number += 1) {
    const title = number === 1 ? plain : `${plain} (${number})`;
    if (!taken.has(fold(title))) return title;
  }
}

// Who, what, when, where

/**
 * A slug that no entry of the kind has or had.
 * @param {Data} data
 * @param {Kind} kind
 * @param {string} title
 */
function freshSlug(data, kind, title) {
  const taken = new Set(
    /** @type {readonly any[]} */ (entriesOf(data, kind)).flatMap(({ id, formerIds = [] }) => [
      id,
      ...formerIds,
    ]),
  );
  const plain = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 36)
    .replace(/^-+|-+$/g, "");
  const base = plain || kind;
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(slug)) return slug;
  }
}

/**
 * The entry that words name.
 * @template {Kind} K
 * @param {Data} data
 * @param {K} kind
 * @param {string} words
 */
function named(data, kind, words) {
  const wanted = new Set([fold(words), fold(withoutArticle(words))]);
  const has = (/** @type {readonly string[]} */ names) => names.some((name) => wanted.has(fold(name)));
  const entries = entriesOf(data, kind);
  return (
    entries.find(({ title, names = [] }) => has([title, ...names])) ??
    entries.find(({ commonNames = [] }) => has(commonNames))
  );
}

/** @param {string} words */
const withoutArticle = (words) => words.replace(/^(?:the|an?)\s+(?=\S)/i, "");

/**
 * Mentions a place or an actor by words of a sentence: the one that has the name, or a new one.
 * @param {Data} data
 * @param {"place" | "actor"} kind
 * @param {string} excerpt
 * @param {string} words
 * @param {"mentioned" | "saidBy"} [role]
 * @returns {{ data: Data, id: string }}
 */
export function mention(data, kind, excerpt, words, role = "mentioned") {
  const other = kind === "place" ? "actor" : "place";
  let now = data;
  // The same words are not both: what they were taken for until now goes, unless somebody has to speak for it.
  for (const entry of entriesOf(data, other)) {
    const isHere = /** @type {readonly any[]} */ (entry.mentions).some(
      (each) => each.excerpt === excerpt && each.words === words && each.role !== "saidBy",
    );
    if (isHere) now = strikeHere(now, other, entry.id, excerpt, words);
  }
  const known =
    named(now, kind, words) ??
    entriesOf(now, kind).find(({ mentions }) =>
      mentions.some((each) => each.excerpt === excerpt && each.words === words),
    );
  const given = { excerpt, words, basis: /** @type {const} */ ("named"), role };
  if (known !== undefined) {
    const mentions = /** @type {any[]} */ (known.mentions);
    const isThere = mentions.some((each) => each.excerpt === excerpt && each.words === words);
    const all = isThere
      ? mentions.map((each) =>
          each.excerpt === excerpt && each.words === words && role === "saidBy" ? { ...each, role } : each,
        )
      : inOrder(now, [...mentions, given]);
    return {
      data: mapEntry(now, kind, known.id, (entry) => having(/** @type {any} */ (entry), { mentions: all })),
      id: known.id,
    };
  }
  const plain = withoutArticle(words);
  // What looks like a slug is no title.
  const title = /^[a-z0-9-]*[-\d][a-z0-9-]*$/.test(plain)
    ? plain.charAt(0).toUpperCase() + plain.slice(1)
    : plain;
  if (title.length > 90) throw new CannotDo("a name has at most 90 characters: choose fewer words");
  if (!/[\p{L}\p{N}]/u.test(title)) throw new CannotDo("a name has a letter or a digit");
  const id = freshSlug(now, kind, title);
  const entry =
    kind === "place"
      ? { id, title, placeType: "place", mentions: [given] }
      : {
          id,
          title,
          actorType: role === "saidBy" ? "named as a speaker" : "named in the text",
          mentions: [given],
        };
  return { data: { ...now, [listOf[kind]]: [...entriesOf(now, kind), entry] }, id };
}

/**
 * @template {{ excerpt: string }} M
 * @param {Data} data
 * @param {readonly M[]} mentions
 */
function inOrder(data, mentions) {
  const order = new Map(data.excerpts.map(({ id }, index) => [id, index]));
  return mentions.toSorted((a, b) => (order.get(a.excerpt) ?? 0) - (order.get(b.excerpt) ?? 0));
}

/**
 * A statement in these words, by nobody yet.
 * @param {Data} data
 * @param {string} excerpt
 * @param {string} words
 * @returns {{ data: Data, id: string }}
 */
export function state(data, excerpt, words) {
  const numbers = (data.claims ?? []).map(({ id }) => Number(/\d+/.exec(id)?.[0] ?? 0));
  const id = `c${Math.max(0, ...numbers) + 1}`;
  const { excerpt: sentence, index } = excerptOf(data, excerpt);
  const order = new Map(data.excerpts.map((each, at) => [each.id, at]));
  const start = sentence.exact.indexOf(words);
  const claims = data.claims ?? [];
  const before = claims.findLastIndex((each) => {
    const at = order.get(each.excerpt) ?? 0;
    return at < index || (at === index && sentence.exact.indexOf(each.words) <= start);
  });
  const claim = { id, excerpt, claimant: null, words };
  return { data: tidied({ ...data, claims: claims.toSpliced(before + 1, 0, claim) }), id };
}

/**
 * Other words for a statement, of its own sentence.
 * @param {Data} data
 * @param {string} id
 * @param {string} words
 */
export function reword(data, id, words) {
  return tidied(mapClaim(data, id, (claim) => ({ ...claim, words })));
}

/**
 * Says who makes a statement; null: nobody is named.
 * @param {Data} data
 * @param {string} id
 * @param {string | null} words of its sentence
 */
export function sayWho(data, id, words) {
  const claim = claimsById(data).get(id);
  if (claim === undefined) throw new CannotDo("the statement is gone");
  const before = claim.claimant?.actor;
  if (words === null) {
    const nobody = mapClaim(data, id, ({ attributed: _, ...each }) => ({ ...each, claimant: null }));
    return tidied(quietened(nobody, before, claim.excerpt));
  }
  const met = mention(data, "actor", claim.excerpt, words, "saidBy");
  const now = mapClaim(met.data, id, (each) => ({ ...each, claimant: { words, actor: met.id } }));
  return tidied(before === met.id ? now : quietened(now, before, claim.excerpt));
}

/**
 * An actor who says nothing in a sentence any more is only mentioned there.
 * @param {Data} data
 * @param {string | undefined} actor
 * @param {string} excerpt
 */
function quietened(data, actor, excerpt) {
  const speaks = (data.claims ?? []).some(
    (each) => each.excerpt === excerpt && each.claimant?.actor === actor,
  );
  return actor === undefined || speaks ? data : withRole(data, "actor", actor, excerpt, "mentioned");
}

/**
 * The words of a sentence that somebody named at `start` to `end` may say: the longer side, without markers and the full stop.
 * @param {string} exact
 * @param {number} start
 * @param {number} end
 */
export function saidBeside(exact, start, end) {
  const plain = (/** @type {string} */ text) =>
    text
      .replace(/(?:\s*\[\d+\])+\s*$/, "")
      .replace(/[\s,;:.]+$/, "")
      .replace(/^[\s,;:.]+/, "");
  const [before, after] = [plain(exact.slice(0, start)), plain(exact.slice(end))];
  const words = before.length > after.length ? before : after;
  return words === "" ? plain(exact) : words;
}

const lower = /\b(?:at least|no fewer than|more than|over|minimum)\b/i;
const upper = /\b(?:at most|up to|no more than|fewer than|less than|under|maximum)\b/i;

/**
 * Gives a statement its figure: the words, the numbers in them, what is counted.
 * @param {Data} data
 * @param {string} id
 * @param {string} words
 */
export function giveFigure(data, id, words) {
  const claim = claimsById(data).get(id);
  if (claim === undefined) throw new CannotDo("the statement is gone");
  const { exact } = excerptOf(data, claim.excerpt).excerpt;
  const numbers = [...words.matchAll(/\d+(?:,\d{3})*(?:\.\d+)?/g)].map(([digits]) =>
    Number(digits.replaceAll(",", "")),
  );
  const [one = null, two] = numbers;
  const range =
    two !== undefined && one !== null && two >= one
      ? { low: one, best: null, high: two }
      : lower.test(words)
        ? { low: one, best: null, high: null }
        : upper.test(words)
          ? { low: null, best: null, high: one }
          : { low: null, best: one, high: null };
  const plain = (/** @type {string} */ text) => text.match(/[\p{L}\p{M}'’-]+/gu) ?? [];
  const behind = plain(exact.slice(placeOf(exact, words) + words.length));
  const inside = plain(words.slice(/[\d,.]+(?!.*\d)/.exec(words)?.index ?? 0));
  const counted = inside.at(-1) ?? behind[0] ?? words;
  const verb = (inside.length > 0 ? behind[0] : behind[1]) ?? claim.verbOfSaying ?? counted;
  return tidied(mapClaim(data, id, (each) => ({ ...each, quantity: { words, ...range, counted, verb } })));
}

/**
 * A date out of words of a sentence.
 * @param {string} words
 * @param {string | null} edtf what the words settle
 * @param {string} of
 * @returns {DateGiven}
 */
function dateOf(words, edtf, of) {
  if (edtf !== null || /\b\d{4}\b/.test(words)) return { words, of, year: "inSentence", edtf };
  return { words, of, year: "notStated", edtf };
}

/**
 * Gives a statement its date, or, without a statement, says that the sentence tells what happened then.
 * @param {Data} data
 * @param {string} excerpt
 * @param {string} words
 * @param {string | null} edtf
 * @param {string} [claim]
 */
export function giveDate(data, excerpt, words, edtf, claim) {
  if (claim !== undefined)
    return mapClaim(data, claim, (each) => ({
      ...each,
      date: dateOf(words, edtf, each.date?.of ?? "the statement"),
    }));
  const event = entriesOf(data, "event").find(({ excerpts }) => excerpts.includes(excerpt));
  if (event !== undefined)
    return mapEntry(data, "event", event.id, (each) => {
      const field = each.reported && !each.happened ? "reported" : "happened";
      const before = each[field];
      return {
        ...each,
        [field]: {
          ...(before?.is && { is: before.is }),
          ...dateOf(words, edtf, before?.of ?? "what the sentence tells"),
        },
      };
    });
  const title = `${words} (${excerpt})`;
  /** @type {Event} */
  const made = {
    id: freshSlug(data, "event", words),
    title: title.slice(0, 90),
    eventType: "event",
    excerpts: [excerpt],
    happened: dateOf(words, edtf, "what the sentence tells"),
  };
  return { ...data, events: [...entriesOf(data, "event"), made] };
}

/**
 * Marks words of a sentence as graphic, or all of it; once more takes the mark away.
 * @param {Data} data
 * @param {string} id
 * @param {string | undefined} words
 */
export function toggleGraphic(data, id, words) {
  return mapExcerpt(data, id, (excerpt) => {
    const { graphic, graphicWords = [] } = excerpt;
    const note = graphic ?? "describes violence";
    if (words === undefined)
      return graphic
        ? having(excerpt, { graphic: undefined, graphicWords: undefined })
        : having(excerpt, { graphic: note });
    const kept = graphicWords.filter((each) => each !== words);
    if (kept.length === graphicWords.length)
      return having(excerpt, { graphic: note, graphicWords: [...kept, words] });
    return having(excerpt, { graphic: kept.length > 0 ? note : undefined, graphicWords: asList(kept) });
  });
}

// Names and topics

/**
 * Another title. A name that a mention goes by stays one of its names; so does the title of an entry past its review.
 * @param {Data} data
 * @param {Kind} kind
 * @param {string} id
 * @param {string} title
 */
export function rename(data, kind, id, title) {
  return mapEntry(data, kind, id, (/** @type {any} */ entry) => {
    const names = (entry.names ?? []).filter((/** @type {string} */ name) => fold(name) !== fold(title));
    const known = [title, ...names, ...(entry.commonNames ?? [])].map(fold);
    const isNeeded = (entry.mentions ?? []).some(
      (/** @type {any} */ { basis, words }) =>
        basis === "named" && !known.some((name) => holds(fold(words), name)),
    );
    const keeps = fold(title) !== fold(entry.title) && (isNeeded || !isDraft(entry));
    const all = keeps ? [...names, entry.title] : names;
    return having(entry, { title, names: all.length > 0 || entry.names ? all : undefined });
  });
}

/**
 * @param {Data} data
 * @param {string} id
 * @param {string} title
 */
export function retitle(data, id, title) {
  return mapExcerpt(data, id, (excerpt) => having(excerpt, { title }));
}

/**
 * Fields of an entry, a statement or a sentence; undefined takes one out.
 * @param {Data} data
 * @param {Kind | "claim" | "excerpt"} kind
 * @param {string} id
 * @param {Record<string, unknown>} fields
 */
export function setFields(data, kind, id, fields) {
  const change = (/** @type {any} */ item) => having(item, /** @type {any} */ (fields));
  if (kind === "claim") return tidied(mapClaim(data, id, change));
  if (kind === "excerpt") return mapExcerpt(data, id, change);
  return mapEntry(data, kind, id, change);
}

/**
 * What a mention is: its role in the sentence.
 * @param {Data} data
 * @param {"place" | "actor"} kind
 * @param {string} id
 * @param {string} excerpt
 * @param {string} words
 * @param {string} role
 */
export function setRole(data, kind, id, excerpt, words, role) {
  return tidied(
    mapEntry(data, kind, id, (/** @type {any} */ entry) => ({
      ...entry,
      mentions: entry.mentions.map((/** @type {any} */ each) =>
        each.excerpt === excerpt && each.words === words ? { ...each, role } : each,
      ),
    })),
  );
}

/**
 * Two entries of a kind into one, `into`: it takes in names, mentions, statements and the ids that led to the other.
 * @param {Data} data
 * @param {Kind} kind
 * @param {string} id
 * @param {string} into
 */
export function merge(data, kind, id, into) {
  /** @type {any} */
  const from = entryOf(data, kind, id);
  /** @type {any} */
  const to = entryOf(data, kind, into);
  if (from === undefined || to === undefined || from === to) throw new CannotDo("there are no two to merge");
  const isName = kind === "place" || kind === "actor";
  const known = new Set([to.title, ...(to.commonNames ?? [])].map(fold));
  const names = [
    ...(to.names ?? []),
    ...(isName || !isDraft(from) ? [from.title] : []),
    ...(from.names ?? []),
  ].filter((name) => {
    if (known.has(fold(name))) return false;
    known.add(fold(name));
    return true;
  });
  const union = (/** @type {string} */ field) => {
    const all = [...(to[field] ?? []), ...(from[field] ?? [])];
    return all.length > 0 || to[field] !== undefined ? [...new Set(all)] : undefined;
  };
  const mentions = [...(to.mentions ?? []), ...(from.mentions ?? [])];
  const placed = (to.coordinates ?? []).length > 0 ? to : from;
  const all = having(to, {
    formerIds: [...(to.formerIds ?? []), from.id, ...(from.formerIds ?? [])],
    names: names.length > 0 || to.names ? names : undefined,
    commonNames: union("commonNames")?.filter((name) => !names.some((each) => fold(each) === fold(name))),
    note: to.note ?? from.note,
    review: isDraft(to) || isDraft(from) ? "draft" : to.review,
    ...(isName && { mentions: inOrder(data, onceEach(mentions)) }),
    ...(kind === "place" && {
      coordinates: placed.coordinates,
      precisionKm: placed.precisionKm,
      region: to.region ?? from.region,
      ...(to.within === from.id || to.within == null
        ? from.within === to.id
          ? { within: undefined, withinFrom: undefined }
          : { within: from.within, withinFrom: from.withinFrom }
        : {}),
    }),
    ...(kind === "event" && {
      excerpts: union("excerpts"),
      places: union("places"),
      happened: to.happened ?? from.happened,
      reported: to.reported ?? from.reported,
    }),
    ...(kind === "question" && { claims: union("claims"), seeAlso: union("seeAlso") }),
    ...((kind === "event" || kind === "question") && { topics: union("topics") }),
  });
  const here = (/** @type {string} */ each) => (each === id ? into : each);
  const lists = {
    [listOf[kind]]: changed(/** @type {readonly any[]} */ (entriesOf(data, kind)), (entry) =>
      entry === from ? undefined : entry === to ? all : entry,
    ),
    startWith: changed(data.startWith, (each) =>
      each.entry === `${data.id}/${kind}:${id}` ? { ...each, entry: `${data.id}/${kind}:${into}` } : each,
    ),
  };
  const merged = withLists(data, lists);
  if (kind === "actor")
    return tidied(
      withLists(merged, {
        claims: changed(data.claims, (claim) =>
          claim.claimant?.actor === id ? { ...claim, claimant: { ...claim.claimant, actor: into } } : claim,
        ),
      }),
    );
  if (kind !== "place") return tidied(merged);
  return tidied(
    withLists(merged, {
      places: changed(merged.places, (place) => (place.within === id ? { ...place, within: into } : place)),
      events: changed(data.events, (event) =>
        event.places?.includes(id) ? { ...event, places: [...new Set(event.places.map(here))] } : event,
      ),
    }),
  );
}

/**
 * Puts statements under the topic of a title, a new one if there is none. They leave the topics that they were under.
 * @param {Data} data
 * @param {readonly string[]} claims
 * @param {string} title
 */
export function putUnder(data, claims, title) {
  if (claims.length === 0) throw new CannotDo("choose statements first");
  const chosen = new Set(claims);
  const known = entriesOf(data, "question").find((each) => fold(each.title) === fold(title));
  const questions = changed(data.questions, (question) => {
    const kept = question.claims.filter((id) => !chosen.has(id));
    if (question === known) return { ...question, claims: [...kept, ...claims] };
    return kept.length === question.claims.length ? question : { ...question, claims: kept };
  });
  const made = known ? [] : [{ id: freshSlug(data, "question", title), title, claims: [...claims] }];
  return tidied({ ...data, questions: [...questions, ...made] });
}
