/**
 * PNG with a palette of at most 256 colours. These pictures have a dozen colours and the steps between them, and
 * Discord's people load them on phones: a third of the bytes, and quicker than writing all four channels.
 */
import { crc32, deflateSync } from "node:zlib";

/** `pixels`: four bytes each, red first; opacity is left out. */
export function encodePng(pixels: Uint8Array, width: number, height: number): Uint8Array<ArrayBuffer> {
  const { palette, indexOf } = paletteOf(pixels);
  const rows = new Uint8Array((width + 1) * height);
  let read = 0;
  for (let y = 0; y < height; y += 1) {
    let write = y * (width + 1) + 1;
    for (let x = 0; x < width; x += 1) {
      rows[write] = indexOf[bucketAt(pixels, read)] ?? 0;
      write += 1;
      read += 4;
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 3, 0, 0, 0], 8);
  return joined([
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("PLTE", palette),
    chunk("IDAT", deflateSync(rows, { level: 7 })),
    chunk("IEND", new Uint8Array()),
  ]);
}

/** Five bits a channel: finer steps are not seen. */
function bucketAt(pixels: Uint8Array, at: number): number {
  return (
    (((pixels[at] ?? 0) >> 3) << 10) | (((pixels[at + 1] ?? 0) >> 3) << 5) | ((pixels[at + 2] ?? 0) >> 3)
  );
}

/** The most frequent colours, each the mean of its bucket; a rarer one takes the nearest of them. */
function paletteOf(pixels: Uint8Array): { palette: Uint8Array; indexOf: Uint8Array } {
  const counts = new Uint32Array(32_768);
  const sums = [new Float64Array(32_768), new Float64Array(32_768), new Float64Array(32_768)] as const;
  for (let at = 0; at < pixels.length; at += 4) {
    const bucket = bucketAt(pixels, at);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
    for (const channel of [0, 1, 2] as const) {
      sums[channel][bucket] = (sums[channel][bucket] ?? 0) + (pixels[at + channel] ?? 0);
    }
  }
  const used = [...counts.keys()].filter((bucket) => (counts[bucket] ?? 0) > 0);
  used.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
  const mean = (bucket: number) =>
    sums.map((sum) => Math.round((sum[bucket] ?? 0) / (counts[bucket] ?? 1))) as [number, number, number];
  const kept = used.slice(0, 256).map(mean);
  const indexOf = new Uint8Array(32_768);
  used.forEach((bucket, order) => {
    indexOf[bucket] = order < 256 ? order : nearest(mean(bucket), kept);
  });
  return { palette: new Uint8Array(kept.flat()), indexOf };
}

function nearest(
  [r, g, b]: readonly [number, number, number],
  kept: readonly (readonly [number, number, number])[],
): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  kept.forEach(([kr, kg, kb], index) => {
    const off = (kr - r) ** 2 + (kg - g) ** 2 + (kb - b) ** 2;
    if (off < least) [best, least] = [index, off];
  });
  return best;
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const body = joined([new TextEncoder().encode(name), data]);
  const framed = new Uint8Array(body.length + 8);
  const view = new DataView(framed.buffer);
  view.setUint32(0, data.length);
  framed.set(body, 4);
  view.setUint32(4 + body.length, crc32(body));
  return framed;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
