/** How often a person may ask in a minute. Counted in memory: each process counts for itself. */
import RateLimiterMemory from "rate-limiter-flexible/lib/RateLimiterMemory.js";

/** Each kind is counted by itself. */
export type Counted = "command" | "press";

/** In milliseconds. */
const minute = 60_000;

/** Presses are free up to here, so that nobody who reads meets a limit. */
export const pressesPerMinute = 60;

export interface Limiter {
  /** Counts one. Null: it may go; else the milliseconds until the next one may. */
  take(counted: Counted, personId: string, perMinute: number): Promise<number | null>;
  /** Takes back one that was counted, and whose answer did not arrive. */
  giveBack(counted: Counted, personId: string, perMinute: number): Promise<void>;
}

export function createLimiter(): Limiter {
  /** Servers choose from a handful of limits. */
  const limiters = new Map<string, RateLimiterMemory>();
  return Object.freeze({
    async take(counted, personId, perMinute) {
      let limiter = limiters.get(`${counted} ${perMinute}`);
      if (limiter === undefined) {
        limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
        limiters.set(`${counted} ${perMinute}`, limiter);
      }
      try {
        await limiter.consume(personId);
        return null;
      } catch (refused) {
        const { msBeforeNext } = Object(refused) as { msBeforeNext?: number };
        if (msBeforeNext === undefined) throw refused;
        // What is refused was counted as well, and would outweigh what is given back.
        await limiter.reward(personId);
        // By the time of day, which may have gone back meanwhile; what is counted is forgotten after a minute all the same.
        return Math.min(msBeforeNext, minute);
      }
    },
    async giveBack(counted, personId, perMinute) {
      const limiter = limiters.get(`${counted} ${perMinute}`);
      // Nothing is counted any more once the minute is over.
      if ((await limiter?.get(personId))?.consumedPoints) await limiter?.reward(personId);
    },
  } satisfies Limiter);
}
