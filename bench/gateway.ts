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
 * Tessera beside a bare discord.js bot. Each has a process and a loopback Discord of its own, both Discords run in
 * this process. The bots take turns every few hundred interactions, so that what else the machine does meets both;
 * figures are medians of rounds. A latency is the time between the interaction's dispatch on the socket and the
 * arrival of its callback.
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
    concurrency: { type: "string", default: "1" },
    /** The bare bot on both sides: what the ratios are when nothing differs. */
    control: { type: "boolean", default: false },
    /** Each look-up's own median and p99, on stderr. */
    detail: { type: "boolean", default: false },
  },
});
const rounds = Number(given.rounds);
const starts = Number(given.starts);
const measured = Number(given.measured);
const total = Number(given.total);
const concurrency = Number(given.concurrency);
const warmUp = 500;
/** Interactions that a bot gets before it is the other's turn. */
const turn = 250;

/**
 * Look-ups as people send them: every option suggests while it is typed, so most take a suggestion, whose value is an
 * id. A third type and send: misspelt two times of three (`typed`), in words, and for what is not held.
 */
const lookups: readonly Pick<CommandScene, "name" | "options">[] = [
  { name: "event", options: { name: "palmyra-2015/event:jazal-oil-field" } },
  { name: "place", options: { name: "palmyra-2015/place:palmyra" } },
  { name: "event", options: { name: "jazal" } },
  { name: "claims", options: { topic: "palmyra-2015/question:executed-killed-detained" } },
  { name: "actor", options: { name: "palmyra-2015/actor:isil" } },
  { name: "search", options: { text: "government soldiers" } },
  { name: "cite", options: { id: "PAL-08" } },
  { name: "place", options: { name: "palmyra-2015/place:al-sukhnah" } },
  { name: "place", options: { name: "tadmur" } },
  { name: "timeline", options: {} },
  { name: "claims", options: {} },
  { name: "place", options: { name: "nowhere in particular" } },
];

interface Bot {
  readonly name: string;
  readonly command: readonly string[];
  readonly discord: LoopbackDiscord;
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

const children = new Set<ChildProcess>();
const scratch = await mkdtemp(join(tmpdir(), "tessera-bench-"));
// Payloads are judged apart, below: judging while latencies run would slow the answers that are larger.
const discords = [
  await startLoopbackDiscord({ judging: false }),
  await startLoopbackDiscord({ judging: false }),
] as const;
const bare: Bot = { name: "bare bot", command: ["bench/bare-bot.ts"], discord: discords[0] };
const tessera: Bot = given.control
  ? { name: "bare bot (control)", command: bare.command, discord: discords[1] }
  : { name: "Tessera", command: ["--max-semi-space-size=4", "src/main.ts"], discord: discords[1] };
const bots = [tessera, bare];
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
    for (const [bot, result] of await load(round)) figures.get(bot)?.push(result);
  console.log(table(readiness, figures));
} finally {
  for (const child of children) child.kill("SIGKILL");
  for (const discord of discords) await discord.close();
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
      DISCORD_TOKEN: bot.discord.token,
      DISCORD_APPLICATION_ID: bot.discord.applicationId,
      DISCORD_API_URL: bot.discord.url,
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

async function load(round: number): Promise<ReadonlyMap<Bot, Round>> {
  const running = new Map<Bot, Running>();
  for (const bot of inTurn(round)) running.set(bot, await start(bot));
  await send(warmUp, 0);
  const latencies = await send(measured, warmUp);
  const early = await memories(running);
  await send(total - measured, warmUp + measured);
  const late = await memories(running);
  for (const process of running.values()) await stop(process);
  return new Map(
    bots.map((bot, index) => {
      const sorted = (latencies.get(bot) ?? []).toSorted((a, b) => a - b);
      const result = {
        median: quantile(sorted, 0.5),
        p99: quantile(sorted, 0.99),
        memoryEarly: early[index] ?? Number.NaN,
        memoryLate: late[index] ?? Number.NaN,
      };
      console.error(`round ${round + 1}, ${bot.name}: ${JSON.stringify(result)}`);
      if (given.detail) console.error(detail(latencies.get(bot) ?? []));
      return [bot, result];
    }),
  );
}

/** Sends look-ups to each bot, `concurrency` at a time, and gives their latencies in milliseconds. */
async function send(count: number, from: number): Promise<ReadonlyMap<Bot, readonly number[]>> {
  const latencies = new Map<Bot, number[]>(bots.map((bot) => [bot, []]));
  for (let done = 0; done < count; done += turn)
    for (const bot of inTurn(done / turn)) {
      const answers = await sendTurn(bot, from + done, from + Math.min(done + turn, count));
      latencies.get(bot)?.push(...answers.map(({ latency }) => latency));
      for (const { type, data, interaction } of answers.slice(0, lookups.length)) {
        const problems = judgeCallback({ type, data }, { interaction });
        if (problems.length > 0) throw new Error(`An invalid answer: ${problems.join("; ")}`);
      }
      bot.discord.forget();
    }
  return latencies;
}

/** Latencies come nearly in the order of sending, so the look-up of each is known only where one is in flight. */
function detail(latencies: readonly number[]): string {
  if (concurrency !== 1) return "  detail needs --concurrency 1";
  return lookups
    .map((lookup, index) => {
      const own = latencies.filter((_, at) => (warmUp + at) % lookups.length === index);
      const slowest = quantile(
        own.toSorted((a, b) => a - b),
        0.99,
      ).toFixed(1);
      return `  ${median(own).toFixed(2)} ms, p99 ${slowest} ms  /${lookup.name} ${JSON.stringify(lookup.options)}`;
    })
    .join("\n");
}

async function sendTurn({ discord }: Bot, from: number, to: number): Promise<Answered[]> {
  const answers: Answered[] = [];
  let next = from;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (next < to) answers.push(await discord.interact(interactionOf(next++, discord)));
    }),
  );
  return answers;
}

function isId(value: string): boolean {
  return value.includes(":") || /^[A-Z]+-\d+$/.test(value);
}

/** Typed text with none, one or two pairs of neighbouring letters swapped, so that hardly two look-ups are alike. */
function typed(text: string, index: number): string {
  let slipped = text;
  for (let slip = 0; slip < index % 3; slip += 1) {
    const at = (index * (slip + 1) * 7 + slip) % Math.max(1, text.length - 1);
    slipped = slipped.slice(0, at) + (slipped[at + 1] ?? "") + (slipped[at] ?? "") + slipped.slice(at + 2);
  }
  return slipped;
}

/** Everybody asks now and then: 5,000 people in 50 servers. */
function interactionOf(index: number, { applicationId }: LoopbackDiscord) {
  const { name, options } = lookups[index % lookups.length] as (typeof lookups)[number];
  const round = Math.floor(index / lookups.length);
  return slashInteraction({
    name,
    options: Object.fromEntries(
      Object.entries(options ?? {}).map(([option, value]) => [
        option,
        isId(String(value)) ? value : typed(String(value), round),
      ]),
    ),
    applicationId,
    user: String(1_400_000_000_000_000_000n + BigInt(index % 5_000)),
    guildId: String(1_200_000_000_000_000_000n + BigInt(index % 50)),
  });
}

/** Resident memory of each bot in bytes: the median of a second, since collections come and go. */
async function memories(running: ReadonlyMap<Bot, Running>): Promise<number[]> {
  const readings = bots.map((): number[] => []);
  for (let reading = 0; reading < 11; reading += 1) {
    for (const [index, bot] of bots.entries()) {
      const status = await readFile(`/proc/${running.get(bot)?.process.pid}/status`, "utf8");
      readings[index]?.push(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1_024);
    }
    await pause(100);
  }
  return readings.map(median);
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
