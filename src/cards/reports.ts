/** Reports of problems with a card: the form, a person's own reports, the moderators' queue. */
import { type Catalogue, type Dossier, type Excerpt, excerptsOf } from "../dossier/catalogue.ts";
import type { Message, Words } from "../messages/line.ts";
import { say } from "../messages/message.ts";
import {
  type Handling,
  isWaiting,
  openReportsPerPerson,
  type Report,
  type ReportedCard,
  reportReasons,
} from "../store/store.ts";
import type { Block, Button, Card, Deleting, Form, Line } from "./card.ts";
import { pageOf } from "./pages.ts";
import { card, itemTitle, openButton, pageButtons, rule } from "./parts.ts";
import { sureCard } from "./sure.ts";

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

/** Cards that are of no single item, by what stands behind the slash in their ids. */
const otherCards: ReadonlyMap<string, Message> = new Map([
  ["about", say("reportedAbout")],
  ["timeline", say("reportedTimeline")],
  ["search", say("reportedSearch")],
  ["message", say("reportedMessage")],
  ["list:question", say("reportedTopics")],
  ["list:event", say("reportedEvents")],
  ["list:place", say("reportedPlaces")],
  ["list:actor", say("reportedActors")],
  ["list:excerpt", say("reportedSentences")],
]);

/** What a card's id is of, as far as today's dossiers know it. */
export function reportedItem(
  id: string,
  catalogue: Catalogue,
): { readonly title: Words; readonly excerpts: readonly Excerpt[] } {
  const item = catalogue.get(id);
  if (item !== undefined) {
    return { title: itemTitle(item), excerpts: excerptsOf(item) };
  }
  const [, part = ""] = id.split("/");
  const what = part.startsWith("list:") ? part : part.replace(/:.*/, "");
  return { title: otherCards.get(what) ?? say("reportedGone"), excerpts: [] };
}

/**
 * The form for a report about a card. One that is of no single entry offers the sentences of what it leads to: `leads`
 * are the ids in its buttons and its select.
 */
export function reportForm(id: string, catalogue: Catalogue, leads: readonly string[] = []): Form {
  const ids = catalogue.get(id) === undefined ? leads : [id];
  const sentences = [...new Set(ids.flatMap((each) => reportedItem(each, catalogue).excerpts))].slice(0, 24);
  return {
    title: say("report"),
    action: { type: "reported", card: id },
    fields: [
      {
        kind: "choice",
        name: "excerpt",
        label: say("reportAbout"),
        options: [
          { value: wholeCard, label: say("reportWholeCard"), description: null },
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
        label: say("reportWhatIsWrong"),
        options: reportReasons.map((value) => ({
          value,
          label: say("reportReason", value),
          description: null,
        })),
      },
      {
        kind: "text",
        name: "words",
        label: say("reportWords"),
        description: say("reportWordsReadBy"),
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
    full: say(
      "ownReportsFull",
      waiting < openReportsPerPerson ? reports.filter(({ state }) => state === "open").length : waiting,
    ),
    list: say("ownReports"),
    deleted: say("reportDeleted"),
  };
  const corrections = reports
    .map(({ card: id }) => dossierOf(id, catalogue)?.corrections ?? null)
    .find((url) => url !== null);
  return card({
    blocks: [
      { type: "title", text: sent === null ? titles[said] : say("reportThanks") },
      sent === null ? null : { type: "text", lines: nextLines(sent) },
      said === "full" ? { type: "text", lines: [[say("ownReportsFullNext")]] } : null,
      reports.length === 0 ? { type: "text", lines: [[say("ownReportsNone")]] } : null,
      page.count === 1
        ? null
        : {
            type: "small",
            lines: [[say("reportsPart", page.start + 1, page.start + page.items.length, reports.length)]],
          },
      ...page.items.flatMap((report, index): Block[] => [
        rule,
        { type: "text", lines: ownLines(report, page.start + index + 1, catalogue) },
      ]),
      reports.length === 0
        ? null
        : {
            type: "small",
            lines: [[say("ownReportsOpen", waiting, openReportsPerPerson)]],
          },
    ],
    buttons: [
      page.items.map(
        (report, index): Button => ({
          label: say("reportDelete", page.start + index + 1),
          action: { type: "withdraw", report: report.id },
        }),
      ),
      [
        ...pageButtons(page, (number) => ({ type: "ownReports", page: number })),
        ...(corrections ? [{ label: say("corrections"), url: corrections }] : []),
      ],
    ],
    privateOnly: true,
  });
}

/** What becomes of a report that was just sent. */
function nextLines({ serverId }: Report): Line[] {
  return [
    [serverId === null ? say("reportReadByMaintainer") : say("reportReadByModerators")],
    [say("reportLater")],
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
  return sureCard(
    say("reportDeleteTitle"),
    [{ type: "text", lines: [[say("reportDeleteMeans")], ...ownLines(report, index + 1, catalogue)] }],
    {
      back: { type: "ownReports", page: Math.floor(index / reportsPerPage) + 1 },
      label: say("reportDeleteIt"),
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
  const { title } = reportedItem(id, catalogue);
  return sureCard(say("eraseTitle"), [{ type: "text", lines: [[say("eraseMeans", told, title)]] }], {
    back,
    label: told === 1 ? say("eraseThem") : say("eraseAll", told),
    action,
  });
}

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
  const said: Line[] = done === null ? [] : [[{ strong: say("queueDone", done) }]];
  if (shown === undefined) {
    return card({
      blocks: [
        { type: "title", text: say("queueTitle") },
        { type: "text", lines: [...said, [say("queueNone")]] },
      ],
      buttons: [],
      privateOnly: true,
    });
  }
  const item = catalogue.get(shown.card);
  const { title } = reportedItem(shown.card, catalogue);
  const context =
    page.count === 1
      ? say("queueContext", open, queue.length)
      : say("queuePart", open, queue.length, page.number, page.count);
  const all = shown.all.length;
  const until = shown.all.at(-1)?.at ?? null;
  const handle = (label: Message, how: Handling, more = {}): Button => ({
    label,
    action: { type: "handle", how, card: shown.card, until },
    ...more,
  });
  return card({
    blocks: [
      { type: "title", text: title },
      { type: "small", lines: [[context]] },
      said.length === 0 ? null : { type: "text", lines: said },
      ...shown.reports.flatMap((report, index): Block[] => [
        rule,
        { type: "text", lines: queueLines(report, shown.start + index + 1) },
      ]),
      all === 1 ? null : rule,
      all === 1
        ? null
        : {
            type: "small",
            lines: [
              ...(all > shown.reports.length
                ? [[say("queuePartOfCard", shown.start + 1, shown.start + shown.reports.length, all)]]
                : []),
              [say("queueActsOnAll", all)],
            ],
          },
    ],
    buttons: [
      [
        handle(say("queueResolve"), "resolve", { primary: true }),
        handle(say("queueDismiss"), "dismiss"),
        handle(say("queueErase"), "erase", {
          disabled: shown.all.every(({ words }) => words === null),
        }),
        handle(say("queueHandOn"), "handOn"),
      ],
      [
        ...pageButtons(page, (number) => ({ type: "reports", page: number })),
        ...(item ? [openButton(item, say("queueOpen"))] : []),
      ],
    ],
    privateOnly: true,
  });
}

/** One of a person's own: what it is of, what is wrong, and what became of it. */
function ownLines(report: Report, position: number, catalogue: Catalogue): Line[] {
  const { card: id, excerpt, reason, at, state, handedOn } = report;
  const { title } = reportedItem(id, catalogue);
  const about =
    excerpt === null
      ? say("reportPositionOfWhole", position, title)
      : say("reportPositionOf", position, title, excerpt);
  const standing = state === "open" && handedOn ? "handedOn" : state;
  return [[about], [say("reportSentAndStands", reason, at, standing)], ...toldLines(report)];
}

/** One in the queue, under the title of the card that it is of. */
function queueLines(report: Report, position: number): Line[] {
  const { excerpt, reason, at } = report;
  const about =
    excerpt === null ? say("reportPositionWhole", position) : say("reportPosition", position, excerpt);
  return [[about], [say("reportSent", reason, at)], ...toldLines(report)];
}

function toldLines({ words }: Report): Line[] {
  return words === null ? [] : [[{ told: words }]];
}
