/**
 * The gateway: raw interactions from the client's socket, answers by its REST. No intents, nothing cached that
 * grows; objects that discord.js would build are not needed, since the other transports have none.
 */

import { setTimeout as wait } from "node:timers/promises";
import {
  type APIInteraction,
  Client,
  GatewayCloseCodes,
  GatewayDispatchEvents,
  Options,
  Status,
} from "discord.js";
import { deliver } from "../discord/deliver.ts";
import { registerCommands } from "../discord/register.ts";
import type { Environment } from "../environment.ts";
import { referenceOf } from "../reference.ts";
import { sendAfterwards, sendCallback } from "./deliveries.ts";
import { nameOf } from "./failures.ts";
import type { App, Running } from "./transport.ts";

/** Discord takes a first answer for 3 seconds; the rest is the way there. */
const answerWithin = 2_800;
const closeWithin = 4_000;

/**
 * Connects and resolves once every shard is ready; rejects with one line that says what to check, at the latest
 * after `readyWithin` milliseconds.
 */
export async function startGateway(
  environment: Environment,
  { dispatch, log, metrics }: App,
  { readyWithin = 30_000 } = {},
): Promise<Running> {
  const { token, apiUrl } = environment;
  if (token === undefined) throw new Error("DISCORD_TOKEN is needed");
  const client = new Client({
    intents: [],
    shards: "auto",
    makeCache: Options.cacheWithLimits({
      UserManager: { maxSize: 1, keepOverLimit: (user) => user.id === user.client.user.id },
    }),
    rest: { api: apiUrl, timeout: answerWithin, retries: 1 },
  });
  metrics?.watchShards(() => client.ws.shards.map(({ status }) => Status[status]));
  const underWay = new Set<Promise<void>>();

  async function answer(interaction: APIInteraction): Promise<void> {
    const signal = AbortSignal.timeout(answerWithin);
    try {
      for await (const delivery of deliver(await dispatch(interaction), interaction)) {
        if (delivery.kind !== "callback") {
          await sendAfterwards(client.rest, interaction, delivery).catch((error: unknown) =>
            log.warn(
              { id: referenceOf(interaction), error: nameOf(error), kind: delivery.kind },
              "what follows an answer did not arrive",
            ),
          );
          continue;
        }
        await sendCallback(client.rest, interaction, delivery, signal);
      }
    } catch (error) {
      log.warn({ id: referenceOf(interaction), error: nameOf(error) }, "an answer did not arrive");
    }
  }

  client.ws.on(GatewayDispatchEvents.InteractionCreate, (interaction: APIInteraction) => {
    const answered = answer(interaction);
    underWay.add(answered);
    void answered.finally(() => underWay.delete(answered));
  });
  client.on("error", (error) => log.error({ error: nameOf(error) }, "the client reported an error"));
  client.on("shardDisconnect", ({ code }, shard) => log.error({ shard, code }, closeReason(code)));
  client.on("shardReconnecting", (shard) => log.warn({ shard }, "reconnecting"));
  client.on("shardResume", (shard) => log.info({ shard }, "resumed"));

  await readyOrReason(client, { token, apiUrl, readyWithin });
  const applicationId = client.application?.id ?? environment.applicationId;
  if (applicationId !== undefined) {
    registerCommands(client.rest, applicationId).then(
      (changed) => log.info(changed ? "commands registered" : "commands are as registered"),
      (error: unknown) =>
        log.error({ error: nameOf(error) }, "the commands could not be registered: try npm run register"),
    );
  }
  return {
    address: null,
    async close() {
      await Promise.race([Promise.allSettled(underWay), wait(closeWithin, undefined, { ref: false })]);
      await client.destroy();
    },
  };
}

async function readyOrReason(
  client: Client,
  { token, apiUrl, readyWithin }: { token: string; apiUrl: string; readyWithin: number },
): Promise<void> {
  const ready = new Promise<void>((resolve) => client.once("clientReady", () => resolve()));
  const deadline = new AbortController();
  try {
    await Promise.race([
      Promise.all([client.login(token), ready]),
      wait(readyWithin, undefined, { signal: deadline.signal }).then(() => {
        throw new Error(`no READY within ${readyWithin / 1000} s`);
      }),
    ]);
  } catch (error) {
    // Not awaited: a client that is still waiting for the gateway's first word is not destroyed before it comes.
    void client.destroy().catch(() => undefined);
    throw new Error(`${reasonOf(error)} (at ${new URL(apiUrl).host})`);
  } finally {
    deadline.abort();
  }
}

/** One line on what to check, and never the token. */
function reasonOf(error: unknown): string {
  const { code, status } = Object(error) as { code?: unknown; status?: unknown };
  if (code === "TokenInvalid" || code === GatewayCloseCodes.AuthenticationFailed || status === 401) {
    return "Discord refused DISCORD_TOKEN: copy it again from the Developer Portal, Bot";
  }
  if (code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return `Discord cannot be reached (${String(code)}): check the network and DISCORD_API_URL`;
  }
  return `Discord did not let the bot in (${nameOf(error)}): check DISCORD_TOKEN, DISCORD_API_URL and Discord’s status page`;
}

function closeReason(code: number): string {
  return code === GatewayCloseCodes.AuthenticationFailed
    ? "Discord refused the token: copy it again from the Developer Portal"
    : "the gateway closed and will not be tried again";
}
