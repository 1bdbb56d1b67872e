/** A page of a longer list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** 1-based, and held within 1 and `count`. */
  readonly number: number;
  readonly count: number;
  /** Position of the first item in the whole list, 0-based. */
  readonly start: number;
}

/**
 * Cuts a list into pages of at most `most` items and at most `budget` of cost, and never less than one item a
 * page; gives the page asked for, or the nearest there is. Cost is in characters, so that a page reads well on
 * a phone and stays far inside what Discord takes.
 */
export function pageOf<T>(
  all: readonly T[],
  number: number,
  {
    most,
    budget = Number.POSITIVE_INFINITY,
    cost = () => 0,
  }: { most: number; budget?: number; cost?: (item: T) => number },
): Page<T> {
  const starts = [0];
  let spent = 0;
  all.forEach((item, index) => {
    const first = starts.at(-1) ?? 0;
    const price = cost(item);
    if (index > first && (index - first >= most || spent + price > budget)) {
      starts.push(index);
      spent = 0;
    }
    spent += price;
  });
  const held = Math.min(Math.max(1, Math.trunc(number)), starts.length);
  const start = starts[held - 1] ?? 0;
  return { items: all.slice(start, starts[held] ?? all.length), number: held, count: starts.length, start };
}
