/** Whether every card of a dossier is one that Discord takes: what is too long to be shown is refused before the start. */
import type { Card } from "./cards/card.ts";
import { limits } from "./discord/limits.ts";
import { toMessage } from "./discord/message.ts";
import { type Catalogue, itemsOf } from "./dossier/catalogue.ts";
import type { Problem } from "./dossier/check.ts";
import { facesOf } from "./faces.ts";

/**
 * Characters of a card at most: Discord's limit, less what an answer may add (who asked for it, why it is not posted, what
 * was corrected).
 */
const longestCard = limits.text - 400;

/** Each entry and excerpt that has a card Discord would refuse for its length, with how long it is. */
export function tooLongToShow(catalogue: Catalogue): Problem[] {
  return catalogue.dossiers.flatMap((dossier) =>
    itemsOf(dossier).flatMap((item) => {
      const longest = Math.max(...facesOf(item, catalogue).map(({ card }) => lengthOf(card)));
      if (longest <= longestCard) return [];
      return [
        {
          entry: item.id.slice(item.id.indexOf("/") + 1),
          field: "card",
          message: `its card has ${longest} characters with its markdown escaped, and at most ${longestCard} can be shown: shorten its note and names, or give some of it to another entry`,
        },
      ];
    }),
  );
}

/** Characters of all text in a card's message. */
function lengthOf(card: Card): number {
  const inside = (part: unknown): number => {
    const { content = "", components = [] } = part as { content?: string; components?: unknown[] };
    return components.reduce<number>((sum, each) => sum + inside(each), content.length);
  };
  return toMessage(card, { ephemeral: true }).components.reduce((sum, each) => sum + inside(each), 0);
}
