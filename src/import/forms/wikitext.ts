import wtf from "wtf_wikipedia";
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
import { infoboxKind, isApparatus, raised } from "./wikipedia.ts";

/** Templates that show nothing in running text, or only an editor's remark. */
const silent =
  /^(?:citation needed|cn|fact|clarify|clarification needed|when|who|which|by whom|dubious|better source needed|page needed|refn|efn|efn-ua|notetag|anchor|main|see also|further|short description|use \w+ dates|use \w+ english|pp.*|coord|sfnref|not a typo|cite.*|r|self-published.*|failed verification|update inline|as of\?|toc.*|clear|-|multiple image|stack.*|portal.*|distinguish|about|redirect.*|good article|featured article|reflist|refbegin|refend|dead link|webarchive)$/i;
/** Footnotes in the form of templates: the article numbers them among its others. */
const footnoteTemplates = /^(?:sfn|sfnp|sfnm|sfn\|.*)$/i;
/** Templates whose words are the article's own, unchanged. */
const transparent =
  /^(?:nowrap|nobr|lang|lang-\w+|langx|transl|transliteration|abbr|small|ill|interlanguage link|nobold|em|strong|var|code|quote|sic)$/i;

/** Templates inside one another: MediaWiki itself takes 100. */
const deepest = 100;

const openMarker = "⟦";
const closeMarker = "⟧";

/** Wikitext, or one article of Wikipedia's XML export. */
export function readWikitext(input: string): SourceDocument {
  const page = pageOf(input);
  const { text, citations, notes } = prepare(page.text);
  const article = wtf(text);
  const blocks: Block[] = [];
  const links = new Map<string, string>();
  const left = { items: 0, tables: 0 };
  let isEnded = false;
  for (const section of article.sections() as unknown as WikiSection[]) {
    const heading = section.title();
    if (section.depth() === 0 && heading !== "") isEnded = isApparatus(heading);
    if (isEnded || isApparatus(heading)) continue;
    if (heading !== "") blocks.push({ kind: "heading", text: finish(heading) });
    left.tables += section.tables().length;
    for (const paragraph of section.paragraphs()) {
      // A list stands in a paragraph of its own here; its items are read below.
      const own =
        paragraph.lists().length > 0 && paragraph.sentences().length === 0
          ? ""
          : paragraph.text({ lists: false });
      for (const part of finish(own).split(/\n+/))
        if (part.trim() !== "" && !/^\s*[|!*#]/.test(part)) blocks.push({ kind: "paragraph", text: part });
      for (const list of paragraph.lists()) {
        for (const item of list.lines()) {
          const words = finish((typeof item.text === "function" ? item.text() : item.text) ?? "");
          if (/[.!?]["”]?(?:\[\d+\])*$/.test(words)) blocks.push({ kind: "paragraph", text: words });
          else left.items += 1;
        }
      }
    }
  }
  for (const link of article.links() as unknown as WikiLink[]) {
    const target = link.page?.();
    if (target) links.set(link.text() || target, target);
  }
  const infobox: Record<InfoboxKind, string[]> = { place: [], person: [], organisation: [] };
  for (const box of article.infoboxes() as unknown as WikiInfobox[]) {
    for (const [key, value] of Object.entries(box.json())) {
      const kind = infoboxKind(key);
      const named = value?.links?.flatMap(({ text, page: target }) => text ?? target ?? []) ?? [];
      if (kind) infobox[kind].push(...named);
    }
  }
  const [point] = article.coordinates() as { lat?: number; lon?: number }[];
  const coordinates: Coordinates | null =
    point?.lat !== undefined && point.lon !== undefined
      ? { latitude: point.lat, longitude: point.lon }
      : null;
  const bold = /'''(?:'')?(.{2,90}?)(?:'')?'''/.exec(page.text)?.[1];
  const title = page.title ?? (bold ? finish(wtf(bold).text()) : null) ?? "";
  const leftOut = [
    ...notes,
    ...(left.tables > 0 ? [`${left.tables} tables`] : []),
    ...(left.items > 0 ? [`${left.items} items of lists that are no sentences`] : []),
  ];
  return compose(
    { title, blocks, citations, links, revision: page.revision, coordinates, infobox, leftOut },
    title,
    "wiki",
  );
}

interface WikiSection {
  title(): string;
  depth(): number;
  tables(): unknown[];
  paragraphs(): {
    text(options?: object): string;
    sentences(): unknown[];
    lists(): { lines(): { text?: string | (() => string) }[] }[];
  }[];
}
interface WikiLink {
  text(): string;
  page?(): string | undefined;
}
interface WikiInfobox {
  json(): Record<string, { links?: { text?: string; page?: string }[] } | undefined>;
}

/** A literal number in brackets would read as a marker: the sentence that holds it cannot be quoted. */
function finish(words: string): string {
  return words
    .replace(/\[\d{1,4}\]/g, hole)
    .replaceAll(openMarker, "[")
    .replaceAll(closeMarker, "]")
    .replace(/(?<! ) +(?=\[\d)/g, "")
    .replace(/&nbsp;|\u00a0/g, " ");
}

function pageOf(input: string): { text: string; title: string | null; revision: string | null } {
  if (!/^\s*(?:<\?xml[^>]*>\s*)?<mediawiki\b/.test(input))
    return { text: input, title: null, revision: null };
  const inside = (tag: string, text: string) => {
    const open = new RegExp(`<${tag}\\b[^<>]*>`).exec(text);
    const from = open === null ? -1 : open.index + open[0].length;
    const end = from < 0 ? -1 : text.indexOf(`</${tag}>`, from);
    return end < 0 ? undefined : text.slice(from, end);
  };
  const revision = inside("revision", input) ?? "";
  return {
    title: unescapeXml(inside("title", input) ?? "") || null,
    revision: inside("id", revision) ?? null,
    text: unescapeXml(inside("text", revision) ?? ""),
  };
}

function unescapeXml(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/**
 * Wikitext with its footnotes as markers, in the article's numbering, and its templates as words: the parser gives
 * footnotes without their place and drops templates that it does not know, which would tear holes into sentences.
 */
function prepare(input: string): { text: string; citations: Map<number, Citation>; notes: string[] } {
  const citations = new Map<number, Citation>();
  const numbers = new Map<string, number>();
  let last = 0;
  const markerFor = (key: string | undefined, words: string) => {
    const number = (key === undefined ? undefined : numbers.get(key)) ?? ++last;
    if (key !== undefined) numbers.set(key, number);
    const citation = citationOf(words);
    if (citation !== null && !citations.has(number)) citations.set(number, citation);
    return `${openMarker}${number}${closeMarker}`;
  };
  const withoutComments = replaceBetween(input.replace(/\r\n?/g, "\n"), /<!--/g, /-->/g, "");
  const withoutFormulas = replaceBetween(
    withoutComments.replace(
      /<(sup|sub)>([^<]{1,20})<\/\1>/gi,
      (_, tag: string, inside: string) => raised(inside, tag.toLowerCase() === "sup" ? "sup" : "sub") ?? hole,
    ),
    /<math[^<>]*>/gi,
    /<\/math>/gi,
    hole,
  ).replace(/__[A-Z]+__/g, "");
  const withMarkers = withoutFormulas.replace(
    /<ref\b((?:[^<>"/]|"[^"<]*"|\/(?!>))*)(?:\/>|>((?:(?!<ref\b)[\s\S])*?)<\/ref\s*>)/gi,
    (_, attributes: string, words = "") => {
      const group = /\bgroup\s*=\s*"?([^"\s>]+)/i.exec(attributes)?.[1];
      const name = /\bname\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"'/>]+))/i.exec(attributes);
      if (group !== undefined) return "";
      return markerFor(
        name
          ?.slice(1)
          .find((value) => value !== undefined)
          ?.trim(),
        words,
      );
    },
  );
  const broken = /<ref\b(?![^<>]*\/>)|<\/ref/i.test(withMarkers) ? 1 : 0;
  const templates = replaceTemplates(withMarkers.replace(/<\/?ref\b[^>]*>?/gi, hole), markerFor);
  const notes = [
    ...(templates.unclosed > 0 || broken > 0
      ? ["broken templates or references, and the sentences that hold them"]
      : []),
    ...(templates.unknown.size > 0
      ? [
          `the templates ${[...templates.unknown].slice(0, 12).join(", ")}: what they show is not known here, and the sentences that hold them are left out`,
        ]
      : []),
    ...(templates.approximate.size > 0
      ? [
          `Compare with the article: ${[...templates.approximate].slice(0, 12).join(", ")} may show more there than is quoted here.`,
        ]
      : []),
  ];
  return { text: templates.text, citations, notes };
}

/**
 * Text with each stretch from what opens it to what closes it replaced by one string; what nothing closes stays. Both
 * expressions are global.
 */
function replaceBetween(text: string, open: RegExp, close: RegExp, by: string): string {
  let replaced = "";
  let from = 0;
  for (let start = open.exec(text); start !== null; start = open.exec(text)) {
    close.lastIndex = start.index + start[0].length;
    if (close.exec(text) === null) break;
    replaced += text.slice(from, start.index) + by;
    from = close.lastIndex;
    open.lastIndex = from;
  }
  return replaced + text.slice(from);
}

function replaceTemplates(text: string, markerFor: (key: string | undefined, words: string) => string) {
  const unknown = new Set<string>();
  const approximate = new Set<string>();
  const rendered = new Map<string, string>();
  const opens: number[] = [];
  const outer: [start: number, end: number][] = [];
  const stray: number[] = [];
  for (let at = 0; at < text.length - 1; at += 1) {
    const two = text.slice(at, at + 2);
    if (two === "{{") {
      opens.push(at);
      if (opens.length > deepest)
        throw new Refusal(
          `more than ${deepest} templates are open at once, one inside another: close them or take them out`,
        );
      at += 1;
    } else if (two === "}}") {
      const start = opens.pop();
      if (start === undefined) stray.push(at);
      else if (opens.length === 0) outer.push([start, at + 2]);
      at += 1;
    }
  }
  // An unclosed template hides those behind it: they count as outer ones, and the braces as a hole.
  const unclosed = opens.length + stray.length;
  if (opens.length > 0) {
    const fixed = [...text];
    for (const at of opens) {
      fixed[at] = hole;
      fixed[at + 1] = "";
    }
    return replaceClosed(fixed.join(""));
  }
  return assemble();

  function replaceClosed(closed: string): ReturnType<typeof assemble> {
    const again = replaceTemplates(closed, markerFor);
    return { ...again, unclosed: again.unclosed + unclosed };
  }

  function assemble() {
    let result = "";
    let from = 0;
    for (const [start, end] of outer) {
      result += text.slice(from, start) + shown(text.slice(start, end), start, end);
      from = end;
    }
    result += text.slice(from).replaceAll("}}", hole);
    return { text: result, unknown, approximate, unclosed };
  }

  function shown(template: string, start: number, end: number): string {
    const name = (/^\{\{\s*([^|}\n<]*)/.exec(template)?.[1] ?? "").trim().replaceAll("_", " ");
    if (footnoteTemplates.test(name))
      return markerFor(template.replace(/\s+/g, ""), template.slice(2, -2).split("|").slice(1).join(" "));
    if (/^(?:infobox|taxobox|speciesbox|automatic taxobox|coord)/i.test(name)) return template;
    if (silent.test(name)) return "";
    const isBlock =
      /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, start - 40), start)) &&
      /^[ \t]*(?:\n|$)/.test(text.slice(end, end + 40));
    if (isBlock) return template.includes("\n") ? template : "";
    let words = rendered.get(template);
    if (words === undefined) {
      words = wtf(template).text().replace(/\s+/g, " ").trim();
      rendered.set(template, words);
    }
    if (words === "") unknown.add(`{{${name}}}`);
    else if (!transparent.test(name)) approximate.add(`{{${name}}}`);
    return words === "" ? hole : words;
  }
}

/** What a reference says, from its template's fields or in its own words. */
function citationOf(words: string): Citation | null {
  const fields = new Map<string, string>();
  for (const match of words.matchAll(/\|\s*([\w-]+)\s*=\s*([^|{}]*)/g)) {
    if (match[1] !== undefined) fields.set(match[1].toLowerCase(), (match[2] ?? "").trim());
  }
  const value = (...names: string[]) => names.map((name) => fields.get(name)).find((field) => field);
  const parts = /\{\{\s*cit/i.test(words)
    ? [
        [value("last", "last1", "author"), value("first", "first1")].filter(Boolean).join(", "),
        value("title"),
        value("work", "website", "newspaper", "journal", "magazine"),
        value("publisher"),
        value("date", "year"),
      ].filter((part) => part !== undefined && part !== "")
    : [words.replace(/\{\{[^{}]*\}\}/g, "").replace(/<[^<>]*>/g, "")];
  const plain = parts
    .join(". ")
    .replace(/\[\[(?:[^\][|]*\|)?([^\][]*)\]\]/g, "$1")
    .replace(/\[https?:[^\s[]+\s([^\][]*)\]/g, "$1")
    .replace(/'{2,}/g, "")
    .replace(/\s+/g, " ")
    .trim();
  const url = value("url") ?? /https?:\/\/[^\s|\]}<]+/.exec(words)?.[0] ?? null;
  if (plain === "" && url === null) return null;
  return {
    words: plain || (url ?? ""),
    url: url !== null && URL.canParse(url) && /^https?:/.test(url) ? url : null,
  };
}
