/**
 * `npm run bench:dossiers`: how much of annotated texts the importer finds, how its cost grows with the words, and what
 * starting with many dossiers costs beside parsing their JSON alone.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measure, type Score } from "../tests/import/annotated.ts";

/** What was found of texts in voices new to the rules, before anything was mended for them: it cannot be measured again. */
const firstReadings: readonly { readonly texts: string; readonly dates: Score }[] = [
  { texts: "lighthouse-log, ada-hollis, well-inquiry", dates: { found: 62, wrong: 2, expected: 71 } },
  { texts: "ferry-quiz, glass-school", dates: { found: 45, wrong: 1, expected: 48 } },
  {
    texts: "brannock-tins, museum-of-tools, hallam-season, irma-stoll, orrin-dam",
    dates: { found: 97, wrong: 8, expected: 107 },
  },
  {
    texts: "kestle-line, paper-herons, selwick-slide, varn-museum",
    dates: { found: 86, wrong: 1, expected: 90 },
  },
  {
    texts: "corra-virus, hollow-fen, lantern-keys, quay-crane, seddon-law",
    dates: { found: 73, wrong: 4, expected: 81 },
  },
  { texts: "fenwick-allotment, night-ferry", dates: { found: 27, wrong: 0, expected: 27 } },
];

/** As `npm start` has them. */
const startFlags = ["--max-semi-space-size=8"];

const base = mkdtempSync(join(tmpdir(), "tessera-bench-"));
const [part = "all", ...parameters] = process.argv.slice(2);
try {
  if (part === "draft") await draftOnce(parameters[0] ?? "", parameters[1] ?? "");
  else if (part === "start") await startOnce(parameters[0] ?? "");
  else {
    await quality("held-out");
    for (const { texts, dates } of firstReadings) {
      console.log(`dates at the first reading of ${texts} (noted then):`);
      line("dates", dates);
    }
    await quality("tuning");
    growth();
    manyDossiers();
  }
} finally {
  rmSync(base, { recursive: true, force: true });
}

function line(what: string, { found, wrong, expected }: Score): void {
  const share = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)}%`;
  console.log(
    `  ${what.padEnd(12)} ${found} of ${expected} found (${share(found, expected)}), ${wrong} wrong (${share(wrong, found + wrong)} of those given)`,
  );
}

async function quality(folder: string): Promise<void> {
  const scores = await measure(join("tests/import", folder));
  console.log(`${folder}:`);
  line("sentences", scores.sentences);
  line("markers", scores.markers);
  line("dates", scores.dates);
  line("speakers", scores.statements);
  console.log(
    `  ${"quotations".padEnd(12)} ${scores.quotations.found} of ${scores.quotations.expected} verbatim`,
  );
}

/** Text of about so many words, in which no sentence stands twice: each is numbered in its words. */
function textOf(words: number): string {
  const sentences = readdirSync("tests/import/held-out")
    .filter((name) => name.endsWith(".txt"))
    .flatMap((name) => readFileSync(join("tests/import/held-out", name), "utf8").split("\n").slice(2))
    .map((line) => line.replace(/⟦[a-z] ?[^|⟧]*\|([^⟧]*)⟧/g, "$1").replace(/^(?:\[\d+\])+ /, ""))
    .filter((line) => /[.!?]$/.test(line.replace(/\[\d+\]/g, "")) && !/\]\s\p{Lu}/u.test(line));
  const paragraphs: string[] = [];
  let count = 0;
  for (let round = 1; count < words; round += 1) {
    for (let at = 0; at < sentences.length && count < words; at += 4) {
      const paragraph = sentences
        .slice(at, at + 4)
        .map((sentence) => sentence.replace(/([.!?]["”]?)((?:\[\d+\])*)$/, ` in ward ${letters(round)}$1$2`))
        .join(" ");
      paragraphs.push(paragraph);
      count += paragraph.split(/\s+/).length;
    }
  }
  return `A text of many words\n\n${paragraphs.join("\n\n")}\n`;
}

function letters(number: number): string {
  return [...String(number)].map((digit) => "ABCDEFGHIJ"[Number(digit)]).join("");
}

function growth(): void {
  console.log("a draft, in a process of its own:");
  const costs = [10_000, 100_000].map((words) => {
    const file = join(base, `${words}.txt`);
    writeFileSync(file, textOf(words));
    const runs = [0, 1, 2].map((run) => {
      const output = execFileSync(
        process.execPath,
        ["bench/dossiers.ts", "draft", file, join(base, `into-${words}-${run}`)],
        { encoding: "utf8" },
      );
      return JSON.parse(output) as { milliseconds: number; megabytes: number };
    });
    const milliseconds = Math.min(...runs.map((run) => run.milliseconds));
    const megabytes = Math.max(...runs.map((run) => run.megabytes));
    console.log(`  ${words} words: ${Math.round(milliseconds)} ms, ${Math.round(megabytes)} MB at most`);
    return milliseconds;
  });
  const [less = 1, more = 1] = costs;
  console.log(`  ten times the words: ${(more / less).toFixed(1)} times the time`);
}

async function draftOnce(file: string, into: string): Promise<void> {
  const { newDossier } = await import("../src/import/new.ts");
  const begin = performance.now();
  await newDossier(file, { url: "https://example.org/", licence: "CC0 1.0", into });
  const milliseconds = performance.now() - begin;
  console.log(JSON.stringify({ milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
}

/** 1,000 dossiers of 100 excerpts each, drafts of texts of some 2,000 words, in ten folders. */
function manyDossiers(): void {
  const folder = join(base, "many");
  mkdirSync(folder);
  const file = join(base, "hundred.txt");
  writeFileSync(file, textOf(2600));
  execFileSync(process.execPath, [
    "src/cli/dossier.ts",
    "new",
    file,
    "--id",
    "d0",
    "--prefix",
    "DZ",
    "--url",
    "https://example.org/",
    "--licence",
    "CC0 1.0",
    "--into",
    join(base, "one"),
  ]);
  const source = readFileSync(join(base, "one/d0/source.txt"));
  const data = JSON.parse(readFileSync(join(base, "one/d0/dossier.json"), "utf8"));
  for (let number = 0; number < 1000; number += 1) {
    const id = `d${number}`;
    const prefix = `D${letters(number)}Z`.slice(0, 8);
    const inside = join(folder, String(number % 10), id);
    mkdirSync(inside, { recursive: true });
    writeFileSync(join(inside, "source.txt"), source);
    const text = JSON.stringify({ ...data, id, excerptPrefix: prefix }).replaceAll('"DZ-', `"${prefix}-`);
    writeFileSync(join(inside, "dossier.json"), text);
  }
  const runs = [0, 1, 2, 3, 4].map(
    () =>
      JSON.parse(
        execFileSync(process.execPath, [...startFlags, "bench/dossiers.ts", "start", folder], {
          encoding: "utf8",
        }),
      ) as Start,
  );
  const [{ kilobytes } = { kilobytes: 0 }] = runs;
  console.log(
    `1,000 dossiers of ${data.excerpts.length} excerpts (${Math.round(kilobytes)} KB of JSON), ${runs.length} runs:`,
  );
  for (const [what, of] of [
    ["time", ({ wall }: Cost) => wall],
    ["time of the main thread", ({ thread }: Cost) => thread],
  ] as const) {
    const least = (part: "parsing" | "loading") => Math.round(Math.min(...runs.map((run) => of(run[part]))));
    const ratios = (cost: (run: Start) => number) =>
      runs
        .map((run) => cost(run) / of(run.parsing))
        .sort((a, b) => a - b)
        .map((ratio) => ratio.toFixed(1))
        .join(", ");
    console.log(
      `  ${what}: parsing their JSON alone ${least("parsing")} ms at least; reading and checking them ${least("loading")} ms at least: ${ratios(({ loading }) => of(loading))} times`,
    );
    console.log(
      `    with linking, which each does at its first use: ${ratios(({ loading, linking }) => of(loading) + of(linking))} times`,
    );
  }
  console.log(`  linking one took ${Math.max(...runs.map((run) => run.longestLink)).toFixed(1)} ms at most`);
}

interface Start {
  parsing: Cost;
  /** What `start` does with dossiers before it is ready. */
  loading: Cost;
  linking: Cost;
  /** Milliseconds for the dossier that took longest. */
  longestLink: number;
  kilobytes: number;
}

/** Parsing and loading take turns, folder by folder, so that both meet the same machine. */
async function startOnce(folder: string): Promise<void> {
  const { loadDossiers, withoutFaulty } = await import("../src/dossier/load.ts");
  const { createCatalogue, itemsOf } = await import("../src/dossier/catalogue.ts");
  const { createLookup } = await import("../src/lookup/index.ts");
  const parsing: Cost = { wall: 0, thread: 0 };
  const loading: Cost = { wall: 0, thread: 0 };
  const linking: Cost = { wall: 0, thread: 0 };
  let kilobytes = 0;
  const parse = (part: string) => {
    for (const name of readdirSync(part)) {
      const text = readFileSync(join(part, name, "dossier.json"), "utf8");
      kilobytes += text.length / 1024;
      JSON.parse(text);
    }
  };
  const all = readdirSync(folder).flatMap((name) => {
    const part = join(folder, name);
    timed(parsing, () => parse(part));
    const { dossiers } = timed(loading, () => {
      const loaded = loadDossiers(part);
      if (loaded.problems.length > 0) throw new Error(JSON.stringify(loaded.problems[0]));
      return withoutFaulty(loaded);
    });
    return dossiers;
  });
  const catalogue = timed(loading, () => createCatalogue(all.map(({ data }) => data)));
  timed(loading, () => createLookup(catalogue));
  let longestLink = 0;
  for (const dossier of catalogue.dossiers) {
    const before = linking.wall;
    timed(linking, () => itemsOf(dossier));
    longestLink = Math.max(longestLink, linking.wall - before);
  }
  console.log(JSON.stringify({ parsing, loading, linking, longestLink, kilobytes }));
}

interface Cost {
  /** Milliseconds. */
  wall: number;
  /** Milliseconds, without what the garbage collector does beside it. */
  thread: number;
}

function timed<T>(cost: Cost, work: () => T): T {
  const before = process.threadCpuUsage();
  const begin = performance.now();
  const result = work();
  cost.wall += performance.now() - begin;
  const { user, system } = process.threadCpuUsage(before);
  cost.thread += (user + system) / 1000;
  return result;
}
