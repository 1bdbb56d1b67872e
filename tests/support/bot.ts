/* The real bot in a process of its own, known by its environment and its output alone. */
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Timing } from "../../src/ops/timing.ts";
import type { LoopbackDiscord } from "./loopback-discord.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const entry = fileURLToPath(new URL("entry.ts", import.meta.url));
const [, ...words] = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts.start.split(" ");
const flags: readonly string[] = words.slice(0, -1);
/** What `npm start` gives to Node: its flags, and the program. */
export const startCommand: readonly string[] = [...flags, join(root, words.at(-1))];
/** The same with the timing of tests, of which `timing` replaces parts. */
export const commandOf = (timing: Partial<Omit<Timing, "clock">>): readonly string[] => [
  ...flags,
  entry,
  JSON.stringify(timing),
];
/** An empty folder to run in, so that no `.env` of the developer's is read. */
const elsewhere = mkdtempSync(join(tmpdir(), "tessera-test-"));
const running = new Set<ChildProcess>();

export interface Bot {
  readonly process: ChildProcess;
  /** What it has written so far. */
  readonly output: { stdout: string; stderr: string };
  /** Lines of both so far. */
  readonly said: readonly string[];
  /** Resolves with the line that says ready; rejects when the process ends before. */
  readonly ready: Promise<string>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL, and the end. */
  kill(): Promise<void>;
}

/**
 * `timing`: what is to be other than in most tests, in milliseconds; null for the bot as `npm start` runs it. `run`: where
 * it runs, and as whom.
 */
export function startBot(
  environment: Readonly<Record<string, string>>,
  timing: Partial<Omit<Timing, "clock">> | null = {},
  run: Pick<SpawnOptions, "cwd" | "uid" | "gid"> = {},
): Bot {
  const command = timing === null ? startCommand : commandOf(timing);
  const child = spawn(process.execPath, command, {
    cwd: elsewhere,
    ...run,
    env: { PATH: process.env.PATH, DATA_DIR: join(root, "data"), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const output = { stdout: "", stderr: "" };
  const said: string[] = [];
  const { promise: ended, resolve: end } = Promise.withResolvers<number | null>();
  const { promise: ready, resolve: beReady, reject } = Promise.withResolvers<string>();
  ready.catch(() => undefined);
  for (const name of ["stdout", "stderr"] as const) {
    child[name].on("data", (data) => {
      output[name] += data;
    });
    createInterface(child[name]).on("line", (line) => {
      said.push(line);
      if (name === "stdout" && line.includes("ready")) beReady(line);
    });
  }
  child.once("close", (code) => {
    running.delete(child);
    end(code);
    reject(new Error(`ended with ${code} before it was ready:\n${output.stderr}`));
  });
  return {
    process: child,
    output,
    said,
    ready,
    ended,
    stop() {
      child.kill("SIGTERM");
      return ended;
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** The environment of a bot on the loopback Discord. */
export function gatewayOf({ token, url }: LoopbackDiscord): Record<string, string> {
  return { TRANSPORT: "gateway", DISCORD_TOKEN: token, DISCORD_API_URL: url };
}

/** The environment of a bot over HTTP, on any free port. */
export function httpOf({ applicationId, publicKey, url }: LoopbackDiscord): Record<string, string> {
  return {
    TRANSPORT: "http",
    DISCORD_APPLICATION_ID: applicationId,
    DISCORD_PUBLIC_KEY: publicKey,
    DISCORD_API_URL: url,
    PORT: "0",
  };
}

/** The address that a line with `ready` names. */
export function addressIn(readyLine: string): string {
  return /http:\S+/.exec(readyLine)?.[0] ?? "";
}

export function endAllBots(): void {
  for (const child of running) child.kill("SIGKILL");
}
