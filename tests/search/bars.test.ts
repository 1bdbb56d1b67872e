import { describe, expect, it } from "vitest";
import {
  createNonsense,
  createPlaces,
  createQuestions,
  createRandom,
  kinds,
} from "../../bench/search/data.ts";
import { createSearch } from "../../src/search/index.ts";

/** The bars of quality, on a seed that nothing was tuned with. */
const seed = 20_150_518;

describe.each([
  { size: 1000, one: 93, five: 97, nonsense: 1 },
  { size: 10_000, one: 91, five: 95, nonsense: 2 },
])("$size place names", ({ size, one, five, nonsense }) => {
  const random = createRandom(seed);
  const places = createPlaces(size, random);
  const search = createSearch(places.map(({ id, name, prominence }) => ({ id, names: [name], prominence })));
  const shares = new Map(
    kinds.map((kind) => {
      const questions = createQuestions(kind, places, 200, random);
      const ranks = questions.map(({ query, id }) => search.find(query, 5).findIndex((hit) => hit.id === id));
      const share = (fits: (rank: number) => boolean) => (100 * ranks.filter(fits).length) / ranks.length;
      return [kind.name, { one: share((rank) => rank === 0), five: share((rank) => rank >= 0) }];
    }),
  );
  const mean = (key: "one" | "five") =>
    [...shares.values()].reduce((sum, share) => sum + share[key], 0) / shares.size;

  it("finds what is asked for", () => {
    expect(mean("one")).toBeGreaterThanOrEqual(one);
    expect(mean("five")).toBeGreaterThanOrEqual(five);
  });

  it("finds nothing in nonsense", () => {
    const queries = createNonsense(400, random);
    const found = queries.filter((query) => search.find(query, 1).length > 0).length;
    expect((100 * found) / queries.length).toBeLessThanOrEqual(nonsense);
  });
});
