/*
 * Cards that stand in channels. `standing.json` holds some as version 0.1.0 wrote them and some with Details, as they came
 * later; a custom_id of each form that 0.1.0 wrote, and one of each since. What a press shows is beside it. No form is ever
 * taken out, since no card is.
 */
import { type APIMessage, InteractionResponseType } from "discord-api-types/v10";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ListKind } from "../../src/cards/about.ts";
import type { Action, Doing, Paged, Pictured, SettingsStep, Showing } from "../../src/cards/card.ts";
import { readCustomId } from "../../src/discord/custom-id.ts";
import { createPictures, type Pictures } from "../../src/pictures/index.ts";
import { isShowing } from "../../src/press.ts";
import { defaultSettings, type SettingName } from "../../src/store/settings.ts";
import type { Handling, Store } from "../../src/store/store.ts";
import { copies, libraryOf, palmyra } from "../settings/choosing.ts";
import { type HttpBot, startHttpBot } from "../support/http-bot.ts";
import {
  allComponents,
  componentInteraction,
  ids,
  modalSubmitInteraction,
  permissions,
  slashInteraction,
  snowflake,
} from "../support/interactions.ts";
import { botMessage } from "../support/messages.ts";
import { textOf } from "../support/read.ts";
import { openPatientStore } from "../support/store.ts";
import { patient } from "../support/timing.ts";
import standing from "./standing.json" with { type: "json" };

type Varied = "open" | "list" | "picture" | "turn" | "post" | "handle" | "settings" | "set";
type Form =
  | Exclude<Action["type"], Varied>
  | `open ${ListKind}`
  | `list ${ListKind}`
  | `picture ${Pictured["type"]}`
  | `turn ${Paged["type"]}`
  | `post ${Extract<Doing, { type: "post" }>["source"]}`
  | `handle ${Handling}`
  | `settings ${SettingsStep}`
  // Buttons pause and resume; no menu does.
  | `set ${Exclude<SettingName, "paused">}`;

interface Standing {
  readonly customId: string;
  /** What the answer says, or the custom_id of the form that opens; nothing is left of a card that goes. */
  readonly shows: string;
  /** The message that it is pressed on; most can be pressed on any. */
  readonly on?: string;
  /** False where nothing on the page has a date to draw any more: the card comes at once, without its picture. */
  readonly drawn?: boolean;
  readonly values?: readonly string[];
}

/** A form that has no press in the file is a fault of type. */
const presses: Readonly<Record<Form, readonly Standing[]>> = standing.presses;
const messages: Readonly<Record<string, { flags: number; components: readonly object[] }>> =
  standing.messages;
const card = "palmyra-2015/place:palmyra";

/** Messages whose card leads back to itself, so that what is opened from it takes its place. */
const backLeadsTo = ["face", "details"];
const publicOnes = ["public", "publicFace"];

/** Whether who asked for a message sees in its place what a press on it shows. */
function isInPlace(action: Showing, on: string): boolean {
  if (publicOnes.includes(on)) return false;
  switch (action.type) {
    case "turn":
    case "picture":
    case "back":
      return true;
    case "details":
      return action.of.type !== "message";
    case "reference":
      return false;
    default:
      return backLeadsTo.includes(on);
  }
}

/** What shows something else than the card that the message held, or that card's own pages, picture or details. */
function isOpening({ type }: Showing): boolean {
  return !["turn", "picture", "back", "details"].includes(type);
}

function formOf(action: Action): string {
  switch (action.type) {
    case "open":
      return `open ${/\/(\w+):/.exec(action.id)?.[1] ?? "excerpt"}`;
    case "list":
      return `list ${action.kind}`;
    case "picture":
      return `picture ${action.of.type}`;
    case "turn":
      return `turn ${action.to.type}`;
    case "post":
      return `post ${action.source}`;
    case "handle":
      return `handle ${action.how}`;
    case "settings":
      return `settings ${action.step}`;
    case "set":
      return `set ${action.name}`;
    default:
      return action.type;
  }
}

let bot: HttpBot;
let store: Store;
let pictures: Pictures;
let here: { guildId: string; channelId: string; ageRestricted: true; permissions: bigint };

beforeAll(async () => {
  store = openPatientStore("sqlite::memory:", { now: () => Date.UTC(2026, 0, 1) });
  pictures = createPictures({ dataDir: "data", report: () => {}, timeLimit: patient.pictureWithin });
  bot = await startHttpBot(store, { library: libraryOf(palmyra, ...copies(26)), pictures });
});
afterAll(() => Promise.all([bot?.close(), pictures?.close()]));
beforeEach(async () => {
  const { moderator } = permissions;
  here = { guildId: snowflake(), channelId: snowflake(), ageRestricted: true, permissions: moderator };
  await store.change(here.guildId, ids.asker, { channels: [here.channelId], graphic: "shown" });
  const report = { serverId: here.guildId, excerpt: null, reason: "date", words: "the day is off" } as const;
  for (const each of [card, "PAL-07"]) await store.report({ ...report, card: each, personId: snowflake() });
});

const all = Object.entries(presses).flatMap(([form, each]) => each.map((press) => ({ form, ...press })));

test("every form has a press, and is read as that form", () => {
  for (const [form, each] of Object.entries(presses)) expect(each, form).not.toEqual([]);
  for (const { form, customId } of all) {
    const action = readCustomId(customId);
    expect(action && formOf(action), customId).toBe(form);
  }
});

describe("pressed by who may", () => {
  test.each(all)("$customId $values", async ({ customId, shows, on = "place", values, drawn = true }) => {
    const { applicationId } = bot.discord;
    const user = snowflake();
    const scene = { ...here, user, applicationId };
    const answering = slashInteraction({ name: "about", ...scene });
    const message = botMessage(messages[on] ?? {}, { answering });
    bot.discord.keep(message);
    const action = readCustomId(customId);
    if (action?.type === "reported") {
      const fields = { excerpt: ["whole"], reason: ["date"], words: "" };
      const sent = await bot.discord.interact(
        modalSubmitInteraction({ ...scene, customId, fields, message }),
      );
      expect(textOf(sent.message)).toContain(shows);
      return;
    }
    const pressed = componentInteraction({
      ...scene,
      message,
      customId: action?.type === "withdraw" ? `withdraw|${await reportOf(user)}` : customId,
      ...(values === undefined ? {} : { values }),
    });
    const answer = await bot.discord.interact(pressed);
    switch (action?.type) {
      case "remove":
        await answer.deleted();
        return;
      case "report":
        expect(answer.modal.custom_id).toBe(shows);
        return;
    }
    const isDrawn = action?.type === "picture" && drawn;
    const shown = isDrawn ? await answer.edited() : answer.message;
    expect(textOf(shown)).toContain(shows);
    if (action?.type === "picture") expect(answer.files).toHaveLength(drawn ? 1 : 0);
    if (action !== undefined && isShowing(action)) {
      const inPlace = isInPlace(action, on);
      expect(answer.ephemeral).toBe(true);
      expect(shown.id === message.id).toBe(inPlace);
      if (!inPlace) expect(bot.discord.message(message.id)).toEqual(message);
      const isLedBack = inPlace && isOpening(action);
      expect(customIdsOf(shown).includes("back|open|palmyra-2015/place:palmyra|1")).toBe(
        isLedBack || customId === "details|open|palmyra-2015/place:palmyra|1",
      );
    }
    if (action?.type === "post") {
      expect(answer.type).toBe(InteractionResponseType.ChannelMessageWithSource);
      expect(answer.ephemeral).toBe(false);
    }
    if (action?.type === "handle" && action.how !== "erase") {
      expect((await store.openReports(here.guildId)).map((reported) => reported.card)).toEqual(["PAL-07"]);
    }
    if (action?.type === "set") {
      const { settings } = await store.server(here.guildId);
      const before = { ...defaultSettings, channels: [here.channelId], graphic: "shown" };
      expect(settings[action.name]).not.toEqual(before[action.name]);
    }
    expect(bot.discord.refused).toEqual([]);
    expect(bot.faults).toEqual([]);
  });
});

function customIdsOf(message: APIMessage): readonly string[] {
  return allComponents(message).flatMap(({ custom_id }) => custom_id ?? []);
}

/** The id of a report that the person sent. */
async function reportOf(personId: string): Promise<string | undefined> {
  const report = {
    serverId: here.guildId,
    card,
    excerpt: null,
    reason: "date",
    words: "",
    personId,
  } as const;
  return (await store.report(report))?.id;
}
