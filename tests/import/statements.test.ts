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
