import { openStore, type StoreOptions } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import { guard } from "./timing.ts";

/** A store that a busy machine does not make late. */
export function openPatientStore(url: string, options: Omit<StoreOptions, "answerWithin"> = {}): Store {
  return openStore(url, { ...options, answerWithin: guard });
}
