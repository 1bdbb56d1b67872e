import type { REST } from "discord.js";
import { ApplicationCommandOptionType, ApplicationCommandType } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { commands, messageCommands } from "../../commands/index.ts";
import { judgeCommands } from "../../src/discord/judge.ts";
import { registerCommands } from "../../src/discord/register.ts";
import { commandPayloads } from "../../src/discord/registration.ts";

describe("the commands", () => {
  test("are such as Discord takes", () => {
    expect(judgeCommands(commandPayloads())).toEqual([]);
  });

  test("are those of the table, everywhere, with hide on each look-up and required options first", () => {
    const payloads = commandPayloads();
    expect(payloads.map(({ name }) => name)).toEqual(
      [...commands, ...messageCommands].map(({ name }) => name),
    );
    const lookups = commands.filter(({ moderators }) => !moderators).map(({ name }) => name);
    for (const payload of payloads.filter(({ name }) => lookups.includes(name))) {
      expect(payload).toMatchObject({ integration_types: [0, 1], contexts: [0, 1, 2] });
      if (payload.type === ApplicationCommandType.Message) continue;
      const options = "options" in payload ? (payload.options ?? []) : [];
      expect(options.at(-1)).toMatchObject({ name: "hide", type: ApplicationCommandOptionType.Boolean });
      const required = options.map((option) => ("required" in option ? option.required : false));
      expect(required).toEqual(required.toSorted((a, b) => Number(b) - Number(a)));
    }
  });

  test("suggest wherever an entry is asked for", () => {
    const suggesting = commands.flatMap(({ name, options }) =>
      options
        .filter((option) => "complete" in option && option.complete)
        .map((option) => `${name} ${option.name}`),
    );
    expect(suggesting).toEqual([
      "event name",
      "place name",
      "actor name",
      "claims topic",
      "cite id",
      "timeline place",
      "timeline actor",
    ]);
  });
});

describe("registering", () => {
  /** A REST that holds what is put, as Discord returns it: with ids and defaults, without what is false. */
  function holding(held: unknown) {
    const put: unknown[] = [];
    const rest = {
      get: async () => held,
      put: async (_route: string, { body }: { body: unknown }) => {
        put.push(body);
        return body;
      },
    };
    return { rest: rest as unknown as REST, put };
  }

  function asDiscordReturns() {
    return commandPayloads().map((command, index) => ({
      id: String(index),
      version: "1",
      nsfw: false,
      ...command,
      options: ("options" in command ? (command.options ?? []) : []).map((option) =>
        Object.fromEntries(Object.entries(option).filter(([, value]) => value !== false)),
      ),
    }));
  }

  test("puts nothing where Discord has the commands, in whatever order", async () => {
    const { rest, put } = holding(asDiscordReturns().toReversed());
    expect(await registerCommands(rest, "1")).toBe(false);
    expect(put).toEqual([]);
  });

  test.each([
    ["none is there", () => []],
    ["one is missing", () => asDiscordReturns().slice(1)],
    ["one is too many", () => [...asDiscordReturns(), { name: "old", description: "old" }]],
    [
      "a description differs",
      () =>
        asDiscordReturns().map((command, index) =>
          index === 0 ? { ...command, description: "other" } : command,
        ),
    ],
    [
      "an option is missing",
      () => asDiscordReturns().map((command, index) => (index === 0 ? { ...command, options: [] } : command)),
    ],
    [
      "an option no longer suggests",
      () =>
        JSON.parse(JSON.stringify(asDiscordReturns()).replace('"autocomplete":true', '"autocomplete":false')),
    ],
    ["the answer is no list", () => ({ message: "?" })],
  ])("puts them all where %s", async (_, held) => {
    const { rest, put } = holding(held());
    expect(await registerCommands(rest, "1")).toBe(true);
    expect(put).toEqual([commandPayloads()]);
  });
});
