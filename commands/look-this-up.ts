import { messageCard } from "../src/cards/message.ts";
import { unreadableCard } from "../src/cards/notices.ts";
import type { MessageCommand } from "../src/command.ts";
import { say } from "../src/messages/message.ts";

export const lookThisUp: MessageCommand = {
  name: "Look this up",
  answer: (text, { catalogue, lookup }) => {
    if (text === null) return unreadableCard(say("messageGone"), catalogue.dossiers);
    const reading = lookup.read(text);
    return reading.blank
      ? unreadableCard(say("wordlessMessage"), catalogue.dossiers)
      : messageCard(reading, catalogue.dossiers);
  },
};
