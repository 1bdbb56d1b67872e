/** What the collections have on a message: for the person who asked alone, and without a word of the message. */
import {
  type Actor,
  type Dossier,
  type Event,
  type Excerpt,
  excerptsOf,
  type Item,
  type Place,
  type Question,
} from "../dossier/catalogue.ts";
import { say } from "../messages/message.ts";
import type { Block, Card } from "./card.ts";
import { aboutButton, card, detailsButton, openButton, selectOf, small, sourceLine } from "./parts.ts";
import { lengthOf, mostCharacters } from "./room.ts";
import { type EqualFigures, sentence } from "./sentence.ts";

/** What a message touches, each list best first. */
export interface Bearing {
  readonly questions: readonly Question[];
  readonly events: readonly Event[];
  readonly excerpts: readonly Excerpt[];
  /** Places and actors that it names. */
  readonly named: readonly (Place | Actor)[];
  readonly equal: EqualFigures;
}

type Topic = Question | Event | Excerpt;

/** On a card, at most. */
const most = { topics: 3, sentences: 5 };
/** Characters of a title, a line of what more there is, and the source lines. */
const roomForRest = 600;

/** The topics in the source's order, each with its sentences; the mark beside an equal figure exists on this card alone. */
export function messageCard(bearing: Bearing, dossiers: readonly Dossier[]): Card {
  const found = inOrder(bearing);
  const topics = fitting(found, bearing.equal);
  const [first] = topics;
  if (first === undefined) return nothingCard(bearing.named, dossiers);
  const more = found.filter((item) => !topics.includes(item));
  return card({
    id: `${first.dossier.id}/message`,
    blocks: [
      { type: "title", text: say("messageTitle") },
      small([say("messageContext")]),
      ...blocksOf(topics, bearing.equal),
      more.length === 0 ? null : small([say("messageMore", more.length)]),
      ...[...new Set(topics.map(({ dossier }) => dossier))].map((dossier) => sourceLine(dossier)),
    ],
    select: selectOf([...topics, ...more, ...bearing.named]),
    buttons: [[detailsButton({ type: "message", shown: topics.length }), aboutButton(first.dossier)]],
    privateOnly: true,
  });
}

/** Each topic under its title; a sentence of two topics stands once, and what there is no room for is counted. */
function blocksOf(topics: readonly Topic[], equal: EqualFigures): Block[] {
  const blocks: Block[] = [];
  const shown = new Set<Excerpt>();
  for (const topic of topics) {
    blocks.push({ type: "heading", text: topic.title });
    const beside = topic.kind === "question" && topic.claims.length > 1;
    let left = 0;
    for (const excerpt of excerptsOf(topic)) {
      const again = shown.has(excerpt);
      const block: Block = again
        ? { type: "small", lines: [[say("quotedAbove", excerpt.id)]] }
        : sentence(excerpt, { of: topic, equal, beside });
      const fits = lengthOf([...blocks, block]) <= mostCharacters - roomForRest;
      if (shown.size > 0 && (!fits || (!again && shown.size === most.sentences))) left += 1;
      else {
        blocks.push(block);
        shown.add(excerpt);
      }
    }
    if (left > 0) blocks.push({ type: "small", lines: [[say("moreSentences", left)]] });
  }
  return blocks;
}

/** Topics before events and sentences; each thing once: what a topic already shows whole adds nothing. */
function inOrder({ questions, events, excerpts }: Bearing): Topic[] {
  const shown = new Set(questions.flatMap((question) => question.excerpts));
  const others = events.filter(
    (event) => event.excerpts.length > 0 && !event.excerpts.every((excerpt) => shown.has(excerpt)),
  );
  for (const excerpt of others.flatMap((event) => event.excerpts)) shown.add(excerpt);
  return [...questions, ...others, ...excerpts.filter((excerpt) => !shown.has(excerpt))];
}

/** The best that a card has room for whole, in the order of the source. The first is always among them. */
function fitting(found: readonly Topic[], equal: EqualFigures): Topic[] {
  let chosen: Topic[] = [];
  for (const topic of found) {
    if (chosen.length === most.topics) break;
    const together = [...chosen, topic].sort((one, other) => positionOf(one) - positionOf(other));
    const sentences = new Set(together.flatMap(excerptsOf));
    const whole =
      blocksOf(together, equal).filter(({ type }) => type === "sentence").length === sentences.size;
    if (chosen.length === 0 || whole) chosen = together;
  }
  return chosen;
}

function positionOf(topic: Topic): number {
  const [first] = excerptsOf(topic);
  return first === undefined ? -1 : topic.dossier.excerpts.indexOf(first);
}

/** A message about something else: what is covered, and the entries it names. */
function nothingCard(named: readonly Item[], dossiers: readonly Dossier[]): Card {
  const [dossier] = dossiers;
  return card({
    blocks: [
      { type: "title", text: say("messageNothing") },
      dossier === undefined ? null : { type: "text", lines: [[say("covers", dossier.source.title)]] },
      small([say("messageNotKept")]),
      dossier === undefined ? null : sourceLine(dossier),
    ],
    select: selectOf(named),
    buttons: [
      [
        ...named.slice(0, 2).map((item) => openButton(item, item.title)),
        ...(dossier === undefined ? [] : [aboutButton(dossier)]),
      ],
    ],
    privateOnly: true,
    outcome: "abstained",
  });
}
