import { setTimeout as wait } from "node:timers/promises";

/** What waits and deadlines go by. Tests pass one of their own, so that nothing in them depends on the machine's pace. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  readonly now: () => number;
  /** Resolves after `milliseconds`, which may be negative; rejects where `signal` aborts first. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Calls `call` after `milliseconds`, unless what it returns is called before. It does not keep the process alive. */
  readonly after: (milliseconds: number, call: () => void) => () => void;
}

export const systemClock: Clock = Object.freeze({
  now: () => performance.now(),
  sleep: (milliseconds, signal) => wait(Math.max(0, milliseconds), undefined, signal && { signal }),
  after(milliseconds, call) {
    const timer = setTimeout(call, Math.max(0, milliseconds)).unref();
    return () => clearTimeout(timer);
  },
} satisfies Clock);

/** Work that was not done within its time. */
export class TooLate extends Error {
  override readonly name = "TooLate";
  readonly code = "ETIMEDOUT";
}

/** Whether work is given up. */
export class GivingUp {
  #controller: AbortController | undefined;
  /** Made when first asked for: most work is done before anybody asks. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    return this.#controller.signal;
  }
  abort(): void {
    this.#controller ??= new AbortController();
    this.#controller.abort();
  }
}

/**
 * The result of `work`; rejects with `TooLate` after `milliseconds`, whether or not `work` heeds that it is given up.
 * Without any time left it is not begun.
 */
export function within<T>(
  clock: Pick<Clock, "after">,
  milliseconds: number,
  work: (givingUp: GivingUp) => Promise<T>,
): Promise<T> {
  if (milliseconds <= 0) return Promise.reject(new TooLate());
  const givingUp = new GivingUp();
  return new Promise((resolve, reject) => {
    const cancel = clock.after(milliseconds, () => {
      reject(new TooLate());
      givingUp.abort();
    });
    work(givingUp).then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error: unknown) => {
        cancel();
        reject(error);
      },
    );
  });
}
