/** `npm run dossier -- diff`: what a new revision of the source leaves of a dossier, and the dossier of that revision. */
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { answersAnother } from "../dossier/catalogue.ts";
import { readBytes } from "../dossier/file.ts";
import { formatJson } from "../dossier/format.ts";
import { formatProblem, loadDossier } from "../dossier/load.ts";
import { type DossierData, type ExcerptData, schemaVersion } from "../dossier/schema.ts";
import type { SourceDocument } from "./document.ts";
import { chargedWords, graphic, isAnswer, opening } from "./features.ts";
import { readTextFile } from "./file.ts";
import { type Passage, passagesOf } from "./passages.ts";
import { prune, withoutDefaults } from "./prune.ts";
import { readDocument } from "./read.ts";
import { Refusal } from "./refusal.ts";
import { markersIn } from "./words.ts";
import { writeFolder } from "./write.ts";

type Fate =
  | {
      readonly what: "unchanged" | "moved" | "changed";
      readonly excerpt: ExcerptData;
      readonly passage: Passage;
    }
  | { readonly what: "gone"; readonly excerpt: ExcerptData }
  | { readonly what: "new"; readonly passage: Passage };

/** Of the words of both sentences, how many they must share for one to be the other, worded otherwise. */
const sameSentence = 0.5;

/** Compares a dossier with a new text of its source, or with another dossier; writes the revised one if asked to. */
export async function compareRevisions(before: string, after: string, into?: string): Promise<string[]> {
  const { dossiers, problems } = loadDossier(before);
  const [old] = dossiers;
  if (old === undefined) {
    throw new Refusal(
      `${before} is no dossier without a fault:\n${problems.slice(0, 10).map(formatProblem).join("\n")}`,
    );
  }
  const isFolder = existsSync(join(after, "source.txt"));
  const file = isFolder ? join(after, "source.txt") : after;
  const { text, bytes } = readTextFile(file);
  const document = await readDocument(text, file);
  const fates = fatesOf(old.data.excerpts, passagesOf(document));
  const lines = describe(fates);
  if (into === undefined) return lines;
  const on = new Date().toISOString().slice(0, 10);
  const { data, dropped } = revised(old.data, document, fates, on);
  if (basename(into) !== data.id)
    throw new Refusal(`the folder must be named as the dossier is: …/${data.id}`);
  const original = document.original === null ? null : `original.${document.original}`;
  const licence = readBytes(join(before, "LICENSE"), 1);
  writeFolder(into, {
    "dossier.json": formatJson(withoutDefaults({ ...data, source: { ...data.source, original } })),
    "source.txt": original === null ? bytes : document.text,
    ...(original !== null && { [original]: bytes }),
    ...("bytes" in licence && { LICENSE: licence.bytes }),
  });
  return [
    ...lines,
    ...dropped.map((what) => `dropped: ${what}`),
    `${into}: version ${data.version}. What is new or changed is a draft.`,
  ];
}

/** What became of each excerpt, in the order of the new source; those that are gone at the end. */
function fatesOf(excerpts: readonly ExcerptData[], passages: readonly Passage[]): Fate[] {
  const waiting = Map.groupBy(excerpts, ({ exact }) => plain(exact));
  const matches = new Map<Passage, ExcerptData>();
  for (const passage of passages) {
    const excerpt = waiting.get(plain(passage.exact))?.shift();
    if (excerpt !== undefined) matches.set(passage, excerpt);
  }
  const kept = new Set(matches.values());
  const changed = changedOnes(
    excerpts.filter((excerpt) => !kept.has(excerpt)),
    passages.filter((passage) => !matches.has(passage)),
  );
  const order = new Map(excerpts.map((excerpt, index) => [excerpt, index]));
  const inPlace = longestRising(
    passages.flatMap(
      (passage) => order.get(matches.get(passage) ?? changed.get(passage) ?? ({} as ExcerptData)) ?? [],
    ),
  );
  const fates = passages.map((passage): Fate => {
    const excerpt = matches.get(passage);
    if (excerpt !== undefined)
      return { what: inPlace.has(order.get(excerpt) ?? -1) ? "unchanged" : "moved", excerpt, passage };
    const former = changed.get(passage);
    return former === undefined ? { what: "new", passage } : { what: "changed", excerpt: former, passage };
  });
  const found = new Set([...kept, ...changed.values()]);
  return [
    ...fates,
    ...excerpts.filter((excerpt) => !found.has(excerpt)).map((excerpt): Fate => ({ what: "gone", excerpt })),
  ];
}

function plain(exact: string): string {
  return exact
    .replace(/\[\d+\]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

function wordsOf(exact: string): Set<string> {
  return new Set(
    plain(exact)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  );
}

function changedOnes(
  excerpts: readonly ExcerptData[],
  passages: readonly Passage[],
): Map<Passage, ExcerptData> {
  const holders = new Map<string, Passage[]>();
  const sizes = new Map<Passage, number>();
  for (const passage of passages) {
    const words = wordsOf(passage.exact);
    sizes.set(passage, words.size);
    for (const word of words) holders.set(word, [...(holders.get(word) ?? []), passage]);
  }
  const pairs: { excerpt: ExcerptData; passage: Passage; likeness: number }[] = [];
  for (const excerpt of excerpts) {
    const words = wordsOf(excerpt.exact);
    const shared = new Map<Passage, number>();
    for (const word of words)
      for (const passage of holders.get(word) ?? []) shared.set(passage, (shared.get(passage) ?? 0) + 1);
    for (const [passage, count] of shared) {
      const likeness = (2 * count) / (words.size + (sizes.get(passage) ?? 0));
      if (likeness >= sameSentence) pairs.push({ excerpt, passage, likeness });
    }
  }
  const found = new Map<Passage, ExcerptData>();
  const taken = new Set<ExcerptData>();
  for (const { excerpt, passage } of pairs.sort((a, b) => b.likeness - a.likeness)) {
    if (found.has(passage) || taken.has(excerpt)) continue;
    found.set(passage, excerpt);
    taken.add(excerpt);
  }
  return found;
}

/** The longest run of numbers that rise, in the order they stand: what did not move. */
function longestRising(numbers: readonly number[]): Set<number> {
  const tails: number[] = [];
  const before = new Map<number, number | undefined>();
  for (const number of numbers) {
    let low = 0;
    for (let high = tails.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((tails[middle] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    before.set(number, tails[low - 1]);
    tails[low] = number;
  }
  const run = new Set<number>();
  for (let number = tails.at(-1); number !== undefined; number = before.get(number)) run.add(number);
  return run;
}

function describe(fates: readonly Fate[]): string[] {
  const of = (what: Fate["what"]) => fates.filter((fate) => fate.what === what);
  const ids = (list: readonly Fate[]) => list.flatMap((fate) => ("excerpt" in fate ? [fate.excerpt.id] : []));
  return [
    `${of("unchanged").length} unchanged, ${of("moved").length} moved, ${of("changed").length} changed, ${of("gone").length} gone, ${of("new").length} new`,
    ...(of("moved").length > 0 ? [`moved: ${ids(of("moved")).join(", ")}`] : []),
    ...fates.flatMap((fate) =>
      fate.what === "changed"
        ? [`changed: ${fate.excerpt.id}`, `  - ${fate.excerpt.exact}`, `  + ${fate.passage.exact}`]
        : [],
    ),
    ...fates.flatMap((fate) =>
      fate.what === "gone" ? [`gone: ${fate.excerpt.id}`, `  - ${fate.excerpt.exact}`] : [],
    ),
    ...fates.flatMap((fate) => (fate.what === "new" ? ["new:", `  + ${fate.passage.exact}`] : [])),
  ];
}

/** What is known of another revision holds of sentences that read as before. */
function comparedOf({ source }: DossierData, fates: readonly Fate[]): DossierData["source"]["compared"] {
  const kept = new Set(
    fates.flatMap((fate) => (fate.what === "unchanged" || fate.what === "moved" ? [fate.excerpt.id] : [])),
  );
  const isKept = (id: string) => kept.has(id);
  const { compared } = source;
  return (
    compared && {
      ...compared,
      reworded: compared.reworded.filter(isKept),
      missing: compared.missing.filter(isKept),
    }
  );
}

/** The dossier of the new revision: ids kept, none used again; what no longer stands in the text is dropped and named. */
function revised(
  old: DossierData,
  document: SourceDocument,
  fates: readonly Fate[],
  on: string,
): { data: DossierData; dropped: string[] } {
  const { excerptPrefix } = old;
  const used = [...old.excerpts.map(({ id }) => id), ...old.changes.map(({ excerpt }) => excerpt)];
  let last = Math.max(0, ...used.map((id) => Number(id.split("-")[1])));
  const digits = Math.max(2, ...used.map((id) => (id.split("-")[1] ?? "").length));
  const excerpts: ExcerptData[] = [];
  const answers = answersAnother(old);
  const fresh: { id: string; words: string }[] = [];
  for (const fate of fates) {
    if (fate.what === "gone") continue;
    const { passage } = fate;
    const previous = passage.adjacent ? (excerpts.at(-1)?.id ?? null) : null;
    const words = opening(passage.exact);
    const read = {
      exact: passage.exact,
      leadingMarkers: [...passage.leadingMarkers],
      footnotes: passage.footnotes.map((footnote) => ({ ...footnote })),
      footnotesByAdjacency:
        passage.given.length > 0
          ? {
              numbers: [...passage.given],
              basis: "stands behind this sentence in the same paragraph of the source",
            }
          : null,
      follows:
        previous === null
          ? null
          : { excerpt: previous, basis: "stands right before it in the same paragraph of the source" },
    };
    if (fate.what === "unchanged" || fate.what === "moved") {
      const { id, follows, footnotesByAdjacency, opensWith, endNotesMissing } = fate.excerpt;
      const endNotes = read.footnotesByAdjacency ?? footnotesByAdjacency;
      excerpts.push({
        ...fate.excerpt,
        ...read,
        follows: read.follows ?? follows,
        opensWith: opensWith && { ...opensWith, answers: answers(id, opensWith) },
        footnotesByAdjacency: endNotes,
        endNotesMissing: endNotesMissing && endNotes === null,
      });
      continue;
    }
    const isNew = fate.what === "new";
    if (isNew) last += 1;
    const id = isNew ? `${excerptPrefix}-${String(last).padStart(digits, "0")}` : fate.excerpt.id;
    if (isNew) fresh.push({ id, words: passage.exact });
    excerpts.push({
      ...read,
      id,
      title: isNew ? `Sentence ${last} (new in version ${old.version + 1})` : fate.excerpt.title,
      opensWith:
        words === null ? null : { words, refersTo: previous, answers: previous === null && isAnswer(words) },
      endNotesMissing: false,
      graphic: graphic(passage.exact) ?? (isNew ? null : fate.excerpt.graphic),
      graphicWords: [],
      chargedWords: chargedWords(passage.exact),
      alsoNamed: [],
      review: "draft",
    });
  }
  if (last > 9999) throw new Refusal("the dossier has no free number for a new excerpt");
  const changes = fates.flatMap((fate) =>
    fate.what === "changed" || fate.what === "gone"
      ? [{ excerpt: fate.excerpt.id, on, what: fate.what, version: old.version, was: fate.excerpt.exact }]
      : [],
  );
  const known = new Map(old.footnotes.map((footnote) => [footnote.number, footnote]));
  const numbers = [...new Set(markersIn(document.text))].sort((a, b) => a - b);
  const data: DossierData = {
    ...structuredClone(old),
    schemaVersion,
    version: old.version + 1,
    source: { ...old.source, revision: document.revision, compared: comparedOf(old, fates) },
    excerpts,
    // A number may point elsewhere in a new revision: what somebody read there is not carried over to other words.
    footnotes: numbers.map((number) => {
      const cited = document.citations.get(number) ?? null;
      const former = known.get(number);
      const isSame = former !== undefined && cited !== null && former.cited?.words === cited.words;
      return {
        number,
        cited: cited && { words: cited.words.slice(0, 600).trim(), url: cited.url },
        checked: isSame ? former.checked : null,
      };
    }),
    changes: [...old.changes, ...changes],
  };
  return { data, dropped: prune(data, document.text) };
}
