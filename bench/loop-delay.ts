/*
 * Loaded into a bot's process by `--import`: ten times a second it tells the process that started it how long the event
 * loop was kept from turning, in milliseconds.
 */
import process from "node:process";

/** The longest pause since it was last told. */
export interface LoopDelay {
  /** Between two turns, whoever had the processor. */
  readonly pause: number;
  /** Of that pause, what this thread itself computed: the rest went to other programs. */
  readonly own: number;
}

const every = 5;
let longest: LoopDelay = { pause: 0, own: 0 };
let turnedAt = performance.now();
let usedAt = used();

setInterval(() => {
  const [now, usedNow] = [performance.now(), used()];
  longest = {
    pause: Math.max(longest.pause, now - turnedAt - every),
    own: Math.max(longest.own, Math.min(now - turnedAt, usedNow - usedAt)),
  };
  [turnedAt, usedAt] = [now, usedNow];
}, every).unref();
setInterval(() => {
  process.send?.(longest);
  longest = { pause: 0, own: 0 };
}, 100).unref();

/** Milliseconds of processor time of this thread. */
function used(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
