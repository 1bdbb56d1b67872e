import type { Claim, Excerpt } from "../dossier/catalogue.ts";
import type { Card, Fact, Line } from "./card.ts";
import { dateLine } from "./dates.ts";
import {
  card,
  draftLines,
  footnotesLine,
  hedgedLine,
  joined,
  leadsTo,
  neighbours,
  neighboursNote,
  nobodyNamed,
  openButton,
  quotation,
  readingCost,
  revisionOf,
  rule,
  selectOf,
  sourceLines,
  statementsButton,
} from "./parts.ts";
import { remembered } from "./remembered.ts";

/** Characters of two excerpts on one card; past it the one referred to is named and a press away. */
const longestPair = 1800;

/** One excerpt, and what stands behind each part of it. */
export const excerptCard = remembered(makeCard);

function makeCard(excerpt: Excerpt): Card {
  const { dossier, claims } = excerpt;
  const dates = excerpt.events.flatMap((event) =>
    [event.happened, event.reported].filter((date) => date !== null),
  );
  const dated = [
    ...new Map(
      dates.filter(({ words }) => excerpt.exact.includes(words)).map((date) => [date.words, date]),
    ).values(),
  ];
  const facts: Fact[] = [
    ...speakers(claims),
    {
      label: "Date",
      value:
        dated.length === 0
          ? ["not said"]
          : joined(
              dated.map((date) => dateLine(date)),
              " · ",
            ),
    },
    { label: "Footnotes", value: footnotesLine(excerpt) },
  ];
  const refersTo = excerpt.opensWith?.refersTo ?? null;
  const leansOn = refersTo && readingCost(excerpt) + readingCost(refersTo) <= longestPair ? refersTo : null;
  const questions = [...new Set(claims.flatMap(({ question }) => question ?? []))];
  return card({
    id: excerpt.id,
    blocks: [
      {
        type: "title",
        text: `${excerpt.id} · ${excerpt.title}`,
        lines: [...draftLines(excerpt), ...correctedLine(excerpt)],
      },
      quotation(excerpt, { said: true }),
      ...(leansOn === null
        ? []
        : [rule, { type: "text", lines: [["What it refers to:"]] } as const, quotation(leansOn)]),
      rule,
      { type: "facts", facts },
      rule,
      {
        type: "small",
        lines: [
          [neighboursNote],
          ["The link opens today’s article, which may read otherwise."],
          ...dossier.source.differences
            .filter((line) => line.includes(excerpt.id))
            .map((line): Line => [line]),
        ],
      },
      sourceLines(dossier),
    ],
    select: selectOf(leadsTo([excerpt], excerpt)),
    buttons: [
      [
        { label: "Find it in the article", url: articleUrl(excerpt) },
        { label: "Copy reference", action: { type: "reference", id: excerpt.id } },
        ...statementsButton(questions),
      ],
      neighbours(excerpt),
    ],
  });
}

/** Said where the source was read again and words the sentence otherwise now: older cards show the former words. */
function correctedLine({ id, dossier }: Excerpt): Line[] {
  const change = dossier.changes.findLast(({ excerpt, what }) => excerpt === id && what === "changed");
  return change === undefined
    ? []
    : [
        [
          `Corrected on ${change.on}: the source words it otherwise now. Cards of version ${change.version} show the former words.`,
        ],
      ];
}

/** The reference to an excerpt, to copy: without the sentence, since a code block defeats a spoiler. */
export function referenceCard(excerpt: Excerpt): Card {
  const { dossier } = excerpt;
  const { source } = dossier;
  const reference = [
    `${excerpt.id}, in: ${source.attribution}, “${source.title}”, ${source.site}, ${revisionOf(dossier)}.`,
    source.url,
    `${source.licence.name}. Dossier ${dossier.id}, version ${dossier.version}.`,
  ].join("\n");
  return card({
    id: excerpt.id,
    blocks: [
      { type: "title", text: `${excerpt.id} · reference`, lines: [] },
      { type: "code", text: reference },
      rule,
      sourceLines(dossier),
    ],
    buttons: [[openButton(excerpt, `‹ ${excerpt.id}`), { label: "Open the article", url: source.url }]],
  });
}

/** Each speaker of the sentence with the words of theirs, so that no clause inherits another's claimant. */
function speakers(claims: readonly Claim[]): Fact[] {
  const [first] = claims;
  if (first === undefined) return [{ label: "Said by", value: [nobodyNamed] }];
  const groups = Map.groupBy(claims, (claim) => claim.claimant?.words ?? null);
  return [...groups].map(([words, group]): Fact => {
    const hedges = [...new Set(group.flatMap((claim) => claim.hedges))];
    const verb = group[0]?.verbOfSaying;
    const saying: Line = words !== null && verb ? [" (", { quoted: verb }, ")"] : [];
    const said: Line = [...(words === null ? [nobodyNamed] : [{ quoted: words }]), ...saying];
    return { label: "Said by", value: joined([said, hedgedLine(hedges)]) };
  });
}

/**
 * The article's address with a text fragment (WICG Scroll to Text Fragment): the browser looks for the
 * passage's first and last words. Footnote markers are not part of the page's running text, so each end stops
 * before the nearest one.
 */
function articleUrl(excerpt: Excerpt): string {
  const clean = (text: string) => encodeURIComponent(text).replaceAll("-", "%2D");
  const runs = excerpt.exact.split(/\[\d+\]/).map((run) => run.trim());
  const words = (run: string | undefined) => (run ?? "").split(/\s+/).filter((word) => word !== "");
  const start = words(runs[0]).slice(0, 6).join(" ");
  const end = words(runs.findLast((run) => words(run).length > 1))
    .slice(-6)
    .join(" ");
  return `${excerpt.dossier.source.url.split("#")[0]}#:~:text=${clean(start)},${clean(end)}`;
}
