import { setTimeout as wait } from "node:timers/promises";
import { describe, expect } from "vitest";
import { slashInteraction, snowflake } from "../support/interactions.ts";
import { dispatch, test } from "./transport.ts";

/* The end of a transport that is asked all the time: whatever it has begun is answered before it is over. */

const transports = ["gateway", "http"] as const;
/** Milliseconds that each answer takes: several are always under way. */
const takes = 400;

describe.concurrent("the end under a load that does not end", () => {
  test.for(transports)(
    "%s: what was begun is answered",
    { timeout: 30_000 },
    async (transport, { start }) => {
      const begun = new Set<string>();
      const answered = new Set<string>();
      const bot = await start({
        transport,
        answering: async (interaction) => {
          begun.add(interaction.id);
          await wait(takes);
          return dispatch(interaction);
        },
      });
      const { applicationId } = bot.discord;
      const ask = () => {
        const interaction = slashInteraction({ name: "about", user: snowflake(), applicationId });
        return bot.discord.interact(interaction).then(
          () => answered.add(interaction.id),
          () => undefined,
        );
      };
      const waiting: Promise<unknown>[] = [];
      const asking = setInterval(() => waiting.push(ask()), 40);
      await wait(1_000);
      const asked = performance.now();
      await bot.end();
      expect(performance.now() - asked).toBeLessThan(4_500);
      clearInterval(asking);
      // For what has left the transport, and not for what it would still do in a process that ends here.
      await wait(takes / 4);
      expect(begun.size).toBeGreaterThan(40);
      expect([...begun].filter((id) => !answered.has(id))).toEqual([]);
      await Promise.all(waiting);
    },
  );
});
