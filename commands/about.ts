import { aboutCard } from "../src/cards/about.ts";
import { defineCommand } from "../src/command.ts";
import { say } from "../src/messages/message.ts";
import { firstDossier, hide } from "./shared.ts";

export const about = defineCommand({
  name: "about",
  description: say("aboutCommand"),
  options: [hide],
  answer: (_options, { catalogue }) => aboutCard(firstDossier({ catalogue }), catalogue.dossiers),
});
