import { once } from "node:events";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { TooLate, within } from "../ops/clock.ts";
import { type Timing, usualTiming } from "../ops/timing.ts";
import type { SourceDocument } from "./document.ts";
import type { Asked, Read } from "./reading.ts";
import { Refusal } from "./refusal.ts";

/** Megabytes for what a text becomes while it is read; the largest file taken has 8. */
const mostMemory = 1_024;

export const formNames = ["text", "markdown", "wikitext", "html"] as const;
export type FormName = (typeof formNames)[number];

/**
 * Reads a text in the form it is said to have, or else in the one that its file's name and first lines show. Parsers
 * take the square of some texts' length, or nest as deep as they do: a worker reads, and is given up after `readWithin`.
 */
export async function readDocument(
  text: string,
  file: string,
  form: FormName = formOf(text, file),
  { clock, readWithin }: Pick<Timing, "clock" | "readWithin"> = usualTiming,
): Promise<SourceDocument> {
  const worker = new Worker(new URL("./reading.ts", import.meta.url), {
    workerData: { text, form } satisfies Asked,
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  });
  const unread = (why: string) =>
    new Refusal(
      `${file} cannot be read as ${form}: ${why}. Take that part out, or save the text as plain text`,
    );
  try {
    const [answer] = await within(clock, readWithin, () => once(worker, "message"));
    const read = answer as Read;
    if ("refusal" in read) throw new Refusal(read.refusal);
    if ("isTooDeep" in read) throw unread("something in it is nested too deeply");
    const { document } = read;
    if (document.paragraphs.length === 0)
      throw new Refusal(`${file} holds no paragraph of running text (read as ${form})`);
    return document;
  } catch (error) {
    if (error instanceof TooLate)
      throw unread(
        `it takes more than ${readWithin / 1_000} seconds, as where one sign stands thousands of times`,
      );
    if (error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY")
      throw unread(`it takes more than ${mostMemory} MB of memory`);
    throw error;
  } finally {
    await worker.terminate();
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
  if (/^\{\{|\n\{\{|\[\[[^\][\n]+\]\]|<ref\b|^==[^=\n]+==$/m.test(text.slice(0, 20_000))) return "wikitext";
  return "text";
}
