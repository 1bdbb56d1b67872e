/**
 * The store behind `STORE_URL`. Nothing is opened, and no database code imported, before it is first needed: a bot
 * is ready without its store, and stays up without it.
 */
import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
import type { Dialect, Kysely } from "kysely";
import { systemClock, within } from "../ops/clock.ts";
import { usualTiming } from "../ops/timing.ts";
import { importInParts } from "./import-in-parts.ts";
import type { Tables } from "./migrations.ts";
import type { Queries } from "./queries.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import { type ServerSettings, type Store, StoreUnavailable } from "./store.ts";

export interface StoreOptions {
  /** Told why the store could not be reached, at most once in `restAfterFailure`. */
  readonly onFailure?: (error: unknown) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Milliseconds for an answer. */
  readonly answerWithin?: number;
}

/** Settings are this fresh, in milliseconds. */
const freshFor = 10_000;
/** Servers whose settings are remembered. */
const remembered = 10_000;
/** After a failure nothing waits for the store for this long. */
const restAfterFailure = 2_000;
const sweepEvery = 6 * 3_600_000;
/** Milliseconds from the store's opening to the first sweep: whoever opened it comes first. */
const sweepAfter = 500;
const day = 86_400_000;
/** SQLite's code for "another process is writing". */
const sqliteBusy = 5;

interface Opened {
  readonly database: Kysely<Tables>;
  readonly queries: Queries;
}

export function openStore(
  url: string,
  { onFailure = () => {}, now = Date.now, answerWithin = usualTiming.storeWithin }: StoreOptions = {},
): Store {
  let opened: Promise<Opened> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;
  let nextSweep: NodeJS.Timeout | undefined;
  let sweeping: Promise<void> = Promise.resolve();
  let closed = false;
  const cache = new Map<string, { readonly at: number; readonly settings: Settings }>();

  function failed(error: unknown): StoreUnavailable {
    if (now() - failedAt >= restAfterFailure) onFailure(error);
    failedAt = now();
    return new StoreUnavailable({ cause: error });
  }

  async function run<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
    if (closed || now() - failedAt < restAfterFailure) throw new StoreUnavailable();
    let isOpen = false;
    try {
      return await within(systemClock, answerWithin, () =>
        whileBusy(async () => {
          opened ??= opening();
          const held = await opened;
          isOpen = true;
          return work(held);
        }, answerWithin),
      );
    } catch (error) {
      // A store that is slow to open is not down; a failure to open is told where it opens.
      throw isOpen ? failed(error) : new StoreUnavailable({ cause: error });
    }
  }

  async function opening(): Promise<Opened> {
    try {
      const fresh = await open(url, { answerWithin, onLost: failed });
      sweepIn(sweepAfter);
      return fresh;
    } catch (error) {
      opened = undefined;
      // Busy: another process makes the tables just now, and this one tries again.
      throw isBusy(error) ? error : failed(error);
    }
  }

  /** Step by step, as long as there is something to delete. It may take longer than an answer, and waits for those. */
  function sweep(): Promise<void> {
    const swept = sweeping.then(async () => {
      while (!closed && (await run(({ database, queries }) => queries.sweepSome(database, now())))) {
        await nextTurn();
      }
    });
    sweeping = swept.catch(() => undefined);
    return swept;
  }

  function sweepIn(milliseconds: number): void {
    if (closed || nextSweep !== undefined) return;
    nextSweep = setTimeout(async () => {
      await sweep().catch(() => undefined);
      nextSweep = undefined;
      sweepIn(sweepEvery);
    }, milliseconds).unref();
  }

  function remember(serverId: string, settings: Settings, at = now()): Settings {
    cache.delete(serverId);
    cache.set(serverId, { at, settings });
    for (const oldest of cache.keys()) {
      if (cache.size <= remembered) break;
      cache.delete(oldest);
    }
    return settings;
  }

  /** Reads what is kept of a server, and notes once a day that it is in use. */
  async function readUsing({ database, queries }: Opened, serverId: string) {
    const kept = await queries.readSettings(database, serverId);
    if (kept !== null && now() - kept.lastUsed > day) {
      run((held) => held.queries.touchServer(held.database, serverId, now())).catch(() => undefined);
    }
    return kept;
  }

  async function readSettings(serverId: string): Promise<Settings> {
    const asked = now();
    const kept = await run((held) => readUsing(held, serverId));
    // Changed here while they were read: which of the two came first is not known.
    const known = cache.get(serverId);
    if (known !== undefined && known.at >= asked) return known.settings;
    return remember(serverId, kept?.settings ?? defaultSettings, asked);
  }

  async function changed(serverId: string, change: Promise<ServerSettings>): Promise<ServerSettings> {
    const server = await change;
    remember(serverId, server.settings);
    return server;
  }

  /** Questions for the same server at the same time share one query. */
  const asking = new Map<string, Promise<Settings | null>>();

  return Object.freeze({
    settings(serverId) {
      const held = cache.get(serverId);
      if (held !== undefined && now() - held.at < freshFor) return Promise.resolve(held.settings);
      const before = asking.get(serverId);
      if (before !== undefined) return before;
      const asked = readSettings(serverId)
        .catch(() => null)
        .finally(() => asking.delete(serverId));
      asking.set(serverId, asked);
      return asked;
    },
    server: (serverId) =>
      run(async (held) => {
        await readUsing(held, serverId);
        return held.queries.readServer(held.database, serverId);
      }),
    change: (serverId, personId, change, once) =>
      changed(
        serverId,
        run(({ database, queries }) =>
          queries.changeSettings(database, serverId, {
            personId,
            kind: "change",
            change: ({ settings }) => (typeof change === "function" ? change(settings) : change),
            now: now(),
            once,
          }),
        ),
      ),
    undo: (serverId, personId, once) =>
      changed(
        serverId,
        run(({ database, queries }) =>
          queries.changeSettings(database, serverId, {
            personId,
            kind: "undo",
            change: (current) => queries.standing(current)?.before ?? null,
            now: now(),
            once,
          }),
        ),
      ),
    reset: (serverId, personId, once) =>
      changed(
        serverId,
        run(({ database, queries }) =>
          queries.changeSettings(database, serverId, {
            personId,
            kind: "reset",
            change: () => defaultSettings,
            now: now(),
            once,
          }),
        ),
      ),
    kept: (serverId) => run(({ database, queries }) => queries.keptOf(database, serverId)),
    async forget(serverId, once) {
      await run(({ database, queries }) => queries.forgetServer(database, serverId, { now: now(), once }));
      cache.delete(serverId);
    },
    reservePost: (post) => run(({ database, queries }) => queries.reservePost(database, post, now())),
    placePost: (id, messageId) => run(({ database, queries }) => queries.placePost(database, id, messageId)),
    removePost: (id, serverId) => run(({ database, queries }) => queries.removePost(database, id, serverId)),
    beginNote: (interactionId) =>
      run(({ database, queries }) => queries.beginNote(database, interactionId, now())),
    posts: (serverId) => run(({ database, queries }) => queries.postsOf(database, serverId)),
    logTried: (serverId, channelId, written) =>
      run(({ database, queries }) => queries.logTried(database, { serverId, channelId, written })),
    report: (report, once) =>
      run(({ database, queries }) => queries.addReport(database, report, { now: now(), once })),
    reportsBy: (personId) => run(({ database, queries }) => queries.reportsBy(database, personId)),
    withdraw: (id, personId) =>
      run(({ database, queries }) => queries.withdrawReport(database, id, personId)),
    openReports: (serverId) =>
      run(async (held) => {
        await readUsing(held, serverId);
        return held.queries.openReports(held.database, serverId);
      }),
    handle: (serverId, reported, how, once) =>
      run(({ database, queries }) =>
        queries.handleReports(database, { serverId, ...reported, how, now: now(), once }),
      ),
    maintainerReports: () => run(({ database, queries }) => queries.maintainerReports(database)),
    handleOne: (id, how) =>
      run(({ database, queries }) => queries.handleReport(database, { id, how, now: now() })),
    sweep,
    async reachable() {
      try {
        if (!closed) opened ??= opening();
        await opened;
        await run(({ database, queries }) => queries.ping(database));
        return true;
      } catch {
        return false;
      }
    },
    async close() {
      closed = true;
      clearTimeout(nextSweep);
      await sweeping;
      const last = await opened?.catch(() => undefined);
      await last?.database.destroy();
    },
  } satisfies Store);
}

/** Milliseconds for an answer, and who is told of a connection that is lost. */
interface Opening {
  readonly answerWithin: number;
  readonly onLost: (error: unknown) => void;
}

async function open(url: string, opening: Opening): Promise<Opened> {
  // Some 300 modules: loaded in one go they would keep people waiting for a tenth of a second.
  await importInParts("kysely");
  const isFile = url.startsWith("sqlite:");
  const [{ Kysely }, { Migrator }, { migrations }, { queries }, connect] = await Promise.all([
    import("kysely"),
    import("kysely/migration"),
    import("./migrations.ts"),
    import("./queries.ts"),
    isFile ? sqliteAt(url.slice("sqlite:".length)) : postgresAt(url, opening),
  ]);
  const migratorOf = (db: Kysely<Tables>) =>
    new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const migrate = async (db: Kysely<Tables>) => {
    const { error } = await migratorOf(db).migrateToLatest();
    if (error !== undefined) throw error;
  };
  const database = new Kysely<Tables>({ dialect: connect(opening.answerWithin) });
  try {
    if (isFile) await migrate(database);
    else if (
      (await migratorOf(database).getMigrations()).some(({ executedAt }) => executedAt === undefined)
    ) {
      // As long as it takes: that grows with the tables, and nobody's answer waits for it.
      const patient = new Kysely<Tables>({ dialect: connect(0) });
      await migrate(patient).finally(() => patient.destroy());
    }
    return { database, queries };
  } catch (error) {
    await database.destroy().catch(() => undefined);
    throw error;
  }
}

/** Makes a dialect, whose statements may take so many milliseconds; with 0, any number. */
type Connect = (statementWithin: number) => Dialect;

async function sqliteAt(file: string): Promise<Connect> {
  const { sqliteDialect } = await import("./sqlite.ts");
  return () => sqliteDialect(file);
}

async function postgresAt(url: string, { answerWithin, onLost }: Opening): Promise<Connect> {
  const { postgresDialect } = await import("./postgres.ts");
  return (statementWithin) => postgresDialect(url, { within: answerWithin, statementWithin, onLost });
}

/** The low byte of an extended code is the code itself: SQLite is also busy while it recovers, or with a snapshot. */
function isBusy(error: unknown): boolean {
  return (Number((Object(error) as { errcode?: unknown }).errcode) & 0xff) === sqliteBusy;
}

/** SQLite lets one process write at a time, and says "busy" to the others. */
async function whileBusy<T>(work: () => Promise<T>, milliseconds: number): Promise<T> {
  const end = performance.now() + milliseconds;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error;
      await wait(5 + Math.random() * 20);
    }
  }
}
