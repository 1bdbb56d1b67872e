import { defineCommand } from "../src/command.ts";
import { say } from "../src/messages/message.ts";
import { cardFor, completing, hide } from "./shared.ts";

export const claims = defineCommand({
  name: "claims",
  description: say("claimsCommand"),
  options: [
    {
      type: "string",
      name: "topic",
      description: say("claimsTopic"),
      complete: completing("question"),
    },
    hide,
  ],
  answer: ({ topic = "" }, library) => cardFor(library, "question", topic),
});
