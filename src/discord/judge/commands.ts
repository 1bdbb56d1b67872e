import { ApplicationCommandUpdateRequestSchema } from "discord-api-spec/zod";
import { ApplicationCommandOptionType, ApplicationCommandType } from "discord-api-types/v10";
import { brokenText, elements, isRecord, join, publishedProblems, repeated } from "./published.ts";

/** Commands of one application, by type, and the characters of one command (names, descriptions, values). */
const limits = Object.freeze({
  commands: Object.freeze({
    [ApplicationCommandType.ChatInput]: 100,
    [ApplicationCommandType.User]: 15,
    [ApplicationCommandType.Message]: 15,
  }) as Readonly<Record<number, number>>,
  commandLength: 8_000,
  choiceValueLength: 100,
});

/** Discord's own pattern for the names of chat input commands and of options. */
const slashName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

const subcommands: readonly unknown[] = [
  ApplicationCommandOptionType.Subcommand,
  ApplicationCommandOptionType.SubcommandGroup,
];

/**
 * Every reason why Discord would refuse a list of commands (PUT on an application's or a server's commands).
 * Empty: accepted.
 */
export function judgeCommands(body: unknown): string[] {
  if (!Array.isArray(body)) return [": not a list of commands"];
  const commands = body.filter(isRecord);
  const problems = body.flatMap((command, index) => commandProblems(command, `[${index}]`));
  problems.push(
    ...repeated(
      commands.map((command, index) => [`${command.type ?? 1} ${command.name}`, `[${index}].name`]),
      "name",
    ),
  );
  for (const [type, most] of Object.entries(limits.commands))
    if (commands.filter((command) => (command.type ?? 1) === Number(type)).length > most)
      problems.push(`: at most ${most} commands of type ${type}`);
  return problems;
}

function commandProblems(command: unknown, at: string): string[] {
  if (!isRecord(command)) return [`${at}: not a command`];
  // The published schema wants the bitfield as a number; the API takes, and documents, a string.
  const bitfield = command.default_member_permissions;
  const asPublished =
    typeof bitfield === "string" && /^\d{1,17}$/.test(bitfield)
      ? { ...command, default_member_permissions: Number(bitfield) }
      : command;
  const problems = publishedProblems(ApplicationCommandUpdateRequestSchema, asPublished, at);
  problems.push(...brokenText(command, at));
  if ((command.type ?? 1) === ApplicationCommandType.ChatInput) {
    problems.push(...nameProblems(command, at));
    if (!command.description) problems.push(`${at}.description: missing`);
    problems.push(...optionProblems(command.options, join(at, "options")));
  } else {
    if (typeof command.name === "string" && command.name.trim() === "") problems.push(`${at}.name: blank`);
    if (command.description) problems.push(`${at}.description: only chat input commands have one`);
    if (elements(command.options).length > 0)
      problems.push(`${at}.options: only chat input commands have some`);
  }
  const length = commandLength(command);
  if (length > limits.commandLength)
    problems.push(`${at}: ${length} characters in all, at most ${limits.commandLength}`);
  return problems;
}

function nameProblems(
  { name, name_localizations: localized }: Record<string, unknown>,
  at: string,
): string[] {
  const names: [text: unknown, at: string][] = [[name, `${at}.name`]];
  if (isRecord(localized))
    for (const [locale, text] of Object.entries(localized))
      names.push([text, join(at, "name_localizations", locale)]);
  return names
    .filter(([text]) => typeof text === "string" && (!slashName.test(text) || text !== text.toLowerCase()))
    .map(([, here]) => `${here}: not a lower-case name of letters, digits, - _ or '`);
}

function optionProblems(value: unknown, at: string): string[] {
  const options = elements(value).filter(isRecord);
  const problems = repeated(
    options.map((option, index) => [option.name, join(at, index, "name")]),
    "name",
  );
  let optionalSeen = false;
  options.forEach((option, index) => {
    const here = join(at, index);
    problems.push(...nameProblems(option, here));
    if (subcommands.includes(option.type)) {
      if (options.some((other) => !subcommands.includes(other.type)))
        problems.push(`${here}: subcommands and other options do not mix`);
      problems.push(...optionProblems(option.options, join(here, "options")));
      return;
    }
    if (option.required !== true) optionalSeen = true;
    else if (optionalSeen) problems.push(`${here}: required options come before optional ones`);
    problems.push(...choiceProblems(option, here));
    if (Number(option.min_length ?? 0) > Number(option.max_length ?? 6_000))
      problems.push(`${here}: min_length above max_length`);
    if (option.min_value != null && option.max_value != null && option.min_value > option.max_value)
      problems.push(`${here}: min_value above max_value`);
  });
  return problems;
}

function choiceProblems(option: Record<string, unknown>, at: string): string[] {
  const choices = elements(option.choices).filter(isRecord);
  const problems = repeated(
    choices.map((choice, index) => [choice.name, join(at, "choices", index, "name")]),
    "choice name",
  );
  if (option.autocomplete === true && choices.length > 0)
    problems.push(`${at}: autocomplete and choices exclude each other`);
  choices.forEach((choice, index) => {
    problems.push(...choiceValueProblems(choice, join(at, "choices", index)));
  });
  return problems;
}

/** A choice's value, offered by a definition or by autocomplete, is at most 100 characters; the schema says 6,000. */
export function choiceValueProblems(choice: Record<string, unknown>, at: string): string[] {
  return typeof choice.value === "string" && choice.value.length > limits.choiceValueLength
    ? [`${at}.value: at most ${limits.choiceValueLength} characters`]
    : [];
}

function commandLength(part: Record<string, unknown>): number {
  const own = [part.name, part.description, part.value].filter((text) => typeof text === "string");
  const nested = [...elements(part.options), ...elements(part.choices)].filter(isRecord);
  return own.join("").length + nested.reduce((sum, inner) => sum + commandLength(inner), 0);
}
