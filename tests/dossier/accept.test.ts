import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as z from "zod";
import { createAcceptor } from "../../src/dossier/accept.ts";
import { dossierSchema } from "../../src/dossier/schema.ts";
import { atLeast, atMost } from "../../src/input/lengths.ts";
import { fc } from "../support/fast-check.ts";
import { json } from "./bundled.ts";

/* zod is the judge: what is accepted is what it accepts, and comes out as it gives it. */

const example = readFileSync(new URL("../../examples/chess-club/dossier.json", import.meta.url), "utf8");
const accept = createAcceptor(dossierSchema);

function byZod<T>(schema: z.ZodType<T>, value: unknown): T | undefined {
  return schema.safeParse(value).data;
}

test.each([
  ["the bundled dossier", json],
  ["the example", example],
])("%s", (_, text) => {
  const given: unknown = JSON.parse(text);
  expect(accept(given)).toEqual(dossierSchema.parse(JSON.parse(text)));
  expect(given).toEqual(JSON.parse(text));
});

type Place = readonly [holder: object, field: string];

function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([field, held]): Place[] => [[value, field], ...placesIn(held)]);
}

test("a dossier with any one value changed, left out or added", () => {
  const value = fc.oneof(
    fc.constantFrom<unknown>(undefined, null, "", " x", "x", "x".repeat(2000), 0, 1, 1.5, true, [], {}, [""]),
    fc.nat().map((at) => {
      const places = placesIn(JSON.parse(example));
      const [holder, field] = places[at % places.length] as Place;
      return Reflect.get(holder, field);
    }),
  );
  fc.assert(
    fc.property(
      fc.nat(),
      value,
      fc.constantFrom("", "unknown", "__proto__", "toString"),
      (at, put, added) => {
        const data: unknown = JSON.parse(example);
        const places = placesIn(data);
        const [holder, field] = places[at % places.length] as Place;
        const name = added === "" ? field : added;
        if (put === undefined) Reflect.deleteProperty(holder, name);
        else
          Object.defineProperty(holder, name, {
            value: put,
            enumerable: true,
            writable: true,
            configurable: true,
          });
        const text = JSON.stringify(data);
        expect(accept(JSON.parse(text))).toEqual(byZod(dossierSchema, JSON.parse(text)));
      },
    ),
    { numRuns: 1500 },
  );
});

test.each<[what: string, schema: z.ZodType, values: unknown[]]>([
  ["a rule of its own", z.string().refine((text) => text !== "no"), ["yes", "no"]],
  ["a change of the value", z.string().trim(), [" a ", "a"]],
  [
    "a text of characters that take two places",
    z.string().check(atLeast(2), atMost(3)),
    ["😀", "😀😀", "😀😀😀", "😀😀😀😀", "a😀", "abc", "a", "abcd"],
  ],
  ["a value made a text", z.coerce.string(), [1, "1"]],
  ["a kind unknown here", z.union([z.literal(1), z.iso.date()]), [1, 2, "2015-05-20", "2015-05-40"]],
  ["a rule on a whole object", z.strictObject({ a: z.int() }).refine(({ a }) => a > 1), [{ a: 1 }, { a: 2 }]],
  ["an object that takes more", z.object({ a: z.int() }), [{ a: 1, b: 2 }, {}]],
  [
    "a list of one thing each",
    z.array(z.enum(["a", "b"])).refine((list) => list.length !== 1),
    [["a"], ["a", "b"], ["c"]],
  ],
])("%s", (_, schema, values) => {
  const inside = z.strictObject({ list: z.array(schema).min(1), or: schema.nullable().default(null) });
  const acceptInside = createAcceptor(inside);
  for (const value of values) {
    for (const given of [{ list: [value] }, { list: [value], or: value }, { list: [], or: null }]) {
      expect(acceptInside(given)).toEqual(byZod(inside, given));
    }
  }
});

test("what is filled in for many is changed by none", () => {
  const filled = accept(JSON.parse(example))?.excerpts[0]?.chargedWords;
  expect(() => filled?.push("a word")).toThrow(TypeError);
});
