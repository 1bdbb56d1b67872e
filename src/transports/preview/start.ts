import type { RESTPostAPIApplicationCommandsJSONBody } from "discord-api-types/v10";
import type { Catalogue, Dossier, EntryKind } from "../../dossier/catalogue.ts";
import type { Start, StartDossier } from "./wire.ts";

/** Where a look-up of a kind is typed. */
const commandOf: Readonly<Record<EntryKind, { command: string; option: string }>> = Object.freeze({
  event: { command: "event", option: "name" },
  place: { command: "place", option: "name" },
  actor: { command: "actor", option: "name" },
  question: { command: "claims", option: "topic" },
});

/** The application that the page plays; no application on Discord has so old an id. */
const applicationId = "100000000000000001";

const shownLookups = 3;

export function startOf(
  commands: readonly RESTPostAPIApplicationCommandsJSONBody[],
  catalogue: Pick<Catalogue, "dossiers">,
): Start {
  const known = new Set(commands.map(({ name }) => name));
  return { applicationId, commands, dossiers: catalogue.dossiers.map((dossier) => describe(dossier, known)) };
}

function describe(dossier: Dossier, known: ReadonlySet<string>): StartDossier {
  const { id, title, description, source, sampleMessages } = dossier;
  const { excerpts, events, places, actors, questions } = dossier;
  const counts: readonly (readonly [readonly unknown[], string, string])[] = [
    [excerpts, "sentence", "sentences"],
    [questions, "topic", "topics"],
    [events, "event", "events"],
    [places, "place", "places"],
    [actors, "person or group", "people and groups"],
  ];
  return {
    id,
    title,
    description,
    source: { title: source.title, site: source.site, url: source.url },
    licence: { name: source.licence.name, url: source.licence.url },
    holds: counts
      .filter(([held]) => held.length > 0)
      .map(([held, one, many]) => `${held.length} ${held.length === 1 ? one : many}`),
    sampleMessages,
    startWith: dossier.startWith
      .map(({ entry, label }) => ({ ...commandOf[entry.kind], label, value: entry.id, shown: entry.title }))
      .filter(({ command }) => known.has(command))
      .slice(0, shownLookups),
  };
}
