import { messageCard } from "../src/cards/message.ts";
import { unreadableCard } from "../src/cards/notices.ts";
import type { MessageCommand } from "../src/command.ts";

export const lookThisUp: MessageCommand = {
  name: "Look this up",
  answer: (text, { catalogue, lookup }) => {
    if (text === null) return unreadableCard("That message is not there any more.", catalogue.dossiers);
    if (!/[\p{L}\p{N}]/u.test(text)) {
      return unreadableCard(
        "That message has no words. Text, embeds and forwarded text are read; pictures, files and stickers are not.",
        catalogue.dossiers,
      );
    }
    return messageCard(lookup.read(text), catalogue.dossiers);
  },
};
