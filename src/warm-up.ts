/**
 * Builds what look-ups build at their first use, before the first person needs it. Being ready does not wait for it,
 * and it goes in steps, so that nobody who asks meanwhile waits for more than one of them.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { Lookup } from "./lookup/index.ts";

/** Milliseconds between two steps: time for whoever asks meanwhile. */
const pause = 25;
/** Held by no dossier, and a word of English: every way to find something is gone, and what it needs is loaded. */
const nothing = ["nowhere in particular", "nowhere"];

/** Resolves once everything is built. It does not keep the process alive. */
export async function warmUp(lookup: Lookup): Promise<void> {
  const rest = () => wait(pause, undefined, { ref: false });
  await rest();
  for (const _ of lookup.preparing()) await rest();
  const kinds = ["event", "place", "actor", "question", "excerpt"] as const;
  for (const typed of nothing) {
    lookup.nearTo(typed);
    await rest();
    for (const kind of kinds) {
      lookup.complete(kind, typed);
      await rest();
      lookup.find(kind, typed);
      await rest();
    }
    lookup.search(typed);
    lookup.read(typed);
    await rest();
  }
}
