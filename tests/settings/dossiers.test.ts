import { describe, expect, test } from "vitest";
import type { Library } from "../../src/command.ts";
import type { Store } from "../../src/store/store.ts";
import { type HttpBot, startHttpBot } from "../support/http-bot.ts";
import { allComponents, snowflake } from "../support/interactions.ts";
import { labelsOf, textOf } from "../support/read.ts";
import { openPatientStore } from "../support/store.ts";
import { chess, choosingTests, copies, libraryOf, moderator, palmyra, thirdPage } from "./choosing.ts";

describe("SQLite", () => choosingTests(() => "sqlite::memory:"));

describe("how many are loaded", () => {
  async function withBot(library: Library, store: Store, work: (bot: HttpBot) => Promise<void>) {
    const bot = await startHttpBot(store, { library });
    try {
      await work(bot);
      expect(bot.discord.refused).toEqual([]);
      expect(bot.faults).toEqual([]);
    } finally {
      await bot.close();
    }
  }
  const asked = { guildId: snowflake(), permissions: moderator };

  test("One: there is nothing to choose, and no suggestion waits for the store", async () => {
    const store = openPatientStore("sqlite::memory:");
    let questions = 0;
    const counting: Store = {
      ...store,
      settings: (serverId) => {
        questions += 1;
        return store.settings(serverId);
      },
    };
    await withBot(libraryOf(chess), counting, async ({ discord }) => {
      const typing = { name: "place", focused: "name", options: { name: "mill" }, ...asked };
      expect((await discord.autocomplete(typing)).choices).toHaveLength(1);
      expect(questions).toBe(0);
      const panel = await discord.slash({ name: "settings", ...asked });
      const second = await thirdPage(discord, panel);
      expect(allComponents(second.message).map((part) => part.custom_id)).not.toContain("set|dossiers");
    });
  });

  test("More than a menu lists: the parts of it are turned, and each leaves the others' choice as it is", async () => {
    const store = openPatientStore("sqlite::memory:");
    await withBot(libraryOf(...copies(60)), store, async ({ discord }) => {
      const panel = await discord.slash({ name: "settings", ...asked });
      const second = await thirdPage(discord, panel);
      const first = await discord.choose(second.message, "set|dossiers", ["c3", "c20"]);
      const next = await discord.press(first.message, "Collections 26–50 of 60");
      const more = await discord.choose(next.message, "set|dossiers|2", ["c30"]);
      const third = await discord.press(more.message, "Collections 51–60 of 60");
      expect(labelsOf(third.message)).toContain("Collections 1–25 of 60");
      expect((await store.server(asked.guildId)).settings.dossiers).toEqual(["c20", "c3", "c30"]);
      const about = await discord.slash({ name: "about", guildId: asked.guildId });
      expect(textOf(about.message)).toContain("One of 3 collections.");
      const everywhere = await discord.slash({ name: "about", guildId: snowflake() });
      expect(textOf(everywhere.message)).toContain("One of 60 collections.");
    });
  });

  test("Where the store is down, all of them are used, privately", async () => {
    await withBot(
      libraryOf(chess, palmyra),
      openPatientStore("postgres://nobody@127.0.0.1:9/none"),
      async ({ discord }) => {
        const answer = await discord.slash({
          name: "place",
          options: { name: "Palmyra" },
          guildId: snowflake(),
        });
        expect(answer.ephemeral).toBe(true);
        expect(textOf(answer.message)).toContain("## Palmyra");
      },
    );
  });
});
