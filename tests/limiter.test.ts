import { expect, onTestFinished, test, vi } from "vitest";
import { createLimiter } from "../src/limiter.ts";

test("A clock that goes back makes nobody wait for longer than the minute", async () => {
  const limiter = createLimiter();
  let now = Date.UTC(2026, 0, 1);
  const clock = vi.spyOn(Date, "now").mockImplementation(() => now);
  onTestFinished(() => clock.mockRestore());
  expect(await limiter.take("command", "1", 1)).toBeNull();
  now -= 3_600_000;
  expect(await limiter.take("command", "1", 1)).toBe(60_000);
});
