/** Answers that show nothing of a collection by themselves: choices, abstentions, and messages about the bot. */
export const notices = Object.freeze({
  onlyYou: "Only you see this.",
  closestName: (name: string) => `Closest: ${name}`,
  whichOne: "Which one do you mean?",
  nothingHere: "Nothing here on that",
  coversSeveral: (collections: number) =>
    `What is covered: ${collections} collections. That something is not here says nothing about it.`,
  differentThing: (name: string) => `A similar name, a different thing: ${name}`,
  speltAlike: (names: readonly string[]) => `Spelt alike: ${names.join(", ")}`,

  staleTitle: "This is from an older card",
  staleText: "What it opened is not in this collection any more.",
  unusedTitle: "This server does not use that collection",
  unusedText: "Its moderators chose which collections are used here.",
  unreadableTitle: "That could not be read",
  wordlessMessage:
    "That message has no words. Text, embeds and forwarded text are read; links, pictures, files and stickers are not.",
  messageGone: "That message is not there any more.",
  optionForm: "An option has a form that the command does not take.",
  oldForm: "This form is from an older version. Open it again.",
  commandGone: "This command is not there any more. Reload Discord to see the ones that are.",
  unknownRequest: "This version of the bot does not know that kind of request.",
  sentenceGone: (id: string) => `${id} is no longer in the source`,
  sentenceGoneOn: (on: string) => `On ${on} the source was read again, and no longer has this sentence.`,
  sentenceGoneCards: "Cards from before that date quote the former text. No other sentence gets its number.",
  failureTitle: "Something went wrong",
  failureText: "It is the bot’s fault, and it is logged.",
  failureNumber: (id: string) => `If it happens again, give this number to whoever runs the bot: ${id}`,
});
