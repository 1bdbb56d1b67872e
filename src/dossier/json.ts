const tokenPattern =
  /[ \t\r\n]*(?:([[{\]},:])|("(?:[^"\\\n\r\t]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)))/;

/**
 * The index of the first character that cannot be right in a text that `JSON.parse` refuses: V8's message does
 * not always give one. The text's length if it ends too early.
 */
export function syntaxErrorAt(text: string): number {
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
