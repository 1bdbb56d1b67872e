/** What cannot be undone asks once more: what goes, and the one red button. */
import type { Words } from "../messages/line.ts";
import { say } from "../messages/message.ts";
import type { Action, Block, Card, Deleting } from "./card.ts";
import { card } from "./parts.ts";

/** `back` leads to the card that asked; `label` is of the button that does it. */
export function sureCard(
  title: Words,
  blocks: readonly Block[],
  { back, label, action }: { readonly back: Action; readonly label: Words; readonly action: Deleting },
): Card {
  return card({
    blocks: [{ type: "title", text: title }, ...blocks],
    buttons: [
      [
        { label: say("back"), action: back },
        { label, action: { type: "sure", of: action }, danger: true },
      ],
    ],
    privateOnly: true,
  });
}
