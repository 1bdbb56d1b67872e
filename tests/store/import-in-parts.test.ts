import { describe, expect, it } from "vitest";
import { importInParts } from "../../src/store/import-in-parts.ts";

describe("importing in parts", () => {
  it("lets the event loop turn all along", async () => {
    let [imported, turns] = [false, 0];
    const turn = () => {
      turns += 1;
      if (!imported) setImmediate(turn);
    };
    turn();
    await importInParts("kysely");
    imported = true;
    expect(turns).toBeGreaterThan(100);
  });

  it("imports an entry that re-exports nothing", async () => {
    await expect(importInParts("stemmer")).resolves.toBeUndefined();
  });

  it("says which package is not there", async () => {
    await expect(importInParts("no-such-package")).rejects.toThrow("no-such-package");
  });
});
