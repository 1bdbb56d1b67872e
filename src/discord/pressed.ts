/** What a message says of itself: its state is in its own components, since nothing else is kept of it. */
import { type APIMessage, ComponentType, InteractionType, MessageFlags } from "discord-api-types/v10";
import * as z from "zod";
import { valueId } from "../cards/results.ts";
import type { Pressed } from "../posting.ts";
import { readCustomId } from "./custom-id.ts";

interface Part {
  readonly type?: number | undefined;
  readonly custom_id?: string | undefined;
  readonly options?: readonly { readonly value: string }[] | undefined;
}

const part = z.object({
  type: z.number().optional(),
  custom_id: z.string().optional(),
  options: z.array(z.object({ value: z.string() })).optional(),
  components: z.array(z.unknown()).optional(),
});

export interface PressedMessage extends Pressed {
  /** Every value of the selects in it: what a list of results carries from page to page. */
  readonly listed: readonly string[];
  /** Ids of what its buttons and selects open. */
  readonly leads: readonly string[];
  /** Whether there is a card in it that can be shown again, word for word. */
  readonly holdsCard: boolean;
}

export function readPressed(message: APIMessage): PressedMessage {
  const components: unknown = message.components;
  const parts = Array.isArray(components) ? components.flatMap(partsOf) : [];
  const actions = parts.flatMap(({ custom_id }) => (custom_id && readCustomId(custom_id)) || []);
  const listed = parts.flatMap(({ options = [] }) => options.map(({ value }) => value));
  return {
    // Discord keeps with a message who asked for it.
    askerId: message.interaction_metadata?.user?.id,
    public: ((message.flags ?? 0) & MessageFlags.Ephemeral) === 0,
    posted: message.interaction_metadata?.type === InteractionType.MessageComponent,
    post: actions.flatMap((action) => (action.type === "remove" ? [action.post] : []))[0] ?? null,
    holdsCard: parts.some(({ type }) => type === ComponentType.Container),
    listed,
    leads: [
      ...actions.flatMap((action) => (action.type === "open" ? [action.id] : [])),
      ...listed.map(valueId),
    ],
  };
}

function partsOf(component: unknown): Part[] {
  const parsed = part.safeParse(component).data;
  return parsed === undefined ? [] : [parsed, ...(parsed.components ?? []).flatMap(partsOf)];
}
