import type { Card, Doing } from "../src/cards/card.ts";
import { type PanelPlace, settingChosen, settingsCard } from "../src/cards/settings.ts";
import { defineCommand, type Library, type Request } from "../src/command.ts";
import type { Settings } from "../src/store/settings.ts";

export const settings = defineCommand({
  name: "settings",
  description: "What this server shows to everyone, and who decides it",
  options: [],
  moderators: true,
  answer: async (_options, { store }, request) =>
    settingsCard(await store.server(serverOf(request)), 1, placeOf(request)),
});

type SettingsPress = Extract<Doing, { type: "settings" | "set" }>;

/** Settings of the first page; the others are on the second. */
const firstPage: readonly (keyof Settings)[] = ["answers", "mayPost", "channels", "showAsker", "logChannel"];

/** What a press in the panel does, and the panel after it. Only for people who may Manage Server. */
export async function pressSettings(
  action: SettingsPress,
  chosen: readonly string[],
  { store }: Library,
  request: Request,
): Promise<Card> {
  const server = serverOf(request);
  const person = request.person.id;
  const place = placeOf(request);
  if (action.type === "set") {
    const page = firstPage.includes(action.name) ? 1 : 2;
    const change = settingChosen(action.name, chosen, place);
    return change === undefined
      ? settingsCard(await store.server(server), page, place, "That cannot be chosen here.")
      : settingsCard(await store.change(server, person, change), page, place);
  }
  const { page } = action;
  switch (action.step) {
    case "show":
      return settingsCard(await store.server(server), page, place);
    case "addChannel": {
      const { channels } = (await store.server(server)).settings;
      const added = place.channelId === null ? channels : [...new Set([...channels, place.channelId])];
      return settingsCard(await store.change(server, person, { channels: added.slice(0, 25) }), page, place);
    }
    case "pause":
    case "resume":
      return settingsCard(
        await store.change(server, person, { paused: action.step === "pause" }),
        page,
        place,
      );
    case "undo":
      return settingsCard(await store.undo(server, person), page, place, "Undone.");
    case "reset":
      return settingsCard(await store.reset(server, person), page, place, "Reset to the defaults.");
    case "forget":
      await store.forget(server);
      return settingsCard(
        await store.server(server),
        page,
        place,
        "Deleted: nothing is kept of this server now.",
      );
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
