/** The card of any entry or sentence: its face. */
import type { Excerpt, Item, Question } from "../dossier/catalogue.ts";
import { say } from "../messages/message.ts";
import { aboutCard } from "./about.ts";
import type { Block, Button, Card, Line, Opening } from "./card.ts";
import { claimList, claimsContext, claimsPage } from "./claims.ts";
import { figuresPicture } from "./figures.ts";
import { hasMap } from "./maps.ts";
import { type Page, pageOf } from "./pages.ts";
import {
  card,
  detailsButton,
  joined,
  leadsTo,
  rangeLine,
  selectOf,
  small,
  sourceLine,
  turning,
} from "./parts.ts";
import { mapButton, pictureButton } from "./picture.ts";
import { remembered } from "./remembered.ts";
import { sentence } from "./sentence.ts";
import { eventTimelineButton } from "./timeline.ts";

export interface Opened {
  readonly page?: number;
  /** It is only close to what was typed: the card says so, and nobody else sees it. */
  readonly closest?: boolean;
  /** It answers a command for entries of another kind, which the card says. */
  readonly asked?: Item["kind"] | null;
}

export const openedCard = remembered(makeCard, ({ page = 1, closest = false, asked = null } = {}) =>
  [page, closest, asked].join(),
);

function makeCard(item: Item, { page: number = 1, closest = false, asked = null }: Opened = {}): Card {
  const { dossier } = item;
  // The article's own subject has no sentence: what there is to say of it is what the collection covers.
  if (sentencesOf(item).length === 0) return closest ? onlyClosest(aboutCard(dossier)) : aboutCard(dossier);
  const page = facePage(item, number);
  const to = (page: number): Opening => ({ type: "open", id: item.id, page, ...(closest && { closest }) });
  return card({
    id: item.id,
    blocks: [
      { type: "title", text: item.title },
      closest ? { type: "text", lines: [[say("closest")]] } : null,
      item.review === "draft" || page.items.some(isDraft) ? { type: "text", lines: [[say("draft")]] } : null,
      asked === null ? null : small([say("otherKind", asked, item.kind)]),
      // A banner leaves room for no more than the page.
      small(closest ? rangeLine(page) : contextOf(item, page)),
      ...bodyOf(item, page),
      sourceLine(dossier),
    ],
    select: selectOf([
      ...leadsTo(page.items, item),
      ...(item.kind === "question" ? item.seeAlso : []),
      ...(item.kind === "excerpt" ? [] : page.items),
    ]),
    buttons: [
      [
        ...turning(page, to),
        detailsButton(to(page.number)),
        ...pictureButtons(item, to(page.number)),
        ...(item.kind === "event" ? eventTimelineButton(item) : []),
      ],
    ],
    privateOnly: closest,
  });
}

/** Another card, under the same banner. */
function onlyClosest(card: Card): Card {
  const [title, ...rest] = card.blocks;
  const banner: Block = { type: "text", lines: [[say("closest")]] };
  return { ...card, blocks: [...(title === undefined ? [] : [title]), banner, ...rest], privateOnly: true };
}

/** Drafted by a program and read against the source by nobody. */
function isDraft({ review, claims }: Excerpt): boolean {
  return review === "draft" || claims.some((claim) => claim.review === "draft");
}

/** The sentences of an item: of places and actors first those that name it, then those that are read so. */
export function sentencesOf(item: Item): readonly Excerpt[] {
  switch (item.kind) {
    case "excerpt":
      return [item];
    case "place":
    case "actor":
      return [...item.excerpts.filter((each) => isNamedIn(item, each)), ...readIn(item)];
    default:
      return item.excerpts;
  }
}

type Named = Extract<Item, { kind: "place" | "actor" }>;

function isNamedIn({ mentions }: Named, excerpt: Excerpt): boolean {
  return mentions.some((mention) => mention.excerpt === excerpt && mention.basis === "named");
}

function readIn(item: Named): readonly Excerpt[] {
  return item.excerpts.filter((excerpt) => !isNamedIn(item, excerpt));
}

/** The part of its sentences that a page of an item's card shows. */
export function facePage(item: Item, number: number): Page<Excerpt> {
  if (item.kind === "question") return claimsPage(item, number);
  const size = item.kind === "event" ? { most: 3, budget: 1000 } : { most: 3, budget: 560 };
  return pageOf(sentencesOf(item), number, { ...size, cost: ({ exact }) => exact.length });
}

/** One small line that places what follows; none where there is one sentence. */
function contextOf(item: Item, page: Page<Excerpt>): Line {
  if (item.kind === "question") return claimsContext(item, page);
  const all = sentencesOf(item);
  if (all.length === 1 || item.kind === "event" || item.kind === "excerpt") return rangeLine(page);
  const meant = readIn(item).length;
  const named = all.length - meant;
  const held = item.dossier.excerpts.length;
  return joined([
    item.kind === "place" && item.placeTypeFrom === "text" ? [item.placeType] : [],
    [named === 0 ? say("meantIn", meant, held) : say("namedIn", named, held, meant)],
    rangeLine(page),
  ]);
}

function bodyOf(item: Item, page: Page<Excerpt>): (Block | null)[] {
  if (item.kind === "question") return claimList(item, page);
  const firstRead = item.kind === "place" || item.kind === "actor" ? readIn(item)[0] : undefined;
  const isAllRead = firstRead !== undefined && firstRead === sentencesOf(item)[0];
  return page.items.flatMap((excerpt): Block[] => [
    ...(excerpt === firstRead && !isAllRead
      ? [{ type: "text", lines: [[say("asWeReadThem")]] } as const]
      : []),
    sentence(excerpt, { of: item }),
  ]);
}

function pictureButtons(item: Item, of: Opening): Button[] {
  if ((item.kind === "place" || item.kind === "event") && hasMap(item)) return [mapButton(of)];
  if (item.kind !== "question" || figuresPicture(item, claimsOn(item, of.page)) === null) return [];
  return [pictureButton(of, say("picture"))];
}

/** The claims of a topic whose sentences a page shows. */
export function claimsOn(question: Question, page: number) {
  const { items } = claimsPage(question, page);
  return question.claims.filter(({ excerpt }) => items.includes(excerpt));
}
