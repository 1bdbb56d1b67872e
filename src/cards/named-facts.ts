/** What stands behind a place or an actor: where it is, and in which sentences it stands as what. */
import type { Actor, ActorMention, Excerpt, Place, PlaceMention } from "../dossier/catalogue.ts";
import { type MessageKey, say } from "../messages/message.ts";
import type { Fact, Line } from "./card.ts";
import { fact, listOf, placeRoles, quotedIn } from "./facts.ts";
import { pointOf } from "./maps.ts";

type Mention = PlaceMention | ActorMention;

export function namedFacts(item: Place | Actor): Fact[] {
  const own = item.kind === "place" ? placeFacts(item) : [];
  if (item.excerpts.length === 1) return own;
  const mentions: readonly Mention[] = item.mentions;
  const named = mentions.filter(({ basis }) => basis === "named");
  const read = mentions.filter(({ basis }) => basis !== "named");
  const titles = [...new Set(named.flatMap(({ excerpt }) => partnersIn(excerpt, item)))];
  return [
    ...own,
    ...fact(say("bySentence"), byStanding(named)),
    ...fact(
      say("asWeReadThem"),
      read.map(({ excerpt, words }): Line => [`${excerpt.id} `, ...quotedIn(words, excerpt)]),
    ),
    ...(titles.length === 0 ? [] : [{ label: say("sameSentences"), value: [say("titles", titles)] }]),
  ];
}

/** Of a place who is named beside it, of an actor where. */
function partnersIn({ actors, places }: Excerpt, { kind }: Place | Actor): string[] {
  return kind === "place"
    ? actors.filter(({ role }) => role !== "saidBy").map(({ actor }) => actor.title)
    : places.map(({ place }) => place.title);
}

/** The sentences of each standing: what it does, what is done to it, where it was. */
function byStanding(mentions: readonly Mention[]): Line[] {
  const groups = Map.groupBy(mentions, (mention) => standingOf(mention));
  return [...groups].map(([standing, group]): Line => {
    const ids = group.map(
      (mention): Line => [
        mention.excerpt.id,
        ...("place" in mention && mention.of !== null ? [" (", say("ofPart", mention.of), ")"] : []),
        ...(isReported(mention) ? [" (", say("asReported"), ")"] : []),
      ],
    );
    return [say("standing", [say(standing as "roleSite")], listOf(ids))];
  });
}

const actorRoles = Object.freeze({
  doing: "actorDoing",
  affected: "actorAffected",
  saidBy: "actorSaidBy",
  mentioned: "actorMentioned",
} as const);

function standingOf(mention: Mention): MessageKey {
  if ("place" in mention) return placeRoles[mention.role];
  const { role, excerpt, actor } = mention;
  const claims = excerpt.claims.filter(({ claimant }) => claimant?.actor === actor);
  const isAttributed = claims.length > 0 && claims.every(({ attributed }) => attributed);
  return role === "saidBy" && isAttributed ? "actorAttributed" : actorRoles[role];
}

/** Whether a speaker, or hearsay, says what an actor does or has done to it. */
function isReported(mention: Mention): boolean {
  if ("place" in mention || mention.role === "saidBy" || mention.role === "mentioned") return false;
  const { claims } = mention.excerpt;
  return claims.some(({ claimant, verbOfSaying }) => claimant !== null || verbOfSaying !== null);
}

function placeFacts(place: Place): Fact[] {
  const { placeType, placeTypeFrom, region, within, withinFrom, precisionKm, coordinates } = place;
  const point = pointOf(place);
  const inside = [
    ...(placeTypeFrom === "text" ? [[placeType]] : []),
    ...(within === null || withinFrom === "outside"
      ? []
      : [[say(withinFrom === "text" ? "withinText" : "withinReading", within.title)]]),
  ];
  const outside = [
    ...(placeTypeFrom === "text" ? [] : [[placeType]]),
    ...(region === null ? [] : [[say("inRegion", region)]]),
    ...(within === null || withinFrom !== "outside" ? [] : [[say("withinText", within.title)]]),
  ];
  const kind = [...inside, ...(outside.length === 0 ? [] : [[say("fromOutside", listOf(outside))]])];
  const degrees = (value: number, [plus, minus]: readonly [string, string]) =>
    `${Math.abs(value).toFixed(2)} ${value < 0 ? minus : plus}`;
  const sources = [...new Set(coordinates.map(({ source }) => source))];
  return [
    { label: say("kind"), value: listOf(kind) },
    {
      label: say("points"),
      value:
        point === null
          ? [say("noPoint")]
          : [
              say("point", {
                north: degrees(point.latitude, ["N", "S"]),
                east: degrees(point.longitude, ["E", "W"]),
                km: precisionKm,
                sources,
              }),
            ],
    },
  ];
}
