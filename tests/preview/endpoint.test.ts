import { request as send } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPreviewApp } from "../../src/transports/preview/app.ts";
import { slashInteraction } from "../support/interactions.ts";
import { fixtureCommands, serveFixtures } from "../support/preview.ts";

/** An interaction as Discord sends it, with parts of it replaced; undefined takes a part away. */
function interaction(part: object = {}): Record<string, unknown> {
  return { ...slashInteraction({ name: "say", options: { text: "hello" } }), ...part };
}

let server: Awaited<ReturnType<typeof serveFixtures>>;
beforeAll(async () => {
  server = await serveFixtures();
});
afterAll(() => server.close());

function post(body: string, headers: Record<string, string> = {}) {
  return fetch(`${server.url}/api/interactions`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
}

/** With headers that `fetch` does not let one set. */
function ask(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    send(`${server.url}${path}`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });
}

describe("the endpoint", () => {
  it("takes an interaction as Discord sends it and gives back Discord's callback untouched", async () => {
    const response = await post(JSON.stringify(interaction()));
    expect(response.status).toBe(200);
    const sent = JSON.parse(await response.text());
    expect(sent).toMatchObject({ kind: "callback", problems: [], files: [] });
    expect(sent.body).toEqual({
      type: 4,
      data: {
        flags: 32_768,
        components: [{ type: 10, content: "Said: hello × 1" }],
        allowed_mentions: { parse: [] },
      },
    });
    expect(sent.markdown).toEqual({ "Said: hello × 1": ["Said: hello × 1"] });
  });

  it("answers a ping", async () => {
    const response = await post(
      JSON.stringify({ ...interaction({ type: 1 }), data: undefined, member: undefined }),
    );
    expect(await response.json()).toMatchObject({ body: { type: 1 } });
  });

  it("sends what follows the callback as lines of its own", async () => {
    const response = await post(JSON.stringify(interaction({ data: { id: "5", name: "slow", type: 1 } })));
    const sent = (await response.text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(sent.map(({ kind }) => kind)).toEqual(["callback", "edit"]);
    expect(sent[1].files[0]).toMatchObject({ name: "one.png", type: "image/png" });
    expect(sent[1].problems).toEqual([]);
  });

  it("says why Discord would refuse a payload", async () => {
    const response = await post(JSON.stringify(interaction({ data: { id: "5", name: "broken", type: 1 } })));
    const { problems } = JSON.parse(await response.text());
    expect(problems.join()).toContain("at most 4000 characters");
  });

  it.each([
    ["nothing", "", "the body is not JSON"],
    ["no JSON", "{", "the body is not JSON"],
    ["an array", "[]", "the body is not an interaction"],
    ["null", "null", "the body is not an interaction"],
    ["another type", JSON.stringify(interaction({ type: 9 })), "type"],
    ["no id", JSON.stringify(interaction({ id: undefined })), "id"],
    ["an id of letters", JSON.stringify(interaction({ id: "abc" })), "id"],
    ["no data", JSON.stringify(interaction({ data: undefined })), "data"],
    ["no name", JSON.stringify(interaction({ data: { id: "5", type: 1 } })), "data.name"],
    ["no member and no user", JSON.stringify(interaction({ member: undefined })), "member"],
    [
      "permissions as a number",
      JSON.stringify(interaction({ member: { user: { id: "4", username: "a" }, permissions: 0 } })),
      "member.permissions",
    ],
    ["autocomplete without focus", JSON.stringify(interaction({ type: 4 })), "data.options"],
    [
      "a press without its message",
      JSON.stringify(interaction({ type: 3, data: { custom_id: "a", component_type: 2 } })),
      "message",
    ],
    [
      "too long a custom_id",
      JSON.stringify(
        interaction({
          type: 3,
          message: { id: "1" },
          data: { custom_id: "a".repeat(101), component_type: 2 },
        }),
      ),
      "data.custom_id",
    ],
    [
      "a form without components",
      JSON.stringify(interaction({ type: 5, data: { custom_id: "a" } })),
      "data.components",
    ],
    [
      "options nested without end",
      JSON.stringify(interaction({ data: { id: "5", name: "a", type: 1, options: "deep" } })),
      "data.options",
    ],
  ])("refuses %s with 400 and says which field", async (_what, body, named) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    const answer = (await response.json()) as { error: string; problems?: { field: string }[] };
    expect([answer.error, ...(answer.problems ?? []).map(({ field }) => field)]).toContain(named);
  });

  it("refuses 1 MB of text with 413, said beforehand or not", async () => {
    const big = JSON.stringify(interaction({ token: "x".repeat(1_000_000) }));
    expect((await post(big)).status).toBe(413);
    const unsaid = await fetch(`${server.url}/api/interactions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: new Blob([big]).stream(),
      duplex: "half",
    } as RequestInit);
    expect(unsaid.status).toBe(413);
  });

  it("refuses other content types with 415", async () => {
    expect((await post(JSON.stringify(interaction()), { "content-type": "text/plain" })).status).toBe(415);
  });

  it("knows no other path and serves nothing of the disk", async () => {
    for (const path of [
      "/nothing",
      "/api/interactions",
      "/%2e%2e/app.ts",
      "/tsconfig.json",
      "/../package.json",
    ])
      expect((await fetch(`${server.url}${path}`)).status, path).toBe(404);
  });

  it("fails with 500 and a plain word when the bot fails, and logs the cause", async () => {
    const logged: unknown[] = [];
    const app = createPreviewApp({
      // biome-ignore lint/correctness/useYield: it fails before.
      deliver: async function* () {
        throw new Error("secret detail");
      },
      start: () => ({ applicationId: "1", commands: fixtureCommands, dossiers: [] }),
      host: "127.0.0.1",
      log: { error: (details) => logged.push(details) },
    });
    const response = await app.request("http://127.0.0.1/api/interactions", {
      method: "POST",
      headers: { "content-type": "application/json", host: "127.0.0.1" },
      body: JSON.stringify(interaction()),
    });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secret");
    expect(logged).toHaveLength(1);
  });
});

describe("the commands", () => {
  it("are judged as well, once the page is usable", async () => {
    expect(await (await fetch(`${server.url}/api/start/problems`)).json()).toEqual([]);
    const app = createPreviewApp({
      deliver: async function* () {},
      start: () => ({
        applicationId: "1",
        commands: [{ name: "Not A Name", description: "" }],
        dossiers: [],
      }),
      host: "127.0.0.1",
      log: { error: () => {} },
    });
    const response = await app.request("http://127.0.0.1/api/start/problems", {
      headers: { host: "127.0.0.1" },
    });
    expect(await response.json()).not.toEqual([]);
  });
});

describe("who may ask", () => {
  it("answers to addresses and localhost, not to a name that was made to point here", async () => {
    const { port } = new URL(server.url);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`])
      expect(await ask("/healthz", { host }), host).toBe(200);
    for (const host of [`rebound.example:${port}`, "rebound.example", "127.0.0.1.rebound.example"])
      expect(await ask("/healthz", { host }), host).not.toBe(200);
  });

  it("refuses other sites' pages", async () => {
    expect(await ask("/api/start", { origin: "http://elsewhere.example" })).toBe(403);
    expect(await ask("/api/start", { origin: "null" })).toBe(403);
    expect(await ask("/api/start", { "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await ask("/api/start", { origin: server.url, "sec-fetch-site": "same-origin" })).toBe(200);
    expect(await ask("/", { "sec-fetch-site": "cross-site" })).toBe(200);
  });

  it("sends a strict content security policy", async () => {
    const { headers } = await fetch(server.url);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy.split("; ").sort()).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "img-src 'self' blob: data:",
      "script-src 'self'",
      "style-src 'self'",
    ]);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });
});
