import type { Claim, Excerpt, Question } from "../dossier/catalogue.ts";
import type { Block, Button, Card, Line } from "./card.ts";
import { yearBasis } from "./dates.ts";
import { figuresPicture } from "./figures.ts";
import { type Page, pageOf, rangeOf } from "./pages.ts";
import {
  articleButton,
  card,
  count,
  draftLines,
  holding,
  joined,
  leadsTo,
  nobodyNamed,
  openButton,
  quotation,
  readingCost,
  rule,
  selectOf,
  sourceLines,
  turning,
} from "./parts.ts";
import { pictureButton } from "./picture.ts";
import { remembered } from "./remembered.ts";

/** Statements on one point, side by side in the order of the source, with the whole sentences below. */
export const questionCard = remembered(makeCard);

function makeCard(question: Question, pageNumber = 1): Card {
  const { dossier } = question;
  const page = statementPage(question, pageNumber);
  const excerpts = excerptsOf(page.items);
  const seeAlso = question.seeAlso.slice(0, 2);
  return card({
    id: question.id,
    blocks: [
      {
        type: "title",
        text: question.title,
        lines: [statementCount(question, page), ...draftLines(question)],
      },
      question.oneSided ? oneSidedNotice([question]) : null,
      rule,
      ...statementBlocks(page, rule),
      rule,
      {
        type: "small",
        lines: [
          ...(question.seeAlso.length === 0
            ? []
            : [
                [
                  `On the same matter, with no statement counted here: ${question.seeAlso.map(({ id }) => id).join(", ")}`,
                ],
              ]),
          [`No further statement on this is among the ${holding(dossier)}. Footnotes not checked.`],
        ],
      },
      sourceLines(dossier),
    ],
    select: selectOf([...excerpts, ...question.seeAlso, ...leadsTo(excerpts, question)]),
    buttons: [
      [
        ...turning(page, (number) => ({ type: "open", id: question.id, page: number })),
        ...citeButtons(excerpts),
        ...seeAlso.map((excerpt) => openButton(excerpt, excerpt.id)),
      ].slice(0, 5),
      [
        ...(figuresPicture(question, page.items) === null
          ? []
          : [pictureButton({ type: "open", id: question.id, page: page.number }, "Draw figures")]),
        articleButton(dossier),
      ],
    ],
  });
}

/** A page of a question's claims: the same cut wherever the question is shown. */
export function statementPage({ claims }: Question, number: number): Page<Claim> {
  return pageOf(claims, number, { most: 5, budget: 2200, cost: claimCost });
}

/** How many statements there are, that they are in the source's order, and which of them a page holds. */
export function statementCount({ claims }: Question, page: Page<Claim>): Line {
  const shown = rangeOf(page, claims.length);
  const differ = differentThingsCounted(claims) ? "; different things counted" : "";
  return [
    { strong: `${count(claims.length, "statement")} from ONE article` },
    `${differ}. Order of the source.${shown && ` ${shown}.`}`,
  ];
}

/** Claims with a number of somebody's message: that number, or one end of a range. */
export type EqualFigures = ReadonlyMap<Claim, "whole" | "part">;

/** The statements of a page and, below them, the whole sentences they stand in; all of them equal in size. */
export function statementBlocks(
  page: Page<Claim>,
  between: Block | null,
  equal: EqualFigures = new Map(),
): Block[] {
  return [
    {
      type: "statements",
      statements: page.items.map((claim, index) =>
        statement(claim, page.start + index + 1, page.items[index - 1], equal.get(claim)),
      ),
    },
    ...(between === null ? [] : [between]),
    ...excerptsOf(page.items).map((excerpt) => quotation(excerpt, { said: true })),
  ];
}

function excerptsOf(claims: readonly Claim[]): Excerpt[] {
  return [...new Set(claims.map((claim) => claim.excerpt))];
}

/**
 * Above the quotation wherever all statements on a point come from one claimant. It is computed, and it neither
 * names nor paraphrases the side that is absent.
 */
export function oneSidedNotice(questions: readonly Question[]): Block {
  const excerpts = [...new Set(questions.flatMap((question) => question.excerpts))];
  const answering = excerpts.find(
    (excerpt) =>
      excerpt.opensWith !== null &&
      excerpt.opensWith.refersTo === null &&
      excerpt.claims.some(({ connective }) => connective === excerpt.opensWith?.words),
  );
  const line: Line =
    answering?.opensWith == null
      ? ["No statement by another claimant on this is in this dossier."]
      : [
          `${answering.id} opens with `,
          { quoted: answering.opensWith.words },
          "; what it answers is not in this dossier.",
        ];
  return { type: "notice", strong: "One side only.", line };
}

/** True where two quantities are of different things: then they are never one scale, and the card says so. */
function differentThingsCounted(claims: readonly Claim[]): boolean {
  const counted = claims.flatMap(({ quantity }) =>
    quantity ? [`${quantity.verb}\n${quantity.counted}`] : [],
  );
  return new Set(counted).size > 1;
}

function claimCost(claim: Claim): number {
  return claim.words.length + (claim.claimant?.words.length ?? 0) + readingCost(claim.excerpt);
}

/**
 * One statement: its own words, who says it and when, and what its clause leaves open. Where its figure is in a
 * message too, what is left open stands beside that, so that a lone equal number does not read as confirmed.
 */
function statement(
  claim: Claim,
  position: number,
  above: Claim | undefined,
  equal: "whole" | "part" | undefined,
): Line[] {
  const { date, excerpt } = claim;
  const basis = date && yearBasis(date);
  const when: Line = date
    ? [{ quoted: date.words }, ` (${date.of}${basis ? `; ${basis}` : ""})`]
    : ["date: not said"];
  const open = claim.leavesOpen.length === 0 ? [] : [`left open: ${claim.leavesOpen.join(", ")}`];
  const note = claim.note === null ? [] : [claim.note];
  const number =
    equal === "part" ? "= number in the message, as one end of a range" : "= number in the message";
  return [
    [{ strong: `${position}` }, "  ", ...ownWords(claim)],
    joined([speaker(claim, above), when, footnotes(claim), equal ? [] : open, note, [excerpt.id]]),
    ...(equal ? [joined([[number], open])] : []),
  ];
}

/** Who says it: "the same" where the statement above is the same speaker's, in the same sentence. */
function speaker({ claimant, verbOfSaying, excerpt }: Claim, above: Claim | undefined): Line {
  if (claimant === null) return [`said by: ${nobodyNamed}`];
  const { words } = claimant;
  if (above?.excerpt === excerpt && above.claimant?.words === words && above.verbOfSaying === verbOfSaying) {
    return ["said by the same"];
  }
  return [
    "said by ",
    { quoted: words },
    ...(verbOfSaying ? [" (", { quoted: verbOfSaying } as const, ")"] : []),
  ];
}

/** A graphic excerpt stays behind its spoiler: of its claims only the figure, its verb, noun and hedges stand outside. */
function ownWords({ words, excerpt, quantity, hedges }: Claim): Line {
  if (excerpt.graphic === null) return [{ quoted: words }];
  if (quantity === null) return [`in the sentence below, behind the spoiler (content: ${excerpt.graphic})`];
  const { words: figure, verb, counted } = quantity;
  const rest = [verb, counted, ...hedges].filter(
    (part) => excerpt.exact.includes(part) && !figure.includes(part),
  );
  return joined(
    [figure, ...rest].map((part): Line => [{ quoted: part }]),
    " ",
  );
}

function footnotes({ footnotes: marked }: Claim): Line {
  if (marked.length === 0) return ["no footnote here"];
  const groups = Map.groupBy(marked, ({ after }) => after);
  return joined(
    [...groups].map(
      ([after, group]): Line => [
        `${group.map(({ number }) => `[${number}]`).join("")} after `,
        { quoted: after },
      ],
    ),
    ", ",
  );
}

function citeButtons(excerpts: readonly Excerpt[]): Button[] {
  return excerpts.slice(0, 2).map((excerpt) => openButton(excerpt, `Cite ${excerpt.id}`));
}
