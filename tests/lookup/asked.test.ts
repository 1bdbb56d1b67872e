import { describe, expect, test } from "vitest";
import { askSet, countedSets, tunedSets } from "../../bench/search/asked.ts";
import { library } from "../cards/library.ts";

/* Queries as people type them, written without sight of the search: `npm run bench:not-held` prints each set's shares. */

describe.each([
  ["tuned on", tunedSets],
  ["of which only the counts were looked at", countedSets],
])("queries of people, %s", (_, sets) => {
  const results = sets.map((set) => askSet(library.lookup, set));
  const mean = (share: (result: (typeof results)[number]) => number): number =>
    results.reduce((sum, result) => sum + share(result), 0) / results.length;

  test("95 of 100 are answered first and suggested first, 98 among the first five", () => {
    expect(mean(({ answered }) => answered)).toBeGreaterThanOrEqual(0.95);
    expect(mean(({ first }) => first)).toBeGreaterThanOrEqual(0.95);
    expect(mean(({ five }) => five)).toBeGreaterThanOrEqual(0.98);
  });

  test("of what is not held, two of 400 are answered at most", () => {
    const wrong = results.flatMap((result) => result.wrong);
    expect(wrong.length / results.length, wrong.join(", ")).toBeLessThanOrEqual(2);
  });
});
