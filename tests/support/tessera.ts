/* Tessera as people run it: a process of its own, known by its environment and its output alone. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const root = new URL("../../", import.meta.url);
/** What `npm start` gives to Node: its flags, and the program, from the project's folder. */
export const startCommand: readonly string[] = JSON.parse(readFileSync(new URL("package.json", root), "utf8"))
  .scripts.start.split(" ")
  .slice(1);

export interface Tessera {
  readonly process: ChildProcess;
  /** The line that said `ready`. */
  readonly readyLine: string;
  /** Lines of stdout and stderr so far. */
  readonly said: readonly string[];
  /** Asks it to end, and resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Ends it at once. */
  kill(): Promise<void>;
}

/** Resolves once it says `ready`; rejects with what it said where it ends before. */
export async function startTessera(environment: Readonly<Record<string, string>>): Promise<Tessera> {
  const child = spawn(process.execPath, startCommand, {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: "warn", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on("line", (line) => {
      said.push(line);
      if (line.includes("ready")) resolve(line);
    });
  child.once("exit", (code) => reject(new Error(`Tessera ended with ${code}:\n${said.join("\n")}`)));
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
    return child.exitCode;
  };
  return {
    process: child,
    readyLine: await promise,
    said,
    stop: () => end("SIGTERM"),
    kill: async () => {
      await end("SIGKILL");
    },
  };
}
