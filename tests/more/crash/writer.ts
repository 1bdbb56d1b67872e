/*
 * A process of the store's own that changes settings and keeps reports until it is killed, and says each one once the
 * store has acknowledged it. `node writer.ts <STORE_URL> <round>`
 */
import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { openPatientStore } from "../../support/store.ts";

const [url = "", round = "0"] = process.argv.slice(2);
const store = openPatientStore(url, { onFailure: (error) => say({ failed: String(error) }) });
const servers = ["1", "2", "3"];

function say(line: object): void {
  // At once, and by the system: what was said before the kill has arrived.
  writeSync(1, `${JSON.stringify(line)}\n`);
}

async function changeSettings(server: string): Promise<void> {
  for (let count = 1; ; count += 1) {
    const sameCardAfter = (Number(round) * 20 + count) % 1_440;
    const { settings } = await store.change(server, "7", { sameCardAfter, paused: count % 2 === 0 });
    say({ server, sameCardAfter: settings.sameCardAfter, count });
  }
}

async function keepReports(): Promise<void> {
  for (let count = 1; ; count += 1) {
    // Each of another person, who may have three open.
    const personId = `${round}0${count}`;
    const kept = await store.report({
      serverId: servers[count % 3] ?? null,
      card: "dossier/place:a",
      excerpt: null,
      reason: "date",
      words: "x".repeat(count % 800),
      personId,
    });
    say({ report: kept?.id, personId });
  }
}

await store.reachable();
// Otherwise done at an end that this process never has.
flushCompileCache();
await Promise.all([...servers.map(changeSettings), keepReports()]);
