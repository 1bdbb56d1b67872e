import { describe, expect, test } from "vitest";
import { sentencesOf } from "../../src/cards/open.ts";
import { type Measures, measuresOf } from "../../src/cli/measures.ts";
import { everyCard, type Shown } from "./every-card.ts";
import { library } from "./library.ts";

/*
 * The bars of how a card reads on a phone, over every card, page and Details of the bundled dossier. Shares are over the faces
 * of entries; what only lists or speaks of the bot quotes nothing.
 */

const all = everyCard(library.catalogue).map((shown) => ({ ...shown, measures: measuresOf(shown.card) }));
type Measured = (typeof all)[number];

const faces = all.filter(({ card, isDetails }) => !isDetails && card.id !== null);

function ofKind(...kinds: readonly string[]): Measured[] {
  return faces.filter(
    ({ item, measures, what }) =>
      item !== null &&
      kinds.includes(item.kind) &&
      measures.sentences > 0 &&
      !/, (?:closest|of another kind)/.test(what),
  );
}

const results = faces.filter(({ what }) => /^results \d/.test(what));

/** Names what breaks a bar. */
function breaking(
  cards: readonly Measured[],
  breaks: (measures: Measures, shown: Shown) => boolean,
): string[] {
  expect(cards.length).toBeGreaterThan(0);
  return cards
    .filter((shown) => breaks(shown.measures, shown))
    .map(({ what, measures }) => `${what}: ${JSON.stringify(measures)}`)
    .slice(0, 10);
}

function median(cards: readonly Measured[]): number {
  const shares = cards.map(({ measures }) => measures.quotedShare).sort((a, b) => a - b);
  return shares[Math.floor(shares.length / 2)] ?? 0;
}

describe("above the first sentence", () => {
  test.each([["event"], ["place"], ["actor"], ["excerpt"]])(
    "%s: at most 4 lines, 6 with what belongs there",
    (kind) => {
      const cards = faces.filter(({ item, measures }) => item?.kind === kind && measures.above !== null);
      expect(breaking(cards, ({ above }, shown) => (above ?? 0) > (hasMore(shown) ? 6 : 4))).toEqual([]);
    },
  );

  test("search: the same", () => {
    expect(breaking(results, ({ above }, shown) => (above ?? 0) > (hasMore(shown) ? 6 : 4))).toEqual([]);
  });
});

/** A banner, a notice, or a title of two lines. */
function hasMore({ card, what, item }: Shown): boolean {
  const [sentence] = card.blocks.filter((block) => block.type === "sentence");
  const banner = /, (?:closest|of another kind)/.test(what);
  return banner || (sentence?.notices.length ?? 0) > 0 || (item?.title.length ?? 0) > 40;
}

describe("share of quoted words", () => {
  test.each([
    ["event", 0.45, 0.36],
    ["excerpt", 0.45, 0.36],
    ["place", 0.45, 0.35],
    ["actor", 0.45, 0.35],
  ])("%s: median at least %s, least %s", (kind, middle, least) => {
    const cards = ofKind(kind);
    expect(breaking(cards, ({ quotedShare }) => quotedShare < least)).toEqual([]);
    expect(median(cards)).toBeGreaterThanOrEqual(middle);
  });

  test("claims: at least 35%", () => {
    expect(breaking(ofKind("question"), ({ quotedShare }) => quotedShare < 0.35)).toEqual([]);
  });

  test("search: median at least 48%", () => {
    expect(median(results)).toBeGreaterThanOrEqual(0.48);
  });
});

test("a card of one sentence has at most 45 words that are not quoted", () => {
  const cards = ofKind("event", "place", "actor", "excerpt").filter(
    ({ item }) => item !== null && sentencesOf(item).length === 1,
  );
  expect(breaking(cards, ({ unquoted }) => unquoted > 45)).toEqual([]);
});

test("the small line below a sentence has at most 80 characters, and is one line", () => {
  expect(breaking(all, ({ longestSmall }) => longestSmall > 80)).toEqual([]);
});

test("a face has at most one row of five buttons and one select, Details two rows", () => {
  expect(breaking(faces, ({ rows, buttons, selects }) => rows > 1 || buttons > 5 || selects > 1)).toEqual([]);
  const details = all.filter(({ isDetails }) => isDetails);
  expect(breaking(details, ({ rows, buttons }) => rows > 2 || buttons > 10)).toEqual([]);
});

test("every sentence has its speaker at the size of the claim", () => {
  expect(breaking(all, ({ withoutSpeaker }) => withoutSpeaker > 0)).toEqual([]);
});
