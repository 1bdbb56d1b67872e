/** What a message says of itself: its state is in its own components, since nothing else is kept of it. */
import { type APIMessage, ComponentType, InteractionType, MessageFlags } from "discord-api-types/v10";
import * as z from "zod";
import { valueId } from "../cards/results.ts";
import type { Pressed } from "../posting.ts";
import { snowflake } from "../snowflake.ts";
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

/** What is read of a message. Neither transport checks these fields, so each counts only as far as it is Discord's. */
const message = z.object({
  flags: z.number().catch(0),
  components: z.array(z.unknown()).catch([]),
  interaction_metadata: z
    .object({ type: z.number().optional(), user: z.object({ id: snowflake }) })
    .nullable()
    .catch(null),
});
const nothing = message.parse({});

export interface PressedMessage extends Pressed {
  /** Every value of the selects in it: what a list of results carries from page to page. */
  readonly listed: readonly string[];
  /** Ids of what its buttons and selects open. */
  readonly leads: readonly string[];
  /** Whether there is a card in it that can be shown again, word for word. */
  readonly holdsCard: boolean;
}

export function readPressed(pressed: unknown): PressedMessage {
  const { flags, components, interaction_metadata: asked } = message.safeParse(pressed).data ?? nothing;
  const parts = components.flatMap(partsOf);
  const actions = parts.flatMap(({ custom_id }) => (custom_id && readCustomId(custom_id)) || []);
  const listed = parts.flatMap(({ options = [] }) => options.map(({ value }) => value));
  return {
    // Discord keeps with a message who asked for it.
    askerId: asked?.user.id,
    public: (flags & MessageFlags.Ephemeral) === 0,
    posted: asked?.type === InteractionType.MessageComponent,
    post: actions.flatMap((action) => (action.type === "remove" ? [action.post] : []))[0] ?? null,
    holdsCard: parts.some(({ type }) => type === ComponentType.Container),
    listed,
    leads: [
      ...actions.flatMap((action) => (action.type === "open" ? [action.id] : [])),
      ...listed.map(valueId),
    ],
  };
}

/** Whether a file goes with it: the picture of its card. */
export function holdsPicture(pressed: APIMessage): boolean {
  const { attachments } = Object(pressed) as Partial<APIMessage>;
  return Array.isArray(attachments) && attachments.length > 0;
}

const chosen = z.object({ values: z.array(z.string()).optional() });

/** What was chosen in the select that was used; nothing where it was a button. */
export function readChosen(data: unknown): readonly string[] {
  return chosen.safeParse(data).data?.values ?? [];
}

function partsOf(component: unknown): Part[] {
  const parsed = part.safeParse(component).data;
  return parsed === undefined ? [] : [parsed, ...(parsed.components ?? []).flatMap(partsOf)];
}
