/** The worker thread: takes a picture's data, gives back its PNG or what went wrong. */
import { parentPort, workerData } from "node:worker_threads";
import type { Picture } from "./picture.ts";
import { createRenderer } from "./render.ts";

export type Reply = { readonly png: Uint8Array<ArrayBuffer> } | { readonly error: unknown };

const renderer = createRenderer(String(workerData.dataDir));

parentPort?.on("message", (picture: Picture) => {
  try {
    const png = renderer.png(picture);
    parentPort?.postMessage({ png } satisfies Reply, [png.buffer]);
  } catch (error) {
    // An error keeps its place in the code on the way.
    parentPort?.postMessage({ error } satisfies Reply);
  }
});
