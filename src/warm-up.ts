/**
 * Builds what look-ups build at their first use, before the first person needs it. Being ready does not wait for it,
 * and it goes in steps. Whoever asks meanwhile waits for it, and it hurries then: built inside of their look-up it would
 * keep heartbeats and everybody else waiting too, with many dossiers for longer than Discord takes an answer.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Dispatch } from "./dispatch.ts";
import type { Lookup } from "./lookup/index.ts";
import { type Clock, systemClock } from "./ops/clock.ts";
import { createTurns } from "./transports/turns.ts";

export interface WarmUp {
  /** Begins, at the first call. */
  begin(): void;
  /** The same dispatch, which waits until all is built. */
  before(dispatch: Dispatch): Dispatch;
}

/** Milliseconds between two steps that nobody waits for. */
const pause = 25;
/** Held by no dossier, a word of English, one in Arabic: every way to find something is gone, and what it needs is loaded. */
const nothing = ["nowhere in particular", "nowhere", "لاشيء"];
const kinds = ["event", "place", "actor", "question", "excerpt"] as const;

export function createWarmUp(lookup: Lookup, clock: Clock = systemClock): WarmUp {
  let begun = false;
  let built = false;
  let waiting = 0;
  /** Those who waited go on one by one. */
  const inTurn = createTurns(1);
  const ready = Promise.withResolvers<void>();

  async function go(steps: Iterable<void>): Promise<void> {
    for (const _ of steps) await (waiting > 0 ? nextTurn() : clock.sleep(pause));
  }

  async function build(): Promise<void> {
    await go(lookup.preparing());
    await go(looking(lookup));
    built = true;
    ready.resolve();
  }

  function begin(): void {
    if (begun) return;
    begun = true;
    // What cannot be built shows at the look-up that needs it, as a fault of that look-up.
    build().catch(() => {
      built = true;
      ready.resolve();
    });
  }

  return {
    begin,
    before: (dispatch) => async (interaction) => {
      if (!built) {
        begin();
        waiting += 1;
        await ready.promise;
        await new Promise<void>(inTurn);
        waiting -= 1;
      }
      return dispatch(interaction);
    },
  };
}

/** Looks up once in every way. */
function* looking(lookup: Lookup): Generator<void> {
  for (const typed of nothing) {
    lookup.nearTo(typed);
    yield;
    for (const kind of kinds) {
      lookup.complete(kind, typed);
      yield;
      lookup.find(kind, typed);
      yield;
    }
    lookup.search(typed);
    lookup.read(typed);
    yield;
  }
}
