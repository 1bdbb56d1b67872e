/* Faults of every kind in a random sequence, while people ask; and what became of each interaction. */
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import {
  type APIInteraction,
  type APIMessage,
  InteractionResponseType as Callback,
  MessageFlags,
} from "discord-api-types/v10";
import pg from "pg";
import { referenceOf } from "../../src/reference.ts";
import type { Bot } from "./bot.ts";
import { type Faults, type RequestFault, type RouteName, rateLimited } from "./faults.ts";
import {
  allComponents,
  autocompleteInteraction,
  componentInteraction,
  modalSubmitInteraction,
  permissions,
  slashInteraction,
  snowflake,
} from "./interactions.ts";
import type { LoopbackDiscord } from "./loopback-discord.ts";
import type { TcpProxy } from "./proxy.ts";

export interface StormSettings {
  readonly discord: LoopbackDiscord;
  readonly tessera: Pick<Bot, "said" | "process">;
  /** The same seed gives the same faults and interactions in the same order; how they meet is up to the machine. */
  readonly seed: number;
  /** Seconds in which interactions are sent. */
  readonly seconds: number;
  /** Interactions a second. */
  readonly rate: number;
  /** Milliseconds between two faults, on average. */
  readonly every: number;
  /** What else can be broken, and whom else is asked. */
  readonly around?: Around;
}

/** What stands around a bot whose store is a PostgreSQL. */
export interface Around {
  /** The way to the database. */
  readonly proxy: Pick<TcpProxy, "silence" | "cut">;
  /** Sets the bot's time of day off by so many milliseconds. */
  readonly leap: (milliseconds: number) => void;
  /** Addresses of two processes over HTTP with the same store. */
  readonly replicas: readonly [string, string];
  /** A server whose moderators allow public cards in these channels. */
  readonly server: { readonly id: string; readonly channels: readonly string[] };
}

/** Every interaction sent is one of `answered`, `late`, `undelivered` or `lost`. */
export interface Tally {
  /** How often each kind of fault was injected. */
  readonly faults: ReadonlyMap<string, number>;
  readonly sent: number;
  /** Discord took an answer within 3 seconds; of a press for a picture, the picture as well, later. */
  readonly answered: number;
  /** The bot logged, with the interaction's id, that its answer came too late or did not arrive. */
  readonly late: number;
  /** Discord had no session to send it to, or forgot the session before the bot had it. */
  readonly undelivered: number;
  /** Ids of all others. */
  readonly lost: readonly string[];
  /** What Discord refused for its content. */
  readonly refused: readonly string[];
  /** Ids of reports for which somebody was thanked. */
  readonly thanked: readonly string[];
  /** How many interactions were sent to both replicas. */
  readonly replayed: number;
  /** How many of them one of the two did. */
  readonly acted: number;
  /** What both of them did. */
  readonly twice: readonly string[];
}

type Random = () => number;

/** Numbers from 0 up to 1. Source: mulberry32 by Tommy Ettinger, in the public domain. */
function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface FaultKind {
  readonly name: string;
  /** How often it comes, beside the others. */
  readonly weight: number;
  /** Resolves once it may be taken for over. `seconds`: how long the storm is. */
  readonly inject: (faults: Faults, random: Random, seconds: number) => Promise<void> | void;
}

/** Faults of what stands around the bot. */
interface KindAround extends Pick<FaultKind, "name" | "weight"> {
  readonly inject: (around: Around, random: Random) => Promise<void> | void;
}

const between = (random: Random, from: number, to: number) => Math.round(from + random() * (to - from));
const pick = <T>(random: Random, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)] ?? (from[0] as T);

/** Up to `most` requests on a route meet the fault. */
const onRequests =
  (route: RouteName) =>
  (
    name: string,
    weight: number,
    most: number,
    fault: (random: Random, seconds: number) => RequestFault,
  ): FaultKind => ({
    name,
    weight,
    inject: (faults, random, seconds) =>
      faults.request(route, fault(random, seconds), between(random, 1, most)),
  });
const onCallbacks = onRequests("callback");
const onEdits = onRequests("message");

/** Connections are lost, and for a while no handshake succeeds. */
function onHandshakes(name: string, weight: number, handshake: Faults["handshake"]): FaultKind {
  const inject: FaultKind["inject"] = async (faults) => {
    faults.handshake = handshake;
    faults.cut();
    await wait(1_500);
    faults.handshake = undefined;
  };
  return { name, weight, inject };
}

/** As Discord words what it does not take. */
const refusal = (random: Random): RequestFault =>
  pick<RequestFault>(random, [
    { status: 400, body: { message: "Invalid Form Body", code: 50_035, errors: {} } },
    { status: 403, body: { message: "Missing Permissions", code: 50_013 } },
  ]);

const oddHeaders: readonly Readonly<Record<string, string>>[] = [
  {},
  { "retry-after": "0" },
  { "retry-after": "-1" },
  { "retry-after": "soon" },
  { "retry-after": "Sun, 22 Nov 2026 12:00:00 GMT" },
  { "x-ratelimit-reset-after": "nothing", "x-ratelimit-remaining": "-3" },
];

const malformed: readonly unknown[] = [null, [], "x", 7, {}, { type: 2 }, { id: "1", token: "t" }];

const kindsAlone: readonly FaultKind[] = [
  { name: "socket cut", weight: 4, inject: (faults) => faults.cut() },
  { name: "half-open socket", weight: 2, inject: (faults) => faults.halfOpen() },
  {
    name: "heartbeats not acknowledged",
    weight: 2,
    inject: async (faults) => {
      faults.ignoreHeartbeats = true;
      await wait(1_500);
      faults.ignoreHeartbeats = false;
    },
  },
  { name: "reconnect request", weight: 3, inject: (faults) => faults.askReconnect() },
  {
    name: "closed by the gateway",
    weight: 2,
    inject: (faults, random) => faults.closeWith(pick(random, [4000, 4001, 4002, 4009])),
  },
  {
    name: "invalid session, resumable",
    weight: 1,
    inject: (faults) => faults.invalidate({ resumable: true }),
  },
  { name: "invalid session, not resumable", weight: 1, inject: (faults) => faults.invalidate() },
  {
    name: "HELLO delayed",
    weight: 2,
    inject: async (faults, random) => {
      faults.helloDelay = between(random, 200, 2_000);
      faults.cut();
      await wait(1_500);
      faults.helloDelay = 0;
    },
  },
  onHandshakes("handshake hung", 1, "hang"),
  onHandshakes("handshake refused with 503", 1, 503),
  {
    name: "malformed dispatch",
    weight: 3,
    inject: (faults, random) =>
      faults.dispatch(
        pick(random, ["INTERACTION_CREATE", "GUILD_CREATE", "CHANNEL_UPDATE"]),
        pick(random, malformed),
      ),
  },
  {
    name: "unknown dispatch or frame",
    weight: 2,
    inject: (faults, random) => {
      faults.dispatch("NO_SUCH_EVENT", { id: "1" });
      faults.sendRaw(pick(random, ["{", "null", '{"op":99}']));
    },
  },
  {
    name: "interactions sent twice",
    weight: 3,
    inject: async (faults) => {
      faults.copies = 2;
      await wait(300);
      faults.copies = 1;
    },
  },
  onCallbacks("429 of a route", 3, 20, (random) => rateLimited(pick(random, [0.2, 0.5, 1, 2, 60]))),
  // It silences the bot, so one that outlasts the storm would leave nothing to see; the longest is past any answer's time.
  onCallbacks("429 for the whole bot", 2, 20, (random, seconds) =>
    rateLimited(Math.min(pick(random, [0.2, 0.5, 1, 30]), seconds / 4), { global: true }),
  ),
  onCallbacks("429 with missing or odd headers", 3, 20, (random) => ({
    status: 429,
    headers: pick(random, oddHeaders),
  })),
  onCallbacks("500, 502 or 503", 4, 20, (random) => ({ status: pick(random, [500, 502, 503]) })),
  onCallbacks("callback reset or closed before Discord acted", 3, 10, (random) =>
    random() < 0.5 ? { reset: "before" } : { close: "before" },
  ),
  onCallbacks("callback reset or closed after Discord acted", 3, 10, (random) =>
    random() < 0.5 ? { reset: "after" } : { close: "after" },
  ),
  onCallbacks("callback hung", 3, 10, (random) => ({ hang: random() < 0.5 ? "before" : "after" })),
  onCallbacks("callback refused: 400 or 403", 3, 10, refusal),
  onEdits("edit refused: 400 or 403", 2, 3, refusal),
  onEdits("edit meets 500, 502 or 503", 2, 3, (random) => ({ status: pick(random, [500, 502, 503]) })),
  onCallbacks("callback slow", 2, 20, (random) => ({ delay: between(random, 200, 2_500) })),
];

const [hour, day] = [3_600_000, 86_400_000];

const kindsAround: readonly KindAround[] = [
  { name: "PostgreSQL: connections go silent", weight: 2, inject: ({ proxy }) => proxy.silence() },
  { name: "PostgreSQL: connections closed", weight: 2, inject: ({ proxy }) => proxy.cut() },
  {
    name: "clock leaps",
    weight: 3,
    inject: async ({ leap }, random) => {
      leap(pick(random, [-hour, -hour, hour, 91 * day, -day]));
      await wait(between(random, 500, 2_500));
      leap(0);
    },
  },
];

/** Kinds in random order without end: drawn without putting back, so that the rare ones come as well. */
function* fromUrn(random: Random, around?: Around): Generator<FaultKind> {
  const kinds = [...kindsAlone];
  for (const { inject, ...kind } of around === undefined ? [] : kindsAround) {
    if (around !== undefined) kinds.push({ ...kind, inject: (_, random) => inject(around, random) });
  }
  for (;;) {
    const urn = kinds.flatMap((kind) => Array<FaultKind>(kind.weight).fill(kind));
    while (urn.length > 0) yield* urn.splice(Math.floor(random() * urn.length), 1);
  }
}

/** The kinds of fault, in the order of a report. */
export const faultKinds: readonly string[] = [...kindsAlone, ...kindsAround].map(({ name }) => name);

const asked: readonly (readonly [command: string, option: string, value: string])[] = [
  ["event", "name", "palmyra-2015/event:jazal-oil-field"],
  ["place", "name", "tadmur"],
  ["place", "name", "palmyra-2015/place:al-sukhnah"],
  ["actor", "name", "daes"],
  ["claims", "topic", "palmyra-2015/question:executed-killed-detained"],
  ["search", "text", "government soldiers"],
  ["cite", "id", "PAL-08"],
  ["place", "name", "nowhere in particular"],
];

/** What people press and send on a card that they have. */
interface Card {
  readonly message: APIMessage;
  readonly map: string;
  readonly reportForm: string;
}

/** A look-up, suggestions for one, a press for a map or a report, by somebody among 5,000 people in 50 servers. */
function anInteraction(random: Random, applicationId: string, card: Card): APIInteraction {
  const [name, option, value] = pick(random, asked);
  const scene = {
    name,
    options: { [option]: value },
    applicationId,
    user: String(1_400_000_000_000_000_000n + BigInt(between(random, 0, 4_999))),
    guildId: String(1_200_000_000_000_000_000n + BigInt(between(random, 0, 49))),
  };
  const kind = random();
  if (kind < 0.02) return componentInteraction({ ...scene, message: card.message, customId: card.map });
  if (kind < 0.04) {
    const id = snowflake();
    const fields = { excerpt: ["whole"], reason: ["date"], words: id };
    // By somebody new: nobody has more than 3 reports open.
    return modalSubmitInteraction({ ...scene, id, user: snowflake(), customId: card.reportForm, fields });
  }
  return random() < 0.25 ? autocompleteInteraction({ ...scene, focused: option }) : slashInteraction(scene);
}

/** The interactions whose reports a store holds, and those of which it holds more than one. */
export async function reportsIn(
  url: string,
): Promise<{ readonly kept: ReadonlySet<string>; readonly twice: readonly string[] }> {
  const rows = await rowsIn(url, "select words, count(*) as times from report group by words");
  const twice = rows.filter(({ times }) => Number(times) > 1).map(({ words }) => String(words));
  return { kept: new Set(rows.map(({ words }) => String(words))), twice };
}

async function rowsIn(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  if (url.startsWith("sqlite:")) {
    const database = new DatabaseSync(url.slice("sqlite:".length), { readOnly: true });
    const rows = database.prepare(statement).all();
    database.close();
    return rows;
  }
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query(statement);
  await client.end();
  return rows;
}

/** An interaction that is to be done once, and what both replicas may not do with it. */
type ToBoth = Readonly<{ interaction: APIInteraction; what: "report" | "note" | "public card" }>;

/** A report, the choice of a log channel, or a card for everyone. */
function anAct(
  random: Random,
  { applicationId }: LoopbackDiscord,
  { card, server }: { readonly card: Card; readonly server: Around["server"] },
): ToBoth {
  const what = pick(random, ["report", "note", "public card"] as const);
  const scene = { applicationId, user: snowflake(), guildId: server.id, permissions: permissions.moderator };
  if (what === "report") {
    const id = snowflake();
    const fields = { excerpt: ["whole"], reason: ["date"], words: id };
    return { what, interaction: modalSubmitInteraction({ ...scene, id, customId: card.reportForm, fields }) };
  }
  if (what === "note") {
    const press = { message: card.message, customId: "set|logChannel", values: [snowflake()] };
    // In a server of its own: where public cards are, those would be noted there as well.
    return { what, interaction: componentInteraction({ ...scene, ...press, guildId: snowflake() }) };
  }
  const options = { name: "tadmur", hide: false };
  const channelId = pick(random, server.channels);
  return { what, interaction: slashInteraction({ ...scene, name: "place", options, channelId }) };
}

/** Sends the same body to both replicas at once; what both of them did before everyone. */
async function sendToBoth(
  { interaction, what }: ToBoth,
  discord: LoopbackDiscord,
  replicas: Around["replicas"],
) {
  const body = JSON.stringify(interaction);
  const headers = discord.signatureHeaders(body);
  const answers = await Promise.all(
    replicas.map((url) =>
      fetch(url, { method: "POST", headers, body })
        .then((response) => response.json())
        .catch(() => ({})),
    ),
  );
  const shown = answers.filter((answer) => {
    const { type, data } = answer as { type?: number; data?: { flags?: number } };
    return type === Callback.ChannelMessageWithSource && ((data?.flags ?? 0) & MessageFlags.Ephemeral) === 0;
  });
  const isThanked = JSON.stringify(answers).includes(thanks);
  const isShown = what === "public card" && shown.length > 0;
  return { isShown, isTwice: isShown && shown.length > 1, isThanked };
}

const thanks = "Thank you for the report.";

const deferrals: readonly Callback[] = [
  Callback.DeferredChannelMessageWithSource,
  Callback.DeferredMessageUpdate,
];

/** Asks for a card, and for its form, until there are answers: the connection may be broken still. */
async function askForCard(discord: LoopbackDiscord): Promise<Card> {
  for (let tries = 1; ; tries += 1) {
    try {
      const user = snowflake();
      const { message } = await discord.slash({ name: "place", options: { name: "palmyra" }, user });
      const details = await discord.press(message, "Details", { user });
      const { modal } = await discord.press(details.message, "Report a problem", { user });
      const map = allComponents(message).find((part) => (part as { label?: string }).label === "Map");
      return { message, map: String(map?.custom_id), reportForm: modal.custom_id };
    } catch (error) {
      if (tries === 60) throw error;
      await wait(500);
    }
  }
}

/** Milliseconds between two interactions that are sent to both replicas. */
const betweenActs = 150;

/** Milliseconds for what is under way at the end: a lost connection is found, replaced, and what it held logged. */
const settleWithin = 30_000;

/** Lets a storm pass over a bot and its Discord; throws where the bot's process ends. */
export async function storm(settings: StormSettings): Promise<Tally> {
  const { discord, tessera, rate, seconds, every, around } = settings;
  // Of their own, so that the order of one does not depend on the pace of the other.
  const [asking, failing, acting] = [0, 1, 2].map((more) => createRandom(settings.seed + more)) as [
    Random,
    Random,
    Random,
  ];
  const faults = new Map<string, number>(faultKinds.map((name) => [name, 0]));
  const unanswered = new Set<string>();
  const undelivered = new Set<string>();
  const open = new Set<Promise<void>>();
  const heard = tessera.said.length;
  let sent = 0;
  let answered = 0;
  const thanked: string[] = [];
  const twice: string[] = [];
  const noteChannels: string[] = [];
  let [replayed, acted] = [0, 0];

  const card = await askForCard(discord);
  const send = () => {
    const interaction = anInteraction(asking, discord.applicationId, card);
    sent += 1;
    const arrived = () => {
      unanswered.delete(interaction.id);
      answered += 1;
    };
    const settled = discord.interact(interaction).then(
      (answer) => {
        if (JSON.stringify(answer.data).includes(thanks)) thanked.push(interaction.id);
        if (!deferrals.includes(answer.type)) return arrived();
        unanswered.add(interaction.id);
        answer.edited().then(arrived, () => undefined);
      },
      (error: Error) => {
        if (error.message.includes("No bot is connected")) undelivered.add(interaction.id);
        else unanswered.add(interaction.id);
      },
    );
    open.add(settled);
    void settled.finally(() => open.delete(settled));
  };

  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1_000;
  const sending = (async () => {
    while (sent < seconds * rate) {
      while (sent < Math.min(elapsed(), seconds) * rate) send();
      await wait(5);
    }
  })();
  const injecting = (async () => {
    for (const kind of fromUrn(failing, around)) {
      await wait(every * (0.5 + failing()));
      if (elapsed() >= seconds - 1) break;
      faults.set(kind.name, (faults.get(kind.name) ?? 0) + 1);
      await kind.inject(discord.faults, failing, seconds);
    }
  })();
  const replaying = (async () => {
    while (around !== undefined && elapsed() < seconds) {
      const act = anAct(acting, discord, { card, server: around.server });
      replayed += 1;
      if (act.what === "note") {
        noteChannels.push((act.interaction.data as { values: string[] }).values[0] ?? "");
      }
      const sending = sendToBoth(act, discord, around.replicas).then(({ isShown, isTwice, isThanked }) => {
        if (isShown || isThanked) acted += 1;
        if (isTwice) twice.push(`${act.what} ${act.interaction.id}`);
        if (isThanked) thanked.push(act.interaction.id);
      });
      open.add(sending);
      void sending.finally(() => open.delete(sending));
      await wait(betweenActs);
    }
  })();
  await Promise.all([sending, injecting, replaying]);
  discord.faults.clear();
  await Promise.all(open);

  /** What the log calls interactions that the bot has said to be late or lost. */
  const logged = () =>
    new Set(
      tessera.said
        .slice(heard)
        .filter((line) => line.includes('"level":"warn"'))
        .flatMap((line) => /"id":"([0-9a-f]{8})"/.exec(line)?.[1] ?? []),
    );
  const missing = () => {
    const known = logged();
    return [...unanswered].filter((id) => !known.has(referenceOf({ id })) && !discord.undelivered.has(id));
  };
  const end = performance.now() + settleWithin;
  while (missing().length > 0 && performance.now() < end) await wait(250);
  const { exitCode, signalCode } = tessera.process;
  if (exitCode !== null || signalCode !== null) throw new Error(`the bot ended: ${exitCode ?? signalCode}`);
  const lost = missing();
  const known = logged();
  for (const channel of noteChannels) {
    const notes = discord.written.filter(({ channel_id: id }) => id === channel).length;
    if (notes > 0) acted += 1;
    if (notes > 1) twice.push(`note in ${channel}`);
  }
  const late = [...unanswered].filter((id) => known.has(referenceOf({ id }))).length;
  return {
    faults,
    sent,
    answered,
    late,
    undelivered: undelivered.size + unanswered.size - late - lost.length,
    lost,
    refused: discord.refused.flatMap(({ problems }) => problems),
    thanked,
    replayed,
    acted,
    twice,
  };
}
