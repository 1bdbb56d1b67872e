import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { createPictures, type Pictures } from "../../src/pictures/index.ts";
import type { TimelinePicture } from "../../src/pictures/picture.ts";
import { createTestClock } from "../support/clock.ts";
import { guard } from "../support/timing.ts";
import { timelineWords } from "./words.ts";

/* The worker: what it draws is kept, what fails is told and does not spoil the next. */

const timeline = (title: string): TimelinePicture => ({
  type: "timeline",
  title,
  subtitle: "",
  rows: [
    {
      title: "Jazal oil field",
      date: "“between 18 and 20 May”*",
      first: "2015-05-18",
      last: "2015-05-20",
      precision: "within",
      mark: "happened",
      note: "PAL-08",
    },
  ],
  notDrawn: [],
  words: timelineWords,
});
const nothing: TimelinePicture = { ...timeline("Nothing"), rows: [] };

let pictures: Pictures | undefined;
let faults: { id: string; error: unknown }[] = [];
function start(options: Partial<Parameters<typeof createPictures>[0]> = {}): Pictures {
  faults = [];
  pictures = createPictures({
    dataDir: "data",
    report: (fault) => faults.push(fault),
    timeLimit: guard,
    ...options,
  });
  return pictures;
}
afterEach(async () => {
  await pictures?.close();
});

/** A worker of a few lines, for what the real one does not do. */
const workerOf = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);
const onMessage = (body: string) =>
  workerOf(
    `import { parentPort } from "node:worker_threads"; parentPort.on("message", (picture) => { ${body} });`,
  );

test("the same picture twice is drawn once, and comes back byte for byte", async () => {
  const { draw } = start();
  const [first, second] = await Promise.all([draw(timeline("A")), draw(timeline("A"))]);
  expect(second).toBe(first);
  const third = await draw(timeline("A"));
  if (!("png" in first) || !("png" in third)) throw new Error("no picture");
  expect(third.png).toBe(first.png);
  expect([...first.png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  expect(faults).toEqual([]);
});

test("a picture that fails is told with an id, and the next is drawn", async () => {
  const { draw } = start();
  const failed = await draw(nothing);
  expect(failed).toEqual({ fault: expect.stringMatching(/^[0-9a-f]{8}$/) });
  expect(faults.map(({ id }) => ({ fault: id }))).toEqual([failed]);
  expect(await draw(timeline("A"))).toHaveProperty("png");
});

test("a picture that takes too long is given up, and a new worker takes the next", async () => {
  const clock = createTestClock();
  const { draw } = start({
    clock,
    timeLimit: 300,
    workerUrl: onMessage(
      'if (picture.title === "slow") for (;;); parentPort.postMessage({ png: new Uint8Array([1]) });',
    ),
  });
  const slow = draw(timeline("slow"));
  await nextTurn();
  clock.pass(300);
  expect(await slow).toHaveProperty("fault");
  expect(String(faults[0]?.error)).toContain("300 ms");
  expect(await draw(timeline("quick"))).toHaveProperty("png");
});

test("a worker that ends is a failure of one picture", async () => {
  const { draw } = start({
    workerUrl: onMessage(
      'if (picture.title === "end") process.exit(3); parentPort.postMessage({ png: new Uint8Array([1]) });',
    ),
  });
  expect(await draw(timeline("end"))).toHaveProperty("fault");
  expect(await draw(timeline("A"))).toHaveProperty("png");
});

test("what is kept stays within its bytes, the oldest goes first", async () => {
  const { draw } = start({
    cacheBytes: 250,
    workerUrl: onMessage("parentPort.postMessage({ png: new Uint8Array(100) });"),
  });
  const a = await draw(timeline("A"));
  const b = await draw(timeline("B"));
  await draw(timeline("C"));
  expect((await draw(timeline("B"))) as object).toHaveProperty("png", "png" in b ? b.png : null);
  const again = await draw(timeline("A"));
  expect("png" in again && "png" in a && again.png !== a.png).toBe(true);
});

test("more pictures than may wait are refused at once", async () => {
  const { draw } = start({
    workerUrl: onMessage("setTimeout(() => parentPort.postMessage({ png: new Uint8Array(1) }), 5);"),
  });
  const all = await Promise.all(Array.from({ length: 60 }, (_, index) => draw(timeline(`${index}`))));
  expect(all.filter((drawn) => "fault" in drawn)).toHaveLength(10);
});

test("an idle worker goes, and comes back when it is needed", async () => {
  const clock = createTestClock();
  const { draw } = start({
    clock,
    idleAfter: 50,
    workerUrl: workerOf(`
    import { parentPort, threadId } from "node:worker_threads";
    parentPort.on("message", () => parentPort.postMessage({ png: new Uint8Array([threadId]) }));`),
  });
  const threadOf = async (title: string) => {
    const drawn = await draw(timeline(title));
    return "png" in drawn ? drawn.png[0] : undefined;
  };
  const first = await threadOf("A");
  expect(first).toBeDefined();
  clock.pass(49);
  expect(await threadOf("B")).toBe(first);
  clock.pass(50);
  const second = await threadOf("C");
  expect(second).toBeDefined();
  expect(second).not.toBe(first);
});
