/** A pool of connections to PostgreSQL; imported only where the store is one. */
import { type Dialect, PostgresDialect } from "kysely";
import pg from "pg";

export interface PostgresOptions {
  /** Milliseconds for a connection. */
  readonly within: number;
  /** Milliseconds for a statement, or 0 for any number; `within` unless it is given. */
  readonly statementWithin?: number;
  /** Told of connections that broke while nobody used them. */
  readonly onLost: (error: unknown) => void;
}

export function postgresDialect(
  url: string,
  { within, statementWithin = within, onLost }: PostgresOptions,
): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: within,
    statement_timeout: statementWithin,
    query_timeout: statementWithin,
    idleTimeoutMillis: 30_000,
    application_name: "tessera",
    allowExitOnIdle: true,
  });
  pool.on("error", onLost);
  // A client in use has no listener of the pool's, and would end the process.
  pool.on("connect", (client) => client.on("error", onLost));
  return new PostgresDialect({ pool });
}
