import { mkdtemp, readFile, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startCommand } from "../tests/support/bot.ts";
import { startLoopbackDiscord } from "../tests/support/loopback-discord.ts";
import {
  type Bot,
  endAll,
  interactionOf,
  median,
  middleCard,
  quantile,
  type Running,
  start,
  stop,
} from "./bots.ts";
import type { LoopDelay } from "./loop-delay.ts";

/*
 * Tessera and the bare bot under the same load, in turns: so many interactions a second for minutes, and a thousand
 * at once. A latency is the time between the interaction's dispatch and the arrival of its callback.
 */

const { values: given } = parseArgs({
  options: {
    /** Of load for each bot; the long form is 300. */
    seconds: { type: "string", default: "30" },
    rate: { type: "string", default: "200" },
    /** Interactions at once, and how often. */
    flight: { type: "string", default: "1000" },
    bursts: { type: "string", default: "9" },
  },
});
const [seconds, rate, flight, bursts] = [given.seconds, given.rate, given.flight, given.bursts].map(
  Number,
) as [number, number, number, number];
/** Seconds of load until it is the other bot's turn. */
const turn = 5;
/** Interactions that do not count: no program is at its speed when it has just begun. */
const warmUp = 500;

interface Figures {
  steady: number[];
  /** Of each burst. */
  bursts: number[][];
  unanswered: number;
  /** Of the event loop, in milliseconds: as they are told, and by what went on then. */
  pauses: Record<"now" | "start" | "steady" | "burst", LoopDelay[]>;
  /** Bytes, after each turn. */
  memory: number[];
}

const flags = ["--import", new URL("loop-delay.ts", import.meta.url).href];
const scratch = await mkdtemp(join(tmpdir(), "tessera-load-"));
const discords = [
  await startLoopbackDiscord({ judging: false, answerWithin: 3_000 }),
  await startLoopbackDiscord({ judging: false, answerWithin: 3_000 }),
] as const;
const bots: readonly Bot[] = [
  { name: "Tessera", flags, command: startCommand, discord: discords[0] },
  { name: "bare bot", flags, command: ["bench/bare-bot.ts"], discord: discords[1], card: await middleCard() },
];
try {
  const running = new Map<Bot, Running>();
  const figures = new Map<Bot, Figures>();
  for (const bot of bots) {
    const own: Figures = {
      steady: [],
      bursts: [],
      unanswered: 0,
      pauses: { now: [], start: [], steady: [], burst: [] },
      memory: [],
    };
    const started = await start(bot, scratch);
    started.process.on("message", (delay) => own.pauses.now.push(delay as LoopDelay));
    // What the start itself takes is the time to ready; it is told a moment later.
    await wait(120);
    own.pauses.now.length = 0;
    running.set(bot, started);
    figures.set(bot, own);
  }
  let next = 0;
  for (const bot of bots) {
    const own = figures.get(bot) as Figures;
    await ask(bot, [], own, { count: warmUp, from: next, every: 10 });
    bot.discord.forget();
    await wait(200);
    own.pauses.start.push(...own.pauses.now.splice(0));
  }
  next += warmUp;
  for (let done = 0; done < seconds; done += turn) {
    for (const bot of inTurn(done / turn)) {
      const own = figures.get(bot) as Figures;
      await ask(bot, own.steady, own, { count: turn * rate, from: next, every: 1_000 / rate });
      own.memory.push(await residentMemory(running.get(bot)?.process.pid));
      bot.discord.forget();
    }
    next += turn * rate;
  }
  await wait(200);
  for (const { pauses } of figures.values()) pauses.steady.push(...pauses.now.splice(0));
  for (let burst = 0; burst < bursts; burst += 1) {
    for (const bot of inTurn(burst)) {
      const own = figures.get(bot) as Figures;
      const latencies: number[] = [];
      await ask(bot, latencies, own, { count: flight, from: next, every: 0 });
      own.bursts.push(latencies);
      bot.discord.forget();
      await wait(500);
    }
    next += flight;
  }
  await wait(200);
  for (const { pauses } of figures.values()) pauses.burst.push(...pauses.now.splice(0));
  for (const each of running.values()) await stop(each);
  console.log(table(figures));
} finally {
  endAll();
  for (const discord of discords) await discord.close();
  await rm(scratch, { recursive: true, force: true });
}

function inTurn(round: number): readonly Bot[] {
  return round % 2 === 0 ? bots : bots.toReversed();
}

/** Sends interactions, `every` milliseconds one, and waits for their answers. */
async function ask(
  { discord }: Bot,
  latencies: number[],
  own: Figures,
  { count, from, every }: { readonly count: number; readonly from: number; readonly every: number },
): Promise<void> {
  const began = performance.now();
  const open: Promise<void>[] = [];
  while (open.length < count) {
    const due = every === 0 ? count : Math.min(count, (performance.now() - began) / every);
    while (open.length < due) {
      const asked = discord.interact(interactionOf(from + open.length, discord));
      open.push(
        asked.then(
          ({ latency }) => {
            latencies.push(latency);
          },
          () => {
            own.unanswered += 1;
          },
        ),
      );
    }
    await wait(1);
  }
  await Promise.all(open);
}

/** Bytes. */
async function residentMemory(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1_024;
}

function table(figures: ReadonlyMap<Bot, Figures>): string {
  const [ours, theirs] = bots.map((bot) => figures.get(bot)) as [Figures, Figures];
  const row = (what: string, unit: string, value: (of: Figures) => number) => {
    const [own, other] = [value(ours), value(theirs)];
    const said = (number: number) => `${number.toFixed(number < 10 ? 2 : 0)}${unit}`;
    return `| ${what} | ${said(own)} | ${said(other)} | ${(own / other).toFixed(2)} |`;
  };
  const part = (latencies: readonly number[], share: number) =>
    quantile(
      latencies.toSorted((a, b) => a - b),
      share,
    );
  const steady =
    (share: number) =>
    ({ steady }: Figures) =>
      part(steady, share);
  // The median over bursts: all answers of a burst are late where the machine was somebody else's during it.
  const burst =
    (share: number) =>
    ({ bursts }: Figures) =>
      median(bursts.map((latencies) => part(latencies, share)));
  const longest = (when: "start" | "steady" | "burst", of: (delay: LoopDelay) => number) => (each: Figures) =>
    Math.max(...each.pauses[when].map(of));
  const pauses = (when: "start" | "steady" | "burst", what: string) => [
    row(
      `longest pause of the event loop, ${what}`,
      " ms",
      longest(when, ({ pause }) => pause),
    ),
    row(
      "… with its own work alone",
      " ms",
      longest(when, ({ own }) => own),
    ),
  ];
  const memory = (at: number) => (each: Figures) => (each.memory.at(at) ?? 0) / 1_048_576;
  return [
    "| | Tessera | bare bot | ratio |",
    "|---|---:|---:|---:|",
    row(`median at ${rate} a second`, " ms", steady(0.5)),
    row(`p99 at ${rate} a second`, " ms", steady(0.99)),
    row(`median of ${flight} at once`, " ms", burst(0.5)),
    row(`p99 of ${flight} at once`, " ms", burst(0.99)),
    ...pauses("start", "first seconds"),
    ...pauses("steady", `${rate} a second`),
    ...pauses("burst", `${flight} at once`),
    row(`memory after ${turn} s of load`, " MB", memory(0)),
    row(`memory after ${seconds} s of load`, " MB", memory(-1)),
    "",
    `Bursts: medians of ${bursts}. Unanswered: ${ours.unanswered} and ${theirs.unanswered} of ${seconds * rate + bursts * flight}. ` +
      `\`npm run bench:load -- --seconds ${seconds}\`, in turns of ${turn} s; ` +
      `Node ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model ?? "unknown processor"}.`,
  ].join("\n");
}
