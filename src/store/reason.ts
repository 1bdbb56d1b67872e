/** Why a store cannot be used, for whoever runs it. */

/** SQLite's primary result codes. */
const sqlite: Readonly<Record<number, string>> = Object.freeze({
  8: "the file or its disk is read-only",
  10: "the disk does not take it: it is broken, or a limit on the size of files is reached",
  11: "the file is damaged: put the backup in its place",
  13: "the disk is full",
  14: "the file cannot be opened or made: check the folder, its owner, and whether its disk is read-only",
  26: "the file is no SQLite database",
});

/** PostgreSQL's SQLSTATE, and codes of the network. */
const postgres: Readonly<Record<string, string>> = Object.freeze({
  "25006": "the database is read-only",
  "28P01": "the password is not right",
  "3D000": "there is no such database",
  "53100": "the database's disk is full",
  "53300": "the database takes no more connections",
  "57P01": "the database is being stopped",
  "57P02": "the database has crashed and starts again",
  "57P03": "the database is starting",
  EACCES: "the folder may not be written",
  ECONNREFUSED: "nothing listens at its address",
  ECONNRESET: "the connection to it broke",
  ENOENT: "there is no such folder",
  ENOSPC: "the disk is full",
  ENOTFOUND: "its host is not known",
  EPIPE: "the connection to it broke",
  EROFS: "the disk is read-only",
  ETIMEDOUT: "it does not answer in time",
});

/** What pg says of a connection without a code, and Kysely of a database that is slow; in words of ours. */
const uncoded: readonly (readonly [RegExp, string])[] = [
  [
    /^Connection terminated due to connection timeout$|\btimeout (?:exceeded|expired)\b|^Query read timeout$/,
    "it does not answer in time",
  ],
  [
    /^Connection terminated|^Client (?:has encountered a connection error|was closed)/,
    "the connection to it broke",
  ],
];

/** One line of ours, and nothing of the error's own words; undefined for one that is not known. */
export function reasonOf(error: unknown): string | undefined {
  const { errcode, code, message } = Object(error) as Readonly<Record<string, unknown>>;
  // The lower byte is the primary code, the rest says more of it.
  if (typeof errcode === "number") return sqlite[errcode & 0xff];
  if (typeof code === "string") return postgres[code];
  return uncoded.find(([form]) => typeof message === "string" && form.test(message))?.[1];
}
