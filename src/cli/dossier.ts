/** `npm run dossier -- …`: what is done to dossiers at a desk. Each command is loaded when it is called. */
import { parseArgs } from "node:util";

const usage = `Usage: npm run dossier -- <command>

  new <file> --url <address> --licence <name>   a draft dossier out of a text, Markdown, wikitext or saved Wikipedia page
      [--title …] [--id …] [--prefix …] [--licence-url …] [--attribution …] [--site …] [--into data]
      [--form text|markdown|wikitext|html]
  check [folder] [--fix]                        every problem of one dossier, or of a folder of them (default: data)
  explain <text> [--in <folder>]                why a text finds what it finds, word by word
  stats [folder]                                what is held, and what still lacks an entry, a name or a place
  diff <dossier> <new text or dossier>          what a new revision of the source changes
      [--write <folder>]                        … and the dossier of that revision, ids kept
  map [folder]                                  the base map of a dossier, cut for its places
  namesakes [folder] [--names <file>]           places elsewhere, and names of a file, that its entries would answer
  schema                                        the JSON Schema of dossier.json

docs/dossiers.md explains each.`;

const [command = "", ...parameters] = process.argv.slice(2);
process.exitCode = await run();

async function run(): Promise<number> {
  const string = { type: "string" } as const;
  try {
    switch (command) {
      case "new": {
        const { values, positionals } = parseArgs({
          args: parameters,
          allowPositionals: true,
          options: {
            title: string,
            url: string,
            licence: string,
            license: string,
            "licence-url": string,
            attribution: string,
            site: string,
            id: string,
            prefix: string,
            into: string,
            form: string,
          },
        });
        const [file, ...more] = positionals;
        if (file === undefined || more.length > 0) return fail(usage);
        const { newDossier } = await import("../import/new.ts");
        const { formNames } = await import("../import/read.ts");
        const form = formNames.find((name) => name === values.form);
        if (values.form !== undefined && form === undefined) return fail(usage);
        const { license, "licence-url": licenceUrl, ...rest } = values;
        return print(
          await newDossier(file, { ...rest, licence: values.licence ?? license, licenceUrl, form }),
        );
      }
      case "check": {
        const options = { fix: { type: "boolean" } } as const;
        const { values, positionals } = parseArgs({ args: parameters, allowPositionals: true, options });
        const [folder = "data", ...more] = positionals;
        if (more.length > 0) return fail(usage);
        const { checkFolder, fixFolder } = await import("./dossier-check.ts");
        if (values.fix) for (const line of fixFolder(folder)) console.log(line);
        const { problems, lines } = checkFolder(folder);
        return problems ? fail(lines.join("\n")) : print(lines);
      }
      case "explain": {
        const options = { in: string } as const;
        const { values, positionals } = parseArgs({ args: parameters, allowPositionals: true, options });
        if (positionals.length === 0) return fail(usage);
        const { explainText } = await import("./explain.ts");
        return print(explainText(positionals.join(" "), values.in ?? "data"));
      }
      case "stats": {
        const [folder = "data", ...more] = parameters;
        if (more.length > 0 || folder.startsWith("-")) return fail(usage);
        const { statistics } = await import("./dossier-stats.ts");
        return print(statistics(folder));
      }
      case "diff": {
        const options = { write: string, form: string } as const;
        const { values, positionals } = parseArgs({ args: parameters, allowPositionals: true, options });
        const [before, after, ...more] = positionals;
        if (before === undefined || after === undefined || more.length > 0) return fail(usage);
        const { compareRevisions } = await import("../import/revise.ts");
        return print(await compareRevisions(before, after, values.write));
      }
      case "map": {
        const [folder = "data", ...more] = parameters;
        if (more.length > 0 || folder.startsWith("-")) return fail(usage);
        const { cutMaps } = await import("./dossier-check.ts");
        const { problems, lines } = await cutMaps(folder);
        return problems ? fail(lines.join("\n")) : print(lines);
      }
      case "namesakes": {
        const options = { names: string } as const;
        const { values, positionals } = parseArgs({ args: parameters, allowPositionals: true, options });
        const [folder = "data", ...more] = positionals;
        if (more.length > 0) return fail(usage);
        const { findNamesakes } = await import("./dossier-check.ts");
        const { problems, lines } = await findNamesakes(folder, values.names);
        return problems ? fail(lines.join("\n")) : print(lines);
      }
      case "schema": {
        const { jsonSchema } = await import("../dossier/json-schema.ts");
        return print([jsonSchema().trimEnd()]);
      }
      default:
        return fail(usage);
    }
  } catch (error) {
    if (
      error instanceof Error &&
      (error.name === "Refusal" || ("code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")))
    ) {
      return fail(error.name === "Refusal" ? error.message : `${error.message}\n\n${usage}`);
    }
    throw error;
  }
}

function print(lines: readonly string[]): number {
  for (const line of lines) console.log(line);
  return 0;
}

function fail(text: string): number {
  console.error(text);
  return 1;
}
