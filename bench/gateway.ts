import { mkdtemp, readFile, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { judgeCallback } from "../src/discord/judge.ts";
import { startCommand } from "../tests/support/bot.ts";
import { type Answered, startLoopbackDiscord } from "../tests/support/loopback-discord.ts";
import {
  type Bot,
  endAll,
  interactionOf,
  lookups,
  median,
  middleCard,
  quantile,
  type Running,
  start,
  stop,
} from "./bots.ts";

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

interface Round {
  readonly median: number;
  readonly p99: number;
  /** Bytes. */
  readonly memoryEarly: number;
  readonly memoryLate: number;
}

const scratch = await mkdtemp(join(tmpdir(), "tessera-bench-"));
// Payloads are judged apart, below: judging while latencies run would slow the answers that are larger.
const discords = [
  await startLoopbackDiscord({ judging: false, answerWithin: 3_000 }),
  await startLoopbackDiscord({ judging: false, answerWithin: 3_000 }),
] as const;
const card = await middleCard();
const bare: Bot = { name: "bare bot", command: ["bench/bare-bot.ts"], discord: discords[0], card };
const tessera: Bot = given.control
  ? { name: "bare bot (control)", command: bare.command, discord: discords[1], card }
  : { name: "Tessera", command: startCommand, discord: discords[1] };
const bots = [tessera, bare];
try {
  const readiness = new Map<Bot, number[]>(bots.map((bot) => [bot, []]));
  const figures = new Map<Bot, Round[]>(bots.map((bot) => [bot, []]));
  for (const bot of bots) await stop(await start(bot, scratch)); // the file system and compile caches are warm from here
  for (let round = 0; round < starts; round += 1)
    for (const bot of inTurn(round)) {
      const running = await start(bot, scratch);
      readiness.get(bot)?.push(running.readyAfter);
      await stop(running);
    }
  for (let round = 0; round < rounds; round += 1)
    for (const [bot, result] of await load(round)) figures.get(bot)?.push(result);
  console.log(table(readiness, figures));
} finally {
  endAll();
  for (const discord of discords) await discord.close();
  await rm(scratch, { recursive: true, force: true });
}

function inTurn(round: number): readonly Bot[] {
  return round % 2 === 0 ? bots : bots.toReversed();
}

async function load(round: number): Promise<ReadonlyMap<Bot, Round>> {
  const running = new Map<Bot, Running>();
  for (const bot of inTurn(round)) running.set(bot, await start(bot, scratch));
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
