/** How long an interaction may take: all times in milliseconds, from its arrival. */

/** Discord takes a first answer for 3 seconds; the rest is the way there. */
export const answerWithin = 2_800;
/** Discord takes what follows for 15 minutes; the rest is the way there. */
export const tokenWithin = 15 * 60_000 - 10_000;

/** Not done within its time. */
export class TooLate extends Error {
  override readonly name = "TooLate";
}

/**
 * What `work` gives; rejects with `TooLate` after `milliseconds`, whether or not `work` heeds the signal that it is
 * given up. Without any time left it is not begun.
 */
export async function within<T>(milliseconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  if (milliseconds <= 0) throw new TooLate();
  const givingUp = new AbortController();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const deadline = setTimeout(() => {
    reject(new TooLate());
    givingUp.abort();
  }, milliseconds);
  try {
    return await Promise.race([work(givingUp.signal), late]);
  } finally {
    clearTimeout(deadline);
  }
}
