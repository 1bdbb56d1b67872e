import {
  ApplicationCommandOptionType,
  ButtonStyle,
  ComponentType,
  InteractionResponseType,
  MessageFlags,
} from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { judgeCallback, judgeCommands, judgeEdit, judgeFollowUp } from "../../src/discord/judge.ts";
import {
  autocompleteInteraction,
  componentInteraction,
  modalSubmitInteraction,
  pingInteraction,
  slashInteraction,
} from "../support/interactions.ts";
import { botMessage } from "../support/messages.ts";

const text = (content: string) => ({ type: ComponentType.TextDisplay, content });
const button = (fields: object = {}) => ({
  type: ComponentType.Button,
  style: ButtonStyle.Secondary,
  custom_id: "next",
  label: "Next",
  ...fields,
});
const select = (fields: object = {}) => ({
  type: ComponentType.StringSelect,
  custom_id: "open",
  options: [{ label: "PAL-01", value: "PAL-01" }],
  ...fields,
});
const row = (...components: object[]) => ({ type: ComponentType.ActionRow, components });
const container = (...components: object[]) => ({ type: ComponentType.Container, components });
const card = (...components: object[]) => ({ components, flags: MessageFlags.IsComponentsV2 });
const reply = (data: object) => ({ type: InteractionResponseType.ChannelMessageWithSource, data });
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i));

describe("messages", () => {
  test("a whole card is accepted", () => {
    const gallery = { type: ComponentType.MediaGallery, items: [{ media: { url: "attachment://map.png" } }] };
    const section = {
      type: ComponentType.Section,
      components: [text("Jazal oil field")],
      accessory: {
        type: ComponentType.Button,
        style: ButtonStyle.Link,
        url: "https://example.org/a_b",
        label: "Article",
      },
    };
    const separator = { type: ComponentType.Separator, divider: true, spacing: 1 };
    const body = {
      ...card(
        container(text("**Jazal**"), separator, section, gallery),
        row(select()),
        row(button(), button({ custom_id: "previous" })),
      ),
      allowed_mentions: { parse: [] },
      attachments: [{ id: "0", filename: "map.png", description: "Map" }],
    };
    expect(judgeCallback(reply(body))).toEqual([]);
    expect(judgeFollowUp(body)).toEqual([]);
    expect(judgeEdit(body)).toEqual([]);
  });

  test.each([
    ["no flag", { components: [text("a")] }, "components[0]: type 10 needs the Components V2 flag (32768)"],
    ["content beside components", { ...card(text("a")), content: "b" }, "content: cannot stand beside"],
    [
      "embeds beside components",
      { ...card(text("a")), embeds: [{ title: "b" }] },
      "embeds: cannot stand beside",
    ],
    ["nothing", card(), ": an empty message"],
    ["nothing, without the flag", {}, ": an empty message"],
    ["blank text", card(text(" \n")), "components[0].content: blank"],
    ["empty text", card(text("")), "components[0].content: at least 1 characters"],
    [
      "text over the whole message",
      card(container(text("a".repeat(3_000))), text("b".repeat(1_001))),
      "4001 characters",
    ],
    [
      "components counted nested",
      card(...many(8, () => container(...many(4, () => text("a")))), text("b")),
      "41 components",
    ],
    [
      "a container in a container",
      card(container(container(text("a")))),
      "components[0].components[0]: type 17 is not allowed",
    ],
    [
      "six buttons",
      card(row(...many(6, (i) => button({ custom_id: `${i}` })))),
      "components[0].components: at most 5 elements",
    ],
    ["an empty row", card(row()), "components[0].components: at least 1 elements"],
    ["a select beside a button", card(row(select(), button())), "components[0]: a select stands alone"],
    [
      "two selects in a row",
      card(row(select(), select({ custom_id: "b" }))),
      "components[0]: a select stands alone",
    ],
    [
      "a custom_id twice",
      card(row(button()), container(row(button()))),
      "components[1].components[0].components[0].custom_id: custom_id used twice",
    ],
    [
      "a component id twice",
      card({ ...text("a"), id: 7 }, { ...text("b"), id: 7 }),
      "components[1].id: id used twice",
    ],
    [
      "a long custom_id",
      card(row(button({ custom_id: "a".repeat(101) }))),
      "custom_id: at most 100 characters",
    ],
    ["an empty custom_id", card(row(button({ custom_id: "" }))), "custom_id: at least 1 characters"],
    ["no custom_id", card(row(button({ custom_id: undefined }))), "custom_id: missing"],
    ["a long label", card(row(button({ label: "a".repeat(81) }))), "label: at most 80 characters"],
    ["no label", card(row(button({ label: "" }))), "no label and no emoji"],
    [
      "a link with a custom_id",
      card(row(button({ style: 5, url: "https://a.example" }))),
      "custom_id: not on a button of style 5",
    ],
    ["a link without a url", card(row(button({ style: 5, custom_id: undefined }))), "url: missing"],
    [
      "a link of another scheme",
      card(row(button({ style: 5, custom_id: undefined, url: "ftp://a.example" }))),
      "url: not http",
    ],
    [
      "a long url",
      card(row(button({ style: 5, custom_id: undefined, url: `https://a.example/${"b".repeat(500)}` }))),
      "url: at most 512 characters",
    ],
    ["a button of no style", card(row(button({ style: 9 }))), "style: must be one of 1, 2, 3, 4, 5, 6"],
    ["no options", card(row(select({ options: [] }))), "options: at least 1 elements"],
    [
      "26 options",
      card(row(select({ options: many(26, (i) => ({ label: "a", value: `${i}` })) }))),
      "options: at most 25 elements",
    ],
    [
      "an option value twice",
      card(row(select({ options: many(2, () => ({ label: "a", value: "b" })) }))),
      "options[1].value: option value used twice",
    ],
    [
      "a long option label",
      card(row(select({ options: [{ label: "a".repeat(101), value: "b" }] }))),
      "label: at most 100 characters",
    ],
    [
      "a long option value",
      card(row(select({ options: [{ label: "a", value: "b".repeat(101) }] }))),
      "value: at most 100 characters",
    ],
    [
      "a long option description",
      card(row(select({ options: [{ label: "a", value: "b", description: "c".repeat(101) }] }))),
      "description: at most 100 characters",
    ],
    [
      "a long placeholder",
      card(row(select({ placeholder: "a".repeat(151) }))),
      "placeholder: at most 150 characters",
    ],
    [
      "more values than options",
      card(row(select({ max_values: 2 }))),
      "max_values above the number of options",
    ],
    [
      "no accessory",
      card({ type: ComponentType.Section, components: [text("a")] }),
      "components[0].accessory",
    ],
    [
      "a select as accessory",
      card({ type: ComponentType.Section, components: [text("a")], accessory: select() }),
      "components[0].accessory: type 3 is not allowed here",
    ],
    [
      "four texts in a section",
      card({ type: ComponentType.Section, components: many(4, () => text("a")), accessory: button() }),
      "components[0].components: at most 3 elements",
    ],
    ["an empty gallery", card({ type: ComponentType.MediaGallery, items: [] }), "items: at least 1 elements"],
    [
      "a gallery of 11",
      card({
        type: ComponentType.MediaGallery,
        items: many(11, () => ({ media: { url: "https://a.example/b.png" } })),
      }),
      "items: at most 10 elements",
    ],
    [
      "a picture not attached",
      card({ type: ComponentType.MediaGallery, items: [{ media: { url: "attachment://b.png" } }] }),
      "no file of that name is attached",
    ],
    ["a loose button", card(button()), "components[0]: type 2 is not allowed here"],
    [
      "an unknown flag",
      { ...card(text("a")), flags: 32768 | 128 },
      "flags: holds flags that bots cannot set",
    ],
    ["half a surrogate pair", card(text("\ud800")), "components[0].content: half a surrogate pair"],
    [
      "mentions said twice",
      { ...card(text("a")), allowed_mentions: { parse: ["users"], users: ["1"] } },
      'allowed_mentions.users: excludes "users" in parse',
    ],
  ])("refused: %s", (_, body, problem) => {
    const problems = judgeFollowUp(body);
    expect(problems.join("\n")).toContain(problem);
  });

  test("an edit needs the flag only where the message does not have it", () => {
    const body = { components: [text("a")] };
    expect(judgeEdit(body)).toHaveLength(1);
    expect(judgeEdit(body, { edited: { flags: MessageFlags.IsComponentsV2 } })).toEqual([]);
    expect(judgeEdit({ content: "a" }, { edited: { flags: 32768 } })).not.toEqual([]);
  });

  test("an attachment is a file of the message, or one that the payload names", () => {
    const body = card({ type: ComponentType.File, file: { url: "attachment://a.csv" } });
    expect(judgeFollowUp(body, { files: ["a.csv"] })).toEqual([]);
    expect(judgeFollowUp(body, { files: ["b.csv"] })).toHaveLength(1);
    expect(judgeEdit({ ...body, attachments: [{ id: "0", filename: "a.csv" }] })).toEqual([]);
    expect(judgeEdit(body)).toHaveLength(1);
  });
});

describe("callbacks", () => {
  const slash = { interaction: slashInteraction({ name: "place" }) };
  const press = {
    interaction: componentInteraction({ message: botMessage(card(row(button()))), customId: "next" }),
  };
  const form = { interaction: modalSubmitInteraction({ customId: "report", fields: {} }) };
  const typing = { interaction: autocompleteInteraction({ name: "place", focused: "name" }) };

  test("each answers the interactions it may", () => {
    const update = { type: InteractionResponseType.DeferredMessageUpdate };
    expect(judgeCallback(update, press)).toEqual([]);
    expect(judgeCallback(update, slash)).toHaveLength(1);
    expect(judgeCallback(update, form)).toHaveLength(1);
    const deferred = { type: InteractionResponseType.DeferredChannelMessageWithSource };
    expect(judgeCallback(deferred, typing)).toHaveLength(1);
    expect(judgeCallback({ type: 1 }, { interaction: pingInteraction() })).toEqual([]);
    expect(judgeCallback({ type: 99 })).toHaveLength(1);
    expect(judgeCallback("pong")).toHaveLength(1);
  });

  test("a deferred answer carries the ephemeral flag only", () => {
    const deferred = (flags: number) => ({
      type: InteractionResponseType.DeferredChannelMessageWithSource,
      data: { flags },
    });
    expect(judgeCallback(deferred(64))).toEqual([]);
    expect(judgeCallback(deferred(64 | 32768))).toHaveLength(1);
  });

  test("choices", () => {
    const choices = (list: unknown) => ({ type: 8, data: { choices: list } });
    expect(judgeCallback(choices([{ name: "Palmyra", value: "palmyra-2015/place:tadmur" }]))).toEqual([]);
    expect(judgeCallback(choices([]))).toEqual([]);
    expect(judgeCallback(choices(many(26, (i) => ({ name: `${i}`, value: `${i}` }))))).not.toEqual([]);
    expect(judgeCallback(choices([{ name: "", value: "a" }]))).not.toEqual([]);
    expect(judgeCallback(choices([{ name: "a".repeat(101), value: "a" }]))).not.toEqual([]);
    expect(judgeCallback(choices([{ name: "a", value: "a".repeat(101) }]))).not.toEqual([]);
    expect(judgeCallback(choices([null]))).not.toEqual([]);
    expect(judgeCallback({ type: 8 })).not.toEqual([]);
    expect(judgeCallback(choices([{ name: "a", value: 1 }]), typing)).toHaveLength(1);
  });

  test("modals", () => {
    const input = (fields: object = {}) => ({
      type: ComponentType.TextInput,
      custom_id: "a",
      style: 1,
      ...fields,
    });
    const label = (component: object, fields: object = {}) => ({
      type: ComponentType.Label,
      label: "Why",
      component,
      ...fields,
    });
    const modal = (components: object[], fields: object = {}) =>
      judgeCallback({ type: 9, data: { custom_id: "report", title: "Report", components, ...fields } });
    expect(modal([label(input()), text("Said to moderators")])).toEqual([]);
    expect(modal([label(input())], { title: "a".repeat(46) })).toHaveLength(1);
    expect(modal([label(input())], { custom_id: "" })).toHaveLength(1);
    expect(modal([])).toHaveLength(1);
    expect(modal([input()])).not.toEqual([]);
    expect(modal([label(input()), label(input())])).toHaveLength(1);
    expect(modal([label(input(), { label: "a".repeat(46) })])).toHaveLength(1);
    expect(modal([label(input({ label: "twice" }))])).toHaveLength(1);
    expect(modal([label(select({ disabled: true }))])).toHaveLength(1);
    expect(modal(many(6, (i) => label(input({ custom_id: `${i}` }))))).toHaveLength(1);
  });
});

describe("commands", () => {
  const option = (fields: object = {}) => ({
    type: ApplicationCommandOptionType.String,
    name: "name",
    description: "Its name",
    ...fields,
  });
  const command = (fields: object = {}) => ({ name: "place", description: "Look a place up", ...fields });

  test("a usual list is accepted", () => {
    expect(
      judgeCommands([
        command({
          options: [option({ required: true, autocomplete: true }), option({ name: "hide", type: 5 })],
        }),
        command({
          name: "settings",
          default_member_permissions: "32",
          contexts: [0],
          integration_types: [0, 1],
        }),
        { type: 3, name: "Look this up" },
        command({ name: "أين" }),
      ]),
    ).toEqual([]);
  });

  test.each([
    ["upper case", [command({ name: "Place" })], "[0].name: not a lower-case name"],
    ["a space", [command({ name: "the place" })], "[0].name: not a lower-case name"],
    ["no description", [command({ description: undefined })], "[0].description: missing"],
    [
      "a long description",
      [command({ description: "a".repeat(101) })],
      "[0].description: at most 100 characters",
    ],
    ["a name twice", [command(), command()], "[1].name: name used twice"],
    [
      "a described message command",
      [{ type: 3, name: "Look", description: "a" }],
      "[0].description: only chat input",
    ],
    [
      "required after optional",
      [command({ options: [option(), option({ name: "b", required: true })] })],
      "[0].options[1]: required options come before",
    ],
    ["an option twice", [command({ options: [option(), option()] })], "[0].options[1].name: name used twice"],
    [
      "26 options",
      [command({ options: many(26, (i) => option({ name: `a${i}` })) })],
      "[0].options: at most 25 elements",
    ],
    [
      "26 choices",
      [command({ options: [option({ choices: many(26, (i) => ({ name: `${i}`, value: `${i}` })) })] })],
      "choices: at most 25 elements",
    ],
    [
      "a long choice",
      [command({ options: [option({ choices: [{ name: "a", value: "b".repeat(101) }] })] })],
      "value: at most 100",
    ],
    [
      "choices and autocomplete",
      [command({ options: [option({ autocomplete: true, choices: [{ name: "a", value: "a" }] })] })],
      "autocomplete and choices",
    ],
    ["mixed subcommands", [command({ options: [option({ type: 1 }), option({ name: "b" })] })], "do not mix"],
    ["101 commands", many(101, (i) => command({ name: `a${i}` })), ": at most 100 commands of type 1"],
    [
      "too much text",
      [
        command({
          options: many(25, (i) =>
            option({
              name: `a${i}`,
              choices: many(25, (j) => ({ name: `${j}`, value: `${"c".repeat(20)}${j}` })),
            }),
          ),
        }),
      ],
      "at most 8000",
    ],
  ])("refused: %s", (_, commands, problem) => {
    expect(judgeCommands(commands).join("\n")).toContain(problem);
  });

  test("what is not a list", () => expect(judgeCommands({})).toHaveLength(1));
});
