import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Hono } from "hono";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type Environment, readEnvironment } from "../../src/environment.ts";
import { startMetrics } from "../../src/metrics.ts";
import type { Timing } from "../../src/ops/timing.ts";
import { boundConnections } from "../../src/transports/connections.ts";
import { startHttp } from "../../src/transports/http.ts";
import { listen } from "../../src/transports/preview/listen.ts";
import { library } from "../cards/library.ts";
import { httpOf } from "../support/bot.ts";
import { createTestClock } from "../support/clock.ts";
import { pingInteraction } from "../support/interactions.ts";
import { type LoopbackDiscord, secondsNow, startLoopbackDiscord } from "../support/loopback-discord.ts";
import { sendRaw } from "../support/raw.ts";
import { patient } from "../support/timing.ts";
import { dispatch } from "../support/transport.ts";

/* Whoever sends slowly, or not to the end, holds little and not for long; whoever does not is answered meanwhile. */

let discord: LoopbackDiscord;
beforeAll(async () => {
  discord = await startLoopbackDiscord();
});
afterAll(() => discord?.close());

const log = pino({ level: "silent" });

async function startBot(timing: Timing = patient): Promise<string> {
  const environment = readEnvironment(httpOf(discord)).environment as Environment;
  const { address, close } = await startHttp(environment, { dispatch, library, log }, timing);
  onTestFinished(() => close());
  return address ?? "";
}

/** A request that Discord signed, answered. */
async function honest(url: string): Promise<number> {
  const body = JSON.stringify(pingInteraction(discord.applicationId));
  return (await fetch(url, { method: "POST", headers: discord.signatureHeaders(body), body })).status;
}

const KiB = 1024;
const wellFormed = { "x-signature-ed25519": "a".repeat(128), "x-signature-timestamp": String(secondsNow()) };

function headOf(headers: Readonly<Record<string, string | number>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST /interactions HTTP/1.1\r\nhost: tessera\r\n${lines.join("")}\r\n`;
}

describe("a request that does not come whole in time is given up", () => {
  const timing: Timing = { ...patient, requestWithin: 100 };
  const address = { host: "127.0.0.1", port: 0, log, timing };
  const head = headOf({ ...wellFormed, "content-length": 100 });

  test.each<[string, () => Promise<string>]>([
    ["over HTTP", () => startBot(timing)],
    [
      "in the preview",
      async () => {
        const { url, close } = await listen(new Hono(), address);
        onTestFinished(close);
        return url;
      },
    ],
    [
      "at the metrics",
      async () => {
        const { url, close } = await startMetrics({ ...address, draining: () => false });
        onTestFinished(close);
        return url;
      },
    ],
  ])("%s", async (_, start) => {
    const url = await start();
    for (const sent of ["", head.slice(0, 40), `${head}{`]) {
      const said = await sendRaw(url, sent).closed;
      expect(said, JSON.stringify(sent)).toContain("HTTP/1.1 408 ");
    }
  });
});

test("all bodies that are still coming hold 16 MiB at most: the oldest gives way", async () => {
  const url = await startBot();
  const fit = (16 * KiB) / 250;
  const senders = 2 * Math.ceil(fit);
  const enough = Promise.withResolvers<void>();
  const open = new Set<number>();
  const head = headOf({ ...wellFormed, "content-length": 256 * KiB });
  for (let number = 0; number < senders; number += 1) {
    open.add(number);
    const { closed, socket } = sendRaw(url, `${head}${" ".repeat(250 * KiB)}`);
    onTestFinished(() => void socket.destroy());
    void closed.then(() => {
      open.delete(number);
      if (open.size <= fit) enough.resolve();
    });
  }
  await enough.promise;
  expect(await honest(url)).toBe(200);
  expect(open.size).toBeGreaterThan(fit / 2);
});

describe("a body is not waited for", () => {
  const good = { ...wellFormed, "content-length": 1000 };
  test.each<[string, string, string]>([
    ["without a signature", headOf({ "content-length": 1000 }), "401 Unauthorized"],
    ["with half a signature", headOf({ ...good, "x-signature-ed25519": "a".repeat(64) }), "401 Unauthorized"],
    ["with a time that is none", headOf({ ...good, "x-signature-timestamp": "now" }), "401 Unauthorized"],
    ["that is too large", headOf({ ...good, "content-length": 256 * KiB + 1 }), "413 Payload Too Large"],
    ["by another method", headOf(good).replace("POST", "PUT"), "405 Method Not Allowed"],
    ["at another path", headOf(good).replace("/interactions", "/"), "404 Not Found"],
  ])("%s", async (_, head, status) => {
    const { socket, status: answered } = sendRaw(await startBot(), head);
    onTestFinished(() => void socket.destroy());
    expect(await answered).toBe(`HTTP/1.1 ${status}`);
  });
});

test("connections above a number are turned away, and one line says so", async () => {
  const said: string[] = [];
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const clock = createTestClock();
  boundConnections(server, 3, { log: { error: (_, message) => said.push(message) }, timing: { clock } });
  const { port } = server.address() as AddressInfo;
  const connections = [1, 2, 3, 4, 5].map(() => sendRaw(`http://127.0.0.1:${port}`, ""));
  let closed = 0;
  for (const each of connections) void each.closed.then(() => (closed += 1));
  await expect.poll(() => closed).toBe(2);
  expect(said).toEqual(["connections are turned away: too many are open"]);
});
