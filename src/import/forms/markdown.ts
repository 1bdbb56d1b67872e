import type { Nodes, Root, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFootnoteFromMarkdown } from "mdast-util-gfm-footnote";
import { gfmFootnote } from "micromark-extension-gfm-footnote";
import { type Block, type Citation, compose, hole, noInfobox, type SourceDocument } from "../document.ts";

/** Markdown (CommonMark, with footnotes): paragraphs, items of lists and quotations; headings are sections. */
export function readMarkdown(text: string): SourceDocument {
  const root = fromMarkdown(withoutFrontMatter(text), {
    extensions: [gfmFootnote()],
    mdastExtensions: [gfmFootnoteFromMarkdown()],
  });
  const blocks: Block[] = [];
  const links = new Map<string, string>();
  const numbers = new Map<string, number>();
  const left = { code: 0, tables: 0 };
  let title: string | null = null;

  const numberOf = (identifier: string) => {
    const number =
      numbers.get(identifier) ?? (/^\d{1,4}$/.test(identifier) ? Number(identifier) : freeNumber());
    numbers.set(identifier, number);
    used.add(number);
    return number;
  };
  const used = new Set(numberedIn(root));
  let free = 1;
  const freeNumber = () => {
    while (used.has(free)) free += 1;
    return free;
  };
  const words = (node: Nodes): string => {
    switch (node.type) {
      case "text":
      case "inlineCode":
        return node.value;
      case "break":
        return " ";
      case "footnoteReference":
        return `[${numberOf(node.identifier)}]`;
      case "image":
      case "imageReference":
        return "";
      case "html":
        return /^<br\s*\/?>$/i.test(node.value) ? " " : /^<!--/.test(node.value) ? "" : hole;
      case "link": {
        const label = node.children.map(words).join("");
        if (/^https?:/.test(node.url)) links.set(label, node.url);
        return label;
      }
      default:
        return "children" in node ? (node.children as Nodes[]).map(words).join("") : "";
    }
  };
  const visit = (node: RootContent) => {
    switch (node.type) {
      case "heading":
        if (title === null && node.depth === 1) title = words(node);
        else blocks.push({ kind: "heading", text: words(node) });
        return;
      case "paragraph": {
        const text = words(node);
        if (/^\|.*\|/.test(text)) left.tables += 1;
        else blocks.push({ kind: "paragraph", text });
        return;
      }
      case "list":
        for (const item of node.children) for (const child of item.children) visit(child);
        return;
      case "blockquote":
        for (const child of node.children) visit(child);
        return;
      case "code":
        left.code += 1;
        return;
    }
  };
  for (const node of root.children) visit(node);

  const citations = new Map<number, Citation>();
  for (const node of root.children) {
    if (node.type !== "footnoteDefinition") continue;
    const number = numbers.get(node.identifier);
    if (number === undefined) continue;
    let url: string | null = null;
    const find = (inner: Nodes) => {
      if (inner.type === "link" && /^https?:/.test(inner.url)) url ??= inner.url;
      if ("children" in inner) for (const child of inner.children) find(child as Nodes);
    };
    find(node);
    citations.set(number, { words: words(node).replace(/\s+/g, " ").trim(), url });
  }
  const leftOut = [
    ...(left.code > 0 ? [`${left.code} blocks of code`] : []),
    ...(left.tables > 0 ? [`${left.tables} tables`] : []),
  ];
  const reading = {
    title,
    blocks,
    citations,
    links,
    revision: null,
    coordinates: null,
    infobox: noInfobox,
    leftOut,
  };
  return compose(reading, title ?? "", "md");
}

function numberedIn(root: Root): number[] {
  return root.children.flatMap((node) =>
    node.type === "footnoteDefinition" && /^\d{1,4}$/.test(node.identifier) ? [Number(node.identifier)] : [],
  );
}

function withoutFrontMatter(text: string): string {
  return text.replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, "");
}
