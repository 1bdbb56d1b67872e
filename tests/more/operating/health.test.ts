import { spawnSync } from "node:child_process";
import { networkInterfaces } from "node:os";
import { afterAll, expect, test } from "vitest";
import { endAllBots, startBot } from "../../support/bot.ts";
import { freePort } from "../../support/postgres.ts";

/* The container's health check asks where the process listens. */

afterAll(endAllBots);

const check = new URL("../../../src/cli/health.ts", import.meta.url).pathname;
const exitCode = (environment: Readonly<Record<string, string>>) =>
  spawnSync(process.execPath, [check], { cwd: "/", env: environment }).status;

const [own] = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .filter(({ internal, family }) => !internal && family === "IPv4");
const hosts = ["127.0.0.1", "127.0.0.2", "0.0.0.0", "localhost", "::1", "::", ...(own ? [own.address] : [])];

test.each(hosts)("HOST=%s", async (host) => {
  const environment = {
    TRANSPORT: "http",
    DISCORD_APPLICATION_ID: "1100000000000000001",
    DISCORD_PUBLIC_KEY: "ab".repeat(32),
    STORE_URL: "sqlite::memory:",
    HOST: host,
    PORT: String(await freePort()),
  };
  expect(exitCode(environment)).toBe(1);
  const bot = startBot(environment);
  await bot.ready;
  expect(exitCode(environment)).toBe(0);
  expect(await bot.stop()).toBe(0);
  expect(exitCode(environment)).toBe(1);
});

test("METRICS_HOST, of a gateway", async () => {
  const environment = {
    PORT: "0",
    TRANSPORT: "preview",
    METRICS_HOST: "127.0.0.2",
    METRICS_PORT: String(await freePort()),
  };
  const bot = startBot(environment);
  await bot.ready;
  const gateway = { ...environment, TRANSPORT: "gateway", DISCORD_TOKEN: "a".repeat(30) };
  expect(exitCode(gateway)).toBe(0);
  expect(exitCode({ ...gateway, METRICS_HOST: "127.0.0.3" })).toBe(1);
});

test("without TRANSPORT and a token, loopback whatever HOST says; in production nothing is healthy", async () => {
  const environment = { HOST: "127.0.0.2", PORT: String(await freePort()) };
  const bot = startBot(environment);
  await bot.ready;
  expect(exitCode(environment)).toBe(0);
  expect(exitCode({ ...environment, NODE_ENV: "production" })).toBe(1);
});
