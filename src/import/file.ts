import { holdsControls, readText } from "../dossier/file.ts";
import { Refusal } from "./refusal.ts";

/** Megabytes of the largest file taken: some 1.3 million words. */
const most = 8;

/** The text of a file, without a byte order mark. Refuses what is no text in UTF-8, too large, or empty. */
export function readTextFile(file: string): { readonly text: string; readonly bytes: Buffer } {
  const read = readText(file, most);
  if ("problem" in read) throw new Refusal(`${file}: ${read.problem}`);
  const { text, bytes } = read;
  if (bytes.includes(0) || holdsControls(bytes)) throw new Refusal(`${file}: is a binary file, not a text`);
  if (text.trim() === "") throw new Refusal(`${file}: is empty`);
  return { text: text.replace(/^\uFEFF/, ""), bytes };
}
