/* Interactions as people and broken clients may send them: arbitraries of fast-check. */
import {
  type APIInteraction,
  type APIMessage,
  ComponentType,
  InteractionContextType,
  MessageFlags,
} from "discord-api-types/v10";
import { commands, messageCommands } from "../../commands/index.ts";
import { settingsSteps } from "../../src/cards/card.ts";
import { writeCustomId } from "../../src/discord/custom-id.ts";
import { settingsSchema } from "../../src/store/settings.ts";
import { reportReasons } from "../../src/store/store.ts";
import { contentCards, picturedCards } from "../cards/every-card.ts";
import { dossier, library } from "../cards/library.ts";
import { fc } from "../support/fast-check.ts";
import {
  autocompleteInteraction,
  componentInteraction,
  ids,
  messageCommandInteraction,
  modalSubmitInteraction,
  permissions,
  type Scene,
  slashInteraction,
  writtenMessage,
} from "../support/interactions.ts";
import { botMessage, cardMessage } from "../support/messages.ts";

/** A word that no dossier holds: seeing it in an answer means that it was echoed. */
export const marker = "qzxjvkw";

const items = [
  ...[...dossier.events, ...dossier.places, ...dossier.actors, ...dossier.questions].map(({ id }) => id),
  ...dossier.excerpts.map(({ id }) => id),
];
const cards = [...contentCards(library.catalogue), ...picturedCards(library.catalogue)].map(
  ({ card }) => card,
);
/** What the buttons of cards say. */
const shown = cards.flatMap(({ buttons }) =>
  buttons.flat().flatMap((button) => ("action" in button ? [writeCustomId(button.action)] : [])),
);
const snippets = fc.constantFrom(
  ...[
    "@everyone",
    "<@1400000000000000004>",
    "<@&1>",
    "[x](https://example.org/a_b)",
    "||",
    "```",
    "**",
    "\n# ",
  ],
  ...["\u202e", "\u200b", "\u2069", "\u0000", "\ud83d", "\u0301", "|", "~1-2", "%", " — ", "__proto__"],
  ...["تدمر", "palmyra", "tadmor", "18 aug", "how many executed", "soldiers", "SOHR", ...items],
);

/** What people type: names, markdown, mentions, broken and foreign characters; at most 6,000 characters. */
const typed = fc
  .oneof(
    {
      weight: 4,
      arbitrary: fc.array(fc.oneof(snippets, fc.string({ unit: "grapheme" })), { maxLength: 12 }),
    },
    { weight: 1, arbitrary: fc.array(fc.string({ unit: "binary" }), { maxLength: 12 }) },
    { weight: 1, arbitrary: fc.tuple(snippets, fc.nat(500)).map(([part, times]) => [part.repeat(times)]) },
  )
  .map((parts) => [...parts.slice(0, 1), marker, ...parts.slice(1)].join(" ").slice(0, 6_000));
const plain = fc.oneof({ weight: 3, arbitrary: typed }, { weight: 2, arbitrary: snippets });

const page = fc.oneof(
  fc.integer({ min: 1, max: 40 }).map(String),
  fc.constantFrom("0", "01", "9999", "10000", "-1", ""),
);
const id = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ...items,
      dossier.id,
      ...["about", "list:place", "constructor"].map((card) => `${dossier.id}/${card}`),
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 30 }) },
);
const token = fc.stringMatching(/^[\w-]{1,24}$/);
const of = (...parts: (string | fc.Arbitrary<string>)[]) =>
  fc
    .tuple(...parts.map((part) => (typeof part === "string" ? fc.constant(part) : part)))
    .map((each) => each.join("|"));
const key = fc.oneof(fc.constant(""), fc.stringMatching(/^[\w-]{10}$/));
const kind = fc.constantFrom("event", "place", "actor", "question", "excerpt", "toString");
const ours = fc.oneof(
  of("open", id, page),
  of("reference", id),
  of("list", id, kind, page),
  of("timeline", id, key, key, page),
  of("results", page),
  of("about", id),
  of("choose"),
  of("report", id),
  of(fc.constantFrom("post", "postEntry", "reported"), id),
  of(fc.constantFrom("remove", "withdraw"), token),
  of("ownReports"),
  of("reports", page),
  of("handle", fc.constantFrom("resolve", "dismiss", "erase", "handOn", "drop"), id),
  of("settings", fc.constantFrom(...settingsSteps), page),
  of("set", fc.constantFrom(...Object.keys(settingsSchema.shape))),
);

/** Those of cards, those with any parts, the same before which `picture` stands, and any text. */
export const customId = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...new Set(shown)) },
  { weight: 6, arbitrary: ours },
  { weight: 2, arbitrary: ours.map((each) => `picture|${each}`) },
  {
    weight: 1,
    arbitrary: fc.array(fc.oneof(id, page, kind), { maxLength: 6 }).map((parts) => parts.join("|")),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 130 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("__proto__", "constructor", "picture|picture|choose", "|".repeat(100)),
  },
);

const scene: fc.Arbitrary<Scene> = fc.record(
  {
    user: fc.constantFrom(ids.asker, ids.stranger),
    guildId: fc.constantFrom(ids.guild, ids.guild, ids.guild, null, "1200000000000000009"),
    permissions: fc.constantFrom(permissions.member, permissions.reader, permissions.moderator),
    context: fc.constantFrom(InteractionContextType.BotDM, InteractionContextType.PrivateChannel),
    installedBy: fc.constantFrom("server", "person", "both"),
  },
  { requiredKeys: [] },
);

const options = fc.constantFrom(
  ...commands.flatMap(({ name, options }) => [undefined, ...options].map((option) => ({ name, option }))),
);
const slash = fc
  .tuple(scene, options, plain, fc.option(fc.boolean()))
  .map(([where, { name, option }, text, hide]) => {
    const value = option?.type === "boolean" ? true : text;
    const given = { ...(option && { [option.name]: value }), ...(hide === null ? {} : { hide }) };
    return slashInteraction({ ...where, name, options: given });
  });
const typing = fc.tuple(scene, options, plain).map(([where, { name, option }, text]) => {
  const focused = option?.name ?? "name";
  return autocompleteInteraction({ ...where, name, focused, options: { [focused]: text } });
});

const ranges = fc.array(
  fc.tuple(fc.nat(400), fc.nat(400)).map(([from, to]) => `~${from}-${to}`),
  { maxLength: 4 },
);
const value = fc.oneof(
  id,
  snippets,
  fc.tuple(id, ranges).map(([first, rest]) => [first, ...rest].join("")),
);

/** A message of the bot's: a card, or components with any custom_ids and values. */
const message = fc
  .tuple(
    fc.option(fc.constantFrom(...cards)),
    fc.array(customId, { maxLength: 4 }),
    // Discord takes no message with an option whose value is blank, so none comes back with a press.
    fc.uniqueArray(
      value.filter((each) => /[^\s\p{C}\p{M}]/u.test(each)),
      { maxLength: 5 },
    ),
    fc.boolean(),
  )
  .map(([card, buttons, values, ephemeral]): APIMessage => {
    const row = (components: unknown[]) =>
      components.length > 0 ? [{ type: ComponentType.ActionRow, components }] : [];
    const options = values.map((each) => ({ value: each, label: "x" }));
    const components = [
      { type: ComponentType.TextDisplay, id: 1, content: "A card." },
      ...row(buttons.map((custom_id) => ({ type: ComponentType.Button, style: 2, label: "x", custom_id }))),
      ...row(options.length > 0 ? [{ type: ComponentType.StringSelect, custom_id: "choose", options }] : []),
    ];
    if (card !== null) return cardMessage(card, { ephemeral });
    return botMessage({
      flags: MessageFlags.IsComponentsV2 | (ephemeral ? MessageFlags.Ephemeral : 0),
      components: [{ type: ComponentType.Container, components }],
    });
  });
const chosen = fc.oneof(
  id,
  plain,
  value,
  fc.constantFrom("PAL-11~0-9999~5-3", "PAL-11~1-2~1-2~0-9", ids.channel, "public", "everyone", "60", ""),
);
const press = fc
  .tuple(scene, message, customId, fc.option(fc.array(chosen, { maxLength: 25 })))
  .map(([where, on, pressed, values]) =>
    componentInteraction({ ...where, message: on, customId: pressed, ...(values && { values }) }),
  );
const filledIn = fc.dictionary(
  fc.constantFrom("excerpt", "reason", "words", "__proto__", "other"),
  fc.oneof(fc.constantFrom(...reportReasons.map((each) => [each])), plain, fc.array(plain, { maxLength: 3 })),
);
const form = fc
  .tuple(scene, customId, filledIn)
  .map(([where, sent, fields]) => modalSubmitInteraction({ ...where, customId: sent, fields }));
const menu = fc
  .tuple(scene, fc.constantFrom(...messageCommands.map(({ name }) => name), "gone"), plain)
  .map(([where, name, content]) =>
    messageCommandInteraction({ ...where, name, target: writtenMessage(content) }),
  );

/** Every kind of interaction, complete, with anything in the places that people fill. */
export const interaction: fc.Arbitrary<APIInteraction> = fc.oneof(
  { weight: 3, arbitrary: slash },
  { weight: 2, arbitrary: typing },
  { weight: 4, arbitrary: press },
  { weight: 2, arbitrary: form },
  { weight: 1, arbitrary: menu },
);

const strange = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, [], {}, [null], "", 0, -1, 1e308, true, `${marker} text`),
  fc.constantFrom<unknown>(
    { toString: null },
    { length: 1e9 },
    { length: { toString: null } },
    [[[[[]]]]],
    JSON.parse('{"__proto__":{"type":2}}'),
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** One where up to three fields, at any depth, are missing or hold something else. */
export const broken: fc.Arbitrary<APIInteraction> = fc
  .tuple(interaction, fc.array(fc.tuple(fc.nat(), strange), { minLength: 1, maxLength: 3 }))
  .map(([whole, changes]) => {
    const copy = structuredClone(whole) as unknown as Record<string, unknown>;
    for (const [at, value] of changes) {
      const places = placesIn(copy);
      const [holder, field] = places[at % places.length] ?? [copy, "data"];
      if (value === undefined) Reflect.deleteProperty(holder, field);
      else Reflect.set(holder, field, structuredClone(value));
    }
    return copy as unknown as APIInteraction;
  });

function placesIn(value: unknown): [holder: object, field: string][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([field, held]) => [
    [value, field] as [object, string],
    ...placesIn(held),
  ]);
}
