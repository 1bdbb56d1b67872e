/** Pictures of a page one after another, as an animated GIF: it plays where a README is read, with nothing to press. */
import gifenc from "gifenc";
import type { Page } from "playwright-core";
import { PNG } from "pngjs";

const { GIFEncoder, applyPalette, quantize } = gifenc;

interface Frame {
  readonly png: Buffer;
  /** Milliseconds. */
  readonly shown: number;
}

/** A film of `page`: `take` adds what it shows now, for so many milliseconds. */
export function createFilm(page: Page) {
  const frames: Frame[] = [];
  return {
    async take(shown: number): Promise<void> {
      const png = await page.screenshot({ animations: "disabled", caret: "hide" });
      const last = frames.at(-1);
      if (last?.png.equals(png)) frames[frames.length - 1] = { png, shown: last.shown + shown };
      else frames.push({ png, shown });
    },
    /** All of it, repeated without end, in at most 256 colours taken from all frames. */
    develop(): Uint8Array {
      const decoded = frames.map(({ png, shown }) => ({ ...PNG.sync.read(png), shown }));
      const samples = Buffer.concat(decoded.filter((_, index) => index % 4 === 0).map(({ data }) => data));
      const palette = quantize(samples, 256);
      const gif = GIFEncoder();
      decoded.forEach(({ data, width, height, shown }, index) => {
        gif.writeFrame(applyPalette(data, palette), width, height, {
          ...(index === 0 ? { palette } : {}),
          delay: shown,
        });
      });
      gif.finish();
      return gif.bytes();
    },
  };
}
