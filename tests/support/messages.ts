import {
  type APIAttachment,
  type APIInteraction,
  type APIMessage,
  type APIMessageInteractionMetadata,
  type APIUser,
  ApplicationCommandType,
  ButtonStyle,
  ComponentType,
  InteractionType,
  MessageFlags,
  MessageReferenceType,
  MessageType,
} from "discord-api-types/v10";
import type { Card } from "../../src/cards/card.ts";
import { pictureOf, toMessage } from "../../src/discord/message.ts";
import { ids, person, slashInteraction, snowflake } from "./interactions.ts";

/*
 * What Discord makes of the message a bot sends: every field filled in, components numbered, files turned into
 * addresses. A message is never changed in place, so one that a test holds stays as it was.
 */

/** A file sent beside the JSON. */
export interface UploadedFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** A message with what Discord keeps of it beside its JSON. */
export interface StoredMessage {
  readonly message: APIMessage;
  readonly files: readonly UploadedFile[];
}

interface Attached {
  readonly id: string | number;
  readonly description?: string | null | undefined;
}

/** The fields of a payload that end up in a message. */
export interface MessageBody {
  readonly content?: string | null | undefined;
  readonly components?: readonly object[] | null | undefined;
  readonly embeds?: readonly object[] | null | undefined;
  readonly attachments?: readonly Attached[] | null | undefined;
  readonly flags?: number | null | undefined;
}

/** The bot's own account. */
export function botAccount(applicationId: string): APIUser {
  return { ...person(applicationId, "Tessera"), bot: true };
}

/** A message of the bot's, as Discord hands it back: `body` in the answer to an interaction. */
export function botMessage(
  body: MessageBody,
  {
    answering = slashInteraction({ name: "about" }),
    files = [],
  }: { answering?: APIInteraction; files?: readonly UploadedFile[] } = {},
): APIMessage {
  return createMessage(answering, botAccount(ids.application), body, files).message;
}

/** A message that shows a card, with a file for its picture, as Discord hands it back. */
export function cardMessage(card: Card, { ephemeral = true } = {}): APIMessage {
  const name = pictureOf(card)?.name;
  const files = name === undefined ? [] : [{ name, contentType: "image/png", bytes: new Uint8Array(8) }];
  return botMessage(toMessage(card, { ephemeral }), { files });
}

/** A message that the bot writes into a channel on its own. */
export function channelMessage(
  channelId: string,
  author: APIUser,
  body: MessageBody,
  files: readonly UploadedFile[],
): APIMessage {
  const id = snowflake();
  const flags = (body.flags ?? 0) as MessageFlags;
  return {
    id,
    type: MessageType.Default,
    channel_id: channelId,
    author,
    content: body.content ?? "",
    timestamp: new Date().toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: attachmentsOf(body, files, flags, channelId, id),
    embeds: (body.embeds ?? []) as APIMessage["embeds"],
    components: componentsOf(body.components, files, channelId, id),
    pinned: false,
    flags,
  };
}

/** The message that answers an interaction. `loading`: deferred, the bot "is thinking". */
export function createMessage(
  interaction: APIInteraction,
  author: APIUser,
  body: MessageBody,
  files: readonly UploadedFile[],
  { loading = false, followUp }: { loading?: boolean; followUp?: string } = {},
): StoredMessage {
  const channelId = interaction.channel_id ?? "0";
  const flags = (body.flags ?? 0) | (loading ? MessageFlags.Loading : 0);
  const references = followUp ?? repliedTo(interaction);
  const message: APIMessage = {
    ...channelMessage(channelId, author, { ...body, flags }, files),
    type: followUp === undefined ? answerType(interaction) : MessageType.Reply,
    application_id: interaction.application_id,
    webhook_id: interaction.application_id,
    interaction_metadata: metadata(interaction, followUp),
    ...(references === undefined
      ? {}
      : {
          message_reference: {
            type: MessageReferenceType.Default,
            channel_id: channelId,
            message_id: references,
            ...("guild_id" in interaction && interaction.guild_id ? { guild_id: interaction.guild_id } : {}),
          },
        }),
  };
  return { message, files: [...files] };
}

/** The message after an edit: fields that the payload leaves out stay as they are. */
export function editMessage(
  { message, files: before }: StoredMessage,
  body: MessageBody,
  added: readonly UploadedFile[],
): StoredMessage {
  const files = [...keptFiles({ message, files: before }, body), ...added];
  const upgrade = (body.flags ?? 0) & (MessageFlags.IsComponentsV2 | MessageFlags.SuppressEmbeds);
  const flags = (((message.flags ?? 0) & ~MessageFlags.Loading) | upgrade) as MessageFlags;
  return {
    files,
    message: {
      ...message,
      flags,
      edited_timestamp: new Date().toISOString(),
      content: body.content === undefined ? message.content : (body.content ?? ""),
      embeds: body.embeds === undefined ? message.embeds : ((body.embeds ?? []) as APIMessage["embeds"]),
      attachments: attachmentsOf(body, files, flags, message.channel_id, message.id),
      components:
        body.components === undefined
          ? (message.components ?? [])
          : componentsOf(body.components, files, message.channel_id, message.id),
    },
  };
}

/** The files that an edit leaves on the message: all of them, or those whose id its `attachments` name. */
export function keptFiles({ files }: StoredMessage, body: MessageBody): readonly UploadedFile[] {
  const listed = body.attachments;
  if (listed === undefined) return files;
  return files.filter((file) => (listed ?? []).some(({ id }) => id === attachmentId(file)));
}

const attachmentIds = new WeakMap<UploadedFile, string>();

function attachmentId(file: UploadedFile): string {
  const id = attachmentIds.get(file) ?? snowflake();
  attachmentIds.set(file, id);
  return id;
}

function attachmentUrl(file: UploadedFile, channelId: string): string {
  return `https://cdn.discordapp.com/ephemeral-attachments/${channelId}/${attachmentId(file)}/${file.name}`;
}

function attachmentsOf(
  body: MessageBody,
  files: readonly UploadedFile[],
  flags: number,
  channelId: string,
  messageId: string,
): APIAttachment[] {
  // Files shown by components are in the components only.
  if ((flags & MessageFlags.IsComponentsV2) !== 0) return [];
  return files.map((file, index) => {
    const said = body.attachments?.find(({ id }) => id === String(index) || id === attachmentId(file));
    const url = attachmentUrl(file, channelId);
    return {
      id: attachmentId(file),
      filename: file.name,
      size: file.bytes.length,
      url,
      proxy_url: url.replace("cdn.discordapp.com", "media.discordapp.net"),
      content_type: file.contentType,
      ephemeral: messageId !== "",
      ...(said?.description == null ? {} : { description: said.description }),
    };
  });
}

function componentsOf(
  components: MessageBody["components"],
  files: readonly UploadedFile[],
  channelId: string,
  messageId: string,
): NonNullable<APIMessage["components"]> {
  let last = 0;
  const media = (value: unknown) => {
    const { url } = value as { url: string };
    const file = files.find(({ name }) => url === `attachment://${name}`);
    const address = file === undefined ? url : attachmentUrl(file, channelId);
    return {
      id: `${messageId}${last}`,
      url: address,
      proxy_url: address.replace("cdn.discordapp.com", "media.discordapp.net"),
      width: null,
      height: null,
      content_type: file?.contentType ?? null,
      ...(file === undefined ? {} : { attachment_id: attachmentId(file) }),
    };
  };
  const returned = (component: object): Record<string, unknown> => {
    const {
      components: children,
      accessory,
      items,
      media: medium,
      file,
      ...own
    }: Record<string, unknown> = { ...component };
    last = Number(own.id) || last + 1;
    return {
      ...defaults(own),
      ...own,
      id: last,
      ...(Array.isArray(children) ? { components: children.map(returned) } : {}),
      ...(accessory === undefined ? {} : { accessory: returned(accessory as object) }),
      ...(medium === undefined ? {} : { media: media(medium) }),
      ...(file === undefined ? {} : { file: media(file), ...fileFacts(file, files) }),
      ...(Array.isArray(items)
        ? {
            items: items.map((item) => ({
              description: null,
              spoiler: false,
              ...item,
              media: media(item.media),
            })),
          }
        : {}),
    };
  };
  return (components ?? []).map(returned) as unknown as NonNullable<APIMessage["components"]>;
}

function fileFacts(media: unknown, files: readonly UploadedFile[]) {
  const file = files.find(({ name }) => (media as { url: string }).url === `attachment://${name}`);
  return file === undefined ? {} : { name: file.name, size: file.bytes.length };
}

function defaults({ type }: Record<string, unknown>): Record<string, unknown> {
  switch (type) {
    case ComponentType.Button:
      return { style: ButtonStyle.Secondary };
    case ComponentType.StringSelect:
      return { min_values: 1, max_values: 1 };
    case ComponentType.Separator:
      return { divider: true, spacing: 1 };
    case ComponentType.Container:
      return { accent_color: null, spoiler: false };
    case ComponentType.Thumbnail:
      return { description: null, spoiler: false };
    case ComponentType.File:
      return { spoiler: false };
    default:
      return {};
  }
}

function answerType(interaction: APIInteraction): MessageType {
  if (interaction.type === InteractionType.ApplicationCommand)
    return interaction.data.type === ApplicationCommandType.ChatInput
      ? MessageType.ChatInputCommand
      : MessageType.ContextMenuCommand;
  return repliedTo(interaction) === undefined ? MessageType.Default : MessageType.Reply;
}

function repliedTo(interaction: APIInteraction): string | undefined {
  if (interaction.type === InteractionType.ApplicationCommand && "target_id" in interaction.data)
    return interaction.data.type === ApplicationCommandType.Message ? interaction.data.target_id : undefined;
  return "message" in interaction ? interaction.message?.id : undefined;
}

function metadata(interaction: APIInteraction, followUp: string | undefined): APIMessageInteractionMetadata {
  const member = "member" in interaction ? interaction.member : undefined;
  const base = {
    id: interaction.id,
    type: interaction.type,
    user: member?.user ?? interaction.user,
    authorizing_integration_owners: interaction.authorizing_integration_owners,
    ...(followUp === undefined ? {} : { original_response_message_id: followUp }),
  };
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
      return {
        ...base,
        name: interaction.data.name,
        command_type: interaction.data.type,
        ...(interaction.data.type === ApplicationCommandType.Message
          ? { target_message_id: interaction.data.target_id }
          : {}),
      } as APIMessageInteractionMetadata;
    case InteractionType.MessageComponent:
      return { ...base, interacted_message_id: interaction.message.id } as APIMessageInteractionMetadata;
    default:
      return {
        ...base,
        triggering_interaction_metadata:
          ("message" in interaction && interaction.message?.interaction_metadata) || base,
      } as unknown as APIMessageInteractionMetadata;
  }
}
