/* Bytes to a server as they are, and what comes back. */
import { connect, type Socket } from "node:net";

export interface Raw {
  readonly socket: Socket;
  /** The first line of what comes back; rejects where the connection closes before there is one. */
  readonly status: Promise<string>;
  /** All that came back, once the connection is closed. */
  readonly closed: Promise<string>;
}

/** `then` is called once everything is sent. The connection stays until the other side closes it, or it fails. */
export function sendRaw(url: string, bytes: string, then: (socket: Socket) => void = () => undefined): Raw {
  const { hostname, port } = new URL(url);
  const status = Promise.withResolvers<string>();
  const closed = Promise.withResolvers<string>();
  status.promise.catch(() => undefined);
  let said = "";
  const socket = connect(Number(port), hostname, () => {
    socket.write(bytes, () => then(socket));
  });
  socket.on("data", (data) => {
    said += data;
    const [line = "", rest] = said.split("\r\n", 2);
    if (rest !== undefined) status.resolve(line);
  });
  socket.on("error", () => undefined);
  socket.once("close", () => {
    status.reject(new Error("closed without an answer"));
    closed.resolve(said);
  });
  return { socket, status: status.promise, closed: closed.promise };
}
