/** The commands as Discord registers them. */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPutAPIApplicationCommandsJSONBody,
} from "discord-api-types/v10";
import { commands, messageCommands } from "../../commands/index.ts";
import type { Option } from "../command.ts";
import { english } from "../messages/english.ts";
import { plain } from "../messages/message.ts";

/** The body of `PUT /applications/{id}/commands`: every command, with required options first. */
export function commandPayloads(): RESTPutAPIApplicationCommandsJSONBody {
  const typed = commands.map(({ name, description, options, moderators = false }) => ({
    type: ApplicationCommandType.ChatInput as const,
    name,
    description: plain(description, english),
    options: options
      .toSorted((a, b) => Number(b.required ?? false) - Number(a.required ?? false))
      .map(optionPayload),
    ...(moderators ? forModerators : everywhere),
  }));
  const inMenus = messageCommands.map(({ name }) => ({
    type: ApplicationCommandType.Message as const,
    name,
    ...everywhere,
  }));
  return [...typed, ...inMenus];
}

/** In servers, in the bot's own direct messages and in other private channels; added by a server or by a person. */
const everywhere = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
};

/** Where nobody has set otherwise; each press is checked again by what the interaction says. */
const forModerators = {
  default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
};

function optionPayload(option: Option) {
  const { name, required = false } = option;
  const description = plain(option.description, english);
  if (option.type === "boolean")
    return { type: ApplicationCommandOptionType.Boolean as const, name, description, required };
  return {
    type: ApplicationCommandOptionType.String as const,
    name,
    description,
    required,
    ...(option.complete ? { autocomplete: true as const } : {}),
  };
}
