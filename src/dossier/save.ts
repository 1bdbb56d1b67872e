/**
 * A dossier's file in one step: a reader finds the former text or the new one, whatever ends the program or fills the
 * disk. Nobody's work is written over: a save names the text that it was made from.
 */
import { createHash } from "node:crypto";
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { dossierFile } from "./load.ts";

/** Why nothing was saved, in words that follow the file's name; what was there stands as it was. */
export interface NotSaved {
  readonly reason: "changed" | "busy" | "failed";
  readonly message: string;
}

/** What stands in for a text where two are compared. */
export function revisionOf(text: string | Uint8Array): string {
  return createHash("sha256").update(text).digest("base64url");
}

/** Milliseconds after which a save that never ended, since its program did, is out of the way. */
const abandonedAfter = 10_000;

/**
 * Writes `text` as the `dossier.json` of a folder if that still is what has the revision `madeFrom`, and gives undefined once it
 * is on the disk. Never throws.
 */
export function saveDossier(folder: string, text: string, madeFrom: string): NotSaved | undefined {
  let beside: string | undefined;
  try {
    // What a link leads to is written, not the link.
    const file = realpathSync(join(folder, dossierFile));
    // Whoever holds this file is the one that saves; a name with a dot is no part of a dossier.
    const held = hold(join(dirname(file), `.${dossierFile}.saving`));
    if (held === undefined)
      return { reason: "busy", message: "is being saved by somebody else: try again in a moment" };
    beside = held.file;
    try {
      writeFileSync(held.descriptor, text);
      fchmodSync(held.descriptor, statSync(file).mode);
      fsyncSync(held.descriptor);
    } finally {
      closeSync(held.descriptor);
    }
    // Looked at last: whoever edits by hand holds nothing.
    if (revisionOf(readFileSync(file)) !== madeFrom)
      return { reason: "changed", message: "was changed by somebody else since it was read" };
    renameSync(beside, file);
    beside = undefined;
    syncFolder(dirname(file));
    return undefined;
  } catch (error) {
    return { reason: "failed", message: `cannot be written: ${reasonOf(error)}` };
  } finally {
    if (beside !== undefined) rmSync(beside, { force: true });
  }
}

function hold(file: string): { readonly file: string; readonly descriptor: number } | undefined {
  try {
    return { file, descriptor: openSync(file, "wx") };
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
  const since = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Date.now() - since < abandonedAfter) return undefined;
  rmSync(file, { force: true });
  return { file, descriptor: openSync(file, "wx") };
}

/** The file's new name is on the disk once its folder is; not every system lets a folder be opened. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, "r");
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (!["EISDIR", "EPERM", "EACCES", "EINVAL"].includes(codeOf(error))) throw error;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full: free some space",
  EDQUOT: "the disk's quota is used up: free some space",
  EFBIG: "it is larger than a file may be here",
  EROFS: "the disk is read-only: make it writable, or copy the folder elsewhere",
  EACCES: "this program may not write there: give it the right to",
  EPERM: "this program may not write there: give it the right to",
  ENOENT: "the folder or the file is gone: put it back",
};

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return reasons[code] ?? `the system says ${code}`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
