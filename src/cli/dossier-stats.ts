/** `npm run dossier -- stats`: what a dossier covers, and what is still to do. */
import { formatProblem, isDossier, loadDossier, loadDossiers } from "../dossier/load.ts";
import type { DossierData } from "../dossier/schema.ts";
import { readPlain } from "../import/forms/plain.ts";
import { passagesOf } from "../import/passages.ts";
import { Refusal } from "../import/refusal.ts";

export function statistics(folder: string): string[] {
  const { dossiers, problems } = isDossier(folder) ? loadDossier(folder) : loadDossiers(folder);
  if (problems.length > 0) {
    const [first, ...more] = problems.map(formatProblem);
    const others = more.length === 0 ? "" : `\n… and ${more.length} more: check prints them all`;
    throw new Refusal(`${first}${others}`);
  }
  return dossiers.flatMap(({ data, source }) => statisticsOf(data, source));
}

function statisticsOf(data: DossierData, source: string): string[] {
  const held = new Set(data.excerpts.map(({ exact }) => exact));
  const sentences = passagesOf(readPlain(source)).filter(({ exact }) => !held.has(exact));
  const inEntries = new Set([
    ...[...data.places, ...data.actors].flatMap(({ mentions }) => mentions.map(({ excerpt }) => excerpt)),
    ...data.events.flatMap(({ excerpts }) => excerpts),
  ]);
  const named = [...data.places, ...data.actors, ...data.events, ...data.questions];
  const drafts = [...data.excerpts, ...named, ...data.claims].filter(
    ({ review }) => review === "draft",
  ).length;
  const all = data.excerpts.length + named.length + data.claims.length;
  const list = (what: string, items: readonly string[], of: number) =>
    `  ${`${items.length} of ${of}`.padEnd(12)} ${what}${items.length === 0 ? "" : `: ${items.slice(0, 8).join(", ")}${items.length > 8 ? ", …" : ""}`}`;
  return [
    `${data.id}, version ${data.version}`,
    `  ${String(data.excerpts.length).padEnd(12)} excerpts; ${sentences.length} whole sentences of the source are none`,
    list(
      "excerpts without a place, an actor or an event",
      data.excerpts.map(({ id }) => id).filter((id) => !inEntries.has(id)),
      data.excerpts.length,
    ),
    list(
      "entries without another name",
      named.filter(({ names, commonNames }) => names.length + commonNames.length === 0).map(({ id }) => id),
      named.length,
    ),
    list(
      "places without coordinates",
      data.places.filter(({ coordinates }) => coordinates.length === 0).map(({ id }) => id),
      data.places.length,
    ),
    list(
      "events without a place",
      data.events.filter(({ places }) => places.length === 0).map(({ id }) => id),
      data.events.length,
    ),
    list(
      "claims without a claimant",
      data.claims.filter(({ claimant }) => claimant === null).map(({ id }) => id),
      data.claims.length,
    ),
    list(
      "footnotes that nobody has read",
      data.footnotes.filter(({ checked }) => checked === null).map(({ number }) => `[${number}]`),
      data.footnotes.length,
    ),
    list("drafts", drafts === 0 ? [] : Array.from({ length: drafts }, () => ""), all).replace(
      /:[\s,…]*$/,
      "",
    ),
    list(
      "dates without a year",
      data.events
        .filter(({ happened, reported }) => [happened, reported].some((date) => date?.year === "notStated"))
        .map(({ id }) => id),
      data.events.length,
    ),
  ];
}
