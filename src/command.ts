/**
 * The vocabulary between a transport and a command: what is asked (`Request`), what comes back (`Answer`), and
 * what a command is. Nothing here knows Discord's JSON; `discord/` translates both ways.
 */
import type { Card, Form } from "./cards/card.ts";
import type { Catalogue } from "./dossier/catalogue.ts";
import type { Lookup } from "./lookup/index.ts";
import type { Words } from "./messages/line.ts";
import type { Picture } from "./pictures/picture.ts";
import type { Store } from "./store/store.ts";

/** What every command may use; built once at the start. */
export interface Library {
  readonly catalogue: Catalogue;
  readonly lookup: Lookup;
  readonly store: Store;
}

/** Who asks, and where. Taken from the interaction itself, at every command and every press. */
export interface Request {
  /** The interaction's own id: what is done for it is done once, however often it comes. */
  readonly interactionId: string;
  readonly person: {
    readonly id: string;
    /** What the person may do in the channel, as Discord sent it; nothing outside servers. */
    readonly rights: Rights;
  };
  /** The server that installed the bot and where this happens; null in direct messages and elsewhere. */
  readonly serverId: string | null;
  readonly channelId: string | null;
  /** The channel that a thread belongs to; null outside threads. */
  readonly parentChannelId: string | null;
  /** Whether Discord restricts the channel by age. */
  readonly ageRestricted: boolean;
}

/** Discord's permissions of the same names: Manage Server, Manage Messages, Send Messages (in Threads). */
export interface Rights {
  readonly manageServer: boolean;
  readonly manageMessages: boolean;
  readonly write: boolean;
}

/** One of at most 25 suggestions while an option is typed. `value` is an id. */
export interface Choice {
  readonly name: Words;
  readonly value: string;
}

export interface CardAnswer {
  readonly type: "card";
  readonly card: Card;
  /** Who sees it. A transport never widens this. */
  readonly audience: "everyone" | "asker";
  /** A message of its own, or in the place of the one whose button was pressed. */
  readonly place: "new" | "same";
  /** Graphic quotations stand without a spoiler: the server chose so, and its channel is age-restricted. */
  readonly unveiled?: boolean;
  readonly record?: PostRecord;
  readonly note?: Note;
  /** Draws the card's picture, if it has one: a PNG, or the id under which it is logged why not. Never rejects. */
  readonly draw?: (picture: Picture) => Promise<{ readonly png: Uint8Array } | { readonly fault: string }>;
}

/** What is noted of a public card once it stands. */
export interface PostRecord {
  /** Takes the id of its message. */
  readonly placed: (messageId: string) => Promise<void>;
  /** For the server's log channel, if it has one. */
  readonly note: Note | null;
}

/** A message of the bot's own in a channel, once the answer stands. */
export interface Note {
  readonly channelId: string;
  readonly card: Card;
  /** True once for an interaction, in whichever process it comes: then the note is to be written. False where nobody can say. Never rejects. */
  readonly begin: () => Promise<boolean>;
  /** Told whether it could be written; the card that takes the place of the answer's then, if one does. Never rejects. */
  readonly tried: (written: boolean) => Promise<Card | null>;
}

export type Answer = (
  | CardAnswer
  | { readonly type: "choices"; readonly choices: readonly Choice[] }
  | { readonly type: "form"; readonly form: Form }
  /** The pressed message goes. */
  | { readonly type: "removal" }
) & {
  /** Told whether Discord took the first of it, and `false` where it refuses what that announced. Never throws. */
  readonly settled?: (taken: boolean) => void;
};

/** A string option; with `complete` it suggests while the person types. */
interface StringOption {
  readonly type: "string";
  readonly name: string;
  readonly description: Words;
  readonly required?: boolean;
  readonly complete?: (typed: string, library: Library) => readonly Choice[];
}

export interface BooleanOption {
  readonly type: "boolean";
  readonly name: string;
  readonly description: Words;
  readonly required?: boolean;
}

export type Option = StringOption | BooleanOption;

type ValueOf<O extends Option> = O["type"] extends "string" ? string : boolean;

/** The values of a command's options, derived from its definition. */
type OptionsOf<Options extends readonly Option[]> = {
  readonly [O in Options[number] as O["name"]]: O["required"] extends true
    ? ValueOf<O>
    : ValueOf<O> | undefined;
};

export interface Command<Options extends readonly Option[] = readonly Option[]> {
  readonly name: string;
  readonly description: Words;
  readonly options: Options;
  /** Only for people who may Manage Server, in servers that installed the bot; always private. */
  readonly moderators?: boolean;
  answer(options: OptionsOf<Options>, library: Library, request: Request): Card | Promise<Card>;
}

/** A command in a message's menu, under Apps. Its answer is always private. */
export interface MessageCommand {
  /** As the menu shows it, at most 32 characters. */
  readonly name: string;
  /** Takes what people wrote in the message: empty without words, null where the message is gone. */
  answer(text: string | null, library: Library, request: Request): Card | Promise<Card>;
}

/** Gives a command's `answer` the types of its own options. */
export function defineCommand<const Options extends readonly Option[]>(command: Command<Options>): Command {
  return command as unknown as Command;
}
