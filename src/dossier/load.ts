/** Dossiers from disk. Bad data is a list of problems, never an exception. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { createAcceptor } from "./accept.ts";
import { baseMapFile, readBaseMap } from "./base-map.ts";
import { checkDossier, type Problem } from "./check.ts";
import { readText, unreadable } from "./file.ts";
import { parseJson } from "./json.ts";
import { type DossierData, dossierSchema, slug } from "./schema.ts";
import { property, spell, wantedBy } from "./wanted.ts";

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
/** Megabytes of the largest of each that is read. */
const mostMegabytes = { [dossierFile]: 64, [sourceFile]: 16 } as const;
/** Problems of one dossier that are told; of more, how many there are. */
const mostProblems = 1_000;

/**
 * Every dossier of a folder, which holds one folder a dossier, in the order of their names. `dossiers` are
 * those without a fault of their own; `problems` also name what is wrong between two of them. Never throws.
 */
export function loadDossiers(folder: string): Loaded {
  const loading = loadOneByOne(folder);
  for (;;) {
    const { done, value } = loading.next();
    if (done) return value;
  }
}

/** As {@link loadDossiers}, with a turn of the event loop after each: a signal is heard while many are read. */
export async function loadDossiersInTurns(folder: string): Promise<Loaded> {
  const loading = loadOneByOne(folder);
  for (;;) {
    const { done, value } = loading.next();
    if (done) return value;
    await setImmediate();
  }
}

function* loadOneByOne(folder: string): Generator<undefined, Loaded> {
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
  const loaded: Loaded[] = [];
  for (const name of names) {
    loaded.push(loadDossier(join(folder, name)));
    yield;
  }
  const dossiers = loaded.flatMap((one) => one.dossiers);
  return { dossiers, problems: [...loaded.flatMap((one) => one.problems), ...sharedNames(dossiers)] };
}

/**
 * The names of the folders that should each hold a dossier, sorted: what systems put beside them, such as `lost+found`,
 * has names that no dossier can have. Throws where `folder` cannot be read.
 */
export function dossiersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((item) => !item.name.startsWith(".") && (item.isDirectory() || item.isSymbolicLink()))
    .map((item) => item.name)
    .filter((name) => isFolder(join(folder, name)))
    .filter((name) => slug.safeParse(name).success || isDossier(join(folder, name)))
    .sort();
}

/** Whether it is a folder, or a link to one. What cannot be looked at is taken for one, so that its own line names it. */
function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return true;
  }
}

/** Whether a folder holds a file of a dossier. */
export function isDossier(folder: string): boolean {
  return [dossierFile, sourceFile].some((file) => existsSync(join(folder, file)));
}

/** The one dossier of a folder, in the same form as {@link loadDossiers}. Never throws. */
export function loadDossier(folder: string): Loaded {
  const problems: LoadProblem[] = [];
  const reportIn = (file: string) => reporter(join(folder, file), problems);
  const inDossier = reportIn(dossierFile);
  const map = readBaseMap(folder);
  if ("problem" in map) {
    const way = "delete it, and cut it anew by npm run dossier -- map";
    reportIn(baseMapFile)("dossier", "file", `${map.problem}: ${way}`);
  }
  const source = readDossierText(folder, sourceFile, reportIn(sourceFile));
  const text = readDossierText(folder, dossierFile, inDossier);
  if (text === undefined) return { dossiers: [], problems };
  const judged = judgeDossier(folder, text, source);
  problems.push(...judged.problems);
  if (judged.data === undefined || source === undefined) return { dossiers: [], problems };
  return { dossiers: problems.length > 0 ? [] : [{ data: judged.data, source, folder }], problems };
}

/**
 * What is wrong with the text of a `dossier.json`, wherever it comes from, as if it stood in `folder` beside `source`;
 * `data` is undefined where it has not the form of a dossier. Without a source, what needs one is not looked at.
 */
export function judgeDossier(
  folder: string,
  text: string,
  source: string | undefined,
): { readonly data: DossierData | undefined; readonly problems: LoadProblem[] } {
  const problems: LoadProblem[] = [];
  const inDossier = reporter(join(folder, dossierFile), problems);
  function tell<T>(faults: readonly T[], report: (fault: T) => void): void {
    for (const fault of faults.slice(0, mostProblems)) report(fault);
    const more = faults.length - mostProblems;
    if (more > 0) inDossier("dossier", "file", `has ${more} more problems: mend these first`);
  }
  const json = parseJson(text, accept);
  if ("problem" in json) {
    inDossier("dossier", "file", json.problem);
    return { data: undefined, problems };
  }
  const { data } = json;
  if (data === undefined) {
    const issues = dossierSchema.safeParse(json.value, { jitless: true }).error?.issues ?? [];
    // What else seems wrong with a newer form may be right there.
    const ofForm = issues.filter(({ path: [first] }) => first === "schemaVersion");
    tell(ofForm.length > 0 ? ofForm : issues, (issue) => {
      const { entry, field } = place(json.value, issue.path);
      const value = issue.path.reduce(property, json.value);
      // Of what has a field too many, that field is told already.
      inDossier(entry, field, wantedBy(issue, value), issue.code === "unrecognized_keys" ? undefined : value);
    });
    return { data, problems };
  }
  if (basename(resolve(folder)) !== data.id) {
    inDossier("dossier", "id", `"${data.id}" is not the name of the folder: rename one of the two`);
  }
  const faults = source === undefined ? [] : checkDossier(data, source);
  if (faults.length > 0) {
    const valueAt = valuesOf(json.value);
    tell(faults, ({ entry, field, message }) => inDossier(entry, field, message, valueAt(entry, field)));
  }
  return { data, problems };
}

function reporter(file: string, problems: LoadProblem[]) {
  return (entry: string, field: string, message: string, value?: unknown): void => {
    problems.push({ file, entry, field, message, ...wordsOf(value) });
  };
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

/** The text of a file of a dossier; undefined where it cannot be read, and `report` is told why. */
export function readDossierText(
  folder: string,
  file: keyof typeof mostMegabytes,
  report: (entry: string, field: string, message: string) => void,
): string | undefined {
  const read = readText(join(folder, file), mostMegabytes[file]);
  if ("problem" in read) report("dossier", "file", read.problem);
  else if (read.text.startsWith("\uFEFF")) {
    report("dossier", "file", "starts with a byte order mark: save it as UTF-8 without one");
  } else return read.text;
  return undefined;
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

/** Characters of a value that a problem shows. */
const mostShown = 100;

function wordsOf(value: unknown): { readonly words?: string } {
  const words = JSON.stringify(value);
  if (words === undefined) return {};
  return { words: words.length > mostShown ? `${words.slice(0, mostShown).toWellFormed()}…` : words };
}

/** Gives what stands in an entry's field, both as a problem names them; of entries of one name, in the first. */
function valuesOf(value: unknown): (entry: string, field: string) => unknown {
  const items = new Map<string, unknown>([["dossier", value]]);
  for (const list of Object.keys(labels)) {
    const held = property(value, list);
    for (const [index, item] of (Array.isArray(held) ? held : []).entries()) {
      const { entry } = place(value, [list, index]);
      if (!items.has(entry)) items.set(entry, item);
    }
  }
  return (entry, field) => {
    const path = field.split(/[.[\]]+/).filter((part) => part !== "");
    return path.reduce(property, items.get(entry));
  };
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
