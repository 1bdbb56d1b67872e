/** Registering the commands, only when they differ from what Discord has. */
import type { REST } from "discord.js";
import { Routes } from "discord-api-types/v10";
import { commandPayloads } from "./registration.ts";

/** Puts the commands if they changed. Returns whether it did. Rejects as REST does. */
export async function registerCommands(rest: REST, applicationId: string): Promise<boolean> {
  const route = Routes.applicationCommands(applicationId);
  const wanted = commandPayloads();
  const held = await rest.get(route);
  if (
    Array.isArray(held) &&
    held.length === wanted.length &&
    wanted.every((command) => held.some((other) => holds(other, command)))
  ) {
    return false;
  }
  await rest.put(route, { body: wanted });
  return true;
}

/** True where `held` says all that `wanted` says; Discord adds ids and defaults, and leaves out what is false. */
function holds(held: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    const list = Array.isArray(held) ? held : [];
    return list.length === wanted.length && wanted.every((each, index) => holds(list[index], each));
  }
  if (typeof wanted === "object" && wanted !== null) {
    const fields = Object(held) as Record<string, unknown>;
    return Object.entries(wanted).every(([name, value]) => holds(fields[name], value));
  }
  return held === wanted || (wanted === false && held === undefined);
}
