import { type Clock, systemClock } from "./clock.ts";

/** How long things may take, in milliseconds, and by which clock. */
export interface Timing {
  readonly clock: Clock;
  /** From an interaction's arrival until the person is told to wait: what is left is for the way to Discord. */
  readonly deferAfter: number;
  /** From an interaction's arrival until its first answer is given up. Discord takes it for 3 seconds. */
  readonly answerWithin: number;
  /** For one try of a first answer: one that hangs leaves time for another. */
  readonly tryWithin: number;
  /** For one picture, the start of what draws it included. */
  readonly pictureWithin: number;
  /** For an answer of the store, which gets a part of the time above. */
  readonly storeWithin: number;
  /** For a request over HTTP to come, headers and body. Discord waits 3 seconds for the answer to one. */
  readonly requestWithin: number;
  /** For a text that becomes a draft to be read. */
  readonly readWithin: number;
  /** From a new connection to the gateway until it speaks WebSocket. */
  readonly handshakeWithin: number;
  /** From a new connection to the gateway until its HELLO; longer than the one above. */
  readonly helloWithin: number;
  /** From the first try to get in, and from each step of a shard on its way in, until the start is given up. */
  readonly readyWithin: number;
  /** Between two tries to get in again where Discord has shut the bot out. */
  readonly againAfter: number;
  /** From a signal on, in which the address of the HTTP transport still answers, so that who sends hears that it closes. */
  readonly lingerFor: number;
  /** From a signal on, in which interactions are still taken: what was begun then has time to be answered. */
  readonly takenFor: number;
  /** From a signal until a transport no longer waits for what is under way. */
  readonly drainWithin: number;
  /** From a signal until the process ends, whatever is under way. */
  readonly endWithin: number;
}

export const usualTiming: Timing = Object.freeze({
  clock: systemClock,
  deferAfter: 1_800,
  answerWithin: 2_800,
  tryWithin: 1_000,
  pictureWithin: 8_000,
  storeWithin: 1_200,
  requestWithin: 5_000,
  readWithin: 60_000,
  handshakeWithin: 5_000,
  helloWithin: 10_000,
  readyWithin: 120_000,
  againAfter: 60_000,
  lingerFor: 1_000,
  takenFor: 2_500,
  drainWithin: 3_500,
  endWithin: 4_900,
});
