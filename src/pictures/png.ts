/**
 * PNG with a palette of at most 256 colours. These pictures have a dozen colours and the steps between them, and
 * Discord's people load them on phones: a third of the bytes, and quicker than writing all four channels.
 */
import { crc32, deflateSync } from "node:zlib";

/** `pixels`: four bytes each, red first; opacity is left out. */
export function encodePng(pixels: Uint8Array, width: number, height: number): Uint8Array<ArrayBuffer> {
  const aligned = pixels.byteOffset % 4 === 0 ? pixels : pixels.slice();
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, width * height);
  const { palette, indexOf } = paletteOf(words);
  const rows = new Uint8Array((width + 1) * height);
  let [at, word, index] = [0, -1, 0];
  for (let y = 0; y < height; y += 1) {
    let write = y * (width + 1) + 1;
    for (const end = at + width; at < end; at += 1) {
      const next = words[at] as number;
      if (next !== word) {
        word = next;
        index = indexOf[bucketOf(word)] as number;
      }
      rows[write] = index;
      write += 1;
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
    chunk("IDAT", deflateSync(rows, { level: 6 })),
    chunk("IEND", new Uint8Array()),
  ]);
}

/** Five bits a channel: finer steps are not seen. A pixel is a word with red lowest, on every machine Node runs on. */
function bucketOf(word: number): number {
  return ((word & 0xf8) << 7) | ((word >>> 6) & 0x3e0) | ((word >>> 19) & 0x1f);
}

/** The most frequent colours, each the mean of its bucket; a rarer one takes the nearest of them. */
function paletteOf(words: Uint32Array): { palette: Uint8Array; indexOf: Uint8Array } {
  const counts = new Uint32Array(32_768);
  const sums = [new Float64Array(32_768), new Float64Array(32_768), new Float64Array(32_768)] as const;
  // Most of a picture is runs of one colour.
  for (let at = 0; at < words.length; ) {
    const word = words[at] as number;
    const start = at;
    do at += 1;
    while (at < words.length && words[at] === word);
    const bucket = bucketOf(word);
    counts[bucket] = (counts[bucket] as number) + at - start;
    for (const channel of [0, 1, 2] as const) {
      const value = (word >>> (8 * channel)) & 0xff;
      sums[channel][bucket] = (sums[channel][bucket] as number) + value * (at - start);
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
