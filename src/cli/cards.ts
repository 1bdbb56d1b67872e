/**
 * `npm run cards [-- <folder> [<part of an id>]]`: prints every card of a folder of dossiers as text, with what it measures,
 * for people to read. `#` title, `##` topic, `!` notice, `>` sentence, `-` small, `*` item of a list, no mark: normal size.
 */
import type { Card } from "../cards/card.ts";
import { createCatalogue } from "../dossier/catalogue.ts";
import { formatProblem, loadDossiers } from "../dossier/load.ts";
import { facesIn } from "../faces.ts";
import { english } from "../messages/english.ts";
import { plain } from "../messages/message.ts";
import { measuresOf, printed } from "./measures.ts";

const [folder = "data", part = ""] = process.argv.slice(2);
const { dossiers, problems } = loadDossiers(folder);
for (const problem of problems) console.error(formatProblem(problem));
if (problems.length > 0) process.exitCode = 1;
const catalogue = createCatalogue(dossiers.map(({ data }) => data));
for (const dossier of catalogue.dossiers) {
  for (const { what, card } of facesIn(dossier, catalogue)) {
    if (what.includes(part)) console.log([`=== ${what}`, ...textOf(card), ""].join("\n"));
  }
}

function textOf(card: Card): string[] {
  const { above, words, quotedShare, unquoted, longestSmall } = measuresOf(card);
  const rows = card.buttons.map((row) => row.map(({ label }) => `[${plain(label, english)}]`).join(" "));
  const options = card.select?.options ?? [];
  return [
    ...printed(card).map(({ mark, text }) => (mark === "" ? text : `${mark} ${text}`)),
    ...(card.select === null ? [] : [`(${plain(card.select.placeholder, english)}: ${options.length})`]),
    ...rows,
    [
      above === null ? "no sentence" : `lines above the sentence: ${above}`,
      `${words} words`,
      `${Math.round(100 * quotedShare)}% quoted`,
      `${unquoted} not quoted`,
      `small line ${longestSmall}`,
    ].join(" · "),
  ];
}
