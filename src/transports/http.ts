/**
 * Discord's interactions over HTTP: each is verified, answered in its own response, and what follows is sent by
 * REST once the response has left. Nothing is kept between requests, so any number of these run side by side.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { REST } from "discord.js";
import { type APIInteraction, InteractionResponseType, InteractionType } from "discord-api-types/v10";
import { deliver } from "../discord/deliver.ts";
import type { Environment } from "../environment.ts";
import { jsonIn } from "../input/json.ts";
import { TooLate, within } from "../ops/clock.ts";
import { type Timing, usualTiming } from "../ops/timing.ts";
import { referenceOf } from "../reference.ts";
import { createBodies, maxBody } from "./bodies.ts";
import { boundConnections, requestLimits } from "./connections.ts";
import { sendFollowing } from "./deliveries.ts";
import { nameOf } from "./failures.ts";
import { readInteraction } from "./interaction.ts";
import { createSeen } from "./seen.ts";
import { createVerify, readSignature } from "./signature.ts";
import { createStrangers, type RefusedKind } from "./strangers.ts";
import type { App, Running } from "./transport.ts";
import { createUnderWay, type UnderWay } from "./under-way.ts";

/** Connections at once: more than a proxy keeps, or Discord makes. */
const mostConnections = 2_000;

/** Listens, and resolves once it does. */
export async function startHttp(
  environment: Environment,
  app: App,
  timing: Timing = usualTiming,
): Promise<Running> {
  const { publicKey, token, applicationId, apiUrl, host, port } = environment;
  const { clock, lingerFor, takenFor, drainWithin } = timing;
  if (publicKey === undefined) throw new Error("DISCORD_PUBLIC_KEY is needed");
  const underWay = createUnderWay(clock);
  const ending = new AbortController();
  let made: Promise<REST> | undefined;
  // Imported when first needed: most answers leave in their response, and discord.js is large.
  const rest = () => {
    made ??= Promise.all([import("discord.js"), import("./rest.ts")]).then(([{ REST }, { restOptions }]) => {
      const client = new REST(restOptions(apiUrl));
      return token === undefined ? client : client.setToken(token);
    });
    return made;
  };
  const server = createServer(
    requestLimits(timing),
    createHandler({ ...app, timing, publicKey, rest, underWay, isDraining: () => ending.signal.aborted }),
  );
  // Longer than a proxy keeps its own connections open, so that none is closed under a request.
  server.keepAliveTimeout = 75_000;
  // Before it listens: what has been taken by the end is waited for only once this has returned.
  const { registerBeside } =
    token === undefined || applicationId === undefined ? {} : await import("./registering.ts");
  server.listen(port, host);
  await once(server, "listening");
  boundConnections(server, mostConnections, { log: app.log, timing });
  const { port: taken } = server.address() as AddressInfo;
  if (applicationId !== undefined)
    void registerBeside?.(rest(), applicationId, { log: app.log, clock, signal: ending.signal });
  return {
    address: `http://${host.includes(":") ? `[${host}]` : host}:${taken}/interactions`,
    async close() {
      ending.abort();
      // So that the next request takes another connection, to a process that stays.
      server.prependListener("request", (_: unknown, response: { shouldKeepAlive: boolean }) => {
        response.shouldKeepAlive = false;
      });
      const begun = clock.now();
      const left = (milliseconds: number) => begun + milliseconds - clock.now();
      await clock.sleep(lingerFor);
      await underWay.done(left(takenFor));
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      const unfinished = await underWay.done(left(drainWithin));
      if (unfinished > 0)
        app.log.warn({ left: unfinished }, "the end does not wait for all that is under way");
      await within(clock, left(drainWithin), () => closed).catch(() => undefined);
      server.closeAllConnections();
    },
  };
}

export interface HttpParts extends App {
  readonly publicKey: string;
  readonly rest: () => Promise<REST>;
  /** Takes what is to be finished before the end. */
  readonly underWay: Pick<UnderWay, "add">;
  /** Whether it is about to end. */
  readonly isDraining: () => boolean;
  readonly timing: Pick<Timing, "clock" | "deferAfter" | "answerWithin">;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Answers `POST /interactions` and `GET /healthz`. On Node's own server: what a framework puts between a request and
 * its handler took as long as verifying a signature does.
 */
export function createHandler({
  dispatch,
  log,
  metrics,
  publicKey,
  rest,
  underWay,
  isDraining,
  timing: { clock, deferAfter, answerWithin },
  now,
}: HttpParts): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  const verify = createVerify(publicKey, now);
  const bodies = createBodies();
  const isReplay = createSeen();
  const strangers = createStrangers({ log, metrics, clock });

  /** Refuses what whoever sent it is to blame for. */
  function turnAway(
    outgoing: ServerResponse,
    kind: RefusedKind,
    ...refusal: [status: RefusalStatus, error: string, headers?: OutgoingHttpHeaders]
  ): void {
    strangers.refused(kind);
    refuse(outgoing, ...refusal);
  }

  async function takeInteraction(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const arrived = clock.now();
    const signature = readSignature(incoming.headers);
    if (signature === "unsigned") return turnAway(outgoing, signature, 401, "the signature is missing");
    if (signature === "wrongSignature")
      return turnAway(outgoing, signature, 401, "the signature is not right");
    const body = await bodies.read(incoming);
    // Nobody is there to be answered.
    if (body === "cutOff") return strangers.refused(body);
    if (body === "tooLarge")
      return turnAway(outgoing, body, 413, `the request is larger than ${maxBody / 1024} KiB`);
    const verdict = verify(signature, body);
    if (verdict !== "right") return turnAway(outgoing, verdict, 401, "the signature is not right");
    strangers.accepted();
    const parsed = jsonIn(body.toString());
    if (parsed === undefined) return turnAway(outgoing, "notJson", 400, "the body is not JSON");
    const read = readInteraction(parsed);
    if ("problems" in read)
      return turnAway(outgoing, "notInteraction", 400, "the body is not an interaction");
    const { interaction } = read;
    if (interaction.type === InteractionType.Ping) {
      return respond(outgoing, pong);
    }
    if (interaction.type !== InteractionType.ApplicationCommandAutocomplete && isReplay(interaction.id)) {
      return turnAway(outgoing, "repeated", 409, "this interaction came before");
    }
    // From here on, since whoever asked may be gone before there is an answer.
    const left = new Promise<void>((resolve) => {
      outgoing.once("close", resolve);
    });
    const delivering = deliver(dispatch(interaction), interaction, { clock, deferAfter });
    try {
      const { callback, following, settled } = await within(clock, answerWithin, () => delivering);
      respond(outgoing, callback.json ?? JSON.stringify(callback.body));
      await left;
      settled(outgoing.writableFinished);
      if (following !== null) await sendFollowing(rest, interaction, following, { log, clock, arrived });
    } catch (error) {
      if (!(error instanceof TooLate)) return failed(outgoing, error, interaction);
      void delivering.then(({ settled }) => settled(false)).catch(() => undefined);
      log.warn({ id: referenceOf(interaction), error: nameOf(error) }, "an answer is too late");
      refuse(outgoing, 503, "the answer is too late");
    }
  }

  /** Logs it under the interaction's id, or one of its own, and says that id to whoever asked. */
  function failed(outgoing: ServerResponse, error: unknown, interaction?: APIInteraction): void {
    const id = referenceOf(interaction);
    log.error({ id, error }, "a request failed");
    if (outgoing.headersSent) outgoing.destroy();
    else refuse(outgoing, 500, `the bot failed; its log says why: ${id}`);
  }

  async function take(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const path = pathOf(incoming.url ?? "");
    try {
      if (path === "/interactions" && incoming.method === "POST") await takeInteraction(incoming, outgoing);
      else if (path === "/interactions")
        turnAway(outgoing, "wrongMethod", 405, "interactions are posted", { allow: "POST" });
      else if (path === "/healthz" && (incoming.method === "GET" || incoming.method === "HEAD")) {
        outgoing.writeHead(isDraining() ? 503 : 200, { "content-type": "text/plain" });
        outgoing.end(isDraining() ? "draining" : "ok");
      } else turnAway(outgoing, "unknownPath", 404, "nothing is here");
    } catch (error) {
      failed(outgoing, error);
    }
  }

  return (incoming, outgoing) => {
    const taken = take(incoming, outgoing);
    underWay.add(taken);
    return taken;
  };
}

/** The path that a request asks for, which may be given as a whole address, without a slash at its end. */
function pathOf(target: string): string {
  if (target === "/interactions") return target;
  const [path = ""] = target.replace(/^https?:\/\/[^/?]*/i, "").split("?", 1);
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

const pong = Buffer.from(JSON.stringify({ type: InteractionResponseType.Pong }));

function respond(outgoing: ServerResponse, json: string | Uint8Array): void {
  const length = Buffer.byteLength(json);
  outgoing.writeHead(200, { "content-type": "application/json", "content-length": length }).end(json);
}

type RefusalStatus = 400 | 401 | 404 | 405 | 409 | 413 | 500 | 503;

function refuse(
  outgoing: ServerResponse,
  status: RefusalStatus,
  error: string,
  headers: OutgoingHttpHeaders = {},
): void {
  outgoing.writeHead(status, { "content-type": "application/json", ...headers });
  outgoing.end(JSON.stringify({ error }));
}
