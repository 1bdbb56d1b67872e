import type { Dossier, Excerpt, Item } from "../dossier/catalogue.ts";
import type { Card, Range, SelectOption } from "./card.ts";
import { digest } from "./digest.ts";
import { pageOf, rangeOf } from "./pages.ts";
import {
  aboutButton,
  card,
  count,
  holding,
  itemTitle,
  kindLine,
  quotation,
  readingCost,
  rule,
  sourceLines,
  turning,
} from "./parts.ts";

/** An excerpt found by its words, with where they stand. */
export interface Result {
  readonly excerpt: Excerpt;
  readonly ranges: readonly Range[];
}

/** Excerpts found by words, best first, the matches in bold; the entries that the words name in the select. */
export function resultsCard(results: readonly Result[], named: readonly Item[], pageNumber = 1): Card | null {
  const held = results.slice(0, 20).map(asCarried);
  const [first] = held;
  if (first === undefined) return null;
  const dossier: Dossier = first.excerpt.dossier;
  const page = pageOf(held, pageNumber, {
    most: 5,
    budget: 900,
    cost: ({ excerpt }) => readingCost(excerpt),
  });
  const shown = rangeOf(page, held.length);
  const entries = named.slice(0, 25 - held.length);
  return card({
    id: `${dossier.id}/search:${digest(held.map(({ excerpt }) => excerpt.id).join())}`,
    blocks: [
      {
        type: "title",
        text: count(held.length, "sentence found", "sentences found"),
        lines: [[`By their words, nearest first, among ${holding(dossier)}${shown && ` · ${shown}`}`]],
      },
      rule,
      ...page.items.map(({ excerpt, ranges }) => quotation(excerpt, { bold: ranges })),
      rule,
      page.items.some(({ ranges }) => ranges.length > 0)
        ? { type: "small", lines: [["Bold added: the words that matched."]] }
        : null,
      sourceLines(dossier),
    ],
    select: {
      placeholder: "Open a sentence or entry",
      options: [
        ...held.map(
          (result): SelectOption => ({
            value: result.value,
            label: itemTitle(result.excerpt),
            description: kindLine(result.excerpt),
          }),
        ),
        ...entries.map(
          (item): SelectOption => ({ value: item.id, label: itemTitle(item), description: kindLine(item) }),
        ),
      ],
    },
    buttons: [[...turning(page, (number) => ({ type: "results", page: number })), aboutButton(dossier)]],
  });
}

/**
 * A result with the value of its option, and with the matches that this carries within its 100 characters, so that a
 * page is the same when it is turned back to: `PAL-13~12-18~30-34` is an id and where its matches stand.
 */
function asCarried({ excerpt, ranges }: Result): Result & { readonly value: string } {
  let value: string = excerpt.id;
  const carried = ranges.filter(([start, end]) => {
    const longer = `${value}~${start}-${end}`;
    if (longer.length > 100 || end > lastPosition) return false;
    value = longer;
    return true;
  });
  return { excerpt, ranges: carried, value };
}

/** The last position that is read out of an option's value. */
const lastPosition = 9_999;

/** The id in an option's value. */
export function valueId(value: string): string {
  return value.split("~", 1)[0] ?? "";
}

/** The match positions in an option's value; those that don't fit the excerpt are left out. */
export function valueRanges(value: string, length: number): Range[] {
  return value
    .split("~")
    .slice(1)
    .flatMap((part): Range[] => {
      const [, start, end] = /^(\d{1,4})-(\d{1,4})$/.exec(part) ?? [];
      const range: Range = [Number(start), Number(end)];
      return range[0] < range[1] && range[1] <= length ? [range] : [];
    })
    .sort((a, b) => a[0] - b[0])
    .filter((range, index, all) => index === 0 || range[0] >= (all[index - 1]?.[1] ?? 0));
}
