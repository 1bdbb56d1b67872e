/** How we know what a card says: what leaves a face stands here. */
import type { Dossier, Excerpt, Item } from "../dossier/catalogue.ts";
import type { Words } from "../messages/line.ts";
import { say } from "../messages/message.ts";
import { articleUrl } from "./article-url.ts";
import type { Block, Button, Card, Fact, Opening, Paged, Select, SelectOption } from "./card.ts";
import { factsOf, notesFact } from "./facts.ts";
import { hasMap } from "./maps.ts";
import { namedFacts } from "./named-facts.ts";
import { facePage, sentencesOf } from "./open.ts";
import { backButton, card, joined, leadsTo, optionOf, rule, selectFrom, small, sourceLine } from "./parts.ts";
import { mapButton } from "./picture.ts";
import { lengthOf, mostCharacters } from "./room.ts";
import { sentence } from "./sentence.ts";
import { timelineButton } from "./timeline.ts";

/** Of an entry or a sentence: of one sentence all that is known of it, of several what is of the entry, then each. */
export function itemDetails(item: Item, of: Opening): Card {
  const { dossier } = item;
  const page = facePage(item, of.page);
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
          ? [mapButton({ ...of, id: item.id })]
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
  const { compared } = source;
  // What has no sentence opens this collection's own card.
  const subjects = dossier.events.filter(({ excerpts }) => excerpts.length === 0);
  const notes = [...source.differences, ...subjects.flatMap(({ note }) => note ?? [])];
  const facts: Fact[] = [
    { label: say("aboutDescription"), value: [dossier.description] },
    { label: say("aboutSelection"), value: [source.selection] },
    { label: say("aboutOutside"), value: [say("aboutOutsideList")] },
    { label: say("aboutNotes"), value: [say("aboutMarkers", markers)] },
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
        // The face has no room for it beside what posts or goes back.
        {
          label: say("allSentences", dossier.excerpts.length),
          action: { type: "list", dossier: dossier.id, kind: "excerpt", page: 1 },
        },
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

/** Footnotes of the excerpts by how they are known: behind their words, or before the next line; and who was checked. */
function markersOf(dossier: Dossier) {
  const count = (numbers: readonly number[]) => new Set(numbers).size;
  const behind = dossier.excerpts.flatMap(({ footnotes }) => footnotes.map(({ number }) => number));
  const adjacent = dossier.excerpts.flatMap(
    ({ footnotesByAdjacency }) => footnotesByAdjacency?.numbers ?? [],
  );
  const checked = [...behind, ...adjacent].filter((number) => dossier.footnotes.get(number)?.checked);
  return {
    behind: count(behind),
    adjacent: count(adjacent),
    checked: count(checked),
    asOf: dossier.source.compared?.asOf ?? null,
  };
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

/** The topics and events of this one sentence, whose notes are told with it. */
function entriesOn(excerpt: Excerpt): Item[] {
  const { events, claims } = excerpt;
  const entries = [...events, ...claims.flatMap(({ question }) => question ?? [])];
  return entries.filter(({ excerpts }) => excerpts.length === 1);
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
