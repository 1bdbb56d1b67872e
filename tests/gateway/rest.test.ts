import { REST, type ResponseLike } from "discord.js";
import { expect, onTestFinished, test, vi } from "vitest";
import { restOptions } from "../../src/transports/rest.ts";

test("A clock that goes back keeps no answer waiting", async () => {
  const rest = new REST({
    ...restOptions("http://127.0.0.1:9"),
    makeRequest: async () =>
      new Response("{}", { headers: { "content-type": "application/json" } }) as unknown as ResponseLike,
  });
  onTestFinished(() => rest.clearHandlerSweeper());
  let now = Date.UTC(2026, 0, 1);
  const clock = vi.spyOn(Date, "now").mockImplementation(() => now);
  onTestFinished(() => clock.mockRestore());
  const send = (index: number) => rest.post(`/webhooks/1/token${index}`, { body: {}, auth: false });
  await send(0);
  now -= 3_600_000;
  // As many as discord.js by itself lets through in what it takes for a second.
  for (let index = 1; index <= 60; index += 1) expect(await send(index)).toEqual({});
});
