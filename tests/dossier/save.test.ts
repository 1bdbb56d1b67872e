import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { revisionOf, saveDossier } from "../../src/dossier/save.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tessera-save-"));
  file = join(folder, "dossier.json");
  writeFileSync(file, "one");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("writes what was made from the file as it is, and leaves nothing beside it", () => {
  chmodSync(file, 0o640);
  expect(saveDossier(folder, "two", revisionOf("one"))).toBeUndefined();
  expect(readFileSync(file, "utf8")).toBe("two");
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder)).toEqual(["dossier.json"]);
});

test("refuses where the file changed underneath, and leaves it as it is", () => {
  writeFileSync(file, "another's");
  expect(saveDossier(folder, "two", revisionOf("one"))).toMatchObject({ reason: "changed" });
  expect(readFileSync(file, "utf8")).toBe("another's");
  expect(readdirSync(folder)).toEqual(["dossier.json"]);
});

test("one saves at a time; what a program left that ended meanwhile is cleared away", () => {
  const beside = join(folder, ".dossier.json.saving");
  writeFileSync(beside, "half a tex");
  expect(saveDossier(folder, "two", revisionOf("one"))).toMatchObject({ reason: "busy" });
  expect(readFileSync(beside, "utf8")).toBe("half a tex");
  utimesSync(beside, 0, 0);
  expect(saveDossier(folder, "two", revisionOf("one"))).toBeUndefined();
  expect(readFileSync(file, "utf8")).toBe("two");
  expect(readdirSync(folder)).toEqual(["dossier.json"]);
});

test("writes what a link leads to", () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "tessera-save-"));
  symlinkSync(file, join(elsewhere, "dossier.json"));
  expect(saveDossier(elsewhere, "two", revisionOf("one"))).toBeUndefined();
  expect(readFileSync(file, "utf8")).toBe("two");
  rmSync(elsewhere, { recursive: true });
});

test("says what the system says: no such file", () => {
  rmSync(file);
  expect(saveDossier(folder, "two", revisionOf("one"))).toMatchObject({
    reason: "failed",
    message: expect.stringContaining("is gone"),
  });
  expect(readdirSync(folder)).toEqual([]);
});
