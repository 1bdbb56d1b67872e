/**
 * Files that people hand over. Whatever stands under a name, reading it neither waits for anybody nor fills the memory;
 * what is wrong is a problem that follows the file's name, never an exception.
 */
import { isAscii, isUtf8 } from "node:buffer";
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

export type Problem = { readonly problem: string };

const megabyte = 1024 * 1024;

/** The bytes of a regular file that has at most `most` megabytes. */
export function readBytes(file: string, most: number): { readonly bytes: Buffer } | Problem {
  let descriptor: number | undefined;
  try {
    // Opening a pipe would wait for who writes to it.
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const status = fstatSync(descriptor);
    if (!status.isFile()) return { problem: "is not a file" };
    if (status.size > most * megabyte) {
      return { problem: `has ${shownMegabytes(status.size)} MB, and at most ${most} MB are read` };
    }
    const bytes = Buffer.allocUnsafe(status.size);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(descriptor, bytes, length, bytes.length - length, null);
    }
    return { bytes: bytes.subarray(0, length) };
  } catch (error) {
    return { problem: unreadable(error, "file") };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** The text of a file in UTF-8 that has at most `most` megabytes; a byte order mark is the text's first character. */
export function readText(
  file: string,
  most: number,
): { readonly text: string; readonly bytes: Buffer } | Problem {
  const read = readBytes(file, most);
  if ("problem" in read) return read;
  const { bytes } = read;
  if (isWide(bytes)) return { problem: "is in UTF-16: save it as UTF-8 (iconv -f utf-16 -t utf-8)" };
  if (isAscii(bytes)) return { text: bytes.toString("latin1"), bytes };
  if (isUtf8(bytes)) return { text: bytes.toString("utf8"), bytes };
  return {
    problem: holdsControls(bytes)
      ? "is a binary file, not a text"
      : "is not in UTF-8: convert it first (iconv -f windows-1252 -t utf-8)",
  };
}

/** Why a file or a folder could not be read. */
export function unreadable(error: unknown, what: "file" | "folder"): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
  if (code === "ENOENT") return `there is no such ${what}`;
  if (code === "ENOTDIR") return "is not a folder";
  return `cannot be read (${code})`;
}

/** Whether a file begins with bytes that no text in UTF-8 holds but by accident. */
export function holdsControls(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 4096).some((byte) => byte < 9 || (byte > 13 && byte < 32));
}

/** Whether it has the byte order mark of UTF-16, or nearly every other byte is zero. */
function isWide(bytes: Buffer): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  if (!bytes.includes(0)) return false;
  const zeros: [even: number, odd: number] = [0, 0];
  const begin = bytes.subarray(0, 4096);
  for (const [at, byte] of begin.entries()) if (byte === 0) zeros[at % 2 === 0 ? 0 : 1] += 1;
  return Math.max(...zeros) > begin.length * 0.4 && Math.min(...zeros) === 0;
}

function shownMegabytes(bytes: number): number {
  return Math.ceil((10 * bytes) / megabyte) / 10;
}
