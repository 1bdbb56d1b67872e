/** Every page and every Details card of a collection: for checks, and for people who read them all. */
import { aboutCard, listCard } from "./cards/about.ts";
import type { Card, Detailed, Showing } from "./cards/card.ts";
import { timelineCard } from "./cards/timeline.ts";
import { type Catalogue, type Dossier, type Item, itemsOf } from "./dossier/catalogue.ts";
import { isShowing, pressedCard } from "./press.ts";

export interface Face {
  /** What it is, in a word or two; for an entry its id and page. */
  readonly what: string;
  readonly item: Item | null;
  readonly card: Card;
  readonly isDetails: boolean;
}

/** The cards of everything in a collection, each page and each page's Details. */
export function facesIn(dossier: Dossier, catalogue: Catalogue): Face[] {
  const kinds = ["question", "event", "place", "actor", "excerpt"] as const;
  return [
    ...itemsOf(dossier).flatMap((item) => facesOf(item, catalogue)),
    ...kinds.flatMap((kind) => pagesFrom(`list of ${kind}s`, listCard(dossier, kind), catalogue)),
    ...pagesFrom("timeline", timelineCard(dossier), catalogue),
    ...pagesFrom("about", aboutCard(dossier), catalogue),
  ];
}

/** The pages of one item, each with its Details. */
export function facesOf(item: Item, catalogue: Catalogue): Face[] {
  const action = { type: "open", id: item.id, page: 1 } as const;
  const first = pressedCard({ action, chosen: [], listed: [] }, catalogue);
  return first === undefined ? [] : pagesFrom(item.id, first, catalogue, item);
}

/** A card and the pages behind its "next" button, as presses give them, each with its Details. */
export function pagesFrom(what: string, first: Card, catalogue: Catalogue, item: Item | null = null): Face[] {
  const faces: Face[] = [];
  let card: Card | undefined = first;
  for (let number = 1; card !== undefined; number += 1) {
    const name = number === 1 ? what : `${what}, page ${number}`;
    const listed: string[] = card.select?.options.map(({ value }) => value) ?? [];
    const press = (action: Showing) => pressedCard({ action, chosen: [], listed }, catalogue);
    faces.push({ what: name, item, card, isDetails: false });
    const of = detailsOf(card);
    const details = of === null ? undefined : press({ type: "details", of });
    if (details !== undefined) faces.push({ what: `${name}, details`, item, card: details, isDetails: true });
    const next: Showing | undefined = actionsOf(card).find(
      (action) => action.type === "turn" && "page" in action.to && action.to.page === number + 1,
    );
    card = next === undefined ? undefined : press(next);
  }
  return faces;
}

/** What the Details button of a card asks for; null where it has none. */
function detailsOf(card: Card): Detailed | null {
  return actionsOf(card).flatMap((action) => (action.type === "details" ? [action.of] : []))[0] ?? null;
}

function actionsOf(card: Card): Showing[] {
  return card.buttons
    .flat()
    .flatMap((button) => ("action" in button && isShowing(button.action) ? [button.action] : []));
}
