/** The panel of a server's settings: what holds, what was changed last, and menus to change it. */
import { type Catalogue, type Dossier, idsOf, type Question } from "../dossier/catalogue.ts";
import type { Message, Words } from "../messages/line.ts";
import { say } from "../messages/message.ts";
import {
  channelWindow,
  mostChannels,
  type SettingName,
  type Settings,
  settingsSchema,
} from "../store/settings.ts";
import { type Change, type Kept, type Post, postsRead, type ServerSettings } from "../store/store.ts";
import type { Action, Block, Button, Card, Deleting, Line, Menu, SettingsStep } from "./card.ts";
import { type Page, pageOf } from "./pages.ts";
import { card, pageButtons, rule } from "./parts.ts";
import { reportedItem } from "./reports.ts";
import { sureCard } from "./sure.ts";

/** Where the panel is shown, as far as it matters to what it offers. */
export interface PanelPlace {
  readonly channelId: string | null;
  readonly ageRestricted: boolean;
}

interface Choice<Value> {
  readonly value: Value;
  readonly words: Message;
  readonly description?: Message;
}

/** What the panel shows beside the settings themselves. */
export interface PanelView {
  readonly place: PanelPlace;
  /** All that are loaded, used or not. */
  readonly dossiers: readonly Dossier[];
  /** 1: who sees what, and where; the others are behind “More…”. */
  readonly page: number;
  /** Of each menu of a list, which shows 25 of it at a time. */
  readonly parts?: Partial<Record<Listed, number>>;
  /** What a press has just done. */
  readonly said?: Message | null;
}

/** Settings that are any number of a list, which a menu shows in parts. */
type Listed = "dossiers" | "stoppedTopics";
type Chosen = Exclude<SettingName, "channels" | "logChannel" | "paused" | Listed>;

/** What can be chosen for each setting, in the words of the panel. */
const choices: {
  readonly [Name in Chosen]: { readonly label: Message; readonly of: readonly Choice<Settings[Name]>[] };
} = Object.freeze({
  answers: {
    label: say("answersLabel"),
    of: [
      { value: "private", words: say("answersPrivate"), description: say("answersPrivateMeans") },
      { value: "public", words: say("answersPublic"), description: say("answersPublicMeans") },
    ],
  },
  mayPost: {
    label: say("mayPostLabel"),
    of: [
      { value: "manageMessages", words: say("mayPostManagers"), description: say("mayPostManagersMeans") },
      { value: "everyone", words: say("mayPostAll") },
      { value: "nobody", words: say("mayPostNobody") },
    ],
  },
  showAsker: {
    label: say("showAskerLabel"),
    of: [
      { value: true, words: say("on") },
      { value: false, words: say("off"), description: say("showAskerOffMeans") },
    ],
  },
  graphic: {
    label: say("graphicLabel"),
    of: [
      { value: "spoiler", words: say("graphicSpoiler") },
      { value: "shown", words: say("graphicShown"), description: say("graphicShownMeans") },
    ],
  },
  answersPerMinute: {
    label: say("commandsLabel"),
    of: [3, 6, 12, 20, 30, 60].map((value) => ({ value, words: say("commandsPerMinute", value) })),
  },
  cardsPerChannel: {
    label: say("cardsPerChannelLabel"),
    of: [1, 3, 5, 10, 30].map((value) => ({
      value,
      words: say("cardsPerChannel", value, channelWindow / 60_000),
    })),
  },
  sameCardAfter: {
    label: say("sameCardLabel"),
    of: [
      { value: 0, words: say("sameCardAtOnce") },
      { value: 10, words: say("sameCardAfter", 10) },
      { value: 30, words: say("sameCardAfter", 30) },
      { value: 60, words: say("sameCardAfterHour") },
      { value: 1440, words: say("sameCardAfterDay") },
    ],
  },
  map: {
    label: say("mapLabel"),
    of: [
      { value: "onPress", words: say("mapOnPress") },
      { value: "never", words: say("mapNever") },
    ],
  },
  reports: {
    label: say("reportsLabel"),
    of: [
      { value: "queue", words: say("reportsQueue") },
      { value: "off", words: say("off") },
    ],
  },
});

const otherLabels = {
  channels: say("channelsLabel"),
  logChannel: say("logChannelLabel"),
  paused: say("pausedLabel"),
  dossiers: say("collectionsLabel"),
  stoppedTopics: say("stoppedTopicsLabel"),
} as const satisfies Record<Exclude<SettingName, Chosen>, Message>;

/** What a menu's values make of a setting that is one choice; undefined where they are none of its choices. */
export function settingChosen(
  name: Exclude<SettingName, Listed>,
  values: readonly string[],
  { ageRestricted }: PanelPlace,
): Partial<Settings> | undefined {
  if (name === "paused") return undefined;
  if (isOfChannels(name)) {
    const value = name === "channels" ? [...new Set(values)] : (values[0] ?? null);
    const parsed = settingsSchema.partial().safeParse({ [name]: value });
    return parsed.success ? ({ [name]: value } as Partial<Settings>) : undefined;
  }
  const chosen = choices[name].of.find(({ value }) => String(value) === values[0]);
  if (chosen === undefined || (chosen.value === "shown" && !ageRestricted)) return undefined;
  return { [name]: chosen.value };
}

/** Whether its choices are channels of the server. */
export function isOfChannels(name: SettingName): name is "channels" | "logChannel" {
  return name === "channels" || name === "logChannel";
}

export function isListed(name: SettingName): name is Listed {
  return name === "dossiers" || name === "stoppedTopics";
}

/**
 * The choice out of a list after a part of its menu: what that part does not show stays as it is. Undefined where a
 * value is not in the part, or more are chosen than are kept.
 */
export function listChosen(
  name: Listed,
  values: readonly string[],
  settings: Settings,
  view: Pick<PanelView, "dossiers" | "parts">,
): Partial<Settings> | undefined {
  const { items } = partOf(name, view);
  const offered = new Set(items.map(({ id }) => id));
  const shown = new Set(items.flatMap(keptAs));
  const chosen = [...settings[name].filter((id) => !shown.has(id)), ...new Set(values)].sort();
  const parsed = settingsSchema.shape[name].safeParse(chosen);
  return parsed.success && values.every((id) => offered.has(id)) ? { [name]: chosen } : undefined;
}

/** The ids under which a choice of it may have been kept. */
function keptAs(each: Dossier | Question): readonly string[] {
  return "kind" in each ? idsOf(each) : [each.id];
}

function listOf(name: Listed, dossiers: readonly Dossier[]): readonly (Dossier | Question)[] {
  return name === "dossiers" ? dossiers : dossiers.flatMap(({ questions }) => questions);
}

function partOf(
  name: Listed,
  { dossiers, parts = {} }: Pick<PanelView, "dossiers" | "parts">,
): Page<Dossier | Question> & { readonly all: number } {
  const all = listOf(name, dossiers);
  return { ...pageOf(all, parts[name] ?? 1, { most: 25 }), all: all.length };
}

/** Which settings stand on which page of the panel, in their order there. */
const pages: readonly (readonly Exclude<SettingName, "paused">[])[] = [
  ["answers", "mayPost", "channels"],
  ["cardsPerChannel", "sameCardAfter", "answersPerMinute", "showAsker", "logChannel"],
  ["stoppedTopics", "dossiers", "graphic", "map", "reports"],
];

/** 1-based; 1 for what has no menu. */
export function panelPageOf(name: SettingName): number {
  return Math.max(1, pages.findIndex((names) => names.some((each) => each === name)) + 1);
}

export function settingsCard({ settings, changes, logFailed }: ServerSettings, view: PanelView): Card {
  const { place, dossiers, said = null } = view;
  const page = Math.min(Math.max(1, view.page), pages.length);
  const step = (label: Message, next: SettingsStep, more = {}): Button => ({
    label,
    action: { type: "settings", step: next, page },
    ...more,
  });
  const turn = (label: Message, number: number): Button => ({
    label,
    action: { type: "settings", step: "show", page: number },
  });
  const canAdd = place.channelId !== null && !settings.channels.includes(place.channelId);
  const [newest] = changes;
  const isReset = newest?.kind === "reset" && !newest.undone;
  const notes: readonly Line[] = [
    ...(said === null ? [] : [[{ strong: said }]]),
    ...(isReset ? [[say("undoReset")]] : []),
    ...notLoaded(settings, dossiers),
    ...(logFailed && settings.logChannel !== null ? [[say("logNotWritten", settings.logChannel)]] : []),
  ];
  const undo = canUndo(changes) ? [step(say("undo"), "undo", { primary: isReset })] : [];
  const blocks: (Block | null)[] = [
    { type: "title", text: say("panelTitle") },
    page === 1 ? { type: "text", lines: [[holdsNow(settings)]] } : null,
    notes.length === 0 ? null : { type: "text", lines: notes },
    page === 1 || notes.length > 0 ? rule : null,
    ...(pages[page - 1] ?? []).flatMap((name) => menuBlocks(name, settings, view)),
    rule,
    {
      type: "small",
      lines: [
        [newest === undefined ? say("nothingChanged") : changed(newest, dossiers, 3)],
        ...(page === 1 ? [[say("whoMayUseCommands")]] : []),
      ],
    },
  ];
  return card({
    blocks,
    buttons:
      page === 1
        ? [
            [
              settings.paused ? step(say("resume"), "resume") : step(say("pause"), "pause"),
              ...(canAdd ? [step(say("allowThisChannel"), "addChannel")] : []),
              ...undo,
              turn(say("morePages"), 2),
            ],
          ]
        : [
            [
              turn(say("back"), page - 1),
              ...pages.slice(page).map(() => turn(say("morePages"), page + 1)),
              ...(page === 3 ? [...partButton("stoppedTopics", view), ...partButton("dossiers", view)] : []),
              ...undo,
            ],
            [
              step(say("changes"), "changes", { disabled: newest === undefined }),
              step(say("posts"), "posts"),
              step(say("reset"), "reset"),
              step(say("deleteData"), "forget"),
            ],
          ],
    privateOnly: true,
  });
}

/** Who sees what, and where, in one line. */
function holdsNow({ paused, answers, mayPost, channels }: Settings): Message {
  const [first, ...others] = channels;
  const more = others.length;
  if (paused) return say("holdsPaused");
  if (first === undefined) return say("holdsNoChannel");
  if (answers === "public") return say("holdsPublic", first, more);
  switch (mayPost) {
    case "manageMessages":
      return say("holdsPostedByManagers", first, more);
    case "everyone":
      return say("holdsPostedByAll", first, more);
    case "nobody":
      return say("holdsPostedByNobody");
  }
}

/** A menu below the line that names it; nothing where there is nothing to choose. */
function menuBlocks(name: Exclude<SettingName, "paused">, settings: Settings, view: PanelView): Block[] {
  const menu = menuOf(name, settings, view);
  return menu === null
    ? []
    : [
        { type: "text", lines: [[{ strong: labelOf(name) }]] },
        { type: "menu", menu },
      ];
}

function menuOf(name: Exclude<SettingName, "paused">, settings: Settings, view: PanelView): Menu | null {
  switch (name) {
    case "channels":
      return channelsMenu(name, settings.channels, mostChannels);
    case "logChannel":
      return channelsMenu(name, settings.logChannel === null ? [] : [settings.logChannel], 1);
    case "dossiers":
      return view.dossiers.length > 1 ? listMenu(name, settings, view) : null;
    case "stoppedTopics":
      return partOf(name, view).all > 0 ? listMenu(name, settings, view) : null;
    default:
      return optionsMenu(name, settings, view.place);
  }
}

/** Before everything that is kept of a server goes. */
export function forgetCard(kept: Kept, action: Extract<Deleting, { type: "settings" }>): Card {
  const { changes, posts, openReports, handedOnReports, closedReports } = kept;
  const parts: readonly (readonly [number, Message])[] = [
    [changes, say("deleteChanges", changes)],
    [posts, say("deletePosts", posts)],
    [openReports, say("deleteOpenReports", openReports)],
    [handedOnReports, say("deleteHandedOnReports", handedOnReports)],
    [closedReports, say("deleteClosedReports", closedReports)],
  ];
  return sureCard(
    say("deleteDataTitle"),
    [
      { type: "text", lines: [[say("deleteDataContext")]] },
      {
        type: "list",
        items: [
          [say("deleteSettings")],
          ...parts.filter(([number]) => number > 0).map(([, words]) => [words]),
        ],
      },
    ],
    { back: { type: "settings", step: "show", page: action.page }, label: say("deleteAll"), action },
  );
}

/** The last changes, a line each, with who made them; beside the panel, in a message of its own. */
export function changesCard({ changes }: ServerSettings, dossiers: readonly Dossier[]): Card {
  return card({
    blocks: [
      { type: "title", text: say("changesTitle") },
      { type: "small", lines: [[say("changesContext")]] },
      changes.length === 0
        ? { type: "text", lines: [[say("noChanges")]] }
        : { type: "list", items: changes.map((change) => [changed(change, dossiers, 1)]) },
    ],
    buttons: [
      [
        {
          label: say("undoNewest"),
          action: { type: "settings", step: "undo", page: 1 },
          disabled: !canUndo(changes),
        },
      ],
    ],
    privateOnly: true,
  });
}

/** The public cards of the last 30 days, with who posted each; beside the panel, in a message of its own. */
export function postsCard(
  posts: readonly Post[],
  serverId: string,
  catalogue: Catalogue,
  pageNumber: number,
): Card {
  const page = pageOf(posts, pageNumber, { most: 10 });
  const context =
    page.count === 1
      ? say("postsContext", postsRead)
      : say("postsPart", postsRead, page.start + 1, page.start + page.items.length, posts.length);
  return card({
    blocks: [
      { type: "title", text: say("postsTitle") },
      { type: "small", lines: [[context]] },
      posts.length === 0
        ? { type: "text", lines: [[say("noPosts")]] }
        : { type: "list", items: page.items.map((post) => [posted(post, serverId, catalogue)]) },
    ],
    buttons: [pageButtons(page, (number) => ({ type: "settings", step: "postsPage", page: number }))],
    privateOnly: true,
  });
}

function posted(
  { card: id, channelId, personId, at, messageId, removed }: Post,
  serverId: string,
  catalogue: Catalogue,
): Message {
  const { title } = reportedItem(id, catalogue);
  if (removed) return say("postRemoved", at, personId, title, channelId);
  if (messageId === null) return say("posted", at, personId, title, channelId);
  const url = `https://discord.com/channels/${serverId}/${channelId}/${messageId}`;
  return say("postedAt", at, personId, title, channelId, url);
}

/** What is written into a log channel when it is chosen, to see that it can be. */
export function logTrialCard(): Card {
  return card({
    blocks: [
      { type: "text", lines: [[say("logTrial")]] },
      { type: "small", lines: [[say("logTrialMeans")]] },
    ],
    buttons: [],
    privateOnly: true,
  });
}

function canUndo(changes: readonly Change[]): boolean {
  return changes.some(({ kind, undone }) => kind !== "undo" && !undone);
}

/** A dossier may be chosen and not be there: it is ignored, and where none is left, all are used. */
function notLoaded({ dossiers: chosen }: Settings, dossiers: readonly Dossier[]): Line[] {
  const missing = chosen.filter((id) => !dossiers.some((dossier) => dossier.id === id));
  if (missing.length === 0) return [];
  return [[missing.length === chosen.length ? say("noneLoaded") : say("someNotLoaded", missing.length)]];
}

function optionsMenu(name: Chosen, settings: Settings, { ageRestricted }: PanelPlace): Menu {
  const { label, of } = choices[name];
  const offered = (of as readonly Choice<Settings[Chosen]>[]).filter(
    ({ value }) => value !== "shown" || ageRestricted || settings.graphic === "shown",
  );
  return {
    kind: "options",
    action: setting(name),
    placeholder: label,
    options: offered.map(({ value, words, description = null }) => ({
      value: String(value),
      label: words,
      description,
      chosen: value === settings[name],
    })),
  };
}

function listMenu(name: Listed, settings: Settings, view: PanelView): Menu {
  const part = partOf(name, view);
  const none = name === "dossiers" ? say("all") : say("none");
  const chosen = settings[name].length === 0 ? none : say("noneOfThese");
  return {
    kind: "options",
    action: setting(name, part.number),
    placeholder: part.count === 1 ? chosen : say("partOfMenu", chosen, ...rangeOf(part)),
    options: part.items.map((each) => ({
      value: each.id,
      label: each.title,
      description: describe(each, view.dossiers),
      chosen: keptAs(each).some((id) => settings[name].includes(id)),
    })),
    several: true,
  };
}

/** A topic is named with its collection, where there are several. */
function describe(each: Dossier | Question, dossiers: readonly Dossier[]): Words | null {
  if (!("kind" in each)) return say("collectionSize", each.excerpts.length);
  return dossiers.length > 1 ? each.dossier.title : null;
}

/** To the next part of a menu, the first after the last; none where there is one part alone. */
function partButton(name: Listed, view: PanelView): Button[] {
  const part = partOf(name, view);
  if (part.count === 1) return [];
  const number = (part.number % part.count) + 1;
  const range = rangeOf(partOf(name, { ...view, parts: { [name]: number } }));
  return [
    {
      label: name === "dossiers" ? say("collectionsPart", ...range) : say("topicsPart", ...range),
      action: { type: "settings", step: name, page: number },
    },
  ];
}

/** Which of the list a part of its menu shows: the first, the last, and how many there are. */
function rangeOf({
  start,
  items,
  all,
}: ReturnType<typeof partOf>): [first: number, last: number, all: number] {
  return [start + 1, start + items.length, all];
}

function channelsMenu(name: "channels" | "logChannel", chosen: readonly string[], most: number): Menu {
  const placeholder = name === "channels" ? say("channelsNone") : say("none");
  return { kind: "channels", action: setting(name), placeholder, chosen, most };
}

function setting(name: SettingName, part = 1): Action {
  return { type: "set", name, part };
}

/** When, who, and what it was and became: at most `most` settings of it by name, since a reset may change them all. */
function changed(
  { at, personId, kind, before, after }: Change,
  dossiers: readonly Dossier[],
  most: number,
): Message {
  const names = Object.keys(after) as SettingName[];
  const told = names
    .slice(0, most)
    .map(
      (name): Line => [
        say(
          "changedSetting",
          labelOf(name),
          valueLine(name, before, dossiers),
          valueLine(name, after, dossiers),
        ),
      ],
    );
  return say("changed", at, personId, kind, told, names.length - told.length);
}

function labelOf(name: SettingName): Message {
  return name in otherLabels ? otherLabels[name as keyof typeof otherLabels] : choices[name as Chosen].label;
}

function valueLine(name: SettingName, settings: Partial<Settings>, dossiers: readonly Dossier[]): Line {
  if (isListed(name)) {
    const [first, ...more] = settings[name] ?? [];
    if (first === undefined) return [name === "dossiers" ? say("all") : say("none")];
    const title = listOf(name, dossiers).find((each) => keptAs(each).includes(first))?.title ?? first;
    return [more.length > 0 ? say("firstOfSeveral", title, more.length) : title];
  }
  if (isOfChannels(name)) {
    const [first, ...more] = [settings[name] ?? []].flat();
    if (first === undefined) return [say("none")];
    const channel = { channel: first };
    return [more.length > 0 ? say("firstOfSeveral", channel, more.length) : channel];
  }
  const value = settings[name];
  if (name === "paused") return [value === true ? say("on") : say("off")];
  const known = (choices[name].of as readonly Choice<unknown>[]).find((choice) => choice.value === value);
  return [known?.words ?? String(value)];
}
