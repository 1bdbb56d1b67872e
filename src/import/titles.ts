/** Titles and ids of a draft: names and topic nouns only, so that the opposite could stand under them unchanged. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const anyAscii: (text: string) => string = require("any-ascii").default;

/** Lower-case words joined by hyphens; "" where nothing of the words can be spelt so. */
export function slugOf(words: string, most = 40): string {
  const plain = anyAscii(words)
    .toLowerCase()
    .replace(/['’`]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  if (plain.length <= most) return plain;
  const cut = plain.slice(0, most + 1);
  return cut
    .slice(0, Math.max(cut.lastIndexOf("-"), 1))
    .slice(0, most)
    .replace(/-+$/, "");
}

/** Gives each of several things a name of its own, by a number behind those that are taken. */
export function unique(taken: Set<string>, wanted: string, numbered: (number: number) => string): string {
  const free = (name: string) => !taken.has(name.normalize("NFKC").toLowerCase());
  let name = wanted;
  for (let number = 2; !free(name); number += 1) name = numbered(number);
  taken.add(name.normalize("NFKC").toLowerCase());
  return name;
}

/** A heading of the source may be a statement ("Fall of the city"): only nouns that nobody does anything with pass. */
export function isTopic(words: string): boolean {
  return (
    words.length <= 40 &&
    !/\b\p{L}+(?:ed|ing)\b|\b(?:fall|falls|fell|loss|capture|victory|defeat|wins?|won|lost|takes?|took|crimes?|massacre|betrayal|failure|success|collapse|is|was|are|were)\b/iu.test(
      words,
    ) &&
    /^[\p{L}\p{N}\s,'’&()-]+$/u.test(words)
  );
}

/** Without the article in front: "the harbour master" is listed as "harbour master". */
export function withoutArticle(words: string): string {
  return words.replace(/^(?:the|a|an)\s+/i, "");
}
