import { createHash } from "node:crypto";
import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteractionDataOption,
  type APIAuthorizingIntegrationOwnersMap,
  type APIBaseInteraction,
  type APIChatInputApplicationCommandInteraction,
  type APIInteractionGuildMember,
  type APIMessage,
  type APIMessageApplicationCommandInteraction,
  type APIMessageComponentInteraction,
  type APIModalSubmission,
  type APIModalSubmitInteraction,
  type APIPingInteraction,
  type APIUser,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  ComponentType,
  type GuildMemberFlags,
  InteractionContextType,
  InteractionType,
  Locale,
  type MessageFlags,
  PermissionFlagsBits,
  type UserFlags,
} from "discord-api-types/v10";

/*
 * Interactions as Discord sends them, complete: what a person did, and where. The loopback Discord sends these
 * over its socket; tests of `dispatch`, of the http transport and of the preview build the same ones.
 */

/** Of the first moment of 2026: Discord's ids have the milliseconds since 2015 in their upper bits. */
let issued = BigInt(Date.UTC(2026, 0, 1) - Date.UTC(2015, 0, 1)) << 22n;

/** A new id, as Discord makes them, and never twice the same. Every run gets the same ones in the same order. */
export function snowflake(): string {
  issued += 1n;
  return issued.toString();
}

/** Ids that interactions get unless a test says otherwise. */
export const ids = Object.freeze({
  application: "1100000000000000001",
  guild: "1200000000000000002",
  channel: "1300000000000000003",
  asker: "1400000000000000004",
  stranger: "1500000000000000005",
});

/** What members and moderators usually may do in a channel. */
export const permissions = Object.freeze({
  member:
    PermissionFlagsBits.ViewChannel |
    PermissionFlagsBits.SendMessages |
    PermissionFlagsBits.EmbedLinks |
    PermissionFlagsBits.AttachFiles |
    PermissionFlagsBits.ReadMessageHistory |
    PermissionFlagsBits.AddReactions |
    PermissionFlagsBits.UseApplicationCommands |
    PermissionFlagsBits.UseExternalApps,
  /** A member of a channel where only others may write. */
  reader:
    PermissionFlagsBits.ViewChannel |
    PermissionFlagsBits.ReadMessageHistory |
    PermissionFlagsBits.UseApplicationCommands,
  get moderator() {
    return this.member | PermissionFlagsBits.ManageGuild | PermissionFlagsBits.ManageMessages;
  },
});

/** A person's account. */
export function person(id: string, username = `person${id.slice(-4)}`): APIUser {
  return {
    id,
    username,
    discriminator: "0",
    global_name: username,
    avatar: null,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
    public_flags: 0 as UserFlags,
  };
}

/** Who did it, and where. Everything has a usual value: a member in a channel of a server that added the bot. */
export interface Scene {
  /** An account, or just its id. */
  readonly user?: APIUser | string;
  /** `null`: a direct message. */
  readonly guildId?: string | null;
  readonly channelId?: string;
  /** In a server: Discord restricts the channel by age. */
  readonly ageRestricted?: boolean;
  /** In a server: it is a thread, of the channel with this id. */
  readonly threadOf?: string;
  /** What the person may do in the channel. */
  readonly permissions?: bigint;
  /** What the bot may do in the channel. */
  readonly appPermissions?: bigint;
  /** Who added the bot: the server, the person, or both. Default: the server, and in private channels the person. */
  readonly installedBy?: "server" | "person" | "both";
  /** Outside servers: a direct message with the bot (default), or one between people. */
  readonly context?: InteractionContextType.BotDM | InteractionContextType.PrivateChannel;
  readonly locale?: Locale;
  readonly guildLocale?: Locale;
  readonly applicationId?: string;
  /** Bytes. */
  readonly attachmentSizeLimit?: number;
  readonly id?: string;
  readonly token?: string;
}

export type OptionValue = string | number | boolean;

export interface CommandScene extends Scene {
  /** The command's name; one of a subcommand is `settings show`. */
  readonly name: string;
  readonly commandId?: string;
  readonly options?: Readonly<Record<string, OptionValue>>;
}

/** A slash command sent. An option's type follows its value: text, whole number, number, yes or no. */
export function slashInteraction(scene: CommandScene): APIChatInputApplicationCommandInteraction {
  const { name, options } = commandOptions(scene, undefined);
  return {
    ...common(scene, InteractionType.ApplicationCommand),
    data: {
      id: scene.commandId ?? "1600000000000000006",
      type: ApplicationCommandType.ChatInput,
      name,
      ...(options.length > 0 ? { options } : {}),
    },
  } as APIChatInputApplicationCommandInteraction;
}

/** An option being typed: `focused` names it, `options` holds what stands in every option so far. */
export function autocompleteInteraction(
  scene: CommandScene & { readonly focused: string },
): APIApplicationCommandAutocompleteInteraction {
  const { name, options } = commandOptions(scene, scene.focused);
  return {
    ...common(scene, InteractionType.ApplicationCommandAutocomplete),
    data: {
      id: scene.commandId ?? "1600000000000000006",
      type: ApplicationCommandType.ChatInput,
      name,
      options,
    },
  } as APIApplicationCommandAutocompleteInteraction;
}

/** A command chosen from a message's menu. */
export function messageCommandInteraction(
  scene: Scene & { readonly name: string; readonly commandId?: string; readonly target: APIMessage },
): APIMessageApplicationCommandInteraction {
  return {
    ...common(scene, InteractionType.ApplicationCommand),
    data: {
      id: scene.commandId ?? "1700000000000000007",
      type: ApplicationCommandType.Message,
      name: scene.name,
      target_id: scene.target.id,
      resolved: { messages: { [scene.target.id]: scene.target } },
    },
  } as APIMessageApplicationCommandInteraction;
}

export interface ComponentScene extends Scene {
  readonly message: APIMessage;
  readonly customId: string;
  /** Values chosen, for a select. */
  readonly values?: readonly string[];
  /** The channels chosen are of another server: Discord would name them, were they of this one. */
  readonly elsewhere?: boolean;
}

/**
 * A button pressed or a select used. The message need not hold the component: people press buttons of messages
 * that were changed meanwhile. What it then is follows from `values`.
 */
export function componentInteraction(scene: ComponentScene): APIMessageComponentInteraction {
  const { message, customId, values } = scene;
  const assumed = values === undefined ? ComponentType.Button : ComponentType.StringSelect;
  const type = findComponent(message, customId)?.type ?? assumed;
  const isOfChannels = type === ComponentType.ChannelSelect || /^set\|(channels|logChannel)$/.test(customId);
  return {
    ...common({ channelId: message.channel_id, ...scene }, InteractionType.MessageComponent),
    message,
    data: {
      id: Number(findComponent(message, customId)?.id ?? 0),
      custom_id: customId,
      component_type: type,
      ...(values === undefined ? {} : { values: [...values] }),
      ...(isOfChannels && !scene.elsewhere
        ? { resolved: { channels: Object.fromEntries((values ?? []).map((id) => [id, channelOf(id)])) } }
        : {}),
    },
  } as unknown as APIMessageComponentInteraction;
}

const channelOf = (id: string) => ({ id, name: "a-channel", type: ChannelType.GuildText, permissions: "0" });

export interface ModalScene extends Scene {
  readonly customId: string;
  /** What was filled in, by the custom_id of each field: text, or the values of a select. */
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
  /** The message whose button opened the modal, if one did. */
  readonly message?: APIMessage;
}

/** A modal sent, its fields inside labels. */
export function modalSubmitInteraction(scene: ModalScene): APIModalSubmitInteraction {
  const components = Object.entries(scene.fields).map(([custom_id, value], index) => ({
    type: ComponentType.Label,
    id: 2 * index + 1,
    component:
      typeof value === "string"
        ? { type: ComponentType.TextInput, id: 2 * index + 2, custom_id, value }
        : { type: ComponentType.StringSelect, id: 2 * index + 2, custom_id, values: [...value] },
  })) as APIModalSubmission["components"];
  return {
    ...common(scene, InteractionType.ModalSubmit),
    data: { custom_id: scene.customId, components },
    ...(scene.message ? { message: scene.message } : {}),
  } as APIModalSubmitInteraction;
}

/** What Discord sends to an HTTP endpoint to see whether it is there. */
export function pingInteraction(applicationId: string = ids.application): APIPingInteraction {
  return {
    ...common({ applicationId }, InteractionType.Ping),
    user: person(ids.asker),
  } as unknown as APIPingInteraction;
}

/** A message that somebody wrote, for a message command to be used on. */
export function writtenMessage(content: string, { user, channelId }: Scene = {}): APIMessage {
  return {
    id: snowflake(),
    type: 0,
    channel_id: channelId ?? ids.channel,
    author: account(user ?? ids.stranger),
    content,
    timestamp: "2026-01-01T00:00:00.000000+00:00",
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    components: [],
    pinned: false,
    flags: 0 as MessageFlags,
  };
}

/** A component of a message, as far as a person meets it. */
interface FoundComponent {
  readonly type: ComponentType;
  readonly id?: number;
  readonly custom_id?: string;
  readonly disabled?: boolean;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

/** The component with this custom_id, however deep it stands. */
function findComponent(message: APIMessage, customId: string): FoundComponent | undefined {
  return allComponents(message).find((component) => component.custom_id === customId);
}

/** A message, or what makes one, as far as its components go. */
export interface Composed {
  readonly components?: readonly unknown[] | null | undefined;
}

/** Every component of a message, top to bottom, the nested ones included. */
export function allComponents(message: Composed): readonly FoundComponent[] {
  const visit = (component: unknown): FoundComponent[] => {
    const { components, accessory } = component as { components?: unknown[]; accessory?: unknown };
    const nested = [...(components ?? []), ...(accessory === undefined ? [] : [accessory])];
    return [component as FoundComponent, ...nested.flatMap(visit)];
  };
  return (message.components ?? []).flatMap(visit);
}

function account(user: APIUser | string): APIUser {
  return typeof user === "string" ? person(user) : user;
}

function common<Type extends InteractionType>(scene: Scene, type: Type): APIBaseInteraction<Type, unknown> {
  const user = account(scene.user ?? ids.asker);
  const guildId = scene.guildId === undefined ? ids.guild : scene.guildId;
  const id = scene.id ?? snowflake();
  const context =
    guildId === null ? (scene.context ?? InteractionContextType.BotDM) : InteractionContextType.Guild;
  const channelId = scene.channelId ?? ids.channel;
  const appPermissions = (scene.appPermissions ?? permissions.member).toString();
  return {
    id,
    application_id: scene.applicationId ?? ids.application,
    type,
    token: scene.token ?? interactionToken(id),
    version: 1,
    app_permissions: appPermissions,
    locale: scene.locale ?? Locale.EnglishGB,
    entitlements: [],
    authorizing_integration_owners: owners(scene, user, guildId, context),
    context,
    attachment_size_limit: scene.attachmentSizeLimit ?? 10_485_760,
    channel_id: channelId,
    ...(guildId === null
      ? { channel: { id: channelId, type: ChannelType.DM, flags: 0, last_message_id: null }, user }
      : {
          guild_id: guildId,
          guild: { id: guildId, locale: scene.guildLocale ?? Locale.EnglishUS, features: [] },
          guild_locale: scene.guildLocale ?? Locale.EnglishUS,
          channel: {
            id: channelId,
            guild_id: guildId,
            name: "general",
            nsfw: scene.ageRestricted ?? false,
            rate_limit_per_user: 0,
            last_message_id: null,
            flags: 0,
            permissions: (scene.permissions ?? permissions.member).toString(),
            ...(scene.threadOf === undefined
              ? { type: ChannelType.GuildText, position: 0, parent_id: null, topic: null }
              : thread(scene.threadOf)),
          },
          member: member(user, scene.permissions ?? permissions.member),
        }),
  } as unknown as APIBaseInteraction<Type, unknown>;
}

function thread(channelId: string) {
  return {
    type: ChannelType.PublicThread,
    parent_id: channelId,
    owner_id: ids.stranger,
    message_count: 2,
    member_count: 2,
    total_message_sent: 2,
    thread_metadata: {
      archived: false,
      auto_archive_duration: 1_440,
      archive_timestamp: "2026-01-01T12:00:00.000000+00:00",
      locked: false,
      create_timestamp: "2026-01-01T12:00:00.000000+00:00",
    },
  };
}

function member(user: APIUser, allowed: bigint): APIInteractionGuildMember {
  return {
    user,
    roles: [],
    joined_at: "2024-02-03T12:00:00.000000+00:00",
    premium_since: null,
    nick: null,
    avatar: null,
    banner: null,
    pending: false,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    flags: 0 as GuildMemberFlags,
    permissions: allowed.toString(),
  };
}

function owners(
  { installedBy }: Scene,
  user: APIUser,
  guildId: string | null,
  context: InteractionContextType,
): APIAuthorizingIntegrationOwnersMap {
  const by = installedBy ?? (context === InteractionContextType.PrivateChannel ? "person" : "server");
  return {
    // In a direct message with a bot that a server shared with the person added, the owner is "0".
    ...(by === "person" ? {} : { [ApplicationIntegrationType.GuildInstall]: guildId ?? "0" }),
    ...(by === "server" ? {} : { [ApplicationIntegrationType.UserInstall]: user.id }),
  };
}

function interactionToken(id: string): string {
  const secret = createHash("sha512").update(id).digest("hex");
  return Buffer.from(`interaction:${id}:${secret}`).toString("base64url");
}

function commandOptions(scene: CommandScene, focused: string | undefined) {
  const [name = "", ...path] = scene.name.split(" ");
  let options: APIApplicationCommandInteractionDataOption[] = Object.entries(scene.options ?? {}).map(
    ([option, value]) =>
      ({
        name: option,
        type: optionType(value),
        value,
        ...(option === focused ? { focused: true } : {}),
      }) as APIApplicationCommandInteractionDataOption,
  );
  if (focused !== undefined && scene.options?.[focused] === undefined)
    options.push({
      name: focused,
      type: ApplicationCommandOptionType.String,
      value: "",
      focused: true,
    } as never);
  for (const [depth, step] of path.toReversed().entries())
    options = [
      {
        name: step,
        type:
          depth === 0
            ? ApplicationCommandOptionType.Subcommand
            : ApplicationCommandOptionType.SubcommandGroup,
        options,
      } as APIApplicationCommandInteractionDataOption,
    ];
  return { name, options };
}

function optionType(value: OptionValue): ApplicationCommandOptionType {
  if (typeof value === "boolean") return ApplicationCommandOptionType.Boolean;
  if (typeof value === "string") return ApplicationCommandOptionType.String;
  return Number.isInteger(value) ? ApplicationCommandOptionType.Integer : ApplicationCommandOptionType.Number;
}
