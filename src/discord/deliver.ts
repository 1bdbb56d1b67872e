/**
 * An answer as what is sent for it, in order: the callback first, then what follows it. Transports send each
 * delivery as it comes and know nothing of cards.
 */
import type {
  APIInteraction,
  APIInteractionResponse,
  RESTPatchAPIWebhookWithTokenMessageJSONBody,
  RESTPostAPIWebhookWithTokenJSONBody,
} from "discord-api-types/v10";
import type { Answer } from "../command.ts";
import { toCallback } from "./callback.ts";

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
  | { readonly kind: "removal" };

export async function* deliver(answer: Answer, interaction: APIInteraction): AsyncGenerator<Delivery> {
  yield { kind: "callback", body: toCallback(answer, interaction) };
}
