import { defineCommand } from "../src/command.ts";
import { say } from "../src/messages/message.ts";
import { cardFor, completing, hide } from "./shared.ts";

export const actor = defineCommand({
  name: "actor",
  description: say("actorCommand"),
  options: [
    {
      type: "string",
      name: "name",
      description: say("actorName"),
      required: true,
      complete: completing("actor"),
    },
    hide,
  ],
  answer: ({ name }, library) => cardFor(library, "actor", name),
});
