import { rulesExtended, SimpleMarkdown } from "discord-markdown-parser";
import type { MarkdownNode } from "./wire.ts";

/*
 * Discord's markdown as a tree. discord-markdown-parser knows most of it; this file adds what it lacks (lists,
 * links with brackets or other schemes, blocks after blocks) by its own mechanism, rules tried by `order`.
 */

type Rule = (typeof rulesExtended)[string];
type State = Parameters<Rule["match"]>[1];
type Parsed = ReturnType<ReturnType<typeof SimpleMarkdown.parserFor>>[number];

/** The parser of what stands inside an inline mark: no headings, lists or quotes begin there. */
function inline(content: string, parse: Parameters<Rule["parse"]>[1], state: State): Parsed[] {
  return parse(content, { ...state, prevCapture: null, noBlocks: true });
}

function startsLine(state: State, previous: string): boolean {
  return state.noBlocks !== true && /^$|\n *$/.test(previous);
}

/** A block's own regular expression, tried at the start of a line only. */
function block(pattern: RegExp): Rule["match"] {
  return (source, state, previous) => (startsLine(state, previous) ? pattern.exec(source) : null);
}

function wrapping(rule: Rule | undefined): Rule {
  if (!rule) throw new Error("discord-markdown-parser lacks a rule that it had");
  return {
    ...rule,
    parse: (capture, parse, state) =>
      rule.parse(capture, (text, inner) => inline(text, parse, inner ?? state), state),
  };
}

const firstOrder = -1;
const linkOrder = SimpleMarkdown.defaultRules.link.order;

const { twemoji: _emojiAreText, ...known } = rulesExtended;

const parse = SimpleMarkdown.parserFor({
  ...known,
  strong: wrapping(known.strong),
  em: wrapping(known.em),
  underline: wrapping(known.underline),
  strikethrough: wrapping(known.strikethrough),
  spoiler: wrapping(known.spoiler),
  heading: {
    order: firstOrder,
    match: block(/^(#{1,3}) +([^\n]+?) *(?:\n|$)/),
    parse: ([, marks = "", text = ""], nested, state) => ({
      level: marks.length,
      content: inline(text, nested, state),
    }),
  },
  subtext: {
    order: firstOrder,
    match: block(/^-# +([^\n]+?) *(?:\n|$)/),
    parse: ([, text = ""], nested, state) => ({ content: inline(text, nested, state) }),
  },
  blockQuote: {
    order: firstOrder,
    match: (source, state, previous) =>
      state.inQuote === true
        ? null
        : block(/^(?:>>> ([\s\S]*)|(?:> [^\n]*(?:\n|$))+)/)(source, state, previous),
    parse: ([whole = "", rest], nested, state) => ({
      content: nested((rest ?? whole.replace(/^> /gm, "")).replace(/\n$/, ""), {
        ...state,
        prevCapture: null,
        inQuote: true,
      }),
    }),
  },
  list: {
    order: firstOrder,
    match: block(/^ *(?:[-*]|\d{1,10}\.) +[^\n]+(?:\n(?: *(?:[-*]|\d{1,10}\.) +| {2,})[^\n]+)*(?:\n|$)/),
    parse: ([whole = ""], nested, state) =>
      nestItems(whole.split("\n").filter(Boolean), (text) => inline(text, nested, state)),
  },
  link: {
    order: linkOrder,
    match: (source) =>
      /^\[((?:\\.|[^\]\\\n])+)\]\(<?(https?:\/\/(?:\([^\s()]*\)|\\.|[^\s()<>\\])+)>?(?: +"[^"\n]*")? *\)/i.exec(
        source,
      ),
    parse: ([, label = "", target = ""], nested, state) => ({
      target: SimpleMarkdown.unescapeUrl(target),
      content: inline(label, nested, state),
    }),
  },
  autolink: {
    order: linkOrder,
    match: (source) => /^<(https?:\/\/[^\s>]+)>/i.exec(source),
    parse: bareLink,
  },
  url: {
    order: linkOrder,
    // A closing bracket belongs to the address where its opening one does.
    match: (source) =>
      /^(https?:\/\/(?:\([^\s()<]*\)|[^\s()<])*(?:\([^\s()<]*\)|[^\s()<.,:;"'\]*_|~]))/i.exec(source),
    parse: bareLink,
  },
  timestamp: {
    order: linkOrder,
    match: (source) => /^<t:(-?\d{1,13})(?::([RtTdDfFsS]))?>/.exec(source),
    parse: ([, seconds, style]) => ({ seconds: Number(seconds), style: style ?? "f" }),
  },
});

function bareLink([, target = ""]: readonly string[]) {
  return { type: "link", target, content: [{ type: "text", content: target }] };
}

interface Item {
  readonly indent: number;
  readonly number: string | undefined;
  text: string;
  nested: Item[];
}

/** Lines of a list, by indentation, as lists in lists. */
function nestItems(lines: readonly string[], parseText: (text: string) => Parsed[]): Parsed[] {
  const root: Item = { indent: -1, number: undefined, text: "", nested: [] };
  const open = [root];
  for (const line of lines) {
    const [, spaces = "", number, text] = /^( *)(?:[-*]|(\d{1,10})\.) +(.+)$/.exec(line) ?? [];
    let last = open.at(-1) ?? root;
    if (text === undefined) {
      last.text += `\n${line.trim()}`;
      continue;
    }
    // One space more does not nest, as in Discord.
    while (open.length > 1 && spaces.length < last.indent + 2) {
      open.pop();
      last = open.at(-1) ?? root;
    }
    const item = { indent: spaces.length, number, text, nested: [] };
    last.nested.push(item);
    open.push(item);
  }
  const listsOf = (items: readonly Item[]): Parsed[] => {
    const lists: { type: string; start: number | null; items: Parsed[][] }[] = [];
    for (const { number, text, nested } of items) {
      const ordered = number !== undefined;
      let list = lists.at(-1);
      if (list === undefined || (list.start !== null) !== ordered) {
        list = { type: "list", start: ordered ? Number(number) : null, items: [] };
        lists.push(list);
      }
      list.items.push([...parseText(text), ...listsOf(nested)]);
    }
    return lists;
  };
  return listsOf(root.nested);
}

/** Parses Discord's markdown as it stands in a Text Display. Any text is valid markdown. */
export function parseMarkdown(text: string): MarkdownNode[] {
  return treeOf(parse(text, { inline: true }));
}

function treeOf(parsed: readonly Parsed[]): MarkdownNode[] {
  const nodes: MarkdownNode[] = [];
  for (const [index, node] of parsed.entries()) {
    const tree = nodeOf(node);
    const last = nodes.at(-1);
    // A code block ends its line.
    if (isType(tree, "lineBreak") && isType(last, "codeBlock") && parsed[index - 1]?.type === "codeBlock")
      continue;
    if (typeof tree === "string" && typeof last === "string") nodes[nodes.length - 1] = last + tree;
    else nodes.push(tree);
  }
  return nodes;
}

function isType(node: MarkdownNode | undefined, type: string): boolean {
  return typeof node === "object" && node.type === type;
}

function nodeOf(node: Parsed): MarkdownNode {
  const content = () => treeOf([node.content].flat());
  switch (node.type) {
    case "text":
      return String(node.content);
    case "br":
      return { type: "lineBreak" };
    case "strong":
    case "underline":
    case "strikethrough":
    case "spoiler":
    case "blockQuote":
    case "subtext":
      return { type: node.type, content: content() };
    case "em":
      return { type: "emphasis", content: content() };
    case "heading":
      return { type: "heading", level: node.level, content: content() };
    case "list":
      return { type: "list", start: node.start, items: (node.items as Parsed[][]).map(treeOf) };
    case "inlineCode":
      return { type: "code", text: String(node.content) };
    case "codeBlock":
      return { type: "codeBlock", text: String(node.content), language: String(node.lang) };
    case "link":
      return { type: "link", url: String(node.target), content: content() };
    case "timestamp":
      return { type: "timestamp", seconds: node.seconds, style: node.style };
    case "slashCommand":
      return { type: "command", name: String(node.fullName) };
    case "user":
    case "role":
    case "channel":
      return { type: "mention", of: node.type, id: String(node.id) };
    case "everyone":
    case "here":
      return { type: "mention", of: "everyone", id: node.type };
    case "emoji":
      return `:${node.name}:`;
    default:
      return typeof node.content === "string" ? node.content : `<${node.type}>`;
  }
}

/** The texts of a message or a modal in which Discord renders markdown, each parsed once. */
export function markdownOf(body: unknown): Record<string, MarkdownNode[]> {
  const found = new Map<string, MarkdownNode[]>();
  const visit = (value: unknown) => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      if (key !== "content" || typeof part !== "string") visit(part);
      else if (!found.has(part)) found.set(part, parseMarkdown(part));
    }
  };
  visit(body);
  return Object.fromEntries(found);
}
