import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { APIInteraction } from "discord-api-types/v10";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { addressIn, type Bot, httpOf, startBot } from "../../support/bot.ts";
import {
  componentInteraction,
  ids,
  modalSubmitInteraction,
  permissions,
  slashInteraction,
  snowflake,
} from "../../support/interactions.ts";
import { type LoopbackDiscord, startLoopbackDiscord } from "../../support/loopback-discord.ts";
import { openPatientStore } from "../../support/store.ts";

/* A body that Discord signed is good for 5 minutes: whoever has it can send it again, to any process. */

let discord: LoopbackDiscord;
let bot: Bot;
let url: string;
const folder = mkdtempSync(join(tmpdir(), "tessera-replay-"));
const storeUrl = `sqlite:${join(folder, "store.sqlite")}`;
const store = openPatientStore(storeUrl);

beforeAll(async () => {
  discord = await startLoopbackDiscord();
});
afterEach(async () => {
  await bot?.stop();
});
afterAll(async () => {
  await store.close();
  await discord?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  // What follows an answer goes to an interaction that this Discord never sent, so the end does not wait for it.
  bot = startBot({ ...httpOf(discord), STORE_URL: storeUrl }, { takenFor: 0, drainWithin: 0 });
  url = addressIn(await bot.ready);
}

/** Sends what Discord would sign once, before and after a restart, and once more to the same process. */
async function sendAgain(interaction: APIInteraction, between: () => Promise<unknown> = async () => {}) {
  const body = JSON.stringify(interaction);
  const headers = discord.signatureHeaders(body);
  const send = async () => {
    const response = await fetch(url, { method: "POST", headers, body });
    return { status: response.status, text: await response.text() };
  };
  await start();
  const first = await send();
  expect((await send()).status).toBe(409);
  await between();
  await bot.stop();
  await start();
  return { first, again: await send() };
}

test("A report that comes again after a restart is kept once", async () => {
  const user = snowflake();
  const { first, again } = await sendAgain(
    modalSubmitInteraction({
      customId: "reported|palmyra-2015/place:palmyra",
      fields: { excerpt: ["whole"], reason: ["date"], words: "once" },
      guildId: snowflake(),
      user,
      applicationId: discord.applicationId,
    }),
  );
  expect(first.text).toContain("Thank you for the report.");
  expect(again.text).toContain("Thank you for the report.");
  expect(await store.reportsBy(user)).toHaveLength(1);
});

test("A change that comes again after a restart does not undo what came after it", async () => {
  const here = { guildId: snowflake(), permissions: permissions.moderator };
  const { message } = await panelOf(here);
  const { again } = await sendAgain(
    componentInteraction({
      message,
      customId: "set|answersPerMinute",
      values: ["3"],
      ...here,
      applicationId: discord.applicationId,
    }),
    () => store.change(here.guildId, ids.asker, { answersPerMinute: 30 }),
  );
  expect(again.status).toBe(200);
  const { settings, changes } = await store.server(here.guildId);
  expect(settings.answersPerMinute).toBe(30);
  expect(changes).toHaveLength(2);
});

test("A card for everyone that comes again after a restart is counted once", async () => {
  const here = { guildId: snowflake(), channelId: snowflake(), permissions: permissions.moderator };
  await store.change(here.guildId, ids.asker, { channels: [here.channelId], sameCardAfter: 0 });
  await sendAgain(
    slashInteraction({
      name: "place",
      options: { name: "tadmur", hide: false },
      ...here,
      applicationId: discord.applicationId,
    }),
  );
  expect(await store.posts(here.guildId)).toHaveLength(1);
});

async function panelOf(here: { guildId: string; permissions: bigint }) {
  await start();
  await discord.sendTo(url);
  const panel = await discord.slash({ name: "settings", ...here });
  await bot.stop();
  return panel;
}
