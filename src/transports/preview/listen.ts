import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type ServerType, serve } from "@hono/node-server";
import type { Hono } from "hono";
import type { Clock } from "../../ops/clock.ts";
import { boundConnections, type ErrorLog } from "../connections.ts";

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
    readonly clock: Pick<Clock, "now">;
  },
): Promise<Listening> {
  const server: ServerType = serve({ fetch: app.fetch, hostname: host, port });
  await once(server, "listening");
  boundConnections(server, told);
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
