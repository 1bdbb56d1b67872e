/** What stands behind a sentence, in the order in which people ask for it: for Details. */
import type { Claim, Excerpt, Item } from "../dossier/catalogue.ts";
import type { DateData } from "../dossier/schema.ts";
import { listed, type Words } from "../messages/line.ts";
import { say } from "../messages/message.ts";
import type { Fact, Line } from "./card.ts";
import { isOneDay } from "./dates.ts";
import { pointOf } from "./maps.ts";
import { firstOfEach } from "./parts.ts";
import { datesOf, isHidden } from "./sentence.ts";

export function factsOf(excerpt: Excerpt, of: Item | undefined): Fact[] {
  const { claims, chargedWords } = excerpt;
  const words = (each: string) => quotedIn(each, excerpt);
  const when = whenFacts(excerpt);
  const where = whereLines(excerpt);
  const figures = claims.flatMap(({ quantity }): Line[] =>
    quantity === null ? [] : [[say("figureCounts", words(quantity.words), words(quantity.verb))]],
  );
  const hedges = claims.flatMap(({ hedges }) =>
    hedges.map(({ words: hedge, of }): Line => [say("hedgeScope", words(hedge), of)]),
  );
  const isSaid = { when: when.length > 0, where: where.length > 0 };
  return [
    ...(when.length > 0 ? when : [{ label: say("when"), value: [say("notSaid")] }]),
    { label: say("where"), value: where.length > 0 ? listOf(where, "; ") : [say("notSaid")] },
    ...fact(say("howSaid"), manners(excerpt)),
    ...fact(say("figures"), unique(figures)),
    { label: say("sameSentence"), value: othersLine(excerpt) },
    { label: say("notes"), value: notesLine(excerpt) },
    ...leaning(excerpt),
    ...fact(say("hedges"), unique(hedges)),
    ...fact(say("open"), openLines(excerpt, isSaid)),
    ...fact(say("wording"), inOrder(chargedWords, excerpt).map(words)),
    ...fact(say("otherRevision"), otherRevision(excerpt)),
    ...(of?.kind === "place" ? [] : fact(say("points"), points(excerpt))),
  ];
}

export function fact(label: Words, lines: readonly Line[]): Fact[] {
  return lines.length === 0 ? [] : [{ label, value: listOf(lines, "; ") }];
}

export function listOf(lines: readonly Line[], between = ", "): Line {
  return listed(
    lines.filter((line) => line.length > 0),
    between,
  );
}

function unique(lines: readonly Line[]): Line[] {
  return firstOfEach(lines, JSON.stringify);
}

/** Words of the sentence; behind a spoiler where they are among what its own is for. */
export function quotedIn(words: string, excerpt: Excerpt): Line {
  return isHidden(words, excerpt) ? [{ veiled: [{ quoted: words }] }] : [{ quoted: words }];
}

/** Words in the order in which they stand in the sentence. */
function inOrder(words: readonly string[], { exact }: Excerpt): string[] {
  return words.toSorted((one, other) => exact.indexOf(one) - exact.indexOf(other));
}

/** When it happened and when it was reported, apart; none where the sentence has no date. */
function whenFacts(excerpt: Excerpt): Fact[] {
  const dates = datesOf(excerpt);
  const came = dates.filter(({ is }) => is === "report" || is === "release");
  const happened = dates.filter((date) => !came.includes(date));
  const lines = (of: readonly DateData[]) => of.map((date) => dateLine(date, excerpt));
  if (dates.length === 0) return [];
  return [
    {
      label: say("happened"),
      value: happened.length === 0 ? [say("notSaid")] : listOf(lines(happened), "; "),
    },
    ...fact(say("reported"), lines(came)),
  ];
}

function dateLine({ words, of, is, year, edtf }: DateData, excerpt: Excerpt): Line {
  const what =
    is === "report"
      ? say("ofReport", isOneDay(edtf))
      : is === "release"
        ? say("ofRelease")
        : say("ofThing", of);
  const missing = is === "relative" ? "day" : year === "notStated" && edtf === null ? "year" : null;
  return [
    say("dateInDetails", quotedIn(words, excerpt), [what], year === "fromTitle" ? "fromTitle" : missing),
  ];
}

export const placeRoles = Object.freeze({
  site: "roleSite",
  bearing: "roleBearing",
  contrast: "roleContrast",
  workplace: "roleWorkplace",
  speakers: "roleSpeakers",
  body: "roleBody",
  name: "roleName",
  mentioned: "roleMentioned",
} as const);

/** The places that the sentence speaks of, in its own words and order, as what each stands there and how that is known. */
function whereLines(excerpt: Excerpt): Line[] {
  const { places, claims } = excerpt;
  const others = claims
    .flatMap(({ where }) => where)
    .filter((words) => !places.some((mention) => words.includes(mention.words)));
  return inOrder([...new Set([...places.map(({ words }) => words), ...others])], excerpt).flatMap((words) => {
    const mentions = places.filter((mention) => mention.words === words);
    return mentions.length === 0
      ? [quotedIn(words, excerpt)]
      : mentions.map((each) => whereLine(each, excerpt));
  });
}

function whereLine({ words, place, basis, role, of }: Excerpt["places"][number], excerpt: Excerpt): Line {
  const standing = listOf([
    role === "site" ? [] : role === "body" ? [{ veiled: [say("roleBody")] }] : [say(placeRoles[role])],
    of === null ? [] : [say("ofPart", of)],
    basisLine(basis, place, excerpt),
  ]);
  const said = quotedIn(words, excerpt);
  if (basis !== "named") return [say("placeInDetails", said, place.title, standing)];
  return [...said, ...(standing.length === 0 ? [] : [" (", ...standing, ")"])];
}

/** How it is known what a word means; the neighbour that it is clear from is known from another revision alone. */
function basisLine(basis: string, place: Item, excerpt: Excerpt): Line {
  const asOf = excerpt.dossier.source.compared?.asOf ?? null;
  switch (basis) {
    case "named":
      return [];
    case "article":
      return [say("basisArticle")];
    case "neighbour": {
      const { next, follows } = excerpt;
      const beside = [follows?.excerpt, next?.follows?.excerpt === excerpt ? next : undefined];
      const naming = beside.find((each) =>
        each?.places.some((mention) => mention.place === place && mention.basis === "named"),
      );
      return naming === undefined ? [say("basisBeside")] : [say("basisNeighbour", naming.id, asOf)];
    }
    default:
      return [say("basisReading")];
  }
}

/** Of several speakers each with its verb: the line below the sentence has their figures. */
function manners({ claims }: Excerpt): Line[] {
  const named = claims.filter(({ claimant }) => claimant !== null);
  const groups = Map.groupBy(named, ({ claimant }) => claimant?.words ?? "");
  if (groups.size < 2) return [];
  return [...groups].flatMap(([words, [first]]): Line[] =>
    first?.verbOfSaying ? [[{ quoted: words }, " (", { quoted: first.verbOfSaying }, ")"]] : [],
  );
}

/** Who else is named in the sentence: with what a word means beyond itself, as we read it. */
function othersLine(excerpt: Excerpt): Line {
  const parties = excerpt.actors.filter(({ role }) => role !== "saidBy");
  const words = [...parties.map(({ words }) => words), ...excerpt.alsoNamed];
  if (words.length === 0) return [say("nobodyElse")];
  return listOf(
    inOrder([...new Set(words)], excerpt).flatMap((each): Line[] => {
      const said = quotedIn(each, excerpt);
      const read = parties.filter(({ words, basis }) => words === each && basis !== "named");
      return read.length === 0 ? [said] : read.map(({ actor }): Line => [say("readAs", said, actor.title)]);
    }),
  );
}

/** Notes of the article by where they stand; what they point to is shown only where somebody read it. */
function notesLine(excerpt: Excerpt): Line {
  const { footnotes, footnotesByAdjacency: adjacent, endNotesMissing, dossier } = excerpt;
  const asOf = dossier.source.compared?.asOf ?? null;
  const checkedOf = (number: number) => dossier.footnotes.get(number)?.checked ?? null;
  const unread = Map.groupBy(
    footnotes.filter(({ number }) => checkedOf(number) === null),
    ({ after }) => after,
  );
  const lines: Line[] = [
    ...[...unread].map(([after, group]): Line => {
      const numbers = group.map(({ number }) => number);
      return [say("noteAfter", numbers, quotedIn(after, excerpt))];
    }),
    ...footnotes.flatMap(({ number, after }): Line[] => {
      const checked = checkedOf(number);
      if (checked === null) return [];
      return [[say("noteRead", number, quotedIn(after, excerpt), checked.title, checked.by, checked.on)]];
    }),
    ...(adjacent === null ? [] : [[say("noteByAdjacency", adjacent.numbers, asOf)]]),
    ...(endNotesMissing ? [[say("endNotesMissing")]] : []),
  ];
  return lines.length === 0 ? [say("noNotes")] : listOf(lines, "; ");
}

/** What the opening words lean on, and how that is known. */
function leaning({ opensWith, follows, dossier }: Excerpt): Fact[] {
  const asOf = dossier.source.compared?.asOf ?? null;
  const before = follows?.excerpt.id ?? null;
  if (opensWith === null) {
    return before === null ? [] : fact(say("standsBefore"), [[say("beforeIt", before, asOf)]]);
  }
  const { words, refersTo } = opensWith;
  if (refersTo !== null) {
    return fact(say("continues"), [
      [say("continuesFrom", words, refersTo.id, follows?.excerpt === refersTo ? asOf : null)],
    ]);
  }
  return fact(say("continues"), [
    [before === null ? say("continuesFromMissing", words) : say("continuesAfter", words, before, asOf)],
  ]);
}

/** What all claims leave open, and of those with figures what one alone does; what the facts above say is left out. */
function openLines({ claims }: Excerpt, isSaid: { readonly when: boolean; readonly where: boolean }): Line[] {
  const told = (what: string) => (what === "when" && !isSaid.when) || (what === "where" && !isSaid.where);
  const openOf = ({ leavesOpen }: Claim) => leavesOpen.filter((what) => !told(what));
  const all = [...new Set(claims.flatMap(openOf))];
  const isOf = (claim: Claim, what: string) => claim.quantity === null || claim.leavesOpen.includes(what);
  const common = all.filter((what) => claims.every((claim) => isOf(claim, what)));
  const own = claims.flatMap((claim): Line[] => {
    const rest = openOf(claim).filter((what) => !common.includes(what));
    return rest.length === 0 || claim.quantity === null ? [] : [[say("openOf", claim.quantity.words, rest)]];
  });
  return [...(common.length === 0 ? [] : [[common.join(", ")]]), ...unique(own)];
}

function otherRevision({ elsewhere, id, dossier }: Excerpt): Line[] {
  const asOf = dossier.source.compared?.asOf;
  const change = dossier.changes.findLast(({ excerpt, what }) => excerpt === id && what === "changed");
  return [
    ...(elsewhere === null || asOf === undefined
      ? []
      : [[say(elsewhere === "reworded" ? "rewordedIn" : "missingIn", asOf)]]),
    ...(change === undefined ? [] : [[say("correctedOn", change.on, change.version)]]),
  ];
}

/** How exact the points are of the places where something was. */
function points({ places }: Excerpt): Line[] {
  return unique(
    places.flatMap(({ place, role }): Line[] =>
      role === "site" && place.precisionKm !== null && pointOf(place) !== null
        ? [[say("pointOnly", place.title, place.precisionKm)]]
        : [],
    ),
  );
}

/** The collection's notes on entries, and on the claims of a sentence, each once. */
export function notesFact(items: readonly Item[], excerpt?: Excerpt): Fact[] {
  const claims = excerpt?.claims ?? [];
  const notes = [
    ...claims.map(({ note }) => note),
    ...items.map((item) => (item.kind === "excerpt" ? null : item.note)),
  ].filter((note) => note !== null);
  return notes.length === 0 ? [] : [{ label: say("ourNotes"), value: [[...new Set(notes)].join(" ")] }];
}
