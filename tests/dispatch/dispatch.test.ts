import {
  type APIInteraction,
  type APIInteractionResponse,
  type APIMessage,
  ComponentType,
  InteractionResponseType,
} from "discord-api-types/v10";
import { beforeEach, describe, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import type { Answer, CardAnswer, Library } from "../../src/command.ts";
import { toCallback } from "../../src/discord/callback.ts";
import { judgeCallback } from "../../src/discord/judge.ts";
import { createDispatch, type ReportFault } from "../../src/dispatch.ts";
import { english } from "../../src/messages/english.ts";
import { plain, say } from "../../src/messages/message.ts";
import { library } from "../cards/library.ts";
import { fc } from "../support/fast-check.ts";
import {
  allComponents,
  autocompleteInteraction,
  componentInteraction,
  ids,
  messageCommandInteraction,
  modalSubmitInteraction,
  slashInteraction,
  writtenMessage,
} from "../support/interactions.ts";
import { botMessage, editMessage } from "../support/messages.ts";

/*
 * Whatever people or Discord send, the answer is one that Discord takes, that pings nobody, and that repeats nothing
 * that was typed.
 */

type Fault = Parameters<ReportFault>[0];
const faults: Fault[] = [];
const dispatch = createDispatch(library, (fault) => faults.push(fault));

beforeEach(() => {
  faults.length = 0;
});

const optionsOfCommands = commands.flatMap(({ name, options }) =>
  options.filter(({ type }) => type === "string").map((option) => ({ name, option: option.name })),
);
const commandOption = fc.constantFrom(...optionsOfCommands);

/** A word that no dossier holds, so that seeing it in an answer means that it was echoed. */
const marker = "qzxjvkw";
const snippets = fc.constantFrom(
  "@everyone",
  "@here",
  "<@1400000000000000004>",
  "<@&1>",
  "[x](https://example.org/a_b)",
  "||",
  "```",
  "**",
  "\u202e",
  "\u200b",
  "\u2069",
  "تدمر",
  "palmyra",
  "palmyra-2015/place:palmyra",
  "PAL-11",
  " — ",
  "\n# ",
  "\u0000",
  "\ud83d",
  "|",
  "~1-2",
  "%",
);
const typed = fc
  .array(fc.oneof(snippets, fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" })), {
    maxLength: 30,
  })
  .chain((parts) =>
    fc.nat(parts.length).map((at) => [...parts.slice(0, at), marker, ...parts.slice(at)].join("")),
  )
  .map((text) => text.slice(0, 6000));
const long = fc.constantFrom(
  `${marker} `.repeat(800).slice(0, 6000),
  marker.repeat(900).slice(0, 6000),
  `${"\u0301".repeat(5000)}${marker}`,
  `${"<@1> ".repeat(1000)}${marker}`,
  `${"تدمر ".repeat(1000)}${marker}`,
);

async function callbackOf(interaction: APIInteraction) {
  const answer = await dispatch(interaction);
  const callback = toCallback(answer);
  return { answer, callback, json: JSON.stringify(callback) };
}

/** What holds of every answer. */
async function expectSound(interaction: APIInteraction): Promise<{ answer: Answer; json: string }> {
  const { answer, callback, json } = await callbackOf(interaction);
  expect(judgeCallback(callback, { interaction })).toEqual([]);
  expect(faults).toEqual([]);
  expect(json.toLowerCase()).not.toContain(marker);
  if (answer.type === "card") {
    const data = "data" in callback ? callback.data : undefined;
    // A card with a picture is deferred: it is not in the callback.
    if (data && "components" in data) expect(data).toMatchObject({ allowed_mentions: { parse: [] } });
    if (answer.card.privateOnly) expect(answer.audience).toBe("asker");
  }
  return { answer, json };
}

function cardOf(answer: Answer): CardAnswer {
  if (answer.type !== "card") throw new Error("not a card");
  return answer;
}

describe("what is typed", () => {
  test("any text in any option is answered soundly and not echoed", async () => {
    await fc.assert(
      fc.asyncProperty(commandOption, fc.oneof(typed, long), async ({ name, option }, text) => {
        await expectSound(slashInteraction({ name, options: { [option]: text } }));
      }),
      { numRuns: 250 },
    );
  });

  test("any text being typed gives sound choices", async () => {
    await fc.assert(
      fc.asyncProperty(commandOption, fc.oneof(typed, long), async ({ name, option }, text) => {
        const interaction = autocompleteInteraction({ name, focused: option, options: { [option]: text } });
        const { answer } = await expectSound(interaction);
        expect(answer.type).toBe("choices");
      }),
      { numRuns: 300 },
    );
  });

  test("what is found by nothing is answered privately", async () => {
    for (const { name, option } of optionsOfCommands) {
      const { answer } = await expectSound(slashInteraction({ name, options: { [option]: marker } }));
      expect(cardOf(answer)).toMatchObject({ audience: "asker", place: "new", card: { privateOnly: true } });
    }
  });

  test("both filters of a timeline at once", async () => {
    await fc.assert(
      fc.asyncProperty(typed, typed, async (place, actor) => {
        await expectSound(slashInteraction({ name: "timeline", options: { place, actor } }));
      }),
      { numRuns: 50 },
    );
  });
});

/** The message that shows what is in a callback; null where a picture is awaited. */
function shownBy(callback: APIInteractionResponse, interaction: APIInteraction): APIMessage | null {
  switch (callback.type) {
    case InteractionResponseType.ChannelMessageWithSource:
      return botMessage(callback.data, { answering: interaction });
    case InteractionResponseType.UpdateMessage:
      if (!("message" in interaction) || interaction.message === undefined) return null;
      return editMessage({ message: interaction.message, files: [] }, callback.data ?? {}, []).message;
    default:
      return null;
  }
}

describe("what is pressed", () => {
  const message = async () => {
    const asked = slashInteraction({ name: "search", options: { text: "ISIL government" } });
    const { callback } = await callbackOf(asked);
    const shown = shownBy(callback, asked);
    if (shown === null) throw new Error("no message");
    return shown;
  };
  const words = [
    "open",
    "list",
    "timeline",
    "results",
    "about",
    "choose",
    "reference",
    "palmyra-2015",
    "place",
  ];
  const parts = fc.oneof(
    fc.constantFrom(
      ...words,
      "PAL-11",
      "palmyra-2015/place:palmyra",
      "1",
      "0",
      "-1",
      "9999",
      "",
      "AAAAAAAAAA",
    ),
    fc.string({ unit: "grapheme", maxLength: 12 }),
  );
  const customId = fc.oneof(
    fc.array(parts, { minLength: 1, maxLength: 6 }).map((list) => list.join("|")),
    fc.string({ unit: "binary", maxLength: 120 }),
    fc.constantFrom("__proto__", "constructor", "open|__proto__|1", "list|palmyra-2015|toString|1"),
  );

  test("any custom_id, by the asker or by a stranger", async () => {
    const on = await message();
    await fc.assert(
      fc.asyncProperty(customId, fc.constantFrom(ids.asker, ids.stranger), async (id, user) => {
        const { answer } = await expectSound(componentInteraction({ message: on, customId: id, user }));
        const { place, audience } = cardOf(answer);
        expect(audience).toBe("asker");
        if (user === ids.stranger) expect(place).toBe("new");
      }),
      { numRuns: 400 },
    );
  });

  test("any value of a select", async () => {
    const on = await message();
    const value = fc.oneof(
      typed,
      fc
        .tuple(fc.constantFrom("PAL-11", "PAL-01", "palmyra-2015/place:palmyra"), typed)
        .map(([id, rest]) => `${id}~${rest}`),
      fc.constantFrom("PAL-11~0-9999~5-3", "PAL-11~1-2~1-2~0-9", "__proto__", ""),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(value, { maxLength: 3 }), async (values) => {
        await expectSound(componentInteraction({ message: on, customId: "choose", values }));
      }),
      { numRuns: 200 },
    );
  });

  test("a page of results from a message with invented options", async () => {
    const value = fc.oneof(
      typed,
      fc.constantFrom("PAL-11~0-5~3-9", "PAL-11", "PAL-13~1-2", "palmyra-2015/place:mahin"),
    );
    const titles = new Set<unknown>();
    await fc.assert(
      fc.asyncProperty(
        // Discord takes a value once, and none that is blank.
        fc.uniqueArray(
          value.filter((each) => each.trim() !== ""),
          { maxLength: 25 },
        ),
        fc.integer({ min: 1, max: 30 }),
        async (values, page) => {
          const select = {
            type: ComponentType.StringSelect,
            custom_id: "choose",
            placeholder: "Open a sentence or entry",
            options: values.map((each) => ({ value: each, label: "x" })),
          };
          const row = { type: ComponentType.ActionRow, components: [select] };
          const on = botMessage({ components: [{ type: ComponentType.Container, components: [row] }] });
          const pressed = componentInteraction({ message: on, customId: `results|${page}` });
          const [title] = cardOf((await expectSound(pressed)).answer).card.blocks;
          titles.add(title?.type === "title" ? plain(title.text, english) : title);
        },
      ),
      { numRuns: 200 },
    );
    expect([...titles]).toEqual(expect.arrayContaining(["1 sentence", "2 sentences"]));
  });

  test("every button and option of an answer leads to a sound answer, two presses deep", async () => {
    const start = [
      slashInteraction({ name: "about" }),
      slashInteraction({ name: "search", options: { text: "soldiers Palmyra" } }),
      slashInteraction({ name: "place", options: { name: "nowhere in particular" } }),
      slashInteraction({ name: "place", options: { name: "PAL-11" } }),
    ];
    const seen = new Set<string>();
    const visit = async (interaction: APIInteraction, depth: number): Promise<void> => {
      const { answer } = await expectSound(interaction);
      const callback = toCallback(answer);
      const on = depth === 0 ? null : shownBy(callback, interaction);
      if (on === null) return;
      for (const { custom_id: customId, options } of allComponents(on)) {
        // What does something, and shows nothing of the dossier, has tests of its own.
        if (customId === undefined || /^(report|ownReports)/.test(customId)) continue;
        for (const values of options?.map(({ value }) => [value]) ?? [undefined]) {
          const key = `${customId} ${values}`;
          if (seen.has(key)) continue;
          if (!customId.startsWith("results")) seen.add(key);
          const pressed = componentInteraction({ message: on, customId, ...(values ? { values } : {}) });
          await visit(pressed, depth - 1);
          const next = await dispatch(pressed);
          if (next.type === "card") expect(next.card.privateOnly, key).toBe(false);
        }
      }
    };
    for (const interaction of start) await visit(interaction, 2);
    expect(seen.size).toBeGreaterThan(60);
  });
});

describe("odd interactions", () => {
  test("missing and foreign fields never reject, and never reach a person as a fault's text", async () => {
    const whole = [
      slashInteraction({ name: "event", options: { name: "jazal" } }),
      slashInteraction({ name: "claims" }),
      autocompleteInteraction({ name: "place", focused: "name", options: { name: "tad" } }),
      componentInteraction({
        message: writtenMessage(""),
        customId: "open|PAL-11|1",
      }),
    ];
    const strange = fc.oneof(
      fc.constant(undefined),
      fc.constant(null),
      fc.constant([]),
      fc.constant({}),
      fc.constant([null]),
      fc.constant([{ name: "name", type: 3 }]),
      fc.constant([{ name: "name", type: 5, value: true }]),
      fc.constant([{ name: "name", type: 3, value: { toString: null } }]),
      fc.integer(),
      fc.constant(`${marker} text`),
    );
    const paths = [
      ["data"],
      ["data", "name"],
      ["data", "type"],
      ["data", "options"],
      ["data", "custom_id"],
      ["data", "values"],
      ["data", "component_type"],
      ["message"],
      ["message", "components"],
      ["message", "interaction_metadata"],
      ["member"],
      ["member", "user"],
      ["user"],
      ["type"],
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...whole),
        fc.array(fc.tuple(fc.constantFrom(...paths), strange), { minLength: 1, maxLength: 3 }),
        async (original, changes) => {
          const interaction = structuredClone(original) as unknown as Record<string, unknown>;
          for (const [path, value] of changes) {
            const parent = path.slice(0, -1).reduce<unknown>((part, key) => Object(part)[key], interaction);
            if (typeof parent === "object" && parent !== null) Reflect.set(parent, path.at(-1) ?? "", value);
          }
          const answer = await dispatch(interaction as unknown as APIInteraction);
          const callback = toCallback(answer);
          expect(judgeCallback(callback)).toEqual([]);
          expect(JSON.stringify(callback)).not.toContain(marker);
          expect(JSON.stringify(callback)).not.toMatch(/TypeError|undefined|\bat \//);
          expect(faults).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each<[what: string, interaction: APIInteraction]>([
    ["an unknown command", slashInteraction({ name: "nosuch" })],
    ["a message command", messageCommandInteraction({ name: "event", target: writtenMessage("jazal") })],
    ["a required option left out", slashInteraction({ name: "event" })],
    ["a number for a text", slashInteraction({ name: "event", options: { name: 7 } })],
    ["a modal", modalSubmitInteraction({ customId: "x", fields: {} })],
  ])("%s gets a private card that says what to do", async (_, interaction) => {
    const answer = cardOf(await dispatch(interaction));
    expect(answer).toMatchObject({ audience: "asker", place: "new", card: { privateOnly: true } });
    expect(answer.card.blocks[0]).toMatchObject({ type: "title", text: say("unreadableTitle") });
    expect(faults).toEqual([]);
  });

  test("null is survived", async () => {
    const answer = await dispatch(null as never);
    expect(cardOf(answer).audience).toBe("asker");
    expect(faults).toEqual([]);
  });
});

describe("a fault of the bot", () => {
  const broken: Library = {
    ...library,
    lookup: {
      ...library.lookup,
      find() {
        throw new TypeError("broken on purpose");
      },
      complete() {
        throw new TypeError("broken on purpose");
      },
    },
  };

  test("shows the id alone, privately, and reports the error with it", async () => {
    const reported: Fault[] = [];
    const faulty = createDispatch(broken, (fault) => reported.push(fault));
    const interaction = slashInteraction({ name: "event", options: { name: marker } });
    const answer = cardOf(await faulty(interaction));
    const json = JSON.stringify(toCallback(answer));
    expect(reported).toHaveLength(1);
    expect(reported[0]?.id).toMatch(/^[0-9a-f]{8}$/);
    expect(reported[0]?.error).toBeInstanceOf(TypeError);
    expect(json).toContain(reported[0]?.id);
    expect(json).not.toContain("broken on purpose");
    expect(json).not.toContain(marker);
    expect(answer).toMatchObject({ audience: "asker", place: "new", card: { privateOnly: true } });
    expect(judgeCallback(toCallback(answer), { interaction })).toEqual([]);
    expect(JSON.stringify(reported[0])).not.toContain(marker);
  });

  test("gives no choices while somebody types", async () => {
    const faulty = createDispatch(broken, () => undefined);
    const interaction = autocompleteInteraction({ name: "event", focused: "name", options: { name: "x" } });
    expect(await faulty(interaction)).toEqual({ type: "choices", choices: [] });
  });

  test("two faults have two ids", async () => {
    const seen = new Set<string>();
    const faulty = createDispatch(broken, ({ id }) => seen.add(id));
    for (let times = 0; times < 5; times += 1) {
      await faulty(slashInteraction({ name: "event", options: { name: "x" } }));
    }
    expect(seen.size).toBe(5);
  });
});
