/** What cannot be undone asks once more: what goes, and the one red button. */
import type { Action, Block, Card, Deleting } from "./card.ts";
import { card } from "./parts.ts";

/** `back` leads to the card that asked; `label` is of the button that does it. */
export function sureCard(
  title: string,
  blocks: readonly Block[],
  { back, label, action }: { readonly back: Action; readonly label: string; readonly action: Deleting },
): Card {
  return card({
    blocks: [{ type: "title", text: title, lines: [] }, ...blocks],
    buttons: [
      [
        { label: "‹ Back", action: back },
        { label, action: { type: "sure", of: action }, danger: true },
      ],
    ],
    privateOnly: true,
  });
}
