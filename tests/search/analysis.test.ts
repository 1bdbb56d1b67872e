import { describe, expect, test } from "vitest";
import { z } from "zod";
import { longestText, plainText, withoutOtherNumbers } from "../../src/lookup/plain.ts";
import { tokensOf, wordsOf } from "../../src/search/analysis.ts";
import { daysIn } from "../../src/search/figures.ts";
import { normalise } from "../../src/search/normalise.ts";
import {
  isEmpty,
  languageOf,
  languages,
  lemmaOf,
  questionsIn,
  translationsOf,
} from "../../src/search/vocabulary.ts";
import { costRatio } from "../support/cost.ts";

/* What a text is made of: words, figures that count something, days; and what is known of words beforehand. */

const values = (text: string) =>
  tokensOf(withoutOtherNumbers(text))
    .filter(({ kind }) => kind === "figure")
    .map(({ word }) => Number(word));

describe("words", () => {
  test.each([
    ["18 aug", ["18", "august"]],
    ["Aug 18th, 2015", ["august", "18", "2015"]],
    ["2015-08-18", ["18", "august", "2015"]],
    ["2015/08/18", ["18", "august", "2015"]],
    ["18/8/2015", ["18", "august", "2015"]],
    ["18-08-2015", ["18", "august", "2015"]],
    ["8月18日", ["18", "august"]],
    ["2015-08", ["august", "2015"]],
    ["Jan Mayen", ["jan", "mayen"]],
    ["8 août", ["8", "august"]],
    ["18 de agosto de 2015", ["18", "august", "2015"]],
    ["mayıs 2015", ["may", "2015"]],
    ["18 авг", ["18", "august"]],
    ["18 августа", ["18", "august"]],
    ["١٨ آب", ["18", "august"]],
    ["Мая", ["maya"]],
    ["camp 22", ["camp", "22"]],
    ["४००", ["400"]],
    ["PAL–07", ["pal", "07"]],
    ["Shawbak ash", ["shawbak"]],
  ])("%s", (text, expected) => expect(wordsOf(text)).toEqual(expected));

  test("elisions and suffixes behind an apostrophe leave the name", () => {
    expect(tokensOf("l'État de palmyra'da").map(({ word }) => word)).toEqual(["etat", "de", "palmyra"]);
    expect(tokensOf("Ba'ath").map(({ word }) => word)).toEqual(["baath"]);
  });

  test("a date is one token, found by each of its days and by its month", () => {
    expect(tokensOf("between 18 and 20 May 2015")).toMatchObject([
      { word: "between" },
      { kind: "date", forms: ["~18-5", "~19-5", "~20-5", "~5"] },
      { kind: "figure", word: "2015" },
    ]);
  });
});

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
    daysIn(wordsOf(text)).map(({ day, month }) => (day === null ? `${month}` : `${day}.${month}`));

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
});

const lists = z.record(z.string(), z.string().regex(/^\S+(?: \S+)*$/));
const vocabularySchema = z.strictObject({
  language: z.enum(languages),
  source: z.string().regex(/\.$/),
  function: z.string().regex(/^\S+(?: \S+)*$/),
  questions: lists,
  words: lists,
  beginnings: lists.default({}),
  related: lists.default({}),
});

describe("vocabulary", () => {
  test.each(languages)("%s: every word is in the form in which the search compares it", async (language) => {
    const { default: data } = await import(`../../src/search/vocabulary/${language}.json`, {
      with: { type: "json" },
    });
    const { words, beginnings, related, questions, function: empty } = vocabularySchema.parse(data);
    const lists = [words, beginnings, related, questions].flatMap((each) => Object.values(each));
    for (const word of [...lists, empty].flatMap((list) => list.split(" ")))
      expect(normalise(word)).toBe(word);
  });

  test.each([
    ["executed", "executions"],
    ["killed", "killings"],
    ["died", "deaths"],
    ["fled", "fleeing"],
  ])("%s and %s have one lemma", (first, second) => expect(lemmaOf(first)).toBe(lemmaOf(second)));

  test.each([
    ["evacues", "evacuate"],
    ["hingerichtet", "execute"],
    ["ejecutaron", "execute"],
    ["kaznili", "execute"],
    ["اعدمت", "execute"],
    ["polizeistation", "police"],
  ])("%s stands for %s", (word, english) => expect(translationsOf(word, "en")).toContain(english));

  test.each([
    "toast",
    "tuesday",
    "assault",
    "sold",
    "mortgage",
    "killer",
    "livre",
    "militarise",
    "personalise",
  ])("%s stays English in English", (word) => expect(translationsOf(word, "en")).toEqual([]));

  test("retaking is no capture", () => {
    expect(lemmaOf("retook")).not.toBe(lemmaOf("captured"));
    expect(lemmaOf("recaptured")).not.toBe(lemmaOf("captured"));
  });

  test.each([
    ["wie viele sind in der Stadt gestorben", "de"],
    ["combien de morts à Palmyre", "fr"],
    ["cuántos murieron en la ciudad", "es"],
    ["how many died in the city", "en"],
    ["palmyra", "en"],
  ])("%s is %s", (text, language) => expect(languageOf(wordsOf(text))).toBe(language));

  test("what says nothing depends on the language where English has the word", () => {
    expect(isEmpty("die", "en")).toBe(false);
    expect(isEmpty("die", "de")).toBe(true);
    expect(isEmpty("ve", "en")).toBe(true);
  });

  test.each([
    ["how many were killed", "howMany"],
    ["wie viele Tote", "howMany"],
    ["кто сказал", "who"],
    ["où est la prison", "where"],
    ["متى سقطت", "when"],
  ])("%s asks %s", (text, kind) => expect([...questionsIn(wordsOf(text))]).toContain(kind));
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
