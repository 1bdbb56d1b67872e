/**
 * What may be mended in a dossier without reading it: the order of lists, the spelling of ids, white space outside
 * quotations. Nothing that is quoted, and nothing that says something, is ever changed.
 */
import { join } from "node:path";
import { formatJson } from "./format.ts";
import { parseJson } from "./json.ts";
import { dossierFile, readDossierText, sourceFile } from "./load.ts";
import { revisionOf, saveDossier } from "./save.ts";

type Fields = Record<string, unknown>;

/** Fields that hold the source's words, or an address: white space in them is not ours. */
const quoted = new Set(
  "exact prefix suffix words after hedges counted verb connective verbOfSaying doer where chargedWords graphicWords alsoNamed was url excerpts claims".split(
    " ",
  ),
);
const kinds = { places: "place", actors: "actor", events: "event", questions: "question" } as const;

/** Mends `dossier.json` of a folder in one step, if anything is to be mended. Gives a line for each kind of repair. */
export function fixDossier(folder: string): string[] {
  const file = join(folder, dossierFile);
  const unheard = () => {};
  const text = readDossierText(folder, dossierFile, unheard);
  const source = readDossierText(folder, sourceFile, unheard);
  const json = text === undefined ? undefined : parseJson(text, () => undefined);
  if (source === undefined || json === undefined || "problem" in json || !isFields(json.value)) return [];
  const data = json.value;
  const before = JSON.stringify(data);
  const lines = fixed(data, source);
  if (JSON.stringify(data) === before) return [];
  const refused = saveDossier(folder, formatJson(data), revisionOf(text ?? ""));
  if (refused !== undefined) throw new Error(`${file} ${refused.message}`);
  return lines.map((line) => `${file}: mended: ${line}`);
}

/** Changes the data in place. */
function fixed(data: Fields, source: string): string[] {
  const lines: string[] = [];
  const spaces = trimAll(data);
  if (spaces > 0) lines.push(`white space at the ends of ${spaces} texts that are not quotations`);
  const ids = respelled(data);
  if (ids.length > 0) lines.push(`ids: ${ids.join(", ")}`);
  if (sortExcerpts(data, source)) lines.push("excerpts are in the order of the source");
  if (sortReferences(data))
    lines.push("claims, excerpts and footnotes of entries are in the order of the source");
  return lines;
}

/** `isQuoted`: of a list of the source's words, in which objects may stand beside texts. */
function trimAll(value: unknown, isQuoted = false): number {
  if (typeof value !== "object" || value === null) return 0;
  let count = 0;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === "string") {
      const trimmed = inner.trim();
      if (trimmed === inner || isQuoted || quoted.has(key)) continue;
      Reflect.set(value, key, trimmed);
      count += 1;
    } else count += trimAll(inner, Array.isArray(inner) && quoted.has(key));
  }
  return count;
}

/** "pal-7" is PAL-07, "Old_Town" is old-town; what refers to them follows. */
function respelled(data: Fields): string[] {
  const changes: string[] = [];
  const excerpts = listOf(data, "excerpts");
  const digits = Math.max(2, ...excerpts.map(({ id }) => (/-(\d{2,4})$/.exec(String(id))?.[1] ?? "").length));
  const renamed = rename(excerpts, (id) => {
    const [, prefix, number] = /^([a-z][a-z0-9]{1,7})[-_ ]?(\d{1,4})$/i.exec(id) ?? [];
    return prefix === undefined || number === undefined
      ? id
      : `${prefix.toUpperCase()}-${number.padStart(digits, "0")}`;
  });
  changes.push(...[...renamed].map(([from, to]) => `${from} is ${to}`));
  if (renamed.size > 0)
    replaceIds(data, renamed, new Set(["excerpt", "excerpts", "refersTo", "seeAlso", "reworded", "missing"]));
  for (const list of Object.keys(kinds) as (keyof typeof kinds)[]) {
    const slugs = rename(listOf(data, list), (id) =>
      id
        .toLowerCase()
        .replace(/[\s_]+/g, "-")
        .replace(/-{2,}/g, "-")
        .replace(/^-|-$/g, ""),
    );
    if (slugs.size === 0) continue;
    changes.push(...[...slugs].map(([from, to]) => `${from} is ${to}`));
    if (list === "places") {
      for (const place of listOf(data, "places")) replaceIds(place, slugs, new Set(["within"]));
      for (const event of listOf(data, "events")) replaceIds(event, slugs, new Set(["places"]));
    }
    if (list === "actors")
      for (const claim of listOf(data, "claims")) replaceIds(claim, slugs, new Set(["actor"]));
    for (const start of listOf(data, "startWith")) {
      const [, head, slug] = /^(.*?:)(.*)$/.exec(String(start.entry)) ?? [];
      const to = slug === undefined ? undefined : slugs.get(slug);
      if (to !== undefined && head?.endsWith(`/${kinds[list]}:`)) start.entry = `${head}${to}`;
    }
  }
  return changes;
}

/** Only to ids that no other of the list has. */
function rename(items: readonly Fields[], spell: (id: string) => string): Map<string, string> {
  const taken = new Set(items.map(({ id }) => id));
  const renamed = new Map<string, string>();
  for (const item of items) {
    if (typeof item.id !== "string") continue;
    const wanted = spell(item.id);
    if (wanted === item.id || wanted === "" || taken.has(wanted)) continue;
    renamed.set(item.id, wanted);
    taken.add(wanted);
    item.id = wanted;
  }
  return renamed;
}

function replaceIds(value: unknown, ids: ReadonlyMap<string, string>, keys: ReadonlySet<string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (keys.has(key) && typeof inner === "string") Reflect.set(value, key, ids.get(inner) ?? inner);
    else if (keys.has(key) && Array.isArray(inner) && inner.every((item) => typeof item === "string")) {
      Reflect.set(
        value,
        key,
        inner.map((id) => ids.get(id) ?? id),
      );
    } else replaceIds(inner, ids, keys);
  }
}

function sortExcerpts(data: Fields, source: string): boolean {
  const excerpts = listOf(data, "excerpts");
  const at = new Map(
    excerpts.map((excerpt) => {
      const { prefix = "", exact = "", suffix = "" } = excerpt;
      return [excerpt, source.indexOf(`${String(prefix)}${String(exact)}${String(suffix)}`)] as const;
    }),
  );
  if ([...at.values()].some((place) => place < 0)) return false;
  return sortList(data, "excerpts", excerpts, (excerpt) => [at.get(excerpt) ?? 0]);
}

function sortReferences(data: Fields): boolean {
  const order = new Map(listOf(data, "excerpts").map(({ id }, index) => [id, index]));
  const sentences = new Map(listOf(data, "excerpts").map(({ id, exact }) => [id, exact]));
  const claims = new Map(
    listOf(data, "claims").map((claim) => {
      const exact = String(sentences.get(claim.excerpt) ?? "");
      const start = exact.indexOf(String(claim.words));
      const quantity = isFields(claim.quantity) ? String(claim.quantity.words) : String(claim.words);
      return [claim.id, [order.get(claim.excerpt) ?? -1, start, exact.indexOf(quantity, start)]] as const;
    }),
  );
  let changed = sortList(data, "footnotes", listOf(data, "footnotes"), ({ number }) => [Number(number)]);
  for (const question of listOf(data, "questions")) {
    const ids = stringsOf(question, "claims");
    if (ids.every((id) => claims.has(id)))
      changed = sortList(question, "claims", ids, (id) => [...(claims.get(id) ?? [])]) || changed;
  }
  for (const event of listOf(data, "events")) {
    changed =
      sortList(event, "excerpts", stringsOf(event, "excerpts"), (id) => [order.get(id) ?? -1]) || changed;
  }
  return changed;
}

function sortList<T>(
  holder: Fields,
  key: string,
  items: readonly T[],
  keyOf: (item: T) => number[],
): boolean {
  const sorted = items.toSorted((a, b) => {
    const other = keyOf(b);
    for (const [index, value] of keyOf(a).entries()) {
      const difference = value - (other[index] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  if (sorted.every((item, index) => item === items[index])) return false;
  holder[key] = sorted;
  return true;
}

function listOf(holder: Fields, key: string): Fields[] {
  const list = holder[key];
  return Array.isArray(list) && list.every(isFields) ? list : [];
}

function stringsOf(holder: Fields, key: string): string[] {
  const list = holder[key];
  return Array.isArray(list) && list.every((item) => typeof item === "string") ? list : [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
