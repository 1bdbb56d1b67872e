import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createSearch, type SearchRecord } from "../../src/search/index.ts";

const records: SearchRecord[] = JSON.parse(readFileSync(new URL("records.json", import.meta.url), "utf8"));
const search = createSearch(records);

describe("createSearch", () => {
  it.each([
    ["palmyra", "place:palmyra"],
    ["tadmor", "place:palmyra"],
    ["sokhna", "place:al-sukhnah"],
  ])("finds %s", (query, id) => {
    expect(search.find(query)[0]?.id).toBe(id);
  });
});
