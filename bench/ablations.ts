/**
 * What each mechanism of the search is worth, measured by taking it away: `npm run bench:ablations`, with `--set ab` for
 * other sets of queries. Prints the table of docs/search.md.
 */
import { parseArgs } from "node:util";
import { createLookup } from "../src/lookup/index.ts";
import { fieldValues, nearness, relief, thresholds, unknown, weights } from "../src/search/engine.ts";
import type { How } from "../src/search/readings.ts";
import { library } from "../tests/cards/library.ts";
import { askFresh } from "./search/fresh.ts";

const { values: given } = parseArgs({ options: { set: { type: "string" } } });
const sets = given.set ?? "abcde";
const meanings: readonly How[] = [
  "inflected",
  "translated",
  "related",
  "romanised",
  "misspelt",
  "begun",
  "short for",
  "heard",
  "joined",
];
const row = (...cells: readonly (string | number)[]) => console.log(`| ${cells.join(" | ")} |`);
const percent = ({ share }: { readonly share: number }) => (100 * share).toFixed(1);

async function measure(what: string, without: ReadonlySet<How> = new Set()): Promise<void> {
  const lookup = createLookup(library.catalogue, without);
  const { shown, first, search, answered, unwelcome } = await askFresh({ ...library, lookup }, sets);
  row(what, percent(shown), percent(first), percent(search), answered.count, unwelcome.count);
}

/** Measures with some numbers of the engine set to others, and sets them back. */
async function measureWith<T extends object>(what: string, numbers: T, others: Partial<T>): Promise<void> {
  const kept = { ...numbers };
  Object.assign(numbers, others);
  await measure(what);
  Object.assign(numbers, kept);
}

row("taken away", "shown", "suggested first", "/search first", "wrongly answered", "unwelcome");
row("---", "---", "---", "---", "---", "---");
await measure("nothing");
for (const how of meanings) await measure(how, new Set([how]));
await measureWith("sentences by whom they name", fieldValues, { ofSentence: 0 });
await measureWith("a name's word by the share of the name", fieldValues, { namePart: 1 });
await measureWith("nearness in the sentence", nearness, { farthest: 1 });
await measureWith("ordinary words beside a whole name", relief, { ordinary: 0 });
await measureWith("inverse document frequency", weights, { everywhere: 1, once: 1 });
await measureWith("unknown words weigh more", unknown, { word: 1 });
await measureWith("closest", thresholds, { closest: thresholds.answer });
