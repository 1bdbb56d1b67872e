import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { usualTiming } from "../src/ops/timing.ts";
import { createPreviewApp } from "../src/transports/preview/app.ts";
import { listen } from "../src/transports/preview/listen.ts";
import { launchChromium } from "../tests/support/browser.ts";
import { draftOf } from "../tests/support/drafts.ts";

/*
 * The editor as a person feels it, with 80 sentences and with 800: from a key to the frame with what it did, and to the page
 * saying that the disk has it. Keys are pressed one after another once the one before is saved, and then as fast as they can be.
 */

const sizes = [80, 800];
const rounds = 12;
/** What is done in each round; the first that changes anything is timed until it is saved. */
const keys = ["Enter", "ArrowRight", "a", "Enter", "1", "ArrowRight", "Shift+ArrowRight", "g", "Enter", "u"];

/** In the page: from each key to the frame behind it. The key's own time is the browser's. */
const watch = `(() => {
  globalThis.drawn = [];
  addEventListener("keydown", ({ timeStamp }) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => globalThis.drawn.push(performance.now() - timeStamp);
      port2.postMessage(null);
    });
  }, true);
})()`;

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const dataDir = await mkdtemp(join(tmpdir(), "tessera-editor-"));
const host = "127.0.0.1";
const app = createPreviewApp({
  deliver: async function* () {},
  start: () => ({ applicationId: "1", commands: [], dossiers: [] }),
  host,
  log: console,
  dataDir,
});
const served = await listen(app, { host, port: 0, log: console, timing: usualTiming });
const browser = await launchChromium();
const measured: Record<string, number[]> = {};
try {
  for (const sentences of sizes) {
    const id = `of-${sentences}`;
    await draftOf(sentences, id, dataDir);
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    await page.goto(`${served.url}/review?dossier=${id}`);
    await page.locator("html[data-ready]").waitFor();
    await page.evaluate(watch);
    const saves: number[] = [];
    let fast = 0;
    for (let round = 0; round < rounds; round += 1) {
      const before = performance.now();
      await page.keyboard.press("Enter");
      await page.locator(".state.saved").waitFor();
      saves.push(performance.now() - before);
      const begin = performance.now();
      for (const key of keys) await page.keyboard.press(key);
      await page.locator(".state.saved").waitFor();
      fast += performance.now() - begin;
    }
    const drawn = await page.evaluate<number[]>("globalThis.drawn");
    const row = [
      quantile(drawn, 0.5),
      quantile(drawn, 0.95),
      quantile(saves, 0.5),
      fast / rounds / keys.length,
    ];
    measured[String(sentences)] = row;
    console.log(
      `${sentences} sentences: drawn ${row[0]?.toFixed(1)} ms (95%: ${row[1]?.toFixed(1)}), one saved ${row[2]?.toFixed(0)} ms, a press of many until all is saved ${row[3]?.toFixed(1)} ms`,
    );
    await page.close();
  }
  const [few = [], many = []] = sizes.map((size) => measured[String(size)] ?? []);
  console.log(`800 to 80: ${many.map((value, index) => (value / (few[index] ?? 1)).toFixed(2)).join(", ")}`);
} finally {
  await browser.close();
  await served.close();
  await rm(dataDir, { recursive: true, force: true });
}
