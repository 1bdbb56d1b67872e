import type { REST } from "discord.js";
import { reasonOf, registerCommands } from "../discord/register.ts";
import type { Log } from "../log.ts";
import type { Clock } from "../ops/clock.ts";

/**
 * Registers the commands beside whatever else a transport does: until they are, Discord refuses them, or `signal`
 * aborts. Each outcome is a line. Never rejects.
 */
export async function registerBeside(
  rest: REST | Promise<REST>,
  applicationId: string,
  { log, clock, signal }: { readonly log: Log; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<void> {
  try {
    const changed = await registerCommands(await rest, applicationId, {
      clock,
      signal,
      onFailure: (error) => log.warn(reasonOf(error), "the commands are not registered yet: trying again"),
    });
    log.info(changed ? "commands registered" : "commands are as registered");
  } catch (error) {
    if (!signal.aborted) log.error(reasonOf(error), "the commands could not be registered");
  }
}
