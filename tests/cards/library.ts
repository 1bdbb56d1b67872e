/** The bundled dossier, as tests of cards and look-ups use it. */
import { readFileSync } from "node:fs";
import type { Library } from "../../src/command.ts";
import { createCatalogue, type Dossier } from "../../src/dossier/catalogue.ts";
import { type DossierData, dossierSchema } from "../../src/dossier/schema.ts";
import { createLookup } from "../../src/lookup/index.ts";
import { noStore } from "../../src/store/store.ts";

const folder = new URL("../../data/palmyra-2015/", import.meta.url);

/** The text as received. */
export const source = readFileSync(new URL("source.txt", folder), "utf8");

function libraryOf(...data: readonly DossierData[]): Library {
  const catalogue = createCatalogue(data);
  return { catalogue, lookup: createLookup(catalogue), store: noStore };
}

export const library = libraryOf(
  dossierSchema.parse(JSON.parse(readFileSync(new URL("dossier.json", folder), "utf8"))),
);

export const dossier = library.catalogue.dossiers[0] as Dossier;
