import {
  type APIMessage,
  ApplicationCommandType,
  ComponentType,
  EmbedType,
  InteractionResponseType,
  MessageFlags,
  MessageReferenceType,
  PollLayoutType,
  StickerFormatType,
} from "discord-api-types/v10";
import { beforeEach, describe, expect, test } from "vitest";
import type { Card } from "../../src/cards/card.ts";
import { openedCard } from "../../src/cards/open.ts";
import type { CardAnswer } from "../../src/command.ts";
import { toCallback } from "../../src/discord/callback.ts";
import { judgeCallback } from "../../src/discord/judge.ts";
import { commandPayloads } from "../../src/discord/registration.ts";
import { createDispatch, type ReportFault } from "../../src/dispatch.ts";
import type { Question } from "../../src/dossier/catalogue.ts";
import { english } from "../../src/messages/english.ts";
import { plain } from "../../src/messages/message.ts";
import { buttonsOf, linesOf, ownWords, quotedExcerpts, sentencesOf, sentTexts } from "../cards/every-card.ts";
import { dossier, library } from "../cards/library.ts";
import { fc } from "../support/fast-check.ts";
import { messageCommandInteraction, type Scene, snowflake, writtenMessage } from "../support/interactions.ts";
import { botMessage } from "../support/messages.ts";
import { heldOut, tuning } from "./messages.ts";
import { qualityOf } from "./quality.ts";

/*
 * Look this up: what a message of somebody's brings, for the one who asked alone, and that nothing of the message is
 * on the card.
 */

const faults: Parameters<ReportFault>[0][] = [];
const dispatch = createDispatch(library, (fault) => faults.push(fault));

beforeEach(() => {
  faults.length = 0;
});

/** The answer to Look this up, judged as Discord would. */
async function lookUp(target: APIMessage | string, scene: Scene = {}): Promise<CardAnswer> {
  const message = typeof target === "string" ? writtenMessage(target) : target;
  const interaction = messageCommandInteraction({ ...scene, name: "Look this up", target: message });
  const answer = await dispatch(interaction);
  expect(faults).toEqual([]);
  expect(judgeCallback(toCallback(answer), { interaction })).toEqual([]);
  if (answer.type !== "card") throw new Error("not a card");
  expect(answer).toMatchObject({ audience: "asker", place: "new", card: { privateOnly: true } });
  return answer;
}

async function textOf(target: APIMessage | string): Promise<string> {
  return sentTexts((await lookUp(target)).card).join("\n");
}

function question(slug: string): Question {
  const found = dossier.questions.find(({ id }) => id.endsWith(`question:${slug}`));
  if (found === undefined) throw new Error(slug);
  return found;
}

describe("the collected messages", () => {
  test("are enough, and none is in both sets", () => {
    const all = [...tuning, ...heldOut];
    expect(all.length).toBeGreaterThanOrEqual(100);
    expect(heldOut.length).toBeGreaterThanOrEqual(40);
    expect(all.filter(({ brings }) => brings.length === 0).length).toBeGreaterThanOrEqual(20);
    expect(new Set(all.map(({ text }) => text)).size).toBe(all.length);
  });

  test.each([
    ["tuned on", tuning, 0.9],
    ["held out", heldOut, 0.9],
  ] as const)("bring what they should: %s", (_, messages, silent) => {
    const quality = qualityOf(messages, library.lookup.read, library.catalogue);
    const report = quality.misses.join("\n");
    expect(quality.first, report).toBeGreaterThanOrEqual(0.85);
    expect(quality.three, report).toBeGreaterThanOrEqual(0.95);
    expect(quality.abstained, report).toBeGreaterThanOrEqual(silent);
    expect(quality.recall, report).toBeGreaterThanOrEqual(0.9);
    expect(quality.precision, report).toBeGreaterThanOrEqual(0.85);
  });
});

describe("the card", () => {
  const both = "ISIS executed 400 people in Palmyra and everyone was evacuated";

  test("holds the topics in the order of the source, each whole, with who says it", async () => {
    const { card } = await lookUp(both);
    expect(headingsOf(card)).toEqual([
      question("evacuation").title,
      question("executed-killed-detained").title,
    ]);
    expect(quotedExcerpts(card).map(({ id }) => id)).toEqual(["PAL-09", "PAL-11", "PAL-13"]);
    expect(sentencesOf(card).every(({ speaker }) => speaker.length > 0)).toBe(true);
  });

  test("marks an equal figure beside its speaker and what it counts, and nothing else", async () => {
    const { card } = await lookUp(both);
    const lines = card.blocks.flatMap(linesOf).map((line) => plain(line, english));
    const marks = lines.filter((line) => line.includes("number in the message"));
    expect(marks).toEqual([
      "Said by “The pro-opposition activist group the SOHR” (168, 600) and “state TV” (“400 people” = number in the message) · PAL-13",
    ]);
    const texts = sentTexts(card).join("\n");
    expect(texts).not.toMatch(/[✓✔☑❌✅]|\b(?:true|false|correct|confirmed|wrong|debunked)\b/i);
  });

  test("says of a sentence beside others what it does not say", async () => {
    const { card } = await lookUp(both);
    const [state] = sentencesOf(card).filter(({ excerpt }) => excerpt.id === "PAL-13");
    expect(plain(state?.caution ?? [], english)).toContain("does not say: who did it, when");
  });

  test("marks one end of a range as that", async () => {
    expect(await textOf("280 executed in palmyra")).toContain(": one end = number in the message");
    expect(await textOf("150-280 executed in palmyra")).toMatch(/” = number in the message/);
  });

  test.each([
    "500 people executed in palmyra",
    "450 were killed in palmyra, call 0400 168 600",
    "$400 executed palmyra",
  ])("repeats no figure that no speaker gave, and marks none: %s", async (message) => {
    const text = await textOf(message);
    expect(text).toContain("400 people had been executed");
    expect(text).not.toMatch(/number in the message|500|450|0400|\$/);
  });

  test.each(["army recaptured palmyra", "isis used chemical weapons in palmyra"])(
    "%s: shows no capture and no figures of executions as if they said so",
    async (message) => {
      const { questions, events } = library.lookup.read(message);
      const ids = [...questions, ...events].map(({ id }) => id.split(":")[1]);
      expect(ids).not.toContain("capture-of-palmyra");
      expect(ids).not.toContain("executed-killed-detained");
    },
  );

  test("says above the sentence what it answers that is not here", async () => {
    const text = await textOf("palmyra was evacuated");
    const notice = "What “In contrast” answers is not in this collection.";
    expect(text.replace(/[\u2066-\u2069]/g, "")).toContain(notice);
    expect(text.indexOf("answers is not in this collection")).toBeLessThan(text.indexOf("> “In contrast"));
  });

  test("keeps what is graphic behind a spoiler", async () => {
    const text = await textOf("280 executed in palmyra");
    expect(text).toMatch(/> \|\|“On 22 May, .*”\|\|/);
  });

  test("opens each topic in its select first; the plain card has no mark", async () => {
    const { card } = await lookUp(both);
    expect(card.select?.options.slice(0, 2).map(({ value }) => value)).toEqual([
      question("evacuation").id,
      question("executed-killed-detained").id,
    ]);
    expect(sentTexts(openedCard(question("executed-killed-detained"))).join("")).not.toContain("message");
  });

  test("has at most three topics, and says how many more there are", async () => {
    const { card: two } = await lookUp(
      "did sukhna fall before tadmur fell and who was executed at the theatre, 48 soldiers at jazal",
    );
    expect(headingsOf(two).length).toBeLessThanOrEqual(3);
    const { card: four } = await lookUp(
      "ISIL took the Hayl gas field. 48 soldiers died at the Jazal oil field. State TV said most of the people were evacuated. 400 people were executed in Palmyra.",
    );
    expect(headingsOf(four)).toHaveLength(3);
    const lines = four.blocks.flatMap(linesOf).map((line) => plain(line, english));
    expect(lines).toContain("1 more topic in the list below");
    const topics = four.select?.options.filter(({ value }) => value.includes("/question:"));
    expect(topics).toHaveLength(4);
  });

  test("is posted by nobody, and leads to its Details", async () => {
    for (const scene of [{}, { guildId: null }, { installedBy: "person" }] satisfies Scene[]) {
      const { card } = await lookUp(both, scene);
      expect(buttonsOf(card).map(({ label }) => plain(label, english))).toEqual([
        "Details",
        "What is covered",
      ]);
    }
  });

  test("carries the ids of all it found in its select", async () => {
    const { card } = await lookUp("did sukhna fall before tadmur fell");
    expect(card.select?.options.map(({ value }) => value)).toContain("palmyra-2015/place:al-sukhnah");
  });

  test("says of a message on something else that its silence means nothing, and which names it has", async () => {
    const { card } = await lookUp("went to palmyra in 2009, best trip of my life");
    const text = sentTexts(card).join("\n");
    expect(text).toContain("Nothing here on that message");
    expect(text).toContain("That something is not here says nothing about it.");
    expect(buttonsOf(card).map(({ label }) => plain(label, english))).toContain("Palmyra");
    expect(text).not.toMatch(/2009|trip/);
  });
});

function headingsOf({ blocks }: Card): string[] {
  return blocks.flatMap((block) => (block.type === "heading" ? [plain(block.text, english)] : []));
}

describe("what is read of a message", () => {
  const about = "400 people were executed in Palmyra";
  const found = "Executed, killed, detained";

  test("its embeds, its components, what it forwards, its poll", async () => {
    const written = writtenMessage("");
    const described = { type: EmbedType.Rich, description: about };
    const forwarding = (message: APIMessage): APIMessage => ({
      ...written,
      message_reference: {
        type: MessageReferenceType.Forward,
        channel_id: message.channel_id,
        message_id: message.id,
      },
      message_snapshots: [{ message }],
    });
    const card = { type: ComponentType.TextDisplay, content: about };
    const messages: APIMessage[] = [
      { ...written, embeds: [described] },
      {
        ...written,
        embeds: [{ type: EmbedType.Rich, title: "x", fields: [{ name: "y", value: about, inline: false }] }],
      },
      botMessage({
        flags: MessageFlags.IsComponentsV2,
        components: [{ type: ComponentType.Container, components: [card] }],
      }),
      forwarding(writtenMessage(about)),
      forwarding({ ...written, embeds: [described] }),
      {
        ...written,
        poll: {
          question: { text: about },
          answers: [{ answer_id: 1, poll_media: { text: "x" } }],
          expiry: "2026-01-02T12:00:00.000000+00:00",
          allow_multiselect: false,
          layout_type: PollLayoutType.Default,
          results: { is_finalized: false, answer_counts: [] },
        },
      },
    ];
    for (const message of messages) expect(await textOf(message)).toContain(found);
  });

  test.each([
    `> ${about}\nsource?`,
    `>>> ${about}`,
    `\`\`\`\n${about}\n\`\`\``,
    `||${about}||`,
    `# **${about}**`,
    `<@1400000000000000004> ${about} <:pepe:1400000000000000004>`,
    `[${about}](https://example.org/a_b)`,
    `https://example.org/x ${about} https://tenor.com/y`,
    `${"lol this is so long. ".repeat(120)}${about}. ${"and on it goes. ".repeat(90)}`,
    `${"мы говорим о другом. ".repeat(60)}${about}`,
    about.toUpperCase(),
    about.replaceAll(" ", "  "),
  ])("%s", async (message) => {
    expect(await textOf(message.slice(0, 4000))).toContain(found);
  });
});

describe("messages without anything to look up", () => {
  test.each([
    ["empty", ""],
    ["white space", " \n\u200b\u3164 "],
    ["emoji", "🔥🔥😭"],
    ["punctuation", "?!?!?!... ---"],
    ["custom emoji", "<:pepe:4567890123456789> <a:party:123456789012345678>"],
    ["4,000 characters of mentions", "<@1400000000000000004> ".repeat(200).slice(0, 4000)],
    ["everyone", "@everyone ".repeat(400)],
    ["a link", "https://example.org/400/people/executed/palmyra"],
    ["a code block without words", "```\n{}[]();\n```"],
  ])("%s: says that there are no words", async (_, content) => {
    expect(await textOf(content)).toContain("That message has no words.");
  });

  test.each([
    ["code", "```js\nfor (let i = 0; i < 400; i++) people.push(i);\n```"],
    ["generic words", "how many people were killed there? what are the figures?"],
    ["figures alone", "400, 168, 600"],
    ["one letter 4,000 times", "a".repeat(4000)],
    ["marks", `${"\u0301".repeat(3990)}a`],
    ["right-to-left marks", "\u202e\u202d\u2067a\u2069"],
  ])("%s: nothing is found", async (_, content) => {
    expect(await textOf(content)).toContain("Nothing here on that message");
  });

  test("stickers, pictures and files alone", async () => {
    const written = writtenMessage("");
    const picture = {
      id: snowflake(),
      filename: "palmyra.png",
      content_type: "image/png",
      size: 1,
      width: 1,
      height: 1,
      url: "https://cdn.discordapp.com/attachments/1/2/palmyra.png",
      proxy_url: "https://media.discordapp.net/attachments/1/2/palmyra.png",
    };
    const messages: APIMessage[] = [
      {
        ...written,
        sticker_items: [{ id: snowflake(), name: "palmyra", format_type: StickerFormatType.PNG }],
      },
      { ...written, attachments: [picture] },
    ];
    for (const message of messages) expect(await textOf(message)).toContain("That message has no words.");
  });

  test("a message that is gone, and shapes that Discord never sends", async () => {
    const target = writtenMessage("400 executed in palmyra");
    const whole = messageCommandInteraction({ name: "Look this up", target });
    const resolved: unknown[] = [
      undefined,
      null,
      {},
      { messages: {} },
      { messages: null },
      { messages: { [target.id]: null } },
    ];
    for (const each of resolved) {
      const answer = await dispatch({ ...whole, data: { ...whole.data, resolved: each } } as never);
      expect(faults).toEqual([]);
      if (answer.type !== "card") throw new Error("not a card");
      expect(answer.audience).toBe("asker");
      expect(sentTexts(answer.card).join("\n")).toContain("That message is not there any more.");
    }
    for (const odd of [
      { content: 5 },
      { embeds: "x" },
      { embeds: [null, 1, { fields: [{}] }] },
      { message_snapshots: [null, {}, { message: null }] },
      { components: [null, { components: [null, "x"] }] },
      { poll: 1 },
    ]) {
      expect(await textOf({ ...writtenMessage(""), ...odd } as never)).toContain(
        "That message has no words.",
      );
    }
  });

  test("a command of that kind that is not there", async () => {
    const answer = await dispatch(
      messageCommandInteraction({ name: "Look that up", target: writtenMessage("palmyra") }),
    );
    expect(answer).toMatchObject({ type: "card", audience: "asker", card: { privateOnly: true } });
  });
});

describe("any message", () => {
  const marker = "qzxjvkw";
  const pieces = fc.constantFrom(
    "ISIS executed 400 people in Palmyra",
    "civilians were evacuated",
    "48 soldiers at jazal",
    "تدمر",
    "PAL-11",
    "@everyone",
    "<@1400000000000000004>",
    "[x](https://example.org/a_b)",
    "||",
    "```",
    "**",
    "\u202e",
    "\ud83d",
    "\n> ",
    "731 dead",
    "khaled al asaad was 83",
  );
  const message = fc
    .array(fc.oneof(pieces, fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" })), {
      maxLength: 40,
    })
    .chain((parts) =>
      fc.nat(parts.length).map((at) => [...parts.slice(0, at), marker, ...parts.slice(at)].join(" ")),
    );

  test("gets a private card that Discord takes, that pings nobody and repeats nothing of it", async () => {
    await fc.assert(
      fc.asyncProperty(message, async (text) => {
        const { card } = await lookUp(text);
        const sent = sentTexts(card).join("\n");
        expect(sent.toLowerCase()).not.toContain(marker);
        expect(sent).not.toMatch(/731|@everyone|1400000000000000004|example\.org/);
        expect(ownWords(card).join("\n")).not.toContain("\u202e");
      }),
      { numRuns: 200 },
    );
  });

  test("is answered alike each time: nothing is kept from one message to the next", async () => {
    const first = await textOf("ISIS executed 400 people in Palmyra");
    await lookUp("168 killed, khaled al-asaad, jazal, mahin");
    expect(await textOf("ISIS executed 400 people in Palmyra")).toBe(first);
  });
});

test("every command is there in servers, in the bot's messages and in private channels, for servers and people", () => {
  const everywhere = { integration_types: [0, 1], contexts: [0, 1, 2] };
  const payloads = commandPayloads();
  const inMenu = payloads.filter(({ type }) => type === ApplicationCommandType.Message);
  expect(inMenu).toEqual([{ type: ApplicationCommandType.Message, name: "Look this up", ...everywhere }]);
  for (const payload of payloads) {
    const guildOnly = payload.name === "settings" || payload.name === "reports";
    expect(payload, payload.name).toMatchObject(guildOnly ? { contexts: [0] } : everywhere);
  }
});

test("the answer is a message of its own", async () => {
  const interaction = messageCommandInteraction({ name: "Look this up", target: writtenMessage("palmyra") });
  expect(toCallback(await dispatch(interaction)).type).toBe(InteractionResponseType.ChannelMessageWithSource);
});
