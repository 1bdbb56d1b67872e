/** A transport in the test's own process, before a loopback Discord; what it logs is kept. */
import { pino } from "pino";
import { test as base, expect } from "vitest";
import { createDispatch, type Dispatch } from "../../src/dispatch.ts";
import { readEnvironment } from "../../src/environment.ts";
import { type Timing, usualTiming } from "../../src/ops/timing.ts";
import { startGateway } from "../../src/transports/gateway.ts";
import { startHttp } from "../../src/transports/http.ts";
import { library } from "../cards/library.ts";
import { gatewayOf } from "./bot.ts";
import { type LoopbackDiscord, type LoopbackSettings, startLoopbackDiscord } from "./loopback-discord.ts";
import { patient } from "./timing.ts";

export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly id?: string;
  readonly error?: string;
  /** Seconds until the next try. */
  readonly again?: number;
}

export interface Transport {
  readonly discord: LoopbackDiscord;
  readonly lines: LogLine[];
  /** What it logged from `warn` on. */
  readonly warnings: readonly string[];
  /** Ends the transport alone. */
  end(): Promise<void>;
  close(): Promise<void>;
}

interface TransportSettings extends LoopbackSettings {
  readonly transport?: "gateway" | "http";
  readonly answering?: Dispatch;
  /** Done before it starts; `lines` is what it logs from then on. */
  readonly before?: (discord: LoopbackDiscord, lines: readonly LogLine[]) => void;
  /** What is to be other than in most tests; with a clock of the test's own, deadlines are the usual ones. */
  readonly timing?: Partial<Timing>;
}

export const dispatch = createDispatch(library, ({ error }) => {
  throw error;
});

export async function startTransport({
  transport = "gateway",
  answering = dispatch,
  timing = {},
  before,
  ...settings
}: TransportSettings = {}): Promise<Transport> {
  const discord = await startLoopbackDiscord(settings);
  const { environment } = readEnvironment({
    ...gatewayOf(discord),
    DISCORD_APPLICATION_ID: discord.applicationId,
    DISCORD_PUBLIC_KEY: discord.publicKey,
    PORT: "0",
  });
  if (environment === undefined) throw new Error("the environment of the test is wrong");
  const lines: LogLine[] = [];
  const write = (line: string) => {
    lines.push(JSON.parse(line));
  };
  const log = pino({ formatters: { level: (level) => ({ level }) } }, { write });
  const app = { dispatch: answering, library, log };
  // What discord.js itself waits for goes by the machine's clock, whatever the test's.
  const { handshakeWithin, helloWithin } = patient;
  const usual = timing.clock === undefined ? patient : { ...usualTiming, handshakeWithin, helloWithin };
  const whole = { ...usual, ...timing };
  before?.(discord, lines);
  const begin = transport === "http" ? startHttp : startGateway;
  const running = await begin(environment, app, whole).catch(async (error: unknown) => {
    await discord.close();
    throw error;
  });
  if (running.address !== null) await discord.sendTo(running.address);
  let ended: Promise<void> | undefined;
  const end = () => {
    ended ??= running.close();
    return ended;
  };
  return {
    discord,
    lines,
    end,
    get warnings() {
      return lines.filter(({ level }) => level !== "info").map(({ msg }) => msg);
    },
    async close() {
      await end();
      await discord.close();
    },
  };
}

/**
 * A test with `start`, which gives it a bot and a Discord of its own: such tests wait side by side. Afterwards
 * nothing that Discord refuses has been sent, and no token has been logged.
 */
export const test = base.extend<{ start: typeof startTransport }>({
  start: async ({ task: _ }, use) => {
    const started: Transport[] = [];
    await use(async (settings) => {
      const bot = await startTransport(settings);
      started.push(bot);
      return bot;
    });
    for (const bot of started) {
      await bot.close();
      expect(bot.discord.refused).toEqual([]);
      expect(JSON.stringify(bot.lines)).not.toContain(bot.discord.token);
      expect(JSON.stringify(bot.lines)).not.toMatch(/\/(?:interactions|webhooks)\/\d/);
    }
  },
});
