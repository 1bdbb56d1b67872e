import { writeFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { addressIn, gatewayOf, httpOf, startBot } from "../tests/support/bot.ts";
import { snowflake } from "../tests/support/interactions.ts";
import { startLoopbackDiscord } from "../tests/support/loopback-discord.ts";
import { postgresMissing, startPostgres } from "../tests/support/postgres.ts";
import { startProxy } from "../tests/support/proxy.ts";
import { openPatientStore } from "../tests/support/store.ts";
import { type Around, faultKinds, reportsIn, storm, type Tally } from "../tests/support/storm.ts";

/*
 * The bot in a process of its own under faults of every kind, for minutes or hours: the table in docs/reliability.md.
 * It goes in waves, so that what Discord keeps of them does not fill this process. Its store is a PostgreSQL, which two processes
 * over HTTP share.
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
if (postgresMissing !== null) throw new Error(postgresMissing);
const postgres = await startPostgres();
const proxy = await startProxy(postgres.url);
const leapFile = join(scratch, "leap");
const leap = (milliseconds: number) => writeFileSync(leapFile, String(milliseconds));
leap(0);
const server = { id: snowflake(), channels: Array.from({ length: 20 }, () => snowflake()) };
const first = openPatientStore(postgres.url);
await first.change(server.id, "1", {
  channels: server.channels,
  cardsPerChannel: 30,
  sameCardAfter: 0,
  mayPost: "everyone",
});
await first.close();
// Discord's 41 s would hide what comes of a heartbeat that is missed.
const discord = await startLoopbackDiscord({ heartbeatInterval: 2_000, answerWithin: 3_000 });
const faultsAtStart = 3;
discord.faults.request("gateway", { status: 503 }, faultsAtStart);
const shared = { STORE_URL: proxy.through(postgres.url), LOG_LEVEL: "warn" };
const leaping = fileURLToPath(new URL("../tests/support/leaping-clock.ts", import.meta.url));
const tessera = startBot(
  { ...gatewayOf(discord), ...shared, LEAP_FILE: leapFile, NODE_OPTIONS: `--import ${leaping}` },
  null,
);
await tessera.ready;
const others = [0, 1].map(() =>
  startBot({ ...httpOf(discord), DISCORD_TOKEN: discord.token, ...shared, HOST: "127.0.0.1" }, null),
);
const replicas = (await Promise.all(others.map(({ ready }) => ready))).map(addressIn) as [string, string];
const around: Around = { proxy, leap, replicas, server };
try {
  console.error(`seed ${seed}: ${minutes} minutes in ${waves} waves, ${rate} interactions a second`);
  const tallies: Tally[] = [];
  const memory = [await residentMemory()];
  for (let wave = 0; wave < waves; wave += 1) {
    const tally = await storm({ discord, tessera, seed: seed + 1_000 * wave, seconds, rate, every, around });
    tallies.push(tally);
    memory.push(await residentMemory());
    const { sent, answered, late, undelivered, lost, replayed } = tally;
    const figures = { sent, answered, late, undelivered, lost: lost.length, replayed, memory: memory.at(-1) };
    console.error(`wave ${wave + 1}: ${JSON.stringify(figures)}`);
    for (const id of lost) console.error(`lost: ${id}`);
    for (const act of tally.twice) console.error(`done twice: ${act}`);
    for (const problem of tally.refused) console.error(`refused: ${problem}`);
    discord.forget();
  }
  if ((await tessera.stop()) !== 0) throw new Error("the bot did not end with 0");
  const codes = await Promise.all(others.map((other) => other.stop()));
  if (codes.some((code) => code !== 0)) throw new Error("a replica did not end with 0");
  const { kept, twice } = await reportsIn(postgres.url);
  const gone = tallies.flatMap(({ thanked }) => thanked).filter((id) => !kept.has(id));
  for (const id of gone) console.error(`acknowledged and not kept: ${id}`);
  console.log(table(tallies, memory, { kept: kept.size, gone: gone.length, twice: twice.length }));
  const wrong = tallies.flatMap(({ lost, refused, twice: acts }) => [...lost, ...refused, ...acts]);
  if (wrong.length + gone.length + twice.length > 0) process.exitCode = 1;
} finally {
  for (const bot of [tessera, ...others]) await bot.kill();
  await discord.close();
  await proxy.close();
  postgres.close();
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
  reports: Readonly<Record<"kept" | "gone" | "twice", number>>,
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
    ["**reports acknowledged and not kept**", reports.gone],
    ["**reports kept twice**", reports.twice],
    ["interactions sent to both replicas at once", sum(({ replayed }) => replayed)],
    ["of them, acted on", sum(({ acted }) => acted)],
    ["**public cards shown and notes written twice**", sum(({ twice }) => twice.length)],
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
