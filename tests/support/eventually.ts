import { vi } from "vitest";
import { guard } from "./timing.ts";

/**
 * Resolves with what `look` gives, once it no longer throws. For tests that run side by side, where vitest allows no
 * `expect.poll`.
 */
export function eventually<T>(look: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(look, { timeout: guard, interval: 20 });
}
