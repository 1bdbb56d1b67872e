/** A dossier as text for people to edit: short lists and objects on one line, the rest a value a line. */
const widest = 100;

export function formatJson(value: unknown): string {
  return `${write(value, "", 0)}\n`;
}

/** `before` is how many characters stand on the line in front of the value. */
function write(value: unknown, indent: string, before: number): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const flat = oneLine(value);
  if (flat !== null && indent.length + before + flat.length <= widest) return flat;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => inner + write(item, inner, 0)).join(",\n")}\n${indent}]`;
  }
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{\n${fields
    .map(([key, field]) => `${inner}${JSON.stringify(key)}: ${write(field, inner, key.length + 4)}`)
    .join(",\n")}\n${indent}}`;
}

/** Null where the value holds more than plain values and lists of them. */
function oneLine(value: object): string | null {
  if (Array.isArray(value)) {
    if (value.some((item) => typeof item === "object" && item !== null)) return null;
    return `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
  }
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  if (fields.length === 0) return "{}";
  const written = fields.map(([key, field]) => {
    const text =
      typeof field === "object" && field !== null
        ? Array.isArray(field)
          ? oneLine(field)
          : null
        : JSON.stringify(field);
    return text === null ? null : `${JSON.stringify(key)}: ${text}`;
  });
  return written.includes(null) ? null : `{ ${written.join(", ")} }`;
}
