/** From a press that shows something to the card it shows. */
import { aboutCard, dossierOpened, listCard } from "./cards/about.ts";
import type { Action, Card, Detailed, Paged, Pictured, Showing } from "./cards/card.ts";
import { copyCard } from "./cards/copy.ts";
import { itemDetails, sentencesDetails, sourcesCard, timelineDetails } from "./cards/details.ts";
import { figuresPicture } from "./cards/figures.ts";
import { dossierMap, eventMap, placeMap } from "./cards/maps.ts";
import { goneCard } from "./cards/notices.ts";
import { claimsOn, openedCard, sentencesOf } from "./cards/open.ts";
import { backButton, optionOf, selectFrom } from "./cards/parts.ts";
import { type PictureBlock, withPicture } from "./cards/picture.ts";
import { type Results, resultsCard, resultsOn, valueAsked, valueId, valueRanges } from "./cards/results.ts";
import { timelineCard, timelineFilterOf } from "./cards/timeline.ts";
import { timelinePicture } from "./cards/timeline-picture.ts";
import type { Catalogue, Change } from "./dossier/catalogue.ts";
import { say } from "./messages/message.ts";

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
  "back",
  "details",
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

/** The card of a press; undefined where what it opened is no longer in any collection. */
export function pressedCard({ action, chosen, listed }: Press, catalogue: Catalogue): Card | undefined {
  const dossierOf = (id: string) => catalogue.dossiers.find((dossier) => dossier.id === id);
  switch (action.type) {
    case "choose": {
      const [value = ""] = chosen;
      const id = valueId(value);
      const item = catalogue.get(id);
      if (item) return openedCard(item);
      const dossier = dossierOpened(id, catalogue.dossiers);
      return dossier ? aboutCard(dossier, catalogue.dossiers) : correctedCard(id, catalogue);
    }
    case "open": {
      const item = catalogue.get(action.id);
      const { page, closest = false } = action;
      return item ? openedCard(item, { page, closest }) : correctedCard(action.id, catalogue);
    }
    case "picture": {
      const card = pressedCard({ action: action.of, chosen, listed }, catalogue);
      const block = card && pictureOf(action.of, catalogue);
      return card && block ? withPicture(card, block, action.of) : card;
    }
    case "turn":
    case "back":
      return pressedCard({ action: action.to, chosen, listed }, catalogue);
    case "details":
      return detailsCard(action.of, listed, catalogue);
    case "reference": {
      const item = catalogue.get(action.id);
      return item ? copyCard(item) : correctedCard(action.id, catalogue);
    }
    case "results":
      return resultsCard(resultsIn(listed, catalogue), action.page) ?? undefined;
    case "list": {
      const dossier = dossierOf(action.dossier);
      return dossier && listCard(dossier, action.kind, action.page);
    }
    case "about": {
      const dossier = dossierOf(action.dossier);
      return dossier && aboutCard(dossier, catalogue.dossiers);
    }
    case "timeline": {
      const dossier = dossierOf(action.dossier);
      const filter = dossier && timelineFilterOf(dossier, action);
      return filter && timelineCard(dossier, filter, action.page);
    }
  }
}

function detailsCard(of: Detailed, listed: readonly string[], catalogue: Catalogue): Card | undefined {
  switch (of.type) {
    case "open": {
      const item = catalogue.get(of.id);
      return item ? itemDetails(item, of) : correctedCard(of.id, catalogue);
    }
    case "results": {
      const results = resultsIn(listed, catalogue);
      const card = resultsCard(results, of.page);
      const excerpts = resultsOn(results, of.page).map(({ excerpt }) => excerpt);
      return card === null || card.id === null
        ? undefined
        : sentencesDetails(excerpts, {
            id: card.id,
            title: say("detailsOfResults"),
            back: of,
            select: card.select,
          });
    }
    case "message": {
      const topics = listed.slice(0, of.shown).flatMap((value) => catalogue.get(valueId(value)) ?? []);
      const [first] = topics;
      const excerpts = [...new Set(topics.flatMap(sentencesOf))];
      return first === undefined
        ? undefined
        : sentencesDetails(excerpts, {
            id: `${first.dossier.id}/message`,
            title: say("detailsOfMessage"),
            back: null,
            select: selectFrom([...topics, ...excerpts].map((item) => optionOf(item))),
          });
    }
    default: {
      const dossier = catalogue.dossiers.find(({ id }) => id === of.dossier);
      const face = pressedCard({ action: of, chosen: [], listed }, catalogue);
      if (dossier === undefined || face === undefined || face.id === null) return undefined;
      const card = of.type === "timeline" ? timelineDetails : sourcesCard;
      return card(dossier, { id: face.id, back: of });
    }
  }
}

/** What a select carries from page to page. */
function resultsIn(listed: readonly string[], catalogue: Catalogue): Results {
  const held = listed.flatMap((value) => {
    const item = catalogue.get(valueId(value));
    return item ? [{ item, value }] : [];
  });
  const items = [...new Map(held.map((each) => [each.item.id, each])).values()];
  return {
    found: items.flatMap(({ item, value }) =>
      item.kind === "excerpt" ? [{ excerpt: item, ranges: valueRanges(value, item.exact.length) }] : [],
    ),
    named: items.flatMap(({ item }) => (item.kind === "excerpt" ? [] : [item])),
    asked: valueAsked(listed[0] ?? ""),
  };
}

/** The card that took another's place in a message, with the way back to that. */
export function withBack(card: Card, to: Paged | null): Card {
  if (to === null) return card;
  const [row = [], ...rows] = card.buttons;
  return { ...card, buttons: [[backButton(to), ...row], ...rows] };
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
        return figuresPicture(item, claimsOn(item, of.page));
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
  const line = [say("corrected", first.excerpt, first.on, more.length)];
  return { ...card, blocks: [{ type: "text", lines: [line] }, ...card.blocks] };
}
