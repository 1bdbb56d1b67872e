/** Parts that several cards share. Each says one thing about an excerpt or a dossier, always in the same words. */
import type {
  Actor,
  ActorMention,
  Claim,
  Dossier,
  Entry,
  Excerpt,
  Item,
  Place,
  PlaceMention,
  Question,
} from "../dossier/catalogue.ts";
import type {
  Action,
  Block,
  Button,
  Card,
  Line,
  Outcome,
  Paged,
  Range,
  Select,
  SelectOption,
  Span,
} from "./card.ts";
import { yearBasis } from "./dates.ts";
import type { Page } from "./pages.ts";

/** The claimant's place where the text names nobody; it is never left empty. */
export const nobodyNamed = "nobody named; the article’s own words";

/** Marks what the dossier adds, explained in the card's last lines. */
export const fromGazetteers = "†";
export const fromReading = "‡";
const markNotes: Readonly<Record<string, string>> = {
  [fromGazetteers]: "† from gazetteers, not the article",
  [fromReading]: "‡ the dossier’s reading of the article",
};

export const kindNames = Object.freeze({
  event: { one: "event", many: "events" },
  place: { one: "place", many: "places" },
  actor: { one: "actor", many: "actors" },
  question: { one: "question", many: "questions" },
  excerpt: { one: "sentence", many: "sentences" },
});

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** How many sentences the dossier holds, as every card says it. */
export function holding(dossier: Dossier): string {
  return count(dossier.excerpts.length, "sentence");
}

/** Joins lines into one, with a middle dot between them. */
export function joined(lines: readonly Line[], between = " · "): Line {
  return lines
    .filter((line) => line.length > 0)
    .flatMap((line, index) => (index === 0 ? line : [between, ...line]));
}

/** The first of a list in one line, and how many more the sentences below name. */
export function firstOf(lines: readonly Line[], most = 12): Line {
  const more = lines.length - most;
  return joined(more <= 0 ? lines : [...lines.slice(0, most), [`${more} more in the sentences below`]], ", ");
}

/** Who says what excerpts hold, in the order of the source: each claimant in the text's words, once. */
export function saidBy(claims: readonly Claim[]): Line {
  const speakers = new Map<string | null, Line>();
  for (const { claimant, verbOfSaying } of claims.length === 0 ? [nobody] : claims) {
    const words = claimant?.words ?? null;
    if (speakers.has(words)) continue;
    const saying: Line = verbOfSaying ? [" (", { quoted: verbOfSaying }, ")"] : [];
    speakers.set(words, words === null ? [nobodyNamed] : [{ quoted: words }, ...saying]);
  }
  return joined([...speakers.values()], "; ");
}

const nobody = Object.freeze({ claimant: null, verbOfSaying: null });

/** The words that qualify what is said; none for none. */
export function hedgedLine(hedges: readonly string[]): Line {
  if (hedges.length === 0) return [];
  const each = hedges.map((hedge): Line => [{ quoted: hedge }]);
  return ["hedged: ", ...joined(each, ", ")];
}

/** The dates of an excerpt, in its own words, with what each is of and where its year is from, or "no date". */
function datesOf(excerpt: Excerpt): Line {
  const words = new Map<string, Line>();
  for (const { happened, reported } of excerpt.events) {
    for (const date of [happened, reported]) {
      if (date && excerpt.exact.includes(date.words)) {
        const basis = yearBasis(date);
        words.set(date.words, [{ quoted: date.words }, ` (${date.of}${basis === null ? "" : `; ${basis}`})`]);
      }
    }
  }
  return words.size === 0 ? ["no date"] : joined([...words.values()]);
}

/** What to know before reading an excerpt whose opening words lean on another sentence. */
function leaning({ opensWith }: Excerpt): Line {
  if (opensWith === null) return [];
  const opens: Line = ["opens with ", { quoted: opensWith.words }];
  return opensWith.refersTo === null
    ? [...opens, ": refers to a sentence not held"]
    : [...opens, `: see ${opensWith.refersTo.id}`];
}

/** Footnote markers of an excerpt by where they stand; what they point to is shown only where somebody read it. */
export function footnotesLine(excerpt: Excerpt): Line {
  const { footnotes, footnotesByAdjacency: adjacent, dossier } = excerpt;
  const inside: Line[] = footnotes.map(({ number, after }) => {
    const checked = dossier.footnotes.get(number)?.checked;
    const reading = checked ? `“${checked.title}”, read by ${checked.by} on ${checked.on}` : "not checked";
    return [`[${number}] after `, { quoted: after }, `, ${reading}`];
  });
  const after: Line[] = adjacent
    ? [[`${adjacent.numbers.map((number) => `[${number}]`).join("")} ${adjacent.basis}; not checked`]]
    : [];
  const all = [...inside, ...after];
  return all.length === 0 ? ["no footnote in this extract"] : joined(all, "; ");
}

export interface QuotationOptions {
  /** Where the card says above who speaks and when: the heading has the id and the content alone. */
  readonly said?: boolean;
  /** What else the heading says, next to the id. */
  readonly about?: Line;
  readonly notes?: readonly Line[];
  readonly bold?: readonly Range[];
}

/** A whole excerpt under its id, with who says it, when, and what its words lean on. */
export function quotation(
  excerpt: Excerpt,
  { said = false, about = [], notes = [], bold = [] }: QuotationOptions = {},
): Block {
  const content: Line = excerpt.graphic === null ? [] : [`content: ${excerpt.graphic}`];
  const isDraft = excerpt.review === "draft" || excerpt.claims.some(({ review }) => review === "draft");
  const draft: Line = isDraft ? ["draft, not reviewed"] : [];
  const { speakers, notes: onWords } = aroundOf(excerpt);
  const heading = joined([[{ strong: excerpt.id }], about, ...(said ? [] : speakers), content, draft]);
  return {
    type: "quotation",
    excerpt,
    heading,
    notes: [...onWords, ...notes.filter((line) => line.length > 0)],
    bold,
  };
}

/** Notes on an excerpt's words: what they lean on, and which of them take a side. */
function readingNotes(excerpt: Excerpt): Line[] {
  const charged = excerpt.chargedWords.map((words): Line => [{ quoted: words }]);
  return [
    leaning(excerpt),
    charged.length === 0 ? [] : [...joined(charged, ", "), ": the source’s words"],
  ].filter((line) => line.length > 0);
}

/** What a program drafted and nobody has read against the source yet says so on its card. */
export function draftLines({ review }: Pick<Item, "review">): Line[] {
  return review === "draft" ? [["Draft: read out of the text by a program, not reviewed by anybody."]] : [];
}

/** The dossier's note on a place or an actor, below the quotations: the sources come first. */
export function noteLine({ note }: Place | Actor): Block | null {
  return note === null ? null : { type: "small", lines: [[`${note} ${fromReading}`]] };
}

/** How long an excerpt reads on a page, in characters, with who says it, when, and the notes on its words. */
export function readingCost(excerpt: Excerpt): number {
  return aroundOf(excerpt).cost;
}

interface Around {
  /** Who says it, and when. */
  readonly speakers: readonly Line[];
  readonly notes: readonly Line[];
  /** In characters, with the excerpt. */
  readonly cost: number;
}

/** A search shows many excerpts, whose surroundings never change. */
const around = new WeakMap<Excerpt, Around>();

function aroundOf(excerpt: Excerpt): Around {
  const known = around.get(excerpt);
  if (known !== undefined) return known;
  const speakers = [saidBy(excerpt.claims), datesOf(excerpt)];
  const notes = readingNotes(excerpt);
  const spans = [...speakers, ...notes].flat();
  const cost = spans.reduce((sum, span) => sum + lengthOf(span), excerpt.exact.length);
  const made: Around = { speakers, notes, cost };
  around.set(excerpt, made);
  return made;
}

function lengthOf(span: Span): number {
  return typeof span === "string" ? span.length : "quoted" in span ? span.quoted.length : 0;
}

/** Which text of the source the dossier holds. */
export function revisionOf({ source }: Dossier): string {
  return source.revision === null ? "revision unknown" : `revision ${source.revision}`;
}

/** A mention that does not name what it is of: that it is meant is read out of the neighbours or the article. */
export function isReading({ basis }: PlaceMention | ActorMention): boolean {
  return basis !== "named";
}

export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The lines every card ends with: the marks it used, the source, its licence, the dossier and its version. */
export function sourceLines(dossier: Dossier, marks: readonly string[] = []): Block {
  const { source } = dossier;
  const notes = [...new Set(marks)].map((mark): Line => [markNotes[mark] ?? mark]);
  const line = `${source.site}, “${source.title}”, ${revisionOf(dossier)} · ${source.licence.name} · ${dossier.id}, version ${dossier.version}`;
  return { type: "small", lines: [...notes, [line]] };
}

export function openButton(item: Item, label: string): Button {
  return { label, action: { type: "open", id: item.id, page: 1 } };
}

/** A button to the one question an entry's sentences answer; several are in the select. */
export function statementsButton([question, another]: readonly Question[]): Button[] {
  if (!question || another) return [];
  const figures = question.claims.every((claim) => claim.quantity !== null);
  return [{ ...openButton(question, figures ? "Figures" : "Statements"), primary: true }];
}

/** Buttons that turn a page; none for a list of one. Which page it is stands in the card: in a label it reads as here. */
export function pageButtons(page: Page<unknown>, action: (number: number) => Action): Button[] {
  const buttons: Button[] = [];
  if (page.number > 1) buttons.push({ label: "‹ Previous", action: action(page.number - 1) });
  if (page.number < page.count) {
    buttons.push({ label: "Next ›", action: action(page.number + 1), primary: true });
  }
  return buttons;
}

/** The same for a card of a dossier: a press says that it stays the same card. */
export function turning(page: Page<unknown>, to: (number: number) => Paged): Button[] {
  return pageButtons(page, (number) => ({ type: "turn", to: to(number) }));
}

/** Buttons to the sentences before and after, in the order of the source. */
export function neighbours(excerpt: Excerpt): Button[] {
  const buttons: Button[] = [];
  if (excerpt.previous) buttons.push(openButton(excerpt.previous, `‹ ${excerpt.previous.id}`));
  if (excerpt.next) buttons.push(openButton(excerpt.next, `${excerpt.next.id} ›`));
  return buttons;
}

/** Said wherever `neighbours` stand, since the source's order is not an order in time. */
export const neighboursNote = "‹ › next in the source, not in time";

export function aboutButton(dossier: Dossier): Button {
  return { label: "What is covered", action: { type: "about", dossier: dossier.id } };
}

export function articleButton(dossier: Dossier): Button {
  return { label: "Open the article", url: dossier.source.url };
}

/** A short noun phrase that says what an item is, for lists and selects: never a cut quotation. */
export function kindLine(item: Item): string {
  return item.review === "draft" ? `${kindOf(item)} · draft` : kindOf(item);
}

function kindOf(item: Item): string {
  switch (item.kind) {
    case "place":
      return item.placeType;
    case "actor":
      return item.actorType;
    case "event":
      return item.eventType === "event" || item.eventType === "title" ? "event" : `event: ${item.eventType}`;
    case "question":
      return count(item.claims.length, "statement");
    case "excerpt":
      return item.graphic === null ? "sentence" : "sentence · graphic";
  }
}

/** Title of an item in a list; an excerpt's begins with its id. */
export function itemTitle(item: Item): string {
  return item.kind === "excerpt" ? `${item.id} · ${item.title}` : item.title;
}

/** A select that opens what it lists; at most 25, each once. */
export function selectOf(items: readonly Item[], placeholder = "Open a sentence or entry"): Select | null {
  const unique = [...new Map(items.map((item) => [item.id, item])).values()].slice(0, 25);
  if (unique.length === 0) return null;
  return {
    placeholder,
    options: unique.map(
      (item): SelectOption => ({ value: item.id, label: itemTitle(item), description: kindLine(item) }),
    ),
  };
}

/** Entries that an excerpt leads to, questions first: what people open next. */
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
  outcome?: Outcome;
}): Card {
  return {
    id: parts.id ?? null,
    blocks: parts.blocks.filter((block) => block !== null),
    select: parts.select ?? null,
    buttons: parts.buttons.filter((row) => row.length > 0),
    privateOnly: parts.privateOnly ?? false,
    outcome: parts.outcome ?? "shown",
  };
}

export const rule: Block = { type: "rule" };
