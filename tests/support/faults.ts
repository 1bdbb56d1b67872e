/*
 * What goes wrong on the way to Discord. The gateway and the REST server ask here before they act, so a fault is
 * switched on in one place and the servers stay readable.
 */

/** Names of the REST routes, as faults and records give them. */
export type RouteName =
  | "gateway"
  | "me"
  | "application"
  | "commands"
  | "callback"
  | "followUp"
  | "message"
  | "channel"
  | "unknown";

/**
 * What happens to a request. `before`: Discord never acts on it. `after`: Discord acts, the bot does not hear
 * of it. `reset` ends the connection with an error, `close` in good order; a hung request is never answered.
 * `delay` in milliseconds.
 */
export type RequestFault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  | { readonly reset: "before" | "after" }
  | { readonly close: "before" | "after" }
  | { readonly hang: "before" | "after" }
  | { readonly delay: number };

/** A 429 as Discord sends it. Seconds. */
export function rateLimited(seconds: number, { global = false }: { global?: boolean } = {}): RequestFault {
  return {
    status: 429,
    headers: {
      "retry-after": String(Math.ceil(seconds)),
      "x-ratelimit-scope": global ? "global" : "user",
      ...(global ? { "x-ratelimit-global": "true" } : { "x-ratelimit-reset-after": String(seconds) }),
    },
    body: { message: "You are being rate limited.", retry_after: seconds, global },
  };
}

/** Connected sockets as faults need them; the gateway gives them. */
export interface GatewayControls {
  /** Ends the sockets without a word. The bot may resume. */
  cut(): void;
  /** Closes the sockets with a code of Discord's (4000 and up) or of WebSocket's. */
  closeWith(code: number, reason?: string): void;
  /** Leaves the sockets open, but nothing is read from them or written to them any more. */
  halfOpen(): void;
  /** Opcode 7. */
  askReconnect(): void;
  /** Opcode 9. Not resumable: the session is forgotten. */
  invalidate(options?: { resumable?: boolean }): void;
  /** Sends a frame as it is, malformed if need be. */
  sendRaw(frame: string | Uint8Array): void;
  /** Sends any dispatch, known to the client or not. */
  dispatch(type: string, data: unknown): void;
}

export interface Faults extends GatewayControls {
  /** What becomes of the next WebSocket handshakes: answered with this status, or never. */
  handshake: number | "hang" | undefined;
  /** Shards of which no IDENTIFY is answered. */
  silentShards: ReadonlySet<number>;
  /** Milliseconds before HELLO on the next connections. */
  helloDelay: number;
  /** Closes connections with this code before HELLO. */
  closeBeforeHello: number | undefined;
  /** Heartbeats are read but not acknowledged. */
  ignoreHeartbeats: boolean;
  /** The token is refused: 401 on REST, 4004 on the gateway. */
  refuseToken: boolean;
  /** How many times each interaction is sent. */
  copies: number;
  /** The next `times` requests on a route meet this fault. */
  request(route: RouteName | "any", fault: RequestFault, times?: number): void;
  /** Every fault off; sockets stay as they are. */
  clear(): void;
  /** How many requests have met a fault. */
  readonly met: number;
}

/** Faults with the gateway's controls; `takeRequestFault` is the REST server's side of `request`. */
export function createFaults(controls: GatewayControls) {
  let met = 0;
  const queue: { route: RouteName | "any"; fault: RequestFault; left: number }[] = [];
  const off = {
    handshake: undefined,
    silentShards: new Set<number>(),
    helloDelay: 0,
    closeBeforeHello: undefined,
    ignoreHeartbeats: false,
    refuseToken: false,
    copies: 1,
  };
  const faults: Faults = {
    ...controls,
    ...off,
    request: (route, fault, times = 1) => {
      queue.push({ route, fault, left: times });
    },
    clear() {
      queue.length = 0;
      Object.assign(this, off);
    },
    get met() {
      return met;
    },
  };
  const takeRequestFault = (route: RouteName): RequestFault | undefined => {
    const index = queue.findIndex((entry) => entry.route === route || entry.route === "any");
    const entry = queue[index];
    if (entry === undefined) return undefined;
    met += 1;
    entry.left -= 1;
    if (entry.left <= 0) queue.splice(index, 1);
    return entry.fault;
  };
  return { faults, takeRequestFault };
}

/** READY, whose address for resuming is `url`. */
export const readyAt = (url: string): string =>
  JSON.stringify({
    op: 0,
    t: "READY",
    s: 2,
    d: {
      session_id: "x",
      resume_gateway_url: url,
      guilds: [],
      user: { id: "1" },
      application: { id: "1" },
    },
  });
