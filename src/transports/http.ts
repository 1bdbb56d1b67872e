/**
 * Discord's interactions over HTTP: each is verified, answered in its own response, and what follows is sent by
 * REST once the response has left. Nothing is kept between requests, so any number of these run side by side.
 */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { type HttpBindings, type ServerType, serve } from "@hono/node-server";
import type { REST } from "discord.js";
import {
  type APIInteraction,
  type APIInteractionResponse,
  InteractionResponseType,
  InteractionType,
  RESTJSONErrorCodes,
} from "discord-api-types/v10";
import { type Context, Hono } from "hono";
import { type Delivery, deliver } from "../discord/deliver.ts";
import type { Environment } from "../environment.ts";
import { referenceOf } from "../reference.ts";
import { sendAfterwards, sendCallback } from "./deliveries.ts";
import { nameOf } from "./failures.ts";
import { readInteraction } from "./interaction.ts";
import { createVerify } from "./signature.ts";
import type { App, Running } from "./transport.ts";

/** Largest request taken, in bytes: Discord's own stay far below. */
const maxBody = 256 * 1024;
/** Bytes of a larger one that are read and dropped. */
const maxDiscarded = 4 * 1024 * 1024;
const closeWithin = 4_000;
/** A message just made by a response is unknown to the REST API for a while: milliseconds between tries. */
const retryAfter: readonly number[] = [250, 500, 1_000, 2_000, 4_000, 4_000];
/** Interactions remembered at least, so that one sent again is refused. */
const remembered = 10_000;

type Bindings = { Bindings: HttpBindings };

export async function startHttp(environment: Environment, app: App): Promise<Running> {
  const { publicKey, token, applicationId, apiUrl, host, port } = environment;
  if (publicKey === undefined) throw new Error("DISCORD_PUBLIC_KEY is needed");
  const underWay = new Set<Promise<void>>();
  let made: Promise<REST> | undefined;
  // Imported when first needed: most answers leave in their response, and discord.js is large.
  const rest = () => {
    made ??= import("discord.js").then(({ REST }) => {
      const client = new REST({ api: apiUrl, timeout: 10_000, retries: 1 });
      return token === undefined ? client : client.setToken(token);
    });
    return made;
  };
  const handler = createHttpApp({
    ...app,
    publicKey,
    rest,
    later(work) {
      const done = work.catch((error: unknown) => {
        app.log.warn({ error: nameOf(error) }, "what follows an answer did not arrive");
      });
      underWay.add(done);
      void done.finally(() => underWay.delete(done));
    },
  });
  const server: ServerType = serve({ fetch: handler.fetch, hostname: host, port });
  // Longer than a proxy keeps its own connections open, so that none is closed under a request.
  if ("keepAliveTimeout" in server) server.keepAliveTimeout = 75_000;
  await once(server, "listening");
  const { port: taken } = server.address() as AddressInfo;
  if (token !== undefined && applicationId !== undefined) {
    const { registerCommands } = await import("../discord/register.ts");
    rest()
      .then((client) => registerCommands(client, applicationId))
      .then(
        (changed) => app.log.info(changed ? "commands registered" : "commands are as registered"),
        (error: unknown) =>
          app.log.error(
            { error: nameOf(error) },
            "the commands could not be registered: try npm run register",
          ),
      );
  }
  return {
    address: `http://${host.includes(":") ? `[${host}]` : host}:${taken}/interactions`,
    async close() {
      const closed = once(server, "close");
      server.close();
      if ("closeIdleConnections" in server) server.closeIdleConnections();
      const deadline = wait(closeWithin, undefined, { ref: false });
      await Promise.race([closed, deadline]);
      await Promise.race([Promise.allSettled(underWay), deadline]);
      if ("closeAllConnections" in server) server.closeAllConnections();
    },
  };
}

export interface HttpParts extends App {
  readonly publicKey: string;
  readonly rest: () => Promise<REST>;
  /** Takes what goes on after the response. */
  readonly later: (work: Promise<void>) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** The handler of requests: `POST /interactions` and `GET /healthz`. */
export function createHttpApp({ dispatch, log, publicKey, rest, later, now }: HttpParts): Hono<Bindings> {
  const app = new Hono<Bindings>();
  const verify = createVerify(publicKey, now);
  const isReplay = createMemory();

  app.get("/healthz", (context) => context.text("ok"));
  app.post("/interactions", async (context) => {
    const signature = context.req.header("x-signature-ed25519");
    const timestamp = context.req.header("x-signature-timestamp");
    if (signature === undefined || timestamp === undefined) {
      return refuse(context, 401, "the signature is missing");
    }
    const body = await readBody(context);
    if (body === null) {
      // The rest of it is not read, so the connection is of no more use.
      context.header("connection", "close");
      return refuse(context, 413, `the request is larger than ${maxBody / 1024} KiB`);
    }
    if (!verify({ signature, timestamp, body })) return refuse(context, 401, "the signature is not right");
    const parsed = parse(body);
    if (parsed === undefined) return refuse(context, 400, "the body is not JSON");
    const read = readInteraction(parsed);
    if ("problems" in read) return refuse(context, 400, "the body is not an interaction");
    const { interaction } = read;
    if (interaction.type === InteractionType.Ping) {
      return context.json({ type: InteractionResponseType.Pong } satisfies APIInteractionResponse);
    }
    if (interaction.type !== InteractionType.ApplicationCommandAutocomplete && isReplay(interaction.id)) {
      return refuse(context, 409, "this interaction came before");
    }
    const deliveries = deliver(await dispatch(interaction), interaction);
    const first = await deliveries.next();
    if (first.done || first.value.kind !== "callback") throw new Error("no callback for an interaction");
    const { value: callback } = first;
    const left = new Promise<void>((resolve) => {
      context.env.outgoing.once("close", () => resolve());
    });
    later(left.then(() => sendRest(deliveries, interaction)));
    if (callback.files === undefined || callback.files.length === 0) return context.json(callback.body);
    // Files cannot go into the response.
    await sendCallback(await rest(), interaction, callback);
    return context.body(null, 202);
  });
  app.all("/interactions", (context) => {
    context.header("allow", "POST");
    return refuse(context, 405, "interactions are posted");
  });
  app.notFound((context) => refuse(context, 404, "nothing is here"));
  app.onError((error, context) => {
    log.error({ error }, "a request failed");
    return refuse(context, 500, "the bot failed; its log says why");
  });

  async function sendRest(deliveries: AsyncIterable<Delivery>, interaction: APIInteraction): Promise<void> {
    for await (const delivery of deliveries) {
      if (delivery.kind === "callback") continue;
      const client = await rest();
      try {
        await patiently(() => sendAfterwards(client, interaction, delivery));
      } catch (error) {
        log.warn(
          { id: referenceOf(interaction), error: nameOf(error), kind: delivery.kind },
          "what follows an answer did not arrive",
        );
      }
    }
  }

  return app;
}

/** Tries again while Discord does not yet know the message that the response made. */
async function patiently(send: () => Promise<void>): Promise<void> {
  for (const pause of retryAfter) {
    try {
      return await send();
    } catch (error) {
      const { code } = Object(error) as { code?: unknown };
      if (code !== RESTJSONErrorCodes.UnknownWebhook && code !== RESTJSONErrorCodes.UnknownMessage)
        throw error;
      await wait(pause);
    }
  }
  return send();
}

/** True for an id that came before. Two generations, so that the memory never grows past twice `remembered`. */
function createMemory(): (id: string) => boolean {
  let young = new Set<string>();
  let old = new Set<string>();
  return (id) => {
    if (young.has(id) || old.has(id)) return true;
    young.add(id);
    if (young.size >= remembered) [young, old] = [new Set(), young];
    return false;
  };
}

/**
 * The body as it came; null where it is larger than is taken. Up to a bound the rest is read all the same, since a
 * client that is still writing would not see the answer.
 */
function readBody({ env: { incoming } }: Context<Bindings>): Promise<Uint8Array | null> {
  // Node's own stream: the web's, which Hono would make of it, costs more than all the rest of an answer.
  return new Promise((resolve, reject) => {
    let chunks: Uint8Array[] = [];
    let size = 0;
    incoming.on("data", (chunk: Uint8Array) => {
      size += chunk.length;
      if (size <= maxBody) chunks.push(chunk);
      else chunks = [];
      if (size > maxDiscarded) resolve(null);
    });
    incoming.once("end", () => resolve(size > maxBody ? null : Buffer.concat(chunks)));
    incoming.once("error", reject);
    incoming.once("close", () => reject(new Error("the request ended early")));
  });
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString());
  } catch {
    return undefined;
  }
}

function refuse(context: Context, status: 400 | 401 | 404 | 405 | 409 | 413 | 500, error: string): Response {
  return context.json({ error }, status);
}
