/**
 * The start: signals are heard from here on, and the compile cache comes on before anything large is imported, which
 * halves the time to ready.
 */
import { keepCompiled } from "./compile-cache.ts";
import { endOnSignal } from "./ending.ts";

const unsafe = keepCompiled();
if (unsafe !== undefined) {
  process.stderr.write(`${unsafe}\n`);
  process.exit(1);
}
const ending = endOnSignal();
const { start } = await import("./start.ts");
await start(ending);
