import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { addressIn, commandOf, httpOf } from "../../support/bot.ts";
import { type LoopbackDiscord, startLoopbackDiscord } from "../../support/loopback-discord.ts";
import { freePort } from "../../support/postgres.ts";

let discord: LoopbackDiscord;
beforeAll(async () => {
  discord = await startLoopbackDiscord();
});
afterAll(() => discord?.close());

const turnedAway = "connections are turned away: too many files are open (raise the limit, ulimit -n)";

/** A bot that may have 80 files open, and what it logs. */
async function startLimited(env: Readonly<Record<string, string>> = {}) {
  const limited = ["-c", 'ulimit -n 80; exec "$@"', "sh", process.execPath, ...commandOf({})];
  const child = spawn("sh", limited, {
    cwd: new URL("../../../", import.meta.url),
    env: { PATH: process.env.PATH, ...httpOf(discord), STORE_URL: "sqlite::memory:", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const said: string[] = [];
  createInterface(child.stderr).on("line", (line) => said.push(JSON.parse(line).msg));
  const [ready] = await once(createInterface(child.stdout), "line");
  return { url: new URL(addressIn(ready)), said };
}

/** Connections that stay, and how many of them were closed at once. */
async function connectTo({ hostname, port }: URL, connections: number) {
  const held: Socket[] = [];
  let closed = 0;
  for (let number = 0; number < connections; number += 1) {
    const socket = connect(Number(port), hostname);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      closed += 1;
    });
    await once(socket, "connect");
    held.push(socket);
  }
  return { held, closed: () => closed };
}

test("connections are turned away before the process has too many files open, and one line says so", async () => {
  const { url, said } = await startLimited();
  const { held, closed } = await connectTo(url, 60);
  await expect.poll(closed).toBe(20);
  expect(said).toEqual([turnedAway]);
  // There is room for it again once others have gone.
  for (const socket of held) socket.destroy();
  await expect
    .poll(() =>
      fetch(new URL("/healthz", url)).then(
        ({ status }) => status,
        () => 0,
      ),
    )
    .toBe(200);
});

test("those to the metrics are turned away too, and one line says so", async () => {
  const port = String(await freePort());
  const { said } = await startLimited({ METRICS_HOST: "127.0.0.1", METRICS_PORT: port });
  const { closed } = await connectTo(new URL(`http://127.0.0.1:${port}`), 60);
  await expect.poll(closed).toBe(20);
  expect(said).toEqual([turnedAway]);
});
