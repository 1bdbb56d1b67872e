import { listCard } from "../src/cards/about.ts";
import { questionCard } from "../src/cards/question.ts";
import { defineCommand } from "../src/command.ts";
import { isBlank } from "../src/lookup/index.ts";
import { cardFor, completing, firstDossier, hide } from "./shared.ts";

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
  answer: ({ topic = "" }, library) =>
    isBlank(topic)
      ? listCard(firstDossier(library), "question")
      : cardFor(library, "question", topic, ({ item }) => questionCard(item)),
});
