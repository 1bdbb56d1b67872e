/// <reference lib="dom" />
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import chromium from "@sparticuz/chromium";
import { type Browser, type BrowserContextOptions, type Page, chromium as playwright } from "playwright-core";
import { guard } from "./timing.ts";

const switches = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--no-first-run",
];

/** Chromium from the npm package, unpacked once for all test files: tests/support/unpack-chromium.ts. */
const executablePath = await chromium.executablePath();

/** Why Chromium cannot start here, or null. */
export const chromiumMissing: string | null = /not found/.test(
  spawnSync("ldd", [executablePath], { encoding: "utf8" }).stdout ?? "",
)
  ? "Chromium's libraries are not installed. On Debian: apt-get install libnss3 libnspr4 libexpat1"
  : null;

export function launchChromium(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Browser> {
  const env = Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return playwright.launch({ executablePath, args: switches, env });
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds serious or critical on the page as it stands. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // Added by the debugger: the page's own policy lets no script of another's run.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof import("axe-core") }).axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}

export interface Visit {
  readonly page: Page;
  /** Addresses asked for by the page, its own host left out. */
  readonly elsewhere: string[];
  /** Faults and refusals that the browser's console told of. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/** Opens the preview as a new visitor and waits until it is usable. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: "en-GB",
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(guard);
  const elsewhere: string[] = [];
  const complaints: string[] = [];
  context.on("request", (request) => {
    const target = new URL(request.url());
    if (target.origin !== new URL(url).origin && target.protocol !== "blob:" && target.protocol !== "data:")
      elsewhere.push(request.url());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  await page.goto(url);
  await page.locator("html[data-ready]").waitFor();
  return { page, elsewhere, complaints, close: () => context.close() };
}
