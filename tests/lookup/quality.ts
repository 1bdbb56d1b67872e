/** How well readings of messages agree with what the messages should bring. */
import type { Catalogue, Event, Excerpt, Question } from "../../src/dossier/catalogue.ts";
import type { Reading } from "../../src/lookup/message.ts";
import type { WrittenMessage } from "./messages.ts";

export interface Quality {
  /** Messages that should bring something, and those that should bring nothing. */
  readonly asking: number;
  readonly silent: number;
  /** Shares, 0 to 1: a right entry first, within the first three, nothing brought where nothing should be. */
  readonly first: number;
  readonly three: number;
  readonly abstained: number;
  /** Of all that is brought, what is no mistake; of all that should be brought, what is. */
  readonly precision: number;
  readonly recall: number;
  /** Of the messages, those whose equal figures are exactly the ones marked. */
  readonly marked: number;
  /** What went wrong, a line each. */
  readonly misses: readonly string[];
}

export function qualityOf(
  messages: readonly WrittenMessage[],
  read: (text: string) => Reading,
  catalogue: Catalogue,
): Quality {
  const sum = {
    asking: 0,
    first: 0,
    three: 0,
    abstained: 0,
    brought: 0,
    right: 0,
    expected: 0,
    held: 0,
    marked: 0,
  };
  const misses: string[] = [];
  for (const message of messages) {
    const reading = read(message.text);
    const results: readonly (Question | Event | Excerpt)[] = [
      ...reading.questions,
      ...reading.events,
      ...reading.excerpts,
    ];
    const brings = message.brings.map((id) => entryAt(id, catalogue));
    const also = (message.also ?? []).map((id) => entryAt(id, catalogue));
    const sentences = new Set([...brings, ...also].flatMap((entry) => entry.excerpts));
    const fits = (result: Question | Event | Excerpt) =>
      brings.some((entry) => entry === result) ||
      also.some((entry) => entry === result) ||
      (result.kind === "excerpt"
        ? sentences.has(result)
        : result.kind === "event" && result.excerpts.some((excerpt) => sentences.has(excerpt)));
    const among = (some: typeof results) => some.some((result) => brings.some((entry) => entry === result));
    sum.brought += results.length;
    sum.right += results.filter(fits).length;
    sum.expected += brings.length;
    sum.held += brings.filter((entry) => results.some((result) => result === entry)).length;
    const marks = [...reading.equal.keys()].map(({ id }) => id).sort();
    const wanted = (message.marks ?? []).toSorted();
    if (marks.join() === wanted.join()) sum.marked++;
    const right = brings.length === 0 ? results.length === 0 : among(results.slice(0, 1));
    if (brings.length === 0) sum.abstained += right ? 1 : 0;
    else {
      sum.asking++;
      sum.first += right ? 1 : 0;
      sum.three += among(results.slice(0, 3)) ? 1 : 0;
    }
    if (!right || marks.join() !== wanted.join()) {
      misses.push(
        `${message.text.slice(0, 70).replace(/\s+/g, " ")} → ${results.map(({ id }) => id).join(" ") || "nothing"} [${marks}], not ${message.brings.join(" ") || "nothing"} [${wanted}]`,
      );
    }
  }
  const silent = messages.length - sum.asking;
  return {
    asking: sum.asking,
    silent,
    first: sum.first / sum.asking,
    three: sum.three / sum.asking,
    abstained: sum.abstained / silent,
    precision: sum.right / sum.brought,
    recall: sum.held / sum.expected,
    marked: sum.marked / messages.length,
    misses,
  };
}

function entryAt(id: string, catalogue: Catalogue): Question | Event {
  const item = catalogue.get(id);
  if (item?.kind !== "question" && item?.kind !== "event") throw new Error(`no question or event: ${id}`);
  return item;
}
