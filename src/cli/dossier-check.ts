/** What `check` prints, and what `--fix` may change. */
import { join } from "node:path";
import { createCatalogue } from "../dossier/catalogue.ts";
import { fixDossier } from "../dossier/fix.ts";
import {
  dossiersIn,
  formatProblem,
  isDossier,
  type Loaded,
  loadDossier,
  loadDossiers,
} from "../dossier/load.ts";
import { tooLongToShow } from "../fits.ts";

/** One dossier, or a folder of dossiers. */
export function checkFolder(folder: string): { readonly problems: boolean; readonly lines: string[] } {
  const loaded = load(folder);
  const { problems } = loaded;
  if (problems.length === 0) return { problems: false, lines: [summary(loaded)] };
  const total = `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`;
  return { problems: true, lines: [...problems.map(formatProblem), total] };
}

/** The base map of each dossier of a folder, cut anew. */
export async function cutMaps(
  folder: string,
): Promise<{ readonly problems: boolean; readonly lines: string[] }> {
  const { dossiers, problems } = loadAll(folder);
  if (problems.length > 0) return { problems: true, lines: problems.map(formatProblem) };
  // The world's outlines and towns are parts for authors alone, and large.
  const { writeBaseMap } = await import("./map.ts");
  return { problems: false, lines: dossiers.map((dossier) => writeBaseMap(dossier)) };
}

/** Names of what is elsewhere that each dossier of a folder would answer: GeoNames' places, and those of a file. */
export async function findNamesakes(
  folder: string,
  file: string | undefined,
): Promise<{ readonly problems: boolean; readonly lines: string[] }> {
  const { dossiers, problems } = loadAll(folder);
  if (problems.length > 0) return { problems: true, lines: problems.map(formatProblem) };
  // The world's towns are a part for authors alone, and large.
  const { namesakeLines, namesIn, placesElsewhere } = await import("./namesakes.ts");
  const elsewhere = [...placesElsewhere(), ...(file === undefined ? [] : namesIn(file))];
  const progress = (share: number): void => {
    if (process.stderr.isTTY)
      process.stderr.write(share < 1 ? `\r${Math.round(100 * share)}%` : "\r\u001b[K");
  };
  return {
    problems: false,
    lines: dossiers.flatMap((dossier) => namesakeLines(dossier, elsewhere, progress)),
  };
}

/** Mends what is safe in each dossier of a folder; the lines say what. */
export function fixFolder(folder: string): string[] {
  if (isDossier(folder)) return fixDossier(folder);
  try {
    return dossiersIn(folder).flatMap((name) => fixDossier(join(folder, name)));
  } catch {
    // The check, which follows, says why it cannot be read.
    return [];
  }
}

/** One dossier, or those of a folder. */
function loadAll(folder: string): Loaded {
  return isDossier(folder) ? loadDossier(folder) : loadDossiers(folder);
}

function load(folder: string): Loaded {
  const loaded = loadAll(folder);
  if (loaded.problems.length > 0) return loaded;
  const problems = loaded.dossiers.flatMap((dossier) =>
    tooLongToShow(createCatalogue([dossier.data])).map((problem) => ({
      ...problem,
      file: join(dossier.folder, "dossier.json"),
    })),
  );
  return { ...loaded, problems };
}

function summary({ dossiers }: Loaded): string {
  const counted = dossiers.map(({ data }) => {
    const entries = data.places.length + data.actors.length + data.events.length + data.questions.length;
    return `${data.id} (${data.excerpts.length} excerpts, ${entries} entries, ${data.claims.length} claims)`;
  });
  return `No fault: ${counted.join(", ")}`;
}
