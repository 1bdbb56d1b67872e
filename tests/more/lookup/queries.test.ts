import { describe, expect, test } from "vitest";
import { dossier, library } from "../../cards/library.ts";
import { lines, notHeld, notHeldHeldOut, worded, wordedHeldOut } from "../../search/scenarios.ts";
import { costRatio } from "../../support/cost.ts";
import { fc } from "../../support/fast-check.ts";

/*
 * Queries, as /search reads them: nearly all that is asked for must be answered, by an excerpt's own words or by the
 * names, figures and days of what it bears on.
 */

const { lookup } = library;
const excerptsOf = (query: string) => lookup.search(query).excerpts.map(({ excerpt }) => excerpt.id);
const entriesOf = (query: string) => lookup.search(query).entries.map(({ id }) => id.split("/")[1]);

describe.each([
  ["tuned on", worded, notHeld],
  ["held out", wordedHeldOut, notHeldHeldOut],
])("queries, %s", (_, asked, absent) => {
  test("find excerpts by their words", () => {
    const rows = lines(asked).map(([query = "", ids = ""]) => {
      const place = excerptsOf(query).findIndex((id) => ids.split(",").includes(id));
      return { query, place };
    });
    const late = rows.filter(({ place }) => place !== 0).map(({ query }) => query);
    expect(late.length / rows.length, late.join("\n")).toBeLessThanOrEqual(0.05);
    expect(rows.every(({ place }) => place >= 0 && place < 5)).toBe(true);
  });

  test("find nothing that holds all the words of what is not held, and say so of what holds some", () => {
    const found = lines(absent).flatMap(([query = ""]) => {
      const { excerpts, asked } = lookup.search(query);
      return excerpts.length > 0 && asked !== "some" ? [query] : [];
    });
    expect(found).toEqual([]);
  });
});

describe("what a query may be", () => {
  test.each([
    ["four hundred executed", "PAL-13"],
    ["10k rounds", "PAL-07"],
    ["19 may", "PAL-08"],
    ["2015-08-18", "PAL-15"],
    ["8 august 2015", "PAL-10"],
    ["may", "PAL-08"],
    ["the fleeing officers", "PAL-09"],
    ["خالد الاسعد", "PAL-15"],
    ["soukhneh police", "PAL-02"],
    ["thermal missil", "PAL-07"],
    ["civilan evacuation", "PAL-09"],
    ["lol my dog ran away again today anyway SAA officers fled palmyra ahead of conscripts", "PAL-09"],
  ])("%s", (query, first) => {
    expect(excerptsOf(query)[0]).toBe(first);
  });

  test.each(["8 may", "four hundred fifty executed", "assad", "tadmur prison", "is", "what", " ", "", "👍"])(
    "nothing: %s",
    (query) => {
      expect([...excerptsOf(query), ...entriesOf(query)]).toEqual([]);
    },
  );

  test.each([
    ["unesco", "actor:unesco"],
    ["jazal", "place:jazal-oil-field"],
    ["tadmur", "place:palmyra"],
    ["داعش", "actor:isil"],
    ["state tv", "actor:state-tv"],
  ])("%s names its entry before what it is linked with", (query, first) => {
    expect(entriesOf(query)[0]).toBe(first);
  });
});

test("any text has an answer: each excerpt and entry once, bold inside the excerpt", () => {
  const piece = fc.oneof(
    fc.constantFrom(..."palmyra tadmur executed 400 may 18 of to isis السخنة ' - , ( \" \n".split(" ")),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const query = pieces.join(" ");
      const { excerpts: found, entries } = lookup.search(query);
      expect(found.length).toBeLessThanOrEqual(20);
      expect(new Set(found.map(({ excerpt }) => excerpt)).size).toBe(found.length);
      expect(new Set(entries).size).toBe(entries.length);
      for (const { excerpt, ranges } of found) {
        for (const [start, end] of ranges) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(excerpt.exact.length);
        }
      }
    }),
    { numRuns: 300 },
  );
});

describe("6,000 characters cost at most ten times what 32 cost", () => {
  const text = dossier.excerpts.map(({ exact }) => exact).join(" ");
  const kinds: Readonly<Record<string, string>> = {
    "a question": "how many executed in palmyra now ",
    "the source": `${text} `,
    "the source backwards": `${text.split(" ").toReversed().join(" ")} `,
    "what is read as a message":
      "lol my dog ran away again today anyway SAA officers fled palmyra ahead of conscripts ",
    "misspelt names": "palmrya tadmru sukhnha jazla huwwarn ",
    "unknown words": Array.from({ length: 400 }, (_, at) => `q${(at * 7919).toString(26)}zor `).join(""),
    "one word": "palmyra",
    Arabic: "معركة تدمر السخنة خالد الأسعد ",
    Cyrillic: "падение Пальмиры ",
    Chinese: "帕尔米拉的陷落",
    emoji: "👩‍👩‍👧‍👦",
    marks: "p\u0301\u0301\u0301\u0301",
    numbers: "168 400 18 may 2015 ",
  };
  const ways: Readonly<Record<string, (query: string) => unknown>> = {
    search: (query) => lookup.search(query).excerpts.length > 0 || lookup.nearTo(query),
    find: (query) => lookup.find("place", query),
    complete: (query) => lookup.complete("event", query),
  };

  test.each(Object.entries(kinds))("%s", (_, piece) => {
    const long = piece.repeat(Math.ceil(6000 / piece.length)).slice(0, 6000);
    const short = long.slice(0, 32);
    for (const [way, ask] of Object.entries(ways)) {
      expect(
        costRatio(
          () => ask(long),
          () => ask(short),
        ),
        way,
      ).toBeLessThan(10);
    }
  });
});
