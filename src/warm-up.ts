/**
 * Builds what look-ups build at their first use, before the first person needs it. Being ready does not wait for it,
 * and it goes in steps, so that nobody who asks meanwhile waits for more than one of them.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { Lookup } from "./lookup/index.ts";

/** Milliseconds between two steps: time for whoever asks meanwhile. */
const pause = 50;
/** Held by no dossier, so that every way to find it is gone. */
const nothing = "nowhere in particular";

/** Resolves once everything is built. It does not keep the process alive. */
export async function warmUp(lookup: Lookup): Promise<void> {
  const kinds = ["event", "place", "actor", "question", "excerpt"] as const;
  const steps = [
    ...kinds.map((kind) => () => lookup.complete(kind, nothing)),
    () => lookup.namedIn(nothing),
    () => lookup.searchText(nothing),
    () => lookup.similarTo(nothing),
    () => lookup.read(nothing),
    ...kinds.map((kind) => () => lookup.find(kind, nothing)),
  ];
  for (const step of steps) {
    await wait(pause, undefined, { ref: false });
    step();
  }
}
