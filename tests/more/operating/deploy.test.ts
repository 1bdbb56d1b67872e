import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startBot } from "../../support/bot.ts";
import { type LoopbackDiscord, startLoopbackDiscord } from "../../support/loopback-discord.ts";
import { freePort } from "../../support/postgres.ts";

/* What docs/operating.md tells people to run: the image, and compose.yaml. */

const read = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8");
const dockerfile = read("Dockerfile");
const compose = read("compose.yaml");

let discord: LoopbackDiscord;
beforeAll(async () => {
  discord = await startLoopbackDiscord();
});
afterAll(() => discord?.close());

describe("the container's health check", () => {
  const [, check = ""] = /^HEALTHCHECK .*CMD \["node", "(.*)"\]$/m.exec(dockerfile) ?? [];
  const exitCode = (environment: Readonly<Record<string, string>>) =>
    spawnSync(process.execPath, [check], {
      env: { ...environment },
      cwd: new URL("../../../", import.meta.url),
    }).status;

  test("asks the address that the transport listens on", async () => {
    const port = String(await freePort());
    const http = {
      TRANSPORT: "http",
      DISCORD_APPLICATION_ID: discord.applicationId,
      DISCORD_PUBLIC_KEY: discord.publicKey,
      PORT: port,
      STORE_URL: "sqlite::memory:",
    };
    expect(exitCode(http)).toBe(1);
    const bot = startBot(http);
    onTestFinished(() => bot.kill());
    await bot.ready;
    expect(exitCode(http)).toBe(0);
  });

  test("asks a gateway at METRICS_PORT, where it has one", async () => {
    const gateway = {
      TRANSPORT: "gateway",
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.url,
      STORE_URL: "sqlite::memory:",
    };
    const measured = { ...gateway, METRICS_PORT: String(await freePort()) };
    expect(exitCode(measured)).toBe(1);
    const bot = startBot(measured);
    onTestFinished(() => bot.kill());
    await bot.ready;
    expect(exitCode(measured)).toBe(0);
    // As .env.example has it: nothing to ask, and the process runs.
    expect(exitCode({ ...gateway, METRICS_PORT: "" })).toBe(0);
  });
});

describe("the image", () => {
  const final = dockerfile.slice(dockerfile.lastIndexOf("\nFROM "));

  test("runs the Node that package.json names, and has no other", () => {
    expect(final).not.toMatch(/^FROM node/m);
    expect(final).toMatch(/^ENV .*PATH=\/app\/node_modules\/\.bin:/m);
  });

  test("starts as npm start does, with files that are there", () => {
    const [, command = "[]"] = /^CMD (.*)$/m.exec(final) ?? [];
    const { scripts } = JSON.parse(read("package.json")) as { scripts: { start: string } };
    expect(JSON.parse(command).join(" ")).toBe(scripts.start);
    for (const [, source = ""] of dockerfile.matchAll(/^COPY (?!--from)(\S+)/gm)) {
      expect(existsSync(new URL(`../../../${source}`, import.meta.url)), source).toBe(true);
    }
  });
});

describe("compose.yaml", () => {
  test("hands on every variable of .env.example, or sets it", () => {
    const [, environment = ""] =
      /\n {2}tessera:[\s\S]*?\n {4}environment:\n([\s\S]*?)\n {4}\w/.exec(compose) ?? [];
    const handed = [...environment.matchAll(/^ {6}([A-Z_]+):/gm)].map(([, name]) => name);
    const documented = [...read(".env.example").matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(documented.length).toBeGreaterThan(8);
    expect(documented.filter((name) => !handed.includes(name))).toEqual([]);
  });

  test("gives PostgreSQL connections for as many replicas as the sum to a million servers has", () => {
    const [, most = "0"] = /max_connections=(\d+)/.exec(compose) ?? [];
    const [, each = "0"] = /\bmax: (\d+)/.exec(read("src/store/postgres.ts")) ?? [];
    expect(Number(each)).toBe(10);
    expect(Number(most)).toBeGreaterThan(12 * Number(each));
  });
});
