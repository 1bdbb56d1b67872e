/** The tables, as they came to be. A migration that was released is never changed. Times are milliseconds since 1970. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

export interface Tables {
  server: { id: string; settings: string; last_used: number };
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
});
