import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { isIP } from "node:net";
import {
  type APIInteraction,
  type APIInteractionResponse,
  InteractionResponseType,
  InteractionType,
} from "discord-api-types/v10";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import type { AttachedFile, Delivery } from "../../discord/deliver.ts";
import type { Circumstances } from "../../discord/judge.ts";
import { jsonIn } from "../../input/json.ts";
import type { ErrorLog } from "../connections.ts";
import { readInteraction } from "../interaction.ts";
import { markdownOf } from "./markdown.ts";
import type { EndpointError, SentDelivery, Start } from "./wire.ts";

/** Largest request taken, in bytes: Discord's own interactions stay far below. */
const maxBody = 256 * 1024;
/** Largest dossier taken to be saved, in bytes: larger ones are not read. */
const maxDossier = 64 * 1024 * 1024;

function tooLarge(most: number) {
  return (context: Context) => {
    // What is left of the body is not read: the connection cannot serve another request.
    context.header("connection", "close");
    return refuse(context, 413, `the request is larger than ${most / 1024} KiB`);
  };
}

export interface PreviewParts {
  /** Everything that the bot sends for an interaction, the callback first. */
  readonly deliver: (interaction: APIInteraction) => AsyncIterable<Delivery>;
  /** What the page needs to start; read when it asks. */
  readonly start: () => Start;
  /** The name or address listened on: besides addresses and localhost, the one host that requests may name. */
  readonly host: string;
  readonly log: ErrorLog;
  /** The folder of dossiers that the editor reads and writes; without it there is none. */
  readonly dataDir?: string | undefined;
}

/** The preview as a handler of requests: the page, what it needs to start, and the endpoint for interactions. */
export function createPreviewApp({ deliver, start, host, log, dataDir }: PreviewParts): Hono {
  const app = new Hono();
  app.use(onlyFromOwnPage(host));
  const [strict, withImportMap] = [headers(), headers(importMapHash)];
  app.use((context, next) => (context.req.path === "/review" ? withImportMap : strict)(context, next));

  for (const [path, [file, type]] of Object.entries(pageFiles))
    app.get(path, async (context) => {
      const body = await readFile(file);
      return context.body(body, 200, { "content-type": type, "cache-control": "no-cache" });
    });

  if (dataDir !== undefined) {
    app.get("/review", async (context) => {
      const page = await readFile(pageFile("review.html"), "utf8");
      return context.html(
        page.replace('"importmap">', () => `"importmap">${importMap}`),
        200,
        {
          "cache-control": "no-cache",
        },
      );
    });
    app.get("/review/text", async (context) => (await import("./review.ts")).reviewPage(context, dataDir));
    const editing = { dataDir, host };
    app.get("/api/review", async (context) =>
      (await import("./editing.ts")).readForEditing(context, editing),
    );
    app.get("/api/review/date", async (context) => (await import("./editing.ts")).readDate(context));
    app.put(
      "/api/review",
      bodyLimit({ maxSize: maxDossier, onError: tooLarge(maxDossier) }),
      async (context) => (await import("./editing.ts")).save(context, editing),
    );
  }
  app.get("/healthz", (context) => context.text("ok"));
  app.get("/api/start", (context) => context.json(start()));
  // Asked by the page once it is usable, so that loading the judge delays neither the start nor an answer.
  app.get("/api/start/problems", async (context) => {
    const { judgeCommands } = await import("../../discord/judge.ts");
    return context.json(judgeCommands(start().commands));
  });

  app.post(
    "/api/interactions",
    bodyLimit({ maxSize: maxBody, onError: tooLarge(maxBody) }),
    async (context) => {
      if (!/^application\/json\b/i.test(context.req.header("content-type") ?? ""))
        return refuse(context, 415, "the content type must be application/json");
      const body = jsonIn(await context.req.text());
      if (body === undefined) return refuse(context, 400, "the body is not JSON");
      const read = readInteraction(body);
      if ("problems" in read) return refuse(context, 400, "the body is not an interaction", read.problems);
      const { interaction } = read;
      if (interaction.type === InteractionType.Ping)
        return context.json({ kind: "callback", body: { type: InteractionResponseType.Pong } });
      return stream(sent(deliver(interaction), interaction), log);
    },
  );

  app.notFound((context) => refuse(context, 404, "nothing is here"));
  app.onError((error, context) => {
    log.error({ error }, "preview: a request failed");
    return refuse(context, 500, "the preview failed; its log says why");
  });
  return app;
}

/** The headers of every answer; the pages run scripts of their own address, and the inline ones of these hashes. */
function headers(...hashes: readonly string[]): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", ...hashes],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", "blob:", "data:"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: "no-referrer",
    strictTransportSecurity: false,
    xFrameOptions: "DENY",
  });
}

const script = "text/javascript; charset=utf-8";
const style = "text/css; charset=utf-8";

const pageFile = (name: string) => new URL(`./page/${name}`, import.meta.url);

const modules =
  "main channel components composer dialogs dom edit editor interaction listbox markdown merge review server welcome".split(
    " ",
  );
/** The packages that the editor's page is made with, served as they are. */
const packages = ["preact", "preact/hooks", "@preact/signals", "@preact/signals-core"];
const importMap = JSON.stringify({
  imports: Object.fromEntries(packages.map((name) => [name, `/packages/${name}.js`])),
});
const importMapHash = `'sha256-${createHash("sha256").update(importMap).digest("base64")}'`;

/** Path → file and its type. Nothing else of the disk is served. */
const pageFiles: Readonly<Record<string, readonly [file: URL, type: string]>> = Object.freeze({
  "/": [pageFile("index.html"), "text/html; charset=utf-8"],
  "/mark.svg": [pageFile("mark.svg"), "image/svg+xml"],
  ...Object.fromEntries(
    ["style", "review", "editor"].map((name) => [`/${name}.css`, [pageFile(`${name}.css`), style]]),
  ),
  ...Object.fromEntries(modules.map((name) => [`/${name}.js`, [pageFile(`${name}.js`), script]])),
  ...Object.fromEntries(
    packages.map((name) => [`/packages/${name}.js`, [new URL(import.meta.resolve(name)), script]]),
  ),
});

type RefusalStatus = 400 | 403 | 404 | 413 | 415 | 500;

function refuse(
  context: Context,
  status: RefusalStatus,
  error: string,
  problems?: EndpointError["problems"],
): Response {
  return context.json({ error, ...(problems && { problems }) } satisfies EndpointError, status);
}

/** A link elsewhere may lead to these. */
const openPages: ReadonlySet<string> = new Set(["/", "/review", "/review/text"]);

/**
 * Another site's page may make a browser ask this server, by its address or by a name that it lets point here
 * (DNS rebinding). Such a request names the other site in Host, Origin or Sec-Fetch-Site.
 */
function onlyFromOwnPage(ownHost: string): MiddlewareHandler {
  return async (context, next) => {
    const { host = "", origin, "sec-fetch-site": site } = context.req.header();
    const name = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : "";
    const bare = name.replace(/^\[|\]$/g, "");
    if (
      isIP(bare) === 0 &&
      bare !== "localhost" &&
      !bare.endsWith(".localhost") &&
      bare !== ownHost.toLowerCase()
    )
      return refuse(context, 403, "the preview answers to its own address only");
    const foreignOrigin = origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host);
    // Whatever else another site asks for is refused.
    const foreignSite = (site === "cross-site" || site === "same-site") && !openPages.has(context.req.path);
    if (foreignOrigin || foreignSite) return refuse(context, 403, "the preview answers to its own page only");
    return next();
  };
}

async function* sent(
  deliveries: AsyncIterable<Delivery>,
  interaction: APIInteraction,
): AsyncGenerator<SentDelivery> {
  const { judgeCallback, judgeEdit, judgeFollowUp } = await import("../../discord/judge.ts");
  let edited: Circumstances["edited"] = "message" in interaction ? interaction.message : undefined;
  for await (const delivery of deliveries) {
    // The page is one channel, and its messages have no ids of Discord's.
    if (delivery.kind === "placed") continue;
    // There is no other channel here, and so none that the bot may not write into.
    if (delivery.kind === "message") {
      delivery.arrived();
      continue;
    }
    if (delivery.kind === "removal") {
      yield delivery;
      continue;
    }
    const { kind, body } = delivery;
    const files = "files" in delivery ? (delivery.files ?? []) : [];
    const names = files.map(({ name }) => name);
    let problems: string[];
    switch (kind) {
      case "callback":
        problems = judgeCallback(body, { interaction, files: names });
        edited = answered(body) ?? edited;
        break;
      case "edit":
        problems = judgeEdit(body, { ...(edited && { edited }), files: names });
        break;
      case "followUp":
        problems = judgeFollowUp(body, { files: names });
        break;
    }
    yield { kind, body, files: files.map(encode), markdown: markdownOf(body), problems } as SentDelivery;
  }
}

/** The new message that an edit after this callback is about, as far as the judge asks. */
function answered(callback: APIInteractionResponse): Circumstances["edited"] | undefined {
  if (callback.type === InteractionResponseType.DeferredChannelMessageWithSource) return {};
  if (callback.type !== InteractionResponseType.ChannelMessageWithSource) return undefined;
  const { flags } = callback.data;
  return flags === undefined ? {} : { flags };
}

function encode({ name, type, data }: AttachedFile) {
  return { name, type, base64: Buffer.from(data).toString("base64") };
}

/** One delivery is a JSON document; more follow as lines, each sent as soon as it is there. */
async function stream(deliveries: AsyncGenerator<SentDelivery>, log: ErrorLog): Promise<Response> {
  const first = await deliveries.next();
  if (first.done) throw new Error("no callback for an interaction");
  const encoder = new TextEncoder();
  let left = false;
  const lines = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(`${JSON.stringify(first.value)}\n`)),
    async pull(controller) {
      try {
        const { done, value } = await deliveries.next();
        // Whoever asked has gone while the next was made.
        if (left) return;
        if (done) controller.close();
        else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
      } catch (error) {
        log.error({ error }, "preview: a delivery after the callback failed");
        controller.close();
      }
    },
    cancel: async () => {
      left = true;
      await deliveries.return(undefined);
    },
  });
  return new Response(lines, {
    headers: { "content-type": "application/x-ndjson", "cache-control": "no-store" },
  });
}
