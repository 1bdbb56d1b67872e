/** Work that waits for its turn within this process, so that a burst in one place holds up no other. */
import { setImmediate as nextTurn } from "node:timers/promises";

export interface Queues {
  /** The result of `work` once its turn has come; null at once where too much waits under the same key already. */
  readonly add: <T>(key: string, work: () => Promise<T>) => Promise<T> | null;
}

/**
 * Work under one key is done in order, one at a time; of all keys `atOnce` are served at the same time, in turns, and the
 * event loop turns after each. `longest`: how much may wait under one key.
 */
export function createQueues({ atOnce, longest }: Record<"atOnce" | "longest", number>): Queues {
  /** By key, in the order of their turns. */
  const waiting = new Map<string, (() => Promise<void>)[]>();
  const served = new Set<string>();

  function serve(): void {
    for (const [key, [work, ...rest]] of waiting) {
      if (served.size >= atOnce) return;
      if (served.has(key) || work === undefined) continue;
      waiting.delete(key);
      if (rest.length > 0) waiting.set(key, rest);
      served.add(key);
      void work()
        .then(() => nextTurn())
        .then(() => {
          served.delete(key);
          serve();
        });
    }
  }

  return Object.freeze({
    add(key, work) {
      const before = waiting.get(key) ?? [];
      if (before.length >= longest) return null;
      const { promise: turn, resolve: begin } = Promise.withResolvers<void>();
      const result = turn.then(work);
      waiting.set(key, [
        ...before,
        async () => {
          begin();
          await result.catch(() => undefined);
        },
      ]);
      serve();
      return result;
    },
  } satisfies Queues);
}
