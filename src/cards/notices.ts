/** Cards that answer with nothing, or speak of the bot itself. They are private, and never repeat what was typed. */
import type { Dossier, Excerpt, Item } from "../dossier/catalogue.ts";
import { type ListKind, listButtons } from "./about.ts";
import type { Block, Button, Card, Line, Outcome } from "./card.ts";
import {
  aboutButton,
  capitalised,
  card,
  count,
  holding,
  itemTitle,
  kindLine,
  kindNames,
  openButton,
  rule,
  selectOf,
  sourceLines,
} from "./parts.ts";

export const onlyYou: Line = ["Only you see this."];

/** What is near to what was typed, and is no answer to it. */
export interface Nearest {
  /** Their titles are spelt like it, or the dossier knows it for the name of something else. */
  readonly alike: readonly Item[];
  /** Near by another of their names, or by words. */
  readonly near: readonly Item[];
  /** Excerpts with a word of it. */
  readonly mentioning: readonly Excerpt[];
}

/** Nothing is close enough: what the dossier covers, and what is nearest, never as an answer. */
export function abstentionCard(
  dossiers: readonly Dossier[],
  kind: ListKind | null,
  { alike, near, mentioning }: Nearest,
): Card {
  const [dossier, another] = dossiers;
  if (dossier === undefined) return plainCard("No dossier is loaded.", [], { outcome: "abstained" });
  const what = kind === null ? "Nothing on that" : `No ${kindNames[kind].one} by that name`;
  const where = another === undefined ? "in this dossier" : `in these ${dossiers.length} dossiers`;
  const offered = [...alike, ...near].slice(0, 5);
  const listed = (label: string, items: readonly Item[]): (Block | null)[] =>
    items.length === 0
      ? []
      : [
          { type: "text", lines: [[label]] },
          { type: "list", items: items.map((item): Line => [itemTitle(item), ` · ${kindLine(item)}`]) },
        ];
  return card({
    blocks: [
      { type: "title", text: `${what} ${where}.`, lines: [] },
      { type: "text", lines: [whatIsHeld(dossiers)] },
      ...listed("A similar name, a different thing:", alike.slice(0, 5)),
      ...listed("Nearest of what is held:", near.slice(0, offered.length - Math.min(5, alike.length))),
      mentioning.length === 0
        ? null
        : { type: "text", lines: [[`A word of it stands in ${mentioning.map(({ id }) => id).join(", ")}.`]] },
      rule,
      { type: "small", lines: [onlyYou] },
      sourceLines(dossier),
    ],
    select: selectOf([...offered, ...mentioning]),
    buttons: [
      offered.map((item) => openButton(item, itemTitle(item))),
      [
        ...listButtons(dossier)
          .filter(
            (button) =>
              "action" in button &&
              button.action.type === "list" &&
              (kind === null || button.action.kind === kind),
          )
          .slice(0, 3),
        aboutButton(dossier),
      ],
    ],
    privateOnly: true,
    outcome: "abstained",
  });
}

/** What the dossiers hold, and that their silence means nothing. */
export function whatIsHeld(dossiers: readonly Dossier[]): Line {
  const [dossier, another] = dossiers;
  const held =
    dossier !== undefined && another === undefined
      ? `It holds ${holding(dossier)} of one article, “${dossier.source.title}”.`
      : `They hold ${count(
          dossiers.reduce((sum, { excerpts }) => sum + excerpts.length, 0),
          "sentence",
        )}.`;
  return [`${held} Not finding something here says nothing about it.`];
}

/**
 * What was typed is answered by entries of another kind, `byName` where it is the very name of one: those, and what of
 * the kind asked for belongs to them.
 */
export function otherKindCard(
  kind: ListKind,
  named: readonly Item[],
  related: readonly Item[],
  { byName }: { byName: boolean },
): Card {
  const [first] = named;
  if (first === undefined) throw new Error("a card on entries of another kind needs at least one");
  return card({
    blocks: [
      {
        type: "title",
        text: `No ${kindNames[kind].one} by that name`,
        lines: [
          [byName ? "It names an entry of another kind:" : "Nearest among the entries of other kinds:"],
        ],
      },
      {
        type: "list",
        items: named.map((item): Line => [{ strong: itemTitle(item) }, ` · ${kindLine(item)}`]),
      },
      related.length === 0
        ? null
        : {
            type: "text",
            lines: [[`${capitalised(kindNames[kind].many)} that belong to ${byName ? "it" : "them"}:`]],
          },
      related.length === 0
        ? null
        : { type: "list", items: related.slice(0, 8).map((item): Line => [itemTitle(item)]) },
      rule,
      { type: "small", lines: [onlyYou] },
      sourceLines(first.dossier),
    ],
    select: selectOf([...named, ...related]),
    buttons: [
      [
        ...named.slice(0, 3).map((item) => ({ ...openButton(item, itemTitle(item)), primary: true })),
        aboutButton(first.dossier),
      ],
    ],
    privateOnly: true,
  });
}

/** Several entries fit what was typed equally well. */
export function choiceCard(kind: ListKind, items: readonly Item[]): Card {
  const [first] = items;
  if (first === undefined) throw new Error("a card to choose from needs at least one entry");
  return card({
    blocks: [
      { type: "title", text: `Which ${kindNames[kind].one}?`, lines: [["More than one fits equally well."]] },
      {
        type: "list",
        items: items.slice(0, 10).map((item): Line => [{ strong: itemTitle(item) }, ` · ${kindLine(item)}`]),
      },
      rule,
      { type: "small", lines: [onlyYou] },
      sourceLines(first.dossier),
    ],
    select: selectOf(items),
    buttons: [
      [...items.slice(0, 4).map((item) => openButton(item, itemTitle(item))), aboutButton(first.dossier)],
    ],
    privateOnly: true,
  });
}

/** A button of an older card: what it opened is no longer there. */
export function staleCard(dossiers: readonly Dossier[]): Card {
  return plainCard(
    "This button is from an older card.",
    [["What it opened is not in the dossier any more."], onlyYou],
    { outcome: "unreadable", dossier: dossiers[0] },
  );
}

/** A card of a dossier that is loaded, in a server whose moderators chose others. */
export function unusedCard(dossiers: readonly Dossier[]): Card {
  return plainCard(
    "This server does not use that dossier.",
    [["Its moderators chose which dossiers are used here."], onlyYou],
    { outcome: "refused", dossier: dossiers[0] },
  );
}

/** A request that can't be read; `line` says what to do, in the bot's words. */
export function unreadableCard(line: string, dossiers: readonly Dossier[]): Card {
  return plainCard("That could not be read.", [[line], onlyYou], {
    outcome: "unreadable",
    dossier: dossiers[0],
  });
}

/** In place of a sentence that the source no longer has; its id is never given to another one. */
export function goneCard(id: string, on: string, dossier: Dossier): Card {
  return plainCard(
    `${id} is no longer in the source.`,
    [
      [`The sentence was corrected: on ${on} the source was read again, and no longer has it.`],
      ["Cards shown before that date quote the former text. The id is not used for another sentence."],
      onlyYou,
    ],
    { outcome: "unreadable", dossier },
  );
}

/** A fault of the bot; the id is the one in its log. */
export function failureCard(id: string, dossiers: readonly Dossier[]): Card {
  return plainCard(
    "Something went wrong here.",
    [
      ["It is the bot’s fault, and it has been logged."],
      [`If it happens again, give this number to whoever runs the bot: ${id}`],
      onlyYou,
    ],
    { outcome: "failed", dossier: dossiers[0] },
  );
}

function plainCard(
  title: string,
  lines: readonly Line[],
  { outcome, dossier }: { outcome: Outcome; dossier?: Dossier | undefined },
): Card {
  const buttons: Button[] =
    dossier === undefined ? [] : [...listButtons(dossier).slice(0, 3), aboutButton(dossier)];
  return card({
    blocks: [
      { type: "title", text: title, lines: [] },
      { type: "text", lines },
    ],
    buttons: [buttons],
    privateOnly: true,
    outcome,
  });
}
