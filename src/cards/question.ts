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
  hedgedLine,
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
      // No line between: the figures are to be read without scrolling.
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
  const claims = page.items;
  const positions = new Map(claims.map((claim, index) => [claim, page.start + index + 1]));
  return [
    {
      type: "statements",
      statements: claims.map((claim, index) => {
        const position = positions.get(claim) ?? 0;
        const own: Line = [{ strong: `${position}` }, "  ", ...ownWords(claim)];
        const above = claims[index - 1];
        const mark = equal.get(claim);
        // What a clause leaves open stands beside an equal number, so that it does not read as confirmed.
        if (mark) return [own, aboutLine(claim, above, false), joined([[equalMarks[mark]], notSaid(claim)])];
        const like = firstLike(claim, claims.slice(0, index));
        if (!like) return [own, aboutLine(claim, above, true)];
        return [own, joined([[`speaker and rest as in ${positions.get(like)}`], noteOf(claim)])];
      }),
    },
    ...(between === null ? [] : [between]),
    ...excerptsOf(claims).map((excerpt) => {
      const held = claims.filter((claim) => claim.excerpt === excerpt);
      const numbers = held.map((claim) => positions.get(claim)).join(", ");
      const statements = `${held.length === 1 ? "statement" : "statements"} ${numbers}`;
      return quotation(excerpt, { said: true, about: [statements], notes: [footnotePlaces(held)] });
    }),
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

const equalMarks = Object.freeze({
  whole: "= number in the message",
  part: "= number in the message, as one end of a range",
});

/** Who says it and how surely, when, and what stands behind it; `open`: what its clause leaves open, too. */
function aboutLine(claim: Claim, above: Claim | undefined, open: boolean): Line {
  const marked = claim.footnotes.map(({ number }) => `[${number}]`).join("");
  return joined([
    speaker(claim, above),
    hedgedLine(claim.hedges),
    dateOf(claim),
    open ? notSaid(claim) : [],
    [marked || "no footnote"],
    noteOf(claim),
  ]);
}

/**
 * The first of the statements above with the same speaker, date, hedges, footnotes and gaps, all in one sentence. That
 * nobody is named is said each time.
 */
function firstLike(claim: Claim, above: readonly Claim[]): Claim | undefined {
  const last = above.at(-1);
  return claim.claimant && last?.excerpt === claim.excerpt && rest(last) === rest(claim)
    ? (firstLike(last, above.slice(0, -1)) ?? last)
    : undefined;
}

function rest({ claimant, verbOfSaying, hedges, date, footnotes, leavesOpen }: Claim): string {
  return JSON.stringify([claimant?.words, verbOfSaying, hedges, date, footnotes, leavesOpen]);
}

function dateOf({ date }: Claim): Line {
  if (date === null) return [];
  const basis = yearBasis(date);
  return [{ quoted: date.words }, ` (${date.of}${basis === null ? "" : `; ${basis}`})`];
}

/** The date, where the clause has none, and what else it leaves open. */
function notSaid({ date, leavesOpen }: Claim): Line {
  const missing = date === null ? ["date", ...leavesOpen.filter((what) => what !== "when")] : leavesOpen;
  return missing.length === 0 ? [] : [`not said: ${missing.join(", ")}`];
}

function noteOf({ note }: Claim): Line {
  return note === null ? [] : [note];
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

/**
 * A statement's words, led by its figure where they hold another statement's as well. A graphic excerpt stays behind
 * its spoiler: of its statements only the figure, its verb and noun stand outside, and the line says so.
 */
function ownWords(claim: Claim): Line {
  const { words, excerpt, quantity, question } = claim;
  if (excerpt.graphic !== null) return withoutGraphic(claim);
  const whole: Line = [{ quoted: words }];
  const others = question?.claims.filter((other) => other !== claim && other.excerpt === excerpt) ?? [];
  const holdsAnother = others.some((other) => other.quantity && words.includes(other.quantity.words));
  return quantity && holdsAnother ? [{ quoted: quantity.words }, ": ", ...whole] : whole;
}

function withoutGraphic({ excerpt, quantity }: Claim): Line {
  if (quantity === null) return ["in the sentence below: graphic passage"];
  const { words: figure, verb, counted } = quantity;
  const parts = [verb, counted].filter((part) => excerpt.exact.includes(part) && !figure.includes(part));
  const shown = joined(
    [figure, ...parts].map((part): Line => [{ quoted: part }]),
    " ",
  );
  return [...shown, " · rest below: graphic passage"];
}

/** Where the markers behind some statements of a sentence stand. */
function footnotePlaces(claims: readonly Claim[]): Line {
  const marked = new Map(claims.flatMap(({ footnotes }) => footnotes.map((each) => [each.number, each])));
  const places = Map.groupBy(marked.values(), ({ after }) => after);
  return joined(
    [...places].map(
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
