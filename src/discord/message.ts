/** A card as a Components V2 message: the only place where a card becomes Discord's JSON. */
import {
  type APIButtonComponent,
  type APIChannelSelectComponent,
  type APIComponentInActionRow,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
  type APIStringSelectComponent,
  ButtonStyle,
  ChannelType,
  ComponentType,
  MessageFlags,
  SelectMenuDefaultValueType,
} from "discord-api-types/v10";
import type { Block, Button, Card, Line, Menu, Range, Select, SelectOption, Span } from "../cards/card.ts";
import type { PictureBlock } from "../cards/picture.ts";
import { typographic } from "../cards/typography.ts";
import { english } from "../messages/english.ts";
import type { Words } from "../messages/line.ts";
import { inLanguage, type Messages, plain, say } from "../messages/message.ts";
import { writeCustomId } from "./custom-id.ts";
import { limits } from "./limits.ts";
import { escapeMarkdown, isolate, withoutLinks } from "./markdown.ts";

/** One accent for the whole bot, and none for a party: the colour of fired clay. */
const accent = 0xc8966b;

export interface MessageBody {
  readonly flags: number;
  readonly components: APIMessageTopLevelComponent[];
  readonly allowed_mentions: { readonly parse: [] };
}

/** The picture of a card, if it has one: then the answer is deferred. */
export function pictureOf(card: Card): PictureBlock | undefined {
  return card.blocks.find((block) => block.type === "picture");
}

/** The body of a message that shows a card. Nothing in it pings anybody. */
export function toMessage(
  card: Card,
  {
    ephemeral,
    unveiled = false,
    fault = null,
    messages = english,
  }: {
    ephemeral: boolean;
    unveiled?: boolean;
    /** Why there is no picture: the id in the log. */
    fault?: string | null;
    /** In the language of who reads it. */
    messages?: Messages;
  },
): MessageBody {
  const seen = new Set<string>();
  const to: Writing = { messages, unveiled, seen };
  const blocks =
    fault === null
      ? card.blocks
      : card.blocks.map((block) => (block.type === "picture" ? undrawn(block, fault) : block));
  const components = texts(blocks, to);
  if (card.select !== null) components.push(actionRow([select(card.select, to)]));
  for (const row of card.buttons) {
    const buttons = buttonRow(row, to);
    if (buttons.components.length > 0) components.push(buttons);
  }
  return {
    flags: MessageFlags.IsComponentsV2 | (ephemeral ? MessageFlags.Ephemeral : 0),
    components: [{ type: ComponentType.Container, accent_color: accent, components }],
    allowed_mentions: { parse: [] },
  };
}

/** How a card is being written. */
interface Writing {
  readonly messages: Messages;
  readonly unveiled: boolean;
  /** custom_ids that stand in the message already. */
  readonly seen: Set<string>;
}

/** Buttons of a row, each once. */
function buttonRow(row: readonly Button[], to: Writing) {
  return actionRow(
    row.slice(0, limits.buttonsPerRow).flatMap((each) => onceEach(button(each, to.messages), to.seen)),
  );
}

const apart: readonly Block["type"][] = ["heading", "sentence", "shown"];

/** Blocks between two rules share a Text Display, but those that stand apart have their own. */
function texts(blocks: readonly Block[], to: Writing): APIComponentInContainer[] {
  const components: APIComponentInContainer[] = [];
  let lines: string[] = [];
  const flush = () => {
    if (lines.length > 0) components.push({ type: ComponentType.TextDisplay, content: lines.join("\n") });
    lines = [];
  };
  for (const block of blocks) {
    if (block.type === "rule") {
      flush();
      components.push({ type: ComponentType.Separator, divider: true, spacing: 1 });
      continue;
    }
    if (block.type === "menu") {
      flush();
      components.push(actionRow([menu(block.menu, to)]));
      continue;
    }
    if (block.type === "picture" || block.type === "shownPicture") {
      flush();
      const media = { url: block.type === "picture" ? `attachment://${block.name}` : block.url };
      const description = label(block.alt, limits.description, to.messages);
      components.push({ type: ComponentType.MediaGallery, items: [{ media, description }] });
      if (block.type === "picture") lines.push(...block.lines.map((each) => small(each, to)));
      continue;
    }
    if (block.type === "claims") {
      flush();
      // Each stands apart, so that one is told from the next at a glance.
      for (const item of block.items) {
        lines.push(...linesOf({ type: "claims", items: [item] }, to));
        flush();
      }
      continue;
    }
    const isApart = apart.includes(block.type);
    if (isApart) flush();
    lines.push(...linesOf(block, to));
    if (isApart) flush();
  }
  flush();
  return components;
}

/** What stands in a picture's place where it could not be drawn: what it would have said. */
function undrawn({ of, lines }: PictureBlock, fault: string): Block {
  return { type: "small", lines: [[say("notDrawn", of, fault)], ...lines] };
}

type TextBlock = Exclude<Block, { type: "rule" | "menu" | "picture" | "shownPicture" }>;

function linesOf(block: TextBlock, to: Writing): string[] {
  const { messages } = to;
  switch (block.type) {
    case "title":
      return [`## ${own(plain(block.text, messages))}`];
    case "heading":
      return [`### ${own(plain(block.text, messages))}`];
    case "facts":
      return block.facts.map(
        ({ label, value }) => `**${own(plain(label, messages))}:** ${inline(value, to)}`,
      );
    case "claims":
      return block.items.flatMap(({ words, below }) => [
        inline(words, to),
        ...(below.length === 0 ? [] : [small(below, to)]),
      ]);
    case "sentence":
      return [
        ...block.notices.map((each) => inline(each, to)),
        quotation(block, to.unveiled),
        ...(block.speaker.length === 0 ? [] : [inline(block.speaker, to)]),
        ...(block.caution.length === 0 ? [] : [small(block.caution, to)]),
      ];
    case "text":
      return block.lines.map((each) => inline(each, to));
    case "list":
      return block.items.map((item) => `- ${inline(item, to)}`);
    case "code": {
      const text = block.lines.map((each) => plain(each, messages)).join("\n");
      return [`\`\`\`\n${text.replaceAll("```", "` ` `")}\n\`\`\``];
    }
    case "small":
      return block.lines.map((each) => small(each, to));
    case "shown":
      return [block.text];
  }
}

function small(line: Line, to: Writing): string {
  return `-# ${inline(line, to)}`;
}

function inline(line: Line, { messages, unveiled }: Writing): string {
  return inLanguage(line, messages)
    .map((part) => span(part, messages, unveiled))
    .join("");
}

function span(part: Span, messages: Messages, unveiled: boolean): string {
  if (typeof part === "string") return own(part);
  if ("quoted" in part) return isolate(`“${escapeMarkdown(part.quoted)}”`);
  if ("veiled" in part) {
    const words = part.veiled.map((each) => span(each, messages, unveiled)).join("");
    return unveiled ? words : `||${words}||`;
  }
  if ("strong" in part) return `**${own(plain(part.strong, messages))}**`;
  if ("link" in part) return `[${own(plain(part.link, messages))}](<${part.url}>)`;
  if ("person" in part) return `<@${part.person}>`;
  if ("channel" in part) return `<#${part.channel}>`;
  if ("at" in part) return `<t:${Math.floor(part.at / 1_000)}:R>`;
  // A bar at the end, escaped or not, and the first of the spoiler's own would end it.
  if ("told" in part) return `||${isolate(escapeMarkdown(withoutLinks(part.told))).replace(/\|$/, "| ")}||`;
  return "name" in part ? isolate(own(part.name)) : "";
}

/** Words that are no quotation. */
function own(text: string): string {
  return escapeMarkdown(typographic(text));
}

/** The whole excerpt as a block quote; a graphic one behind a spoiler, line by line, so that none is left out. */
function quotation({ excerpt, bold }: Extract<Block, { type: "sentence" }>, unveiled: boolean): string {
  const veiled = excerpt.graphic !== null && !unveiled;
  const marked = bold.map(([start, end]): Range => [start + 1, end + 1]);
  return emboldened(`“${excerpt.exact}”`, marked)
    .split("\n")
    .map((line) => (line.trim() === "" ? "> " : `> ${veiled ? `||${line}||` : line}`))
    .join("\n");
}

function emboldened(text: string, ranges: readonly Range[]): string {
  let written = "";
  let from = 0;
  for (const [start, end] of ranges) {
    written += `${escapeMarkdown(text.slice(from, start))}**${escapeMarkdown(text.slice(start, end))}**`;
    from = end;
  }
  return written + escapeMarkdown(text.slice(from));
}

function actionRow<T extends APIComponentInActionRow>(components: T[]) {
  return { type: ComponentType.ActionRow as const, components };
}

/** A select of a panel. Its values say what is chosen. */
function menu(menu: Menu, { messages, seen }: Writing): APIStringSelectComponent | APIChannelSelectComponent {
  const custom_id = writeCustomId(menu.action);
  seen.add(custom_id);
  const placeholder = label(menu.placeholder, limits.selectPlaceholder, messages);
  if (menu.kind === "options") {
    return {
      type: ComponentType.StringSelect,
      custom_id,
      placeholder,
      ...(menu.several ? { min_values: 0, max_values: menu.options.length } : {}),
      options: menu.options
        .slice(0, limits.selectOptions)
        .map((option) => ({ ...selectOption(option, messages), default: option.chosen })),
    };
  }
  return {
    type: ComponentType.ChannelSelect,
    custom_id,
    placeholder,
    channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildForum],
    min_values: 0,
    max_values: menu.most,
    default_values: menu.chosen
      .slice(0, menu.most)
      .map((id) => ({ id, type: SelectMenuDefaultValueType.Channel })),
  };
}

function select({ placeholder, options }: Select, { messages, seen }: Writing) {
  const custom_id = writeCustomId({ type: "choose" });
  seen.add(custom_id);
  return {
    type: ComponentType.StringSelect as const,
    custom_id,
    placeholder: label(placeholder, limits.selectPlaceholder, messages),
    options: options.slice(0, limits.selectOptions).map((option) => selectOption(option, messages)),
  };
}

export function selectOption(option: SelectOption, messages: Messages) {
  const { value, description } = option;
  return {
    value,
    label: label(option.label, limits.selectOptionText, messages),
    ...(description === null ? {} : { description: label(description, limits.selectOptionText, messages) }),
  };
}

/** Leaves out a second button that would do the same, which Discord refuses. */
function onceEach(button: APIButtonComponent, seen: Set<string>): APIButtonComponent[] {
  if (!("custom_id" in button)) return [button];
  if (seen.has(button.custom_id)) return [];
  seen.add(button.custom_id);
  return [button];
}

function button(button: Button, messages: Messages): APIButtonComponent {
  const written = {
    type: ComponentType.Button,
    label: label(button.label, limits.buttonLabel, messages),
  } as const;
  if ("url" in button) return { ...written, style: ButtonStyle.Link, url: button.url };
  const custom_id = writeCustomId(button.action);
  const style = button.danger
    ? ButtonStyle.Danger
    : button.primary
      ? ButtonStyle.Primary
      : ButtonStyle.Secondary;
  return {
    ...written,
    style,
    custom_id,
    ...(button.disabled ? { disabled: true } : {}),
  };
}

/**
 * A title, a label, a description of a picture: at most so many characters. Nothing quoted is ever cut. Whole code points
 * stay.
 */
export function label(words: Words | Line, most: number, messages: Messages): string {
  const text = typographic(plain(words, messages));
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
