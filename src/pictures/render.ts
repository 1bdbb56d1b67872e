/** A picture's data as a PNG: layout, SVG and pixels. Runs in the worker. */
import { join } from "node:path";
import { Resvg } from "@resvg/resvg-js";
import { type BaseMap, readBaseMap } from "../dossier/base-map.ts";
import type { Drawing } from "./drawing.ts";
import { layoutFigures } from "./figures.ts";
import { createLetters, families, fontFiles } from "./letters.ts";
import { layoutMap } from "./map.ts";
import type { Picture } from "./picture.ts";
import { encodePng } from "./png.ts";
import { toSvg } from "./svg.ts";
import { layoutTimeline } from "./timeline.ts";

export interface Renderer {
  /** Throws where there is nothing to draw. */
  svg(picture: Picture): string;
  png(picture: Picture): Uint8Array<ArrayBuffer>;
}

/** Fonts are read once, base maps when they are first needed. */
export function createRenderer(dataDir: string): Renderer {
  const letters = createLetters();
  const maps = new Map<string, BaseMap | null>();
  const baseOf = (dossier: string): BaseMap | null => {
    const held = maps.get(dossier);
    if (held !== undefined) return held;
    const read = readBaseMap(join(dataDir, dossier));
    if ("problem" in read) throw new Error(`the base map ${read.problem}`);
    maps.set(dossier, read.map);
    return read.map;
  };

  function layout(picture: Picture): Drawing | undefined {
    switch (picture.type) {
      case "map":
        return layoutMap(picture, baseOf(picture.dossier), letters);
      case "timeline":
        return layoutTimeline(picture, letters);
      case "figures":
        return layoutFigures(picture, letters);
    }
  }

  function svg(picture: Picture): string {
    const drawing = layout(picture);
    if (drawing === undefined) throw new Error(`nothing to draw in a picture of type ${picture.type}`);
    return toSvg(drawing, letters);
  }

  return { svg, png: (picture) => rasterise(svg(picture)) };
}

/** SVG as a PNG. */
function rasterise(svg: string): Uint8Array<ArrayBuffer> {
  const image = new Resvg(svg, {
    font: { fontFiles: fontFiles(), loadSystemFonts: false, defaultFontFamily: families.latin },
  }).render();
  return encodePng(image.pixels, image.width, image.height);
}
