/** Every card that a dossier can give, each page of it, and what stands on a card. */
import { aboutCard, type ListKind, listCard } from "../../src/cards/about.ts";
import { actorCard } from "../../src/cards/actor.ts";
import type { Block, Button, Card, Line, Showing, Span } from "../../src/cards/card.ts";
import { excerptCard, referenceCard } from "../../src/cards/excerpt.ts";
import { type Bearing, messageCard } from "../../src/cards/message.ts";
import {
  abstentionCard,
  choiceCard,
  failureCard,
  otherKindCard,
  staleCard,
  unreadableCard,
} from "../../src/cards/notices.ts";
import { kindNames } from "../../src/cards/parts.ts";
import { placeCard } from "../../src/cards/place.ts";
import { type Result, resultsCard } from "../../src/cards/results.ts";
import { timelineCard } from "../../src/cards/timeline.ts";
import { toMessage } from "../../src/discord/message.ts";
import type { Catalogue, Dossier, Excerpt, Item } from "../../src/dossier/catalogue.ts";
import { entriesOf, itemsOf } from "../../src/dossier/catalogue.ts";
import { isShowing, pressedCard } from "../../src/press.ts";

export interface Shown {
  /** What it is, for the name of a failing test. */
  readonly what: string;
  readonly card: Card;
  /** The item that is opened, if it is the card of one. */
  readonly item: Item | null;
}

const kinds = Object.keys(kindNames) as ListKind[];

/** Cards that show what a dossier holds. */
export function contentCards(catalogue: Catalogue): Shown[] {
  return catalogue.dossiers.flatMap((dossier) => [
    ...itemsOf(dossier).flatMap((item) => itemCards(item, catalogue)),
    ...kinds.flatMap((kind) => pages(`list of ${kind}s`, listCard(dossier, kind), catalogue)),
    ...timelines(dossier, catalogue),
    { what: "about", card: aboutCard(dossier), item: null },
    ...resultCards(dossier, catalogue),
  ]);
}

/** The cards with their pictures, by the buttons that ask for one. */
export function picturedCards(catalogue: Catalogue): Shown[] {
  return contentCards(catalogue).flatMap(({ what, card, item }) =>
    actionsOf(card).flatMap((action) => {
      if (action.type !== "picture") return [];
      const drawn = pressedCard({ action, chosen: [], listed: [] }, catalogue);
      return drawn === undefined ? [] : [{ what: `${what}, with its picture`, card: drawn, item }];
    }),
  );
}

/** Cards that answer with nothing, or speak of the bot. */
export function noticeCards({ dossiers }: Catalogue): Shown[] {
  const items = dossiers.flatMap(itemsOf);
  const excerpts = dossiers.flatMap((dossier) => dossier.excerpts);
  const notice = (what: string, card: Card): Shown => ({ what, card, item: null });
  return [
    notice("stale", staleCard(dossiers)),
    notice(
      "message on nothing",
      messageCard({ questions: [], events: [], excerpts: [], named: [], equal: new Map() }, dossiers),
    ),
    notice("unreadable", unreadableCard("An option has a form that the command does not take.", dossiers)),
    notice("failure", failureCard("0a1b2c3d", dossiers)),
    ...[null, ...kinds].flatMap((kind) => [
      notice(`nothing: ${kind}`, abstentionCard(dossiers, kind, { alike: [], near: [], mentioning: [] })),
      ...chunks(items, 5).map((similar) =>
        notice(
          `nothing, with similar: ${kind} ${similar[0]?.id}`,
          abstentionCard(dossiers, kind, {
            alike: similar.slice(0, 2),
            near: similar.slice(2),
            mentioning: excerpts.slice(0, 3),
          }),
        ),
      ),
    ]),
    ...kinds.flatMap((kind) =>
      chunks(items, 10).flatMap((some) => [
        notice(`choice: ${kind} ${some[0]?.id}`, choiceCard(kind, some)),
        notice(
          `other kind: ${kind} ${some[0]?.id}`,
          otherKindCard(kind, some.slice(0, 4), items, { byName: true }),
        ),
        notice(
          `other kind alone: ${kind} ${some[0]?.id}`,
          otherKindCard(kind, some.slice(0, 1), [], { byName: false }),
        ),
      ]),
    ),
  ];
}

export function everyCard(catalogue: Catalogue): Shown[] {
  return [...contentCards(catalogue), ...catalogue.dossiers.flatMap(messageCards), ...noticeCards(catalogue)];
}

function itemCards(item: Item, catalogue: Catalogue): Shown[] {
  const open = pressedCard(
    { action: { type: "open", id: item.id, page: 1 }, chosen: [], listed: [] },
    catalogue,
  );
  if (open === undefined) throw new Error(`${item.id} does not open`);
  const opened = pages(item.id, open, catalogue, item);
  switch (item.kind) {
    case "excerpt":
      return [
        ...opened,
        { what: `${item.id}, reference`, card: referenceCard(item), item: null },
        { what: `${item.id}, cited`, card: excerptCard(item), item },
      ];
    case "place": {
      const notThis = item.dossier.places.find((other) => other !== item) ?? null;
      return [
        ...opened,
        ...[...someNames(item)].map((name) => ({
          what: `${item.id}, matched by ${name}`,
          card: placeCard(item, 1, { name, notThis }),
          item,
        })),
      ];
    }
    case "actor":
      return [
        ...opened,
        ...[...someNames(item)].map((name) => ({
          what: `${item.id}, matched by ${name}`,
          card: actorCard(item, 1, name),
          item,
        })),
      ];
    default:
      return opened;
  }
}

/** A name in each script that the entry has one in, and its longest: what a line can look like. */
function someNames({ names }: { names: readonly string[] }): Set<string> {
  const ofScript = (script: RegExp) => names.filter((name) => script.test(name)).slice(0, 1);
  const longest = names.toSorted((a, b) => b.length - a.length).slice(0, 1);
  return new Set([...ofScript(/\p{Script=Latin}/u), ...ofScript(/\p{Script=Arabic}/u), ...longest]);
}

function timelines(dossier: Dossier, catalogue: Catalogue): Shown[] {
  const places = [null, ...dossier.places];
  const actors = [null, ...dossier.actors];
  return places.flatMap((place) =>
    actors.flatMap((actor) =>
      pages(
        `timeline of ${place?.title ?? "all"}, ${actor?.title ?? "all"}`,
        timelineCard(dossier, { place, actor }),
        catalogue,
      ),
    ),
  );
}

/** Results of every length, with as much in bold as a search may mark. */
function resultCards(dossier: Dossier, catalogue: Catalogue): Shown[] {
  const words = ({ exact }: Excerpt): Result["ranges"] =>
    [...exact.matchAll(/[\p{L}\p{N}]+/gu)].map(({ index, 0: word }) => [index, index + word.length] as const);
  const all = dossier.excerpts.map((excerpt): Result => ({ excerpt, ranges: words(excerpt) }));
  return [
    all,
    all.slice(0, 1),
    all.toReversed(),
    all.map(({ excerpt }) => ({ excerpt, ranges: [] })),
  ].flatMap((results, index) => {
    const card = resultsCard(results, entriesOf(dossier));
    if (card === null) throw new Error("results without a card");
    return pages(`results ${index}`, card, catalogue);
  });
}

/** What a message may bring, for the asker alone: each question, event and sentence first, with others behind it, every figure marked. */
function messageCards(dossier: Dossier): Shown[] {
  const { questions, events, excerpts, places, actors, claims } = dossier;
  const equal = new Map(
    claims.map((claim, index) => [claim, index % 2 === 0 ? ("whole" as const) : ("part" as const)]),
  );
  const named = [...places, ...actors].slice(0, 6);
  const from = <T>(all: readonly T[], index: number) => all.slice(index, index + 3);
  const shown = (what: string, bearing: Partial<Bearing>): Shown => ({
    what: `message on ${what}`,
    card: messageCard({ questions: [], events: [], excerpts: [], named, equal, ...bearing }, [dossier]),
    item: null,
  });
  return [
    ...questions.map(({ id }, index) => shown(id, { questions: from(questions, index), events, excerpts })),
    ...events.map(({ id }, index) => shown(id, { events: from(events, index), excerpts })),
    ...excerpts.map(({ id }, index) => shown(id, { excerpts: from(excerpts, index) })),
  ];
}

/** A card and the pages behind its "next" button, as presses give them. */
function pages(what: string, first: Card, catalogue: Catalogue, item: Item | null = null): Shown[] {
  const shown: Shown[] = [{ what, card: first, item }];
  let card = first;
  for (let number = 2; ; number += 1) {
    const action = actionsOf(card).find(
      (each) => each.type === "turn" && "page" in each.to && each.to.page === number,
    );
    if (action === undefined || number > 500) return shown;
    const listed = (card.select?.options ?? []).map(({ value }) => value);
    const next = pressedCard({ action, chosen: [], listed }, catalogue);
    if (next === undefined) throw new Error(`${what}: page ${number} does not open`);
    card = next;
    shown.push({ what: `${what}, page ${number}`, card, item });
  }
}

function actionsOf(card: Card): Showing[] {
  return card.buttons
    .flat()
    .flatMap((button) => ("action" in button && isShowing(button.action) ? [button.action] : []));
}

/** Every line of a block, titles and labels as lines of one string. */
export function linesOf(block: Block): readonly Line[] {
  switch (block.type) {
    case "title":
      return [[block.text], ...block.lines];
    case "notice":
      return [[{ strong: block.strong }], block.line];
    case "facts":
      return block.facts.flatMap(({ label, value }) => [[label], value]);
    case "statements":
      return block.statements.flat();
    case "quotation":
      return [block.heading, ...block.notes];
    case "text":
    case "small":
      return block.lines;
    case "list":
      return block.items;
    case "code":
      return [[block.text]];
    case "picture":
      return [[block.alt], ...block.lines];
    case "shown":
      return [[block.text]];
    case "shownPicture":
      return [[block.alt]];
    case "rule":
    case "menu":
      return [];
  }
}

export function spansOf(card: Card): Span[] {
  return card.blocks.flatMap(linesOf).flat();
}

/** Fragments of the source that stand in fields, headings and notes. */
export function fragmentsOf(card: Card): string[] {
  return spansOf(card).flatMap((span) => (typeof span === "object" && "quoted" in span ? [span.quoted] : []));
}

/** All words on a card that are the bot's or the dossier's: everything but quotations. */
export function ownWords(card: Card): string[] {
  const spans = spansOf(card).flatMap((span) => {
    if (typeof span === "string") return [span];
    if ("strong" in span) return [span.strong];
    return "name" in span ? [span.name] : [];
  });
  return [...spans, ...controlWords(card)];
}

/** Labels of buttons, and of selects and their options. */
export function controlWords(card: Card): string[] {
  const { select } = card;
  return [
    ...buttonsOf(card).map(({ label }) => label),
    ...(select ? [select.placeholder] : []),
    ...(select?.options ?? []).flatMap(({ label, description }) => [label, description ?? ""]),
  ];
}

export function buttonsOf(card: Card): Button[] {
  return card.buttons.flat();
}

export type QuotationBlock = Extract<Block, { type: "quotation" }>;

export function quotationsOf(card: Card): QuotationBlock[] {
  return card.blocks.filter((block) => block.type === "quotation");
}

export function quotedExcerpts(card: Card): Excerpt[] {
  return quotationsOf(card).map(({ excerpt }) => excerpt);
}

/** The card's text as Discord is sent it: markdown, one entry a Text Display. */
export function sentTexts(card: Card): string[] {
  const inside = (part: unknown): string[] => {
    const { content, components = [] } = part as { content?: string; components?: unknown[] };
    return content === undefined ? components.flatMap(inside) : [content];
  };
  return toMessage(card, { ephemeral: true }).components.flatMap(inside);
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
