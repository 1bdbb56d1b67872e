import { defineCommand } from "../src/command.ts";
import { cardFor, completing, hide } from "./shared.ts";

export const actor = defineCommand({
  name: "actor",
  description: "A party, person or source: as what it stands in each sentence",
  options: [
    {
      type: "string",
      name: "name",
      description: "Name, short name or spelling",
      required: true,
      complete: completing("actor"),
    },
    hide,
  ],
  answer: ({ name }, library) => cardFor(library, "actor", name),
});
