import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import type { Socket } from "node:net";
import { constants, createDeflate, createZstdCompress, deflateSync } from "node:zlib";
import {
  type APIInteraction,
  type APIUser,
  GatewayCloseCodes,
  GatewayDispatchEvents,
  type GatewayIdentifyData,
  GatewayOpcodes,
  type GatewayReadyDispatchData,
  type GatewayResumeData,
} from "discord-api-types/v10";
import { type WebSocket, WebSocketServer } from "ws";
import type { Faults, GatewayControls } from "./faults.ts";

/** Dispatches kept for a session that is away. */
const replayLimit = 1_000;

interface Session {
  readonly id: string;
  readonly shard: readonly [id: number, count: number];
  sequence: number;
  readonly sent: Sent[];
  /** The last sequence that the bot said it has. */
  heard: number;
  connection: Connection | undefined;
}

interface Sent {
  readonly sequence: number;
  readonly frame: string;
  readonly interaction: string | undefined;
  /** Where it was written last. */
  via: Connection | undefined;
}

interface Connection {
  readonly socket: WebSocket;
  send(frame: string): void;
  frozen: boolean;
  /** Once it has been identified or resumed here. */
  session: Session | undefined;
}

export interface GatewaySettings {
  readonly token: string;
  readonly user: APIUser;
  readonly applicationId: string;
  readonly guildIds: readonly string[];
  /** Milliseconds. */
  readonly heartbeatInterval: number;
  readonly resumeUrl: () => string;
}

/** How often the gateway was met. */
export interface GatewayCounts {
  readonly connected: number;
  readonly identified: number;
  readonly resumed: number;
}

/** The gateway (v10, JSON): sessions that are identified, resumed, replayed. Faults are attached by `useFaults`. */
export function createGateway(server: Server, settings: GatewaySettings) {
  const sockets = new WebSocketServer({
    server,
    verifyClient: ({ req }, answer) => {
      handshakes += 1;
      if (faults?.handshake === undefined) return answer(true);
      if (faults.handshake !== "hang") return answer(false, faults.handshake);
      const { socket } = req;
      hanging.add(socket);
      socket.once("close", () => hanging.delete(socket));
      // Read from, or its end would not be seen.
      socket.once("end", () => socket.destroy()).resume();
    },
  });
  const sessions = new Map<string, Session>();
  const connections = new Set<Connection>();
  const counts = { connected: 0, identified: 0, resumed: 0 };
  /** Connections whose handshake is never answered. */
  const hanging = new Set<Socket>();
  let handshakes = 0;
  const undelivered = new Set<string>();
  const waiting: { readonly shards: number | undefined; readonly resolve: () => void }[] = [];
  let faults: Faults | undefined;

  sockets.on("connection", (socket, request) => {
    counts.connected += 1;
    const query = new URL(request.url ?? "/", "http://gateway").searchParams;
    const connection: Connection = {
      socket,
      frozen: false,
      session: undefined,
      send: encoder(socket, query.get("compress")),
    };
    connections.add(connection);
    socket.on("error", () => {});
    socket.on("close", (code) => {
      connections.delete(connection);
      const { session } = connection;
      if (session?.connection !== connection) return;
      session.connection = undefined;
      // A bot that closes with these codes is gone for good: its session cannot be resumed.
      if (code === 1000 || code === 1001) drop(session);
    });
    if (faults?.closeBeforeHello !== undefined) {
      socket.close(faults.closeBeforeHello);
      return;
    }
    if (query.get("v") !== "10" || query.get("encoding") !== "json") {
      socket.close(GatewayCloseCodes.InvalidAPIVersion);
      return;
    }
    const hello = { heartbeat_interval: settings.heartbeatInterval, _trace: [] };
    setTimeout(() => transmit(connection, GatewayOpcodes.Hello, hello), faults?.helloDelay ?? 0);

    socket.on("message", (data) => {
      if (connection.frozen) return;
      let packet: { op: number; d: unknown };
      try {
        packet = JSON.parse(String(data));
      } catch {
        socket.close(GatewayCloseCodes.DecodeError);
        return;
      }
      switch (packet.op) {
        case GatewayOpcodes.Heartbeat:
          if (connection.session !== undefined && typeof packet.d === "number")
            connection.session.heard = packet.d;
          if (!faults?.ignoreHeartbeats) transmit(connection, GatewayOpcodes.HeartbeatAck, null);
          return;
        case GatewayOpcodes.Identify:
          if (connection.session !== undefined) socket.close(GatewayCloseCodes.AlreadyAuthenticated);
          else connection.session = identify(connection, packet.d as GatewayIdentifyData);
          return;
        case GatewayOpcodes.Resume:
          if (connection.session !== undefined) socket.close(GatewayCloseCodes.AlreadyAuthenticated);
          else connection.session = resume(connection, packet.d as GatewayResumeData);
          return;
        case GatewayOpcodes.PresenceUpdate:
        case GatewayOpcodes.VoiceStateUpdate:
        case GatewayOpcodes.RequestGuildMembers:
          if (connection.session === undefined) socket.close(GatewayCloseCodes.NotAuthenticated);
          return;
        default:
          socket.close(GatewayCloseCodes.UnknownOpcode);
      }
    });
  });

  function identify(connection: Connection, data: GatewayIdentifyData): Session | undefined {
    if (data.token !== settings.token || faults?.refuseToken) {
      connection.socket.close(GatewayCloseCodes.AuthenticationFailed, "Authentication failed.");
      return undefined;
    }
    if (data.compress) connection.send = identifyCompressed(connection.socket);
    counts.identified += 1;
    const shard = data.shard ?? [0, 1];
    if (faults?.silentShards.has(shard[0])) return undefined;
    for (const old of sessions.values()) if (old.shard[0] === shard[0]) drop(old);
    const session: Session = {
      id: randomBytes(16).toString("hex"),
      shard,
      sequence: 0,
      sent: [],
      heard: 0,
      connection,
    };
    sessions.set(session.id, session);
    const ready: GatewayReadyDispatchData = {
      v: 10,
      user: settings.user,
      guilds: settings.guildIds
        .filter((id) => shardOf(id, shard[1]) === shard[0])
        .map((id) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: settings.resumeUrl(),
      shard: [...shard],
      application: { id: settings.applicationId, flags: 0, flags_new: "0" } as never,
    };
    dispatchTo(session, GatewayDispatchEvents.Ready, ready);
    for (const entry of [...waiting])
      if (isReady(entry.shards)) {
        waiting.splice(waiting.indexOf(entry), 1);
        entry.resolve();
      }
    return session;
  }

  function resume(connection: Connection, data: GatewayResumeData): Session | undefined {
    if (data.token !== settings.token || faults?.refuseToken) {
      connection.socket.close(GatewayCloseCodes.AuthenticationFailed, "Authentication failed.");
      return undefined;
    }
    const session = sessions.get(data.session_id);
    if (session === undefined) {
      transmit(connection, GatewayOpcodes.InvalidSession, false);
      return undefined;
    }
    if (data.seq > session.sequence) {
      connection.socket.close(GatewayCloseCodes.InvalidSeq);
      return undefined;
    }
    counts.resumed += 1;
    session.connection = connection;
    session.heard = data.seq;
    for (const sent of session.sent) if (sent.sequence > data.seq) write(sent, connection);
    dispatchTo(session, GatewayDispatchEvents.Resumed, { _trace: [] });
    return session;
  }

  function transmit(connection: Connection, op: GatewayOpcodes, d: unknown): void {
    if (!connection.frozen) connection.send(JSON.stringify({ op, d, s: null, t: null }));
  }

  function dispatchTo(session: Session, t: string, d: unknown, interaction?: string): void {
    session.sequence += 1;
    const frame = JSON.stringify({ op: GatewayOpcodes.Dispatch, d, s: session.sequence, t });
    const sent: Sent = { sequence: session.sequence, frame, interaction, via: undefined };
    session.sent.push(sent);
    if (session.sent.length > replayLimit) miss(session, session.sent.shift());
    if (session.connection?.frozen === false) write(sent, session.connection);
  }

  function write(sent: Sent, connection: Connection): void {
    sent.via = connection;
    connection.send(sent.frame);
  }

  /** Forgets a session, and with it what the bot has not had of it. */
  function drop(session: Session): void {
    sessions.delete(session.id);
    for (const sent of session.sent) miss(session, sent);
  }

  function miss({ heard, connection }: Session, sent: Sent | undefined): void {
    if (sent?.interaction === undefined || sent.sequence <= heard) return;
    const arrives = sent.via !== undefined && sent.via === connection && !connection.frozen;
    if (!arrives) undelivered.add(sent.interaction);
  }

  function isReady(shards: number | undefined): boolean {
    const connected = [...sessions.values()].filter(({ connection }) => connection !== undefined);
    return connected.length > 0 && connected.length >= (shards ?? connected[0]?.shard[1] ?? 1);
  }

  const controls: GatewayControls = {
    cut: () => {
      for (const { socket } of connections) socket.terminate();
    },
    closeWith: (code, reason) => {
      for (const { socket } of connections) socket.close(code, reason);
    },
    halfOpen: () => {
      for (const connection of connections) {
        connection.frozen = true;
        connection.socket.pause();
      }
    },
    askReconnect: () => {
      for (const connection of connections) transmit(connection, GatewayOpcodes.Reconnect, null);
    },
    invalidate: ({ resumable = false } = {}) => {
      if (!resumable) for (const session of [...sessions.values()]) drop(session);
      for (const connection of connections) {
        transmit(connection, GatewayOpcodes.InvalidSession, resumable);
        // From here on the bot may resume, on this connection too.
        if (connection.session?.connection === connection) connection.session.connection = undefined;
        connection.session = undefined;
      }
    },
    sendRaw: (frame) => {
      for (const { socket } of connections) socket.send(frame);
    },
    dispatch: (type, data) => {
      for (const session of sessions.values()) dispatchTo(session, type, data);
    },
  };

  return Object.freeze({
    controls,
    useFaults: (attached: Faults) => {
      faults = attached;
    },
    get counts(): GatewayCounts {
      return { ...counts };
    },
    /** The shards that have a session. */
    get shards(): readonly number[] {
      return [...sessions.values()].map(({ shard }) => shard[0]);
    },
    /** How many WebSocket handshakes were begun. */
    get handshakes(): number {
      return handshakes;
    },
    /** Connections whose handshake hangs. */
    hanging: hanging as ReadonlySet<Socket>,
    /** Resolves once every shard has a session (or once `shards` have). */
    ready: (shards?: number) =>
      new Promise<void>((resolve) => {
        if (isReady(shards)) resolve();
        else waiting.push({ shards, resolve });
      }),
    /** Sends an interaction to the shard it belongs to; throws when that shard never identified. */
    sendInteraction: (interaction: APIInteraction) => {
      const guildId = "guild_id" in interaction ? interaction.guild_id : undefined;
      const session = [...sessions.values()].find(
        ({ shard }) => shard[0] === (guildId === undefined ? 0 : shardOf(guildId, shard[1])),
      );
      if (session === undefined) throw new Error("No bot is connected to the gateway for this interaction");
      for (let copy = 0; copy < (faults?.copies ?? 1); copy += 1)
        dispatchTo(session, GatewayDispatchEvents.InteractionCreate, interaction, interaction.id);
    },
    /** Ids of interactions that may never have reached the bot, since their session was forgotten before. */
    undelivered: undelivered as ReadonlySet<string>,
    forget: () => undelivered.clear(),
    close: () => {
      for (const { socket } of connections) socket.terminate();
      for (const socket of hanging) socket.destroy();
      sockets.close();
    },
  });
}

/** Discord's formula. */
function shardOf(guildId: string, shards: number): number {
  return Number((BigInt(guildId) >> 22n) % BigInt(shards));
}

/** Frames as text, or through one compression context for the whole connection, as the client asked. */
function encoder(socket: WebSocket, compress: string | null): (frame: string) => void {
  if (compress !== "zlib-stream" && compress !== "zstd-stream") return (frame) => socket.send(frame);
  const stream = compress === "zlib-stream" ? createDeflate() : createZstdCompress();
  let pending: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => pending.push(chunk));
  const flush = compress === "zlib-stream" ? constants.Z_SYNC_FLUSH : constants.ZSTD_e_flush;
  return (frame) => {
    stream.write(frame);
    stream.flush(flush, () => {
      const message = Buffer.concat(pending);
      pending = [];
      if (message.length > 0) socket.send(message);
    });
  };
}

/** Each frame compressed for itself, as `compress` in IDENTIFY asks. */
function identifyCompressed(socket: WebSocket): (frame: string) => void {
  return (frame) => socket.send(deflateSync(frame));
}
