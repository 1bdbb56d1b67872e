import { defineCommand } from "../src/command.ts";
import { cardFor, completing, hide } from "./shared.ts";

export const claims = defineCommand({
  name: "claims",
  description: "Who states what on a question, side by side; without a topic, all questions",
  options: [
    {
      type: "string",
      name: "topic",
      description: "What the statements are about",
      complete: completing("question"),
    },
    hide,
  ],
  answer: ({ topic = "" }, library) => cardFor(library, "question", topic),
});
