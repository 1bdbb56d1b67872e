import { expect, test } from "vitest";
import { findQuantity } from "../../src/import/features.ts";

test.each([
  ["at least 40 people were hurt", { low: 40, best: null, high: null, counted: "people" }],
  ["the owner was fined 2.4 million crowns", { low: null, best: 2_400_000, high: null, counted: "crowns" }],
  ["more than two hundred houses were lost", { low: 200, best: null, high: null, counted: "houses" }],
  [
    "between 1.1 million and 1.2 million tins were sold",
    { low: 1_100_000, best: null, high: 1_200_000, counted: "tins" },
  ],
])("%s", (words, expected) => {
  expect(findQuantity(words)).toMatchObject(expected);
});

test.each([
  "212 of 1,040 animals had died",
  "two of the 40 houses were lost",
  "some of the 40 houses were lost",
])("a whole of which a part is told is not what is counted: %s", (words) => {
  expect(findQuantity(words)).toBeNull();
});
