/** Why a text finds what it finds: `npm run dossier -- explain <text>`. */
import { createCatalogue } from "../dossier/catalogue.ts";
import { loadDossiers } from "../dossier/load.ts";
import { createLookup, type Explained } from "../lookup/index.ts";
import { thresholds } from "../search/engine.ts";

const shown = 3;

/** The lines of a table: what the text finds first, word by word, and what the next ones lack. */
export function explainText(text: string, folder: string): readonly string[] {
  const { dossiers } = loadDossiers(folder);
  const lookup = createLookup(createCatalogue(dossiers.map(({ data }) => data)));
  const found = lookup.explain(text, shown);
  return found.length === 0 ? ["Nothing holds a word of this text."] : found.flatMap(lines);
}

function lines({ id, score, isWhole, isExact, cover, reasons }: Explained): string[] {
  const tier = isExact
    ? "answer, its name"
    : isWhole && score >= thresholds.answer
      ? "answer"
      : score >= thresholds.closest
        ? "closest"
        : "nothing";
  const lacking = reasons.filter(({ met }) => met === null).map(({ word }) => word);
  const rows = reasons.map(({ word, weight, met }) =>
    met === null
      ? [word, weight.toFixed(2), "–", "not held", "", ""]
      : [word, weight.toFixed(2), met.form, met.how, met.field, met.quality.toFixed(2)],
  );
  return [
    `${score.toFixed(3)}  ${id}  (${tier}; ${Math.round(100 * cover)}% of a name${
      lacking.length > 0 ? `; lacks ${lacking.join(", ")}` : ""
    })`,
    ...table([["word", "weight", "met as", "how", "in", "quality"], ...rows]).map((line) => `  ${line}`),
    "",
  ];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
