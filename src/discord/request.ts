/** Who asks and where, out of an interaction. */
import {
  type APIInteraction,
  ApplicationIntegrationType,
  ChannelType,
  PermissionFlagsBits,
} from "discord-api-types/v10";
import type { Request, Rights } from "../command.ts";

const threads: readonly unknown[] = [
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
];

/**
 * What the interaction itself says: no cache is asked. A server counts only where it installed the bot, since a
 * person may have brought the bot along.
 */
export function requestOf(interaction: APIInteraction): Request {
  const { member, user, guild_id: guildId } = interaction;
  const channel: Partial<NonNullable<APIInteraction["channel"]>> = Object(interaction.channel);
  const installer = interaction.authorizing_integration_owners?.[ApplicationIntegrationType.GuildInstall];
  const inThread = threads.includes(channel.type);
  return {
    interactionId: interaction.id,
    person: { id: (member?.user ?? user)?.id ?? "", rights: rightsOf(member?.permissions, inThread) },
    serverId: guildId !== undefined && installer === guildId ? guildId : null,
    channelId: channel.id ?? null,
    parentChannelId: inThread && "parent_id" in channel ? (channel.parent_id ?? null) : null,
    ageRestricted: "nsfw" in channel && channel.nsfw === true,
  };
}

const { Administrator, ManageGuild, ManageMessages, SendMessages, SendMessagesInThreads } =
  PermissionFlagsBits;
/** Administrators may everything. */
const masks = Object.freeze({
  manageServer: ManageGuild | Administrator,
  manageMessages: ManageMessages | Administrator,
  write: SendMessages | Administrator,
  writeInThreads: SendMessagesInThreads | Administrator,
});

function rightsOf(sent: string | undefined, inThread: boolean): Rights {
  const bits = sent !== undefined && /^\d{1,20}$/.test(sent) ? BigInt(sent) : 0n;
  return {
    manageServer: (bits & masks.manageServer) !== 0n,
    manageMessages: (bits & masks.manageMessages) !== 0n,
    write: (bits & (inThread ? masks.writeInThreads : masks.write)) !== 0n,
  };
}
