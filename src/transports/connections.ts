/** How many connections a server takes: each is an open file, and a process may have so many. */
import type { Server } from "node:net";
import type { Clock } from "../ops/clock.ts";

/** A log, as far as errors go. */
export interface ErrorLog {
  error(details: object, message: string): void;
}

/** Files that are kept for all else at most: the store, the way to Discord, what is read. */
const kept = 256;
/** Milliseconds between two lines. */
const sayEvery = 60_000;

/**
 * Turns connections away before the process has too many files open, and says so: the system closes them without a word,
 * and whatever else is to be opened then fails.
 */
export function boundConnections(
  server: Server,
  { log, clock }: { readonly log: ErrorLog; readonly clock: Pick<Clock, "now"> },
): void {
  const most = mostOpenFiles();
  if (most !== undefined) server.maxConnections = Math.floor(most - Math.min(kept, most / 2));
  let quietUntil = Number.NEGATIVE_INFINITY;
  const say = (details: object): void => {
    if (clock.now() < quietUntil) return;
    quietUntil = clock.now() + sayEvery;
    log.error(details, "connections are turned away: too many files are open (raise the limit, ulimit -n)");
  };
  server.on("drop", () => say({ connections: server.maxConnections }));
  // After it listens, its only errors are those of taking a connection: EMFILE and its kin.
  server.on("error", (error) => say({ error }));
}

/** Undefined where the system has no such limit. */
function mostOpenFiles(): number | undefined {
  const { report } = process;
  // Looking up the names of all peers is not needed, and would wait.
  Object.assign(report, { excludeNetwork: true });
  const { userLimits } = report.getReport() as { userLimits?: { open_files?: { soft?: unknown } } };
  const soft = userLimits?.open_files?.soft;
  return typeof soft === "number" ? soft : undefined;
}
