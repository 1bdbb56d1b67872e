import { type Clock, within } from "../ops/clock.ts";

/** What has begun and is not finished. */
export interface UnderWay {
  add(work: Promise<unknown>): void;
  /**
   * Resolves once nothing is under way, what is added meanwhile included; at the latest after `milliseconds`. Gives how
   * much is left.
   */
  done(milliseconds: number): Promise<number>;
}

export function createUnderWay(clock: Clock): UnderWay {
  const works = new Set<Promise<unknown>>();
  const allDone = async () => {
    while (works.size > 0) await Promise.allSettled(works);
  };
  return Object.freeze({
    add(work) {
      works.add(work);
      const done = () => works.delete(work);
      work.then(done, done);
    },
    async done(milliseconds) {
      await within(clock, milliseconds, allDone).catch(() => undefined);
      return works.size;
    },
  } satisfies UnderWay);
}
