import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { parseSync, Visitor } from "oxc-parser";
import { check } from "recheck";
import { expect, test } from "vitest";
import type { Built } from "../support/built-expressions.ts";
import { costRatio } from "../support/cost.ts";

/*
 * Regular expressions whose time explodes on some text, judged by recheck: it builds the automaton, and searches for an
 * attack where that is too large. No expression may be exponential. Where people's own words come, one that it calls
 * polynomial must be so in a part of bounded length only: then four times the attack takes four times as long.
 */

/** Characters of the longest option that Discord sends. */
const longest = 6_000;
/** Of four times the text, between the 4 of a linear expression and the 16 of a quadratic one. */
const mostGrowth = 8;
/** What reads words of people; everything else reads dossiers and the environment, which the operator writes. */
const rooms = [
  "src/lookup/",
  "src/search/",
  "src/transports/http.ts",
  "src/transports/interaction.ts",
  "src/discord/custom-id.ts",
];
/** Run by the command line and in the reviewer's browser: judged by `npm run fuzz`, since it takes minutes. */
const slow = ["src/import/", "src/cli/", "src/transports/preview/"];

/** Quadratic ones in the rooms of people's words. They get words that are short by then. */
const known = [/^0*(\d+)$/, /\s*\([^)]*\)\s*$/].map(String);
/** Milliseconds for recheck to judge one expression. All but a few take less than three seconds. */
const judgedWithin = 60_000;

const { MODE: mode } = (import.meta as ImportMeta & { readonly env: { readonly MODE: string } }).env;

/** The places of the sources where regular expressions are built as they run. */
const builders = new Set<string>();

/** A process of its own builds them. */
const built: readonly Built[] = JSON.parse(
  execFileSync(process.execPath, ["tests/support/built-expressions.ts"], { encoding: "utf8" }),
);

interface Found {
  readonly pattern: string;
  readonly flags: string;
  readonly files: Set<string>;
}

function expressionsIn(files: readonly string[]): Map<string, Found> {
  const found = new Map<string, Found>();
  const keep = (file: string, pattern: string, flags: string) => {
    const key = `/${pattern}/${flags}`;
    const held = found.get(key) ?? { pattern, flags, files: new Set() };
    held.files.add(file);
    found.set(key, held);
  };
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    const { program, errors } = parseSync(file, text);
    expect(errors, file).toEqual([]);
    const noteBuilder = ({ callee, start }: { readonly callee: object; readonly start: number }) => {
      if ("name" in callee && callee.name === "RegExp")
        builders.add(`${file}:${text.slice(0, start).split("\n").length}`);
    };
    new Visitor({
      NewExpression: noteBuilder,
      CallExpression: noteBuilder,
      Literal(node) {
        if ("regex" in node && node.regex) keep(file, node.regex.pattern, node.regex.flags);
      },
    }).visit(program);
  }
  for (const { pattern, flags, at } of built) {
    const [file = ""] = at.split(":");
    if (files.includes(file)) keep(file, pattern, flags);
  }
  return found;
}

const files = ["src", "commands"]
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) =>
      join(folder, file).split(sep).join("/"),
    ),
  )
  .filter((file) => /\.(?:ts|js)$/.test(file))
  .filter((file) => mode === "fuzz" || !slow.some((room) => file.startsWith(room)));

test("no regular expression can be made to run for long", { timeout: 900_000 }, async () => {
  const wrong: string[] = [];
  const unknown: string[] = [];
  const waiting = [...expressionsIn(files)];
  expect(waiting.length).toBeGreaterThan(100);
  // Whatever is built has been built, and is among them.
  const places = new Set(built.map(({ at }) => at));
  expect([...builders].filter((place) => !places.has(place))).toEqual([]);
  async function work(): Promise<void> {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [key, { pattern, flags, files }] = next;
      // recheck does not know groups that heed no capitals; that all of it heeds none takes no less time.
      const plain = pattern.replaceAll("(?i:", "(?:");
      const verdict = await check(plain, plain === pattern ? flags : `${flags}i`, { timeout: judgedWithin });
      if (verdict.status === "safe") continue;
      if (known.includes(key)) continue;
      const where = `${[...files].join(", ")}: ${key}`;
      if (verdict.status === "unknown") {
        unknown.push(`${where}: ${verdict.error.kind}`);
        continue;
      }
      const { complexity, attack } = verdict;
      if (complexity.type === "exponential") {
        wrong.push(`${where}: exponential`);
        continue;
      }
      if (![...files].some((file) => rooms.some((room) => file.startsWith(room)))) continue;
      const { pumps, suffix } = attack;
      const fixed = suffix.length + pumps.reduce((sum, { prefix }) => sum + prefix.length, 0);
      const pumped = pumps.reduce((sum, { pump }) => sum + pump.length, 0);
      const attackOf = (length: number) => {
        const times = Math.floor((length - fixed) / pumped);
        return pumps.map(({ prefix, pump }) => prefix + pump.repeat(times)).join("") + suffix;
      };
      const expression = new RegExp(pattern, flags);
      const [whole, quarter] = [attackOf(longest), attackOf(longest / 4)];
      const growth = costRatio(
        () => whole.replace(expression, ""),
        () => quarter.replace(expression, ""),
      );
      if (growth > mostGrowth)
        wrong.push(`${where}: grows ${growth.toFixed(1)} times for ${JSON.stringify(whole.slice(0, 40))}…`);
    }
  }
  // recheck works in processes of its own.
  await Promise.all([work(), work()]);
  expect(wrong).toEqual([]);
  expect(unknown).toEqual([]);
});
