/** Cards of a dossier's own items never change while the bot runs: each is made once. */
import type { Card } from "./card.ts";

/** `make` must depend on the item alone. As many cards are kept as there are items. */
export function remembered<Item extends object>(make: (item: Item) => Card): (item: Item) => Card {
  const made = new WeakMap<Item, Card>();
  return (item) => {
    const known = made.get(item);
    if (known !== undefined) return known;
    const card = make(item);
    made.set(item, card);
    return card;
  };
}
