/** What is not done, and why; always private. */
import type { Words } from "../messages/line.ts";
import { say } from "../messages/message.ts";
import type { Button, Card, Line } from "./card.ts";
import { card } from "./parts.ts";

export function refusalCard(title: Words, lines: readonly Line[], buttons: readonly Button[] = []): Card {
  return card({
    blocks: [
      { type: "title", text: title },
      { type: "text", lines },
    ],
    buttons: [buttons],
    privateOnly: true,
    outcome: "refused",
  });
}

export function moderatorsOnlyCard(): Card {
  return refusalCard(say("moderatorsOnly"), [[say("moderatorsOnlyMeans")]]);
}

/** `wait` in milliseconds. */
export function tooManyCard(counted: "command" | "press", perMinute: number, wait: number): Card {
  const next: Line = [say("nextOneIn", Math.max(1, Math.ceil(wait / 1_000)))];
  return counted === "press"
    ? refusalCard(say("tooManyPresses", perMinute), [next])
    : refusalCard(say("tooManyCommands", perMinute), [next, [say("whatCounts")]]);
}

/** Where a write's answer is lost, or what is read after it, nobody knows whether it was done. */
export function storeDownCard(): Card {
  return refusalCard(say("storeDown"), [
    [say("storeDownNow")],
    [say("storeDownMeanwhile")],
    [say("storeDownLong")],
  ]);
}

export function tookLongCard(): Card {
  return refusalCard(say("tookLong"), [[say("tookLongNext")]]);
}
