import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, expect, test } from "vitest";

/* A program that saves a dossier again and again is killed: the file is whole, and holds at least what was said to be saved. */

const folder = mkdtempSync(join(tmpdir(), "tessera-crash-save-"));
const file = join(folder, "dossier.json");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const saving = `
  import { readFileSync } from "node:fs";
  import { revisionOf, saveDossier } from ${JSON.stringify(join(process.cwd(), "src/dossier/save.ts"))};
  for (let number = Number(process.argv[1]); ; number += 1) {
    const before = revisionOf(readFileSync(${JSON.stringify(file)}));
    const text = JSON.stringify({ number, filling: "x".repeat(500_000), end: number });
    for (let not; (not = saveDossier(${JSON.stringify(folder)}, text, before)) !== undefined; )
      if (not.reason !== "busy") throw new Error(not.message);
    process.stdout.write(number + "\\n");
  }`;

test("killed after any save, nothing that was saved is lost", async () => {
  writeFileSync(file, JSON.stringify({ number: 0, end: 0 }));
  for (let round = 1; round <= 12; round += 1) {
    const first = round * 1_000;
    const program = spawn(process.execPath, ["--input-type=module", "-e", saving, String(first)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let saved = 0;
    for await (const line of createInterface(program.stdout)) {
      saved = Number(line);
      if (saved >= first + round) program.kill("SIGKILL");
    }
    if (program.exitCode === null && program.signalCode === null) await once(program, "exit");
    expect(program.signalCode).toBe("SIGKILL");
    const text = readFileSync(file, "utf8");
    const { number, end } = JSON.parse(text);
    expect(end).toBe(number);
    expect(number).toBeGreaterThanOrEqual(saved);
    // What it left beside the file holds nobody up for long.
    rmSync(join(folder, ".dossier.json.saving"), { force: true });
  }
});
