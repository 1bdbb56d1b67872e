import type { Actor, ActorMention } from "../dossier/catalogue.ts";
import type { Card, Line } from "./card.ts";
import { pageOf, rangeOf } from "./pages.ts";
import {
  card,
  draftLines,
  fromReading,
  holding,
  joined,
  leadsTo,
  noteLine,
  quotation,
  readingCost,
  rule,
  selectOf,
  sourceLines,
  turning,
} from "./parts.ts";
import { remembered } from "./remembered.ts";
import { timelineButton } from "./timeline.ts";

const standings = Object.freeze({
  doing: "as doing",
  affected: "as affected",
  saidBy: "as who says it",
  mentioned: "as mentioned",
});

/** As what an actor stands in each sentence, by the sentence's own words, in the order of the source. */
export const actorCard = remembered(makeCard);

/** `matched`: one of the actor's own names. */
function makeCard(actor: Actor, pageNumber = 1, matched: string | null = null): Card {
  const { dossier } = actor;
  const page = pageOf(actor.excerpts, pageNumber, { most: 5, budget: 800, cost: readingCost });
  const shown = rangeOf(page, actor.excerpts.length);
  const tally = Object.entries(standings).flatMap(([role, words]): Line[] => {
    const held = new Set(
      actor.mentions.filter((mention) => mention.role === role).map(({ excerpt }) => excerpt.id),
    );
    return held.size === 0 ? [] : [[`${held.size} ${words}`]];
  });
  return card({
    id: actor.id,
    blocks: [
      {
        type: "title",
        text: actor.title,
        lines: [...matchedLines(actor, matched), [actor.actorType], ...draftLines(actor)],
      },
      {
        type: "text",
        lines: [
          [
            { strong: `In ${actor.excerpts.length} of ${holding(dossier)}` },
            ": ",
            ...joined(tally, ", "),
            actor.excerpts.length === 1 ? ":" : `. Order of the source${shown && `, ${shown}`}:`,
          ],
        ],
      },
      ...page.items.map((excerpt) => {
        const mentions = actor.mentions.filter((mention) => mention.excerpt === excerpt);
        return quotation(excerpt, { notes: mentions.map((mention) => standing(mention)) });
      }),
      rule,
      noteLine(actor),
      sourceLines(
        dossier,
        actor.note !== null || actor.mentions.some(({ basis }) => basis !== "named") ? [fromReading] : [],
      ),
    ],
    select: selectOf([...actor.excerpts, ...questionsOf(actor), ...leadsTo(page.items, actor)]),
    buttons: [
      [
        ...turning(page, (number) => ({ type: "open", id: actor.id, page: number })),
        timelineButton(dossier, { actor }),
      ],
    ],
  });
}

function matchedLines({ title }: Actor, matched: string | null): Line[] {
  return matched === null || matched === title ? [] : [["matched: ", { name: matched }]];
}

function questionsOf(actor: Actor) {
  return actor.claims.flatMap((claim) => claim.question ?? []);
}

/** The excerpt's own words for the actor, what it stands as, and whether the grouping is the dossier's. */
function standing({ words, role, basis, actor }: ActorMention): Line {
  const grouped = basis === "named" ? "" : `; grouped here under ${actor.title} ${fromReading}`;
  return [{ quoted: words }, ` ${standings[role]}${grouped}`];
}
