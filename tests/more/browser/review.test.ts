/// <reference lib="dom" />
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { usualTiming } from "../../../src/ops/timing.ts";
import { createPreviewApp } from "../../../src/transports/preview/app.ts";
import { type Listening, listen } from "../../../src/transports/preview/listen.ts";
import { chromiumMissing, launchChromium, seriousFindings } from "../../support/browser.ts";
import { lacks } from "../../support/needs.ts";

describe.skipIf(lacks(chromiumMissing))("the whole text, of a dossier with a fault", () => {
  let dataDir: string;
  let browser: Browser;
  let served: Listening;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), "tessera-review-"));
    for (const folder of ["data/palmyra-2015", "examples/chess-club"])
      cpSync(folder, join(dataDir, folder.split("/")[1] ?? ""), { recursive: true });
    const file = join(dataDir, "chess-club/dossier.json");
    writeFileSync(file, readFileSync(file, "utf8").replace("stays in the rooms", "stood in the rooms"));
    const app = createPreviewApp({
      deliver: async function* () {},
      start: () => ({ applicationId: "1", commands: [], dossiers: [] }),
      host: "127.0.0.1",
      log: { error() {} },
      dataDir,
    });
    [browser, served] = await Promise.all([
      launchChromium(),
      listen(app, { host: "127.0.0.1", port: 0, log: { error() {} }, timing: usualTiming }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test.each([360, 1280])(
    "has no serious finding of axe, and does not scroll sideways, at %i pixels",
    async (width) => {
      const page = await browser.newPage({ viewport: { width, height: 800 } });
      for (const query of ["?dossier=palmyra-2015&open=PAL-11", "?dossier=chess-club&open=CHESS-18"]) {
        await page.goto(`${served.url}/review/text${query}`);
        expect(await seriousFindings(page), query).toEqual([]);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(sideways, query).toBeLessThanOrEqual(0);
      }
      await page.close();
    },
  );
});
