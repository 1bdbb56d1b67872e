import { join } from "node:path";
import { dossiersIn } from "../../dossier/load.ts";

/** The names of the folders of dossiers; none where they cannot be read. */
export function namesIn(dataDir: string): string[] {
  try {
    return dossiersIn(dataDir);
  } catch {
    return [];
  }
}

/** The folder of the dossier that is asked for, the first where none is; undefined where there is none of that name. */
export function folderOf(
  dataDir: string,
  wanted: string | undefined,
): { readonly name: string; readonly folder: string } | undefined {
  const names = namesIn(dataDir);
  const name = wanted === undefined ? names[0] : names.find((each) => each === wanted);
  return name === undefined ? undefined : { name, folder: join(dataDir, name) };
}
