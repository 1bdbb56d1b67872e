/** A form as Discord's modal, and what comes back from one. */
import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from "discord-api-types/v10";
import * as z from "zod";
import type { Field, Form } from "../cards/card.ts";
import { atMost } from "../input/lengths.ts";
import { english } from "../messages/english.ts";
import type { Messages } from "../messages/message.ts";
import { writeCustomId } from "./custom-id.ts";
import { limits } from "./limits.ts";
import { label, selectOption } from "./message.ts";

export function toModal(
  { title, action, fields }: Form,
  messages: Messages = english,
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: writeCustomId(action),
    title: label(title, limits.modalTitle, messages),
    components: fields.map((field) => labelled(field, messages)),
  };
}

function labelled(field: Field, messages: Messages): APILabelComponent {
  const shared = {
    type: ComponentType.Label,
    label: label(field.label, limits.modalTitle, messages),
  } as const;
  if (field.kind === "choice") {
    return {
      ...shared,
      component: {
        type: ComponentType.StringSelect,
        custom_id: field.name,
        required: true,
        options: field.options.slice(0, limits.selectOptions).map((option) => selectOption(option, messages)),
      },
    };
  }
  return {
    ...shared,
    description: label(field.description, limits.selectOptionText, messages),
    component: {
      type: ComponentType.TextInput,
      custom_id: field.name,
      style: TextInputStyle.Paragraph,
      required: false,
      max_length: field.most,
    },
  };
}

const filledIn = z.object({
  component: z.object({
    custom_id: z.string().check(atMost(100)),
    value: z.string().check(atMost(4_000)).optional(),
    values: z
      .array(z.string().check(atMost(100)))
      .check(atMost(25))
      .optional(),
  }),
});

const submitted = z.object({ components: z.array(z.unknown()) });

/** What was filled in, by the names of the fields; `data` is that of the interaction. */
export function readModal(data: unknown): ReadonlyMap<string, string> {
  return new Map(
    (submitted.safeParse(data).data?.components ?? []).flatMap((part) => {
      const { data } = filledIn.safeParse(part);
      if (data === undefined) return [];
      const { custom_id, value, values } = data.component;
      return [[custom_id, value ?? values?.[0] ?? ""]];
    }),
  );
}
