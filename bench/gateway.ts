import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { judgeCallback } from "../src/discord/judge.ts";
import { type CommandScene, slashInteraction } from "../tests/support/interactions.ts";
import {
  type Answered,
  type LoopbackDiscord,
  startLoopbackDiscord,
} from "../tests/support/loopback-discord.ts";

/*
 * Tessera beside a bare discord.js bot, on the same loopback Discord, which runs in this process and the bots each in
 * one of their own. Bots take turns, so that what else the machine does meets both; figures are medians of rounds.
 * A latency is the time between the interaction's dispatch on the socket and the arrival of its callback.
 */

const { values: given } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    starts: { type: "string", default: "7" },
    /** Interactions whose latency counts. */
    measured: { type: "string", default: "5000" },
    /** Interactions after which memory is read the second time. */
    total: { type: "string", default: "20000" },
    /** Interactions in flight. */
    concurrency: { type: "string", default: "2" },
    /** The bare bot on both sides: what the ratios are when nothing differs. */
    control: { type: "boolean", default: false },
  },
});
const rounds = Number(given.rounds);
const starts = Number(given.starts);
const measured = Number(given.measured);
const total = Number(given.total);
const concurrency = Number(given.concurrency);
const warmUp = 200;
/** Interactions between two clean-ups of the loopback Discord. */
const batch = 1_000;

/** Look-ups as people send them: chosen from the list, typed, misspelt, and one that finds nothing. */
const lookups: readonly Pick<CommandScene, "name" | "options">[] = [
  { name: "event", options: { name: "jazal" } },
  { name: "event", options: { name: "palmyra-2015/event:jazal-oil-field" } },
  { name: "place", options: { name: "tadmur" } },
  { name: "place", options: { name: "palmyra-2015/place:al-sukhnah" } },
  { name: "place", options: { name: "palmira" } },
  { name: "claims", options: { topic: "executions" } },
  { name: "claims", options: {} },
  { name: "search", options: { text: "museum statues" } },
  { name: "search", options: { text: "government soldiers" } },
  { name: "cite", options: { id: "PAL-08" } },
  { name: "event", options: { name: "jazl oil feild" } },
  { name: "place", options: { name: "nowhere in particular" } },
];

interface Bot {
  readonly name: string;
  readonly command: readonly string[];
}

interface Running {
  readonly process: ChildProcess;
  /** Milliseconds from the start of the process to its line that says `ready`. */
  readonly readyAfter: number;
}

interface Round {
  readonly median: number;
  readonly p99: number;
  /** Bytes. */
  readonly memoryEarly: number;
  readonly memoryLate: number;
}

const bare: Bot = { name: "bare bot", command: ["bench/bare-bot.ts"] };
const tessera: Bot = given.control
  ? { ...bare, name: "bare bot (control)" }
  : { name: "Tessera", command: ["--max-semi-space-size=4", "src/main.ts"] };
const bots = [tessera, bare];

const children = new Set<ChildProcess>();
const scratch = await mkdtemp(join(tmpdir(), "tessera-bench-"));
// Payloads are judged apart, below: judging while latencies run would slow the answers that are larger.
const discord = await startLoopbackDiscord({ judging: false });
try {
  const readiness = new Map<Bot, number[]>(bots.map((bot) => [bot, []]));
  const figures = new Map<Bot, Round[]>(bots.map((bot) => [bot, []]));
  for (const bot of bots) await stop(await start(bot)); // the file system and compile caches are warm from here
  for (let round = 0; round < starts; round += 1)
    for (const bot of inTurn(round)) {
      const running = await start(bot);
      readiness.get(bot)?.push(running.readyAfter);
      await stop(running);
    }
  for (let round = 0; round < rounds; round += 1)
    for (const bot of inTurn(round)) figures.get(bot)?.push(await load(bot));
  console.log(table(readiness, figures));
} finally {
  for (const child of children) child.kill("SIGKILL");
  await discord.close();
  await rm(scratch, { recursive: true, force: true });
}

function inTurn(round: number): readonly Bot[] {
  return round % 2 === 0 ? bots : bots.toReversed();
}

async function start(bot: Bot): Promise<Running> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, bot.command, {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TRANSPORT: "gateway",
      DISCORD_TOKEN: discord.token,
      DISCORD_APPLICATION_ID: discord.applicationId,
      DISCORD_API_URL: discord.url,
      STORE_URL: `sqlite:${join(scratch, "store.sqlite")}`,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  child.once("exit", () => children.delete(child));
  const said: string[] = [];
  child.stderr.on("data", (data) => said.push(String(data)));
  const ready = new Promise<number>((resolve, reject) => {
    createInterface(child.stdout).on("line", (line) => {
      if (said.length < 50) said.push(line);
      if (line.includes("ready")) resolve(performance.now() - startedAt);
    });
    child.once("exit", (code) => reject(new Error(`${bot.name} ended with ${code}:\n${said.join("\n")}`)));
    setTimeout(
      () => reject(new Error(`${bot.name} was not ready in 30 s:\n${said.join("\n")}`)),
      30_000,
    ).unref();
  });
  return { process: child, readyAfter: await ready };
}

async function stop({ process: child }: Running): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await ended;
  clearTimeout(late);
}

async function load(bot: Bot): Promise<Round> {
  const running = await start(bot);
  await send(warmUp, 0);
  const latencies = await send(measured, warmUp);
  const memoryEarly = await memory(running);
  await send(total - measured, warmUp + measured);
  const memoryLate = await memory(running);
  await stop(running);
  const sorted = latencies.toSorted((a, b) => a - b);
  const round = {
    median: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    memoryEarly,
    memoryLate,
  };
  console.error(`${bot.name}: ${JSON.stringify(round)}`);
  return round;
}

/** Sends look-ups, `concurrency` at a time, and gives the latency of each in milliseconds. */
async function send(count: number, from: number): Promise<number[]> {
  const latencies: number[] = [];
  for (let done = 0; done < count; done += batch) {
    const end = from + Math.min(done + batch, count);
    let next = from + done;
    const sample: Answered[] = [];
    await Promise.all(
      Array.from({ length: concurrency }, async () => {
        while (next < end) {
          const answer = await discord.interact(interactionOf(next++, discord));
          latencies.push(answer.latency);
          if (sample.length < lookups.length) sample.push(answer);
        }
      }),
    );
    for (const { type, data, interaction } of sample) {
      const problems = judgeCallback({ type, data }, { interaction });
      if (problems.length > 0) throw new Error(`An invalid answer: ${problems.join("; ")}`);
    }
    discord.forget();
  }
  return latencies;
}

/** Everybody asks now and then: 5,000 people in 50 servers. */
function interactionOf(index: number, { applicationId }: LoopbackDiscord) {
  return slashInteraction({
    ...(lookups[index % lookups.length] as (typeof lookups)[number]),
    applicationId,
    user: String(1_400_000_000_000_000_000n + BigInt(index % 5_000)),
    guildId: String(1_200_000_000_000_000_000n + BigInt(index % 50)),
  });
}

/** Resident memory in bytes: the median of a second, since collections come and go. */
async function memory({ process: { pid } }: Running): Promise<number> {
  const readings: number[] = [];
  for (let reading = 0; reading < 11; reading += 1) {
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    readings.push(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1_024);
    await pause(100);
  }
  return median(readings);
}

function table(readiness: ReadonlyMap<Bot, number[]>, figures: ReadonlyMap<Bot, Round[]>): string {
  const of = (bot: Bot, pick: (round: Round) => number) => median((figures.get(bot) ?? []).map(pick));
  const row = (what: string, unit: (value: number) => string, value: (bot: Bot) => number) => {
    const [ours, theirs] = bots.map(value) as [number, number];
    return `| ${what} | ${unit(ours)} | ${unit(theirs)} | ${(ours / theirs).toFixed(2)} |`;
  };
  const milliseconds = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
  const megabytes = (value: number) => `${(value / 1_048_576).toFixed(0)} MB`;
  const times = (value: number) => value.toFixed(2);
  const count = (value: number) => value.toLocaleString("en");
  return [
    `| | ${tessera.name} | ${bare.name} | ratio |`,
    "|---|---:|---:|---:|",
    row("time to ready", milliseconds, (bot) => median(readiness.get(bot) ?? [])),
    row(`median of ${count(measured)} interactions`, milliseconds, (bot) => of(bot, (round) => round.median)),
    row(`p99 of ${count(measured)} interactions`, milliseconds, (bot) => of(bot, (round) => round.p99)),
    row(`memory after ${count(measured)}`, megabytes, (bot) => of(bot, (round) => round.memoryEarly)),
    row(`memory after ${count(total)}`, megabytes, (bot) => of(bot, (round) => round.memoryLate)),
    row(`memory, ${count(total)} to ${count(measured)}`, times, (bot) =>
      of(bot, (round) => round.memoryLate / round.memoryEarly),
    ),
    "",
    `Medians of ${rounds} alternated rounds (${starts} starts), ${concurrency} interactions in flight; ` +
      `Node ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model ?? "unknown processor"}.`,
  ].join("\n");
}

function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

/** Of values in ascending order, `part` from 0 to 1. */
function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
