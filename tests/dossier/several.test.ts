import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completing } from "../../commands/shared.ts";
import { createCatalogue } from "../../src/dossier/catalogue.ts";
import { loadDossiers, withoutFaulty } from "../../src/dossier/load.ts";
import { createLookup } from "../../src/lookup/index.ts";
import { createNarrowing } from "../../src/lookup/narrow.ts";
import { noStore } from "../../src/store/store.ts";

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "tessera-several-"));
  cpSync("data/palmyra-2015", join(base, "palmyra-2015"), { recursive: true });
  cpSync("examples/chess-club", join(base, "chess-club"), { recursive: true });
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

function library() {
  const { dossiers, problems } = loadDossiers(base);
  expect(problems).toEqual([]);
  const catalogue = createCatalogue(dossiers.map(({ data }) => data));
  return { catalogue, lookup: createLookup(catalogue), store: noStore };
}

describe("several dossiers", () => {
  test("a suggestion says which dossier it is from, and is understood when it comes back as text", () => {
    const both = library();
    const choices = completing("place")("palm", both);
    expect(choices[0]).toMatchObject({
      name: expect.stringMatching(/^Palmyra.* · Palmyra offensive \(May 2015\)$/),
      value: "palmyra-2015/place:palmyra",
    });
    expect(both.lookup.find("place", String(choices[0]?.name))).toMatchObject({
      type: "item",
      item: { title: "Palmyra" },
    });
  });

  test("those that are chosen are all that a look-up knows of", () => {
    const both = library();
    const narrow = createNarrowing(both);
    const one = narrow(["chess-club"]);
    expect(one.catalogue.dossiers.map(({ id }) => id)).toEqual(["chess-club"]);
    expect(one.lookup.find("place", "Palmyra").type).not.toBe("item");
    expect(one.catalogue.get("palmyra-2015/place:palmyra")).toBeUndefined();
    expect(narrow(["chess-club", "no longer there"])).toBe(one);
    for (const ids of [[], ["no longer there"], ["chess-club", "palmyra-2015"]])
      expect(narrow(ids)).toBe(both);
  });
});

test("an id looks into its own dossier alone, so that no other is linked for it", () => {
  const linkable = loadDossiers(base).dossiers.map(({ data }) =>
    data.id === "palmyra-2015"
      ? data
      : { ...data, places: data.places.map((place) => ({ ...place, within: "not-there" })) },
  );
  const catalogue = createCatalogue(linkable);
  expect(catalogue.get("palmyra-2015/place:palmyra")?.id).toBe("palmyra-2015/place:palmyra");
  expect(catalogue.get(" pal-07 ")?.id).toBe("PAL-07");
  expect(catalogue.get("PAL-99")).toBeUndefined();
  expect(catalogue.get("nowhere/place:palmyra")).toBeUndefined();
  expect(() => catalogue.get("chess-club/place:mill-lane")).toThrow(/linked without being checked/);
});

test("an id without its dossier is understood where only one has it", () => {
  const { catalogue } = library();
  expect(catalogue.get("place:palmyra")?.id).toBe("palmyra-2015/place:palmyra");
  const [palmyra] = loadDossiers("data").dossiers;
  if (palmyra === undefined) throw new Error("there is no dossier");
  const twice = createCatalogue([palmyra.data, { ...palmyra.data, id: "other", startWith: [] }]);
  expect(twice.get("place:palmyra")).toBeUndefined();
  expect(twice.get("other/place:palmyra")?.id).toBe("other/place:palmyra");
});

describe("a dossier with faults", () => {
  const broken = () => {
    const folder = mkdtempSync(join(base, "..", "tessera-lenient-"));
    cpSync(base, folder, { recursive: true });
    mkdirSync(join(folder, "torn"));
    writeFileSync(join(folder, "torn", "dossier.json"), "{");
    const copy = join(folder, "twin");
    cpSync(join(folder, "chess-club"), copy, { recursive: true });
    const file = join(copy, "dossier.json");
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("chess-club", "twin"));
    return folder;
  };

  test("is left out by name, and so is one that shares another's prefix", () => {
    const folder = broken();
    const { dossiers, leftOut } = withoutFaulty(loadDossiers(folder));
    rmSync(folder, { recursive: true });
    expect(dossiers.map(({ data }) => data.id)).toEqual(["chess-club", "palmyra-2015"]);
    expect([...leftOut.keys()].sort()).toEqual(["torn", "twin"]);
  });

  test("stops the start, unless it is lenient", async () => {
    const folder = broken();
    const environment = {
      ...process.env,
      TRANSPORT: "preview",
      DATA_DIR: folder,
      PORT: "0",
      STORE_URL: `sqlite:${join(folder, "store.sqlite")}`,
    };
    const run = (parameters: string[]) =>
      new Promise<{ code: number | null; output: string }>((resolve) => {
        const child = execFile(process.execPath, ["src/main.ts", ...parameters], { env: environment });
        let output = "";
        const take = (part: string) => {
          const wasReady = /^ready:/m.test(output);
          output += part;
          // Once: a second signal would end it at once.
          if (!wasReady && /^ready:/m.test(output)) child.kill("SIGTERM");
        };
        child.stdout?.on("data", take);
        child.stderr?.on("data", take);
        child.on("exit", (code) => resolve({ code, output }));
      });
    const strict = await run([]);
    const lenient = await run(["--lenient"]);
    rmSync(folder, { recursive: true });
    expect(strict.code).toBe(1);
    expect(strict.output).toMatch(/The dossiers are not right \(DATA_DIR\):[\s\S]*torn/);
    expect(lenient.output).toMatch(/"dossier":"torn"[\s\S]*a dossier with faults is left out/);
    expect(lenient.output).toMatch(/^ready: preview/m);
    expect(lenient.code).toBe(0);
  });
});
