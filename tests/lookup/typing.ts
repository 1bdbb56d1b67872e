/** A look-up as somebody types it. */
import { slashInteraction } from "../support/interactions.ts";
import type { Scenario } from "./scenarios.ts";

export type Lookup = Pick<Scenario, "command" | "query">;

/** The option that takes the text, and the kind of item it names. */
export const commandOption = Object.freeze({
  event: { option: "name", kind: "event" },
  place: { option: "name", kind: "place" },
  actor: { option: "name", kind: "actor" },
  claims: { option: "topic", kind: "question" },
  cite: { option: "id", kind: "excerpt" },
  search: { option: "text", kind: "excerpt" },
} as const satisfies Record<Scenario["command"], { option: string; kind: string }>);

export function typing({ command, query }: Lookup) {
  return slashInteraction({ name: command, options: { [commandOption[command].option]: query } });
}
