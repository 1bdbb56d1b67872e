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
 * person may have brought the bot along. The gateway hands interactions over unchecked: each field counts only as far
 * as it is Discord's.
 */
export function requestOf(interaction: APIInteraction): Request {
  const asked = fieldsOf(interaction);
  const { member, user, channel } = asked;
  const { id, type, parent_id: parentId, nsfw } = fieldsOf(channel);
  const { [ApplicationIntegrationType.GuildInstall]: installer } = fieldsOf(
    asked.authorizing_integration_owners,
  );
  const { user: memberUser, permissions } = fieldsOf(member);
  const serverId = textOf(asked.guild_id);
  const inThread = threads.includes(type);
  return {
    interactionId: interaction.id,
    person: {
      id: textOf(fieldsOf(memberUser).id) ?? textOf(fieldsOf(user).id) ?? "",
      rights: rightsOf(textOf(permissions), inThread),
    },
    serverId: installer === serverId ? serverId : null,
    channelId: textOf(id),
    parentChannelId: inThread ? textOf(parentId) : null,
    ageRestricted: nsfw === true,
  };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return Object(value);
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
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

function rightsOf(sent: string | null, inThread: boolean): Rights {
  const bits = sent !== null && /^\d{1,20}$/.test(sent) ? BigInt(sent) : 0n;
  return {
    manageServer: (bits & masks.manageServer) !== 0n,
    manageMessages: (bits & masks.manageMessages) !== 0n,
    write: (bits & (inThread ? masks.writeInThreads : masks.write)) !== 0n,
  };
}
