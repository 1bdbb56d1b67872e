/**
 * JSON lines on stderr, so that stdout holds the ready line alone. Nothing that people type is passed to it, and what
 * errors carry is left out where it could hold such words or a token.
 */
import { writeSync } from "node:fs";
import { type Level, type Logger, pino } from "pino";

export type Log = Logger;

export function createLog(level: Level | "silent"): Log {
  return pino(
    {
      level,
      base: null,
      serializers: { error: describeError },
      formatters: { level: (label) => ({ level: label }) },
    },
    stderrStream(),
  );
}

/** Milliseconds for which a line waits until a reader has made room. */
const roomWithin = 50;

/**
 * stderr, written to at once. What it does not take is lost and ends nobody: it may be a file on a full disk, or have no
 * reader any more. pino's own ends the process there, and waits for ever where that is the last line.
 */
function stderrStream(): { write(line: string): void } {
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  let isTorn = false;
  return {
    write(line) {
      // A line that was cut off does not spoil the next one.
      let rest = Buffer.from(isTorn ? `\n${line}` : line);
      const end = performance.now() + roomWithin;
      const { length } = rest;
      while (rest.length > 0) {
        try {
          rest = rest.subarray(writeSync(2, rest));
        } catch (error) {
          const { code } = Object(error) as { code?: unknown };
          if (code !== "EAGAIN" || performance.now() >= end) break;
          Atomics.wait(sleeper, 0, 0, 5);
        }
      }
      if (rest.length === 0) isTorn = false;
      else if (rest.length < length) isTorn = true;
    },
  };
}

/**
 * Has warnings of Node's and of packages' written as lines of the log, where Node would print them as text. Of their words
 * addresses are left out: those can hold a password.
 */
export function logWarnings(log: Log): void {
  process.removeAllListeners("warning");
  process.on("warning", ({ name, message, ...rest }) => {
    const { code } = rest as { code?: unknown };
    const says = message.replace(/\S*:\/\/\S*/g, "…").slice(0, 500);
    log.warn({ name, ...(isPlain(code) && { code }), says }, "a warning of Node or of a package");
  });
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
