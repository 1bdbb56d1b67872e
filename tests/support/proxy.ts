/* A way to a server that can go silent, as a firewall that forgets connections, or be closed. */
import { createServer, connect as dial, type Socket } from "node:net";

export interface TcpProxy {
  /** The same address, by way of the proxy. */
  readonly through: (url: string) => string;
  /** How many connections there are. */
  readonly connections: () => number;
  /** Nothing more passes on those that there are, and nobody hears of it; new ones pass. */
  readonly silence: () => void;
  /** Closes those that there are, as the server would. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

/** `target`: the address of a server, with its port. */
export async function startProxy(target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(target);
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((near) => {
    const pair = [near, dial(Number(port), hostname)] as const;
    const [, far] = pair;
    pairs.add(pair);
    near.pipe(far).pipe(near);
    for (const socket of pair) {
      socket.on("error", () => undefined);
      socket.once("close", () => {
        pairs.delete(pair);
        for (const each of pair) each.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    through(url) {
      const changed = new URL(url);
      changed.port = String(address.port);
      return changed.href;
    },
    connections: () => pairs.size,
    silence() {
      for (const [near, far] of pairs) {
        near.unpipe(far).pause();
        far.unpipe(near).pause();
      }
    },
    cut() {
      for (const [near] of pairs) near.end();
    },
    async close() {
      server.close();
      for (const pair of pairs) for (const socket of pair) socket.destroy();
    },
  };
}
