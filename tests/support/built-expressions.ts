/*
 * A process of its own: the regular expressions that the sources build at run time, each with its place, as JSON. It
 * imports what builds them, and reads texts with what builds them only then.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export interface Built {
  readonly pattern: string;
  readonly flags: string;
  /** `file:line`, from the project's folder. */
  readonly at: string;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const built = new Map<string, Built>();

globalThis.RegExp = new Proxy(RegExp, {
  construct(native, given: [pattern: string | RegExp, flags?: string], target) {
    const made: RegExp = Reflect.construct(native, given, target);
    const [, file, line] = /\n.*\n.*?(file:.*?):(\d+):\d+/.exec(new Error().stack ?? "") ?? [];
    if (file?.startsWith(pathToFileURL(join(root, "src/")).href)) {
      const at = `${relative(root, fileURLToPath(file))}:${line}`;
      built.set(`${at} ${made}`, { pattern: made.source, flags: made.flags, at });
    }
    return made;
  },
});

const { createCatalogue } = await import("../../src/dossier/catalogue.ts");
const { parseJson } = await import("../../src/dossier/json.ts");
const { loadDossiers } = await import("../../src/dossier/load.ts");
const { createLookup } = await import("../../src/lookup/index.ts");
const { draftDossier } = await import("../../src/import/draft.ts");
const { formOf } = await import("../../src/import/read.ts");
const { readHtml } = await import("../../src/import/forms/html.ts");
const { readMarkdown } = await import("../../src/import/forms/markdown.ts");
const { readPlain } = await import("../../src/import/forms/plain.ts");
const { readWikitext } = await import("../../src/import/forms/wikitext.ts");
const readers = { text: readPlain, markdown: readMarkdown, wikitext: readWikitext, html: readHtml };

const lookup = createLookup(
  createCatalogue(loadDossiers(join(root, "data")).dossiers.map(({ data }) => data)),
);
parseJson("{", () => undefined);
lookup.find("excerpt", "PAL 11");
const texts = join(root, "tests/import/tuning");
for (const file of readdirSync(texts)) {
  if (file === "README.md") continue;
  const text = readFileSync(join(texts, file), "utf8");
  const source = { title: "A text", url: "https://example.org/", site: "A site", attribution: "Somebody" };
  const licence = { name: "MIT", url: "https://opensource.org/license/mit" };
  draftDossier(readers[formOf(text, file)](text), { id: "made", prefix: "MADE", licence, ...source });
}
readWikitext(
  "<mediawiki><page><title>A</title><revision><id>1</id><text>A b.</text></revision></page></mediawiki>",
);

process.stdout.write(JSON.stringify([...built.values()]));
