import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { namesakeLines, namesIn } from "../../src/cli/namesakes.ts";
import { loadDossier } from "../../src/dossier/load.ts";

const [loaded] = loadDossier("data/palmyra-2015").dossiers;
if (loaded === undefined) throw new Error("the bundled dossier does not load");

const elsewhere = (name: string, longitude: number, latitude: number) => ({
  name,
  description: "place, somewhere",
  positions: [[longitude, latitude] as [number, number]],
});

test("names elsewhere that an entry would answer are listed under it, as they may be pasted", () => {
  const shares: number[] = [];
  const lines = namesakeLines(
    loaded,
    [elsewhere("Hājan", 74.6, 34.3), elsewhere("Reykjavik", -21.9, 64.1), elsewhere("City", 0, 0)],
    (share) => shares.push(share),
  );
  expect(lines.slice(1)).toEqual([
    "  place:hajjana-security-center (government security center of Hajjana)",
    '    { "name": "Hājan", "description": "place, somewhere" },',
  ]);
  expect(lines[0]).toContain("elsewhere: 1");
  expect(shares.at(-1)).toBe(1);
});

test("those near the dossier's places stand apart", () => {
  const lines = namesakeLines(loaded, [elsewhere("Hājan", 38.3, 34.5)]);
  expect(lines[0]).toContain("within 30 km of its places: 1");
});

test("what is listed already, or is only spelt otherwise, is left out", () => {
  expect(namesakeLines(loaded, [elsewhere("Ain Sokhna", 32.3, 29.6), elsewhere("Tadmur", 38, 34)])).toEqual([
    "palmyra-2015: no name elsewhere is answered with an entry",
  ]);
});

test("names are read from a file, with what they are behind a tab", () => {
  const folder = mkdtempSync(join(tmpdir(), "names-"));
  try {
    const file = join(folder, "names.txt");
    writeFileSync(file, "Thatta\tplace, Pakistan\r\n\nMahim\n");
    expect(namesIn(file)).toEqual([
      { name: "Thatta", description: "place, Pakistan", positions: [] },
      { name: "Mahim", description: "a name not in this collection", positions: [] },
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
