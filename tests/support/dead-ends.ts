/* Addresses where nobody answers. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { Worker } from "node:worker_threads";

export interface DeadEnd {
  readonly url: string;
  close(): Promise<void>;
}

/** Connections are taken, and nothing is said on them. */
export async function startSilence(): Promise<DeadEnd & { readonly sockets: ReadonlySet<Socket> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
    socket.resume();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}`,
    sockets,
    async close() {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), "close");
    },
  };
}

/** Packets are dropped: the queue of a thread that takes no connection is full. */
export async function startDropping(): Promise<DeadEnd> {
  const blocked = new Worker(
    `const { parentPort } = require("node:worker_threads");
     const server = require("node:net").createServer();
     server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
       parentPort.postMessage(server.address().port);
       setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
     });`,
    { eval: true },
  );
  const [port] = (await once(blocked, "message")) as [number];
  const filling: Socket[] = [];
  // Linux takes one more than it was told.
  for (let taken = 0; taken < 2; taken += 1) {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    await once(socket, "connect");
    filling.push(socket);
  }
  return {
    url: `ws://127.0.0.1:${port}`,
    async close() {
      for (const socket of filling) socket.destroy();
      await blocked.terminate();
    },
  };
}
