/** Discord's ids. */
import * as z from "zod";

/** Whole numbers of 64 bits, in digits. Source: Discord's developer documentation, Reference, Snowflakes. */
const form = /^(?:0|[1-9]\d{0,19})$/;

export const snowflake = z.string().regex(form, "must be a snowflake: up to 20 digits in a string");

export function isSnowflake(value: unknown): value is string {
  return typeof value === "string" && form.test(value);
}
