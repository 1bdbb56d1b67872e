/**
 * What the editor asks for: a dossier as it stands, and its new text to be saved. Only the page that this server sent to
 * this machine may save.
 */
import { randomBytes, timingSafeEqual } from "node:crypto";
import * as chrono from "chrono-node";
import type { Context } from "hono";
import { formatJson } from "../../dossier/format.ts";
import { dossierFile, judgeDossier, loadDossier, readDossierText, sourceFile } from "../../dossier/load.ts";
import { revisionOf, saveDossier } from "../../dossier/save.ts";
import { property } from "../../dossier/wanted.ts";
import { jsonIn } from "../../input/json.ts";
import { folderOf, namesIn } from "./folders.ts";
import type { DateRead, Editing, EditingError, Fault, Saved } from "./wire.ts";

/** Known to the pages of this process alone: another site's page cannot read it. */
const token = randomBytes(32).toString("base64url");

export interface EditingParts {
  readonly dataDir: string;
  /** The name or address listened on. */
  readonly host: string;
}

/** `GET /api/review?dossier=…`: the dossier as its files are now. */
export function readForEditing(context: Context, { dataDir, host }: EditingParts): Response {
  const names = namesIn(dataDir);
  const found = folderOf(dataDir, context.req.query("dossier"));
  if (found === undefined) return refuse(context, 404, "there is no folder of this name among the dossiers");
  const { name, folder } = found;
  const unheard = () => {};
  const text = readDossierText(folder, dossierFile, unheard);
  const source = readDossierText(folder, sourceFile, unheard);
  const { data, problems } =
    text === undefined ? { data: undefined, problems: [] } : judgeDossier(folder, text, source);
  if (text === undefined || source === undefined || data === undefined) {
    const faults = faultsOf(
      text === undefined || source === undefined ? loadDossier(folder).problems : problems,
    );
    return context.json({ name, names, faults } satisfies Editing, 200, fresh);
  }
  return context.json(
    {
      name,
      names,
      faults: faultsOf(problems),
      held: { data: JSON.parse(text), source, revision: revisionOf(text) },
      ...(isLoopback(host) && isOwnHost(context) && { token }),
    } satisfies Editing,
    200,
    fresh,
  );
}

/**
 * `PUT /api/review?dossier=…` with `{ revision, data }`: writes the dossier, and answers what the check says of it. 409 where
 * the file is not what `revision` was made from, 422 where `data` has not the form of a dossier, 507 where the disk refuses.
 */
export async function save(context: Context, { dataDir, host }: EditingParts): Promise<Response> {
  const not = whyNot(context, host);
  if (not !== undefined) return refuse(context, 403, not);
  const found = folderOf(dataDir, context.req.query("dossier"));
  if (found === undefined) return refuse(context, 404, "there is no folder of this name among the dossiers");
  const body = jsonIn(await context.req.text());
  const revision = property(body, "revision");
  if (typeof revision !== "string") return refuse(context, 400, "the body is no dossier with its revision");
  const text = formatJson(property(body, "data"));
  const source = readDossierText(found.folder, sourceFile, () => {});
  const { data, problems } = judgeDossier(found.folder, text, source);
  if (data === undefined)
    return refuse(context, 422, `${dossierFile} would not have the form of a dossier`, faultsOf(problems));
  const refused = saveDossier(found.folder, text, revision);
  if (refused !== undefined)
    return refuse(context, statusOf[refused.reason], `${dossierFile} ${refused.message}`);
  return context.json({ revision: revisionOf(text), faults: faultsOf(problems) } satisfies Saved, 200, fresh);
}

const statusOf = { changed: 409, busy: 503, failed: 507 } as const;
const fresh = { "cache-control": "no-store" };

function refuse(
  context: Context,
  status: 400 | 403 | 404 | 409 | 422 | 503 | 507,
  error: string,
  faults?: readonly Fault[],
): Response {
  return context.json({ error, ...(faults && { faults }) } satisfies EditingError, status, fresh);
}

function faultsOf(problems: readonly { entry: string; field: string; message: string }[]): Fault[] {
  return problems.map(({ entry, field, message }) => ({ entry, field, message }));
}

/** Why a request may not save, or undefined. */
function whyNot(context: Context, host: string): string | undefined {
  if (!isLoopback(host)) return "the preview listens to a network: only on this machine itself it saves";
  const origin = context.req.header("origin");
  const site = context.req.header("sec-fetch-site") ?? "same-origin";
  if (!isOwnHost(context) || origin !== `http://${context.req.header("host")}` || site !== "same-origin")
    return "only the page of this address saves";
  if (!/^application\/json\b/i.test(context.req.header("content-type") ?? ""))
    return "the content type must be application/json";
  const given = Buffer.from(context.req.header("x-tessera-token") ?? "");
  const wanted = Buffer.from(token);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
    return "the page was sent by an earlier start: it asks again by itself";
  return undefined;
}

function isOwnHost(context: Context): boolean {
  const { host = "" } = context.req.header();
  return URL.canParse(`http://${host}`) && isLoopback(new URL(`http://${host}`).hostname);
}

function isLoopback(host: string): boolean {
  const bare = host.toLowerCase().replace(/^\[|\]$/g, "");
  return (
    bare === "localhost" ||
    bare.endsWith(".localhost") ||
    bare === "::1" ||
    /^127(?:\.\d{1,3}){3}$/.test(bare)
  );
}

/** `GET /api/review/date?words=…`: the date that words give, as far as they settle it. */
export function readDate(context: Context): Response {
  // chrono knows a stretch by "to" alone.
  const words = (context.req.query("words") ?? "")
    .slice(0, 200)
    .replace(/\bbetween\s+(\S+(?:\s+\S+){0,2})\s+and\s/i, "$1 to ");
  const [found] = chrono.en.parse(words);
  const start = found === undefined ? null : edtfOf(found.start);
  const end = found?.end ? edtfOf(found.end) : null;
  return context.json({ edtf: start && end ? `${start}/${end}` : start } satisfies DateRead, 200, fresh);
}

/** Null where the words do not say the year, or say a day without its month. */
function edtfOf(parts: chrono.ParsedComponents): string | null {
  const known = (part: "year" | "month" | "day", digits: number) =>
    parts.isCertain(part) ? String(parts.get(part)).padStart(digits, "0") : null;
  const [year, month, day] = [known("year", 4), known("month", 2), known("day", 2)];
  if (year === null || !/^\d{4}$/.test(year) || (month === null && day !== null)) return null;
  return [year, month, day].filter((part) => part !== null).join("-");
}
