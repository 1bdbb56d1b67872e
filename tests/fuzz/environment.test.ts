import { expect, test } from "vitest";
import { readEnvironment } from "../../src/environment.ts";
import { fc } from "../support/fast-check.ts";
import { cases, timeout } from "./cases.ts";

/** Stands in every value that is no good, so that seeing it in a problem means that a secret could stand there. */
const marker = "qzxjvkw";

const names = [
  "TRANSPORT",
  "DISCORD_TOKEN",
  "DISCORD_APPLICATION_ID",
  "DISCORD_PUBLIC_KEY",
  "DISCORD_API_URL",
  "HOST",
  "PORT",
  "METRICS_HOST",
  "METRICS_PORT",
  "STORE_URL",
  "DATA_DIR",
  "LOG_LEVEL",
];

const good = fc.constantFrom(
  ...["preview", "gateway", "http", "debug", "silent", "0", "8080", "65535", "127.0.0.1", "::1", "data"],
  ...[
    "1100000000000000001",
    "ab".repeat(32),
    "https://discord.com/api//",
    "sqlite::memory:",
    "postgres://h/d",
  ],
  "MTEwMDAwMDAwMDAwMDAwMDAwMQ.GfakeX.not-a-real-token-0123456789",
);
const numbers = fc.oneof(fc.double(), fc.integer(), fc.bigInt()).map(String);
const odd = fc
  .tuple(
    fc.constantFrom(
      "",
      "http://",
      "sqlite:",
      "postgres://",
      "file:///",
      "0x",
      "1e",
      "\n",
      "\u0000",
      "\ud800",
    ),
    fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" })),
  )
  .map(([start, rest]) => `${start}${marker}${rest}`);
const value = fc.oneof(good, numbers, odd, fc.constantFrom("", " ", undefined));
const variables = fc.dictionary(
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, fc.string()),
  value,
);

test("any environment is taken, or every problem is named by its variable and without its value", {
  timeout,
}, () => {
  fc.assert(
    fc.property(variables, (given) => {
      const { environment, problems } = readEnvironment(given);
      if (environment === undefined) {
        expect(problems).not.toEqual([]);
        for (const problem of problems) {
          expect(names).toContain(problem.split(":", 1)[0]);
          expect(problem).not.toContain(marker);
        }
        return;
      }
      expect(problems).toEqual([]);
      const { port, metricsPort = 0, apiUrl, storeUrl } = environment;
      for (const each of [port, metricsPort])
        expect(each >= 0 && each <= 65_535 && Number.isInteger(each)).toBe(true);
      expect(["http:", "https:"]).toContain(new URL(apiUrl).protocol);
      expect(storeUrl).toMatch(/^(sqlite:|postgres(ql)?:\/\/)/);
      if (environment.transport === "http") expect(environment.publicKey).toMatch(/^[0-9a-f]{64}$/i);
    }),
    { numRuns: cases.environment },
  );
});
