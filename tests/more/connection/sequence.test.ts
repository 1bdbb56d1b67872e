import { expect, onTestFinished, test } from "vitest";
import { usualTiming } from "../../../src/ops/timing.ts";
import { gatewayOf, startBot } from "../../support/bot.ts";
import { eventually } from "../../support/eventually.ts";
import { startLoopbackDiscord } from "../../support/loopback-discord.ts";
import { storm } from "../../support/storm.ts";
import { guard } from "../../support/timing.ts";

/* The real bot under faults of every kind, one after another. `npm run soak` does it for longer, and from any seed. */

const seed = 20_261_128;
const { clock: _, ...shipped } = usualTiming;

test("every interaction is answered or accounted for", async () => {
  const discord = await startLoopbackDiscord({ heartbeatInterval: 1_000, answerWithin: 3_000 });
  onTestFinished(() => discord.close());
  const environment = { ...gatewayOf(discord), STORE_URL: "sqlite::memory:", LOG_LEVEL: "warn" };
  // On a busy machine Discord's word on an answer may take longer than a try, and the next one is no second answer.
  const tessera = startBot(environment, { ...shipped, tryWithin: guard });
  onTestFinished(() => tessera.kill());
  await tessera.ready;
  const { lost, repeated, refused, sent, answered, faults } = await storm({
    discord,
    tessera,
    seed,
    seconds: 20,
    rate: 200,
    every: 250,
  });
  expect(lost).toEqual([]);
  expect(repeated).toEqual([]);
  expect(refused).toEqual([]);
  expect(sent).toBe(4_000);
  // Far from all: most of the time something is broken.
  expect(answered).toBeGreaterThan(sent / 4);
  expect([...faults.values()].reduce((sum, times) => sum + times)).toBeGreaterThan(10);

  // The last fault may have cost the connection: it comes back by itself.
  const ask = () => discord.slash({ name: "about" });
  const { interaction } = await eventually(ask);
  const said = tessera.said.join("\n");
  expect(said).not.toContain(discord.token);
  expect(said).not.toContain(interaction.token);
  expect(said).not.toMatch(/\/(?:interactions|webhooks)\/\d/);
  expect(await tessera.stop()).toBe(0);
});
