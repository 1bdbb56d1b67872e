import { type APIMessage, InteractionResponseType, MessageFlags } from "discord-api-types/v10";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDispatch } from "../../src/dispatch.ts";
import { readEnvironment } from "../../src/environment.ts";
import { startGateway } from "../../src/transports/gateway.ts";
import { library } from "../cards/library.ts";
import { type Bot, endAllBots, gatewayOf, startBot } from "../support/bot.ts";
import { allComponents, componentInteraction, ids, permissions, snowflake } from "../support/interactions.ts";
import { type Answered, type LoopbackDiscord, startLoopbackDiscord } from "../support/loopback-discord.ts";
import { patient } from "../support/timing.ts";

/*
 * The real bot in a process of its own, against a Discord on this machine that keeps Discord's state and refuses what
 * Discord would refuse.
 */

let discord: LoopbackDiscord;
let bot: Bot;

beforeAll(async () => {
  discord = await startLoopbackDiscord({ guildIds: [ids.guild] });
  bot = startBot(gatewayOf(discord));
  await bot.ready;
});
afterEach(() => {
  discord.faults.clear();
  expect(discord.refused).toEqual([]);
});
afterAll(async () => {
  endAllBots();
  await discord?.close();
});

/** Each test is a person of its own, since what a person may ask in a minute is limited. */
let asker: string = ids.asker;
beforeEach(() => {
  asker = snowflake();
});

const slash: LoopbackDiscord["slash"] = (asked) => discord.slash({ user: asker, ...asked });

/** Everything a person reads on a message. */
function textOf(message: APIMessage): string {
  return allComponents(message)
    .flatMap((part) => (part as { content?: string }).content ?? [])
    .join("\n");
}

function labelsOf(message: APIMessage): string[] {
  return allComponents(message).flatMap((part) => (part as { label?: string }).label ?? []);
}

/** The line below a sentence: who says it, and the sentence's number. */
function quoting(id: string): RegExp {
  return new RegExp(`^(?:Said|Attributed) .* · ${id}$`, "m");
}

function label(message: APIMessage, pattern: RegExp): string {
  const found = labelsOf(message).find((each) => pattern.test(each));
  if (found === undefined) throw new Error(`no button ${pattern} among ${labelsOf(message).join(", ")}`);
  return found;
}

function customIdOf(message: APIMessage, wanted: string): string {
  const part = allComponents(message).find((each) => (each as { label?: string }).label === wanted);
  if (part?.custom_id === undefined) throw new Error(`no button "${wanted}"`);
  return part.custom_id;
}

/** A press that the person's Discord would not offer: of a private message, a stale button, an invented value. */
function pressAnyway(message: APIMessage, customId: string, more: { user?: string; values?: string[] } = {}) {
  return discord.interact(
    componentInteraction({ user: asker, message, customId, applicationId: discord.applicationId, ...more }),
  );
}

function expectPrivateNotice(answer: Answered): void {
  expect(answer.type).toBe(InteractionResponseType.ChannelMessageWithSource);
  expect(answer.ephemeral).toBe(true);
  expect(textOf(answer.message)).toContain("Only you see this.");
}

describe("the start", () => {
  test("says ready, once, and nothing else on stdout", () => {
    expect(bot.output.stdout).toBe("ready: gateway\n");
  });

  test("registers its commands", async () => {
    await expect.poll(() => discord.registered.length).toBeGreaterThan(0);
    const lookups = ["event", "place", "actor", "claims", "search", "cite", "timeline", "about"];
    const names = discord.registered.map(({ name }) => name);
    expect(names).toEqual([...lookups, "settings", "reports", "Look this up"]);
    for (const { name, options = [] } of discord.registered) {
      if (lookups.includes(name)) expect(options.map((option) => option.name)).toContain("hide");
    }
  });
});

describe("commands", () => {
  test.each([
    ["event", { name: "jazal" }, "Said by the article itself; no speaker named · PAL-08\n"],
    ["place", { name: "tadmur" }, "## Palmyra\n"],
    ["actor", { name: "sohr" }, "activist group the SOHR” (168, 600) and “state TV” (400) · PAL-13\n"],
    ["claims", { topic: "executions" }, "4 figures, 3 speakers, one article, in its order."],
    ["claims", {}, "## Topics\n"],
    ["search", { text: "tactical vests" }, "bold added · "],
    ["cite", { id: "PAL-11" }, "||“On 22 May, various pro-opposition sources"],
    ["cite", { id: "11" }, "(“reported”) · PAL-11\n"],
    ["timeline", {}, "● “between 18 and 20 May”\\* · Jazal oil field"],
    ["timeline", { place: "palmyra" }, "## Timeline: Palmyra\n"],
    ["about", {}, "CC BY-SA 4.0"],
  ])("/%s %j answers", async (name, options, expected) => {
    const answer = await slash({ name, options });
    expect(textOf(answer.message)).toContain(expected);
    expect(answer.message.flags).toBe(MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral);
    expect(textOf(answer.message)).toMatch(/ · palmyra-2015 v2$/);
  });

  test("in a direct message and in one between people, too", async () => {
    const here = await slash({ name: "place", options: { name: "mahin" }, guildId: null });
    expect(textOf(here.message)).toContain("## Mahin");
    const there = await slash({
      name: "place",
      options: { name: "mahin" },
      guildId: null,
      context: 2,
    });
    expect(textOf(there.message)).toContain("## Mahin");
  });

  test("many at once are all answered", async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        slash({
          user: snowflake(),
          name: "cite",
          options: { id: `PAL-${String((index % 17) + 1).padStart(2, "0")}` },
        }),
      ),
    );
    answers.forEach((answer, index) => {
      expect(textOf(answer.message)).toMatch(quoting(`PAL-${String((index % 17) + 1).padStart(2, "0")}`));
    });
  });
});

describe("suggestions", () => {
  test.each([
    ["event", "name", "jaz", "palmyra-2015/event:jazal-oil-field"],
    ["place", "name", "tadm", "palmyra-2015/place:palmyra"],
    ["place", "name", "تدم", "palmyra-2015/place:palmyra"],
    ["actor", "name", "daes", "palmyra-2015/actor:isil"],
    ["claims", "topic", "evac", "palmyra-2015/question:evacuation"],
    ["cite", "id", "PAL-1", "PAL-10"],
    ["timeline", "place", "sukhn", "palmyra-2015/place:al-sukhnah"],
    ["timeline", "actor", "sohr", "palmyra-2015/actor:sohr"],
  ])("/%s %s: %s", async (name, focused, typed, id) => {
    const { choices } = await discord.autocomplete({ name, focused, options: { [focused]: typed } });
    expect(choices.map(({ value }) => value)).toContain(id);
  });

  test("an empty field suggests, and a choice's value and its name lead to the same card", async () => {
    const { choices } = await discord.autocomplete({ name: "place", focused: "name" });
    expect(choices.length).toBeGreaterThan(5);
    const typed = await discord.autocomplete({ name: "place", focused: "name", options: { name: "tadm" } });
    const [choice] = typed.choices;
    expect(choice?.name).toMatch(/^Palmyra — Tadm/);
    for (const name of [choice?.value, choice?.name, choice?.name.toUpperCase()]) {
      const { message } = await slash({ name: "place", options: { name: String(name) } });
      expect(textOf(message)).toMatch(/^## Palmyra\n/);
    }
  });

  test("nothing near gives no choices, and an unknown option none", async () => {
    const far = await discord.autocomplete({ name: "place", focused: "name", options: { name: "qqqqzzzz" } });
    expect(far.choices).toEqual([]);
  });
});

describe("presses", () => {
  test("a page turns in place, and back", async () => {
    const first = await slash({ name: "place", options: { name: "palmyra" } });
    const before = textOf(first.message);
    const second = await discord.press(first.message, label(first.message, /^Next/));
    expect(second.type).toBe(InteractionResponseType.UpdateMessage);
    expect(second.message.id).toBe(first.message.id);
    expect(textOf(second.message)).not.toBe(before);
    const back = await discord.press(second.message, label(second.message, /Previous$/));
    // The name that matched is said on the first answer only.
    expect(textOf(back.message)).toContain("PAL-03");
  });

  test("a select opens an entry in place", async () => {
    const first = await slash({ name: "claims" });
    const list = await discord.press(first.message, label(first.message, /^Next/));
    const listed = list.message.components;
    const opened = await discord.choose(list.message, "Open one of these", [
      "palmyra-2015/question:mahin-and-huwwarin",
    ]);
    expect(opened.type).toBe(InteractionResponseType.UpdateMessage);
    expect(opened.message.id).toBe(list.message.id);
    expect(textOf(opened.message)).toContain("## Mahin and Huwwarin: statements\n");
    expect(textOf(opened.message)).toMatch(quoting("PAL-10"));
    const back = await discord.press(opened.message, "‹ Back");
    expect(back.type).toBe(InteractionResponseType.UpdateMessage);
    expect(back.message.components).toEqual(listed);
  });

  test("pages of results keep what was found and its bold", async () => {
    const found = await slash({ name: "search", options: { text: "ISIL government soldiers" } });
    const total = /## (\d+) sentences\n/.exec(textOf(found.message))?.[1];
    const next = await discord.press(found.message, label(found.message, /^Next/));
    expect(textOf(next.message)).toContain(`## ${total} sentences\n`);
    expect(textOf(next.message)).toMatch(/\*\*(?:ISIL|government|soldiers)\*\*/);
    const shown = textOf(next.message);
    const options = allComponents(next.message).flatMap(({ options }) => options ?? []);
    const value = options.find((option) => option.value.startsWith("PAL-"))?.value ?? "";
    const opened = await discord.choose(next.message, "Open a sentence, topic or name", [value]);
    expect(opened.type).toBe(InteractionResponseType.ChannelMessageWithSource);
    expect(opened.ephemeral).toBe(true);
    expect(textOf(opened.message)).toMatch(quoting(value.slice(0, "PAL-00".length)));
    expect(labelsOf(opened.message)).not.toContain("‹ Back");
    expect(textOf(discord.message(next.message.id) as APIMessage)).toBe(shown);
  });

  test("details, a timeline, a copy and the way back", async () => {
    const place = await slash({ name: "place", options: { name: "palmyra" } });
    const face = textOf(place.message);
    const details = await discord.press(place.message, "Details");
    expect(textOf(details.message)).toContain("## Details: Palmyra\n");
    const timeline = await discord.press(details.message, "Timeline");
    expect(textOf(timeline.message)).toContain("## Timeline: Palmyra\n");
    const back = await discord.press(timeline.message, "‹ Back");
    expect(back.message.id).toBe(place.message.id);
    expect(textOf(back.message)).toBe(face);
    const cited = await slash({ name: "cite", options: { id: "PAL-11" } });
    const before = textOf(cited.message);
    const known = await discord.press(cited.message, "Details");
    const copy = await discord.press(known.message, "Copy");
    expect(copy.type).toBe(InteractionResponseType.ChannelMessageWithSource);
    expect(copy.ephemeral).toBe(true);
    expect(textOf(copy.message)).toMatch(/PAL-11: behind a spoiler, not copied\n+PAL-11, in: /);
    expect(textOf(copy.message)).not.toContain("22 May, various");
    const again = await discord.press(known.message, "‹ Back");
    expect(again.message.id).toBe(cited.message.id);
    expect(textOf(again.message)).toBe(before);
  });

  test("the pages of what took a card's place keep the way back to it, which is one step", async () => {
    const first = await slash({ name: "place", options: { name: "palmyra" } });
    const second = await discord.press(first.message, label(first.message, /^Next/));
    const from = second.message.components;
    const select = "Open a sentence, topic or name";
    const opened = await discord.choose(second.message, select, ["palmyra-2015/actor:isil"]);
    const firstPage = textOf(opened.message);
    const page = await discord.press(opened.message, label(opened.message, /^Next/));
    expect(textOf(page.message)).not.toBe(firstPage);
    const back = await discord.press(page.message, "‹ Back");
    expect(back.message.components).toEqual(from);
    expect(labelsOf(back.message)).not.toContain("‹ Back");
  });

  test("a press on a card for everyone is answered privately and anew; the card stays as it was", async () => {
    const server = { guildId: ids.guild, channelId: snowflake(), permissions: permissions.moderator };
    const panel = await slash({ name: "settings", ...server });
    await discord.press(panel.message, label(panel.message, /this channel/i));
    const asked = await slash({ name: "place", options: { name: "palmyra", hide: false }, ...server });
    expect(asked.ephemeral).toBe(false);
    const before = discord.message(asked.message.id);
    for (const each of [/^Next/, /^Details$/]) {
      const pressed = await discord.press(asked.message, label(asked.message, each));
      expect(pressed.type).toBe(InteractionResponseType.ChannelMessageWithSource);
      expect(pressed.ephemeral).toBe(true);
      expect(discord.message(asked.message.id)).toEqual(before);
    }
  });

  test("a stranger's press is answered privately and anew; the message stays as it was", async () => {
    const asked = await slash({ name: "place", options: { name: "palmyra" } });
    const before = textOf(asked.message);
    const customId = customIdOf(asked.message, label(asked.message, /^Next/));
    const pressed = await pressAnyway(asked.message, customId, { user: ids.stranger });
    expect(pressed.type).toBe(InteractionResponseType.ChannelMessageWithSource);
    expect(pressed.ephemeral).toBe(true);
    expect(pressed.message.id).not.toBe(asked.message.id);
    expect(textOf(discord.message(asked.message.id) as APIMessage)).toBe(before);
  });

  test("a stale or invented button is answered privately", async () => {
    const { message } = await slash({ name: "about" });
    for (const customId of [
      "open|palmyra-2015/place:atlantis|1",
      "open|PAL-99|1",
      "list|palmyra-1915|place|1",
      "timeline|palmyra-2015|AAAAAAAAAA||1",
      "collector:17",
      "__proto__",
      "open|palmyra-2015/place:palmyra|99999",
    ]) {
      expectPrivateNotice(await pressAnyway(message, customId));
    }
    for (const values of [["palmyra-2015/place:atlantis"], [""], [], ["PAL-13~9-1~x"]]) {
      const answer = await pressAnyway(message, "choose", { values });
      if (values[0]?.startsWith("PAL-13")) expect(textOf(answer.message)).toMatch(quoting("PAL-13"));
      else expectPrivateNotice(answer);
    }
  });

  test("a page past the end gives the last", async () => {
    const { message } = await slash({ name: "about" });
    const answer = await pressAnyway(message, "open|palmyra-2015/place:palmyra|9999");
    expect(textOf(answer.message)).toMatch(/ · (?:\d–)?10$/m);
  });

  test("buttons work after a restart, and unchanged commands are not registered again", async () => {
    const asked = await slash({ name: "place", options: { name: "palmyra" } });
    const puts = () =>
      discord.requests.filter(({ method, route }) => method === "PUT" && route === "commands").length;
    const reads = () =>
      discord.requests.filter(({ method, route }) => method === "GET" && route === "commands").length;
    const [put, read] = [puts(), reads()];
    expect(put).toBe(1);
    expect(await bot.stop()).toBe(0);
    bot = startBot(gatewayOf(discord));
    await bot.ready;
    const next = await discord.press(asked.message, label(asked.message, /^Next/));
    expect(next.type).toBe(InteractionResponseType.UpdateMessage);
    expect(textOf(next.message)).toMatch(/^-# city · named in 7 of 17 sentences.* · 4–\d$/m);
    await expect.poll(reads).toBe(read + 1);
    expect(puts()).toBe(put);
  });
});

describe("what people type", () => {
  const marker = "zqxmarkerqxz";
  const odd: readonly (readonly [what: string, typed: string])[] = [
    ["blank", "   "],
    ["6,000 characters", `${marker} `.repeat(500).slice(0, 6000)],
    ["right-to-left", `\u202e${marker}\u202c السلام عليكم`],
    ["zero-width", `${marker}\u200b\u200d\ufeff\u2060`],
    ["combining marks", `${marker}${"\u0301".repeat(500)}`],
    ["markdown", `||**__~~\`${marker}\`~~__**|| > # - [x](https://example.org/a_b)`],
    ["mentions", `@everyone @here <@1400000000000000004> <@&1> <#1> ${marker}`],
    ["half a surrogate pair", `${marker}\ud83d`],
    ["code", `\${process.env.DISCORD_TOKEN} ${marker} '; DROP TABLE`],
    ["a custom_id", `open|${marker}|1`],
    ["an id of no dossier", `palmyra-2015/place:${marker}`],
  ];
  const options = [
    ["event", "name"],
    ["place", "name"],
    ["actor", "name"],
    ["claims", "topic"],
    ["search", "text"],
    ["cite", "id"],
    ["timeline", "place"],
    ["timeline", "actor"],
  ] as const;

  test.each(odd)("%s: a private card, no ping, no echo, nothing logged", async (_, typed) => {
    for (const [name, option] of options) {
      const answer = await slash({ name, options: { [option]: typed } });
      expect(answer.ephemeral).toBe(true);
      expect(answer.data.allowed_mentions).toEqual({ parse: [] });
      expect(JSON.stringify(answer.data)).not.toMatch(new RegExp(marker, "i"));
      expect(JSON.stringify(answer.data)).not.toContain("@everyone");
      if (name !== "search" && option !== "place" && option !== "actor") {
        const { choices } = await discord.autocomplete({
          name,
          focused: option,
          options: { [option]: typed },
        });
        expect(JSON.stringify(choices)).not.toMatch(new RegExp(marker, "i"));
      }
    }
    expect(bot.output.stderr).not.toContain(marker);
    expect(bot.output.stdout).toBe("ready: gateway\n");
  });
});

describe("faults on the way", () => {
  test("malformed and unknown dispatches are survived", async () => {
    for (const data of [
      null,
      {},
      { type: 2 },
      { id: snowflake(), type: 2, token: "t", data: null },
      "x",
      [],
    ]) {
      discord.faults.dispatch("INTERACTION_CREATE", data);
    }
    discord.faults.dispatch("MESSAGE_CREATE", { id: "1" });
    discord.faults.dispatch("GUILD_CREATE", null);
    discord.faults.dispatch("NO_SUCH_EVENT", {});
    const answer = await slash({ name: "about" });
    expect(textOf(answer.message)).toContain("CC BY-SA 4.0");
    expect(bot.process.exitCode).toBeNull();
  });

  test("an answer that Discord refuses is logged without a word of it, and the next arrives", async () => {
    discord.faults.request("callback", { status: 400 });
    slash({ name: "event", options: { name: "zqxmarkerqxz" } }).catch(() => undefined);
    await expect.poll(() => bot.output.stderr).toContain("an answer did not arrive");
    expect(textOf((await slash({ name: "about" })).message)).toContain("CC BY-SA 4.0");
    expect(bot.output.stderr).not.toContain("zqxmarkerqxz");
    expect(bot.output.stderr).not.toContain("/callback");
    expect(bot.output.stderr).not.toContain(discord.token);
  });

  test("a cut connection comes back", async () => {
    discord.faults.cut();
    const answer = await slash({ name: "about" });
    expect(textOf(answer.message)).toContain("CC BY-SA 4.0");
  });
});

test("as npm start runs it, it gets ready, answers, and ends with 0", async () => {
  const own = await startLoopbackDiscord();
  const shipped = startBot({ ...gatewayOf(own), STORE_URL: "sqlite::memory:" }, null);
  expect(await shipped.ready).toBe("ready: gateway");
  const answer = await own.slash({ name: "about" });
  const isWaiting = answer.type === InteractionResponseType.DeferredChannelMessageWithSource;
  expect(textOf(isWaiting ? await answer.edited() : answer.message)).toContain("CC BY-SA 4.0");
  expect(await shipped.stop()).toBe(0);
  await own.close();
});

describe("the end", () => {
  test("SIGTERM lets an answer under way arrive, and ends with 0", async () => {
    discord.faults.request("callback", { delay: 300 });
    const met = discord.faults.met;
    const answer = slash({ name: "about" });
    await expect.poll(() => discord.faults.met).toBe(met + 1);
    const code = bot.stop();
    expect(textOf((await answer).message)).toContain("CC BY-SA 4.0");
    expect(await code).toBe(0);
  });
});

describe("a start that cannot succeed", () => {
  test("a refused token: exit code 1, one line that says what to check, and no token", async () => {
    discord.faults.refuseToken = true;
    const refused = startBot(gatewayOf(discord));
    expect(await refused.ended).toBe(1);
    expect(refused.output.stdout).toBe("");
    expect(refused.output.stderr.trim().split("\n")).toEqual([
      "The gateway could not start:",
      expect.stringMatching(/^ {2}Discord refused DISCORD_TOKEN: .*Developer Portal/),
    ]);
    expect(refused.output.stderr).not.toContain(discord.token);
  });

  test("nobody at the address: exit code 1, and the address to check", async () => {
    const nowhere = { ...gatewayOf(discord), DISCORD_API_URL: "http://127.0.0.1:9/api/" };
    const alone = startBot(nowhere, { readyWithin: 700 });
    expect(await alone.ended).toBe(1);
    expect(alone.output.stderr).toContain("DISCORD_API_URL");
    expect(alone.output.stderr).toContain("127.0.0.1:9");
    expect(alone.output.stderr).not.toContain(discord.token);
  });

  test.each([
    ["says nothing", { helloDelay: 60_000 }],
    ["hangs up before hello", { closeBeforeHello: 4002 }],
  ])("a gateway that %s: the start gives up at its deadline", async (_, faults) => {
    Object.assign(discord.faults, faults);
    const { environment } = readEnvironment(gatewayOf(discord));
    if (environment === undefined) throw new Error("the environment is wrong");
    const log = pino({ level: "silent" });
    const app = { dispatch: createDispatch(library, () => undefined), library, log };
    await expect(startGateway(environment, app, { ...patient, readyWithin: 700 })).rejects.toThrow(
      /check .*DISCORD_API_URL.*127\.0\.0\.1/,
    );
  });

  test("a bad environment: every problem in one go, exit code 1, no value printed", async () => {
    const secret = "s3cret-but-short";
    const wrong = startBot({
      TRANSPORT: "gatway",
      DISCORD_TOKEN: `${secret}!`,
      DISCORD_APPLICATION_ID: "abc",
      DISCORD_PUBLIC_KEY: "nothex",
      DISCORD_API_URL: "ftp://example.org",
      PORT: "99999",
      STORE_URL: "mysql://root:hunter2@localhost",
      LOG_LEVEL: "loud",
    });
    expect(await wrong.ended).toBe(1);
    for (const name of [
      "TRANSPORT",
      "DISCORD_TOKEN",
      "DISCORD_APPLICATION_ID",
      "DISCORD_PUBLIC_KEY",
      "DISCORD_API_URL",
      "PORT",
      "STORE_URL",
      "LOG_LEVEL",
    ]) {
      expect(wrong.output.stderr).toMatch(new RegExp(`^ {2}${name}: .+`, "m"));
    }
    for (const value of [secret, "gatway", "nothex", "ftp:", "hunter2", "99999", "loud"]) {
      expect(wrong.output.stderr).not.toContain(value);
    }
    expect(wrong.output.stdout).toBe("");
  });

  test("a folder without dossiers: exit code 1, and the folder is named", async () => {
    const empty = startBot({ ...gatewayOf(discord), DATA_DIR: "/nowhere" });
    expect(await empty.ended).toBe(1);
    expect(empty.output.stderr).toContain("/nowhere");
    expect(empty.output.stderr).not.toContain("    at ");
  });
});
