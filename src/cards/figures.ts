/** Figures as a picture's data: only statements with the same verb and the same counted noun, word for word. */
import type { Claim, Question } from "../dossier/catalogue.ts";
import type { FigureRow, FiguresPicture } from "../pictures/picture.ts";
import { nobodyNamed } from "./parts.ts";
import type { PictureBlock } from "./picture.ts";
import { typographic } from "./typography.ts";

/**
 * The picture of the statements on one page of a question; null where no two of them count the same thing in the
 * same words, or where one of those stands behind a spoiler.
 */
export function figuresPicture(question: Question, claims: readonly Claim[]): PictureBlock | null {
  const counted = Map.groupBy(
    claims.filter(({ quantity }) => quantity !== null),
    ({ quantity }) => `${quantity?.counted}\n${quantity?.verb}`,
  );
  const groups = [...counted.values()].filter(
    (group) => group.filter(hasNumber).length > 1 && group.every(({ excerpt }) => excerpt.graphic === null),
  );
  if (groups.length === 0) return null;
  const drawn = groups.flat().length;
  const left = claims.length - drawn;
  const picture: FiguresPicture = {
    type: "figures",
    title: typographic(question.title),
    subtitle: `Statements of one article, in the order of the source${left === 0 ? "" : `; ${left} that count other things are not drawn`}`,
    groups: groups.map((group) => ({
      counted: quotedWords(group[0]?.quantity ?? { counted: "", verb: "" }),
      rows: group.flatMap(rowOf),
    })),
  };
  return {
    type: "picture",
    name: "figures.png",
    picture,
    alt: `Figures: ${question.title}. ${drawn} statements, one row each in the order of the source: a point for one number, a bar for a range. Who says what is in the card’s text.`,
    lines: [["Drawn together only where verb and noun are the same, word for word. No sum, no mean."]],
  };
}

function hasNumber({ quantity }: Claim): boolean {
  return quantity !== null && (quantity.low !== null || quantity.high !== null);
}

function quotedWords({ counted, verb }: { counted: string; verb: string }): string {
  return counted === verb ? `“${counted}”` : `“${counted}”, “${verb}”`;
}

function rowOf({ quantity, claimant, hedges, excerpt, date }: Claim): FigureRow[] {
  if (quantity === null) return [];
  const { words, low, high } = quantity;
  const hedged = hedges.filter((hedge) => !words.includes(hedge)).map((hedge) => `“${hedge}”`);
  return [
    {
      claimant: claimant === null ? nobodyNamed : `“${claimant.words}”`,
      figure: [`“${words}”`, ...hedged].join(" · "),
      low,
      high,
      note: `${excerpt.id} · ${date === null ? "date: not said" : `“${date.words}”`}`,
    },
  ];
}
