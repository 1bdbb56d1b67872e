/** Environment read, dossiers loaded, one transport imported and started; and the end of it all. */
import { constants } from "node:os";
import { setFlagsFromString } from "node:v8";
import type { Library } from "./command.ts";
import { createDispatch, type ReportFault } from "./dispatch.ts";
import { createCatalogue } from "./dossier/catalogue.ts";
import { formatProblem, loadDossiers, withoutFaulty } from "./dossier/load.ts";
import { type Environment, readEnvironment } from "./environment.ts";
import { createLimiter } from "./limiter.ts";
import { createLog, type Log } from "./log.ts";
import { createLookup } from "./lookup/index.ts";
import type { Metrics } from "./metrics.ts";
import { observed } from "./observe.ts";
import { createPictures, withPictures } from "./pictures/index.ts";
import { openStore } from "./store/open.ts";
import { reasonOf } from "./store/reason.ts";
import type { Store } from "./store/store.ts";
import { nameOf } from "./transports/failures.ts";
import type { App, Running } from "./transports/transport.ts";
import { warmUp } from "./warm-up.ts";

/**
 * Runs until a signal ends it. A fault that only a person can mend is printed, and the exit code is 1; with
 * `--lenient` a dossier with faults is left out instead, and the log names it.
 */
export async function start({ lenient = process.argv.includes("--lenient") } = {}): Promise<void> {
  const { environment, problems } = readEnvironment();
  if (environment === undefined) return refuse("The environment is not right (see .env.example):", problems);
  const loaded = loadDossiers(environment.dataDir);
  const { dossiers, leftOut } = withoutFaulty(loaded);
  if (loaded.problems.length > 0 && (!lenient || dossiers.length === 0))
    return refuse("The dossiers are not right:", loaded.problems.map(formatProblem));

  const log = createLog(environment.logLevel);
  for (const [dossier, faults] of leftOut)
    log.warn({ dossier, problems: faults.map(formatProblem) }, "a dossier with faults is left out");
  const metrics = await startedMetrics(environment).catch((error: unknown) => {
    refuse("METRICS_PORT cannot be listened on:", [nameOf(error)]);
    return process.exit();
  });
  const catalogue = createCatalogue(dossiers.map(({ data }) => data));
  const store = openStore(environment.storeUrl, {
    onFailure(error) {
      metrics?.storeFailed();
      const reason = reasonOf(error);
      log.error({ error: nameOf(error), reason }, "the store cannot be reached: answers are private");
    },
  });
  const library: Library = { catalogue, lookup: createLookup(catalogue), store };
  // The preview is for one person, who may try things out as fast as they like.
  const limiter = environment.transport === "preview" ? undefined : createLimiter();
  const report: ReportFault = (fault) => log.error(fault, "an interaction failed");
  const pictures = createPictures({ dataDir: environment.dataDir, report });
  const answering = withPictures(createDispatch(library, report, limiter), pictures);
  const dispatch = metrics === undefined ? answering : observed(answering, metrics);
  process.on("unhandledRejection", (error) => log.error({ error }, "a promise was rejected and not handled"));
  // Node would print the error whole, with whatever its message quotes.
  process.on("uncaughtException", (error) => {
    log.fatal({ error }, "an error was not caught: the process ends");
    process.exit(1);
  });
  try {
    const running = await startTransport(environment, { dispatch, library, log, metrics });
    endOnSignal(running, library.store, log);
    process.stdout.write(
      `ready: ${environment.transport}${running.address ? ` at ${running.address}` : ""}\n`,
    );
    keepMemoryLevel();
    // From here on, so that the first person does not wait for these; and being ready does not either.
    void library.store.reachable();
    void warmUp(library.lookup);
  } catch (error) {
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

/** Whether a signal has come. */
let ending = false;

/** Imported only where it is asked for, since the time to ready counts. */
async function startedMetrics({
  metricsHost: host,
  metricsPort: port,
}: Environment): Promise<Metrics | undefined> {
  if (port === undefined) return undefined;
  const { startMetrics } = await import("./metrics.ts");
  return startMetrics({ host, port, draining: () => ending });
}

async function startTransport(environment: Environment, app: App): Promise<Running> {
  switch (environment.transport) {
    case "gateway":
      return (await import("./transports/gateway.ts")).startGateway(environment, app);
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
      });
      return { address: url, close };
    }
    case "http":
      return (await import("./transports/http.ts")).startHttp(environment, app);
  }
}

/** Milliseconds from the signal to the end, whatever is still under way. */
const endWithin = 4_900;

/** The first signal lets answers under way finish, within 5 seconds; the second ends at once, as the signal would. */
function endOnSignal(running: Running, store: Store, log: Log): void {
  const end = (signal: NodeJS.Signals) => {
    if (ending) process.exit(128 + constants.signals[signal]);
    ending = true;
    log.info({ signal }, "ending");
    setTimeout(() => {
      log.error("the end took too long");
      process.exit(1);
    }, endWithin).unref();
    const closed = running.close().then(() => store.close());
    closed.then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error }, "the end was not clean");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}

function refuse(what: string, problems: readonly string[]): void {
  process.stderr.write(`${[what, ...problems.map((problem) => `  ${problem}`)].join("\n")}\n`);
  process.exitCode = 1;
}
