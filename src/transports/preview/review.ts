/**
 * The reviewing page: a dossier's source with its excerpts, entries and claims marked in it, what is a draft, what the
 * check says, and the card of what is opened. It reads the files at each request and writes nothing; it needs no script.
 */
import type { Context } from "hono";
import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { toMessage } from "../../discord/message.ts";
import {
  type Catalogue,
  createCatalogue,
  type Dossier,
  type Item,
  itemsOf,
} from "../../dossier/catalogue.ts";
import { formatProblem, type LoadedDossier, type LoadProblem, loadDossiers } from "../../dossier/load.ts";
import { pressedCard } from "../../press.ts";
import { parseMarkdown } from "./markdown.ts";
import type { MarkdownNode } from "./wire.ts";

type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** `GET /review?dossier=…&open=…`: the page, as the files are now. */
export function reviewPage(context: Context, dataDir: string): Response | Promise<Response> {
  const { dossiers, problems } = loadDossiers(dataDir);
  const wanted = context.req.query("dossier");
  const chosen =
    dossiers.find(({ data }) => data.id === wanted) ?? (wanted === undefined ? dossiers[0] : undefined);
  const loaded = chosen && { ...chosen, catalogue: createCatalogue([chosen.data]) };
  const open = context.req.query("open") ?? "";
  return context.html(
    html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="dark" />
    <title>Tessera · review</title>
    <link rel="icon" href="/mark.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/review.css" />
  </head>
  <body>
    <header>
      <h1>Review</h1>
      <nav aria-label="Dossiers">
        ${dossiers.map(({ data }) => html`<a href="${link(data.id)}" ${data.id === chosen?.data.id ? html`aria-current="page"` : ""}>${data.title}</a> `)}
        <a href="/">Preview</a>
      </nav>
    </header>
    ${problemList(problems)}
    ${loaded === undefined ? html`<main><p>No dossier without a fault has this name.</p></main>` : body(loaded, open)}
  </body>
</html>`,
    200,
    { "cache-control": "no-store" },
  );
}

function link(dossier: string, open?: string): string {
  const query = new URLSearchParams({ dossier, ...(open !== undefined && { open }) });
  return `/review?${query}${open !== undefined && !open.includes(":") ? `#${open}` : ""}`;
}

function problemList(problems: readonly LoadProblem[]): Markup {
  if (problems.length === 0) return html`<p class="check">The check finds no fault.</p>`;
  return html`<section class="check faults" aria-labelledby="faults"><h2 id="faults">The check finds ${problems.length}</h2>
    <ul>${problems.map((problem) => html`<li>${formatProblem(problem)}</li>`)}</ul></section>`;
}

type Loaded = LoadedDossier & { readonly catalogue: Catalogue };

function body({ data, source, catalogue }: Loaded, open: string): Markup {
  const [dossier] = catalogue.dossiers;
  if (dossier === undefined) return html``;
  const opened = catalogue.get(open);
  const drafts = itemsOf(dossier).filter(({ review }) => review === "draft");
  const draftClaims = data.claims.filter(({ review }) => review === "draft").length;
  return html`<main>
      <section aria-labelledby="source-title">
        <h2 id="source-title">Source</h2>
        <p class="legend"><span class="excerpt">excerpt</span> <span class="claim">claim</span> <span class="speaker">who says it</span>
          <span class="place">place</span> <span class="actor">actor</span> <span class="draft">draft</span></p>
        <div class="source">${marked(dossier, source, opened)}</div>
      </section>
      <section class="beside" aria-labelledby="card-title">
        <h2 id="card-title">Card</h2>
        ${opened === undefined ? html`<p>Open an excerpt or an entry: its card stands here.</p>` : cardOf(opened, catalogue)}
        <h2>Drafts</h2>
        <p>${drafts.length} of ${itemsOf(dossier).length} excerpts and entries, ${draftClaims} of ${data.claims.length} claims</p>
        ${list(dossier, drafts)}
        <h2>Entries</h2>
        ${list(dossier, [...dossier.questions, ...dossier.events, ...dossier.places, ...dossier.actors])}
      </section>
    </main>`;
}

function list(dossier: Dossier, items: readonly Item[]): Markup {
  return html`<ul class="entries">${items.map(
    (item) =>
      html`<li><a href="${link(dossier.id, item.id)}">${item.title}</a> <small>${item.kind === "excerpt" ? item.id : item.kind}${item.review === "draft" ? ", draft" : ""}</small></li>`,
  )}</ul>`;
}

/** A stretch of an excerpt, and why it is marked. */
interface Mark {
  readonly start: number;
  readonly end: number;
  readonly name: "claim" | "speaker" | "place" | "actor";
  readonly title: string;
}

function marked(dossier: Dossier, source: string, opened: Item | undefined): Markup[] {
  const parts: Markup[] = [];
  let from = 0;
  for (const excerpt of dossier.excerpts) {
    const selector = `${excerpt.prefix ?? ""}${excerpt.exact}${excerpt.suffix ?? ""}`;
    const at = source.indexOf(selector, from);
    const start = (at < 0 ? source.indexOf(selector) : at) + (excerpt.prefix ?? "").length;
    if (start > from) parts.push(html`<span class="between">${source.slice(from, start)}</span>`);
    const isOpened =
      opened === excerpt ||
      (opened !== undefined && opened.kind !== "excerpt" && opened.excerpts.includes(excerpt));
    const marks: Mark[] = [];
    const add = (name: Mark["name"], words: string, title: string) => {
      const begin = excerpt.exact.indexOf(words);
      if (begin >= 0) marks.push({ start: begin, end: begin + words.length, name, title });
    };
    for (const claim of excerpt.claims) {
      add(
        "claim",
        claim.words,
        `${claim.id}: ${claim.claimant === null ? "nobody named" : claim.claimant.words}`,
      );
      if (claim.claimant !== null) add("speaker", claim.claimant.words, `says ${claim.id}`);
    }
    for (const { place, words, role } of excerpt.places) add("place", words, `${place.title}: ${role}`);
    for (const { actor, words, role } of excerpt.actors) add("actor", words, `${actor.title}: ${role}`);
    parts.push(
      html`<span id="${excerpt.id}" class="excerpt${excerpt.review === "draft" ? " draft" : ""}${isOpened ? " opened" : ""}"><a href="${link(dossier.id, excerpt.id)}">${excerpt.id}</a> ${pieces(excerpt.exact, marks)}</span>`,
    );
    from = Math.max(from, start + excerpt.exact.length);
  }
  parts.push(html`<span class="between">${source.slice(from)}</span>`);
  return parts;
}

/** Marks may lie in one another or overlap: each piece of text between their ends has the names of all that cover it. */
function pieces(text: string, marks: readonly Mark[]): Markup[] {
  const ends = [...new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  );
  return ends.slice(0, -1).map((start, index) => {
    const words = text.slice(start, ends[index + 1]);
    const over = marks.filter((mark) => mark.start <= start && start < mark.end);
    if (over.length === 0) return html`${words}`;
    const names = [...new Set(over.map(({ name }) => name))].join(" ");
    return html`<span class="${names}" title="${[...new Set(over.map(({ title }) => title))].join("; ")}">${words}</span>`;
  });
}

/** The text of the card that a press would open, as Discord's JSON has it; its buttons and menus by their labels. */
function cardOf(item: Item, catalogue: Catalogue): Markup {
  const card = pressedCard(
    { action: { type: "open", id: item.id, page: 1 }, chosen: [], listed: [] },
    catalogue,
  );
  if (card === undefined) return html`<p>This has no card.</p>`;
  const parts: Markup[] = [];
  const visit = (component: unknown) => {
    if (typeof component !== "object" || component === null) return;
    const {
      content,
      label,
      placeholder,
      components = [],
    } = component as Record<string, unknown> & { components?: unknown[] };
    if (typeof content === "string")
      parts.push(html`<div class="text">${nodes(parseMarkdown(content))}</div>`);
    if (typeof label === "string") parts.push(html`<span class="button">${label}</span> `);
    if (typeof placeholder === "string") parts.push(html`<span class="button">${placeholder}</span> `);
    for (const inner of components) visit(inner);
  };
  for (const component of toMessage(card, { ephemeral: true }).components) visit(component);
  return html`<article class="card" aria-label="Card of ${item.id}">${parts}</article>`;
}

function nodes(content: readonly MarkdownNode[]): Markup[] {
  return content.map((node): Markup => {
    if (typeof node === "string") return html`${node}`;
    switch (node.type) {
      case "lineBreak":
        return html`<br />`;
      case "strong":
        return html`<strong>${nodes(node.content)}</strong>`;
      case "emphasis":
        return html`<em>${nodes(node.content)}</em>`;
      case "heading":
        return html`<p class="heading">${nodes(node.content)}</p>`;
      case "blockQuote":
        return html`<blockquote>${nodes(node.content)}</blockquote>`;
      case "subtext":
        return html`<p class="small">${nodes(node.content)}</p>`;
      case "list":
        return html`<ul>${node.items.map((each) => html`<li>${nodes(each)}</li>`)}</ul>`;
      case "code":
      case "codeBlock":
        return html`<code>${node.text}</code>`;
      default:
        return "content" in node ? html`<span>${nodes(node.content)}</span>` : html``;
    }
  });
}
