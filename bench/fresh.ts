/**
 * What people who know nothing of the rules are given: `npm run bench:fresh`. Of queries written blind, for what is held
 * and for what is not, it counts what the bot shows, suggests and offers. `--set ab` asks some sets: the misses
 * of a and b were read while the engine was made; of c, d and e only counts, but choices were made by them. Whoever reports on
 * it anew writes new sets.
 */
import { parseArgs } from "node:util";
import { library } from "../tests/cards/library.ts";
import { askFresh } from "./search/fresh.ts";

const { values: given } = parseArgs({ options: { set: { type: "string" } } });
const result = await askFresh(library, given.set ?? "cde");
for (const [what, { count, of, share }] of [
  ["held: the right entry shown", result.shown],
  ["… of these as closest", result.closest],
  ["suggested first", result.first],
  ["suggested in five", result.five],
  ["suggestion and answer agree", result.agree],
  ["/search: the right sentence first", result.search],
  ["not held: given as an answer", result.answered],
  ["not held: suggested or closest, unwelcome", result.unwelcome],
] as const)
  console.log(`| ${what} | ${count} of ${of} (${(100 * share).toFixed(1)}%) |`);
