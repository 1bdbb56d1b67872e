import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkDossier } from "../../src/dossier/check.ts";
import { loadDossiers } from "../../src/dossier/load.ts";
import { dossierSchema } from "../../src/dossier/schema.ts";

test("the worked example of the docs is a dossier without a fault", () => {
  const example = /```jsonc\n([\s\S]*?)```/.exec(readFileSync("docs/dossiers.md", "utf8"))?.[1] ?? "";
  const source: string = JSON.parse(/source\.txt: (".*")/.exec(example)?.[1] ?? '""');
  const data = dossierSchema.parse(JSON.parse(example.replace(/^\/\/.*$/m, "")));
  expect(checkDossier(data, source)).toEqual([]);
});

test("the docs name every field of the schema", () => {
  const page = readFileSync("docs/dossiers.md", "utf8");
  const schema = JSON.parse(readFileSync("data/dossier.schema.json", "utf8"));
  const fields = new Set<string>();
  const visit = (value: unknown) => {
    if (typeof value !== "object" || value === null) return;
    const { properties } = value as { properties?: Record<string, unknown> };
    for (const name of Object.keys(properties ?? {})) fields.add(name);
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(schema);
  expect([...fields].filter((name) => !page.includes(name))).toEqual([]);
});

test("the examples are dossiers without a fault", () => {
  expect(loadDossiers("examples").problems).toEqual([]);
});
