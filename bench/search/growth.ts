/** Build time and memory of the search in a process of its own: `node --expose-gc growth.ts <seed> <size>`. */
import { createSearch } from "../../src/search/index.ts";
import { createPlaces, createRandom } from "./data.ts";

const [seed = 1, size = 1000] = process.argv.slice(2).map(Number);
const recordsOf = (count: number) =>
  createPlaces(count, createRandom(seed)).map(({ id, name }) => ({ id, names: [name] }));

// A first build warms the compiler, as in a process that has run for a while.
createSearch(recordsOf(1000)).find("x");
const records = recordsOf(size);
const bytes = () => {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};
const before = bytes();
const start = performance.now();
const search = createSearch(records);
search.find("x");
const build = performance.now() - start;
const memory = (bytes() - before) / 1e6;
if (search.find("x").length > size) throw new Error("it is there as long as it is measured");
console.log(JSON.stringify({ build, memory }));
