/* What people see on a message. */
import { allComponents, type Composed } from "./interactions.ts";

/** All of its text, top to bottom. */
export function textOf(message: Composed): string {
  return allComponents(message)
    .flatMap((part) => (part as { content?: string }).content ?? [])
    .join("\n");
}

/** Labels of its buttons. */
export function labelsOf(message: Composed): string[] {
  return allComponents(message).flatMap((part) => (part as { label?: string }).label ?? []);
}
