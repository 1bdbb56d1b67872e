import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { RequestFault, RouteName } from "./faults.ts";
import type { UploadedFile } from "./messages.ts";

/** A request that reached Discord's REST API. */
export interface Call {
  readonly method: string;
  readonly route: RouteName;
  /** Ids and tokens of the path, in order. */
  readonly parameters: readonly string[];
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  /** The JSON body, or the `payload_json` of a multipart one. */
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
  /** When the request had arrived whole, on the clock of `performance.now()`. */
  readonly arrived: number;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const routes: readonly (readonly [RouteName, RegExp])[] = [
  ["callback", /^\/interactions\/(\d+)\/([^/]+)\/callback$/],
  ["message", /^\/webhooks\/(\d+)\/([^/]+)\/messages\/(@original|\d+)$/],
  ["followUp", /^\/webhooks\/(\d+)\/([^/]+)$/],
  ["channel", /^\/channels\/(\d+)\/messages$/],
  ["commands", /^\/applications\/(\d+)(?:\/guilds\/(\d+))?\/commands(?:\/(\d+))?$/],
  ["gateway", /^\/gateway\/bot$/],
  ["me", /^\/users\/@me$/],
  ["application", /^(?:\/oauth2)?\/applications\/@me$/],
];

/** An error as Discord's REST API words it. */
export function failure(status: number, code: number, message: string, errors?: unknown): Reply {
  return { status, body: { message, code, ...(errors === undefined ? {} : { errors }) } };
}

/** `Invalid Form Body`: problems of the judge (`data.components[0]: why`) nested as Discord nests them. */
export function invalidForm(problems: readonly string[]): Reply {
  const errors: Record<string, unknown> = {};
  for (const problem of problems) {
    const [, path = "", message = ""] = /^([^:]*): (.*)$/s.exec(problem) ?? [];
    let place = errors;
    for (const step of path.split(/[.[\]]+/).filter((part) => part !== "")) {
      place[step] ??= {};
      place = place[step] as Record<string, unknown>;
    }
    place._errors = [...((place._errors as unknown[]) ?? []), { code: "JUDGED", message }];
  }
  return failure(400, 50_035, "Invalid Form Body", errors);
}

/** A handler for node:http that parses requests below `/api/v10`, meets faults, and answers what `handle` says. */
export function createRestListener(
  handle: (call: Call) => Promise<Reply> | Reply,
  takeFault: (route: RouteName) => RequestFault | undefined,
  onError: (error: unknown) => void,
) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const call = await readCall(request);
      const fault = takeFault(call.route);
      if (fault === undefined) return reply(response, await handle(call));
      if ("status" in fault) return reply(response, { body: { message: "", code: 0 }, ...fault });
      if ("delay" in fault) {
        await pause(fault.delay);
        return reply(response, await handle(call));
      }
      if (Object.values(fault).includes("after")) await handle(call);
      if ("reset" in fault) request.socket.resetAndDestroy();
      else if ("close" in fault) request.socket.end();
    } catch (error) {
      onError(error);
      reply(response, failure(500, 0, "The loopback Discord failed"));
    }
  };
}

async function readCall(request: IncomingMessage): Promise<Call> {
  const url = new URL(request.url ?? "/", "http://discord");
  // discord.js writes @original as %40original.
  const path = decodeURIComponent(url.pathname).replace(/^\/api\/v10/, "");
  const known = url.pathname.startsWith("/api/v10/") ? routes : [];
  const [route, match] = known
    .map(([name, pattern]) => [name, pattern.exec(path)] as const)
    .find(([, found]) => found !== null) ?? ["unknown" as const, null];
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const arrived = performance.now();
  return {
    method: request.method ?? "GET",
    route,
    parameters: match?.slice(1).map((part) => part ?? "") ?? [url.pathname],
    query: url.searchParams,
    authorization: request.headers.authorization,
    arrived,
    ...(await readBody(bytes, request.headers["content-type"] ?? "")),
  };
}

async function readBody(bytes: Buffer, contentType: string): Promise<Pick<Call, "body" | "files">> {
  if (bytes.length === 0) return { body: undefined, files: [] };
  if (!contentType.startsWith("multipart/form-data")) return { body: parse(bytes.toString()), files: [] };
  const form = await new Response(new Uint8Array(bytes), {
    headers: { "content-type": contentType },
  }).formData();
  const files: UploadedFile[] = [];
  let body: unknown = {};
  for (const [field, value] of form) {
    if (field === "payload_json") body = parse(typeof value === "string" ? value : await value.text());
    else if (typeof value !== "string")
      files.push({
        name: value.name,
        contentType: value.type,
        bytes: new Uint8Array(await value.arrayBuffer()),
      });
  }
  return { body, files };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function reply(response: ServerResponse, { status, body, headers }: Reply): void {
  const text = body === undefined ? "" : JSON.stringify(body);
  response.writeHead(status, {
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    "content-length": Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

/**
 * Buckets of a route, as Discord's headers describe them: `limit` requests in `seconds`. `take` gives the
 * headers of the request, and the 429 when there are too many.
 */
export function createRateLimit(limit: number, seconds: number) {
  const buckets = new Map<string, { used: number; resetsAt: number }>();
  return (key: string): { headers: Record<string, string>; exceeded: Reply | undefined } => {
    const now = Date.now();
    let bucket = buckets.get(key);
    if (bucket === undefined || bucket.resetsAt <= now) {
      // Buckets that are over are swept when a new one is made, or the map would grow with every token.
      for (const [old, { resetsAt }] of buckets) {
        if (resetsAt > now) break;
        buckets.delete(old);
      }
      bucket = { used: 0, resetsAt: now + seconds * 1_000 };
      buckets.delete(key);
      buckets.set(key, bucket);
    }
    bucket.used += 1;
    const after = (bucket.resetsAt - now) / 1_000;
    const headers = {
      "x-ratelimit-limit": String(limit),
      "x-ratelimit-remaining": String(Math.max(0, limit - bucket.used)),
      "x-ratelimit-reset": (bucket.resetsAt / 1_000).toFixed(3),
      "x-ratelimit-reset-after": after.toFixed(3),
      "x-ratelimit-bucket": "loopback",
    };
    if (bucket.used <= limit) return { headers, exceeded: undefined };
    return {
      headers,
      exceeded: {
        status: 429,
        headers: { ...headers, "retry-after": String(Math.ceil(after)), "x-ratelimit-scope": "user" },
        body: { message: "You are being rate limited.", retry_after: after, global: false },
      },
    };
  };
}
