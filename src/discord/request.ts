/** Who asks and where, out of an interaction. */
import {
  type APIInteraction,
  ApplicationIntegrationType,
  ChannelType,
  PermissionFlagsBits,
} from "discord-api-types/v10";
import * as z from "zod";
import type { Request, Rights } from "../command.ts";

const threads: readonly unknown[] = [
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
];

const id = z.string().optional().catch(undefined);
const person = z.object({ id }).optional().catch(undefined);

/** What is read of an interaction. The gateway hands it over unchecked: each field counts only as far as it is Discord's. */
const asked = z.object({
  guild_id: id,
  member: z
    .object({ user: person, permissions: z.string().catch("") })
    .optional()
    .catch(undefined),
  user: person,
  channel: z
    .object({
      id,
      type: z.number().optional().catch(undefined),
      parent_id: id,
      nsfw: z.boolean().catch(false),
    })
    .optional()
    .catch(undefined),
  authorizing_integration_owners: z
    .object({ [ApplicationIntegrationType.GuildInstall]: id })
    .optional()
    .catch(undefined),
});

/**
 * What the interaction itself says: no cache is asked. A server counts only where it installed the bot, since a
 * person may have brought the bot along.
 */
export function requestOf(interaction: APIInteraction): Request {
  const { member, user, guild_id: guildId, channel, ...installed } = asked.parse(Object(interaction));
  const installer = installed.authorizing_integration_owners?.[ApplicationIntegrationType.GuildInstall];
  const inThread = threads.includes(channel?.type);
  return {
    interactionId: interaction.id,
    person: { id: (member?.user ?? user)?.id ?? "", rights: rightsOf(member?.permissions, inThread) },
    serverId: guildId !== undefined && installer === guildId ? guildId : null,
    channelId: channel?.id ?? null,
    parentChannelId: inThread ? (channel?.parent_id ?? null) : null,
    ageRestricted: channel?.nsfw === true,
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
