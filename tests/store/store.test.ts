import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { StoreUnavailable } from "../../src/store/store.ts";
import { ada, server, storeTests } from "./suite.ts";

const folder = mkdtempSync(join(tmpdir(), "tessera-store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("SQLite", () => {
  let made = 0;
  storeTests(() => `sqlite:${join(folder, "deeper", `${++made}.sqlite`)}`);
});

test("A store that cannot be reached says so, and the settings are unknown", async () => {
  const failures: unknown[] = [];
  const file = join(folder, "a-file");
  writeFileSync(file, "");
  for (const url of [`sqlite:${join(file, "below.sqlite")}`, "postgres://nobody@127.0.0.1:9/none"]) {
    const store = openStore(url, { onFailure: (error) => failures.push(error), now: () => 0 });
    expect(await store.settings(server)).toBeNull();
    await expect(store.change(server, ada, { answers: "public" })).rejects.toThrow(StoreUnavailable);
    expect(await store.reachable()).toBe(false);
    await store.close();
  }
  expect(failures).toHaveLength(2);
});

test.runIf(process.platform === "linux")(
  "a folder that the system will not make is no reason to wait for it",
  async () => {
    const failures: unknown[] = [];
    const store = openStore("sqlite:/proc/tessera/made/store.sqlite", {
      onFailure: (error) => failures.push(error),
    });
    expect(await store.reachable()).toBe(false);
    expect(failures).toMatchObject([{ code: "ENOENT" }]);
    await store.close();
  },
);
