/** What of HTTP requests is refused as they are, and by whose fault: counted by kind, and nothing of them is logged. */
import type { Log } from "../log.ts";
import type { Metrics } from "../metrics.ts";
import type { Clock } from "../ops/clock.ts";

/** Every kind, for the metric's label. */
export const refusedKinds = [
  "unsigned",
  "wrongSignature",
  "oldTimestamp",
  "cutOff",
  "tooLarge",
  "notJson",
  "notInteraction",
  "repeated",
  "wrongMethod",
  "unknownPath",
] as const;
export type RefusedKind = (typeof refusedKinds)[number];

export interface Strangers {
  /** A request is refused. */
  refused(kind: RefusedKind): void;
  /** A request was signed as it should be. */
  accepted(): void;
}

/** Milliseconds in which nothing was accepted before that is worth a line, and between two such lines. */
const hintAfter = 3_600_000;
/** Discord tries an address out with one wrong signature beside a right one. */
const worthHinting = 2;

const hints: ReadonlyMap<RefusedKind, string> = new Map([
  ["wrongSignature", "every request is refused: is DISCORD_PUBLIC_KEY that of this application?"],
  ["oldTimestamp", "every request is refused as too old: is this machine’s clock right?"],
]);

export function createStrangers({
  log,
  metrics,
  clock,
}: {
  readonly log: Log;
  readonly metrics?: Pick<Metrics, "requestRefused"> | undefined;
  readonly clock: Pick<Clock, "now">;
}): Strangers {
  let quietUntil = Number.NEGATIVE_INFINITY;
  /** Since one was accepted. */
  const inARow = new Map<RefusedKind, number>();
  return {
    refused(kind) {
      metrics?.requestRefused(kind);
      log.debug({ kind }, "a request is refused");
      const hint = hints.get(kind);
      if (hint === undefined) return;
      const times = (inARow.get(kind) ?? 0) + 1;
      inARow.set(kind, times);
      if (times < worthHinting || clock.now() < quietUntil) return;
      quietUntil = clock.now() + hintAfter;
      log.warn(hint);
    },
    accepted() {
      inARow.clear();
      quietUntil = clock.now() + hintAfter;
    },
  };
}
