import {
  ApplicationCommandAutocompleteCallbackRequestSchema,
  CreateMessageInteractionCallbackRequestSchema,
  IncomingWebhookRequestPartialSchema,
  IncomingWebhookUpdateRequestPartialSchema,
  LaunchActivityInteractionCallbackRequestSchema,
  ModalInteractionCallbackRequestSchema,
  PongInteractionCallbackRequestSchema,
  UpdateMessageInteractionCallbackRequestSchema,
} from "discord-api-spec/zod";
import {
  type APIInteraction,
  type APIMessage,
  ApplicationCommandOptionType,
  InteractionResponseType as Callback,
  InteractionType,
  MessageFlags,
} from "discord-api-types/v10";
import type { ZodMiniType } from "zod/mini";
import { choiceValueProblems } from "./judge/commands.ts";
import { messageComponentProblems, modalComponentProblems } from "./judge/components.ts";
import { brokenText, elements, isRecord, join, publishedProblems } from "./judge/published.ts";

/*
 * The judge says what Discord would say of a payload, without asking Discord: the schemas generated from
 * Discord's published OpenAPI, and the limits these do not hold. Where Discord's own count is not documented
 * (characters outside the BMP, blank text) the judge takes the stricter reading; what Discord would drop in
 * silence counts as refused. It is no part of an answer's way to a person: importing it takes 0.2 s, so
 * its users (tests, the loopback Discord, the preview) import it when they need it.
 */

export { judgeCommands } from "./judge/commands.ts";

/** What surrounds a payload. All of it may be left out; what is left out is not held against the payload. */
export interface Circumstances {
  /** The interaction answered: decides which callbacks are legal. */
  readonly interaction?: APIInteraction;
  /** The message edited, as it was: once Components V2, always Components V2. */
  readonly edited?: Pick<APIMessage, "flags">;
  /**
   * Names of the message's files: those sent beside the JSON, and those that an edit keeps. Left out: those that the
   * payload's `attachments` name.
   */
  readonly files?: readonly string[];
}

const schemas: Readonly<Record<number, ZodMiniType>> = Object.freeze({
  [Callback.Pong]: PongInteractionCallbackRequestSchema,
  [Callback.ChannelMessageWithSource]: CreateMessageInteractionCallbackRequestSchema,
  [Callback.DeferredChannelMessageWithSource]: CreateMessageInteractionCallbackRequestSchema,
  [Callback.DeferredMessageUpdate]: UpdateMessageInteractionCallbackRequestSchema,
  [Callback.UpdateMessage]: UpdateMessageInteractionCallbackRequestSchema,
  [Callback.ApplicationCommandAutocompleteResult]: ApplicationCommandAutocompleteCallbackRequestSchema,
  [Callback.Modal]: ModalInteractionCallbackRequestSchema,
  [Callback.LaunchActivity]: LaunchActivityInteractionCallbackRequestSchema,
});

/**
 * Every reason why Discord would refuse the answer to an interaction (`{ type, data }`), each as `path: reason`.
 * Empty: accepted.
 */
export function judgeCallback(body: unknown, circumstances: Circumstances = {}): string[] {
  if (!isRecord(body)) return [": not a callback"];
  const { interaction } = circumstances;
  const schema = schemas[Number(body.type)];
  if (schema === undefined) return [`type: ${body.type} is not a type of callback`];
  const problems = [...publishedProblems(schema, body, ""), ...brokenText(body, "")];
  if (interaction !== undefined && !legalCallbacks(interaction).includes(Number(body.type)))
    problems.push(`type: ${body.type} does not answer an interaction of type ${interaction.type}`);
  const data = isRecord(body.data) ? body.data : {};
  switch (body.type) {
    case Callback.ChannelMessageWithSource:
      problems.push(...messageProblems(data, "data", "new", circumstances));
      break;
    case Callback.DeferredChannelMessageWithSource:
      if ((Number(data.flags ?? 0) & ~MessageFlags.Ephemeral) !== 0)
        problems.push("data.flags: a deferred answer carries the ephemeral flag only");
      break;
    case Callback.UpdateMessage: {
      const edited = circumstances.edited ?? (interaction && "message" in interaction && interaction.message);
      problems.push(
        ...messageProblems(data, "data", "edit", { ...circumstances, ...(edited ? { edited } : {}) }),
      );
      break;
    }
    case Callback.ApplicationCommandAutocompleteResult:
      problems.push(...autocompleteProblems(data, interaction));
      break;
    case Callback.Modal:
      problems.push(...modalComponentProblems(data.components, "data.components"));
      break;
  }
  return unique(problems);
}

/** Every reason why Discord would refuse a follow-up message (POST on the interaction's webhook). */
export function judgeFollowUp(body: unknown, circumstances: Circumstances = {}): string[] {
  return judgeMessage(body, IncomingWebhookRequestPartialSchema, "new", circumstances);
}

/** Every reason why Discord would refuse an edit (PATCH on a message of the interaction's webhook). */
export function judgeEdit(body: unknown, circumstances: Circumstances = {}): string[] {
  return judgeMessage(body, IncomingWebhookUpdateRequestPartialSchema, "edit", circumstances);
}

function judgeMessage(
  body: unknown,
  schema: ZodMiniType,
  kind: "new" | "edit",
  circumstances: Circumstances,
): string[] {
  if (!isRecord(body)) return [": not a message"];
  return unique([
    ...publishedProblems(schema, body, ""),
    ...brokenText(body, ""),
    ...messageProblems(body, "", kind, circumstances),
  ]);
}

function legalCallbacks(interaction: APIInteraction): readonly number[] {
  const message = [Callback.ChannelMessageWithSource, Callback.DeferredChannelMessageWithSource];
  const update = [Callback.DeferredMessageUpdate, Callback.UpdateMessage];
  const dialogs = [Callback.Modal, Callback.LaunchActivity];
  switch (interaction.type) {
    case InteractionType.Ping:
      return [Callback.Pong];
    case InteractionType.ApplicationCommand:
      return [...message, ...dialogs];
    case InteractionType.MessageComponent:
      return [...message, ...update, ...dialogs];
    case InteractionType.ApplicationCommandAutocomplete:
      return [Callback.ApplicationCommandAutocompleteResult];
    case InteractionType.ModalSubmit:
      // Only a modal that was opened from a message has a message to update.
      return [...message, ...(interaction.message ? update : []), Callback.LaunchActivity];
  }
}

const settable = Object.freeze({
  new:
    MessageFlags.SuppressEmbeds |
    MessageFlags.Ephemeral |
    MessageFlags.SuppressNotifications |
    MessageFlags.IsVoiceMessage |
    MessageFlags.IsComponentsV2,
  // An edit may repeat the ephemeral flag, though it cannot change it.
  edit: MessageFlags.SuppressEmbeds | MessageFlags.Ephemeral | MessageFlags.IsComponentsV2,
});

function messageProblems(
  message: Record<string, unknown>,
  at: string,
  kind: "new" | "edit",
  { edited, files: sent }: Circumstances,
): string[] {
  const problems: string[] = [];
  const flags = Number(message.flags ?? 0);
  const componentsV2 = ((flags | (edited?.flags ?? 0)) & MessageFlags.IsComponentsV2) !== 0;
  if ((flags & ~settable[kind]) !== 0)
    problems.push(`${join(at, "flags")}: holds flags that bots cannot set`);
  if (componentsV2)
    for (const field of ["content", "embeds", "poll", "sticker_ids"])
      if (!isEmpty(message[field]))
        problems.push(`${join(at, field)}: cannot stand beside the Components V2 flag`);
  const bodies = componentsV2
    ? ["components"]
    : ["content", "embeds", "components", "attachments", "poll", "sticker_ids"];
  const says = bodies.some((field) => !isEmpty(message[field])) || (!componentsV2 && !isEmpty(sent));
  if (kind === "new" && !says) problems.push(`${at}: an empty message`);
  if (kind === "edit" && componentsV2 && message.components !== undefined && isEmpty(message.components))
    problems.push(`${join(at, "components")}: an empty message`);

  const named = elements(message.attachments).filter(isRecord);
  const files = sent ?? named.map(({ filename }) => String(filename));
  problems.push(
    ...messageComponentProblems(message.components, join(at, "components"), { componentsV2, files }),
    ...mentionProblems(message.allowed_mentions, join(at, "allowed_mentions")),
  );
  return problems;
}

function mentionProblems(mentions: unknown, at: string): string[] {
  if (!isRecord(mentions)) return [];
  const parsed = elements(mentions.parse);
  return ["users", "roles"]
    .filter((kind) => parsed.includes(kind) && elements(mentions[kind]).length > 0)
    .map((kind) => `${join(at, kind)}: excludes "${kind}" in parse`);
}

function autocompleteProblems(data: Record<string, unknown>, interaction?: APIInteraction): string[] {
  if (!Array.isArray(data.choices)) return ["data.choices: missing"];
  const expected = expectedValue(interaction);
  return data.choices.flatMap((choice, index) => {
    const at = join("data.choices", index);
    if (!isRecord(choice)) return [`${at}: not a choice`];
    const problems = choiceValueProblems(choice, at);
    if (typeof choice.name === "string" && choice.name.trim() === "") problems.push(`${at}.name: blank`);
    if (expected !== undefined && typeof choice.value !== expected)
      problems.push(`${at}.value: the option takes a ${expected}`);
    return problems;
  });
}

function expectedValue(interaction?: APIInteraction): "string" | "number" | undefined {
  if (interaction?.type !== InteractionType.ApplicationCommandAutocomplete) return undefined;
  type Option = (typeof interaction.data.options)[number];
  const nested = (option: Option): Option[] =>
    "options" in option ? (option.options ?? []).flatMap(nested) : [option];
  const options = interaction.data.options.flatMap(nested);
  const focused = options.find((option) => "focused" in option && option.focused === true);
  if (focused === undefined) return undefined;
  return focused.type === ApplicationCommandOptionType.String ? "string" : "number";
}

function isEmpty(value: unknown): boolean {
  return value == null || value === "" || (Array.isArray(value) && value.length === 0);
}

function unique(problems: readonly string[]): string[] {
  return [...new Set(problems)];
}
