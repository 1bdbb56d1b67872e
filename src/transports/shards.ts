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
import type { Timing } from "../ops/timing.ts";
import { nameOf } from "./failures.ts";
import { NoSessionsLeft, Stuck } from "./shut-out.ts";

type BuildStrategy = NonNullable<NonNullable<ClientOptions["ws"]>["buildStrategy"]>;

/** What is used of discord.js's shards, some of it private there. */
interface Shard {
  readonly id: number;
  /** 0: neither connected nor about to be. */
  readonly status: number;
  readonly connection: Socket | null;
  connect(): Promise<void>;
  /** Makes a connection, and is called for each one: the first, and those that follow. */
  internalConnect(): Promise<void>;
  /** Told what goes wrong on a connection, before that is closed. */
  onError(error: { readonly code?: string; readonly message: string }): void;
  destroy(options?: ShardEnd): Promise<void>;
  on(event: "ready" | "resumed", listener: () => void): unknown;
  on(event: "dispatch", listener: (dispatched: Dispatched) => void): unknown;
  once(event: "hello", listener: () => void): unknown;
  removeAllListeners(event: "dispatch"): unknown;
}

interface Socket {
  readonly readyState: number;
  terminate(): void;
  on(event: "error", listener: () => void): unknown;
}

interface Dispatched {
  readonly data: { readonly t: string; readonly d: unknown };
}

interface ShardEnd {
  readonly code?: number;
  readonly reason?: string;
  /** 0: a new session, 1: the same one; neither where it is over for good. */
  readonly recover?: number | undefined;
}

/** Milliseconds for the other side's goodbye. A half-open socket never says it, and `ws` waits for 30 s. */
const goodbyeWithin = 1_000;
/**
 * Milliseconds in which a session is resumed. Each has an address of its own, which may be gone for good, and who waited
 * longer cannot be answered any more.
 */
const resumeWithin = 10_000;
/** Milliseconds between two IDENTIFYs of one group of shards: Discord's 5 s, and what the network may take off them. */
const identifyEvery = 5_250;
/** Milliseconds that discord.js waits before each connection but the first. */
const ownPause = 500;
/** The `readyState` of a socket that is not open yet. */
const connecting = 0;

export interface Watch extends Pick<Timing, "clock" | "handshakeWithin" | "helloWithin" | "readyWithin"> {
  readonly log: Log;
  /** Once it is aborted no shard is begun any more. */
  readonly ending: AbortSignal;
  /** Takes what is dispatched as an interaction, whatever that is. */
  readonly onInteraction: (data: unknown) => void;
  /** Told of a shard that has not come a step further within `readyWithin` on its first way in. */
  readonly onStuck: (error: Stuck) => void;
}

/** Milliseconds before the next try, where there were `pause` before the last one. */
export function longer(pause: number): number {
  return Math.min(16_000, Math.max(1_000, pause * 2));
}

/**
 * For a client's `ws.buildStrategy`: discord.js's own strategy, with shards that do not wait for dead sockets. Where
 * fewer sessions are left than there are shards, it rejects with `NoSessionsLeft`, and none is used.
 */
export function watchedShards(watching: Watch): BuildStrategy {
  const { log, clock, handshakeWithin, helloWithin, ending, onInteraction } = watching;
  return (manager) => {
    Object.assign(manager.options, { handshakeTimeout: handshakeWithin, helloTimeout: helloWithin });
    const turns = createTurnsToIdentify(clock);
    // Asked for by each shard that comes while another's is being made; without an answer all shards are one group.
    manager.options.buildIdentifyThrottler = async () => {
      const information = await manager.fetchGatewayInformation().catch(() => null);
      return turns.of(information?.session_start_limit.max_concurrency ?? 1);
    };
    const strategy = new SimpleShardingStrategy(manager);
    const { shards } = strategy as unknown as { readonly shards: ReadonlyMap<number, Shard> };
    const forward = manager.emit.bind(manager) as (event: "dispatch", payload: unknown) => boolean;
    const spawn = strategy.spawn.bind(strategy);
    strategy.spawn = async (ids) => {
      const { session_start_limit: sessions } = await manager.fetchGatewayInformation();
      if (sessions.remaining < ids.length) throw new NoSessionsLeft(sessions.reset_after);
      ending.throwIfAborted();
      await spawn(ids);
      for (const shard of shards.values()) {
        const { comesFurther } = watch(shard, watching, () =>
          manager.options.updateSessionInfo(shard.id, null),
        );
        turns.onStep(shard.id, comesFurther);
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
 * Lets a shard of each group identify when its group is free, on `clock` (Discord's documentation, "Sharding",
 * max_concurrency). discord.js's own waits on for a connection that is gone and then identifies on the one that came
 * after it, which identifies as well, a turn later: Discord ends it with 4005.
 */
function createTurnsToIdentify(clock: Clock) {
  const freeAt = new Map<number, number>();
  /** Shards that have had a turn. As long as they become more, those who wait come further. */
  const served = new Set<number>();
  const steps = new Map<number, () => void>();
  return {
    /** Calls `comesFurther` at each step on the shard's way to its first turn. */
    onStep: (shardId: number, comesFurther: () => void) => void steps.set(shardId, comesFurther),
    of: (groups: number): IIdentifyThrottler => ({
      async waitForIdentify(shardId, signal) {
        const group = shardId % groups;
        const left = () => (freeAt.get(group) ?? clock.now()) - clock.now();
        let before = served.size;
        // Whoever wakes first has the turn, and the others wait for the next one.
        for (let ms = left(); ms > 0; ms = left()) {
          await clock.sleep(ms, signal);
          if (served.size > before) steps.get(shardId)?.();
          before = served.size;
        }
        signal.throwIfAborted();
        if (!served.has(shardId)) steps.get(shardId)?.();
        served.add(shardId);
        freeAt.set(group, clock.now() + identifyEvery);
      },
    }),
  };
}

function watch(
  shard: Shard,
  { log, clock, readyWithin, onStuck }: Watch,
  forgetSession: () => PromiseLike<void> | void,
): { readonly comesFurther: () => void } {
  /** Whether Discord has let it in on the connection that it has. */
  let isIn = false;
  /** Where it was in and is not any more. */
  let lostAt: number | undefined;
  /** Whether the next connection goes on with a session, at the address of that. */
  let resumes = false;
  let pause = 0;
  /** What went wrong on the connection that it has, and why the last one was given up. */
  let fault: string | undefined;
  let last: string | undefined;
  let givenUp: Socket | null = null;
  const over = new AbortController();
  const wayIn = createPatience(clock, readyWithin, () => onStuck(new Stuck(shard.id, last)));

  const connect = shard.internalConnect.bind(shard);
  shard.internalConnect = async () => {
    if (pause > 0) await clock.sleep(pause, over.signal).catch(() => undefined);
    // discord.js would connect again even where it was ended meanwhile.
    if (over.signal.aborted) return;
    try {
      await connect();
    } catch (error) {
      // Discord's address for a session may be none, and discord.js would not connect any more.
      if (over.signal.aborted || shard.status !== 0) throw error;
      const how = { shard: shard.id, error: nameOf(error) };
      log.warn(how, "the session cannot be resumed: a new one is asked for");
      pause = resumes ? 0 : longer(pause);
      resumes = false;
      await forgetSession();
      await shard.internalConnect();
    }
  };

  // A close follows each error. discord.js would end the whole client where it is one of a first connection.
  shard.onError = ({ code, message }) => {
    if (shard.connection !== givenUp) fault = code ?? message;
  };

  const destroy = shard.destroy.bind(shard);
  shard.destroy = async (options = {}) => {
    const { connection } = shard;
    const isAnEnd = options.recover === undefined;
    // Giving up a connection, or ending, stops a wait for HELLO, and discord.js takes that for another one to give up.
    if (over.signal.aborted || (connection === givenUp && !isAnEnd)) return;
    givenUp = connection;
    if (connection !== null) letGo(connection, clock);
    if (isAnEnd) {
      over.abort();
      wayIn.end();
      return destroy(options);
    }
    const { code, reason } = options;
    last = fault ?? reason ?? `closed with ${code}`;
    fault = undefined;
    if (isIn) {
      lostAt = clock.now();
      log.warn({ shard: shard.id, reason: last }, "the connection to Discord is lost: connecting again");
    }
    pause = isIn ? 0 : longer(pause);
    isIn = false;
    const away = lostAt === undefined ? 0 : clock.now() - lostAt;
    const goesOn = resumes && options.recover === 1 && away + ownPause + pause <= resumeWithin;
    // A new session is asked for at another address, which has refused nothing yet.
    if (resumes && !goesOn) pause = 0;
    resumes = goesOn;
    if (lostAt === undefined) {
      const how = { shard: shard.id, reason: last, again: (ownPause + pause) / 1_000 };
      log.warn(how, "Discord does not let the shard in yet: trying again");
    }
    return destroy({ ...options, recover: goesOn ? 1 : 0 });
  };

  const back = (how: string) => {
    [isIn, resumes, pause] = [true, true, 0];
    wayIn.end();
    if (lostAt === undefined) return;
    const after = Math.round(clock.now() - lostAt);
    lostAt = undefined;
    log.info({ shard: shard.id, after }, how);
  };
  shard.once("hello", wayIn.step);
  shard.on("resumed", () => {
    if (lostAt === undefined)
      log.info({ shard: shard.id }, "the session was invalid for a moment and is resumed");
    back("connected to Discord again: what was missed arrives now");
  });
  shard.on("ready", () => back("connected to Discord again, in a new session: what was missed is lost"));
  wayIn.step();
  return { comesFurther: wayIn.step };
}

/** Calls `onEnd` where `milliseconds` pass between two steps, or after the last one, until it is ended. */
function createPatience(clock: Clock, milliseconds: number, onEnd: () => void) {
  let isOver = false;
  let cancel: (() => void) | undefined;
  return {
    step() {
      cancel?.();
      if (!isOver) cancel = clock.after(milliseconds, onEnd);
    },
    end() {
      isOver = true;
      cancel?.();
    },
  };
}

/** Nothing that becomes of it matters any more; discord.js takes its own listener off, and an error would end the process. */
function letGo(socket: Socket, clock: Clock): void {
  socket.on("error", () => undefined);
  if (socket.readyState === connecting) socket.terminate();
  else clock.after(goodbyeWithin, () => socket.terminate());
}
