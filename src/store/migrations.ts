/** The tables, as they came to be. A migration that was released is never changed. Times are milliseconds since 1970. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export interface Tables {
  /** A row for every server of which anything is kept; `log_failed`: the last note for its log channel was not written. */
  server: { id: string; settings: string; last_used: number; log_failed: number };
  settings_change: {
    id: string;
    server_id: string;
    at: number;
    person_id: string;
    kind: string;
    before: string;
    after: string;
    undone: number;
  };
  post: {
    id: string;
    server_id: string;
    channel_id: string;
    card: string;
    person_id: string;
    at: number;
    message_id: string | null;
    removed: number;
  };
  report: {
    id: string;
    server_id: string | null;
    card: string;
    excerpt: string | null;
    reason: string;
    words: string | null;
    person_id: string;
    at: number;
    state: string;
    handed_on: number;
    closed_at: number | null;
  };
  /** Interactions whose writes are done: one that comes again writes nothing. */
  done: { interaction_id: string; at: number };
  /** A row is held while a transaction needs something for itself; none outlives its transaction. */
  lock: { name: string };
}

export const migrations: Readonly<Record<string, Migration>> = Object.freeze({
  "0001-settings-posts-reports": {
    async up(database: Kysely<unknown>) {
      const { schema } = database;
      await schema
        .createTable("server")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("settings", "text", (column) => column.notNull())
        .addColumn("last_used", "bigint", (column) => column.notNull())
        .execute();
      await schema
        .createTable("settings_change")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("server_id", "text", (column) => column.notNull())
        .addColumn("at", "bigint", (column) => column.notNull())
        .addColumn("person_id", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("before", "text", (column) => column.notNull())
        .addColumn("after", "text", (column) => column.notNull())
        .addColumn("undone", "integer", (column) => column.notNull())
        .execute();
      await schema
        .createTable("post")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("server_id", "text", (column) => column.notNull())
        .addColumn("channel_id", "text", (column) => column.notNull())
        .addColumn("card", "text", (column) => column.notNull())
        .addColumn("person_id", "text", (column) => column.notNull())
        .addColumn("at", "bigint", (column) => column.notNull())
        .addColumn("message_id", "text")
        .addColumn("removed", "integer", (column) => column.notNull())
        .execute();
      await schema
        .createTable("report")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("server_id", "text")
        .addColumn("card", "text", (column) => column.notNull())
        .addColumn("excerpt", "text")
        .addColumn("reason", "text", (column) => column.notNull())
        .addColumn("words", "text")
        .addColumn("person_id", "text", (column) => column.notNull())
        .addColumn("at", "bigint", (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("handed_on", "integer", (column) => column.notNull())
        .addColumn("closed_at", "bigint")
        .execute();
      await schema
        .createTable("lock")
        .addColumn("name", "text", (column) => column.primaryKey())
        .execute();
      const indexes = {
        settings_change: ["server_id", "at"],
        post: ["channel_id", "at"],
        report: ["server_id", "state"],
      };
      for (const [table, columns] of Object.entries(indexes)) {
        await schema
          .createIndex(`${table}_${columns.join("_")}`)
          .on(table)
          .columns(columns)
          .execute();
      }
      await schema.createIndex("report_person_id").on("report").column("person_id").execute();
      await schema.createIndex("server_last_used").on("server").column("last_used").execute();
      await schema.createIndex("post_at").on("post").column("at").execute();
    },
  },
  "0002-last-use-of-every-server": {
    async up(database: Kysely<unknown>) {
      const { schema } = database;
      await schema
        .alterTable("server")
        .addColumn("log_failed", "integer", (column) => column.notNull().defaultTo(0))
        .execute();
      await schema
        .createTable("done")
        .addColumn("interaction_id", "text", (column) => column.primaryKey())
        .addColumn("at", "bigint", (column) => column.notNull())
        .execute();
      await schema.createIndex("done_at").on("done").column("at").execute();
      await schema.createIndex("post_server_id_at").on("post").columns(["server_id", "at"]).execute();
      await schema.createIndex("report_closed_at").on("report").column("closed_at").execute();
      // Servers that only ever reported had no row, and so no last use.
      await sql`
        insert into server (id, settings, last_used)
        select server_id, '{}', max(at) from report
        where server_id is not null and server_id not in (select id from server)
        group by server_id
      `.execute(database);
    },
  },
});
