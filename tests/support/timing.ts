import { type Timing, usualTiming } from "../../src/ops/timing.ts";

/** Milliseconds. Only what hangs takes as long as this. */
export const guard = 60_000;

/** Timing of a bot in tests: a busy machine makes nothing late. */
export const patient: Timing = Object.freeze({
  ...usualTiming,
  deferAfter: guard,
  answerWithin: guard,
  tryWithin: guard,
  pictureWithin: guard,
  storeWithin: guard,
  requestWithin: guard,
  handshakeWithin: guard,
  helloWithin: 2 * guard,
  readyWithin: 2 * guard,
  againAfter: 300,
  lingerFor: 0,
  takenFor: guard,
  drainWithin: guard,
  endWithin: 2 * guard,
});
