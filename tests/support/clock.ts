/* A clock that stands still until a test lets time pass. */
import type { Clock } from "../../src/ops/clock.ts";

export interface TestClock extends Clock {
  /** Lets this many milliseconds pass: what they make due happens, in order. */
  readonly pass: (milliseconds: number) => void;
  /** Milliseconds of every pause so far. */
  readonly pauses: readonly number[];
  /** How many pauses are not over. */
  readonly pausing: () => number;
}

/** `hurried`: a pause is over at once, and its time has passed. Otherwise it lasts until the test lets it end. */
export function createTestClock({ hurried = false } = {}): TestClock {
  let time = 0;
  let pausing = 0;
  const due = new Set<{ readonly at: number; readonly call: () => void }>();
  const pauses: number[] = [];

  const after = (milliseconds: number, call: () => void) => {
    const entry = { at: time + milliseconds, call };
    due.add(entry);
    return () => {
      due.delete(entry);
    };
  };
  const pass = (milliseconds: number) => {
    time += Math.max(0, milliseconds);
    for (const entry of [...due].sort((one, other) => one.at - other.at)) {
      if (entry.at <= time && due.delete(entry)) entry.call();
    }
  };
  return {
    now: () => time,
    after,
    pass,
    pauses,
    pausing: () => pausing,
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      pauses.push(milliseconds);
      if (hurried) return pass(milliseconds);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const cancel = after(milliseconds, resolve);
      const stop = () => {
        cancel();
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", stop, { once: true });
      pausing += 1;
      return promise.finally(() => {
        pausing -= 1;
        signal?.removeEventListener("abort", stop);
      });
    },
  };
}
