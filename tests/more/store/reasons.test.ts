import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openStore } from "../../../src/store/open.ts";
import { reasonOf } from "../../../src/store/reason.ts";
import { lacks } from "../../support/needs.ts";
import { type Postgres, postgresMissing, startPostgres } from "../../support/postgres.ts";
import { guard } from "../../support/timing.ts";

/* What the log says of a PostgreSQL that cannot be used, and that what it says to do helps. */

const folder = mkdtempSync(join(tmpdir(), "tessera-reasons-"));
const skipped = lacks(postgresMissing);
let cluster: Postgres;

beforeAll(async () => {
  if (!skipped) cluster = await startPostgres();
});
afterAll(() => {
  cluster?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Does something as the cluster's owner, in its first database. */
const run = (...statements: readonly string[]) => runIn(cluster.url, ...statements);

async function runIn(url: string, ...statements: readonly string[]): Promise<pg.QueryResult> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    let result = await client.query("select 1");
    for (const statement of statements) result = await client.query(statement);
    return result;
  } finally {
    await client.end();
  }
}

/** The code of the failure and the reason that is told; undefined where the store can be used. */
async function failureAt(user: string, query = "", host = "127.0.0.1", database = cluster.url) {
  const url = new URL(database);
  url.username = user;
  url.hostname = host;
  url.search = query;
  const errors: unknown[] = [];
  const store = openStore(url.href, { answerWithin: guard, onFailure: (error) => errors.push(error) });
  onTestFinished(() => store.close());
  if (await store.reachable()) return undefined;
  const [error] = errors;
  const { code } = Object(error) as { code?: unknown };
  return { code, reason: reasonOf(error) };
}

describe.skipIf(skipped)("the user of STORE_URL", () => {
  test("may make no tables, until it may", async () => {
    await run("create role guest login", "revoke create on schema public from public");
    expect(await failureAt("guest")).toEqual({
      code: "42501",
      reason: expect.stringContaining("grant it create on the schema"),
    });
    await run("grant create on schema public to guest");
    expect(await failureAt("guest")).toBeUndefined();
  });

  test("may not read the tables that somebody else has made", async () => {
    await run("create role reader login", "grant create on schema public to reader");
    const maker = (await run("select 1 from pg_tables where tablename = 'server'")).rowCount;
    if (maker === 0) expect(await failureAt("tessera")).toBeUndefined();
    expect(await failureAt("reader")).toMatchObject({ code: "42501" });
    await run("grant all on all tables in schema public to reader");
    expect(await failureAt("reader")).toBeUndefined();
  });

  test("has no schema, until its search_path names one", async () => {
    const empty = cluster.createDatabase("empty");
    const failure = () => failureAt("homeless", "", "127.0.0.1", empty);
    await run("create role homeless login", "alter role homeless set search_path = nowhere");
    expect(await failure()).toEqual({ code: "3F000", reason: expect.stringContaining("search_path") });
    await runIn(
      empty,
      "create schema home authorization homeless",
      "alter role homeless set search_path = home",
    );
    expect(await failure()).toBeUndefined();
    // The tables are there, but not where this user looks.
    await runIn(empty, "alter role homeless set search_path = nowhere");
    expect(await failure()).toEqual({ code: "42P01", reason: expect.stringContaining("search_path") });
  });

  test("is not known, or may not log in", async () => {
    await run("create role locked nologin");
    for (const user of ["nobody", "locked"]) {
      expect(await failureAt(user)).toEqual({
        code: "28000",
        reason: expect.stringContaining("may not log in from here"),
      });
    }
  });
});

const opensslMissing =
  spawnSync("openssl", ["version"]).status === 0
    ? null
    : "openssl is not installed. On Debian: apt-get install openssl";

describe.skipIf(skipped || lacks(opensslMissing))("TLS", () => {
  const file = (name: string) => join(folder, name);
  const openssl = (...parameters: string[]) =>
    execFileSync("openssl", parameters, { cwd: folder, stdio: "pipe" });
  const make = (name: string, host: string, ...signer: string[]) =>
    openssl(
      ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", `/CN=${host}`],
      ...["-keyout", `${name}.key`, "-out", `${name}.crt`, ...signer],
    );

  beforeAll(async () => {
    chmodSync(folder, 0o755);
    const alt = (host: string) => ["-addext", `subjectAltName=DNS:${host}`];
    const leaf = [
      "-CA",
      "signer.crt",
      "-CAkey",
      "signer.key",
      "-addext",
      "basicConstraints=critical,CA:FALSE",
    ];
    make("signer", "signer");
    make("alone", "localhost", ...alt("localhost"));
    make("signed", "localhost", ...leaf, ...alt("localhost"));
  });

  /** Has the server show these certificates from now on. */
  async function show(name: string, ...chain: readonly string[]): Promise<void> {
    const { data_directory: data } = (await run("show data_directory")).rows[0];
    const { uid, gid } = statSync(data);
    mkdirSync(file("shown"), { recursive: true });
    const crt = file(`shown/${[name, ...chain].join("-")}.crt`);
    const key = file(`shown/${name}.key`);
    execFileSync("sh", [
      "-c",
      `cat ${[name, ...chain].map((each) => file(`${each}.crt`)).join(" ")} > ${crt}`,
    ]);
    execFileSync("cp", [file(`${name}.key`), key]);
    for (const each of [crt, key]) {
      chmodSync(each, 0o600);
      chownSync(each, uid, gid);
    }
    await run(
      "alter system set ssl = on",
      `alter system set ssl_cert_file = '${crt}'`,
      `alter system set ssl_key_file = '${key}'`,
      "select pg_reload_conf()",
    );
  }

  const verified = (signer?: string) =>
    `sslmode=verify-full${signer === undefined ? "" : `&sslrootcert=${file(`${signer}.crt`)}`}`;
  /** The server takes a moment to read its settings again. */
  const failing = (code: string | undefined, query: string, host = "localhost") =>
    expect.poll(() => failureAt("tessera", query, host)).toMatchObject({ code });

  test("is not spoken there", async () => {
    await run("alter system set ssl = off", "select pg_reload_conf()");
    await expect
      .poll(() => failureAt("tessera", "sslmode=verify-full", "localhost"))
      .toEqual({ code: undefined, reason: expect.stringContaining("does not speak TLS") });
  });

  test("has a certificate that is signed by itself, and is named", async () => {
    await show("alone");
    await failing("DEPTH_ZERO_SELF_SIGNED_CERT", verified());
    expect((await failureAt("tessera", verified(), "localhost"))?.reason).toContain("sslrootcert=<file>");
    expect(await failureAt("tessera", verified("alone"), "localhost")).toBeUndefined();
  });

  test("has a certificate for another host", async () => {
    await show("alone");
    await failing("ERR_TLS_CERT_ALTNAME_INVALID", verified("alone"), "127.0.0.1");
    expect((await failureAt("tessera", verified("alone"), "127.0.0.1"))?.reason).toContain("another host");
  });

  test.each([
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", []],
    ["SELF_SIGNED_CERT_IN_CHAIN", ["signer"]],
  ])("has a signer that nobody knows, and is named (%s)", async (code, chain) => {
    await show("signed", ...chain);
    await failing(code, verified());
    expect((await failureAt("tessera", verified(), "localhost"))?.reason).toContain("sslrootcert=<file>");
    expect(await failureAt("tessera", verified("signer"), "localhost")).toBeUndefined();
  });

  test("has a signer's file that is not there", async () => {
    expect(await failureAt("tessera", verified("missing"), "localhost")).toEqual({
      code: "ENOENT",
      reason: expect.stringContaining("that STORE_URL names is not there"),
    });
  });
});
