/** What strangers may hold of a server: how many connections, and each how long before its request has come. */
import type { ServerOptions } from "node:http";
import type { Server } from "node:net";
import type { Timing } from "../ops/timing.ts";

/** A log, as far as errors go. */
export interface ErrorLog {
  error(details: object, message: string): void;
}

/** Files that are kept for all else at most: the store, the way to Discord, what is read. */
const kept = 256;
/** Milliseconds between two lines. */
const sayEvery = 60_000;

/**
 * For Node's server: a request, headers and body, has to be there `requestWithin` after it began, and the first one after
 * its connection was made. Node looks once a second; whoever is slower gets 408, and the connection is closed.
 */
export function requestLimits({
  requestWithin,
}: Pick<Timing, "requestWithin">): Pick<
  ServerOptions,
  "headersTimeout" | "requestTimeout" | "connectionsCheckingInterval"
> {
  return {
    headersTimeout: requestWithin,
    requestTimeout: requestWithin,
    connectionsCheckingInterval: Math.min(requestWithin, 1_000),
  };
}

/**
 * Turns connections above `most` away, or fewer where the process may not have as many files open, and says so: the
 * system closes them without a word, and whatever else is to be opened then fails.
 */
export function boundConnections(
  server: Server,
  most: number,
  { log, timing: { clock } }: { readonly log: ErrorLog; readonly timing: Pick<Timing, "clock"> },
): void {
  const files = mostOpenFiles() ?? Number.POSITIVE_INFINITY;
  const byFiles = Math.floor(files - Math.min(kept, files / 2));
  server.maxConnections = Math.min(most, byFiles);
  let quietUntil = Number.NEGATIVE_INFINITY;
  const say = (details: object, why: string): void => {
    if (clock.now() < quietUntil) return;
    quietUntil = clock.now() + sayEvery;
    log.error(details, `connections are turned away: ${why}`);
  };
  const tooManyFiles = "too many files are open (raise the limit, ulimit -n)";
  server.on("drop", () =>
    say({ connections: server.maxConnections }, byFiles < most ? tooManyFiles : "too many are open"),
  );
  // After it listens, its only errors are those of taking a connection: EMFILE and its kin.
  server.on("error", (error) => say({ error }, tooManyFiles));
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
