/**
 * The container's health check: exit code 0 where the process answers at its own `/healthz`. A gateway without
 * METRICS_PORT listens nowhere: that it runs at all is all there is to see.
 */
import { readEnvironment } from "../environment.ts";

const { environment } = readEnvironment();
if (environment === undefined) {
  process.exitCode = 1;
} else {
  const { transport, port, metricsPort } = environment;
  const asked = transport === "gateway" ? metricsPort : port;
  const isHealthy =
    asked === undefined ||
    (await fetch(`http://127.0.0.1:${asked}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    ));
  process.exitCode = isHealthy ? 0 : 1;
}
