/**
 * Pictures on demand: one worker draws them, one after another; what it drew is kept by content, up to a number of
 * bytes. The worker, its fonts and resvg are loaded at the first picture, and let go when none has been asked for
 * in a while.
 */
import { hash } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { Answer } from "../command.ts";
import type { Dispatch, ReportFault } from "../dispatch.ts";
import { type Clock, systemClock } from "../ops/clock.ts";
import { usualTiming } from "../ops/timing.ts";
import { referenceOf } from "../reference.ts";
import type { Picture } from "./picture.ts";
import type { Reply } from "./worker.ts";

/** A PNG; or the id under which it is logged why there is none. */
type Drawn = { readonly png: Uint8Array } | { readonly fault: string };

export interface Pictures {
  /** Never rejects. `reference` is what a failure is logged as; without it, one is made up. */
  draw(picture: Picture, reference?: string): Promise<Drawn>;
  close(): Promise<void>;
}

export interface PicturesOptions {
  /** The folder of the dossiers, which hold their base maps. */
  readonly dataDir: string;
  readonly report: ReportFault;
  /** Milliseconds for one picture, the worker's start included. */
  readonly timeLimit?: number;
  /** Bytes of PNG that are kept. */
  readonly cacheBytes?: number;
  /** Milliseconds without a picture after which the worker goes. */
  readonly idleAfter?: number;
  readonly workerUrl?: URL;
  readonly clock?: Clock;
}

/** Pictures that may wait for the worker; each takes a tenth of a second. */
const mostWaiting = 50;
/** Megabytes of JavaScript in the worker. */
const workerMemory = 160;

export function createPictures({
  dataDir,
  report,
  timeLimit = usualTiming.pictureWithin,
  cacheBytes = 12_000_000,
  idleAfter = 60_000,
  workerUrl = new URL("./worker.ts", import.meta.url),
  clock = systemClock,
}: PicturesOptions): Pictures {
  const cache = createCache(cacheBytes);
  const underWay = new Map<string, Promise<Drawn>>();
  let worker: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let stopIdling = () => {};

  async function retire(): Promise<void> {
    const gone = worker;
    worker = undefined;
    await gone?.terminate();
  }

  /** One picture, by the worker alone; rejects where it fails, ends or takes too long. */
  function render(picture: Picture): Promise<Uint8Array> {
    stopIdling();
    worker ??= new Worker(workerUrl, {
      workerData: { dataDir },
      resourceLimits: { maxOldGenerationSizeMb: workerMemory },
    });
    const own = worker;
    own.ref();
    return new Promise<Uint8Array>((resolve, reject) => {
      const cancel = clock.after(timeLimit, () => fail(new Error(`no picture within ${timeLimit} ms`)));
      const done = () => {
        cancel();
        own.off("message", onReply).off("error", fail).off("exit", onExit);
        own.unref();
      };
      const onReply = (reply: Reply) => {
        done();
        if ("png" in reply) resolve(reply.png);
        else reject(reply.error);
      };
      const fail = (error: Error) => {
        done();
        own.on("error", () => undefined);
        if (worker === own) void retire();
        reject(error);
      };
      const onExit = (code: number) => fail(new Error(`the worker ended with code ${code}`));
      own.on("message", onReply).on("error", fail).on("exit", onExit);
      own.postMessage(picture);
    }).finally(() => {
      stopIdling = clock.after(idleAfter, () => void retire());
    });
  }

  async function drawNew(key: string, picture: Picture, fault: string): Promise<Drawn> {
    try {
      if (underWay.size >= mostWaiting) throw new Error(`${mostWaiting} pictures are waiting already`);
      const turn = last.then(() => render(picture));
      last = turn.catch(() => undefined);
      const png = await turn;
      cache.keep(key, png);
      return { png };
    } catch (error) {
      report({ id: fault, error });
      return { fault };
    }
  }

  return {
    draw(picture, reference = referenceOf(null)) {
      const key = hash("sha256", JSON.stringify(picture), "base64");
      const held = cache.get(key);
      if (held !== undefined) return Promise.resolve({ png: held });
      const waiting = underWay.get(key);
      if (waiting !== undefined) return waiting;
      const drawn = drawNew(key, picture, reference).finally(() => underWay.delete(key));
      underWay.set(key, drawn);
      return drawn;
    },
    async close() {
      stopIdling();
      await retire();
    },
  };
}

/** Keeps what was used last, up to `most` bytes. */
function createCache(most: number) {
  const held = new Map<string, Uint8Array>();
  let bytes = 0;
  return {
    get(key: string): Uint8Array | undefined {
      const png = held.get(key);
      if (png === undefined) return undefined;
      held.delete(key);
      held.set(key, png);
      return png;
    },
    keep(key: string, png: Uint8Array): void {
      held.set(key, png);
      bytes += png.length;
      for (const [oldest, { length }] of held) {
        if (bytes <= most) break;
        held.delete(oldest);
        bytes -= length;
      }
    },
  };
}

/** Gives the answers of a dispatch what draws their pictures. */
export function withPictures(dispatch: Dispatch, { draw }: Pick<Pictures, "draw">): Dispatch {
  return async (interaction): Promise<Answer> => {
    const answer = await dispatch(interaction);
    return answer.type === "card"
      ? { ...answer, draw: (picture) => draw(picture, referenceOf(interaction)) }
      : answer;
  };
}
