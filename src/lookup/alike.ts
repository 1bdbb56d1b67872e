/** "Did you mean": titles that are spelt like what was typed, where nothing answers it. */
import { createRequire } from "node:module";
import type FuseClass from "fuse.js";
import type { Item } from "../dossier/catalogue.ts";
import { wordsOf } from "../search/analysis.ts";
import { isEnglish } from "../search/english.ts";

/** Fuse's bitap matching loses its meaning past 32 letters. */
const longest = 32;
const shortest = 4;
/** Fuse's score, 0 for the very title: two edits in seven letters. */
const threshold = 0.3;
const mostOffered = 2;

const require = createRequire(import.meta.url);

/** Builds the comparison with the titles of some items; a word of English is typed as it is meant, and is like no title. */
export function createAlike(items: readonly Item[]): (typed: string) => readonly Item[] {
  // Loaded at the first use: the time to ready is measured.
  const Fuse = require("fuse.js") as typeof FuseClass;
  const titles = items.map((item) => ({ item, title: wordsOf(item.title).join(" ") }));
  const fuse = new Fuse(titles, { keys: ["title"], threshold, ignoreFieldNorm: true, distance: longest });
  return (typed) => {
    const words = wordsOf(typed);
    const text = words.join(" ");
    if (text.length < shortest || text.length > longest || words.every(isEnglish)) return [];
    return fuse.search(text, { limit: mostOffered }).map(({ item }) => item.item);
  };
}
