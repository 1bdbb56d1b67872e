import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { reasonOf } from "../../../src/store/reason.ts";
import { addressIn, type Bot, commandOf, httpOf, startBot } from "../../support/bot.ts";
import {
  componentInteraction,
  ids,
  permissions,
  snowflake,
  writtenMessage,
} from "../../support/interactions.ts";
import { type LoopbackDiscord, startLoopbackDiscord } from "../../support/loopback-discord.ts";
import { lacks } from "../../support/needs.ts";
import { freePort } from "../../support/postgres.ts";
import { textOf } from "../../support/read.ts";
import { openPatientStore } from "../../support/store.ts";

/* A disk that is full or read-only: the log says so, look-ups go on, and once it is mended nothing needs repair. */

const folder = mkdtempSync(join(tmpdir(), "tessera-disk-"));
const disk = join(folder, "disk");
const ballast = join(disk, "ballast");

/** A disk of the test's own, of 1 MB; false where this process may not mount one. */
function mount(...options: string[]): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", ["size=1m", ...options].join(","), "tmpfs", disk], {
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}

mkdirSync(disk);
const mounted = mount();
const noDisk = lacks(
  mounted ? null : "a small disk cannot be mounted. As root: npm run crash",
  process.getuid?.() === 0 ? "program" : "right",
);

let discord: LoopbackDiscord;
let bot: Bot | undefined;

beforeAll(async () => {
  discord = await startLoopbackDiscord();
});
beforeEach(() => rmSync(ballast, { force: true }));
afterEach(() => bot?.kill());
afterAll(async () => {
  if (mounted) execFileSync("umount", [disk]);
  rmSync(folder, { recursive: true, force: true });
  await discord?.close();
});

async function start(file: string): Promise<Bot> {
  bot = startBot({ ...httpOf(discord), STORE_URL: `sqlite:${file}` });
  await discord.sendTo(addressIn(await bot.ready));
  return bot;
}

/** What a moderator reads after choosing a value in the panel: another one each time, since presses are limited. */
async function choose(name: string, value: string): Promise<string> {
  const { message } = await discord.interact(
    componentInteraction({
      applicationId: discord.applicationId,
      message: writtenMessage("", { user: ids.application }),
      user: snowflake(),
      permissions: permissions.moderator,
      customId: `set|${name}`,
      values: [value],
    }),
  );
  return textOf(message);
}

async function lookUp(): Promise<string> {
  const answer = await discord.slash({ name: "place", options: { name: "tadmur" }, user: snowflake() });
  expect(answer.ephemeral).toBe(true);
  return textOf(answer.message);
}

const down = "The settings cannot be reached.";

/** What the log says of the store. */
function reasons({ said }: Bot): unknown[] {
  return said.flatMap((line) =>
    line.includes("the store cannot be reached") ? [JSON.parse(line).reason] : [],
  );
}

async function expectOnlyLookUps(bot: Bot, reason: RegExp): Promise<void> {
  expect(await choose("sameCardAfter", "60")).toContain(down);
  expect(await lookUp()).toContain("## Palmyra");
  expect(reasons(bot)).toContainEqual(expect.stringMatching(reason));
}

async function expectWhole(file: string): Promise<void> {
  // A store that could not be used is asked again after a while.
  await expect.poll(() => choose("sameCardAfter", "60")).not.toContain(down);
  expect(await lookUp()).toContain("## Palmyra");
  await bot?.kill();
  const store = openPatientStore(`sqlite:${file}`);
  // What was acknowledged before is still there.
  expect((await store.server(ids.guild)).settings).toMatchObject({ cardsPerChannel: 5, sameCardAfter: 60 });
  await store.close();
}

test.skipIf(noDisk)("a full disk", async () => {
  const file = join(disk, "full.sqlite");
  const bot = await start(file);
  expect(await choose("cardsPerChannel", "5")).not.toContain(down);
  let size = 1024 * 1024;
  // Whatever is left.
  for (; size >= 1; size = Math.floor(size / 2)) {
    try {
      writeFileSync(ballast, Buffer.alloc(size), { flag: "a" });
    } catch {
      // Less, then.
    }
  }
  await expectOnlyLookUps(bot, /^the disk is full$/);
  rmSync(ballast);
  await expectWhole(file);
});

test.skipIf(noDisk)("a read-only disk", async () => {
  const file = join(disk, "read-only.sqlite");
  const store = openPatientStore(`sqlite:${file}`);
  await store.change(ids.guild, ids.asker, { cardsPerChannel: 5 });
  await store.close();
  execFileSync("mount", ["-o", "remount,ro", disk]);
  try {
    await expectOnlyLookUps(await start(file), /read-only/);
  } finally {
    execFileSync("mount", ["-o", "remount,rw", disk]);
  }
  await expectWhole(file);
});

test.skipIf(process.platform !== "linux")("a limit on the size of files", async () => {
  const file = join(folder, "limited.sqlite");
  const bot = await start(file);
  expect(await choose("cardsPerChannel", "5")).not.toContain(down);
  const limit = (bytes: string) =>
    execFileSync("prlimit", ["--pid", String(bot.process.pid), `--fsize=${bytes}:`]);
  limit("4096");
  await expectOnlyLookUps(bot, /limit on the size of files/);
  limit("unlimited");
  await expectWhole(file);
});

describe.skipIf(process.platform !== "linux").each(["stdout", "stderr"] as const)(
  "%s on a full disk",
  (full) => {
    test("ends nobody: what is asked is answered, and the end is in order", async () => {
      const device = openSync("/dev/full", "w");
      onTestFinished(() => closeSync(device));
      const port = await freePort();
      const child = spawn(process.execPath, commandOf({}), {
        env: {
          PATH: process.env.PATH,
          TRANSPORT: "http",
          DISCORD_APPLICATION_ID: discord.applicationId,
          DISCORD_PUBLIC_KEY: discord.publicKey,
          DISCORD_API_URL: discord.url,
          PORT: String(port),
          // It cannot be reached, which is a line for the log.
          STORE_URL: "postgres://nobody@127.0.0.1:9/none",
        },
        stdio: ["ignore", full === "stdout" ? device : "ignore", full === "stderr" ? device : "ignore"],
      });
      onTestFinished(() => {
        child.kill("SIGKILL");
      });
      const ended = once(child, "exit");
      const address = `http://127.0.0.1:${port}`;
      await expect
        .poll(() =>
          fetch(`${address}/healthz`).then(
            ({ ok }) => ok,
            () => false,
          ),
        )
        .toBe(true);
      await discord.sendTo(`${address}/interactions`);
      for (const _ of [1, 2]) expect(await lookUp()).toContain("## Palmyra");
      child.kill("SIGTERM");
      expect(await ended).toEqual([0, null]);
    });
  },
);

test("a reason is one of ours, and never the error's own words", () => {
  const words = "qzxjvkw";
  expect(
    reasonOf(Object.assign(new Error(words), { code: "ERR_SQLITE_ERROR", errcode: 8 | (1 << 8) })),
  ).toMatch(/read-only/);
  expect(reasonOf(Object.assign(new Error(words), { code: "53100" }))).toMatch(/full/);
  expect(reasonOf(new Error("Connection terminated unexpectedly"))).toMatch(/connection .* broke/);
  expect(reasonOf(new Error("timeout exceeded when trying to connect"))).toMatch(/in time/);
  for (const error of [new Error(words), words, null, { code: words }, { errcode: 1 }])
    expect(reasonOf(error)).toBeUndefined();
});
