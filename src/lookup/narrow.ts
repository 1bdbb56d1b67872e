/** A server may use some of the dossiers only: its look-ups, lists and presses then know of no other. */
import type { Library } from "../command.ts";
import { createLookup } from "./index.ts";

/** Choices of dossiers whose look-ups are kept ready; servers that choose alike share one. */
const mostKept = 32;

/**
 * Gives the library of the dossiers with these ids; of all of them for none, and where no id is of a dossier that is
 * loaded, since a choice outlives the dossier that was chosen.
 */
export function createNarrowing(library: Library): (ids: readonly string[]) => Library {
  const kept = new Map<string, Library>();
  return (ids) => {
    const { dossiers } = library.catalogue;
    const chosen = dossiers.filter(({ id }) => ids.includes(id)).map(({ id }) => id);
    if (chosen.length === 0 || chosen.length === dossiers.length) return library;
    const key = chosen.join(" ");
    const known = kept.get(key);
    if (known !== undefined) return known;
    const catalogue = library.catalogue.only(chosen);
    const narrowed = { ...library, catalogue, lookup: createLookup(catalogue) };
    const [oldest] = kept.keys();
    if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
    kept.set(key, narrowed);
    return narrowed;
  };
}
