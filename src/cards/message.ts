/** What the dossiers hold on a message: for the person who asked alone, and without a word of the message. */
import type { Actor, Dossier, Event, Excerpt, Item, Place, Question } from "../dossier/catalogue.ts";
import { listButtons } from "./about.ts";
import type { Block, Button, Card, Line } from "./card.ts";
import { onlyYou, whatIsHeld } from "./notices.ts";
import { pageOf } from "./pages.ts";
import {
  aboutButton,
  card,
  holding,
  itemTitle,
  kindLine,
  openButton,
  quotation,
  readingCost,
  rule,
  selectOf,
  sourceLines,
} from "./parts.ts";
import {
  type EqualFigures,
  oneSidedNotice,
  statementBlocks,
  statementCount,
  statementPage,
} from "./question.ts";

/** What a message bears on, each list best first. */
export interface Bearing {
  readonly questions: readonly Question[];
  readonly events: readonly Event[];
  readonly excerpts: readonly Excerpt[];
  /** Places and actors that it names. */
  readonly named: readonly (Place | Actor)[];
  readonly equal: EqualFigures;
}

/** Characters of text in full; what goes past it is only named and opened by a button. */
const budget = 2900;
const letters = ["A", "B", "C"] as const;

/**
 * Questions first, whole and with every claim, then events, then sentences; as many in full as a message of Discord's
 * holds, the others to open. The mark beside an equal figure exists on this card alone.
 */
export function messageCard(bearing: Bearing, dossiers: readonly Dossier[]): Card {
  const found = inOrder(bearing);
  const [first] = found;
  if (first === undefined) return nothingCard(bearing.named, dossiers);
  const lettered = found.slice(0, letters.length).map((item, index) => {
    const letter = letters[index] ?? "";
    return { item, letter, blocks: section(item, letter, bearing.equal) };
  });
  let spent = 0;
  const shown = lettered.filter(({ blocks }, index) => {
    const cost = lengthOf(blocks);
    if (index > 0 && spent + cost > budget) return false;
    spent += cost;
    return true;
  });
  const others = found.filter((item) => !shown.some((each) => each.item === item));
  const titles = spent > budget ? [] : others.slice(0, 3);
  const held = [...new Set(shown.map(({ item }) => item.dossier))];
  const from =
    held.length === 1
      ? `${holding(first.dossier)} of ONE article.`
      : `From ${held.length} dossiers, each of one article.`;
  return card({
    blocks: [
      {
        type: "title",
        text: "What is held on that message",
        lines: [
          [`${from} Says what is claimed by whom, not whether the message is right.`],
          [...onlyYou, " The message is not kept."],
        ],
      },
      ...shown.flatMap(({ blocks }) => [rule, ...blocks]),
      rule,
      titles.length === 0 ? null : { type: "text", lines: [["Also on it:"]] },
      titles.length === 0
        ? null
        : {
            type: "list",
            items: titles.map((item): Line => [itemTitle(item), ` · ${kindLine(item)}`]),
          },
      {
        type: "small",
        lines: [["What is opened or posted from here holds nothing of the message or its author."]],
      },
      ...held.map((dossier) => sourceLines(dossier)),
    ],
    select: selectOf([...found, ...bearing.named]),
    buttons: [
      [...lettered.map(({ item, letter }) => open(item, letter)), aboutButton(first.dossier)],
      // Those who may not post are not shown these.
      lettered.map(({ item, letter }) => post(item, letter)),
    ],
    privateOnly: true,
  });
}

/** Each thing once: an event or a sentence that a question already shows whole adds nothing. */
function inOrder({ questions, events, excerpts }: Bearing): (Question | Event | Excerpt)[] {
  const shown = new Set(questions.flatMap((question) => question.excerpts));
  const others = events.filter((event) => !covered(event.excerpts, shown));
  for (const excerpt of others.flatMap((event) => event.excerpts)) shown.add(excerpt);
  return [...questions, ...others, ...excerpts.filter((excerpt) => !shown.has(excerpt))];
}

function covered(excerpts: readonly Excerpt[], shown: ReadonlySet<Excerpt>): boolean {
  return excerpts.length > 0 && excerpts.every((excerpt) => shown.has(excerpt));
}

function section(item: Question | Event | Excerpt, letter: string, equal: EqualFigures): Block[] {
  const heading: Line = [{ strong: `${letter}. ${itemTitle(item)}` }];
  switch (item.kind) {
    case "question": {
      const page = statementPage(item, 1);
      return [
        { type: "text", lines: [heading] },
        { type: "small", lines: [statementCount(item, page)] },
        ...(item.oneSided ? [oneSidedNotice([item])] : []),
        ...statementBlocks(page, null, equal),
      ];
    }
    case "event":
      return [
        { type: "text", lines: [heading] },
        ...(item.excerpts.length === 0
          ? [{ type: "small", lines: [["No sentence of its own is held."]] } as const]
          : pageOf(item.excerpts, 1, { most: 2, budget: 900, cost: readingCost }).items.map((excerpt) =>
              quotation(excerpt),
            )),
      ];
    case "excerpt":
      return [{ type: "text", lines: [heading] }, quotation(item)];
  }
}

function open(item: Item, letter: string): Button {
  return { ...openButton(item, `Open ${letter}`), primary: letter === "A" };
}

function post(item: Item, letter: string): Button {
  return { label: `Post ${letter} publicly`, action: { type: "post", card: item.id, source: "entry" } };
}

/** A message about something else: what is held, and the entries it names. */
function nothingCard(named: Bearing["named"], dossiers: readonly Dossier[]): Card {
  const [dossier, another] = dossiers;
  const near = named.slice(0, 4);
  return card({
    blocks: [
      {
        type: "title",
        text: `Nothing on that message in ${another === undefined ? "this dossier" : `these ${dossiers.length} dossiers`}.`,
        lines: [],
      },
      { type: "text", lines: [whatIsHeld(dossiers)] },
      near.length === 0 ? null : { type: "text", lines: [["It names:"]] },
      near.length === 0
        ? null
        : { type: "list", items: near.map((item): Line => [itemTitle(item), ` · ${kindLine(item)}`]) },
      rule,
      { type: "small", lines: [[...onlyYou, " The message is not kept."]] },
      ...(dossier === undefined ? [] : [sourceLines(dossier)]),
    ],
    select: selectOf(named),
    buttons: [
      near.map((item) => openButton(item, itemTitle(item))),
      dossier === undefined ? [] : [...listButtons(dossier).slice(0, 3), aboutButton(dossier)],
    ],
    privateOnly: true,
  });
}

/** About how many characters blocks take once they are written, their marks and line ends included. */
function lengthOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => {
    switch (block.type) {
      case "quotation":
        return sum + written(block.excerpt.exact) + 12 + linesLength([block.heading, ...block.notes]);
      case "statements":
        return sum + linesLength(block.statements.flat());
      case "notice":
        return sum + block.strong.length + linesLength([block.line]);
      case "text":
      case "small":
        return sum + linesLength(block.lines);
      default:
        return sum;
    }
  }, 0);
}

function linesLength(lines: readonly Line[]): number {
  return lines.flat().reduce((sum, span) => sum + lengthOfSpan(span), 5 * lines.length);
}

function lengthOfSpan(span: Line[number]): number {
  if (typeof span === "string") return written(span);
  if ("quoted" in span) return written(span.quoted) + 2;
  if ("strong" in span) return written(span.strong) + 4;
  return "name" in span ? written(span.name) + 2 : 30;
}

/** Markdown's own characters are written with a backslash each. */
function written(text: string): number {
  return text.length + (text.match(/[\\*_~`|[\]<>#+-]/g)?.length ?? 0);
}
