/** Two people's changes to one dossier, in one. */

/**
 * What `mine` and `theirs` made of `base`. Where both changed the same value, mine stands, and its path is in `clashes`.
 * Objects are merged by field, lists of things that have an id (or a number) by that, other lists as sets.
 * @param {any} base
 * @param {any} mine
 * @param {any} theirs
 * @returns {{ merged: any, clashes: string[] }}
 */
export function mergeChanges(base, mine, theirs) {
  /** @type {string[]} */
  const clashes = [];
  return { merged: merge(base, mine, theirs, "", clashes), clashes };
}

/**
 * @param {any} base
 * @param {any} mine
 * @param {any} theirs
 * @param {string} path
 * @param {string[]} clashes
 * @returns {any}
 */
function merge(base, mine, theirs, path, clashes) {
  if (isSame(mine, theirs) || isSame(theirs, base)) return mine;
  if (isSame(mine, base)) return theirs;
  if (Array.isArray(mine) && Array.isArray(theirs))
    return mergeLists(Array.isArray(base) ? base : [], mine, theirs, path, clashes);
  if (isObject(mine) && isObject(theirs)) {
    const before = isObject(base) ? base : {};
    const fields = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].map((key) => [
      key,
      merge(before[key], mine[key], theirs[key], path === "" ? key : `${path}.${key}`, clashes),
    ]);
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  }
  clashes.push(path);
  return mine;
}

/**
 * Theirs, in their order, with my changes; what I added stands behind what it stood behind in mine.
 * @param {readonly any[]} base
 * @param {readonly any[]} mine
 * @param {readonly any[]} theirs
 * @param {string} path
 * @param {string[]} clashes
 */
function mergeLists(base, mine, theirs, path, clashes) {
  const [before, own] = [byKey(base), byKey(mine)];
  const other = byKey(theirs);
  /** @type {any[]} */
  const list = [];
  for (const [key, item] of other) {
    if (own.has(key)) list.push(merge(before.get(key), own.get(key), item, `${path}.${key}`, clashes));
    else if (!before.has(key)) list.push(item);
    else if (!isSame(before.get(key), item)) clashes.push(`${path}.${key}`);
  }
  let after = -1;
  for (const [key, item] of own) {
    const at = list.findIndex((each) => keyOf(each) === key);
    if (at >= 0) {
      after = at;
      continue;
    }
    if (before.has(key)) {
      // They took it out: it stays out, unless I changed it.
      if (isSame(before.get(key), item)) continue;
      clashes.push(`${path}.${key}`);
    }
    after += 1;
    list.splice(after, 0, item);
  }
  return list;
}

/** @param {readonly any[]} list */
const byKey = (list) => new Map(list.map((item) => [keyOf(item), item]));

/** @param {any} item */
function keyOf(item) {
  if (!isObject(item)) return JSON.stringify(item);
  return String(
    item.id ??
      item.number ??
      (item.excerpt === undefined ? JSON.stringify(item) : `${item.excerpt} ${item.words ?? item.was}`),
  );
}

/** @param {any} value @returns {value is Record<string, any>} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * @param {any} a
 * @param {any} b
 */
function isSame(a, b) {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
