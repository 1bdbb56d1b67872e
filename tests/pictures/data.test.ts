import { describe, expect, test } from "vitest";
import { figuresPicture } from "../../src/cards/figures.ts";
import { dossierMap, eventMap, hasMap, placeMap } from "../../src/cards/maps.ts";
import type { PictureBlock } from "../../src/cards/picture.ts";
import { timelinePicture } from "../../src/cards/timeline-picture.ts";
import { readBaseMap } from "../../src/dossier/base-map.ts";
import type { MapPicture } from "../../src/pictures/picture.ts";
import { distanceKm } from "../../src/pictures/sphere.ts";
import { colours } from "../../src/pictures/theme.ts";
import { dossier } from "../cards/library.ts";
import { claimOf, figures, question } from "./figures.ts";

/* What goes into a picture, before anything is drawn. */

function mapIn(block: PictureBlock | null | undefined): MapPicture {
  if (block?.picture.type !== "map") throw new Error("there is no map");
  return block.picture;
}

const eventAt = (slug: string) => dossier.events.find(({ id }) => id.endsWith(`:${slug}`));
const placeAt = (slug: string) => dossier.places.find(({ id }) => id.endsWith(`:${slug}`));

describe("maps", () => {
  test("bearings and mentions are never in front", () => {
    for (const event of dossier.events) {
      const picture = eventMap(event)?.picture as MapPicture | undefined;
      expect(picture !== undefined).toBe(hasMap(event));
      for (const { name, standing } of picture?.places ?? []) {
        if (standing === "other") continue;
        const roles = dossier.places
          .filter(({ title }) => title === name)
          .flatMap(({ mentions }) => mentions)
          .filter(({ excerpt }) => event.excerpts.includes(excerpt))
          .map(({ role }) => role);
        expect(roles, `${event.id}: ${name}`).toContain("site");
      }
    }
  });

  test("a place that is only mentioned in an event is named in words, not drawn in front", () => {
    const event = eventAt("civilians-and-monuments");
    const block = event && eventMap(event);
    const front = mapIn(block).places.filter(({ standing }) => standing === "site");
    expect(front.map(({ name }) => name)).toEqual(["Palmyra"]);
    expect(block?.lines.flat().join("\n")).toContain("Named, but not as a site, so not in front: The ruins");
  });

  test("a circle is as wide as the sources disagree", () => {
    const jazal = placeAt("jazal-oil-field");
    const picture = jazal && (placeMap(jazal)?.picture as MapPicture);
    expect(picture?.places[0]).toMatchObject({ name: "Jazal oil field", radiusKm: 4 });
    const wider = jazal && placeMap({ ...jazal, precisionKm: 0.1 });
    expect(mapIn(wider).places[0]?.radiusKm).toBeGreaterThan(1.5);
  });

  test("places without coordinates are named in the picture and in words", () => {
    const block = dossierMap(dossier);
    const { unknown } = mapIn(block);
    expect(unknown).toContain("Al-Thathah");
    expect(unknown).toHaveLength(15);
    expect(block?.lines.flat().join("\n")).toContain("Location unknown:");
    expect(block?.alt).toContain("Location unknown:");
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
  test("solid for what happened, hollow for what was reported; the undated below", () => {
    const picture = timelinePicture(dossier, {}, 1)?.picture;
    if (picture?.type !== "timeline") throw new Error("no timeline");
    expect(picture.rows.map(({ first, last, precision, kind }) => [first, last, precision, kind])).toEqual([
      ["2015-05-18", "2015-05-20", "span", "happened"],
      ["2015-05-22", "2015-05-22", "day", "reported"],
      ["2015-07-01", "2015-07-31", "within", "reported"],
      ["2015-08-18", "2015-08-18", "day", "happened"],
    ]);
    expect(picture.rows[0]?.note).toContain("year from the article’s title");
    expect(picture.undated.length).toBeGreaterThan(0);
  });

  test("a page without a date has no picture", () => {
    expect(timelinePicture(dossier, {}, 2)).toBeNull();
  });
});

describe("figures", () => {
  test("are not drawn in the bundled dossier, where no two statements count the same in the same words", () => {
    expect(dossier.questions.filter((each) => figuresPicture(each, each.claims) !== null)).toEqual([]);
  });

  test("one row a statement, in the order of the source, in its words", () => {
    if (figures?.picture.type !== "figures") throw new Error("no figures");
    expect(figures.picture.groups.map(({ rows }) => rows.map((row) => [row.claimant, row.figure]))).toEqual([
      [
        ["“the town council”", "“between 150 and up to 280”"],
        ["nobody named; the article’s own words", "“168”"],
        ["“a spokesman of the relief committee”", "“at least 400”"],
        ["“residents”", "“hundreds”"],
      ],
    ]);
    expect(figures.alt).not.toContain("“");
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
