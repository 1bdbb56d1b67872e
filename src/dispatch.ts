/**
 * Interaction in, answer out: finds the command, parses its options, and holds the one catch. Transports only carry
 * what it gives back.
 */
import { randomBytes } from "node:crypto";
import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteraction,
  type APIInteraction,
  type APIMessageComponentInteraction,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  InteractionType,
} from "discord-api-types/v10";
import * as z from "zod";
import { commands, messageCommands } from "../commands/index.ts";
import type { Card } from "./cards/card.ts";
import { failureCard, staleCard, unreadableCard } from "./cards/notices.ts";
import type { Answer, Choice, Command, Library, Request } from "./command.ts";
import { readCustomId } from "./discord/custom-id.ts";
import { requestOf } from "./discord/request.ts";
import { targetText } from "./discord/target.ts";
import { isShowing, pressedCard } from "./press.ts";

export type Dispatch = (interaction: APIInteraction) => Promise<Answer>;

/** Takes what went wrong and the id that the person was shown. */
export type ReportFault = (fault: { readonly id: string; readonly error: unknown }) => void;

/** Discord's own limit for a string option. */
const longestOption = 6000;

const optionValues = z.array(
  z.object({
    name: z.string(),
    type: z.number(),
    value: z.union([z.string().max(longestOption), z.boolean(), z.number()]).optional(),
    focused: z.boolean().optional(),
  }),
);

/** Never rejects: whatever goes wrong becomes a private card with an id, and `report` is told the rest. */
export function createDispatch(library: Library, report: ReportFault): Dispatch {
  const table = new Map(commands.map((command) => [command.name, command]));
  const menu = new Map(messageCommands.map((command) => [command.name, command]));

  async function answer(interaction: APIInteraction): Promise<Answer> {
    const request = requestOf(interaction);
    switch (interaction.type) {
      case InteractionType.ApplicationCommand:
        return privately(await commandCard(interaction, request));
      case InteractionType.ApplicationCommandAutocomplete:
        return { type: "choices", choices: suggestions(interaction) };
      case InteractionType.MessageComponent:
        return press(interaction, request);
      default:
        return privately(unreadable("This version of the bot does not know that kind of request."));
    }
  }

  async function commandCard({ data }: APIApplicationCommandInteraction, request: Request): Promise<Card> {
    const inMenu = data.type === ApplicationCommandType.Message ? menu.get(data.name) : undefined;
    if (inMenu !== undefined && data.type === ApplicationCommandType.Message) {
      return inMenu.answer(targetText(data), library, request);
    }
    const command = data.type === ApplicationCommandType.ChatInput ? table.get(data.name) : undefined;
    if (command === undefined || data.type !== ApplicationCommandType.ChatInput) {
      return unreadable("This command is not there any more. Reload Discord to see the ones that are.");
    }
    const values = optionsOf(command, data.options);
    if (values === undefined) return unreadable("An option has a form that the command does not take.");
    return command.answer(values, library, request);
  }

  function suggestions({ data }: APIApplicationCommandAutocompleteInteraction): readonly Choice[] {
    const parsed = optionValues.safeParse(data.options ?? []).data ?? [];
    const focused = parsed.find((option) => option.focused);
    const option = table.get(data.name)?.options.find(({ name }) => name === focused?.name);
    if (option?.type !== "string" || option.complete === undefined) return [];
    return option.complete(String(focused?.value ?? ""), library);
  }

  function press(interaction: APIMessageComponentInteraction, { person }: Request): Answer {
    const { data, message } = interaction;
    const action = readCustomId(data.custom_id);
    const chosen = data.component_type === ComponentType.StringSelect ? (data.values ?? []) : [];
    const card =
      action &&
      isShowing(action) &&
      pressedCard({ action, chosen, listed: listedIn(message) }, library.catalogue);
    if (!card) return privately(staleCard(library.catalogue.dossiers));
    const own = askerOf(message) === person.id;
    return { type: "card", card, audience: "asker", place: own ? "same" : "new" };
  }

  function unreadable(line: string): Card {
    return unreadableCard(line, library.catalogue.dossiers);
  }

  return async (interaction) => {
    try {
      return await answer(interaction);
    } catch (error) {
      const id = randomBytes(4).toString("hex");
      report({ id, error });
      return interaction?.type === InteractionType.ApplicationCommandAutocomplete
        ? { type: "choices", choices: [] }
        : privately(failureCard(id, library.catalogue.dossiers));
    }
  };
}

function privately(card: Card): Answer {
  return { type: "card", card, audience: "asker", place: "new" };
}

/** The values of a command's own options, by name; undefined where one is missing or of another type. */
function optionsOf(
  command: Command,
  sent: unknown,
): Record<string, string | boolean | undefined> | undefined {
  const parsed = optionValues.safeParse(sent ?? []);
  if (!parsed.success) return undefined;
  const values: Record<string, string | boolean | undefined> = {};
  for (const option of command.options) {
    const given = parsed.data.find(({ name }) => name === option.name);
    const type =
      option.type === "string" ? ApplicationCommandOptionType.String : ApplicationCommandOptionType.Boolean;
    if (given === undefined ? option.required : given.type !== type || typeof given.value !== option.type) {
      return undefined;
    }
    values[option.name] = given?.value as string | boolean | undefined;
  }
  return values;
}

/** Who asked for the card: Discord keeps it with the message. */
function askerOf(message: APIMessageComponentInteraction["message"]): string | undefined {
  return message.interaction_metadata?.user.id;
}

/** Every value of the select in a message's card. */
function listedIn({ components = [] }: APIMessageComponentInteraction["message"]): string[] {
  const inside = (part: unknown): string[] => {
    const parsed = componentTree.safeParse(part).data;
    if (parsed === undefined) return [];
    return [
      ...(parsed.options ?? []).map(({ value }) => value),
      ...(parsed.components ?? []).flatMap(inside),
    ];
  };
  return components.flatMap(inside);
}

const componentTree = z.object({
  options: z.array(z.object({ value: z.string() })).optional(),
  components: z.array(z.unknown()).optional(),
});
