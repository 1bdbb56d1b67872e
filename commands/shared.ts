/** What the look-ups have in common. */
import { type ListKind, listCard } from "../src/cards/about.ts";
import type { Card } from "../src/cards/card.ts";
import { abstentionCard, choiceCard, otherKindsCard } from "../src/cards/notices.ts";
import { openedCard } from "../src/cards/open.ts";
import { itemTitle } from "../src/cards/parts.ts";
import type { BooleanOption, Choice, Library } from "../src/command.ts";
import type { Dossier } from "../src/dossier/catalogue.ts";
import { closestValue } from "../src/lookup/closest.ts";
import { aliasMark, dossierMark, type Found } from "../src/lookup/index.ts";
import { say } from "../src/messages/message.ts";

export const hide = {
  type: "boolean",
  name: "hide",
  description: say("hideOption"),
} as const satisfies BooleanOption;

/**
 * Suggestions for one kind: the title and the alias that matched beside it, with the id as the value. What is only close
 * says so in both.
 */
export function completing(kind: ListKind): (typed: string, library: Library) => readonly Choice[] {
  return (typed, { lookup, catalogue }) =>
    lookup.complete(kind, typed).map(({ item, alias, closest }) => {
      const from = catalogue.dossiers.length > 1 ? `${dossierMark}${item.dossier.title}` : "";
      const name = `${itemTitle(item)}${alias === null ? "" : `${aliasMark}${alias}`}${from}`;
      return closest
        ? { name: say("closestName", name), value: closestValue(item.id) }
        : { name, value: item.id };
    });
}

/** The card of what was typed, or the card that says why there is none. */
export function cardFor(library: Library, kind: ListKind, typed: string): Card {
  const found = library.lookup.find(kind, typed);
  return found.type === "item"
    ? openedCard(found.item, { closest: found.closest })
    : missedCard(library, kind, found);
}

/** The card for anything but one entry: the list, a choice, another kind, or nothing. */
export function missedCard(library: Library, kind: ListKind, found: Exclude<Found, { type: "item" }>): Card {
  switch (found.type) {
    case "blank":
      return listCard(firstDossier(library), kind);
    case "several":
      return choiceCard(found.items);
    case "otherKind": {
      const [only, another] = found.items;
      return only !== undefined && another === undefined
        ? openedCard(only, { asked: kind })
        : otherKindsCard(kind, found.items);
    }
    case "nothing":
      return abstentionCard(library.catalogue.dossiers, kind, found.nearest);
  }
}

/** The start refuses an empty catalogue, so there is always a first dossier. */
export function firstDossier({ catalogue }: Pick<Library, "catalogue">): Dossier {
  const [dossier] = catalogue.dossiers;
  if (dossier === undefined) throw new Error("no dossier is loaded");
  return dossier;
}
