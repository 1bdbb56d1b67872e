import { defineCommand } from "../src/command.ts";
import { say } from "../src/messages/message.ts";
import { cardFor, completing, hide } from "./shared.ts";

export const event = defineCommand({
  name: "event",
  description: say("eventCommand"),
  options: [
    {
      type: "string",
      name: "name",
      description: say("eventName"),
      required: true,
      complete: completing("event"),
    },
    hide,
  ],
  answer: ({ name }, library) => cardFor(library, "event", name),
});
