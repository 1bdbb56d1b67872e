import type { APIMessage } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { toCallback } from "../../src/discord/callback.ts";
import { createDispatch } from "../../src/dispatch.ts";
import { createCatalogue } from "../../src/dossier/catalogue.ts";
import { createLookup } from "../../src/lookup/index.ts";
import { noStore } from "../../src/store/store.ts";
import { allComponents, componentInteraction, slashInteraction } from "../support/interactions.ts";
import { botMessage } from "../support/messages.ts";
import { textOf } from "../support/read.ts";
import { dossierOf } from "./synthetic.ts";

const made = dossierOf({
  alphabet: "prose",
  length: 60,
  excerpts: 12,
  claims: 0,
  mentions: 1,
  fragment: 2,
  longNames: false,
  graphic: false,
  lines: false,
});
/** A day each, the last of them first; the fourth has no date, the fifth none with a year. */
const events = made.events.map((event, at) => {
  const day = 30 - at;
  const isDated = at !== 4;
  const date = {
    words: `${day} May`,
    of: "the report",
    is: null,
    year: isDated ? "inSentence" : "notStated",
    edtf: isDated ? `2015-05-${day}` : null,
  } as const;
  return { ...event, happened: at === 3 ? null : date, reported: null };
});
const catalogue = createCatalogue([{ ...made, events }]);
const dispatch = createDispatch(
  { catalogue, lookup: createLookup(catalogue), store: noStore },
  ({ error }) => {
    throw error;
  },
);

async function answerTo(interaction: Parameters<typeof dispatch>[0]): Promise<APIMessage> {
  const callback = toCallback(await dispatch(interaction));
  if (!("data" in callback)) throw new Error("no message");
  return botMessage(callback.data as Parameters<typeof botMessage>[0]);
}

test.each(events.map(({ id, title }, at) => ({ id, title, dated: at !== 3 })))(
  "$title: its timeline opens on the page where it stands",
  async ({ id, title, dated }) => {
    const name = `${made.id}/event:${id}`;
    const message = await answerTo(slashInteraction({ name: "event", options: { name } }));
    const button = allComponents(message).find((part) => (part as { label?: string }).label === "Timeline");
    expect(button !== undefined).toBe(dated);
    if (button?.custom_id === undefined) return;
    const timeline = await answerTo(componentInteraction({ message, customId: button.custom_id }));
    expect(textOf(timeline)).toMatch(new RegExp(`^● “.+ · \\S?${title}\\S? · `, "m"));
  },
);
