import { type Card, type Doing, isDeleting } from "../src/cards/card.ts";
import { refusalCard } from "../src/cards/refusals.ts";
import {
  dossierOf,
  eraseCard,
  isReportable,
  mostWords,
  ownReportsCard,
  queueCard,
  queuePageOf,
  reportForm,
  wholeCard,
  withdrawCard,
} from "../src/cards/reports.ts";
import { type Answer, defineCommand, type Library, type Request } from "../src/command.ts";
import { say } from "../src/messages/message.ts";
import { mayReport, reportReasons } from "../src/store/store.ts";

export const reports = defineCommand({
  name: "reports",
  description: say("reportsCommand"),
  options: [],
  moderators: true,
  answer: async (_options, { store, catalogue }, { serverId }) =>
    queueCard(await store.openReports(serverId ?? ""), catalogue),
});

/** What a moderator does with the queue, and the queue after it. Only for people who may Manage Server. */
export async function pressQueue(
  action: Extract<Doing, { type: "reports" | "handle" }>,
  { store, catalogue }: Library,
  { serverId, interactionId }: Request,
  isSure: boolean,
): Promise<Card> {
  if (serverId === null) throw new Error("a queue belongs to a server");
  const before = await store.openReports(serverId);
  if (action.type === "reports") return queueCard(before, catalogue, { pageNumber: action.page });
  const { how, card, until } = action;
  if (isDeleting(action) && !isSure) return eraseCard(action, before, catalogue);
  const handled = await store.handle(serverId, { card, until }, how, interactionId);
  const pageNumber = queuePageOf(before, card);
  return queueCard(await store.openReports(serverId), catalogue, {
    pageNumber,
    done: handled > 0 ? how : null,
  });
}

/** The form for a report, or why there is none. `leads`: the ids that the card leads to. */
export async function openReport(
  card: string,
  leads: readonly string[],
  library: Library,
  request: Request,
): Promise<Answer> {
  const refused = await noReports(card, library, request);
  if (refused !== null) return privately(refused);
  const own = await library.store.reportsBy(request.person.id);
  return mayReport(own)
    ? { type: "form", form: reportForm(card, library.catalogue, leads) }
    : privately(ownReportsCard(own, library.catalogue, { said: "full" }));
}

/** Keeps what the form sent; `fields` as they came. */
export async function sendReport(
  card: string,
  fields: ReadonlyMap<string, string>,
  library: Library,
  request: Request,
): Promise<Card> {
  const { store, catalogue } = library;
  const refused = await noReports(card, library, request);
  if (refused !== null) return refused;
  const excerpt = fields.get("excerpt") ?? wholeCard;
  const held = isReportable(excerpt, card, catalogue);
  const reason = reportReasons.find((each) => each === fields.get("reason"));
  const words = (fields.get("words") ?? "").trim();
  if (reason === undefined || (excerpt !== wholeCard && !held) || words.length > mostWords) {
    return refusalCard(say("reportUnreadable"), [[say("reportUnreadableNext")]]);
  }
  const { serverId, person, interactionId } = request;
  const report = { serverId, card, excerpt: held ? excerpt : null, reason, words, personId: person.id };
  const kept = await store.report(report, interactionId);
  const own = await store.reportsBy(person.id);
  const said = kept === null && !mayReport(own) ? "full" : "list";
  return ownReportsCard(own, catalogue, { said, sent: kept });
}

/** A person's own reports, after one of them was deleted or not. */
export async function pressOwnReports(
  action: Extract<Doing, { type: "ownReports" | "withdraw" }>,
  { store, catalogue }: Library,
  { person }: Request,
  isSure: boolean,
): Promise<Card> {
  if (action.type === "withdraw" && !isSure) {
    return withdrawCard(action, await store.reportsBy(person.id), catalogue);
  }
  const deleted = action.type === "withdraw" && (await store.withdraw(action.report, person.id));
  return ownReportsCard(await store.reportsBy(person.id), catalogue, {
    said: deleted ? "deleted" : "list",
    pageNumber: action.type === "ownReports" ? (action.page ?? 1) : 1,
  });
}

async function noReports(
  card: string,
  { store, catalogue }: Library,
  { serverId }: Request,
): Promise<Card | null> {
  const settings = serverId === null ? null : await store.settings(serverId);
  if (settings?.reports !== "off") return null;
  const dossier = dossierOf(card, catalogue);
  return refusalCard(
    say("reportsOff"),
    [[say("reportsOffWhy")]],
    dossier?.corrections ? [{ label: say("corrections"), url: dossier.corrections }] : [],
  );
}

function privately(card: Card): Answer {
  return { type: "card", card, audience: "asker", place: "new" };
}
