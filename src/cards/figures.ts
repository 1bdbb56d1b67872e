/** Figures as a picture's data: only statements with the same verb and the same counted noun, word for word. */
import type { Claim, Question } from "../dossier/catalogue.ts";
import { type Messages, plain, say } from "../messages/message.ts";
import type { FigureRow, FiguresPicture } from "../pictures/picture.ts";
import type { Line } from "./card.ts";
import { isOneDay } from "./dates.ts";
import { drawn, type PictureBlock } from "./picture.ts";
import { rangesOf } from "./sentence.ts";

type Figure = Claim & { readonly quantity: NonNullable<Claim["quantity"]> };

/**
 * The picture of the statements on one page of a question; null where no two of them count the same thing in the
 * same words, or where one of those stands behind a spoiler.
 */
export function figuresPicture(question: Question, claims: readonly Claim[]): PictureBlock | null {
  const figures = claims.filter((claim): claim is Figure => claim.quantity !== null);
  const counted = Map.groupBy(figures, ({ quantity }) => `${quantity.counted}\n${quantity.verb}`);
  const groups = [...counted.values()].filter(
    (group) => group.filter(hasNumber).length > 1 && group.every(({ excerpt }) => excerpt.graphic === null),
  );
  if (groups.length === 0) return null;
  const all = groups.flat().length;
  const draw = (messages: Messages): FiguresPicture => ({
    type: "figures",
    title: drawn(question.title, messages),
    subtitle: drawn(say("figuresSubtitle", claims.length - all), messages),
    groups: groups.map((group) => ({
      counted: plain(countedIn(group), messages),
      rows: group.map((figure) => rowOf(figure, messages)),
    })),
    words: {
      tenfold: drawn(say("figuresTenfold"), messages),
      unreadable: drawn(say("pictureUnreadable"), messages),
    },
  });
  return {
    type: "picture",
    name: "figures.png",
    of: "figures",
    draw,
    alt: [say("figuresAlt", question.title, all)],
    lines: [],
  };
}

function hasNumber({ quantity }: Figure): boolean {
  return quantity.low !== null || quantity.high !== null;
}

function countedIn([first]: readonly Figure[]): Line {
  return first === undefined ? [] : [say("figuresCounted", first.quantity.counted, first.quantity.verb)];
}

function rowOf(figure: Figure, messages: Messages): FigureRow {
  const { quantity, excerpt, date, leavesOpen } = figure;
  const { opensWith, id } = excerpt;
  const worded =
    date === null || date.is === "relative"
      ? null
      : {
          words: date.words,
          came: date.is,
          isOneDay: isOneDay(date.edtf),
          isYearFromTitle: false,
        };
  return {
    notice: opensWith?.answers ? plain(say("answersMissing", opensWith.words), messages) : null,
    speaker: plain(speakerOf(figure), messages),
    figure: plain([{ quoted: stretchOf(figure) }], messages),
    low: quantity.low,
    high: quantity.high,
    note: plain(say("figuresNote", id, worded, leavesOpen), messages),
  };
}

function speakerOf({ claimant, attributed, verbOfSaying }: Figure): Line {
  if (claimant !== null) {
    return [say(attributed ? "figuresAttributed" : "figuresSpeaker", claimant.words)];
  }
  return [verbOfSaying === null ? say("figuresArticle") : say("figuresHearsay", verbOfSaying)];
}

/** The figure in one stretch of the text, from the first to the last of its own words and of those that qualify it. */
function stretchOf({ words, quantity, hedges, excerpt }: Figure): string {
  const { exact } = excerpt;
  const start = Math.max(0, exact.indexOf(words));
  const [from, to] = rangesOf(quantity.words, exact).find(([at]) => at >= start) ?? [];
  if (from === undefined || to === undefined) return quantity.words;
  const around = hedges.flatMap((hedge) => {
    const ranges = rangesOf(hedge.words, exact);
    return ranges.findLast(([at]) => at <= from) ?? ranges[0] ?? [];
  });
  return exact.slice(Math.min(from, ...around), Math.max(to, ...around));
}
