/**
 * The state of a component: an `Action` in its custom_id, written and read here alone. It names what is opened and
 * which page, and never a person. What people send back is parsed with zod, since anyone can send anything.
 */
import * as z from "zod";
import { type Action, isDeleting, type Paged, settingsSteps } from "../cards/card.ts";
import { settingsSchema } from "../store/settings.ts";
import { limits } from "./limits.ts";

const id = z.string().regex(/^[\w:/-]{1,90}$/);
const dossier = z.string().regex(/^[a-z0-9-]{1,16}$/);
const page = z
  .string()
  .regex(/^[1-9]\d{0,3}$/)
  .transform(Number);
const key = z
  .string()
  .regex(/^[\w-]{10}$/)
  .or(z.literal("").transform(() => null));
const token = z.string().regex(/^[\w-]{1,24}$/);
const time = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number);
const kind = z.enum(["event", "place", "actor", "question", "excerpt"]);

const sources = { post: "message", postUnveiled: "unveiled", postEntry: "entry" } as const;
const postNames = { message: "post", unveiled: "postUnveiled", entry: "postEntry" } as const;

const parts = z.union([
  z
    .tuple([z.literal("open"), id, page, z.literal("closest").optional()])
    .transform(
      ([type, id, page, closest]): Action => ({ type, id, page, ...(closest && { closest: true }) }),
    ),
  z.tuple([z.literal("reference"), id]).transform(([type, id]): Action => ({ type, id })),
  z
    .tuple([z.literal("list"), dossier, kind, page])
    .transform(([type, dossier, kind, page]): Action => ({ type, dossier, kind, page })),
  z
    .tuple([z.literal("timeline"), dossier, key, key, page])
    .transform(([type, dossier, place, actor, page]): Action => ({ type, dossier, place, actor, page })),
  z
    .tuple([z.literal("details"), z.literal("message"), page])
    .transform(([type, of, shown]): Action => ({ type, of: { type: of, shown } })),
  z.tuple([z.literal("results"), page]).transform(([type, page]): Action => ({ type, page })),
  z.tuple([z.literal("about"), dossier]).transform(([type, dossier]): Action => ({ type, dossier })),
  z.tuple([z.literal("choose")]).transform(([type]): Action => ({ type })),
  z
    .tuple([z.enum(Object.keys(sources) as (keyof typeof sources)[]), id])
    .transform(([type, card]): Action => ({ type: "post", card, source: sources[type] })),
  z.tuple([z.literal("remove"), token]).transform(([type, post]): Action => ({ type, post })),
  z.tuple([z.enum(["report", "reported"]), id]).transform(([type, card]): Action => ({ type, card })),
  z
    .tuple([z.literal("ownReports"), page.optional()])
    .transform(([type, page = null]): Action => ({ type, page })),
  z.tuple([z.literal("withdraw"), token]).transform(([type, report]): Action => ({ type, report })),
  z.tuple([z.literal("reports"), page]).transform(([type, page]): Action => ({ type, page })),
  z
    .tuple([z.literal("handle"), z.enum(["resolve", "dismiss", "erase", "handOn"]), id, time.optional()])
    .transform(([type, how, card, until = null]): Action => ({ type, how, card, until })),
  z
    .tuple([z.literal("settings"), z.enum(settingsSteps), page])
    .transform(([type, step, page]): Action => ({ type, step, page })),
  z
    .tuple([z.literal("set"), settingsSchema.keyof(), page.optional()])
    .transform(([type, name, part = 1]): Action => ({ type, name, part })),
]);

/** The action of a custom_id, or undefined where it is none of ours or of an older version. */
export function readCustomId(customId: unknown): Action | undefined {
  if (typeof customId !== "string" || customId.length > limits.customId) return undefined;
  const fields = customId.split("|");
  const whole = parts.safeParse(fields).data;
  if (whole !== undefined) return whole;
  const [first = "", ...rest] = fields;
  const action = parts.safeParse(rest).data;
  return action !== undefined && Object.hasOwn(prefixed, first)
    ? prefixed[first as keyof typeof prefixed](action)
    : undefined;
}

/** What may stand before the custom_id of another action. */
const prefixed = Object.freeze({
  picture: (action: Action): Action | undefined =>
    isPaged(action) && action.type !== "results" ? { type: "picture", of: action } : undefined,
  turn: (action: Action): Action | undefined => (isPaged(action) ? { type: "turn", to: action } : undefined),
  back: (action: Action): Action | undefined => (isPaged(action) ? { type: "back", to: action } : undefined),
  details: (action: Action): Action | undefined =>
    isPaged(action) ? { type: "details", of: action } : undefined,
  sure: (action: Action): Action | undefined =>
    isDeleting(action) ? { type: "sure", of: action } : undefined,
});

const paged: readonly Action["type"][] = [
  "open",
  "list",
  "timeline",
  "about",
  "results",
] satisfies readonly Paged["type"][];

function isPaged(action: Action): action is Paged {
  return paged.includes(action.type);
}

/** At most 100 characters for every action of a checked dossier: an id has at most 64. */
export function writeCustomId(action: Action): string {
  return fieldsOf(action).join("|");
}

function fieldsOf(action: Action): readonly (string | number)[] {
  switch (action.type) {
    case "open":
      return [action.type, action.id, action.page, ...(action.closest ? ["closest"] : [])];
    case "reference":
      return [action.type, action.id];
    case "list":
      return [action.type, action.dossier, action.kind, action.page];
    case "timeline":
      return [action.type, action.dossier, action.place ?? "", action.actor ?? "", action.page];
    case "results":
      return [action.type, action.page];
    case "about":
      return [action.type, action.dossier];
    case "picture":
      return [action.type, ...fieldsOf(action.of)];
    case "details":
      return action.of.type === "message"
        ? [action.type, action.of.type, action.of.shown]
        : [action.type, ...fieldsOf(action.of)];
    case "turn":
    case "back":
      return [action.type, ...fieldsOf(action.to)];
    case "sure":
      return [action.type, ...fieldsOf(action.of)];
    case "choose":
      return [action.type];
    case "ownReports":
      return [action.type, ...(action.page === null ? [] : [action.page])];
    case "post":
      return [postNames[action.source], action.card];
    case "remove":
      return [action.type, action.post];
    case "report":
    case "reported":
      return [action.type, action.card];
    case "withdraw":
      return [action.type, action.report];
    case "reports":
      return [action.type, action.page];
    case "handle":
      return [action.type, action.how, action.card, ...(action.until === null ? [] : [action.until])];
    case "settings":
      return [action.type, action.step, action.page];
    case "set":
      return [action.type, action.name, ...(action.part > 1 ? [action.part] : [])];
  }
}
