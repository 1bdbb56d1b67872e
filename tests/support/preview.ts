import { crc32, deflateSync } from "node:zlib";
import {
  type APIInteraction,
  type APIInteractionResponse,
  type APIMessage,
  type APIMessageTopLevelComponent,
  InteractionType,
  type RESTPostAPIApplicationCommandsJSONBody,
} from "discord-api-types/v10";
import type { AttachedFile, Delivery } from "../../src/discord/deliver.ts";
import { usualTiming } from "../../src/ops/timing.ts";
import type { ErrorLog } from "../../src/transports/connections.ts";
import { createPreviewApp } from "../../src/transports/preview/app.ts";
import { type Listening, listen } from "../../src/transports/preview/listen.ts";
import type { Start } from "../../src/transports/preview/wire.ts";

/*
 * A bot that exists to be drawn: every component, every mark of markdown, every way to answer.
 */

const componentsV2 = 1 << 15;
const ephemeral = 1 << 6;
const noMentions = { parse: [] };

const markdownSample = [
  "# Heading one",
  "## Heading two",
  "### Heading three",
  "-# Subtext with *emphasis*",
  "**bold** *italic* ***both*** __underlined__ ~~struck~~ `code`",
  "> a quotation",
  "> on two lines",
  "- bullet",
  "- bullet",
  "  - nested",
  "1. first",
  "2. second",
  "[a masked link](https://example.org/wiki/Name_(May_2015)) and https://example.org/a_b_c",
  "<t:1431950400:D> <@100000000000000020> <@&100000000000000030> <#100000000000000040> </gallery:100000000000000099>",
  "covered: ||the **covered** words||",
  "escaped: \\*not italic\\* \\# \\||not covered\\|| 1\\. and <script>globalThis.hacked = true</script>",
  "```",
  "code *block*",
  "```",
  "تدمر وما حولها",
].join("\n");

const everything: APIMessageTopLevelComponent[] = [
  { type: 10, content: "Text outside a container" },
  {
    type: 17,
    accent_color: 0xc9_95_5b,
    components: [
      {
        type: 9,
        components: [
          {
            type: 10,
            content: "## A section\nText beside its accessory, long enough to wrap on a narrow screen.",
          },
        ],
        accessory: { type: 2, style: 2, label: "Sources", custom_id: "sources" },
      },
      {
        type: 9,
        components: [{ type: 10, content: "Text beside a thumbnail" }],
        accessory: {
          type: 11,
          media: { url: "attachment://one.png" },
          description: "A sand-coloured square",
        },
      },
      { type: 14, divider: true, spacing: 1 },
      { type: 10, content: markdownSample },
      { type: 14, divider: false, spacing: 2 },
      { type: 12, items: [{ media: { url: "attachment://one.png" }, description: "One picture" }] },
      {
        type: 12,
        items: [
          { media: { url: "attachment://one.png" }, description: "First of three" },
          { media: { url: "attachment://two.png" }, description: "Second of three", spoiler: true },
          { media: { url: "https://elsewhere.example/picture.png" }, description: "From another host" },
        ],
      },
      { type: 13, file: { url: "attachment://notes.txt" } },
      {
        type: 1,
        components: [
          {
            type: 3,
            custom_id: "one-of",
            placeholder: "Choose a place",
            options: [
              { label: "Al-Sukhnah", value: "a", description: "a town" },
              { label: "Mahin", value: "m" },
              { label: "Qaryatayn", value: "q" },
            ],
          },
        ],
      },
      {
        type: 1,
        components: [
          {
            type: 3,
            custom_id: "some-of",
            placeholder: "Choose several",
            min_values: 1,
            max_values: 2,
            options: ["red", "green", "blue"].map((value) => ({ label: value, value })),
          },
        ],
      },
      { type: 1, components: [{ type: 5, custom_id: "users", placeholder: "A member" }] },
      { type: 1, components: [{ type: 6, custom_id: "roles", placeholder: "A role" }] },
      { type: 1, components: [{ type: 7, custom_id: "mentionables", placeholder: "A member or a role" }] },
      { type: 1, components: [{ type: 8, custom_id: "channels", placeholder: "A channel", disabled: true }] },
      {
        type: 1,
        components: [
          { type: 2, style: 1, label: "Primary", custom_id: "primary" },
          { type: 2, style: 2, label: "Secondary", custom_id: "secondary" },
          { type: 2, style: 3, label: "Success", custom_id: "success" },
          { type: 2, style: 4, label: "Danger", custom_id: "danger", disabled: true },
          { type: 2, style: 5, label: "Open", url: "https://example.org/article" },
        ],
      },
    ],
  },
  { type: 17, spoiler: true, components: [{ type: 10, content: "A covered container" }] },
];

const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => `Line ${index + 1} of a long text.`);

export const fixtureCommands: RESTPostAPIApplicationCommandsJSONBody[] = [
  { type: 1, name: "gallery", description: "Every component and every mark" },
  { type: 1, name: "pages", description: "Pages to turn" },
  { type: 1, name: "form", description: "A form to fill in" },
  { type: 1, name: "slow", description: "An answer first, its picture later" },
  { type: 1, name: "broken", description: "What Discord would refuse" },
  {
    type: 1,
    name: "say",
    description: "Says it again",
    options: [
      {
        type: 3,
        name: "text",
        description: "What to say",
        required: true,
        autocomplete: true,
        min_length: 2,
      },
      { type: 4, name: "times", description: "How often", required: false },
      { type: 5, name: "hide", description: "Show it to you only", required: false },
    ],
  },
  {
    type: 1,
    name: "tree",
    description: "Has subcommands",
    options: [{ type: 1, name: "leaf", description: "A subcommand", options: [] }],
  },
  { type: 1, name: "manage", description: "For moderators", default_member_permissions: "32" },
  { type: 3, name: "Look this up" },
];

const start: Start = {
  applicationId: "100000000000000001",
  commands: fixtureCommands,
  dossiers: [
    {
      id: "sample",
      title: "A sample dossier",
      description: "Three sentences about nothing.",
      source: { title: "Nothing", site: "Nowhere", url: "https://example.org/nothing" },
      licence: { name: "CC0", url: "https://example.org/cc0" },
      holds: ["3 excerpts"],
      sampleMessages: [],
      startWith: [{ label: "Say it", command: "say", option: "text", value: "nothing", shown: "nothing" }],
    },
  ],
};

function message(components: APIMessageTopLevelComponent[], flags = 0): APIInteractionResponse {
  return { type: 4, data: { flags: componentsV2 | flags, components, allowed_mentions: noMentions } };
}

function text(content: string, flags = 0): APIInteractionResponse {
  return message([{ type: 10, content }], flags);
}

function page(number: number): APIMessageTopLevelComponent[] {
  return [
    {
      type: 17,
      components: [
        { type: 10, content: `## Page ${number} of 3` },
        {
          type: 1,
          components: [
            { type: 2, style: 2, label: "Back", custom_id: `page:${number - 1}`, disabled: number === 1 },
            { type: 2, style: 1, label: "Next", custom_id: `page:${number + 1}`, disabled: number === 3 },
          ],
        },
      ],
    },
  ];
}

const files = (): AttachedFile[] => [
  { name: "one.png", type: "image/png", data: png(320, 180, [201, 149, 91]) },
  { name: "two.png", type: "image/png", data: png(180, 180, [72, 96, 128]) },
  { name: "notes.txt", type: "text/plain", data: new TextEncoder().encode("notes") },
];

/** The components of a message, to be sent as they came. */
function handedBack({ components = [] }: APIMessage): APIMessageTopLevelComponent[] {
  return components as APIMessageTopLevelComponent[];
}

/** Interactions that the page sent, oldest first. */
export type Received = APIInteraction[];

async function* answer(interaction: APIInteraction): AsyncGenerator<Delivery> {
  const callback = (body: APIInteractionResponse): Delivery => ({ kind: "callback", body });
  switch (interaction.type) {
    case InteractionType.ApplicationCommandAutocomplete: {
      const typed = String(JSON.stringify(interaction.data.options).match(/"value":"([^"]*)"/)?.[1] ?? "");
      const all = ["Palmyra", "Palm grove", "Al-Sukhnah", "تدمر"];
      const choices = all
        .filter((name) => name.toLowerCase().includes(typed.toLowerCase()))
        .map((name) => ({ name, value: `id:${name}` }));
      yield callback({ type: 8, data: { choices } });
      return;
    }
    case InteractionType.MessageComponent: {
      const { custom_id: id } = interaction.data;
      const values = "values" in interaction.data ? interaction.data.values.join("+") : "";
      if (id.startsWith("page:"))
        yield callback({
          type: 7,
          data: { flags: componentsV2, components: page(Number(id.slice(5))), allowed_mentions: noMentions },
        });
      else if (id === "again") yield callback(message(handedBack(interaction.message)));
      else yield callback(text(`Pressed ${id} ${values}`, ephemeral));
      return;
    }
    case InteractionType.ModalSubmit:
      yield callback(
        text(`Sent ${JSON.stringify(interaction.data.components).replace(/[*_`|]/g, "")}`, ephemeral),
      );
      return;
    case InteractionType.ApplicationCommand:
      break;
    default:
      return;
  }
  switch (interaction.data.name) {
    case "gallery":
      yield callback({ type: 5, data: {} });
      yield { kind: "edit", body: { flags: componentsV2, components: everything }, files: files() };
      return;
    case "pages":
      yield callback(message(page(1)));
      return;
    case "form":
      yield callback({
        type: 9,
        data: {
          custom_id: "form",
          title: "Report an excerpt",
          components: [
            { type: 10, content: "It goes to the **dossier's** keepers." },
            {
              type: 18,
              label: "What is wrong",
              description: "In a sentence or two",
              component: { type: 4, style: 2, custom_id: "what", min_length: 3 },
            },
            {
              type: 18,
              label: "Kind",
              component: {
                type: 3,
                custom_id: "kind",
                placeholder: "Choose one",
                options: [
                  { label: "The words", value: "words" },
                  { label: "The date", value: "date" },
                ],
              },
            },
            { type: 18, label: "Name", component: { type: 4, style: 1, custom_id: "name", required: false } },
          ],
        },
      });
      return;
    case "slow":
      yield callback({ type: 5, data: { flags: ephemeral } });
      await new Promise((resolve) => setTimeout(resolve, 150));
      yield {
        kind: "edit",
        body: {
          flags: componentsV2,
          components: [
            { type: 12, items: [{ media: { url: "attachment://one.png" }, description: "The picture" }] },
            { type: 1, components: [{ type: 2, style: 2, label: "Again", custom_id: "again" }] },
          ],
        },
        files: files().slice(0, 1),
      };
      return;
    case "broken":
      yield callback(message([{ type: 10, content: "x".repeat(4_001) }]));
      return;
    case "long":
      yield callback(text(lines(80).join("\n")));
      return;
    case "say": {
      const options = "options" in interaction.data ? (interaction.data.options ?? []) : [];
      const value = (name: string) => {
        const option = options.find((one) => one.name === name);
        return option && "value" in option ? option.value : undefined;
      };
      yield callback(
        text(`Said: ${value("text")} × ${value("times") ?? 1}`, value("hide") === true ? ephemeral : 0),
      );
      return;
    }
    default:
      yield callback(
        text(`Used ${interaction.data.name} ${JSON.stringify(interaction.data).length > 0 ? "well" : ""}`),
      );
  }
}

/** Serves the fixture bot on a free port. What the page sent is in `received`. */
export async function serveFixtures(
  log: ErrorLog = { error: () => {} },
): Promise<Listening & { received: Received }> {
  const received: Received = [];
  const app = createPreviewApp({
    deliver: (interaction) => {
      received.push(interaction);
      return answer(interaction);
    },
    start: () => start,
    host: "127.0.0.1",
    log,
  });
  return { ...(await listen(app, { host: "127.0.0.1", port: 0, log, timing: usualTiming })), received };
}

/** A picture of one colour. */
function png(
  width: number,
  height: number,
  [red, green, blue]: readonly [number, number, number],
): Uint8Array {
  const row = [0, ...Array.from({ length: width }, () => [red, green, blue]).flat()];
  const pixels = Buffer.from(Array.from({ length: height }, () => row).flat());
  const chunk = (type: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([size, named, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
