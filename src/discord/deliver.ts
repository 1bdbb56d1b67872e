/**
 * An answer as what is sent for it, in order: the callback first, then what follows it. Transports send each
 * delivery as it comes and know nothing of cards.
 */
import type {
  APIInteraction,
  APIInteractionResponse,
  RESTPatchAPIWebhookWithTokenMessageJSONBody,
  RESTPostAPIChannelMessageJSONBody,
  RESTPostAPIWebhookWithTokenJSONBody,
} from "discord-api-types/v10";
import type { Answer, CardAnswer } from "../command.ts";
import { toCallback } from "./callback.ts";
import { limits } from "./limits.ts";
import { clip, type PictureBlock, pictureOf, toMessage } from "./message.ts";

/** A file that goes beside the JSON: `attachment://<name>` in a component means this one. */
export interface AttachedFile {
  readonly name: string;
  /** Media type: `image/png`. */
  readonly type: string;
  readonly data: Uint8Array;
}

/** One thing the bot sends for an interaction, in the order sent; the callback comes first. */
export type Delivery =
  | {
      readonly kind: "callback";
      readonly body: APIInteractionResponse;
      readonly files?: readonly AttachedFile[];
    }
  /** An edit of the answer: of the new message, or of the one whose button was pressed. */
  | {
      readonly kind: "edit";
      readonly body: RESTPatchAPIWebhookWithTokenMessageJSONBody;
      readonly files?: readonly AttachedFile[];
    }
  | {
      readonly kind: "followUp";
      readonly body: RESTPostAPIWebhookWithTokenJSONBody;
      readonly files?: readonly AttachedFile[];
    }
  /** The answer's message is deleted. */
  | { readonly kind: "removal" }
  /** Nothing is sent: the id of the answer's message is asked for and told. */
  | { readonly kind: "placed"; readonly tell: (messageId: string) => Promise<void> }
  /** A message of the bot's own in another channel, as far as the bot may write there. */
  | {
      readonly kind: "message";
      readonly channelId: string;
      readonly body: RESTPostAPIChannelMessageJSONBody;
    };

/** Who asks for the second delivery has sent the first; who stops before has not. */
export async function* deliver(answer: Answer, interaction: APIInteraction): AsyncGenerator<Delivery> {
  let taken = false;
  try {
    yield { kind: "callback", body: toCallback(answer, interaction) };
    taken = true;
  } finally {
    answer.settled?.(taken);
  }
  if (answer.type === "card") {
    const block = pictureOf(answer.card);
    if (block !== undefined) yield await pictureEdit(answer, block);
  }
  if (answer.type === "removal") yield { kind: "removal" };
  const record = answer.type === "card" || answer.type === "post" ? answer.record : undefined;
  if (record === undefined) return;
  yield { kind: "placed", tell: record.placed };
  if (record.note === null) return;
  const { channelId, card } = record.note;
  yield { kind: "message", channelId, body: toMessage(card, { ephemeral: false }) };
}

/** The card with its picture, or with a line on why there is none: what the deferred answer becomes. */
async function pictureEdit(answer: CardAnswer, { name, alt, picture }: PictureBlock): Promise<Delivery> {
  const { card, unveiled = false } = answer;
  const drawn = (await answer.draw?.(picture)) ?? { fault: "not drawn here" };
  if ("fault" in drawn) {
    const body = toMessage(card, { ephemeral: false, unveiled, fault: drawn.fault });
    return { kind: "edit", body: { ...body, attachments: [] } };
  }
  const description = clip(alt, limits.description);
  return {
    kind: "edit",
    body: {
      ...toMessage(card, { ephemeral: false, unveiled }),
      attachments: [{ id: "0", filename: name, description }],
    },
    files: [{ name, type: "image/png", data: drawn.png }],
  };
}
