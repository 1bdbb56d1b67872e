/** Where a value is not what its schema wants, in the words of whoever writes the file. */
import type * as z from "zod";

/** What is wrong with a value that stands where `issue` says, and what to do. */
export function wantedBy(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case "unrecognized_keys": {
      const names = issue.keys.map((key) => `"${key}"`).join(", ");
      return `holds ${names}, which is no field of it: correct the spelling, or strike it`;
    }
    case "invalid_type":
      return `${value === undefined ? "is missing" : "has the wrong form"}: give ${kindNames[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `is none of these: ${issue.values.map((value) => `"${String(value)}"`).join(", ")}`;
    case "too_big":
    case "too_small": {
      const [limit, bound] =
        issue.code === "too_big" ? [issue.maximum, "at most"] : [issue.minimum, "at least"];
      const unit = issue.origin === "string" ? " characters" : issue.origin === "array" ? " items" : "";
      return `is too ${issue.code === "too_big" ? "large" : "small"}: give ${bound} ${limit}${unit}`;
    }
    default:
      return issue.message;
  }
}

const kindNames: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  array: "a list",
  object: "an object",
  nonoptional: "a value",
};

/** `excerpts[3].exact`; "entry" for the whole. */
export function spell(path: readonly PropertyKey[]): string {
  const spelled = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return spelled.replace(/^\./, "") || "entry";
}

/** What stands under a key of an object or a list; undefined where there is none, or the value is neither. */
export function property(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
