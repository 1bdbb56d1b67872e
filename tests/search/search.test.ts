import { describe, expect, it } from "vitest";
import { createSearch } from "../../src/search/index.ts";
import { costRatio } from "../support/cost.ts";
import { fc } from "../support/fast-check.ts";

const records = [
  {
    id: "place:palmyra",
    names: ["Palmyra", "Tadmur", "Tadmor", "تدمر"],
    text: "city in Homs governorate, Syria",
    prominence: 9,
  },
  { id: "place:theatre", names: ["Palmyra theatre", "Roman theatre"], prominence: 2 },
  { id: "place:sukhnah", names: ["Al-Sukhnah", "Sukhna"], prominence: 3 },
  { id: "place:huwwarin", names: ["Huwwarin"] },
  { id: "place:hawa", names: ["Al-Hawa", "Hawa"] },
  { id: "actor:khaled", names: ["Khaled al-Asaad"], prominence: 1 },
  {
    id: "event:khaled",
    names: ["Khaled al-Asaad, 18 August 2015"],
    related: ["Palmyra"],
    text: "On 18 August 2015, ISIS beheaded a respected antiquarian",
    prominence: 1,
  },
  {
    id: "event:field",
    names: ["Jazal oil field, 18-20 May"],
    text: "clashes took place between 18 and 20 May, leaving 48 soldiers dead",
  },
  {
    id: "question:figures",
    names: ["Executed, killed, detained: figures given"],
    related: ["Palmyra", "state TV"],
    text: "state TV reported 400 people had been executed",
  },
] as const;
const search = createSearch(records);
const first = (query: string) => search.find(query)[0];

describe("words without a subject of their own", () => {
  const foreign = createSearch([
    { id: "group", names: ["Sources in the city", "fuentes de la oposición", "источники по городу"] },
    { id: "square", names: ["Square", "place de la liberté"], text: "in the north" },
  ]);
  const ids = (query: string) => foreign.find(query).map(({ id }) => id);

  it.each(["in the", "de la", "Andes", "Los Andes"])("do not make %s the name of anything", (query) =>
    expect(ids(query)).toEqual([]),
  );

  it.each([
    ["fuentes de la oposicion", "group"],
    ["fuentes en la oposicion", "group"],
    ["place liberte", "square"],
  ])("join the words of %s", (query, id) => expect(ids(query)).toEqual([id]));

  it("may begin a name", () => {
    const names = createSearch([{ id: "la-paz", names: ["La Paz"] }]);
    expect(names.find("la").map(({ id }) => id)).toEqual(["la-paz"]);
  });
});

describe("find", () => {
  it.each([
    ["palmyra", "place:palmyra", "Palmyra"],
    ["tadmour", "place:palmyra", "Tadmur"],
    ["تدمر", "place:palmyra", "تدمر"],
    ["Пальмира", "place:palmyra", "Palmyra"],
    ["حوارين", "place:huwwarin", "Huwwarin"],
    ["خالد الأسعد", "actor:khaled", "Khaled al-Asaad"],
    ["es-sokhna", "place:sukhnah", "Sukhna"],
    ["alsukhnah", "place:sukhnah", "Al-Sukhnah"],
    ["theatre palmyra", "place:theatre", "Palmyra theatre"],
    ["palmyra th", "place:theatre", "Palmyra theatre"],
    ["pal", "place:palmyra", "Palmyra"],
    ["palmyra syria", "place:palmyra", "Palmyra"],
    ["khaled asaad palmyra", "event:khaled", "Khaled al-Asaad, 18 August 2015"],
    ["18 aug", "event:khaled", "Khaled al-Asaad, 18 August 2015"],
    ["19 may", "event:field", "Jazal oil field, 18-20 May"],
    ["how many executed in palmyra", "question:figures", "Executed, killed, detained: figures given"],
    ["400 state tv", "question:figures", "Executed, killed, detained: figures given"],
  ])("%s", (query, id, name) => {
    expect(first(query)).toMatchObject({ id, name });
  });

  it.each([
    "ain sokhna",
    "العين السخنة",
    "palmyra ny",
    "palmyra new york",
    "hama",
    "homs",
    "bashar al-assad",
    "jazal oil field 2019",
    "how many executed in raqqa",
    "",
    " ",
    "?!",
    "🙂",
  ])("does not take %s for anything it holds", (query) => {
    expect(search.find(query)).toEqual([]);
  });

  it("gives the very name the score 1, and nothing else more than that", () => {
    expect(first("Palmyra")?.score).toBe(1);
    for (const { score } of search.find("palmyra")) expect(score).toBeLessThanOrEqual(1);
  });

  it("names no record twice and keeps to the limit", () => {
    const hits = search.find("tadm", 25);
    expect(new Set(hits.map(({ id }) => id)).size).toBe(hits.length);
    expect(search.find("palmyra", 1)).toHaveLength(1);
    expect(search.find("palmyra", 0)).toEqual([]);
  });

  it("breaks ties by prominence, then by name, whatever the order of the records", () => {
    const twins = [
      { id: "c", names: ["Springfield B"], prominence: 1 },
      { id: "b", names: ["Springfield A"], prominence: 1 },
      { id: "a", names: ["Springfield C"], prominence: 5 },
    ];
    const ids = (given: typeof twins) =>
      createSearch(given)
        .find("springfield")
        .map(({ id }) => id);
    expect(ids(twins)).toEqual(["a", "b", "c"]);
    expect(ids([...twins].reverse())).toEqual(["a", "b", "c"]);
  });
});

describe("long names", () => {
  it("of any length leave the other words of a name where they are", () => {
    const long = createSearch([{ id: "long", names: [`Aleppo ${"b".repeat(70_000)} hospital`] }]);
    expect(long.find("aleppo hospital", 1)).toHaveLength(1);
  });
});

describe("findText", () => {
  it.each([
    ["antiquarian beheading", "event:khaled"],
    ["soldier clash", "event:field"],
    ["400 state tv", "question:figures"],
    ["how many people were executed", "question:figures"],
  ])("%s", (query, id) => expect(search.findText(query)[0]?.id).toBe(id));

  it("gives what holds some of the words for less", () => {
    const [all, some] = ["400 state tv", "500 state tv"].map((query) => search.findText(query)[0]);
    expect(some?.id).toBe(all?.id);
    expect(some?.score).toBeLessThan(0.6 * (all?.score ?? 0));
  });

  it.each(["cavalry charge at dawn", "raqqa", ""])("%s: nothing", (query) => {
    expect(search.findText(query)).toEqual([]);
  });
});

describe("createSearch", () => {
  it("refuses a second record of one id, and names that are no names", () => {
    expect(() =>
      createSearch([
        { id: "a", names: ["A"] },
        { id: "a", names: ["B"] },
      ]),
    ).toThrow('"a"');
    expect(() => createSearch([{ id: "b", names: [] }])).toThrow('"b"');
    expect(() => createSearch([{ id: "c", names: ["C", " … "] }])).toThrow('"c"');
  });

  it("holds nothing where there is nothing", () => {
    const empty = createSearch([]);
    expect([...empty.find("a"), ...empty.findText("a")]).toEqual([]);
  });

  it("answers anything typed, with sorted scores from 0 to 1", () => {
    const typed = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc
        .array(fc.constantFrom("palmyra", "تدمر", "18", "may", "-", "the", "x", "executed"), { maxLength: 9 })
        .map((words) => words.join(" ")),
    );
    fc.assert(
      fc.property(typed, (query) => {
        for (const hits of [search.find(query), search.findText(query)]) {
          const scores = hits.map(({ score }) => score);
          expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
          expect(scores).toEqual([...scores].sort((a, b) => b - a));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("finds every record by each of its names", () => {
    const name = fc
      .string({ unit: fc.constantFrom(..."abdehiklmnorstuéñ'- ابتدرسن18"), minLength: 1, maxLength: 20 })
      .filter((text) => /[\p{L}\p{N}]/u.test(text));
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 20 }), (names) => {
        const many = createSearch(names.map((text, at) => ({ id: String(at), names: [text] })));
        for (const text of names) expect(many.find(text)[0]?.score).toBe(1);
      }),
      { numRuns: 100 },
    );
  });

  it("reads long queries in bounded time", () => {
    const short = "how many executed in palmyra now";
    const long = short.repeat(200).slice(0, 6000);
    expect(
      costRatio(
        () => search.find(long),
        () => search.find(short),
      ),
    ).toBeLessThan(10);
  });
});
