import { createPublicKey, verify } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import {
  Client,
  Events,
  GatewayDispatchEvents,
  InteractionResponseType,
  REST,
  type RESTPutAPIApplicationCommandsJSONBody,
  Routes,
} from "discord.js";
import { type APIInteraction, type APIMessage, MessageFlags } from "discord-api-types/v10";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { rateLimited } from "../../support/faults.ts";
import { ids, permissions, person } from "../../support/interactions.ts";
import {
  type LoopbackDiscord,
  type LoopbackSettings,
  startLoopbackDiscord,
} from "../../support/loopback-discord.ts";

let discord: LoopbackDiscord;
let client: Client;

/** A real client; `answer` is called with each raw interaction. */
async function connect(answer: (interaction: APIInteraction) => unknown, settings: LoopbackSettings = {}) {
  discord = await startLoopbackDiscord(settings);
  client = new Client({ intents: [], rest: { api: discord.url } });
  client.ws.on(GatewayDispatchEvents.InteractionCreate as never, answer as never);
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  await Promise.all([ready, discord.ready()]);
}

const callback = (interaction: APIInteraction, body: object) =>
  client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), { body, auth: false });
const original = (interaction: APIInteraction) =>
  Routes.webhookMessage(interaction.application_id, interaction.token, "@original");
const reply = (...components: object[]) => ({
  type: InteractionResponseType.ChannelMessageWithSource,
  data: { flags: MessageFlags.IsComponentsV2, components },
});
const text = (content: string) => ({ type: 10, content });
const row = (...components: object[]) => ({ type: 1, components });
const button = (custom_id: string, label = custom_id) => ({ type: 2, style: 2, custom_id, label });

beforeEach(() => {
  discord = undefined as never;
});
afterEach(async () => {
  await client?.destroy();
  await discord?.close();
});

describe("gateway", () => {
  test("a client becomes ready, on as many shards as recommended", async () => {
    discord = await startLoopbackDiscord({ shards: 2, guildIds: [ids.guild] });
    client = new Client({ intents: [], shards: "auto", rest: { api: discord.url } });
    const shards: number[] = [];
    client.on(Events.ShardReady, (id) => shards.push(id));
    await client.login(discord.token);
    await discord.ready();
    await expect.poll(() => shards.toSorted()).toEqual([0, 1]);
    expect(client.user?.id).toBe(discord.applicationId);
    expect(discord.connections).toEqual({ connected: 2, identified: 2, resumed: 0 });
    client.once(
      Events.InteractionCreate,
      (interaction) => interaction.isRepliable() && interaction.reply("pong"),
    );
    expect((await discord.slash({ name: "ping", guildId: ids.guild })).message.content).toBe("pong");
  }, 30_000);

  test("a cut connection is resumed, and what was missed arrives", async () => {
    await connect((interaction) => callback(interaction, reply(text("still here"))));
    discord.faults.cut();
    const answer = await discord.slash({ name: "event", options: { name: "jazal" } });
    expect(answer.message.components).toMatchObject([text("still here")]);
    expect(discord.connections).toMatchObject({ identified: 1, resumed: 1 });
  });

  test("a reconnect request and an invalid session are survived", async () => {
    await connect((interaction) => callback(interaction, reply(text("here"))));
    // Not the gateway's word for it: discord.js throws where a session ends while its resuming is still read.
    const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));
    discord.faults.askReconnect();
    await resumed;
    expect(discord.connections.resumed).toBe(1);
    discord.faults.invalidate({ resumable: false });
    await expect.poll(() => discord.connections.identified).toBe(2);
    expect((await discord.slash({ name: "about" })).message.components).toMatchObject([text("here")]);
  }, 40_000);

  test("a connection whose heartbeats stay unanswered is resumed", async () => {
    await connect(() => {}, { heartbeatInterval: 300 });
    discord.faults.ignoreHeartbeats = true;
    await expect.poll(() => discord.connections.resumed).toBe(1);
  });

  test("what is sent into a half-open connection arrives once that is cut", async () => {
    await connect((interaction) => callback(interaction, reply(text("at last"))));
    discord.faults.halfOpen();
    const answer = discord.slash({ name: "place" });
    await pause(200);
    discord.faults.cut();
    expect((await answer).message.components).toMatchObject([text("at last")]);
    expect(discord.connections).toMatchObject({ identified: 1, resumed: 1 });
  });

  test("a wrong token is refused", async () => {
    discord = await startLoopbackDiscord();
    client = new Client({ intents: [], rest: { api: discord.url } });
    await expect(client.login("another.token.altogether")).rejects.toThrow();
  });

  test.each(["zlib-stream", "zstd-stream"])("compresses when asked for %s", async (compress) => {
    discord = await startLoopbackDiscord();
    const { createInflate, createZstdDecompress } = await import("node:zlib");
    const stream = compress === "zlib-stream" ? createInflate() : createZstdDecompress();
    const packet = new Promise((resolve) => stream.once("data", (data) => resolve(JSON.parse(String(data)))));
    const socket = new WebSocket(
      `${discord.url.replace("http", "ws").replace("/api", "")}/?v=10&encoding=json&compress=${compress}`,
    );
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => stream.write(Buffer.from(data));
    expect(await packet).toMatchObject({ op: 10, d: { heartbeat_interval: 41_250 } });
    socket.close();
  });
});

describe("commands", () => {
  const commands = [
    {
      name: "event",
      description: "Look an event up",
      options: [{ type: 3, name: "name", description: "Its name", required: true }],
    },
    { name: "Look this up", type: 3 },
  ] as RESTPutAPIApplicationCommandsJSONBody;

  test("are registered, kept, and the only ones that can be used", async () => {
    await connect((interaction) => callback(interaction, reply(text(JSON.stringify(interaction.data)))));
    const route = Routes.applicationCommands(discord.applicationId);
    await client.rest.put(route, { body: commands });
    expect(discord.registered.map(({ name }) => name)).toEqual(["event", "Look this up"]);
    const [first] = discord.registered;
    await client.rest.put(route, { body: commands });
    expect(discord.registered[0]?.id).toBe(first?.id);
    expect(await client.rest.get(route)).toHaveLength(2);

    const answer = await discord.slash({ name: "event", options: { name: "jazal" } });
    expect(answer.interaction.data).toMatchObject({
      id: first?.id,
      options: [{ name: "name", type: 3, value: "jazal" }],
    });
    expect(() => discord.slash({ name: "place" })).toThrow("No command /place");
    expect(() => discord.slash({ name: "event", options: { date: "1" } })).toThrow("no option date");
    const looked = await discord.messageCommand("Look this up", { content: "Jazal?" });
    expect(looked.message).toMatchObject({ type: 23, message_reference: { message_id: expect.any(String) } });
  });

  test("are judged", async () => {
    await connect(() => {});
    const body = [{ name: "Event", description: "" }];
    const refusal = client.rest.put(Routes.applicationCommands(discord.applicationId), { body });
    await expect(refusal).rejects.toMatchObject({ code: 50_035, status: 400 });
    expect(discord.refused).toHaveLength(1);
    expect(discord.registered).toEqual([]);
  });
});

describe("answers", () => {
  test("discord.js's own replies work: reply with its response, edit, follow up, delete", async () => {
    discord = await startLoopbackDiscord();
    client = new Client({ intents: [], rest: { api: discord.url } });
    client.on(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const { resource } = await interaction.reply({ content: "pong", withResponse: true });
      await interaction.editReply({ content: `${resource?.message?.content} edited` });
      await interaction.followUp({ content: "and more", flags: MessageFlags.Ephemeral });
      await interaction.deleteReply();
    });
    await client.login(discord.token);
    await discord.ready();
    const answer = await discord.slash({ name: "ping" });
    expect((await answer.followedUp()).content).toBe("and more");
    await answer.deleted();
    expect(answer.hasMessage).toBe(false);
    expect(discord.refused).toEqual([]);
  });

  test("the asker, the place and the message are handed back with a press", async () => {
    const seen: APIInteraction[] = [];
    await connect((interaction) => {
      seen.push(interaction);
      if (interaction.type === 2)
        return callback(
          interaction,
          reply({ type: 17, components: [text("page 1"), row(button("page:2", "Next"))] }),
        );
      return callback(interaction, { type: 7, data: { components: [text("page 2")] } });
    });
    const asker = person("1400000000000000099", "zenobia");
    const first = await discord.slash({ name: "place", user: asker, channelId: "1300000000000000077" });
    expect(first.message).toMatchObject({
      flags: MessageFlags.IsComponentsV2,
      author: { id: discord.applicationId },
      interaction_metadata: { user: { id: asker.id }, type: 2 },
      components: [
        { id: 1, accent_color: null, components: [{ id: 2 }, { id: 3, components: [{ id: 4 }] }] },
      ],
    });
    const second = await discord.press(first.message, "Next", {
      user: ids.stranger,
      permissions: permissions.reader,
    });
    expect(second.interaction).toMatchObject({
      channel_id: "1300000000000000077",
      member: { user: { id: ids.stranger }, permissions: String(permissions.reader) },
      message: { id: first.message.id, interaction_metadata: { user: { id: asker.id } } },
      data: { custom_id: "page:2", component_type: 2 },
    });
    expect(second.message.id).toBe(first.message.id);
    expect(second.message.components).toMatchObject([text("page 2")]);
    expect(seen).toHaveLength(2);
    expect(() => discord.press(first.message, "Next")).toThrow('no component "Next"');
  });

  test("a select is chosen from, a private message is the asker's alone", async () => {
    const select = {
      type: 3,
      custom_id: "open",
      placeholder: "Open",
      options: [{ label: "PAL-01", value: "01" }],
    };
    await connect((interaction) =>
      interaction.type === 2
        ? callback(interaction, { type: 4, data: { flags: 32768 | 64, components: [row(select)] } })
        : callback(interaction, reply(text((interaction.data as { values: string[] }).values.join()))),
    );
    const first = await discord.slash({ name: "place" });
    expect(first.ephemeral).toBe(true);
    expect((await discord.choose(first.message, "Open", ["01"])).message).toMatchObject({
      type: 19,
      components: [text("01")],
      interaction_metadata: { interacted_message_id: first.message.id },
    });
    expect(() => discord.choose(first.message, "Open", ["02"])).toThrow('no option "02"');
    expect(() => discord.choose(first.message, "Open", ["01"], { user: ids.stranger })).toThrow(
      "Only the asker",
    );
  });

  test("deferred, then edited with a picture", async () => {
    await connect(async (interaction) => {
      await callback(interaction, { type: 5, data: { flags: 64 } });
      await client.rest.patch(original(interaction), {
        auth: false,
        body: {
          flags: MessageFlags.IsComponentsV2,
          components: [{ type: 12, items: [{ media: { url: "attachment://map.png" }, description: "Map" }] }],
          attachments: [{ id: "0", filename: "map.png" }],
        },
        files: [{ name: "map.png", data: Buffer.from("picture"), contentType: "image/png" }],
      });
    });
    const answer = await discord.slash({ name: "place" });
    const message = await answer.edited();
    expect(answer.ephemeral).toBe(true);
    expect(message.attachments).toEqual([]);
    expect(message.components).toMatchObject([
      { items: [{ media: { content_type: "image/png" }, description: "Map" }] },
    ]);
    expect(answer.files).toMatchObject([{ name: "map.png" }]);
    expect(discord.refused).toEqual([]);
  });

  test("choices while typing, and a modal sent", async () => {
    await connect((interaction) => {
      if (interaction.type === 4)
        return callback(interaction, { type: 8, data: { choices: [{ name: "Palmyra", value: "tadmur" }] } });
      if (interaction.type === 5)
        return callback(interaction, reply(text(JSON.stringify(interaction.data.components))));
      const input = { type: 4, custom_id: "why", style: 1 };
      const components = [{ type: 18, label: "Why", component: input }];
      return callback(interaction, { type: 9, data: { custom_id: "report", title: "Report", components } });
    });
    const typed = await discord.autocomplete({ name: "place", focused: "name", options: { name: "pal" } });
    expect(typed.choices).toEqual([{ name: "Palmyra", value: "tadmur" }]);
    expect(typed.interaction.data).toMatchObject({
      options: [{ name: "name", value: "pal", focused: true }],
    });
    const opened = await discord.slash({ name: "report" });
    const sent = await discord.submitModal(opened, { why: "A date" });
    expect(JSON.stringify(sent.message.components)).toContain("A date");
  });

  test("what Discord would refuse is refused and recorded, and the bot may try again", async () => {
    await connect(async (interaction) => {
      await callback(interaction, { type: 4, data: { components: [text("no flag")] } }).catch(() => {});
      await callback(interaction, reply(text("with the flag")));
    });
    const answer = await discord.slash({ name: "place" });
    expect(answer.message.components).toMatchObject([text("with the flag")]);
    expect(discord.refused).toMatchObject([
      { route: "callback", problems: ["data.components[0]: type 10 needs the Components V2 flag (32768)"] },
    ]);
  });

  test("an interaction is answered once, and in time", async () => {
    const errors: unknown[] = [];
    await connect(
      async (interaction) => {
        await callback(interaction, reply(text("once")));
        await callback(interaction, reply(text("twice"))).catch((error) => errors.push(error.code));
        await callback({ ...interaction, id: "1" }, reply(text("?"))).catch((error) =>
          errors.push(error.code),
        );
        const unknown = { ...interaction, token: "unknown" };
        await client.rest
          .patch(original(unknown), { body: {}, auth: false })
          .catch((error) => errors.push(error.code));
        await client.rest.delete(original(interaction), { auth: false });
        await client.rest
          .get(original(interaction), { auth: false })
          .catch((error) => errors.push(error.code));
      },
      { answerWithin: 5_000 },
    );
    await discord.slash({ name: "place" });
    await expect.poll(() => errors).toEqual([40_060, 10_062, 10_015, 10_008]);
    client.ws.removeAllListeners();
    await expect(discord.slash({ name: "place" })).rejects.toThrow("no answer within 5000 ms");
  });
});

/** A client's patience, which ends when the test says so. */
function abortable() {
  let last = new AbortController();
  return {
    signal: () => {
      last = new AbortController();
      return last.signal;
    },
    abort: () => last.abort(),
  };
}

describe("faults", () => {
  test("of requests: status, reset, late, rate limited", async () => {
    const statuses: unknown[] = [];
    await connect((interaction) =>
      callback(interaction, reply(text("a"))).then(
        () => statuses.push("answered"),
        (error) => statuses.push(error.code ?? error.status),
      ),
    );
    discord.faults.request("callback", { reset: "after" });
    const answer = await discord.slash({ name: "place" });
    expect(answer.message.components).toMatchObject([text("a")]);
    discord.faults.request("callback", { status: 502 });
    await discord.slash({ name: "place" });
    discord.faults.request("callback", { delay: 50 });
    await discord.slash({ name: "place" });
    discord.faults.request("callback", rateLimited(0.1));
    await discord.slash({ name: "place" });
    await expect.poll(() => statuses).toHaveLength(4);
    // The first callback arrived though the bot heard nothing: tried again, it is told so.
    expect(statuses).toEqual([40_060, "answered", "answered", "answered"]);
  });

  test("of requests: hung ones end by the client's own timeout", async () => {
    const failures: unknown[] = [];
    const { signal, abort } = abortable();
    await connect((interaction) => {
      const route = Routes.interactionCallback(interaction.id, interaction.token);
      const options = { body: reply(text("a")), auth: false, signal: signal() };
      return client.rest.post(route, options).catch((error) => failures.push(error.name));
    });
    discord.faults.request("callback", { hang: "before" });
    discord.slash({ name: "place" }).catch(() => undefined);
    await expect.poll(() => discord.faults.met).toBe(1);
    abort();
    await expect.poll(() => failures).toEqual(["AbortError"]);
    expect(discord.requests.filter(({ route }) => route === "callback")).toEqual([]);
    discord.faults.request("callback", { hang: "after" });
    expect((await discord.slash({ name: "place" })).message.components).toMatchObject([text("a")]);
  });

  test("of connections: a late HELLO", async () => {
    await connect((interaction) => callback(interaction, reply(text("a"))));
    discord.faults.helloDelay = 3_600_000;
    discord.faults.cut();
    await expect.poll(() => discord.connections.connected).toBe(2);
    // Without HELLO nobody resumes; the next connection gets one.
    expect(discord.connections.resumed).toBe(0);
    discord.faults.helloDelay = 300;
    discord.faults.cut();
    await discord.slash({ name: "place" });
    expect(discord.connections).toMatchObject({ connected: 3, resumed: 1 });
    discord.faults.clear();
    expect(discord.faults.helloDelay).toBe(0);
  });

  test("of dispatches: copies, unknown ones", async () => {
    const seen: string[] = [];
    await connect((interaction) => {
      seen.push(interaction.id);
      return callback(interaction, reply(text("a"))).catch(() => {});
    });
    discord.faults.copies = 2;
    discord.faults.dispatch("SOMETHING_NEW", { a: 1 });
    await discord.slash({ name: "place" });
    await expect.poll(() => seen).toHaveLength(2);
    expect(new Set(seen).size).toBe(1);
  });
});

test("interactions reach an HTTP endpoint, signed, and are answered at once or by REST", async () => {
  discord = await startLoopbackDiscord();
  const rest = new REST({ api: discord.url });
  const key = createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(discord.publicKey, "hex").toString("base64url") },
    format: "jwk",
  });
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const signed = Buffer.concat([Buffer.from(String(request.headers["x-signature-timestamp"])), body]);
    const signature = Buffer.from(String(request.headers["x-signature-ed25519"]), "hex");
    if (!verify(null, signed, key, signature)) return response.writeHead(401).end();
    const interaction: APIInteraction = JSON.parse(String(body));
    if (interaction.type === 3) {
      const route = Routes.interactionCallback(interaction.id, interaction.token);
      await rest.post(route, { body: reply(text("by REST")), auth: false });
      return response.writeHead(202).end();
    }
    const answer = interaction.type === 1 ? { type: 1 } : reply(text("inline"), row(button("next")));
    return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  await discord.sendTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/interactions`);
  const answer = await discord.slash({ name: "about" });
  expect(answer.message.components).toMatchObject([text("inline"), {}]);
  const pressed = await discord.press(answer.message, "next");
  expect(pressed.message.components).toMatchObject([text("by REST")]);
  server.closeAllConnections();
  server.close();
});

test("outside a server: a direct message, and a person's own installation", async () => {
  let last: APIInteraction | undefined;
  await connect((interaction) => {
    last = interaction;
    return callback(interaction, reply(text("a")));
  });
  const answer: { message: APIMessage } = await discord.slash({ name: "about", guildId: null });
  expect(last).toMatchObject({
    context: 1,
    user: { id: ids.asker },
    authorizing_integration_owners: { 0: "0" },
  });
  expect(last).not.toHaveProperty("member");
  expect(answer.message.interaction_metadata?.user.id).toBe(ids.asker);
  const own = await discord.slash({ name: "about", installedBy: "person" });
  expect(own.ephemeral).toBe(false);
  expect(last).toMatchObject({ context: 0, authorizing_integration_owners: { 1: ids.asker } });
  const kept = await discord.slash({
    name: "about",
    installedBy: "person",
    permissions: permissions.reader,
  });
  expect(kept.ephemeral).toBe(true);
});
