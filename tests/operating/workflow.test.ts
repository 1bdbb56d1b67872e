import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/* What the tests leave to another time has one: the workflow's, once a week. */

test("whatever has a longer form than the tests run is run whole each week, beside the audit", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
  const longer = Object.entries(scripts).flatMap(([name, command]) =>
    command.includes("--mode") ? [name] : [],
  );
  expect(longer.toSorted()).toEqual(["crash", "fuzz"]);
  const workflow = readFileSync(".github/workflows/ci.yml", "utf8");
  expect(workflow).toMatch(/^ {2}schedule:$/m);
  expect(workflow).toMatch(/^ {2}workflow_dispatch:$/m);
  const weekly = workflow.slice(workflow.indexOf("  thorough:"));
  expect(weekly).toContain("github.event_name == 'schedule'");
  const [, asked = ""] = /run: .*\.ci\/run (.+)$/m.exec(weekly) ?? [];
  expect(asked.split(" ").toSorted()).toEqual(["crash", "fuzz"]);
  expect(workflow).toContain("npm audit");
});
