/** The panel of a server's settings: what holds, what was changed last, and menus to change it. */
import { channelWindow, type SettingName, type Settings, settingsSchema } from "../store/settings.ts";
import type { Change, ServerSettings } from "../store/store.ts";
import type { Action, Block, Button, Card, Line, Menu, SettingsStep, Span } from "./card.ts";
import { card, rule } from "./parts.ts";

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

type Chosen = Exclude<SettingName, "channels" | "logChannel" | "paused">;

/** What can be chosen for each setting, in the words of the panel. */
const choices: {
  readonly [Name in Chosen]: { readonly label: string; readonly of: readonly Choice<Settings[Name]>[] };
} = Object.freeze({
  answers: {
    label: "Answers",
    of: [
      { value: "private", words: "private", description: "Only who asked sees the answer" },
      { value: "public", words: "public", description: "For everyone, in the channels chosen below" },
    ],
  },
  mayPost: {
    label: "May post publicly",
    of: [
      { value: "manageMessages", words: "people who may Manage Messages" },
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
    label: "Per person",
    of: [3, 6, 12, 30, 60].map((value) => ({ value, words: `${value} a minute` })),
  },
  cardsPerChannel: {
    label: "Public per channel",
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
  channels: "May post in",
  logChannel: "Log of posts to",
  paused: "Pause",
} as const satisfies Record<Exclude<SettingName, Chosen>, string>;

/** What a menu's values make of a setting; undefined where they are none of its choices. */
export function settingChosen(
  name: SettingName,
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

/** `said`: what a press has just done. */
export function settingsCard(
  { settings, changes }: ServerSettings,
  pageNumber: number,
  place: PanelPlace,
  said: string | null = null,
): Card {
  const page = Math.min(Math.max(1, pageNumber), 3);
  const step = (label: string, next: SettingsStep, more = {}): Button => ({
    label,
    action: { type: "settings", step: next, page },
    ...more,
  });
  const turn = (label: string, number: number): Button => ({
    label,
    action: { type: "settings", step: "show", page: number },
  });
  const menus: readonly (readonly Menu[])[] = [
    [
      optionsMenu("answers", settings, place),
      optionsMenu("mayPost", settings, place),
      channelsMenu("channels", settings.channels, 25),
      optionsMenu("showAsker", settings, place),
      channelsMenu("logChannel", settings.logChannel === null ? [] : [settings.logChannel], 1),
    ],
    [
      optionsMenu("graphic", settings, place),
      optionsMenu("answersPerMinute", settings, place),
      optionsMenu("cardsPerChannel", settings, place),
      optionsMenu("sameCardAfter", settings, place),
      optionsMenu("map", settings, place),
      optionsMenu("reports", settings, place),
    ],
    [],
  ];
  const canAdd = place.channelId !== null && !settings.channels.includes(place.channelId);
  const [newest] = changes;
  const blocks: Block[] = [
    {
      type: "title",
      text: "Tessera in this server",
      lines: [
        [
          `Only you see this · ${["posting", "limits and the rest", "changes"][page - 1]} · page ${page} of 3`,
        ],
      ],
    },
    ...(said === null ? [] : [{ type: "text", lines: [[{ strong: said }]] } as const]),
    ...(settings.paused
      ? [{ type: "notice", strong: "Paused.", line: ["Nothing is shown to everyone."] } as const]
      : []),
    ...(settings.channels.length === 0
      ? [{ type: "text", lines: [["No channel is chosen yet: nothing is shown to everyone."]] } as const]
      : []),
    ...(menus[page - 1] ?? []).map((menu): Block => ({ type: "menu", menu })),
    ...(page === 3 ? [{ type: "list", items: fitting(changes.map(changeLine)) } as const] : []),
    rule,
    {
      type: "small",
      lines: [
        ...(newest === undefined
          ? [["Nothing was changed yet: these are the defaults."]]
          : page === 3
            ? [["The newest first; the last 20 are kept."]]
            : [changeLine(newest)]),
        ["Who may use which command: Server Settings › Integrations."],
      ],
    },
  ];
  return card({
    blocks: blocks.filter((block) => block.type !== "list" || block.items.length > 0),
    buttons: [
      [
        ...(page > 1 ? [turn("‹ Back", page - 1)] : []),
        ...(page < 3 ? [turn(`Next ${page + 1}/3 ›`, page + 1)] : []),
        ...(page === 1 ? [step("+ this channel", "addChannel", { disabled: !canAdd })] : []),
        settings.paused ? step("Resume", "resume") : step("Pause: all private", "pause"),
      ],
      [
        step("Undo", "undo", { disabled: !changes.some(({ kind, undone }) => kind !== "undo" && !undone) }),
        step("Reset", "reset"),
        step("Delete this server’s data", "forget", { danger: true }),
      ],
    ],
    privateOnly: true,
  });
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
      label: `${label}: ${words}`,
      description,
      chosen: value === settings[name],
    })),
  };
}

function channelsMenu(name: "channels" | "logChannel", chosen: readonly string[], most: number): Menu {
  const none = name === "channels" ? "no channel yet" : "none";
  const placeholder = `${otherLabels[name]}: ${none}`;
  return { kind: "channels", action: setting(name), placeholder, chosen, most };
}

function setting(name: SettingName): Action {
  return { type: "set", name };
}

/** When, who, and what it was and became. */
function changeLine({ at, personId, kind, before, after }: Change): Line {
  const verb = kind === "undo" ? "Undo: " : kind === "reset" ? "Reset: " : "";
  const names = Object.keys(after) as SettingName[];
  const parts = names.flatMap((name, index): Span[] => [
    index === 0 ? "" : "; ",
    `${labelOf(name)} `,
    ...valueSpans(name, before),
    " › ",
    ...valueSpans(name, after),
  ]);
  return [{ at }, " ", { person: personId }, `: ${verb}`, ...parts];
}

/** As many of the newest as one message holds; Discord takes 4,000 characters. */
function fitting(lines: readonly Line[]): Line[] {
  let left = 3_000;
  return lines.filter((line) => {
    left -= JSON.stringify(line).length;
    return left > 0;
  });
}

function labelOf(name: SettingName): string {
  return name in otherLabels ? otherLabels[name as keyof typeof otherLabels] : choices[name as Chosen].label;
}

function valueSpans(name: SettingName, settings: Partial<Settings>): Span[] {
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
