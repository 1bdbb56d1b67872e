import { describe, expect, it } from "vitest";
import { createPattern, measure } from "../../src/search/distance.ts";
import { createSlips, mostSlips } from "../../src/search/edit-costs.ts";
import { fold } from "../../src/search/fold.ts";
import { dropArticles, normalise } from "../../src/search/normalise.ts";
import { createAlphabet } from "../../src/search/postings.ts";
import { skeleton, sounds } from "../../src/search/sounds.ts";
import { lemmaOf } from "../../src/search/vocabulary.ts";
import { fc } from "../support/fast-check.ts";

describe("normalise", () => {
  it.each([
    ["Al-Sukhnah", "al sukhnah"],
    ["Ba'ath  Party!", "baath party"],
    ["Palmîra", "palmira"],
    ["Łódź", "lodz"],
    ["10,000 rounds", "10000 rounds"],
    ["الأسعد", "الاسعد"],
    ["السُّخْنَة", "السخنه"],
    ["تـــدمر", "تدمر"],
    ["١٨ آب", "18 اب"],
    ["Пальмира", "palmira"],
    ["10.000 balas", "10000 balas"],
    ["18.8.2015", "18 8 2015"],
    ["Palmyra’s ruins", "palmyra ruins"],
    ["the city's fall", "the city fall"],
    ['דאע"ש', "ds"],
    ["パルミラ", "parumira"],
    ["…", ""],
  ])("%s", (text, expected) => expect(normalise(text)).toBe(expected));

  it("gives the same form twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const once = normalise(text);
        expect(normalise(once)).toBe(once);
      }),
    );
  });
});

describe("dropArticles", () => {
  it.each([
    ["al sukhnah", "sukhnah"],
    ["as sukhnah", "sukhnah"],
    ["as it was", "as it was"],
    ["السخنه", "سخنه"],
    ["progreso el", "progreso"],
    ["the", "the"],
  ])("%s", (normal, expected) => expect(dropArticles(normal)).toBe(expected));
});

describe("fold", () => {
  it.each([
    ["sokhna", "sukhnah"],
    ["huwarin", "huwwareen"],
    ["tadmour", "tadmur"],
    ["qamishli", "kamishly"],
  ])("%s like %s", (first, second) => expect(fold(first)).toBe(fold(second)));

  it("hears the consonants that two scripts share", () => {
    expect(skeleton(sounds("تدمر"))).toBe(skeleton(sounds("tadmur")));
    expect(skeleton(sounds("حوارين"))).toBe(skeleton(sounds("huwwarin")));
  });
});

describe("words", () => {
  it("gives the forms of a word one stem", () => {
    expect(lemmaOf("executions")).toBe(lemmaOf("executed"));
    expect(lemmaOf("militants")).toBe(lemmaOf("militant"));
    expect(lemmaOf("organised")).toBe(lemmaOf("organisations"));
    expect(lemmaOf("beheadings")).toBe(lemmaOf("beheaded"));
    expect(lemmaOf("days")).toBe(lemmaOf("day"));
    expect(lemmaOf("day")).not.toBe(lemmaOf("dais"));
    expect(lemmaOf("chechens")).toBe(lemmaOf("chechen"));
  });

  it.each([
    ["andes", "and"],
    ["kale", "kaled"],
    ["tomas", "toma"],
    ["mass", "mas"],
  ])("%s, which is not inflected as English is, is not %s", (word, other) => {
    expect(lemmaOf(word)).not.toBe(lemmaOf(other));
  });
});

describe("slips", () => {
  const alphabet = createAlphabet();
  const weigh = createSlips(alphabet);
  const cost = (typed: string, name: string) => {
    const slips = { whole: 0, beginning: 0 };
    weigh(alphabet.encode(typed), alphabet.encode(name), slips);
    return slips;
  };
  const isLikely = (typed: string, name: string) =>
    cost(typed, name).whole <= mostSlips(Math.min(typed.length, name.length));

  it.each([
    ["palmrya", "palmyra"],
    ["pallmyra", "palmyra"],
    ["palmera", "palmyra"],
    ["palnyra", "palmyra"],
    ["palmya", "palmyra"],
    ["hajjna", "hajjana"],
    ["governemnt", "government"],
  ])("%s is %s mistyped", (typed, name) => expect(isLikely(typed, name)).toBe(true));

  it.each([
    ["jember", "member"],
    ["habana", "hajana"],
    ["perth", "party"],
    ["bonn", "born"],
    ["esenler", "cecenler"],
    ["radiologist", "archaeologist"],
    ["kemal", "kamel"],
    ["sohna", "suhne"],
  ])("%s is another name than %s", (typed, name) => expect(isLikely(typed, name)).toBe(false));

  it("forgives a word of English half as much", () => {
    const { whole } = cost("muniments", "monuments");
    expect(whole).toBeLessThanOrEqual(mostSlips(9));
    expect(whole).toBeGreaterThan(mostSlips(9, true));
    expect(cost("televsion", "television").whole).toBeLessThanOrEqual(mostSlips(9, true));
  });

  it("costs nothing where nothing differs, and less for a beginning than for the whole", () => {
    expect(cost("palmyra", "palmyra")).toEqual({ whole: 0, beginning: 0 });
    expect(cost("palm", "palmyra")).toMatchObject({ beginning: 0 });
    expect(cost("", "palmyra").beginning).toBe(0);
  });
});

describe("measure", () => {
  /** The textbook table of optimal string alignment, last row. */
  function lastRow(pattern: readonly number[], text: readonly number[]): number[] {
    const rows: number[][] = [];
    for (let i = 0; i <= pattern.length; i++) {
      const row: number[] = [i];
      for (let j = 1; j <= text.length; j++) {
        const above = rows[i - 1];
        if (above === undefined) {
          row.push(j);
          continue;
        }
        const change = pattern[i - 1] === text[j - 1] ? 0 : 1;
        let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + change);
        const swapped = pattern[i - 1] === text[j - 2] && pattern[i - 2] === text[j - 1];
        if (i > 1 && j > 1 && swapped) least = Math.min(least, (rows[i - 2]?.[j - 2] ?? 0) + 1);
        row.push(least);
      }
      rows.push(row);
    }
    return rows[pattern.length] ?? [];
  }

  it("agrees with the table, whole and for the nearest beginning", () => {
    const letters = fc.array(fc.integer({ min: 97, max: 100 }), { maxLength: 32 });
    fc.assert(
      fc.property(letters, letters, (pattern, text) => {
        const distances = { whole: 0, prefix: 0 };
        measure(createPattern(pattern), Uint8Array.from(text), 0, text.length, distances);
        const row = lastRow(pattern, text);
        expect(distances).toEqual({ whole: row[text.length], prefix: Math.min(...row) });
      }),
      { numRuns: 500 },
    );
  });
});
