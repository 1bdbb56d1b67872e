/**
 * `npm run bench:pictures`: what a picture costs, warm and from the cache, its size, what a thousand different ones
 * leave in memory, and what text answers notice of them.
 */
import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";
import { dossierMap, eventMap, placeMap } from "../src/cards/maps.ts";
import { timelinePicture } from "../src/cards/timeline-picture.ts";
import { createDispatch } from "../src/dispatch.ts";
import { createCatalogue, type Dossier } from "../src/dossier/catalogue.ts";
import { loadDossiers } from "../src/dossier/load.ts";
import { createLookup } from "../src/lookup/index.ts";
import { english } from "../src/messages/english.ts";
import { createPictures } from "../src/pictures/index.ts";
import { families, fontFiles } from "../src/pictures/letters.ts";
import type { MapPicture, Picture } from "../src/pictures/picture.ts";
import { createRenderer } from "../src/pictures/render.ts";
import { noStore } from "../src/store/store.ts";
import { slashInteraction } from "../tests/support/interactions.ts";

const dataDir = fileURLToPath(new URL("../data", import.meta.url));
const catalogue = createCatalogue(loadDossiers(dataDir).dossiers.map(({ data }) => data));
const dossier = catalogue.dossiers.find(({ id }) => id === "palmyra-2015") as Dossier;
const entry = <T extends { id: string }>(entries: readonly T[], slug: string): T =>
  entries.find(({ id }) => id.endsWith(`:${slug}`)) as T;

const shown: Record<string, Picture | undefined> = {
  "map of the dossier": dossierMap(dossier)?.draw(english),
  "map of Palmyra": placeMap(entry(dossier.places, "palmyra"))?.draw(english),
  "map of two places": eventMap(entry(dossier.events, "mahin-and-huwwarin"))?.draw(english),
  timeline: timelinePicture(dossier, {}, 1)?.draw(english),
};

const rounds = 25;
const font = { fontFiles: fontFiles(), loadSystemFonts: false, defaultFontFamily: families.latin };
const renderer = createRenderer(dataDir);
const fail = (fault: { error: unknown }) => {
  throw fault.error;
};

async function time(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const median = (values: readonly number[]) => quantile(values, 0.5);
const ms = (value: number) => (value < 1 ? value.toFixed(3) : value.toFixed(1));

console.log("| picture | resvg alone, ms | warm, ms | ratio | from cache, ms | of resvg | KB |");
console.log("|---|---:|---:|---:|---:|---:|---:|");
for (const [name, picture] of Object.entries(shown)) {
  if (picture === undefined) throw new Error(`no ${name}`);
  const svg = renderer.svg(picture);
  const alone: number[] = [];
  const warm: number[] = [];
  let size = 0;
  for (let round = 0; round < rounds; round += 1) {
    alone.push(await time(() => new Resvg(svg, { font }).render().asPng()));
    warm.push(
      await time(() => {
        size = renderer.png(picture).length;
      }),
    );
  }
  const pictures = createPictures({ dataDir, report: fail });
  await pictures.draw(picture);
  const held: number[] = [];
  for (let round = 0; round < 500; round += 1) held.push(await time(() => pictures.draw(picture)));
  await pictures.close();
  const [a, w, c] = [median(alone), median(warm), median(held)];
  const cells = [
    name,
    ms(a),
    ms(w),
    (w / a).toFixed(2),
    ms(c),
    `1/${Math.round(a / c)}`,
    (size / 1024).toFixed(0),
  ];
  console.log(`| ${cells.join(" | ")} |`);
}

/** Different maps of the whole dossier, each by a title of its own. */
const different = (number: number): Picture => ({
  ...(shown["map of the dossier"] as MapPicture),
  title: `Map ${number}`,
});
const megabytes = () => {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().rss / 1e6);
};
{
  const pictures = createPictures({ dataDir, report: fail });
  const before = megabytes();
  console.log(`\nMemory: ${before} MB before the first picture`);
  for (let number = 1; number <= 1000; number += 1) {
    await pictures.draw(different(number));
    if (number === 1 || number === 10 || number % 250 === 0) {
      console.log(`Memory: ${megabytes()} MB after ${number} different pictures`);
    }
  }
  await pictures.close();
  await wait(500);
  console.log(`Memory: ${megabytes()} MB once the worker is gone`);
}

{
  const library = { catalogue, lookup: createLookup(catalogue), store: noStore };
  const dispatch = createDispatch(library, fail);
  const asked = [
    slashInteraction({ name: "place", options: { name: "tadmur" } }),
    slashInteraction({ name: "event", options: { name: "jazal" } }),
    slashInteraction({ name: "claims", options: { topic: "executions" } }),
    slashInteraction({ name: "search", options: { text: "tactical vests" } }),
  ];
  /** One answer every 10 ms, as from people; times from when it was due, so that waiting counts. */
  async function answers(count: number): Promise<number[]> {
    const times: number[] = [];
    const start = performance.now();
    for (let index = 0; index < count; index += 1) {
      const due = start + index * 10;
      if (due > performance.now()) await wait(due - performance.now());
      const interaction = asked[index % asked.length];
      if (interaction) await dispatch(interaction);
      times.push(performance.now() - due);
    }
    return times;
  }
  await answers(300);
  const pictures = createPictures({ dataDir, report: fail });
  await pictures.draw(different(0));
  const rest: number[] = [];
  const busy: number[] = [];
  let number = 10_000;
  let drawn = 0;
  for (let round = 0; round < 4; round += 1) {
    rest.push(...(await answers(400)));
    let drawing = true;
    const full = (async () => {
      while (drawing) {
        number += 1;
        await pictures.draw(different(number));
        drawn += 1;
      }
    })();
    busy.push(...(await answers(400)));
    drawing = false;
    await full;
  }
  await pictures.close();
  const [atRest, underLoad] = [quantile(rest, 0.99), quantile(busy, 0.99)];
  console.log(
    `\nText answers: median ${ms(median(rest))} ms at rest and ${ms(median(busy))} ms while ${drawn} pictures are drawn; ` +
      `p99 ${ms(atRest)} and ${ms(underLoad)} ms (${(underLoad / atRest).toFixed(1)} times)`,
  );
}
