/** What a message says of itself: its state is in its own components, since nothing else is kept of it. */
import { MessageFlags } from "discord-api-types/v10";
import * as z from "zod";
import type { Card } from "../cards/card.ts";
import { valueId } from "../cards/results.ts";
import { snowflake } from "../input/snowflake.ts";
import type { Pressed } from "../posting.ts";
import { isWhole, readHeld } from "./held.ts";
import { lettersOf } from "./markdown.ts";

/** Neither transport checks these fields of a message, so each counts only as far as it is Discord's. */
const message = z.object({
  flags: z.number().catch(0),
  interaction_metadata: z
    .object({ user: z.object({ id: snowflake }) })
    .nullable()
    .catch(null),
});
const nothing = message.parse({});

export interface PressedMessage extends Pressed {
  /** Every value of the select in it: what a list of results carries from page to page. */
  readonly listed: readonly string[];
  /** Ids of what its buttons and its select open. */
  readonly leads: readonly string[];
  /** The card in it, to be shown to everyone word for word; null where there is none, or none for everyone. */
  readonly card: Card | null;
  /** Whether the words stand in it, whole and in order. */
  readonly holds: (words: string) => boolean;
}

export function readPressed(pressed: unknown): PressedMessage {
  const { flags, interaction_metadata: asked } = message.safeParse(pressed).data ?? nothing;
  const held = readHeld(pressed);
  const actions = held.buttons.flat().flatMap((button) => ("action" in button ? [button.action] : []));
  const of = actions.flatMap((action) => (action.type === "details" ? [action.of] : []))[0] ?? null;
  const back = actions.flatMap((action) => (action.type === "back" ? [action.to] : []))[0] ?? null;
  const isFace = of !== null && of.type !== "message";
  const isClosest = of?.type === "open" && of.closest === true;
  // A message may have become another card since its button was drawn: details, what is only close, or the panel.
  const isPostable = actions.some(({ type }) => type === "post") || (isFace && !isClosest);
  const listed = held.select?.options.map(({ value }) => value) ?? [];
  let letters: string | undefined;
  return {
    // Discord keeps with a message who asked for it.
    askerId: asked?.user.id,
    public: (flags & MessageFlags.Ephemeral) === 0,
    shows: isFace ? of : back,
    back: isFace ? back : null,
    post: actions.flatMap((action) => (action.type === "remove" ? [action.post] : []))[0] ?? null,
    card: isPostable && isWhole(held) ? held : null,
    holds: (words) => {
      letters ??= lettersOf(held.blocks.map((block) => (block.type === "shown" ? block.text : "")).join());
      return letters.includes(lettersOf(words));
    },
    listed,
    leads: [
      ...actions.flatMap((action) => (action.type === "open" ? [action.id] : [])),
      ...listed.map(valueId),
    ],
  };
}

const chosen = z.object({ values: z.array(z.string()).optional() });

/** What was chosen in the select that was used; nothing where it was a button. */
export function readChosen(data: unknown): readonly string[] {
  return chosen.safeParse(data).data?.values ?? [];
}

const resolved = z.object({ resolved: z.object({ channels: z.record(z.string(), z.unknown()) }) });

/** Ids of the channels that Discord itself names beside what was chosen: they are of the server of the press. */
export function readChannels(data: unknown): readonly string[] {
  return Object.keys(resolved.safeParse(data).data?.resolved.channels ?? {});
}
