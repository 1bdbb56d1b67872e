/** What the collections have on a message: for the person who asked alone, and without a word of the message. */
import type { Actor, Dossier, Event, Excerpt, Item, Place, Question } from "../dossier/catalogue.ts";
import { say } from "../messages/message.ts";
import type { Block, Card } from "./card.ts";
import { aboutButton, card, detailsButton, openButton, selectOf, small, sourceLine } from "./parts.ts";
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

/** Topics on a card, and sentences and their characters in all: Discord takes 4,000 in a message, marks included. */
const most = { topics: 3, sentences: 5, characters: 2200 };

/** The topics in the source's order, each with its sentences; the mark beside an equal figure exists on this card alone. */
export function messageCard(bearing: Bearing, dossiers: readonly Dossier[]): Card {
  const found = inOrder(bearing);
  const topics = fitting(found);
  const [first] = topics;
  if (first === undefined) return nothingCard(bearing.named, dossiers);
  const more = found.filter((item) => !topics.includes(item));
  const shown = new Set<Excerpt>();
  return card({
    id: `${first.dossier.id}/message`,
    blocks: [
      { type: "title", text: say("messageTitle") },
      small([say("messageContext")]),
      ...topics.flatMap((topic): Block[] => [
        { type: "heading", text: topic.title },
        ...sentencesIn(topic).flatMap((excerpt): Block[] => {
          if (shown.has(excerpt)) return [{ type: "small", lines: [[say("quotedAbove", excerpt.id)]] }];
          shown.add(excerpt);
          const beside = topic.kind === "question" && topic.claims.length > 1;
          return [sentence(excerpt, { of: topic, equal: bearing.equal, beside })];
        }),
      ]),
      more.length === 0 ? null : small([say("messageMore", more.length)]),
      ...[...new Set(topics.map(({ dossier }) => dossier))].map((dossier) => sourceLine(dossier)),
    ],
    select: selectOf([...topics, ...more, ...bearing.named]),
    buttons: [[detailsButton({ type: "message", shown: topics.length }), aboutButton(first.dossier)]],
    privateOnly: true,
  });
}

function sentencesIn(topic: Topic): readonly Excerpt[] {
  return topic.kind === "excerpt" ? [topic] : topic.excerpts;
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

/** The best that a card has room for, in the order of the source. The first is always among them. */
function fitting(found: readonly Topic[]): Topic[] {
  const chosen: Topic[] = [];
  const sentences = new Set<Excerpt>();
  for (const topic of found) {
    const together = new Set([...sentences, ...sentencesIn(topic)]);
    const characters = [...together].reduce((sum, { exact }) => sum + exact.length, 0);
    const fits = together.size <= most.sentences && characters <= most.characters;
    if (chosen.length === most.topics || (chosen.length > 0 && !fits)) continue;
    chosen.push(topic);
    for (const excerpt of sentencesIn(topic)) sentences.add(excerpt);
  }
  return chosen.sort((one, other) => positionOf(one) - positionOf(other));
}

function positionOf(topic: Topic): number {
  const [first] = sentencesIn(topic);
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
