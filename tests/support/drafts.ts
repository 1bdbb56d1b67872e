import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatJson } from "../../src/dossier/format.ts";
import { newDossier } from "../../src/import/new.ts";
import { type Data, strikeExcerpt } from "../../src/transports/preview/page/edit.js";
import { unmarked } from "../import/annotated.ts";

/** Six sentences: two reports, two speakers with a figure each, two names of one person. */
export const mill = `Mill fire (2003)

On 11 March 2003, the union said at least 40 people were hurt.[2] The owner, Ada Brand, denied this. Police in Orla reported that 46 people had died.[3][4]

The mayor said the mill had been closed since May 2001. A body was found in the river. A. Brand sold the mill to Orla Town in June 2004.
`;

/** Drafts a dossier of a text, in the folder of its id. */
export async function draft(text: string, id: string, into: string): Promise<void> {
  const [title = id] = text.split("\n");
  const folder = mkdtempSync(join(tmpdir(), "tessera-text-"));
  const file = join(folder, `${id}.txt`);
  writeFileSync(file, text);
  await newDossier(file, { url: "https://example.org/", licence: "CC0 1.0", into, id, title });
  rmSync(folder, { recursive: true });
}

/** A draft of so many sentences: texts of ours, one after another, as often as is needed. */
export async function draftOf(sentences: number, id: string, into: string): Promise<void> {
  const texts = "tests/import/held-out";
  const plain = readdirSync(texts)
    .filter((name) => name.endsWith(".txt"))
    .map((name) =>
      unmarked(readFileSync(join(texts, name), "utf8"))
        .split("\n")
        .slice(1)
        .join("\n")
        // Markers of sentences that the text lacks.
        .replace(/^(?:\[\d+\]\s*)+/gm, ""),
    );
  const all = Array.from({ length: Math.ceil(sentences / 60) }, (_, round) =>
    // No sentence stands in a source twice.
    plain
      .map((text) =>
        round === 0 ? text : text.replace(/(?<=\p{Ll}{4})\.(?=\s|\[)/gu, ` in round ${round}.`),
      )
      .join("\n\n"),
  );
  await draft(`${id}\n\n${all.join("\n\n")}`, id, into);
  const file = join(into, id, "dossier.json");
  const source = readFileSync(join(into, id, "source.txt"), "utf8");
  let data = JSON.parse(readFileSync(file, "utf8")) as Data;
  if (data.excerpts.length < sentences)
    throw new Error(`only ${data.excerpts.length} sentences were drafted`);
  while (data.excerpts.length > sentences) data = strikeExcerpt(data, source, data.excerpts.at(-1)?.id ?? "");
  writeFileSync(file, formatJson(data));
}
