import { type DefaultTreeAdapterMap, parse, defaultTreeAdapter as tree } from "parse5";
import {
  type Block,
  type Citation,
  type Coordinates,
  compose,
  hole,
  type InfoboxKind,
  type SourceDocument,
} from "../document.ts";
import { Refusal } from "../refusal.ts";
import { infoboxKind, isApparatus, raised, siteTitle } from "./wikipedia.ts";

type Node = DefaultTreeAdapterMap["node"];
type Element = DefaultTreeAdapterMap["element"];

const silentClasses = new Set(
  (
    "mw-editsection noprint navbox vertical-navbox metadata hatnote shortdescription reflist references mw-references-wrap " +
    "thumb mw-empty-elt toc sistersitebox mbox-small ambox mw-cite-backlink noexcerpt infobox gallery mw-jump-link catlinks " +
    "printfooter geo-nondefault geo-multi-punct"
  ).split(" "),
);
const silentTags = new Set(
  "style script noscript table figure figcaption template link meta img audio video".split(" "),
);
const blockTags = new Set("p li dd dt blockquote".split(" "));

/** A saved page of Wikipedia, as a browser or its API gives it. Refuses any other HTML. */
export function readHtml(text: string): SourceDocument {
  const root = parse(text);
  const content =
    find(root, (element) => classesOf(element).includes("mw-parser-output")) ??
    find(
      root,
      (element) =>
        element.tagName === "body" &&
        /\bparsoid|mw:PageContent|mw-body-content/.test(`${attribute(element, "class")}`),
    );
  if (content === undefined) {
    throw new Refusal(
      "this HTML is not a saved article of Wikipedia (it has no element of class mw-parser-output): save the text as Markdown or plain text",
    );
  }
  const blocks: Block[] = [];
  const links = new Map<string, string>();
  const infobox: Record<InfoboxKind, string[]> = { place: [], person: [], organisation: [] };
  const left = { tables: 0, items: 0, formulas: 0 };
  let isEnded = false;

  const words = (node: Node): string => {
    if (tree.isTextNode(node)) return node.value;
    if (!tree.isElementNode(node)) return "";
    const { tagName } = node;
    const classes = classesOf(node);
    if (tagName === "sup" && (classes.includes("reference") || classes.includes("mw-ref"))) {
      return /\[\s*(\d{1,4})\s*\]/.exec(plain(node))?.[0].replace(/\s/g, "") ?? "";
    }
    if (tagName === "math" || classes.some((name) => name.startsWith("mwe-math"))) {
      left.formulas += 1;
      return hole;
    }
    if (isSilent(node)) return "";
    if (tagName === "br") return " ";
    if (tagName === "sup" || tagName === "sub") {
      if (/^\[.*\]$/.test(plain(node).trim())) return "";
      return raised(plain(node), tagName) ?? hole;
    }
    const inside = node.childNodes.map(words).join("");
    if (tagName === "a") {
      const target = /^(?:\.\/|(?:https?:\/\/[\w.]+)?\/wiki\/)([^#?:]+)/.exec(
        attribute(node, "href") ?? "",
      )?.[1];
      if (target !== undefined) links.set(inside.trim(), decode(target));
    }
    return inside;
  };
  const visit = (node: Node) => {
    if (isEnded || !tree.isElementNode(node)) return;
    const { tagName } = node;
    if (tagName === "table") {
      if (classesOf(node).includes("infobox")) readInfobox(node, infobox);
      else left.tables += 1;
      return;
    }
    if (isSilent(node)) return;
    if (/^h[1-6]$/.test(tagName)) {
      const text = words(node).trim();
      if (isApparatus(text)) isEnded = tagName === "h2";
      else blocks.push({ kind: "heading", text });
      return;
    }
    if (!blockTags.has(tagName) || hasBlocks(node)) {
      for (const child of node.childNodes) visit(child);
      return;
    }
    const text = words(node).trim();
    // An item of a list is often no sentence, and is then no loss to a quotation.
    if (tagName === "p" || tagName === "blockquote" || /[.!?]["”]?(?:\[\d+\])*$/.test(text))
      blocks.push({ kind: "paragraph", text });
    else left.items += 1;
  };
  visit(content);

  const heading = find(root, (element) => attribute(element, "id") === "firstHeading");
  const titleTag = find(root, ({ tagName }) => tagName === "title");
  const title = heading ? plain(heading).trim() : siteTitle(titleTag ? plain(titleTag) : "");
  const citations = new Map<number, Citation>();
  let number = 0;
  each(content, (element) => {
    if (element.tagName !== "li" || !/^cite_note/.test(attribute(element, "id") ?? "")) return;
    number += 1;
    const text = find(element, (inner) => /reference-text/.test(attribute(inner, "class") ?? "")) ?? element;
    const outside = find(
      text,
      (inner) => inner.tagName === "a" && /^https?:/.test(attribute(inner, "href") ?? ""),
    );
    const cited = plain(text).replace(/\s+/g, " ").trim();
    if (cited !== "")
      citations.set(number, { words: cited, url: (outside && attribute(outside, "href")) ?? null });
  });
  const leftOut = [
    ...(left.tables > 0 ? [`${left.tables} tables`] : []),
    ...(left.items > 0 ? [`${left.items} items of lists that are no sentences`] : []),
    ...(left.formulas > 0 ? [`${left.formulas} formulas, and the sentences that hold them`] : []),
  ];
  const revision =
    /"wgRevisionId":(\d+)/.exec(text)?.[1] ??
    /[?&;]oldid=(\d+)/.exec(text)?.[1] ??
    /\/revision\/(\d+)/.exec(text)?.[1] ??
    null;
  const reading = {
    title,
    blocks,
    citations,
    links,
    revision,
    coordinates: coordinatesIn(root),
    infobox,
    leftOut,
  };
  return compose(reading, title, "html");
}

function isSilent(element: Element): boolean {
  return (
    silentTags.has(element.tagName) ||
    classesOf(element).some((name) => silentClasses.has(name)) ||
    /display:\s*none/.test(attribute(element, "style") ?? "") ||
    ["navigation", "note"].includes(attribute(element, "role") ?? "")
  );
}

function hasBlocks(element: Element): boolean {
  return element.childNodes.some(
    (child) =>
      tree.isElementNode(child) &&
      (blockTags.has(child.tagName) || /^(?:ul|ol|dl|div|section)$/.test(child.tagName)),
  );
}

function readInfobox(table: Element, infobox: Record<InfoboxKind, string[]>): void {
  each(table, (row) => {
    if (row.tagName !== "tr") return;
    const label = find(row, ({ tagName }) => tagName === "th");
    const kind = label && infoboxKind(plain(label));
    if (!kind) return;
    each(row, (link) => {
      const text = plain(link).trim();
      if (link.tagName === "a" && /^\p{Lu}/u.test(text)) infobox[kind].push(text);
    });
  });
}

function coordinatesIn(root: Node): Coordinates | null {
  const element = find(root, (candidate) => classesOf(candidate).includes("geo"));
  const [latitude, longitude] = (element ? plain(element) : "").split(/[;,]/).map(Number);
  return latitude === undefined || longitude === undefined || Number.isNaN(latitude + longitude)
    ? null
    : { latitude, longitude };
}

function classesOf(element: Element): string[] {
  return (attribute(element, "class") ?? "").split(/\s+/);
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value;
}

function plain(node: Node): string {
  if (tree.isTextNode(node)) return node.value;
  return "childNodes" in node ? node.childNodes.map(plain).join("") : "";
}

/** Visits the elements inside a node, in the order of the page. Deep pages do not exhaust the stack. */
function each(node: Node, visit: (element: Element) => void): void {
  const open: Node[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (tree.isElementNode(next)) visit(next);
    if ("childNodes" in next) for (const child of next.childNodes.toReversed()) open.push(child);
  }
}

function find(node: Node, isIt: (element: Element) => boolean): Element | undefined {
  const open: Node[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (tree.isElementNode(next) && isIt(next)) return next;
    if ("childNodes" in next) for (const child of next.childNodes.toReversed()) open.push(child);
  }
  return undefined;
}

function decode(target: string): string {
  try {
    return decodeURIComponent(target).replaceAll("_", " ");
  } catch {
    return target;
  }
}
