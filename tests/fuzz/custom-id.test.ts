import { expect, test } from "vitest";
import { readCustomId, writeCustomId } from "../../src/discord/custom-id.ts";
import { fc } from "../support/fast-check.ts";
import { cases, timeout } from "./cases.ts";
import { customId } from "./interactions.ts";

test("any custom_id is none of ours, or an action that is written as that custom_id", { timeout }, () => {
  let ours = 0;
  const numRuns = cases.customIds;
  fc.assert(
    fc.property(customId, (text) => {
      const action = readCustomId(text);
      if (action === undefined) return;
      ours += 1;
      expect(writeCustomId(action)).toBe(text);
      expect(Object.getPrototypeOf(action)).toBe(Object.prototype);
    }),
    { numRuns },
  );
  // Else the cases would say nothing about what is read.
  expect(ours).toBeGreaterThan(numRuns / 20);
});
