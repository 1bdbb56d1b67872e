import { ButtonStyle, ComponentType } from "discord-api-types/v10";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { defaultSettings } from "../../src/store/settings.ts";
import { type Store, StoreUnavailable } from "../../src/store/store.ts";
import { type HttpBot, startHttpBot } from "../support/http-bot.ts";
import { allComponents, componentInteraction, ids, permissions, snowflake } from "../support/interactions.ts";
import type { Answered } from "../support/loopback-discord.ts";
import { labelsOf, textOf } from "../support/read.ts";
import { openPatientStore } from "../support/store.ts";

let bot: HttpBot;
let store: Store;
let guildId: string;
const { moderator, member } = permissions;

beforeAll(async () => {
  store = openPatientStore("sqlite::memory:");
  bot = await startHttpBot(store);
});
afterAll(() => bot?.close());
beforeEach(() => {
  guildId = snowflake();
});
afterEach(() => {
  expect(bot.discord.refused).toEqual([]);
  expect(bot.faults).toEqual([]);
});

const panel = () => bot.discord.slash({ name: "settings", guildId, permissions: moderator });

const press = (panel: Answered, label: string) => bot.discord.press(panel.message, label);

/** Chooses in a menu of the panel by its custom_id. */
function set(
  panel: Answered,
  name: string,
  values: string[],
  more: { permissions?: bigint; user?: string; elsewhere?: boolean } = {},
) {
  return bot.discord.interact(
    componentInteraction({
      message: panel.message,
      customId: `set|${name}`,
      values,
      guildId,
      permissions: moderator,
      ...more,
      applicationId: bot.discord.applicationId,
    }),
  );
}

/** The values that a menu shows as chosen. */
function chosen(panel: Answered, name: string): string[] {
  const menu = allComponents(panel.message).find((part) => part.custom_id === `set|${name}`) as
    | { options?: { value: string; default?: boolean }[]; default_values?: { id: string }[] }
    | undefined;
  return (
    menu?.default_values?.map(({ id }) => id) ??
    menu?.options?.filter((option) => option.default).map(({ value }) => value) ?? ["no such menu"]
  );
}

describe("the panel", () => {
  test("is private, and shows the defaults", async () => {
    const opened = await panel();
    expect(opened.ephemeral).toBe(true);
    expect(chosen(opened, "answers")).toEqual(["private"]);
    expect(chosen(opened, "mayPost")).toEqual(["manageMessages"]);
    expect(chosen(opened, "channels")).toEqual([]);
    expect(textOf(opened.message)).toContain("Nothing was changed yet");
    const second = await press(opened, "More…");
    expect(second.message.id).toBe(opened.message.id);
    expect(chosen(second, "cardsPerChannel")).toEqual(["3"]);
    expect(chosen(second, "sameCardAfter")).toEqual(["30"]);
    expect(chosen(second, "answersPerMinute")).toEqual(["20"]);
    expect(chosen(second, "showAsker")).toEqual(["true"]);
    expect(chosen(second, "logChannel")).toEqual([]);
    const third = await press(second, "More…");
    expect(third.message.id).toBe(opened.message.id);
    expect(chosen(third, "stoppedTopics")).toEqual([]);
    expect(chosen(third, "graphic")).toEqual(["spoiler"]);
    expect(chosen(third, "map")).toEqual(["onPress"]);
    expect(chosen(third, "reports")).toEqual(["queue"]);
    expect(textOf((await press(await press(third, "‹ Back"), "‹ Back")).message)).toBe(
      textOf(opened.message),
    );
  });

  test("names each select in a line above it, and asks for three things on its first page", async () => {
    let page = await panel();
    for (const selects of [3, 5, 4]) {
      const [container] = page.message.components as { components?: { components?: { type: number }[] }[] }[];
      const parts = container?.components ?? [];
      const above = parts.filter((_, index) =>
        parts[index + 1]?.components?.some(({ type }) => type !== ComponentType.Button),
      );
      expect(above).toHaveLength(selects);
      for (const line of above) expect(Object(line).content).toMatch(/\*\*[^*\n]+\*\*$/);
      if (selects !== 4) page = await press(page, "More…");
    }
  });

  test("says in one line what holds now", async () => {
    const now = async () => textOf((await panel()).message).split("\n")[1];
    expect(await now()).toBe("All answers are private: no channel is chosen yet.");
    await store.change(guildId, ids.asker, { channels: ["7"] });
    expect(await now()).toBe("Answers are private. People who may Manage Messages may post them in <#7>.");
    await store.change(guildId, ids.asker, { channels: ["7", "8", "9"], mayPost: "everyone" });
    expect(await now()).toBe(
      "Answers are private. Everyone who may write there may post them in <#7> and 2 more channels.",
    );
    await store.change(guildId, ids.asker, { mayPost: "nobody" });
    expect(await now()).toBe("Answers are private, and nobody may post them.");
    await store.change(guildId, ids.asker, { answers: "public" });
    expect(await now()).toBe("Answers are for everyone in <#7> and 2 more channels, private elsewhere.");
    await store.change(guildId, ids.asker, { paused: true });
    expect(await now()).toBe("**Paused.** Nothing is shown to everyone.");
  });

  test("keeps maps off the cards of a server that wants none", async () => {
    const place = { name: "place", options: { name: "palmyra-2015/place:palmyra" }, guildId };
    expect(labelsOf((await bot.discord.slash(place)).message)).toContain("Map");
    await set(await panel(), "map", ["never"]);
    const without = labelsOf((await bot.discord.slash(place)).message);
    expect(without).not.toContain("Map");
    expect(without).toContain("Details");
  });

  test("changes a setting in place, and says when, who and what", async () => {
    const changed = await set(await panel(), "answers", ["public"]);
    expect(chosen(changed, "answers")).toEqual(["public"]);
    expect(textOf(changed.message)).toMatch(
      new RegExp(`<t:\\d+:R> <@${ids.asker}> · Answers: Private › Public`),
    );
    expect((await store.server(guildId)).settings.answers).toBe("public");
  });

  test.each([
    ["mayPost", "everyone", "everyone"],
    ["showAsker", "false", false],
    ["answersPerMinute", "12", 12],
    ["cardsPerChannel", "10", 10],
    ["sameCardAfter", "0", 0],
    ["map", "never", "never"],
    ["reports", "off", "off"],
    ["logChannel", "42", "42"],
  ])("sets %s", async (name, value, kept) => {
    await set(await panel(), name, [value]);
    expect((await store.server(guildId)).settings).toEqual({ ...defaultSettings, [name]: kept });
  });

  test("stops public cards of topics, and goes on with them", async () => {
    const second = await press(await press(await panel(), "More…"), "More…");
    const menu = allComponents(second.message).find(({ custom_id: id }) => id === "set|stoppedTopics");
    const [first, other] = (menu?.options ?? []).map(({ value }) => value) as [string, string];
    // Which collection a topic is of would be the same for all of them.
    expect(JSON.stringify(menu?.options)).not.toContain('"description"');
    const stopped = await set(second, "stoppedTopics", [first, other]);
    expect(chosen(stopped, "stoppedTopics")).toEqual([first, other]);
    expect(textOf(stopped.message)).toMatch(/ · Topics without public cards: None › .* and 1 more/);
    await set(stopped, "stoppedTopics", []);
    await set(stopped, "stoppedTopics", ["palmyra-2015/question:no-such-topic"]);
    expect((await store.server(guildId)).settings.stoppedTopics).toEqual([]);
  });

  test("adds the channel it is in, and takes channels away again", async () => {
    const added = await press(await panel(), "Allow this channel");
    expect(chosen(added, "channels")).toEqual([ids.channel]);
    await set(added, "channels", ["7", "8"]);
    await set(added, "channels", []);
    const { settings, changes } = await store.server(guildId);
    expect(settings.channels).toEqual([]);
    expect(changes).toHaveLength(3);
  });

  test("adds one channel after another, and says when there is room for no more", async () => {
    const { message } = await panel();
    const { applicationId } = bot.discord;
    const add = (channelId: string) =>
      bot.discord.interact(
        componentInteraction({
          ...{ message, customId: "settings|addChannel|1", applicationId },
          ...{ guildId, channelId, permissions: moderator },
        }),
      );
    const channels = Array.from({ length: 25 }, () => snowflake());
    await store.change(guildId, ids.asker, { channels: channels.slice(0, 21) });
    await Promise.all(channels.slice(21).map(add));
    expect((await store.server(guildId)).settings.channels.toSorted()).toEqual(channels.toSorted());
    const full = await add(snowflake());
    expect(textOf(full.message)).toContain("25 channels are chosen: no more can be added.");
    expect((await store.server(guildId)).settings.channels).toHaveLength(25);
  });

  test("pauses and resumes, undoes and resets", async () => {
    const paused = await press(await panel(), "Pause");
    expect(textOf(paused.message)).toContain("Nothing is shown to everyone.");
    const resumed = await press(paused, "Resume");
    await set(resumed, "answers", ["public"]);
    const undone = await press(resumed, "Undo");
    expect(chosen(undone, "answers")).toEqual(["private"]);
    await set(undone, "mayPost", ["nobody"]);
    const reset = await press(await press(undone, "More…"), "Reset");
    expect((await store.server(guildId)).settings).toEqual(defaultSettings);
    const offered = "Undo brings back the settings from before the reset.";
    expect(textOf(reset.message)).toContain(offered);
    const back = await press(reset, "Undo");
    expect((await store.server(guildId)).settings.mayPost).toBe("nobody");
    expect(textOf(back.message)).not.toContain(offered);
  });

  test("has no red button, and neither has the queue of reports", async () => {
    await store.report({
      ...{ serverId: guildId, card: "a/place:b", excerpt: null, reason: "date", words: "x" },
      personId: snowflake(),
    });
    const first = await panel();
    const queue = await bot.discord.slash({ name: "reports", guildId, permissions: moderator });
    const second = await press(first, "More…");
    for (const { message } of [first, second, await press(second, "More…"), queue]) {
      const styles = allComponents(message).flatMap((part) => ("style" in part ? [part.style] : []));
      expect(styles).not.toContain(ButtonStyle.Danger);
    }
  });

  test("has the last 20 changes beside it, and the newest is undone from there", async () => {
    const first = await panel();
    for (let index = 1; index <= 23; index += 1) {
      await store.change(guildId, ids.asker, { answersPerMinute: index });
    }
    await store.reset(guildId, ids.asker);
    const listed = await press(await press(await panel(), "More…"), "Changes");
    expect(listed.ephemeral).toBe(true);
    expect(listed.message.id).not.toBe(first.message.id);
    expect(textOf(listed.message).match(/<@\d+>/g)).toHaveLength(20);
    expect(textOf(listed.message)).toMatch(/Reset · Commands per person: 23 › 20 a minute\n/);
    const undone = await press(listed, "Undo the newest");
    expect(undone.message.id).toBe(listed.message.id);
    expect(textOf(undone.message)).toContain("Undone.");
    expect((await store.server(guildId)).settings.answersPerMinute).toBe(23);
  });

  test("tries a log channel as soon as it is chosen, and says so where the bot may not write there", async () => {
    const [open, closed] = [snowflake(), snowflake()];
    bot.discord.closedChannels.add(closed);
    const written = (channel: string) =>
      bot.discord.written.filter(({ channel_id: id }) => id === channel).map((message) => textOf(message));
    const opened = await panel();
    await set(opened, "logChannel", [open]);
    await expect.poll(() => written(open)).toEqual([expect.stringContaining("are noted here")]);
    const chosenClosed = await set(opened, "logChannel", [closed]);
    const shown = () => textOf(bot.discord.message(chosenClosed.message.id) ?? { components: [] });
    await expect.poll(shown).toContain(`could not be written into <#${closed}>`);
    expect(textOf((await panel()).message)).toContain("could not be written");
    // Once the bot may write there, the next note says so by being there.
    bot.discord.closedChannels.delete(closed);
    await press(await panel(), "Allow this channel");
    const asked = {
      name: "place",
      options: { name: "tadmur", hide: false },
      guildId,
      permissions: moderator,
    };
    expect((await bot.discord.slash(asked)).ephemeral).toBe(false);
    await expect.poll(async () => textOf((await panel()).message)).not.toContain("could not be written");
    expect(written(closed)).toEqual([expect.stringContaining("**Palmyra** was shown to everyone")]);
    await set(opened, "logChannel", []);
    expect((await store.server(guildId)).settings.logChannel).toBeNull();
  });

  test("takes no channel of another server, and writes nothing there", async () => {
    const [own, other] = [snowflake(), snowflake()];
    const opened = await panel();
    await set(opened, "logChannel", [own]);
    for (const name of ["logChannel", "channels"]) {
      const refused = await set(opened, name, [other], { elsewhere: true });
      expect(textOf(refused.message)).toContain("cannot be chosen");
    }
    // What was chosen before is known to be the server's, also once Discord names it no more.
    await set(opened, "logChannel", [own], { elsewhere: true });
    expect((await store.server(guildId)).settings).toMatchObject({ logChannel: own, channels: [] });
    expect(bot.discord.written.filter(({ channel_id: id }) => id === other)).toEqual([]);
  });

  test("lists the public cards: which, where, when and by whom", async () => {
    const empty = await press(await press(await panel(), "More…"), "Posts");
    expect(textOf(empty.message)).toContain("None was shown to everyone.");
    await store.change(guildId, ids.asker, { channels: [ids.channel], cardsPerChannel: 30 });
    for (let index = 1; index <= 12; index += 1) {
      const id = `PAL-${`${index}`.padStart(2, "0")}`;
      const asked = { name: "cite", options: { id, hide: false }, guildId, permissions: moderator };
      expect((await bot.discord.slash(asked)).ephemeral, id).toBe(false);
    }
    await expect
      .poll(async () => (await store.posts(guildId)).every(({ messageId }) => messageId !== null))
      .toBe(true);
    const opened = await panel();
    const list = await press(await press(opened, "More…"), "Posts");
    expect(list.ephemeral).toBe(true);
    expect(list.message.id).not.toBe(opened.message.id);
    const lines = textOf(list.message)
      .split("\n")
      .filter((line) => line.startsWith("- "));
    expect(lines).toHaveLength(10);
    for (const line of lines) {
      expect(line).toMatch(
        new RegExp(
          `^- <t:\\d+:R> <@${ids.asker}>: PAL-\\d\\d.* in <#${ids.channel}>: https://discord.com/channels/${guildId}/${ids.channel}/\\d+$`,
        ),
      );
    }
    const second = await press(list, "Next ›");
    expect(second.message.id).toBe(list.message.id);
    expect(textOf(second.message)).not.toContain("“");
  });

  test("deletes all of the server's data once it has asked, and said what goes", async () => {
    const changed = await set(await panel(), "answers", ["public"]);
    const report = { serverId: guildId, excerpt: null, reason: "date", words: "" } as const;
    for (const card of ["a/place:open", "a/place:open", "a/place:closed", "a/place:handed"]) {
      await store.report({ ...report, card, personId: snowflake() });
    }
    await store.handle(guildId, { card: "a/place:closed", until: null }, "resolve");
    await store.handle(guildId, { card: "a/place:handed", until: null }, "handOn");
    const kept = await store.server(guildId);
    const second = await press(changed, "More…");
    const asked = await press(second, "Delete this server’s data");
    expect(asked.message.id).toBe(changed.message.id);
    expect(textOf(asked.message).split("\n")).toEqual(
      expect.arrayContaining([
        "- 1 change in the list of changes",
        "- 2 open reports",
        "- 1 report that the maintainer still has",
        "- 1 closed report",
      ]),
    );
    expect(textOf(asked.message)).not.toContain("public card");
    expect(await store.server(guildId)).toEqual(kept);
    expect(chosen(await press(asked, "‹ Back"), "showAsker")).toEqual(["true"]);
    expect(await store.server(guildId)).toEqual(kept);
    const deleted = await press(await press(second, "Delete this server’s data"), "Delete all of it");
    expect(textOf(deleted.message)).toContain("Deleted");
    expect(await store.server(guildId)).toEqual({ settings: defaultSettings, changes: [] });
    expect(await store.openReports(guildId)).toEqual([]);
  });

  test("offers graphic quotations without a spoiler only where the channel is age-restricted", async () => {
    const third = await press(await press(await panel(), "More…"), "More…");
    const menu = (answer: Answered) =>
      allComponents(answer.message).find((part) => part.custom_id === "set|graphic")?.options ?? [];
    expect(menu(third).map(({ value }) => value)).toEqual(["spoiler"]);
    const restricted = (answer: Answered, customId: string, values?: string[]) => {
      return bot.discord.interact(
        componentInteraction({
          message: answer.message,
          customId,
          guildId,
          permissions: moderator,
          ageRestricted: true,
          applicationId: bot.discord.applicationId,
          ...(values ? { values } : {}),
        }),
      );
    };
    const there = await restricted(third, "settings|show|3");
    expect(menu(there).map(({ value }) => value)).toEqual(["spoiler", "shown"]);
    await set(third, "graphic", ["shown"]);
    expect((await store.server(guildId)).settings.graphic).toBe("spoiler");
    await restricted(there, "set|graphic", ["shown"]);
    expect((await store.server(guildId)).settings.graphic).toBe("shown");
  });
});

describe("who may", () => {
  test("A member's /settings and /reports are refused", async () => {
    for (const name of ["settings", "reports"]) {
      const answer = await bot.discord.slash({ name, guildId, permissions: member });
      expect(answer.ephemeral).toBe(true);
      expect(textOf(answer.message)).toContain("This is for the server’s moderators.");
    }
  });

  test("In direct messages and where the server did not install the bot, they are refused", async () => {
    for (const scene of [{ guildId: null }, { guildId, installedBy: "person" as const }]) {
      const answer = await bot.discord.slash({ name: "settings", permissions: moderator, ...scene });
      expect(textOf(answer.message)).toContain("This is for the server’s moderators.");
    }
    expect((await store.server(guildId)).changes).toEqual([]);
  });

  test("A press in the panel is judged by the rights at that moment", async () => {
    const opened = await panel();
    const presses = [
      "settings|pause|1",
      "settings|reset|1",
      "settings|forget|1",
      "sure|settings|forget|1",
      "settings|addChannel|1",
    ];
    for (const permission of [member, 0n, permissions.reader]) {
      for (const customId of presses) {
        const interaction = componentInteraction({
          message: opened.message,
          customId,
          guildId,
          permissions: permission,
          applicationId: bot.discord.applicationId,
        });
        const answer = await bot.discord.interact(interaction);
        expect(textOf(answer.message)).toContain("This is for the server’s moderators.");
      }
      await set(opened, "answers", ["public"], { permissions: permission });
    }
    expect(await store.server(guildId)).toEqual({ settings: defaultSettings, changes: [] });
  });

  test("Invented values and custom_ids change nothing", async () => {
    const opened = await panel();
    for (const [name, values] of [
      ["answers", ["everyone"]],
      ["answersPerMinute", ["1000000"]],
      ["answersPerMinute", []],
      ["channels", ["<@1>"]],
      ["logChannel", ["../../x"]],
      ["paused", ["true"]],
      ["__proto__", ["1"]],
      ["toString", ["1"]],
    ] as const) {
      await set(opened, name, [...values]);
    }
    expect(await store.server(guildId)).toEqual({ settings: defaultSettings, changes: [] });
  });
});

test("Where the store is down, look-ups go on privately, and the moderator is told", async () => {
  const down = await startHttpBot(openPatientStore("postgres://nobody@127.0.0.1:9/none"));
  try {
    const opened = await down.discord.slash({ name: "settings", guildId, permissions: moderator });
    expect(textOf(opened.message)).toContain("The settings cannot be reached.");
    const asked = { name: "place", options: { name: "tadmur", hide: false }, guildId };
    const seen = await down.discord.slash({ ...asked, permissions: moderator });
    expect(seen.ephemeral).toBe(true);
    expect(textOf(seen.message)).toContain("The settings cannot be reached");
    const plain = await down.discord.slash({ ...asked, permissions: member });
    expect(plain.ephemeral).toBe(true);
    expect(textOf(plain.message)).toContain("## Palmyra");
    expect(labelsOf(plain.message)).not.toContain("Post publicly");
    const posted = await down.discord.interact(
      componentInteraction({
        message: seen.message,
        customId: "post|palmyra-2015/place:palmyra",
        guildId,
        permissions: moderator,
        applicationId: down.discord.applicationId,
      }),
    );
    expect(posted.ephemeral).toBe(true);
    expect(textOf(posted.message)).toContain("Nothing was posted.");
    expect(down.discord.refused).toEqual([]);
    expect(down.faults).toEqual([]);
  } finally {
    await down.close();
  }
});

test("Where the store goes away behind a change, nobody is told that nothing was changed", async () => {
  const lost = { ...store, server: () => Promise.reject(new StoreUnavailable()), close: async () => {} };
  const half = await startHttpBot(lost);
  try {
    const { message } = await panel();
    const { applicationId } = half.discord;
    const pressed = await half.discord.interact(
      componentInteraction({
        ...{ message, customId: "sure|settings|forget|1", applicationId },
        ...{ guildId, permissions: moderator },
      }),
    );
    expect(textOf(pressed.message)).toContain("may not have been kept");
    expect(textOf(pressed.message)).not.toContain("Nothing was changed");
  } finally {
    await half.close();
  }
});

test("Every part of the panel fits what Discord takes with all settings changed", async () => {
  const channels = Array.from({ length: 25 }, () => snowflake());
  await store.change(guildId, ids.asker, { channels, logChannel: channels[0] ?? null, paused: true });
  for (let index = 0; index < 20; index += 1) {
    await store.change(guildId, ids.asker, { channels: index % 2 ? channels : channels.slice(0, 10) });
  }
  await store.reset(guildId, ids.asker);
  await store.undo(guildId, ids.asker);
  const first = await panel();
  expect(textOf(first.message)).toContain("Undo · ");
  const second = await press(first, "More…");
  await press(second, "More…");
  expect(textOf((await press(second, "Changes")).message).match(/<@\d+>/g)).toHaveLength(20);
});
