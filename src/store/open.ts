/**
 * The store behind `STORE_URL`. Nothing is opened, and no database code imported, before it is first needed: a bot
 * is ready without its store, and stays up without it.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Dialect, Kysely } from "kysely";
import { type Clock, systemClock, within } from "../ops/clock.ts";
import { usualTiming } from "../ops/timing.ts";
import { importInParts } from "./import-in-parts.ts";
import type { Tables } from "./migrations.ts";
import type { Queries } from "./queries.ts";
import { createQueues } from "./queues.ts";
import { isSlow } from "./reason.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import { type ServerSettings, type Store, StoreUnavailable } from "./store.ts";

export interface StoreOptions {
  /** Told why the store could not be reached, at most once in `restAfterFailure`. */
  readonly onFailure?: (error: unknown) => void;
  /** Told once when sweeps begin to delete nothing yet, since so many days have passed since the last one. */
  readonly onHeld?: (days: number) => void;
  /** Milliseconds since 1970: what is kept is dated by it. It may leap either way. */
  readonly now?: () => number;
  /** What rests, deadlines and what is remembered go by. */
  readonly clock?: Clock;
  /** Milliseconds for an answer. */
  readonly answerWithin?: number;
}

/** Settings are this fresh, in milliseconds. */
const freshFor = 10_000;
/** Servers whose settings are remembered. */
const remembered = 10_000;
/** After a failure nothing waits for the store for this long. */
const restAfterFailure = 2_000;
const hour = 3_600_000;
const day = 24 * hour;
const sweepEvery = 6 * hour;
/** Milliseconds since the last sweep after which the clock may be wrong. */
const clockTrusted = 2 * day;
/** Milliseconds from the store's opening to the first sweep: whoever opened it comes first. */
const sweepAfter = 500;
/** Writes of one server, channel or person that wait for their turn; what comes beyond is refused. */
const longestQueue = 50;
/** Writes at the same time: each may have to wait for another process, and keeps a connection meanwhile. */
const writesAtOnce = 2;
/** Milliseconds until what was deleted is tried again to be taken off the disk; doubled each time. */
const cleanAgainAfter = 50;
const longestPause = 60_000;
/** How often it is tried at the end, without more time in between. */
const lastTries = 20;
/** SQLite's code for "another process is writing". */
const sqliteBusy = 5;

interface Opened {
  readonly database: Kysely<Tables>;
  readonly queries: Queries;
  /** Throws where what is written would be lost. */
  readonly check: () => void;
  /** To be called once it is closed, after that. */
  readonly leave: () => void;
  /** Takes what was deleted off the disk; rejects where that has to wait. */
  readonly clean: () => Promise<void>;
}

export function openStore(
  url: string,
  {
    onFailure = () => {},
    onHeld = () => {},
    now = Date.now,
    clock = systemClock,
    answerWithin = usualTiming.storeWithin,
  }: StoreOptions = {},
): Store {
  let opened: Promise<Opened> | undefined;
  /** Answers so far. */
  let answers = 0;
  let failedAt = Number.NEGATIVE_INFINITY;
  let nextSweep: NodeJS.Timeout | undefined;
  let sweeping: Promise<void> = Promise.resolve();
  /** From when on a sweep has had to wait; undefined where none has to. */
  let heldFrom: number | undefined;
  let closed = false;
  /** Of what something is still to be taken off the disk. */
  let cleaning: Opened | undefined;
  const queues = createQueues({ atOnce: writesAtOnce, longest: longestQueue });
  const cache = new Map<string, { readonly at: number; readonly settings: Settings }>();

  function failed(error: unknown): StoreUnavailable {
    if (clock.now() - failedAt >= restAfterFailure) onFailure(error);
    failedAt = clock.now();
    return new StoreUnavailable({ cause: error });
  }

  async function run<T>(
    work: (opened: Opened) => Promise<T>,
    until = clock.now() + answerWithin,
  ): Promise<T> {
    if (closed || clock.now() - failedAt < restAfterFailure) throw new StoreUnavailable();
    let held: Opened | undefined;
    const answersBefore = answers;
    try {
      const result = await within(clock, until - clock.now(), () =>
        whileBusy(
          async () => {
            opened ??= opening();
            held = await opened;
            held.check();
            const done = await work(held);
            held.check();
            return done;
          },
          clock,
          until,
        ),
      );
      answers += 1;
      return result;
    } catch (error) {
      // A store that is slow to open is not down; a failure to open is told where it opens. One that answered others
      // meanwhile has much to do.
      if (held === undefined || (isSlow(error) && answers > answersBefore))
        throw new StoreUnavailable({ cause: error });
      if (isStale(error)) await leave(held);
      throw failed(error);
    }
  }

  /** In turn with what else is written under the same key: for that a database keeps all but one waiting. */
  async function write<T>(key: string, work: (opened: Opened) => Promise<T>): Promise<T> {
    const until = clock.now() + answerWithin;
    const done = queues.add(key, () => run(work, until));
    if (done === null) throw new StoreUnavailable();
    return done;
  }

  /** A write that deletes: what it acknowledges is off the disk as well, or will be once nobody reads there. */
  function erase<T>(key: string, work: (opened: Opened) => Promise<T>): Promise<T> {
    return write(key, async (held) => {
      const result = await work(held);
      await clean(held);
      return result;
    });
  }

  /** Resolves after the first try; tries on where that fails. */
  async function clean(held: Opened): Promise<void> {
    if (await isClean(held)) return;
    if (cleaning === held) return;
    cleaning = held;
    void cleanLater(held).finally(() => {
      if (cleaning === held) cleaning = undefined;
    });
  }

  async function cleanLater(held: Opened): Promise<void> {
    for (let pause = cleanAgainAfter; ; pause = Math.min(longestPause, 2 * pause)) {
      const { promise, resolve } = Promise.withResolvers<void>();
      clock.after(pause, resolve);
      await promise;
      if ((await opened?.catch(() => undefined)) !== held || (await isClean(held))) return;
    }
  }

  /** What is tried for a while at the end, since nobody tries after that. */
  async function cleanAtLast(held: Opened): Promise<void> {
    for (let tries = 1; cleaning === held && !(await isClean(held)); tries += 1) {
      if (tries === lastTries) return;
      await clock.sleep(cleanAgainAfter);
    }
  }

  function isClean(held: Opened): Promise<boolean> {
    return held.clean().then(
      () => true,
      () => false,
    );
  }

  /** The next who needs the store opens what is there now. */
  async function leave(held: Opened): Promise<void> {
    if ((await opened?.catch(() => undefined)) !== held) return;
    opened = undefined;
    await held.database.destroy().catch(() => undefined);
    held.leave();
  }

  async function opening(): Promise<Opened> {
    try {
      const fresh = await open(url, answerWithin);
      // Before the first sweep, the clock is compared with when the database was made.
      if ((await fresh.queries.lastSweep(fresh.database)) === null)
        await fresh.queries.noteSweep(fresh.database, now());
      sweepIn(sweepAfter);
      // A process that was killed may have left something.
      await clean(fresh);
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
      // One moment for all of it: what was judged is what is deleted by.
      const at = now();
      if (closed || (await isHeld(at))) return;
      while (!closed && (await write("sweep", ({ database, queries }) => queries.sweepSome(database, at)))) {
        await nextTurn();
      }
      await write("sweep", ({ database, queries }) => queries.noteSweep(database, at));
      heldFrom = undefined;
      await run(clean);
    });
    sweeping = swept.catch(() => undefined);
    return swept;
  }

  /** Whether a sweep has to wait, since the clock may be wrong. How long one process has waited is kept for the next. */
  async function isHeld(at: number): Promise<boolean> {
    const last = await run(({ database, queries }) => queries.lastSweep(database));
    if (last === null || at - last.at <= clockTrusted) {
      heldFrom = undefined;
      return false;
    }
    if (heldFrom === undefined) onHeld(Math.floor((at - last.at) / day));
    heldFrom ??= clock.now() - last.waited;
    const waited = clock.now() - heldFrom;
    await run(({ database, queries }) => queries.noteWait(database, waited));
    return waited < day;
  }

  function sweepIn(milliseconds: number): void {
    if (closed || nextSweep !== undefined) return;
    nextSweep = setTimeout(async () => {
      await sweep().catch(() => undefined);
      nextSweep = undefined;
      sweepIn(heldFrom === undefined ? sweepEvery : hour);
    }, milliseconds).unref();
  }

  function remember(serverId: string, settings: Settings, at = clock.now()): Settings {
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
    if (kept !== null && kept.lastUsed !== queries.dayOf(now())) {
      run((held) => held.queries.touchServer(held.database, serverId, now())).catch(() => undefined);
    }
    return kept;
  }

  async function readSettings(serverId: string): Promise<Settings> {
    const asked = clock.now();
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
      if (held !== undefined && clock.now() - held.at < freshFor) return Promise.resolve(held.settings);
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
        write(`server:${serverId}`, ({ database, queries }) =>
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
        write(`server:${serverId}`, ({ database, queries }) =>
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
        write(`server:${serverId}`, ({ database, queries }) =>
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
      await erase(`server:${serverId}`, ({ database, queries }) =>
        queries.forgetServer(database, serverId, { now: now(), once }),
      );
      cache.delete(serverId);
    },
    reservePost: (post) =>
      write(`channel:${post.channelId}`, ({ database, queries }) =>
        queries.reservePost(database, post, now()),
      ),
    placePost: (id, messageId) => run(({ database, queries }) => queries.placePost(database, id, messageId)),
    removePost: (id, serverId) => run(({ database, queries }) => queries.removePost(database, id, serverId)),
    beginNote: (interactionId) =>
      run(({ database, queries }) => queries.beginNote(database, interactionId, now())),
    posts: (serverId) => run(({ database, queries }) => queries.postsOf(database, serverId)),
    logTried: (serverId, channelId, written) =>
      run(({ database, queries }) => queries.logTried(database, { serverId, channelId, written })),
    report: (report, once) =>
      write(`person:${report.personId}`, ({ database, queries }) =>
        queries.addReport(database, report, { now: now(), once }),
      ),
    reportsBy: (personId) => run(({ database, queries }) => queries.reportsBy(database, personId)),
    withdraw: (id, personId) =>
      erase(`person:${personId}`, ({ database, queries }) => queries.withdrawReport(database, id, personId)),
    openReports: (serverId) =>
      run(async (held) => {
        await readUsing(held, serverId);
        return held.queries.openReports(held.database, serverId);
      }),
    handle: (serverId, reported, how, once) =>
      (how === "erase" ? erase : write)(`server:${serverId}`, ({ database, queries }) =>
        queries.handleReports(database, { serverId, ...reported, how, now: now(), once }),
      ),
    maintainerReports: (page) => run(({ database, queries }) => queries.maintainerReports(database, page)),
    handleOne: (id, how) =>
      (how === "erase" ? erase : write)("maintainer", ({ database, queries }) =>
        queries.handleReport(database, { id, how, now: now() }),
      ),
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
      if (last !== undefined) await cleanAtLast(last);
      opened = undefined;
      await last?.database.destroy();
    },
  } satisfies Store);
}

/** `answerWithin`: milliseconds for an answer. */
async function open(url: string, answerWithin: number): Promise<Opened> {
  // Some 300 modules: loaded in one go they would keep people waiting for a tenth of a second.
  await importInParts("kysely");
  const isFile = url.startsWith("sqlite:");
  const [{ Kysely }, { Migrator }, { migrations }, { queries }, { connect, watch, clean }] =
    await Promise.all([
      import("kysely"),
      import("kysely/migration"),
      import("./migrations.ts"),
      import("./queries.ts"),
      isFile ? sqliteAt(url.slice("sqlite:".length)) : postgresAt(url, answerWithin),
    ]);
  const migratorOf = (db: Kysely<Tables>) =>
    new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const migrate = async (db: Kysely<Tables>) => {
    const { error } = await migratorOf(db).migrateToLatest();
    if (error !== undefined) throw error;
  };
  const database = new Kysely<Tables>({ dialect: connect(answerWithin) });
  try {
    if (isFile) await migrate(database);
    else if (
      (await migratorOf(database).getMigrations()).some(({ executedAt }) => executedAt === undefined)
    ) {
      // As long as it takes: that grows with the tables, and nobody's answer waits for it.
      const patient = new Kysely<Tables>({ dialect: connect(0) });
      await migrate(patient).finally(() => patient.destroy());
    }
    return { database, queries, ...watch(), clean: () => clean(database) };
  } catch (error) {
    await database.destroy().catch(() => undefined);
    throw error;
  }
}

interface Kind {
  /** Makes a dialect, whose statements may take so many milliseconds; with 0, any number. */
  readonly connect: (statementWithin: number) => Dialect;
  readonly watch: () => Pick<Opened, "check" | "leave">;
  readonly clean: (database: Kysely<Tables>) => Promise<void>;
}

async function sqliteAt(file: string): Promise<Kind> {
  const { cleanFile, sqliteDialect, watchFile } = await import("./sqlite.ts");
  return { connect: () => sqliteDialect(file), watch: () => watchFile(file), clean: cleanFile };
}

/** PostgreSQL keeps its files by itself. */
async function postgresAt(url: string, answerWithin: number): Promise<Kind> {
  const { postgresDialect } = await import("./postgres.ts");
  return {
    connect: (statementWithin) => postgresDialect(url, { within: answerWithin, statementWithin }),
    watch: () => ({ check: () => {}, leave: () => {} }),
    clean: async () => {},
  };
}

function isStale(error: unknown): boolean {
  return (Object(error) as { code?: unknown }).code === "ESTALE";
}

/** The low byte of an extended code is the code itself: SQLite is also busy while it recovers, or with a snapshot. */
function isBusy(error: unknown): boolean {
  return (Number((Object(error) as { errcode?: unknown }).errcode) & 0xff) === sqliteBusy;
}

/** SQLite lets one process write at a time, and says "busy" to the others. */
async function whileBusy<T>(work: () => Promise<T>, clock: Clock, until: number): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || clock.now() > until) throw error;
      await clock.sleep(5 + Math.random() * 20);
    }
  }
}
