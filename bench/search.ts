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
import { createSearch } from "../src/search/index.ts";
import { normalise } from "../src/search/normalise.ts";
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
const ours: (Cost & { size: number; heard: number })[] = [];
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
      ours.push({ size, p50, p99, heard, ...growthOf(size) });
    }
  }
}

console.log("\n## Growth of the search\n");
head("names", "p50 ms", "p99 ms", "build ms", "MB", "Arabic nonsense");
for (const { size, p50, p99, build, memory, heard } of ours) {
  row(
    size.toLocaleString("en"),
    p50.toPrecision(2),
    p99.toPrecision(2),
    build.toFixed(0),
    Math.max(0, memory).toFixed(1),
    `${percent(heard)}%`,
  );
}

console.log("\n## Free text: the excerpts of the bundled dossier\n");
{
  const { dossiers, problems } = loadDossiers(fileURLToPath(new URL("../data", import.meta.url)));
  if (problems.length > 0) throw new Error("the bundled dossier does not load");
  const excerpts = createCatalogue(dossiers.map(({ data }) => data)).dossiers.flatMap(
    (dossier) => dossier.excerpts,
  );
  const records = excerpts.map(({ id, title, exact }) => ({ id, names: [title], text: exact }));
  const search = createSearch(records);
  const texts = records.map(({ text }) => normalise(text));
  const plain = new Fuse(texts, { ignoreLocation: true, threshold: 0.4 });
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
}

if (only === "" && usual.every((size) => sizes.includes(size))) {
  const picture: Line[] = [...drawn].map(([name, points]) => ({ name, points }));
  writeFileSync(
    new URL("../docs/search-cost.svg", import.meta.url),
    drawCost(picture, "Median time of one search, by number of names"),
  );
}
