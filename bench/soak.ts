import { mkdtemp, readFile, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { gatewayOf, startBot } from "../tests/support/bot.ts";
import { startLoopbackDiscord } from "../tests/support/loopback-discord.ts";
import { faultKinds, reportsIn, storm, type Tally } from "../tests/support/storm.ts";

/*
 * The bot in a process of its own under faults of every kind, for minutes or hours: the table in docs/reliability.md.
 * It goes in waves, so that what Discord keeps of them does not fill this process.
 */

const { values: given } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    /** Interactions a second. */
    rate: { type: "string", default: "200" },
    /** Milliseconds between two faults, on average. */
    every: { type: "string", default: "1000" },
  },
});
const [minutes, seed, rate, every] = [given.minutes, given.seed, given.rate, given.every].map(Number) as [
  number,
  number,
  number,
  number,
];
const longestWave = 30;
const waves = Math.max(2, Math.ceil((minutes * 60) / longestWave));
const seconds = (minutes * 60) / waves;

const scratch = await mkdtemp(join(tmpdir(), "tessera-soak-"));
const store = join(scratch, "store.sqlite");
// Discord's 41 s would hide what comes of a heartbeat that is missed.
const discord = await startLoopbackDiscord({ heartbeatInterval: 2_000, answerWithin: 3_000 });
const faultsAtStart = 3;
discord.faults.request("gateway", { status: 503 }, faultsAtStart);
const tessera = startBot({ ...gatewayOf(discord), STORE_URL: `sqlite:${store}`, LOG_LEVEL: "warn" }, null);
await tessera.ready;
try {
  console.error(`seed ${seed}: ${minutes} minutes in ${waves} waves, ${rate} interactions a second`);
  const tallies: Tally[] = [];
  const memory = [await residentMemory()];
  for (let wave = 0; wave < waves; wave += 1) {
    const tally = await storm({ discord, tessera, seed: seed + 1_000 * wave, seconds, rate, every });
    tallies.push(tally);
    memory.push(await residentMemory());
    const { sent, answered, late, undelivered, lost } = tally;
    const figures = { sent, answered, late, undelivered, lost: lost.length, memory: memory.at(-1) };
    console.error(`wave ${wave + 1}: ${JSON.stringify(figures)}`);
    for (const id of lost) console.error(`lost: ${id}`);
    for (const problem of tally.refused) console.error(`refused: ${problem}`);
    discord.forget();
  }
  if ((await tessera.stop()) !== 0) throw new Error("the bot did not end with 0");
  const reports = reportsIn(store);
  console.log(table(tallies, memory, reports));
  if (tallies.some(({ lost, refused }) => lost.length + refused.length > 0) || reports.twice.length > 0)
    process.exitCode = 1;
} finally {
  await tessera.kill();
  await discord.close();
  await rm(scratch, { recursive: true, force: true });
}

/** Bytes. */
async function residentMemory(): Promise<number> {
  const status = await readFile(`/proc/${tessera.process.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1_024;
}

function table(
  tallies: readonly Tally[],
  memory: readonly number[],
  reports: ReturnType<typeof reportsIn>,
): string {
  const sum = (of: (tally: Tally) => number) => tallies.reduce((total, tally) => total + of(tally), 0);
  const [ready = 0, first = 0] = memory;
  const megabytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(0)} MB`;
  const rows: readonly (readonly [what: string, figure: string | number])[] = [
    ["fault: 503 at the start", faultsAtStart],
    ...faultKinds.map((kind) => [`fault: ${kind}`, sum(({ faults }) => faults.get(kind) ?? 0)] as const),
    ["**interactions sent**", sum(({ sent }) => sent)],
    ["answered within 3 s", sum(({ answered }) => answered)],
    ["accounted for: late or not arrived, logged with the id", sum(({ late }) => late)],
    ["accounted for: no session to send it to", sum(({ undelivered }) => undelivered)],
    ["**lost**", sum(({ lost }) => lost.length)],
    ["reports kept", reports.kept],
    ["**reports kept twice**", reports.twice.length],
    ["memory when ready", megabytes(ready)],
    [`memory after the first ${seconds.toFixed(0)} s`, megabytes(first)],
    ["memory at the end", megabytes(memory.at(-1) ?? 0)],
    ["seed", seed],
  ];
  return [
    "| | |",
    "|---|---:|",
    ...rows.map(
      ([what, figure]) =>
        `| ${what} | ${typeof figure === "number" && what !== "seed" ? figure.toLocaleString("en") : figure} |`,
    ),
    "",
    `\`npm run soak -- --minutes ${minutes} --seed ${seed}\`: ${rate} interactions a second, a fault every ${every} ms on average; ` +
      `Node ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model ?? "unknown processor"}.`,
  ].join("\n");
}
