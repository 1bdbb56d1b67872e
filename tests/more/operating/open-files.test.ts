import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { addressIn, commandOf, httpOf } from "../../support/bot.ts";
import { type LoopbackDiscord, startLoopbackDiscord } from "../../support/loopback-discord.ts";

let discord: LoopbackDiscord;
beforeAll(async () => {
  discord = await startLoopbackDiscord();
});
afterAll(() => discord?.close());

test("connections are turned away before the process has too many files open, and one line says so", async () => {
  const limited = ["-c", 'ulimit -n 80; exec "$@"', "sh", process.execPath, ...commandOf({})];
  const child = spawn("sh", limited, {
    cwd: new URL("../../../", import.meta.url),
    env: { PATH: process.env.PATH, ...httpOf(discord), STORE_URL: "sqlite::memory:" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const said: string[] = [];
  createInterface(child.stderr).on("line", (line) => said.push(line));
  const [ready] = await once(createInterface(child.stdout), "line");
  const { hostname, port } = new URL(addressIn(ready));
  const held: Socket[] = [];
  let closed = 0;
  for (let number = 0; number < 60; number += 1) {
    const socket = connect(Number(port), hostname);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      closed += 1;
    });
    await once(socket, "connect");
    held.push(socket);
  }
  await expect.poll(() => closed).toBe(20);
  expect(said.map((line) => JSON.parse(line).msg)).toEqual([
    "connections are turned away: too many files are open (raise the limit, ulimit -n)",
  ]);
  // There is room for it again once others have gone.
  for (const socket of held) socket.destroy();
  await expect
    .poll(() =>
      fetch(`http://${hostname}:${port}/healthz`).then(
        ({ status }) => status,
        () => 0,
      ),
    )
    .toBe(200);
});
