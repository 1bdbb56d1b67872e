/** Why Discord does not let the bot in: whether that may pass, and one line on what to check. */
import { GatewayCloseCodes } from "discord.js";
import { nameOf } from "./failures.ts";

/** The gateway closed a shard for good. */
export class ShutOut extends Error {
  override readonly name = "ShutOut";
  readonly code: number;
  constructor(code: number) {
    super();
    this.code = code;
  }
}

/** Fewer sessions may be started than there are shards, until `retryAfter` milliseconds are over. */
export class NoSessionsLeft extends Error {
  override readonly name = "NoSessionsLeft";
  readonly retryAfter: number;
  constructor(retryAfter: number) {
    super();
    this.retryAfter = retryAfter;
  }
}

/** A shard did not get a step further in time. `last` names what it met last, if anything. */
export class Stuck extends Error {
  override readonly name = "Stuck";
  readonly shard: number;
  readonly last: string | undefined;
  constructor(shard: number, last: string | undefined) {
    super();
    this.shard = shard;
    this.last = last;
  }
}

/** Whether waiting does not help. What a stuck shard met has been tried again for as long as it makes sense. */
export function isFinal(error: unknown): boolean {
  const { status } = Object(error) as { status?: unknown };
  const isRefused = typeof status === "number" && status >= 400 && status < 500;
  return isRefused || isTokenRefused(error) || error instanceof ShutOut || error instanceof Stuck;
}

/** Milliseconds, where Discord itself says how long to wait. */
export function waitOf(error: unknown): number | undefined {
  const { retryAfter } = Object(error) as { retryAfter?: unknown };
  return typeof retryAfter === "number" ? retryAfter : undefined;
}

/** One line on what to check, and never the token. */
export function reasonOf(error: unknown): string {
  const { status } = Object(error) as { status?: unknown };
  if (isTokenRefused(error))
    return "Discord refused DISCORD_TOKEN: copy it again from the Developer Portal, Bot";
  if (error instanceof ShutOut) return closeReason(error.code);
  if (error instanceof NoSessionsLeft) {
    return `Discord starts no more sessions of this bot before ${new Date(Date.now() + error.retryAfter).toISOString()}: it was started too often within a day`;
  }
  if (error instanceof Stuck) {
    return `Discord does not let shard ${error.shard} in (${error.last ?? "it says nothing"}): check the network, DISCORD_API_URL and Discord’s status page`;
  }
  if (waitOf(error) !== undefined) return "Discord asks the bot to wait (429)";
  if (typeof status === "number") {
    return status < 500
      ? `Discord refused to name its gateway (${status}): check DISCORD_API_URL`
      : `Discord has a fault of its own (${status}): look at its status page`;
  }
  if (error instanceof TypeError) return "The answer is not Discord’s: check DISCORD_API_URL";
  return `Discord cannot be reached (${nameOf(error)}): check the network and DISCORD_API_URL`;
}

function isTokenRefused(error: unknown): boolean {
  const { code, status } = Object(error) as { code?: unknown; status?: unknown };
  return code === "TokenInvalid" || code === GatewayCloseCodes.AuthenticationFailed || status === 401;
}

/** Source: Discord's documentation, "Gateway Close Event Codes". */
function closeReason(code: number): string {
  switch (code) {
    case GatewayCloseCodes.InvalidIntents:
      return "Discord does not know the intents that the bot asks for (4013), though it asks for none: update Tessera";
    case GatewayCloseCodes.DisallowedIntents:
      return "Discord disallows the intents that the bot asks for (4014), though it asks for none: look into the Developer Portal, Bot";
    case GatewayCloseCodes.InvalidAPIVersion:
      return "Discord does not speak this version of its gateway any more (4012): update Tessera";
    default:
      return `Discord wants other shards than it named (${code}): start again`;
  }
}
