/** JSON lines on stderr, so that stdout holds the ready line alone. What people type is never passed to it. */
import { destination, type Level, type Logger, pino, stdSerializers } from "pino";

export type Log = Logger;

export function createLog(level: Level | "silent"): Log {
  return pino(
    {
      level,
      base: null,
      serializers: { error: stdSerializers.err },
      formatters: { level: (label) => ({ level: label }) },
    },
    destination({ dest: 2, sync: true }),
  );
}
