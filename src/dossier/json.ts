import { isTooDeep } from "../input/json.ts";
import type { Problem } from "./file.ts";

/**
 * The value of a text of JSON, and `data`, what `accept` makes of it; or what is wrong with the text and where. Nothing is
 * nested too deeply for who walks it by recursion.
 */
export function parseJson<T>(
  text: string,
  accept: (value: unknown) => T | undefined,
): { readonly value: unknown; readonly data: T | undefined } | Problem {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const before = text.slice(0, syntaxErrorAt(text)).split("\n");
    const column = (before.at(-1)?.length ?? 0) + 1;
    return { problem: `is not valid JSON: look at line ${before.length}, column ${column}` };
  }
  const data = accept(value);
  // What is accepted is as deep as its schema: the start does not read every character again.
  if (data === undefined && isTooDeep(text)) return { problem: "is nested too deeply" };
  const halved = halvedIn(text);
  if (halved === undefined) return { value, data };
  return { problem: `"${halved}" holds half a surrogate pair: \\ud800 to \\udfff come in twos` };
}

/** The name of the first field with half a character, which Discord takes from nobody. Only escapes can write one. */
function halvedIn(text: string): string | undefined {
  if (!text.includes("\\u") || !/\\u[dD][89a-fA-F]/.test(text)) return undefined;
  let found: string | undefined;
  JSON.parse(text, (field: string, value: unknown) => {
    if (![field, value].every((each) => typeof each !== "string" || each.isWellFormed())) found ??= field;
    return value;
  });
  return found?.toWellFormed();
}

const tokenPattern =
  /[ \t\r\n]*(?:([[{\]},:])|("(?:[^"\\\n\r\t]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)))/;

/**
 * The index of the first character that cannot be right in a text that `JSON.parse` refuses: V8's message does
 * not always give one. The text's length if it ends too early.
 */
function syntaxErrorAt(text: string): number {
  const token = new RegExp(tokenPattern, "y");
  const open: string[] = [];
  let expected: "value" | "value or end" | "key" | "key or end" | "colon" | "next" = "value";
  let end = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [whole, sign, string] = match;
    const at = match.index + whole.length - (sign ?? whole.trimStart()).length;
    const inside = open.at(-1);
    const isValue = expected === "value" || expected === "value or end";
    if (inside === undefined && expected === "next") return at;
    if (sign === "{" || sign === "[") {
      if (!isValue) return at;
      open.push(sign);
      expected = sign === "{" ? "key or end" : "value or end";
    } else if (sign === "}" || sign === "]") {
      const closes = inside === (sign === "}" ? "{" : "[");
      const mayClose = expected === "next" || expected === (sign === "}" ? "key or end" : "value or end");
      if (!closes || !mayClose) return at;
      open.pop();
      expected = "next";
    } else if (sign === ",") {
      if (expected !== "next") return at;
      expected = inside === "{" ? "key" : "value";
    } else if (sign === ":") {
      if (expected !== "colon") return at;
      expected = "value";
    } else if (expected === "key" || expected === "key or end") {
      if (string === undefined) return at;
      expected = "colon";
    } else {
      if (!isValue) return at;
      expected = "next";
    }
    end = token.lastIndex;
  }
  return end + (/^[ \t\r\n]*/.exec(text.slice(end))?.[0].length ?? 0);
}
