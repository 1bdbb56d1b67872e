/** The commands as Discord registers them. */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPutAPIApplicationCommandsJSONBody,
} from "discord-api-types/v10";
import { commands } from "../../commands/index.ts";
import type { Option } from "../command.ts";

/** The body of `PUT /applications/{id}/commands`: every command, with required options first. */
export function commandPayloads(): RESTPutAPIApplicationCommandsJSONBody {
  return commands.map(({ name, description, options }) => ({
    type: ApplicationCommandType.ChatInput as const,
    name,
    description,
    options: options
      .toSorted((a, b) => Number(b.required ?? false) - Number(a.required ?? false))
      .map(optionPayload),
    integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
    contexts: [
      InteractionContextType.Guild,
      InteractionContextType.BotDM,
      InteractionContextType.PrivateChannel,
    ],
  }));
}

function optionPayload(option: Option) {
  const { name, description, required = false } = option;
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
