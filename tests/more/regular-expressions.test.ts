import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { parseSync, Visitor } from "oxc-parser";
import { check } from "recheck";
import { expect, test } from "vitest";

/*
 * Regular expressions whose time explodes on some text, judged by recheck: it builds the automaton, and searches for an
 * attack where that is too large. No expression may be exponential. Where people's own words come, one that is
 * polynomial must still be done with the longest attack within the event loop's 50 ms.
 */

/** Characters of the longest option that Discord sends. */
const longest = 6_000;
/** Milliseconds. */
const mostBlocking = 50;
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
/** Large alternations that recheck judges in no reasonable time; each begins with a fixed letter or sign. */
const undecided = 6;

const { MODE: mode } = (import.meta as ImportMeta & { readonly env: { readonly MODE: string } }).env;

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
    const { program, errors } = parseSync(file, readFileSync(file, "utf8"));
    expect(errors, file).toEqual([]);
    new Visitor({
      Literal(node) {
        if ("regex" in node && node.regex) keep(file, node.regex.pattern, node.regex.flags);
      },
    }).visit(program);
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

/** Milliseconds that an expression takes for a text, once it is compiled. */
function timeOf(expression: RegExp, text: string): number {
  const times = [1, 2, 3].map(() => {
    const start = performance.now();
    text.replace(expression, "");
    return performance.now() - start;
  });
  return Math.min(...times);
}

test("no regular expression can be made to run for long", { timeout: 900_000 }, async () => {
  const wrong: string[] = [];
  const unknown: string[] = [];
  const waiting = [...expressionsIn(files)];
  expect(waiting.length).toBeGreaterThan(100);
  async function work(): Promise<void> {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [key, { pattern, flags, files }] = next;
      const verdict = await check(pattern, flags, { timeout: mode === "fuzz" ? 60_000 : 3_000 });
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
      const times = Math.floor((longest - fixed) / pumped);
      const text = pumps.map(({ prefix, pump }) => prefix + pump.repeat(times)).join("") + suffix;
      const milliseconds = timeOf(new RegExp(pattern, flags), text);
      if (milliseconds > mostBlocking)
        wrong.push(`${where}: ${Math.round(milliseconds)} ms for ${JSON.stringify(text.slice(0, 40))}…`);
    }
  }
  // recheck works in processes of its own.
  await Promise.all([work(), work()]);
  expect(wrong).toEqual([]);
  expect(unknown.length, unknown.join("\n")).toBeLessThanOrEqual(undecided);
});
