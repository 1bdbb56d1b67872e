/// <reference lib="dom" />
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe as describeAll, expect, test } from "vitest";
import { loadDossier } from "../../../src/dossier/load.ts";
import { usualTiming } from "../../../src/ops/timing.ts";
import { createPreviewApp } from "../../../src/transports/preview/app.ts";
import { type Listening, listen } from "../../../src/transports/preview/listen.ts";
import type { Data } from "../../../src/transports/preview/page/edit.js";
import {
  chromiumMissing,
  launchChromium,
  seriousFindings,
  type Visit,
  visit,
} from "../../support/browser.ts";
import { draft, draftOf, mill } from "../../support/drafts.ts";
import { lacks } from "../../support/needs.ts";
import { guard } from "../../support/timing.ts";

const describe = describeAll.skipIf(lacks(chromiumMissing));

let dataDir: string;
let browser: Browser;
let served: Listening;
const open: Visit[] = [];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
});
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "tessera-editor-"));
  served = await serve();
});
afterEach(async () => {
  for (const { close } of open.splice(0)) await close();
  await served?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function serve(port = 0, folder = dataDir): Promise<Listening> {
  const log = { error: (details: object) => process.stderr.write(`${JSON.stringify(details)}\n`) };
  const app = createPreviewApp({
    deliver: async function* () {},
    start: () => ({ applicationId: "1", commands: [], dossiers: [] }),
    host: "127.0.0.1",
    log,
    dataDir: folder,
  });
  return listen(app, { host: "127.0.0.1", port, log, timing: usualTiming });
}

function dossier(id: string, folder = dataDir): Data {
  return JSON.parse(readFileSync(join(folder, id, "dossier.json"), "utf8"));
}

const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};

async function openEditor(id: string, options: BrowserContextOptions = {}, at = served.url): Promise<Page> {
  const opened = await visit(browser, `${at}/review?dossier=${id}`, options);
  open.push(opened);
  return opened.page;
}

/** Waits until the page says that all is saved. */
const saved = (page: Page) => page.locator(".state.saved").waitFor();

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Chooses the words of the sentence by keys: from the first to the last of them. */
async function choose(page: Page, words: string): Promise<void> {
  const found = await page.evaluate((wanted) => {
    const all = [...document.querySelectorAll(".words [data-word]")].map((word) => word.textContent ?? "");
    const parts = wanted.split(" ");
    return [all.findIndex((_, at) => parts.every((part, offset) => all[at + offset] === part)), parts.length];
  }, words);
  const [first = -1, count = 0] = found;
  expect(first, words).toBeGreaterThanOrEqual(0);
  await press(page, "Escape", ...Array.from({ length: first + 1 }, () => "ArrowRight"));
  await press(page, ...Array.from({ length: count - 1 }, () => "Shift+ArrowRight"));
}

const drafts = (id: string) => {
  const [{ data } = { data: undefined }] = loadDossier(join(dataDir, id)).dossiers;
  if (data === undefined) throw new Error("the check finds faults");
  return [data.excerpts, data.claims, data.places, data.actors, data.events, data.questions]
    .flat()
    .filter(({ review }) => review === "draft").length;
};

describe("by keys", () => {
  test("42 sentences go from draft to reviewed with at most four presses a sentence", async () => {
    await draftOf(42, "long", dataDir);
    const page = await openEditor("long");
    await page.evaluate(() => {
      Object.assign(globalThis, { pressed: 0 });
      addEventListener(
        "keydown",
        () => Object.assign(globalThis, { pressed: Reflect.get(globalThis, "pressed") + 1 }),
        true,
      );
    });
    const left = () => page.locator(".count-read").textContent();
    for (
      let sentence = 0;
      sentence < 60 && (await page.locator(".sentence .id .draft").count()) > 0;
      sentence += 1
    ) {
      // As a reader does: in every third sentence somebody is named, in every seventh words are graphic, every ninth is struck.
      if (sentence % 9 === 8) await press(page, "x");
      else {
        if (sentence % 3 === 1) await press(page, "ArrowRight", "Shift+ArrowRight", "a");
        if (sentence % 7 === 3) await press(page, "ArrowLeft", "g");
        if (sentence % 10 === 5) await press(page, "ArrowRight", "p");
        if (sentence % 13 === 6) await press(page, "j");
        await press(page, "Enter");
      }
    }
    await saved(page);
    const pressed = await page.evaluate(() => Reflect.get(globalThis, "pressed") as number);
    expect(pressed / 42).toBeLessThanOrEqual(4);
    expect(pressed).toBeGreaterThan(42);
    expect(await left()).toMatch(/^(\d+) of \1 read$/);
    expect(loadDossier(join(dataDir, "long")).problems).toEqual([]);
    expect(drafts("long")).toBe(0);
    expect(open[0]?.complaints).toEqual([]);
    expect(open[0]?.elsewhere).toEqual([]);
  });

  test("whatever there is to do is done, and undone to the beginning", async () => {
    await draft(mill, "mill", dataDir);
    const before = dossier("mill");
    const page = await openEditor("mill");
    const find = (id: string) => dossier("mill").excerpts.find((each) => each.id === id);

    // The first: another figure, and what it is of.
    await choose(page, "40 people");
    await press(page, "f");
    await expect
      .poll(() => dossier("mill").claims?.[0]?.quantity)
      .toMatchObject({ words: "40 people", best: 40 });
    await choose(page, "11 March 2003");
    await press(page, "1", "d");
    await expect.poll(() => dossier("mill").claims?.[0]?.date).toMatchObject({ edtf: "2003-03-11" });

    // The second: who says it; a note.
    await press(page, "ArrowDown");
    await choose(page, "Ada Brand");
    await press(page, "s");
    await expect.poll(() => dossier("mill").claims?.[1]?.claimant?.words).toBe("Ada Brand");
    await press(page, "n");
    await page.keyboard.type("It is not said what was denied.");
    await press(page, "Enter");
    await expect.poll(() => dossier("mill").claims?.[1]?.note).toBe("It is not said what was denied.");

    // The third: a place of its own, and one renamed.
    await press(page, "ArrowDown");
    await choose(page, "Orla");
    await press(page, "p");
    await press(page, "r");
    await page.keyboard.type("Orla on the Tarn");
    await press(page, "Enter");
    await expect
      .poll(() => dossier("mill").places?.find(({ title }) => title === "Orla on the Tarn")?.names)
      .toEqual(["Orla"]);

    // The first and the third are on one topic.
    await press(page, "1", "t", "ArrowUp", "ArrowUp", "1", "t", "Shift+T");
    await page.getByLabel("Topic of 2 statements").fill("People hurt or killed");
    await press(page, "Enter");
    await expect
      .poll(() => dossier("mill").questions?.find(({ title }) => title === "People hurt or killed")?.claims)
      .toHaveLength(2);

    // The fourth and the fifth are joined, and parted again.
    await press(page, "ArrowDown", "ArrowDown", "ArrowDown", "j");
    await expect.poll(() => find("MIL-04")?.exact).toContain("A body was found in the river.");
    await choose(page, "A body");
    await press(page, "c");
    await expect
      .poll(() => dossier("mill").excerpts.map(({ exact }) => exact))
      .toContain("A body was found in the river.");

    // The fifth is graphic; the sixth names somebody who has a name already.
    await press(page, "ArrowDown", "g");
    await expect.poll(() => dossier("mill").excerpts[4]?.graphic).toBe("describes violence");
    await press(page, "ArrowDown");
    await choose(page, "Brand");
    await press(page, "a", "m");
    await page.keyboard.type("ada");
    await press(page, "Enter");
    await expect
      .poll(() => dossier("mill").actors?.find(({ title }) => title === "Ada Brand")?.names)
      .toContain("Brand");

    // A row is struck, and a sentence.
    const claims = dossier("mill").claims?.length ?? 0;
    await press(page, "ArrowUp", "1", "x");
    await expect.poll(() => dossier("mill").claims?.length).toBe(claims - 1);
    await press(page, "x");
    await expect
      .poll(() => dossier("mill").excerpts.some(({ exact }) => exact.startsWith("A body")))
      .toBe(false);

    await press(page, "Escape", ...Array.from({ length: 40 }, () => "u"));
    await expect.poll(() => dossier("mill")).toEqual(before);
    expect(await page.getByRole("button", { name: "Undo" }).isDisabled()).toBe(true);
    await press(page, ...Array.from({ length: 40 }, () => "Shift+U"));
    await expect
      .poll(() => dossier("mill").excerpts.some(({ exact }) => exact.startsWith("A body")))
      .toBe(false);
    expect(open[0]?.complaints).toEqual([]);
  });

  test("what the check says stands beside the field at once", async () => {
    await draft(mill, "mill", dataDir);
    const page = await openEditor("mill");
    const other = dossier("mill").excerpts[1]?.title ?? "";
    const field = page.getByLabel("Title in lists");
    await field.fill(other);
    await page
      .locator(".of-sentence .said", { hasText: "is also the title of" })
      .or(page.locator(".faults-count"))
      .first()
      .waitFor();
    // The check names the later of the two.
    await press(page, "Enter", "Escape", "ArrowDown");
    await page.locator(".of-sentence .said", { hasText: "is also the title of MIL-01" }).waitFor();
    await field.fill("");
    await page.locator(".of-sentence .said", { hasText: "is empty" }).waitFor();
    await field.fill("The owner's answer");
    await expect.poll(() => page.locator(".of-sentence .said").count()).toBe(0);
    await expect.poll(() => dossier("mill").excerpts[1]?.title).toBe("The owner's answer");

    // What no dossier may hold is not saved: the page says which field it is, and undo is a way out.
    await press(page, "Enter", "2");
    await page.getByLabel("Other names that people type").fill("Brand; —");
    await press(page, "Enter");
    await page.getByRole("alert").filter({ hasText: "Not saved" }).waitFor();
    await page.locator(".row.open .said", { hasText: "has no letter or digit" }).first().waitFor();
    await press(page, "u");
    await saved(page);
    expect(await page.getByRole("alert").count()).toBe(0);
    expect(await page.locator(".faults-count").count()).toBe(0);
    expect(loadDossier(join(dataDir, "mill")).problems).toEqual([]);
  });
});

describe("by hand, on a phone", () => {
  test("a sentence is accepted, another's words are given to somebody, and it is joined", async () => {
    await draft(mill, "mill", dataDir);
    const page = await openEditor("mill", phone);
    await page.getByRole("button", { name: "Accept" }).tap();
    await expect.poll(() => dossier("mill").excerpts[0]?.review).toBe("reviewed");
    await page.locator("[data-word]", { hasText: "Ada" }).tap();
    await page.locator("[data-word]", { hasText: "Brand" }).tap();
    await page.getByRole("button", { name: "Speaker", exact: true }).tap();
    await expect.poll(() => dossier("mill").claims?.[1]?.claimant?.words).toBe("Ada Brand");
    await page.getByRole("button", { name: "Join with next" }).tap();
    await expect.poll(() => dossier("mill").excerpts).toHaveLength(5);
    await page.locator("[data-word]", { hasText: "Orla" }).first().tap();
    await page.getByRole("button", { name: "Actor", exact: true }).tap();
    await expect.poll(() => dossier("mill").actors?.some(({ title }) => title === "Orla")).toBe(true);
    await page.getByRole("button", { name: "Undo" }).tap();
    await expect.poll(() => dossier("mill").actors?.some(({ title }) => title === "Orla")).toBe(false);
    const first = page.locator(".row").first();
    await first.getByRole("checkbox").tap();
    await page.getByRole("button", { name: "Topic of 1" }).tap();
    await page.getByLabel("Topic of 1 statement").fill("The owner's answer");
    await page.getByRole("button", { name: "Make it" }).tap();
    await expect
      .poll(() => dossier("mill").questions?.map(({ title }) => title))
      .toContain("The owner's answer");
    await page.getByRole("button", { name: "Strike", exact: true }).tap();
    await expect.poll(() => dossier("mill").excerpts).toHaveLength(4);
  });

  test.each([
    ["390", phone],
    ["1200", { viewport: { width: 1200, height: 800 } }],
  ])("has no serious finding of axe, and does not scroll sideways, at %s pixels", async (_, options) => {
    await draft(mill, "mill", dataDir);
    const page = await openEditor("mill", options);
    const look = async (what: string) => {
      expect(await seriousFindings(page), what).toEqual([]);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(sideways, what).toBeLessThanOrEqual(0);
    };
    await look("a sentence");
    await press(page, "1");
    await look("an open statement");
    await press(page, "ArrowRight", "Shift+ArrowRight");
    await look("words chosen");
    await press(page, "Escape", "1", "2", "?");
    await look("an open name, and the keys");
    await press(page, "?", "1", "t", "Shift+T");
    await look("a topic to be named");
  });
});

describe("nothing that was saved is lost, nor is what was done since", () => {
  test("two editors at once: the second is told, and takes the first's changes in", async () => {
    await draft(mill, "mill", dataDir);
    const [one, two] = [await openEditor("mill"), await openEditor("mill")];
    await press(one, "Enter");
    await expect.poll(() => dossier("mill").excerpts[0]?.review).toBe("reviewed");
    await press(two, "ArrowDown", "Enter");
    await two.getByRole("alert").filter({ hasText: "changed by somebody else" }).waitFor();
    await press(two, "Enter");
    expect(dossier("mill").excerpts.map(({ review }) => review)).toEqual([
      "reviewed",
      ...Array.from({ length: 5 }, () => "draft"),
    ]);
    await two.getByRole("button", { name: "Take their changes in" }).click();
    await expect
      .poll(() => dossier("mill").excerpts.map(({ review }) => review))
      .toEqual(["reviewed", "reviewed", "reviewed", "draft", "draft", "draft"]);
    await saved(two);
    expect(await two.getByRole("alert").count()).toBe(0);
    // Undo takes back what was done in this one, and nothing of the other's.
    await press(two, "u", "u", "u", "u");
    await expect
      .poll(() => dossier("mill").excerpts.map(({ review }) => review))
      .toEqual(["reviewed", "draft", "draft", "draft", "draft", "draft"]);
    expect(await two.getByRole("button", { name: "Undo" }).isDisabled()).toBe(true);
  });

  test("a server that is started again is found again, with its new token", async () => {
    await draft(mill, "mill", dataDir);
    const page = await openEditor("mill");
    const { port } = new URL(served.url);
    await served.close();
    await press(page, "Enter", "Enter");
    await page.getByRole("alert").filter({ hasText: "The server does not answer" }).waitFor();
    served = await serve(Number(port));
    // As a server of a new start, it knows no token that the page has.
    let isFirst = true;
    await page.route("**/api/review*", (route) => {
      const headers = route.request().headers();
      if (route.request().method() !== "PUT" || !isFirst) return route.continue();
      isFirst = false;
      return route.continue({ headers: { ...headers, "x-tessera-token": "of the start before" } });
    });
    await saved(page);
    expect(
      dossier("mill")
        .excerpts.slice(0, 2)
        .map(({ review }) => review),
    ).toEqual(["reviewed", "reviewed"]);
  });

  test("a browser that is closed: what was saved is there, and what was not comes back", async () => {
    await draft(mill, "mill", dataDir);
    const page = await openEditor("mill");
    await press(page, "Enter");
    await saved(page);
    await expect.poll(() => dossier("mill").excerpts[0]?.review).toBe("reviewed");
    const { port } = new URL(served.url);
    await served.close();
    await press(page, "Enter");
    await page.getByRole("alert").waitFor();
    const context = page.context();
    page.on("dialog", (dialog) => dialog.accept());
    await page.close();
    served = await serve(Number(port));
    expect(dossier("mill").excerpts[1]?.review).toBe("draft");
    const again = await context.newPage();
    await again.goto(`${served.url}/review?dossier=mill`);
    await again.getByText("What was not saved when this page was closed is back.").waitFor();
    await expect.poll(() => dossier("mill").excerpts[1]?.review).toBe("reviewed");
  });

  const disk = mkdtempSync(join(tmpdir(), "tessera-disk-"));
  const mount = (...options: string[]) => {
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", ["size=1m", ...options].join(","), "tmpfs", disk], {
        stdio: "ignore",
      });
      return true;
    } catch {
      return false;
    }
  };
  const mounted = mount();
  afterAll(() => {
    if (mounted) execFileSync("umount", [disk]);
    rmSync(disk, { recursive: true, force: true });
  });
  const noDisk = lacks(
    mounted ? null : "a small disk cannot be mounted: as root it can",
    process.getuid?.() === 0 ? "program" : "right",
  );

  test.skipIf(noDisk)(
    "a disk that is full, or read-only: the page says so, and saves once it is mended",
    async () => {
      await draft(mill, "mill", disk);
      const small = await serve(0, disk);
      try {
        const page = await openEditor("mill", {}, small.url);
        const before = dossier("mill", disk);
        writeFileSync(join(disk, "ballast"), "");
        try {
          writeFileSync(join(disk, "ballast"), Buffer.alloc(2_000_000));
        } catch {
          expect(statSync(join(disk, "ballast")).size).toBeGreaterThan(500_000);
        }
        await press(page, "Enter");
        await page.getByRole("alert").filter({ hasText: "the disk is full: free some space" }).waitFor();
        expect(dossier("mill", disk)).toEqual(before);
        expect(readdirSync(join(disk, "mill")).filter((name) => name.startsWith("."))).toEqual([]);
        await press(page, "Enter");
        rmSync(join(disk, "ballast"));
        await page.getByRole("button", { name: "Try again now" }).click();
        await saved(page);
        expect(
          dossier("mill", disk)
            .excerpts.slice(0, 2)
            .map(({ review }) => review),
        ).toEqual(["reviewed", "reviewed"]);

        execFileSync("mount", ["-o", "remount,ro", disk]);
        await press(page, "Enter");
        await page.getByRole("alert").filter({ hasText: "the disk is read-only" }).waitFor();
        expect(dossier("mill", disk).excerpts[2]?.review).toBe("draft");
        execFileSync("mount", ["-o", "remount,rw", disk]);
        await expect.poll(() => dossier("mill", disk).excerpts[2]?.review).toBe("reviewed");
      } finally {
        await small.close();
      }
    },
  );
});

test.skipIf(lacks(chromiumMissing))(
  "a press costs the page at most twice as much with 800 sentences as with 80",
  async () => {
    const cost = async (id: string) => {
      const page = await openEditor(id);
      const session = await page.context().newCDPSession(page);
      await session.send("Performance.enable");
      const spent = async () => {
        const { metrics } = await session.send("Performance.getMetrics");
        return metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0;
      };
      const keys = [
        "Enter",
        "ArrowRight",
        "a",
        "Enter",
        "1",
        "ArrowRight",
        "Shift+ArrowRight",
        "g",
        "Enter",
        "u",
      ];
      let least = Number.POSITIVE_INFINITY;
      for (let round = 0; round < 6; round += 1) {
        const before = await spent();
        await press(page, ...keys);
        await saved(page);
        least = Math.min(least, (await spent()) - before);
      }
      return least / keys.length;
    };
    await draftOf(80, "short", dataDir);
    await draftOf(800, "longest", dataDir);
    const [less, more] = [await cost("short"), await cost("longest")];
    expect(more / less).toBeLessThanOrEqual(2);
  },
  4 * guard,
);
