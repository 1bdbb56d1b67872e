/** How long an interaction may take: all times in milliseconds, from its arrival. */

/** Discord takes a first answer for 3 seconds; the rest is the way there. */
export const answerWithin = 2_800;
/** Discord takes what follows for 15 minutes; the rest is the way there. */
export const tokenWithin = 15 * 60_000 - 10_000;

/** Not done within its time. */
export class TooLate extends Error {
  override readonly name = "TooLate";
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
 * What `work` gives; rejects with `TooLate` after `milliseconds`, whether or not `work` heeds that it is given up.
 * Without any time left it is not begun.
 */
export function within<T>(milliseconds: number, work: (givingUp: GivingUp) => Promise<T>): Promise<T> {
  if (milliseconds <= 0) return Promise.reject(new TooLate());
  const givingUp = new GivingUp();
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => {
      reject(new TooLate());
      givingUp.abort();
    }, milliseconds);
    work(givingUp).then(
      (value) => {
        clearTimeout(deadline);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(deadline);
        reject(error);
      },
    );
  });
}
