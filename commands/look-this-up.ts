import { messageCard } from "../src/cards/message.ts";
import { unreadableCard } from "../src/cards/notices.ts";
import type { MessageCommand } from "../src/command.ts";

const wordless =
  "That message has no words. Text, embeds and forwarded text are read; links, pictures, files and stickers are not.";

export const lookThisUp: MessageCommand = {
  name: "Look this up",
  answer: (text, { catalogue, lookup }) => {
    if (text === null) return unreadableCard("That message is not there any more.", catalogue.dossiers);
    const reading = lookup.read(text);
    return reading.blank
      ? unreadableCard(wordless, catalogue.dossiers)
      : messageCard(reading, catalogue.dossiers);
  },
};
