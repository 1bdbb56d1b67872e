import type { Event, Excerpt, PlaceMention } from "../dossier/catalogue.ts";
import { aboutCard } from "./about.ts";
import type { Card, Fact, Line } from "./card.ts";
import { dateLine } from "./dates.ts";
import { hasMap } from "./maps.ts";
import { pageOf, rangeOf } from "./pages.ts";
import {
  card,
  draftLines,
  firstOf,
  footnotesLine,
  fromGazetteers,
  fromReading,
  isReading,
  joined,
  leadsTo,
  neighbours,
  neighboursNote,
  openButton,
  quotation,
  readingCost,
  rule,
  saidBy,
  selectOf,
  sourceLines,
  statementsButton,
  turning,
} from "./parts.ts";
import { mapButton } from "./picture.ts";
import { oneSidedNotice } from "./question.ts";
import { remembered } from "./remembered.ts";
import { eventTimelineButton } from "./timeline.ts";

/**
 * When, where and who says it, then the whole sentences, which begin within a phone's first lines; below them who
 * is named in them, and how exact a point is.
 */
export const eventCard = remembered(makeCard);

function makeCard(event: Event, pageNumber = 1): Card {
  const { dossier } = event;
  // The article's own subject has no sentence: what there is to say of it is what the dossier covers.
  if (event.excerpts.length === 0) return aboutCard(dossier);
  const page = pageOf(event.excerpts, pageNumber, { most: 3, budget: 1000, cost: readingCost });
  const shown = rangeOf(page, event.excerpts.length);
  const sites = page.items.flatMap((excerpt) =>
    excerpt.places.filter(({ place }) => event.places.includes(place)),
  );
  const points = pointsLine(sites);
  const marks = [
    ...(points.length > 0 ? [fromGazetteers] : []),
    ...(sites.some(isReading) || page.items.some((excerpt) => excerpt.actors.some(isReading))
      ? [fromReading]
      : []),
  ];
  const facts: Fact[] = [
    {
      label: "Happened",
      value: [...dateLine(event.happened), " · ", { strong: "Reported:" }, " ", ...dateLine(event.reported)],
    },
    { label: "Where", value: placesLine(sites) },
    { label: "Said by", value: saidBy(page.items.flatMap((excerpt) => excerpt.claims)) },
  ];
  const questions = event.excerpts.flatMap(({ claims }) => claims.flatMap(({ question }) => question ?? []));
  const unique = [...new Set(questions)];
  const notice =
    unique.length > 0 && event.eventType === "statement" && unique.every((question) => question.oneSided)
      ? oneSidedNotice(unique)
      : null;
  const [only, another] = page.items;
  const sole = another === undefined ? only : undefined;
  return card({
    id: event.id,
    blocks: [
      {
        type: "title",
        text: event.title,
        lines: [...(shown === "" ? [] : [[`Sentences ${shown}`]]), ...draftLines(event)],
      },
      notice,
      { type: "facts", facts },
      rule,
      ...page.items.map((excerpt) =>
        quotation(excerpt, sole ? { said: true, notes: [footnotesLine(excerpt)] } : {}),
      ),
      rule,
      {
        type: "facts",
        facts: [
          { label: "As named", value: partiesLine(page.items) },
          ...(points.length === 0 ? [] : [{ label: "Points", value: points }]),
        ],
      },
      ...(sole ? [{ type: "small", lines: [[neighboursNote]] } as const] : []),
      sourceLines(dossier, marks),
    ],
    select: selectOf(leadsTo(event.excerpts, event)),
    buttons: [
      [
        ...turning(page, (number) => ({ type: "open", id: event.id, page: number })),
        ...statementsButton(unique),
        ...(sole ? [openButton(sole, `Cite ${sole.id}`)] : []),
        ...eventTimelineButton(event),
      ],
      [
        ...(hasMap(event) ? [mapButton({ type: "open", id: event.id, page: page.number })] : []),
        ...(sole ? neighbours(sole) : []),
      ],
    ],
  });
}

/** Each site by the excerpt's own words. */
function placesLine(sites: readonly PlaceMention[]): Line {
  if (sites.length === 0) return ["not said"];
  return firstOf(
    [...onePerPlace(sites)].map(({ words, place, basis, role }): Line => {
      const reading = basis === "named" ? "" : ` (${place.title} ${fromReading})`;
      const bearing = role === "site" ? "" : ` (${role})`;
      return [{ quoted: words }, reading, bearing];
    }),
  );
}

/** Within how far the gazetteers' point of each site is. */
function pointsLine(sites: readonly PlaceMention[]): Line {
  return joined(
    [...onePerPlace(sites)].flatMap(({ place: { title, coordinates, precisionKm } }): Line[] =>
      coordinates.length === 0 || precisionKm === null
        ? []
        : [[`${title} within ${precisionKm} km ${fromGazetteers}`]],
    ),
    ", ",
  );
}

function onePerPlace(sites: readonly PlaceMention[]): Iterable<PlaceMention> {
  return new Map(sites.map((site) => [site.place.id, site])).values();
}

const roleNames = Object.freeze({
  doing: "doing",
  affected: "affected",
  saidBy: "said by",
  mentioned: "mentioned",
});

/** Who stands in the sentences, by their own words and by what they stand as there, in the order of the source. */
function partiesLine(excerpts: readonly Excerpt[]): Line {
  const mentions = excerpts.flatMap(({ exact, actors }) =>
    actors.toSorted((one, other) => exact.indexOf(one.words) - exact.indexOf(other.words)),
  );
  if (mentions.length === 0) return ["nobody"];
  const lines = Object.entries(roleNames).flatMap(([role, name]): Line[] => {
    const inRole = mentions.filter((mention) => mention.role === role && role !== "saidBy");
    if (inRole.length === 0) return [];
    const parties = inRole.map(
      ({ words, basis }): Line => [{ quoted: words }, basis === "named" ? "" : ` ${fromReading}`],
    );
    return [[...firstOf(parties), ` (${name})`]];
  });
  return lines.length === 0 ? ["only who says it"] : joined(lines, "; ");
}
