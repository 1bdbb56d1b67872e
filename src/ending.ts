/**
 * The end, which a signal brings at any time: it is listened for before anything else is done, since the first process
 * of a container is not ended by a signal that it does not handle.
 */
import { constants } from "node:os";
import type { Log } from "./log.ts";
import { type Timing, usualTiming } from "./ops/timing.ts";

export interface Ending {
  /** Whether a signal has come. */
  readonly hasBegun: () => boolean;
  /** From now on there is something to close first. */
  readonly closeWith: (close: () => Promise<void>, log: Log) => void;
}

/**
 * The first signal lets answers under way finish, within `endWithin`, and ends with 0; before there are any it ends at
 * once. The second ends at once, as the signal would.
 */
export function endOnSignal({ clock, endWithin }: Pick<Timing, "clock" | "endWithin"> = usualTiming): Ending {
  let begun = false;
  let running: { readonly close: () => Promise<void>; readonly log: Log } | undefined;
  const end = (signal: NodeJS.Signals) => {
    if (begun) process.exit(128 + constants.signals[signal]);
    begun = true;
    if (running === undefined) process.exit(0);
    const { close, log } = running;
    log.info({ signal }, "ending");
    clock.after(endWithin, () => {
      log.error("the end took too long");
      process.exit(1);
    });
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error }, "the end was not clean");
        process.exit(1);
      },
    );
  };
  // SIGHUP: the terminal is closed, or a supervisor asks for a restart.
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, end);
  return {
    hasBegun: () => begun,
    closeWith(close, log) {
      running = { close, log };
    },
  };
}
