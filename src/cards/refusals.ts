/** What is not done, and why; always private. */
import type { Button, Card, Line } from "./card.ts";
import { card, count } from "./parts.ts";

export function refusalCard(title: string, lines: readonly Line[], buttons: readonly Button[] = []): Card {
  return card({
    blocks: [
      { type: "title", text: title, lines: [] },
      { type: "text", lines },
    ],
    buttons: [buttons],
    privateOnly: true,
    outcome: "refused",
  });
}

export function moderatorsOnlyCard(): Card {
  return refusalCard("This is for the server’s moderators.", [
    ["It needs the permission Manage Server, in a server that installed Tessera."],
  ]);
}

/** `wait` in milliseconds. */
export function tooManyCard(counted: "command" | "press", perMinute: number, wait: number): Card {
  const seconds = Math.max(1, Math.ceil(wait / 1_000));
  const next = `The next one in ${count(seconds, "second")}.`;
  return counted === "press"
    ? refusalCard(`That is ${count(perMinute, "press", "presses")} in a minute.`, [[next]])
    : refusalCard(`That is ${count(perMinute, "command")} in a minute.`, [
        [next],
        ["Posting and reporting count as commands. What is shown already can be opened and paged meanwhile."],
      ]);
}

/** Where a write's answer is lost, or what is read after it, nobody knows whether it was done. */
export function storeDownCard(): Card {
  return refusalCard("The settings cannot be reached.", [
    ["Nothing was posted. What you changed or sent may not have been kept: look again once they can be."],
    ["Until then look-ups go on, and all answers are private."],
    ["If this lasts, tell whoever runs the bot."],
  ]);
}

export function tookLongCard(): Card {
  return refusalCard("That took too long.", [["Nothing was changed or posted. Press the button again."]]);
}
