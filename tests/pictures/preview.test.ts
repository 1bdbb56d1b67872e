/// <reference lib="dom" />
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDispatch } from "../../src/dispatch.ts";
import { createPictures, withPictures } from "../../src/pictures/index.ts";
import { startPreview } from "../../src/transports/preview/index.ts";
import { library } from "../cards/library.ts";
import { launchChromium, visit } from "../preview/browser.ts";

/* Each picture as a person sees it: asked for in the preview, on a wide screen and on a phone. */

const screenshots = join(tmpdir(), "tessera-pictures");
const faults: unknown[] = [];
const pictures = createPictures({ dataDir: "data", report: (fault) => faults.push(fault) });
let browser: Browser;
let preview: Awaited<ReturnType<typeof startPreview>>;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  const dispatch = withPictures(
    createDispatch(library, (fault) => faults.push(fault)),
    pictures,
  );
  const log = { error: (details: object) => faults.push(details) };
  [browser, preview] = await Promise.all([
    launchChromium(),
    startPreview({ dispatch, catalogue: library.catalogue, host: "127.0.0.1", port: 0, log }),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await preview?.close();
  await pictures.close();
});

const sizes = { wide: { width: 1280, height: 1600 }, phone: { width: 390, height: 1200 } };

test.each([
  ["about", "Map", "Map: Palmyra offensive (May 2015).", "wide"],
  ["about", "Map", "Map: Palmyra offensive (May 2015).", "phone"],
  ["timeline", "Draw timeline", "Timeline, 4 dated entries in order of time.", "wide"],
  ["timeline", "Draw timeline", "Timeline, 4 dated entries in order of time.", "phone"],
] as const)("/%s, %s", async (command, label, alt, screen) => {
  const { page, complaints, close } = await visit(browser, preview.url, { viewport: sizes[screen] });
  await page.locator("#composer .free").focus();
  await page.keyboard.type(`/${command} `);
  await page.keyboard.press("Enter");
  const answer = page.getByRole("log").locator("article").last();
  await answer.getByRole("button", { name: label, exact: true }).click();
  const picture = answer.locator(".gallery img");
  await picture.waitFor({ timeout: 15_000 });
  expect(await picture.getAttribute("alt")).toContain(alt);
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1100);
  const shown = await picture.boundingBox();
  expect(shown?.width).toBeLessThanOrEqual(sizes[screen].width);
  expect(shown?.width).toBeGreaterThan(280);
  await picture.scrollIntoViewIfNeeded();
  await answer.screenshot({ path: join(screenshots, `${command}-${screen}.png`) });
  expect(complaints).toEqual([]);
  expect(faults).toEqual([]);
  await close();
});
