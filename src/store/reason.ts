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

const unknownAuthority =
  "its certificate is signed by nobody who is known here: name the signer's certificate (sslrootcert=<file> in STORE_URL)";
const broke = "the connection to it broke";
const slow = "it does not answer in time";
const notAFolder = "a part of its path is a file, not a folder";
const unreachable = "its host cannot be reached: check the network";

/** PostgreSQL's SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html), and codes of Node's. */
const coded: Readonly<Record<string, string>> = Object.freeze({
  "08P01":
    "it, or a pooler before it, does not take how it is spoken to: PgBouncer needs ignore_startup_parameters = statement_timeout",
  "25006": "the database is read-only",
  "28000":
    "the user may not log in from here: check its name, its right to log in, pg_hba.conf, and whether it wants TLS (sslmode=verify-full in STORE_URL)",
  "28P01": "the password is not right",
  "3D000": "there is no such database",
  "3F000":
    "there is no schema for the tables: create schema public, or set the user's search_path to one that is there",
  "42501":
    "the user may not do this: make it the owner of the database (alter database … owner to …), or grant it create on the schema and all on its tables",
  "42P01": "the tables are not where the user looks: set its search_path to the schema that has them",
  "53100": "the database's disk is full",
  "53300": "the database takes no more connections",
  "57014": slow,
  "57P01": "the database is being stopped",
  "57P02": "the database has crashed and starts again",
  "57P03": "the database is starting",
  CERT_HAS_EXPIRED: "its certificate has expired: renew it there",
  CERT_NOT_YET_VALID: "its certificate is not valid yet: check the clocks of both machines",
  DEPTH_ZERO_SELF_SIGNED_CERT:
    "its certificate is signed by itself: name that certificate (sslrootcert=<file> in STORE_URL)",
  EACCES: "the folder, or a file that STORE_URL names, may not be used by the user who runs this",
  EAI_AGAIN: unreachable,
  ECONNREFUSED: "nothing listens at its address",
  ECONNRESET: broke,
  EEXIST: notAFolder,
  EHOSTUNREACH: unreachable,
  EMFILE: "too many files are open: raise the limit (ulimit -n)",
  ENETUNREACH: unreachable,
  ENOENT: "a folder, file or socket that STORE_URL names is not there",
  ENOSPC: "the disk is full",
  ENOTDIR: notAFolder,
  ENOTFOUND: "its host is not known",
  EPIPE: broke,
  EROFS: "the disk is read-only",
  ERR_TLS_CERT_ALTNAME_INVALID:
    "its certificate is for another host: write the host into STORE_URL as the certificate has it",
  ESTALE: "the file was deleted or replaced while it was open: from now on the one at its path is used",
  ETIMEDOUT: slow,
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
});

/** What pg says of a connection without a code, and Kysely of a database that is slow; in words of ours. */
const uncoded: readonly (readonly [RegExp, string])[] = [
  [
    /^Connection terminated due to connection timeout$|\btimeout (?:exceeded|expired)\b|^Query read timeout$/,
    slow,
  ],
  [/^Connection terminated|^Client (?:has encountered a connection error|was closed)/, broke],
  [
    /^The server does not support SSL connections$/,
    "it does not speak TLS: turn that on there, or take sslmode out of STORE_URL",
  ],
  [/client password must be a (?:non-empty )?string/, "it wants a password, and STORE_URL has none"],
];

/** Whether it came too late, which may be for what is asked at the same time. */
export function isSlow(error: unknown): boolean {
  return reasonOf(error) === slow;
}

/** One line of ours, and nothing of the error's own words; undefined for one that is not known. */
export function reasonOf(error: unknown): string | undefined {
  const { errcode, code, message } = Object(error) as Readonly<Record<string, unknown>>;
  // The lower byte is the primary code, the rest says more of it.
  if (typeof errcode === "number") return sqlite[errcode & 0xff];
  if (typeof code === "string") return coded[code];
  return uncoded.find(([form]) => typeof message === "string" && form.test(message))?.[1];
}
