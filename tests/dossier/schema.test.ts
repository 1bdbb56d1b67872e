import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { jsonSchema } from "../../src/dossier/json-schema.ts";

test("the JSON Schema for editors is that of the program (npm run dossier -- schema > data/dossier.schema.json)", () => {
  expect(readFileSync("data/dossier.schema.json", "utf8")).toBe(jsonSchema());
});
