import { aboutCard } from "../src/cards/about.ts";
import { defineCommand } from "../src/command.ts";
import { firstDossier, hide } from "./shared.ts";

export const about = defineCommand({
  name: "about",
  description: "What the dossier covers, where it is from, and what its silence means",
  options: [hide],
  answer: (_options, { catalogue }) => aboutCard(firstDossier({ catalogue }), catalogue.dossiers),
});
