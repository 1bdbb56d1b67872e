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

/** Characters of text, markdown and all: Discord takes 4,000 in a message. */
const room = { sections: 3300, all: 3700 };
/** Sentences quoted on a card, as on every other. */
const mostQuoted = 5;
const letters = ["A", "B", "C"] as const;

/**
 * Questions first, whole and with every claim, then events, then sentences; as many in full as a message of Discord's
 * holds, the others to open. The mark beside an equal figure exists on this card alone.
 */
export function messageCard(bearing: Bearing, dossiers: readonly Dossier[]): Card {
  const found = inOrder(bearing);
  const [first] = found;
  if (first === undefined) return nothingCard(bearing.named, dossiers);
  const lettered = found
    .slice(0, letters.length)
    .map((item, index) => ({ item, letter: letters[index] ?? "" }));
  const from =
    dossiers.length === 1
      ? `${holding(first.dossier)} of ONE article.`
      : `${dossiers.length} dossiers, of one article each.`;
  const title: Block = {
    type: "title",
    text: "What is held on that message",
    lines: [
      [`${from} Says what is claimed by whom, not whether the message is right.`],
      [...onlyYou, " The message is not kept."],
    ],
  };
  const quoted = new Set<Excerpt>();
  const sources = new Set<Dossier>();
  const shown: (typeof lettered)[number]["item"][] = [];
  const blocks: Block[] = [title];
  let spent = lengthOf(blocks);
  const fits = (more: readonly Block[], most: number): boolean => {
    if (spent + lengthOf(more) > most) return false;
    spent += lengthOf(more);
    return true;
  };
  for (const { item, letter } of lettered) {
    const more = [rule, ...section(item, letter, bearing.equal, quoted)];
    const source = sources.has(item.dossier) ? [] : [sourceLines(item.dossier)];
    const quotes = more.flatMap((block) => (block.type === "quotation" ? [block.excerpt] : []));
    const most = shown.length === 0 ? Number.POSITIVE_INFINITY : room.sections;
    if (shown.length > 0 && quoted.size + quotes.length > mostQuoted) continue;
    if (!fits([...more, ...source], most)) continue;
    blocks.push(...more);
    sources.add(item.dossier);
    shown.push(item);
    for (const excerpt of quotes) quoted.add(excerpt);
  }
  const titles = found.filter((item) => !shown.includes(item)).slice(0, 3);
  const also: readonly Block[] = [
    { type: "text", lines: [["Also on it:"]] },
    { type: "list", items: titles.map((item): Line => [itemTitle(item), ` · ${kindLine(item)}`]) },
  ];
  const carried: Block = {
    type: "small",
    lines: [["What is opened or posted from here holds nothing of the message or its author."]],
  };
  return card({
    id: `${first.dossier.id}/message`,
    blocks: [
      ...blocks,
      rule,
      ...(titles.length > 0 && fits(also, room.all) ? also : []),
      fits([carried], room.all) ? carried : null,
      ...[...sources].map((dossier) => sourceLines(dossier)),
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

/** `quoted`: the sentences that stand on the card already. They are pointed to, not repeated. */
function section(
  item: Question | Event | Excerpt,
  letter: string,
  equal: EqualFigures,
  quoted: ReadonlySet<Excerpt>,
): Block[] {
  const heading: Block = { type: "text", lines: [[{ strong: `${letter}. ${itemTitle(item)}` }]] };
  const once = (block: Block): Block =>
    block.type === "quotation" && quoted.has(block.excerpt)
      ? { type: "small", lines: [[...block.heading, ": the sentence is quoted above."]] }
      : block;
  switch (item.kind) {
    case "question": {
      const page = statementPage(item, 1);
      return [
        heading,
        { type: "small", lines: [statementCount(item, page)] },
        ...(item.oneSided ? [oneSidedNotice([item])] : []),
        ...statementBlocks(page, null, equal).map(once),
      ];
    }
    case "event": {
      const page = pageOf(item.excerpts, 1, { most: 2, budget: 900, cost: readingCost });
      return item.excerpts.length === 0
        ? [heading, { type: "small", lines: [["No sentence of its own is held."]] }]
        : [heading, ...page.items.map((excerpt) => once(quotation(excerpt)))];
    }
    case "excerpt":
      return [heading, once(quotation(item))];
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
    outcome: "abstained",
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
      case "title":
        return sum + written(block.text) + linesLength(block.lines);
      case "list":
        return sum + linesLength(block.items);
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
