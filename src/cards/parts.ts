/** Parts that several cards share. Each says one thing about an entry or a collection, always in the same words. */
import type { Dossier, Entry, Excerpt, Item } from "../dossier/catalogue.ts";
import { listed, type Message, type Words } from "../messages/line.ts";
import { say } from "../messages/message.ts";
import type {
  Action,
  Block,
  Button,
  Card,
  Detailed,
  Line,
  Outcome,
  Paged,
  Select,
  SelectOption,
} from "./card.ts";
import type { Page } from "./pages.ts";

/** Joins lines into one, with a middle dot between them. */
export function joined(lines: readonly Line[]): Line {
  return listed(
    lines.filter((line) => line.length > 0),
    " · ",
  );
}

/** Values without those whose key an earlier one has; in their order. */
export function firstOfEach<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  return [...Map.groupBy(values, (value) => keyOf(value)).values()].flatMap((alike) => alike.slice(0, 1));
}

/** A small line of what stands on it; no block where nothing does. */
export function small(...lines: readonly Line[]): Block | null {
  const line = joined(lines);
  return line.length === 0 ? null : { type: "small", lines: [line] };
}

/** The last line of a card of a collection: what the text is from, its licence, the collection and its version. */
export function sourceLine(dossier: Dossier, ...before: readonly Line[]): Block {
  const { source, id, version } = dossier;
  const line = say("sourceLine", {
    site: source.site,
    title: source.title,
    url: source.url,
    revision: source.revision,
    licence: source.licence.name,
    collection: id,
    version,
  });
  return { type: "small", lines: [joined([...before, [line]])] };
}

export function openButton(item: Item, label: Words): Button {
  return { label, action: { type: "open", id: item.id, page: 1 } };
}

export function detailsButton(of: Detailed): Button {
  return { label: say("details"), action: { type: "details", of } };
}

export function backButton(to: Paged): Button {
  return { label: say("back"), action: { type: "back", to } };
}

/** Buttons that turn a page; none for a list of one. Which page it is stands in the card: in a label it reads as here. */
export function pageButtons(page: Page<unknown>, action: (number: number) => Action): Button[] {
  const buttons: Button[] = [];
  if (page.number > 1) buttons.push({ label: say("previousPage"), action: action(page.number - 1) });
  if (page.number < page.count) {
    buttons.push({ label: say("nextPage"), action: action(page.number + 1), primary: true });
  }
  return buttons;
}

/** The same for a card of a collection: a press says that it stays the same card. */
export function turning(page: Page<unknown>, to: (number: number) => Paged): Button[] {
  return pageButtons(page, (number) => ({ type: "turn", to: to(number) }));
}

/** Which of a longer list a page shows: "3–4"; empty where the page is the whole list. */
export function rangeLine(page: Page<unknown>): Line {
  if (page.count === 1) return [];
  const last = page.start + page.items.length;
  return [page.items.length === 1 ? `${last}` : `${page.start + 1}–${last}`];
}

export function aboutButton(dossier: Dossier): Button {
  return { label: say("browseAll"), action: { type: "about", dossier: dossier.id } };
}

/** What an item is, for lists and selects: never a cut quotation. */
export function kindLine(item: Item): Message {
  if (item.kind === "excerpt") {
    if (item.review === "draft") return say("sentenceDraft");
    return item.graphic === null ? say("sentence") : say("sentenceGraphic");
  }
  return item.review === "draft" ? say("kindOfDraft", item.kind) : say("kindOf", item.kind);
}

/** Title of an item in a list; an excerpt's begins with its id. */
export function itemTitle(item: Item): string {
  return item.kind === "excerpt" ? `${item.id} · ${item.title}` : item.title;
}

export function optionOf(item: Item, description: Words = kindLine(item)): SelectOption {
  return { value: item.id, label: itemTitle(item), description };
}

/** A select that opens what it lists; at most 25, each once. */
export function selectOf(items: readonly Item[], placeholder: Words = say("openOne")): Select | null {
  return selectFrom(
    items.map((item) => optionOf(item)),
    placeholder,
  );
}

/** The same from options: the first of each value stays. */
export function selectFrom(
  options: readonly SelectOption[],
  placeholder: Words = say("openOne"),
): Select | null {
  const unique = firstOfEach(options, ({ value }) => value);
  return unique.length === 0 ? null : { placeholder, options: unique.slice(0, 25) };
}

/** Entries that sentences lead to, topics first: what people open next. */
export function leadsTo(excerpts: readonly Excerpt[], except: Item): Item[] {
  const questions = excerpts.flatMap((excerpt) => excerpt.claims.flatMap((claim) => claim.question ?? []));
  const events = excerpts.flatMap((excerpt) => excerpt.events);
  const places = excerpts.flatMap((excerpt) => excerpt.places.map((mention) => mention.place));
  const actors = excerpts.flatMap((excerpt) => excerpt.actors.map((mention) => mention.actor));
  const entries: Entry[] = [...questions, ...events, ...places, ...actors];
  return entries.filter((entry) => entry !== except);
}

export function card(parts: {
  id?: string;
  blocks: readonly (Block | null)[];
  select?: Select | null;
  buttons: readonly (readonly Button[])[];
  privateOnly?: boolean;
  isDetails?: boolean;
  outcome?: Outcome;
}): Card {
  return {
    id: parts.id ?? null,
    blocks: parts.blocks.filter((block) => block !== null),
    select: parts.select ?? null,
    buttons: parts.buttons.filter((row) => row.length > 0),
    privateOnly: parts.privateOnly ?? false,
    isDetails: parts.isDetails ?? false,
    outcome: parts.outcome ?? "shown",
  };
}

export const rule: Block = { type: "rule" };
