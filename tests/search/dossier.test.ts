import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createCatalogue, itemsOf } from "../../src/dossier/catalogue.ts";
import { loadDossiers } from "../../src/dossier/load.ts";
import { recordOf } from "../../src/lookup/records.ts";
import { createSearch, type Hit } from "../../src/search/index.ts";
import { lines, named, notHeld, worded } from "./scenarios.ts";

const { dossiers } = loadDossiers(fileURLToPath(new URL("../../data", import.meta.url)));
const items = createCatalogue(dossiers.map(({ data }) => data)).dossiers.flatMap(itemsOf);
const searchOf = (kind: string) =>
  createSearch(items.filter((item) => item.kind === kind).map((item) => recordOf(item)));
const kinds = ["event", "place", "actor", "question"] as const;
const searches = new Map([...kinds, "excerpt"].map((kind) => [kind, searchOf(kind)]));

/** Share of the rows whose answer stands first and in the first five; the rows that do not come first. */
function measure(rows: string[][], ask: (row: string[]) => { hits: Hit[]; ids: string[] }) {
  let first = 0;
  let five = 0;
  const late: string[] = [];
  for (const row of rows) {
    const { hits, ids } = ask(row);
    const place = hits.findIndex(({ id }) => ids.some((wanted) => id.endsWith(wanted)));
    if (place === 0) first++;
    else late.push(row.join(" | "));
    if (place >= 0 && place < 5) five++;
  }
  return { first: first / rows.length, five: five / rows.length, late };
}

describe("the bundled dossier", () => {
  it("finds entries by what people type", () => {
    const result = measure(lines(named), ([kind = "", query = "", slug = ""]) => ({
      hits: searches.get(kind)?.find(query, 5) ?? [],
      ids: [`${kind}:${slug}`],
    }));
    expect(result.first, result.late.join("\n")).toBeGreaterThanOrEqual(0.95);
    expect(result.five).toBeGreaterThanOrEqual(0.99);
  });

  it("finds them while they are typed: all but the last letter", () => {
    const result = measure(lines(named), ([kind = "", query = "", slug = ""]) => ({
      hits: searches.get(kind)?.find(query.slice(0, -1), 5) ?? [],
      ids: [`${kind}:${slug}`],
    }));
    expect(result.five, result.late.join("\n")).toBeGreaterThanOrEqual(0.9);
  });

  it("finds excerpts by their words", () => {
    const result = measure(lines(worded), ([query = "", ids = ""]) => ({
      hits: searches.get("excerpt")?.findText(query, 5) ?? [],
      ids: ids.split(","),
    }));
    expect(result.first, result.late.join("\n")).toBeGreaterThanOrEqual(0.95);
    expect(result.five).toBeGreaterThanOrEqual(0.99);
  });

  it.each(lines(notHeld))("does not take %s for anything it holds", (query = "") => {
    for (const kind of kinds) expect(searches.get(kind)?.find(query, 1), kind).toEqual([]);
  });
});
