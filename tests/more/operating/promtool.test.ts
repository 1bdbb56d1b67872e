import { afterAll, describe, expect, test } from "vitest";
import { endAllBots, gatewayOf, startBot } from "../../support/bot.ts";
import { startLoopbackDiscord } from "../../support/loopback-discord.ts";
import { lacks } from "../../support/needs.ts";
import { freePort } from "../../support/postgres.ts";
import { promtool, promtoolMissing, promtoolReading } from "../../support/promtool.ts";

/* Prometheus's own tool on what is exported, and on what is shipped for it. */

afterAll(endAllBots);

describe.skipIf(lacks(promtoolMissing))("promtool takes", () => {
  test("what is exported", async () => {
    const discord = await startLoopbackDiscord();
    const port = String(await freePort());
    const bot = startBot({ ...gatewayOf(discord), STORE_URL: "sqlite::memory:", METRICS_PORT: port });
    await bot.ready;
    await discord.slash({ name: "about" });
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    // It would have other names for some of Node's own, which prom-client gives.
    const own = text.split("\n").filter((line) => line.includes("tessera_"));
    expect(own.length).toBeGreaterThan(10);
    expect(promtoolReading(`${own.join("\n")}\n`, "check", "metrics")).toBe("");
    await bot.stop();
    await discord.close();
  });

  test("the alerts", () => {
    expect(promtool("check", "rules", "deploy/alerts.yml")).toContain("SUCCESS: 9 rules found");
    expect(promtool("test", "rules", "deploy/alerts.test.yml")).toContain("SUCCESS");
  });

  test("the scrape configuration, with the alerts", () => {
    const said = promtool("check", "config", "deploy/prometheus.yml");
    expect(said).toContain("SUCCESS: 1 rule files found");
    expect(said).toContain("SUCCESS: deploy/prometheus.yml is valid");
  });
});
