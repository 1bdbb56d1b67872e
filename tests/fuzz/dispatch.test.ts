import {
  type APIInteraction,
  type APIMessageComponentInteraction,
  ComponentType,
  InteractionResponseType,
  MessageFlags,
} from "discord-api-types/v10";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aboutCard } from "../../src/cards/about.ts";
import { deliver, inOrder } from "../../src/discord/deliver.ts";
import { type Circumstances, judgeCallback, judgeEdit, judgeFollowUp } from "../../src/discord/judge.ts";
import { createDispatch } from "../../src/dispatch.ts";
import { withPictures } from "../../src/pictures/index.ts";
import { dossier, library } from "../cards/library.ts";
import { fc } from "../support/fast-check.ts";
import {
  autocompleteInteraction,
  componentInteraction,
  ids,
  messageCommandInteraction,
  modalSubmitInteraction,
  slashInteraction,
  writtenMessage,
} from "../support/interactions.ts";
import { botMessage, cardMessage } from "../support/messages.ts";
import { openPatientStore } from "../support/store.ts";
import { patient } from "../support/timing.ts";
import { cases, timeout } from "./cases.ts";
import { broken, interaction, marker } from "./interactions.ts";

/*
 * Whatever comes, everything that the bot sends for it is taken by Discord's own rules and repeats nothing that was
 * typed. The store is a real one, so that settings change under way and reports are kept.
 */

/** Milliseconds; a minute goes by with every case, so that public cards are not used up. */
let now = Date.UTC(2026, 0, 1);
const store = openPatientStore("sqlite::memory:", { now: () => now });
/** Kinds of what was sent. */
const sent = new Set<unknown>();
const faults: unknown[] = [];
const png = new Uint8Array(8);
// Every second picture fails.
let drawn = 0;
const dispatch = withPictures(
  createDispatch({ ...library, store }, ({ error }) => faults.push(error)),
  { draw: async () => (++drawn % 2 === 0 ? { png } : { fault: "00000000" }) },
);

beforeAll(async () => {
  await store.change(ids.guild, ids.asker, {
    channels: [ids.channel],
    mayPost: "everyone",
    cardsPerChannel: 30,
    sameCardAfter: 0,
    logChannel: "1300000000000000004",
  });
});
afterAll(() => store.close());

/**
 * Whether what was typed stands in what is sent. The words of a report do, in a spoiler of their own: to whoever wrote
 * them and to moderators, which other tests hold.
 */
function echoes(body: unknown): boolean {
  const withoutReports = (key: string, value: unknown) =>
    key === "content" ? String(value).replace(/^\|\|(?:\\.|[^\\|])*\|\|$/gm, "") : value;
  return JSON.stringify(body, withoutReports).includes(marker);
}

/** Why Discord would refuse what is sent for it. `whole`: by the interaction that it answers, too, and without an echo. */
async function problemsOf(given: APIInteraction, { whole }: { whole: boolean }): Promise<string[]> {
  const problems: string[] = [];
  now += 60_000;
  let edited: Circumstances["edited"] = whole && "message" in given ? given.message : undefined;
  for await (const delivery of inOrder(deliver(await dispatch(given), given, patient))) {
    if (delivery.kind === "removal" || delivery.kind === "placed") continue;
    const { body } = delivery;
    if (whole && echoes(body)) problems.push("echoes what was typed");
    const files = "files" in delivery ? (delivery.files ?? []).map(({ name }) => name) : [];
    sent.add(delivery.kind === "callback" ? delivery.body.type : delivery.kind);
    if (delivery.kind === "callback") {
      problems.push(...judgeCallback(body, { ...(whole && { interaction: given }), files }));
      if (delivery.body.type === InteractionResponseType.DeferredChannelMessageWithSource) edited = {};
    } else if (delivery.kind === "edit")
      problems.push(...judgeEdit(body, { ...(edited && { edited }), files }));
    else problems.push(...judgeFollowUp(body, { files }));
  }
  return problems;
}

/** Has neither a number nor a text. */
const odd = { toString: 0, valueOf: 0 };

const menu = messageCommandInteraction({ name: "Look this up", target: writtenMessage("") });
const form = modalSubmitInteraction({ customId: "reported|PAL-01", fields: {} });
const kinds = [
  slashInteraction({ name: "about" }),
  autocompleteInteraction({ name: "place", focused: "name" }),
  pressWith(() => ({})),
  menu,
  form,
];

/** Interactions that once were answered with a fault: what they say, where it is from or on what, is of no form of Discord's. */
const found = [
  ...["flags", "components", "interaction_metadata", "attachments"].map((field) =>
    pressWith((press) => ({ message: { ...press.message, [field]: odd } })),
  ),
  pressWith(() => ({ message: undefined })),
  pressWith(() => ({ channel: odd })),
  ...["id", "type", "parent_id", "nsfw"].map((field) =>
    pressWith((press) => ({ channel: { ...press.channel, [field]: odd } })),
  ),
  pressWith(() => ({ authorizing_integration_owners: odd })),
  pressWith(() => ({ context: odd })),
  pressWith(() => ({ id: true })),
  ...[undefined, null, [], odd].flatMap((data) => kinds.map((whole) => ({ ...whole, data }) as never)),
  ...["target_id", "resolved"].map((field) => ({ ...menu, data: { ...menu.data, [field]: odd } }) as never),
  { ...form, data: { ...form.data, components: odd } } as never,
].map((given): [APIInteraction] => [given]);

/** What a seed may leave out, or changed settings may refuse: a form, and a card for everyone with its note. */
const seldom = [
  ...["report|palmyra-2015/place:palmyra", "postEntry|palmyra-2015/place:palmyra"].map((customId) =>
    componentInteraction({ message: writtenMessage(""), customId }),
  ),
  // FUZZ_SEED=832922361: a card whose button has no custom_id was posted with it.
  componentInteraction({
    message: botMessage({
      flags: MessageFlags.IsComponentsV2,
      components: [
        {
          type: ComponentType.Container,
          components: [
            { type: ComponentType.TextDisplay, content: "A card." },
            {
              type: ComponentType.ActionRow,
              components: [{ type: ComponentType.Button, style: 2, label: "x", custom_id: "" }],
            },
          ],
        },
      ],
    }),
    customId: "post|palmyra-2015/event:palmyra-offensive",
  }),
  // A card of a name that every object has was a fault.
  componentInteraction({
    message: cardMessage(aboutCard(dossier)),
    customId: "post|palmyra-2015/constructor",
  }),
].map((given): [APIInteraction] => [given]);

function pressWith(change: (press: APIMessageComponentInteraction) => object): APIInteraction {
  const press = componentInteraction({ message: writtenMessage(""), customId: "open|PAL-01|1" });
  return { ...press, ...change(press) } as APIInteraction;
}

test("any interaction is answered soundly, without a fault", { timeout }, async () => {
  await fc.assert(
    fc.asyncProperty(interaction, async (given) => {
      faults.length = 0;
      expect(await problemsOf(given, { whole: true })).toEqual([]);
      expect(faults).toEqual([]);
    }),
    { numRuns: cases.dispatch / 2, examples: seldom },
  );
  // Else the cases would say little: every kind of callback, pictures and notes were among them.
  expect([...sent].map(String).toSorted()).toEqual(["4", "5", "6", "7", "8", "9", "edit", "message"]);
});

test("an interaction that is broken in any place is answered soundly all the same", { timeout }, async () => {
  await fc.assert(
    fc.asyncProperty(broken, async (given) => {
      faults.length = 0;
      expect(await problemsOf(given, { whole: false })).toEqual([]);
      expect(faults).toEqual([]);
    }),
    { numRuns: cases.dispatch / 2, examples: found },
  );
});
