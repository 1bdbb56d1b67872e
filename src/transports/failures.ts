/** A name and a code for the log: messages of REST errors hold URLs with interaction tokens. */
export function nameOf(error: unknown): string {
  const { name, code, status } = Object(error) as { name?: unknown; code?: unknown; status?: unknown };
  return [name, code, status]
    .filter((part) => typeof part === "string" || typeof part === "number")
    .join(" ");
}
