/** Cards that answer with a choice or with nothing, or speak of the bot itself. They are private, and never repeat what was typed. */
import type { Dossier, Item } from "../dossier/catalogue.ts";
import type { Message } from "../messages/line.ts";
import { say } from "../messages/message.ts";
import { type ListKind, listButtons } from "./about.ts";
import type { Block, Button, Card, Line, Outcome } from "./card.ts";
import { aboutButton, card, itemTitle, optionOf, selectFrom, small, sourceLine } from "./parts.ts";

/** What is near to what was typed, and is no answer to it. */
export interface Nearest {
  /**
   * `namesake`: the text is the name of something else, which the collection lists beside the one item's own names;
   * `spelling`: their titles are spelt like it; `words`: by another name, or by words, which is no likeness that is told.
   */
  readonly how: "namesake" | "spelling" | "words";
  readonly items: readonly Item[];
}

/** Nothing is close enough: what is covered, what is near, and where to go on. */
export function abstentionCard(dossiers: readonly Dossier[], kind: ListKind | null, nearest: Nearest): Card {
  const [dossier, another] = dossiers;
  return card({
    blocks: [
      { type: "title", text: say("nothingHere") },
      dossier === undefined
        ? null
        : {
            type: "text",
            lines: [
              [
                another === undefined
                  ? say("covers", dossier.source.title)
                  : say("coversSeveral", dossiers.length),
              ],
              ...likeness(nearest),
            ],
          },
      ...lastLines(another === undefined ? dossiers : []),
    ],
    buttons: [[...nearest.items.map((item) => closestButton(item, nearest)), ...nextSteps(dossier, kind)]],
    privateOnly: true,
    outcome: "abstained",
  });
}

function likeness({ how, items }: Nearest): Line[] {
  const titles = items.map(itemTitle);
  const [first] = titles;
  if (first === undefined || how === "words") return [];
  return [[how === "namesake" ? say("differentThing", first) : say("speltAlike", titles)]];
}

function closestButton(item: Item, { how }: Nearest): Button {
  const title = itemTitle(item);
  return {
    label: how === "words" ? say("closestName", title) : title,
    action: { type: "open", id: item.id, page: 1, closest: true },
  };
}

/** The list of what was asked for, or of the topics; and what is covered. */
function nextSteps(dossier: Dossier | undefined, kind: ListKind | null): Button[] {
  if (dossier === undefined) return [];
  const lists = listButtons(dossier);
  const own = lists.filter(
    (button) => "action" in button && button.action.type === "list" && button.action.kind === kind,
  );
  return [...(own.length > 0 ? own : lists.slice(0, 1)), aboutButton(dossier)];
}

/** What was typed is answered by several entries, none of them of the kind asked for. */
export function otherKindsCard(kind: ListKind, items: readonly Item[]): Card {
  return selectCard(say("foundUnderOtherKinds", kind), items);
}

/** Several entries fit what was typed equally well. */
export function choiceCard(items: readonly Item[]): Card {
  return selectCard(say("whichOne"), items);
}

function selectCard(title: Message, items: readonly Item[]): Card {
  const dossiers = [...new Set(items.map(({ dossier }) => dossier))];
  const options = items.map((item) =>
    dossiers.length > 1 ? optionOf(item, item.dossier.title) : optionOf(item),
  );
  return card({
    blocks: [{ type: "title", text: title }, ...lastLines(dossiers)],
    select: selectFrom(options, say("openOneOfThese")),
    buttons: [dossiers.slice(0, 1).map(aboutButton)],
    privateOnly: true,
  });
}

function lastLines(dossiers: readonly Dossier[]): (Block | null)[] {
  return [small([say("onlyYou")]), ...dossiers.map((dossier) => sourceLine(dossier))];
}

/** A button of an older card: what it opened is no longer there. */
export function staleCard(dossiers: readonly Dossier[]): Card {
  return plainCard(say("staleTitle"), [say("staleText")], { outcome: "unreadable", dossier: dossiers[0] });
}

/** A card of a collection that is loaded, in a server whose moderators chose others. */
export function unusedCard(dossiers: readonly Dossier[]): Card {
  return plainCard(say("unusedTitle"), [say("unusedText")], { outcome: "refused", dossier: dossiers[0] });
}

/** A request that can't be read; `why` says what to do, in the bot's words. */
export function unreadableCard(why: Message, dossiers: readonly Dossier[]): Card {
  return plainCard(say("unreadableTitle"), [why], { outcome: "unreadable", dossier: dossiers[0] });
}

/** In place of a sentence that the source no longer has; its id is never given to another one. */
export function goneCard(id: string, on: string, dossier: Dossier): Card {
  return plainCard(say("sentenceGone", id), [say("sentenceGoneOn", on), say("sentenceGoneCards")], {
    outcome: "unreadable",
    dossier,
  });
}

/** A fault of the bot; the id is the one in its log. */
export function failureCard(id: string, dossiers: readonly Dossier[]): Card {
  return plainCard(say("failureTitle"), [say("failureText"), say("failureNumber", id)], {
    outcome: "failed",
    dossier: dossiers[0],
  });
}

function plainCard(
  title: Message,
  lines: readonly Message[],
  { outcome, dossier }: { outcome: Outcome; dossier: Dossier | undefined },
): Card {
  return card({
    blocks: [
      { type: "title", text: title },
      { type: "text", lines: lines.map((line) => [line]) },
      small([say("onlyYou")]),
    ],
    buttons: [nextSteps(dossier, null)],
    privateOnly: true,
    outcome,
  });
}
