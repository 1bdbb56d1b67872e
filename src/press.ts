/** What a press on a button, or a choice in a select, shows. The state is in the press itself. */
import { aboutCard, dossierOpened, listCard } from "./cards/about.ts";
import { actorCard } from "./cards/actor.ts";
import type { Action, Card, Pictured, Showing } from "./cards/card.ts";
import { eventCard } from "./cards/event.ts";
import { excerptCard, referenceCard } from "./cards/excerpt.ts";
import { figuresPicture } from "./cards/figures.ts";
import { dossierMap, eventMap, placeMap } from "./cards/maps.ts";
import { goneCard } from "./cards/notices.ts";
import { count } from "./cards/parts.ts";
import { type PictureBlock, withPicture } from "./cards/picture.ts";
import { placeCard } from "./cards/place.ts";
import { questionCard, statementPage } from "./cards/question.ts";
import { resultsCard, valueId, valueRanges } from "./cards/results.ts";
import { timelineCard, timelineFilterOf } from "./cards/timeline.ts";
import { timelinePicture } from "./cards/timeline-picture.ts";
import type { Catalogue, Change, Item } from "./dossier/catalogue.ts";

const showing: readonly Action["type"][] = [
  "open",
  "reference",
  "list",
  "timeline",
  "results",
  "about",
  "choose",
  "picture",
  "turn",
] satisfies readonly Showing["type"][];

export function isShowing(action: Action): action is Showing {
  return showing.includes(action.type);
}

export interface Press {
  readonly action: Showing;
  /** The values chosen in a select; empty for a button. */
  readonly chosen: readonly string[];
  /** The values of every option in the message's select: what a list of results carries from page to page. */
  readonly listed: readonly string[];
}

/** The card of a press; undefined where what it opened is no longer in any dossier. */
export function pressedCard({ action, chosen, listed }: Press, catalogue: Catalogue): Card | undefined {
  switch (action.type) {
    case "choose": {
      const id = valueId(chosen[0] ?? "");
      const item = catalogue.get(id);
      if (item) return itemCard(item, 1);
      const dossier = dossierOpened(id, catalogue.dossiers);
      return dossier ? aboutCard(dossier, catalogue.dossiers) : correctedCard(id, catalogue);
    }
    case "open": {
      const item = catalogue.get(action.id);
      return item ? itemCard(item, action.page) : correctedCard(action.id, catalogue);
    }
    case "picture": {
      const card = pressedCard({ action: action.of, chosen, listed }, catalogue);
      const block = card && pictureOf(action.of, catalogue);
      return card && block ? withPicture(card, block, action.of) : card;
    }
    case "turn":
      return pressedCard({ action: action.to, chosen, listed }, catalogue);
    case "reference": {
      const item = catalogue.get(action.id);
      return item?.kind === "excerpt" ? referenceCard(item) : correctedCard(action.id, catalogue);
    }
    case "results": {
      const found = listed.flatMap((value) => {
        const item = catalogue.get(valueId(value));
        return item ? [{ item, value }] : [];
      });
      const items = [...new Map(found.map((each) => [each.item.id, each])).values()];
      const results = items.flatMap(({ item, value }) =>
        item.kind === "excerpt" ? [{ excerpt: item, ranges: valueRanges(value, item.exact.length) }] : [],
      );
      const named = items.flatMap(({ item }) => (item.kind === "excerpt" ? [] : [item]));
      return resultsCard(results, named, action.page) ?? undefined;
    }
    case "list":
    case "about":
    case "timeline": {
      const dossier = catalogue.dossiers.find(({ id }) => id === action.dossier);
      if (dossier === undefined) return undefined;
      if (action.type === "list") return listCard(dossier, action.kind, action.page);
      if (action.type === "about") return aboutCard(dossier, catalogue.dossiers);
      const filter = timelineFilterOf(dossier, action);
      return filter && timelineCard(dossier, filter, action.page);
    }
  }
}

/** The picture that belongs to a card; null where it has none, or has none any more. */
function pictureOf(of: Pictured, catalogue: Catalogue): PictureBlock | null {
  if (of.type === "open") {
    const item = catalogue.get(of.id);
    switch (item?.kind) {
      case "place":
        return placeMap(item);
      case "event":
        return eventMap(item);
      case "question":
        return figuresPicture(item, statementPage(item, of.page).items);
      default:
        return null;
    }
  }
  const dossier = catalogue.dossiers.find(({ id }) => id === of.dossier);
  if (dossier === undefined) return null;
  if (of.type !== "timeline") return dossierMap(dossier);
  const filter = timelineFilterOf(dossier, of);
  return filter ? timelinePicture(dossier, filter, of.page) : null;
}

/** What a card shown before the source was read again still leads to, if that is gone. */
function correctedCard(id: string, catalogue: Catalogue): Card | undefined {
  const gone = catalogue.gone(id);
  return gone && goneCard(gone.change.excerpt, gone.change.on, gone.dossier);
}

/** The card, and above it what was corrected since the message was made that led to it. */
export function withCorrections(card: Card, corrected: readonly Change[]): Card {
  const [first, ...more] = corrected;
  if (first === undefined || card.privateOnly) return card;
  const sentences =
    more.length === 0
      ? `${first.excerpt} was corrected, on ${first.on}`
      : `${first.excerpt} and ${count(more.length, "other sentence")} were corrected`;
  const line = [`The card you pressed was made before ${sentences}.`];
  return { ...card, blocks: [{ type: "notice", strong: "Corrected since.", line }, ...card.blocks] };
}

function itemCard(item: Item, page: number): Card {
  switch (item.kind) {
    case "event":
      return eventCard(item, page);
    case "place":
      return placeCard(item, page);
    case "actor":
      return actorCard(item, page);
    case "question":
      return questionCard(item, page);
    case "excerpt":
      return excerptCard(item);
  }
}
