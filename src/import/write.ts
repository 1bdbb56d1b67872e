import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { Refusal } from "./refusal.ts";

/**
 * Writes a folder of files: all of them or nothing. They are written beside the folder first and moved there in
 * one step. Refuses where something is there already; nothing is ever overwritten.
 */
export function writeFolder(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  const target = resolve(folder);
  if (lstatSync(target, { throwIfNoEntry: false }) !== undefined) {
    throw new Refusal(`${folder} exists already: choose another folder or id. Nothing was written`);
  }
  const parent = dirname(target);
  try {
    mkdirSync(parent, { recursive: true });
    // A name with a dot is no dossier to a start that reads the folder meanwhile.
    const beside = mkdtempSync(join(parent, `.${basename(target)}-`));
    try {
      for (const [name, content] of Object.entries(files)) writeFileSync(join(beside, name), content);
      // A temporary folder is its owner's alone; the bot may run as somebody else.
      chmodSync(beside, 0o777 & ~process.umask());
      if (existsSync(target)) throw new Refusal(`${folder} exists already. Nothing was written`);
      renameSync(beside, target);
    } catch (error) {
      rmSync(beside, { recursive: true, force: true });
      throw error;
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      `${folder} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
