import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { endAllBots, startBot } from "./support/bot.ts";

/* What lies in Node's compile cache runs, so nobody else may have laid it there. */

const root = fileURLToPath(new URL("../", import.meta.url));
const preview = { TRANSPORT: "preview", PORT: "0", STORE_URL: "sqlite::memory:" };
const scratch = mkdtempSync(join(tmpdir(), "tessera-compiled-"));
afterAll(() => {
  endAllBots();
  rmSync(scratch, { recursive: true, force: true });
});

/** A folder of the test's own. */
let own: string;
beforeEach(() => {
  own = mkdtempSync(join(scratch, "own-"));
});

function makeFolder(path: string, mode: number): string {
  mkdirSync(path);
  // Whatever the umask is.
  chmodSync(path, mode);
  return path;
}

test("a start leaves nothing where all users' temporary files are, and its own folder is its user's alone", async () => {
  const bot = startBot({ ...preview, TMPDIR: own }, null);
  await bot.ready;
  expect(await bot.stop()).toBe(0);
  expect(readdirSync(own)).toEqual([]);
  const folder = join(root, "var/compile-cache");
  expect(readdirSync(folder)).not.toEqual([]);
  if (process.platform !== "win32") expect(statSync(folder).mode & 0o777).toBe(0o700);
});

describe.skipIf(process.platform === "win32")("a folder for it", () => {
  /** Whether what is compiled is kept in `folder`, in a process of its own. */
  function isTaken(folder: string): boolean {
    const program = `
      import { getCompileCacheDir } from "node:module";
      import { keepCompiled } from "./src/compile-cache.ts";
      keepCompiled(${JSON.stringify(folder)});
      console.log(getCompileCacheDir() !== undefined);`;
    const options = { cwd: root, env: { PATH: process.env.PATH }, encoding: "utf8" } as const;
    return execFileSync(process.execPath, ["--input-type=module", "-e", program], options) === "true\n";
  }

  test("is made, with the one that it stands in, for its user alone", () => {
    const folder = join(own, "var", "cache");
    expect(isTaken(folder)).toBe(true);
    expect([statSync(folder), statSync(join(own, "var"))].map(({ mode }) => mode & 0o777)).toEqual([
      0o700, 0o700,
    ]);
  });

  test.each<[string, () => string]>([
    ["that everybody may write in", () => makeFolder(join(own, "cache"), 0o777)],
    ["that everybody may write in, if only what is theirs", () => makeFolder(join(own, "cache"), 0o1777)],
    ["that a group may write in", () => makeFolder(join(own, "cache"), 0o770)],
    [
      "in one that everybody may write in",
      () => makeFolder(join(makeFolder(join(own, "var"), 0o777), "cache"), 0o700),
    ],
    [
      "that is a link to one that everybody may write in",
      () => {
        symlinkSync(makeFolder(join(own, "open"), 0o777), join(own, "cache"));
        return join(own, "cache");
      },
    ],
    [
      "that is a link which everybody may put another in the place of",
      () => {
        const open = makeFolder(join(own, "open"), 0o777);
        symlinkSync(makeFolder(join(own, "private"), 0o700), join(open, "cache"));
        return join(open, "cache");
      },
    ],
    [
      "that is a file",
      () => {
        writeFileSync(join(own, "cache"), "");
        return join(own, "cache");
      },
    ],
  ])("%s is not taken", (_, make) => {
    expect(isTaken(make())).toBe(false);
  });

  test("in one where everybody may write only what is theirs is taken", () => {
    expect(isTaken(makeFolder(join(makeFolder(join(own, "var"), 0o1777), "cache"), 0o700))).toBe(true);
  });

  test("that others may enter is not taken: they may have left something in it", () => {
    expect(isTaken(makeFolder(join(own, "cache"), 0o755))).toBe(false);
  });

  test.skipIf(process.geteuid?.() !== 0)("of another user is not taken, nor in another user's", () => {
    const folder = makeFolder(join(own, "cache"), 0o700);
    expect(isTaken(folder)).toBe(true);
    chownSync(folder, 65_534, 65_534);
    expect(isTaken(folder)).toBe(false);
    chownSync(folder, 0, 0);
    chownSync(own, 65_534, 65_534);
    expect(isTaken(folder)).toBe(false);
  });
});

describe.skipIf(process.platform === "win32")("NODE_COMPILE_CACHE", () => {
  test("is taken where it names a folder of the user's own", async () => {
    const bot = startBot({ ...preview, NODE_COMPILE_CACHE: own }, null);
    await bot.ready;
    expect(await bot.stop()).toBe(0);
    expect(readdirSync(own)).not.toEqual([]);
  });

  test("ends the start with a line where others may write there", async () => {
    const bot = startBot({ ...preview, NODE_COMPILE_CACHE: makeFolder(join(own, "open"), 0o777) }, null);
    expect(await bot.ended).toBe(1);
    expect(bot.said).toEqual([expect.stringMatching(/^NODE_COMPILE_CACHE: others may write there/)]);
  });
});
