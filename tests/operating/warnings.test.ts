import { afterAll, expect, test } from "vitest";
import { endAllBots, startBot } from "../support/bot.ts";

/* What Node and packages warn of is in the log, as lines like the others. */

afterAll(endAllBots);

/** Warns as Node does of an address that is none. */
const warning =
  "process.emitWarning('The URL postgres://tessera:qzxjvkw@[bad is invalid.', { code: 'DEP0170' })";

test("every line of stderr is JSON, and none holds a password", async () => {
  const bot = startBot({
    TRANSPORT: "preview",
    PORT: "0",
    NODE_ENV: "production",
    // pg warns of this mode; nothing listens there.
    STORE_URL: "postgres://tessera:qzxjvkw@127.0.0.1:9/none?sslmode=require",
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(`process.on("SIGUSR2", () => ${warning});`)}`,
  });
  await bot.ready;
  bot.process.kill("SIGUSR2");
  await expect.poll(() => bot.output.stderr).toContain("DEP0170");
  await expect.poll(() => bot.output.stderr).toContain("the store cannot be reached");
  expect(await bot.stop()).toBe(0);

  const lines = bot.output.stderr.trimEnd().split("\n");
  const warnings = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg.startsWith("a warning of"));
  expect(warnings).toContainEqual(
    expect.objectContaining({ level: "warn", code: "DEP0170", says: "The URL … is invalid." }),
  );
  expect(warnings).toContainEqual(
    expect.objectContaining({ says: expect.stringContaining("sslmode=verify-full") }),
  );
  expect(warnings).toHaveLength(2);
  expect(bot.output.stderr).not.toContain("qzxjvkw");
});
