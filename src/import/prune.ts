/** What of a dossier has no words in its source is taken out of it, and named. */
import { checkDossier, type Problem } from "../dossier/check.ts";
import { type DossierData, dossierSchema } from "../dossier/schema.ts";
import { Refusal } from "./refusal.ts";

/** Takes out what the check finds no words for, until it finds no fault; names each thing. */
export function prune(data: DossierData, source: string): string[] {
  const dropped: string[] = [];
  const existing = new Set(data.excerpts.map(({ id }) => id));
  for (const place of data.places)
    place.mentions = place.mentions.filter(({ excerpt }) => existing.has(excerpt));
  for (const actor of data.actors)
    actor.mentions = actor.mentions.filter(({ excerpt }) => existing.has(excerpt));
  for (const claim of data.claims.filter(({ excerpt }) => !existing.has(excerpt)))
    dropped.push(`claim:${claim.id}`);
  data.claims = data.claims.filter(({ excerpt }) => existing.has(excerpt));
  for (let round = 0; round < 30; round += 1) {
    dropped.push(...sweep(data, existing));
    const problems = checkDossier(data, source);
    if (problems.length === 0) return [...new Set(dropped)];
    for (const problem of problems.toReversed()) dropped.push(...mend(data, problem));
  }
  const left = checkDossier(data, source);
  if (left.length === 0) return [...new Set(dropped)];
  throw new Refusal(
    `the dossier does not pass the check; nothing was written.\n${left.map(({ entry, field, message }) => `${entry}: ${field}: ${message}`).join("\n")}`,
  );
}

/** References to what is no longer held. */
function sweep(data: DossierData, existing: ReadonlySet<string>): string[] {
  const dropped: string[] = [];
  const claims = new Set(data.claims.map(({ id }) => id));
  for (const question of data.questions) {
    question.claims = question.claims.filter((id) => claims.has(id));
    question.seeAlso = question.seeAlso.filter((id) => existing.has(id));
  }
  const keep = <T extends { id: string }>(
    list: readonly T[],
    kind: string,
    isHeld: (item: T) => boolean,
  ): T[] => {
    for (const { id } of list.filter((item) => !isHeld(item))) dropped.push(`${kind}:${id}`);
    return list.filter(isHeld);
  };
  data.questions = keep(data.questions, "question", ({ claims }) => claims.length > 0);
  data.places = keep(data.places, "place", ({ mentions }) => mentions.length > 0);
  data.actors = keep(data.actors, "actor", ({ mentions }) => mentions.length > 0);
  for (const event of data.events) event.excerpts = event.excerpts.filter((id) => existing.has(id));
  data.events = keep(
    data.events,
    "event",
    ({ excerpts, eventType }) => excerpts.length > 0 || eventType === "title",
  );
  const places = new Set(data.places.map(({ id }) => id));
  for (const place of data.places)
    if (place.within !== null && !places.has(place.within)) {
      place.within = null;
      place.withinFrom = "outside";
    }
  for (const event of data.events) event.places = event.places.filter((id) => places.has(id));
  for (const excerpt of data.excerpts) {
    if (excerpt.opensWith?.refersTo && !existing.has(excerpt.opensWith.refersTo))
      excerpt.opensWith.refersTo = null;
  }
  return dropped;
}

function mend(data: DossierData, { entry, field }: Problem): string[] {
  const [kind = "", id = ""] = entry.split(/:(.*)/s);
  const index = Number(/\[(\d+)\]/.exec(field)?.[1] ?? -1);
  switch (kind) {
    case "claim": {
      const claim = data.claims.find((each) => each.id === id);
      if (claim === undefined) return [];
      if (field === "id") {
        data.questions.push(questionFor(data, id));
        return [];
      }
      if (field.startsWith("footnotes")) {
        claim.footnotes = claim.footnotes.filter((_, position) => position !== index);
        return [`claim:${id} ${field}`];
      }
      if (field === "doer" || field.startsWith("where")) {
        if (field === "doer") claim.doer = null;
        else claim.where.splice(index, 1);
        return [`claim:${id} ${field}`];
      }
      data.claims = data.claims.filter((each) => each !== claim);
      return [entry];
    }
    case "place":
    case "actor": {
      const list: { id: string; mentions: unknown[] }[] = kind === "place" ? data.places : data.actors;
      const found = list.find((each) => each.id === id);
      if (found === undefined || !field.startsWith("mentions")) return [];
      found.mentions.splice(index, 1);
      return [`${entry} ${field}`];
    }
    case "event": {
      const event = data.events.find((each) => each.id === id);
      if (event === undefined) return [];
      if (field.startsWith("happened")) event.happened = null;
      else if (field.startsWith("reported")) event.reported = null;
      else if (field.startsWith("places")) event.places.splice(index, 1);
      return [`${entry} ${field}`];
    }
    case "question": {
      const question = data.questions.find((each) => each.id === id);
      if (question === undefined) return [];
      if (field.startsWith("claims")) question.claims = inSourceOrder(data, question.claims);
      else if (field.startsWith("seeAlso")) question.seeAlso.splice(index, 1);
      else if (field === "title") question.title = `${question.claims[0]}: statement`;
      return [];
    }
    case "dossier":
      if (field.startsWith("startWith")) data.startWith.splice(index, 1);
      return [`dossier ${field}`];
  }
  const excerpt = data.excerpts.find((each) => each.id === entry);
  if (excerpt === undefined) return [];
  if (field === "id") {
    const words = excerpt.exact.replace(/(?:\s|\[[^\]\s]*\]|[.!?…])+$/u, "");
    const claimId = freeClaimId(data, entry);
    data.claims.push({
      id: claimId,
      excerpt: entry,
      claimant: null,
      verbOfSaying: null,
      attributed: false,
      words,
      doer: null,
      where: [],
      hedges: [],
      connective: null,
      quantity: null,
      date: null,
      footnotes: [],
      leavesOpen: [],
      note: null,
      review: "draft",
    });
    data.questions.push(questionFor(data, claimId));
    return [];
  }
  if (field.startsWith("chargedWords")) excerpt.chargedWords.splice(index, 1);
  else if (field === "graphicWords") excerpt.graphicWords = [];
  else if (field.startsWith("graphicWords")) excerpt.graphicWords.splice(index, 1);
  else if (field === "endNotesMissing") excerpt.endNotesMissing = false;
  else if (field.startsWith("opensWith")) excerpt.opensWith = null;
  else if (field === "title") excerpt.title = `Sentence ${entry}`;
  else if (field.startsWith("footnotesByAdjacency")) excerpt.footnotesByAdjacency = null;
  else if (field.startsWith("follows")) excerpt.follows = null;
  else if (field === "exact") {
    data.excerpts = data.excerpts.filter((each) => each !== excerpt);
    return [`${entry}: ${field}`];
  }
  return [`${entry} ${field}`];
}

function inSourceOrder(data: DossierData, ids: readonly string[]): string[] {
  const order = new Map(data.excerpts.map(({ id }, index) => [id, index]));
  const claims = new Map(data.claims.map((claim) => [claim.id, claim]));
  const keyOf = (id: string) => {
    const claim = claims.get(id);
    const exact = data.excerpts[order.get(claim?.excerpt ?? "") ?? -1]?.exact ?? "";
    return (order.get(claim?.excerpt ?? "") ?? 0) * 10_000 + exact.indexOf(claim?.words ?? "");
  };
  return ids.toSorted((a, b) => keyOf(a) - keyOf(b));
}

function questionFor(data: DossierData, claim: string): DossierData["questions"][number] {
  const excerpt = data.claims.find(({ id }) => id === claim)?.excerpt ?? "";
  return {
    id: `statement-${claim}`,
    formerIds: [],
    title: `${excerpt}: statement (${claim})`,
    names: [],
    commonNames: [],
    namesakes: [],
    note: null,
    review: "draft",
    claims: [claim],
    seeAlso: [],
    topics: [],
  };
}

function freeClaimId(data: DossierData, excerpt: string): string {
  const taken = new Set(data.claims.map(({ id }) => id));
  const number = Number(excerpt.split("-")[1]);
  const letters = ["", ..."abcdefghijklmnopqrstuvwxyz"];
  return letters.map((letter) => `c${number}${letter}`).find((id) => !taken.has(id)) ?? `c${9999 + number}`;
}

/** A file for people: what is as by default is left out. */
export function withoutDefaults(data: DossierData): unknown {
  const strip = (value: unknown, isTop: boolean): unknown => {
    if (Array.isArray(value)) return value.map((item) => strip(item, false));
    if (isPlainHedge(value)) return value.words;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(
          ([key, inner]) =>
            isTop ||
            // An event may have no excerpt, and says so.
            (!(Array.isArray(inner) && inner.length === 0 && key !== "excerpts") &&
              !(inner === null && optional.has(key)) &&
              !(defaults.has(key) && defaults.get(key) === inner)),
        )
        .map(([key, inner]) => [key, strip(inner, false)]),
    );
  };
  const stripped = strip(data, true);
  return dossierSchema.safeParse(stripped, { jitless: true }).success ? stripped : data;
}

const optional = new Set(
  "note region within precisionKm happened reported verbOfSaying doer connective quantity date footnotesByAdjacency follows opensWith graphic checked cited original compared of is".split(
    " ",
  ),
);

const defaults = new Map<string, unknown>([
  ["review", "reviewed"],
  ["answers", false],
  ["endNotesMissing", false],
  ["attributed", false],
  ["placeTypeFrom", "outside"],
  ["withinFrom", "outside"],
]);

/** A hedge of all that it stands in is written as its words alone. */
function isPlainHedge(value: unknown): value is { readonly words: string } {
  const isObject = typeof value === "object" && value !== null;
  return isObject && Object.keys(value).join(" ") === "words of" && "of" in value && value.of === null;
}
