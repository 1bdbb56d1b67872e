/** What becomes of interactions, for the metrics and the log: what was asked, what came of it, and how long it took. */
import { type APIInteraction, ApplicationCommandType, InteractionType } from "discord-api-types/v10";
import { commands, messageCommands } from "../commands/index.ts";
import type { Outcome } from "./cards/card.ts";
import type { Answer } from "./command.ts";
import { readCustomId } from "./discord/custom-id.ts";
import { fieldsOf } from "./discord/request.ts";
import type { Dispatch } from "./dispatch.ts";

/** Names out of fixed lists alone, whatever was sent. */
interface Asked {
  readonly kind: "command" | "suggestions" | "press" | "form" | "unknown";
  /** A command's name, or what a press does; "unknown" where it is none of ours. */
  readonly command: string;
}

export interface Observer {
  /** An answer is there, though not yet sent. */
  answered(asked: Asked, outcome: Outcome): void;
  /** Discord took it, or could not be reached in time. Seconds since the interaction came. */
  settled(asked: Asked, taken: boolean, seconds: number): void;
}

const names: ReadonlySet<string> = new Set([...commands, ...messageCommands].map(({ name }) => name));

/** The same dispatch, which tells an observer of every answer. */
export function observed(dispatch: Dispatch, observer: Observer): Dispatch {
  return async (interaction) => {
    const start = performance.now();
    const answer = await dispatch(interaction);
    const asked = askedOf(interaction);
    observer.answered(asked, outcomeOf(answer));
    const settled = (taken: boolean) => {
      answer.settled?.(taken);
      observer.settled(asked, taken, (performance.now() - start) / 1_000);
    };
    return { ...answer, settled };
  };
}

function askedOf(interaction: APIInteraction): Asked {
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
    case InteractionType.ApplicationCommandAutocomplete: {
      const { name, type } = fieldsOf(interaction.data);
      const known = typeof name === "string" && type !== ApplicationCommandType.User && names.has(name);
      const typing = interaction.type === InteractionType.ApplicationCommandAutocomplete;
      return { kind: typing ? "suggestions" : "command", command: known ? name : "unknown" };
    }
    case InteractionType.MessageComponent:
      return { kind: "press", command: actionOf(interaction.data) };
    case InteractionType.ModalSubmit:
      return { kind: "form", command: actionOf(interaction.data) };
    default:
      return { kind: "unknown", command: "unknown" };
  }
}

function actionOf(data: unknown): string {
  return readCustomId(fieldsOf(data).custom_id)?.type ?? "unknown";
}

function outcomeOf(answer: Answer): Outcome {
  switch (answer.type) {
    case "card":
      return answer.card.outcome;
    case "choices":
      return answer.choices.length > 0 ? "shown" : "abstained";
    default:
      return "shown";
  }
}
