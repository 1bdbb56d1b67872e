/** Dossiers from disk. Bad data is a list of problems, never an exception. */
import { isAscii, isUtf8 } from "node:buffer";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type * as z from "zod";
import { createAcceptor } from "./accept.ts";
import { checkDossier, type Problem } from "./check.ts";
import { syntaxErrorAt } from "./json.ts";
import { type DossierData, dossierSchema } from "./schema.ts";

export type LoadProblem = Problem & {
  readonly file: string;
  /** What stands in the field, as JSON, cut where it is long; absent where nothing does. */
  readonly words?: string;
};
export type LoadedDossier = { readonly data: DossierData; readonly source: string; readonly folder: string };
export type Loaded = { readonly dossiers: LoadedDossier[]; readonly problems: LoadProblem[] };

const accept = createAcceptor(dossierSchema);

export const dossierFile = "dossier.json";
export const sourceFile = "source.txt";

/**
 * Every dossier of a folder, which holds one folder a dossier, in the order of their names. `dossiers` are
 * those without a fault of their own; `problems` also name what is wrong between two of them. Never throws.
 */
export function loadDossiers(folder: string): Loaded {
  const problem = (message: string): Loaded => ({
    dossiers: [],
    problems: [{ file: folder, entry: "dossier", field: "folder", message }],
  });
  let names: string[];
  try {
    names = dossiersIn(folder);
  } catch (error) {
    return problem(unreadable(error, "folder"));
  }
  if (names.length === 0)
    return problem("holds no dossier: a dossier is a folder with dossier.json and source.txt");
  const loaded = names.map((name) => loadDossier(join(folder, name)));
  const dossiers = loaded.flatMap((one) => one.dossiers);
  return { dossiers, problems: [...loaded.flatMap((one) => one.problems), ...sharedNames(dossiers)] };
}

/** The names of the folders that should each hold a dossier, sorted. Throws where `folder` cannot be read. */
export function dossiersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((item) => !item.name.startsWith(".") && (item.isDirectory() || item.isSymbolicLink()))
    .map((item) => item.name)
    .filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory() === true)
    .sort();
}

/** The one dossier of a folder, in the same form as {@link loadDossiers}. Never throws. */
export function loadDossier(folder: string): Loaded {
  const problems: LoadProblem[] = [];
  const reportIn =
    (file: string) =>
    (entry: string, field: string, message: string, value?: unknown): void => {
      problems.push({ file: join(folder, file), entry, field, message, ...wordsOf(value) });
    };
  const inDossier = reportIn(dossierFile);
  const source = readText(join(folder, sourceFile), reportIn(sourceFile));
  const text = readText(join(folder, dossierFile), inDossier);
  const json = text === undefined ? undefined : parseJson(text, inDossier);
  if (json === undefined) return { dossiers: [], problems };

  const data = accept(json.value);
  if (data === undefined) {
    for (const issue of dossierSchema.safeParse(json.value, { jitless: true }).error?.issues ?? []) {
      const { entry, field } = place(json.value, issue.path);
      const value = issue.path.reduce(property, json.value);
      // Of what has a field too many, that field is told already.
      inDossier(entry, field, wantedBy(issue, value), issue.code === "unrecognized_keys" ? undefined : value);
    }
    return { dossiers: [], problems };
  }
  if (basename(resolve(folder)) !== data.id) {
    inDossier("dossier", "id", `"${data.id}" is not the name of the folder: rename one of the two`);
  }
  if (source === undefined) return { dossiers: [], problems };
  for (const { entry, field, message } of checkDossier(data, source))
    inDossier(entry, field, message, valueAt(json.value, entry, field));
  return { dossiers: problems.length > 0 ? [] : [{ data, source, folder }], problems };
}

/**
 * What may be used of a folder with faults: the dossiers that have none, and of two that share a name the first. The
 * names of the others, each with its faults, are in `leftOut`.
 */
export function withoutFaulty({ dossiers, problems }: Loaded): {
  readonly dossiers: LoadedDossier[];
  readonly leftOut: ReadonlyMap<string, LoadProblem[]>;
} {
  const leftOut = Map.groupBy(problems, ({ file, field }) =>
    field === "folder" ? basename(file) : basename(dirname(file)),
  );
  return { dossiers: dossiers.filter(({ folder }) => !leftOut.has(basename(folder))), leftOut };
}

/** One line: file, entry, field, what is wrong and what to do, and the words that stand there. */
export function formatProblem({ file, entry, field, ...told }: LoadProblem): string {
  return `${file}: ${entry}: ${field}: ${toldOf(told)}`;
}

/** What is wrong and what to do, and the words that stand there. */
export function toldOf({ message, words }: Pick<LoadProblem, "message" | "words">): string {
  return words === undefined ? message : `${message} — now: ${words}`;
}

/** Ids and prefixes are spoken without the dossier's name beside them. */
function sharedNames(dossiers: readonly LoadedDossier[]): LoadProblem[] {
  return (["id", "excerptPrefix"] as const).flatMap((field) =>
    [...Map.groupBy(dossiers, ({ data }) => data[field])].flatMap(([value, [first, ...others]]) =>
      others.map((other) => ({
        file: join(other.folder, dossierFile),
        entry: "dossier",
        field,
        message: `"${value}" is also that of ${first?.folder}: give one of them another`,
      })),
    ),
  );
}

type Report = (entry: string, field: string, message: string) => void;

/** The text of a file in UTF-8; undefined where it cannot be read, and `report` is told why. */
export function readText(file: string, report: Report): string | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    report("dossier", "file", unreadable(error, "file"));
    return undefined;
  }
  if (bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) {
    report("dossier", "file", "starts with a byte order mark: save it as UTF-8 without one");
    return undefined;
  }
  if (isAscii(bytes)) return bytes.toString("latin1");
  if (isUtf8(bytes)) return bytes.toString("utf8");
  report("dossier", "file", "is not valid UTF-8");
  return undefined;
}

function unreadable(error: unknown, what: "file" | "folder"): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
  if (code === "ENOENT") return `there is no such ${what}`;
  if (code === "ENOTDIR") return "is not a folder";
  return `cannot be read (${code})`;
}

/** Undefined where the text is no JSON, and `report` is told where it ends to be. */
export function parseJson(text: string, report: Report): { value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const halved = halvedIn(text);
    if (halved === undefined) return { value };
    report("dossier", "file", `"${halved}" holds half a surrogate pair: \\ud800 to \\udfff come in twos`);
    return undefined;
  } catch {
    const before = text.slice(0, syntaxErrorAt(text)).split("\n");
    const column = (before.at(-1)?.length ?? 0) + 1;
    report("dossier", "file", `is not valid JSON: look at line ${before.length}, column ${column}`);
    return undefined;
  }
}

/** The name of the first field with half a character, which Discord takes from nobody. Only escapes can write one. */
function halvedIn(text: string): string | undefined {
  if (!text.includes("\\u") || !/\\u[dD][89a-fA-F]/.test(text)) return undefined;
  let found: string | undefined;
  JSON.parse(text, (field: string, value: unknown) => {
    if (![field, value].every((each) => typeof each !== "string" || each.isWellFormed())) found ??= field;
    return value;
  });
  return found?.toWellFormed();
}

/** How the entries of each list are spoken of in a problem. */
const labels: Record<string, string> = {
  excerpts: "",
  places: "place:",
  actors: "actor:",
  events: "event:",
  questions: "question:",
  claims: "claim:",
  footnotes: "footnote:",
};

/** What the schema wants where it has not got it. */
function wantedBy(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case "unrecognized_keys": {
      const names = issue.keys.map((key) => `"${key}"`).join(", ");
      return `holds ${names}, which is no field of it: correct the spelling, or strike it`;
    }
    case "invalid_type":
      return `${value === undefined ? "is missing" : "has the wrong form"}: give ${kindNames[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `is none of these: ${issue.values.map((value) => `"${String(value)}"`).join(", ")}`;
    case "too_big":
    case "too_small": {
      const [limit, bound] =
        issue.code === "too_big" ? [issue.maximum, "at most"] : [issue.minimum, "at least"];
      const unit = issue.origin === "string" ? " characters" : issue.origin === "array" ? " items" : "";
      return `is too ${issue.code === "too_big" ? "large" : "small"}: give ${bound} ${limit}${unit}`;
    }
    default:
      return issue.message;
  }
}

const kindNames: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  array: "a list",
  object: "an object",
  nonoptional: "a value",
};

/** Characters of a value that a problem shows. */
const mostShown = 100;

function wordsOf(value: unknown): { readonly words?: string } {
  const words = JSON.stringify(value);
  if (words === undefined) return {};
  return { words: words.length > mostShown ? `${words.slice(0, mostShown).toWellFormed()}…` : words };
}

/** What stands in an entry's field, both as a problem names them. */
function valueAt(value: unknown, entry: string, field: string): unknown {
  const path = field.split(/[.[\]]+/).filter((part) => part !== "");
  return path.reduce(property, entry === "dossier" ? value : itemNamed(value, entry));
}

function itemNamed(value: unknown, entry: string): unknown {
  for (const list of Object.keys(labels)) {
    const items = property(value, list);
    const item = Array.isArray(items)
      ? items.find((_, index) => place(value, [list, index]).entry === entry)
      : undefined;
    if (item !== undefined) return item;
  }
  return undefined;
}

/** An index alone is hard to find in a long file: the entry's id, if it has one, or else its place in the list. */
function place(value: unknown, path: readonly PropertyKey[]): { entry: string; field: string } {
  const [list, index, ...rest] = path;
  const label = typeof list === "string" ? labels[list] : undefined;
  if (label === undefined || typeof list !== "string" || typeof index !== "number") {
    return { entry: "dossier", field: spell(path) };
  }
  const item = property(property(value, list), index);
  const id = property(item, list === "footnotes" ? "number" : "id");
  const named = typeof id === "string" || typeof id === "number";
  return { entry: named ? `${label}${id}` : `${list}[${index}]`, field: spell(rest) };
}

function property(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function spell(path: readonly PropertyKey[]): string {
  const spelled = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return spelled.replace(/^\./, "") || "entry";
}
