import { describe, expect, onTestFinished, test } from "vitest";
import { readEnvironment } from "../src/environment.ts";
import { endAllBots, startBot } from "./support/bot.ts";

const token = "MTEwMDAwMDAwMDAwMDAwMDAwMQ.GfakeX.not-a-real-token-0123456789";

describe("readEnvironment", () => {
  test("has a default for everything; without a token it is the preview", () => {
    expect(readEnvironment({})).toEqual({
      problems: [],
      environment: {
        transport: "preview",
        token: undefined,
        applicationId: undefined,
        publicKey: undefined,
        apiUrl: "https://discord.com/api",
        host: "127.0.0.1",
        port: 8080,
        metricsHost: "127.0.0.1",
        metricsPort: undefined,
        storeUrl: "sqlite:var/tessera.sqlite",
        dataDir: "data",
        logLevel: "info",
      },
    });
  });

  test("with a token it is the gateway, unless another transport is named", () => {
    expect(readEnvironment({ DISCORD_TOKEN: token }).environment?.transport).toBe("gateway");
    expect(readEnvironment({ DISCORD_TOKEN: token, TRANSPORT: "preview" }).environment?.transport).toBe(
      "preview",
    );
  });

  test("an empty value is one that is not set, as in the example file", () => {
    const names = [
      "TRANSPORT",
      "DISCORD_TOKEN",
      "DISCORD_API_URL",
      "PORT",
      "METRICS_PORT",
      "STORE_URL",
      "LOG_LEVEL",
    ];
    const { environment } = readEnvironment(Object.fromEntries(names.map((name) => [name, ""])));
    expect(environment).toEqual(readEnvironment({}).environment);
  });

  test("the address of Discord's API loses its last slash", () => {
    const { environment } = readEnvironment({ DISCORD_API_URL: "http://127.0.0.1:4000/api//" });
    expect(environment?.apiUrl).toBe("http://127.0.0.1:4000/api");
  });

  test.each([
    ["TRANSPORT", "carrier pigeon"],
    ["TRANSPORT", "constructor"],
    ["DISCORD_TOKEN", "Bot secret"],
    ["DISCORD_APPLICATION_ID", "12"],
    ["DISCORD_PUBLIC_KEY", "zz"],
    ["DISCORD_API_URL", "discord.com"],
    ["DISCORD_API_URL", "file:///etc/passwd"],
    ["PORT", "-1"],
    ["PORT", "65536"],
    ["PORT", "80.5"],
    ["PORT", "0x50"],
    ["PORT", "1e3"],
    ["PORT", " "],
    ["METRICS_PORT", "0b1"],
    ["METRICS_PORT", " "],
    ["HOST", "two words"],
    ["HOST", "[::1"],
    ["HOST", "http://127.0.0.1"],
    ["HOST", "127.0.0.1:9000"],
    ["METRICS_PORT", "http"],
    ["STORE_URL", "redis://user:secret@host"],
    ["STORE_URL", "postgres://user:secret@[bad"],
    ["STORE_URL", "postgres://user:secret@host:port/database"],
    ["STORE_URL", "postgres://user:secr%et@host/database"],
    ["LOG_LEVEL", "verbose"],
  ])("%s=%s is named, and its value is not repeated", (name, value) => {
    const { environment, problems } = readEnvironment({ [name]: value });
    expect(environment).toBeUndefined();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}: .{10,}`));
    if (value.trim() !== "") expect(problems[0]).not.toContain(value);
    // For an operator, in words: what a schema says by itself is about types.
    expect(problems[0]).toMatch(/: (?:is|must) /);
    expect(problems[0]).not.toMatch(/NaN|received|Invalid|expected/);
  });

  test.each(["sqlite:", "sqlite: ", "postgres:", "tessera.sqlite"])("STORE_URL=%j keeps nothing", (url) => {
    const { problems } = readEnvironment({ STORE_URL: url });
    expect(problems).toEqual([
      expect.stringMatching(/^STORE_URL: must be sqlite:<file>, or a whole postgres:/),
    ]);
  });

  test.each([
    "sqlite::memory:",
    "sqlite:/var/lib/tessera.sqlite",
    "postgres://tessera:p%40ss@db.internal:5433/tessera?sslmode=require",
    "postgresql:///tessera?host=/var/run/postgresql",
    "postgres://tessera@[::1]/tessera",
  ])("STORE_URL=%j is taken", (url) => {
    expect(readEnvironment({ STORE_URL: url }).environment?.storeUrl).toBe(url);
  });

  test.each([
    ["gateway", ["DISCORD_TOKEN"]],
    ["http", ["DISCORD_APPLICATION_ID", "DISCORD_PUBLIC_KEY"]],
  ])("TRANSPORT=%s names what it cannot start without", (transport, needed) => {
    const { problems } = readEnvironment({ TRANSPORT: transport });
    expect(problems.map((problem) => problem.split(":", 1)[0])).toEqual(needed);
  });

  test("wrong and missing variables are named in one go", () => {
    const { problems } = readEnvironment({
      TRANSPORT: "http",
      PORT: "x",
      DISCORD_PUBLIC_KEY: "x",
      LOG_LEVEL: "x",
    });
    const named = problems.map((problem) => problem.split(":", 1)[0]);
    expect(named.toSorted()).toEqual(["DISCORD_APPLICATION_ID", "DISCORD_PUBLIC_KEY", "LOG_LEVEL", "PORT"]);
  });
});

test("the bot names a wrong environment and a wrong folder of dossiers in one go, and ends with 1", async () => {
  const bot = startBot({ PORT: "0x50", DISCORD_TOKEN: "Bot secret", DATA_DIR: "/nowhere/at/all" });
  onTestFinished(endAllBots);
  expect(await bot.ended).toBe(1);
  const { stderr, stdout } = bot.output;
  for (const wrong of [/^ {2}PORT: must be a whole number/m, /^ {2}DISCORD_TOKEN: is not a bot token/m])
    expect(stderr).toMatch(wrong);
  expect(stderr).toMatch(/DATA_DIR[^\n]*\n {2}\/nowhere\/at\/all: .*no such folder/);
  expect(stdout + stderr).not.toContain("Bot secret");
});
