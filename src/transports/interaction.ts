import { type APIInteraction, InteractionType } from "discord-api-types/v10";
import * as z from "zod";
import { atLeast, atMost } from "../input/lengths.ts";
import { snowflake } from "../input/snowflake.ts";

/*
 * What the endpoint takes for an interaction: the parts of Discord's object that every interaction has, and of
 * `data` what its type must have. Other fields pass untouched, as Discord adds some at any time.
 */

const bitfield = z.string().regex(/^\d+$/, "must be a number in a string");
const user = z.object({ id: snowflake, username: z.string() });

const common = {
  id: snowflake,
  application_id: snowflake,
  token: z.string().check(atLeast(1)),
  version: z.number(),
  guild_id: snowflake.optional(),
  channel_id: snowflake.optional(),
  member: z.object({ user, permissions: bitfield }).optional(),
  user: user.optional(),
  app_permissions: bitfield.optional(),
  locale: z.string().optional(),
};

const optionValue = z.union([z.string().check(atMost(6_000)), z.number(), z.boolean()]);

/** What stands inside an option is not read: only subcommands have options, and no `Command` can have one. */
const option = z.object({
  name: z.string().check(atLeast(1), atMost(32)),
  type: z.int().min(1).max(11),
  value: optionValue.optional(),
  focused: z.boolean().optional(),
  options: z.array(z.object({})).check(atMost(25)).optional(),
});

const command = z.object({
  id: snowflake,
  name: z.string().check(atLeast(1), atMost(32)),
  type: z.int().min(1).max(4),
  options: z.array(option).check(atMost(25)).optional(),
  target_id: snowflake.optional(),
  resolved: z.object({}).optional(),
});

const message = z.object({ id: snowflake });

const component = z.object({
  custom_id: z.string().check(atLeast(1), atMost(100)),
  component_type: z.int(),
  values: z.array(z.string()).check(atMost(25)).optional(),
});

const form = z.object({
  custom_id: z.string().check(atLeast(1), atMost(100)),
  components: z.array(z.object({ type: z.int() })).check(atMost(40)),
});

const interaction = z
  .discriminatedUnion("type", [
    z.object({ ...common, type: z.literal(InteractionType.Ping) }),
    z.object({ ...common, type: z.literal(InteractionType.ApplicationCommand), data: command }),
    z.object({
      ...common,
      type: z.literal(InteractionType.ApplicationCommandAutocomplete),
      data: command.refine(({ options = [] }) => hasFocus(options), {
        path: ["options"],
        error: "none is focused",
      }),
    }),
    z.object({ ...common, type: z.literal(InteractionType.MessageComponent), data: component, message }),
    z.object({
      ...common,
      type: z.literal(InteractionType.ModalSubmit),
      data: form,
      message: message.optional(),
    }),
  ])
  .refine(({ type, member, user }) => type === InteractionType.Ping || member || user, {
    path: ["member"],
    error: "missing, and no user either",
  });

function hasFocus(options: readonly z.infer<typeof option>[]): boolean {
  return options.some(({ focused, options: inner = [] }) => focused === true || inner.length > 0);
}

export type ReadInteraction =
  | { readonly interaction: APIInteraction }
  | { readonly problems: readonly { readonly field: string; readonly message: string }[] };

/** Takes a request's JSON for an interaction, or says which fields are not as Discord sends them. */
export function readInteraction(body: unknown): ReadInteraction {
  const result = interaction.safeParse(body);
  // What was checked is what handling relies on; the rest is Discord's own and is not read unchecked.
  if (result.success) return { interaction: body as APIInteraction };
  const problems = result.error.issues.map(({ path, message }) => ({
    field: path.join(".") || "(body)",
    message,
  }));
  return { problems };
}
