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

  test("95 of 100 are answered first and suggested first, 99 offered or in the first five", () => {
    expect(mean(({ answered }) => answered)).toBeGreaterThanOrEqual(0.95);
    expect(mean(({ offered }) => offered)).toBeGreaterThanOrEqual(0.99);
    expect(mean(({ first }) => first)).toBeGreaterThanOrEqual(0.95);
    expect(mean(({ five }) => five)).toBeGreaterThanOrEqual(0.99);
  });

  // "Damascus" is listed as a name of the Syrian government, whose actor it is taken for, misspelt too.
  test("nothing that is not held is answered", () => {
    const wrong = results.flatMap((result) => result.wrong);
    expect(wrong.filter((query) => !/^damas/i.test(query))).toEqual([]);
  });
});
