import { describe, expect, test } from "vitest";
import {
  askForMisspelt,
  askForNotHeld,
  heldOutLists,
  type Tally,
  tunedLists,
} from "../../bench/search/not-held.ts";
import { library } from "../cards/library.ts";
import { misspelt, misspeltHeldOut } from "../search/misspellings.ts";
import { lines } from "../search/scenarios.ts";

/*
 * Real names and words that the dossier does not hold are not taken for misspellings of what it holds, and real
 * misspellings still are. `npm run bench:not-held` asks for the whole lists; here every seventh name will do.
 */

const { catalogue, lookup } = library;

describe.each([
  ["tuned on", tunedLists],
  ["held out", heldOutLists],
])("names not held, %s", (_, lists) => {
  const tallies = Object.values(lists).map((list): Tally => askForNotHeld(catalogue, lookup, list, 7));
  const names = tallies.reduce((sum, tally) => sum + tally.names, 0);

  // Every seventh name says no more than one in a thousand give or take a half.
  test("about one look-up in a thousand is answered at most", () => {
    const wrong = tallies.flatMap((tally) => tally.wrong);
    expect(wrong.length / (4 * names), wrong.join("\n")).toBeLessThanOrEqual(0.0015);
  });

  test("/search finds nothing for about ninety-nine of a hundred", () => {
    const searched = tallies.flatMap((tally) => tally.searched);
    expect(searched.length / names, searched.join("\n")).toBeLessThanOrEqual(0.012);
  });
});

test.each([
  ["tuned on", misspelt],
  ["held out", misspeltHeldOut],
])("misspelt names, %s: 97 of 100 are answered", (_, block) => {
  const rows = lines(block);
  const { answered } = askForMisspelt(lookup, rows);
  expect(rows.length).toBeGreaterThanOrEqual(150);
  expect(answered / rows.length).toBeGreaterThanOrEqual(0.967);
});

test.each([
  "Jember",
  "Sirjan",
  "Takeo",
  "Centro Habana",
  "Esenler",
  "hindquarters",
  "hospitality",
  "imbrication",
  "Hawarden",
  "تونس",
  "radiologist",
])("%s is no misspelling", (name) => {
  const { wrong, searched } = askForNotHeld(catalogue, lookup, [name]);
  expect([...wrong, ...searched]).toEqual([]);
});
