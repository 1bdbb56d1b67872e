/* Tessera and the bare bot as processes, and what people ask them. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { toMessage } from "../src/discord/message.ts";
import { createDispatch } from "../src/dispatch.ts";
import { library } from "../tests/cards/library.ts";
import { type CommandScene, slashInteraction } from "../tests/support/interactions.ts";
import type { LoopbackDiscord } from "../tests/support/loopback-discord.ts";

/**
 * Look-ups as people send them: every option suggests while it is typed, so most take a suggestion, whose value is an
 * id. A third type and send: misspelt two times of three (`typed`), in words, and for what is not held.
 */
export const lookups: readonly Pick<CommandScene, "name" | "options">[] = [
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

/** A bot in a process of its own, before a Discord of its own. */
export interface Bot {
  readonly name: string;
  readonly command: readonly string[];
  /** For Node. */
  readonly flags?: readonly string[];
  readonly discord: LoopbackDiscord;
  /** What it answers with, where it has no answers of its own. */
  readonly card?: object;
}

/** The answer of middle size among those to `lookups`, as Discord is sent it. */
export async function middleCard(): Promise<object> {
  const dispatch = createDispatch(library, ({ error }) => {
    throw error;
  });
  const sizes: { readonly card: object; readonly size: number }[] = [];
  for (const lookup of lookups) {
    const answer = await dispatch(slashInteraction(lookup));
    if (answer.type !== "card") throw new Error(`/${lookup.name} is not answered with a card`);
    const card = toMessage(answer.card, { ephemeral: true });
    sizes.push({ card, size: JSON.stringify(card).length });
  }
  const middle = sizes.sort((a, b) => a.size - b.size)[sizes.length >> 1];
  if (middle === undefined) throw new Error("there is no look-up");
  return middle.card;
}

export interface Running {
  readonly process: ChildProcess;
  /** Milliseconds from the start of the process to its line that says `ready`. */
  readonly readyAfter: number;
}

const children = new Set<ChildProcess>();

/** Ends every process at once. */
export function endAll(): void {
  for (const child of children) child.kill("SIGKILL");
}

/** Starts it, its store in the folder `scratch`; resolves once it says `ready`. */
export async function start(bot: Bot, scratch: string): Promise<Running> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...(bot.flags ?? []), ...bot.command], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TRANSPORT: "gateway",
      DISCORD_TOKEN: bot.discord.token,
      DISCORD_APPLICATION_ID: bot.discord.applicationId,
      DISCORD_API_URL: bot.discord.url,
      STORE_URL: `sqlite:${join(scratch, "store.sqlite")}`,
      ...(bot.card === undefined ? {} : { FIXED_CARD: JSON.stringify(bot.card) }),
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  children.add(child);
  child.once("exit", () => children.delete(child));
  const said: string[] = [];
  child.stderr?.on("data", (data) => said.push(String(data)));
  const ready = new Promise<number>((resolve, reject) => {
    createInterface(child.stdout as Readable).on("line", (line) => {
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

export async function stop({ process: child }: Running): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await ended;
  clearTimeout(late);
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

/** The look-up of this number. Everybody asks now and then: 5,000 people in 50 servers. */
export function interactionOf(index: number, { applicationId }: LoopbackDiscord) {
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

export function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

/** Of values in ascending order, `part` from 0 to 1. */
export function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
