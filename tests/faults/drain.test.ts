import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect } from "vitest";
import { usualTiming } from "../../src/ops/timing.ts";
import { createTestClock } from "../support/clock.ts";
import { eventually } from "../support/eventually.ts";
import { slashInteraction, snowflake } from "../support/interactions.ts";
import { dispatch, test } from "../support/transport.ts";

/* The end of a transport that is asked all the time: whatever it has begun is answered before it is over. */

const transports = ["gateway", "http"] as const;
/** Interactions that are always under way. */
const atOnce = 10;

describe.concurrent("the end under a load that does not end", () => {
  test.for(transports)("%s: what was begun is answered", async (transport, { start }) => {
    const clock = createTestClock({ hurried: true });
    const begun = new Set<string>();
    const answered = new Set<string>();
    const bot = await start({
      transport,
      timing: { clock },
      answering: async (interaction) => {
        begun.add(interaction.id);
        for (let turn = 0; turn < 20; turn += 1) await nextTurn();
        return dispatch(interaction);
      },
    });
    const { applicationId } = bot.discord;
    let asking = true;
    const ask = async () => {
      while (asking) {
        const interaction = slashInteraction({ name: "about", user: snowflake(), applicationId });
        // What comes when it is over is not taken, and not waited for.
        const settled = bot.discord.interact(interaction).then(() => answered.add(interaction.id));
        await Promise.race([settled.catch(() => undefined), ended.promise]);
        await nextTurn();
      }
    };
    const ended = Promise.withResolvers<void>();
    for (let each = 0; each < atOnce; each += 1) void ask();
    await eventually(() => expect(answered.size).toBeGreaterThan(2 * atOnce));
    const ending = bot.end();
    const before = answered.size;
    await eventually(() => expect(answered.size).toBeGreaterThan(before + 2 * atOnce));
    clock.pass(usualTiming.takenFor);
    await ending;
    asking = false;
    ended.resolve();
    await eventually(() => expect([...begun].filter((id) => !answered.has(id))).toEqual([]));
  });
});
