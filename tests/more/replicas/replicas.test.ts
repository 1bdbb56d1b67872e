import {
  type APIInteraction,
  type APIInteractionResponseChannelMessageWithSource,
  MessageFlags,
} from "discord-api-types/v10";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Store } from "../../../src/store/store.ts";
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
import { lacks } from "../../support/needs.ts";
import { type Nginx, nginxMissing, startNginx } from "../../support/nginx.ts";
import { type Postgres, postgresMissing, startPostgres } from "../../support/postgres.ts";
import { textOf } from "../../support/read.ts";
import { openPatientStore } from "../../support/store.ts";

/* Two processes on one PostgreSQL, behind nginx: what one does, the other knows. */

const { moderator } = permissions;

interface Replica extends Bot {
  readonly url: string;
}

const missing = [postgresMissing, nginxMissing].filter((each) => each !== null).join(" ");

describe.skipIf(lacks(missing || null))("two replicas", () => {
  let discord: LoopbackDiscord;
  let postgres: Postgres;
  let nginx: Nginx;
  let replicas: Replica[];
  let store: Store;

  beforeAll(async () => {
    [discord, postgres] = await Promise.all([startLoopbackDiscord(), startPostgres()]);
    store = openPatientStore(postgres.url);
    // Both start at the same time, on an empty database.
    replicas = await Promise.all([1, 2].map(() => startReplica()));
    nginx = await startNginx(replicas.map((replica) => new URL(urlOf(replica)).host));
    expect(await store.reachable()).toBe(true);
  });
  afterAll(async () => {
    await store?.close();
    await nginx?.close();
    for (const replica of replicas ?? []) await replica.kill();
    postgres?.close();
    await discord?.close();
  });

  async function startReplica(): Promise<Replica> {
    const bot = startBot({ ...httpOf(discord), DISCORD_TOKEN: discord.token, STORE_URL: postgres.url });
    return { ...bot, url: addressIn(await bot.ready) };
  }

  function urlOf(replica: Replica | undefined): string {
    return replica?.url ?? "";
  }

  /** Sends what follows to one replica. */
  const only = (index: number) => discord.sendTo(urlOf(replicas[index]));
  const both = () => discord.sendTo(`${nginx.url}/interactions`);

  test("Settings made through one hold on the other soon after", async () => {
    const here = { guildId: snowflake(), permissions: moderator };
    const look = () =>
      discord.slash({ name: "place", options: { name: "tadmur" }, user: snowflake(), ...here });
    await only(1);
    expect((await look()).ephemeral).toBe(true);
    await only(0);
    const panel = await discord.slash({ name: "settings", ...here });
    const press = (customId: string, values?: string[]) =>
      discord.interact(
        componentInteraction({
          message: panel.message,
          customId,
          ...here,
          applicationId: discord.applicationId,
          ...(values ? { values } : {}),
        }),
      );
    await press("settings|addChannel|1");
    await press("set|answers", ["public"]);
    expect((await look()).ephemeral).toBe(false);
    await only(1);
    const elsewhere = () =>
      discord.slash({ name: "event", options: { name: "jazal" }, user: snowflake(), ...here });
    await expect.poll(async () => (await elsewhere()).ephemeral, { interval: 500 }).toBe(false);
  });

  test("Buttons made by one work on the other", async () => {
    await only(0);
    const answer = await discord.slash({ name: "event", options: { name: "jazal" }, user: snowflake() });
    await only(1);
    const details = await discord.press(answer.message, "Details");
    expect(textOf(details.message)).toContain("## Details: Jazal oil field");
    await only(0);
    const next = await discord.choose(details.message, "Open a sentence, topic or name", ["PAL-09"]);
    expect(textOf(next.message)).toContain(" · PAL-09\n");
    await only(1);
    const back = await discord.press(next.message, "‹ Back");
    expect(textOf(back.message)).toContain("## Jazal oil field");
  });

  test("Limits on posting hold across both", async () => {
    const here = { guildId: snowflake(), channelId: snowflake(), permissions: moderator };
    await store.change(here.guildId, ids.asker, { channels: [here.channelId] });
    await both();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        discord.slash({
          name: "cite",
          options: { id: `PAL-${String(index + 1).padStart(2, "0")}`, hide: false },
          user: snowflake(),
          ...here,
        }),
      ),
    );
    expect(answers.filter(({ ephemeral }) => !ephemeral).length).toBe(3);
  });

  test("A replica that hangs has nothing done twice, and nothing acknowledged is lost", async () => {
    const guildId = snowflake();
    const send = async (user: string) => {
      const body = JSON.stringify(
        modalSubmitInteraction({
          customId: "reported|palmyra-2015/place:palmyra",
          fields: { excerpt: ["whole"], reason: ["date"], words: user },
          guildId,
          user,
          applicationId: discord.applicationId,
        }),
      );
      const headers = discord.signatureHeaders(body);
      const post = async (url: string) => (await fetch(url, { method: "POST", headers, body })).status;
      const status = await post(`${nginx.url}/interactions`);
      return { user, status, post };
    };
    replicas[0]?.process.kill("SIGSTOP");
    const sent = await Promise.all(Array.from({ length: 6 }, () => send(snowflake())));
    replicas[0]?.process.kill("SIGCONT");
    expect(sent.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(sent.filter(({ status }) => status === 504).length).toBeGreaterThan(0);
    // Whoever has a signed body may send it to each of them.
    for (const { post } of sent) for (const replica of replicas) await post(urlOf(replica));
    for (const { user } of sent) await expect.poll(() => store.reportsBy(user)).toHaveLength(1);
    expect((await store.openReports(guildId))[0]?.reports).toHaveLength(sent.length);
  });

  test("A replica that is killed loses nothing that was acknowledged, and the other goes on", async () => {
    await both();
    const guildId = snowflake();
    const acknowledged: string[] = [];
    let failed = 0;
    const report = async (): Promise<void> => {
      const user = snowflake();
      try {
        const answer = await discord.interact(
          modalSubmitInteraction({
            customId: "reported|palmyra-2015/place:palmyra",
            fields: { excerpt: ["whole"], reason: ["date"], words: user },
            guildId,
            user,
            applicationId: discord.applicationId,
          }),
        );
        if (textOf(answer.message).includes("## Thank you for the report.")) acknowledged.push(user);
      } catch {
        failed += 1;
      }
    };
    const people = Array.from({ length: 8 }, async () => {
      for (let index = 0; index < 25; index += 1) await report();
    });
    await expect.poll(() => acknowledged.length).toBeGreaterThan(20);
    await replicas[0]?.kill();
    const before = acknowledged.length;
    await Promise.all(people);
    const kept = (await store.openReports(guildId)).flatMap(({ reports }) =>
      reports.map(({ words }) => words),
    );
    expect(acknowledged.filter((user) => !kept.includes(user))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(before + 50);
    // What the killed process had in hand may be lost, and people see that it failed.
    expect(failed).toBeLessThan(10);

    replicas[0] = await startReplica();
    await only(0);
    const queue = await discord.slash({ name: "reports", guildId, permissions: moderator });
    expect(textOf(queue.message)).toContain(`${kept.length} open reports about 1 card`);
    expect(discord.refused).toEqual([]);
  });

  test("What comes to both at once is shown to everyone once, and noted once", async () => {
    const here = { guildId: snowflake(), permissions: moderator };
    const logChannel = snowflake();
    const times = 8;
    const channels = Array.from({ length: times }, () => snowflake());
    // Before either replica has asked for the settings.
    await store.change(here.guildId, ids.asker, { logChannel, channels });
    /** Through the first as Discord sends it, and the same body to the second. */
    const toBoth = async (interaction: APIInteraction) => {
      const body = JSON.stringify(interaction);
      const [first, second] = await Promise.all([
        discord.interact(interaction),
        fetch(urlOf(replicas[1]), { method: "POST", headers: discord.signatureHeaders(body), body }),
      ]);
      const { data } = (await second.json()) as APIInteractionResponseChannelMessageWithSource;
      return [first.ephemeral, ((data.flags ?? 0) & MessageFlags.Ephemeral) !== 0];
    };
    const { applicationId } = discord;
    const notes = () => discord.written.filter(({ channel_id: id }) => id === logChannel);
    await only(0);
    for (const channelId of channels) {
      const options = { name: "tadmur", hide: false };
      const scene = { ...here, channelId, user: snowflake(), applicationId };
      const seen = await toBoth(slashInteraction({ name: "place", options, ...scene }));
      expect(seen.toSorted()).toEqual([false, true]);
    }
    expect(await store.posts(here.guildId)).toHaveLength(times);
    const panel = await discord.slash({ name: "settings", ...here });
    const chosen = { ...here, message: panel.message, customId: "set|logChannel", values: [logChannel] };
    await store.change(here.guildId, ids.asker, { logChannel: null });
    for (const _ of channels) {
      await toBoth(componentInteraction({ ...chosen, user: snowflake(), applicationId }));
    }
    // The replicas wait at their end for what follows an answer.
    await Promise.all(replicas.map((replica) => replica.stop()));
    expect(notes()).toHaveLength(2 * times);
  });
});
