/**
 * Metrics for Prometheus, and a health check, on a port of their own; imported only where METRICS_PORT is set. Labels
 * are out of fixed lists: no server, no person and nothing typed is among them.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Observer } from "./observe.ts";
import type { Timing } from "./ops/timing.ts";
import { boundConnections, type ErrorLog, requestLimits } from "./transports/connections.ts";
import { type RefusedKind, refusedKinds } from "./transports/strangers.ts";

export interface Metrics extends Observer {
  /** Where it listens. */
  readonly url: string;
  /** The store could not be reached. */
  storeFailed(): void;
  /** A request over HTTP was refused by the fault of whoever sent it. */
  requestRefused(kind: RefusedKind): void;
  /** Asked at every scrape for the state of each shard, in discord.js' words. */
  watchShards(states: () => readonly string[]): void;
  close(): Promise<void>;
}

export interface MetricsOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Whether the process is ending: `/healthz` then answers 503. */
  readonly draining: () => boolean;
  readonly log: ErrorLog;
  readonly timing: Pick<Timing, "clock" | "requestWithin">;
}

/** Seconds. Discord waits 3 for an answer. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];

/** Connections at once: Prometheus and a health check make one each. */
const mostConnections = 100;

/** Rejects where the address cannot be listened on. */
export async function startMetrics({ host, port, draining, log, timing }: MetricsOptions): Promise<Metrics> {
  const registry = new Registry();
  const registers = [registry];
  // The process, the collector of garbage, and `nodejs_eventloop_lag_*`.
  collectDefaultMetrics({ register: registry });
  const answers = new Counter({
    name: "tessera_answers_total",
    help: "Answers, by what was asked and what came of it",
    labelNames: ["kind", "command", "outcome"],
    registers,
  });
  const durations = new Histogram({
    name: "tessera_answer_duration_seconds",
    help: "From an interaction's arrival until Discord has its answer",
    labelNames: ["kind"],
    buckets,
    registers,
  });
  const undelivered = new Counter({
    name: "tessera_undelivered_total",
    help: "Answers that Discord did not take",
    labelNames: ["kind"],
    registers,
  });
  const storeFailures = new Counter({
    name: "tessera_store_failures_total",
    help: "Times that the store could not be reached, at most one in two seconds",
    registers,
  });
  const refused = new Counter({
    name: "tessera_refused_requests_total",
    help: "Requests over HTTP that were refused as they came, by kind",
    labelNames: ["kind"],
    registers,
  });
  // A rise from nothing is seen as one.
  for (const kind of refusedKinds) refused.inc({ kind }, 0);
  const server = createServer(requestLimits(timing), async (request, response) => {
    const path = request.url?.split("?", 1)[0];
    if (path === "/healthz") {
      response.writeHead(draining() ? 503 : 200, { "content-type": "text/plain" });
      response.end(draining() ? "draining" : "ok");
    } else if (path === "/metrics") {
      const text = await registry.metrics();
      response.writeHead(200, { "content-type": registry.contentType }).end(text);
    } else response.writeHead(404).end();
  });
  server.listen(port, host);
  await once(server, "listening");
  boundConnections(server, mostConnections, { log, timing });
  const { port: taken } = server.address() as AddressInfo;

  return Object.freeze({
    url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}`,
    answered: ({ kind, command }, outcome) => answers.inc({ kind, command, outcome }),
    settled({ kind }, arrived, seconds) {
      if (arrived) durations.observe({ kind }, seconds);
      else undelivered.inc({ kind });
    },
    storeFailed: () => storeFailures.inc(),
    requestRefused: (kind) => refused.inc({ kind }),
    watchShards(states) {
      new Gauge({
        name: "tessera_gateway_shards",
        help: "Shards of the gateway, by state",
        labelNames: ["state"],
        registers,
        collect() {
          this.reset();
          for (const state of states()) this.inc({ state });
        },
      });
    },
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  } satisfies Metrics);
}
