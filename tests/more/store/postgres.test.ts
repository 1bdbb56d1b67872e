import { Kysely, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { postgresDialect } from "../../../src/store/postgres.ts";
import { ada, backToTheFirstVersion, channel, server, storeTests } from "../../store/suite.ts";
import { lacks } from "../../support/needs.ts";
import { type Postgres, postgresMissing, startPostgres } from "../../support/postgres.ts";
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
      dialect: postgresDialect(address, { within: guard, onLost: () => {} }),
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
