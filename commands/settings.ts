import type { Card, Doing } from "../src/cards/card.ts";
import {
  changesCard,
  forgetCard,
  isListed,
  isOfChannels,
  listChosen,
  logTrialCard,
  type PanelPlace,
  panelPageOf,
  postsCard,
  settingChosen,
  settingsCard,
} from "../src/cards/settings.ts";
import { type CardAnswer, defineCommand, type Library, type Request } from "../src/command.ts";
import { say } from "../src/messages/message.ts";
import { mostChannels, type Settings } from "../src/store/settings.ts";

export const settings = defineCommand({
  name: "settings",
  description: say("settingsCommand"),
  options: [],
  moderators: true,
  answer: async (_options, { store, catalogue: { dossiers } }, request) =>
    settingsCard(await store.server(serverOf(request)), { page: 1, place: placeOf(request), dossiers }),
});

type SettingsPress = Extract<Doing, { type: "settings" | "set" }>;

/** What is shown beside the panel, in a message of its own. */
export function opensBeside(action: SettingsPress): boolean {
  return action.type === "settings" && (action.step === "changes" || action.step === "posts");
}

/**
 * What a press in the panel does, and the panel after it. `channels`: those of the server, as far as they were chosen;
 * `isSure`: the person was asked already. Only for people who may Manage Server; `library` is that of all dossiers, since the
 * panel offers those that the server does not use.
 */
export async function pressSettings(
  action: SettingsPress,
  { isSure, ...choice }: Choice & { readonly isSure: boolean },
  library: Library,
  request: Request,
): Promise<Pick<CardAnswer, "card" | "note">> {
  if (action.type === "settings") return { card: await pressPanel(action, isSure, library, request) };
  return chooseSetting(action, choice, library, request);
}

type Choice = Readonly<Record<"chosen" | "channels", readonly string[]>>;

/** A menu of the panel. A log channel is tried as soon as it is chosen. */
async function chooseSetting(
  { name, part }: Extract<Doing, { type: "set" }>,
  { chosen, channels }: Choice,
  { store, catalogue: { dossiers } }: Library,
  request: Request,
): Promise<Pick<CardAnswer, "card" | "note">> {
  const server = serverOf(request);
  const place = placeOf(request);
  const view = { page: panelPageOf(name), parts: { [name]: part }, place, dossiers };
  /** Null where it cannot be chosen; of a list, out of what is chosen at that moment. */
  const changeOf = (settings: Settings): Partial<Settings> | null => {
    if (isListed(name)) return listChosen(name, chosen, settings, view) ?? null;
    const known = [...channels, settings[name]].flat();
    const isElsewhere = isOfChannels(name) && chosen.some((id) => !known.includes(id));
    return isElsewhere ? null : (settingChosen(name, chosen, place) ?? null);
  };
  const after = await store.change(server, request.person.id, changeOf, request.interactionId);
  const change = changeOf(after.settings);
  if (change === null) {
    return { card: settingsCard(after, { ...view, said: say("notToChoose") }) };
  }
  const card = settingsCard(after, view);
  const { logChannel: channelId = null } = change;
  if (channelId === null) return { card };
  return {
    card,
    note: {
      channelId,
      card: logTrialCard(),
      begin: () => store.beginNote(request.interactionId).catch(() => false),
      async tried(written) {
        try {
          await store.logTried(server, channelId, written);
          return written ? null : settingsCard(await store.server(server), view);
        } catch {
          return null;
        }
      },
    },
  };
}

async function pressPanel(
  action: Extract<Doing, { type: "settings" }>,
  isSure: boolean,
  { store, catalogue }: Library,
  request: Request,
): Promise<Card> {
  const { dossiers } = catalogue;
  const server = serverOf(request);
  const person = request.person.id;
  const once = request.interactionId;
  const place = placeOf(request);
  const view = { page: action.page, place, dossiers };
  switch (action.step) {
    case "show":
      return settingsCard(await store.server(server), view);
    case "dossiers":
    case "stoppedTopics":
      return settingsCard(await store.server(server), {
        ...view,
        page: panelPageOf(action.step),
        parts: { [action.step]: action.page },
      });
    case "changes":
      return changesCard(await store.server(server), dossiers);
    case "posts":
      return postsCard(await store.posts(server), server, catalogue, 1);
    case "postsPage":
      return postsCard(await store.posts(server), server, catalogue, action.page);
    case "addChannel": {
      const { channelId } = place;
      const added = ({ channels }: Settings): Partial<Settings> | null =>
        channelId === null || channels.includes(channelId) || channels.length >= mostChannels
          ? null
          : { channels: [...channels, channelId] };
      const after = await store.change(server, person, added, once);
      const isFull = added(after.settings) === null && !after.settings.channels.includes(channelId ?? "");
      const said = isFull ? say("channelsFull", mostChannels) : null;
      return settingsCard(after, { ...view, said });
    }
    case "pause":
    case "resume":
      return settingsCard(
        await store.change(server, person, { paused: action.step === "pause" }, once),
        view,
      );
    case "undo":
      return settingsCard(await store.undo(server, person, once), { ...view, said: say("undone") });
    case "reset":
      return settingsCard(await store.reset(server, person, once), {
        ...view,
        said: say("wasReset"),
      });
    case "forget":
      if (!isSure) return forgetCard(await store.kept(server), action);
      await store.forget(server, once);
      return settingsCard(await store.server(server), {
        ...view,
        said: say("dataDeleted"),
      });
  }
}

/** A thread counts as its channel. */
function placeOf({ channelId, parentChannelId, ageRestricted }: Request): PanelPlace {
  return { channelId: parentChannelId ?? channelId, ageRestricted };
}

/** Dispatch lets nobody come here from elsewhere. */
function serverOf({ serverId }: Request): string {
  if (serverId === null) throw new Error("settings belong to a server");
  return serverId;
}
