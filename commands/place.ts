import { defineCommand } from "../src/command.ts";
import { say } from "../src/messages/message.ts";
import { cardFor, completing, hide } from "./shared.ts";

export const place = defineCommand({
  name: "place",
  description: say("placeCommand"),
  options: [
    {
      type: "string",
      name: "name",
      description: say("placeName"),
      required: true,
      complete: completing("place"),
    },
    hide,
  ],
  answer: ({ name }, library) => cardFor(library, "place", name),
});
