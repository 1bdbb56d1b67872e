/** A picture on a card: it comes on a press, and the card around it stays. */
import type { Words } from "../messages/line.ts";
import { isMessage, type Messages, plain, say } from "../messages/message.ts";
import type { Block, Button, Card, Line, Pictured } from "./card.ts";
import { typographic } from "./typography.ts";

export type PictureBlock = Extract<Block, { type: "picture" }>;

export function pictureButton(of: Pictured, label: Words): Button {
  return { label, action: { type: "picture", of } };
}

export function mapButton(of: Pictured): Button {
  return pictureButton(of, say("map"));
}

/** Words as they are drawn, in the reader's language. Quotations are drawn by `plain` alone: not a mark of them changes. */
export function drawn(words: Words | Line, messages: Messages): string {
  return typographic(plain(words, messages));
}

/** The card where no maps are wanted: neither the button for one, nor what an older button still asks for. */
export function withoutMap(card: Card): Card {
  return {
    ...card,
    blocks: card.blocks.filter((block) => block.type !== "picture" || block.of !== "map"),
    buttons: card.buttons
      .map((row) => row.filter((button) => !isOfMap(button)))
      .filter((row) => row.length > 0),
  };
}

/** By what it does: a card that is read out of a message has its labels in some language. */
function isOfMap(button: Button): boolean {
  if (!("action" in button)) return false;
  const { action, label } = button;
  if (action.type !== "picture") return isMessage(label) && label.say === "hideMap";
  return action.of.type !== "timeline" && !(action.of.type === "open" && action.of.id.includes("/question:"));
}

const hideLabels = Object.freeze({
  map: say("hideMap"),
  timeline: say("hideTimeline"),
  figures: say("hidePicture"),
});

/** The card with a picture above its last line; the button that asked for it takes it away again. */
export function withPicture(card: Card, block: PictureBlock, of: Pictured): Card {
  const last = card.blocks.findLastIndex(({ type }) => type !== "small");
  return {
    ...card,
    blocks: [...card.blocks.slice(0, last + 1), block, ...card.blocks.slice(last + 1)],
    buttons: card.buttons.map((row) =>
      row.map((button): Button => {
        const asked = "action" in button && button.action.type === "picture";
        return asked ? { label: hideLabels[block.of], action: { type: "turn", to: of } } : button;
      }),
    ),
  };
}
