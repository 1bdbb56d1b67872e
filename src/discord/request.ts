/** Who asks and where, out of an interaction. */
import { ApplicationIntegrationType, ChannelType, PermissionFlagsBits } from "discord-api-types/v10";
import type { Request, Rights } from "../command.ts";
import { isSnowflake } from "../input/snowflake.ts";

const threads: readonly unknown[] = [
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
];

/**
 * What the interaction itself says: no cache is asked. A server counts only where it installed the bot, since a
 * person may have brought the bot along. The gateway hands interactions over unchecked: each field counts only as far
 * as it is Discord's. Null where nobody asks, or the interaction has no id.
 */
export function requestOf(interaction: unknown): Request | null {
  const asked = fieldsOf(interaction);
  const interactionId = idOf(asked.id);
  const { member, user, channel } = asked;
  const { id, type, parent_id: parentId, nsfw } = fieldsOf(channel);
  const { [ApplicationIntegrationType.GuildInstall]: installer } = fieldsOf(
    asked.authorizing_integration_owners,
  );
  const { user: memberUser, permissions } = fieldsOf(member);
  const personId = idOf(fieldsOf(memberUser).id) ?? idOf(fieldsOf(user).id);
  if (interactionId === null || personId === null) return null;
  const serverId = idOf(asked.guild_id);
  const inThread = threads.includes(type);
  return {
    interactionId,
    person: { id: personId, rights: rightsOf(permissions, inThread) },
    serverId: installer === serverId ? serverId : null,
    channelId: idOf(id),
    parentChannelId: inThread ? idOf(parentId) : null,
    ageRestricted: nsfw === true,
  };
}

/** The fields of what should be an object; none where it is something else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return Object(value);
}

function idOf(value: unknown): string | null {
  return isSnowflake(value) ? value : null;
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

function rightsOf(sent: unknown, inThread: boolean): Rights {
  const bits = typeof sent === "string" && /^\d{1,20}$/.test(sent) ? BigInt(sent) : 0n;
  return {
    manageServer: (bits & masks.manageServer) !== 0n,
    manageMessages: (bits & masks.manageMessages) !== 0n,
    write: (bits & (inThread ? masks.writeInThreads : masks.write)) !== 0n,
  };
}
