import {
  type APIMessage,
  type APIMessageComponentInteraction,
  ComponentType,
  InteractionResponseType,
  MessageFlags,
} from "discord-api-types/v10";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Delivery, deliver, inOrder } from "../../src/discord/deliver.ts";
import { judgeCallback, judgeEdit } from "../../src/discord/judge.ts";
import { createDispatch } from "../../src/dispatch.ts";
import { english } from "../../src/messages/english.ts";
import { plain } from "../../src/messages/message.ts";
import { createPictures, type Pictures, withPictures } from "../../src/pictures/index.ts";
import { library, source } from "../cards/library.ts";
import { type Bot, gatewayOf, startBot } from "../support/bot.ts";
import { allComponents, componentInteraction, ids, slashInteraction } from "../support/interactions.ts";
import { type LoopbackDiscord, startLoopbackDiscord } from "../support/loopback-discord.ts";
import { botMessage, editMessage } from "../support/messages.ts";
import { labelsOf, textOf } from "../support/read.ts";
import { patient } from "../support/timing.ts";

/* A press for a picture: deferred, then the same card with the picture in it; privately for somebody else. */

const faults: unknown[] = [];
const pictures: Pictures = createPictures({
  dataDir: "data",
  report: (fault) => faults.push(fault),
  timeLimit: patient.pictureWithin,
});
const dispatch = withPictures(
  createDispatch(library, (fault) => faults.push(fault)),
  pictures,
);
afterAll(() => pictures.close());

async function deliveriesOf(interaction: Parameters<typeof dispatch>[0]): Promise<Delivery[]> {
  return Array.fromAsync(inOrder(deliver(await dispatch(interaction), interaction, patient)));
}

/** A private message that shows the answer to a command. */
async function shown(name: string, options: Record<string, string> = {}): Promise<APIMessage> {
  const answering = slashInteraction({ name, options });
  const [first] = await deliveriesOf(answering);
  if (first?.kind !== "callback" || first.body.type !== InteractionResponseType.ChannelMessageWithSource)
    throw new Error("no card");
  return botMessage(first.body.data, { answering });
}

function press(message: APIMessage, label: string, user: string = ids.asker): APIMessageComponentInteraction {
  const button = allComponents(message).find((part) => (part as { label?: string }).label === label);
  if (button?.custom_id === undefined) throw new Error(`no button ${label}`);
  return componentInteraction({ user, message, customId: button.custom_id });
}

const linesOf = (message: APIMessage) => textOf(message).split("\n");

describe("a press for a picture", () => {
  test.each([
    ["place", { name: "palmyra" }, "Map", "Hide map", "map.png"],
    ["event", { name: "jazal" }, "Map", "Hide map", "map.png"],
    ["timeline", {}, "Picture", "Hide timeline", "timeline.png"],
  ])("on /%s %j", async (name, options, label, hide, file) => {
    const message = await shown(name, options);
    const interaction = press(message, label);
    const [callback, edit, ...more] = await deliveriesOf(interaction);
    expect(more).toEqual([]);
    expect(callback).toEqual({ kind: "callback", body: { type: 6 } });
    expect(callback?.kind === "callback" && judgeCallback(callback.body, { interaction })).toEqual([]);
    if (edit?.kind !== "edit") throw new Error("no edit");
    expect(judgeEdit(edit.body, { edited: message, files: [file] })).toEqual([]);
    expect(edit.files?.map(({ name, type }) => [name, type])).toEqual([[file, "image/png"]]);
    expect(edit.files?.[0]?.data.length).toBeLessThan(150_000);

    const after = edit.body;
    const gallery = allComponents(after).find(({ type }) => type === ComponentType.MediaGallery);
    expect(gallery).toMatchObject({ items: [{ media: { url: `attachment://${file}` } }] });
    for (const line of linesOf(message)) expect(textOf(after)).toContain(line);
    expect(labelsOf(after)).toContain(hide);
    // The picture has its legend and its credits in itself.
    expect(textOf(after)).not.toMatch(/Natural Earth|GeoNames|hollow/i);

    const uploaded = edit.files?.map(({ name, type, data }) => ({ name, contentType: type, bytes: data }));
    const { message: drawn } = editMessage({ message, files: [] }, after, uploaded ?? []);
    expect(drawn.attachments).toEqual([]);
    const back = await deliveriesOf(press(drawn, hide));
    expect(back).toHaveLength(1);
    expect(back[0]).toMatchObject({ body: { type: 7, data: { attachments: [] } } });
    expect(faults).toEqual([]);
  });

  test("on the list of places", async () => {
    const about = await shown("about");
    const label = labelsOf(about).find((each) => each.startsWith("Places ("));
    const [callback] = await deliveriesOf(press(about, label ?? ""));
    if (callback?.kind !== "callback" || !("data" in callback.body)) throw new Error("no list");
    const list = botMessage(callback.body.data as Parameters<typeof botMessage>[0]);
    const [, edit] = await deliveriesOf(press(list, "Map"));
    if (edit?.kind !== "edit") throw new Error("no edit");
    expect(edit.files?.map(({ name }) => name)).toEqual(["map.png"]);
    expect(labelsOf(edit.body)).toContain("Hide map");
  });

  test("by somebody else is answered to them alone", async () => {
    const message = await shown("place", { name: "palmyra" });
    const [callback, edit] = await deliveriesOf(press(message, "Map", ids.stranger));
    expect(callback).toEqual({
      kind: "callback",
      body: { type: 5, data: { flags: MessageFlags.Ephemeral } },
    });
    expect(edit?.kind === "edit" && edit.files).toHaveLength(1);
  });

  test("that cannot be drawn leaves the card whole and gives the id in the log", async () => {
    const message = await shown("place", { name: "palmyra" });
    const broken = withPictures(dispatch, { draw: async () => ({ fault: "0badc0de" }) });
    const interaction = press(message, "Map");
    const [, edit] = await Array.fromAsync(inOrder(deliver(await broken(interaction), interaction, patient)));
    if (edit?.kind !== "edit") throw new Error("no edit");
    expect(edit.files).toBeUndefined();
    expect(judgeEdit(edit.body, { edited: message })).toEqual([]);
    const text = textOf(edit.body);
    expect(text).toContain("The map could not be drawn; it is logged as 0badc0de.");
    for (const line of linesOf(message)) expect(text).toContain(line);
  });

  test("is offered only where there is something to draw", async () => {
    const without = [
      shown("place", { name: "palmyra-2015/place:al-thathah" }),
      shown("claims", { topic: "palmyra-2015/question:executed-killed-detained" }),
      shown("event", { name: "palmyra-2015/event:hajjana-and-officers-housing" }),
      shown("event", { name: "palmyra-2015/event:government-view" }),
    ];
    for (const message of await Promise.all(without)) {
      expect(labelsOf(message).filter((label) => /^(?:Map|Picture)/.test(label))).toEqual([]);
    }
  });

  test("what stands for the picture in words quotes no sentence", async () => {
    const [dossier] = library.catalogue.dossiers;
    const items = [...(dossier?.places ?? []), ...(dossier?.events ?? [])];
    for (const { id, kind } of items) {
      const message = await shown(kind, { name: id });
      if (!labelsOf(message).includes("Map")) continue;
      const answer = await dispatch(press(message, "Map"));
      const block =
        answer.type === "card" ? answer.card.blocks.find(({ type }) => type === "picture") : undefined;
      if (block?.type !== "picture") throw new Error(`no picture on ${id}`);
      const alt = plain(block.alt, english);
      expect(alt.length).toBeLessThan(1_024);
      const runs = alt.split(/\s+/).flatMap((_, index, words) => {
        const run = words.slice(index, index + 8).join(" ");
        return run.split(" ").length === 8 && source.includes(run) ? [run] : [];
      });
      expect(runs, id).toEqual([]);
    }
  });
});

describe("with Discord", () => {
  let discord: LoopbackDiscord;
  let bot: Bot;
  beforeAll(async () => {
    discord = await startLoopbackDiscord({ guildIds: [ids.guild] });
    bot = startBot({ ...gatewayOf(discord), STORE_URL: "sqlite::memory:" });
    await bot.ready;
  });
  afterAll(async () => {
    await bot?.stop();
    await discord?.close();
  });

  test("the picture arrives with the card, and goes again", async () => {
    const asked = await discord.slash({ name: "place", options: { name: "palmyra" } });
    const pressed = await discord.press(asked.message, "Map");
    const message = await pressed.edited();
    expect(pressed.files.map(({ name }) => name)).toEqual(["map.png"]);
    expect(labelsOf(message)).toContain("Hide map");
    const hidden = await discord.press(message, "Hide map");
    expect(hidden.files).toEqual([]);
    expect(discord.refused).toEqual([]);
  });
});
