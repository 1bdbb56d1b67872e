/** The search over any fixed set of records: the same engine as the bot's, with an index of its own. */
import { buildEngine, type Engine, type Hit as Found, thresholds } from "./engine.ts";
import type { Tolerance } from "./readings.ts";

/** What a search is built over. */
export interface SearchRecord {
  /** unique among the records */
  readonly id: string;
  /** the title first, then every other name in any script; at least one, none blank */
  readonly names: readonly string[];
  /** names of linked records, by which this one may be found too */
  readonly related?: readonly string[];
  /** words of its content: sentences, dates, topics */
  readonly text?: string;
  /** orders records that answer equally well, larger first; 0 if absent */
  readonly prominence?: number;
}

/** One record found. */
interface Hit {
  readonly id: string;
  /** the name that answered the query, as it stands in the record; of {@link Search.findText} the title */
  readonly name: string;
  /** 0 to 1; 1 is the very name */
  readonly score: number;
}

/** A search over a fixed set of records. The same arguments give the same hits; nothing throws, whatever is typed. */
export interface Search {
  /**
   * Records that answer `query`, whole or as typed so far: by their names or, where they have more than those, by every
   * word of it. Best first, at most `limit` (25), each once; `[]` when
   * nothing is close enough. Reads the first 160 characters.
   */
  find(query: string, limit?: number): Hit[];
  /** Records whose words answer the words of `query`, in the same form. Reads the first 300 characters. */
  findText(query: string, limit?: number): Hit[];
}

const longestQuery = 160;
const longestText = 300;

/**
 * Builds a search over `records`. Throws an Error that names the id if an id occurs twice, a record has no name, or a
 * name is blank (holds no letter and no digit). The index is built at the first search.
 */
export function createSearch(records: readonly SearchRecord[]): Search {
  check(records);
  // The sort is stable, and equals stay in their order: the same records give the same hits, however they are given.
  const sorted = records.toSorted(
    (one, other) =>
      (other.prominence ?? 0) - (one.prominence ?? 0) ||
      compare(one.names[0] ?? "", other.names[0] ?? "") ||
      compare(one.id, other.id),
  );
  const isBare = records.every(({ names, related, text }) => names.length === 1 && !related && !text);
  let made: Engine | undefined;
  const engine = (): Engine => {
    made ??= built(sorted, isBare ? "bare" : "listed");
    return made;
  };
  const hitOf = ({ document, score, row }: Found, isName: boolean): Hit => {
    const { id, names } = sorted[document] as SearchRecord;
    return { id, name: isName ? engine().index.textOf(row) : (names[0] as string), score };
  };

  return Object.freeze({
    find(query: string, limit = 25) {
      const read = engine().read(query.slice(0, longestQuery), { isTyping: true });
      return engine()
        .find(read, { least: thresholds.closest })
        .filter(({ isNamed, isWhole }) => isBare || (isNamed && isWhole))
        .slice(0, Math.max(0, limit))
        .map((hit) => hitOf(hit, true));
    },
    findText(query: string, limit = 25) {
      const read = engine().read(query.slice(0, longestText));
      return engine()
        .find(read, { least: thresholds.search })
        .slice(0, Math.max(0, limit))
        .map((hit) => hitOf(hit, false));
    },
  });
}

function built(records: readonly SearchRecord[], tolerance: Tolerance): Engine {
  const documents = records.map(({ names, related = [], text }) => ({
    names,
    related,
    text: text === undefined ? [] : [text],
  }));
  const prominence = (document: number): number => records[document]?.prominence ?? 0;
  const steps = buildEngine(documents, prominence, tolerance);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function check(records: readonly SearchRecord[]): void {
  const ids = new Set<string>();
  for (const { id, names } of records) {
    if (ids.has(id)) throw new Error(`search: the id "${id}" occurs twice`);
    ids.add(id);
    if (names.length === 0) throw new Error(`search: "${id}" has no name`);
    if (names.some(isBlank)) throw new Error(`search: "${id}" has an empty name`);
  }
}

function compare(first: string, second: string): number {
  return first < second ? -1 : first > second ? 1 : 0;
}

/** Whether a name holds nothing that can be searched for. */
function isBlank(name: string): boolean {
  return !/[\p{L}\p{N}]/u.test(name);
}
