import { defineCommand } from "../src/command.ts";
import { cardFor, completing, hide } from "./shared.ts";

export const event = defineCommand({
  name: "event",
  description: "What the sources say of an event: when, where, who says it",
  options: [
    {
      type: "string",
      name: "name",
      description: "Name, place or date of the event",
      required: true,
      complete: completing("event"),
    },
    hide,
  ],
  answer: ({ name }, library) => cardFor(library, "event", name),
});
