/** `node:sqlite` in the shape that Kysely's dialect asks for. */
import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { type Dialect, type Kysely, SqliteAdapter, type SqliteDatabase, SqliteDialect, sql } from "kysely";

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
  if (file !== ":memory:") makeFolder(dirname(file));
  const database = new DatabaseSync(file);
  try {
    // Full: what was acknowledged outlives a power cut, not only the process.
    database.exec("pragma journal_mode = wal; pragma synchronous = full");
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
