import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { lacks } from "../../support/needs.ts";
import { postgresMissing, startPostgres } from "../../support/postgres.ts";

import { openPatientStore } from "../../support/store.ts";

/** Notes how long a statement may take, whenever one changes a table. */
const witness = `
  create table witnessed (statement_timeout text);
  create function witness() returns event_trigger language plpgsql as
    $$ begin insert into public.witnessed values (current_setting('statement_timeout')); end $$;
  create event trigger witness on ddl_command_end execute function witness();`;

test.skipIf(lacks(postgresMissing))("Changing tables may take as long as it takes", async () => {
  const cluster = await startPostgres();
  onTestFinished(() => cluster.close());
  const client = new pg.Client({ connectionString: cluster.url });
  await client.connect();
  await client.query(witness);
  const store = openPatientStore(cluster.url);
  expect(await store.reachable()).toBe(true);
  const { rows } = await client.query("select statement_timeout as limit from witnessed");
  await store.close();
  await client.end();
  expect(rows.length).toBeGreaterThan(3);
  expect(new Set(rows.map(({ limit }) => limit))).toEqual(new Set(["0"]));
});
