import { randomInt } from "node:crypto";
import { defineConfig } from "vitest/config";
import { guard } from "./tests/support/timing.ts";

const shared = {
  testTimeout: 2 * guard,
  hookTimeout: 2 * guard,
  expect: { poll: { timeout: guard, interval: 20 } },
  // Tests that say so wait side by side, for a fault to be over.
  maxConcurrency: 15,
};

export default defineConfig(({ mode }) => {
  if (mode === "fuzz") {
    process.env.FUZZ_SEED ??= String(randomInt(2 ** 31));
    process.stdout.write(`FUZZ_SEED=${process.env.FUZZ_SEED} npm run fuzz repeats this run\n`);
  }
  return {
    test: {
      maxWorkers: 2,
      // The folder says which one a file belongs to: `npm test` runs "tests", `npm run test:more` runs "more".
      projects: [
        { test: { ...shared, name: "tests", include: ["tests/**/*.test.ts"], exclude: ["tests/more/**"] } },
        {
          test: {
            ...shared,
            name: "more",
            include: ["tests/more/**/*.test.ts"],
            globalSetup: "tests/support/unpack-chromium.ts",
          },
        },
      ],
    },
  };
});
