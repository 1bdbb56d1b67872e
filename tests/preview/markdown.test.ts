import { describe, expect, it } from "vitest";
import { markdownOf, parseMarkdown } from "../../src/transports/preview/markdown.ts";

describe("Discord's markdown", () => {
  it.each([
    ["**b**", [{ type: "strong", content: ["b"] }]],
    ["*i* _i_", [{ type: "emphasis", content: ["i"] }, " ", { type: "emphasis", content: ["i"] }]],
    ["__u__ ~~s~~", [{ type: "underline", content: ["u"] }, " ", { type: "strikethrough", content: ["s"] }]],
    ["snake_case_name", ["snake_case_name"]],
    ["||a **b**||", [{ type: "spoiler", content: ["a ", { type: "strong", content: ["b"] }] }]],
    ["\\*a\\* \\||b\\||", ["*a* ||b||"]],
    ["`*a*`", [{ type: "code", text: "*a*" }]],
    ["```js\na\n```\nb", [{ type: "codeBlock", text: "a", language: "js" }, "b"]],
    ["a\nb", ["a", { type: "lineBreak" }, "b"]],
    ["<t:5:R>", [{ type: "timestamp", seconds: 5, style: "R" }]],
    ["<t:5>", [{ type: "timestamp", seconds: 5, style: "f" }]],
    ["</a b:100000000000000000>", [{ type: "command", name: "a b" }]],
    ["<@!100000000000000020>", [{ type: "mention", of: "user", id: "100000000000000020" }]],
    ["<script>alert(1)</script>", ["<script>alert(1)</script>"]],
  ])("reads %j", (text, expected) => {
    expect(parseMarkdown(text)).toEqual(expected);
  });

  it("starts blocks at the start of a line only, also after another block", () => {
    expect(parseMarkdown("# A\n-# b\n> c\n> d\n## E\n- f")).toEqual([
      { type: "heading", level: 1, content: ["A"] },
      { type: "subtext", content: ["b"] },
      { type: "blockQuote", content: ["c", { type: "lineBreak" }, "d"] },
      { type: "heading", level: 2, content: ["E"] },
      { type: "list", start: null, items: [["f"]] },
    ]);
    expect(parseMarkdown("a # b - c > d")).toEqual(["a # b - c > d"]);
    expect(parseMarkdown("**# a**")).toEqual([{ type: "strong", content: ["# a"] }]);
    expect(parseMarkdown(">>> a\n# b")).toEqual([
      {
        type: "blockQuote",
        content: ["a", { type: "lineBreak" }, { type: "heading", level: 1, content: ["b"] }],
      },
    ]);
  });

  it("nests lists by their indentation and keeps the first number", () => {
    expect(parseMarkdown("3. a\n4. b\n  - c\n    more\n5. d")).toEqual([
      {
        type: "list",
        start: 3,
        items: [
          ["a"],
          ["b", { type: "list", start: null, items: [["c", { type: "lineBreak" }, "more"]] }],
          ["d"],
        ],
      },
    ]);
  });

  it("keeps brackets and underscores of an address", () => {
    const url = "https://en.wikipedia.org/wiki/Palmyra_offensive_(May_2015)";
    expect(parseMarkdown(`[a](${url})`)).toEqual([{ type: "link", url, content: ["a"] }]);
    expect(parseMarkdown(`[a](<${url}>)`)).toEqual([{ type: "link", url, content: ["a"] }]);
    expect(parseMarkdown(`see ${url}.`)).toEqual(["see ", { type: "link", url, content: [url] }, "."]);
  });

  it("makes no link of what is not http or https", () => {
    for (const text of ["[a](javascript:alert(1))", "<javascript:/alert>", "[a](data:text/html,x)"])
      expect(JSON.stringify(parseMarkdown(text))).not.toContain('"link"');
  });

  it("finds each text of a message once, whatever the text is called", () => {
    const body = {
      content: "a",
      components: [{ components: [{ content: "**b**" }, { content: "__proto__" }] }],
    };
    expect(Object.keys(markdownOf({ data: body }))).toEqual(["a", "**b**", "__proto__"]);
  });
});
