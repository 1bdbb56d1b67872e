/* Entry point of a bot in tests: src/main.ts, with the timing of tests. What its first argument holds, as JSON, replaces parts of that. */
import { keepCompiled } from "../../src/compile-cache.ts";
import { patient } from "./timing.ts";

keepCompiled();
const timing = { ...patient, ...JSON.parse(process.argv[2] ?? "{}") };
const { endOnSignal } = await import("../../src/ending.ts");
const ending = endOnSignal(timing);
const { start } = await import("../../src/start.ts");
await start(ending, { timing });
