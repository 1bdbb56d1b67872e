import { eventCard } from "../src/cards/event.ts";
import { remembered } from "../src/cards/remembered.ts";
import { defineCommand } from "../src/command.ts";
import type { Event } from "../src/dossier/catalogue.ts";
import { cardFor, completing, hide } from "./shared.ts";

const firstPage = remembered((item: Event) => eventCard(item));

export const event = defineCommand({
  name: "event",
  description: "What the sources say of an event: when, where, who says it",
  options: [
    {
      type: "string",
      name: "name",
      description: "Name, place or date of the event",
      required: true,
      complete: completing("event"),
    },
    hide,
  ],
  answer: ({ name }, library) => cardFor(library, "event", name, ({ item }) => firstPage(item)),
});
