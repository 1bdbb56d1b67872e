import { generateKeyPairSync, sign } from "node:crypto";
import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { judgeCallback } from "../../src/discord/judge.ts";
import { createDispatch } from "../../src/dispatch.ts";
import { readEnvironment } from "../../src/environment.ts";
import { startHttp } from "../../src/transports/http.ts";
import { readInteraction } from "../../src/transports/interaction.ts";
import type { Running } from "../../src/transports/transport.ts";
import { library } from "../cards/library.ts";
import { fc } from "../support/fast-check.ts";
import { autocompleteInteraction, componentInteraction, writtenMessage } from "../support/interactions.ts";
import { secondsNow } from "../support/loopback-discord.ts";
import { patient } from "../support/timing.ts";
import { cases, timeout } from "./cases.ts";
import { broken, interaction } from "./interactions.ts";

/* Bodies of any bytes, over real sockets: each is answered as an interaction or refused, and nothing fails. */

const keys = generateKeyPairSync("ed25519");
const publicKey = keys.publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex");
const agent = new Agent({ keepAlive: true, maxSockets: 8 });
const logged: string[] = [];
const faults: unknown[] = [];
const rejected: unknown[] = [];
const onRejection = (error: unknown) => rejected.push(error);
/** Takes whatever follows an answer. */
const discord = createServer((asked, response) => {
  asked.resume().once("end", () => response.writeHead(200, { "content-type": "application/json" }).end("{}"));
});
let running: Running;

beforeAll(async () => {
  process.on("unhandledRejection", onRejection);
  await new Promise<void>((resolve) => discord.listen(0, "127.0.0.1", resolve));
  const { environment } = readEnvironment({
    TRANSPORT: "http",
    DISCORD_APPLICATION_ID: "1100000000000000001",
    DISCORD_PUBLIC_KEY: publicKey,
    DISCORD_API_URL: `http://127.0.0.1:${(discord.address() as AddressInfo).port}/api`,
    PORT: "0",
  });
  if (environment === undefined) throw new Error("the environment of the test is wrong");
  const log = pino({ level: "error" }, { write: (line: string) => logged.push(line) });
  running = await startHttp(
    environment,
    {
      dispatch: createDispatch(library, ({ error }) => faults.push(error)),
      library,
      log,
    },
    patient,
  );
});
afterAll(async () => {
  process.off("unhandledRejection", onRejection);
  await running?.close();
  agent.destroy();
  discord.closeAllConnections();
  discord.close();
});

type Headers = Readonly<Record<string, string>>;

function signed(body: Uint8Array): Headers {
  const timestamp = String(secondsNow());
  const signature = sign(null, Buffer.concat([Buffer.from(timestamp), body]), keys.privateKey);
  return { "x-signature-timestamp": timestamp, "x-signature-ed25519": signature.toString("hex") };
}

function post(body: Uint8Array, headers: Headers): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(running.address ?? "", { method: "POST", agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, text: String(Buffer.concat(chunks)) }),
      );
    });
    asked.once("error", reject);
    asked.end(body);
  });
}

const text = fc.oneof(
  { weight: 4, arbitrary: interaction.map((each) => JSON.stringify(each)) },
  { weight: 6, arbitrary: broken.map((each) => JSON.stringify(each)) },
  // Cut off, or with something in the middle.
  {
    weight: 2,
    arbitrary: fc
      .tuple(interaction, fc.nat(), fc.string({ unit: "binary", maxLength: 4 }), fc.boolean())
      .map(([each, at, put, cut]) => {
        const whole = JSON.stringify(each);
        const place = at % whole.length;
        return `${whole.slice(0, place)}${put}${cut ? "" : whole.slice(place)}`;
      }),
  },
  { weight: 1, arbitrary: fc.json() },
  {
    weight: 1,
    arbitrary: fc.constantFrom("[".repeat(20_000), '{"a":'.repeat(5_000), '{"type":1e400}', '"\\ud800"'),
  },
);
const bytes = fc.oneof(
  { weight: 9, arbitrary: text.map((each) => Buffer.from(each)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }).map((each) => Buffer.from(each)) },
);
const forged = fc.record(
  {
    "x-signature-timestamp": fc.stringMatching(/^[\w.-]{0,14}$/),
    "x-signature-ed25519": fc.stringMatching(/^[\da-f]{0,130}$/),
  },
  { requiredKeys: [] },
);

const typed = autocompleteInteraction({ name: "place", focused: "name" });
/** Bodies that once were answered with a fault. */
const found = [
  // FUZZ_SEED=2007456863: flags of a message that are neither a number nor a text.
  componentInteraction({
    message: { ...writtenMessage(""), flags: { toString: 0, valueOf: 0 } as never },
    customId: "open|PAL-01|1",
  }),
  // FUZZ_SEED=303 and 606: a name with a length that cannot be compared.
  { ...typed, data: { ...typed.data, name: { length: { toString: null } } } },
].map((each): [Buffer<ArrayBuffer>, null] => [Buffer.from(JSON.stringify(each)), null]);

test("any body is answered soundly or refused, and the log stays empty", { timeout }, async () => {
  const numRuns = cases.http;
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(bytes, fc.option(forged, { freq: 10 }), async (body, headers) => {
      const { status, text } = await post(body, headers ?? signed(body));
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (headers !== null) {
        expect(status).toBe(401);
        return;
      }
      expect([200, 202, 400]).toContain(status);
      if (status !== 200) return;
      const read = readInteraction(JSON.parse(String(body)));
      if (!("interaction" in read)) throw new Error("answered what is no interaction");
      if (read.interaction.type !== 1) expect(judgeCallback(JSON.parse(text))).toEqual([]);
    }),
    { numRuns, examples: found },
  );
  for (const status of [200, 400, 401])
    expect(statuses.get(status), `${status}`).toBeGreaterThan(numRuns / 100);
  expect(faults).toEqual([]);
  expect(logged).toEqual([]);
  expect(rejected).toEqual([]);
});
