/** Reports of problems with a card: the form, a person's own reports, the moderators' queue. */
import type { Catalogue, Dossier, Excerpt } from "../dossier/catalogue.ts";
import {
  openReportsPerPerson,
  type Report,
  type ReportedCard,
  type ReportReason,
  reportReasons,
} from "../store/store.ts";
import type { Block, Button, Card, Form, Line } from "./card.ts";
import { pageOf } from "./pages.ts";
import { card, count, itemTitle, kindNames, openButton, rule, turning } from "./parts.ts";

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
  const titles: Readonly<Record<string, string>> = {
    about: "What is covered",
    timeline: "Timeline",
    search: "Sentences found by their words",
    list: `List: ${kindNames[kind as keyof typeof kindNames]?.many ?? "entries"}`,
  };
  return { title: titles[what] ?? "A card that is not in the dossier any more", excerpts: [] };
}

export function reportForm(id: string, catalogue: Catalogue): Form {
  const { excerpts } = reportedItem(id, catalogue);
  const sentences = [...new Set(excerpts)].slice(0, 24);
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
        description: "Moderators and the dossier’s maintainer read it. Nothing private, please.",
        most: mostWords,
      },
    ],
  };
}

/** A person's own open reports, each with a button that deletes it. */
export function ownReportsCard(
  reports: readonly Report[],
  catalogue: Catalogue,
  said: "sent" | "full" | "list" | "deleted" = "list",
): Card {
  const titles = {
    sent: "Reported.",
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
        text: titles[said],
        lines: [
          [
            reports.length === 0
              ? "None of your reports is open."
              : `${count(reports.length, "report")} of yours open; ${openReportsPerPerson} at most.`,
          ],
        ],
      },
      ...(said === "full"
        ? [{ type: "text", lines: [["Delete one of them, or wait until one has been read."]] } as const]
        : []),
      ...reports.flatMap((report, index): Block[] => [
        rule,
        { type: "text", lines: reportLines(report, catalogue, `${index + 1}`) },
      ]),
      { type: "small", lines: [["Only you see this."]] },
    ],
    buttons: [
      reports.slice(0, 5).map(
        (report, index): Button => ({
          label: `Delete ${index + 1}`,
          action: { type: "withdraw", report: report.id },
        }),
      ),
      corrections ? [{ label: "Corrections", url: corrections }] : [],
    ],
    privateOnly: true,
  });
}

/** The open reports of a server, one card a page, the oldest first. */
export function queueCard(queue: readonly ReportedCard[], catalogue: Catalogue, pageNumber = 1): Card {
  const open = queue.reduce((sum, { reports }) => sum + reports.length, 0);
  const page = pageOf(queue, pageNumber, { most: 1 });
  const [shown] = page.items;
  if (shown === undefined) {
    return card({
      blocks: [
        { type: "title", text: "Reports", lines: [["None is open."]] },
        { type: "small", lines: [["Only you see this."]] },
      ],
      buttons: [],
      privateOnly: true,
    });
  }
  const item = catalogue.get(shown.card);
  const { title } = reportedItem(shown.card, catalogue);
  const handedOn = shown.reports.every((report) => report.handedOn);
  const handle = (label: string, how: "resolve" | "dismiss" | "erase" | "handOn", more = {}): Button => ({
    label,
    action: { type: "handle", how, card: shown.card },
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
      ...shown.reports
        .slice(0, 4)
        .flatMap((report, index): Block[] => [
          rule,
          { type: "text", lines: reportLines(report, catalogue, `${index + 1}`) },
        ]),
      rule,
      {
        type: "small",
        lines: [
          ...(shown.reports.length > 4 ? [[`and ${shown.reports.length - 4} more about this card`]] : []),
          ["The buttons act on all reports about this card. Only you see this."],
        ],
      },
    ],
    buttons: [
      [
        handle("Resolve", "resolve", { primary: true }),
        handle("Dismiss", "dismiss"),
        handle("Erase the words", "erase", {
          danger: true,
          disabled: shown.reports.every(({ words }) => words === null),
        }),
        handle(handedOn ? "Handed on" : "Hand on to the maintainer", "handOn", { disabled: handedOn }),
      ],
      [
        ...turning(page, (number) => ({ type: "reports", page: number })),
        ...(item ? [openButton(item, "Open the card")] : []),
      ],
    ],
    privateOnly: true,
  });
}

function reportLines(report: Report, catalogue: Catalogue, position: string): Line[] {
  const { title } = reportedItem(report.card, catalogue);
  const about = report.excerpt ?? "the card as a whole";
  return [
    [{ strong: position }, `  ${title} · ${about}`],
    [`${reasonWords[report.reason]} · `, { at: report.at }],
    ...(report.words === null ? [] : [[{ told: report.words }]]),
  ];
}
