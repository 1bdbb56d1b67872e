/*
 * A PostgreSQL of the test's own: a private cluster in a temporary folder, on loopback. Debian's packages put the
 * programs below /usr/lib/postgresql; initdb refuses to run as root, so root hands it to the user `postgres`.
 */
import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

export interface Postgres {
  /** Of an empty database. */
  readonly url: string;
  /** Another empty database in the same cluster. */
  createDatabase(name: string): string;
  /** Stops the server at once, as a machine that fails; `start` brings it back. */
  stop(): void;
  start(): void;
  close(): void;
}

const programs = findPrograms();

/** Why there is no PostgreSQL here, or null. */
export const postgresMissing: string | null =
  programs === undefined ? "PostgreSQL is not installed. On Debian: apt-get install postgresql" : null;

export async function startPostgres(): Promise<Postgres> {
  if (programs === undefined) throw new Error(postgresMissing ?? "");
  const folder = mkdtempSync(join(tmpdir(), "tessera-postgres-"));
  const data = join(folder, "data");
  const owner = process.getuid?.() === 0 ? userIds("postgres") : undefined;
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const run = (program: string, parameters: readonly string[]) =>
    execFileSync(join(programs, program), parameters, {
      stdio: ["ignore", "pipe", "pipe"],
      cwd: folder,
      ...owner,
    });
  const port = await freePort();
  run("initdb", ["-D", data, "-U", "tessera", "-A", "trust", "-E", "UTF8", "--no-sync"]);
  const start = () =>
    run("pg_ctl", [
      ...["-D", data, "-w", "-t", "30", "-l", join(folder, "log")],
      ...["-o", `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder}`],
      "start",
    ]);
  const stop = () => run("pg_ctl", ["-D", data, "-w", "-m", "immediate", "stop"]);
  start();
  const createDatabase = (name: string): string => {
    execFileSync(
      join(programs, "psql"),
      [
        "-h",
        "127.0.0.1",
        "-p",
        String(port),
        "-U",
        "tessera",
        "-d",
        "postgres",
        "-qc",
        `create database ${name}`,
      ],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    return `postgres://tessera@127.0.0.1:${port}/${name}`;
  };
  return {
    url: createDatabase("tessera"),
    createDatabase,
    stop,
    start,
    close: () => {
      try {
        stop();
      } catch {
        // It is stopped already.
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function findPrograms(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, "bin")),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  return folders.find((folder) =>
    ["initdb", "pg_ctl", "psql"].every((name) => existsSync(join(folder, name))),
  );
}

function userIds(name: string): { readonly uid: number; readonly gid: number } {
  const id = (flag: string) => Number(execFileSync("id", [flag, name], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** A port of 127.0.0.1 that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
