/** An `Answer` as the callback to an interaction. */
import {
  type APIInteraction,
  type APIInteractionResponse,
  InteractionResponseType,
} from "discord-api-types/v10";
import type { Answer } from "../command.ts";
import { limits } from "./limits.ts";
import { clip, toMessage } from "./message.ts";

/** The JSON of the first answer to `interaction`. A card in the place of another edits the pressed message. */
export function toCallback(answer: Answer, _interaction: APIInteraction): APIInteractionResponse {
  if (answer.type === "choices") {
    const choices = answer.choices.slice(0, limits.choices).map(({ name, value }) => ({
      name: clip(name, limits.choiceText),
      value,
    }));
    return { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } };
  }
  const ephemeral = answer.audience === "asker";
  return answer.place === "same"
    ? { type: InteractionResponseType.UpdateMessage, data: toMessage(answer.card, { ephemeral: false }) }
    : { type: InteractionResponseType.ChannelMessageWithSource, data: toMessage(answer.card, { ephemeral }) };
}
