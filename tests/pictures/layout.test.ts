import { describe, expect, test } from "vitest";
import { readBaseMap } from "../../src/dossier/base-map.ts";
import { layoutFigures } from "../../src/pictures/figures.ts";
import { createLetters } from "../../src/pictures/letters.ts";
import { layoutMap } from "../../src/pictures/map.ts";
import type { FigureRow, MapPlace, NameList, TimelineRow } from "../../src/pictures/picture.ts";
import { toSvg } from "../../src/pictures/svg.ts";
import { layoutTimeline } from "../../src/pictures/timeline.ts";
import { fc } from "../support/fast-check.ts";
import { expectReadable } from "./measure.ts";
import { figureWords, mapWords, timelineWords } from "./words.ts";

/*
 * Whatever the data: text stays inside the picture and off other text and marks, and what cannot be drawn is left
 * out rather than broken.
 */

const letters = createLetters();
const read = readBaseMap("data/palmyra-2015");
if ("problem" in read) throw new Error(read.problem);
const base = read.map;

/** Names of many lengths and scripts; some in letters that the fonts lack. */
const name = fc.oneof(
  fc.constantFrom(
    "Palmyra",
    "تدمر",
    "مدينة دير الزور",
    "Дейр-эз-Зор",
    "東京",
    "תדמור",
    "Ḩamāh (حماة)",
    "A & <B>",
  ),
  fc.string({ minLength: 1, maxLength: 200, unit: "grapheme" }),
  fc.stringMatching(/^[A-Z][a-z]{2,14}( [A-Z][a-z]{2,14}){0,20}$/),
);

const anywhere = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});

/** A set of points as wide as a street, a town, a country or the Earth, anywhere. */
const points = fc
  .tuple(anywhere, fc.constantFrom(0, 0.002, 0.1, 3, 30), fc.array(anywhere, { minLength: 1, maxLength: 30 }))
  .map(([middle, width, offsets]) =>
    offsets.map(({ latitude, longitude }) => ({
      latitude: Math.max(-90, Math.min(90, middle.latitude + (latitude / 90) * width)),
      longitude: ((middle.longitude + (longitude / 180) * width + 540) % 360) - 180,
    })),
  );

const places = fc.oneof(points, fc.array(anywhere, { minLength: 1, maxLength: 12 })).chain((spots) =>
  fc.tuple(
    ...spots.map((spot) =>
      fc.record({
        name,
        kind: fc.oneof(
          { weight: 5, arbitrary: fc.constantFrom("town", "village", "oil field", "building") },
          { weight: 1, arbitrary: name },
        ),
        latitude: fc.constant(spot.latitude),
        longitude: fc.constant(spot.longitude),
        radiusKm: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 20, noNaN: true }), fc.constant(500)),
        standing: fc.constantFrom<MapPlace["standing"]>("site", "site", "other", "asked"),
      }),
    ),
  ),
);

function listOf(names: readonly string[]): NameList {
  return { label: "Without coordinates:", names, more: "others, in the card’s text" };
}

describe("maps", () => {
  test("of any places on Earth are readable", () => {
    fc.assert(
      fc.property(places, name, fc.array(name, { maxLength: 40 }), (shown, title, unknown) => {
        const picture = {
          type: "map",
          dossier: "x",
          title,
          subtitle: "Places",
          places: shown,
          notes: unknown.slice(0, 2),
          unlocated: listOf(unknown),
          words: mapWords,
        } as const;
        const drawing = layoutMap(picture, base, letters);
        if (drawing === undefined) {
          expect(shown.some(({ standing }) => standing !== "other")).toBe(false);
          return;
        }
        expectReadable(drawing);
        expect(toSvg(drawing, letters)).not.toMatch(/NaN|undefined|Infinity/);
      }),
      { numRuns: 250 },
    );
  });

  const place = (more: Partial<MapPlace>): MapPlace => ({
    name: "Palmyra",
    kind: "city",
    latitude: 34.56,
    longitude: 38.27,
    radiusKm: 2,
    standing: "site",
    ...more,
  });
  const mapOf = (shown: readonly MapPlace[], unknown: string[] = []) =>
    layoutMap(
      {
        type: "map",
        dossier: "x",
        title: "Places",
        subtitle: "",
        places: shown,
        notes: [],
        unlocated: listOf(unknown),
        words: mapWords,
      },
      base,
      letters,
    );
  const textsOf = (shown: readonly MapPlace[], unknown: string[] = []) =>
    (mapOf(shown, unknown)?.texts ?? []).map(({ text }) => text).join("\n");

  test("leave out coordinates that are not on the Earth", () => {
    expect(mapOf([place({ latitude: 91 }), place({ longitude: Number.NaN })])).toBeUndefined();
    const drawing = mapOf([place({}), place({ name: "Nowhere", latitude: 900 })]);
    expect(drawing?.texts.some(({ text }) => text === "Nowhere")).toBe(false);
  });

  test("of 500 places name what there is room for and say how many they don't", () => {
    const many = Array.from({ length: 500 }, (_, index) =>
      place({
        name: `Place ${index}`,
        latitude: 34 + (index % 25) / 10,
        longitude: 37 + Math.floor(index / 25) / 10,
      }),
    );
    const drawing = mapOf(many);
    expect(drawing).toBeDefined();
    if (drawing) expectReadable(drawing);
    expect(textsOf(many)).toMatch(/Drawn without a name: \d+/);
  });

  test("say whose the boundaries are, and which places could not be drawn", () => {
    const texts = textsOf([place({})], ["Al-Thathah", "東京"]);
    expect(texts).toContain("Boundaries (de facto): Natural Earth");
    expect(texts.match(/Natural Earth/g)).toHaveLength(1);
    expect(texts).toContain("Without coordinates: Al-Thathah · others, in the card’s text");
  });

  test("a frame that the base map does not hold whole has no boundaries and credits none", () => {
    expect(textsOf([place({ latitude: -30, longitude: -60 })])).not.toContain("Natural Earth");
  });

  test("a place on both sides of the date line is one frame", () => {
    const pair = [
      place({ latitude: -17, longitude: 179.9 }),
      place({ name: "East", latitude: -17, longitude: -179.9 }),
    ];
    expect(textsOf(pair)).toContain("5 km");
  });

  test("a place whose sources disagree by much is a circle, without a point in its middle", () => {
    const vague = mapOf([place({ radiusKm: 30 }), place({ name: "Mahin", longitude: 37.06, radiusKm: 0 })]);
    expect(vague?.marks).toHaveLength(1);
    expect(vague?.shapes.filter(({ dash }) => dash === "7 5")).toHaveLength(1);
  });

  test("draw nothing between places", () => {
    const shapes =
      mapOf([place({}), place({ name: "Mahin", latitude: 34.24, longitude: 37.06 })])?.shapes ?? [];
    expect(shapes.some(({ d }) => d.includes("marker"))).toBe(false);
  });
});

const day = fc
  .tuple(fc.integer({ min: 1, max: 9998 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .map((parts) => parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, "0")).join("-"));

const row = fc.record({
  title: name,
  date: fc.constantFrom("“between 18 and 20 May”*", "“In early July 2015”", "“في 22 أيار”", "“東京”"),
  ends: fc.oneof(
    fc.tuple(day, day),
    day.map((each) => [each, each] as const),
    fc.constantFrom(["2015-05-18", "2015-05-20"] as const, ["2015-07-01", "2015-07-31"] as const),
  ),
  precision: fc.constantFrom<TimelineRow["precision"]>("day", "within", "by", "near"),
  mark: fc.constantFrom<TimelineRow["mark"]>("happened", "reported"),
  note: fc.constantFrom("PAL-08", "the day it was reported · PAL-11"),
});

describe("timelines", () => {
  test("of any dates are readable", () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 10 }),
        fc.array(name, { maxLength: 10 }),
        (rows, undated) => {
          const drawing = layoutTimeline(
            {
              type: "timeline",
              title: "Timeline",
              subtitle: "Entries",
              rows: rows
                .map(({ ends, ...rest }) => {
                  const [first = "", last = ""] = [...ends].sort();
                  return { ...rest, first, last };
                })
                .sort((a, b) => (a.first < b.first ? -1 : 1)),
              notDrawn: [{ ...listOf(undated), label: "Without a date, so not drawn:" }],
              words: timelineWords,
            },
            letters,
          );
          expect(drawing).toBeDefined();
          if (drawing) expectReadable({ ...drawing, marks: [] });
          if (drawing) expect(toSvg(drawing, letters)).not.toMatch(/NaN|undefined|Infinity/);
        },
      ),
      { numRuns: 250 },
    );
  });

  test("without a date are not drawn", () => {
    expect(
      layoutTimeline(
        {
          type: "timeline",
          title: "Timeline",
          subtitle: "",
          rows: [],
          notDrawn: [listOf(["A"])],
          words: timelineWords,
        },
        letters,
      ),
    ).toBeUndefined();
  });

  test("entries of one day share a mark", () => {
    const one = { first: "2015-05-22", last: "2015-05-22", precision: "day", mark: "reported" } as const;
    const rows = ["A", "B", "C"].map((title) => ({ ...one, title, date: "“22 May 2015”", note: "PAL-11" }));
    const drawing = layoutTimeline(
      { type: "timeline", title: "T", subtitle: "", rows, notDrawn: [], words: timelineWords },
      letters,
    );
    expect(new Set(drawing?.marks.map(({ left, top }) => `${left},${top}`)).size).toBe(1);
  });
});

const figure = fc.record({
  notice: fc.option(fc.constantFrom("What “In contrast” answers is not in this collection.", "“東京”")),
  speaker: name,
  figure: fc.constantFrom(
    "“168”",
    "“between 150 and up to 280”",
    "“at least 400 people, and by some accounts more”",
  ),
  ends: fc.tuple(
    fc.option(fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 10_000_000 }))),
    fc.option(fc.integer({ min: 0, max: 10_000_000 })),
  ),
  note: fc.constantFrom("PAL-11 · “On 22 May”", "PAL-13 · date: not said"),
});

describe("figures", () => {
  test("of any size are readable, or there is no picture", () => {
    fc.assert(
      fc.property(fc.array(figure, { minLength: 1, maxLength: 8 }), (given) => {
        const rows = given.map(({ ends: [low, high], ...rest }): FigureRow => {
          const sorted = low !== null && high !== null && low > high ? [high, low] : [low, high];
          return { ...rest, low: sorted[0] ?? null, high: sorted[1] ?? null };
        });
        const drawing = layoutFigures(
          {
            type: "figures",
            title: "Figures given",
            subtitle: "",
            groups: [{ counted: "Counted: “people”, “killed”", rows }],
            words: figureWords,
          },
          letters,
        );
        const numbered = rows.filter(({ low, high }) => low !== null || high !== null);
        expect(drawing === undefined).toBe(numbered.length < 2);
        if (drawing) expectReadable(drawing);
        if (drawing) expect(toSvg(drawing, letters)).not.toMatch(/NaN|undefined|Infinity/);
      }),
      { numRuns: 250 },
    );
  });
});
