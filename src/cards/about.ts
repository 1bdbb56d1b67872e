import type { Dossier, Item } from "../dossier/catalogue.ts";
import type { Block, Button, Card, Line, Pictured, Select } from "./card.ts";
import { hasMap } from "./maps.ts";
import { pageOf } from "./pages.ts";
import {
  articleButton,
  capitalised,
  card,
  count,
  holding,
  itemTitle,
  kindLine,
  kindNames,
  openButton,
  revisionOf,
  rule,
  selectOf,
  sourceLines,
  turning,
} from "./parts.ts";
import { mapButton } from "./picture.ts";
import { remembered } from "./remembered.ts";
import { timelineButton } from "./timeline.ts";

export type ListKind = keyof typeof kindNames;

/** Of the other dossiers; each leads to those behind it. */
const mostNamed = 8;

/**
 * What a dossier is, what it holds, and what its silence means; of several, the others are named, and open in the
 * select.
 */
export function aboutCard(dossier: Dossier, all: readonly Dossier[] = [dossier]): Card {
  const at = all.indexOf(dossier);
  const others = [...all.slice(at + 1), ...all.slice(0, at)];
  const { source } = dossier;
  const markers = markersOf(dossier);
  const checked = markers.filter((number) => dossier.footnotes.get(number)?.checked).length;
  const footnotes = `${count(markers.length, "marker")} of these sentences, ${checked} checked by a reader.`;
  return card({
    id: `${dossier.id}/about`,
    blocks: [
      { type: "title", text: dossier.title, lines: [[dossier.description]] },
      ...othersBlocks(others),
      rule,
      {
        type: "facts",
        facts: [
          { label: "Holds", value: [`${holding(dossier)} from ONE article; ${tally(dossier)}`] },
          { label: "Chosen", value: [source.selection] },
          { label: "Not held", value: ["Not finding something here says nothing about it."] },
          {
            label: "Text",
            value: [`${source.site}, “${source.title}”, as received; ${revisionOf(dossier)}.`],
          },
          {
            label: "From outside the text",
            value: [
              "names to search by, kinds and regions of places, coordinates (from gazetteers, marked †).",
            ],
          },
          { label: "Footnotes", value: [footnotes] },
          {
            label: "Licence",
            value: [`${source.licence.name}, ${source.attribution}. ${source.licence.note ?? ""}`.trim()],
          },
        ],
      },
      rule,
      {
        type: "small",
        lines: [
          ...source.differences.map((line): Line => [line]),
          ["Tessera quotes, says who claims what, and gives the reference. It does not judge."],
        ],
      },
      sourceLines(dossier),
    ],
    select: withOthers(others, selectOf([...dossier.questions, ...dossier.events], "Open an entry")),
    buttons: [
      listButtons(dossier),
      [
        timelineButton(dossier),
        ...dossierMap(dossier, { type: "about", dossier: dossier.id }),
        articleButton(dossier),
        { label: "Licence", url: source.licence.url },
      ],
    ],
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

function dossierMap(dossier: Dossier, of: Pictured): Button[] {
  return hasMap(dossier) ? [mapButton(of)] : [];
}

function othersBlocks(others: readonly Dossier[]): Block[] {
  if (others.length === 0) return [];
  const more = others.length - mostNamed;
  return [
    { type: "text", lines: [[`One of ${others.length + 1} dossiers. The others:`]] },
    {
      type: "list",
      items: [
        ...others.slice(0, mostNamed).map((other): Line => [{ strong: other.title }, ` · ${holding(other)}`]),
        ...(more > 0 ? [[`${more} more: open one of these to see the next`]] : []),
      ],
    },
  ];
}

/** The other dossiers stand first: nothing else leads to them. */
function withOthers(others: readonly Dossier[], select: Select | null): Select | null {
  if (others.length === 0) return select;
  const options = others
    .slice(0, mostNamed)
    .map(({ id, title }) => ({ value: `${id}/${aboutMark}`, label: title, description: "dossier" }));
  return {
    placeholder: "Open an entry or another dossier",
    options: [...options, ...(select?.options ?? [])].slice(0, 25),
  };
}

const aboutMark = "about";

/** The dossier whose card of this kind a value of a select opens; undefined where it opens something else. */
export function dossierOpened(value: string, dossiers: readonly Dossier[]): Dossier | undefined {
  return dossiers.find(({ id }) => value === `${id}/${aboutMark}`);
}

function tally(dossier: Dossier): string {
  return listsOf(dossier)
    .filter(({ kind }) => kind !== "excerpt")
    .map(({ kind, items }) => count(items.length, kindNames[kind].one, kindNames[kind].many))
    .join(", ");
}

function listsOf(dossier: Dossier) {
  return [
    { kind: "question", items: dossier.questions },
    { kind: "event", items: dossier.events },
    { kind: "place", items: dossier.places },
    { kind: "actor", items: dossier.actors },
    { kind: "excerpt", items: dossier.excerpts },
  ] as const;
}

/** A button for each list that is not empty. */
export function listButtons(dossier: Dossier): Button[] {
  return listsOf(dossier)
    .filter(({ items }) => items.length > 0)
    .map(({ kind, items }) => ({
      label: `${capitalised(kindNames[kind].many)} (${items.length})`,
      action: { type: "list", dossier: dossier.id, kind, page: 1 },
    }));
}

/** Every entry of a kind by title, ten a page, in the dossier's order. */
export const listCard = remembered(makeList);

function makeList(dossier: Dossier, kind: ListKind, pageNumber = 1): Card {
  const items: readonly Item[] = listsOf(dossier).find((list) => list.kind === kind)?.items ?? [];
  const page = pageOf(items, pageNumber, { most: 10 });
  const shown = page.count === 1 ? "" : ` · page ${page.number} of ${page.count}`;
  return card({
    id: `${dossier.id}/list:${kind}`,
    blocks: [
      {
        type: "title",
        text: capitalised(kindNames[kind].many),
        lines: [[`${items.length} in ${dossier.title}${shown}`]],
      },
      rule,
      { type: "list", items: page.items.map((item): Line => [itemTitle(item), ` · ${kindLine(item)}`]) },
      rule,
      sourceLines(dossier),
    ],
    select: selectOf(page.items, `Open one of these`),
    buttons: [
      [
        ...turning(page, (number) => ({ type: "list", dossier: dossier.id, kind, page: number })),
        ...(kind === "place"
          ? dossierMap(dossier, { type: "list", dossier: dossier.id, kind, page: page.number })
          : []),
        { label: "What is covered", action: { type: "about", dossier: dossier.id } },
      ],
      dossier.startWith.slice(0, 3).map(({ entry, label }) => openButton(entry, label)),
    ],
  });
}
