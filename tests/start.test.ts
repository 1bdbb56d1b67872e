import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readEnvironment, readStart } from "../src/environment.ts";
import { addressIn, endAllBots, startBot } from "./support/bot.ts";
import { slashInteraction, snowflake } from "./support/interactions.ts";

/* What is started where nothing says what, and where it is said. */

const folder = mkdtempSync(join(tmpdir(), "tessera-start-"));
afterAll(() => {
  endAllBots();
  rmSync(folder, { recursive: true, force: true });
});

const given = { HOST: "0.0.0.0", STORE_URL: `sqlite:${join(folder, "store.sqlite")}` };
const production = { NODE_ENV: "production" };
const token = "MTEwMDAwMDAwMDAwMDAwMDAwMQ.GfakeX.not-a-real-token-0123456789";

describe("without TRANSPORT and a token", () => {
  test("the preview listens on loopback alone and keeps nothing, whatever HOST and STORE_URL say", async () => {
    const bot = startBot({ ...given, PORT: "0" }, {}, { cwd: folder });
    expect(await bot.ready).toMatch(/^ready: preview at http:\/\/127\.0\.0\.1:\d+$/);
    expect(bot.output.stderr).toContain("neither TRANSPORT nor DISCORD_TOKEN is set");
    const port = Number(new URL(addressIn(await bot.ready)).port);
    // The port is free on every other address of this machine: nothing listens on all of them.
    const others = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
    for (const { address } of others.filter(({ internal, family }) => !internal && family === "IPv4")) {
      const server = createServer().listen(port, address);
      await once(server, "listening");
      server.close();
    }
    // It does not end before the store, which opens once it is ready, is open and closed.
    expect(await bot.stop()).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("in production the start ends with a line that says what is missing, misspelt names and all", async () => {
    const bot = startBot({ ...production, ...given, DISCORD_TOKN: token, PORT: "0" });
    expect(await bot.ended).toBe(1);
    expect(bot.output.stdout).toBe("");
    expect(bot.output.stderr.trimEnd().split("\n")).toEqual([
      "The environment is not right (see .env.example):",
      expect.stringMatching(/^ {2}TRANSPORT: is not set, and neither is DISCORD_TOKEN: set one of them/),
    ]);
  });

  test("tools still use the store that STORE_URL names", () => {
    expect(readEnvironment({ ...production, ...given }).environment?.storeUrl).toBe(given.STORE_URL);
  });
});

test.each([
  ["the preview that is asked for", { TRANSPORT: "preview" }, "preview"],
  ["the gateway of a token", { DISCORD_TOKEN: token }, "gateway"],
] as const)("%s uses HOST and STORE_URL as given, in production too", (_, chosen, transport) => {
  for (const variables of [given, { ...given, ...production }]) {
    const { environment, isTrial } = readStart({ ...variables, ...chosen });
    expect(isTrial).toBe(false);
    expect(environment).toMatchObject({ transport, host: "0.0.0.0", storeUrl: given.STORE_URL });
  }
});

test("the preview that is asked for listens where HOST says, and has its store in the file", async () => {
  const bot = startBot({ ...given, TRANSPORT: "preview", PORT: "0" });
  // Of a wildcard the line names the address to open.
  expect(await bot.ready).toMatch(/^ready: preview at http:\/\/localhost:\d+$/);
  await expect.poll(() => readdirSync(folder)).toContain("store.sqlite");
});

test("the preview holds a person to the same limit as Discord's servers", async () => {
  const bot = startBot({ TRANSPORT: "preview", PORT: "0", STORE_URL: "sqlite::memory:" });
  const url = addressIn(await bot.ready);
  const asked = { name: "place", options: { name: "palmyra-2015/place:palmyra" }, user: snowflake() };
  const ask = async () => {
    const response = await fetch(`${url}/api/interactions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(slashInteraction(asked)),
    });
    return response.text();
  };
  for (let index = 0; index < 20; index += 1) expect(await ask()).toContain("## Palmyra");
  expect(await ask()).toContain("That is 20 commands in a minute.");
});

test.each([
  "sqlite://tessera.sqlite",
  "sqlite:///tessera.sqlite",
  "sqlite:~/tessera.sqlite",
  "sqlite: ~/x",
  'sqlite:"~/x"',
  "sqlite:$HOME/x",
  "sqlite:file:x",
])("STORE_URL=%s names a file that only some programs would find, and is refused", (url) => {
  expect(readStart({ STORE_URL: url }).problems).toEqual([
    expect.stringMatching(/^STORE_URL: must have the file's path behind sqlite: as it is/),
  ]);
});
