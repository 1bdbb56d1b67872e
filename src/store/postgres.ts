/** A pool of connections to PostgreSQL; imported only where the store is one. */
import { type Dialect, PostgresDialect, type PostgresPoolClient } from "kysely";
import pg from "pg";

export interface PostgresOptions {
  /** Milliseconds for a connection. */
  readonly within: number;
  /** Milliseconds for a statement, or 0 for any number; `within` unless it is given. */
  readonly statementWithin?: number;
}

/** Milliseconds for the server's word that a statement took too long. */
const wordWithin = 200;

export function postgresDialect(url: string, { within, statementWithin = within }: PostgresOptions): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: within,
    statement_timeout: statementWithin,
    // A server that is there says itself that a statement took too long.
    query_timeout: statementWithin === 0 ? 0 : statementWithin + wordWithin,
    idleTimeoutMillis: 30_000,
    application_name: "tessera",
    allowExitOnIdle: true,
  });
  // One that breaks while nobody uses it is replaced when it is needed; to one in use its query says so. Without a
  // listener either would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));

  /** How often connections were found dead, and how often that had been when each was made. */
  let deaths = 0;
  const madeAfter = new WeakMap<pg.PoolClient, number>();
  pool.on("connect", (client) => madeAfter.set(client, deaths));

  /** Not by a goodbye, which nobody may be there to hear, and which the pool would wait for. */
  function destroy(client: pg.PoolClient): void {
    (client as unknown as { readonly connection: pg.Connection }).connection.stream.destroy();
    client.release(true);
  }

  async function connect(): Promise<PostgresPoolClient> {
    const client = await pool.connect();
    // What silenced one connection, a proxy or a firewall, silenced the others that were there at the time.
    if (madeAfter.get(client) !== deaths) {
      destroy(client);
      return connect();
    }
    let dead: Error | undefined;
    const query = async (...parameters: readonly unknown[]) => {
      if (dead !== undefined) throw dead;
      try {
        return await (client.query as (...all: readonly unknown[]) => Promise<unknown>)(...parameters);
      } catch (error) {
        // Whatever is not the database's own word: no answer in time, or the connection broke.
        if (error instanceof Error && !(error instanceof pg.DatabaseError)) {
          dead = error;
          deaths += 1;
        }
        throw error;
      }
    };
    return {
      query: query as PostgresPoolClient["query"],
      release: () => (dead === undefined ? client.release() : destroy(client)),
    };
  }

  return new PostgresDialect({ pool: { connect, end: () => pool.end(), options: pool.options } });
}
