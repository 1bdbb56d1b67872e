import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { loadDossiers, loadDossiersInTurns } from "../../../src/dossier/load.ts";
import { json, source } from "../../dossier/bundled.ts";
import { endAllBots, startBot } from "../../support/bot.ts";
import { guard } from "../../support/timing.ts";

/* What stands under the name of a dossier's file: nothing of it makes the check or the start wait, or end without a line. */

const base = mkdtempSync(join(tmpdir(), "tessera-files-"));
afterAll(() => {
  endAllBots();
  rmSync(base, { recursive: true });
});

/** A folder of one dossier, the bundled one, in a copy that `spoil` changes. */
function holding(spoil: (dossier: string) => void): string {
  const folder = mkdtempSync(join(base, "of-"));
  cpSync("data/palmyra-2015", join(folder, "palmyra-2015"), { recursive: true });
  spoil(join(folder, "palmyra-2015"));
  return folder;
}

const nested = `${'{"a":'.repeat(6_000)}1${"}".repeat(6_000)}`;

function replacing(file: string, text: string): (dossier: string) => void {
  return (dossier) => writeFileSync(join(dossier, file), text);
}

function pipeFor(file: string): (dossier: string) => void {
  return (dossier) => {
    rmSync(join(dossier, file));
    execFileSync("mkfifo", [join(dossier, file)]);
  };
}

function grown(file: string, megabytes: number): (dossier: string) => void {
  return (dossier) => truncateSync(join(dossier, file), megabytes * 1024 * 1024);
}

async function cli(...parameters: string[]) {
  const options = { timeout: guard, maxBuffer: 64 * 1024 * 1024 };
  const run = promisify(execFile)(process.execPath, ["src/cli/dossier.ts", ...parameters], options);
  const result = await run.catch((error: { code: number; stdout: string; stderr: string }) => error);
  return { code: "code" in result ? result.code : 0, said: `${result.stdout}${result.stderr}` };
}

const broken: readonly (readonly [what: string, spoil: (dossier: string) => void, line: RegExp])[] = [
  ["a pipe for a text", pipeFor("source.txt"), /source\.txt: dossier: file: is not a file$/],
  ["a pipe for the data", pipeFor("dossier.json"), /dossier\.json: dossier: file: is not a file$/],
  [
    "600 MB of data",
    grown("dossier.json", 600),
    /dossier\.json: .*: has 600 MB, and at most 64 MB are read$/,
  ],
  ["600 MB of text", grown("source.txt", 600), /source\.txt: .*: has 600 MB, and at most 16 MB are read$/],
  ["data nested 6,000 deep", replacing("dossier.json", nested), /dossier\.json: .*: is nested too deeply$/],
  ["a pipe for the map", pipeFor("map.json"), /map\.json: dossier: file: is not a file: delete it, and cut/],
  [
    "119 MB of map",
    grown("map.json", 119),
    /map\.json: .*: has 119 MB, and at most 8 MB are read: delete it/,
  ],
  [
    "a map nested 6,000 deep",
    replacing("map.json", nested),
    /map\.json: .*: is nested too deeply: delete it/,
  ],
  [
    "a map cut off",
    replacing("map.json", '{"sheets": ['),
    /map\.json: .*: is not valid JSON: look at line 1/,
  ],
  [
    "a map of another form",
    replacing("map.json", '{"credits": {"boundaries": "", "towns": ""}, "sheets": [], "towns": []}'),
    /map\.json: .*: sheets is too small: give at least 1 items: delete it/,
  ],
];

describe.concurrent("one line at the check", () => {
  test.for(broken)("%s", async ([, spoil, line]) => {
    const { code, said } = await cli("check", holding(spoil));
    expect(code).toBe(1);
    const lines = said.trimEnd().split("\n");
    expect(lines).toEqual([expect.stringMatching(line), "1 problem"]);
  });
});

test("--fix leaves what it cannot read, and the check says why", async () => {
  const folder = holding(replacing("dossier.json", nested));
  expect((await cli("check", folder, "--fix")).said).toMatch(/is nested too deeply\n1 problem\n$/);
  const { code, said } = await cli("check", "package.json", "--fix");
  expect({ code, said }).toEqual({
    code: 1,
    said: "package.json: dossier: folder: is not a folder\n1 problem\n",
  });
});

test("the same line at the start, which ends with it", async () => {
  const folder = mkdtempSync(join(base, "all-"));
  for (const [number, [, spoil]] of broken.entries()) {
    const dossier = join(folder, `d${number}`);
    cpSync("data/palmyra-2015", dossier, { recursive: true });
    spoil(dossier);
  }
  const bot = startBot({ TRANSPORT: "preview", PORT: "0", STORE_URL: "sqlite::memory:", DATA_DIR: folder });
  expect(await bot.ended).toBe(1);
  for (const [, , line] of broken) {
    expect(bot.output.stderr.split("\n").some((each) => line.test(each))).toBe(true);
  }
});

test("as many identical events as may be, and more, are few lines", () => {
  const data = JSON.parse(json);
  const repeated = (count: number) =>
    JSON.stringify({
      ...data,
      events: Array.from({ length: count }, () => ({ ...data.events.at(-1), names: [] })),
    });
  const more = loadDossiers(holding(replacing("dossier.json", repeated(100_000)))).problems;
  expect(more.map(({ message }) => message)).toEqual(["is too large: give at most 20000 items"]);
  const most = loadDossiers(holding(replacing("dossier.json", repeated(20_000)))).problems;
  expect(most).toHaveLength(1_001);
  expect(most.at(-1)?.message).toMatch(/^has \d+ more problems: mend these first$/);
});

test("folders that a system puts beside dossiers are none; one of a dossier's name is", () => {
  const folder = holding(() => {});
  for (const name of ["lost+found", "__MACOSX/palmyra-2015", "@eaDir", ".git", "System Volume Information"]) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  expect(loadDossiers(folder).problems).toEqual([]);
  mkdirSync(join(folder, "Tadmur"));
  writeFileSync(join(folder, "Tadmur/source.txt"), source);
  mkdirSync(join(folder, "palmyra"));
  expect(
    loadDossiers(folder).problems.map(({ file, message }) => [file.slice(folder.length), message]),
  ).toEqual([
    ["/Tadmur/dossier.json", "there is no such file"],
    ["/palmyra/source.txt", "there is no such file"],
    ["/palmyra/dossier.json", "there is no such file"],
  ]);
});

test("a link to itself is named, and the dossiers beside it load", () => {
  const folder = holding(() => {});
  symlinkSync("self", join(folder, "self"));
  const { dossiers, problems } = loadDossiers(folder);
  expect(dossiers).toHaveLength(1);
  expect(problems.map(({ file, message }) => [file.slice(folder.length), message])).toEqual([
    ["/self/source.txt", "cannot be read (ELOOP)"],
    ["/self/dossier.json", "cannot be read (ELOOP)"],
  ]);
});

test("a map that is a link to nothing is named", () => {
  const folder = holding((dossier) => {
    rmSync(join(dossier, "map.json"));
    symlinkSync("nowhere", join(dossier, "map.json"));
  });
  expect(loadDossiers(folder).problems.map(({ message }) => message)).toEqual([
    expect.stringContaining("there is no such file"),
  ]);
});

test("while many are read, the event loop turns: a signal is heard", async () => {
  const folder = mkdtempSync(join(base, "many-"));
  for (const name of ["a", "b", "c", "d"])
    cpSync("data/palmyra-2015", join(folder, name), { recursive: true });
  let turns = 0;
  const turn = () => {
    turns += 1;
    next = setImmediate(turn);
  };
  let next = setImmediate(turn);
  const loaded = await loadDossiersInTurns(folder);
  clearImmediate(next);
  expect(turns).toBeGreaterThanOrEqual(4);
  expect(loaded).toEqual(loadDossiers(folder));
});

describe.concurrent("a pipe that is handed to a command", () => {
  test.for<[what: string, parameters: (pipe: string) => string[]]>([
    ["new", (pipe) => ["new", pipe, "--url", "https://example.org/", "--licence", "MIT"]],
    ["diff", (pipe) => ["diff", "data/palmyra-2015", pipe]],
    ["namesakes", (pipe) => ["namesakes", "data/palmyra-2015", "--names", pipe]],
  ])("%s", async ([what, parameters]) => {
    const pipe = join(base, `${what}.txt`);
    execFileSync("mkfifo", [pipe]);
    expect(await cli(...parameters(pipe))).toEqual({ code: 1, said: `${pipe}: is not a file\n` });
  });

  test("for the licence, a new revision goes without it", async () => {
    const folder = holding(pipeFor("LICENSE"));
    const into = join(folder, "next/palmyra-2015");
    const { code } = await cli("diff", join(folder, "palmyra-2015"), "data/palmyra-2015", "--write", into);
    expect(code).toBe(0);
  });
});
