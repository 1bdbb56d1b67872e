/**
 * The gateway: raw interactions from the client's socket, answers by its REST. No intents, nothing cached that
 * grows; objects that discord.js would build are not needed, since the other transports have none.
 */

import { type APIInteraction, Client, Options, type REST, Status } from "discord.js";
import { deliver } from "../discord/deliver.ts";
import type { Environment } from "../environment.ts";
import { isSnowflake } from "../input/snowflake.ts";
import { TooLate, within } from "../ops/clock.ts";
import { type Timing, usualTiming } from "../ops/timing.ts";
import { referenceOf } from "../reference.ts";
import { sendCallback, sendFollowing, sendInstead } from "./deliveries.ts";
import { isLate, nameOf } from "./failures.ts";
import { registerBeside } from "./registering.ts";
import { restOptions } from "./rest.ts";
import { createSeen } from "./seen.ts";
import { longer, watchedShards } from "./shards.ts";
import { isFinal, reasonOf, ShutOut, waitOf } from "./shut-out.ts";
import type { App, Running } from "./transport.ts";
import { createTurns } from "./turns.ts";
import { createUnderWay } from "./under-way.ts";

/** Milliseconds for Discord's goodbye, which a half-open socket never says. */
const goodbyeWithin = 500;

/** Milliseconds. Node's timers take no more than 24 days, and Discord counts sessions by the day. */
const longestWait = 86_400_000;

/**
 * Connects and resolves once every shard is ready. What may pass is tried again until `readyWithin` is over, longer where
 * Discord says how long to wait; then, and at once where waiting does not help, it rejects with one line that says
 * what to check. Where Discord shuts the bot out later on, it tries again every `againAfter`.
 */
export async function startGateway(
  environment: Environment,
  { dispatch, log, metrics, closeWith }: App,
  timing: Timing = usualTiming,
): Promise<Running> {
  const { clock, deferAfter, answerWithin, tryWithin, readyWithin, againAfter, takenFor, drainWithin } =
    timing;
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
      await sendCallback(rest, interaction, callback, { clock, tryWithin, until: arrived + answerWithin });
      settled(true);
      if (following !== null)
        await sendFollowing(() => rest, interaction, following, { log, clock, arrived });
    } catch (error) {
      lost(error);
      void delivering.then(({ settled }) => settled(false)).catch(() => undefined);
      await sendInstead(rest, interaction, error, { clock, tryWithin, until: arrived + answerWithin });
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

  /** One try to get in. */
  async function connect(): Promise<Client> {
    const { promise: failed, reject: fail } = Promise.withResolvers<never>();
    const made = new Client({
      intents: [],
      shards: "auto",
      makeCache: Options.cacheWithLimits({
        UserManager: { maxSize: 1, keepOverLimit: (user) => user.id === user.client.user.id },
      }),
      rest: restOptions(apiUrl),
      ws: {
        buildStrategy: watchedShards({
          ...timing,
          log,
          ending: ending.signal,
          onInteraction: (data) => receive(data, made.rest),
          onStuck: fail,
        }),
      },
    });
    made.on("error", (error) => log.error({ error: nameOf(error) }, "the client reported an error"));
    made.once("shardDisconnect", ({ code }) => fail(new ShutOut(code)));
    const end = () => fail(ending.signal.reason);
    ending.signal.addEventListener("abort", end);
    try {
      const ready = new Promise<void>((resolve) => made.once("clientReady", () => resolve()));
      await Promise.race([failed, Promise.all([made.login(token), ready])]);
    } catch (error) {
      // Not awaited: a client that is still waiting for the gateway's first word is not destroyed before it comes.
      void made.destroy().catch(() => undefined);
      throw error;
    } finally {
      ending.signal.removeEventListener("abort", end);
    }
    made.once("shardDisconnect", ({ code }, shard) => {
      log.error({ shard, code }, reasonOf(new ShutOut(code)));
      underWay.add(knock(made));
    });
    return made;
  }

  /** Tries to get in, as long as that makes sense. */
  async function getIn(): Promise<Client> {
    let until = clock.now() + readyWithin;
    for (let pause = longer(0); ; pause = longer(pause)) {
      try {
        return await connect();
      } catch (error) {
        ending.signal.throwIfAborted();
        const told = waitOf(error);
        const wait = Math.min(longestWait, Math.max(pause, told ?? 0));
        if (told !== undefined) until = clock.now() + wait + readyWithin;
        const reason = `${reasonOf(error)} (at ${new URL(apiUrl).host})`;
        if (isFinal(error) || clock.now() + wait > until) throw new Error(reason);
        log.warn({ error: nameOf(error), again: Math.ceil(wait / 1_000) }, `${reason}; trying again`);
        await clock.sleep(wait, ending.signal);
      }
    }
  }

  /** Discord has shut this client out: another one, once it is let in. */
  async function knock(gone: Client): Promise<void> {
    client = undefined;
    await gone.destroy();
    while (!ending.signal.aborted) {
      try {
        await clock.sleep(againAfter, ending.signal);
        client = await getIn();
        log.info("connected to Discord again");
        return;
      } catch (error) {
        if (!ending.signal.aborted) log.error(error instanceof Error ? error.message : nameOf(error));
      }
    }
  }

  let client: Client | undefined;
  metrics?.watchShards(
    () => client?.ws.shards.map(({ status }) => Status[status]) ?? [Status[Status.Connecting]],
  );
  async function close(): Promise<void> {
    ending.abort();
    await underWay.done(takenFor);
    isTaking = false;
    const left = await underWay.done(drainWithin - takenFor);
    if (left > 0) log.warn({ left }, "the end does not wait for all that is under way");
    await within(clock, goodbyeWithin, async () => client?.destroy()).catch(() => undefined);
  }

  // Of several shards, those that are in are asked already while the others wait for their turns.
  closeWith?.(close);
  const first = await getIn();
  client = first;
  const applicationId = first.application?.id ?? environment.applicationId;
  if (applicationId !== undefined) {
    void registerBeside(first.rest, applicationId, { log, clock, signal: ending.signal });
  }
  return { address: null, close };
}

/** Whether there is something to answer to; what else it holds is for the dispatch to say. */
function isInteraction(data: unknown): data is APIInteraction {
  const { id, token } = Object(data) as { id?: unknown; token?: unknown };
  return isSnowflake(id) && typeof token === "string";
}
