/**
 * What people who know nothing of the rules are given: `npm run bench:fresh`. Of queries written blind, for what is held
 * and for what is not, it counts what the bot shows, suggests and offers. Prints counts alone: whoever tunes on these
 * queries has none left to report on. `--set a` asks one set.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { APIInteraction } from "discord-api-types/v10";
import { createDispatch } from "../src/dispatch.ts";
import { excerptsOf } from "../src/dossier/catalogue.ts";
import { withoutClosest } from "../src/lookup/closest.ts";
import { isMessage } from "../src/messages/message.ts";
import { library } from "../tests/cards/library.ts";
import { autocompleteInteraction, slashInteraction } from "../tests/support/interactions.ts";

const { values: given } = parseArgs({ options: { set: { type: "string" } } });

interface Query {
  readonly kind: keyof typeof optionOf;
  readonly text: string;
  /** Ids without their dossier: what is right, or what may be offered. */
  readonly ids: readonly string[];
}

const optionOf = { event: "name", place: "name", actor: "name", claims: "topic", search: "text" } as const;

function read(file: string): Query[] {
  const text = readFileSync(new URL(`search/fresh/${file}.txt`, import.meta.url), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [kind = "", typed = "", ids = ""] = line.split("|");
      if (!Object.hasOwn(optionOf, kind)) throw new Error(`${file}: no command ${kind}`);
      return { kind: kind as Query["kind"], text: typed, ids: ids === "-" ? [] : ids.split(",") };
    });
}

const { catalogue } = library;
const dispatch = createDispatch(library, ({ error }) => {
  throw error;
});

/** What a card shows as the answer, or as the closest match; nothing where it only offers. */
async function shownFor({ kind, text }: Query) {
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
async function suggestedFor({ kind, text }: Query): Promise<string[]> {
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
function isRight(shown: Awaited<ReturnType<typeof shownFor>>, ids: readonly string[]): boolean {
  return ids.some((id) => {
    const item = catalogue.get(id);
    if (item === undefined) throw new Error(`there is no ${id}`);
    if (shown.id === item.id) return true;
    const own = excerptsOf(item);
    return own.length > 0 && own.every((excerpt) => shown.sentences.includes(excerpt.id));
  });
}

const percent = (part: number, of: number) => `${part} of ${of} (${((100 * part) / of).toFixed(1)}%)`;
const sets = given.set === undefined ? ["a", "b"] : [given.set];
const held = sets.flatMap((set) => read(`held-${set}`));
const absent = sets.flatMap((set) => read(`absent-${set}`));
const sum = { shown: 0, closest: 0, first: 0, five: 0, agree: 0, suggested: 0, search: 0, searchFirst: 0 };
for (const query of held) {
  const shown = await shownFor(query);
  const right = isRight(shown, query.ids);
  if (query.kind === "search") {
    sum.search += 1;
    if (query.ids.some((id) => catalogue.get(id)?.id === shown.sentences[0])) sum.searchFirst += 1;
    continue;
  }
  if (right) sum.shown += 1;
  if (right && shown.isClosest) sum.closest += 1;
  const suggestions = await suggestedFor(query);
  const rightIds = query.ids.map((id) => catalogue.get(id)?.id);
  if (rightIds.includes(suggestions[0])) sum.first += 1;
  if (suggestions.slice(0, 5).some((id) => rightIds.includes(id))) sum.five += 1;
  if (suggestions.length > 0) sum.suggested += 1;
  if (suggestions.length > 0 && suggestions[0] === shown.id) sum.agree += 1;
}
const lost = { answered: 0, offered: 0 };
for (const query of absent) {
  const shown = await shownFor(query);
  const isShown = shown.sentences.length > 0;
  if (isShown && !shown.isClosest && query.kind !== "search") lost.answered += 1;
  const acceptable = query.ids.map((id) => catalogue.get(id)?.id);
  const suggestions = query.kind === "search" ? [] : await suggestedFor(query);
  const unwelcome =
    (isShown && shown.isClosest && !isRight(shown, query.ids)) ||
    suggestions.slice(0, 1).some((id) => !acceptable.includes(id));
  if (unwelcome) lost.offered += 1;
}
const named = held.length - sum.search;
for (const [what, figure] of [
  ["held: the right entry shown", percent(sum.shown, named)],
  ["… of these as closest", percent(sum.closest, Math.max(1, sum.shown))],
  ["suggested first", percent(sum.first, named)],
  ["suggested in five", percent(sum.five, named)],
  ["suggestion and answer agree", percent(sum.agree, Math.max(1, sum.suggested))],
  ["/search: the right sentence first", percent(sum.searchFirst, Math.max(1, sum.search))],
  ["not held: given as an answer", percent(lost.answered, absent.length)],
  ["not held: suggested or closest, unwelcome", percent(lost.offered, absent.length)],
] as const)
  console.log(`| ${what} | ${figure} |`);
