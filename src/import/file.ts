import { readFileSync, statSync } from "node:fs";
import { Refusal } from "./refusal.ts";

/** Largest file taken, in bytes: some 1.3 million words. */
const maxBytes = 8 * 1024 * 1024;

/** The text of a file, without a byte order mark. Refuses what is no text in UTF-8, too large, or empty. */
export function readTextFile(file: string): { readonly text: string; readonly bytes: Buffer } {
  let size: number;
  try {
    const status = statSync(file);
    if (!status.isFile()) throw new Refusal(`${file} is not a file`);
    size = status.size;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      `${file}: ${codeOf(error) === "ENOENT" ? "there is no such file" : `cannot be read (${codeOf(error)})`}`,
    );
  }
  if (size > maxBytes) {
    const megabytes = (bytes: number) => Math.round((bytes / 1024 / 1024) * 10) / 10;
    throw new Refusal(
      `${file} has ${megabytes(size)} MB, and at most ${megabytes(maxBytes)} MB are read: make a dossier of each part`,
    );
  }
  const bytes = readFileSync(file);
  const [first, second, third] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || looksWide(bytes)) {
    throw new Refusal(`${file} is in UTF-16: save it as UTF-8 (iconv -f utf-16 -t utf-8)`);
  }
  if (bytes.includes(0)) throw new Refusal(`${file} is a binary file, not a text`);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal(
      looksBinary(bytes)
        ? `${file} is a binary file, not a text`
        : `${file} is not in UTF-8: convert it first (iconv -f windows-1252 -t utf-8)`,
    );
  }
  if (first === 0xef && second === 0xbb && third === 0xbf) text = text.slice(1);
  if (looksBinary(bytes)) throw new Refusal(`${file} is a binary file, not a text`);
  if (text.trim() === "") throw new Refusal(`${file} is empty`);
  return { text, bytes };
}

/** Whether every other byte is nearly always zero, as in UTF-16 without a byte order mark. */
function looksWide(bytes: Buffer): boolean {
  const zeros = [0, 0];
  const begin = bytes.subarray(0, 4096);
  for (const [at, byte] of begin.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  return Math.max(even, odd) > begin.length * 0.4 && Math.min(even, odd) === 0;
}

function looksBinary(bytes: Buffer): boolean {
  return bytes.subarray(0, 4096).some((byte) => byte < 9 || (byte > 13 && byte < 32));
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown error";
}
