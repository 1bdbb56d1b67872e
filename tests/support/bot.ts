/* The real bot in a process of its own, with the timing of tests. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { Timing } from "../../src/ops/timing.ts";
import type { LoopbackDiscord } from "./loopback-discord.ts";
import { startCommand } from "./tessera.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const entry = fileURLToPath(new URL("entry.ts", import.meta.url));
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

/** `timing`: what is to be other than in most tests, in milliseconds. */
export function startBot(
  environment: Readonly<Record<string, string>>,
  timing: Partial<Omit<Timing, "clock">> = {},
): Bot {
  const flags = startCommand.slice(0, -1);
  const child = spawn(process.execPath, [...flags, entry, JSON.stringify(timing)], {
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
