/**
 * `npm run dossier -- check [folder]`: every problem of one dossier or of a folder of dossiers.
 * `npm run dossier -- map [folder]`: the base map of each, cut anew.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createCatalogue } from "../dossier/catalogue.ts";
import { formatProblem, type Loaded, loadDossier, loadDossiers } from "../dossier/load.ts";
import { tooLongToShow } from "../fits.ts";

const usage = `Usage: npm run dossier -- check [folder]
       npm run dossier -- map [folder]

folder: one dossier, or a folder of dossiers (default: data)`;

function load(folder: string): Loaded {
  const isOne = ["dossier.json", "source.txt"].some((file) => existsSync(join(folder, file)));
  return isOne ? loadDossier(folder) : loadDossiers(folder);
}

function check(folder: string): Loaded {
  const loaded = load(folder);
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

const [command, folder = "data", ...rest] = process.argv.slice(2);
if ((command !== "check" && command !== "map") || rest.length > 0) {
  console.error(usage);
  process.exitCode = 1;
} else {
  const loaded = command === "check" ? check(folder) : load(folder);
  if (loaded.problems.length === 0 && command === "map") {
    // The world's outlines and towns are parts for authors alone, and large.
    const { writeBaseMap } = await import("./map.ts");
    for (const dossier of loaded.dossiers) console.log(writeBaseMap(dossier));
  } else if (loaded.problems.length === 0) {
    console.log(summary(loaded));
  } else {
    for (const problem of loaded.problems) console.error(formatProblem(problem));
    console.error(`${loaded.problems.length} ${loaded.problems.length === 1 ? "problem" : "problems"}`);
    process.exitCode = 1;
  }
}
