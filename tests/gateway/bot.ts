/** The real bot in a process of its own, as `npm start` runs it. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { LoopbackDiscord } from "../support/loopback-discord.ts";
import { startCommand } from "../support/tessera.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** An empty folder to run in, so that no `.env` of the developer's is read. */
const elsewhere = mkdtempSync(join(tmpdir(), "tessera-test-"));
const running = new Set<ChildProcess>();

export interface Bot {
  readonly process: ChildProcess;
  /** What it has written so far. */
  readonly output: { stdout: string; stderr: string };
  /** Resolves with the line that says ready; rejects when the process ends before. */
  readonly ready: Promise<string>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>;
}

export function startBot(environment: Readonly<Record<string, string>>): Bot {
  const [program = "", ...flags] = startCommand.toReversed();
  const child = spawn(process.execPath, [...flags, join(root, program)], {
    cwd: elsewhere,
    env: { PATH: process.env.PATH, DATA_DIR: join(root, "data"), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const output = { stdout: "", stderr: "" };
  const { promise: ended, resolve: end } = Promise.withResolvers<number | null>();
  const { promise: ready, resolve: beReady, reject } = Promise.withResolvers<string>();
  ready.catch(() => undefined);
  child.stdout.on("data", (data) => {
    output.stdout += data;
    const line = output.stdout.split("\n").find((each) => each.includes("ready"));
    if (line !== undefined) beReady(line);
  });
  child.stderr.on("data", (data) => {
    output.stderr += data;
  });
  child.once("close", (code) => {
    running.delete(child);
    end(code);
    reject(new Error(`ended with ${code} before it was ready:\n${output.stderr}`));
  });
  return {
    process: child,
    output,
    ready,
    ended,
    stop() {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

/** The environment of a bot on the loopback Discord. */
export function gatewayOf({ token, url }: LoopbackDiscord): Record<string, string> {
  return { TRANSPORT: "gateway", DISCORD_TOKEN: token, DISCORD_API_URL: url };
}

export function endAllBots(): void {
  for (const child of running) child.kill("SIGKILL");
}
