import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { openStore } from "../src/store/open.ts";
import { startCommand } from "../tests/support/bot.ts";
import { launchChromium } from "../tests/support/browser.ts";
import { startLoopbackDiscord } from "../tests/support/loopback-discord.ts";

/*
 * The preview as a person feels it: from the start of the process to the page being usable, beside a bare
 * discord.js bot's time to ready; and from a key to what it brings being on the screen. A moment counts as drawn
 * when the browser has painted the frame with it.
 */

const { values: given } = parseArgs({
  options: {
    starts: { type: "string", default: "9" },
    /** Look-ups typed and answered. */
    lookups: { type: "string", default: "60" },
  },
});
const starts = Number(given.starts);
const lookups = Number(given.lookups);

const typed = [
  "/place tadmur",
  "/claims executions",
  "/event jazal",
  "/actor sohr",
  "/place sukhnah",
  "/event theatre",
];

/**
 * In the page: from each key in an option to the frame after the next change of the list of suggestions, which the
 * bot was asked for, and from Enter to that after the next change of the messages.
 * The key's own time is the browser's, so that what the driver takes does not count.
 */
const watch = `(() => {
  let key = null;
  globalThis.drawn = { suggestions: [], answers: [] };
  addEventListener("keydown", (event) => { 
    key = { at: event.timeStamp, name: event.key, inOption: event.target.closest(".chip") !== null };
  }, true);
  const after = (what) => {
    const pressed = key;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const counts = what === "answers" ? pressed?.name === "Enter" : pressed?.inOption && pressed.name.length === 1;
        if (counts && pressed === key) {
          globalThis.drawn[what].push(performance.now() - pressed.at);
          key = null;
        }
      };
      port2.postMessage(null);
    });
  };
  new MutationObserver(() => after("suggestions")).observe(document.querySelector(".palette .listbox"), { childList: true });
  new MutationObserver(() => after("answers")).observe(document.querySelector("#messages"), { childList: true });
})()`;

const folder = await mkdtemp(join(tmpdir(), "tessera-bench-"));
const children = new Set<ChildProcess>();
const discord = await startLoopbackDiscord({ judging: false });
const browser = await launchChromium();
try {
  const usable: number[] = [];
  const served: number[] = [];
  const bare: number[] = [];
  for (let round = -1; round < starts; round += 1) {
    const preview = await startOf(startCommand, {
      TRANSPORT: "preview",
      PORT: "0",
      LOG_LEVEL: "error",
    });
    const page = await openPage(browser, preview.url);
    const pageAfter = performance.now() - preview.startedAt;
    await page.context().close();
    await stop(preview.process);
    const bot = await startOf(["bench/bare-bot.ts"], {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.url,
    });
    await stop(bot.process);
    if (round < 0) continue; // the file system and compile caches are warm from here
    served.push(preview.readyAfter);
    usable.push(pageAfter);
    bare.push(bot.readyAfter);
  }
  const storeUrl = `sqlite:${join(folder, "store.sqlite")}`;
  const store = openStore(storeUrl);
  // The page's own server, where a person may look up as often as they type.
  await store.change("100000000000000010", "100000000000000020", { answersPerMinute: 60 });
  await store.close();
  const preview = await startOf(startCommand, {
    TRANSPORT: "preview",
    PORT: "0",
    LOG_LEVEL: "error",
    STORE_URL: storeUrl,
  });
  const { suggestions, answers } = await type(await openPage(browser, preview.url));
  await stop(preview.process);
  const row = (what: string, values: readonly number[]) =>
    `| ${what} | ${shown(values, 0.5)} | ${shown(values, 0.95)} |`;
  console.log(
    [
      "| | median | p95 |",
      "|---|---:|---:|",
      row("bare bot: ready", bare),
      row("preview: ready", served),
      row("preview: page usable", usable),
      row(`key to suggestions drawn (${suggestions.length})`, suggestions),
      row(`Enter to answer drawn (${answers.length})`, answers),
      "",
      `Page usable after ${(quantile(usable, 0.5) / quantile(bare, 0.5)).toFixed(2)} times the bare bot's time to ready. ` +
        `${starts} alternated starts; Node ${process.versions.node}, Chromium ${browser.version()}, ` +
        `${availableParallelism()} × ${cpus()[0]?.model ?? "unknown processor"}.`,
    ].join("\n"),
  );
} finally {
  await browser.close();
  for (const child of children) child.kill("SIGKILL");
  await discord.close();
  await rm(folder, { recursive: true });
}

interface Started {
  readonly process: ChildProcess;
  readonly startedAt: number;
  /** Milliseconds from the start of the process to its line that says `ready`. */
  readonly readyAfter: number;
  /** Where the preview is; empty for a bot. */
  readonly url: string;
}

async function startOf(command: readonly string[], environment: Record<string, string>): Promise<Started> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, command, {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.add(child);
  child.once("exit", () => children.delete(child));
  for await (const line of createInterface(child.stdout)) {
    if (!line.includes("ready")) continue;
    const readyAfter = performance.now() - startedAt;
    return { process: child, startedAt, readyAfter, url: /http:\S+/.exec(line)?.[0] ?? "" };
  }
  throw new Error(`${command.join(" ")} ended before it was ready`);
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

async function openPage(from: Browser, url: string): Promise<Page> {
  const page = await (await from.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(url, { waitUntil: "commit" });
  await page.locator("html[data-ready]").waitFor({ state: "attached" });
  return page;
}

async function type(page: Page): Promise<{ suggestions: number[]; answers: number[] }> {
  await page.waitForTimeout(1_000); // the judge is loaded by now, as it is when a person has read the welcome
  await page.evaluate(watch);
  for (let index = 0; index < lookups; index += 1) {
    const [command = "", words = ""] = (typed[index % typed.length] ?? "").split(" ");
    await page.keyboard.type(`${command} `);
    // As fast as quick typists: 12 keys a second.
    await page.keyboard.type(words, { delay: 80 });
    await page.waitForTimeout(100);
    await page.keyboard.press("Enter");
    const before = await page.locator("article").count();
    await page.keyboard.press("Enter");
    await page.locator("article").nth(before).waitFor();
    await page.waitForTimeout(100);
  }
  return page.evaluate("globalThis.drawn");
}

function shown(values: readonly number[], part: number): string {
  const value = quantile(values, part);
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
