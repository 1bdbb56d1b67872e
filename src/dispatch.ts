/**
 * Interaction in, answer out: finds the command, parses its options, and holds the one catch. Transports only carry
 * what it gives back.
 */
import {
  type APIInteraction,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionType,
} from "discord-api-types/v10";
import * as z from "zod";
import { commands, messageCommands } from "../commands/index.ts";
import { openReport, pressOwnReports, pressQueue, sendReport } from "../commands/reports.ts";
import { opensBeside, pressSettings } from "../commands/settings.ts";
import type { Action, Card, Showing } from "./cards/card.ts";
import { failureCard, staleCard, unreadableCard, unusedCard } from "./cards/notices.ts";
import { moderatorsOnlyCard, storeDownCard, tooManyCard } from "./cards/refusals.ts";
import { dossierOf } from "./cards/reports.ts";
import type { Answer, Choice, Command, Library, MessageCommand, Request } from "./command.ts";
import { readCustomId } from "./discord/custom-id.ts";
import { readModal } from "./discord/modal.ts";
import { readChannels, readChosen, readPressed } from "./discord/pressed.ts";
import { fieldsOf, requestOf } from "./discord/request.ts";
import { targetText } from "./discord/target.ts";
import { atMost } from "./input/lengths.ts";
import { type Counted, type Limiter, pressesPerMinute } from "./limiter.ts";
import { createNarrowing } from "./lookup/narrow.ts";
import type { Message } from "./messages/line.ts";
import { say } from "./messages/message.ts";
import { createPosting, isModerator } from "./posting.ts";
import { isShowing, pressedCard, withCorrections } from "./press.ts";
import { referenceOf } from "./reference.ts";
import { defaultSettings } from "./store/settings.ts";
import { StoreUnavailable } from "./store/store.ts";

export type Dispatch = (interaction: APIInteraction) => Promise<Answer>;

/** Takes what went wrong and the id that the person was shown. */
export type ReportFault = (fault: { readonly id: string; readonly error: unknown }) => void;

/** Discord's own limit for a string option. */
const longestOption = 6000;

const optionValues = z.array(
  z.object({
    name: z.string(),
    type: z.number(),
    value: z.union([z.string().check(atMost(longestOption)), z.boolean(), z.number()]).optional(),
    focused: z.boolean().optional(),
  }),
);

/**
 * Never rejects: whatever goes wrong becomes a private card with an id, and `report` is told the rest. Without a
 * `limiter` people may ask as often as they like.
 */
export function createDispatch(library: Library, report: ReportFault, limiter?: Limiter): Dispatch {
  const posting = createPosting(library);
  const narrowed = createNarrowing(library);
  const table: ReadonlyMap<unknown, Command> = new Map(commands.map((command) => [command.name, command]));
  const menu: ReadonlyMap<unknown, MessageCommand> = new Map(
    messageCommands.map((command) => [command.name, command]),
  );

  /**
   * The dossiers that the server uses where this happens: all of them, unless its moderators chose. Nothing is asked
   * where there is one dossier alone.
   */
  async function usedBy({ serverId }: Request): Promise<Library> {
    if (serverId === null || library.catalogue.dossiers.length < 2) return library;
    const settings = await library.store.settings(serverId);
    return narrowed(settings?.dossiers ?? []);
  }

  /** `own`: the library of the dossiers that are used where this happens. What moderators do has that of all. */
  async function answer(interaction: APIInteraction, request: Request, own: Library): Promise<Answer> {
    // The gateway hands interactions over unchecked: what is read of these is read as if it could be anything.
    const { type, data, message } = fieldsOf(interaction);
    switch (type) {
      case InteractionType.ApplicationCommand:
        return limited("command", request, () => commandAnswer(data, request, own));
      case InteractionType.ApplicationCommandAutocomplete:
        return { type: "choices", choices: suggestions(data, own) };
      case InteractionType.MessageComponent: {
        const action = readCustomId(fieldsOf(data).custom_id);
        return limited(countedAs(action), request, () => press(action, { data, message }, request, own));
      }
      case InteractionType.ModalSubmit:
        return limited("press", request, () => submitted(data, request, own));
      default:
        return privately(unknownKind(own));
    }
  }

  async function commandAnswer(data: unknown, request: Request, own: Library): Promise<Answer> {
    const { type, name, options } = fieldsOf(data);
    if (type === ApplicationCommandType.Message) return messageAnswer(data, request, own);
    const command = type === ApplicationCommandType.ChatInput ? table.get(name) : undefined;
    if (command === undefined) return privately(gone(own));
    const values = optionsOf(command, options);
    if (values === undefined) return privately(unreadable(say("optionForm"), own));
    if (command.moderators) {
      return privately(
        isModerator(request) ? await command.answer(values, library, request) : moderatorsOnlyCard(),
      );
    }
    const card = await command.answer(values, own, request);
    return posting.show(card, request, values.hide === undefined ? undefined : values.hide === true);
  }

  async function messageAnswer(data: unknown, request: Request, own: Library): Promise<Answer> {
    const command = menu.get(fieldsOf(data).name);
    if (command === undefined) return privately(gone(own));
    return posting.show(await command.answer(targetText(data), own, request), request, true);
  }

  /**
   * An answer that is counted, unless Discord does not take it; or the card that says why there is none, where the person
   * has had enough for now.
   */
  async function limited(
    counted: Counted,
    request: Request,
    answered: () => Promise<Answer>,
  ): Promise<Answer> {
    if (limiter === undefined) return answered();
    const { person } = request;
    const perMinute = counted === "press" ? pressesPerMinute : await commandsPerMinute(request);
    const wait = await limiter.take(counted, person.id, perMinute);
    if (wait !== null) return privately(tooManyCard(counted, perMinute, wait));
    const answer = await answered();
    const settled = (taken: boolean) => {
      answer.settled?.(taken);
      if (!taken) void limiter.giveBack(counted, person.id, perMinute);
    };
    return { ...answer, settled };
  }

  async function commandsPerMinute({ serverId }: Request): Promise<number> {
    const settings = serverId === null ? null : await library.store.settings(serverId);
    return (settings ?? defaultSettings).answersPerMinute;
  }

  function suggestions(data: unknown, own: Library): readonly Choice[] {
    const { name: command, options } = fieldsOf(data);
    const parsed = optionValues.safeParse(options).data ?? [];
    const focused = parsed.find((option) => option.focused);
    const option = table.get(command)?.options.find(({ name }) => name === focused?.name);
    if (option?.type !== "string" || option.complete === undefined) return [];
    return option.complete(String(focused?.value ?? ""), own);
  }

  async function press(
    read: Action | undefined,
    { data, message }: { readonly data: unknown; readonly message: unknown },
    request: Request,
    own: Library,
  ): Promise<Answer> {
    const pressed = readPressed(message);
    const chosen = readChosen(data);
    if (read === undefined) return privately(stale(own));
    const isSure = read.type === "sure";
    const action = asToday(isSure ? read.of : read, library);
    if (isShowing(action)) {
      const wanted = { action, chosen, listed: pressed.listed };
      const card = pressedCard(wanted, own.catalogue);
      if (card !== undefined) {
        const shown = withCorrections(card, own.catalogue.corrected(pressed.holds));
        return posting.turn(shown, request, pressed, action);
      }
      const isHeld = own !== library && pressedCard(wanted, library.catalogue) !== undefined;
      return privately(isHeld ? unused(own) : stale(own));
    }
    const place = !pressed.public && pressed.askerId === request.person.id ? "same" : "new";
    if ("card" in action && action.type !== "handle" && isUnused(action.card, own)) {
      return privately(unused(own));
    }
    switch (action.type) {
      case "post": {
        const shown: Showing = { type: "open", id: action.card, page: 1 };
        const card =
          action.source === "entry"
            ? pressedCard({ action: shown, chosen, listed: [] }, library.catalogue)
            : pressed.card;
        if (card === undefined || card === null || card.privateOnly) return privately(stale(own));
        const isFormer = action.source !== "entry" && own.catalogue.corrected(pressed.holds).length > 0;
        return posting.post(action, card, request, { isFormer });
      }
      case "remove":
        return posting.remove(action.post, request, pressed);
      case "report":
        return openReport(action.card, pressed.leads, library, request);
      case "ownReports":
        return privately(
          await pressOwnReports(action, library, request, isSure),
          action.page === null ? "new" : place,
        );
      case "withdraw":
        return privately(await pressOwnReports(action, library, request, isSure), place);
      case "settings":
      case "set":
        return isModerator(request)
          ? {
              ...(await pressSettings(
                action,
                { chosen, channels: readChannels(data), isSure },
                library,
                request,
              )),
              type: "card",
              audience: "asker",
              place: opensBeside(action) ? "new" : place,
            }
          : privately(moderatorsOnlyCard());
      case "reports":
      case "handle":
        return isModerator(request)
          ? privately(await pressQueue(action, library, request, isSure), place)
          : privately(moderatorsOnlyCard());
      case "reported":
        return privately(stale(own));
    }
  }

  async function submitted(data: unknown, request: Request, own: Library): Promise<Answer> {
    const read = readCustomId(fieldsOf(data).custom_id);
    if (read?.type !== "reported") return privately(unreadable(say("oldForm"), own));
    const action = asToday(read, library);
    return privately(
      isUnused(action.card, own)
        ? unused(own)
        : await sendReport(action.card, readModal(data), library, request),
    );
  }

  /** Whether a card is of a dossier that is loaded, and is not among those that are used here. */
  function isUnused(card: string, own: Library): boolean {
    if (own === library) return false;
    const dossier = dossierOf(card, library.catalogue);
    return dossier !== undefined && !own.catalogue.dossiers.includes(dossier);
  }

  return async (interaction) => {
    let own = library;
    /** Suggestions have no place for a card. */
    const told = (card: Card): Answer =>
      interaction?.type === InteractionType.ApplicationCommandAutocomplete
        ? { type: "choices", choices: [] }
        : privately(card);
    try {
      const request = requestOf(interaction);
      if (request === null) return told(unknownKind(own));
      own = await usedBy(request);
      return await answer(interaction, request, own);
    } catch (error) {
      if (error instanceof StoreUnavailable) return told(storeDownCard());
      const id = referenceOf(interaction);
      report({ id, error });
      return told(failureCard(id, own.catalogue.dossiers));
    }
  };
}

/** Posting and reporting reach other people, and count as commands. A report is counted when its form is opened. */
function countedAs(action: Action | undefined): Counted {
  return action?.type === "post" || action?.type === "report" ? "command" : "press";
}

/**
 * The action with today's id of its card, so that limits and reports know a card by one id. What is done to reports
 * names their card as it is kept.
 */
function asToday<Read extends Action>(action: Read, { catalogue }: Library): Read {
  if (!("card" in action) || action.type === "handle") return action;
  return { ...action, card: catalogue.get(action.card)?.id ?? action.card };
}

function stale({ catalogue }: Library): Card {
  return staleCard(catalogue.dossiers);
}

function unused({ catalogue }: Library): Card {
  return unusedCard(catalogue.dossiers);
}

function gone(own: Library): Card {
  return unreadable(say("commandGone"), own);
}

function unknownKind(own: Library): Card {
  return unreadable(say("unknownRequest"), own);
}

function unreadable(why: Message, { catalogue }: Library): Card {
  return unreadableCard(why, catalogue.dossiers);
}

function privately(card: Card, place: "new" | "same" = "new"): Answer {
  return { type: "card", card, audience: "asker", place };
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
