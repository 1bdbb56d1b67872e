/** What a collection is, and the lists of what it has. */
import type { Dossier, Item } from "../dossier/catalogue.ts";
import { say } from "../messages/message.ts";
import type { Button, Card, Select } from "./card.ts";
import { hasMap } from "./maps.ts";
import { pageOf } from "./pages.ts";
import {
  card,
  detailsButton,
  itemTitle,
  optionOf,
  rangeLine,
  selectFrom,
  selectOf,
  small,
  sourceLine,
  turning,
} from "./parts.ts";
import { mapButton } from "./picture.ts";
import { remembered } from "./remembered.ts";

export type ListKind = Item["kind"];

/** Of the other collections; each leads to those behind it. */
const mostNamed = 8;

/** What a collection is, and four ways to browse it; of several, the others open in the select. */
export function aboutCard(dossier: Dossier, all: readonly Dossier[] = [dossier]): Card {
  const at = all.indexOf(dossier);
  const others = [...all.slice(at + 1), ...all.slice(0, at)].slice(0, mostNamed);
  return card({
    id: `${dossier.id}/about`,
    blocks: [
      { type: "title", text: dossier.title },
      {
        type: "text",
        lines: [[say("aboutHolds", dossier.excerpts.length)], [say("aboutChosen")], [say("aboutVoice")]],
      },
      others.length === 0 ? null : small([say("otherCollections", all.length)]),
      sourceLine(dossier),
    ],
    select: withOthers(others, [...startOf(dossier), ...dossier.questions]),
    buttons: [
      [
        ...listButtons(dossier),
        { label: say("sources"), action: { type: "details", of: { type: "about", dossier: dossier.id } } },
      ],
    ],
  });
}

/** What a collection starts with, but for its topics: those stand in the order of the source. */
function startOf({ startWith }: Dossier): Item[] {
  return startWith.map(({ entry }) => entry).filter(({ kind }) => kind !== "question");
}

/** The other collections stand first: nothing else leads to them. */
function withOthers(others: readonly Dossier[], items: readonly Item[]): Select | null {
  const options = others.map(({ id, title }) => ({
    value: `${id}/${aboutMark}`,
    label: title,
    description: say("collection"),
  }));
  return selectFrom([...options, ...items.map((item) => optionOf(item))]);
}

const aboutMark = "about";

/** The collection whose card of this kind a value of a select opens; undefined where it opens something else. */
export function dossierOpened(value: string, dossiers: readonly Dossier[]): Dossier | undefined {
  return dossiers.find(({ id }) => value === `${id}/${aboutMark}`);
}

/** A button for each list that people browse by, unless it is empty. */
export function listButtons(dossier: Dossier): Button[] {
  const lists = [
    { kind: "question", label: say("topics", dossier.questions.length) },
    { kind: "place", label: say("places", dossier.places.length) },
    { kind: "actor", label: say("actors", dossier.actors.length) },
    { kind: "excerpt", label: say("allSentences", dossier.excerpts.length) },
  ] as const;
  return lists
    .filter(({ kind }) => itemsOf(dossier, kind).length > 0)
    .map(({ kind, label }) => ({ label, action: { type: "list", dossier: dossier.id, kind, page: 1 } }));
}

function itemsOf(dossier: Dossier, kind: ListKind): readonly Item[] {
  switch (kind) {
    case "question":
      return dossier.questions;
    case "event":
      return dossier.events;
    case "place":
      return dossier.places;
    case "actor":
      return dossier.actors;
    case "excerpt":
      return dossier.excerpts;
  }
}

/** Every entry of a kind by title, ten a page, in the collection's order. */
export const listCard = remembered(makeList);

function makeList(dossier: Dossier, kind: ListKind, pageNumber = 1): Card {
  const items = itemsOf(dossier, kind);
  const page = pageOf(items, pageNumber, { most: 10 });
  const to = (number: number) => ({ type: "list", dossier: dossier.id, kind, page: number }) as const;
  return card({
    id: `${dossier.id}/list:${kind}`,
    blocks: [
      { type: "title", text: say("listTitle", kind) },
      small([say("listContext", kind, items.length, dossier.title)], rangeLine(page)),
      {
        type: "list",
        items: page.items.map((item) => [itemTitle(item)]),
      },
      sourceLine(dossier),
    ],
    select: selectOf(page.items, say("openOneOfThese")),
    buttons: [
      [
        ...turning(page, to),
        detailsButton(to(page.number)),
        ...(kind === "place" && hasMap(dossier) ? [mapButton(to(page.number))] : []),
      ],
    ],
  });
}
