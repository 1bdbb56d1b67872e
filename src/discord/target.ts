/** The words of the message that a message command was used on. They are read here, and kept nowhere. */
import * as z from "zod";
import { isSnowflake } from "../input/snowflake.ts";
import { fieldsOf } from "./request.ts";

const words = z.string().nullish().catch(null);

const embed = z
  .object({
    title: words,
    description: words,
    fields: z
      .array(z.object({ name: words, value: words }))
      .catch([])
      .default([]),
    footer: z.object({ text: words }).nullish().catch(null),
    author: z.object({ name: words }).nullish().catch(null),
  })
  .nullable()
  .catch(null);

const part = z
  .object({ content: words, components: z.array(z.unknown()).catch([]).default([]) })
  .nullable()
  .catch(null);

const body = {
  content: words,
  embeds: z.array(embed).catch([]).default([]),
  components: z.array(z.unknown()).catch([]).default([]),
};

const poll = z
  .object({ question: z.object({ text: words }) })
  .nullish()
  .catch(null);

const target = z.object({
  ...body,
  poll,
  message_snapshots: z
    .array(
      z
        .object({ message: z.object(body) })
        .nullable()
        .catch(null),
    )
    .catch([])
    .default([]),
});

type Body = z.output<z.ZodObject<typeof body>>;

/** How deep components are read; Discord nests them three deep. */
const deepest = 5;

/**
 * Everything that people wrote in the message that `data` of an interaction is about: its text, embeds, text of
 * components, poll and what it forwards, as lines. Empty where it has no words; null where Discord did not send the
 * message, since it is gone.
 */
export function targetText(data: unknown): string | null {
  const { target_id: id, resolved } = fieldsOf(data);
  const parsed = target.safeParse(fieldsOf(fieldsOf(resolved).messages)[isSnowflake(id) ? id : ""]);
  if (!parsed.success) return null;
  const { message_snapshots: forwarded, poll: asked, ...own } = parsed.data;
  return [
    ...linesOf(own),
    asked?.question.text,
    ...forwarded.flatMap((snapshot) => (snapshot ? linesOf(snapshot.message) : [])),
  ]
    .filter((line) => line)
    .join("\n");
}

function linesOf({ content, embeds, components }: Body): (string | null | undefined)[] {
  return [
    content,
    ...embeds.flatMap((each) =>
      each === null
        ? []
        : [
            each.author?.name,
            each.title,
            each.description,
            ...each.fields.flatMap(({ name, value }) => [name, value]),
            each.footer?.text,
          ],
    ),
    ...components.flatMap((component) => textsIn(component, deepest)),
  ];
}

function textsIn(component: unknown, depth: number): (string | null | undefined)[] {
  const parsed = depth === 0 ? null : part.parse(component);
  if (parsed === null) return [];
  return [parsed.content, ...parsed.components.flatMap((inner) => textsIn(inner, depth - 1))];
}
