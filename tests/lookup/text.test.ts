import { describe, expect, test } from "vitest";
import { daysIn, figuresIn, withoutOtherNumbers, yearsIn } from "../../src/lookup/text/figures.ts";
import { createNames } from "../../src/lookup/text/names.ts";
import { longestText, plainText } from "../../src/lookup/text/plain.ts";
import { createSpellings } from "../../src/lookup/text/spelling.ts";
import { termOf, tokensOf } from "../../src/lookup/text/tokens.ts";
import { createVocabulary } from "../../src/lookup/text/vocabulary.ts";
import { plainWord } from "../../src/search/lexicon.ts";
import { library } from "../cards/library.ts";
import { costRatio } from "../support/cost.ts";

/*
 * What running text is made of: figures that count something, days, names in any spelling, and the words left once
 * Discord's own marks are gone.
 */

const values = (text: string) => figuresIn(tokensOf(withoutOtherNumbers(text))).map(({ value }) => value);

describe("figures", () => {
  test.each([
    ["400 people", [400]],
    ["400+ ppl", [400]],
    ["400ppl", [400]],
    ["~400", [400]],
    ["around 400 or so", [400]],
    ["4 hundred", [400]],
    ["four hundred", [400]],
    ["a hundred and fifty", [150]],
    ["four hundred fifty-two soldiers", [452]],
    ["two thousand", [2000]],
    ["three dozen", [36]],
    ["10k rounds", [10_000]],
    ["10,000 rounds", [10_000]],
    ["150-280", [150, 280]],
    ["between 150 and 280", [150, 280]],
    ["٤٠٠ شخص", [400]],
    ["twenty five", [25]],
    ["one of them", []],
    ["a thousand", [1000]],
    ["hundreds of people", []],
  ])("%s", (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  test.each([
    "it costs $400",
    "400 dollars",
    "400€",
    "100% sure",
    "at 4:00",
    "9pm sharp",
    "call 0400 168 600",
    "+1 (800) 400-1680",
    "id 140000000000000004",
    "v1.2.400",
  ])("that count nothing: %s", (text) => {
    expect(values(text)).toEqual([]);
  });
});

describe("days", () => {
  const days = (text: string) =>
    daysIn(tokensOf(text)).map(({ day, month }) => (day === null ? `${month}` : `${day}.${month}`));

  test.each([
    ["on 22 May", ["22.5"]],
    ["on may 22nd, 2015", ["22.5"]],
    ["18th of august", ["18.8"]],
    ["2015-08-18", ["18.8"]],
    ["18 aug", ["18.8"]],
    ["18-20 may", ["18.5", "19.5", "20.5"]],
    ["between 18 and 20 May", ["18.5", "19.5", "20.5"]],
    ["early july 2015", ["7"]],
    ["in May", ["5"]],
    ["you may leave", []],
    ["24 people in july", ["7"]],
  ])("%s", (text, expected) => {
    expect(days(text)).toEqual(expected);
  });

  test("years", () => {
    expect(yearsIn(tokensOf("in 2016, or 400, or 1999")).map(({ year }) => year)).toEqual([2016, 1999]);
  });
});

describe("words", () => {
  test.each([
    ["executed", "executions"],
    ["killed", "killings"],
    ["died", "deaths"],
    ["fled", "fleeing"],
    ["evacuated", "évacués"],
    ["executed", "hingerichtet"],
    ["executed", "ejecutaron"],
    ["executed", "казнили"],
    ["executed", "أعدمت"],
    ["people", "personnes"],
    ["civilians", "المدنيين"],
    ["retook", "captured"],
  ])("%s and %s are one", (first, second) => {
    const term = (text: string) => termOf(tokensOf(text)[0]?.word ?? "");
    expect(term(first)).toBe(term(second));
  });

  test.each(["toast", "tuesday", "combat", "assault", "sold", "mortgage", "killer", "tot"])(
    "%s stays English",
    (word) => {
      expect(plainWord(word)).toBe(word === "combat" ? "fighting" : word);
    },
  );

  test("elisions and suffixes behind an apostrophe leave the name", () => {
    expect(tokensOf("l'État de palmyra'da").map(({ word }) => word)).toEqual(["etat", "de", "palmyra", "da"]);
    expect(tokensOf("Ba'ath").map(({ word }) => word)).toEqual(["baath"]);
  });

  test("an Arabic article before a word is known", () => {
    expect(tokensOf("al-Hail, a hail").map(({ word, articled }) => [word, articled])).toContainEqual([
      "hail",
      true,
    ]);
    expect(tokensOf("a hail storm").some(({ articled }) => articled)).toBe(false);
  });
});

describe("a message without its marks", () => {
  test.each([
    ["<@140000000000000004> <@&1> <#2> hi", "hi"],
    ["<:pepe:4567890123456789><a:x:1> </event:17> <t:1432000000:R> hi", "hi"],
    ["@everyone @here hi", "hi"],
    ["https://example.org/400_people hi www.x.org", "hi"],
    ["[the report](https://example.org/a) hi", "the report hi"],
    ["a@example.org hi :joy:", "hi"],
    ["```js\nhi\n```", "hi"],
    ["`hi` **there** ||you||", "hi there you"],
    ["> hi\n>>> there\n# you", "hi there you"],
  ])("%s", (text, expected) => {
    expect(plainText(text).replace(/\s+/g, " ").trim()).toBe(expected);
  });

  test("text of any shape takes time in proportion to its length", () => {
    for (const part of [
      "a.",
      "[",
      "<@",
      "1",
      "1.",
      "$1,",
      "*",
      "`",
      ">",
      "http://",
      ":a",
      "al-",
      "a'b",
      "@",
      "«",
    ]) {
      const read = (times: number) => tokensOf(withoutOtherNumbers(plainText(part.repeat(times))));
      expect(
        costRatio(
          () => read(longestText),
          () => read(longestText / 10),
        ),
        part,
      ).toBeLessThan(40);
    }
  });
});

describe("spelling", () => {
  const words = ["palmyra", "palmira", "evacuate", "jazal", "oil"];
  const near = (word: string, edits = 1) =>
    createSpellings(words)
      .near(word, edits)
      .map(({ number }) => words[number]);

  test("words one edit apart are found: a letter put in, left out, exchanged, two swapped", () => {
    expect(near("palmyyra")).toEqual(["palmyra"]);
    expect(near("plmyra")).toEqual(["palmyra"]);
    expect(near("palmyta")).toEqual(["palmyra"]);
    expect(near("evacaute")).toEqual(["evacuate"]);
    expect(near("palmyra", 2)).toEqual(["palmyra", "palmira"]);
  });

  test("others are not", () => {
    expect(near("palm")).toEqual([]);
    expect(near("ol")).toEqual([]);
    expect(near("")).toEqual([]);
    expect(near("a".repeat(500))).toEqual([]);
  });
});

describe("names", () => {
  const vocabulary = createVocabulary();
  const names = createNames(library.catalogue, vocabulary);
  const spotted = (text: string) => {
    const tokens = tokensOf(text);
    const meanings = tokens.map((token) => vocabulary.meanings(token));
    const found = names.spot(tokens, (at) => meanings[at] ?? [], { typed: true });
    return [...new Set(found.map(({ entry }) => names.entries[entry]?.id.split(":")[1]))].sort();
  };

  test.each([
    ["they took tadmur", ["palmyra"]],
    ["في تدمر", ["palmyra"]],
    ["in Palmyrra", ["palmyra"]],
    ["L'État islamique", ["isil"]],
    ["da'esh did", ["isil"]],
    ["the syrian observatory for human rights said", ["sohr"]],
    ["khaled al asad", ["khaled-al-asaad"]],
    ["the palmyra theater", ["palmyra", "palmyra-theatre"]],
    ["Пальмире", ["palmyra"]],
  ])("%s", (text, expected) => {
    expect(spotted(text)).toEqual(expected);
  });

  test.each([
    "Assad flew away",
    "a camel in the desert",
    "the machine is broken",
    "hail storm",
    "heil",
    "the police station and the hospital",
    "militants, soldiers, civilians, residents",
    "is group three ready",
    "Palmyra, New York",
    "Palmyra Atoll",
    "Ain Sokhna",
    "Al-Assad's palace",
  ])("none in: %s", (text) => {
    expect(spotted(text)).toEqual([]);
  });
});
