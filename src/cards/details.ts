/** How we know what a card says: what leaves a face stands here. */
import type { ActorMention, Dossier, Excerpt, Item, Place, PlaceMention } from "../dossier/catalogue.ts";
import type { DateData } from "../dossier/schema.ts";
import type { Words } from "../messages/line.ts";
import { say } from "../messages/message.ts";
import { articleUrl } from "./article-url.ts";
import type { Block, Button, Card, Fact, Line, Paged, Select, SelectOption } from "./card.ts";
import { hasMap, pointOf } from "./maps.ts";
import { facePage, sentencesOf } from "./open.ts";
import { backButton, card, joined, leadsTo, optionOf, rule, selectFrom, small, sourceLine } from "./parts.ts";
import { mapButton } from "./picture.ts";
import { lengthOf, mostCharacters } from "./room.ts";
import { datesOf, isDay, isHidden, sentence } from "./sentence.ts";
import { timelineButton } from "./timeline.ts";

/** Of an entry or a sentence: of one sentence all that is known of it, of several what is of the entry, then each. */
export function itemDetails(
  item: Item,
  { number, of }: { readonly number: number; readonly of: Paged },
): Card {
  const { dossier } = item;
  const page = facePage(item, number);
  const [only, another] = sentencesOf(item);
  const sole = another === undefined ? only : undefined;
  const isNamed = item.kind === "place" || item.kind === "actor";
  const facts = isNamed ? [...namedFacts(item), ...notesFact([item])] : [];
  return card({
    id: item.id,
    blocks: [
      { type: "title", text: say("detailsOf", item.title) },
      ...(sole !== undefined || !isNamed
        ? sections(page.items, {
            of: item,
            beside: [{ type: "facts", facts }],
            around: isNamed ? [] : [item],
          })
        : []),
      ...(facts.length === 0 ? [] : [rule, { type: "facts", facts } as const]),
      sole === undefined ? null : small([say("linkNote")]),
      sourceLine(dossier),
    ],
    select: selectOfDetails(item, page.items, sole),
    buttons: [
      [backButton(of), ...copyButton(item), ...(sole === undefined ? [] : [findButton(sole)])],
      [
        ...((item.kind === "place" || item.kind === "event") && hasMap(item)
          ? [mapButton({ type: "open", id: item.id, page: number })]
          : []),
        ...(item.kind === "place" ? [timelineButton(dossier, { place: item })] : []),
        ...(item.kind === "actor" ? [timelineButton(dossier, { actor: item })] : []),
      ],
    ],
    isDetails: true,
  });
}

/** Of sentences that stand on one card together. */
export function sentencesDetails(
  excerpts: readonly Excerpt[],
  {
    id,
    title,
    back,
    select,
  }: {
    readonly id: string;
    readonly title: Words;
    readonly back: Paged | null;
    readonly select: Select | null;
  },
): Card {
  const dossiers = [...new Set(excerpts.map(({ dossier }) => dossier))];
  return card({
    id,
    blocks: [
      { type: "title", text: title },
      ...sections(excerpts),
      ...dossiers.map((dossier) => sourceLine(dossier)),
    ],
    select,
    buttons: [back === null ? [] : [backButton(back)]],
    isDetails: true,
  });
}

/** Of a collection: what it is from, how it was chosen, and what is from outside it. */
export function sourcesCard(
  dossier: Dossier,
  { id, back }: { readonly id: string; readonly back: Paged },
): Card {
  const { source } = dossier;
  const markers = markersOf(dossier);
  const checked = markers.filter((number) => dossier.footnotes.get(number)?.checked).length;
  const { compared } = source;
  // What has no sentence opens this collection's own card.
  const subjects = dossier.events.filter(({ excerpts }) => excerpts.length === 0);
  const notes = [...source.differences, ...subjects.flatMap(({ note }) => note ?? [])];
  const facts: Fact[] = [
    { label: say("aboutDescription"), value: [dossier.description] },
    { label: say("aboutSelection"), value: [source.selection] },
    { label: say("aboutOutside"), value: [say("aboutOutsideList")] },
    { label: say("aboutNotes"), value: [say("aboutMarkers", markers.length, checked)] },
    ...(compared === null
      ? []
      : [
          {
            label: say("aboutCompared"),
            value: [say("comparedWith", compared.asOf, compared.reworded, compared.missing)],
          },
        ]),
    ...(notes.length === 0 ? [] : [{ label: say("ourNotes"), value: [notes.join(" ")] }]),
    {
      label: say("aboutLicence"),
      value: joined([
        [`${source.licence.name}, ${source.attribution}`],
        source.licence.note === null ? [] : [source.licence.note],
      ]),
    },
  ];
  return card({
    id,
    blocks: [
      { type: "title", text: say("aboutSources", dossier.title) },
      { type: "facts", facts },
      sourceLine(dossier),
    ],
    buttons: [
      [
        backButton(back),
        { label: say("article"), url: source.url },
        { label: say("licence"), url: source.licence.url },
      ],
      [
        timelineButton(dossier),
        ...(hasMap(dossier) ? [mapButton({ type: "about", dossier: dossier.id })] : []),
        ...(dossier.events.length === 0
          ? []
          : [
              {
                label: say("events", dossier.events.length),
                action: { type: "list", dossier: dossier.id, kind: "event", page: 1 },
              } as const,
            ]),
      ],
    ],
    isDetails: true,
  });
}

/** Of a timeline: how its dates are read. */
export function timelineDetails(
  dossier: Dossier,
  { id, back }: { readonly id: string; readonly back: Paged },
): Card {
  return card({
    id,
    blocks: [
      { type: "title", text: say("detailsOfTimeline") },
      {
        type: "list",
        items: [
          [say("timelineWords")],
          [say("timelineYears")],
          [say("timelineReports")],
          [say("timelineUndated")],
        ],
      },
      sourceLine(dossier),
    ],
    buttons: [[backButton(back)]],
    isDetails: true,
  });
}

/** Numbers of the footnotes that stand behind words of the excerpts; markers of other sentences are not among them. */
function markersOf(dossier: Dossier): number[] {
  const numbers = dossier.excerpts.flatMap(({ footnotes, footnotesByAdjacency }) => [
    ...footnotes.map(({ number }) => number),
    ...(footnotesByAdjacency?.numbers ?? []),
  ]);
  return [...new Set(numbers)];
}

/** Each sentence whole, with its facts; those that there is no room for are a press away. */
function sections(
  excerpts: readonly Excerpt[],
  {
    of,
    beside = [],
    around = [],
  }: {
    readonly of?: Item;
    /** What else stands on the card. */
    readonly beside?: readonly Block[];
    readonly around?: readonly Item[];
  } = {},
): Block[] {
  const blocks: Block[] = [];
  const left: Excerpt[] = [];
  for (const excerpt of excerpts) {
    const facts = [
      ...factsOf(excerpt, of),
      // What is said of an entry is said once, below its last sentence.
      ...notesFact(excerpt === excerpts.at(-1) ? [...around, ...entriesOn(excerpt)] : [], excerpt),
    ];
    const more: Block[] = [
      { ...sentence(excerpt, of === undefined ? {} : { of }), caution: [] },
      { type: "facts", facts },
    ];
    const fits = lengthOf([...beside, ...blocks, ...more]) <= mostCharacters - roomForFoot;
    if (blocks.length === 0 || fits) blocks.push(...more);
    else left.push(excerpt);
  }
  const elsewhere: Block[] =
    left.length === 0
      ? []
      : [
          {
            type: "small",
            lines: [
              [
                say(
                  "detailsElsewhere",
                  left.map(({ id }) => id),
                ),
              ],
            ],
          },
        ];
  return [...blocks, ...elsewhere];
}

/** Characters of a title, a line of ids and a source line. */
const roomForFoot = 350;

/** What stands behind a sentence, in the order in which people ask for it. */
function factsOf(excerpt: Excerpt, of: Item | undefined): Fact[] {
  const { claims, chargedWords } = excerpt;
  const words = (each: string) => quotedIn(each, excerpt);
  const others = excerpt.actors.filter(({ role }) => role !== "saidBy");
  const figures = uniqueLines(
    claims.flatMap(({ quantity }): Line[] =>
      quantity === null ? [] : [[say("figureCounts", words(quantity.words), words(quantity.verb))]],
    ),
  );
  const open = [...new Set(claims.flatMap(({ leavesOpen }) => leavesOpen))];
  const hedges = uniqueLines(
    claims.flatMap(({ hedges }) =>
      hedges.map(({ words: hedge, of }): Line => [say("hedgeScope", words(hedge), of)]),
    ),
  );
  return [
    ...whenFacts(excerpt),
    { label: say("where"), value: whereLine(excerpt) },
    ...fact(say("howSaid"), manners(excerpt)),
    ...fact(say("figures"), figures),
    {
      label: say("sameSentence"),
      value:
        others.length === 0
          ? [say("nobodyElse")]
          : listOf(
              byPosition(others, excerpt).map(({ words: said, basis }) =>
                basis === "named" ? words(said) : [say("readAs", words(said))],
              ),
            ),
    },
    ...fact(say("hedges"), hedges),
    ...(open.length === 0 ? [] : [{ label: say("open"), value: [open.join(", ")] }]),
    ...fact(say("continues"), leaning(excerpt)),
    ...fact(
      say("wording"),
      byPosition(
        chargedWords.map((each) => ({ words: each })),
        excerpt,
      ).map(({ words: each }) => words(each)),
    ),
    { label: say("notes"), value: notesLine(excerpt) },
    ...fact(say("otherRevision"), otherRevision(excerpt)),
    ...pointsFact(excerpt, of),
  ];
}

function fact(label: Words, lines: readonly Line[]): Fact[] {
  return lines.length === 0 ? [] : [{ label, value: listOf(lines, "; ") }];
}

function listOf(lines: readonly Line[], between = ", "): Line {
  return lines.flatMap((line, index) => (index === 0 ? line : [between, ...line]));
}

function uniqueLines(lines: readonly Line[]): Line[] {
  return [...new Map(lines.map((line) => [JSON.stringify(line), line])).values()];
}

/** Words of the sentence; behind a spoiler where they are among what its own is for. */
function quotedIn(words: string, excerpt: Excerpt): Line {
  return [isHidden(words, excerpt) ? { quoted: words, veiled: true } : { quoted: words }];
}

function byPosition<T extends { readonly words: string }>(mentions: readonly T[], { exact }: Excerpt): T[] {
  return mentions.toSorted((one, other) => exact.indexOf(one.words) - exact.indexOf(other.words));
}

/** When it happened and when it was reported, apart. */
function whenFacts(excerpt: Excerpt): Fact[] {
  const dates = datesOf(excerpt);
  if (dates.length === 0) return [{ label: say("when"), value: [say("notSaid")] }];
  const came = dates.filter(({ is }) => is === "report" || is === "release");
  const happened = dates.filter((date) => !came.includes(date));
  const lines = (of: readonly DateData[]) => of.map((date) => dateLine(date, excerpt));
  return [
    {
      label: say("happened"),
      value: happened.length === 0 ? [say("notSaid")] : listOf(lines(happened), "; "),
    },
    ...(came.length === 0 ? [] : [{ label: say("reported"), value: listOf(lines(came), "; ") }]),
  ];
}

function dateLine({ words, of, is, year, edtf }: DateData, excerpt: Excerpt): Line {
  const what = {
    report: say("ofReport", isDay(edtf)),
    release: say("ofRelease"),
    relative: say("whichNotSaid"),
  };
  const basis =
    year === "fromTitle" ? "title" : year === "notStated" && edtf === null && is === null ? "missing" : null;
  return [
    say("dateInDetails", quotedIn(words, excerpt), [is === null ? say("ofThing", of) : what[is]], basis),
  ];
}

const roles = Object.freeze({
  bearing: "roleBearing",
  contrast: "roleContrast",
  workplace: "roleWorkplace",
  speakers: "roleSpeakers",
  body: "roleBody",
  name: "roleName",
  mentioned: "roleMentioned",
} as const);

const bases = Object.freeze({
  neighbour: "basisNeighbour",
  article: "basisArticle",
  reading: "basisReading",
} as const);

/** The places that the sentence speaks of, in its own words, as what each stands there and how that is known. */
function whereLine(excerpt: Excerpt): Line {
  const mentions = byPosition(excerpt.places, excerpt).map(({ words, place, basis, role, of }): Line => {
    const standing = joinedBy([
      basis === "named" ? [] : [say(bases[basis])],
      role === "site" ? [] : [say(roles[role])],
      of === null ? [] : [say("ofPart", of)],
    ]);
    const said = quotedIn(words, excerpt);
    return basis === "named"
      ? [...said, ...(standing.length === 0 ? [] : [" (", ...standing, ")"])]
      : [say("placeInDetails", said, place.title, standing)];
  });
  const named = excerpt.places.map(({ words }) => words);
  const others = [...new Set(excerpt.claims.flatMap(({ where }) => where))]
    .filter((words) => !named.some((each) => words.includes(each)))
    .map((words) => quotedIn(words, excerpt));
  const all = [...mentions, ...others];
  return all.length === 0 ? [say("notSaid")] : listOf(all, "; ");
}

function joinedBy(lines: readonly Line[]): Line {
  return listOf(lines.filter((line) => line.length > 0));
}

/** Of several speakers each with its verb: the line below the sentence has their figures. */
function manners(excerpt: Excerpt): Line[] {
  const groups = Map.groupBy(
    excerpt.claims.filter(({ claimant }) => claimant !== null),
    ({ claimant }) => claimant?.words ?? "",
  );
  if (groups.size < 2) return [];
  return [...groups].flatMap(([words, [first]]): Line[] =>
    first?.verbOfSaying ? [[{ quoted: words }, " (", { quoted: first.verbOfSaying }, ")"]] : [],
  );
}

/** What the opening words lean on, and how that is known. */
function leaning({ opensWith, follows, dossier }: Excerpt): Line[] {
  const asOf = dossier.source.compared?.asOf ?? null;
  if (opensWith === null) return follows === null ? [] : [[say("followsOnly", follows.excerpt.id, asOf)]];
  const { words, refersTo } = opensWith;
  if (refersTo === null) return [[say("continuesFromMissing", words)]];
  return [[say("continuesFrom", words, refersTo.id, follows?.excerpt === refersTo ? asOf : null)]];
}

/** Notes of the article by where they stand; what they point to is shown only where somebody read it. */
function notesLine(excerpt: Excerpt): Line {
  const { footnotes, footnotesByAdjacency: adjacent, endNotesMissing, dossier } = excerpt;
  const asOf = dossier.source.compared?.asOf ?? null;
  const unread = footnotes.filter(({ number }) => !dossier.footnotes.get(number)?.checked);
  const places = Map.groupBy(unread, ({ after }) => after);
  const lines: Line[] = [
    ...[...places].map(
      ([after, group]): Line => [
        say(
          "noteAfter",
          group.map(({ number }) => number),
          quotedIn(after, excerpt),
        ),
      ],
    ),
    ...footnotes.flatMap(({ number, after }): Line[] => {
      const checked = dossier.footnotes.get(number)?.checked;
      return checked
        ? [[say("noteRead", number, quotedIn(after, excerpt), checked.title, checked.by, checked.on)]]
        : [];
    }),
    ...(adjacent === null ? [] : [[say("noteByAdjacency", adjacent.numbers, asOf)]]),
    ...(endNotesMissing ? [[say("endNotesMissing")]] : []),
  ];
  return lines.length === 0 ? [say("noNotes")] : listOf(lines, "; ");
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

/** Where a place is, and in which sentences a place or an actor stands as what. */
function namedFacts(item: Extract<Item, { kind: "place" | "actor" }>): Fact[] {
  const { mentions } = item;
  const several = item.excerpts.length > 1;
  const partners =
    item.kind === "place"
      ? item.excerpts.flatMap(({ actors }) =>
          actors.filter(({ role }) => role !== "saidBy").map(({ actor }) => actor.title),
        )
      : item.excerpts.flatMap(({ places }) => places.map(({ place }) => place.title));
  const titles = [...new Set(partners)];
  const bySentence = several
    ? [...Map.groupBy<Excerpt, PlaceMention | ActorMention>(mentions, ({ excerpt }) => excerpt)].map(
        ([excerpt, group]): Line => [
          `${excerpt.id} `,
          ...listOf(
            group.map(
              ({ words, basis, role }): Line => [
                ...(basis === "named" ? [] : [{ quoted: words } as const, " "]),
                say(standingIn(role)),
              ],
            ),
          ),
        ],
      )
    : [];
  return [
    ...(item.kind === "place" ? placeFacts(item) : []),
    ...fact(say("bySentence"), bySentence),
    ...(several && titles.length > 0 ? [{ label: say("sameSentences"), value: [firstNames(titles)] }] : []),
  ];
}

function firstNames(titles: readonly string[], most = 20): string {
  return titles.length <= most ? titles.join(", ") : `${titles.slice(0, most).join(", ")} …`;
}

function standingIn(role: PlaceMention["role"] | ActorMention["role"]) {
  switch (role) {
    case "site":
      return "roleSite";
    case "doing":
      return "actorDoing";
    case "affected":
      return "actorAffected";
    case "saidBy":
      return "actorSaidBy";
    default:
      return roles[role];
  }
}

function placeFacts(place: Place): Fact[] {
  const { placeType, placeTypeFrom, region, within, withinFrom, title, precisionKm } = place;
  const point = pointOf(place);
  const kind = joinedBy([
    placeTypeFrom === "text" ? [placeType] : [say("fromOutside", placeType)],
    region === null ? [] : [say("inRegion", region)],
    within === null
      ? []
      : [
          say(
            withinFrom === "text"
              ? "withinText"
              : withinFrom === "reading"
                ? "withinReading"
                : "withinOutside",
            within.title,
          ),
        ],
  ]);
  const degrees = (value: number, [plus, minus]: readonly [string, string]) =>
    `${Math.abs(value).toFixed(2)} ${value < 0 ? minus : plus}`;
  return [
    { label: say("kind"), value: kind },
    {
      label: say("points"),
      value:
        point === null
          ? [say("noPoint")]
          : [
              say(
                "pointWithin",
                title,
                degrees(point.latitude, ["N", "S"]),
                degrees(point.longitude, ["E", "W"]),
                precisionKm,
              ),
            ],
    },
  ];
}

/** The topics and events of this one sentence, whose notes are told with it. */
function entriesOn(excerpt: Excerpt): Item[] {
  const { events, claims } = excerpt;
  const entries = [...events, ...claims.flatMap(({ question }) => question ?? [])];
  return entries.filter(({ excerpts }) => excerpts.length === 1);
}

/** The collection's notes on entries, and on the claims of a sentence, each once. */
function notesFact(items: readonly Item[], excerpt?: Excerpt): Fact[] {
  const claims = excerpt?.claims ?? [];
  const notes = [
    ...claims.map(({ note }) => note),
    ...items.map((item) => (item.kind === "excerpt" ? null : item.note)),
  ].filter((note) => note !== null);
  return notes.length === 0 ? [] : [{ label: say("ourNotes"), value: [[...new Set(notes)].join(" ")] }];
}

/** How exact the points are of the places where something was. */
function pointsFact({ places }: Excerpt, of: Item | undefined): Fact[] {
  const points = places.flatMap(({ place, role }): Line[] =>
    place !== of && role === "site" && place.precisionKm !== null && pointOf(place) !== null
      ? [[say("pointOnly", place.title, place.precisionKm)]]
      : [],
  );
  return fact(say("points"), uniqueLines(points));
}

/** Neighbours in the source first, which the face has no room for. */
function selectOfDetails(item: Item, excerpts: readonly Excerpt[], sole: Excerpt | undefined): Select | null {
  const neighbours: SelectOption[] =
    sole === undefined
      ? []
      : [
          ...(sole.previous === null ? [] : [optionOf(sole.previous, say("before"))]),
          ...(sole.next === null ? [] : [optionOf(sole.next, say("after"))]),
        ];
  const rest = [...(item.kind === "excerpt" ? [] : excerpts), ...leadsTo(excerpts, item)];
  return selectFrom([...neighbours, ...rest.map((each) => optionOf(each))]);
}

function copyButton(item: Item): Button[] {
  return item.kind === "place" || item.kind === "actor"
    ? []
    : [{ label: say("copy"), action: { type: "reference", id: item.id } }];
}

function findButton(excerpt: Excerpt): Button {
  return { label: say("find"), url: articleUrl(excerpt) };
}
