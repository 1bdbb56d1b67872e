import { createRecent } from "../recent.ts";

/** Ids remembered at least. */
const remembered = 10_000;

/** Takes ids, and is true for one that came before, as far as it is among the last 10,000 at least. */
export function createSeen(): (id: string) => boolean {
  const seen = createRecent<string, true>(remembered);
  return (id) => {
    if (seen.get(id)) return true;
    seen.set(id, true);
    return false;
  };
}
