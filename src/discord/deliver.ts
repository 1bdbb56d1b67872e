/**
 * An answer as what is sent for it: the callback, then what follows it. Transports send each delivery as it comes and
 * know nothing of cards.
 */
import {
  type APIInteraction,
  InteractionResponseType,
  type RESTAPIAttachment,
  type RESTPatchAPIWebhookWithTokenMessageJSONBody,
  type RESTPostAPIChannelMessageJSONBody,
  type RESTPostAPIWebhookWithTokenJSONBody,
} from "discord-api-types/v10";
import { tookLongCard } from "../cards/refusals.ts";
import type { Answer, CardAnswer, Note, PostRecord } from "../command.ts";
import type { Timing } from "../ops/timing.ts";
import { type Deferral, deferralOf, type WrittenCallback, writeCallback } from "./callback.ts";
import { limits } from "./limits.ts";
import { clip, type MessageBody, pictureOf, toMessage } from "./message.ts";

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

export interface Delivered {
  readonly callback: Callback;
  /** What is to be sent once Discord has taken the callback, in order; null where nothing is. */
  readonly following: AsyncIterable<Following> | null;
  /** To be told once whether Discord took the callback. Never throws. */
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
      following: followingLate(answering, deferral),
      settled: () => {},
    };
  }
  const answer = prompt ?? (await answering);
  return {
    callback: { kind: "callback", ...writeCallback(answer) },
    following: isFollowed(answer) ? followingNow(answer) : null,
    settled: answer.settled ?? (() => {}),
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

async function* followingNow(answer: Answer): AsyncGenerator<Following> {
  if (answer.type === "card" && pictureOf(answer.card) !== undefined) {
    yield { kind: "edit", ...(await messageOf(answer, { ephemeral: false })) };
  }
  if (answer.type === "removal") yield { kind: "removal" };
  const record = recordOf(answer);
  if (record !== undefined) yield { kind: "placed", tell: record.placed };
  yield* noting(answer);
}

/** The answer is told what became of the first delivery of it. */
async function* followingLate(
  answering: Answer | Promise<Answer>,
  deferral: Deferral,
): AsyncGenerator<Following> {
  const answer = await answering;
  let taken = false;
  try {
    for await (const delivery of deliverLate(answer, deferral)) {
      yield delivery;
      if (!taken) answer.settled?.(true);
      taken = true;
    }
  } finally {
    if (!taken) answer.settled?.(false);
  }
}

/** The answer to an interaction that has been deferred, for those whom it is for and no others. */
async function* deliverLate(answer: Answer, deferral: Deferral): AsyncGenerator<Following> {
  const record = recordOf(answer);
  const tell = record && { tell: record.placed };
  const waits = deferral.type === InteractionResponseType.DeferredChannelMessageWithSource;
  switch (answer.type) {
    case "card": {
      const ephemeral = answer.audience === "asker";
      // What waits is private, and so would be whatever takes its place.
      const inPlace = waits ? ephemeral : answer.place === "same";
      if (inPlace) yield { kind: "edit", ...(await messageOf(answer, { ephemeral: false })) };
      else {
        if (waits) yield { kind: "removal" };
        yield { kind: "followUp", ...(await messageOf(answer, { ephemeral })), ...tell };
      }
      break;
    }
    case "form":
      // A form can only be a first answer.
      yield { kind: "followUp", body: toMessage(tookLongCard(), { ephemeral: true }) };
      break;
    case "removal":
      yield { kind: "removal" };
      break;
    case "choices":
      break;
  }
  yield* noting(answer);
}

function recordOf(answer: Answer): PostRecord | undefined {
  return answer.type === "card" ? answer.record : undefined;
}

function noteOf(answer: Answer): Note | null {
  return recordOf(answer)?.note ?? (answer.type === "card" ? (answer.note ?? null) : null);
}

async function* noting(answer: Answer): AsyncGenerator<Following> {
  const note = noteOf(answer);
  if (note === null) return;
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
  const { name, alt, picture } = block;
  const drawn = (await draw?.(picture)) ?? { fault: "not drawn here" };
  if ("fault" in drawn) {
    return { body: { ...toMessage(card, { ephemeral, unveiled, fault: drawn.fault }), attachments: [] } };
  }
  const description = clip(alt, limits.description);
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
