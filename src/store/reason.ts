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
  EACCES: "the folder may not be written",
  ECONNREFUSED: "nothing listens at its address",
  ENOENT: "there is no such folder",
  ENOSPC: "the disk is full",
  ENOTFOUND: "its host is not known",
  EROFS: "the disk is read-only",
});

/** One line of ours, and nothing of the error's own words; undefined for one that is not known. */
export function reasonOf(error: unknown): string | undefined {
  const { errcode, code } = Object(error) as { errcode?: unknown; code?: unknown };
  // The lower byte is the primary code, the rest says more of it.
  if (typeof errcode === "number") return sqlite[errcode & 0xff];
  return typeof code === "string" ? postgres[code] : undefined;
}
