/** How many answers a person gets in a minute. Counted in memory: each process counts for itself. */
import RateLimiterMemory from "rate-limiter-flexible/lib/RateLimiterMemory.js";

export interface Limiter {
  /** Counts one answer. Null: it may go; else the milliseconds until the next one may. */
  take(personId: string, perMinute: number): Promise<number | null>;
  /** Takes back one answer that was counted and did not arrive. */
  giveBack(personId: string, perMinute: number): Promise<void>;
}

export function createLimiter(): Limiter {
  /** Servers choose from a handful of limits. */
  const limiters = new Map<number, RateLimiterMemory>();
  return Object.freeze({
    async take(personId, perMinute) {
      let limiter = limiters.get(perMinute);
      if (limiter === undefined) {
        limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
        limiters.set(perMinute, limiter);
      }
      try {
        await limiter.consume(personId);
        return null;
      } catch (refused) {
        const { msBeforeNext } = Object(refused) as { msBeforeNext?: number };
        if (msBeforeNext === undefined) throw refused;
        // What is refused was counted as well, and would outweigh what is given back.
        await limiter.reward(personId);
        return msBeforeNext;
      }
    },
    async giveBack(personId, perMinute) {
      const limiter = limiters.get(perMinute);
      // Nothing is counted any more once the minute is over.
      if ((await limiter?.get(personId))?.consumedPoints) await limiter?.reward(personId);
    },
  } satisfies Limiter);
}
