/** A topic whose statements share verb and noun: none in the bundled dossier does. */
import { figuresPicture } from "../../src/cards/figures.ts";
import type { Claim, Question } from "../../src/dossier/catalogue.ts";
import { dossier } from "../cards/library.ts";

const sample = dossier.claims.find(({ excerpt }) => excerpt.graphic === null) as Claim;

export interface Stated {
  readonly by: string | null;
  readonly words: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly counted?: string;
  readonly verb?: string;
  readonly graphic?: string;
  readonly hedges?: readonly string[];
  readonly answers?: boolean;
}

/** Sentences that state them, one after another. */
const exact =
  "In contrast, the town council said it had sheltered between 150 and up to 280 families, perhaps more. " +
  "About 168 families were sheltered. A spokesman said at least 400; residents said hundreds.";

export function claimOf({
  by,
  words,
  low,
  high,
  counted = "families",
  verb = "sheltered",
  graphic,
  hedges = [],
  answers = false,
}: Stated): Claim {
  return {
    ...sample,
    excerpt: {
      ...sample.excerpt,
      exact,
      graphic: graphic ?? null,
      opensWith: answers ? { words: "In contrast", refersTo: null, answers } : null,
    },
    words,
    attributed: false,
    verbOfSaying: null,
    claimant: by === null ? null : { words: by, actor: dossier.actors[0] as never },
    quantity: { words, low, best: low === high ? low : null, high, counted, verb },
    hedges: hedges.map((hedge) => ({ words: hedge, of: null })),
    date: null,
    leavesOpen: ["when"],
  };
}

export const question: Question = {
  ...(dossier.questions[0] as Question),
  title: "Families sheltered: figures given",
};

export const figures = figuresPicture(question, [
  claimOf({
    by: "the town council",
    words: "between 150 and up to 280",
    low: 150,
    high: 280,
    hedges: ["perhaps"],
    answers: true,
  }),
  claimOf({ by: null, words: "168", low: 168, high: 168, hedges: ["About"] }),
  claimOf({ by: "a spokesman of the relief committee", words: "at least 400", low: 400, high: null }),
  claimOf({ by: "residents", words: "hundreds", low: null, high: null }),
]);
