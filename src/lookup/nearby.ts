/** Which of some places or actors a sentence speaks of where it answers a text: for an order, never for an answer. */
import type { Range } from "../cards/card.ts";
import type { Excerpt, Item } from "../dossier/catalogue.ts";
import { createMatcher } from "../search/index.ts";
import { isStopWord } from "../search/words.ts";

/** Sentences that are looked at, best first; each counts half of the one before it. */
const mostExcerpts = 3;
/** Letters between two words at which they count half as near as side by side. */
const halfNear = 12;

/** Words by which a question asks for somebody or some place, in English. */
const asking = /^(?:who|whom|whose|where|which)$/;
/** Words by which it asks who states something. */
const stating =
  /^(?:say|says|said|state|states|stated|report|reports|reported|claim|claims|claimed|put|told)$/;
/** What the kind that a question asks for ("which village") counts, and stating what it asks about, in words side by side. */
const ofKind = 4;
const asClaimant = 1.5;

/**
 * The items, those first whose words stand nearest to the `words` typed, in those of `excerpts` that hold most of them;
 * others in their order. Whom a question asks for is not whom it names: named there, an item is as good as far away.
 */
export function byNearness<T extends Item>(
  items: readonly T[],
  excerpts: readonly Excerpt[],
  words: readonly string[],
): T[] {
  const asksFor = words.some((word) => asking.test(word));
  const which = words.indexOf("which") + 1;
  const kind = which > 0 ? words.slice(which, which + 2).filter((word) => !isStopWord(word)) : [];
  const rangesIn = createMatcher(words.filter((word) => !kind.includes(word)).join(" "));
  const answering = [...new Set(excerpts)]
    .map((excerpt) => ({ excerpt, ranges: rangesIn(excerpt.exact) }))
    .toSorted((first, second) => second.ranges.length - first.ranges.length)
    .slice(0, mostExcerpts);
  const near = new Map<string, number>();
  const asksWhoStates = asksFor && words.some((word) => stating.test(word));
  answering.forEach(({ excerpt, ranges }, at) => {
    const claimants = new Set(asksWhoStates ? excerpt.claims.map(({ claimant }) => claimant?.actor.id) : []);
    for (const { id, words } of mentionsIn(excerpt)) {
      const start = excerpt.exact.indexOf(words);
      if (start < 0) continue;
      const bonus = claimants.has(id) ? asClaimant : 0;
      const score = (nearness([start, start + words.length], ranges, asksFor) + bonus) / 2 ** at;
      near.set(id, Math.max(score, near.get(id) ?? 0));
    }
  });
  const isOfKind = createMatcher(kind.join(" "));
  const scoreOf = (item: T): number =>
    (near.get(item.id) ?? 0) + (kind.length > 0 && isOfKind(namesOf(item)).length > 0 ? ofKind : 0);
  const scores = new Map(items.map((item) => [item, scoreOf(item)]));
  return items.toSorted((first, second) => (scores.get(second) ?? 0) - (scores.get(first) ?? 0));
}

function namesOf(item: Item): string {
  return item.kind === "excerpt" ? item.title : [item.title, ...item.names, ...item.commonNames].join(", ");
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
