import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Pool } from "undici";
import { startCommand } from "../tests/support/bot.ts";
import {
  autocompleteInteraction,
  ids,
  pingInteraction,
  slashInteraction,
} from "../tests/support/interactions.ts";

/*
 * The HTTP transport beside a bare node:http server that verifies the signature and answers PING. Both servers are
 * held to one core, and what sends is on the others; they take turns, so that what else the machine does meets both.
 * A rate is of answers to a second of the server's own processor time, which other programs do not take part in.
 * Requests are signed before the clock starts, and sent over kept connections; at a given rate each leaves when it is
 * due, whatever is still unanswered, and a latency is the time from then to the answer's last byte.
 * package.json gives this process a collector in one thread and a small new space: its own pauses are in what it measures.
 */

/** Read before any process is pinned. */
const cores = availableParallelism();
const { values: given } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    /** Seconds of each measurement of a rate. */
    seconds: { type: "string", default: "4" },
    /** Requests over which memory is watched. */
    total: { type: "string", default: "200000" },
    connections: { type: "string", default: "16" },
    /** Marks this process as the bare server, with its key. */
    bare: { type: "string" },
  },
});
const connections = Number(given.connections);
if (given.bare !== undefined) await serveBare(given.bare);
else await measure();

/** Answers each verified request as Discord's PING is answered. */
async function serveBare(publicKey: string): Promise<void> {
  const { createServer } = await import("node:http");
  const { createPublicKey, verify } = await import("node:crypto");
  const x = Buffer.from(publicKey, "hex").toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const timestamp = Buffer.from(String(incoming.headers["x-signature-timestamp"]));
      const signature = Buffer.from(String(incoming.headers["x-signature-ed25519"]), "hex");
      const genuine = verify(null, Buffer.concat([timestamp, ...chunks]), key, signature);
      response.writeHead(genuine ? 200 : 401, { "content-type": "application/json" });
      response.end(genuine ? '{"type":1}' : "");
    });
  });
  server.listen(0, "127.0.0.1", () => {
    console.log(`ready: http://127.0.0.1:${Object(server.address()).port}/interactions`);
  });
}

interface Server {
  readonly name: string;
  readonly process: ChildProcess;
  readonly path: string;
  /** Its connections, which are kept. */
  readonly pool: Pool;
}

interface Signed {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

interface Run {
  /** Answers to a second of the server's processor time. */
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p99: number;
}

async function measure(): Promise<void> {
  const rounds = Number(given.rounds);
  const seconds = Number(given.seconds);
  const total = Number(given.total);
  const keys = generateKeyPairSync("ed25519");
  const publicKey = keys.publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex");
  const scratch = mkdtempSync(join(tmpdir(), "tessera-bench-"));
  const servers: Server[] = [];
  try {
    const bare = await start("bare server", ["bench/http.ts", "--bare", publicKey], {});
    servers.push(bare);
    const tessera = await start("Tessera", startCommand, {
      TRANSPORT: "http",
      DISCORD_APPLICATION_ID: ids.application,
      DISCORD_PUBLIC_KEY: publicKey,
      PORT: "0",
      STORE_URL: `sqlite:${join(scratch, "store.sqlite")}`,
    });
    servers.push(tessera);
    const kinds = {
      ping: () => pingInteraction(ids.application),
      event: (index: number) =>
        slashInteraction({ name: "event", options: { name: "jazal" }, ...scene(index) }),
      autocomplete: (index: number) =>
        autocompleteInteraction({
          name: "place",
          focused: "name",
          options: { name: "tad" },
          ...scene(index),
        }),
    } as const;
    const runs = new Map<string, Run[]>();
    const note = (what: string, run: Run) => {
      runs.set(what, [...(runs.get(what) ?? []), run]);
      console.error(`${what}: ${Math.round(run.perSecond)} a second, p99 ${run.p99.toFixed(2)} ms`);
    };
    let sent = 0;
    /** As fast as the connections allow, or at a rate of so many a second. */
    const load = async (server: Server, kind: keyof typeof kinds, rate?: number): Promise<Run> => {
      const count = rate === undefined ? 6_000 * seconds : Math.ceil(rate);
      const requests = prepare(count, kinds[kind], keys.privateKey, sent);
      sent += count;
      // What signing has left behind is collected before the clock starts.
      await pause(300);
      return send(server, requests, { seconds, ...(rate === undefined ? {} : { rate }) });
    };
    for (const kind of ["event", "autocomplete"] as const) await load(tessera, kind);
    await load(bare, "ping");
    for (let round = 0; round < rounds; round += 1) {
      const turns: [Server, keyof typeof kinds][] = [
        [bare, "ping"],
        [tessera, "event"],
        [tessera, "autocomplete"],
      ];
      for (const [server, kind] of round % 2 ? turns.toReversed() : turns)
        note(`${server.name} ${kind}`, await load(server, kind));
    }
    const rate = (what: string) => median((runs.get(what) ?? []).map(({ perSecond }) => perSecond));
    const half = rate("Tessera event") / 2;
    // Turns of a second: most then pass without the pauses of ten and more milliseconds in which the machine gives the
    // core to somebody else, which a median over turns leaves out for both.
    for (let turn = 0; turn < rounds * seconds; turn += 1) {
      const turns: [Server, keyof typeof kinds][] = [
        [bare, "ping"],
        [tessera, "event"],
      ];
      for (const [server, kind] of turn % 2 ? turns.toReversed() : turns)
        note(`${server.name} at half`, await load(server, kind, half));
    }
    const p99 = (what: string) => median((runs.get(what) ?? []).map((run) => run.p99));
    const memory: number[] = [];
    const step = Math.ceil(total / 10);
    for (let done = 0; done < total; done += step) {
      await send(tessera, prepare(step, kinds.event, keys.privateKey, sent), { seconds: 600 });
      sent += step;
      await pause(500);
      memory.push(residentMemory(tessera));
      console.error(`after ${done + step}: ${(memory.at(-1) ?? 0).toFixed(0)} MB`);
    }
    console.log(
      [
        "| one server core | Tessera | bare server | ratio |",
        "|---|---:|---:|---:|",
        row("`/event` a second", rate("Tessera event"), rate("bare server ping"), 0),
        row("autocomplete a second", rate("Tessera autocomplete"), rate("bare server ping"), 0),
        row(`p99 at ${Math.round(half)} a second, ms`, p99("Tessera at half"), p99("bare server at half"), 2),
        "",
        `Memory over ${total.toLocaleString("en")} \`/event\`: ${memory.map((each) => each.toFixed(0)).join(", ")} MB.`,
        `Medians of ${rounds} alternated rounds of ${seconds} s, the p99s of ${rounds * seconds} of 1 s; ` +
          `${connections} connections; ` +
          `Node ${process.versions.node}, ${cores} × ${cpus()[0]?.model ?? "unknown processor"}.`,
      ].join("\n"),
    );
  } finally {
    for (const { process: child, pool } of servers) {
      child.kill("SIGKILL");
      await pool.destroy();
    }
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** 60,000 people in 500 servers, so that nobody asks more often than the settings allow. */
function scene(index: number) {
  return {
    user: String(1_400_000_000_000_000_000n + BigInt(index % 60_000)),
    guildId: String(1_200_000_000_000_000_000n + BigInt(index % 500)),
  };
}

function prepare(count: number, make: (index: number) => unknown, key: KeyObject, from: number): Signed[] {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  return Array.from({ length: count }, (_, index) => {
    const body = Buffer.from(JSON.stringify(make(from + index)));
    const signature = sign(null, Buffer.concat([Buffer.from(timestamp), body]), key).toString("hex");
    return {
      body,
      headers: {
        "content-type": "application/json",
        "x-signature-timestamp": timestamp,
        "x-signature-ed25519": signature,
      },
    };
  });
}

async function send(
  { path, pool, name, process: child }: Server,
  requests: readonly Signed[],
  { seconds, rate }: { seconds: number; rate?: number },
): Promise<Run> {
  const latencies = new Float64Array(requests.length);
  let answered = 0;
  const one = async ({ headers, body }: Signed): Promise<void> => {
    const sent = performance.now();
    const answer = await pool.request({ method: "POST", path, headers, body });
    await answer.body.dump();
    if (answer.statusCode !== 200) throw new Error(`${name} answered ${answer.statusCode}`);
    latencies[answered] = performance.now() - sent;
    answered += 1;
  };
  const before = processorTime(child);
  const started = performance.now();
  const over = () => performance.now() > started + seconds * 1_000;
  const left = requests.values();
  if (rate === undefined) {
    await Promise.all(
      Array.from({ length: connections }, async () => {
        for (const signed of left) {
          if (over()) return;
          await one(signed);
        }
      }),
    );
  } else {
    const open: Promise<void>[] = [];
    for (const signed of left) {
      while ((open.length / rate) * 1_000 > performance.now() - started) await pause(1);
      open.push(one(signed));
    }
    await Promise.all(open);
  }
  const took = processorTime(child) - before;
  const sorted = latencies.subarray(0, answered).toSorted();
  return { perSecond: answered / took, p99: sorted[Math.floor(answered * 0.99)] ?? Number.NaN };
}

async function start(
  name: string,
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Server> {
  const child = spawn(process.execPath, command, {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: "warn", ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`${name} ended with ${code}`)));
    createInterface(child.stdout).on("line", (line) => {
      const [address] = /http:\S+/.exec(line) ?? [];
      if (address !== undefined) resolve(address);
    });
  });
  child.removeAllListeners("exit");
  // The last core is the servers'; this process keeps to the others.
  const last = cores - 1;
  if (last > 0 && child.pid !== undefined) {
    execFileSync("taskset", ["-apc", String(last), String(child.pid)], { stdio: "ignore" });
    execFileSync("taskset", ["-apc", `0-${last - 1}`, String(process.pid)], { stdio: "ignore" });
  }
  void once(child, "exit");
  const { origin, pathname } = new URL(url);
  return { name, process: child, path: pathname, pool: new Pool(origin, { connections, pipelining: 1 }) };
}

/** Seconds that a process has computed, in all its threads. Linux counts in hundredths. */
function processorTime({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Megabytes. */
function residentMemory({ process: child }: Server): number {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1_024;
}

function row(what: string, ours: number, theirs: number, digits: number): string {
  return `| ${what} | ${ours.toFixed(digits)} | ${theirs.toFixed(digits)} | ${(ours / theirs).toFixed(2)} |`;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
