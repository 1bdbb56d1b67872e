/**
 * The whole text: a dossier's source with its excerpts, entries and claims marked in it, what is a draft, what the
 * check says, and the card of what is opened. Of a dossier with faults it shows whatever still has the right form,
 * beside them. It reads the files at each request and writes nothing; it needs no script.
 */
import { basename } from "node:path";
import type { Context } from "hono";
import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { toMessage } from "../../discord/message.ts";
import {
  type Catalogue,
  createCatalogue,
  type Dossier,
  type Excerpt,
  type Item,
  itemsOf,
} from "../../dossier/catalogue.ts";
import { type LoadProblem, loadDossiers, toldOf, withoutFaulty } from "../../dossier/load.ts";
import { salvageDossier } from "../../dossier/salvage.ts";
import type { DossierData } from "../../dossier/schema.ts";
import { pressedCard } from "../../press.ts";
import { folderOf, namesIn } from "./folders.ts";
import { parseMarkdown } from "./markdown.ts";
import type { MarkdownNode } from "./wire.ts";

type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** One dossier as far as its files can be read. */
interface Reviewed {
  /** The folder's name, and the id in its links. */
  readonly name: string;
  readonly source: string | null;
  readonly held: {
    readonly data: DossierData;
    readonly dossier: Dossier;
    readonly catalogue: Catalogue;
  } | null;
  readonly faults: readonly LoadProblem[];
}

/** `GET /review/text?dossier=…&open=…`: the page, as the files are now. */
export function reviewPage(context: Context, dataDir: string): Response | Promise<Response> {
  const loaded = loadDossiers(dataDir);
  const { leftOut } = withoutFaulty(loaded);
  const names = namesIn(dataDir);
  const found = folderOf(dataDir, context.req.query("dossier"));
  const name = found?.name;
  const titles = new Map(loaded.dossiers.map(({ folder, data }) => [basename(folder), data.title]));
  const reviewed = found && review(found, loaded.dossiers, leftOut.get(found.name));
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
        ${names.map(
          (each) =>
            html`<a href="${link(each)}" ${each === name ? html`aria-current="page"` : ""}>${titles.get(each) ?? each}${faultCount(leftOut.get(each))}</a> `,
        )}
        ${name === undefined ? "" : html`<a href="/review?dossier=${name}">Edit</a>`}
        <a href="/">Preview</a>
      </nav>
    </header>
    ${reviewed === undefined ? html`<main><p>There is no folder of this name among the dossiers.</p></main>` : body(reviewed, open)}
  </body>
</html>`,
    200,
    { "cache-control": "no-store" },
  );
}

function review(
  { name, folder: path }: NonNullable<ReturnType<typeof folderOf>>,
  dossiers: ReturnType<typeof loadDossiers>["dossiers"],
  faults: readonly LoadProblem[] = [],
): Reviewed {
  const whole = dossiers.find(({ folder }) => basename(folder) === name);
  const { source, data } = whole ?? salvageDossier(path);
  const catalogue = data && createCatalogue([data]);
  const [dossier] = catalogue?.dossiers ?? [];
  return { name, source, held: data && dossier && catalogue ? { data, dossier, catalogue } : null, faults };
}

function link(dossier: string, open?: string): string {
  const query = new URLSearchParams({ dossier, ...(open !== undefined && { open }) });
  return `/review/text?${query}${open !== undefined && !open.includes(":") ? `#${open}` : ""}`;
}

function faultCount(faults: readonly LoadProblem[] | undefined): Markup | string {
  return faults === undefined ? "" : html` <span class="count">${faults.length}</span>`;
}

function body(reviewed: Reviewed, open: string): Markup {
  const { name, source, held, faults } = reviewed;
  const opened = held?.catalogue.get(open);
  const shown = held && source !== null ? marked(held.dossier, source, opened, faults) : null;
  return html`${check(reviewed)}
    <main>
      <section aria-labelledby="source-title">
        <h2 id="source-title">Source</h2>
        <p class="legend"><span class="claim">claim</span> <span class="speaker">who says it</span>
          <span class="place">place</span> <span class="actor">actor</span> <span class="draft">draft</span> <span class="fault">fault</span></p>
        ${source === null ? html`<p>The text cannot be read.</p>` : html`<div class="source">${shown?.parts ?? source}</div>`}
        ${shown === null || shown.elsewhere.length === 0 ? "" : notInSource(name, shown.elsewhere, faults)}
      </section>
      <section class="beside" aria-labelledby="card-title" tabindex="0">
        <div class="show" tabindex="0" role="group" aria-labelledby="card-title">
        <h2 id="card-title">Card</h2>
        ${opened === undefined || held === null ? html`<p class="hint">Open an excerpt or an entry: its card stands here.</p>` : cardBeside(opened, held.catalogue, faults)}
        </div>
        <div class="lists">
        ${held === null ? html`<p>Its entries cannot be read.</p>` : lists(held)}
        </div>
      </section>
    </main>`;
}

/** Cards are written for dossiers without faults: what has some may have none. */
function cardBeside(opened: Item, catalogue: Catalogue, faults: readonly LoadProblem[]): Markup {
  try {
    return cardOf(opened, catalogue);
  } catch (error) {
    if (faults.length === 0) throw error;
    return html`<p class="hint">With these faults it has no card.</p>`;
  }
}

function check({ name, held, faults }: Reviewed): Markup {
  if (faults.length === 0) return html`<p class="check">The check finds no fault.</p>`;
  const many = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
  return html`<section class="check faults" aria-labelledby="faults"><h2 id="faults">The check finds ${many}</h2>
    <ul>${faults.map(({ file, entry, field, ...fault }) => {
      const id = held === null ? null : opens(entry, name, held);
      const what = file.endsWith(".txt") ? `${basename(file)}, ${entry}` : entry;
      return html`<li>${id === null ? html`<strong>${what}</strong>` : html`<a href="${link(name, id)}">${what}</a>`} <code>${field}</code> ${toldOf(fault)}</li>`;
    })}</ul></section>`;
}

/** The id that opens what a fault is of; null where it has no card, or is not there. */
function opens(
  entry: string,
  name: string,
  { data, catalogue }: NonNullable<Reviewed["held"]>,
): string | null {
  const claim = entry.startsWith("claim:")
    ? data.claims.find(({ id }) => id === entry.slice("claim:".length))
    : undefined;
  const id = claim?.excerpt ?? (entry.includes(":") ? `${name}/${entry}` : entry);
  return catalogue.get(id) === undefined ? null : id;
}

function lists({ data, dossier }: NonNullable<Reviewed["held"]>): Markup {
  const drafts = itemsOf(dossier).filter(({ review }) => review === "draft");
  const draftClaims = data.claims.filter(({ review }) => review === "draft").length;
  const entries = [
    ["Questions", dossier.questions],
    ["Events", dossier.events],
    ["Places", dossier.places],
    ["Actors", dossier.actors],
  ] as const;
  return html`<h2>Drafts</h2>
    <p>${drafts.length} of ${itemsOf(dossier).length} excerpts and entries, ${draftClaims} of ${data.claims.length} claims</p>
    ${drafts.length === 0 ? "" : list(dossier, drafts)}
    <h2>Entries</h2>
    ${entries
      .filter(([, items]) => items.length > 0)
      .map(
        ([title, items]) => html`<h3>${title} <small>${items.length}</small></h3>${list(dossier, items)}`,
      )}`;
}

function list(dossier: Dossier, items: readonly Item[]): Markup {
  return html`<ul class="entries">${items.map(
    (item) =>
      html`<li><a href="${link(dossier.id, item.id)}">${item.title}</a>${item.kind === "excerpt" ? html` <small>${item.id}</small>` : ""}${item.review === "draft" ? html` <small class="draft">draft</small>` : ""}</li>`,
  )}</ul>`;
}

/** Excerpts whose words stand nowhere in the text, or within another's. */
function notInSource(name: string, excerpts: readonly Excerpt[], faults: readonly LoadProblem[]): Markup {
  return html`<h3>Not to be marked in the source</h3>
    <div class="source">${excerpts.map(
      (excerpt) =>
        html`<span id="${excerpt.id}" class="excerpt faulty"><a href="${link(name, excerpt.id)}">${excerpt.id}</a> ${excerpt.exact}${faultsOf(excerpt, faults)}</span>`,
    )}</div>`;
}

/** What the check says of an excerpt and of its claims. */
function faultsOf({ id, claims }: Excerpt, faults: readonly LoadProblem[]): Markup | string {
  const own = new Set([id, ...claims.map((claim) => `claim:${claim.id}`)]);
  const found = faults.filter(({ entry }) => own.has(entry));
  if (found.length === 0) return "";
  return html`<span class="said">${found.map(
    ({ entry, field, ...fault }) =>
      html`<span>${entry === id ? "" : `${entry} `}<code>${field}</code> ${toldOf(fault)}</span>`,
  )}</span>`;
}

/** A stretch of an excerpt, and why it is marked. */
interface Mark {
  readonly start: number;
  readonly end: number;
  readonly name: "claim" | "speaker" | "place" | "actor";
  readonly title: string;
}

/** The source with what is marked in it, and the excerpts for which it has no place. */
function marked(
  dossier: Dossier,
  source: string,
  opened: Item | undefined,
  faults: readonly LoadProblem[],
): { readonly parts: Markup[]; readonly elsewhere: Excerpt[] } {
  const parts: Markup[] = [];
  const elsewhere: Excerpt[] = [];
  let from = 0;
  for (const excerpt of dossier.excerpts) {
    const prefix = excerpt.prefix ?? "";
    const at = source.indexOf(`${prefix}${excerpt.exact}${excerpt.suffix ?? ""}`, from - prefix.length);
    const start = at + prefix.length;
    if (at < 0 || start < from) {
      elsewhere.push(excerpt);
      continue;
    }
    if (start > from) parts.push(between(source.slice(from, start)));
    const isOpened =
      opened === excerpt ||
      (opened !== undefined && opened.kind !== "excerpt" && opened.excerpts.includes(excerpt));
    const said = faultsOf(excerpt, faults);
    const names = [
      "excerpt",
      ...(excerpt.review === "draft" ? ["draft"] : []),
      ...(isOpened ? ["opened"] : []),
      ...(said === "" ? [] : ["faulty"]),
    ].join(" ");
    parts.push(
      html`<span id="${excerpt.id}" class="${names}"><a href="${link(dossier.id, excerpt.id)}">${excerpt.id}</a> ${pieces(excerpt.exact, marksIn(excerpt))}${said}</span>`,
    );
    from = start + excerpt.exact.length;
  }
  parts.push(between(source.slice(from)));
  return { parts, elsewhere };
}

/** What no excerpt holds; the empty lines around it are drawn as gaps. */
function between(text: string): Markup {
  const words = text.trim();
  const at = words === "" ? text.length : text.indexOf(words);
  const gap = (lines: string) => (lines === "" ? "" : html`<span class="gap">${lines}</span>`);
  return html`${gap(text.slice(0, at))}${words === "" ? "" : html`<span class="between">${words}</span>`}${gap(text.slice(at + words.length))}`;
}

function marksIn({ exact, claims, places, actors }: Excerpt): Mark[] {
  const mark = (name: Mark["name"], words: string, title: string): Mark[] => {
    const start = exact.indexOf(words);
    return start < 0 ? [] : [{ start, end: start + words.length, name, title }];
  };
  return [
    ...claims.flatMap(({ id, words, claimant }) => [
      ...mark("claim", words, `${id}: ${claimant === null ? "nobody named" : claimant.words}`),
      ...(claimant === null ? [] : mark("speaker", claimant.words, `says ${id}`)),
    ]),
    ...places.flatMap(({ place, words, role }) => mark("place", words, `${place.title}: ${role}`)),
    ...actors.flatMap(({ actor, words, role }) => mark("actor", words, `${actor.title}: ${role}`)),
  ];
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
  const action = { type: "open", id: item.id, page: 1 } as const;
  const card = pressedCard({ action, chosen: [], listed: [] }, catalogue);
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
      case "spoiler":
        return html`<span class="spoiler">${nodes(node.content)}</span>`;
      default:
        return "content" in node ? html`<span>${nodes(node.content)}</span>` : html``;
    }
  });
}
