/**
 * Measures Look this up: `npm run bench:lookup -- [seed]`. How well it reads the collected messages, those it was tuned
 * on and those held out; and what a message of 4,000 characters costs, beside MiniSearch for the same words.
 */
import MiniSearch from "minisearch";
import { type Catalogue, createCatalogue } from "../src/dossier/catalogue.ts";
import { loadDossiers } from "../src/dossier/load.ts";
import { createLookup } from "../src/lookup/index.ts";
import blind from "../tests/lookup/blind-messages.json" with { type: "json" };
import { heldOut, tuning } from "../tests/lookup/messages.ts";
import { qualityOf } from "../tests/lookup/quality.ts";
import { createDossiers, createWords } from "./lookup/dossiers.ts";
import { createRandom } from "./search/data.ts";

const seed = Number(process.argv[2] ?? 20_150_520);
const turns = 25;
const messageLength = 4000;

const percent = (share: number) => (100 * share).toFixed(1);
const row = (...cells: (string | number)[]) => console.log(`| ${cells.join(" | ")} |`);
const head = (...cells: string[]) => {
  row(...cells);
  row(...cells.map(() => "---"));
};
function timed<T>(run: () => T): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

const bundled = createCatalogue(loadDossiers("data").dossiers.map(({ data }) => data));
const lookup = createLookup(bundled);
console.log(`Messages, % (seed ${seed})\n`);
head(
  "set",
  "messages",
  "right first",
  "in the first three",
  "rightly nothing",
  "precision",
  "recall",
  "figures marked",
);
for (const [name, messages] of [
  ["tuning", tuning],
  ["once held out", heldOut],
  ["written blind", blind],
] as const) {
  const quality = qualityOf(messages, lookup.read, bundled);
  const { asking, silent, first, three, abstained, precision, recall, marked } = quality;
  row(name, `${asking} + ${silent}`, ...[first, three, abstained, precision, recall, marked].map(percent));
  if (process.argv.includes("--misses")) for (const miss of quality.misses) console.log(`  ${miss}`);
}

/** A long message: sentences of the dossiers half remembered, misspelt, between words of nothing. */
function createMessage(catalogue: Catalogue, length: number): string {
  const random = createRandom(seed + 1);
  const word = createWords(12_000, createRandom(seed + 2));
  const excerpts = catalogue.dossiers.flatMap((dossier) => dossier.excerpts);
  let message = "";
  while (message.length < length) {
    const { exact } = excerpts[Math.floor(random() * excerpts.length)] ?? { exact: "" };
    const kept = exact.split(" ").filter(() => random() < 0.6);
    const typed = kept.map((each) =>
      each.length > 4 && random() < 0.1 ? each.slice(0, 2) + each.slice(3) : each,
    );
    message += `${typed.join(" ")}. ${Array.from({ length: 12 }, word).join(" ")}.\n`;
  }
  return message.slice(0, length);
}

console.log(
  `\nA message of ${messageLength} characters, ms (the best of ${turns} turns, of the peer 8 and 3: what else the machine does is not counted)\n`,
);
head("excerpts", "Look this up", "MiniSearch", "MiniSearch, fuzzy 0.2", "ratio to MiniSearch", "first use");
const costs: { size: number; cost: number }[] = [];
for (const size of [17, 100, 1000, 10_000]) {
  const catalogue = size === 17 ? bundled : createCatalogue(createDossiers(size, createRandom(seed)));
  const message = createMessage(catalogue, messageLength);
  const { read } = createLookup(catalogue);
  const build = timed(() => read(message));
  // The peer holds the sentences alone: no names, no questions, no events.
  const peer = new MiniSearch({ fields: ["exact"] });
  peer.addAll(catalogue.dossiers.flatMap(({ excerpts }) => excerpts.map(({ id, exact }) => ({ id, exact }))));
  const times: Record<"own" | "plain" | "fuzzy", number[]> = { own: [], plain: [], fuzzy: [] };
  for (let turn = 0; turn < turns; turn++) {
    times.own.push(timed(() => read(message)));
    if (turn < 8) times.plain.push(timed(() => peer.search(message)));
    if (turn < 3) times.fuzzy.push(timed(() => peer.search(message, { fuzzy: 0.2 })));
  }
  const [own, plain, fuzzy] = [Math.min(...times.own), Math.min(...times.plain), Math.min(...times.fuzzy)];
  costs.push({ size, cost: own });
  row(size, own.toFixed(2), plain.toFixed(2), fuzzy.toFixed(0), (own / plain).toFixed(2), build.toFixed(0));
}
const [thousand, tenThousand] = [1000, 10_000].map(
  (size) => costs.find((cost) => cost.size === size)?.cost ?? 0,
);
console.log(`\nFrom 1,000 to 10,000 excerpts: ${((tenThousand ?? 0) / (thousand ?? 1)).toFixed(2)} times`);
