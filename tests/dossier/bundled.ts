import { readFileSync } from "node:fs";
import { type DossierData, dossierSchema } from "../../src/dossier/schema.ts";

export const folder = "data/palmyra-2015";
export const source = readFileSync(`${folder}/source.txt`, "utf8");
export const json: string = readFileSync(`${folder}/dossier.json`, "utf8");
export const bundled: DossierData = dossierSchema.parse(JSON.parse(json));

/** The item of a list with this id, for a test to break. */
export function find<Item extends { id: string }>(list: readonly Item[], id: string): Item {
  const item = list.find((candidate) => candidate.id === id);
  if (item === undefined) throw new Error(`the bundled dossier has no ${id}`);
  return item;
}
