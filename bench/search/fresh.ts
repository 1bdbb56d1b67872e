/** Queries written blind, and what the bot makes of them: counts alone, since whoever tunes on them has none left to report on. */
import { readFileSync } from "node:fs";
import type { APIInteraction } from "discord-api-types/v10";
import { openedCard } from "../../src/cards/open.ts";
import type { Library } from "../../src/command.ts";
import { createDispatch, type Dispatch } from "../../src/dispatch.ts";
import { type Catalogue, excerptsOf } from "../../src/dossier/catalogue.ts";
import { withoutClosest } from "../../src/lookup/closest.ts";
import { isMessage } from "../../src/messages/message.ts";
import { autocompleteInteraction, slashInteraction } from "../../tests/support/interactions.ts";

interface Query {
  readonly kind: keyof typeof optionOf;
  readonly text: string;
  /** Ids without their dossier: what is right, or what may be offered. */
  readonly ids: readonly string[];
}

const optionOf = { event: "name", place: "name", actor: "name", claims: "topic", search: "text" } as const;

function read(file: string): Query[] {
  const text = readFileSync(new URL(`fresh/${file}.txt`, import.meta.url), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [kind = "", typed = "", ids = ""] = line.split("|");
      if (!Object.hasOwn(optionOf, kind)) throw new Error(`${file}: no command ${kind}`);
      return { kind: kind as Query["kind"], text: typed, ids: ids === "-" ? [] : ids.split(",") };
    });
}

/** What a card shows as the answer, or as the closest match; nothing where it only offers. */
async function shownFor(dispatch: Dispatch, { kind, text }: Query) {
  const answer = await dispatch(
    slashInteraction({ name: kind, options: { [optionOf[kind]]: text } }) as APIInteraction,
  );
  if (answer.type !== "card") throw new Error("not a card");
  const { card } = answer;
  const sentences = card.blocks.flatMap((block) => (block.type === "sentence" ? [block.excerpt.id] : []));
  const isClosest = card.blocks.some(
    (block) =>
      block.type === "text" && block.lines.flat().some((span) => isMessage(span) && span.say === "closest"),
  );
  return { id: card.id ?? "", sentences, isClosest };
}

/** Values of the suggestions, first to last, without a mark. */
async function suggestedFor(dispatch: Dispatch, { kind, text }: Query): Promise<string[]> {
  const answer = await dispatch(
    autocompleteInteraction({
      name: kind,
      options: { [optionOf[kind]]: text },
      focused: optionOf[kind],
    }) as APIInteraction,
  );
  return answer.type === "choices" ? answer.choices.map(({ value }) => withoutClosest(value).text) : [];
}

/** The right entry's own sentences stand on the card, or it is the entry's card. */
function isRight(
  catalogue: Catalogue,
  shown: Awaited<ReturnType<typeof shownFor>>,
  ids: readonly string[],
): boolean {
  return ids.some((id) => {
    const item = catalogue.get(id);
    if (item === undefined) throw new Error(`there is no ${id}`);
    // What covers the whole collection opens as what the collection says of itself.
    if (shown.id === openedCard(item).id) return true;
    const own = excerptsOf(item);
    return own.length > 0 && own.every((excerpt) => shown.sentences.includes(excerpt.id));
  });
}

/** Asks all queries of some sets, named by their letters; shares from 0 to 1. */
export async function askFresh(library: Library, sets: string) {
  const { catalogue } = library;
  const dispatch = createDispatch(library, ({ error }) => {
    throw error;
  });
  const held = [...sets].flatMap((set) => read(`held-${set}`));
  const absent = [...sets].flatMap((set) => read(`absent-${set}`));
  const sum = { shown: 0, closest: 0, first: 0, five: 0, agree: 0, suggested: 0, search: 0, searchFirst: 0 };
  for (const query of held) {
    const shown = await shownFor(dispatch, query);
    const right = isRight(catalogue, shown, query.ids);
    if (query.kind === "search") {
      sum.search += 1;
      if (query.ids.some((id) => catalogue.get(id)?.id === shown.sentences[0])) sum.searchFirst += 1;
      continue;
    }
    if (right) sum.shown += 1;
    if (right && shown.isClosest) sum.closest += 1;
    const suggestions = await suggestedFor(dispatch, query);
    const rightIds = query.ids.map((id) => catalogue.get(id)?.id);
    if (rightIds.includes(suggestions[0])) sum.first += 1;
    if (suggestions.slice(0, 5).some((id) => rightIds.includes(id))) sum.five += 1;
    if (suggestions.length > 0) sum.suggested += 1;
    if (suggestions.length > 0 && suggestions[0] === shown.id) sum.agree += 1;
  }
  const lost = { answered: 0, offered: 0 };
  for (const query of absent) {
    const shown = await shownFor(dispatch, query);
    const isShown = shown.sentences.length > 0;
    if (isShown && !shown.isClosest && query.kind !== "search") lost.answered += 1;
    const acceptable = query.ids.map((id) => catalogue.get(id)?.id);
    const suggestions = query.kind === "search" ? [] : await suggestedFor(dispatch, query);
    const unwelcome =
      (isShown && shown.isClosest && !isRight(catalogue, shown, query.ids)) ||
      suggestions.slice(0, 1).some((id) => !acceptable.includes(id));
    if (unwelcome) lost.offered += 1;
  }
  const named = held.length - sum.search;
  const share = (count: number, of: number) => ({ count, of, share: count / Math.max(1, of) });
  return {
    shown: share(sum.shown, named),
    closest: share(sum.closest, sum.shown),
    first: share(sum.first, named),
    five: share(sum.five, named),
    agree: share(sum.agree, sum.suggested),
    search: share(sum.searchFirst, sum.search),
    answered: share(lost.answered, absent.length),
    unwelcome: share(lost.offered, absent.length),
  };
}
