import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { gatewayOf, startBot } from "../../support/bot.ts";
import { eventually } from "../../support/eventually.ts";
import { startLoopbackDiscord } from "../../support/loopback-discord.ts";
import { reportsIn, storm } from "../../support/storm.ts";

/* The real bot, as people run it, under faults of every kind, one after another. `npm run soak` does it for longer, and from any seed. */

const seed = 20_261_128;

test("every interaction is answered or accounted for", async () => {
  const discord = await startLoopbackDiscord({ heartbeatInterval: 1_000, answerWithin: 3_000 });
  onTestFinished(() => discord.close());
  const folder = mkdtempSync(join(tmpdir(), "tessera-storm-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const store = `sqlite:${join(folder, "store.sqlite")}`;
  const environment = { ...gatewayOf(discord), STORE_URL: store, LOG_LEVEL: "warn" };
  const tessera = startBot(environment, null);
  onTestFinished(() => tessera.kill());
  await tessera.ready;
  const { lost, refused, sent, answered, faults, thanked } = await storm({
    discord,
    tessera,
    seed,
    seconds: 20,
    rate: 200,
    every: 250,
  });
  expect(lost).toEqual([]);
  expect(refused).toEqual([]);
  expect(sent).toBe(4_000);
  // How many is up to the machine: most of the time something is broken.
  expect(answered).toBeGreaterThan(0);
  expect([...faults.values()].reduce((sum, times) => sum + times)).toBeGreaterThan(10);

  // The last fault may have cost the connection: it comes back by itself.
  const ask = () => discord.slash({ name: "about" });
  const { interaction } = await eventually(ask);
  const said = tessera.said.join("\n");
  expect(said).not.toContain(discord.token);
  expect(said).not.toContain(interaction.token);
  expect(said).not.toMatch(/\/(?:interactions|webhooks)\/\d/);
  expect(await tessera.stop()).toBe(0);
  const { kept, twice } = await reportsIn(store);
  expect(thanked.length).toBeGreaterThan(0);
  expect(thanked.filter((id) => !kept.has(id))).toEqual([]);
  expect(twice).toEqual([]);
});
