/**
 * The gateway: raw interactions from the client's socket, answers by its REST. No intents, nothing cached that
 * grows; objects that discord.js would build are not needed, since the other transports have none.
 */

import { type APIInteraction, Client, GatewayCloseCodes, Options, type REST, Status } from "discord.js";
import { deliver } from "../discord/deliver.ts";
import { registerCommands } from "../discord/register.ts";
import type { Environment } from "../environment.ts";
import { TooLate, within } from "../ops/clock.ts";
import { type Timing, usualTiming } from "../ops/timing.ts";
import { referenceOf } from "../reference.ts";
import { sendCallback, sendFollowing, sendInstead } from "./deliveries.ts";
import { isLate, nameOf } from "./failures.ts";
import { restOptions } from "./rest.ts";
import { createSeen } from "./seen.ts";
import { watchedShards } from "./shards.ts";
import type { App, Running } from "./transport.ts";
import { createTurns } from "./turns.ts";
import { createUnderWay } from "./under-way.ts";

/** Milliseconds for Discord's goodbye, which a half-open socket never says. */
const goodbyeWithin = 500;

/**
 * Connects and resolves once every shard is ready; rejects with one line that says what to check, at the latest
 * after `readyWithin`. Where Discord shuts the bot out later on, it tries again every `againAfter`.
 */
export async function startGateway(
  environment: Environment,
  { dispatch, log, metrics }: App,
  { clock, deferAfter, answerWithin, readyWithin, againAfter, takenFor, drainWithin }: Timing = usualTiming,
): Promise<Running> {
  const { token, apiUrl } = environment;
  if (token === undefined) throw new Error("DISCORD_TOKEN is needed");
  const underWay = createUnderWay(clock);
  const cameBefore = createSeen();
  const inTurn = createTurns();
  const ending = new AbortController();
  let isTaking = true;

  async function answer(interaction: APIInteraction, rest: REST): Promise<void> {
    const arrived = clock.now();
    const waited = () => clock.now() - arrived;
    const lost = (error: unknown) =>
      log.warn(
        { id: referenceOf(interaction), error: nameOf(error) },
        isLate(error) ? "an answer is too late" : "an answer did not arrive",
      );
    await new Promise<void>(inTurn);
    if (waited() >= answerWithin) return lost(new TooLate());
    const delivering = deliver(dispatch(interaction), interaction, {
      clock,
      deferAfter: deferAfter - waited(),
    });
    try {
      const { callback, following, settled } = await within(clock, answerWithin - waited(), () => delivering);
      await sendCallback(rest, interaction, callback, { clock, until: arrived + answerWithin });
      settled(true);
      if (following !== null)
        await sendFollowing(() => rest, interaction, following, { log, clock, arrived });
    } catch (error) {
      lost(error);
      void delivering.then(({ settled }) => settled(false)).catch(() => undefined);
      await sendInstead(rest, interaction, error, { clock, until: arrived + answerWithin });
    }
  }

  function receive(interaction: unknown, rest: REST): void {
    if (!isInteraction(interaction)) {
      log.warn("an interaction without an id or a token cannot be answered");
    } else if (cameBefore(interaction.id)) {
      log.info({ id: referenceOf(interaction) }, "an interaction came again and is answered once");
    } else if (isTaking) {
      underWay.add(answer(interaction, rest));
    } else log.warn({ id: referenceOf(interaction) }, "an interaction came at the end and is not answered");
  }

  async function connect(): Promise<Client> {
    const made = new Client({
      intents: [],
      shards: "auto",
      makeCache: Options.cacheWithLimits({
        UserManager: { maxSize: 1, keepOverLimit: (user) => user.id === user.client.user.id },
      }),
      rest: restOptions(apiUrl),
      ws: { buildStrategy: watchedShards({ log, clock, onInteraction: (data) => receive(data, made.rest) }) },
    });
    made.on("error", (error) => log.error({ error: nameOf(error) }, "the client reported an error"));
    await readyOrReason(made, { token: String(token), apiUrl, clock, readyWithin });
    made.once("shardDisconnect", ({ code }, shard) => {
      log.error({ shard, code }, closeReason(code));
      underWay.add(knock(made));
    });
    return made;
  }

  /** Discord has shut this client out: another one, once it is let in. */
  async function knock(gone: Client): Promise<void> {
    await gone.destroy();
    while (!ending.signal.aborted) {
      try {
        await clock.sleep(againAfter, ending.signal);
        client = await connect();
        log.info("connected to Discord again");
        return;
      } catch (error) {
        if (!ending.signal.aborted) log.error(error instanceof Error ? error.message : nameOf(error));
      }
    }
  }

  let client = await connect();
  metrics?.watchShards(() => client.ws.shards.map(({ status }) => Status[status]));
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
      ending.abort();
      await underWay.done(takenFor);
      isTaking = false;
      const left = await underWay.done(drainWithin - takenFor);
      if (left > 0) log.warn({ left }, "the end does not wait for all that is under way");
      await within(clock, goodbyeWithin, () => client.destroy()).catch(() => undefined);
    },
  };
}

/** Whether there is something to answer to; what else it holds is for the dispatch to say. */
function isInteraction(data: unknown): data is APIInteraction {
  const { id, token } = Object(data) as { id?: unknown; token?: unknown };
  return typeof id === "string" && typeof token === "string";
}

async function readyOrReason(
  client: Client,
  {
    token,
    apiUrl,
    clock,
    readyWithin,
  }: { token: string; apiUrl: string } & Pick<Timing, "clock" | "readyWithin">,
): Promise<void> {
  const ready = new Promise<void>((resolve) => client.once("clientReady", () => resolve()));
  try {
    await within(clock, readyWithin, () => Promise.all([client.login(token), ready]));
  } catch (error) {
    // Not awaited: a client that is still waiting for the gateway's first word is not destroyed before it comes.
    void client.destroy().catch(() => undefined);
    throw new Error(`${reasonOf(error)} (at ${new URL(apiUrl).host})`);
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
    : "Discord closed the gateway for this bot";
}
