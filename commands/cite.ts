import { goneCard } from "../src/cards/notices.ts";
import { defineCommand } from "../src/command.ts";
import { cardFor, completing, hide } from "./shared.ts";

export const cite = defineCommand({
  name: "cite",
  description: "One sentence, and what stands behind each part of it",
  options: [
    {
      type: "string",
      name: "id",
      description: "Its id or number, or what it is about",
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
