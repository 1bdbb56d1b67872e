import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { createDispatch, type ReportFault } from "../src/dispatch.ts";
import { createCatalogue } from "../src/dossier/catalogue.ts";
import { loadDossiers } from "../src/dossier/load.ts";
import { createLookup } from "../src/lookup/index.ts";
import { createPictures, withPictures } from "../src/pictures/index.ts";
import { openStore } from "../src/store/open.ts";
import { startPreview } from "../src/transports/preview/index.ts";
import { launchChromium } from "../tests/support/browser.ts";
import { draft, mill } from "../tests/support/drafts.ts";
import { createFilm } from "./film.ts";

/*
 * The pictures of the README and of docs/dossiers.md: the preview as it stands, with the bundled dossier, and the editor with a
 * draft, on a phone and on a desktop. Clock and fonts are fixed, so that a picture changes only where the page did.
 */

const images = fileURLToPath(new URL("../docs/images/", import.meta.url));
const fonts = fileURLToPath(new URL("../node_modules/@expo-google-fonts/", import.meta.url));

const screens: Readonly<Record<string, BrowserContextOptions>> = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1100, height: 760 }, deviceScaleFactor: 1.5 },
};

const pictures: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  welcome: async () => {},
  palette: async (page) => {
    await page.keyboard.type("/");
    await page.getByRole("option").first().waitFor();
  },
  autocomplete: async (page) => {
    await page.keyboard.type("/place su");
    await page.getByRole("option").first().waitFor();
  },
  claims: (page) => ask(page, "/claims executions"),
  event: (page) => ask(page, "/event jazal"),
  place: (page) => ask(page, "/place tadmur"),
  map: async (page) => {
    await ask(page, "/place tadmur");
    await page.getByRole("button", { name: "Map" }).click();
    await page.getByRole("button", { name: "Hide map" }).waitFor();
  },
  settings: async (page) => {
    await page.getByRole("radio", { name: "Moderator" }).check({ force: true });
    await page.getByRole("combobox").click();
    await ask(page, "/settings");
  },
  review: async (page) => {
    for (const key of ["Enter", "Enter"]) await page.keyboard.press(key);
  },
};

/** The dossiers that the editor is shown with; each picture begins with its draft. */
const dataDir = await mkdtemp(join(tmpdir(), "tessera-drafts-"));

async function pathOf(name: string): Promise<string> {
  if (name !== "review") return "/";
  await rm(join(dataDir, "mill"), { recursive: true, force: true });
  await draft(mill, "mill", dataDir);
  return "/review?dossier=mill";
}

/** Types a look-up, takes the first suggestion and sends it. */
async function ask(page: Page, typed: string): Promise<void> {
  await page.keyboard.type(typed);
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.locator("article .container").last().waitFor();
  await page.mouse.move(0, 0);
}

/** A desktop's window is as tall as the answer, within reason. */
async function makeRoom(page: Page): Promise<void> {
  const box = await page
    .locator("article")
    .last()
    .boundingBox({ timeout: 100 })
    .catch(() => null);
  if (box === null) return;
  await page.setViewportSize({
    width: 1100,
    height: Math.max(760, Math.min(Math.round(box.height) + 144, 1_200)),
  });
  await page.locator("main").evaluate("main => { main.scrollTop = main.scrollHeight }");
}

async function take(browser: Browser, url: string, screen: string, name: string): Promise<void> {
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "UTC", ...screens[screen] });
  const page = await context.newPage();
  await page.clock.install({ time: new Date("2025-01-01T12:00:00Z") });
  await page.goto(`${url}${await pathOf(name)}`);
  await page.locator("html[data-ready]").waitFor();
  await pictures[name]?.(page);
  if (screen === "desktop") await makeRoom(page);
  await page.clock.runFor(500);
  const path = join(images, `${name}-${screen}.png`);
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
  console.log(path);
  await context.close();
}

/** The README's moving picture: a question typed, its answer, how we know, and back. */
async function shoot(browser: Browser, url: string): Promise<void> {
  const context = await browser.newContext({
    locale: "en-GB",
    timezoneId: "UTC",
    viewport: { width: 390, height: 720 },
    isMobile: true,
    hasTouch: true,
  });
  const page = await context.newPage();
  await page.clock.install({ time: new Date("2025-01-01T12:00:00Z") });
  await page.goto(url);
  await page.locator("html[data-ready]").waitFor();
  const { take, develop } = createFilm(page);
  const type = async (text: string) => {
    await page.getByRole("combobox", { name: "Message" }).click();
    for (const letter of text) {
      await page.keyboard.type(letter);
      await take(110);
    }
    await page.getByRole("option").first().waitFor();
    await take(900);
  };
  const send = async () => {
    await page.keyboard.press("Enter");
    await take(300);
    await page.keyboard.press("Enter");
    await page.locator("article .container").last().waitFor();
    await page.clock.runFor(500);
    await take(3_000);
  };
  await take(600);
  await type("/event residents");
  await send();
  await page.getByRole("button", { name: "Details" }).last().click();
  await page.getByRole("button", { name: "‹ Back" }).last().waitFor();
  await page.clock.runFor(500);
  await take(3_500);
  await page.getByRole("button", { name: "‹ Back" }).last().click();
  await page.getByRole("button", { name: "Details" }).last().waitFor();
  await page.clock.runFor(500);
  await take(1_200);
  await type("/claims executions");
  await send();
  const path = join(images, "tessera.gif");
  const film = develop();
  await writeFile(path, film);
  console.log(`${path}: ${Math.round(film.length / 1_000)} kB`);
  await context.close();
}

/** Chromium takes the fonts of the npm packages for the system's own. */
async function withFonts(folder: string): Promise<Record<string, string | undefined>> {
  const sets = (await readdir(fonts)).map((name) => `<dir>${join(fonts, name)}</dir>`);
  const prefer = (family: string) =>
    `<match target="pattern"><test name="family"><string>${family}</string></test>` +
    '<edit name="family" mode="prepend" binding="strong"><string>Inter</string><string>Noto Sans Arabic</string></edit></match>';
  const file = join(folder, "fonts.conf");
  await writeFile(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${sets.join("")}` +
      `<dir>/usr/share/fonts</dir><cachedir>${folder}</cachedir>${prefer("system-ui")}${prefer("sans-serif")}</fontconfig>`,
  );
  return { ...process.env, FONTCONFIG_FILE: file };
}

const catalogue = createCatalogue(loadDossiers("data").dossiers.map(({ data }) => data));
const report: ReportFault = ({ error }) => console.error(error);
const drawing = createPictures({ dataDir: "data", report });
const dispatch = withPictures(
  createDispatch({ catalogue, lookup: createLookup(catalogue), store: openStore("sqlite::memory:") }, report),
  drawing,
);
const folder = await mkdtemp(join(tmpdir(), "tessera-fonts-"));
const preview = await startPreview({
  dispatch,
  catalogue,
  host: "127.0.0.1",
  port: 0,
  log: console,
  dataDir,
});
const browser = await launchChromium(await withFonts(folder));
try {
  await mkdir(images, { recursive: true });
  for (const name of Object.keys(pictures))
    for (const screen of Object.keys(screens)) await take(browser, preview.url, screen, name);
  await shoot(browser, preview.url);
} finally {
  await browser.close();
  await preview.close();
  await drawing.close();
  for (const made of [folder, dataDir]) await rm(made, { recursive: true });
}
