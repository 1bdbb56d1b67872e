/** Cards of what a dossier holds never change while the bot runs: the first page of each is made once. */
import type { Card } from "./card.ts";

/** `make` must depend on its arguments alone. As many cards are kept as there are subjects. */
export function remembered<Subject extends object>(
  make: (subject: Subject, page: number) => Card,
): (subject: Subject, page?: number) => Card {
  const made = new WeakMap<Subject, Card>();
  return (subject, page = 1) => {
    if (page !== 1) return make(subject, page);
    const known = made.get(subject);
    if (known !== undefined) return known;
    const card = make(subject, page);
    made.set(subject, card);
    return card;
  };
}
