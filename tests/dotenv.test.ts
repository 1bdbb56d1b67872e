import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { endAllBots, startBot } from "./support/bot.ts";

/* `.env`, as people save it. Only where there is none does the bot start without it. */

let folder: string;
const folders: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tessera-dotenv-"));
  folders.push(folder);
});
afterAll(() => {
  endAllBots();
  for (const each of folders) rmSync(each, { recursive: true, force: true });
});

const text = "TRANSPORT=http\nDISCORD_APPLICATION_ID=1100000000000000001\nPORT=0\n";
/** TRANSPORT is known to need this from the file alone. */
const missing = /^ {2}DISCORD_PUBLIC_KEY: is needed for TRANSPORT=http$/m;
const utf16 = Buffer.from(text, "utf16le");
const file = () => join(folder, ".env");

describe("a file that cannot be used is named in one line, with what to do, and the start ends with 1:", () => {
  test.each<[name: string, make: () => void, line: RegExp]>([
    [
      "UTF-16 with a byte order mark, as PowerShell writes it",
      () => writeFileSync(file(), Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])),
      /is not in UTF-8: save it again as UTF-8/,
    ],
    ["UTF-16 without one", () => writeFileSync(file(), utf16), /is not in UTF-8/],
    [
      "UTF-16 in the other order",
      () => writeFileSync(file(), Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()])),
      /is not in UTF-8/,
    ],
    ["a folder", () => mkdirSync(file()), /is a folder: put a file in its place/],
    ["a link to nothing", () => symlinkSync("nowhere", file()), /is a link to a file that is not there/],
    ["a device without end", () => symlinkSync("/dev/zero", file()), /is a device or a pipe/],
    [
      "a file larger than settings are",
      () => writeFileSync(file(), "#".repeat(2 ** 20 + 1)),
      /over a megabyte/,
    ],
    ["lines without =", () => writeFileSync(file(), "TRANSPORT gateway\nDISCORD_TOKEN x\n"), /sets nothing/],
    ["a link to itself", () => symlinkSync(".env", file()), /cannot be read \(ELOOP\)/],
  ])("%s", async (_, make, line) => {
    make();
    const bot = startBot({}, {}, { cwd: folder });
    expect(await bot.ended).toBe(1);
    const said = bot.output.stderr.trimEnd().split("\n").slice(1);
    expect(said).toEqual([expect.stringMatching(line)]);
    expect(said[0]).toMatch(/^ {2}\.env: /);
    expect(bot.output.stdout).toBe("");
  });

  test.skipIf(process.getuid?.() !== 0)("one of another user", async () => {
    chmodSync(folder, 0o755);
    writeFileSync(file(), text, { mode: 0o600 });
    const bot = startBot({}, {}, { cwd: folder, uid: 65_534, gid: 65_534 });
    expect(await bot.ended).toBe(1);
    expect(bot.output.stderr).toMatch(/^ {2}\.env: may not be read by the user who starts this/m);
  });
});

test("UTF-8 is read, with a byte order mark or without", async () => {
  for (const mark of ["", "\ufeff"]) {
    writeFileSync(file(), mark + text);
    const bot = startBot({}, {}, { cwd: folder });
    expect(await bot.ended).toBe(1);
    expect(bot.output.stderr).toMatch(missing);
  }
});

test("what the environment says comes before what the file says", async () => {
  writeFileSync(file(), `${text}DISCORD_PUBLIC_KEY=of the file\n`);
  const bot = startBot({ DISCORD_PUBLIC_KEY: "ab".repeat(32) }, {}, { cwd: folder });
  expect(await bot.ready).toMatch(/^ready: http/);
});

test("one of comments and blank lines sets nothing, and is no fault", async () => {
  writeFileSync(file(), "# TRANSPORT=\n\n");
  const bot = startBot({ PORT: "0" }, {}, { cwd: folder });
  expect(await bot.ready).toMatch(/^ready: preview/);
  expect(await bot.stop()).toBe(0);
});
