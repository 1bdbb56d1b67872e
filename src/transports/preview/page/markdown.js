/** Draws Discord's markdown, parsed by the server. */

/** @import { MarkdownNode } from "../wire.ts" */

import { el, outsideLink } from "./dom.js";
import { world } from "./interaction.js";

const inlineTags = /** @type {const} */ ({
  strong: "strong",
  emphasis: "em",
  underline: "u",
  strikethrough: "s",
});

/**
 * @param {readonly MarkdownNode[]} nodes
 * @returns {(Node | string)[]}
 */
export function drawMarkdown(nodes) {
  return nodes.map(drawNode);
}

/** @param {MarkdownNode} node */
function drawNode(node) {
  if (typeof node === "string") return node;
  switch (node.type) {
    case "lineBreak":
      return el("br");
    case "strong":
    case "emphasis":
    case "underline":
    case "strikethrough":
      return el(inlineTags[node.type], {}, ...drawMarkdown(node.content));
    case "spoiler":
      return drawSpoiler(drawMarkdown(node.content));
    case "heading":
      // The page's own headings are h1 and h2.
      return el(
        /** @type {"h3"} */ (`h${node.level + 2}`),
        { class: `heading-${node.level}` },
        ...drawMarkdown(node.content),
      );
    case "subtext":
      return el("small", { class: "subtext" }, ...drawMarkdown(node.content));
    case "blockQuote":
      return el("blockquote", {}, ...drawMarkdown(node.content));
    case "list": {
      const items = node.items.map((item) => el("li", {}, ...drawMarkdown(item)));
      return node.start === null ? el("ul", {}, ...items) : el("ol", { start: node.start }, ...items);
    }
    case "code":
      return el("code", {}, node.text);
    case "codeBlock":
      return el("pre", { tabindex: 0 }, el("code", {}, node.text));
    case "link":
      return outsideLink(node.url, { title: node.url }, ...drawMarkdown(node.content));
    case "timestamp":
      return drawTimestamp(node.seconds, node.style);
    case "command":
      return el("button", { type: "button", class: "mention", "data-command": node.name }, `/${node.name}`);
    case "mention":
      return el("span", { class: "mention" }, mentioned(node.of, node.id));
  }
}

/**
 * Covered until pressed; what it covers can be neither read aloud nor reached before.
 * @param {readonly (Node | string)[]} content
 */
function drawSpoiler(content) {
  const inner = el("span", { class: "spoiler-content", inert: true }, ...content);
  const spoiler = el(
    "span",
    {
      class: "spoiler",
      role: "button",
      tabindex: 0,
      "aria-label": "Spoiler, covered. Press to show it",
      onclick: reveal,
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        reveal();
      },
    },
    inner,
  );
  function reveal() {
    if (!inner.inert) return;
    inner.inert = false;
    spoiler.classList.add("shown");
    spoiler.removeAttribute("role");
    spoiler.removeAttribute("aria-label");
    // Focus stays, for whoever opened it by keyboard; it is no stop any more.
    spoiler.tabIndex = -1;
  }
  return spoiler;
}

/** @type {Readonly<Record<string, Intl.DateTimeFormatOptions>>} */
const timestampStyles = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};

/**
 * @param {number} seconds
 * @param {string} style
 */
function drawTimestamp(seconds, style) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return `<t:${seconds}:${style}>`;
  const full = new Intl.DateTimeFormat(undefined, timestampStyles.F).format(date);
  const shown =
    style === "R" ? relative(date) : new Intl.DateTimeFormat(undefined, timestampStyles[style]).format(date);
  return el("time", { datetime: date.toISOString(), title: full }, shown);
}

/** @param {Date} date */
function relative(date) {
  const seconds = (date.getTime() - Date.now()) / 1000;
  /** @type {readonly (readonly [Intl.RelativeTimeFormatUnit, number])[]} */
  const units = [
    ["year", 31_536_000],
    ["month", 2_592_000],
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ];
  const [unit, length] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(
    Math.round(seconds / length),
    unit,
  );
}

/**
 * @param {"user" | "role" | "channel" | "everyone"} of
 * @param {string} id
 */
function mentioned(of, id) {
  const found = (/** @type {readonly { id: string, name: string }[]} */ all) =>
    all.find((one) => one.id === id)?.name;
  switch (of) {
    case "user":
      return `@${world.users.find((user) => user.id === id)?.global_name ?? "unknown-user"}`;
    case "role":
      return `@${found(world.roles)?.replace(/^@/, "") ?? "deleted-role"}`;
    case "channel":
      return `#${found(world.channels) ?? "unknown"}`;
    case "everyone":
      return `@${id}`;
  }
}
