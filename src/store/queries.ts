/** Every query, written once for SQLite and PostgreSQL. */
import { randomBytes } from "node:crypto";
import { type Kysely, type Selectable, sql, type Transaction } from "kysely";
import type { Tables } from "./migrations.ts";
import { channelWindow, defaultSettings, type Settings, settingsSchema } from "./settings.ts";
import {
  type Change,
  type Handling,
  type Kept,
  maintainerPage,
  mayReport,
  type NewReport,
  type Post,
  type PostRequest,
  postsRead,
  type Report,
  type Reported,
  type ReportedCard,
  type Reservation,
  reportReasons,
  type ServerSettings,
} from "./store.ts";

type Database = Kysely<Tables>;

const day = 86_400_000;
const changesKept = 20;
/** Closed reports of one person. */
const closedKept = 50;

/** How long things are kept, in milliseconds. */
const retention = Object.freeze({
  posts: 30 * day,
  closedReports: 30 * day,
  servers: 90 * day,
  // A signature holds for 5 minutes, and an interaction's token for 15; another process's clock may be two days ahead.
  done: 3 * day,
});
/** Rows that one step of a sweep takes from a table, so that none holds anybody up. */
const sweptAtOnce = 200;

/**
 * Runs `work` while no other process runs work under the same name: both databases let one transaction at a time
 * write a row, and the row is gone again before the transaction ends.
 */
function locked<T>(
  database: Database,
  name: string,
  work: (transaction: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return database.transaction().execute(async (transaction) => {
    await transaction
      .insertInto("lock")
      .values({ name })
      .onConflict((conflict) => conflict.column("name").doUpdateSet({ name }))
      .execute();
    const result = await work(transaction);
    await transaction.deleteFrom("lock").where("name", "=", name).execute();
    return result;
  });
}

/** What is done for an interaction: a write in the store, a public card, a message in a log channel. */
type Act = "write" | "post" | "note";

/**
 * Whether an act of the interaction `once` is still to be done; from then on it is not. A write asks in its own
 * transaction: both happen or neither. Undefined: it is done each time.
 */
async function isFirst(database: Database, once: string | undefined, now: number, act: Act = "write") {
  if (once === undefined) return true;
  const { numInsertedOrUpdatedRows } = await database
    .insertInto("done")
    .values({ interaction_id: act === "write" ? once : `${once} ${act}`, at: now })
    .onConflict((conflict) => conflict.column("interaction_id").doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The settings of a server, and when it was last used; null where nothing is kept of it. */
async function readSettings(database: Database, serverId: string) {
  const row = await database
    .selectFrom("server")
    .select(["settings", "last_used", "log_failed"])
    .where("id", "=", serverId)
    .executeTakeFirst();
  return row === undefined
    ? null
    : {
        settings: parseSettings(row.settings),
        lastUsed: Number(row.last_used),
        logFailed: Number(row.log_failed) === 1,
      };
}

/** When the day began, in UTC: of a server's use no more is kept. */
function dayOf(now: number): number {
  return now - (now % day);
}

async function touchServer(database: Database, serverId: string, now: number): Promise<void> {
  const today = dayOf(now);
  await database.updateTable("server").set({ last_used: today }).where("id", "=", serverId).execute();
}

/** Notes that a server is used before something is kept of it: then it has a row, and is swept with it. */
async function useServer(transaction: Transaction<Tables>, serverId: string, now: number): Promise<void> {
  await transaction
    .insertInto("server")
    .values({ id: serverId, settings: "{}", last_used: dayOf(now), log_failed: 0 })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ last_used: dayOf(now) }))
    .execute();
}

async function readServer(database: Database, serverId: string): Promise<ServerSettings> {
  const kept = await readSettings(database, serverId);
  const rows = await database
    .selectFrom("settings_change")
    .selectAll()
    .where("server_id", "=", serverId)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(changesKept)
    .execute();
  return {
    settings: kept?.settings ?? defaultSettings,
    changes: rows.map(changeOf),
    ...(kept?.logFailed ? { logFailed: true } : {}),
  };
}

function changeSettings(
  database: Database,
  serverId: string,
  {
    personId,
    kind,
    change,
    now,
    once,
  }: {
    personId: string;
    kind: Change["kind"];
    /** What is new, out of the settings as they are; null where there is nothing to do. */
    change: (current: ServerSettings) => Partial<Settings> | null;
    now: number;
    once: string | undefined;
  },
): Promise<ServerSettings> {
  return locked(database, `server:${serverId}`, async (transaction) => {
    const current = await readServer(transaction, serverId);
    if (!(await isFirst(transaction, once, now))) return current;
    const wanted = change(current);
    const names = Object.keys(wanted ?? {}) as (keyof Settings)[];
    const changed = names.filter((name) => !same(current.settings[name], wanted?.[name]));
    if (wanted === null || changed.length === 0) return current;
    const settings = settingsSchema.parse({ ...current.settings, ...wanted });
    const row = {
      settings: JSON.stringify(settings),
      last_used: dayOf(now),
      // Of another channel nothing is known yet.
      log_failed: current.logFailed && !changed.includes("logChannel") ? 1 : 0,
    };
    await transaction
      .insertInto("server")
      .values({ id: serverId, ...row })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
      .execute();
    const newest = current.changes[0];
    // Never earlier than the one before, whatever the clocks of two processes say.
    const at = Math.max(now, newest === undefined ? 0 : newest.at + 1);
    if (kind === "undo") await markUndone(transaction, serverId);
    await transaction
      .insertInto("settings_change")
      .values({
        id: randomId(),
        server_id: serverId,
        at,
        person_id: personId,
        kind,
        before: JSON.stringify(only(current.settings, changed)),
        after: JSON.stringify(only(settings, changed)),
        undone: 0,
      })
      .execute();
    const last = current.changes[changesKept - 2];
    if (last !== undefined) {
      await transaction
        .deleteFrom("settings_change")
        .where("server_id", "=", serverId)
        .where("at", "<", last.at)
        .execute();
    }
    return readServer(transaction, serverId);
  });
}

/** The newest change that still stands: what an undo takes back. */
function standing({ changes }: ServerSettings): Change | undefined {
  return changes.find(({ kind, undone }) => kind !== "undo" && !undone);
}

async function markUndone(transaction: Transaction<Tables>, serverId: string): Promise<void> {
  const row = await transaction
    .selectFrom("settings_change")
    .select("id")
    .where("server_id", "=", serverId)
    .where("kind", "!=", "undo")
    .where("undone", "=", 0)
    .orderBy("at", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return;
  await transaction.updateTable("settings_change").set({ undone: 1 }).where("id", "=", row.id).execute();
}

/** Whatever is kept of a server is in one of these, and in its own row. */
const tablesOfServers = ["settings_change", "post", "report"] as const;

async function keptOf(database: Database, serverId: string): Promise<Kept> {
  const countIn = async (table: "settings_change" | "post") => {
    const { rows } = await database
      .selectFrom(table)
      .select(({ fn }) => fn.countAll().as("rows"))
      .where("server_id", "=", serverId)
      .executeTakeFirstOrThrow();
    return Number(rows);
  };
  const reports = await database
    .selectFrom("report")
    .select(["state", "handed_on", ({ fn }) => fn.countAll().as("rows")])
    .where("server_id", "=", serverId)
    .groupBy(["state", "handed_on"])
    .execute();
  const sum = (of: (report: { isOpen: boolean; isHandedOn: boolean }) => boolean) =>
    reports
      .filter(({ state, handed_on }) => of({ isOpen: state === "open", isHandedOn: Number(handed_on) === 1 }))
      .reduce((all, { rows }) => all + Number(rows), 0);
  return {
    changes: await countIn("settings_change"),
    posts: await countIn("post"),
    openReports: sum(({ isOpen, isHandedOn }) => isOpen && !isHandedOn),
    handedOnReports: sum(({ isOpen, isHandedOn }) => isOpen && isHandedOn),
    closedReports: sum(({ isOpen }) => !isOpen),
  };
}

function forgetServer(
  database: Database,
  serverId: string,
  { now, once }: { now: number; once: string | undefined },
): Promise<void> {
  return locked(database, `server:${serverId}`, async (transaction) => {
    if (!(await isFirst(transaction, once, now))) return;
    // The row first: who keeps something of the server writes the row before that, and is waited for.
    await transaction.deleteFrom("server").where("id", "=", serverId).execute();
    for (const table of tablesOfServers) {
      await transaction.deleteFrom(table).where("server_id", "=", serverId).execute();
    }
  });
}

function reservePost(database: Database, post: PostRequest, now: number): Promise<Reservation> {
  return locked(database, `channel:${post.channelId}`, async (transaction): Promise<Reservation> => {
    const before = await transaction
      .selectFrom("post")
      .select(["at", "message_id"])
      .where("id", "=", post.id)
      .executeTakeFirst();
    // What comes again is no other post, whether or not the first has its message yet.
    if (before !== undefined)
      return { type: "repeated", at: Number(before.at), messageId: before.message_id };
    const window = Math.max(channelWindow, post.again * 60_000);
    const rows = await transaction
      .selectFrom("post")
      .select(["card", "at", "message_id", "removed"])
      .where("channel_id", "=", post.channelId)
      .where("at", ">", now - window)
      // What is dated later is from before the clock went back.
      .where("at", "<", now + window)
      .orderBy("at", "desc")
      .execute();
    const recent = rows.map(({ at, ...row }) => ({ ...row, at: Number(at) }));
    const repeated = recent.find(
      ({ card, at, removed }) => card === post.card && !removed && at > now - post.again * 60_000,
    );
    if (repeated) return { type: "repeated", at: repeated.at, messageId: repeated.message_id };
    const counted = recent.filter(({ at }) => at > now - channelWindow);
    const oldest = counted[post.most - 1];
    if (oldest) return { type: "full", until: oldest.at + channelWindow };
    // Its server's data was deleted since.
    if (!(await isFirst(transaction, post.id, now, "post"))) {
      return { type: "repeated", at: now, messageId: null };
    }
    await useServer(transaction, post.serverId, now);
    await transaction
      .insertInto("post")
      .values({
        id: post.id,
        server_id: post.serverId,
        channel_id: post.channelId,
        card: post.card,
        person_id: post.personId,
        at: now,
        message_id: null,
        removed: 0,
      })
      .execute();
    return { type: "reserved" };
  });
}

async function placePost(database: Database, id: string, messageId: string): Promise<void> {
  await database.updateTable("post").set({ message_id: messageId }).where("id", "=", id).execute();
}

/** The newest posts of a server. */
async function postsOf(database: Database, serverId: string): Promise<Post[]> {
  const rows = await database
    .selectFrom("post")
    .selectAll()
    .where("server_id", "=", serverId)
    .orderBy("at", "desc")
    .limit(postsRead)
    .execute();
  return rows.map((row) => ({
    card: row.card,
    channelId: row.channel_id,
    personId: row.person_id,
    at: Number(row.at),
    messageId: row.message_id,
    removed: Number(row.removed) === 1,
  }));
}

async function logTried(
  database: Database,
  { serverId, channelId, written }: { serverId: string; channelId: string; written: boolean },
): Promise<void> {
  const failed = written ? 0 : 1;
  const kept = await readSettings(database, serverId);
  if (kept?.settings.logChannel !== channelId) return;
  await database
    .updateTable("server")
    .set({ log_failed: failed })
    .where("id", "=", serverId)
    .where("log_failed", "!=", failed)
    .execute();
}

async function removePost(database: Database, id: string, serverId: string): Promise<void> {
  await database
    .updateTable("post")
    .set({ removed: 1 })
    .where("id", "=", id)
    .where("server_id", "=", serverId)
    .execute();
}

function beginNote(database: Database, interactionId: string, now: number): Promise<boolean> {
  return isFirst(database, interactionId, now, "note");
}

function addReport(
  database: Database,
  report: NewReport,
  { now, once }: { now: number; once: string | undefined },
): Promise<Report | null> {
  return locked(database, `person:${report.personId}`, async (transaction) => {
    const kept = await reportsBy(transaction, report.personId);
    const before = kept.find(({ id }) => id === once);
    if (before !== undefined) return before;
    if (!mayReport(kept)) return null;
    if (!(await isFirst(transaction, once, now))) return null;
    if (report.serverId !== null) await useServer(transaction, report.serverId, now);
    // PostgreSQL holds no NUL, and would fail for everybody because of one person's words.
    const words = report.words.replaceAll("\0", "");
    const row = {
      id: once ?? randomId(),
      server_id: report.serverId,
      card: report.card,
      excerpt: report.excerpt,
      reason: report.reason,
      words: words === "" ? null : words,
      person_id: report.personId,
      at: now,
      state: "open",
      handed_on: 0,
      closed_at: null,
    };
    await transaction.insertInto("report").values(row).execute();
    const old = await transaction
      .selectFrom("report")
      .select("id")
      .where("person_id", "=", report.personId)
      .where("closed_at", "is not", null)
      .orderBy("closed_at", "desc")
      .limit(sweptAtOnce)
      .offset(closedKept)
      .execute();
    await transaction.deleteFrom("report").where("id", "in", idsOf(old)).execute();
    return reportOf(row);
  });
}

async function reportsBy(database: Database, personId: string): Promise<Report[]> {
  const own = database.selectFrom("report").selectAll().where("person_id", "=", personId).limit(closedKept);
  const open = (handedOn: number) =>
    own
      .where("state", "=", "open")
      .where("handed_on", "=", handedOn)
      .orderBy("at", "desc")
      .orderBy("id")
      .execute();
  const closed = () => own.where("closed_at", "is not", null).orderBy("closed_at", "desc").execute();
  const others = [...(await open(1)), ...(await closed())].map(reportOf);
  return [...(await open(0)).map(reportOf), ...others.sort((one, other) => other.at - one.at)];
}

async function withdrawReport(database: Database, id: string, personId: string): Promise<boolean> {
  const done = await database
    .deleteFrom("report")
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}

async function openReports(database: Database, serverId: string): Promise<ReportedCard[]> {
  const rows = await database
    .selectFrom("report")
    .selectAll()
    .where("server_id", "=", serverId)
    .where("state", "=", "open")
    .where("handed_on", "=", 0)
    .orderBy("at")
    .orderBy("id")
    .limit(1_000)
    .execute();
  const groups = Map.groupBy(rows.map(reportOf), ({ card }) => card);
  return [...groups].map(([card, reports]) => ({ card, reports }));
}

const handlings = {
  resolve: (now: number) => ({ state: "resolved", closed_at: now }),
  dismiss: (now: number) => ({ state: "dismissed", closed_at: now }),
  erase: () => ({ words: null }),
  handOn: () => ({ handed_on: 1 }),
} as const satisfies Record<Handling, (now: number) => Partial<Tables["report"]>>;

/** What was handed on is the maintainer's, and stays as it is. */
function handleReports(
  database: Database,
  {
    serverId,
    card,
    until,
    how,
    now,
    once,
  }: Reported & { serverId: string; how: Handling; now: number; once: string | undefined },
): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    if (!(await isFirst(transaction, once, now))) return 0;
    const done = await transaction
      .updateTable("report")
      .set(handlings[how](now))
      .where("server_id", "=", serverId)
      .where("card", "=", card)
      .where("state", "=", "open")
      .where("handed_on", "=", 0)
      .$if(until !== null, (query) => query.where("at", "<=", until))
      .executeTakeFirst();
    return Number(done.numUpdatedRows);
  });
}

async function maintainerReports(database: Database, page = 1): Promise<Report[]> {
  const end = page * maintainerPage;
  const open = database
    .selectFrom("report")
    .selectAll()
    .where("state", "=", "open")
    .orderBy("at")
    .orderBy("id")
    .limit(end);
  // Nobody hands on what comes from a direct message.
  const direct = await open.where("server_id", "is", null).where("handed_on", "=", 0).execute();
  const handedOn = await open.where("handed_on", "=", 1).execute();
  return [...direct, ...handedOn]
    .map(reportOf)
    .sort((one, other) => one.at - other.at)
    .slice(end - maintainerPage, end);
}

async function handleReport(
  database: Database,
  { id, how, now }: { id: string; how: Exclude<Handling, "handOn">; now: number },
): Promise<boolean> {
  const done = await database
    .updateTable("report")
    .set(handlings[how](now))
    .where("id", "=", id)
    .where("state", "=", "open")
    .where((where) => where.or([where("server_id", "is", null), where("handed_on", "=", 1)]))
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** When the last sweep was, and for how many milliseconds the next one has waited; null where there was none. */
async function lastSweep(database: Database): Promise<{ at: number; waited: number } | null> {
  const row = await database.selectFrom("sweep").select(["at", "waited"]).executeTakeFirst();
  return row === undefined ? null : { at: Number(row.at), waited: Number(row.waited) };
}

async function noteSweep(database: Database, at: number): Promise<void> {
  const row = { at, waited: 0 };
  await database
    .insertInto("sweep")
    .values({ id: 1, ...row })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
    .execute();
}

/** A process has waited so long with the next sweep, in milliseconds; the longest counts, since processes wait side by side. */
async function noteWait(database: Database, milliseconds: number): Promise<void> {
  await database
    .updateTable("sweep")
    .set({ waited: Math.round(milliseconds) })
    .where("waited", "<", Math.round(milliseconds))
    .execute();
}

/** Deletes some of what is older than it may be kept; false where there was nothing, and nothing was written. */
async function sweepSome(database: Database, now: number): Promise<boolean> {
  const posts = await database
    .selectFrom("post")
    .select("id")
    .where("at", "<", now - retention.posts)
    .limit(sweptAtOnce)
    .execute();
  const reports = await database
    .selectFrom("report")
    .select("id")
    .where("closed_at", "<", now - retention.closedReports)
    .limit(sweptAtOnce)
    .execute();
  const done = await database
    .selectFrom("done")
    .select("interaction_id as id")
    .where("at", "<", now - retention.done)
    .limit(sweptAtOnce)
    .execute();
  const servers = await database
    .selectFrom("server")
    .select("id")
    .where("last_used", "<", dayOf(now) - retention.servers)
    .limit(sweptAtOnce)
    .execute();
  if ([posts, reports, done, servers].every(({ length }) => length === 0)) return false;
  // One process at a time: two that met the same rows in another order would wait for each other.
  await locked(database, "sweep", async (transaction) => {
    // Those that somebody has begun to use again meanwhile stay.
    const gone = await transaction
      .deleteFrom("server")
      .where("id", "in", idsOf(servers))
      .where("last_used", "<", dayOf(now) - retention.servers)
      .returning("id")
      .execute();
    for (const table of tablesOfServers) {
      await transaction.deleteFrom(table).where("server_id", "in", idsOf(gone)).execute();
    }
    await transaction.deleteFrom("post").where("id", "in", idsOf(posts)).execute();
    await transaction.deleteFrom("report").where("id", "in", idsOf(reports)).execute();
    await transaction.deleteFrom("done").where("interaction_id", "in", idsOf(done)).execute();
  });
  return true;
}

/** For `in`: never empty, which PostgreSQL refuses; no id is an empty text. */
function idsOf(rows: readonly { readonly id: string }[]): string[] {
  return rows.length === 0 ? [""] : rows.map(({ id }) => id);
}

/** Settings as kept; what an older version wrote and this one does not know falls back to the default. */
function parseSettings(text: string): Settings {
  const kept = Object(JSON.parse(text)) as Record<string, unknown>;
  const known = Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
    const value = schema.safeParse(kept[name]);
    return value.success ? [[name, value.data]] : [];
  });
  return settingsSchema.parse(Object.fromEntries(known));
}

function changeOf(row: Selectable<Tables["settings_change"]>): Change {
  return {
    at: Number(row.at),
    personId: row.person_id,
    kind: row.kind === "undo" || row.kind === "reset" ? row.kind : "change",
    before: parsePart(row.before),
    after: parsePart(row.after),
    undone: Number(row.undone) === 1,
  };
}

/** Some settings as kept, without the defaults of the others. */
function parsePart(text: string): Partial<Settings> {
  return only(parseSettings(text), Object.keys(JSON.parse(text)) as (keyof Settings)[]);
}

function reportOf(row: Selectable<Tables["report"]>): Report {
  const { state } = row;
  return {
    id: row.id,
    serverId: row.server_id,
    card: row.card,
    excerpt: row.excerpt,
    reason: reportReasons.find((reason) => reason === row.reason) ?? "other",
    words: row.words,
    personId: row.person_id,
    at: Number(row.at),
    state: state === "resolved" || state === "dismissed" ? state : "open",
    handedOn: Number(row.handed_on) === 1,
  };
}

function only(settings: Partial<Settings>, names: readonly (keyof Settings)[]): Partial<Settings> {
  return Object.fromEntries(names.filter((name) => name in settings).map((name) => [name, settings[name]]));
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function randomId(): string {
  return randomBytes(9).toString("base64url");
}

/** Asks for nothing: whether the database answers. */
async function ping(database: Database): Promise<void> {
  await sql`select 1`.execute(database);
}

export const queries = Object.freeze({
  readSettings,
  touchServer,
  readServer,
  changeSettings,
  standing,
  keptOf,
  forgetServer,
  reservePost,
  placePost,
  removePost,
  beginNote,
  postsOf,
  logTried,
  addReport,
  reportsBy,
  withdrawReport,
  openReports,
  handleReports,
  maintainerReports,
  handleReport,
  lastSweep,
  noteSweep,
  noteWait,
  sweepSome,
  dayOf,
  ping,
});

export type Queries = typeof queries;
