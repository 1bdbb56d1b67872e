import type { core } from "zod";
import type { ZodMiniType } from "zod/mini";

/**
 * What the schemas generated from Discord's OpenAPI say against a value, as `path: reason`.
 * The package's `setStrictObject` is not called: the schemas are built when it is imported, so it comes too
 * late, and Discord ignores unknown fields anyway.
 */
export function publishedProblems(schema: ZodMiniType, value: unknown, at: string): string[] {
  const result = schema.safeParse(value);
  return result.success ? [] : result.error.issues.flatMap((issue) => describe(issue, at, value));
}

/** `at` followed by a path, as Discord's own errors write it: `data.components[0].label`. */
export function join(at: string, ...path: readonly PropertyKey[]): string {
  let joined = at;
  for (const step of path) {
    if (typeof step === "number") joined += `[${step}]`;
    else joined += joined === "" ? String(step) : `.${String(step)}`;
  }
  return joined;
}

function describe(issue: core.$ZodIssue, at: string, root: unknown): string[] {
  const here = join(at, ...issue.path);
  const value = valueAt(root, issue.path);
  if (issue.code !== "invalid_union") return [`${here}: ${reason(issue)}`];
  // A union is refused with one list of issues a branch: the branch meant is the one whose `type` fits.
  const typed = issue.errors.filter((branch) => !branch.some((inner) => inner.path.at(0) === "type"));
  if (typed.length === 0 && isRecord(value)) return [`${here}: type ${value.type} is not allowed here`];
  const nearest = [...typed, ...issue.errors].toSorted(
    (a, b) => Number(typed.includes(b)) - Number(typed.includes(a)) || a.length - b.length,
  )[0];
  return nearest?.flatMap((inner) => describe(inner, here, value)) ?? [`${here}: not allowed here`];
}

function reason(issue: core.$ZodIssue): string {
  switch (issue.code) {
    case "too_big":
      return `at most ${issue.maximum}${unit(issue.origin)}`;
    case "too_small":
      return `at least ${issue.minimum}${unit(issue.origin)}`;
    case "invalid_type":
      return issue.input === undefined ? `${issue.expected} missing` : `not of type ${issue.expected}`;
    case "invalid_value":
      return `must be one of ${issue.values.join(", ")}`;
    case "invalid_format":
      return `not a valid ${issue.pattern ?? issue.format}`;
    default:
      return issue.message;
  }
}

function unit(origin: string): string {
  if (origin === "string") return " characters";
  return origin === "array" ? " elements" : "";
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const step of path) value = isRecord(value) ? value[step as string] : undefined;
  return value;
}

/** A JSON object or array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** The elements of a JSON array, none for anything else. */
export function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Says which values occur more than once, each at its second place. */
export function repeated(values: Iterable<readonly [value: unknown, at: string]>, what: string): string[] {
  const seen = new Set<unknown>();
  const problems: string[] = [];
  for (const [value, at] of values) {
    if (seen.has(value)) problems.push(`${at}: ${what} used twice`);
    seen.add(value);
  }
  return problems;
}

/** Half a surrogate pair cannot be written as UTF-8: Discord answers it with a 500. */
export function brokenText(value: unknown, at: string): string[] {
  if (typeof value === "string") return value.isWellFormed() ? [] : [`${at}: half a surrogate pair`];
  if (Array.isArray(value)) return value.flatMap((element, index) => brokenText(element, join(at, index)));
  if (isRecord(value)) return Object.entries(value).flatMap(([key, part]) => brokenText(part, join(at, key)));
  return [];
}
