import { readFile } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";

/**
 * Imports a package so that the event loop turns in between: first each module that its entry re-exports, one at a
 * time, then the entry itself. The last are first, since entries tend to name what builds on everything else at their
 * head. An entry that re-exports nothing is imported in one go.
 */
export async function importInParts(name: string): Promise<void> {
  const entry = import.meta.resolve(name);
  const text = await readFile(new URL(entry), "utf8");
  const parts = [...text.matchAll(/^export\b.* from ["'](\.{1,2}\/[^"']+)["']/gm)].map(
    ([, path]) => path ?? "",
  );
  for (const part of parts.toReversed()) {
    await import(new URL(part, entry).href);
    await nextTurn();
  }
  await import(name);
}
