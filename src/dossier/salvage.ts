/** What can still be shown of a dossier with faults, for whoever mends it. Nothing of it is ever quoted in an answer. */
import { basename, resolve } from "node:path";
import { parseJson } from "./json.ts";
import { dossierFile, readDossierText, sourceFile } from "./load.ts";
import { type DossierData, dossierSchema, type PlaceData, schemaVersion } from "./schema.ts";

export interface Salvaged {
  /** The text, where the file can be read; null otherwise. */
  readonly source: string | null;
  /**
   * The entries that have the right form, as far as what they refer to is there; `id` is the folder's name. Words in it
   * may stand nowhere in the source. Null where `dossier.json` cannot be read.
   */
  readonly data: DossierData | null;
}

/** Never throws; what is wrong with the dossier, `loadDossier` says. */
export function salvageDossier(folder: string): Salvaged {
  const unheard = () => {};
  const text = readDossierText(folder, dossierFile, unheard);
  const json = text === undefined ? undefined : parseJson(text, () => undefined);
  const value = json !== undefined && "value" in json ? json.value : undefined;
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return {
    source: readDossierText(folder, sourceFile, unheard) ?? null,
    data: isRecord ? resolved(partsOf(value, basename(resolve(folder)))) : null,
  };
}

/** Each field that has the right form, and of each list the items that do. */
function partsOf(value: object, id: string): DossierData {
  const fields = Object.entries(dossierSchema.shape).map(([name, schema]) => {
    const given: unknown = Reflect.get(value, name);
    const held = Array.isArray(given) ? given.filter((item) => schema.safeParse([item]).success) : given;
    const parsed = schema.safeParse(held);
    return [name, parsed.success ? parsed.data : Reflect.get(standIns(id), name)];
  });
  return { ...standIns(id), ...Object.fromEntries(fields), id } as DossierData;
}

/** In the place of fields that are missing or wrong. */
function standIns(id: string): DossierData {
  const unknown = "unknown";
  return {
    schemaVersion,
    id,
    version: 1,
    excerptPrefix: unknown,
    title: id,
    description: unknown,
    source: {
      title: unknown,
      site: unknown,
      url: "https://example.org/",
      revision: null,
      selection: unknown,
      compared: null,
      differences: [],
      licence: { name: unknown, url: "https://example.org/", note: null },
      attribution: unknown,
      original: null,
    },
    corrections: null,
    startWith: [],
    sampleMessages: [],
    excerpts: [],
    places: [],
    actors: [],
    events: [],
    questions: [],
    claims: [],
    footnotes: [],
    changes: [],
  };
}

/** Without references that lead nowhere, and of entries that share an id the first: so it can be linked. */
function resolved(data: DossierData): DossierData {
  const excerpts = firstOfEach(data.excerpts);
  const isHeld = (id: string) => excerpts.some((excerpt) => excerpt.id === id);
  const mentioning = <T extends { excerpt: string }>(mentions: readonly T[]) =>
    mentions.filter(({ excerpt }) => isHeld(excerpt));
  const places = firstOfEach(data.places);
  const actors = firstOfEach(data.actors);
  // Who says it is a part of a claim: without that one it would seem to be the article's own.
  const claims = firstOfEach(data.claims).filter(
    ({ excerpt, claimant }) =>
      isHeld(excerpt) && (claimant === null || actors.some(({ id }) => id === claimant.actor)),
  );
  const questions = firstOfEach(data.questions).map((question) => ({
    ...question,
    claims: question.claims.filter((id) => claims.some((claim) => claim.id === id)),
    seeAlso: question.seeAlso.filter(isHeld),
  }));
  return {
    ...data,
    excerpts: excerpts.map((excerpt) => ({
      ...excerpt,
      follows: excerpt.follows && isHeld(excerpt.follows.excerpt) ? excerpt.follows : null,
      opensWith: excerpt.opensWith && {
        ...excerpt.opensWith,
        refersTo: isHeld(excerpt.opensWith.refersTo ?? "") ? excerpt.opensWith.refersTo : null,
      },
    })),
    places: places.map((place) => ({
      ...place,
      mentions: mentioning(place.mentions),
      within: leadsBack(place, places) ? null : place.within,
    })),
    actors: actors.map((actor) => ({ ...actor, mentions: mentioning(actor.mentions) })),
    events: firstOfEach(data.events).map((event) => ({
      ...event,
      excerpts: event.excerpts.filter(isHeld),
      places: event.places.filter((slug) => places.some(({ id }) => id === slug)),
    })),
    claims,
    questions: questions.filter((question) => question.claims.length > 0),
    startWith: [],
  };
}

function firstOfEach<T extends { readonly id: string }>(list: readonly T[]): T[] {
  return [...new Map(list.toReversed().map((item) => [item.id, item])).values()].toReversed();
}

/** Whether the places around a place end at one that is not there, or at the place again. */
function leadsBack({ within }: PlaceData, places: readonly PlaceData[]): boolean {
  const seen = new Set<string>();
  for (let id = within; id !== null; ) {
    const place = places.find((each) => each.id === id);
    if (place === undefined || seen.has(id)) return true;
    seen.add(id);
    id = place.within;
  }
  return false;
}
