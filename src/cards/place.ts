import type { Excerpt, Place, PlaceMention } from "../dossier/catalogue.ts";
import type { Card, Line } from "./card.ts";
import { hasMap } from "./maps.ts";
import { type Page, pageOf, rangeOf } from "./pages.ts";
import {
  card,
  draftLines,
  fromGazetteers,
  fromReading,
  holding,
  isReading,
  joined,
  leadsTo,
  noteLine,
  openButton,
  quotation,
  readingCost,
  rule,
  selectOf,
  sourceLines,
  turning,
} from "./parts.ts";
import { mapButton } from "./picture.ts";
import { remembered } from "./remembered.ts";
import { timelineButton } from "./timeline.ts";

/** Why this card and not another: the name that matched, and the next nearest entry. */
export interface Match {
  readonly name: string | null;
  readonly notThis: Place | null;
}

/** Where a place is, and every sentence that bears on it, in the order of the source. */
export const placeCard = remembered(makeCard, (pageNumber = 1, { name = null, notThis = null } = {}) =>
  [pageNumber, notThis?.id, name].join(),
);

function makeCard(place: Place, pageNumber = 1, { name = null, notThis = null }: Partial<Match> = {}): Card {
  const { dossier } = place;
  const page = pageOf(place.excerpts, pageNumber, { most: 5, budget: 800, cost: readingCost });
  const mentionsOf = (id: string) => place.mentions.filter((mention) => mention.excerpt.id === id);
  const marks = [
    ...(place.coordinates.length > 0 || place.region !== null ? [fromGazetteers] : []),
    ...(place.mentions.some(isReading) ? [fromReading] : []),
  ];
  return card({
    id: place.id,
    blocks: [
      {
        type: "title",
        text: place.title,
        lines: [...matchedLines(place, name), whereLine(place), ...draftLines(place)],
      },
      { type: "text", lines: [heldLine(place, page)] },
      ...page.items.map((excerpt) =>
        quotation(excerpt, {
          notes: mentionsOf(excerpt.id)
            .map((mention) => mentionLine(mention))
            .filter((line) => line.length > 0),
        }),
      ),
      rule,
      noteLine(place),
      sourceLines(dossier, place.note === null ? marks : [...marks, fromReading]),
    ],
    select: selectOf([
      ...place.excerpts,
      ...(place.within ? [place.within] : []),
      ...place.contains,
      ...place.events,
      ...leadsTo(page.items, place),
    ]),
    buttons: [
      [
        ...turning(page, (number) => ({ type: "open", id: place.id, page: number })),
        timelineButton(dossier, { place }),
        ...(hasMap(place) ? [mapButton({ type: "open", id: place.id, page: page.number })] : []),
      ],
      notThis === null ? [] : [openButton(notThis, `Not this: ${notThis.title}`)],
    ],
  });
}

function matchedLines(place: Place, matched: string | null): Line[] {
  if (matched === null || matched === place.title) return [];
  const arabic = place.names.find((name) => /\p{Script=Arabic}/u.test(name));
  const also: Line = arabic === undefined || arabic === matched ? [] : [" · ", { name: arabic }];
  return [["matched: ", { name: matched }, ...also]];
}

function whereLine(place: Place): Line {
  const region: Line = place.region === null ? [] : [`${place.region} ${fromGazetteers}`];
  const within: Line = place.within === null ? [] : [`within: ${place.within.title}`];
  return joined([[place.placeType], region, within, pointLine(place)]);
}

/** The middle of what the gazetteers give, to two decimals (about a kilometre), and how far they disagree. */
function pointLine({ coordinates, precisionKm }: Place): Line {
  if (coordinates.length === 0) return ["location unknown"];
  const middle = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  const latitude = middle(coordinates.map((point) => point.latitude));
  const longitude = middle(coordinates.map((point) => point.longitude));
  const north = `${Math.abs(latitude).toFixed(2)} ${latitude < 0 ? "S" : "N"}`;
  const east = `${Math.abs(longitude).toFixed(2)} ${longitude < 0 ? "W" : "E"}`;
  const within = precisionKm === null ? "" : `, within ${precisionKm} km`;
  return [`about ${north}, ${east}${within} ${fromGazetteers}`];
}

/** In how many sentences it is named, and in how many more it is read to be meant. */
function heldLine(place: Place, page: Page<Excerpt>): Line {
  const named = new Set(
    place.mentions.filter((mention) => !isReading(mention)).map(({ excerpt }) => excerpt),
  );
  const meant = place.excerpts.length - named.size;
  const also = meant === 0 ? "" : `; meant, not named, in ${meant} more ${fromReading}`;
  const shown = rangeOf(page, place.excerpts.length);
  return [
    { strong: `Named in ${named.size} of ${holding(place.dossier)}` },
    place.excerpts.length === 1 ? `${also}:` : `${also}. Order of the source${shown && `, ${shown}`}:`,
  ];
}

const bases = Object.freeze({
  neighbour: "clear from the neighbouring sentence",
  article: "known only from the fuller article",
  reading: "the dossier’s reading",
});

/** What a sentence has to do with the place, where that is not plain. */
function mentionLine({ words, basis, role, place }: PlaceMention): Line {
  const meant: Line =
    basis === "named" ? [] : [{ quoted: words }, `: ${place.title}, ${bases[basis]} ${fromReading}`];
  const standing: Line = role === "site" ? [] : [`${place.title} as ${role}, not as the site`];
  return joined([meant, standing]);
}
