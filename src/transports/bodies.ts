/** Bodies of requests, which anybody may send and nobody need finish: what of them is held has a bound. */
import type { IncomingMessage } from "node:http";

/** Largest body taken, in bytes: Discord's own stay far below. */
export const maxBody = 256 * 1024;
/** Bytes of all bodies that have not come whole yet: 64 of the largest. */
const mostTogether = 64 * maxBody;
/** Bytes that a piece of a body costs beside its own. */
const perPiece = 256;

export interface Bodies {
  /**
   * The body as it came, where it comes whole and is no larger than is taken; of a larger one nothing is kept, and Node
   * drops what still comes. Where too much is held the oldest is cut off, with its connection: the slow give way.
   */
  read(incoming: IncomingMessage): Promise<Buffer | "tooLarge" | "cutOff">;
}

export function createBodies(): Bodies {
  let held = 0;
  /** Each cuts off one that is still coming; the oldest first. */
  const coming = new Set<() => void>();
  return {
    async read(incoming) {
      if (Number(incoming.headers["content-length"] ?? 0) > maxBody) return "tooLarge";
      let pieces: Uint8Array[] = [];
      let size = 0;
      let cost = 0;
      const { promise, resolve } = Promise.withResolvers<Buffer | "tooLarge" | "cutOff">();
      const end = (result: Buffer | "tooLarge" | "cutOff") => {
        coming.delete(cutOff);
        held -= cost;
        cost = 0;
        pieces = [];
        resolve(result);
      };
      const cutOff = () => {
        end("cutOff");
        incoming.destroy();
      };
      coming.add(cutOff);
      incoming.on("data", (piece: Uint8Array) => {
        if (!coming.has(cutOff)) return;
        pieces.push(piece);
        size += piece.length;
        cost += piece.length + perPiece;
        held += piece.length + perPiece;
        if (size > maxBody) end("tooLarge");
        for (const cutOldest of coming) {
          if (held <= mostTogether) break;
          cutOldest();
        }
      });
      incoming.once("end", () => end(Buffer.concat(pieces)));
      // A request that ends early has an error, too.
      incoming.once("error", () => end("cutOff"));
      return promise;
    },
  };
}
