/** How many answers a person gets in a minute. Counted in memory: each process counts for itself. */
import RateLimiterMemory from "rate-limiter-flexible/lib/RateLimiterMemory.js";

export interface Limiter {
  /** Counts one answer. Null: it may go; else the milliseconds until the next one may. */
  take(personId: string, perMinute: number): Promise<number | null>;
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
        return msBeforeNext;
      }
    },
  } satisfies Limiter);
}
