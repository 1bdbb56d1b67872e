/** `npm run dossier -- new`: a draft dossier out of a text. */
import { basename, join } from "node:path";
import { checkDossier } from "../dossier/check.ts";
import { formatJson } from "../dossier/format.ts";
import { dossierSchema } from "../dossier/schema.ts";
import { draftDossier } from "./draft.ts";
import { readTextFile } from "./file.ts";
import { prune, withoutDefaults } from "./prune.ts";
import { type FormName, formOf, readDocument } from "./read.ts";
import { Refusal } from "./refusal.ts";
import { slugOf } from "./titles.ts";
import { writeFolder } from "./write.ts";

export interface NewOptions {
  readonly title?: string | undefined;
  readonly url?: string | undefined;
  readonly licence?: string | undefined;
  readonly licenceUrl?: string | undefined;
  readonly attribution?: string | undefined;
  readonly site?: string | undefined;
  readonly id?: string | undefined;
  readonly prefix?: string | undefined;
  readonly form?: FormName | undefined;
  /** Folder of dossiers that the new one is put in. */
  readonly into?: string | undefined;
}

const licenceUrls: Readonly<Record<string, string>> = {
  "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
  "CC BY-SA 3.0": "https://creativecommons.org/licenses/by-sa/3.0/",
  "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
  "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
  MIT: "https://opensource.org/license/mit",
};

/** Drafts a dossier and writes its folder. Gives the lines to print; throws a Refusal where it cannot. */
export async function newDossier(file: string, options: NewOptions): Promise<string[]> {
  const { text, bytes } = readTextFile(file);
  const form = options.form ?? formOf(text, file);
  const document = await readDocument(text, file, form);
  const title = (options.title ?? document.title).trim();
  if (title === "") throw new Refusal("the text has no title of its own: give one by --title");
  if (title.length > 90)
    throw new Refusal(
      `the title has ${title.length} characters, and at most 90 fit: give a shorter one by --title`,
    );
  const url = options.url ?? "";
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new Refusal("where the text stands is missing: give its address by --url https://…");
  const licence = options.licence ?? "";
  const licenceUrl = options.licenceUrl ?? licenceUrls[licence];
  if (licence === "")
    throw new Refusal(`the licence is missing: give it by --licence, such as "CC BY-SA 4.0"`);
  if (licenceUrl === undefined || !URL.canParse(licenceUrl))
    throw new Refusal(`give the address of the licence "${licence}" by --licence-url https://…`);
  const isWikipedia = form === "html" || /(?:^|\.)wikipedia\.org$/.test(new URL(url).hostname);
  const id = options.id ?? slugOf(title, 16);
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id) || id.length > 16) {
    throw new Refusal(`"${id}" is no id: at most 16 lower-case letters, digits and single hyphens, by --id`);
  }
  const prefix = options.prefix ?? prefixOf(id);
  if (!/^[A-Z][A-Z0-9]{1,7}$/.test(prefix))
    throw new Refusal(`"${prefix}" is no prefix: 2 to 8 capital letters and digits, by --prefix`);

  const { data, report } = draftDossier(document, {
    id,
    prefix,
    title,
    url,
    site: options.site ?? (isWikipedia ? "Wikipedia" : new URL(url).hostname.replace(/^www\./, "")),
    licence: { name: licence, url: licenceUrl },
    attribution: options.attribution ?? (isWikipedia ? "Wikipedia contributors" : new URL(url).hostname),
  });
  const parsed = dossierSchema.safeParse(data, { jitless: true });
  if (!parsed.success) {
    const faults = parsed.error.issues
      .slice(0, 20)
      .map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new Refusal(
      `the draft of ${basename(file)} has not the form of a dossier, which is a fault of this program; nothing was written.\n${faults.join("\n")}`,
    );
  }
  const isRight = checkDossier(parsed.data, document.text).length === 0;
  const dropped = isRight ? [] : prune(parsed.data, document.text);
  const folder = join(options.into ?? "data", id);
  const original = document.original === null ? null : `original.${document.original}`;
  writeFolder(folder, {
    "dossier.json": formatJson(isRight ? data : withoutDefaults(parsed.data)),
    "source.txt": document.text,
    ...(original !== null && { [original]: bytes }),
    LICENSE: `${title}\n${url}\n\nThe text is licensed ${licence}: ${licenceUrl}\n`,
  });
  return [
    `${folder}: a draft. ${report[0]}`,
    ...report.slice(1),
    ...(dropped.length > 0
      ? [`Left out, since the check found no words for them: ${dropped.join(", ")}`]
      : []),
    'Everything in it is marked as a draft. Read each entry against the source, then set its review to "reviewed".',
  ];
}

/** The first letters of the id's words: "lamplight-2003" gives LAM. */
function prefixOf(id: string): string {
  const letters = id
    .replace(/[^a-z]/g, "")
    .slice(0, 3)
    .toUpperCase();
  return letters.length >= 2
    ? letters
    : `D${id
        .replace(/[^a-z0-9]/g, "")
        .slice(0, 4)
        .toUpperCase()}`;
}
