/**
 * An answer as what is sent for it: the callback, then what follows it. Transports send each delivery as it comes and
 * know nothing of cards.
 */
import {
  type APIInteraction,
  type APIInteractionResponse,
  InteractionResponseType,
  InteractionType,
  type RESTAPIAttachment,
  type RESTPatchAPIWebhookWithTokenMessageJSONBody,
  type RESTPostAPIChannelMessageJSONBody,
  type RESTPostAPIWebhookWithTokenJSONBody,
} from "discord-api-types/v10";
import { failureCard } from "../cards/notices.ts";
import { tookLongCard } from "../cards/refusals.ts";
import type { Answer, CardAnswer, Note, PostRecord } from "../command.ts";
import { english } from "../messages/english.ts";
import type { Timing } from "../ops/timing.ts";
import { referenceOf } from "../reference.ts";
import { type Deferral, deferralOf, type WrittenCallback, writeCallback } from "./callback.ts";
import { limits } from "./limits.ts";
import { label, type MessageBody, pictureOf, toMessage } from "./message.ts";

/** A file that goes beside the JSON: `attachment://<name>` in a component means this one. */
export interface AttachedFile {
  readonly name: string;
  /** Media type: `image/png`. */
  readonly type: string;
  readonly data: Uint8Array;
}

/** One thing the bot sends for an interaction. */
export type Delivery = Callback | Following;

/** The first answer: JSON alone. */
export interface Callback extends WrittenCallback {
  readonly kind: "callback";
}

/** What comes after it. */
export type Following =
  /** An edit of the answer: of the new message, or of the one whose button was pressed. */
  | {
      readonly kind: "edit";
      readonly body: RESTPatchAPIWebhookWithTokenMessageJSONBody;
      readonly files?: readonly AttachedFile[];
      /** It stands for what Discord refused, and is tried once. */
      readonly once?: true;
    }
  | {
      readonly kind: "followUp";
      readonly body: RESTPostAPIWebhookWithTokenJSONBody;
      readonly files?: readonly AttachedFile[];
      /** Takes the id of its message. */
      readonly tell?: (messageId: string) => Promise<void>;
    }
  /** The answer's message is deleted. */
  | { readonly kind: "removal" }
  /** Nothing is sent: the id of the answer's message is asked for and told. */
  | { readonly kind: "placed"; readonly tell: (messageId: string) => Promise<void> }
  /** A message of the bot's own in another channel, as far as the bot may write there; `arrived` is called if so. */
  | {
      readonly kind: "message";
      readonly channelId: string;
      readonly body: RESTPostAPIChannelMessageJSONBody;
      readonly arrived: () => void;
    };

/** What became of a delivery: Discord took it, refused it for good, or nobody knows. */
export type Fate = "taken" | "refused" | "lost";

/** Takes whether Discord took what shows the answer. */
type Tell = (taken: boolean) => void;

/** Who asks for the next says what became of the one before; who does not say has sent it. */
export type Followings = AsyncGenerator<Following, void, Fate | undefined>;

export interface Delivered {
  readonly callback: Callback;
  /** What is to be sent once Discord has taken the callback, in order; null where nothing is. */
  readonly following: Followings | null;
  /** To be told whether Discord took the callback. Never throws. */
  readonly settled: (taken: boolean) => void;
}

/**
 * What is sent for an interaction once `answering` has its answer. Where that takes longer than `deferAfter`
 * milliseconds, the interaction is deferred and the answer follows; suggestions cannot be deferred and are waited
 * for. Rejects as `answering` does.
 */
export async function deliver(
  answering: Answer | Promise<Answer>,
  interaction: APIInteraction,
  { clock, deferAfter }: Pick<Timing, "clock" | "deferAfter">,
): Promise<Delivered> {
  const deferral = deferralOf(interaction);
  const prompt = deferral === null ? await answering : await soon(answering, deferAfter, clock);
  if (prompt === undefined && deferral !== null) {
    return {
      callback: { kind: "callback", body: deferral },
      following: followingLate(answering, interaction, deferral),
      settled: () => {},
    };
  }
  const answer = prompt ?? (await answering);
  return {
    callback: { kind: "callback", ...writeCallback(answer) },
    following: isFollowed(answer) ? followingNow(answer, interaction) : null,
    settled: answer.settled ?? (() => {}),
  };
}

/**
 * The callback in the place of one that Discord refuses: a card that says so to who asked, with the id that is logged.
 * Null for suggestions, which take no card.
 */
export function callbackInstead(interaction: APIInteraction): APIInteractionResponse | null {
  if (interaction.type === InteractionType.ApplicationCommandAutocomplete) return null;
  return {
    type: InteractionResponseType.ChannelMessageWithSource,
    data: insteadOf(interaction, { ephemeral: true }),
  };
}

/** The deliveries one after another, for who sends them as they come: to ask for the second is to have sent the first. */
export async function* inOrder(delivering: Promise<Delivered>): AsyncGenerator<Delivery> {
  const { callback, following, settled } = await delivering;
  let taken = false;
  try {
    yield callback;
    taken = true;
  } finally {
    settled(taken);
  }
  if (following !== null) yield* following;
}

function isFollowed(answer: Answer): boolean {
  return (
    answer.type === "removal" ||
    recordOf(answer) !== undefined ||
    noteOf(answer) !== null ||
    (answer.type === "card" && pictureOf(answer.card) !== undefined)
  );
}

async function* followingNow(answer: Answer, interaction: APIInteraction): Followings {
  let isTaken = true;
  // That the callback was taken has been told.
  const tell: Tell = (taken) => taken || answer.settled?.(false);
  if (answer.type === "card" && pictureOf(answer.card) !== undefined) {
    const edit: Following = { kind: "edit", ...(await messageOf(answer, { ephemeral: false })) };
    const waits = answer.place === "same" ? "nobody" : answer.audience;
    isTaken = yield* orInstead(edit, interaction, { waits, tell });
  }
  if (answer.type === "removal") {
    isTaken = yield* orInstead({ kind: "removal" }, interaction, { waits: "nobody", tell });
  }
  const record = recordOf(answer);
  if (record !== undefined && !isTaken) return;
  if (record !== undefined) yield { kind: "placed", tell: record.placed };
  yield* noting(answer);
}

/** The answer is told what became of the delivery that shows it. */
async function* followingLate(
  answering: Answer | Promise<Answer>,
  interaction: APIInteraction,
  deferral: Deferral,
): Followings {
  const answer = await answering;
  let isTold = false;
  const tell: Tell = (taken) => {
    if (!isTold) answer.settled?.(taken);
    isTold = true;
  };
  let isTaken = false;
  try {
    isTaken = yield* deliverLate(answer, interaction, { deferral, tell });
  } finally {
    tell(false);
  }
  if (isTaken || recordOf(answer) === undefined) yield* noting(answer);
}

/** The answer to an interaction that has been deferred, for those whom it is for and no others. Whether it was taken. */
async function* deliverLate(
  answer: Answer,
  interaction: APIInteraction,
  { deferral, tell }: { readonly deferral: Deferral; readonly tell: Tell },
): AsyncGenerator<Following, boolean, Fate | undefined> {
  const record = recordOf(answer);
  const placed = record && { tell: record.placed };
  const waits = deferral.type === InteractionResponseType.DeferredChannelMessageWithSource;
  switch (answer.type) {
    case "card": {
      const ephemeral = answer.audience === "asker";
      // What waits is private, and so would be whatever takes its place.
      const inPlace = waits ? ephemeral : answer.place === "same";
      if (inPlace) {
        const edit: Following = { kind: "edit", ...(await messageOf(answer, { ephemeral: false })) };
        return yield* orInstead(edit, interaction, { waits: waits ? "asker" : "nobody", tell });
      }
      if (waits) yield { kind: "removal" };
      const followUp: Following = {
        kind: "followUp",
        ...(await messageOf(answer, { ephemeral })),
        ...placed,
      };
      return yield* orInstead(followUp, interaction, { waits: "nobody", tell });
    }
    case "form": {
      // A form can only be a first answer.
      const body = toMessage(tookLongCard(), { ephemeral: true });
      return yield* orInstead({ kind: "followUp", body }, interaction, { waits: "nobody", tell });
    }
    case "removal":
      return yield* orInstead({ kind: "removal" }, interaction, { waits: "nobody", tell });
    case "choices":
      return false;
  }
}

/**
 * A delivery that shows the answer and, where Discord refuses it, a card that says so to who asked. Whether the answer
 * was taken, which is told before. `waits`: who sees "thinking…" until then.
 */
async function* orInstead(
  delivery: Following,
  interaction: APIInteraction,
  { waits, tell }: { readonly waits: CardAnswer["audience"] | "nobody"; readonly tell: Tell },
): AsyncGenerator<Following, boolean, Fate | undefined> {
  const fate = yield delivery;
  const isTaken = fate === "taken" || fate === undefined;
  tell(isTaken);
  if (fate === "refused" && waits === "asker") {
    const body = { ...insteadOf(interaction, { ephemeral: false }), attachments: [] };
    yield { kind: "edit", body, once: true };
  } else if (fate === "refused") {
    // What everyone sees does not become private by an edit.
    if (waits === "everyone") yield { kind: "removal" };
    yield { kind: "followUp", body: insteadOf(interaction, { ephemeral: true }) };
  }
  return isTaken;
}

function insteadOf(interaction: APIInteraction, visible: { readonly ephemeral: boolean }): MessageBody {
  return toMessage(failureCard(referenceOf(interaction), []), visible);
}

function recordOf(answer: Answer): PostRecord | undefined {
  return answer.type === "card" ? answer.record : undefined;
}

function noteOf(answer: Answer): Note | null {
  return recordOf(answer)?.note ?? (answer.type === "card" ? (answer.note ?? null) : null);
}

async function* noting(answer: Answer): Followings {
  const note = noteOf(answer);
  if (note === null || !(await note.begin())) return;
  let written = false;
  yield {
    kind: "message",
    channelId: note.channelId,
    body: toMessage(note.card, { ephemeral: false }),
    arrived: () => {
      written = true;
    },
  };
  const instead = await note.tried(written);
  if (instead !== null) yield { kind: "edit", body: toMessage(instead, { ephemeral: false }) };
}

/** The card as a message, with its picture if it has one, or with a line on why there is none. */
async function messageOf(
  { card, draw, unveiled = false }: CardAnswer,
  { ephemeral }: { readonly ephemeral: boolean },
): Promise<{ body: MessageBody & { attachments: RESTAPIAttachment[] }; files?: AttachedFile[] }> {
  const block = pictureOf(card);
  // Without any, a picture of the card before this one goes with it.
  if (block === undefined) return { body: { ...toMessage(card, { ephemeral, unveiled }), attachments: [] } };
  const { name, alt } = block;
  const drawn = (await draw?.(block.draw(english))) ?? { fault: "not drawn here" };
  if ("fault" in drawn) {
    return { body: { ...toMessage(card, { ephemeral, unveiled, fault: drawn.fault }), attachments: [] } };
  }
  const description = label(alt, limits.description, english);
  return {
    body: {
      ...toMessage(card, { ephemeral, unveiled }),
      attachments: [{ id: "0", filename: name, description }],
    },
    files: [{ name, type: "image/png", data: drawn.png }],
  };
}

/** What the promise gives; undefined where it takes longer than `milliseconds`. */
async function soon<T>(
  promise: T | Promise<T>,
  milliseconds: number,
  clock: Timing["clock"],
): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const cancel = clock.after(milliseconds, () => resolve(undefined));
  try {
    return await Promise.race([promise, late]);
  } finally {
    cancel();
  }
}
