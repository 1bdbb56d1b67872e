import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endAllBots, gatewayOf, httpOf, startBot } from "../../support/bot.ts";
import { snowflake } from "../../support/interactions.ts";
import { type LoopbackDiscord, startLoopbackDiscord } from "../../support/loopback-discord.ts";
import { textOf } from "../../support/read.ts";

/* Signals: before the bot is ready at a moment that the test chooses, and once it is. */

const data = new URL("../../../data/", import.meta.url).pathname;
const [bundled = ""] = readdirSync(data).filter((name) => !name.includes("."));
const folder = mkdtempSync(join(tmpdir(), "tessera-starting-"));
const dossiers = ["first", "second", "third"];

let discord: LoopbackDiscord;
beforeAll(async () => {
  discord = await startLoopbackDiscord();
  for (const id of dossiers) {
    cpSync(join(data, bundled), join(folder, id), { recursive: true });
    const file = join(folder, id, "dossier.json");
    const text = readFileSync(file, "utf8");
    const { excerptPrefix } = JSON.parse(text);
    writeFileSync(
      file,
      text.replaceAll(bundled, id).replaceAll(`"${excerptPrefix}`, `"${id.slice(0, 3).toUpperCase()}`),
    );
  }
});
afterAll(async () => {
  endAllBots();
  await discord.close();
  rmSync(folder, { recursive: true, force: true });
});

const about = () => discord.slash({ name: "about", user: snowflake() });

const transports = [
  ["the gateway", () => gatewayOf(discord)],
  ["HTTP", () => httpOf(discord)],
  ["the preview", () => ({ TRANSPORT: "preview", PORT: "0" })],
] as const;

function startAt(file: string, signal: NodeJS.Signals, environment: Readonly<Record<string, string>>) {
  const preloaded = new URL("../../support/signal-at.ts", import.meta.url).href;
  return startBot({
    ...environment,
    STORE_URL: "sqlite::memory:",
    DATA_DIR: folder,
    NODE_OPTIONS: `--import ${preloaded}`,
    SIGNAL_AT: file,
    SIGNAL: signal,
  });
}

describe.each(transports)("before %s is ready", (_, environment) => {
  test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
    "%s while dossiers load ends it with 0 after the one that loads",
    async (signal) => {
      const bot = startAt("first/dossier.json", signal, environment());
      expect(await bot.ended).toBe(0);
      expect(bot.output.stderr).toContain("first/dossier.json");
      expect(bot.output.stderr).not.toContain("second/dossier.json");
      expect(bot.output.stdout).toBe("");
    },
  );

  test("SIGTERM once all are loaded ends it with 0", async () => {
    const bot = startAt("third/dossier.json", "SIGTERM", environment());
    expect(await bot.ended).toBe(0);
    expect(bot.output.stderr.trimEnd().split("\n").at(-1)).toContain("third/dossier.json");
    expect(bot.output.stdout).toBe("");
  });

  test("without a signal it starts with these dossiers", async () => {
    const bot = startAt("nothing of the kind", "SIGTERM", environment());
    expect(await bot.ready).toMatch(/^ready/);
    expect(await bot.stop()).toBe(0);
  });
});

test.each([
  ["SIGHUP", 129],
  ["SIGTERM", 143],
] as const)("once it is ready, %s lets answers under way arrive", async (signal, second) => {
  const bot = startBot({ ...gatewayOf(discord), STORE_URL: "sqlite::memory:" });
  await bot.ready;
  await about();
  const before = discord.faults.met;
  discord.faults.request("callback", { delay: 300 });
  const asked = about();
  await expect.poll(() => discord.faults.met).toBe(before + 1);
  bot.process.kill(signal);
  expect(textOf((await asked).message)).toContain("CC BY-SA 4.0");
  expect(await bot.ended).toBe(0);

  // What hangs would keep it; the second signal ends it as the first would have without this bot.
  const another = startBot({ ...gatewayOf(discord), STORE_URL: "sqlite::memory:" });
  await another.ready;
  discord.faults.request("callback", { hang: "before" }, 1_000);
  about().catch(() => undefined);
  await expect.poll(() => discord.faults.met).toBeGreaterThan(before + 1);
  another.process.kill(signal);
  await expect.poll(() => another.output.stderr).toContain('"msg":"ending"');
  another.process.kill(signal);
  expect(await another.ended).toBe(second);
  discord.faults.clear();
});
