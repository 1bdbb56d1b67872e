/** What was used last, up to a number: a memory that does not grow. */
export interface Recent<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
}

/**
 * Two generations: holds the last `least` keys that were set or asked for at least, and twice as many at most. To
 * look one up costs no more than a look into a map or two.
 */
export function createRecent<Key, Value>(least: number): Recent<Key, Value> {
  let young = new Map<Key, Value>();
  let old = new Map<Key, Value>();
  const set = (key: Key, value: Value) => {
    young.set(key, value);
    if (young.size >= least) [young, old] = [new Map(), young];
  };
  return Object.freeze({
    get(key) {
      const held = young.get(key);
      if (held !== undefined) return held;
      const before = old.get(key);
      if (before !== undefined) set(key, before);
      return before;
    },
    set,
  } satisfies Recent<Key, Value>);
}
