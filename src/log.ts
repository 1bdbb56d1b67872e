/**
 * JSON lines on stderr, so that stdout holds the ready line alone. Nothing that people type is passed to it, and what
 * errors carry is left out where it could hold such words or a token.
 */
import { destination, type Level, type Logger, pino } from "pino";

export type Log = Logger;

export function createLog(level: Level | "silent"): Log {
  return pino(
    {
      level,
      base: null,
      serializers: { error: describeError },
      formatters: { level: (label) => ({ level: label }) },
    },
    destination({ dest: 2, sync: true }),
  );
}

/** `    at name (place:line:column)`, as V8 writes a frame. */
const frame = /^ {4}at (?:.+ \()?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\n]*:\d+:\d+\)?$/;

/**
 * An error for the log: its name, code, status and where in the code it came from. Never its message nor its other
 * fields: messages quote what people typed, and those of REST errors hold addresses with tokens and whole bodies.
 * Strings, which are names already, stay as they are.
 */
export function describeError(error: unknown): unknown {
  if (typeof error === "string") return error;
  const { name, code, status, stack, message, cause } = Object(error) as Record<string, unknown>;
  const whole = typeof stack === "string" ? stack : "";
  // The message stands before the frames, and may have lines that look like one.
  const start = typeof message === "string" ? whole.indexOf(message) + message.length : 0;
  const at = whole
    .slice(start)
    .split("\n")
    .filter((line) => frame.test(line))
    .map((line) => line.trim().slice("at ".length));
  return {
    ...(typeof name === "string" && { name }),
    ...(isPlain(code) && { code }),
    ...(isPlain(status) && { status }),
    ...(at.length > 0 && { at }),
    ...(cause !== undefined && { cause: describeError(Object(cause)) }),
  };
}

/** A code is a number or one word in capitals: never a sentence. */
function isPlain(code: unknown): boolean {
  return typeof code === "number" || (typeof code === "string" && /^\w{1,60}$/.test(code));
}
