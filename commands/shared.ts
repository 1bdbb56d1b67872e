/** What the look-ups have in common. */
import { type ListKind, listCard } from "../src/cards/about.ts";
import type { Card } from "../src/cards/card.ts";
import { abstentionCard, choiceCard, otherKindCard } from "../src/cards/notices.ts";
import { itemTitle } from "../src/cards/parts.ts";
import type { BooleanOption, Choice, Library } from "../src/command.ts";
import type { Dossier, Item } from "../src/dossier/catalogue.ts";
import { aliasMark, dossierMark, type Found, nearestMark } from "../src/lookup/index.ts";

export const hide = {
  type: "boolean",
  name: "hide",
  description: "Only you see the answer (as the server has it, unless you choose)",
} as const satisfies BooleanOption;

/**
 * Suggestions of one kind: the title, the alias that matched beside it or the mark of what is only near, and the id as
 * the value.
 */
export function completing(kind: ListKind): (typed: string, library: Library) => readonly Choice[] {
  return (typed, { lookup, catalogue }) =>
    lookup.complete(kind, typed).map(({ item, alias, isNearest }) => {
      const from = catalogue.dossiers.length > 1 ? `${dossierMark}${item.dossier.title}` : "";
      return {
        name: `${isNearest ? nearestMark : ""}${itemTitle(item)}${alias === null ? "" : `${aliasMark}${alias}`}${from}`,
        value: item.id,
      };
    });
}

/** The card of what was typed, or the card that says why there is none. */
export function cardFor<Kind extends ListKind>(
  library: Library,
  kind: Kind,
  typed: string,
  show: (found: Extract<Found<Extract<Item, { kind: Kind }>>, { type: "item" }>) => Card,
): Card {
  const found = library.lookup.find(kind, typed);
  return found.type === "item" ? show(found) : missedCard(library, kind, found);
}

/** The card for anything but one entry: the list, a choice, another kind, or nothing. */
export function missedCard(library: Library, kind: ListKind, found: Exclude<Found, { type: "item" }>): Card {
  switch (found.type) {
    case "blank":
      return listCard(firstDossier(library), kind);
    case "several":
      return choiceCard(kind, found.items);
    case "otherKind":
      return otherKindCard(kind, found.named, found.related, found);
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
