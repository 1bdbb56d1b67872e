/** A picture on a card: it comes on a press, and the card around it stays. */
import type { Block, Button, Card, Pictured } from "./card.ts";

export type PictureBlock = Extract<Block, { type: "picture" }>;

export function pictureButton(of: Pictured, label: string): Button {
  return { label, action: { type: "picture", of } };
}

const mapLabel = "Map";
const hideLabel = (block: PictureBlock) => `Hide ${block.picture.type}`;

export function mapButton(of: Pictured): Button {
  return pictureButton(of, mapLabel);
}

/** The card where no maps are wanted: neither the button for one, nor what an older button still asks for. */
export function withoutMap(card: Card): Card {
  const map = card.blocks.find((block) => block.type === "picture" && block.picture.type === "map");
  const labels = [mapLabel, ...(map?.type === "picture" ? [hideLabel(map)] : [])];
  return {
    ...card,
    blocks: card.blocks.filter((block) => block !== map),
    buttons: card.buttons
      .map((row) => row.filter(({ label }) => !labels.includes(label)))
      .filter((row) => row.length > 0),
  };
}

/** Names in one line: the first of a long list, and how many more there are. */
export function firstNames(names: readonly string[], most = 15, between = ", "): string {
  const more = names.length - most;
  return more <= 0 ? names.join(between) : `${names.slice(0, most).join(between)} and ${more} more`;
}

/** The card with a picture above its last lines; the button that asked for it takes it away again. */
export function withPicture(card: Card, block: PictureBlock, of: Pictured): Card {
  const last = card.blocks.findLastIndex(({ type }) => type === "rule");
  const at = last === -1 ? card.blocks.length : last;
  return {
    ...card,
    blocks: [...card.blocks.slice(0, at), { type: "rule" }, block, ...card.blocks.slice(at)],
    buttons: card.buttons.map((row) =>
      row.map((button): Button => {
        const asked = "action" in button && button.action.type === "picture";
        return asked ? { label: hideLabel(block), action: { type: "turn", to: of } } : button;
      }),
    ),
  };
}
