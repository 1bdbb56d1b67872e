import { describe, expect, test } from "vitest";
import { figuresPicture } from "../../src/cards/figures.ts";
import { dossierMap, eventMap, hasMap, placeMap } from "../../src/cards/maps.ts";
import type { PictureBlock } from "../../src/cards/picture.ts";
import { timelinePicture } from "../../src/cards/timeline-picture.ts";
import { readBaseMap } from "../../src/dossier/base-map.ts";
import { createCatalogue, type Dossier, type Event } from "../../src/dossier/catalogue.ts";
import { type DateData, dossierSchema } from "../../src/dossier/schema.ts";
import { english } from "../../src/messages/english.ts";
import { plain } from "../../src/messages/message.ts";
import type { Picture } from "../../src/pictures/picture.ts";
import { distanceKm } from "../../src/pictures/sphere.ts";
import { colours } from "../../src/pictures/theme.ts";
import { dossier } from "../cards/library.ts";
import { claimOf, figures, question } from "./figures.ts";

/* What goes into a picture, before anything is drawn. */

function pictureIn<Type extends Picture["type"]>(
  block: PictureBlock | null | undefined,
  type: Type,
): Extract<Picture, { type: Type }> {
  const picture = block?.draw(english);
  if (picture?.type !== type) throw new Error(`there is no ${type}`);
  return picture as Extract<Picture, { type: Type }>;
}

const mapIn = (block: PictureBlock | null | undefined) => pictureIn(block, "map");
const linesOf = (block: PictureBlock | null | undefined) =>
  block?.lines.map((line) => plain(line, english)).join("\n");
const altOf = (block: PictureBlock | null | undefined) => plain(block?.alt ?? [], english);

const eventAt = (slug: string) => dossier.events.find(({ id }) => id.endsWith(`:${slug}`));
const placeAt = (slug: string) => dossier.places.find(({ id }) => id.endsWith(`:${slug}`));

/** A dossier of three sentences, the third behind a spoiler, with the given mentions of one place. */
function placed(
  mentions: readonly Partial<Record<"excerpt" | "words" | "basis" | "role" | "of", string>>[],
  more: Partial<Record<"placeTypeFrom", string>> = {},
): Dossier {
  const texts = ["The market is here.", "It stands near the market.", "The market burned."];
  const data = dossierSchema.parse({
    id: "made",
    version: 1,
    excerptPrefix: "MADE",
    title: "Made",
    description: "Made",
    source: {
      title: "Made",
      site: "Site",
      url: "https://example.org/Made",
      revision: null,
      selection: "All",
      licence: { name: "CC", url: "https://example.org/licence" },
      attribution: "Somebody",
    },
    excerpts: texts.map((exact, index) => ({
      id: `MADE-0${index + 1}`,
      exact,
      title: `Sentence ${index + 1}`,
      graphic: index === 2 ? "describes a fire" : null,
      graphicWords: index === 2 ? ["burned"] : [],
    })),
    places: [
      {
        id: "market",
        title: "Market",
        placeType: "building",
        mentions: mentions.map((mention) => ({
          excerpt: "MADE-01",
          words: "market",
          basis: "named",
          role: "site",
          ...mention,
        })),
        coordinates: [{ latitude: 34.5, longitude: 38.2, source: "made" }],
        ...more,
      },
    ],
    events: [
      {
        id: "all",
        title: "All",
        eventType: "event",
        excerpts: ["MADE-01", "MADE-02", "MADE-03"],
        places: ["market"],
      },
    ],
  });
  return createCatalogue([data]).dossiers[0] as Dossier;
}

describe("maps", () => {
  test("only what a sentence without a spoiler has as a site is in front", () => {
    for (const event of dossier.events) {
      const block = eventMap(event);
      expect(block !== null).toBe(hasMap(event));
      for (const { name, standing } of block === null ? [] : mapIn(block).places) {
        if (standing === "other") continue;
        const roles = dossier.places
          .filter(({ title }) => title === name)
          .flatMap(({ mentions }) => mentions)
          .filter(({ excerpt }) => event.excerpts.includes(excerpt) && excerpt.graphic === null)
          .map(({ role }) => role);
        expect(roles, `${event.id}: ${name}`).toContain("site");
      }
    }
  });

  test.each(["bearing", "contrast", "workplace", "speakers", "body", "name", "mentioned"])(
    "a place in the role of %s is no site",
    (role) => {
      const made = placed([{ role }]);
      expect(eventMap(made.events[0] as Event)).toBeNull();
      expect(dossierMap(made)).toBeNull();
      const [place] = made.places;
      expect(mapIn(place && placeMap(place)).places.map(({ standing }) => standing)).toEqual(["asked"]);
    },
  );

  test("a sentence behind a spoiler marks no place, and is not told of", () => {
    const made = placed([{ excerpt: "MADE-03" }]);
    expect(hasMap(made) || hasMap(made.events[0] as Event)).toBe(false);
    expect(eventMap(made.events[0] as Event)).toBeNull();
    expect(dossierMap(made)).toBeNull();
    const [place] = made.places;
    const map = mapIn(place && placeMap(place));
    expect([map.subtitle, map.places[0]?.standing]).toEqual(["", "asked"]);
  });

  test.each([
    [["named"], "Place of MADE-01, as named there"],
    [["reading"], "Place of MADE-01, as we read it"],
    [["named", "article"], "Place of MADE-01 and MADE-02, as named there or as we read it"],
  ])("says whether its places are named or read: %j", (bases, subtitle) => {
    const made = placed(bases.map((basis, index) => ({ excerpt: `MADE-0${index + 1}`, basis })));
    expect(mapIn(eventMap(made.events[0] as Event)).subtitle).toBe(subtitle);
  });

  test("says what of the sentence a place belongs to, where not to all of it", () => {
    const made = placed([{ of: "the 168 only" }]);
    expect(mapIn(eventMap(made.events[0] as Event)).notes).toEqual(["Market: said of the 168 only"]);
    expect(
      mapIn(eventMap(placed([{ of: "the 168 only" }, { excerpt: "MADE-02" }]).events[0] as Event)).notes,
    ).toEqual([]);
  });

  test("marks once what is from outside the text", () => {
    expect(mapIn(dossierMap(placed([{}]))).words.points).toBe(
      "Points and kinds: outside sources, not the article",
    );
    const told = placed([{}], { placeTypeFrom: "text" });
    expect(mapIn(dossierMap(told)).words.points).toBe("Points: outside sources, not the article");
  });

  test("a place that is only mentioned in an event is named in words, not drawn in front", () => {
    const event = eventAt("civilians-and-monuments");
    const block = event && eventMap(event);
    const front = mapIn(block).places.filter(({ standing }) => standing === "site");
    expect(front.map(({ name }) => name)).toEqual(["Palmyra"]);
    expect(linesOf(block)).toContain("Also mentioned, not marked: The ruins");
  });

  test("a circle is as wide as the sources disagree", () => {
    const jazal = placeAt("jazal-oil-field");
    expect(mapIn(jazal && placeMap(jazal)).places[0]).toMatchObject({ name: "Jazal oil field", radiusKm: 4 });
    const wider = jazal && placeMap({ ...jazal, precisionKm: 0.1 });
    expect(mapIn(wider).places[0]?.radiusKm).toBeGreaterThan(1.5);
  });

  test("places without coordinates are named in the picture and in words", () => {
    const block = dossierMap(dossier);
    const { unlocated } = mapIn(block);
    const names = unlocated?.names ?? [];
    expect(names).toContain("Al-Thathah");
    expect(unlocated?.label).toBe(`Without coordinates here (${names.length}):`);
    expect(altOf(block)).toContain("Without coordinates: ");
    expect(linesOf(block)).not.toContain("Al-Thathah");
  });

  test("sources on both sides of the date line have their middle between them", () => {
    const taveuni = placeAt("palmyra");
    const coordinates = [
      { latitude: -16.8, longitude: 179.9, source: "a" },
      { latitude: -16.8, longitude: -179.7, source: "b" },
    ];
    const block = taveuni && placeMap({ ...taveuni, coordinates });
    expect(mapIn(block).places[0]?.longitude).toBeCloseTo(-179.9, 6);
  });

  test("the bundled base map holds every place of its dossier", () => {
    const base = readBaseMap(`data/${dossier.id}`);
    const sheet = "map" in base ? base.map?.sheets[0] : undefined;
    for (const { coordinates, title } of dossier.places) {
      for (const { longitude, latitude } of coordinates) {
        if (!sheet) throw new Error("no base map");
        expect(distanceKm(sheet.centre, [longitude, latitude]) + 200, title).toBeLessThan(sheet.radiusKm);
      }
    }
  });
});

describe("timelines", () => {
  const date = (words: string, edtf: string | null, more: Partial<DateData> = {}): DateData => ({
    words,
    of: "it",
    is: null,
    year: edtf === null ? "notStated" : "inSentence",
    edtf,
    ...more,
  });
  const timelineOf = (dates: readonly (DateData | null)[]) => {
    const [excerpt] = dossier.excerpts;
    const [event] = dossier.events.filter(({ excerpts }) => excerpts.length > 0);
    const events = dates.map((happened, index) => ({
      ...event,
      title: `Event ${index}`,
      excerpts: [excerpt],
      happened,
      reported: null,
      places: [],
    })) as unknown as Event[];
    const block = timelinePicture({ ...dossier, events }, {}, 1);
    return { block, picture: block === null ? null : pictureIn(block, "timeline") };
  };

  test.each([
    ["On 22 May 2015", "2015-05-22", "day"],
    ["22.5.2015", "2015-05-22", "day"],
    ["In early July 2015", "2015-07", "near"],
    ["In July 2015", "2015-07", "within"],
    ["between 18 and 20 May 2015", "2015-05-18/2015-05-20", "within"],
    ["by 8 August 2015", "2015-08-08", "by"],
    ["since 22 May 2015", "2015-05-22", "near"],
    ["around July 2015", "2015-07", "near"],
    ["le 22 mai 2015", "2015-05-22", "near"],
  ])("the mark of “%s” says no more than its words", (words, edtf, precision) => {
    const { picture } = timelineOf([date(words, edtf)]);
    expect(picture?.rows[0]).toMatchObject({ date: `“${words}”`, precision });
  });

  test("solid for what happened, hollow for a report or a release, which it says", () => {
    const { picture } = timelineOf([
      date("On 22 May", "2015-05-22", { is: "report", year: "fromTitle" }),
      date("In early July 2015", "2015-07", { is: "release" }),
      date("On 18 August 2015", "2015-08-18"),
    ]);
    expect(picture?.rows.map((row) => [row.mark, row.date, row.note.split(" · ")[0]])).toEqual([
      ["reported", "“On 22 May”*", "the day it was reported"],
      ["reported", "“In early July 2015”", "its release"],
      ["happened", "“On 18 August 2015”", dossier.excerpts[0]?.id],
    ]);
    expect(picture?.words.fromTitle).toBe("* year from the title");
  });

  test("what has no year and what has no date are counted apart, and those of the page named", () => {
    const { block, picture } = timelineOf([
      date("On 18 August 2015", "2015-08-18"),
      date("by 8 August", null),
      date("that night", null, { is: "relative" }),
      ...Array.from({ length: 12 }, () => null),
    ]);
    expect(picture?.notDrawn.map(({ label, names }) => [label, names])).toEqual([
      ["Without a year, so not drawn:", ["Event 1"]],
      ["Without a date, so not drawn: 13; of this page:", ["Event 2", "Event 3", "Event 4"]],
    ]);
    expect(altOf(block)).toContain("Not drawn: 13 without a date, 1 without a year.");
  });

  test("a page without a date has no picture", () => {
    expect(timelineOf([date("by 8 August", null), null]).block).toBeNull();
  });
});

describe("figures", () => {
  test("are not drawn in the bundled dossier, where no two statements count the same in the same words", () => {
    expect(dossier.questions.filter((each) => figuresPicture(each, each.claims) !== null)).toEqual([]);
  });

  test("one row a statement, in the order of the source, in one stretch of its words", () => {
    const { groups } = pictureIn(figures, "figures");
    expect(groups.map(({ rows }) => rows.map((row) => [row.speaker, row.figure]))).toEqual([
      [
        ["“the town council”", "“between 150 and up to 280 families, perhaps”"],
        ["the article itself; no speaker named", "“About 168”"],
        ["“a spokesman of the relief committee”", "“at least 400”"],
        ["“residents”", "“hundreds”"],
      ],
    ]);
    expect(groups[0]?.rows.map(({ notice }) => notice)).toEqual([
      "What “In contrast” answers is not in this collection.",
      null,
      null,
      null,
    ]);
    expect(altOf(figures)).not.toContain("“");
  });

  test.each([
    ["another noun", { counted: "people" }],
    ["another verb", { verb: "left" }],
    ["a spoiler", { graphic: "describes a body" }],
    ["no number", { low: null, high: null }],
  ])("none where the second statement has %s", (_, other) => {
    const stated = { by: "A", words: "168", low: 168, high: 168 };
    expect(figuresPicture(question, [claimOf(stated), claimOf({ ...stated, ...other })])).toBeNull();
  });
});

test("text stands out at least 4.5 to 1 from whatever is under it", () => {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string) => {
    const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };
  const circle = "#4a4543";
  for (const text of [colours.title, colours.text, colours.soft]) {
    for (const ground of [colours.background, colours.sea, colours.land, circle]) {
      expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  }
  expect(contrast(colours.accentText, colours.background)).toBeGreaterThanOrEqual(4.5);
  // Marks are no text: 3 to 1 is what WCAG asks of them.
  for (const ground of [colours.background, colours.sea, colours.land]) {
    expect(contrast(colours.accent, ground)).toBeGreaterThanOrEqual(3);
  }
});
