import { expect, test } from "vitest";
import { findStatements } from "../../src/import/statements.ts";

const speakersIn = (sentence: string) => findStatements(sentence).map(({ claimant }) => claimant?.words);

test.each([
  "The report did not say who had signed the sheet.",
  "The studio has never explained how that happened.",
  "The judge does not believe that the wall was sound.",
  "The clerk didn't say that the wall was sound.",
  "The clerk hasn’t confirmed that the wall was sound.",
  "The owner never claimed that the mill was safe.",
  "Nobody said that the mill was safe.",
  "No witness claimed that the mill was safe.",
  "Neither of them said that the mill was safe.",
  "Few historians believe that the king was murdered.",
])("what is not said is nobody's statement: %s", (sentence) => {
  expect(speakersIn(sentence)).toEqual([]);
});

test.each<[sentence: string, ...speakers: string[]]>([
  ["The owner denied that the mill was unsafe.", "The owner"],
  ["The owner said that the mill was not safe.", "The owner"],
  ["A few historians believe that the king was murdered.", "A few historians"],
  ["Nora Few said that the mill was safe.", "Nora Few"],
  ["The owner did not come, and the union said that he had left.", "the union"],
  ["Noakes said that the mill was safe.", "Noakes"],
])("what is said is still somebody's: %s", (sentence, ...speakers) => {
  expect(speakersIn(sentence)).toEqual(speakers);
});

test.each<[sentence: string, words: string]>([
  [
    '"Nobody told us to stop," the driver Paul Reuss told the Courier on 20 February.',
    '"Nobody told us to stop,"',
  ],
  ['"It was no cigarette," the engineer insisted in 1991.', '"It was no cigarette,"'],
  ["The board insisted until 1934 that the sheep had been poisoned.", "the sheep had been poisoned"],
  ["Rowe reported in the Record of 6 May 1931 that 212 sheep had died.", "212 sheep had died"],
  ["The owner said that the mill was old.", "the mill was old"],
  ["According to its report, published on 30 June 2020, the brakes were worn.", "the brakes were worn"],
  ["According to the mayor, who was away, the hall was empty.", "the hall was empty"],
  ["According to the mayor, the hall, which is old, was empty.", "the hall, which is old, was empty"],
])("what is said is quoted, and when or where it was said is not: %s", (sentence, words) => {
  expect(findStatements(sentence).map((statement) => statement.words)).toEqual([words]);
});
