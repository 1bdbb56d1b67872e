import { expect, test } from "vitest";
import { typographic } from "../../src/cards/typography.ts";

test.each([
  ["Residents' report", "Residents’ report"],
  ["Ba'ath Party (an editor's mark)", "Ba’ath Party (an editor’s mark)"],
  ['"forward positions": figure given', "“forward positions”: figure given"],
  ["It is 'so', as read", "It is ‘so’, as read"],
  ["'Ain al-'Arab", "‘Ain al-‘Arab"],
  ['צה"ל', 'צה"ל'],
  ["“as it is’", "“as it is’"],
])("%s", (text, expected) => {
  expect(typographic(text)).toBe(expected);
  expect(typographic(expected)).toBe(expected);
});
