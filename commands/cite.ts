import { goneCard } from "../src/cards/notices.ts";
import { defineCommand } from "../src/command.ts";
import { say } from "../src/messages/message.ts";
import { cardFor, completing, hide } from "./shared.ts";

export const cite = defineCommand({
  name: "cite",
  description: say("citeCommand"),
  options: [
    {
      type: "string",
      name: "id",
      description: say("citeId"),
      required: true,
      complete: completing("excerpt"),
    },
    hide,
  ],
  answer: ({ id }, library) => {
    const gone = library.catalogue.gone(id);
    if (gone !== undefined) return goneCard(gone.change.excerpt, gone.change.on, gone.dossier);
    return cardFor(library, "excerpt", id);
  },
});
