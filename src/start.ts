/** Environment read, dossiers loaded, one transport imported and started. */
import { setFlagsFromString } from "node:v8";
import type { Library } from "./command.ts";
import { createDispatch, type ReportFault } from "./dispatch.ts";
import { createCatalogue } from "./dossier/catalogue.ts";
import { formatProblem, loadDossiersInTurns, withoutFaulty } from "./dossier/load.ts";
import type { Ending } from "./ending.ts";
import { type Environment, readStart } from "./environment.ts";
import { createLimiter } from "./limiter.ts";
import { createLog, logWarnings } from "./log.ts";
import { createLookup } from "./lookup/index.ts";
import type { Metrics, MetricsOptions } from "./metrics.ts";
import { observed } from "./observe.ts";
import { type Timing, usualTiming } from "./ops/timing.ts";
import { createPictures, withPictures } from "./pictures/index.ts";
import { openStore } from "./store/open.ts";
import { reasonOf } from "./store/reason.ts";
import { nameOf } from "./transports/failures.ts";
import type { App, Running } from "./transports/transport.ts";
import { createWarmUp } from "./warm-up.ts";

/**
 * Runs until `ending`. A fault that only a person can mend is printed, and the exit code is 1; with
 * `--lenient` a dossier with faults is left out instead, and the log names it.
 */
export async function start(
  ending: Ending,
  {
    lenient = process.argv.includes("--lenient"),
    timing = usualTiming,
  }: { readonly lenient?: boolean; readonly timing?: Timing } = {},
): Promise<void> {
  const read = readStart();
  const { environment } = read;
  const loaded = await loadDossiersInTurns((environment ?? read).dataDir);
  const { dossiers, leftOut } = withoutFaulty(loaded);
  const isUnfit = loaded.problems.length > 0 && (!lenient || dossiers.length === 0);
  if (environment === undefined) refuse("The environment is not right (see .env.example):", read.problems);
  if (isUnfit) refuse("The dossiers are not right (DATA_DIR):", loaded.problems.map(formatProblem));
  if (environment === undefined || isUnfit) return;

  const log = createLog(environment.logLevel);
  logWarnings(log);
  if (read.isTrial)
    log.info(
      "neither TRANSPORT nor DISCORD_TOKEN is set: the preview, on loopback, with its store in memory",
    );
  for (const [dossier, faults] of leftOut)
    log.warn({ dossier, problems: faults.map(formatProblem) }, "a dossier with faults is left out");
  const metrics = await startedMetrics(environment, {
    draining: ending.hasBegun,
    log,
    timing,
  }).catch((error: unknown) => {
    refuse("METRICS_PORT cannot be listened on:", [nameOf(error)]);
    return process.exit();
  });
  const catalogue = createCatalogue(dossiers.map(({ data }) => data));
  const store = openStore(environment.storeUrl, {
    onHeld: (days) =>
      log.warn(
        { days },
        "the last deletion of what is due was days ago: if the clock is right, the next is after 24 hours of running",
      ),
    answerWithin: timing.storeWithin,
    onFailure(error) {
      metrics?.storeFailed();
      const reason = reasonOf(error);
      log.error({ error: nameOf(error), reason }, "the store cannot be reached: answers are private");
    },
  });
  const library: Library = { catalogue, lookup: createLookup(catalogue), store };
  const report: ReportFault = (fault) => log.error(fault, "an interaction failed");
  const pictures = createPictures({
    dataDir: environment.dataDir,
    report,
    clock: timing.clock,
    timeLimit: timing.pictureWithin,
  });
  const warmUp = createWarmUp(library.lookup, timing.clock);
  const answering = withPictures(warmUp.before(createDispatch(library, report, createLimiter())), pictures);
  const dispatch = metrics === undefined ? answering : observed(answering, metrics);
  // A file on a full disk, or nobody who reads: no reason to end.
  process.stdout.on("error", () => undefined);
  process.on("unhandledRejection", (error) => log.error({ error }, "a promise was rejected and not handled"));
  // Node would print the error whole, with whatever its message quotes.
  process.on("uncaughtException", (error) => {
    log.fatal({ error }, "an error was not caught: the process ends");
    process.exit(1);
  });
  try {
    const closeWith = (close: () => Promise<void>) =>
      ending.closeWith(() => close().then(() => library.store.close()), log);
    const app = { dispatch, library, log, metrics, closeWith };
    const running = await startTransport(environment, app, timing);
    closeWith(running.close);
    process.stdout.write(
      `ready: ${environment.transport}${running.address ? ` at ${running.address}` : ""}\n`,
    );
    keepMemoryLevel();
    // From here on, so that the first person does not wait for these; and being ready does not either. One after the
    // other, as steps of both in one turn would make a longer pause.
    void library.store.reachable().then(warmUp.begin);
  } catch (error) {
    // It was told to stop trying.
    if (ending.hasBegun()) return;
    refuse(`The ${environment.transport} could not start:`, [
      error instanceof Error ? error.message : String(error),
    ]);
    // What the transport has opened would keep the process alive.
    process.exit();
  }
}

/**
 * Has the heap collected before it is half as large again as what lives in it. V8 lets it grow several times over where
 * little of what is made lives on, and memory would creep up for hours. Not before: collections would delay the start.
 */
function keepMemoryLevel(): void {
  setFlagsFromString("--heap-growing-percent=40");
}

/** Imported only where it is asked for, since the time to ready counts. */
async function startedMetrics(
  { metricsHost: host, metricsPort: port }: Environment,
  options: Pick<MetricsOptions, "draining" | "log" | "timing">,
): Promise<Metrics | undefined> {
  if (port === undefined) return undefined;
  const { startMetrics } = await import("./metrics.ts");
  return startMetrics({ host, port, ...options });
}

async function startTransport(environment: Environment, app: App, timing: Timing): Promise<Running> {
  switch (environment.transport) {
    case "gateway":
      return (await import("./transports/gateway.ts")).startGateway(environment, app, timing);
    case "preview": {
      const { startPreview } = await import("./transports/preview/index.ts");
      const { host, port, dataDir } = environment;
      const { dispatch, library, log } = app;
      const { url, close } = await startPreview({
        dispatch,
        catalogue: library.catalogue,
        host,
        port,
        log,
        dataDir,
        timing,
      });
      return { address: url, close };
    }
    case "http":
      return (await import("./transports/http.ts")).startHttp(environment, app, timing);
  }
}

function refuse(what: string, problems: readonly string[]): void {
  process.stderr.write(`${[what, ...problems.map((problem) => `  ${problem}`)].join("\n")}\n`);
  process.exitCode = 1;
}
