/** Which of some places or actors a sentence speaks of where it answers a text: for an order, never for an answer. */
import type { Range } from "../cards/card.ts";
import type { Excerpt, Item } from "../dossier/catalogue.ts";
import { createMatcher } from "../search/index.ts";
import { wordsOf } from "../search/words.ts";

/** Sentences that are looked at, best first; each counts half of the one before it. */
const mostExcerpts = 3;
/** Letters between two words at which they count half as near as side by side. */
const halfNear = 12;

/** Words by which a question asks for somebody or some place, in English. */
const asking = /^(?:who|whom|whose|where|which)$/;

/**
 * The items, those first whose words stand nearest to the words of `typed`, in those of `excerpts` that hold most of them;
 * others in their order. Whom a question asks for is not whom it names: named there, an item is as good as far away.
 */
export function byNearness<T extends Item>(
  items: readonly T[],
  excerpts: readonly Excerpt[],
  typed: string,
): T[] {
  const rangesIn = createMatcher(typed);
  const asksFor = wordsOf(typed).some((word) => asking.test(word));
  const answering = [...new Set(excerpts)]
    .map((excerpt) => ({ excerpt, ranges: rangesIn(excerpt.exact) }))
    .toSorted((first, second) => second.ranges.length - first.ranges.length)
    .slice(0, mostExcerpts);
  const near = new Map<string, number>();
  answering.forEach(({ excerpt, ranges }, at) => {
    for (const { id, words } of mentionsIn(excerpt)) {
      const start = excerpt.exact.indexOf(words);
      if (start < 0) continue;
      const score = nearness([start, start + words.length], ranges, asksFor) / 2 ** at;
      near.set(id, Math.max(score, near.get(id) ?? 0));
    }
  });
  return items.toSorted((first, second) => (near.get(second.id) ?? 0) - (near.get(first.id) ?? 0));
}

function mentionsIn({ places, actors }: Excerpt): { readonly id: string; readonly words: string }[] {
  return [
    ...places.map(({ place, words }) => ({ id: place.id, words })),
    ...actors.map(({ actor, words }) => ({ id: actor.id, words })),
  ];
}

function nearness([start, end]: Range, ranges: readonly Range[], asksFor: boolean): number {
  let sum = 0;
  for (const [from, until] of ranges) {
    const gap = Math.max(from - end, start - until);
    if (gap < 0 && asksFor) return 0;
    sum += halfNear / (halfNear + Math.max(0, gap));
  }
  return sum;
}
