import { defineCommand } from "../src/command.ts";
import { cardFor, completing, hide } from "./shared.ts";

export const place = defineCommand({
  name: "place",
  description: "Every sentence that bears on a place",
  options: [
    {
      type: "string",
      name: "name",
      description: "The place, in any spelling or script",
      required: true,
      complete: completing("place"),
    },
    hide,
  ],
  answer: ({ name }, library) => cardFor(library, "place", name),
});
