import { systemClock } from "../../src/ops/clock.ts";
import { openStore, type StoreOptions } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import { guard } from "./timing.ts";

/** A store that a busy machine does not make late. By a test's own `now` go rests and what is remembered, too. */
export function openPatientStore(url: string, options: Omit<StoreOptions, "answerWithin"> = {}): Store {
  const { now = systemClock.now } = options;
  return openStore(url, { clock: { ...systemClock, now }, ...options, answerWithin: guard });
}

/** Sweeps where a test's clock has leapt: the first sweep finds that, and what it waits for is over before the second. */
export async function sweepAfterLeap(store: Store, pass: (milliseconds: number) => void): Promise<void> {
  await store.sweep();
  pass(86_400_000);
  await store.sweep();
}
