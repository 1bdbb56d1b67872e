import { listCard } from "../src/cards/about.ts";
import { abstentionCard } from "../src/cards/notices.ts";
import { resultsCard } from "../src/cards/results.ts";
import { defineCommand } from "../src/command.ts";
import { isBlank } from "../src/lookup/index.ts";
import { say } from "../src/messages/message.ts";
import { firstDossier, hide } from "./shared.ts";

export const search = defineCommand({
  name: "search",
  description: say("searchCommand"),
  options: [
    {
      type: "string",
      name: "text",
      description: say("searchText"),
      required: true,
    },
    hide,
  ],
  answer: ({ text }, library) => {
    if (isBlank(text)) return listCard(firstDossier(library), "excerpt");
    const { excerpts, entries, asked } = library.lookup.search(text);
    return (
      resultsCard({ found: excerpts, named: entries, asked }) ??
      abstentionCard(library.catalogue.dossiers, null, library.lookup.nearTo(text))
    );
  },
});
