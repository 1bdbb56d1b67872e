/** Reports of problems with a card: the form, a person's own reports, the moderators' queue. */
import type { Catalogue, Dossier, Excerpt } from "../dossier/catalogue.ts";
import {
  type Handling,
  isWaiting,
  openReportsPerPerson,
  type Report,
  type ReportedCard,
  type ReportReason,
  reportReasons,
} from "../store/store.ts";
import type { Block, Button, Card, Deleting, Form, Line } from "./card.ts";
import { pageOf, rangeOf } from "./pages.ts";
import { card, count, itemTitle, kindNames, openButton, pageButtons, rule } from "./parts.ts";
import { sureCard } from "./sure.ts";

const reasonWords: Readonly<Record<ReportReason, string>> = Object.freeze({
  quotation: "The quotation is not as in the source",
  attribution: "Who says it, or who is named, is wrong",
  place: "The place or its position is wrong",
  date: "A date is wrong",
  missing: "Something that belongs here is missing",
  other: "Something else",
});

/** Characters of a reporter's own words. */
export const mostWords = 300;
/** Reports on a card: their words may need as many characters again to be written. */
const reportsPerPage = 4;
/** The value that stands for no single excerpt. */
export const wholeCard = "whole";

/** The dossier that a card's id is of; undefined where it is not loaded any more. */
export function dossierOf(id: string, catalogue: Catalogue): Dossier | undefined {
  const item = catalogue.get(id);
  if (item !== undefined) return item.dossier;
  const dossierId = id.slice(0, id.indexOf("/"));
  return catalogue.dossiers.find((held) => held.id === dossierId);
}

/** What a card's id is of, as far as today's dossiers know it. */
export function reportedItem(
  id: string,
  catalogue: Catalogue,
): { readonly title: string; readonly excerpts: readonly Excerpt[] } {
  const item = catalogue.get(id);
  if (item !== undefined) {
    const excerpts = item.kind === "excerpt" ? [item] : item.excerpts;
    return { title: itemTitle(item), excerpts };
  }
  const [, part = ""] = id.split("/");
  const [what = "", kind = ""] = part.split(":");
  const titles = new Map([
    ["about", "What is covered"],
    ["timeline", "Timeline"],
    ["search", "Sentences found by their words"],
    ["message", "What is held on a message"],
    ["list", `List: ${kindNames[kind as keyof typeof kindNames]?.many ?? "entries"}`],
  ]);
  return { title: titles.get(what) ?? "A card that is not in the collection any more", excerpts: [] };
}

/**
 * The form for a report about a card. One that is of no single entry offers the sentences of what it leads to: `leads`
 * are the ids in its buttons and its select.
 */
export function reportForm(id: string, catalogue: Catalogue, leads: readonly string[] = []): Form {
  const ids = catalogue.get(id) === undefined ? leads : [id];
  const sentences = [...new Set(ids.flatMap((each) => reportedItem(each, catalogue).excerpts))].slice(0, 24);
  return {
    title: "Report a problem",
    action: { type: "reported", card: id },
    fields: [
      {
        kind: "choice",
        name: "excerpt",
        label: "What it is about",
        options: [
          { value: wholeCard, label: "The card as a whole", description: null },
          ...sentences.map((excerpt) => ({
            value: excerpt.id,
            label: itemTitle(excerpt),
            description: null,
          })),
        ],
      },
      {
        kind: "choice",
        name: "reason",
        label: "What is wrong",
        options: reportReasons.map((value) => ({ value, label: reasonWords[value], description: null })),
      },
      {
        kind: "text",
        name: "words",
        label: "In your words, if you like",
        description: "Moderators and the collection’s maintainer read it. Nothing private, please.",
        most: mostWords,
      },
    ],
  };
}

/** Whether a report about a card may name the excerpt: one of its own, or any where it is of no single entry. */
export function isReportable(excerpt: string, card: string, catalogue: Catalogue): boolean {
  if (catalogue.get(card) === undefined) return catalogue.get(excerpt)?.kind === "excerpt";
  return reportedItem(card, catalogue).excerpts.some(({ id }) => id === excerpt);
}

/** A person's own reports as long as they are kept, each with a button that deletes it. */
export function ownReportsCard(
  reports: readonly Report[],
  catalogue: Catalogue,
  {
    said = "list",
    pageNumber = 1,
    sent = null,
  }: {
    said?: "full" | "list" | "deleted";
    pageNumber?: number;
    /** What the person has just sent. */
    sent?: Report | null;
  } = {},
): Card {
  const waiting = reports.filter(isWaiting).length;
  const page = pageOf(reports, pageNumber, { most: reportsPerPage });
  const titles = {
    full: `You have ${openReportsPerPerson} open reports.`,
    list: "Your reports",
    deleted: "Deleted.",
  };
  const corrections = reports
    .map(({ card: id }) => dossierOf(id, catalogue)?.corrections ?? null)
    .find((url) => url !== null);
  return card({
    blocks: [
      {
        type: "title",
        text: sent === null ? titles[said] : "Thank you for the report.",
        lines:
          reports.length === 0
            ? [["None is kept."]]
            : page.count > 1
              ? [[rangeOf(page, reports.length)]]
              : [],
      },
      ...(sent === null ? [] : [{ type: "text", lines: nextLines(sent) } as const]),
      ...(said === "full"
        ? [{ type: "text", lines: [["Delete one of them, or wait until one has been read."]] } as const]
        : []),
      ...page.items.flatMap((report, index): Block[] => [
        rule,
        {
          type: "text",
          lines: reportLines(report, catalogue, { position: page.start + index + 1, state: stateOf(report) }),
        },
      ]),
      reports.length === 0
        ? null
        : {
            type: "small",
            lines: [
              [
                `${waiting} of yours open; ${openReportsPerPerson} at most. Closed ones are kept for 30 days.`,
              ],
            ],
          },
    ],
    buttons: [
      page.items.map(
        (report, index): Button => ({
          label: `Delete ${page.start + index + 1}`,
          action: { type: "withdraw", report: report.id },
        }),
      ),
      [
        ...pageButtons(page, (number) => ({ type: "ownReports", page: number })),
        ...(corrections ? [{ label: "Corrections", url: corrections }] : []),
      ],
    ],
    privateOnly: true,
  });
}

/** What becomes of a report that was just sent. */
function nextLines({ serverId }: Report): Line[] {
  return [
    [
      serverId === null
        ? "Whoever maintains the collection reads it next, and mends what is wrong."
        : "This server’s moderators read it next. What is wrong in the collection itself they hand on to its maintainer.",
    ],
    ["What became of it stands in /about, under “My reports”."],
  ];
}

/** Before a person's own report goes; where it is gone already, their list. */
export function withdrawCard(
  action: Extract<Deleting, { type: "withdraw" }>,
  reports: readonly Report[],
  catalogue: Catalogue,
): Card {
  const index = reports.findIndex(({ id }) => id === action.report);
  const report = reports[index];
  if (report === undefined) return ownReportsCard(reports, catalogue);
  const lines = reportLines(report, catalogue, { position: index + 1, state: stateOf(report) });
  return sureCard(
    "Delete this report?",
    [{ type: "text", lines: [["It goes for good, for those who were to read it, too."], ...lines] }],
    {
      back: { type: "ownReports", page: Math.floor(index / reportsPerPage) + 1 },
      label: "Delete it",
      action,
    },
  );
}

/** Before the words of a card's reports go; where there are none any more, the queue. */
export function eraseCard(
  action: Extract<Deleting, { type: "handle" }>,
  queue: readonly ReportedCard[],
  catalogue: Catalogue,
): Card {
  const { card: id, until } = action;
  const back = { type: "reports", page: queuePageOf(queue, id) } as const;
  const reports = queue.find((reported) => reported.card === id)?.reports ?? [];
  const told = reports.filter(({ at, words }) => words !== null && (until === null || at <= until)).length;
  if (told === 0) return queueCard(queue, catalogue, { pageNumber: back.page });
  const what = `The words of ${count(told, "report")} about “${reportedItem(id, catalogue).title}” go for good.`;
  return sureCard("Erase the words?", [{ type: "text", lines: [[what], ["The reports themselves stay."]] }], {
    back,
    label: told === 1 ? "Erase them" : `Erase all ${told}`,
    action,
  });
}

function stateOf({ state, handedOn }: Report): string {
  if (state !== "open") return state === "dismissed" ? "closed as not a problem" : state;
  return handedOn ? "handed on to the collection’s maintainer" : "open";
}

const handled: Readonly<Record<Handling, string>> = Object.freeze({
  resolve: "Resolved.",
  dismiss: "Closed as not a problem.",
  erase: "The words are erased.",
  handOn: "Handed on: the collection’s maintainer has it now.",
});

/** The page of the queue on which a card's reports begin; 1 where it has none. */
export function queuePageOf(queue: readonly ReportedCard[], reported: string): number {
  return Math.max(1, pagesOf(queue).findIndex(({ card: id }) => id === reported) + 1);
}

/** A card and some of its reports on each page, so that all of them can be read before something is done about them. */
function pagesOf(queue: readonly ReportedCard[]) {
  return queue.flatMap(({ card: id, reports }) =>
    Array.from({ length: Math.ceil(reports.length / reportsPerPage) }, (_, index) => {
      const start = index * reportsPerPage;
      return { card: id, all: reports, start, reports: reports.slice(start, start + reportsPerPage) };
    }),
  );
}

/** The reports that wait for a server's moderators, the oldest first; `done` is what a press has just done. */
export function queueCard(
  queue: readonly ReportedCard[],
  catalogue: Catalogue,
  { pageNumber = 1, done = null }: { pageNumber?: number; done?: Handling | null } = {},
): Card {
  const open = queue.reduce((sum, { reports }) => sum + reports.length, 0);
  const page = pageOf(pagesOf(queue), pageNumber, { most: 1 });
  const [shown] = page.items;
  const said: Line[] = done === null ? [] : [[{ strong: handled[done] }]];
  if (shown === undefined) {
    return card({
      blocks: [
        { type: "title", text: "Reports", lines: [["None is open."]] },
        said.length === 0 ? null : { type: "text", lines: said },
      ],
      buttons: [],
      privateOnly: true,
    });
  }
  const item = catalogue.get(shown.card);
  const { title } = reportedItem(shown.card, catalogue);
  const all = shown.all.length;
  const until = shown.all.at(-1)?.at ?? null;
  const handle = (label: string, how: Handling, more = {}): Button => ({
    label,
    action: { type: "handle", how, card: shown.card, until },
    ...more,
  });
  return card({
    blocks: [
      {
        type: "title",
        text: title,
        lines: [
          [
            `${count(open, "open report")} about ${count(queue.length, "card")} · ${page.number} of ${page.count}`,
          ],
        ],
      },
      said.length === 0 ? null : { type: "text", lines: said },
      ...shown.reports.flatMap((report, index): Block[] => [
        rule,
        { type: "text", lines: reportLines(report, catalogue, { position: shown.start + index + 1 }) },
      ]),
      all === 1 ? null : rule,
      all === 1
        ? null
        : {
            type: "small",
            lines: [
              ...(all > shown.reports.length
                ? [[`${shown.start + 1}–${shown.start + shown.reports.length} of ${all} about this card`]]
                : []),
              [`The first row of buttons acts on all ${all} reports about this card.`],
            ],
          },
    ],
    buttons: [
      [
        handle("Resolve", "resolve", { primary: true }),
        handle("Not a problem", "dismiss"),
        handle("Erase the words", "erase", {
          disabled: shown.all.every(({ words }) => words === null),
        }),
        handle("Hand on to the maintainer", "handOn"),
      ],
      [
        ...pageButtons(page, (number) => ({ type: "reports", page: number })),
        ...(item ? [openButton(item, "Open the card")] : []),
      ],
    ],
    privateOnly: true,
  });
}

function reportLines(
  report: Report,
  catalogue: Catalogue,
  { position, state }: { position: number; state?: string },
): Line[] {
  const { title } = reportedItem(report.card, catalogue);
  const about = report.excerpt ?? "the card as a whole";
  return [
    [{ strong: `${position}` }, `  ${title} · ${about}`],
    [`${reasonWords[report.reason]} · `, { at: report.at }, ...(state === undefined ? [] : [` · ${state}`])],
    ...(report.words === null ? [] : [[{ told: report.words }]]),
  ];
}
