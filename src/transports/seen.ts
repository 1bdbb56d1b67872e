/** Ids remembered at least. */
const remembered = 10_000;

/**
 * Takes ids, and is true for one that came before. Two generations, so that it holds the last 10,000 at least and
 * 20,000 at most.
 */
export function createSeen(): (id: string) => boolean {
  let young = new Set<string>();
  let old = new Set<string>();
  return (id) => {
    if (young.has(id) || old.has(id)) return true;
    young.add(id);
    if (young.size >= remembered) [young, old] = [new Set(), young];
    return false;
  };
}
