/**
 * The container's health check: exit code 0 where the process answers at its own `/healthz`. A gateway without
 * METRICS_PORT listens nowhere: that it runs at all is all there is to see.
 */
import { readStart } from "../environment.ts";

/** Milliseconds, below the 5 s that the image gives the check. */
const answerWithin = 4_000;

const { environment } = readStart();
process.exitCode = environment !== undefined && (await isHealthy(environment)) ? 0 : 1;

async function isHealthy({ transport, ...at }: NonNullable<typeof environment>): Promise<boolean> {
  const [host, port] = transport === "gateway" ? [at.metricsHost, at.metricsPort] : [at.host, at.port];
  if (port === undefined) return true;
  const signal = AbortSignal.timeout(answerWithin);
  return fetch(`http://${addressOf(host)}:${port}/healthz`, { signal }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** As a URL has it. What listens on every address is asked on loopback. */
function addressOf(host: string): string {
  const bare = host.replace(/^\[|\]$/g, "");
  if (bare === "0.0.0.0") return "127.0.0.1";
  if (bare === "::") return "[::1]";
  return bare.includes(":") ? `[${bare}]` : bare;
}
