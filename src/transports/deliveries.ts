/** Sends deliveries over REST, as long as Discord takes them: the callback, and what follows it. */
import type { RawFile, REST } from "discord.js";
import { type APIInteraction, RESTJSONErrorCodes, Routes } from "discord-api-types/v10";
import {
  type AttachedFile,
  type Callback,
  callbackInstead,
  type Fate,
  type Following,
  type Followings,
} from "../discord/deliver.ts";
import type { Log } from "../log.ts";
import { type Clock, type GivingUp, within } from "../ops/clock.ts";
import type { Timing } from "../ops/timing.ts";
import { referenceOf } from "../reference.ts";
import { isLate, isRefusal, nameOf } from "./failures.ts";

const headers = { "content-type": "application/json" };
/** Milliseconds for one try of what follows, which may carry a picture. */
const followingTry = 10_000;
/** Milliseconds in which what follows is tried. */
const followingWithin = 20_000;
/** Discord takes what follows an interaction for 15 minutes; in milliseconds, the rest is the way there. */
const tokenWithin = 15 * 60_000 - 10_000;
/** Milliseconds before the second try and, doubled each time, before the others. */
const firstPause = 100;
const longestPause = 4_000;

/** How long a first answer is tried: until `until`, on `clock`. */
type Tries = Pick<Timing, "clock" | "tryWithin"> & { readonly until: number };

/**
 * Sends the first answer by the REST API, again where a try fails in passing, until `until` on `clock`. Rejects as the
 * last try did.
 */
export async function sendCallback(
  rest: REST,
  { id, token }: APIInteraction,
  { body, json }: Callback,
  { clock, until, tryWithin }: Tries,
): Promise<void> {
  const options =
    json === undefined ? { body, auth: false } : { body: json, auth: false, passThroughBody: true, headers };
  try {
    // A try that hangs is left to hang: to give each one a signal would cost every answer more than it ever saves.
    await persistently(() => rest.post(Routes.interactionCallback(id, token), options), {
      clock,
      until,
      eachWithin: tryWithin,
    });
  } catch (error) {
    // A try whose fate was unknown had arrived.
    if (codeOf(error) !== RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged) throw error;
  }
}

/** After `error` of `sendCallback`: where Discord refused the answer, tells so to who asked, in one try. Never rejects. */
export async function sendInstead(
  rest: REST,
  interaction: APIInteraction,
  error: unknown,
  { clock, until, tryWithin }: Tries,
): Promise<void> {
  const body = isRefusal(error) ? callbackInstead(interaction) : null;
  if (body === null) return;
  const route = Routes.interactionCallback(interaction.id, interaction.token);
  const send = () => rest.post(route, { body, auth: false });
  await within(clock, Math.min(tryWithin, until - clock.now()), send).catch(() => undefined);
}

/**
 * Sends what follows a callback, one after another, each as long as it makes sense and all of it within the life of
 * the interaction's token. What does not arrive is logged. Never rejects. `arrived` is on `clock`.
 */
export async function sendFollowing(
  rest: () => REST | Promise<REST>,
  interaction: APIInteraction,
  deliveries: Followings,
  { log, clock, arrived }: { readonly log: Log; readonly clock: Clock; readonly arrived: number },
): Promise<void> {
  const end = arrived + tokenWithin;
  const lost = (error: unknown, kind: string) =>
    log.warn(
      { id: referenceOf(interaction), error: nameOf(error), kind },
      isLate(error) ? "what follows an answer is too late" : "what follows an answer did not arrive",
    );
  const sendAll = async (givingUp: GivingUp) => {
    let fate: Fate | undefined;
    for (;;) {
      const { done, value: delivery } = await deliveries.next(fate);
      if (done) return;
      if (givingUp.signal.aborted) return void (await deliveries.return());
      const until = Math.min(end, clock.now() + followingWithin);
      try {
        const client = await rest();
        await persistently(({ signal }) => send(client, interaction, delivery, signal), {
          clock,
          until,
          eachWithin: followingTry,
          again: delivery.kind !== "followUp" && delivery.kind !== "message" && !("once" in delivery),
          // A message just made by a response is unknown to the REST API for a while.
          passing: [RESTJSONErrorCodes.UnknownWebhook, RESTJSONErrorCodes.UnknownMessage],
        });
        fate = "taken";
      } catch (error) {
        lost(error, delivery.kind);
        fate = isRefusal(error) ? "refused" : "lost";
      }
    }
  };
  await within(clock, end - clock.now(), sendAll).catch((error: unknown) => lost(error, "all"));
}

/** The interaction's own token is the authorisation; the bot's is not sent. */
async function send(
  rest: REST,
  { application_id: application, token }: APIInteraction,
  delivery: Following,
  signal: AbortSignal,
): Promise<void> {
  const original = Routes.webhookMessage(application, token);
  switch (delivery.kind) {
    case "edit":
      await rest.patch(original, {
        body: delivery.body,
        files: filesOf(delivery.files),
        auth: false,
        signal,
      });
      return;
    case "followUp": {
      const { body, files, tell } = delivery;
      const made = await rest.post(Routes.webhook(application, token), {
        body,
        files: filesOf(files),
        auth: false,
        signal,
      });
      await tellId(made, tell);
      return;
    }
    case "removal":
      await rest.delete(original, { auth: false, signal });
      return;
    case "placed":
      await tellId(await rest.get(original, { auth: false, signal }), delivery.tell);
      return;
    case "message":
      await rest.post(Routes.channelMessages(delivery.channelId), { body: delivery.body, signal });
      delivery.arrived();
  }
}

async function tellId(message: unknown, tell?: (messageId: string) => Promise<void>): Promise<void> {
  const { id } = Object(message) as { id?: unknown };
  if (typeof id === "string") await tell?.(id);
}

interface Persistence {
  readonly clock: Clock;
  /** On that clock. */
  readonly until: number;
  /** Milliseconds for one try. */
  readonly eachWithin: number;
  /** Whether it may be done twice. If not, it is tried again only where Discord says that it has not been done. */
  readonly again?: boolean;
  /** Codes of refusals that pass. */
  readonly passing?: readonly number[];
}

/** Tries until it succeeds; rejects with the last failure where that is final or no time is left for another try. */
async function persistently(
  attempt: (givingUp: GivingUp) => Promise<unknown>,
  { clock, until, eachWithin, again = true, passing = [] }: Persistence,
): Promise<void> {
  for (let pause = firstPause; ; pause = Math.min(longestPause, pause * 2)) {
    try {
      await within(clock, Math.min(eachWithin, until - clock.now()), attempt);
      return;
    } catch (error) {
      const { status, retryAfter } = Object(error) as { status?: unknown; retryAfter?: unknown };
      const refused = typeof status === "number" && status < 500;
      const passes = refused ? passing.some((code) => code === codeOf(error)) : again;
      const limit = typeof retryAfter === "number" ? retryAfter : null;
      if (!passes && limit === null) throw error;
      const rest = Math.max(pause, limit ?? 0);
      if (clock.now() + rest >= until) throw error;
      await clock.sleep(rest);
    }
  }
}

function codeOf(error: unknown): unknown {
  return (Object(error) as { code?: unknown }).code;
}

function filesOf(files: readonly AttachedFile[] = []): RawFile[] {
  return files.map(({ name, type, data }) => ({ name, contentType: type, data: Buffer.from(data) }));
}
