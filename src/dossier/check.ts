/**
 * What the schema cannot judge: every excerpt, fragment, number, date and reference of a dossier against its
 * source and against one another. Verbatim is a property of the data: what passes here may be quoted as it
 * stands.
 */
import type {
  ActorData,
  ClaimData,
  DateData,
  DossierData,
  EventData,
  ExcerptData,
  PlaceData,
} from "./schema.ts";

/** A fault in a dossier. `entry` is "PAL-07", "place:palmyra", "claim:c5", "footnote:22" or "dossier". */
export type Problem = { readonly entry: string; readonly field: string; readonly message: string };

type Report = (entry: string, field: string, message: string) => void;
type Passage = { readonly excerpt: ExcerptData; readonly start: number; readonly end: number };
type Named = {
  readonly id: string;
  readonly formerIds: readonly string[];
  readonly title: string;
  readonly names: string[];
  readonly commonNames: string[];
  readonly namesakes: readonly { readonly name: string }[];
};

type Context = {
  readonly data: DossierData;
  readonly index: Index;
  readonly source: string;
  readonly report: Report;
  readonly excerpts: ReadonlyMap<string, ExcerptData>;
};

const kinds = ["place", "actor", "event", "question"] as const;
type Kind = (typeof kinds)[number];

/**
 * Every fault of a dossier that its schema accepts, in the order of the file; an empty list if there is none.
 * Never throws.
 */
export function checkDossier(data: DossierData, source: string): Problem[] {
  const problems: Problem[] = [];
  const context: Context = {
    data,
    index: indexOf(data),
    source,
    report: (entry, field, message) => problems.push({ entry, field, message }),
    excerpts: new Map(data.excerpts.map((excerpt) => [excerpt.id, excerpt])),
  };
  checkIds(context);
  checkPassages(context);
  for (const [position, excerpt] of data.excerpts.entries()) checkExcerpt(context, excerpt, position);
  checkNames(context);
  checkTitles(context);
  for (const kind of ["place", "actor"] as const) checkMentions(context, kind);
  for (const place of data.places) checkPlace(context, place);
  for (const event of data.events) checkEvent(context, event);
  checkQuestions(context);
  for (const claim of data.claims) checkClaim(context, claim);
  checkReach(context);
  checkFootnoteList(context);
  checkStartWith(context);
  checkCompared(context);
  checkChanges(context);
  return problems;
}

/** What is looked up for every entry; a dossier may hold thousands of them. */
interface Index {
  readonly places: ReadonlyMap<string, PlaceData>;
  readonly actors: ReadonlyMap<string, ActorData>;
  /** Where each place is mentioned, and where each actor says something. */
  readonly mentionedIn: ReadonlyMap<string, ReadonlySet<string>>;
  readonly speaksIn: ReadonlyMap<string, ReadonlySet<string>>;
  readonly claimsOf: ReadonlyMap<string, readonly ClaimData[]>;
}

function indexOf(data: DossierData): Index {
  return {
    places: new Map(data.places.map((place) => [place.id, place])),
    actors: new Map(data.actors.map((actor) => [actor.id, actor])),
    mentionedIn: new Map(
      data.places.map(({ id, mentions }) => [id, new Set(mentions.map(({ excerpt }) => excerpt))]),
    ),
    speaksIn: new Map(
      data.actors.map(({ id, mentions }) => [
        id,
        new Set(mentions.filter(({ role }) => role === "saidBy").map(({ excerpt }) => excerpt)),
      ]),
    ),
    claimsOf: Map.groupBy(data.claims, ({ excerpt }) => excerpt),
  };
}

/** An id that is gone stays so; what is said of a change must fit what is held. */
function checkChanges({ data, excerpts, report }: Context): void {
  const gone = new Set(data.changes.flatMap(({ excerpt, what }) => (what === "gone" ? [excerpt] : [])));
  for (const [index, { excerpt, what, version }] of data.changes.entries()) {
    const field = `changes[${index}]`;
    if (what === "gone" && excerpts.has(excerpt)) {
      report(
        "dossier",
        field,
        `says that ${excerpt} is gone, and another sentence has its id: give that one a new id`,
      );
    }
    if (what === "changed" && !excerpts.has(excerpt) && !gone.has(excerpt)) {
      report(
        "dossier",
        field,
        `speaks of ${excerpt}, which is not held: say that it is gone, or correct the id`,
      );
    }
    if (version >= data.version)
      report(
        "dossier",
        `${field}.version`,
        "is not earlier than the dossier's own: it is the last version that held the former words",
      );
  }
}

/** What another revision words otherwise or lacks is told on the card of each sentence. */
function checkCompared({ data, excerpts, report }: Context): void {
  const { compared } = data.source;
  if (compared === null) return;
  const seen = new Set<string>();
  for (const list of ["reworded", "missing"] as const) {
    for (const [index, id] of compared[list].entries()) {
      const field = `source.compared.${list}[${index}]`;
      if (!excerpts.has(id))
        report("dossier", field, `speaks of ${id}, which is not held: correct the id, or strike it`);
      else if (seen.has(id)) report("dossier", field, `${id} is listed twice: strike one of the two`);
      seen.add(id);
    }
  }
}

function entriesOf(data: DossierData, kind: Kind): readonly Named[] {
  return { place: data.places, actor: data.actors, event: data.events, question: data.questions }[kind];
}

// Ids and references

function checkIds({ data, report }: Context): void {
  const twice = (list: readonly { id: string }[], label: (id: string) => string) => {
    for (const id of repeated(list.map((item) => item.id)))
      report(label(id), "id", "stands on two entries: give one of them another");
  };
  twice(data.excerpts, (id) => id);
  for (const kind of kinds) {
    const entries = entriesOf(data, kind);
    twice(entries, (id) => `${kind}:${id}`);
    const owners = new Map(entries.map(({ id }) => [id, id]));
    for (const { id, formerIds } of entries) {
      for (const [index, former] of formerIds.entries()) {
        const owner = owners.get(former);
        if (owner === undefined) owners.set(former, id);
        else
          report(
            `${kind}:${id}`,
            `formerIds[${index}]`,
            `is also an id of ${kind}:${owner}: strike it here or there`,
          );
      }
    }
  }
  twice(data.claims, (id) => `claim:${id}`);
}

function checkStartWith({ data, report }: Context): void {
  for (const [index, { entry }] of data.startWith.entries()) {
    const field = `startWith[${index}].entry`;
    const [, dossier, kind, slug] = /^([^/]+)\/([^:]+):(.+)$/.exec(entry) ?? [];
    if (dossier === undefined) {
      report("dossier", field, 'must look like "dossier/place:slug"');
      continue;
    }
    if (dossier !== data.id) {
      report("dossier", field, `names the dossier "${dossier}", not "${data.id}": write that`);
      continue;
    }
    const known = kinds.find((candidate) => candidate === kind);
    if (known === undefined) {
      report("dossier", field, `"${kind}" is no kind of entry: place, actor, event and question are`);
      continue;
    }
    if (!entriesOf(data, known).some(({ id }) => id === slug))
      report("dossier", field, "no such entry: give the id of one that is listed");
  }
}

/** An excerpt that no entry leads to could be met by its id alone. */
function checkReach({ data, report }: Context): void {
  const asked = new Set<string>();
  const reached = new Set<string>();
  for (const { mentions } of data.places) for (const { excerpt } of mentions) reached.add(excerpt);
  for (const { mentions } of data.actors) for (const { excerpt } of mentions) reached.add(excerpt);
  for (const { excerpts } of data.events) for (const id of excerpts) reached.add(id);
  for (const { claims, seeAlso } of data.questions) {
    for (const id of claims) asked.add(id);
    for (const id of seeAlso) reached.add(id);
  }
  for (const { id, excerpt } of data.claims) if (asked.has(id)) reached.add(excerpt);
  for (const { id } of data.excerpts)
    if (!reached.has(id))
      report(
        id,
        "id",
        "no entry leads to this excerpt: mention it in a place, an actor, an event or a question, or strike it",
      );
}

// Passages of the source

function checkPassages({ data, source, report }: Context): void {
  let previous: Passage | undefined;
  let number = 0;
  const places = createPlaces(source);
  for (const excerpt of data.excerpts) {
    const hyphen = excerpt.id.indexOf("-");
    const before = number;
    // What was cut off another, and what a new revision brings, has the next free number, wherever it stands.
    const isFree = excerpt.cutFrom !== undefined || data.changes.length > 0;
    if (!isFree) number = Number(excerpt.id.slice(hyphen + 1));
    if (excerpt.id.slice(0, hyphen) !== data.excerptPrefix)
      report(
        excerpt.id,
        "id",
        `does not begin with ${data.excerptPrefix}-: begin it so, or change excerptPrefix`,
      );
    if (!isFree && number <= before)
      report(excerpt.id, "id", "is not numbered in the order of the file: put it where its number is");

    const passage = locate(excerpt, places, report);
    if (passage === undefined) continue;
    if (previous !== undefined && passage.start < previous.start) {
      report(excerpt.id, "id", `stands before ${previous.excerpt.id} in the source: --fix puts it there`);
    } else if (previous !== undefined && passage.start < previous.end) {
      report(excerpt.id, "exact", `overlaps ${previous.excerpt.id}: shorten or join them`);
    }
    checkSentences(passage, source, report);
    const gap = source.slice(previous?.end ?? 0, passage.start);
    const leading = gap.includes("[") ? markers(/(?:\[\d+\]\s*)+$/.exec(gap)?.[0] ?? "") : [];
    if (!same(leading, excerpt.leadingMarkers)) {
      report(
        excerpt.id,
        "leadingMarkers",
        `the source has ${listed(leading)} before the passage: list those`,
      );
    }
    previous = passage;
  }
}

/**
 * Where a text stands in the source, at most twice, without reading the source from its start each time: by the
 * first letters of its first whole word.
 */
type Places = (text: string) => number[];

const indexedLetters = 14;
/** A source shorter than this is read faster than it is indexed. */
const worthIndexing = 20_000;

function createPlaces(source: string): Places {
  if (source.length < worthIndexing) {
    return (text) => searched(source, text);
  }
  const byLetters = new Map<string, number[]>();
  for (const { index } of source.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)) {
    const letters = source.slice(index, index + indexedLetters);
    const known = byLetters.get(letters);
    if (known === undefined) byLetters.set(letters, [index]);
    else known.push(index);
  }
  return (text) => {
    const begin = /(?<=[^\p{L}\p{N}])[\p{L}\p{N}]/u.exec(text)?.index ?? text.length;
    const letters = text.slice(begin, begin + indexedLetters);
    const candidates =
      letters.length < indexedLetters ? undefined : (byLetters.get(letters) ?? []).map((at) => at - begin);
    if (candidates !== undefined) {
      const found: number[] = [];
      for (const at of candidates) {
        if (at >= 0 && source.startsWith(text, at)) found.push(at);
        if (found.length > 1) break;
      }
      return found;
    }
    return searched(source, text);
  };
}

function searched(source: string, text: string): number[] {
  const first = source.indexOf(text);
  if (first < 0) return [];
  const second = source.indexOf(text, first + 1);
  return second < 0 ? [first] : [first, second];
}

function locate(excerpt: ExcerptData, places: Places, report: Report): Passage | undefined {
  const prefix = excerpt.prefix ?? "";
  const selector = `${prefix}${excerpt.exact}${excerpt.suffix ?? ""}`;
  const [first, second] = places(selector);
  if (first === undefined) {
    report(
      excerpt.id,
      "exact",
      "does not stand in the source, character for character: copy it out of source.txt",
    );
    return undefined;
  }
  if (second !== undefined) {
    report(excerpt.id, "exact", "stands in the source more than once: add a prefix or a suffix");
    return undefined;
  }
  const start = first + prefix.length;
  return { excerpt, start, end: start + excerpt.exact.length };
}

/** Markers, lettered notes and editors' remarks behind a sentence, as encyclopedias have them. */
const trailingNotes = /(?:\s|\[(?:\d+|[a-z]{1,2}|(?:note|nb) \d+|[a-z]+ needed)\])+$/i;

function withoutNotes(text: string): string {
  const plain = text.trimEnd();
  return plain.endsWith("]") ? plain.replace(trailingNotes, "") : plain;
}

/** Whether a text ends as a sentence does: with its sign, closing quotation marks and brackets behind it aside. */
function endsAsSentence(text: string): boolean {
  let last = text.length - 1;
  while (last >= 0 && "\"'”’»)]".includes(text.charAt(last))) last -= 1;
  return last >= 0 && ".!?…。؟".includes(text.charAt(last));
}

/** A cut sentence can say the opposite of the whole one. */
function checkSentences({ excerpt, start, end }: Passage, source: string, report: Report): void {
  // A paragraph can be long, and markers are not.
  const lineStart = Math.max(source.lastIndexOf("\n", start - 1) + 1, start - 200);
  const before = withoutNotes(source.slice(lineStart, start));
  const startsSentence =
    /^(?!\p{Ll}|\[\d+\])/u.test(excerpt.exact) && (before === "" || endsAsSentence(before));
  if (!startsSentence)
    report(excerpt.id, "exact", "does not start where a sentence starts: quote the whole sentence");
  const endsSentence =
    endsAsSentence(withoutNotes(excerpt.exact)) && /^(?:$|\s|\[\d+\])/.test(source.slice(end, end + 8));
  if (!endsSentence)
    report(excerpt.id, "exact", "does not end where a sentence ends: quote the whole sentence");
}

function checkExcerpt({ data, excerpts, report }: Context, excerpt: ExcerptData, index: number): void {
  const { id, exact } = excerpt;
  const previous = data.excerpts[index - 1];
  const next = data.excerpts[index + 1];

  const inside = markers(exact);
  const listedNumbers = excerpt.footnotes.map((footnote) => footnote.number);
  if (!same(inside, listedNumbers))
    report(
      id,
      "footnotes",
      `the passage holds ${listed(inside)}: list no other, each with the words in front of it`,
    );
  excerpt.footnotes.forEach((footnote, position) => {
    if (!standsAfter(exact, footnote)) {
      report(
        id,
        `footnotes[${position}].after`,
        `[${footnote.number}] does not stand right after these words: copy the words in front of it`,
      );
    }
  });

  const adjacent = excerpt.footnotesByAdjacency;
  if (adjacent !== null && next?.follows?.excerpt !== id) {
    report(
      id,
      "footnotesByAdjacency",
      "the next excerpt does not say that it follows this one: say so there, or make this null",
    );
  } else if (adjacent !== null && !same(adjacent.numbers, next?.leadingMarkers ?? [])) {
    report(
      id,
      "footnotesByAdjacency.numbers",
      `${next?.id} opens with ${listed(next?.leadingMarkers ?? [])}: list those`,
    );
  } else if (adjacent !== null && excerpt.endNotesMissing) {
    report(
      id,
      "endNotesMissing",
      "is true, though footnotesByAdjacency has the notes at the end: leave one of the two",
    );
  }

  if (excerpt.follows !== null && excerpt.follows.excerpt !== previous?.id) {
    report(id, "follows.excerpt", "is not the excerpt before this one: give its id, or null");
  }
  const opening = excerpt.opensWith;
  if (opening !== null && !(exact.startsWith(opening.words) && holds(exact, opening.words))) {
    report(id, "opensWith.words", "the passage does not open with these words: copy its first words");
  }
  if (opening !== null && opening.refersTo !== null) {
    if (opening.refersTo === id)
      report(id, "opensWith.refersTo", "is the excerpt itself: give the one it leans on, or null");
    else if (!excerpts.has(opening.refersTo))
      report(id, "opensWith.refersTo", "no such excerpt: give the id of one that is held");
    if (opening.answers)
      report(
        id,
        "opensWith.answers",
        "is true, though the sentence that it answers is held: make it false, or refersTo null",
      );
  }
  for (const field of ["graphicWords", "chargedWords", "alsoNamed"] as const) {
    excerpt[field].forEach((words, position) => {
      if (!holds(exact, words))
        report(id, `${field}[${position}]`, "does not stand in the passage: spell it as there, or strike it");
    });
  }
  if (excerpt.graphic === null && excerpt.graphicWords.length > 0)
    report(
      id,
      "graphicWords",
      "is given, and graphic is null: say there what the passage describes, or strike it",
    );
}

function checkFootnoteList({ data, source, report }: Context): void {
  const numbers = data.footnotes.map((footnote) => footnote.number);
  const standing = new Set(markers(source));
  for (const number of repeated(numbers))
    report(`footnote:${number}`, "number", "is listed twice: strike one of the two");
  for (const number of numbers) {
    if (!standing.has(number))
      report(`footnote:${number}`, "number", "does not stand in the source: strike it");
  }
  const known = new Set(numbers);
  for (const number of standing) {
    if (!known.has(number))
      report("dossier", "footnotes", `[${number}] of the source is not listed: add { "number": ${number} }`);
  }
}

// Names and titles

/**
 * A name leads to one entry of a kind, so that a look-up has one answer. Only common names may be shared:
 * they are too common to mean an entry.
 */
function checkNames({ data, report }: Context): void {
  for (const kind of kinds) {
    const owners = new Map<string, string>();
    const claimName = (entry: Named, field: string, index: number | null, shared: boolean, name: string) => {
      const folded = fold(name);
      const owner = owners.get(folded);
      if (owner === undefined && !shared) owners.set(folded, entry.id);
      if (owner === undefined && hasLetter(name)) return;
      const at = `${kind}:${entry.id}`;
      const where = index === null ? field : `${field}[${index}]`;
      if (!hasLetter(name))
        report(at, where, "holds no letter and no digit: nobody can type it, so strike it");
      if (owner === entry.id) report(at, where, "repeats a name or the title of the same entry: strike it");
      else if (owner !== undefined)
        report(
          at,
          where,
          `is also a name of ${kind}:${owner}: strike one of the two, or make both commonNames`,
        );
    };
    for (const entry of entriesOf(data, kind)) {
      claimName(entry, "title", null, false, entry.title);
      for (const [index, name] of entry.names.entries()) claimName(entry, "names", index, false, name);
    }
    for (const entry of entriesOf(data, kind)) {
      const { commonNames } = entry;
      if (commonNames.length === 0) continue;
      for (const [index, name] of commonNames.entries()) claimName(entry, "commonNames", index, true, name);
      for (const name of repeated(commonNames.map(fold))) {
        report(`${kind}:${entry.id}`, "commonNames", `"${name}" is listed twice: strike one of the two`);
      }
    }
    for (const entry of entriesOf(data, kind)) {
      for (const [index, { name }] of entry.namesakes.entries()) {
        const owner = owners.get(fold(name));
        if (owner === undefined) continue;
        report(
          `${kind}:${entry.id}`,
          `namesakes[${index}].name`,
          `is also a name of ${kind}:${owner}: strike one of the two, or make both commonNames`,
        );
      }
    }
  }
}

function hasLetter(name: string): boolean {
  return /[\p{L}\p{N}]/u.test(name);
}

/** Titles are names and topic nouns: a word that takes a side may stand in one only as a quotation. */
function checkTitles({ data, report }: Context): void {
  const charged = [...new Set(data.excerpts.flatMap((excerpt) => excerpt.chargedWords.map(fold)))];
  const check = (
    titles: readonly { readonly id: string; readonly title: string }[],
    label: (id: string) => string,
    { field, isSlugged }: { field: string; isSlugged: boolean },
  ): void => {
    const seen = new Map<string, string>();
    for (const { id, title } of titles) {
      const folded = fold(title);
      const other = seen.get(folded);
      if (other !== undefined)
        report(label(id), field, `is also the title of ${label(other)}: give one of them another`);
      seen.set(folded, id);
      const isHyphened = title.includes("-") && /^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(title);
      if (isHyphened || (isSlugged && title === id && /[-\d]/.test(title))) {
        report(label(id), field, "is a slug: people read titles, so write it as words");
      }
      if (charged.length === 0) continue;
      const unquoted = /["“]/.test(title) ? fold(title.replace(/"[^"]*"|“[^”]*”/g, '""')) : folded;
      for (const words of charged) {
        if (holds(unquoted, words)) {
          report(
            label(id),
            field,
            `holds "${words}", a charged word, outside quotation marks: put it within, or use another`,
          );
        }
      }
    }
  };
  check(data.excerpts, (id) => id, { field: "title", isSlugged: false });
  for (const kind of kinds) {
    check(entriesOf(data, kind), (id) => `${kind}:${id}`, { field: "title", isSlugged: true });
  }
  const labels = data.startWith.map(({ label }) => ({ id: "dossier", title: label }));
  check(labels, (id) => id, { field: "startWith", isSlugged: false });
}

// Places, actors, events

function checkMentions({ data, excerpts, report }: Context, kind: "place" | "actor"): void {
  for (const entry of kind === "place" ? data.places : data.actors) {
    const at = `${kind}:${entry.id}`;
    const names = [entry.title, ...entry.names, ...entry.commonNames].map(fold);
    const seen = new Set<string>();
    for (const [index, mention] of entry.mentions.entries()) {
      const excerpt = excerpts.get(mention.excerpt);
      if (excerpt === undefined) {
        report(at, `mentions[${index}].excerpt`, "no such excerpt: give the id of one that is held");
        continue;
      }
      if (!holds(excerpt.exact, mention.words)) {
        report(at, `mentions[${index}].words`, `do not stand in ${excerpt.id}: copy its words`);
      } else if (mention.basis === "named") {
        const folded = fold(mention.words);
        if (!names.some((name) => holds(folded, name)))
          report(
            at,
            `mentions[${index}].basis`,
            'is "named", but the words hold none of its names: add the name, or give another basis',
          );
      }
      const key = `${mention.excerpt} ${mention.words}`;
      if (seen.has(key)) report(at, `mentions[${index}]`, "is listed twice: strike one of the two");
      seen.add(key);
    }
  }
}

function checkPlace({ index: { places }, report }: Context, place: PlaceData): void {
  const entry = `place:${place.id}`;
  const path = new Set([place.id]);
  for (let within = place.within; within !== null; within = places.get(within)?.within ?? null) {
    if (within === place.id)
      report(entry, "within", "leads back to the place itself: make one of the places around it null");
    else if (within === place.within && !places.has(within))
      report(entry, "within", "no such place: give the id of one that is listed, or list it");
    if (path.has(within)) break;
    path.add(within);
  }

  if (place.within === null && place.withinFrom !== "outside")
    report(
      entry,
      "withinFrom",
      "says how it is known, and within is null: give the place around it, or strike this",
    );

  if (place.coordinates.length > 0 && place.precisionKm === null) {
    report(entry, "precisionKm", "is missing: how far do the sources of the coordinates disagree?");
  }
  if (place.coordinates.length === 0 && place.precisionKm !== null) {
    report(entry, "precisionKm", "is given for no coordinates: add them, or make this null");
  }
  const precision = place.precisionKm ?? Number.POSITIVE_INFINITY;
  place.coordinates.forEach((point, index) => {
    const far = place.coordinates.slice(0, index).map((other) => kilometres(point, other));
    const most = Math.max(0, ...far);
    if (most > precision) {
      report(
        entry,
        `coordinates[${index}]`,
        `is ${most.toFixed(1)} km from another, past precisionKm ${precision}: raise that, or correct the coordinates`,
      );
    }
  });
}

function checkEvent(context: Context, event: EventData): void {
  const { data, excerpts, report } = context;
  const entry = `event:${event.id}`;
  event.excerpts.forEach((id, index) => {
    if (!excerpts.has(id))
      report(entry, `excerpts[${index}]`, "no such excerpt: give the id of one that is held");
  });
  for (const id of repeated(event.excerpts))
    report(entry, "excerpts", `${id} is listed twice: strike one of the two`);
  if (event.eventType !== "title" && event.excerpts.length === 0) {
    report(
      entry,
      "excerpts",
      'is empty, and the event is not of type "title": give the excerpts that tell of it',
    );
  }
  for (const [index, slug] of event.places.entries()) {
    const mentioned = context.index.mentionedIn.get(slug);
    if (mentioned === undefined) {
      report(entry, `places[${index}]`, "no such place: give the id of one that is listed, or list it");
      continue;
    }
    if (!event.excerpts.some((id) => mentioned.has(id))) {
      report(
        entry,
        `places[${index}]`,
        `no excerpt of the event mentions place:${slug}: add a mention to the place, or strike it here`,
      );
    }
  }
  for (const slug of repeated(event.places))
    report(entry, "places", `${slug} is listed twice: strike one of the two`);
  if (event.happened === null && event.reported === null) return;
  const texts =
    event.eventType === "title"
      ? [data.source.title]
      : event.excerpts.flatMap((id) => excerpts.get(id)?.exact ?? []);
  for (const field of ["happened", "reported"] as const) {
    const date = event[field];
    if (date !== null) checkDate(context, entry, field, date, texts);
  }
  const { happened } = event;
  if (happened?.is === "report" || happened?.is === "release")
    report(entry, "happened.is", `is "${happened.is}": put the date into reported, or make it null`);
}

// Claims and questions

function checkQuestions({ data, excerpts, report }: Context): void {
  const claims = new Map(data.claims.map((claim) => [claim.id, claim]));
  const order = new Map<string, number>();
  for (const [index, { id }] of data.excerpts.entries()) order.set(id, index);
  const held = new Map<string, number>();
  for (const question of data.questions) {
    const entry = `question:${question.id}`;
    let before: readonly number[] = [];
    const listedTwice = repeated(question.claims);
    for (const [index, id] of question.claims.entries()) {
      if (listedTwice.length === 0 || question.claims.indexOf(id) === index)
        held.set(id, (held.get(id) ?? 0) + 1);
      const claim = claims.get(id);
      if (claim === undefined) {
        report(entry, `claims[${index}]`, "no such claim: give the id of one that is listed");
        continue;
      }
      const exact = excerpts.get(claim.excerpt)?.exact ?? "";
      const start = exact.indexOf(claim.words);
      const key = [
        order.get(claim.excerpt) ?? -1,
        start,
        exact.indexOf(claim.quantity?.words ?? claim.words, start),
      ];
      if (isBefore(key, before))
        report(entry, `claims[${index}]`, "is not in the order of the source: --fix puts it there");
      before = key;
    }
    for (const id of listedTwice) report(entry, "claims", `${id} is listed twice: strike one of the two`);
    question.seeAlso.forEach((id, index) => {
      if (!excerpts.has(id))
        report(entry, `seeAlso[${index}]`, "no such excerpt: give the id of one that is held");
      else if (question.claims.some((claim) => claims.get(claim)?.excerpt === id)) {
        report(entry, `seeAlso[${index}]`, "is the excerpt of a claim of the same question: strike it");
      }
    });
  }
  for (const { id } of data.claims) {
    const questions = held.get(id) ?? 0;
    if (questions === 0) report(`claim:${id}`, "id", "no question holds this claim: add its id to one");
    if (questions > 1)
      report(`claim:${id}`, "id", "is held by more than one question: leave it in one of them");
  }
}

function checkClaim(context: Context, claim: ClaimData): void {
  const { excerpts, index } = context;
  const entry = `claim:${claim.id}`;
  const report = (field: string, message: string) => context.report(entry, field, message);
  const excerpt = excerpts.get(claim.excerpt);
  if (excerpt === undefined) {
    report("excerpt", "no such excerpt: give the id of one that is held");
    return;
  }
  const { exact } = excerpt;
  const within = (field: string, words: string | null | undefined) => {
    if (typeof words === "string" && !holds(exact, words))
      report(field, `does not stand in ${excerpt.id}: copy its words`);
  };
  within("words", claim.words);
  within("claimant.words", claim.claimant?.words);
  within("verbOfSaying", claim.verbOfSaying);
  within("connective", claim.connective);
  claim.hedges.forEach(({ words }, index) => {
    within(`hedges[${index}]`, words);
  });
  claim.where.forEach((words, index) => {
    within(`where[${index}]`, words);
  });
  if (claim.doer !== null && !leadsTo(exact, claim.doer, claim.words))
    report(
      "doer",
      `does not stand in front of the claim's words, in the same sentence of ${excerpt.id}: copy it from there, or make it null`,
    );
  if (claim.attributed && claim.claimant === null)
    report(
      "attributed",
      "is true, and nobody is named to attribute it to: give a claimant, or make it false",
    );

  if (claim.claimant !== null) {
    const { actor: slug } = claim.claimant;
    const { actors, speaksIn } = context.index;
    if (!actors.has(slug))
      report("claimant.actor", "no such actor: give the id of one that is listed, or list it");
    else if (speaksIn.get(slug)?.has(excerpt.id) !== true) {
      report("claimant.actor", `actor:${slug} has no mention "saidBy" in ${excerpt.id}: add it there`);
    }
  }

  if (claim.quantity !== null) {
    const { words, low, best, high, counted, verb } = claim.quantity;
    within("quantity.words", words);
    within("quantity.counted", counted);
    within("quantity.verb", verb);
    const given = [low, best, high].filter((value) => value !== null);
    const spoken = given.length === 0 ? new Set<number>() : numbersIn(words);
    for (const field of ["low", "best", "high"] as const) {
      const value = claim.quantity[field];
      if (value !== null && !spoken.has(value))
        report(`quantity.${field}`, `${value} is not a number in "${words}": give one of theirs, or null`);
    }
    if (given.some((value, index) => value < (given[index - 1] ?? value))) {
      report("quantity", "low, best and high are not in rising order: exchange them");
    }
  }

  if (claim.date !== null) checkDate(context, entry, "date", claim.date, [exact]);

  const start = exact.indexOf(claim.words);
  for (const [position, footnote] of claim.footnotes.entries()) {
    const field = `footnotes[${position}]`;
    if (!standsAfter(exact, footnote)) {
      report(
        `${field}.after`,
        `[${footnote.number}] does not stand right after these words in ${excerpt.id}: copy the words in front of it`,
      );
      continue;
    }
    const end = exact.indexOf(`[${footnote.number}]`);
    const isAnothers = (index.claimsOf.get(excerpt.id) ?? []).some((other) => {
      const otherStart = exact.indexOf(other.words);
      const sameClaimant = other.claimant?.words === claim.claimant?.words;
      return !sameClaimant && otherStart > start && otherStart < end;
    });
    if (end < start || isAnothers)
      report(field, `[${footnote.number}] stands behind other words than the claim's: strike it here`);
  }
}

// Dates

const monthNames = [
  "january|jan",
  "february|feb",
  "march|mar",
  "april|apr",
  "may",
  "june|jun",
  "july|jul",
  "august|aug",
  "september|sept?",
  "october|oct",
  "november|nov",
  "december|dec",
].map((names) => new RegExp(`\\b(?:${names})\\b`, "i"));

/** `texts` are those the words must stand in: one is enough. */
function checkDate(
  context: Context,
  entry: string,
  field: string,
  date: DateData,
  texts: readonly string[],
): void {
  const report = (part: string, message: string) => context.report(entry, `${field}.${part}`, message);
  const { title } = context.data.source;
  const text = texts.find((candidate) => holds(candidate, date.words));
  if (text === undefined) report("words", "do not stand in the excerpt: quote its words for the date");

  if (date.is === "relative" && date.edtf !== null)
    report(
      "edtf",
      "is given, though the date is relative to a day that is not named: make one of the two null",
    );

  const worded = partsIn(date.words);
  if (date.year === "notStated") {
    if (worded.hasYear) report("year", 'is stated by the words: make it "inSentence"');
    if (date.edtf !== null) report("edtf", "is given, though the year is not stated: make it null");
  }
  if (date.edtf === null) {
    if (date.year === "fromTitle")
      report(
        "edtf",
        "is missing, though the title gives the year: give the date, or make the year notStated",
      );
    return;
  }

  const ends = date.edtf.split("/").map(numbersOfDate);
  if (!ends.every(isCalendarDate)) {
    report("edtf", "is no date of the calendar: look at month and day");
    return;
  }
  const [first = [], last = first] = ends;
  if (isBefore(last, first)) report("edtf", "ends before it starts: exchange the two");

  const months = asBits(first[1]) | asBits(last[1]);
  const days = asBits(first[2]) | asBits(last[2]);
  const yearsStandIn = (words: string) => ends.every(([year]) => hasYear(words, year ?? 0));
  const titleFits = () =>
    yearsStandIn(title) && worded.months !== 0 && isWithin(worded.months, partsIn(title).months);
  if (date.year === "fromTitle" && !titleFits())
    report("year", 'the title has not this month and year: make it "inSentence" or "notStated"');
  if (date.year === "inSentence" && !yearsStandIn(text ?? "")) {
    report("year", 'does not stand in the sentence: "fromTitle" or "notStated" may be right');
  }
  const numbered = () => worded.months | worded.days | monthNumbersIn(date.words);
  if (!isWithin(months, worded.months) && !isWithin(months, numbered())) {
    report("edtf", "has a month that the words do not name: give the words' own month, or null");
  }
  if (!isWithin(worded.months, months))
    report("edtf", "lacks a month that the words name: add it, or quote fewer words");
  if (!isWithin(days, worded.days))
    report("edtf", "has a day that the words do not name: give the words' own day, or null");
  if (worded.months !== 0 && !isWithin(worded.days, days))
    report("edtf", "lacks a day that the words name: add it, or quote fewer words");
}

/*
 * Months and days as the bits of a number (month 5 is bit 5): every date of every entry comes by here, and a set
 * would be made for each.
 */

/** Year, month and day of `2015-05-18`, as far as they are given. */
function numbersOfDate(edtf: string): number[] {
  const numbers = [Number(edtf.slice(0, 4))];
  if (edtf.length > 4) numbers.push(Number(edtf.slice(5, 7)));
  if (edtf.length > 7) numbers.push(Number(edtf.slice(8, 10)));
  return numbers;
}

function asBits(number: number | undefined): number {
  return number === undefined ? 0 : 1 << number;
}

function isWithin(some: number, all: number): boolean {
  return (some & ~all) === 0;
}

interface DateParts {
  readonly hasYear: boolean;
  readonly months: number;
  readonly days: number;
}

/** What words name of a date: months by their names, and runs of digits, four of which are a year. */
function partsIn(words: string): DateParts {
  let hasYear = false;
  let days = 0;
  let [run, value] = [0, 0];
  for (let at = 0; at <= words.length; at += 1) {
    const digit = words.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) {
      run += 1;
      value = value * 10 + digit;
      continue;
    }
    if (run === 4) hasYear = true;
    if ((run === 1 || run === 2) && value >= 1 && value <= 31) days |= 1 << value;
    [run, value] = [0, 0];
  }
  const months = monthsIn(words);
  for (const [, word = ""] of months !== 0 && words.includes(" of ") ? words.matchAll(ordinalDay) : [])
    days |= 1 << (ordinals.indexOf(word.toLowerCase().replace(/\s/, "-")) + 1);
  return { hasYear, months, days };
}

const ordinals =
  "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first".split(
    " ",
  );
/** "The first of May", and not "the first week of May". */
const ordinalDay = new RegExp(
  `\\b(${ordinals.toReversed().join("|").replaceAll("-", "[-\\s]")})\\s+of\\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)`,
  "gi",
);

const anyMonth = /jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec/i;

function monthsIn(words: string): number {
  if (!anyMonth.test(words)) return 0;
  return monthNames.reduce((months, pattern, index) => months | (pattern.test(words) ? 2 << index : 0), 0);
}

function monthNumbersIn(words: string): number {
  let months = 0;
  for (const number of numbersIn(words))
    if (Number.isInteger(number) && number >= 1 && number <= 12) months |= 1 << number;
  return months;
}

/** Whether a year stands in the words as a run of four digits. */
function hasYear(words: string, year: number): boolean {
  const digits = String(year).padStart(4, "0");
  for (let at = words.indexOf(digits); at >= 0; at = words.indexOf(digits, at + 1)) {
    if (!isDigit(words.charCodeAt(at - 1)) && !isDigit(words.charCodeAt(at + 4))) return true;
  }
  return false;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isCalendarDate([year = 0, month = 1, day = 1]: number[]): boolean {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return month >= 1 && month <= 12 && day >= 1 && day <= last;
}

// Words and numbers

const numberWords = new Map(
  (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " +
    "eighteen nineteen twenty"
  )
    .split(" ")
    .map((word, index): [string, number] => [word, index + 1])
    .concat([
      ["thirty", 30],
      ["forty", 40],
      ["fifty", 50],
      ["sixty", 60],
      ["seventy", 70],
      ["eighty", 80],
    ])
    .concat([
      ["ninety", 90],
      ["dozen", 12],
      ["hundred", 100],
      ["thousand", 1000],
      ["million", 1e6],
      ["billion", 1e9],
    ]),
);

/** "2.4 million" is 2,400,000. */
const scaled = /(\d+(?:,\d{3})*(?:\.\d+)?|\p{L}+)\s+(hundred|thousand|million|billion)(?!\p{L})/giu;

function numbersIn(words: string): Set<number> {
  const digits = words.match(/\d+(?:,\d{3})*(?:\.\d+)?/g) ?? [];
  const spelled = words.toLowerCase().match(/\p{L}+/gu) ?? [];
  return new Set([
    ...digits.map((number) => Number(number.replaceAll(",", ""))),
    ...spelled.flatMap((word) => numberWords.get(word) ?? []),
    ...[...words.toLowerCase().matchAll(scaled)].map(([, figure = "", scale = ""]) =>
      Math.round(
        (numberWords.get(figure) ?? Number(figure.replaceAll(",", ""))) * (numberWords.get(scale) ?? 0),
      ),
    ),
  ]);
}

function markers(text: string): number[] {
  const numbers: number[] = [];
  for (let at = text.indexOf("["); at >= 0; at = text.indexOf("[", at + 1)) {
    let end = at + 1;
    while (isDigit(text.charCodeAt(end))) end += 1;
    if (end > at + 1 && text.charAt(end) === "]") numbers.push(Number(text.slice(at + 1, end)));
  }
  return numbers;
}

/** Whether the marker stands right after its words, other markers between them aside. */
function standsAfter(exact: string, { number, after }: { number: number; after: string }): boolean {
  for (let at = exact.indexOf(`[${number}]`); at >= 0; at = exact.indexOf(`[${number}]`, at + 1)) {
    const before = exact.slice(0, at).trimEnd();
    if (endsWithWords(before, after)) return true;
    if (before.endsWith("]") && endsWithWords(before.replace(/(?:\s*\[\d+\])+$/, ""), after)) return true;
  }
  return false;
}

function endsWithWords(text: string, words: string): boolean {
  return text.endsWith(words) && holds(text, words);
}

/** Whether the words stand in the text, character for character, and cut no word of it. */
function holds(text: string, words: string): boolean {
  if (words === "") return false;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const end = at + words.length;
    const cutsBefore = isOfWord(text.charAt(at - 1)) && isOfWord(words.charAt(0));
    const cutsAfter = isOfWord(text.charAt(end)) && isOfWord(text.charAt(end - 1));
    if (!cutsBefore && !cutsAfter) return true;
  }
  return false;
}

/** Where a sentence ends and another begins: behind a word that is no abbreviation such as "Gen." or "Mr.". */
const sentenceBreak = /(?:\p{Ll}{3,}|\d)[.!?…。؟]["'”’»)]*(?:\s*\[\d+\])*\s+["'“‘«(]*\p{Lu}/u;

/** Whether `first` stands whole in front of `words`, with no end of a sentence between them. */
function leadsTo(text: string, first: string, words: string): boolean {
  const before = text.slice(0, text.indexOf(words));
  const start = before.lastIndexOf(first);
  return holds(before, first) && !sentenceBreak.test(text.slice(start, before.length + 1));
}

function isOfWord(character: string): boolean {
  if (character === " " || character === "") return false;
  return /[\p{L}\p{N}\p{M}]/u.test(character);
}

const isPlain = /^[ -~]*$/;

function fold(name: string): string {
  return (isPlain.test(name) ? name : name.normalize("NFKC")).toLowerCase();
}

function listed(numbers: readonly number[]): string {
  return numbers.length === 0 ? "no marker" : numbers.map((number) => `[${number}]`).join("");
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

/** By the first place that differs. */
function isBefore(a: readonly number[], b: readonly number[]): boolean {
  for (const [at, value] of a.entries()) {
    if (value !== b[at]) return value < (b[at] ?? Number.NEGATIVE_INFINITY);
  }
  return false;
}

function repeated<T>(values: readonly T[]): T[] {
  if (values.length < 2 || (values.length === 2 && values[0] !== values[1])) return [];
  if (new Set(values).size === values.length) return [];
  const seen = new Set<T>();
  const again = new Set<T>();
  for (const value of values) (seen.has(value) ? again : seen).add(value);
  return [...again];
}

/** Along the great circle, on a sphere of radius 6,371 km. */
function kilometres(a: PlaceData["coordinates"][number], b: PlaceData["coordinates"][number]): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const rise = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const run = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const scale = Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude));
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(rise + scale * run)));
}
