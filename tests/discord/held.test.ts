import {
  type APIComponentInContainer,
  ButtonStyle,
  ComponentType,
  MessageFlags,
} from "discord-api-types/v10";
import { expect, test } from "vitest";
import type { Card } from "../../src/cards/card.ts";
import { isWhole, readHeld } from "../../src/discord/held.ts";
import { judgeFollowUp } from "../../src/discord/judge.ts";
import { toMessage } from "../../src/discord/message.ts";
import { everyCard, picturedCards } from "../cards/every-card.ts";
import { library } from "../cards/library.ts";
import { writtenMessage } from "../support/interactions.ts";
import { botMessage, cardMessage, type MessageBody } from "../support/messages.ts";

/* What a message hands back of a card, and what is written anew of it. */

/** The components, with the address of each picture in the place of its file's name. */
function componentsOf(card: Card): unknown {
  const address = /https:[^"]+\/(?=(?:map|timeline|figures)\.png")/g;
  return JSON.parse(
    JSON.stringify(toMessage(card, { ephemeral: false }).components).replace(address, "attachment://"),
  );
}

test("every card is written anew as it was, with its picture too", () => {
  const pictured = picturedCards(library.catalogue);
  expect(pictured.length).toBeGreaterThan(20);
  for (const { what, card } of [...everyCard(library.catalogue), ...pictured]) {
    const held = readHeld(cardMessage(card));
    expect(isWhole(held), what).toBe(true);
    expect(componentsOf(held), what).toEqual(componentsOf(card));
    expect(judgeFollowUp(toMessage(held, { ephemeral: false })), what).toEqual([]);
  }
});

const text = { type: ComponentType.TextDisplay, content: "A card." } as const;
const open = { type: ComponentType.Button, style: ButtonStyle.Secondary, label: "Open" } as const;
const row = (...components: object[]) => ({ type: ComponentType.ActionRow, components });
const option = { value: "PAL-01", label: "One" };
const select = {
  type: ComponentType.StringSelect,
  custom_id: "choose",
  placeholder: "Open",
  options: [option],
};

/** A message that holds these components in its container, and what is written anew of them. */
function writtenAnew(...components: object[]): APIComponentInContainer[] {
  const body: MessageBody = {
    flags: MessageFlags.IsComponentsV2,
    components: [{ type: ComponentType.Container, components }],
  };
  const held = readHeld(botMessage(body));
  const message = toMessage(held, { ephemeral: false });
  if (isWhole(held)) expect(judgeFollowUp(message)).toEqual([]);
  const [container] = message.components;
  return container?.type === ComponentType.Container ? container.components : [];
}

test.each<[what: string, component: object]>([
  ["blank text", { ...text, content: " \n" }],
  ["text that is none", { ...text, content: { length: { toString: null } } }],
  ["a custom_id of nobody's", row({ ...open, custom_id: "" })],
  ["a custom_id of another version", row({ ...open, custom_id: "open|PAL-01" })],
  ["a custom_id that is too long", row({ ...open, custom_id: `open|${"a".repeat(91)}|1` })],
  ["a button without words", row({ ...open, label: " ", custom_id: "open|PAL-01|1" })],
  ["a button of another style", row({ ...open, style: ButtonStyle.Premium, sku_id: "1" })],
  ["a link to a script", row({ ...open, style: ButtonStyle.Link, url: "javascript:alert(1)" })],
  [
    "a link that is too long",
    row({ ...open, style: ButtonStyle.Link, url: `https://a.example/${"b".repeat(500)}` }),
  ],
  ["a link to nowhere", row({ ...open, style: ButtonStyle.Link, url: "https://" })],
  ["a select of something else", row({ ...select, custom_id: "set|answers" })],
  ["a select without options", row({ ...select, options: [{ ...option, value: "two words" }] })],
  ["a select of people", row({ type: ComponentType.UserSelect, custom_id: "choose" })],
  ["a picture of no address", { type: ComponentType.MediaGallery, items: [{ media: { url: "map.png" } }] }],
  ["a file", { type: ComponentType.File, file: { url: "attachment://a.csv" } }],
  [
    "a section",
    { type: ComponentType.Section, components: [text], accessory: { ...open, custom_id: "choose" } },
  ],
  ["a component of no type", {}],
])("%s is left out", (_, component) => {
  expect(writtenAnew(text, component)).toEqual([text]);
});

test("of what is kept, nothing but what the bot writes", () => {
  const custom_id = "open|PAL-01|1";
  const more = { emoji: { name: "x" }, sku_id: "1", unknown: [] };
  expect(
    writtenAnew(
      { ...text, ...more },
      { type: ComponentType.Separator, divider: false, spacing: 2 },
      row({ ...select, ...more, min_values: 0, options: [{ ...option, ...more }, option] }),
      row({ ...open, custom_id, ...more }, { ...open, label: "The same again", custom_id }),
    ),
  ).toEqual([
    text,
    { type: ComponentType.Separator, divider: true, spacing: 1 },
    row(select),
    row({ ...open, custom_id }),
  ]);
});

test.each<[what: string, message: unknown]>([
  ["nothing", undefined],
  ["a message of somebody's", writtenMessage("A card.")],
  ["a message without components", { components: {} }],
  ["buttons alone", botMessage({ components: [row({ ...open, custom_id: "choose" })] })],
  [
    "a card without text",
    botMessage({
      components: [{ type: ComponentType.Container, components: [row({ ...open, custom_id: "choose" })] }],
    }),
  ],
  [
    "more text than there is room for",
    botMessage({
      components: [{ type: ComponentType.Container, components: [{ ...text, content: "a".repeat(3_970) }] }],
    }),
  ],
  [
    "more components than there is room for",
    botMessage({ components: [{ type: ComponentType.Container, components: Array(35).fill(text) }] }),
  ],
])("%s is no card to be shown again", (_, message) => {
  expect(isWhole(readHeld(message))).toBe(false);
});
