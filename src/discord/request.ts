/** Who asks and where, out of an interaction. */
import { type APIInteraction, ApplicationIntegrationType } from "discord-api-types/v10";
import type { Request } from "../command.ts";

/**
 * What the interaction itself says: no cache is asked. A server counts only where it installed the bot, since a
 * person may have brought the bot along.
 */
export function requestOf(interaction: APIInteraction): Request {
  const { member, user, guild_id: guildId, channel } = interaction;
  const installer = interaction.authorizing_integration_owners?.[ApplicationIntegrationType.GuildInstall];
  return {
    person: { id: (member?.user ?? user)?.id ?? "", permissions: permissionsOf(member?.permissions) },
    serverId: guildId !== undefined && installer === guildId ? guildId : null,
    channelId: channel?.id ?? null,
    ageRestricted: channel !== undefined && "nsfw" in channel && channel.nsfw === true,
  };
}

function permissionsOf(bits: string | undefined): bigint {
  return bits !== undefined && /^\d{1,20}$/.test(bits) ? BigInt(bits) : 0n;
}
