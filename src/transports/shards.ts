/**
 * The gateway's connections as discord.js keeps them, watched: one line when one is lost, one when it is back.
 * Interactions are taken from here, before discord.js would make objects of them that nobody needs.
 */
import {
  type ClientOptions,
  GatewayDispatchEvents,
  type IIdentifyThrottler,
  SimpleShardingStrategy,
} from "discord.js";
import type { Log } from "../log.ts";
import type { Clock } from "../ops/clock.ts";
import { nameOf } from "./failures.ts";

type BuildStrategy = NonNullable<NonNullable<ClientOptions["ws"]>["buildStrategy"]>;

/** What is used of discord.js's shards, some of it private there. */
interface Shard {
  readonly id: number;
  /** 0: neither connected nor about to be. */
  readonly status: number;
  readonly connection: { readonly readyState: number; terminate(): void } | null;
  connect(): Promise<void>;
  destroy(options?: ShardEnd): Promise<void>;
  on(event: "ready" | "resumed", listener: () => void): unknown;
  on(event: "dispatch", listener: (dispatched: Dispatched) => void): unknown;
  removeAllListeners(event: "dispatch"): unknown;
}

interface Dispatched {
  readonly data: { readonly t: string; readonly d: unknown };
}

interface ShardEnd {
  readonly code?: number;
  readonly reason?: string;
  /** 0: a new session, 1: the same one; neither where it is over for good. */
  readonly recover?: number;
}

/** Milliseconds for HELLO on a new connection. discord.js waits for a minute, in which nobody is answered. */
const helloWithin = 10_000;
/** Milliseconds for the other side's goodbye. A half-open socket never says it, and `ws` waits for 30 s. */
const goodbyeWithin = 1_000;
/**
 * Milliseconds in which a session is resumed. Each has an address of its own, which may be gone for good, and who waited
 * longer cannot be answered any more.
 */
const resumeWithin = 10_000;
/** Milliseconds between two IDENTIFYs of one group of shards: Discord's 5 s, and what the network may take off them. */
const identifyEvery = 5_250;
/** The `readyState` of a socket that waits for the other side's goodbye. */
const closing = 2;

export interface Watch {
  readonly log: Log;
  readonly clock: Clock;
  /** Takes what is dispatched as an interaction, whatever that is. */
  readonly onInteraction: (data: unknown) => void;
}

/** For a client's `ws.buildStrategy`: discord.js's own strategy, with shards that do not wait for dead sockets. */
export function watchedShards({ log, clock, onInteraction }: Watch): BuildStrategy {
  return (manager) => {
    manager.options.helloTimeout = helloWithin;
    const freeAt = new Map<number, number>();
    // Asked for by each shard that comes while another's is being made; without an answer all shards are one group.
    manager.options.buildIdentifyThrottler = async () => {
      const information = await manager.fetchGatewayInformation().catch(() => null);
      return createIdentifyThrottler(information?.session_start_limit.max_concurrency ?? 1, freeAt, clock);
    };
    const strategy = new SimpleShardingStrategy(manager);
    const { shards } = strategy as unknown as { readonly shards: ReadonlyMap<number, Shard> };
    const forward = manager.emit.bind(manager) as (event: "dispatch", payload: unknown) => boolean;
    const spawn = strategy.spawn.bind(strategy);
    strategy.spawn = async (ids) => {
      await spawn(ids);
      for (const shard of shards.values()) {
        watch(shard, { log, clock }, () => manager.options.updateSessionInfo(shard.id, null));
        shard.removeAllListeners("dispatch");
        shard.on("dispatch", (dispatched) => {
          const { t: type, d: data } = dispatched.data;
          try {
            if (type === GatewayDispatchEvents.InteractionCreate) onInteraction(data);
            else forward("dispatch", { ...dispatched, shardId: shard.id });
          } catch (error) {
            log.warn({ type, error: nameOf(error) }, "a dispatch could not be read");
          }
        });
      }
    };
    return strategy;
  };
}

/**
 * Lets a shard of each of `groups` identify when its group is `freeAt`, on `clock` (Discord's documentation, "Sharding",
 * max_concurrency). discord.js's own waits on for a connection that is gone and then identifies on the one that came
 * after it, which identifies as well, a turn later: Discord ends it with 4005.
 */
function createIdentifyThrottler(
  groups: number,
  freeAt: Map<number, number>,
  clock: Clock,
): IIdentifyThrottler {
  return {
    async waitForIdentify(shardId, signal) {
      const group = shardId % groups;
      const left = () => (freeAt.get(group) ?? clock.now()) - clock.now();
      // Whoever wakes first has the turn, and the others wait for the next one.
      for (let ms = left(); ms > 0; ms = left()) await clock.sleep(ms, signal);
      signal.throwIfAborted();
      freeAt.set(group, clock.now() + identifyEvery);
    },
  };
}

function watch(
  shard: Shard,
  { log, clock }: Pick<Watch, "log" | "clock">,
  forgetSession: () => PromiseLike<void> | void,
): void {
  let lostAt: number | undefined;
  let over = false;
  const destroy = shard.destroy.bind(shard);
  shard.destroy = (options = {}) => {
    // Ending stops a wait for HELLO, and discord.js takes that for a connection to open again.
    if (over) return Promise.resolve();
    if (options.recover === undefined) over = true;
    else if (lostAt === undefined) {
      lostAt = clock.now();
      const { code, reason } = options;
      log.warn({ shard: shard.id, code, reason }, "the connection to Discord is lost: connecting again");
    }
    const isStale = lostAt !== undefined && clock.now() - lostAt > resumeWithin;
    const socket = shard.connection;
    clock.after(goodbyeWithin, () => {
      if (socket?.readyState === closing) socket.terminate();
    });
    return destroy(isStale && options.recover === 1 ? { ...options, recover: 0 } : options).catch(
      async (error: unknown) => {
        // Discord's address for a session may be none, and discord.js would not connect any more.
        if (over || shard.status !== 0) throw error;
        log.warn(
          { shard: shard.id, error: nameOf(error) },
          "the session cannot be resumed: a new one is asked for",
        );
        await forgetSession();
        await shard.connect();
      },
    );
  };
  const back = (how: string) => {
    if (lostAt === undefined) return;
    const after = Math.round(clock.now() - lostAt);
    lostAt = undefined;
    log.info({ shard: shard.id, after }, how);
  };
  shard.on("resumed", () => {
    if (lostAt !== undefined) back("connected to Discord again: what was missed arrives now");
    else log.info({ shard: shard.id }, "the session was invalid for a moment and is resumed");
  });
  shard.on("ready", () => back("connected to Discord again, in a new session: what was missed is lost"));
}
