import { Kysely, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../../src/ops/clock.ts";
import { openStore } from "../../../src/store/open.ts";
import { postgresDialect } from "../../../src/store/postgres.ts";
import { defaultSettings } from "../../../src/store/settings.ts";
import { ada, backToTheFirstVersion, channel, server, storeTests } from "../../store/suite.ts";
import { lacks } from "../../support/needs.ts";
import { type Postgres, postgresMissing, startPostgres } from "../../support/postgres.ts";
import { startProxy } from "../../support/proxy.ts";
import { openPatientStore } from "../../support/store.ts";
import { guard } from "../../support/timing.ts";

describe.skipIf(lacks(postgresMissing))("PostgreSQL", () => {
  let cluster: Postgres;
  let made = 0;
  const newAddress = () => cluster.createDatabase(`test${++made}`);
  beforeAll(async () => {
    cluster = await startPostgres();
  });
  afterAll(() => cluster?.close());

  storeTests(newAddress);

  test("Tables that take long to change are waited for", async () => {
    const address = newAddress();
    const before = openPatientStore(address);
    await before.reachable();
    await before.close();
    await backToTheFirstVersion(address);
    const other = new Kysely<unknown>({
      dialect: postgresDialect(address, { within: guard }),
    });
    onTestFinished(() => other.destroy());
    const [locked, wanted] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const held = other.transaction().execute(async (transaction) => {
      await sql`lock table server`.execute(transaction);
      locked.resolve();
      await wanted.promise;
    });
    await locked.promise;
    const store = openPatientStore(address);
    onTestFinished(() => store.close());
    const reachable = store.reachable();
    await expect
      .poll(async () => (await sql`select 1 from pg_locks where not granted`.execute(other)).rows)
      .toHaveLength(1);
    wanted.resolve();
    expect(await reachable).toBe(true);
    await held;
  });

  /** A store that reaches the database by way of a proxy, and has several connections; what it said of failures. */
  async function openThrough(answerWithin: number) {
    const address = newAddress();
    const proxy = await startProxy(address);
    onTestFinished(() => proxy.close());
    const failures: unknown[] = [];
    let now = Date.UTC(2026, 0, 1);
    const store = openStore(proxy.through(address), {
      answerWithin,
      now: () => now,
      clock: { ...systemClock, now: () => now },
      onFailure: (error) => failures.push(error),
    });
    onTestFinished(() => store.close());
    expect(await store.reachable()).toBe(true);
    await Promise.all(Array.from({ length: 20 }, (_, index) => store.server(`${index}`)));
    const pass = (milliseconds: number) => {
      now += milliseconds;
    };
    return { store, proxy, failures, pass };
  }

  test("Connections that go silent fail one answer, and none after the rest", async () => {
    const { store, proxy, failures, pass } = await openThrough(1_000);
    expect(proxy.connections()).toBeGreaterThan(3);
    proxy.silence();
    expect(await store.settings(server)).toBeNull();
    // It is found dead a moment after the answer was too late, and the rest does not take as long here.
    await expect
      .poll(() => {
        pass(2_000);
        return store.reachable();
      })
      .toBe(true);
    const before = failures.length;
    expect(before).toBeLessThan(4);
    const asked = Array.from({ length: 10 }, (_, index) => store.change(`${index}`, ada, { paused: true }));
    for (const { settings } of await Promise.all(asked)) expect(settings.paused).toBe(true);
    expect(failures).toHaveLength(before);
  });

  test("Connections that the server closes while nobody uses them are no failure", async () => {
    const { store, proxy, failures } = await openThrough(guard);
    expect(proxy.connections()).toBeGreaterThan(3);
    proxy.cut();
    await expect.poll(proxy.connections).toBe(0);
    expect((await store.change(server, ada, { paused: true })).settings.paused).toBe(true);
    expect(failures).toEqual([]);
  });

  test("A burst in one server fails no change of another, and two connections wait for locks at most", async () => {
    const address = newAddress();
    const store = openPatientStore(address);
    onTestFinished(() => store.close());
    await store.reachable();
    const other = new Kysely<unknown>({ dialect: postgresDialect(address, { within: guard }) });
    onTestFinished(() => other.destroy());
    const waiting = () =>
      sql`select 1 from pg_locks where not granted`.execute(other).then(({ rows }) => rows.length);
    const [locked, wanted] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    // As another process that changes the same servers.
    const held = other.transaction().execute(async (transaction) => {
      for (const name of ["server:1", "server:2", "server:3"]) {
        await sql`insert into lock (name) values (${name})`.execute(transaction);
      }
      locked.resolve();
      await wanted.promise;
      await sql`delete from lock`.execute(transaction);
    });
    await locked.promise;
    const burst = ["1", "2", "3"].flatMap((serverId) =>
      Array.from({ length: 300 }, (_, index) => store.change(serverId, ada, { sameCardAfter: index })),
    );
    const settled = Promise.allSettled(burst);
    await expect.poll(waiting).toBe(2);
    // Look-ups go on.
    expect(await store.settings("4")).toEqual(defaultSettings);
    const another = store.change("5", ada, { paused: true });
    wanted.resolve();
    expect((await another).settings.paused).toBe(true);
    const failed = (await settled).filter(({ status }) => status === "rejected");
    expect(failed.length).toBeGreaterThan(burst.length / 2);
    expect(await store.reachable()).toBe(true);
    expect((await store.change(server, ada, { paused: true })).settings.paused).toBe(true);
    await held;
  });

  test("What was acknowledged outlives a database that dies", async () => {
    const own = await startPostgres();
    onTestFinished(() => own.close());
    let now = Date.UTC(2026, 0, 1);
    const store = openPatientStore(own.url, { now: () => now });
    onTestFinished(() => store.close());
    await store.change(server, ada, { answers: "public", channels: [channel] });
    own.stop();
    now += 10_000;
    expect(await store.settings(server)).toBeNull();
    own.start();
    now += 10_000;
    expect(await store.settings(server)).toMatchObject({ answers: "public", channels: [channel] });
  });
});
