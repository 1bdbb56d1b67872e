/**
 * The start: signals are heard from here on, and the compile cache comes on before anything large is imported, which
 * halves the time to ready.
 */
import { enableCompileCache } from "node:module";
import { endOnSignal } from "./ending.ts";

enableCompileCache();
const ending = endOnSignal();
const { start } = await import("./start.ts");
await start(ending);
