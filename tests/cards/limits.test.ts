import { InteractionResponseType } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { judgeCallback } from "../../src/discord/judge.ts";
import { toMessage } from "../../src/discord/message.ts";
import { createCatalogue } from "../../src/dossier/catalogue.ts";
import { tooLongToShow } from "../../src/fits.ts";
import { fc } from "../support/fast-check.ts";
import { contentCards, everyCard, noticeCards, quotedExcerpts, type Shown } from "./every-card.ts";
import { library } from "./library.ts";
import { anyShape, dossierOf, ordinaryShape } from "./synthetic.ts";

/** What Discord would refuse of some cards, each named. */
function refusals(cards: readonly Shown[]): string[] {
  return cards.flatMap(({ what, card }) =>
    judgeCallback({
      type: InteractionResponseType.ChannelMessageWithSource,
      data: toMessage(card, { ephemeral: true }),
    }).map((problem) => `${what}: ${problem}`),
  );
}

describe("Discord takes", () => {
  test("every card and page of the bundled dossier", () => {
    expect(refusals(everyCard(library.catalogue))).toEqual([]);
  });

  test("every card of a dossier that an author may well write", () => {
    fc.assert(
      fc.property(ordinaryShape, (shape) => {
        const catalogue = createCatalogue([dossierOf(shape)]);
        expect(tooLongToShow(catalogue)).toEqual([]);
        expect(refusals(everyCard(catalogue)).slice(0, 5)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  test("whatever a dossier holds, every card but those that its check refuses", () => {
    fc.assert(
      fc.property(anyShape, (shape) => {
        const catalogue = createCatalogue([dossierOf(shape)]);
        const refused = new Set(tooLongToShow(catalogue).map(({ entry }) => entry));
        const isRefused = ({ id }: { id: string }) => refused.has(id.slice(id.indexOf("/") + 1));
        const cards = contentCards(catalogue).filter(
          ({ item, card }) => !(item ? isRefused(item) : quotedExcerpts(card).some(isRefused)),
        );
        expect(refusals(cards).slice(0, 5)).toEqual([]);
        expect(refusals(noticeCards(catalogue)).slice(0, 5)).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});

test("an entry whose card is too long is named, with how long it is", () => {
  const shape = {
    alphabet: "markdown",
    length: 1500,
    excerpts: 2,
    claims: 5,
    mentions: 6,
    fragment: 100,
  } as const;
  const problems = tooLongToShow(
    createCatalogue([dossierOf({ ...shape, longNames: true, graphic: true, lines: true })]),
  );
  expect(problems.map(({ entry }) => entry)).toContain("MADEABCD-01");
  expect(problems[0]?.message).toMatch(
    /its card has \d{4,} characters .* at most 3600 can be shown: shorten/,
  );
});
