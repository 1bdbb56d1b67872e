import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { judgeFollowUp } from "../../src/discord/judge.ts";
import { toMessage } from "../../src/discord/message.ts";
import { createCatalogue } from "../../src/dossier/catalogue.ts";
import { formatProblem, loadDossiers } from "../../src/dossier/load.ts";
import { createLookup } from "../../src/lookup/index.ts";
import { contentCards } from "../cards/every-card.ts";
import { fc } from "../support/fast-check.ts";
import { cases, timeout } from "./cases.ts";

/*
 * Dossiers that are broken in any place: each is refused with a line that names the file, or it loads, and then its
 * cards are ones that Discord takes.
 */

const original = new URL("../../examples/chess-club/", import.meta.url);
const json = readFileSync(new URL("dossier.json", original), "utf8");
const source = readFileSync(new URL("source.txt", original), "utf8");

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "tessera-fuzz-"));
  mkdirSync(join(base, "chess-club"));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const strange = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, "", " ", 0, -1, 1e308, true, [], {}, [null], "x".repeat(5_000)),
  fc.constantFrom<unknown>(
    "@everyone",
    "`||`",
    "\u202e",
    "\u0000",
    "\ud800",
    "2015-13-45",
    "http://",
    "__proto__",
    { length: { toString: null } },
  ),
  fc.string({ unit: "binary" }),
  fc.jsonValue({ maxDepth: 2 }),
);

type Place = readonly [holder: object, field: string];

function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([field, held]): Place[] => [[value, field], ...placesIn(held)]);
}

/** Fields that are missing, hold something else, or what stands elsewhere in the dossier. */
const changedFields = fc
  .array(
    fc.tuple(
      fc.nat(),
      fc.oneof(
        strange.map((value) => ({ value })),
        fc.nat(),
      ),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((changes) => {
    const data: Record<string, unknown> = JSON.parse(json);
    for (const [at, change] of changes) {
      const places = placesIn(data);
      const [holder, field] = places[at % places.length] as Place;
      const [other, name] = places[(typeof change === "number" ? change : 0) % places.length] as Place;
      const value = typeof change === "number" ? Reflect.get(other, name) : change.value;
      if (value === undefined) Reflect.deleteProperty(holder, field);
      else Reflect.set(holder, field, structuredClone(value));
    }
    return { json: JSON.stringify(data), source };
  });

/** Files that were cut, or have other bytes in their middle. */
const changedBytes = fc
  .tuple(fc.boolean(), fc.nat(), fc.uint8Array({ maxLength: 6 }), fc.nat(12), fc.boolean())
  .map(([inJson, at, put, over, cut]) => {
    const bytes = Buffer.from(inJson ? json : source);
    const place = at % bytes.length;
    const changed = Buffer.concat([
      bytes.subarray(0, place),
      put,
      bytes.subarray(cut ? bytes.length : place + over),
    ]);
    return inJson ? { json: changed, source } : { json, source: changed };
  });
const garbage = fc
  .tuple(fc.json({ maxDepth: 4 }), fc.string({ unit: "binary" }))
  .map(([json, source]) => ({ json, source }));

const files = fc.oneof(
  { weight: 6, arbitrary: changedFields },
  { weight: 3, arbitrary: changedBytes },
  { weight: 1, arbitrary: garbage },
);

/** A title with a length that cannot be compared: to measure it threw. */
const oddLength = {
  json: json.replace(/"title": "[^"]*"/, '"title": { "length": { "toString": null } }'),
  source,
};

test("any files are refused by name, or make cards that Discord takes", { timeout }, () => {
  const numRuns = cases.dossiers;
  let taken = 0;
  fc.assert(
    fc.property(files, ({ json, source }) => {
      writeFileSync(join(base, "chess-club", "dossier.json"), json);
      writeFileSync(join(base, "chess-club", "source.txt"), source);
      const { dossiers, problems } = loadDossiers(base);
      for (const problem of problems) expect(formatProblem(problem)).toContain(base);
      if (dossiers.length === 0) {
        expect(problems).not.toEqual([]);
        return;
      }
      taken += 1;
      const catalogue = createCatalogue(dossiers.map(({ data }) => data));
      createLookup(catalogue).find("place", "hall");
      for (const { what, card } of contentCards(catalogue))
        expect(judgeFollowUp(toMessage(card, { ephemeral: true })), what).toEqual([]);
    }),
    { numRuns, examples: [[oddLength]] },
  );
  expect(taken).toBeGreaterThan(numRuns / 100);
});
