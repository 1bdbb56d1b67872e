/** The worker that reads one text, in its form, and ends. */
import { parentPort, workerData } from "node:worker_threads";
import type { SourceDocument } from "./document.ts";
import type { FormName } from "./read.ts";
import { Refusal } from "./refusal.ts";

export interface Asked {
  readonly text: string;
  readonly form: FormName;
}

export type Read =
  | { readonly document: SourceDocument }
  | { readonly refusal: string }
  | { readonly isTooDeep: true };

const { text, form } = workerData as Asked;
parentPort?.postMessage(await answered());

async function answered(): Promise<Read> {
  try {
    return { document: await read() };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error.message };
    // Parsers, and what walks through their trees, call themselves once a level.
    if (error instanceof RangeError) return { isTooDeep: true };
    throw error;
  }
}

async function read(): Promise<SourceDocument> {
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
