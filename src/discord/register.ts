/** Registering the commands, only when they differ from what Discord has. */
import { isDeepStrictEqual } from "node:util";
import type { REST } from "discord.js";
import { ApplicationCommandType, RESTJSONErrorCodes, Routes } from "discord-api-types/v10";
import { type Clock, systemClock } from "../ops/clock.ts";
import { commandPayloads } from "./registration.ts";

export interface RegisterOptions {
  readonly clock?: Pick<Clock, "sleep">;
  /** Aborts a pause between two tries. */
  readonly signal?: AbortSignal;
  /** How often it is tried while Discord has a fault or cannot be reached. */
  readonly tries?: number;
  /** Told of each failure after which it is tried again. */
  readonly onFailure?: (error: unknown) => void;
}

/** Milliseconds before the second try; each further pause is twice as long, up to the longest. */
const firstPause = 1_000;
const longestPause = 60_000;

/**
 * Puts the commands if they changed. Returns whether it did. Rejects as REST does: at once where Discord refuses,
 * and after the last try.
 */
export async function registerCommands(
  rest: Pick<REST, "get" | "put">,
  applicationId: string,
  {
    clock = systemClock,
    signal,
    tries = Number.POSITIVE_INFINITY,
    onFailure = () => {},
  }: RegisterOptions = {},
): Promise<boolean> {
  for (let tried = 1, pause = firstPause; ; tried += 1, pause = Math.min(longestPause, 2 * pause)) {
    try {
      return await putIfChanged(rest, applicationId);
    } catch (error) {
      if (isRefusal(error) || tried >= tries) throw error;
      onFailure(error);
      await clock.sleep(pause, signal);
    }
  }
}

async function putIfChanged(rest: Pick<REST, "get" | "put">, applicationId: string): Promise<boolean> {
  const route = Routes.applicationCommands(applicationId);
  const wanted = commandPayloads();
  // Without this Discord leaves translations out.
  const answer = await rest.get(route, { query: new URLSearchParams({ with_localizations: "true" }) });
  const held = (Array.isArray(answer) ? answer : []).map(definitionOf);
  // Discord makes one for an application with Activities, and refuses a list without it (50240).
  const entryPoints = held.filter(({ type }) => type === ApplicationCommandType.PrimaryEntryPoint);
  const own = held.filter((command) => !entryPoints.includes(command));
  const isHeld = (command: object) => own.some((other) => isDeepStrictEqual(other, definitionOf(command)));
  if (own.length === wanted.length && wanted.every(isHeld)) return false;
  await rest.put(route, { body: [...wanted, ...entryPoints] });
  return true;
}

/** What a command and its options are defined by; Discord adds ids, versions, and fields of its own. */
const fields = [
  ...["type", "name", "description", "name_localizations", "description_localizations"],
  ...["default_member_permissions", "contexts", "integration_types", "nsfw", "handler"],
  ...["options", "required", "autocomplete", "choices", "value", "channel_types"],
  ...["min_length", "max_length", "min_value", "max_value"],
];

/** A definition in the one form in which it can be compared: Discord leaves out, or fills in, what is not set. */
function definitionOf(given: unknown): Readonly<Record<string, unknown>> {
  const held = Object(given) as Record<string, unknown>;
  return Object.fromEntries(
    fields.map((name) => [name, valueIn(held[name])]).filter(([, value]) => value !== undefined),
  );
}

function valueIn(value: unknown): unknown {
  if (value === false || value === "" || value === null) return undefined;
  if (typeof value === "object" && Object.keys(value).length === 0) return undefined;
  if (!Array.isArray(value)) return value;
  // Options and choices stand in an order; numbers, which are contexts and types, are a set.
  return value.every((each) => typeof each === "number") ? value.toSorted() : value.map(definitionOf);
}

interface Refused {
  readonly status?: unknown;
  readonly code?: unknown;
  readonly name?: unknown;
  readonly rawError?: { readonly message?: unknown; readonly errors?: unknown };
}

function isRefusal(error: unknown): boolean {
  const { status } = Object(error) as Refused;
  return typeof status === "number" && status < 500;
}

/** What to check, in one line; and Discord's own words, one line for each field that it does not take. */
export function reasonOf(error: unknown): {
  readonly reason: string;
  readonly discordSays: readonly string[];
} {
  const { status, code, name, rawError } = Object(error) as Refused;
  const discordSays = rawError === undefined ? [] : wordsOf(rawError);
  if (status === 401)
    return {
      reason: "Discord refused DISCORD_TOKEN: copy it again from the Developer Portal, Bot",
      discordSays,
    };
  if (isOfAnother(error))
    return { reason: "DISCORD_APPLICATION_ID is not the application of DISCORD_TOKEN", discordSays };
  if (isNotDiscords(error))
    return { reason: "The answer is not Discord’s: check DISCORD_API_URL", discordSays };
  if (isRefusal(error)) return { reason: `Discord does not take the commands (${status})`, discordSays };
  if (typeof status === "number")
    return { reason: `Discord has a fault (${status}): see its status page`, discordSays };
  return {
    reason: `Discord cannot be reached (${code ?? name}): check the network and DISCORD_API_URL`,
    discordSays,
  };
}

/** Discord's codes for an application that is not the token's, or is none. */
function isOfAnother(error: unknown): boolean {
  const { code } = Object(error) as Refused;
  return (
    code === RESTJSONErrorCodes.NotAuthorizedToPerformThisActionOnThisApplication ||
    code === RESTJSONErrorCodes.UnknownApplication
  );
}

/** Whether an answer could not be read as one of Discord's. To ask again brings the same one. */
function isNotDiscords(error: unknown): boolean {
  return error instanceof SyntaxError || error instanceof TypeError;
}

/** Lines of a refusal, and characters of each: what a proxy answers may be of any length. */
const mostLines = 25;
const longestLine = 300;
/** A command's options and their choices are nested less deeply. */
const deepest = 20;

/** They are about our own commands, and hold nothing that people typed. */
function wordsOf({ message, errors }: NonNullable<Refused["rawError"]>): string[] {
  const found = [...problemsIn(errors, "commands")];
  const lines = found.length > 0 ? found : typeof message === "string" ? [message] : [];
  const shown = lines.slice(0, mostLines).map((line) => line.slice(0, longestLine));
  return lines.length > mostLines ? [...shown, `and ${lines.length - mostLines} more`] : shown;
}

/** Each `_errors` of the nested form of https://docs.discord.com/developers/reference#error-messages, with its path. */
function* problemsIn(errors: unknown, path: string, depth = deepest): Generator<string> {
  if (typeof errors !== "object" || errors === null || depth === 0) return;
  for (const [key, inner] of Object.entries(errors)) {
    if (key !== "_errors") yield* problemsIn(inner, `${path}.${key}`, depth - 1);
    else if (Array.isArray(inner))
      for (const { message } of inner.map(Object))
        if (typeof message === "string") yield `${path}: ${message}`;
  }
}
