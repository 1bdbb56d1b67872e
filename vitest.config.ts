import { defineConfig } from "vitest/config";
import { guard } from "./tests/support/timing.ts";

const shared = {
  testTimeout: 2 * guard,
  hookTimeout: 2 * guard,
  expect: { poll: { timeout: guard, interval: 20 } },
  // Tests that say so wait side by side, for a fault to be over.
  maxConcurrency: 15,
};

// The folder says which project a file belongs to: `npm run test:more` runs what is below tests/more, `npm test` the rest.
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { ...shared, name: "tests", include: ["tests/**/*.test.ts"], exclude: ["tests/more/**"] } },
      { test: { ...shared, name: "more", include: ["tests/more/**/*.test.ts"] } },
    ],
  },
});
