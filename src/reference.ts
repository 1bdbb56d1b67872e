/** What an interaction is called in the log and on an error card alike. */
import { hash, randomBytes } from "node:crypto";
import { isSnowflake } from "./input/snowflake.ts";

/**
 * Eight hexadecimal digits, always the same for an interaction and short enough to be read out; random ones where what
 * came has no id of Discord's.
 */
export function referenceOf(interaction: { readonly id?: unknown } | null | undefined): string {
  const id = interaction?.id;
  return isSnowflake(id) ? hash("sha256", id).slice(0, 8) : randomBytes(4).toString("hex");
}
