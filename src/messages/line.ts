/** How messages are put together in every language. */
import type { Line, Span } from "../cards/card.ts";

type Part = Span | number | Line;

/** A line out of a template: spans and lines stand in it as they are. */
export function line(texts: TemplateStringsArray, ...parts: readonly Part[]): Line {
  return texts.flatMap((text, index): Line => {
    const part = parts[index];
    const before: Line = text === "" ? [] : [text];
    if (part === undefined) return before;
    return [...before, ...(isLine(part) ? part : [typeof part === "number" ? String(part) : part])];
  });
}

/** Words of the source inside a message. */
export function quoted(words: string): Span {
  return { quoted: words };
}

/** Lines one after another, with `between` between them and `last` before the last. */
export function listed(lines: readonly Line[], between = ", ", last = between): Line {
  return lines.flatMap((each, index) =>
    index === 0 ? each : [index === lines.length - 1 ? last : between, ...each],
  );
}

function isLine(part: Part): part is Line {
  return Array.isArray(part);
}
