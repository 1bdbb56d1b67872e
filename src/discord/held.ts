/**
 * The card that a message of the bot's shows, read out of what Discord hands back with a press. Only what the bot
 * itself writes is read, and the card is written anew where it is shown again: nothing of a message is ever copied.
 */
import { ButtonStyle, ComponentType } from "discord-api-types/v10";
import * as z from "zod";
import type { Action, Block, Button, Card, Select, SelectOption } from "../cards/card.ts";
import { card, rule } from "../cards/parts.ts";
import { atMost } from "../input/lengths.ts";
import { readCustomId, writeCustomId } from "./custom-id.ts";
import { limits } from "./limits.ts";

/** Text that Discord takes: not blank. */
const said = z.string().regex(/\S/);
const address = z.url({ protocol: /^https?$/ }).check(atMost(limits.address));
const action = z
  .string()
  .transform(readCustomId)
  .pipe(z.custom<Action>((read) => read !== undefined));

/** What of a list is of the form of `item`. */
function listOf<Item extends object>(item: z.ZodType<Item>) {
  return z.array(z.unknown()).transform((list) =>
    list.flatMap((each): Item[] => {
      const { data } = item.safeParse(each);
      return data === undefined ? [] : [data];
    }),
  );
}

const textDisplay = z
  .object({ type: z.literal(ComponentType.TextDisplay), content: said })
  .transform(({ content }): Block => ({ type: "shown", text: content }));

const separator = z.object({ type: z.literal(ComponentType.Separator) }).transform((): Block => rule);

const gallery = z
  .object({
    type: z.literal(ComponentType.MediaGallery),
    items: z.tuple([z.object({ media: z.object({ url: address }), description: said })]),
  })
  .transform(
    ({ items: [{ media, description }] }): Block => ({
      type: "shownPicture",
      url: media.url,
      alt: description,
    }),
  );

const button = z
  .object({
    type: z.literal(ComponentType.Button),
    style: z.literal([ButtonStyle.Primary, ButtonStyle.Secondary, ButtonStyle.Danger]),
    label: said,
    custom_id: action,
    disabled: z.boolean().optional(),
  })
  .transform(
    ({ style, label, custom_id, disabled = false }): Button => ({
      label,
      action: custom_id,
      primary: style === ButtonStyle.Primary,
      danger: style === ButtonStyle.Danger,
      disabled,
    }),
  );

const link = z
  .object({
    type: z.literal(ComponentType.Button),
    style: z.literal(ButtonStyle.Link),
    label: said,
    url: address.check(atMost(limits.linkAddress)),
  })
  .transform(({ label, url }): Button => ({ label, url }));

/** A value is an id, with what a result carries beside it. */
const option = z
  .object({ value: z.string().regex(/^[\w:/~-]{1,100}$/), label: said, description: said.nullish() })
  .transform(({ value, label, description = null }): SelectOption => ({ value, label, description }));

const select = z
  .object({
    type: z.literal(ComponentType.StringSelect),
    custom_id: z.literal(writeCustomId({ type: "choose" })),
    placeholder: said,
    options: listOf(option).refine(({ length }) => length > 0),
  })
  .transform(
    ({ placeholder, options }): Select => ({
      placeholder,
      options: [...new Map(options.map((each) => [each.value, each])).values()],
    }),
  );

const row = z.object({
  type: z.literal(ComponentType.ActionRow),
  components: listOf(z.discriminatedUnion("type", [z.discriminatedUnion("style", [button, link]), select])),
});

const message = z.object({
  components: z.tuple([
    z.object({
      type: z.literal(ComponentType.Container),
      components: listOf(z.discriminatedUnion("type", [textDisplay, separator, gallery, row])),
    }),
  ]),
});

/** What of a card is in the message: nothing, if it is none of the bot's. The id of the card is not in it. */
export function readHeld(handedBack: unknown): Card {
  const parts = message.safeParse(handedBack).data?.components[0].components ?? [];
  const rows = parts.flatMap((part) => ("components" in part ? [part.components] : []));
  return card({
    blocks: parts.map((part) => ("components" in part ? null : part)),
    select: rows.flat().find((part) => "options" in part) ?? null,
    buttons: rows.map((parts) => parts.filter((part) => "label" in part)),
  });
}

/** Room in a message for what comes to a card when it is shown again: who asked, and a row of buttons. */
const room = Object.freeze({ text: 40, components: 6 });

/** Whether what was read of a message is a card that can be shown again. */
export function isWhole({ blocks, select, buttons }: Card): boolean {
  const texts = blocks.flatMap((block) => (block.type === "shown" ? [block.text] : []));
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  // The container, and a row around the select.
  const components = 1 + blocks.length + (select === null ? 0 : 2) + buttons.length + buttons.flat().length;
  return (
    texts.length > 0 &&
    characters + room.text <= limits.text &&
    components + room.components <= limits.components
  );
}
