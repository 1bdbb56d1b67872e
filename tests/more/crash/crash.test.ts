import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lacks } from "../../support/needs.ts";
import { type Postgres, postgresMissing, startPostgres } from "../../support/postgres.ts";
import { openPatientStore } from "../../support/store.ts";

/*
 * A process that writes settings and reports is killed at any moment, many times on the same database: whatever it had
 * acknowledged is there afterwards, whole, and the next one starts without a repair. `npm run crash` does it 50 times.
 */

const { MODE: mode } = (import.meta as ImportMeta & { readonly env: { readonly MODE: string } }).env;
const rounds = mode === "crash" ? 50 : 8;
/** Lines that are awaited before the kill, at most. */
const mostLines = 40;
/** Its multiples, less whole numbers, are spread evenly. */
const goldenRatio = 0.618;
const writer = fileURLToPath(new URL("./writer.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "tessera-crash-"));
const file = join(folder, "store.sqlite");
let cluster: Postgres | undefined;

beforeAll(async () => {
  if (postgresMissing === null) cluster = await startPostgres();
});
afterAll(() => {
  cluster?.close();
  rmSync(folder, { recursive: true, force: true });
});

type Said =
  | { readonly failed: string }
  | { readonly server: string; readonly sameCardAfter: number; readonly count: number }
  | { readonly report: string; readonly personId: string };

/** What the process had said when it was killed, after `least` lines. */
async function writeUntilKilled(url: string, round: number, least: number): Promise<Said[]> {
  const child = spawn(process.execPath, [writer, url, String(round)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said: Said[] = [];
  const lines = createInterface(child.stdout);
  const enough = Promise.withResolvers<void>();
  const closed = new Promise<void>((resolve) => lines.once("close", () => resolve()));
  lines.on("line", (line) => {
    said.push(JSON.parse(line));
    if (said.length === least) enough.resolve();
  });
  await Promise.race([enough.promise, closed]);
  child.kill("SIGKILL");
  await closed;
  return said;
}

/** Acknowledged writes that are not there, or are not whole. */
async function lost(url: string, round: number, said: readonly Said[]): Promise<string[]> {
  const store = openPatientStore(url);
  try {
    const wrong: string[] = said.flatMap((each) => ("failed" in each ? [each.failed] : []));
    for (const server of ["1", "2", "3"]) {
      const { settings, changes } = await store.server(server);
      const last = said.findLast((each) => "server" in each && each.server === server);
      const written = last && "server" in last ? last.count : 0;
      // The one under way may have been written just before it could be acknowledged.
      const allowed = [written, written + 1].map((count) => (round * 20 + count) % 1_440);
      if (written > 0 && !allowed.includes(settings.sameCardAfter))
        wrong.push(`round ${round}: server ${server} has ${settings.sameCardAfter}, not one of ${allowed}`);
      // Settings and the note of their change are written together or not at all.
      const noted = changes.find(({ after }) => after.sameCardAfter !== undefined)?.after.sameCardAfter;
      if (noted !== undefined && noted !== settings.sameCardAfter)
        wrong.push(
          `round ${round}: server ${server} has ${settings.sameCardAfter}, its last change says ${noted}`,
        );
    }
    for (const each of said)
      if ("report" in each && (await store.reportsBy(each.personId))[0]?.id !== each.report)
        wrong.push(`round ${round}: report ${each.report} is gone`);
    return wrong;
  } finally {
    await store.close();
  }
}

async function killAndLook(url: string, between: (round: number) => void): Promise<number> {
  let acknowledged = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const said = await writeUntilKilled(url, round, 1 + Math.floor(((round * goldenRatio) % 1) * mostLines));
    between(round);
    expect(await lost(url, round, said)).toEqual([]);
    acknowledged += said.length;
  }
  return acknowledged;
}

describe(`killed ${rounds} times while it writes`, { concurrent: true, timeout: 600_000 }, () => {
  test("SQLite: nothing acknowledged is lost, and the file is whole", async () => {
    const acknowledged = await killAndLook(`sqlite:${file}`, () => {
      const database = new DatabaseSync(file, { readOnly: true });
      expect(database.prepare("pragma integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
      database.close();
    });
    process.stdout.write(`SQLite: ${rounds} kills, ${acknowledged} acknowledged writes, none lost\n`);
  });

  test.skipIf(lacks(postgresMissing))("PostgreSQL: nothing acknowledged is lost", async () => {
    const url = cluster?.createDatabase("crash") ?? "";
    const acknowledged = await killAndLook(url, (round) => {
      // Now and then the server goes down with it.
      if (round % 7 !== 0) return;
      cluster?.stop();
      cluster?.start();
    });
    process.stdout.write(`PostgreSQL: ${rounds} kills, ${acknowledged} acknowledged writes, none lost\n`);
  });
});
