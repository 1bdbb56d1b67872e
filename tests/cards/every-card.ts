/** Every card that a dossier can give, each page and its details, and what stands on a card. */
import { aboutCard, listCard } from "../../src/cards/about.ts";
import type { Block, Button, Card, Line, Showing, Span } from "../../src/cards/card.ts";
import { copyCard } from "../../src/cards/copy.ts";
import { type Bearing, messageCard } from "../../src/cards/message.ts";
import {
  abstentionCard,
  choiceCard,
  failureCard,
  otherKindsCard,
  staleCard,
  unreadableCard,
} from "../../src/cards/notices.ts";
import { openedCard } from "../../src/cards/open.ts";
import { type Result, resultsCard } from "../../src/cards/results.ts";
import { timelineCard } from "../../src/cards/timeline.ts";
import { toMessage } from "../../src/discord/message.ts";
import {
  type Catalogue,
  type Dossier,
  type Excerpt,
  entriesOf,
  type Item,
  itemsOf,
} from "../../src/dossier/catalogue.ts";
import { type Face, facesOf, pagesFrom } from "../../src/faces.ts";
import { english } from "../../src/messages/english.ts";
import type { Words } from "../../src/messages/line.ts";
import { inLanguage, plain, say } from "../../src/messages/message.ts";
import { isShowing, pressedCard } from "../../src/press.ts";

export type Shown = Face;

const kinds = ["event", "place", "actor", "question", "excerpt"] as const;

function shown(what: string, card: Card, item: Item | null = null): Shown {
  return { what, card, item, isDetails: card.isDetails };
}

/** Cards that show what a dossier holds. */
export function contentCards(catalogue: Catalogue): Shown[] {
  return catalogue.dossiers.flatMap((dossier) => [
    ...itemsOf(dossier).flatMap((item) => itemCards(item, catalogue)),
    ...kinds.flatMap((kind) => pagesFrom(`list of ${kind}s`, listCard(dossier, kind), catalogue)),
    ...timelines(dossier, catalogue),
    ...pagesFrom("about", aboutCard(dossier), catalogue),
    ...resultCards(dossier, catalogue),
  ]);
}

/** The cards with their pictures, by the buttons that ask for one. */
export function picturedCards(catalogue: Catalogue): Shown[] {
  return contentCards(catalogue).flatMap(({ what, card, item }) =>
    actionsOf(card).flatMap((action) => {
      if (action.type !== "picture") return [];
      const drawn = pressedCard({ action, chosen: [], listed: [] }, catalogue);
      return drawn === undefined ? [] : [shown(`${what}, with its picture`, drawn, item)];
    }),
  );
}

/** Cards that answer with nothing, or speak of the bot. */
export function noticeCards({ dossiers }: Catalogue): Shown[] {
  const items = dossiers.flatMap(itemsOf);
  return [
    shown("stale", staleCard(dossiers)),
    shown(
      "message on nothing",
      messageCard({ questions: [], events: [], excerpts: [], named: [], equal: new Map() }, dossiers),
    ),
    shown("unreadable", unreadableCard(say("optionForm"), dossiers)),
    shown("failure", failureCard("0a1b2c3d", dossiers)),
    shown("nothing", abstentionCard(dossiers, null, { how: "words", items: [] })),
    ...chunks(items, 2).map((alike) =>
      shown(
        `nothing, with ${alike[0]?.id}`,
        abstentionCard(dossiers, null, { how: "spelling", items: alike }),
      ),
    ),
    ...kinds.flatMap((kind) =>
      chunks(items, 10).flatMap((some) => [
        shown(`choice: ${some[0]?.id}`, choiceCard(some)),
        shown(`other kinds: ${kind} ${some[0]?.id}`, otherKindsCard(kind, some)),
      ]),
    ),
  ];
}

export function everyCard(catalogue: Catalogue): Shown[] {
  return [...contentCards(catalogue), ...catalogue.dossiers.flatMap(messageCards), ...noticeCards(catalogue)];
}

function itemCards(item: Item, catalogue: Catalogue): Shown[] {
  const asked = kinds.find((kind) => kind !== item.kind) ?? null;
  return [
    ...facesOf(item, catalogue),
    shown(`${item.id}, copied`, copyCard(item)),
    shown(`${item.id}, closest`, openedCard(item, { closest: true }), item),
    shown(`${item.id}, of another kind`, openedCard(item, { asked }), item),
  ];
}

function timelines(dossier: Dossier, catalogue: Catalogue): Shown[] {
  const places = [null, ...dossier.places];
  const actors = [null, ...dossier.actors];
  return places.flatMap((place) =>
    actors.flatMap((actor) =>
      pagesFrom(
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
    { found: all, named: [], asked: null },
    { found: all, named: entriesOf(dossier), asked: "figure" },
    { found: all.slice(0, 1), named: [], asked: "speaker" },
    { found: all.toReversed(), named: dossier.questions, asked: "date" },
    { found: all.map(({ excerpt }) => ({ excerpt, ranges: [] })), named: dossier.places, asked: "place" },
  ].flatMap((results, index) => {
    const card = resultsCard(results as Parameters<typeof resultsCard>[0]);
    if (card === null) throw new Error("results without a card");
    return pagesFrom(`results ${index}`, card, catalogue);
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
  const on = (what: string, bearing: Partial<Bearing>): Shown =>
    shown(
      `message on ${what}`,
      messageCard({ questions: [], events: [], excerpts: [], named, equal, ...bearing }, [dossier]),
    );
  return [
    ...questions.map(({ id }, index) => on(id, { questions: from(questions, index), events, excerpts })),
    ...events.map(({ id }, index) => on(id, { events: from(events, index), excerpts })),
    ...excerpts.map(({ id }, index) => on(id, { excerpts: from(excerpts, index) })),
  ];
}

function actionsOf(card: Card): Showing[] {
  return card.buttons
    .flat()
    .flatMap((button) => ("action" in button && isShowing(button.action) ? [button.action] : []));
}

/** Every line of a block in English, titles and labels as lines of one string. */
export function linesOf(block: Block): readonly Line[] {
  return rawLinesOf(block).map((line) => inLanguage(line, english));
}

function rawLinesOf(block: Block): readonly Line[] {
  switch (block.type) {
    case "title":
    case "heading":
      return [[block.text]];
    case "facts":
      return block.facts.flatMap(({ label, value }) => [[label], value]);
    case "claims":
      return block.items.flatMap(({ words, below }) => [words, below]);
    case "sentence":
      return [...block.notices, block.speaker, block.caution];
    case "text":
    case "small":
    case "code":
      return block.lines;
    case "list":
      return block.items;
    case "picture":
      return [block.alt, ...block.lines];
    case "shown":
      return [[block.text]];
    case "shownPicture":
      return [[block.alt]];
    case "rule":
    case "menu":
      return [];
  }
}

function spansOf(card: Card): Span[] {
  return card.blocks.flatMap(linesOf).flat();
}

/** Fragments of the source that stand in lines and lists. */
export function fragmentsOf(card: Card): string[] {
  return spansOf(card).flatMap((span) => (typeof span === "object" && "quoted" in span ? [span.quoted] : []));
}

/** All words on a card that are the bot's or the dossier's: everything but quotations. */
export function ownWords(card: Card): string[] {
  const spans = spansOf(card).flatMap((span) =>
    typeof span === "object" && "quoted" in span ? [] : [plain([span], english)],
  );
  return [...spans, ...controlWords(card)];
}

/** Labels of buttons, and of selects and their options. */
export function controlWords(card: Card): string[] {
  const { select } = card;
  const words: Words[] = [
    ...buttonsOf(card).map(({ label }) => label),
    ...(select ? [select.placeholder] : []),
    ...(select?.options ?? []).flatMap(({ label, description }) => [label, description ?? ""]),
  ];
  return words.map((each) => plain(each, english));
}

export function buttonsOf(card: Card): Button[] {
  return card.buttons.flat();
}

export type SentenceBlock = Extract<Block, { type: "sentence" }>;

export function sentencesOf(card: Card): SentenceBlock[] {
  return card.blocks.filter((block) => block.type === "sentence");
}

export function quotedExcerpts(card: Card): Excerpt[] {
  return sentencesOf(card).map(({ excerpt }) => excerpt);
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
