/* What people see on a message. */
import type { APIMessage } from "discord-api-types/v10";
import { allComponents } from "./interactions.ts";

/** All of its text, top to bottom. */
export function textOf(message: Pick<APIMessage, "components">): string {
  return allComponents(message)
    .flatMap((part) => (part as { content?: string }).content ?? [])
    .join("\n");
}

/** Labels of its buttons. */
export function labelsOf(message: Pick<APIMessage, "components">): string[] {
  return allComponents(message).flatMap((part) => (part as { label?: string }).label ?? []);
}
