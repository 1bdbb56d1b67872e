import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../src/ops/clock.ts";
import { reasonOf } from "../../src/store/reason.ts";
import { type NewReport, type Store, StoreUnavailable } from "../../src/store/store.ts";
import { openPatientStore, sweepAfterLeap } from "../support/store.ts";
import { ada, channel, server } from "./suite.ts";

/* What is SQLite's own: files on a disk that others reach as well. */

const folder = mkdtempSync(join(tmpdir(), "tessera-sqlite-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
let file: string;
let now: number;
beforeEach(() => {
  file = join(folder, `${++made}.sqlite`);
  now = Date.UTC(2026, 0, 1);
});

function open(onFailure?: (error: unknown) => void): Store {
  const store = openPatientStore(`sqlite:${file}`, { now: () => now, ...(onFailure && { onFailure }) });
  onTestFinished(() => store.close());
  return store;
}

/** The database's file and all beside it. */
function files(): string[] {
  return readdirSync(dirname(file))
    .filter((name) => name.startsWith(basename(file)))
    .map((name) => join(dirname(file), name));
}

function isOnDisk(words: string): boolean {
  return files().some((each) => readFileSync(each).includes(words));
}

const card = "dossier/place:a";
const words = "qzxjvkw-wordsofareporter";

function problem(change: Partial<NewReport> = {}): NewReport {
  const usual = { serverId: server, card, excerpt: null, personId: ada } as const;
  return { ...usual, reason: "date", words, ...change };
}

/** Enough that pages are split, joined and freed. */
async function fill(store: Store, from: number): Promise<void> {
  for (let index = from; index < from + 60; index += 1) {
    const personId = `9${index}`;
    await store.report(problem({ serverId: "77", personId, words: "other ".repeat(index % 50) }));
  }
}

describe("What is deleted stands in no file, running and stopped", () => {
  test.each<[string, (store: Store, report: string) => Promise<unknown>]>([
    ["Erase the words", (store) => store.handle(server, { card, until: null }, "erase")],
    ["Delete a report of one's own", (store, id) => store.withdraw(id, ada)],
    ["Delete this server's data", (store) => store.forget(server)],
    [
      "npm run reports -- erase",
      async (store, id) => {
        await store.handle(server, { card, until: null }, "handOn");
        await store.handleOne(id, "erase");
      },
    ],
    [
      "what is due",
      async (store) => {
        await store.handle(server, { card, until: null }, "resolve");
        now += 31 * 86_400_000;
        await sweepAfterLeap(store, (milliseconds) => {
          now += milliseconds;
        });
      },
    ],
  ])("%s", async (_, erase) => {
    const store = open();
    await fill(store, 0);
    const report = await store.report(problem());
    await fill(store, 100);
    expect(isOnDisk(words)).toBe(true);
    await erase(store, report?.id ?? "");
    expect(files()).toContain(`${file}-wal`);
    expect(isOnDisk(words)).toBe(false);
    await store.close();
    expect(isOnDisk(words)).toBe(false);
  });

  test("also once somebody who reads the log of the database has gone", async () => {
    const store = open();
    const report = await store.report(problem());
    const reader = new DatabaseSync(file);
    reader.exec("begin");
    reader.prepare("select count(*) from report").all();
    expect(await store.withdraw(report?.id ?? "", ada)).toBe(true);
    expect(isOnDisk(words)).toBe(true);
    reader.exec("commit");
    await expect.poll(() => isOnDisk(words)).toBe(false);
    reader.close();
  });

  test("also at the end, and the end does not wait for who reads on", async () => {
    const reader = new DatabaseSync(file);
    const reading = async () => {
      const store = open();
      const report = await store.report(problem());
      reader.exec("begin");
      reader.prepare("select count(*) from report").all();
      await store.withdraw(report?.id ?? "", ada);
      return store;
    };
    await (await reading()).close();
    expect(isOnDisk(words)).toBe(true);
    reader.exec("commit");
    const store = await reading();
    reader.exec("commit");
    await store.close();
    // The reader has the files open still.
    expect(files()).toContain(`${file}-wal`);
    expect(isOnDisk(words)).toBe(false);
    reader.close();
  });

  test("also what a process that was killed had deleted just before", async () => {
    const store = open();
    const report = await store.report(problem());
    const other = new DatabaseSync(file);
    other.exec("pragma secure_delete = on");
    other.prepare("delete from report where id = ?").run(report?.id ?? "");
    // As the files stand at a kill.
    const killed = `${join(folder, "killed")}${made}.sqlite`;
    for (const end of ["", "-wal"]) copyFileSync(`${file}${end}`, `${killed}${end}`);
    other.close();
    file = killed;
    expect(isOnDisk(words)).toBe(true);
    await open().reachable();
    expect(isOnDisk(words)).toBe(false);
  });

  test("also what a version before had deleted", async () => {
    const before = open();
    await fill(before, 0);
    await before.report(problem());
    await before.close();
    const old = new DatabaseSync(file);
    old.exec("pragma secure_delete = off; pragma user_version = 0");
    old.prepare("delete from report where words = ?").run(words);
    old.close();
    expect(isOnDisk(words)).toBe(true);
    const store = open();
    expect(await store.reachable()).toBe(true);
    expect(isOnDisk(words)).toBe(false);
    expect(await store.openReports("77")).not.toEqual([]);
  });
});

test.skipIf(process.platform === "win32")("The files are their owner's alone", async () => {
  const modes = () => files().map((each) => (statSync(each).mode & 0o777).toString(8));
  const store = open();
  await store.change(server, ada, { paused: true });
  expect(files().length).toBeGreaterThan(1);
  expect(new Set(modes())).toEqual(new Set(["600"]));
  await store.close();
  chmodSync(file, 0o644);
  await open().reachable();
  expect(new Set(modes())).toEqual(new Set(["600"]));
});

describe.skipIf(process.platform === "win32")("A file that goes from under the store", () => {
  const change = (store: Store, answersPerMinute: number) => store.change(server, ada, { answersPerMinute });
  const perMinute = async (store: Store) => (await store.server(server)).settings.answersPerMinute;

  async function expectNoticed(move: () => void, then: number): Promise<void> {
    const failures: unknown[] = [];
    const store = open((error) => failures.push(error));
    await change(store, 7);
    move();
    await expect(change(store, 8)).rejects.toThrow(StoreUnavailable);
    expect(failures.map(reasonOf)).toEqual([expect.stringContaining("deleted or replaced")]);
    now += 2_000;
    expect(await perMinute(store)).toBe(then);
    await change(store, 9);
    await store.close();
    expect(await perMinute(open())).toBe(9);
  }

  test("deleted: a new one is begun", () =>
    expectNoticed(() => {
      for (const each of files()) rmSync(each);
    }, 20));

  test("deleted, and its log left: a new one is begun all the same", () =>
    expectNoticed(() => rmSync(file), 20));

  test("its log deleted: what was acknowledged is kept", () => expectNoticed(() => rmSync(`${file}-wal`), 7));

  test("its index deleted: nothing is acknowledged beside another process", () =>
    expectNoticed(() => rmSync(`${file}-shm`), 7));

  test("replaced: the other one is used", async () => {
    const backup = join(folder, "backup.sqlite");
    const other = openPatientStore(`sqlite:${backup}`);
    await change(other, 5);
    await other.close();
    await expectNoticed(() => renameSync(backup, file), 5);
  });

  test("while it writes: nothing is acknowledged into the void", async () => {
    const store = open();
    await change(store, 7);
    const changing = store.change(server, ada, () => {
      for (const each of files()) rmSync(each);
      return { answersPerMinute: 8 };
    });
    await expect(changing).rejects.toThrow(StoreUnavailable);
    expect(existsSync(file)).toBe(false);
  });
});

test("A burst in one server lets the event loop turn, and holds up no other", async () => {
  const store = openPatientStore(`sqlite:${file}`);
  onTestFinished(() => store.close());
  await store.reachable();
  let turns = 0;
  let isOver = false;
  const turning = (async () => {
    while (!isOver) {
      await systemClock.sleep(0);
      turns += 1;
    }
  })();
  const order: string[] = [];
  const note = (name: string) => (done: Promise<unknown>) =>
    done.then(
      () => order.push(name),
      () => order.push(`${name} refused`),
    );
  const burst = Array.from({ length: 1_000 }, (_, index) =>
    note("burst")(store.change(server, ada, { sameCardAfter: index })),
  );
  const other = note("other")(store.change(channel, ada, { paused: true }));
  await Promise.all([...burst, other]);
  isOver = true;
  await turning;
  const done = order.filter((each) => !each.endsWith("refused"));
  expect(done.indexOf("other")).toBeLessThan(5);
  // As many as may wait, and the one before them.
  expect(done.filter((each) => each === "burst")).toHaveLength(51);
  expect(turns).toBeGreaterThan(40);
});
