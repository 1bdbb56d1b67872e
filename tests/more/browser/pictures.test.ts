/// <reference lib="dom" />
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDispatch } from "../../../src/dispatch.ts";
import { createCatalogue } from "../../../src/dossier/catalogue.ts";
import { loadDossiers } from "../../../src/dossier/load.ts";
import { createLookup } from "../../../src/lookup/index.ts";
import { createPictures, withPictures } from "../../../src/pictures/index.ts";
import { startPreview } from "../../../src/transports/preview/index.ts";
import { library } from "../../cards/library.ts";
import { chromiumMissing, launchChromium, visit } from "../../support/browser.ts";
import { lacks } from "../../support/needs.ts";
import { patient } from "../../support/timing.ts";

/* Each picture as a person sees it: asked for in the preview, on a wide screen and on a phone. */

const screenshots = join(tmpdir(), "tessera-pictures");
const faults: unknown[] = [];
const pictures = createPictures({
  dataDir: "data",
  report: (fault) => faults.push(fault),
  timeLimit: patient.pictureWithin,
});
let browser: Browser;
let preview: Awaited<ReturnType<typeof startPreview>>;
let counting: Awaited<ReturnType<typeof startPreview>>;

/** The bundled dossier has no two claims that count the same; this copy of it has: "48 soldiers" and "30" of them. */
function libraryThatCounts() {
  const data = structuredClone(loadDossiers("data").dossiers.map((loaded) => loaded.data));
  const claims = data.flatMap((dossier) => dossier.claims);
  const [first, second] = ["c8a", "c8b"].map((id) => claims.find((claim) => claim.id === id)?.quantity);
  if (!first || !second) throw new Error("the claims of the copy are not there");
  second.counted = first.counted;
  const catalogue = createCatalogue(data);
  return { ...library, catalogue, lookup: createLookup(catalogue) };
}

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  const dispatch = withPictures(
    createDispatch(library, (fault) => faults.push(fault)),
    pictures,
  );
  const copy = libraryThatCounts();
  const dispatchCopy = withPictures(
    createDispatch(copy, (fault) => faults.push(fault)),
    pictures,
  );
  const log = { error: (details: object) => faults.push(details) };
  const at = { host: "127.0.0.1", port: 0, log, timing: patient };
  [browser, preview, counting] = await Promise.all([
    launchChromium(),
    startPreview({ dispatch, catalogue: library.catalogue, ...at }),
    startPreview({ dispatch: dispatchCopy, catalogue: copy.catalogue, ...at }),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await preview?.close();
  await counting?.close();
  await pictures.close();
});

const sizes = { wide: { width: 1280, height: 1600 }, phone: { width: 390, height: 1200 } };

describe.skipIf(lacks(chromiumMissing))("in the preview", () => {
  test.each([
    ["about", ["Sources", "Map"], "Map: Palmyra offensive (May 2015).", "wide"],
    ["about", ["Sources", "Map"], "Map: Palmyra offensive (May 2015).", "phone"],
    ["timeline", ["Picture"], "Timeline. Jazal oil field, 18-20 May: “between 18 and 20 May”", "wide"],
    ["timeline", ["Picture"], "Timeline. Jazal oil field, 18-20 May: “between 18 and 20 May”", "phone"],
    ["claims jazal", ["Picture"], "Jazal oil field: statement and figures given. 2 statements", "wide"],
    ["claims jazal", ["Picture"], "Jazal oil field: statement and figures given. 2 statements", "phone"],
  ] as const)("/%s, %s", async (command, way, alt, screen) => {
    const { url } = command.startsWith("claims") ? counting : preview;
    const { page, complaints, close } = await visit(browser, url, { viewport: sizes[screen] });
    await page.locator("#composer .free").focus();
    await page.keyboard.type(`/${command} `);
    if (command.includes(" ")) {
      await page.getByRole("option").first().waitFor();
      await page.keyboard.press("Enter");
    }
    await page.keyboard.press("Enter");
    const answer = page.getByRole("log").locator("article").last();
    for (const label of way) await answer.getByRole("button", { name: label, exact: true }).click();
    const picture = answer.locator(".gallery img");
    await picture.waitFor();
    expect(await picture.getAttribute("alt")).toContain(alt);
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1100);
    const shown = await picture.boundingBox();
    expect(shown?.width).toBeLessThanOrEqual(sizes[screen].width);
    expect(shown?.width).toBeGreaterThan(280);
    await picture.scrollIntoViewIfNeeded();
    await answer.screenshot({ path: join(screenshots, `${command.replace(" ", "-")}-${screen}.png`) });
    expect(complaints).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });
});
