import { parse as parseAny } from "discord-markdown-parser";
import { describe, expect, test } from "vitest";
import { escapeMarkdown, isolate, withoutLinks } from "../../src/discord/markdown.ts";
import { parseMarkdown } from "../../src/transports/preview/markdown.ts";
import type { MarkdownNode } from "../../src/transports/preview/wire.ts";
import { source } from "../cards/library.ts";
import { fc } from "../support/fast-check.ts";

/*
 * Escaped text, read by a parser of Discord's markdown that is not ours, is the text again and nothing else: no
 * format, no mention, no link but an address that stands in the text.
 */

interface Node {
  readonly type: string;
  readonly content?: string | Node[];
  readonly name?: string;
}

function parse(markdown: string): Node[] {
  return parseAny(markdown, "extended") as unknown as Node[];
}

function textOf(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      if (node.type === "br" || node.type === "newline") return "\n";
      if (node.type === "twemoji") return node.name ?? "";
      return typeof node.content === "string" ? node.content : textOf(node.content ?? []);
    })
    .join("");
}

function typesOf(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) => [node.type, ...(Array.isArray(node.content) ? typesOf(node.content) : [])]);
}

const plain = new Set(["text", "br", "newline", "twemoji"]);

const snippets = fc.constantFrom(
  ..."\\ * ** _ __ ~ ~~ ` ``` | || [ ] ( ) < > # - + . 1. 1) :".split(" "),
  ..."@everyone @here <@1400000000000000004> <@!14000> <@&150> <#160> </event:17> <:clay:18> <a:clay:19>".split(
    " ",
  ),
  ..."<t:1> <t:1400000000:R> <id:guide> [a](b) [a](https://x.y) <https://x.y> -# > >>> ## ### * ||x|| :smile:".split(
    " ",
  ),
  "\n",
  "\n\n",
  " ",
  "a",
  "تدمر",
  "\\\\",
  "word_word_word",
  "*[]*",
);
const text = fc
  .array(fc.oneof(snippets, fc.string({ unit: "grapheme", maxLength: 8 })), { maxLength: 14 })
  .map((parts) => parts.join(""));

describe("escapeMarkdown", () => {
  test("any text is shown as it is, and formats, mentions or links nothing", () => {
    fc.assert(
      fc.property(text, (plainText) => {
        fc.pre(!plainText.includes("://") && plainText.trim() !== "");
        const nodes = parse(escapeMarkdown(plainText));
        expect(typesOf(nodes).filter((type) => !plain.has(type))).toEqual([]);
        expect(textOf(nodes)).toBe(plainText);
      }),
      { numRuns: 3000 },
    );
  });

  test("nor does a line of it begin a heading, a list, a quote or small text", () => {
    const shown = (nodes: readonly MarkdownNode[]): string =>
      nodes
        .map((node) => {
          if (typeof node === "string") return node;
          return node.type === "lineBreak" ? "\n" : `<${node.type}>`;
        })
        .join("");
    fc.assert(
      fc.property(text, (plainText) => {
        fc.pre(!plainText.includes("://") && plainText.trim() !== "");
        expect(shown(parseMarkdown(escapeMarkdown(plainText)))).toBe(plainText);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    "https://en.wikipedia.org/wiki/Palmyra_offensive_(May_2015)",
    "https://example.org/a_b_c?q=~x~&y=(z)#_top_",
    "http://example.org/__init__",
  ])("an address stays whole: %s", (address) => {
    const nodes = parse(`before ${escapeMarkdown(`(see ${address} and _this_)`)}`);
    expect(textOf(nodes)).toContain(" and _this_)");
    expect(
      typesOf(nodes).filter((type) => !plain.has(type) && type !== "url" && type !== "autolink"),
    ).toEqual([]);
    expect(escapeMarkdown(address)).toBe(address);
  });

  test.each([
    ["# heading", "\\# heading"],
    ["-# small", "\\-# small"],
    ["- item", "\\- item"],
    ["1. item", "1\\. item"],
    ["> quote", "\\> quote"],
    ["  - item", "  \\- item"],
    ["a\n- b\n12) c", "a\n\\- b\n12\\) c"],
    ["[20][21]", "\\[20\\]\\[21\\]"],
    ["al-Sukhnah, 18-20 May", "al-Sukhnah, 18-20 May"],
  ])("%j becomes %j", (given, expected) => {
    expect(escapeMarkdown(given)).toBe(expected);
  });

  test("every line of the source comes back byte for byte", () => {
    for (const line of source.split("\n").filter((each) => each !== "")) {
      expect(textOf(parse(escapeMarkdown(line)))).toBe(line);
    }
  });
});

describe("isolate", () => {
  test("a right-to-left name is wrapped in isolates, another is left alone", () => {
    expect(isolate("تدمر")).toBe("\u2068تدمر\u2069");
    expect(isolate("תדמור")).toBe("\u2068תדמור\u2069");
    expect(isolate("Palmyra (تدمر)")).toBe("\u2068Palmyra (تدمر)\u2069");
    expect(isolate("Palmyra")).toBe("Palmyra");
  });
});

describe("withoutLinks", () => {
  test.each([
    "https://example.org/a?b=c",
    "see www.example.org",
    "discord.gg/abc",
    "discordapp.com/invite/abc",
    "discord.com/channels/1/2/3",
    "example.org/path",
    "sub.domain.example.co.uk",
    "مثال.إختبار/a",
    "bücher.example",
    "xn--bcher-kva.example",
    "example。org",
    "ｅｖｉｌ．ｃｏｍ/x",
    "someone@example.org",
    "mailto:someone@localhost",
    "steam://run/1",
    "javascript:alert(1)",
    "tel:+4312345",
    "http:example.org",
    "ht\u00adtps\u200b:\u200b//soft.example",
    "127.0.0.1/admin",
    "[a](https://x.example)",
    "<https://x.example>",
  ])("leaves nothing to link of %j", (words) => {
    const shown = withoutLinks(words);
    expect(shown).not.toMatch(/:\/\/|\p{L}:\S|[\p{L}\p{N}][.。．｡]\p{L}{2}|\d\.\d+\.\d+\.\d/u);
    // It can still be read.
    expect(shown.replace(/\[([.:])\]/g, "$1").length).toBeGreaterThan(words.length / 2);
  });

  test.each(["on 18.05.2015, at 14:30.", "e.g. the U.S. army", "3.5 km; 1,000", "PAL-03: the day differs."])(
    "leaves %j as it is",
    (words) => {
      expect(withoutLinks(words)).toBe(words);
    },
  );
});
