/** The card of a message as a message of its own: word for word, without the buttons that were the asker's alone. */
import {
  type APIComponentInContainer,
  type APIMessage,
  type APIMessageTopLevelComponent,
  ComponentType,
} from "discord-api-types/v10";
import type { PostAnswer } from "../command.ts";
import { readCustomId } from "./custom-id.ts";
import { limits } from "./limits.ts";
import { asMessage, buttonRow, type MessageBody, smallText } from "./message.ts";

/** Throws where the message holds no card: Discord sends a press only for a component that is there. */
export function toPost(message: APIMessage, { foot }: PostAnswer): MessageBody {
  const container = (message.components as APIMessageTopLevelComponent[] | undefined)?.find(
    ({ type }) => type === ComponentType.Container,
  );
  if (container?.type !== ComponentType.Container) throw new Error("the pressed message holds no card");
  const buttons = buttonRow(foot.buttons);
  const atFoot = new Set(buttons.components.map(targetOf));
  const components: APIComponentInContainer[] = [];
  for (const component of container.components) {
    if (component.type !== ComponentType.ActionRow) {
      components.push(unnumbered(component));
      continue;
    }
    // Discord refuses a custom_id that is there twice.
    const kept = component.components.filter((part) => !isOfTheAsker(part) && !atFoot.has(targetOf(part)));
    if (kept.length > 0) components.push(unnumbered({ ...component, components: kept }));
  }
  const last = components.at(-1);
  const fits =
    last?.type === ComponentType.ActionRow &&
    last.components.every(({ type }) => type === ComponentType.Button) &&
    last.components.length + buttons.components.length <= limits.buttonsPerRow;
  if (fits) last.components.push(...buttons.components);
  else components.push(buttons);
  if (foot.lines.length > 0) components.push(smallText(foot.lines));
  return asMessage(components, { ephemeral: false });
}

/** What a button does: its custom_id, or the address that it opens. */
function targetOf(part: object): unknown {
  return "custom_id" in part ? part.custom_id : "url" in part ? part.url : part;
}

function isOfTheAsker(part: object): boolean {
  if (!("custom_id" in part) || typeof part.custom_id !== "string") return false;
  const type = readCustomId(part.custom_id)?.type;
  return type === "post" || type === "report";
}

/** Without what Discord added to the component: its number, and the facts of its pictures but their address. */
function unnumbered<T>(component: T): T {
  const clean = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.map((each) => clean(each, name));
    if (typeof value !== "object" || value === null) return value;
    const fields = Object.entries(value).filter(
      ([field, held]) => field !== "id" && held !== null && (name !== "media" || field === "url"),
    );
    return Object.fromEntries(fields.map(([field, held]) => [field, clean(held, field)]));
  };
  return clean(component, "") as T;
}
