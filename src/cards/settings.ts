/** The panel of a server's settings: what holds, what was changed last, and menus to change it. */
import { type Catalogue, type Dossier, idsOf, type Question } from "../dossier/catalogue.ts";
import {
  channelWindow,
  mostChannels,
  type SettingName,
  type Settings,
  settingsSchema,
} from "../store/settings.ts";
import { type Change, type Kept, type Post, postsRead, type ServerSettings } from "../store/store.ts";
import type { Action, Block, Button, Card, Deleting, Line, Menu, SettingsStep, Span } from "./card.ts";
import { type Page, pageOf, rangeOf } from "./pages.ts";
import { capitalised, card, count, holding, pageButtons, rule } from "./parts.ts";
import { reportedItem } from "./reports.ts";
import { sureCard } from "./sure.ts";

/** Where the panel is shown, as far as it matters to what it offers. */
export interface PanelPlace {
  readonly channelId: string | null;
  readonly ageRestricted: boolean;
}

interface Choice<Value> {
  readonly value: Value;
  readonly words: string;
  readonly description?: string;
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
  readonly said?: string | null;
}

/** Settings that are any number of a list, which a menu shows in parts. */
type Listed = "dossiers" | "stoppedTopics";
type Chosen = Exclude<SettingName, "channels" | "logChannel" | "paused" | Listed>;

/** What can be chosen for each setting, in the words of the panel. */
const choices: {
  readonly [Name in Chosen]: { readonly label: string; readonly of: readonly Choice<Settings[Name]>[] };
} = Object.freeze({
  answers: {
    label: "Answers",
    of: [
      { value: "private", words: "private", description: "Only who asked sees the answer" },
      { value: "public", words: "public", description: "For everyone, in the channels below" },
    ],
  },
  mayPost: {
    label: "Who may post for everyone",
    of: [
      {
        value: "manageMessages",
        words: "people who may Manage Messages",
        description: "As Discord has it in the channel",
      },
      { value: "everyone", words: "everyone who may write there" },
      { value: "nobody", words: "nobody" },
    ],
  },
  showAsker: {
    label: "Show who asked",
    of: [
      { value: true, words: "on" },
      { value: false, words: "off", description: "Discord still shows who used a command" },
    ],
  },
  graphic: {
    label: "Graphic quotations",
    of: [
      { value: "spoiler", words: "behind a spoiler" },
      { value: "shown", words: "shown", description: "In age-restricted channels only" },
    ],
  },
  answersPerMinute: {
    label: "Commands per person",
    of: [3, 6, 12, 20, 30, 60].map((value) => ({ value, words: `${value} a minute` })),
  },
  cardsPerChannel: {
    label: "Public cards per channel",
    of: [1, 3, 5, 10, 30].map((value) => ({ value, words: `${value} in ${channelWindow / 60_000} min` })),
  },
  sameCardAfter: {
    label: "Same card again",
    of: [
      { value: 0, words: "at once" },
      { value: 10, words: "after 10 min" },
      { value: 30, words: "after 30 min" },
      { value: 60, words: "after an hour" },
      { value: 1440, words: "after a day" },
    ],
  },
  map: {
    label: "Map on cards",
    of: [
      { value: "onPress", words: "on press" },
      { value: "never", words: "never" },
    ],
  },
  reports: {
    label: "Reports",
    of: [
      { value: "queue", words: "on, in a queue (/reports)" },
      { value: "off", words: "off" },
    ],
  },
});

const otherLabels = {
  channels: "Channels for public cards",
  logChannel: "Log of public cards",
  paused: "Pause",
  dossiers: "Collections",
  stoppedTopics: "Topics without public cards",
} as const satisfies Record<Exclude<SettingName, Chosen>, string>;

/** What a menu's values make of a setting that is one choice; undefined where they are none of its choices. */
export function settingChosen(
  name: Exclude<SettingName, Listed>,
  values: readonly string[],
  { ageRestricted }: PanelPlace,
): Partial<Settings> | undefined {
  if (name === "paused") return undefined;
  if (name === "channels" || name === "logChannel") {
    const value = name === "channels" ? [...new Set(values)] : (values[0] ?? null);
    const parsed = settingsSchema.partial().safeParse({ [name]: value });
    return parsed.success ? ({ [name]: value } as Partial<Settings>) : undefined;
  }
  const chosen = choices[name].of.find(({ value }) => String(value) === values[0]);
  if (chosen === undefined || (chosen.value === "shown" && !ageRestricted)) return undefined;
  return { [name]: chosen.value };
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
  const step = (label: string, next: SettingsStep, more = {}): Button => ({
    label,
    action: { type: "settings", step: next, page },
    ...more,
  });
  const turn = (label: string, number: number): Button => ({
    label,
    action: { type: "settings", step: "show", page: number },
  });
  const canAdd = place.channelId !== null && !settings.channels.includes(place.channelId);
  const [newest] = changes;
  const isReset = newest?.kind === "reset" && !newest.undone;
  const notes = [
    ...(said === null ? [] : [[{ strong: said }]]),
    ...(isReset ? [["Undo brings back what held before the reset."]] : []),
    ...notLoaded(settings, dossiers),
    ...(logFailed && settings.logChannel !== null ? [notWritten(settings.logChannel)] : []),
  ];
  const undo = canUndo(changes) ? [step("Undo", "undo", { primary: isReset })] : [];
  const blocks: (Block | null)[] = [
    { type: "title", text: "Tessera in this server", lines: [] },
    page === 1 ? { type: "text", lines: [holdsNow(settings)] } : null,
    notes.length === 0 ? null : { type: "text", lines: notes },
    page === 1 || notes.length > 0 ? rule : null,
    ...(pages[page - 1] ?? []).flatMap((name) => menuBlocks(name, settings, view)),
    rule,
    {
      type: "small",
      lines: [
        newest === undefined
          ? ["Nothing was changed yet: these are the defaults."]
          : changeLine(newest, dossiers, 3),
        ...(page === 1 ? [["Who may use which command: Server Settings › Integrations."]] : []),
      ],
    },
  ];
  return card({
    blocks,
    buttons:
      page === 1
        ? [
            [
              settings.paused ? step("Resume", "resume") : step("Pause", "pause"),
              ...(canAdd ? [step("Allow this channel", "addChannel")] : []),
              ...undo,
              turn("More…", 2),
            ],
          ]
        : [
            [
              turn("‹ Back", page - 1),
              ...pages.slice(page).map(() => turn("More…", page + 1)),
              ...(page === 3 ? [...partButton("stoppedTopics", view), ...partButton("dossiers", view)] : []),
              ...undo,
            ],
            [
              step("Changes", "changes", { disabled: newest === undefined }),
              step("Posts", "posts"),
              step("Reset", "reset"),
              step("Delete this server’s data", "forget"),
            ],
          ],
    privateOnly: true,
  });
}

/** Who sees what, and where, in one line. */
function holdsNow({ paused, answers, mayPost, channels }: Settings): Line {
  const [first, ...more] = channels;
  if (paused) return [{ strong: "Paused." }, " Nothing is shown to everyone."];
  if (first === undefined) {
    return ["All answers are private: no channel is chosen yet, and nothing is shown to everyone."];
  }
  const where: Line =
    more.length === 0
      ? [{ channel: first }]
      : [{ channel: first }, ` and ${count(more.length, "more channel")}`];
  if (answers === "public") return ["Answers are for everyone in ", ...where, ", private elsewhere."];
  switch (mayPost) {
    case "manageMessages":
      return ["Answers are private. People who may Manage Messages may post them in ", ...where, "."];
    case "everyone":
      return ["Answers are private. Everyone who may write there may post them in ", ...where, "."];
    case "nobody":
      return ["Answers are private, and nobody may post them."];
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
  const parts: readonly (readonly [number, string])[] = [
    [changes, `${count(changes, "change")} in the list of changes`],
    [
      posts,
      `${count(posts, "public card")} in the list of posts; the cards themselves stay in their channels`,
    ],
    [openReports, count(openReports, "open report")],
    [handedOnReports, `${count(handedOnReports, "report")} that the maintainer still has`],
    [closedReports, count(closedReports, "closed report")],
  ];
  return sureCard(
    "Delete all that is kept of this server?",
    [
      { type: "text", lines: [["This cannot be undone. These go:"]] },
      {
        type: "list",
        items: [
          ["the settings: the defaults hold again, and nothing is public until a channel is chosen"],
          ...parts.filter(([number]) => number > 0).map(([, words]) => [words]),
        ],
      },
    ],
    { back: { type: "settings", step: "show", page: action.page }, label: "Delete all of it", action },
  );
}

/** The last changes, a line each, with who made them; beside the panel, in a message of its own. */
export function changesCard({ changes }: ServerSettings, dossiers: readonly Dossier[]): Card {
  return card({
    blocks: [
      {
        type: "title",
        text: "Changes in this server",
        lines: [["The newest first, the last 20"]],
      },
      changes.length === 0
        ? { type: "text", lines: [["Nothing was changed yet."]] }
        : { type: "list", items: changes.map((change) => changeLine(change, dossiers, 1)) },
    ],
    buttons: [
      [
        {
          label: "Undo the newest",
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
  return card({
    blocks: [
      {
        type: "title",
        text: "Public cards in this server",
        lines: [
          [`The newest first, of 30 days, the last ${postsRead} at most`],
          ...(page.count > 1 ? [[rangeOf(page, posts.length)]] : []),
        ],
      },
      posts.length === 0
        ? { type: "text", lines: [["None was shown to everyone."]] }
        : { type: "list", items: page.items.map((post) => postLine(post, serverId, catalogue)) },
    ],
    buttons: [pageButtons(page, (number) => ({ type: "settings", step: "postsPage", page: number }))],
    privateOnly: true,
  });
}

function postLine(
  { card: id, channelId, personId, at, messageId, removed }: Post,
  serverId: string,
  catalogue: Catalogue,
): Line {
  const { title } = reportedItem(id, catalogue);
  const place =
    messageId === null ? "" : `: https://discord.com/channels/${serverId}/${channelId}/${messageId}`;
  return [
    { at },
    " ",
    { person: personId },
    `: ${title} in `,
    { channel: channelId },
    removed ? " · removed" : place,
  ];
}

/** What is written into a log channel when it is chosen, to see that it can be. */
export function logTrialCard(): Card {
  return card({
    blocks: [
      { type: "text", lines: [["Cards that are shown to everyone in this server are noted here."]] },
      { type: "small", lines: [["Which card, in which channel, and by whom · chosen in /settings"]] },
    ],
    buttons: [],
    privateOnly: true,
  });
}

function notWritten(channel: string): Line {
  return [
    { strong: "Log of public cards:" },
    " the last note could not be written into ",
    { channel },
    ". There the bot needs View Channel and Send Messages; if it has them, tell whoever runs it.",
  ];
}

function canUndo(changes: readonly Change[]): boolean {
  return changes.some(({ kind, undone }) => kind !== "undo" && !undone);
}

/** A dossier may be chosen and not be there: it is ignored, and where none is left, all are used. */
function notLoaded({ dossiers: chosen }: Settings, dossiers: readonly Dossier[]): Line[] {
  const missing = chosen.filter((id) => !dossiers.some((dossier) => dossier.id === id));
  if (missing.length === 0) return [];
  return missing.length === chosen.length
    ? [["None of the collections chosen is loaded now: all are used until one is."]]
    : [
        [
          `${count(missing.length, "of the collections chosen is", "of the collections chosen are")} not loaded now.`,
        ],
      ];
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
      label: capitalised(words),
      description,
      chosen: value === settings[name],
    })),
  };
}

function listMenu(name: Listed, settings: Settings, view: PanelView): Menu {
  const part = partOf(name, view);
  const none = name === "dossiers" ? "All" : "None";
  const chosen = settings[name].length === 0 ? none : "None of these";
  return {
    kind: "options",
    action: setting(name, part.number),
    placeholder: part.count === 1 ? chosen : `${chosen} · ${rangeOf(part, part.all)}`,
    options: part.items.map((each) => ({
      value: each.id,
      label: each.title,
      description: "kind" in each ? each.dossier.title : holding(each),
      chosen: keptAs(each).some((id) => settings[name].includes(id)),
    })),
    several: true,
  };
}

/** To the next part of a menu, the first after the last; none where there is one part alone. */
function partButton(name: Listed, view: PanelView): Button[] {
  const part = partOf(name, view);
  if (part.count === 1) return [];
  const number = (part.number % part.count) + 1;
  const next = partOf(name, { ...view, parts: { [name]: number } });
  return [
    {
      label: `${name === "dossiers" ? "Collections" : "Topics"} ${rangeOf(next, next.all)}`,
      action: { type: "settings", step: name, page: number },
    },
  ];
}

function channelsMenu(name: "channels" | "logChannel", chosen: readonly string[], most: number): Menu {
  const placeholder = name === "channels" ? "None yet" : "None";
  return { kind: "channels", action: setting(name), placeholder, chosen, most };
}

function setting(name: SettingName, part = 1): Action {
  return { type: "set", name, part };
}

/** When, who, and what it was and became: at most `most` settings of it by name, since a reset may change them all. */
function changeLine(
  { at, personId, kind, before, after }: Change,
  dossiers: readonly Dossier[],
  most: number,
): Line {
  const verb = kind === "undo" ? "Undo · " : kind === "reset" ? "Reset · " : "";
  const names = Object.keys(after) as SettingName[];
  const parts = names
    .slice(0, most)
    .flatMap((name, index): Span[] => [
      index === 0 ? "" : "; ",
      `${labelOf(name)}: `,
      ...valueSpans(name, before, dossiers),
      " › ",
      ...valueSpans(name, after, dossiers),
    ]);
  const more = names.length > most ? [`; ${names.length - most} more`] : [];
  return [{ at }, " ", { person: personId }, ` · ${verb}`, ...parts, ...more];
}

function labelOf(name: SettingName): string {
  return name in otherLabels ? otherLabels[name as keyof typeof otherLabels] : choices[name as Chosen].label;
}

function valueSpans(name: SettingName, settings: Partial<Settings>, dossiers: readonly Dossier[]): Span[] {
  if (isListed(name)) {
    const [first, ...more] = settings[name] ?? [];
    if (first === undefined) return [name === "dossiers" ? "all" : "none"];
    const title = listOf(name, dossiers).find((each) => keptAs(each).includes(first))?.title ?? first;
    return [more.length > 0 ? `${title} and ${more.length} more` : title];
  }
  if (name === "channels" || name === "logChannel") {
    const ids = [settings[name] ?? []].flat();
    if (ids.length === 0) return ["none"];
    const [channel = "", ...more] = ids;
    return more.length > 0 ? [{ channel }, ` and ${more.length} more`] : [{ channel }];
  }
  const value = settings[name];
  if (name === "paused") return [value === true ? "on" : "off"];
  const known = (choices[name].of as readonly Choice<unknown>[]).find((choice) => choice.value === value);
  return [known?.words ?? String(value)];
}
