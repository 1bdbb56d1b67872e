/**
 * Cards of what a dossier holds never change while the bot runs: the last ones are handed out again, and what is
 * made of such a card is worth keeping beside it.
 */
import { createRecent } from "../recent.ts";
import type { Card } from "./card.ts";

/** Cards kept at least, and at most twice as many: some 20 KB each, with the JSON made of them. */
const kept = 500;

const cards = createRecent<string, Card>(kept);
const handedOut = new WeakSet<Card>();
const numbers = new WeakMap<object, number>();
let last = 0;

/**
 * `make`, whose card must depend on its arguments alone: on the subject as an object, on the others as far as `keyOf`
 * tells them apart.
 */
export function remembered<Subject extends object, Others extends readonly unknown[]>(
  make: (subject: Subject, ...others: Others) => Card,
  keyOf: (...others: Others) => string = (...others) => others.join(),
): (subject: Subject, ...others: Others) => Card {
  const own = numberOf(make);
  return (subject, ...others) => {
    const key = `${own} ${numberOf(subject)} ${keyOf(...others)}`;
    const known = cards.get(key);
    if (known !== undefined) return known;
    const card = make(subject, ...others);
    handedOut.add(card);
    cards.set(key, card);
    return card;
  };
}

/** Whether the same object is handed out again for the same subject. */
export function isRemembered(card: Card): boolean {
  return handedOut.has(card);
}

function numberOf(object: object): number {
  const known = numbers.get(object);
  if (known !== undefined) return known;
  last += 1;
  numbers.set(object, last);
  return last;
}
