/**
 * Measures the search beside its peers: `npm run bench:search -- [seed] [sizes] [engine]`, sizes separated by commas,
 * the engine by the beginning of its name. Prints the tables of docs/search.md; a run of all sizes and engines draws
 * docs/search-cost.svg.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Fuse from "fuse.js";
import { createCatalogue } from "../src/dossier/catalogue.ts";
import { loadDossiers } from "../src/dossier/load.ts";
import { recordOf } from "../src/lookup/records.ts";
import { createSearch, matches, rowsFor } from "../src/search/index.ts";
import { createNameIndex } from "../src/search/names.ts";
import { normalise } from "../src/search/normalise.ts";
import { createQuery } from "../src/search/rank.ts";
import { wordsOf } from "../src/search/words.ts";
import { lines, worded } from "../tests/search/scenarios.ts";
import {
  createArabicNonsense,
  createNonsense,
  createPlaces,
  createQuestions,
  createRandom,
  kinds,
  type Place,
} from "./search/data.ts";
import { engines, type Find } from "./search/engines.ts";
import { drawCost, type Line } from "./search/picture.ts";

const seed = Number(process.argv[2] ?? 20_150_520);
const usual = [25, 1000, 10_000, 100_000, 1_000_000];
const sizes = process.argv[3]?.split(",").map(Number) ?? usual;
const only = process.argv[4] ?? "";
const collect = globalThis.gc ?? (() => undefined);

const percent = (share: number) => (100 * share).toFixed(1);
const at = (times: number[], share: number) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
const row = (...cells: (string | number)[]) => console.log(`| ${cells.join(" | ")} |`);
const head = (...cells: string[]) => {
  row(...cells);
  row(...cells.map(() => "---"));
};
const bytes = () => {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

type Cost = { p50: number; p99: number; build: number; memory: number };
const ours: (Cost & { size: number; pass: number; heard: number })[] = [];
const drawn = new Map<string, { size: number; milliseconds: number }[]>();

function measure(find: Find, places: readonly Place[], count: number, turns: number) {
  const random = createRandom(seed + 1);
  const times: number[] = [];
  const shares = kinds.map((kind) => {
    const questions = createQuestions(kind, places, count, random);
    for (const { query } of questions.slice(0, turns === 1 ? 1 : 10)) find(query, 5);
    let first = 0;
    let five = 0;
    let reciprocal = 0;
    for (const { query, id } of questions) {
      // The best of the turns: what the machine's other work adds is not the search's.
      let ids: string[] = [];
      let least = Number.POSITIVE_INFINITY;
      for (let turn = 0; turn < turns; turn++) {
        const start = performance.now();
        ids = find(query, 5);
        least = Math.min(least, performance.now() - start);
      }
      times.push(least);
      const place = ids.indexOf(id);
      if (place === 0) first++;
      if (place >= 0) {
        five++;
        reciprocal += 1 / (place + 1);
      }
    }
    const asked = Math.max(1, questions.length);
    return {
      kind: kind.name,
      asked: questions.length,
      first: first / asked,
      five: five / asked,
      reciprocal: reciprocal / asked,
    };
  });
  const nonsense = createNonsense(count, random);
  const found = nonsense.filter((query) => find(query, 1).length > 0).length / nonsense.length;
  return { shares, found, p50: at(times, 0.5), p99: at(times, 0.99) };
}

/** Build time and memory at a size, from a process of its own. */
function growthOf(size: number): { build: number; memory: number } {
  const script = fileURLToPath(new URL("search/growth.ts", import.meta.url));
  return JSON.parse(
    execFileSync(process.execPath, ["--expose-gc", script, `${seed}`, `${size}`], { encoding: "utf8" }),
  );
}

/** Milliseconds of one counting pass over the postings that a query reads. */
function passOf(places: readonly Place[]): number {
  const names = createNameIndex(places.map(({ name }) => ({ names: [name] })));
  const random = createRandom(seed + 1);
  const times = kinds
    .flatMap((kind) => createQuestions(kind, places, 100, random))
    .map(({ query }) => {
      const words = wordsOf(query);
      const turns = [0, 1, 2].map(() => {
        const start = performance.now();
        names.count(words, rowsFor(words, names.owners.length));
        return performance.now() - start;
      });
      return Math.min(...turns);
    });
  return at(times, 0.5);
}

for (const size of sizes) {
  const places = createPlaces(size, createRandom(seed));
  console.log(`\n## ${size.toLocaleString("en")} names, seed ${seed}\n`);
  head(
    "engine",
    ...kinds.map(({ name }) => name),
    "mean",
    "MRR",
    "nonsense",
    "p50 ms",
    "p99 ms",
    "build ms",
    "MB",
  );
  for (const engine of engines) {
    if (size > engine.largest || !engine.name.startsWith(only)) continue;
    const scans = engine.name.startsWith("Fuse") && size >= 10_000;
    const count = scans ? (size >= 100_000 ? 10 : 50) : 200;
    const before = bytes();
    const start = performance.now();
    const find = engine.build(places);
    const build = performance.now() - start;
    const memory = (bytes() - before) / 1e6;
    const { shares, found, p50, p99 } = measure(find, places, count, scans ? 1 : 3);
    const fitting = shares.filter(({ asked }) => asked > 0);
    const mean = (key: "first" | "five" | "reciprocal") =>
      fitting.reduce((sum, share) => sum + share[key], 0) / fitting.length;
    row(
      scans ? `${engine.name} (${count} a kind)` : engine.name,
      ...shares.map(({ asked, first, five }) => (asked === 0 ? "–" : `${percent(first)}/${percent(five)}`)),
      `${percent(mean("first"))}/${percent(mean("five"))}`,
      mean("reciprocal").toFixed(3),
      `${percent(found)}%`,
      p50.toPrecision(2),
      p99.toPrecision(2),
      build.toFixed(0),
      memory > 0 ? memory.toFixed(1) : "–",
    );
    drawn.set(engine.name, [...(drawn.get(engine.name) ?? []), { size, milliseconds: p50 }]);
    if (engine.name === "Tessera") {
      const arabic = createArabicNonsense(1000, createRandom(seed + 3));
      const heard = arabic.filter((query) => find(query, 1).length > 0).length / arabic.length;
      ours.push({ size, p50, p99, pass: passOf(places), heard, ...growthOf(size) });
    }
  }
}

console.log("\n## Growth of the search\n");
head(
  "names",
  "p50 ms",
  "p99 ms",
  "build ms",
  "MB",
  "p50 of a counting pass, ms",
  "search / pass",
  "Arabic nonsense",
);
for (const { size, p50, p99, build, memory, pass, heard } of ours) {
  row(
    size.toLocaleString("en"),
    p50.toPrecision(2),
    p99.toPrecision(2),
    build.toFixed(0),
    Math.max(0, memory).toFixed(1),
    pass.toPrecision(2),
    (p50 / pass).toFixed(1),
    `${percent(heard)}%`,
  );
}

console.log(
  "\n## What Fuse is used for: names that are no answer, over the same 40 candidates (10,000 names)\n",
);
{
  const places = createPlaces(10_000, createRandom(seed));
  const names = createNameIndex(places.map(({ name }) => ({ names: [name] })));
  const random = createRandom(seed + 2);
  const inside = (name: string) => {
    const form = normalise(name);
    return form.length < 9 || form.includes(" ")
      ? undefined
      : form.slice(3, 3 + 5 + Math.floor(random() * 2));
  };
  const edits = kinds.find(({ name }) => name === "two edits");
  const once = kinds.find(({ name }) => name === "one edit");
  const three = (name: string) =>
    name.length < 9 ? undefined : once?.make(edits?.make(name, random) ?? name, random);
  head("query", "own ranking hit@1/hit@5", "Fuse hit@1/hit@5");
  for (const [title, make] of [
    ["inside a name", inside],
    ["three edits", three],
  ] as const) {
    const questions = createQuestions({ name: title, make }, places, 200, random);
    const tally = { own: [0, 0], fuse: [0, 0] };
    for (const { query, id } of questions) {
      const words = wordsOf(query);
      const rows = [...names.candidates(words, 120)];
      const prepared = createQuery(words, names.alphabet);
      const own = rows
        .map((row) => ({ row, score: names.rank(prepared, row, 0) }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score)
        .map(({ row }) => String(row));
      const fuse = new Fuse(
        rows.map((row) => normalise(names.nameOf(row))),
        { threshold: 0.34, ignoreLocation: true, ignoreFieldNorm: true },
      )
        .search(normalise(query))
        .map(({ refIndex }) => String(rows[refIndex]));
      for (const [key, ids] of [
        ["own", own],
        ["fuse", fuse],
      ] as const) {
        if (ids[0] === id) tally[key][0] = (tally[key][0] ?? 0) + 1;
        if (ids.slice(0, 5).includes(id)) tally[key][1] = (tally[key][1] ?? 0) + 1;
      }
    }
    const share = (counts: number[]) => counts.map((count) => percent(count / questions.length)).join("/");
    row(title, share(tally.own), share(tally.fuse));
  }
}

console.log("\n## Free text and bold: the excerpts of the bundled dossier\n");
{
  const { dossiers, problems } = loadDossiers(fileURLToPath(new URL("../data", import.meta.url)));
  if (problems.length > 0) throw new Error("the bundled dossier does not load");
  const excerpts = createCatalogue(dossiers.map(({ data }) => data)).dossiers.flatMap(
    (dossier) => dossier.excerpts,
  );
  const records = excerpts.map((excerpt) => recordOf(excerpt));
  const search = createSearch(records);
  const texts = records.map(({ text = "" }) => normalise(text));
  const plain = new Fuse(texts, { ignoreLocation: true, threshold: 0.4, includeMatches: true });
  const tokens = new Fuse(texts, { ignoreLocation: true, threshold: 0.4, useTokenSearch: true });
  const ways: [string, (query: string) => string[]][] = [
    ["findText", (query) => search.findText(query, 5).map(({ id }) => id)],
    ["Fuse", (query) => plain.search(normalise(query)).map(({ refIndex }) => records[refIndex]?.id ?? "")],
    [
      "Fuse, token search",
      (query) => tokens.search(normalise(query)).map(({ refIndex }) => records[refIndex]?.id ?? ""),
    ],
  ];
  head("way", "hit@1", "hit@5", "p50 ms");
  for (const [name, find] of ways) {
    let first = 0;
    let five = 0;
    const times: number[] = [];
    const questions = lines(worded);
    for (const [query = "", ids = ""] of questions) {
      find(query);
      const start = performance.now();
      const found = find(query);
      times.push(performance.now() - start);
      const place = found.findIndex((id) => ids.split(",").includes(id));
      if (place === 0) first++;
      if (place >= 0 && place < 5) five++;
    }
    row(
      name,
      percent(first / questions.length),
      percent(five / questions.length),
      at(times, 0.5).toPrecision(2),
    );
  }
  const whole = (text: string, [start, end]: readonly [number, number]) =>
    !/[\p{L}\p{N}]{2}/u.test(text.slice(Math.max(0, start - 1), start + 1).trim()) &&
    !/[\p{L}\p{N}]{2}/u.test(text.slice(end - 1, end + 1).trim());
  let fuseWhole = 0;
  let fuseAll = 0;
  let ownWhole = 0;
  let ownAll = 0;
  for (const [query = ""] of lines(worded)) {
    const [hit] = plain.search(normalise(query).slice(0, 32));
    const text = texts[hit?.refIndex ?? 0] ?? "";
    for (const [start, end] of hit?.matches?.[0]?.indices ?? []) {
      fuseAll++;
      if (whole(text, [start, end + 1])) fuseWhole++;
    }
    for (const range of matches(query, text)) {
      ownAll++;
      if (whole(text, range)) ownWhole++;
    }
  }
  console.log(
    `\nbold ranges that are whole words: matches ${percent(ownWhole / ownAll)}% of ${ownAll}, Fuse ${percent(fuseWhole / Math.max(1, fuseAll))}% of ${fuseAll}`,
  );
}

if (only === "" && usual.every((size) => sizes.includes(size))) {
  const picture: Line[] = [...drawn].map(([name, points]) => ({ name, points }));
  writeFileSync(
    new URL("../docs/search-cost.svg", import.meta.url),
    drawCost(picture, "Median time of one search, by number of names"),
  );
}
