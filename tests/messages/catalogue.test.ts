import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { english } from "../../src/messages/english.ts";

/* The words of the catalogue, read as text: a message is a function, and what it may say stands in its literals. */

const folder = new URL("../../src/messages/english/", import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));

/** Names that are compared with, or that a type lists: they are not said. */
const names = /(?:[!=]== *"\w+")|"\w+"(?:\s*\|\s*"\w+")+/g;

/** The texts in a module's literals, but for what it imports and names. Of a template, each stretch between its values. */
function literalsOf(source: string): string[] {
  const code = source.replace(names, "");
  const literals: string[] = [];
  /** Of each template that is open, how many braces are open in its value. */
  const open: number[] = [];
  let at = 0;
  /** Reads up to one of `ends`, and goes behind it. */
  const read = (ends: RegExp): string => {
    let text = "";
    while (at < code.length) {
      const rest = code.slice(at, at + 2);
      const end = ends.exec(rest)?.[0];
      if (end !== undefined) {
        literals.push(text);
        at += end.length;
        return end;
      }
      const length = rest.startsWith("\\") ? 2 : 1;
      text += code.slice(at, at + length);
      at += length;
    }
    throw new Error("a literal without an end");
  };
  const template = () => {
    if (read(/^(?:`|\$\{)/) !== "`") open.push(0);
  };
  while (at < code.length) {
    const rest = code.slice(at);
    const skipped = /^(?:\/\/.*|\/\*[\s\S]*?\*\/|import [^;]*;)/.exec(rest)?.[0];
    const character = rest.charAt(0);
    at += skipped?.length ?? 1;
    if (skipped !== undefined) continue;
    if (character === '"') read(/^"/);
    if (character === "'") read(/^'/);
    if (character === "`") template();
    const braces = open.at(-1);
    if (braces === undefined) continue;
    if (character === "{") open.splice(-1, 1, braces + 1);
    if (character === "}" && braces > 0) open.splice(-1, 1, braces - 1);
    if (character === "}" && braces === 0) {
      open.pop();
      template();
    }
  }
  return literals;
}

test("Literals are found, also inside of templates", () => {
  const code = [
    'import { a } from "./a.ts";',
    '/** It\'s "no" literal. */',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: code, to be read
    "const b = `one ${c({ d: `two ${e}` })} three`; // isn't",
    'const f = (g: "no" | "never") => g === "no" ? "four “five” \\"six\\"" : "seven";',
  ];
  expect(literalsOf(code.join("\n"))).toEqual([
    "one ",
    "two ",
    "",
    " three",
    'four “five” \\"six\\"',
    "seven",
  ]);
});

test("Each key is in one room alone", async () => {
  const rooms = await Promise.all(
    files.map(async (file): Promise<Readonly<Record<string, unknown>>> => {
      const name = file.slice(0, -".ts".length);
      const room: unknown = (await import(new URL(file, folder).pathname))[name];
      return typeof room === "object" && room !== null ? { ...room } : {};
    }),
  );
  const keys = rooms.flatMap((room) => Object.keys(room));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  expect(keys.toSorted()).toEqual(Object.keys(english).toSorted());
});

describe.each(files)("%s", (file) => {
  const literals = literalsOf(readFileSync(new URL(file, folder), "utf8"));

  test("has no word that members do not know", () => {
    const unknown = /\b(?:dossiers?|entry|entries|held|claimants?|excerpts?)\b|\bbears? on\b/i;
    expect(literals.filter((text) => unknown.test(text))).toEqual([]);
  });

  test("has quotation marks and apostrophes as they are printed", () => {
    expect(literals.filter((text) => /["']/.test(text))).toEqual([]);
  });
});
