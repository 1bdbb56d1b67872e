import { afterAll, beforeAll, describe } from "vitest";
import { choosingTests } from "../../settings/choosing.ts";
import { lacks } from "../../support/needs.ts";
import { type Postgres, postgresMissing, startPostgres } from "../../support/postgres.ts";

describe.skipIf(lacks(postgresMissing))("PostgreSQL", () => {
  let cluster: Postgres;
  beforeAll(async () => {
    cluster = await startPostgres();
  });
  afterAll(() => cluster?.close());

  choosingTests(() => cluster.url);
});
