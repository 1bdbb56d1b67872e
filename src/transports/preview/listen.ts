import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type ServerType, serve } from "@hono/node-server";
import type { Hono } from "hono";
import type { Timing } from "../../ops/timing.ts";
import { boundConnections, type ErrorLog, requestLimits } from "../connections.ts";

/** Connections at once: a browser makes six. */
const mostConnections = 100;

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves an app on an address; 0 takes a free port. Rejects where it cannot be listened on. */
export async function listen(
  app: Hono,
  {
    host,
    port,
    ...told
  }: {
    readonly host: string;
    readonly port: number;
    readonly log: ErrorLog;
    readonly timing: Pick<Timing, "clock" | "requestWithin">;
  },
): Promise<Listening> {
  const server: ServerType = serve({
    fetch: app.fetch,
    hostname: host,
    port,
    serverOptions: requestLimits(told.timing),
  });
  await once(server, "listening");
  boundConnections(server, mostConnections, told);
  const { address, port: taken } = server.address() as AddressInfo;
  const shown = isWildcard(address) ? "localhost" : address.includes(":") ? `[${address}]` : address;
  return {
    url: `http://${shown}:${taken}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
    },
  };
}

function isWildcard(address: string): boolean {
  return address === "0.0.0.0" || address === "::";
}
