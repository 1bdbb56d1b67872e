/** The tables, as they came to be. A migration that was released is never changed. Times are milliseconds since 1970. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export interface Tables {
  /**
   * A row for every server of which anything is kept; `last_used`: when that day began, in UTC; `log_failed`: the last note
   * for its log channel was not written.
   */
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
  /**
   * What was begun for interactions: one that comes again begins nothing. A row for each pair of an interaction and an act,
   * whose key is the id alone where the act is a write, else the id and the act's name.
   */
  done: { interaction_id: string; at: number };
  /** One row: when the last sweep was, and the milliseconds for which the next one has waited, if the clock seems wrong. */
  sweep: { id: number; at: number; waited: number };
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
  "0003-new-default-of-commands": {
    /**
     * The default of `answersPerMinute` went from 6 to 20, and settings are kept whole. So where 6 stands for the old
     * default it becomes 20: in what holds, and in what an undo brings back. A 6 that a moderator chose, as the changes
     * kept have it, stays.
     */
    async up(unknown: Kysely<unknown>) {
      const database = unknown as Kysely<Pick<Tables, "server" | "settings_change">>;
      const servers = await database
        .selectFrom("server")
        .select(["id", "settings"])
        .where("settings", "!=", "{}")
        .execute();
      for (const server of servers) {
        const changes = await database
          .selectFrom("settings_change")
          .select(["id", "kind", "before", "after"])
          .where("server_id", "=", server.id)
          .orderBy("at")
          .execute();
        const { settings, rows } = withNewDefault(server.settings, changes);
        // Unless a process of the version before has just written something else.
        await database
          .updateTable("server")
          .set({ settings })
          .where("id", "=", server.id)
          .where("settings", "=", server.settings)
          .execute();
        for (const { id, ...parts } of rows) {
          await database.updateTable("settings_change").set(parts).where("id", "=", id).execute();
        }
      }
    },
  },
  "0004-days-sweeps-and-pages-of-reports": {
    async up(database: Kysely<unknown>) {
      const { schema } = database;
      await sql`update server set last_used = last_used - last_used % 86400000`.execute(database);
      await schema
        .createTable("sweep")
        .addColumn("id", "integer", (column) => column.primaryKey())
        .addColumn("at", "bigint", (column) => column.notNull())
        .addColumn("waited", "bigint", (column) => column.notNull())
        .execute();
      // Of earlier sweeps nothing is known but that they were not after the last use.
      await sql`
        insert into sweep (id, at, waited) select 1, max(last_used), 0 from server having max(last_used) is not null
      `.execute(database);
      await schema.dropIndex("report_server_id_state").execute();
      await schema.dropIndex("report_person_id").execute();
      for (const columns of [
        ["server_id", "state", "handed_on", "at"],
        ["person_id", "state", "handed_on", "at"],
        ["person_id", "closed_at"],
        ["handed_on", "state", "at"],
      ]) {
        await schema
          .createIndex(`report_${columns.join("_")}`)
          .on("report")
          .columns(columns)
          .execute();
      }
    },
  },
});

type KeptChange = Pick<Tables["settings_change"], "id" | "kind" | "before" | "after">;

/** Goes through the changes, the oldest first, and knows at each whether the limit was somebody's choice. */
function withNewDefault(settings: string, changes: readonly KeptChange[]) {
  const [oldDefault, newDefault] = [6, 20];
  const renewed = (part: string, isChosen: boolean): string => {
    const read = JSON.parse(part);
    const isDefault = !isChosen && read.answersPerMinute === oldDefault;
    return isDefault ? JSON.stringify({ ...read, answersPerMinute: newDefault }) : part;
  };
  let isChosen = false;
  /** What it was before each change that an undo can still take back. */
  const before: boolean[] = [];
  const rows = changes.map((row) => {
    const was = isChosen;
    const isNamed = "answersPerMinute" in JSON.parse(row.after);
    if (row.kind === "undo") isChosen = before.pop() ?? false;
    else {
      before.push(was);
      isChosen = row.kind === "change" && (was || isNamed);
    }
    // A reset of what was chosen to be as the default did not name it, and now it differs.
    const isReset = row.kind === "reset" && was && !isNamed;
    const more = (part: string) =>
      isReset ? JSON.stringify({ ...JSON.parse(part), answersPerMinute: oldDefault }) : part;
    return {
      id: row.id,
      before: renewed(more(row.before), was),
      after: renewed(more(row.after), isChosen),
    };
  });
  return { settings: renewed(settings, isChosen), rows };
}
