import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { baseMapSchema } from "../src/dossier/base-map.ts";
import { dossierSchema } from "../src/dossier/schema.ts";
import { defaultSettings, settingsSchema } from "../src/store/settings.ts";
import { readInteraction } from "../src/transports/interaction.ts";
import {
  autocompleteInteraction,
  componentInteraction,
  modalSubmitInteraction,
  pingInteraction,
  slashInteraction,
  writtenMessage,
} from "./support/interactions.ts";

/** A length that cannot be compared with a number: to measure this throws. */
const odd = { length: { toString: null } };

const line = [
  [38, 34],
  [39, 34],
  [39, 35],
  [38, 34],
];
const map = {
  credits: { boundaries: "Natural Earth", towns: "GeoNames" },
  sheets: [
    {
      scale: "10m",
      centre: [38, 34],
      radiusKm: 100,
      countries: [{ name: "Anywhere", polygons: [[line]] }],
      borders: [line],
    },
  ],
  towns: [{ name: "Town", position: [38, 34], population: 7 }],
};
const settings = { ...defaultSettings, channels: ["7"], dossiers: ["chess-club"], logChannel: "7" };
const dossier = JSON.parse(readFileSync("examples/chess-club/dossier.json", "utf8"));
const message = writtenMessage("");
const interactions = [
  pingInteraction(),
  slashInteraction({ name: "place", options: { name: "palmyra" } }),
  autocompleteInteraction({ name: "place", focused: "name", options: { name: "palmyra" } }),
  componentInteraction({ message, customId: "choose", values: ["PAL-01"] }),
  modalSubmitInteraction({ customId: "reported|PAL-01", fields: { words: "odd" }, message }),
];

/** Every place of a value, as a copy of it that holds `odd` there. */
function* withOdd(value: unknown): Generator<{ readonly at: string; readonly changed: unknown }> {
  if (typeof value !== "object" || value === null) return;
  for (const [field, held] of Object.entries(value)) {
    const put = (inner: unknown) =>
      Array.isArray(value)
        ? value.map((each, index) => (String(index) === field ? inner : each))
        : { ...value, [field]: inner };
    yield { at: field, changed: put(odd) };
    for (const { at, changed } of withOdd(held)) yield { at: `${field}.${at}`, changed: put(changed) };
  }
}

test.each([
  ["a dossier", dossierSchema, dossier],
  ["a base map", baseMapSchema, map],
  ["settings", settingsSchema, settings],
] as const)("a length that is none is a problem in any field of %s", (_, schema, whole) => {
  expect(schema.safeParse(whole).error).toBeUndefined();
  for (const { at, changed } of withOdd(whole))
    expect(schema.safeParse(changed).error?.issues, at).not.toBeUndefined();
});

test("a length that is none is a problem in the fields of an interaction that are read, and no fault in others", () => {
  for (const whole of interactions) {
    expect(readInteraction(whole)).toEqual({ interaction: whole });
    const read = [...withOdd(whole)].map(({ changed }) => readInteraction(changed));
    expect(read.filter((each) => "problems" in each).length).toBeGreaterThan(4);
  }
});
