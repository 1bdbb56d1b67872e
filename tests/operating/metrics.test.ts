import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addressIn, endAllBots, gatewayOf, httpOf, startBot } from "../support/bot.ts";
import { eventually } from "../support/eventually.ts";
import { snowflake } from "../support/interactions.ts";
import { type LoopbackDiscord, startLoopbackDiscord } from "../support/loopback-discord.ts";
import { freePort } from "../support/postgres.ts";

const alerts = readFileSync("deploy/alerts.yml", "utf8");
const dashboard = readFileSync("deploy/grafana.json", "utf8");
const runbook = readFileSync("docs/runbook.md", "utf8");

/** A sample's value by its name and labels as Prometheus writes them: `name{a="b"}`. */
function samplesOf(text: string): Map<string, number> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(lines.map((line) => [line.replace(/ \S+$/, ""), Number(line.split(" ").at(-1))]));
}

let discord: LoopbackDiscord;
let port: number;
const scrape = async (path = "/metrics") => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return { status: response.status, text: await response.text() };
};

beforeAll(async () => {
  discord = await startLoopbackDiscord();
  port = await freePort();
});
afterAll(async () => {
  endAllBots();
  await discord?.close();
});

describe("on the gateway", () => {
  let text: string;

  beforeAll(async () => {
    const store = { STORE_URL: "postgres://nobody@127.0.0.1:9/none" };
    const bot = startBot({ ...gatewayOf(discord), ...store, METRICS_PORT: String(port) });
    await bot.ready;
    const user = snowflake();
    await discord.slash({ name: "place", options: { name: "tadmur" }, user });
    const nothing = await discord.slash({ name: "place", options: { name: "qzxjvkw qzxjvkw" }, user });
    await discord.slash({ name: "settings", user });
    await discord.autocomplete({ name: "place", focused: "name", options: { name: "tad" }, user });
    await discord.press(nothing.message, "What is covered", { user });
    discord.faults.request("callback", {
      status: 404,
      body: { message: "Unknown interaction", code: 10_062 },
    });
    discord.slash({ name: "about", user }).catch(() => undefined);
    await eventually(async () => {
      ({ text } = await scrape());
      expect(text).toContain("tessera_undelivered_total{");
    });
  });

  test("answers are counted by command and outcome", () => {
    const samples = samplesOf(text);
    const answers = (kind: string, command: string, outcome: string) =>
      samples.get(`tessera_answers_total{kind="${kind}",command="${command}",outcome="${outcome}"}`);
    expect(answers("command", "place", "shown")).toBe(1);
    expect(answers("command", "place", "abstained")).toBe(1);
    expect(answers("command", "settings", "refused")).toBe(1);
    expect(answers("suggestions", "place", "shown")).toBe(1);
    expect(answers("press", "about", "shown")).toBe(1);
    expect(samples.get('tessera_answer_duration_seconds_count{kind="command"}')).toBe(3);
    expect(samples.get('tessera_undelivered_total{kind="command"}')).toBe(1);
  });

  test("the gateway's state, the store's failures and the event loop's delay are told", () => {
    const samples = samplesOf(text);
    expect(samples.get('tessera_gateway_shards{state="Ready"}')).toBe(1);
    expect(samples.get("tessera_store_failures_total")).toBeGreaterThan(0);
    expect(samples.get("nodejs_eventloop_lag_p99_seconds")).toBeGreaterThan(0);
  });

  test("no label holds an id or a word of anybody's", () => {
    const labels = [...text.matchAll(/"([^"]*)"/g)].map(([, value]) => value).join("\n");
    expect(labels).not.toMatch(/\d{15}|qzxjvkw|tad/);
  });

  test("it is healthy, and serves nothing else", async () => {
    expect(await scrape("/healthz")).toEqual({ status: 200, text: "ok" });
    expect((await scrape("/")).status).toBe(404);
  });

  test("every metric of the alerts and the dashboard is exported", () => {
    const named = `${alerts}\n${dashboard}`.match(/\b(?:tessera|nodejs|process)_[a-z0-9_]+/g) ?? [];
    const exported = new Set(
      samplesOf(text)
        .keys()
        .map((name) => name.split("{")[0] as string),
    );
    expect(new Set(named).size).toBeGreaterThan(7);
    for (const name of new Set(named)) expect(exported, name).toContain(name);
  });
});

describe("over HTTP", () => {
  const start = (more: Record<string, string>) =>
    startBot({ ...httpOf(discord), STORE_URL: "sqlite::memory:", ...more }).ready;

  test("answers are counted, with the time until their response has left", async () => {
    port = await freePort();
    await discord.sendTo(addressIn(await start({ METRICS_PORT: String(port) })));
    await discord.slash({ name: "cite", options: { id: "PAL-07" }, user: snowflake() });
    await expect
      .poll(async () =>
        samplesOf((await scrape()).text).get('tessera_answer_duration_seconds_count{kind="command"}'),
      )
      .toBe(1);
    expect((await scrape()).text).not.toContain("tessera_gateway_shards");
  });

  test("a port that is taken is said before anything starts", async () => {
    await expect(start({ METRICS_PORT: String(port) })).rejects.toThrow(/METRICS_PORT.*\n.*EADDRINUSE/);
  });
});

describe("alerts", () => {
  test("what is scraped is what the alerts ask for, at the port that the containers have", () => {
    const scraped = readFileSync("deploy/prometheus.yml", "utf8");
    const [, job] = /job_name: (\w+)/.exec(scraped) ?? [];
    const asked = new Set([...`${alerts}\n${dashboard}`.matchAll(/job=\\?"(\w+)/g)].map(([, name]) => name));
    expect([...asked]).toEqual([job]);
    const [, port] = /METRICS_PORT: "(\d+)"/.exec(readFileSync("compose.yaml", "utf8")) ?? [];
    expect(/port: (\d+)/.exec(scraped)?.[1]).toBe(port);
  });

  test("each has a line in the runbook, and the runbook has no others", () => {
    const named = [...alerts.matchAll(/alert: (\w+)/g)].map(([, name]) => name);
    const links = [...alerts.matchAll(/runbook: docs\/runbook\.md#(\w+)/g)].map(([, anchor]) => anchor);
    expect(links).toEqual(named.map((name) => name?.toLowerCase()));
    expect([...runbook.matchAll(/^## (Tessera\w+)$/gm)].map(([, name]) => name)).toEqual(named);
  });
});
