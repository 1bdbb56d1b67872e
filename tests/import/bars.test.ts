/** How much of texts that were not used for tuning the importer finds. `npm run bench:dossiers` prints the figures. */
import { beforeAll, expect, test } from "vitest";
import { measure, type Score, type Scores } from "./annotated.ts";

let scores: Scores;
beforeAll(async () => {
  scores = await measure("tests/import/held-out");
});

const recall = ({ found, expected }: Score) => found / expected;
const wrongShare = ({ found, wrong }: Score) => wrong / (found + wrong);

test("sentence boundaries: 99%", () => {
  expect(recall(scores.sentences)).toBeGreaterThanOrEqual(0.99);
  expect(wrongShare(scores.sentences)).toBeLessThanOrEqual(0.01);
});

test("markers: all of them, none on another sentence", () => {
  expect(recall(scores.markers)).toBe(1);
  expect(scores.markers.wrong).toBe(0);
});

test("dates: 95% found, at most 2% wrong", () => {
  expect(recall(scores.dates)).toBeGreaterThanOrEqual(0.95);
  expect(wrongShare(scores.dates)).toBeLessThanOrEqual(0.02);
});

test("attributed statements: the right claimant in 80%, and 60% of them found", () => {
  expect(recall(scores.statements)).toBeGreaterThanOrEqual(0.6);
  expect(wrongShare(scores.statements)).toBeLessThanOrEqual(0.2);
});

test("every quotation is verbatim", () => {
  expect(scores.quotations.found).toBe(scores.quotations.expected);
});
