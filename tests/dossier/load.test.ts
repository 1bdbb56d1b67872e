import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCatalogue } from "../../src/dossier/catalogue.ts";
import { checkDossier } from "../../src/dossier/check.ts";
import { formatProblem, type Loaded, loadDossier, loadDossiers } from "../../src/dossier/load.ts";
import { type DossierData, dossierSchema } from "../../src/dossier/schema.ts";
import { fc } from "../support/fast-check.ts";
import { bundled, folder as bundledFolder, json, source } from "./bundled.ts";

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "tessera-dossiers-"));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

let folders = 0;
/** A folder of dossiers with these files, each under `<dossier>/<file>`. */
function holding(files: Record<string, string | Buffer>): string {
  folders += 1;
  const folder = join(base, String(folders));
  mkdirSync(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const bundledFiles = { "palmyra-2015/dossier.json": json, "palmyra-2015/source.txt": source };

function changed(change: (data: Record<string, unknown>) => void): string {
  const data: Record<string, unknown> = JSON.parse(json);
  change(data);
  return JSON.stringify(data);
}

function lines({ problems }: Loaded, folder: string): string[] {
  return problems.map((problem) => formatProblem(problem).replaceAll(folder, "").replaceAll("\\", "/"));
}

test("the bundled dossiers load", () => {
  const { dossiers, problems } = loadDossiers("data");
  expect(problems).toEqual([]);
  expect(dossiers.map(({ data }) => data.id)).toContain("palmyra-2015");
  expect(dossiers.find(({ data }) => data.id === "palmyra-2015")?.source).toBe(source);
});

/** The bundled dossier as version 0.1.0 had it: files of that form are with whoever made them, and go on loading. */
describe("a dossier of the first form", () => {
  const former = loadDossiers("tests/dossier/fixtures/0.1.0");
  const [loaded] = former.dossiers;

  test("loads, and is without fault", () => {
    expect(former.problems).toEqual([]);
    expect(loaded?.data).toMatchObject({ schemaVersion: 1, version: 1, id: "palmyra-2015" });
    expect(loaded?.data.excerpts.map(({ exact }) => exact)).toEqual(
      bundled.excerpts.map(({ exact }) => exact),
    );
  });

  test("says as much as it did: hedges are words, and a connective at the start answers what is not held", () => {
    const { excerpts, claims } = createCatalogue([loaded?.data ?? bundled]).dossiers[0] ?? {};
    expect(claims?.find(({ id }) => id === "c5")?.hedges).toEqual([{ words: "reportedly", of: null }]);
    const answering = excerpts?.filter(({ opensWith }) => opensWith?.answers) ?? [];
    expect(answering.map(({ id }) => id)).toEqual(["PAL-09"]);
    expect(excerpts?.every(({ elsewhere }) => elsewhere === null)).toBe(true);
  });

  test("one of the second form says itself what answers, and how another revision has a sentence", () => {
    const { excerpts } = createCatalogue([bundled]).dossiers[0] ?? {};
    const answering = excerpts?.filter(({ opensWith }) => opensWith?.answers) ?? [];
    expect(answering.map(({ id }) => id)).toEqual(["PAL-09"]);
    const elsewhere = excerpts?.flatMap(({ id, elsewhere }) =>
      elsewhere === null ? [] : [`${id} ${elsewhere}`],
    );
    expect(elsewhere).toEqual(["PAL-08 reworded", "PAL-10 missing", "PAL-14 reworded"]);
  });

  test("one of a form that is not known yet is refused by one line", () => {
    const folder = holding({
      ...bundledFiles,
      "palmyra-2015/dossier.json": changed((data) => Object.assign(data, { schemaVersion: 3, colours: [] })),
    });
    expect(lines(loadDossiers(folder), folder)).toEqual([
      "/palmyra-2015/dossier.json: dossier: schemaVersion: is of a newer form than this version of the bot reads, which is 2: update the bot — now: 3",
    ]);
  });
});

describe("one fault, and the line that names it", () => {
  const dossier = "palmyra-2015/dossier.json";
  test.each<[what: string, files: Record<string, string | Buffer>, expected: RegExp]>([
    ["an empty folder", {}, /^: dossier: folder: holds no dossier/],
    ["files beside no dossier", { "README.md": "no dossier" }, /^: dossier: folder: holds no dossier/],
    [
      "no dossier.json",
      { "palmyra-2015/source.txt": source },
      /dossier\.json: dossier: file: there is no such file/,
    ],
    ["no source.txt", { [dossier]: json }, /source\.txt: dossier: file: there is no such file/],
    [
      "a byte order mark",
      { ...bundledFiles, [dossier]: `\uFEFF${json}` },
      /dossier\.json: .*byte order mark/,
    ],
    [
      "a byte order mark in the source",
      { ...bundledFiles, "palmyra-2015/source.txt": `\uFEFF${source}` },
      /source\.txt: .*byte order mark/,
    ],
    [
      "a text in another encoding",
      { ...bundledFiles, "palmyra-2015/source.txt": Buffer.from("caf\xe9", "latin1") },
      /source\.txt: .*not in UTF-8/,
    ],
    [
      "an empty file",
      { ...bundledFiles, [dossier]: "" },
      /file: is not valid JSON: look at line 1, column 1$/,
    ],
    ["a list", { ...bundledFiles, [dossier]: "[]" }, /dossier: entry: /],
    ["null", { ...bundledFiles, [dossier]: "null" }, /dossier: entry: /],
    [
      "a misspelt field",
      { ...bundledFiles, [dossier]: changed((data) => Object.assign(data, { excerpt: [] })) },
      /dossier: entry: .*excerpt/,
    ],
    [
      "a wrong value deep inside",
      { ...bundledFiles, [dossier]: json.replace('"basis": "neighbour"', '"basis": "guess"') },
      /palmyra-2015\/dossier\.json: place:palmyra: mentions\[4\]\.basis: /,
    ],
    [
      "a claim's wrong value",
      { ...bundledFiles, [dossier]: json.replace('"low": 32', '"low": "32"') },
      /dossier\.json: claim:c6: quantity\.low: /,
    ],
    [
      "an entry without an id",
      { ...bundledFiles, [dossier]: json.replace('"id": "al-sukhnah",', "") },
      /dossier\.json: places\[2\]: id: /,
    ],
    [
      "a fault against the source",
      { ...bundledFiles, [dossier]: json.replace("civilians were in fact not", "civilians were not") },
      /palmyra-2015\/dossier\.json: PAL-09: exact: /,
    ],
    [
      "a folder of another name",
      { "palmyra/dossier.json": json, "palmyra/source.txt": source },
      /palmyra\/dossier\.json: dossier: id: "palmyra-2015" is not the name of the folder/,
    ],
    [
      "a prefix of two dossiers",
      {
        ...bundledFiles,
        "tadmur/dossier.json": json
          .replace('"id": "palmyra-2015"', '"id": "tadmur"')
          .replaceAll("palmyra-2015/", "tadmur/"),
        "tadmur/source.txt": source,
      },
      /tadmur\/dossier\.json: dossier: excerptPrefix: "PAL" is also that of .*palmyra-2015: give one of them another$/,
    ],
  ])("%s", (_what, files, expected) => {
    const folder = holding(files);
    expect(lines(loadDossiers(folder), folder)).toContainEqual(expect.stringMatching(expected));
  });

  test("an id of two dossiers", () => {
    const folder = holding({ ...bundledFiles, "copy/dossier.json": json, "copy/source.txt": source });
    const { dossiers, problems } = loadDossiers(folder);
    expect(problems.map(({ entry, field }) => `${entry} ${field}`)).toContain("dossier id");
    expect(dossiers).toHaveLength(1);
  });

  test("no folder", () => {
    expect(lines(loadDossiers(join(base, "nowhere")), base)).toEqual([
      "/nowhere: dossier: folder: there is no such folder",
    ]);
  });

  test("a file for a folder", () => {
    expect(loadDossiers("package.json").problems).toHaveLength(1);
    expect(loadDossier("package.json").problems).not.toEqual([]);
  });

  test("a folder with dots and files beside the dossiers is no fault", () => {
    const folder = holding({ ...bundledFiles, "README.md": "what this is", ".cache/x": "" });
    expect(loadDossiers(folder).problems).toEqual([]);
  });
});

describe("where JSON goes wrong", () => {
  test.each([
    ['{"a": 1,}', 1, 9],
    ['{"a": 1\n "b": 2}', 2, 2],
    ['{"a" 1}', 1, 6],
    ["{'a': 1}", 1, 2],
    ['{"a": [1, 2}', 1, 12],
    ['{"a": [1,]}', 1, 10],
    ['{"a": tru}', 1, 7],
    ['{"a": 01}', 1, 7],
    ['{"a": "x\n"}', 1, 7],
    ['{"a": "\\x"}', 1, 7],
    ['{"a": 1', 1, 8],
    ['{"a": {}} x', 1, 11],
    ["{}\n{}", 2, 1],
    ["{1: 2}", 1, 2],
    ["{,}", 1, 2],
    ["", 1, 1],
  ])("%j", (text, line, column) => {
    const folder = holding({ "x/dossier.json": text, "x/source.txt": source });
    expect(lines(loadDossiers(folder), folder)).toEqual([
      `/x/dossier.json: dossier: file: is not valid JSON: look at line ${line}, column ${column}`,
    ]);
  });
});

describe("a line names the words concerned, and what to do", () => {
  test.each<[what: string, change: (data: DossierData) => void, expected: string]>([
    [
      "words that stand elsewhere",
      (data) => Object.assign(data.claims[4] ?? {}, { verbOfSaying: "whispered" }),
      'claim:c2c: verbOfSaying: does not stand in PAL-02: copy its words — now: "whispered"',
    ],
    [
      "a field that is missing",
      (data) => Reflect.deleteProperty(data.source, "licence"),
      "dossier: source.licence: is missing: give an object",
    ],
    [
      "a value of another form",
      (data) => Object.assign(data, { version: "one" }),
      'dossier: version: has the wrong form: give a number — now: "one"',
    ],
    [
      "a hedge of no form",
      (data) => Object.assign(data.claims[4] ?? {}, { hedges: [{ word: "reportedly" }] }),
      "claim:c2c: hedges[0]: is neither words nor an object of words and what they are of: give one of the two",
    ],
    [
      "a value of no list",
      (data) => Object.assign(data.events[0] ?? {}, { eventType: "party" }),
      ': eventType: is none of these: "event", "statement", "mention", "title" — now: "party"',
    ],
    [
      "a field that nobody knows",
      (data) => Object.assign(data, { titel: "A title" }),
      'dossier: entry: holds "titel", which is no field of it: correct the spelling, or strike it',
    ],
    [
      "a passage that is too long",
      (data) => Object.assign(data.excerpts[0] ?? {}, { exact: "x".repeat(1501) }),
      `PAL-01: exact: is too large: give at most 1500 characters — now: "${"x".repeat(99)}…`,
    ],
  ])("%s", (_what, change, expected) => {
    const folder = holding({
      ...bundledFiles,
      "palmyra-2015/dossier.json": changed((data) => change(data as DossierData)),
    });
    expect(lines(loadDossiers(folder), folder)).toContainEqual(expect.stringContaining(expected));
  });
});

describe("bad data is never an exception", () => {
  const values = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(null, "", " ", 0, -1, 1e308, "PAL-01", "PAL-99", "palmyra", "2015-02-30", [], {}),
    fc.string(),
  );

  /** Every path of a value, the root aside. */
  function pathsOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, child]) => {
      const at = [...path, Array.isArray(value) ? Number(key) : key];
      return [at, ...pathsOf(child, at)];
    });
  }
  const paths = pathsOf(JSON.parse(json));

  function mutate(
    data: unknown,
    path: readonly (string | number)[],
    change: { value: unknown } | "remove" | "twice",
  ) {
    let parent = data;
    for (const key of path.slice(0, -1)) {
      if (typeof parent !== "object" || parent === null) return;
      parent = Reflect.get(parent, key);
    }
    const key = path.at(-1) ?? 0;
    if (typeof parent !== "object" || parent === null) return;
    if (change === "twice") {
      if (Array.isArray(parent)) parent.push(structuredClone(Reflect.get(parent, key)));
    } else if (change === "remove") {
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else Reflect.deleteProperty(parent, key);
    } else {
      Reflect.set(parent, key, change.value);
    }
  }

  const mutation = fc.record({
    path: fc.constantFrom(...paths),
    change: fc.oneof(
      values.map((value) => ({ value })),
      fc.constantFrom("remove" as const, "twice" as const),
    ),
  });

  test("a dossier changed at random", () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const data: unknown = JSON.parse(json);
        for (const { path, change } of mutations) mutate(data, path, change);
        const parsed = dossierSchema.safeParse(data);
        if (parsed.success)
          for (const problem of checkDossier(parsed.data, source)) expect(problem.message).not.toBe("");
      }),
      { numRuns: 150 },
    );
  });

  test("another source", () => {
    const data = dossierSchema.parse(JSON.parse(json));
    fc.assert(
      fc.property(fc.nat(source.length), fc.string({ unit: "binary" }), (at, words) => {
        checkDossier(data, source.slice(0, at) + words + source.slice(at + words.length));
      }),
      { numRuns: 60 },
    );
  });

  test("a file changed at random", () => {
    const folder = holding(bundledFiles);
    const file = join(folder, "palmyra-2015", "dossier.json");
    fc.assert(
      fc.property(fc.nat(json.length), fc.string({ unit: "binary", maxLength: 4 }), (at, words) => {
        writeFileSync(file, json.slice(0, at) + words + json.slice(at + words.length));
        for (const problem of loadDossiers(folder).problems)
          expect(formatProblem(problem)).toContain("dossier.json");
      }),
      { numRuns: 60 },
    );
  });

  test("brackets a hundred thousand deep", () => {
    const folder = holding({ "x/dossier.json": "[".repeat(100_000), "x/source.txt": source });
    expect(loadDossiers(folder).problems).toHaveLength(1);
  });
});

describe("npm run dossier -- check", () => {
  const run = async (...parameters: string[]) => {
    const run = promisify(execFile)(process.execPath, ["src/cli/dossier.ts", ...parameters]);
    const result = await run.catch((error: { code: number; stdout: string; stderr: string }) => error);
    return { code: "code" in result ? result.code : 0, stdout: result.stdout, stderr: result.stderr };
  };

  test("is one line and 0 for data, for a folder of dossiers, for one dossier", async () => {
    for (const parameters of [["check"], ["check", "data"], ["check", bundledFolder]]) {
      const { code, stdout, stderr } = await run(...parameters);
      expect({ code, stderr, lines: stdout.trimEnd().split("\n").length }).toEqual({
        code: 0,
        stderr: "",
        lines: 1,
      });
      expect(stdout).toContain("palmyra-2015");
    }
  });

  test("is every problem and 1 for a dossier with faults", async () => {
    const folder = holding({});
    cpSync(bundledFolder, join(folder, "palmyra-2015"), { recursive: true });
    const faulty = json
      .replace("civilians were in fact not", "civilians were not")
      .replace('"low": 400', '"low": 40');
    writeFileSync(join(folder, "palmyra-2015", "dossier.json"), faulty);
    const { code, stdout, stderr } = await run("check", folder);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/dossier\.json: PAL-09: exact: /);
    expect(stderr).toMatch(/dossier\.json: claim:c13c: quantity\.low: 40 is not a number in "400 people"/);
  });

  test("is the usage and 1 for anything else", async () => {
    for (const parameters of [[], ["new"], ["check", "data", "more"]]) {
      expect(await run(...parameters)).toMatchObject({
        code: 1,
        stdout: "",
        stderr: expect.stringMatching(/^Usage: /),
      });
    }
  });
});
