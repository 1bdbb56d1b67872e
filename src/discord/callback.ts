/** An `Answer` as the callback to an interaction. */

import {
  type APIInteraction,
  type APIInteractionResponse,
  type APIInteractionResponseDeferredChannelMessageWithSource,
  type APIInteractionResponseDeferredMessageUpdate,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
} from "discord-api-types/v10";
import type { Card } from "../cards/card.ts";
import { isRemembered } from "../cards/remembered.ts";
import type { Answer, CardAnswer, Choice } from "../command.ts";
import { english } from "../messages/english.ts";
import { limits } from "./limits.ts";
import { label, pictureOf, toMessage } from "./message.ts";
import { toModal } from "./modal.ts";

export interface WrittenCallback {
  readonly body: APIInteractionResponse;
  /** The body in UTF-8, where it is kept. */
  readonly json?: Uint8Array;
}

/** What was written for a card that is handed out again, by how it is shown. */
const written = new WeakMap<Card, Map<string, WrittenCallback>>();

/** As `toCallback`; written once for a card that is handed out again. */
export function writeCallback(answer: Answer): WrittenCallback {
  if (answer.type !== "card" || !isRemembered(answer.card)) return { body: toCallback(answer) };
  const { card, audience, place, unveiled = false } = answer;
  const shown = `${audience} ${place} ${unveiled}`;
  const ways = written.get(card) ?? new Map<string, WrittenCallback>();
  const known = ways.get(shown);
  if (known !== undefined) return known;
  const body = toCallback(answer);
  const fresh = { body, json: Buffer.from(JSON.stringify(body)) };
  written.set(card, ways.set(shown, fresh));
  return fresh;
}

/** The JSON of the first answer to an interaction. A card in the place of another edits the pressed message. */
export function toCallback(answer: Answer): APIInteractionResponse {
  switch (answer.type) {
    case "form":
      return { type: InteractionResponseType.Modal, data: toModal(answer.form) };
    case "removal":
      return { type: InteractionResponseType.DeferredMessageUpdate };
    case "choices":
      return choicesCallback(answer.choices);
    case "card":
      return pictureOf(answer.card) === undefined ? cardCallback(answer) : deferredCallback(answer);
  }
}

export type Deferral =
  | APIInteractionResponseDeferredChannelMessageWithSource
  | APIInteractionResponseDeferredMessageUpdate;

/**
 * What tells the person to wait while it is not known what the answer will be, so nobody else sees it; null where
 * Discord takes nothing but the answer.
 */
export function deferralOf({ type }: APIInteraction): Deferral | null {
  switch (type) {
    case InteractionType.ApplicationCommand:
    case InteractionType.ModalSubmit:
      return deferred("asker");
    case InteractionType.MessageComponent:
      return { type: InteractionResponseType.DeferredMessageUpdate };
    default:
      return null;
  }
}

function choicesCallback(given: readonly Choice[]): APIInteractionResponse {
  const choices = given.slice(0, limits.choices).map(({ name, value }) => ({
    name: label(name, limits.choiceText, english),
    value,
  }));
  return { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } };
}

/** A picture takes longer than people should wait for an answer: the card follows with it. */
function deferredCallback({ audience, place }: CardAnswer): APIInteractionResponse {
  return place === "same" ? { type: InteractionResponseType.DeferredMessageUpdate } : deferred(audience);
}

function deferred(audience: CardAnswer["audience"]): Deferral {
  const data = audience === "asker" ? { flags: MessageFlags.Ephemeral } : {};
  return { type: InteractionResponseType.DeferredChannelMessageWithSource, data };
}

function cardCallback({ card, audience, place, unveiled = false }: CardAnswer): APIInteractionResponse {
  return place === "same"
    ? {
        type: InteractionResponseType.UpdateMessage,
        // A picture of the card before this one goes with it.
        data: { ...toMessage(card, { ephemeral: false, unveiled }), attachments: [] },
      }
    : {
        type: InteractionResponseType.ChannelMessageWithSource,
        data: toMessage(card, { ephemeral: audience === "asker", unveiled }),
      };
}
