import { openedCard } from "../src/cards/open.ts";
import { timelineCard } from "../src/cards/timeline.ts";
import { defineCommand } from "../src/command.ts";
import { say } from "../src/messages/message.ts";
import { completing, firstDossier, hide, missedCard } from "./shared.ts";

export const timeline = defineCommand({
  name: "timeline",
  description: say("timelineCommand"),
  options: [
    {
      type: "string",
      name: "place",
      description: say("timelinePlace"),
      complete: completing("place"),
    },
    {
      type: "string",
      name: "actor",
      description: say("timelineActor"),
      complete: completing("actor"),
    },
    hide,
  ],
  answer: ({ place = "", actor = "" }, library) => {
    const where = library.lookup.find("place", place);
    const who = library.lookup.find("actor", actor);
    if (where.type !== "item" && where.type !== "blank") return missedCard(library, "place", where);
    if (who.type !== "item" && who.type !== "blank") return missedCard(library, "actor", who);
    // A timeline of what is only close would lose that it is with its first page.
    for (const found of [where, who]) {
      if (found.type === "item" && found.closest) return openedCard(found.item, { closest: true });
    }
    const filter = {
      place: where.type === "item" ? where.item : null,
      actor: who.type === "item" ? who.item : null,
    };
    const dossier = filter.place?.dossier ?? filter.actor?.dossier ?? firstDossier(library);
    return timelineCard(dossier, filter);
  },
});
