import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import { dossierMap, eventMap, placeMap } from "../../src/cards/maps.ts";
import type { PictureBlock } from "../../src/cards/picture.ts";
import { timelinePicture } from "../../src/cards/timeline-picture.ts";
import { english } from "../../src/messages/english.ts";
import { createRenderer } from "../../src/pictures/render.ts";
import { dossier } from "../cards/library.ts";
import { figures } from "./figures.ts";

/*
 * The pictures against those that a person has looked at. `APPROVE=1 npx vitest run tests/pictures` replaces them:
 * look at each before you commit it.
 */

const folder = new URL("./approved/", import.meta.url);
const renderer = createRenderer("data");

const place = (slug: string) => placeMap(found(dossier.places, slug));
const event = (slug: string) => eventMap(found(dossier.events, slug));
function found<T extends { id: string }>(entries: readonly T[], slug: string): T {
  const entry = entries.find(({ id }) => id.endsWith(`:${slug}`));
  if (entry === undefined) throw new Error(`no entry ${slug}`);
  return entry;
}

const pictures: [name: string, block: PictureBlock | null][] = [
  ["map-dossier", dossierMap(dossier)],
  ["map-palmyra", place("palmyra")],
  ["map-al-sukhnah", place("al-sukhnah")],
  ["map-jazal", event("jazal-oil-field")],
  ["map-mahin-and-huwwarin", event("mahin-and-huwwarin")],
  ["timeline", timelinePicture(dossier, {}, 1)],
  ["figures", figures],
];

describe("looks as approved", () => {
  test.each(pictures)("%s", (name, block) => {
    if (block === null) throw new Error("there is no picture");
    const png = renderer.png(block.draw(english));
    expect(png.length, "bytes").toBeLessThan(150_000);
    const file = new URL(`${name}.png`, folder);
    if (process.env.APPROVE === "1" || !existsSync(file)) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, png);
      return;
    }
    const [is, was] = [PNG.sync.read(Buffer.from(png)), PNG.sync.read(readFileSync(file))];
    const seen = join(tmpdir(), `tessera-${name}.png`);
    const say = () => {
      writeFileSync(seen, png);
      return `see ${seen}`;
    };
    expect([is.width, is.height], "size").toEqual([was.width, was.height]);
    const off = pixelmatch(is.data, was.data, undefined, is.width, is.height, { threshold: 0.15 });
    // Letters' edges differ by a shade between processors; a label elsewhere is thousands of pixels.
    if (off > is.width * is.height * 0.0005) expect(off, say()).toBe(0);
  });
});
