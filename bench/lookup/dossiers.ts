/** Dossiers of any size, drawn from a seed: as much to be found by, and as many names, as an authored one has. */
import { type DossierData, dossierSchema } from "../../src/dossier/schema.ts";
import { createPlaces, type Random } from "../search/data.ts";

/** Excerpt ids have at most four digits, and a dossier loads faster in parts. */
const perDossier = 5000;

const syllables =
  "ba be bo da de do fa ga go ha hi ka ko la le lo ma me mi mo na ne no pa pe po ra re ri ro sa se so ta te to va ve vo za zo".split(
    " ",
  );
const glue =
  "the of and in to a was by for on that with as from at after before near were had said reported".split(" ");

const pick = <T>(items: readonly T[], random: Random): T => items[Math.floor(random() * items.length)] as T;

/** Words that follow Zipf's law, as those of any language do. */
export function createWords(size: number, random: Random): () => string {
  const words = new Set<string>();
  while (words.size < size) {
    const length = 2 + Math.floor(random() * 3);
    words.add(
      Array.from({ length }, () => pick(syllables, random)).join("") +
        pick(["", "n", "r", "st", "d"], random),
    );
  }
  const list = [...words];
  return () => list[Math.floor(size ** random()) - 1] ?? (list[0] as string);
}

/** `excerpts` sentences of about 30 words, with a question and an event for every five of them and two claims each. */
export function createDossiers(excerpts: number, random: Random): DossierData[] {
  const word = createWords(12_000, random);
  const places = createPlaces(Math.ceil(excerpts / 4), random);
  const words = (count: number) => Array.from({ length: count }, word).join(" ");
  return Array.from({ length: Math.ceil(excerpts / perDossier) }, (_, part) => {
    const size = Math.min(perDossier, excerpts - part * perDossier);
    const prefix = `SY${String.fromCharCode(65 + part)}`;
    const idOf = (number: number) => `${prefix}-${String(number + 1).padStart(4, "0")}`;
    const own = places.slice(Math.floor((part * perDossier) / 4), Math.ceil((part * perDossier + size) / 4));
    const sentences = Array.from({ length: size }, (_, number) => {
      const place = own[Math.floor(number / 4)]?.name ?? "";
      const figure = 20 + Math.floor(random() * 900);
      const run = Array.from({ length: 26 }, () => (random() < 0.35 ? pick(glue, random) : word())).join(" ");
      const counted = word();
      const claim = `${figure} ${counted} were ${word()} near ${place}`;
      return { exact: `${run} ${claim}.`, claim, figure, counted, place };
    });
    const topics = () => Array.from({ length: 4 }, () => words(1 + Math.floor(random() * 2)));
    const groups = Array.from({ length: Math.ceil(size / 5) }, (_, group) =>
      sentences.slice(group * 5, group * 5 + 5).map((_, index) => group * 5 + index),
    );
    return dossierSchema.parse({
      id: `synthetic-${part}`,
      version: 1,
      excerptPrefix: prefix,
      title: `Synthetic ${part}`,
      description: "Made for measurements.",
      source: {
        title: "Synthetic",
        site: "nowhere",
        url: "https://example.org/",
        revision: null,
        selection: "all",
        licence: { name: "none", url: "https://example.org/" },
        attribution: "nobody",
      },
      excerpts: sentences.map(({ exact }, number) => ({ id: idOf(number), title: words(3), exact })),
      places: own.map(({ name }, number) => ({
        id: `place-${number}`,
        title: name,
        names: [`${name} town`, `old ${name}`, `${words(1)} ${name}`],
        placeType: "town",
        mentions: sentences
          .map((_, at) => at)
          .slice(number * 4, number * 4 + 4)
          .map((at) => ({ excerpt: idOf(at), words: name, basis: "named", role: "site" })),
      })),
      events: groups.map((group, number) => ({
        id: `event-${number}`,
        title: words(3),
        names: Array.from({ length: 8 }, () => words(2)),
        eventType: "event",
        excerpts: group.map(idOf),
        topics: topics(),
      })),
      claims: sentences.map(({ claim, figure, counted }, number) => ({
        id: `c${number + 1}`,
        excerpt: idOf(number),
        claimant: null,
        words: claim,
        quantity: {
          words: `${figure} ${counted}`,
          low: figure,
          best: figure,
          high: figure,
          counted,
          verb: "were",
        },
      })),
      questions: groups.map((group, number) => ({
        id: `question-${number}`,
        title: words(3),
        names: Array.from({ length: 12 }, () => words(2)),
        claims: group.map((at) => `c${at + 1}`),
        topics: topics(),
      })),
    });
  });
}
