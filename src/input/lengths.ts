/**
 * How long a text or a list may be, for `check` of a schema. zod's own `min` and `max` measure whatever has a `length`,
 * also where it is no text and no list, and throw on a length that is no number: JSON of strangers would be a fault.
 */
import * as z from "zod";

const when = ({ value }: z.core.ParsePayload) => typeof value === "string" || Array.isArray(value);

/** At least as many characters (Unicode code points) or items. */
export function atLeast(minimum: number): z.core.$ZodCheckMinLength {
  return new z.core.$ZodCheckMinLength({ check: "min_length", minimum, when });
}

/** At most as many characters (Unicode code points) or items. */
export function atMost(maximum: number): z.core.$ZodCheckMaxLength {
  return new z.core.$ZodCheckMaxLength({ check: "max_length", maximum, when });
}
