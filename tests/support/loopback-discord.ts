import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type APIApplicationCommand,
  type APIApplicationCommandOptionChoice,
  type APIInteraction,
  type APIMessage,
  type APIModalInteractionResponseCallbackData,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionResponseType as Callback,
  type InteractionContextType,
  InteractionType,
  MessageFlags,
  PermissionFlagsBits,
} from "discord-api-types/v10";
import type { Circumstances } from "../../src/discord/judge.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createGateway, type GatewayCounts } from "./gateway.ts";
import {
  allComponents,
  autocompleteInteraction,
  componentInteraction,
  ids,
  messageCommandInteraction,
  modalSubmitInteraction,
  type OptionValue,
  pingInteraction,
  type Scene,
  slashInteraction,
  snowflake,
  writtenMessage,
} from "./interactions.ts";
import {
  botAccount,
  channelMessage,
  createMessage,
  editMessage,
  keptFiles,
  type MessageBody,
  type StoredMessage,
  type UploadedFile,
} from "./messages.ts";
import { type Call, createRateLimit, createRestListener, failure, invalidForm, type Reply } from "./rest.ts";
import { guard } from "./timing.ts";

export interface LoopbackSettings {
  readonly token?: string;
  readonly applicationId?: string;
  /** Servers that READY names, as unavailable ones. */
  readonly guildIds?: readonly string[];
  /** What `/gateway/bot` recommends. */
  readonly shards?: number;
  /** Sessions that may still be started, as `/gateway/bot` says it each time, and the milliseconds until it is more. */
  readonly sessionsLeft?: () => { readonly remaining: number; readonly resetAfter: number };
  /** Milliseconds. Discord's is about 41 s. */
  readonly heartbeatInterval?: number;
  /** Milliseconds within which an interaction must be called back. Discord's are 3 s; tests wait longer, as they may be slow. */
  readonly answerWithin?: number;
  /** Milliseconds for which a token stays valid. Discord's are 15 minutes. */
  readonly tokenLifetime?: number;
  /** Payloads are judged, and refused where Discord would refuse them. Off only for measurements. */
  readonly judging?: boolean;
}

/** A payload that Discord would have refused. */
interface Refusal {
  readonly route: string;
  readonly problems: readonly string[];
  readonly body: unknown;
}

/** What a person got for what they did. */
export interface Answered {
  readonly interaction: APIInteraction;
  readonly type: Callback;
  /** The callback's `data` as the bot sent it. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Milliseconds between the interaction's dispatch and its callback. */
  readonly latency: number;
  /** The message made or changed by the answer, as it is now; fails when there is none (or no more). */
  readonly message: APIMessage;
  /** Whether there is such a message now. */
  readonly hasMessage: boolean;
  /** Files of that message. */
  readonly files: readonly UploadedFile[];
  /** Whether only the asker sees it. */
  readonly ephemeral: boolean;
  readonly choices: readonly APIApplicationCommandOptionChoice[];
  readonly modal: APIModalInteractionResponseCallbackData;
  /** Messages that followed the answer. */
  readonly followUps: readonly APIMessage[];
  /** Resolves with the answer's message once it has been edited this often since the callback. */
  edited(times?: number): Promise<APIMessage>;
  /** Resolves once the answer's message has been deleted. */
  deleted(): Promise<void>;
  /** Resolves with the follow-up of this number (from 0). */
  followedUp(index?: number): Promise<APIMessage>;
}

/** One request that the bot made, and Discord's status for it. */
interface Recorded {
  readonly method: string;
  readonly route: string;
  readonly status: number;
}

interface Pending {
  readonly interaction: APIInteraction;
  readonly sentAt: number;
  readonly receivedAt: number;
  callback?: { readonly type: Callback; readonly data: Record<string, unknown>; readonly latency: number };
  original?: string;
  deferred: boolean;
  readonly followUps: string[];
  expired: boolean;
  readonly problems: string[];
  readonly changed: Set<() => void>;
  edits: number;
  settle?: (answer: Answered) => void;
}

/** What a person does, beside the scene: all of it has a usual value. */
type Doing = Omit<Scene, "id" | "token" | "applicationId">;

export type LoopbackDiscord = Awaited<ReturnType<typeof startLoopbackDiscord>>;

/**
 * A Discord on 127.0.0.1: gateway and REST API v10 over real sockets, with the state that Discord would keep, and a
 * judge on every payload. Tests act as people (`slash`, `press`, `choose`) and get what people would see.
 * `url` is for `DISCORD_API_URL`.
 */
export async function startLoopbackDiscord(settings: LoopbackSettings = {}) {
  const applicationId = settings.applicationId ?? ids.application;
  const token =
    settings.token ??
    `${Buffer.from(applicationId).toString("base64url")}.loopback.${randomBytes(27).toString("base64url")}`;
  const answerWithin = settings.answerWithin ?? guard;
  const tokenLifetime = settings.tokenLifetime ?? 900_000;
  const judge = settings.judging === false ? undefined : await import("../../src/discord/judge.ts");
  const bot = botAccount(applicationId);
  const keys = generateKeyPairSync("ed25519");
  // The last 32 bytes of the DER form are the key itself.
  const publicKey = keys.publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex");

  const messages = new Map<string, StoredMessage>();
  const scenes = new Map<string, Doing>();
  const byId = new Map<string, Pending>();
  const byToken = new Map<string, Pending>();
  const refused: Refusal[] = [];
  const requests: Recorded[] = [];
  const written: APIMessage[] = [];
  const closedChannels = new Set<string>();
  let registered: APIApplicationCommand[] = [];
  let endpoint: string | undefined;

  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const gatewayUrl = `ws://127.0.0.1:${port}/`;
  const gateway = createGateway(server, {
    token,
    user: bot,
    applicationId,
    guildIds: settings.guildIds ?? [],
    heartbeatInterval: settings.heartbeatInterval ?? 41_250,
    resumeUrl: () => gatewayUrl,
  });
  const { faults, takeRequestFault } = createFaults(gateway.controls);
  gateway.useFaults(faults);

  const webhookLimit = createRateLimit(5, 2);
  const botLimit = createRateLimit(50, 1);
  const listener = createRestListener(
    (call) => {
      const answer = route(call);
      requests.push({ method: call.method, route: call.route, status: answer.status });
      return answer;
    },
    takeRequestFault,
    (error) => refused.push({ route: "loopback", problems: [String(error)], body: error }),
  );
  server.on("request", listener);

  function route(call: Call): Reply {
    if (call.route === "callback") return receiveCallback(call);
    if (call.route === "message" || call.route === "followUp") {
      const { headers, exceeded } = webhookLimit(`${call.route} ${call.method} ${call.parameters[1]}`);
      if (exceeded) return exceeded;
      const answer = call.route === "message" ? reachMessage(call) : receiveFollowUp(call);
      return { ...answer, headers: { ...headers, ...answer.headers } };
    }
    if (call.authorization !== `Bot ${token}` || faults.refuseToken)
      return failure(401, 0, "401: Unauthorized");
    const { headers, exceeded } = botLimit(call.route);
    const answer = exceeded ?? answerBot(call);
    return { ...answer, headers: { ...headers, ...answer.headers } };
  }

  function answerBot(call: Call): Reply {
    switch (call.route) {
      case "gateway": {
        const { remaining, resetAfter } = settings.sessionsLeft?.() ?? { remaining: 999, resetAfter: 0 };
        const limit = { total: 1_000, remaining, reset_after: resetAfter, max_concurrency: 1 };
        return {
          status: 200,
          body: { url: gatewayUrl, shards: settings.shards ?? 1, session_start_limit: limit },
        };
      }
      case "me":
        return {
          status: 200,
          body: { ...bot, mfa_enabled: false, locale: "en-US", verified: true, email: null },
        };
      case "application":
        return {
          status: 200,
          body: {
            id: applicationId,
            name: bot.username,
            bot,
            verify_key: publicKey,
            flags: 0,
            owner: null,
            team: null,
          },
        };
      case "commands":
        return reachCommands(call);
      case "channel":
        return receiveMessage(call);
      default:
        return failure(404, 0, "404: Not Found");
    }
  }

  /** A message of the bot's own, which answers no interaction. */
  function receiveMessage({ method, parameters: [channelId = ""], body, files }: Call): Reply {
    if (method !== "POST") return failure(405, 0, "405: Method Not Allowed");
    if (closedChannels.has(channelId)) return failure(403, 50_013, "Missing Permissions");
    const problems = judge?.judgeFollowUp(body, { files: files.map(({ name }) => name) }) ?? [];
    if (problems.length > 0) return refuse("channel", problems, body);
    const message = channelMessage(channelId, bot, body as MessageBody, files);
    written.push(message);
    return { status: 200, body: message };
  }

  function reachCommands({ method, parameters: [application, guildId], query, body }: Call): Reply {
    if (application !== applicationId)
      return failure(403, 20_012, "You are not authorized to perform this action");
    const here = (command: APIApplicationCommand) => (command.guild_id ?? "") === (guildId ?? "");
    const before = registered.filter(here);
    if (method === "GET")
      return {
        status: 200,
        body: query.get("with_localizations") === "true" ? before : before.map(withoutTranslations),
      };
    if (method !== "PUT") return failure(405, 0, "405: Method Not Allowed");
    const problems = judge?.judgeCommands(body) ?? [];
    if (problems.length > 0) return refuse("commands", problems, body);
    const put = body as APIApplicationCommand[];
    const hasEntryPoint = (commands: readonly APIApplicationCommand[]) =>
      commands.some(({ type }) => type === ApplicationCommandType.PrimaryEntryPoint);
    if (hasEntryPoint(before) && !hasEntryPoint(put)) return failure(400, 50_240, withoutEntryPoint);
    const made = put.map((command): APIApplicationCommand => {
      const type = command.type ?? ApplicationCommandType.ChatInput;
      const old = before.find((other) => other.name === command.name && other.type === type);
      return {
        ...command,
        id: old?.id ?? snowflake(),
        version: snowflake(),
        type,
        application_id: applicationId,
        description: command.description ?? "",
        default_member_permissions: command.default_member_permissions ?? null,
        name_localizations: command.name_localizations ?? null,
        description_localizations: command.description_localizations ?? null,
        nsfw: command.nsfw ?? false,
        // The deprecated form of contexts, which Discord still adds.
        dm_permission: true,
        ...(command.options === undefined ? {} : { options: command.options.map(asHeld) }),
        ...(guildId
          ? { guild_id: guildId }
          : {
              contexts: command.contexts ?? null,
              integration_types: command.integration_types ?? [ApplicationIntegrationType.GuildInstall],
            }),
      };
    });
    registered = [...registered.filter((command) => !here(command)), ...made];
    return { status: 200, body: made };
  }

  function receiveCallback(call: Call): Reply {
    const pending = byId.get(call.parameters[0] ?? "");
    if (pending === undefined || pending.interaction.token !== call.parameters[1])
      return failure(404, 10_062, "Unknown interaction");
    const refusal = acceptCallback(pending, call);
    if (refusal !== undefined) return refusal;
    if (call.query.get("with_response") !== "true") return { status: 204 };
    const { interaction } = pending;
    const message = messages.get(pending.original ?? "")?.message;
    return {
      status: 200,
      body: {
        interaction: {
          id: interaction.id,
          type: interaction.type,
          ...(message === undefined
            ? {}
            : {
                response_message_id: message.id,
                response_message_loading: pending.deferred,
                response_message_ephemeral: isEphemeral(message),
              }),
        },
        ...(message === undefined ? {} : { resource: { type: pending.callback?.type, message } }),
      },
    };
  }

  /** Takes a callback, from the REST API or inline from an endpoint; or says why not. */
  function acceptCallback(
    pending: Pending,
    call: Pick<Call, "body" | "files" | "arrived">,
  ): Reply | undefined {
    if (pending.expired) return failure(404, 10_062, "Unknown interaction");
    if (pending.callback !== undefined)
      return failure(400, 40_060, "Interaction has already been acknowledged.");
    const { interaction } = pending;
    const body = call.body as { type: Callback; data?: Record<string, unknown> };
    const surroundings = circumstances({ interaction }, call, updatedMessage(interaction), body?.data);
    const problems = judge?.judgeCallback(body, surroundings) ?? [];
    if (problems.length > 0) return refuse("callback", problems, body, pending);

    const data = body.data ?? {};
    pending.callback = { type: body.type, data, latency: call.arrived - pending.sentAt };
    const updated = updatedMessage(interaction);
    switch (body.type) {
      case Callback.ChannelMessageWithSource:
        keep(
          pending,
          createMessage(interaction, bot, { ...data, flags: flagsOf(data, interaction) }, call.files),
        );
        break;
      case Callback.DeferredChannelMessageWithSource:
        pending.deferred = true;
        keep(
          pending,
          createMessage(interaction, bot, { flags: flagsOf(data, interaction) }, [], { loading: true }),
        );
        break;
      case Callback.UpdateMessage:
        if (updated === undefined) break;
        pending.original = updated.message.id;
        messages.set(updated.message.id, editMessage(updated, data, call.files));
        break;
      case Callback.DeferredMessageUpdate:
        pending.deferred = true;
        if (updated !== undefined) pending.original = updated.message.id;
        break;
    }
    pending.settle?.(answered(pending));
    notify(pending);
    return undefined;
  }

  function keep(pending: Pending, stored: StoredMessage): void {
    messages.set(stored.message.id, stored);
    scenes.set(stored.message.id, sceneOf(pending.interaction));
    pending.original ??= stored.message.id;
  }

  /** The message that a press or a modal updates, as it is now. */
  function updatedMessage(interaction: APIInteraction): StoredMessage | undefined {
    const message = "message" in interaction ? interaction.message : undefined;
    if (message === undefined) return undefined;
    return messages.get(message.id) ?? { message, files: [] };
  }

  function circumstances(
    given: Circumstances,
    { files }: Pick<Call, "files">,
    edited: StoredMessage | undefined,
    body: MessageBody | undefined,
  ): Circumstances {
    const kept = edited === undefined ? [] : keptFiles(edited, body ?? {});
    return {
      ...given,
      ...(edited === undefined ? {} : { edited: edited.message }),
      files: [...files, ...kept].map(({ name }) => name),
    };
  }

  /** What stands behind a webhook's token: an acknowledged interaction, or the error Discord gives. */
  function webhook(call: Call): Pending | Reply {
    const pending = byToken.get(call.parameters[1] ?? "");
    if (call.parameters[0] !== applicationId || pending?.callback === undefined)
      return failure(404, 10_015, "Unknown Webhook");
    if (performance.now() - pending.receivedAt > tokenLifetime)
      return failure(401, 50_027, "Invalid Webhook Token");
    return pending;
  }

  function reachMessage(call: Call): Reply {
    const pending = webhook(call);
    if ("status" in pending) return pending;
    const asked = call.parameters[2] ?? "";
    const id = asked === "@original" ? (pending.original ?? "") : asked;
    const stored = messages.get(id);
    if (stored === undefined || (id !== pending.original && !pending.followUps.includes(id)))
      return failure(404, 10_008, "Unknown Message");
    if (call.method === "GET") return { status: 200, body: stored.message };
    if (call.method === "DELETE") {
      messages.delete(id);
      notify(pending);
      return { status: 204 };
    }
    if (call.method !== "PATCH") return failure(405, 0, "405: Method Not Allowed");
    return edit(pending, stored, call, "edit");
  }

  function edit(pending: Pending, stored: StoredMessage, call: Call, routeName: string): Reply {
    const body = call.body as MessageBody;
    const problems = judge?.judgeEdit(body, circumstances({}, call, stored, body)) ?? [];
    if (problems.length > 0) return refuse(routeName, problems, body, pending);
    const changed = editMessage(stored, body, call.files);
    messages.set(changed.message.id, changed);
    if (changed.message.id === pending.original) pending.edits += 1;
    notify(pending);
    return { status: 200, body: changed.message };
  }

  function receiveFollowUp(call: Call): Reply {
    const pending = webhook(call);
    if ("status" in pending) return pending;
    if (call.method !== "POST") return failure(405, 0, "405: Method Not Allowed");
    const original = messages.get(pending.original ?? "");
    // The first message after a deferral takes the place of "is thinking", and its audience.
    if (original && ((original.message.flags ?? 0) & MessageFlags.Loading) !== 0)
      return edit(pending, original, call, "followUp");
    const body = call.body as MessageBody;
    const problems = judge?.judgeFollowUp(body, circumstances({}, call, undefined, body)) ?? [];
    if (problems.length > 0) return refuse("followUp", problems, body, pending);
    const owners = pending.interaction.authorizing_integration_owners;
    if (owners[ApplicationIntegrationType.GuildInstall] === undefined && pending.followUps.length >= 5)
      return failure(400, 40_094, "This interaction has reached the maximum number of follow up messages");
    const stored = createMessage(pending.interaction, bot, body, call.files, {
      followUp: pending.original ?? pending.interaction.id,
    });
    messages.set(stored.message.id, stored);
    scenes.set(stored.message.id, sceneOf(pending.interaction));
    pending.followUps.push(stored.message.id);
    notify(pending);
    return { status: 200, body: stored.message };
  }

  function refuse(routeName: string, problems: readonly string[], body: unknown, pending?: Pending): Reply {
    refused.push({ route: routeName, problems, body });
    pending?.problems.push(...problems);
    return invalidForm(problems);
  }

  function notify(pending: Pending): void {
    for (const look of [...pending.changed]) look();
  }

  function answered(pending: Pending): Answered {
    const { interaction, callback } = pending;
    if (callback === undefined) throw new Error("Not answered yet");
    const stored = () => messages.get(pending.original ?? "");
    const present = () => {
      const current = stored();
      if (current === undefined)
        throw new Error(`No message: the callback was of type ${callback.type}, or it is deleted`);
      return current;
    };
    const until = <T>(look: () => T | undefined, what: string) =>
      new Promise<T>((resolve, reject) => {
        const check = () => {
          const found = look();
          if (found === undefined) return;
          clearTimeout(timer);
          pending.changed.delete(check);
          resolve(found);
        };
        const timer = setTimeout(() => {
          pending.changed.delete(check);
          reject(new Error(`${what}${explain(pending)}`));
        }, guard);
        pending.changed.add(check);
        check();
      });
    return Object.freeze({
      interaction,
      ...callback,
      get message() {
        return present().message;
      },
      get hasMessage() {
        return stored() !== undefined;
      },
      get files() {
        return present().files;
      },
      get ephemeral() {
        return isEphemeral(present().message);
      },
      get choices() {
        if (callback.type !== Callback.ApplicationCommandAutocompleteResult)
          throw new Error("No choices were sent");
        return callback.data.choices as APIApplicationCommandOptionChoice[];
      },
      get modal() {
        if (callback.type !== Callback.Modal) throw new Error("No modal was opened");
        return callback.data as unknown as APIModalInteractionResponseCallbackData;
      },
      get followUps() {
        return pending.followUps.flatMap((id) => messages.get(id)?.message ?? []);
      },
      edited: (times = 1) =>
        until(() => (pending.edits >= times ? stored()?.message : undefined), "Not edited"),
      deleted: () => until(() => (stored() === undefined ? true : undefined), "Not deleted").then(() => {}),
      followedUp: (index = 0) =>
        until(() => messages.get(pending.followUps[index] ?? "")?.message, "Not followed up"),
    });
  }

  /** Sends any interaction, and resolves with its answer; fails when none is accepted in time. */
  function interact(interaction: APIInteraction): Promise<Answered> {
    const { promise, resolve, reject } = Promise.withResolvers<Answered>();
    const pending: Pending = {
      interaction,
      sentAt: performance.now(),
      receivedAt: performance.now(),
      deferred: false,
      followUps: [],
      expired: false,
      problems: [],
      changed: new Set(),
      edits: 0,
      settle: (answer) => {
        clearTimeout(deadline);
        resolve(answer);
      },
    };
    const deadline = setTimeout(() => {
      pending.expired = true;
      reject(new Error(`This interaction failed: no answer within ${answerWithin} ms${explain(pending)}`));
    }, answerWithin);
    byId.set(interaction.id, pending);
    byToken.set(interaction.token, pending);
    const fail = (error: unknown) => {
      clearTimeout(deadline);
      reject(error);
    };
    try {
      if (endpoint === undefined) gateway.sendInteraction(interaction);
      else void sendToEndpoint(endpoint, pending).catch(fail);
    } catch (error) {
      fail(error);
    }
    return promise;
  }

  /** Sends an interaction as Discord does over HTTP; the endpoint answers at once, or by the REST API. */
  async function sendToEndpoint(url: string, pending: Pending): Promise<void> {
    const body = JSON.stringify(pending.interaction);
    const response = await fetch(url, { method: "POST", headers: signatureHeaders(body), body });
    const answer = await response.text();
    if (response.status !== 200 || answer === "") {
      if (response.ok) return;
      throw new Error(`The endpoint answered ${response.status}: ${answer.slice(0, 500)}`);
    }
    const type = response.headers.get("content-type") ?? "";
    const refusal = type.startsWith("application/json")
      ? acceptCallback(pending, { body: JSON.parse(answer), files: [], arrived: performance.now() })
      : refuse("callback", [`: an inline answer is JSON, not ${type}`], answer, pending);
    if (refusal !== undefined) throw new Error(`The answer was refused: ${JSON.stringify(refusal.body)}`);
  }

  /** What Discord asks of an endpoint before it takes it: an answer to a ping, and no answer to a forged one. */
  async function checkEndpoint(url: string): Promise<void> {
    const body = JSON.stringify(pingInteraction(applicationId));
    const headers = signatureHeaders(body);
    const genuine = await fetch(url, { method: "POST", headers, body });
    if (genuine.status !== 200 || ((await genuine.json()) as { type?: unknown }).type !== Callback.Pong)
      throw new Error(`The endpoint did not answer a ping: ${genuine.status}`);
    const forged = { ...headers, "x-signature-ed25519": "0".repeat(128) };
    const { status } = await fetch(url, { method: "POST", headers: forged, body });
    if (status !== 401) throw new Error(`The endpoint answered ${status} to a forged ping, not 401`);
  }

  function signatureHeaders(body: string, timestamp = String(secondsNow())) {
    return {
      "content-type": "application/json",
      "x-signature-timestamp": timestamp,
      "x-signature-ed25519": sign(null, Buffer.from(timestamp + body), keys.privateKey).toString("hex"),
    };
  }

  /** The registered command that a person would choose; before anything is registered, none is asked for. */
  function definition(name: string, type: ApplicationCommandType): APIApplicationCommand | undefined {
    if (registered.length === 0) return undefined;
    const command = registered.find((other) => other.name === name.split(" ")[0] || other.name === name);
    if (command?.type !== type) throw new Error(`No command /${name} is registered`);
    return command;
  }

  function checkOptions(
    command: APIApplicationCommand | undefined,
    options: Readonly<Record<string, OptionValue>>,
  ) {
    const defined = command?.options ?? [];
    if (
      command === undefined ||
      defined.some(({ type }) => type <= ApplicationCommandOptionType.SubcommandGroup)
    )
      return;
    for (const name of Object.keys(options))
      if (!defined.some((option) => option.name === name))
        throw new Error(`/${command.name} has no option ${name}`);
  }

  /** The message as the person sees it now, and the component with this custom_id, label or placeholder. */
  function findOn(message: APIMessage, wanted: string, user: Scene["user"]) {
    const current = messages.get(message.id)?.message;
    if (current === undefined) throw new Error("The message is gone");
    const asker = current.interaction_metadata?.user.id;
    const userId = typeof user === "object" ? user.id : user;
    if (isEphemeral(current) && userId !== undefined && userId !== asker)
      throw new Error("Only the asker sees this message");
    const component = allComponents(current).find((part) =>
      [
        part.custom_id,
        (part as { label?: string }).label,
        (part as { placeholder?: string }).placeholder,
      ].includes(wanted),
    );
    if (component?.custom_id === undefined) throw new Error(`The message has no component "${wanted}"`);
    if (component.disabled === true) throw new Error(`"${wanted}" is disabled`);
    return { current, component, customId: component.custom_id };
  }

  function scene(message: APIMessage, doing: Doing): Doing {
    const asked = scenes.get(message.id) ?? {};
    // Somebody else has rights of their own.
    const { permissions: _, ...elsewhere } = asked;
    return { ...(doing.user === undefined ? asked : elsewhere), ...doing };
  }

  return Object.freeze({
    /** For `DISCORD_API_URL`, and `rest.api` of a discord.js client. */
    url: `http://127.0.0.1:${port}/api`,
    token,
    applicationId,
    bot,
    /** Hexadecimal, as the developer portal shows it. */
    publicKey,
    /** The headers that Discord signs a request to an HTTP endpoint with. */
    signatureHeaders,
    /** Sends interactions to an HTTP endpoint from here on, once it passes Discord's own check. */
    sendTo: async (url: string) => {
      await checkEndpoint(url);
      endpoint = url;
    },
    faults: faults as Faults,
    ready: gateway.ready,
    /** The shards that have a session. */
    get shards(): readonly number[] {
      return gateway.shards;
    },
    get connections(): GatewayCounts {
      return gateway.counts;
    },
    /** How many WebSocket handshakes were begun. */
    get handshakes(): number {
      return gateway.handshakes;
    },
    /** Connections whose handshake hangs. */
    hanging: gateway.hanging,
    /** Ids of interactions that may never have reached the bot, since the gateway forgot their session before. */
    undelivered: gateway.undelivered,
    get registered(): readonly APIApplicationCommand[] {
      return registered;
    },
    /** Everything that Discord would have refused. */
    refused: refused as readonly Refusal[],
    requests: requests as readonly Recorded[],
    /** Messages that the bot wrote into channels on its own. */
    written: written as readonly APIMessage[],
    /** Channels where the bot may not write on its own. */
    closedChannels,
    /** A message as it is now. */
    message: (id: string) => messages.get(id)?.message,
    /** Holds a message that was there before. */
    keep: (message: APIMessage) => void messages.set(message.id, { message, files: [] }),

    interact,
    slash: (asked: Doing & { name: string; options?: Readonly<Record<string, OptionValue>> }) => {
      const command = definition(asked.name, ApplicationCommandType.ChatInput);
      checkOptions(command, asked.options ?? {});
      return interact(slashInteraction({ ...asked, applicationId, ...withId(command) }));
    },
    /** What stands in the option `focused` is in `options`, like everything else filled in. */
    autocomplete: (
      asked: Doing & { name: string; focused: string; options?: Readonly<Record<string, OptionValue>> },
    ) => {
      const command = definition(asked.name, ApplicationCommandType.ChatInput);
      checkOptions(command, asked.options ?? {});
      return interact(autocompleteInteraction({ ...asked, applicationId, ...withId(command) }));
    },
    /** Presses the button with this custom_id or label, on the message as it is now. */
    press: (message: APIMessage, button: string, doing: Doing = {}) => {
      const { current, customId } = findOn(message, button, doing.user);
      return interact(
        componentInteraction({ ...scene(current, doing), applicationId, message: current, customId }),
      );
    },
    /** Chooses values of the select with this custom_id or placeholder. */
    choose: (message: APIMessage, select: string, values: readonly string[], doing: Doing = {}) => {
      const { current, component, customId } = findOn(message, select, doing.user);
      for (const value of values)
        if (!component.options?.some((option) => option.value === value))
          throw new Error(`"${select}" has no option "${value}"`);
      return interact(
        componentInteraction({ ...scene(current, doing), applicationId, message: current, customId, values }),
      );
    },
    /** Sends the modal that an answer opened; `fields` by custom_id. */
    submitModal: (
      opened: Answered,
      fields: Readonly<Record<string, string | readonly string[]>>,
      doing: Doing = {},
    ) => {
      const before = opened.interaction;
      const message = "message" in before ? before.message : undefined;
      return interact(
        modalSubmitInteraction({
          ...sceneOf(before),
          ...doing,
          applicationId,
          customId: opened.modal.custom_id,
          fields,
          ...(message ? { message: messages.get(message.id)?.message ?? message } : {}),
        }),
      );
    },
    /** Uses a message command on a message, or on one that says `content`. */
    messageCommand: (name: string, target: APIMessage | { content: string }, doing: Doing = {}) => {
      const command = definition(name, ApplicationCommandType.Message);
      return interact(
        messageCommandInteraction({
          ...doing,
          applicationId,
          name,
          ...withId(command),
          target: "id" in target ? target : writtenMessage(target.content),
        }),
      );
    },
    /** Drops everything kept of interactions that were answered: messages, tokens, records. */
    forget: () => {
      for (const map of [messages, scenes, byId, byToken]) map.clear();
      refused.length = 0;
      requests.length = 0;
      gateway.forget();
    },
    close: async () => {
      gateway.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}

/** Seconds since 1970: what a signature's timestamp says. */
export function secondsNow(): number {
  return Math.floor(Date.now() / 1_000);
}

const withoutEntryPoint =
  "You cannot remove this app's Entry Point command in a bulk update operation. Include the Entry Point command in your update request or delete it separately.";

/** As Discord lists commands unless it is asked for translations. */
function withoutTranslations(command: APIApplicationCommand): object {
  const { name_localizations: _, description_localizations: __, options = [], ...rest } = command;
  return {
    ...rest,
    ...(options.length === 0
      ? {}
      : { options: options.map((option) => withoutTranslations(option as never)) }),
  };
}

/** An option as Discord keeps it: what is false is left out. */
function asHeld<T extends object>(option: T): T {
  return Object.fromEntries(Object.entries(option).filter(([, value]) => value !== false)) as T;
}

function withId(command: APIApplicationCommand | undefined): { commandId?: string } {
  return command === undefined ? {} : { commandId: command.id };
}

/** The flags of an answer: private whatever it says, where the person may not use external apps in public. */
function flagsOf(data: Record<string, unknown>, interaction: APIInteraction): number {
  const flags = Number(data.flags ?? 0);
  const added = interaction.authorizing_integration_owners?.[ApplicationIntegrationType.GuildInstall];
  if (added !== undefined || !("member" in interaction) || interaction.member === undefined) return flags;
  const mayUse = BigInt(interaction.member.permissions) & PermissionFlagsBits.UseExternalApps;
  return mayUse === 0n ? flags | MessageFlags.Ephemeral : flags;
}

function isEphemeral(message: APIMessage): boolean {
  return ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
}

function explain({ problems }: Pending): string {
  return problems.length === 0 ? "" : `; refused: ${problems.join("; ")}`;
}

/** What kind of channel of a server it was. */
function placeOf({ channel }: APIInteraction): Pick<Doing, "ageRestricted" | "threadOf"> {
  if (channel === undefined) return {};
  return {
    ...("nsfw" in channel && channel.nsfw === true ? { ageRestricted: true } : {}),
    ...("thread_metadata" in channel && channel.parent_id ? { threadOf: channel.parent_id } : {}),
  };
}

/** Where an interaction happened, so that what is done on its answer happens there too. */
function sceneOf(interaction: APIInteraction): Doing {
  const member = "member" in interaction ? interaction.member : undefined;
  const user = member?.user ?? ("user" in interaction ? interaction.user : undefined);
  const owners = interaction.authorizing_integration_owners;
  const byServer = owners[ApplicationIntegrationType.GuildInstall] !== undefined;
  const byPerson = owners[ApplicationIntegrationType.UserInstall] !== undefined;
  const guildId = "guild_id" in interaction ? interaction.guild_id : undefined;
  return {
    ...(user === undefined ? {} : { user }),
    guildId: guildId ?? null,
    ...(interaction.channel_id === undefined ? {} : { channelId: interaction.channel_id }),
    ...placeOf(interaction),
    ...(member === undefined ? {} : { permissions: BigInt(member.permissions) }),
    ...(interaction.app_permissions === undefined
      ? {}
      : { appPermissions: BigInt(interaction.app_permissions) }),
    installedBy: byServer && byPerson ? "both" : byPerson ? "person" : "server",
    ...(guildId === undefined &&
    interaction.type !== InteractionType.Ping &&
    interaction.context !== undefined
      ? {
          context: interaction.context as
            | InteractionContextType.BotDM
            | InteractionContextType.PrivateChannel,
        }
      : {}),
    ...("locale" in interaction ? { locale: interaction.locale } : {}),
  };
}
