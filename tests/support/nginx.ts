/* nginx before several HTTP processes, as deploy/nginx.conf has it: in a folder and on a port of the test's own. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "./postgres.ts";
import { guard } from "./timing.ts";

export interface Nginx {
  readonly url: string;
  close(): Promise<void>;
}

const program = ["/usr/sbin", ...(process.env.PATH ?? "").split(delimiter)]
  .map((folder) => join(folder, "nginx"))
  .find((path) => existsSync(path));

/** Why there is no nginx here, or null. */
export const nginxMissing: string | null =
  program === undefined ? "nginx is not installed. On Debian: apt-get install nginx-light" : null;

/** `upstreams`: `host:port` of each process. */
export async function startNginx(upstreams: readonly string[]): Promise<Nginx> {
  if (program === undefined) throw new Error(nginxMissing ?? "");
  const folder = mkdtempSync(join(tmpdir(), "tessera-nginx-"));
  mkdirSync(join(folder, "logs"));
  const port = await freePort();
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const configuration = `
daemon off; master_process off; error_log ${folder}/logs/error.log; pid ${folder}/pid;
events { worker_connections 512; }
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(" ")}
  ${shippedFor(upstreams, port)}
}`;
  writeFileSync(join(folder, "nginx.conf"), configuration);
  const child = spawn(
    program,
    ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", join(folder, "logs/error.log")],
    {
      stdio: "ignore",
    },
  );
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const end = Date.now() + guard;
  while (!(await listens(port))) {
    if (Date.now() > end || child.exitCode !== null) throw new Error("nginx did not start");
    await wait(50);
  }
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      child.kill("SIGKILL");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The file that is shipped, with the test's own addresses: in place of the name that `resolve` asks for again and again,
 * which Debian's nginx is too old for, stands each of them, and it listens on the test's port.
 */
function shippedFor(upstreams: readonly string[], port: number): string {
  const shipped = readFileSync(fileURLToPath(new URL("../../deploy/nginx.conf", import.meta.url)), "utf8");
  const replace = (text: string, pattern: RegExp, by: (...found: string[]) => string): string => {
    if (!pattern.test(text)) throw new Error(`deploy/nginx.conf has no ${pattern}`);
    return text.replace(pattern, (_, ...found: string[]) => by(...found));
  };
  const addressed = replace(shipped, /^ *server tessera:8080 resolve (.*);$/m, (parameters) =>
    upstreams.map((address) => `server ${address} ${parameters};`).join(" "),
  );
  return replace(addressed, /listen 8000;/, () => `listen 127.0.0.1:${port};`);
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
