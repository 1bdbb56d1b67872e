/**
 * Counts wrong answers to names that no dossier holds, misspelt names that are answered, and both in sets of queries:
 * `npm run bench:not-held`.
 * Prints the tables of docs/search.md; with `--names`, the names behind the figures of the lists tuned on.
 */
import { fileURLToPath } from "node:url";
import { createCatalogue } from "../src/dossier/catalogue.ts";
import { loadDossiers } from "../src/dossier/load.ts";
import { createLookup } from "../src/lookup/index.ts";
import { misspelt, misspeltHeldOut } from "../tests/search/misspellings.ts";
import { lines } from "../tests/search/scenarios.ts";
import { askSet, countedSets, tunedSets } from "./search/asked.ts";
import { askForMisspelt, askForNotHeld, heldOutLists, tunedLists } from "./search/not-held.ts";

const { dossiers, problems } = loadDossiers(fileURLToPath(new URL("../data", import.meta.url)));
if (problems.length > 0) throw new Error("the bundled dossier does not load");
const catalogue = createCatalogue(dossiers.map(({ data }) => data));
const lookup = createLookup(catalogue);
const share = (count: number, of: number) => `${count} (${((100 * count) / of).toFixed(2)}%)`;
const row = (...cells: (string | number)[]) => console.log(`| ${cells.join(" | ")} |`);

for (const [title, lists] of [
  ["tuned on", tunedLists],
  ["held out", heldOutLists],
] as const) {
  row(title, "names", "look-ups", "wrong answers", "/search finds something");
  row("---", "---", "---", "---", "---");
  const sum = { names: 0, wrong: 0, searched: 0 };
  for (const [name, list] of Object.entries(lists)) {
    const { names, wrong, searched } = askForNotHeld(catalogue, lookup, list);
    row(name, names, 4 * names, share(wrong.length, 4 * names), share(searched.length, names));
    sum.names += names;
    sum.wrong += wrong.length;
    sum.searched += searched.length;
    if (lists === tunedLists && process.argv.includes("--names"))
      console.log([...wrong, ...searched].join(", "));
  }
  row("all", sum.names, 4 * sum.names, share(sum.wrong, 4 * sum.names), share(sum.searched, sum.names));
  console.log();
}

row("misspelt names", "asked", "answered", "offered", "lost");
row("---", "---", "---", "---", "---");
for (const [title, block] of [
  ["tuned on", misspelt],
  ["held out", misspeltHeldOut],
] as const) {
  const rows = lines(block);
  const { answered, offered, lost } = askForMisspelt(lookup, rows);
  row(title, rows.length, answered, offered.length, lost.length);
}

const percent = (part: number) => `${(100 * part).toFixed(1)}%`;
console.log();
row(
  "set",
  "held",
  "answered first",
  "… or offered",
  "suggested first",
  "… first five",
  "not held",
  "answered",
);
row("---", "---", "---", "---", "---", "---", "---", "---");
for (const set of [...tunedSets, ...countedSets]) {
  const { asked, answered, offered, first, five, absent, wrong } = askSet(lookup, set);
  row(set, asked, ...[answered, offered, first, five].map(percent), absent, wrong.length);
}
