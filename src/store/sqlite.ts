/** `node:sqlite` in the shape that Kysely's dialect asks for. */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { type Dialect, type Kysely, SqliteAdapter, type SqliteDatabase, SqliteDialect, sql } from "kysely";

const inMemory = ":memory:";
/** Written into a file (`user_version`) that holds nothing of what was deleted before `secure_delete` was on. */
const cleaned = 1;

/** `file` is a path, or `:memory:`. Throws where the file cannot be opened or made. */
export function sqliteDialect(file: string): Dialect {
  const dialect = new SqliteDialect({ database: openDatabase(file) });
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => dialect.createDriver(),
    createIntrospector: (database) => dialect.createIntrospector(database),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

export interface WatchedFile {
  /** Throws, with the code `ESTALE`, where another file or none stands at the path: what is written would be lost. */
  readonly check: () => void;
  /** To be called once it is closed after that: SQLite would read the log of the former file into the one that is there now. */
  readonly leave: () => void;
}

/** To be called once the file is open. */
export function watchFile(file: string): WatchedFile {
  if (file === inMemory) return { check: () => {}, leave: () => {} };
  const [log, index] = [`${file}-wal`, `${file}-shm`];
  const opened = new Map([file, log, index].map((path) => [path, identityOf(path)]));
  const isSame = (path: string) => identityOf(path) === opened.get(path);
  return {
    check() {
      if ([file, log, index].every(isSame)) return;
      throw Object.assign(new Error("the file was deleted or replaced"), { code: "ESTALE" });
    },
    leave() {
      if (isSame(file)) return;
      for (const path of [log, index]) if (isSame(path)) rmSync(path, { force: true });
    },
  };
}

/**
 * Takes what was deleted off the disk. SQLite overwrites it in the file, but the log beside that has it until it is cut
 * off; and a file of an earlier version has it in free pages. Rejects where somebody else uses the database just now.
 */
export async function cleanFile<Tables>(database: Kysely<Tables>): Promise<void> {
  const { rows: versions } = await sql<{ user_version: number }>`pragma user_version`.execute(database);
  if (Number(versions[0]?.user_version) < cleaned) {
    await sql`vacuum`.execute(database);
    await sql.raw(`pragma user_version = ${cleaned}`).execute(database);
  }
  const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(database);
  if (rows[0]?.busy !== 0) throw new Error("the log is being read");
}

/** Kysely's own takes no lock, so that two processes that start together would both make the tables. */
class Adapter extends SqliteAdapter {
  #held = false;

  override async acquireMigrationLock(database: Kysely<unknown>): Promise<void> {
    await sql`begin exclusive`.execute(database);
    this.#held = true;
  }

  /** Also called where the lock was not got. */
  override async releaseMigrationLock(database: Kysely<unknown>): Promise<void> {
    if (this.#held) await sql`commit`.execute(database);
    this.#held = false;
  }
}

function openDatabase(file: string): SqliteDatabase {
  if (file !== inMemory) makePrivate(file);
  const database = new DatabaseSync(file);
  try {
    // Full: what was acknowledged outlives a power cut, not only the process. What VACUUM moves stays in memory.
    database.exec(
      "pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on; pragma temp_store = memory",
    );
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    close: () => database.close(),
    prepare(sql) {
      // On a full disk SQLite has rolled back by itself; that a second time fails would hide why.
      const undone = sql === "rollback" && !database.isTransaction;
      const statement = database.prepare(undone ? "select 1" : sql);
      const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) => statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      };
    },
  };
}

/** Makes the file where there is none, and leaves it to its owner alone; SQLite gives the files beside it the same mode. */
function makePrivate(file: string): void {
  makeFolder(dirname(file));
  if (!existsSync(file)) closeSync(openSync(file, "a", 0o600));
  for (const each of [file, `${file}-wal`, `${file}-shm`]) {
    const mode = statSync(each, { throwIfNoEntry: false })?.mode ?? 0;
    if ((mode & 0o077) === 0) continue;
    try {
      chmodSync(each, 0o600);
    } catch {
      // It is somebody else's, or the disk is read-only: whether it can be used at all is for SQLite to say.
    }
  }
}

/** Of the file at a path, as long as it is open; nothing where there is none. */
function identityOf(path: string): string {
  const { dev, ino } = statSync(path, { bigint: true, throwIfNoEntry: false }) ?? {};
  return `${dev}:${ino}`;
}

/** Step by step: Node's own `recursive` never ends where the system denies that a parent is there, as /proc does. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process was quicker.
    if (!existsSync(folder)) throw error;
  }
}
