import { describe, expect, it } from "vitest";
import { isAnswered } from "../../bench/search/asked.ts";
import type { EntryKind } from "../../src/dossier/catalogue.ts";
import { library } from "../cards/library.ts";
import { lines, named, notHeld, worded } from "../search/scenarios.ts";

const { lookup } = library;
const kinds: readonly EntryKind[] = ["event", "place", "actor", "question"];

/** Share of the rows whose answer stands first and in the first five; the rows that do not come first. */
function measure(rows: string[][], ask: (row: string[]) => { found: string[]; ids: string[] }) {
  let first = 0;
  let five = 0;
  const late: string[] = [];
  for (const row of rows) {
    const { found, ids } = ask(row);
    const place = found.findIndex((id) => ids.some((wanted) => id.endsWith(wanted)));
    if (place === 0) first++;
    else late.push(row.join(" | "));
    if (place >= 0 && place < 5) five++;
  }
  return { first: first / rows.length, five: five / rows.length, late };
}

const suggested = (kind: string, typed: string) =>
  lookup.complete(kind as EntryKind, typed).map(({ item }) => item.id);

describe("the bundled dossier", () => {
  it("finds entries by what people type", () => {
    const result = measure(lines(named), ([kind = "", query = "", slug = ""]) => ({
      found: suggested(kind, query),
      ids: [`${kind}:${slug}`],
    }));
    expect(result.first, result.late.join("\n")).toBeGreaterThanOrEqual(0.95);
    expect(result.five).toBeGreaterThanOrEqual(0.99);
  });

  it("finds them while they are typed: all but the last letter", () => {
    const result = measure(lines(named), ([kind = "", query = "", slug = ""]) => ({
      found: suggested(kind, query.slice(0, -1)),
      ids: [`${kind}:${slug}`],
    }));
    expect(result.five, result.late.join("\n")).toBeGreaterThanOrEqual(0.9);
  });

  it("finds excerpts by their words", () => {
    const result = measure(lines(worded), ([query = "", ids = ""]) => ({
      found: lookup.search(query).excerpts.map(({ excerpt }) => excerpt.id),
      ids: ids.split(","),
    }));
    expect(result.first, result.late.join("\n")).toBeGreaterThanOrEqual(0.9);
    expect(result.five).toBeGreaterThanOrEqual(0.99);
  });

  it.each(lines(notHeld))("does not take %s for anything it holds", (query = "") => {
    for (const kind of kinds) expect(isAnswered(lookup.find(kind, query)), kind).toBe(false);
  });
});
