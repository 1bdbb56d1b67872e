import { extname } from "node:path";
import type { SourceDocument } from "./document.ts";
import { Refusal } from "./refusal.ts";

export const formNames = ["text", "markdown", "wikitext", "html"] as const;
export type FormName = (typeof formNames)[number];

/** Reads a text in the form it is said to have, or else in the one that its file's name and first lines show. */
export async function readDocument(
  text: string,
  file: string,
  form: FormName = formOf(text, file),
): Promise<SourceDocument> {
  const document = await read(text, form);
  if (document.paragraphs.length === 0)
    throw new Refusal(`${file} holds no paragraph of running text (read as ${form})`);
  return document;
}

async function read(text: string, form: FormName): Promise<SourceDocument> {
  switch (form) {
    case "text":
      return (await import("./forms/plain.ts")).readPlain(text);
    case "markdown":
      return (await import("./forms/markdown.ts")).readMarkdown(text);
    case "wikitext":
      return (await import("./forms/wikitext.ts")).readWikitext(text);
    case "html":
      return (await import("./forms/html.ts")).readHtml(text);
  }
}

export function formOf(text: string, file: string): FormName {
  const begin = text.slice(0, 2000).trimStart();
  if (/^<mediawiki\b|^<\?xml[^>]*>\s*<mediawiki\b/.test(begin)) return "wikitext";
  if (/^(?:<!--[\s\S]*?-->\s*)?<(?:!doctype html|html|head|body|div|section|p)\b/i.test(begin)) return "html";
  switch (extname(file).toLowerCase()) {
    case ".html":
    case ".htm":
    case ".xhtml":
      return "html";
    case ".md":
    case ".markdown":
      return "markdown";
    case ".wiki":
    case ".wikitext":
    case ".mediawiki":
      return "wikitext";
  }
  if (/^\{\{|\n\{\{|\[\[[^\]\n]+\]\]|<ref\b|^==[^=\n]+==$/m.test(text.slice(0, 20_000))) return "wikitext";
  return "text";
}
