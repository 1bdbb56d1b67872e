/**
 * The vocabulary between a transport and a command: what is asked (`Request`), what comes back (`Answer`), and
 * what a command is. Nothing here knows Discord's JSON; `discord/` translates both ways.
 */
import type { Card } from "./cards/card.ts";
import type { Catalogue } from "./dossier/catalogue.ts";
import type { Lookup } from "./lookup/index.ts";
import type { Store } from "./store/store.ts";

/** What every command may use; built once at the start. */
export interface Library {
  readonly catalogue: Catalogue;
  readonly lookup: Lookup;
  readonly store: Store;
}

/** Who asks, and where. Taken from the interaction itself, at every command and every press. */
export interface Request {
  readonly person: {
    readonly id: string;
    /** Permissions in the channel, as Discord sent them; 0 outside servers. */
    readonly permissions: bigint;
  };
  /** The server that installed the bot and where this happens; null in direct messages and elsewhere. */
  readonly serverId: string | null;
  readonly channelId: string | null;
  /** Whether Discord restricts the channel by age. */
  readonly ageRestricted: boolean;
}

/** One of at most 25 suggestions while an option is typed. `value` is an id. */
export interface Choice {
  readonly name: string;
  readonly value: string;
}

export interface CardAnswer {
  readonly type: "card";
  readonly card: Card;
  /** Who sees it. A transport never widens this. */
  readonly audience: "everyone" | "asker";
  /** A message of its own, or in the place of the one whose button was pressed. */
  readonly place: "new" | "same";
}

export type Answer = CardAnswer | { readonly type: "choices"; readonly choices: readonly Choice[] };

/** A string option; with `complete` it suggests while the person types. */
export interface StringOption {
  readonly type: "string";
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
  readonly complete?: (typed: string, library: Library) => readonly Choice[];
}

export interface BooleanOption {
  readonly type: "boolean";
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
}

export type Option = StringOption | BooleanOption;

type ValueOf<O extends Option> = O["type"] extends "string" ? string : boolean;

/** The values of a command's options, derived from its definition. */
export type OptionsOf<Options extends readonly Option[]> = {
  readonly [O in Options[number] as O["name"]]: O["required"] extends true
    ? ValueOf<O>
    : ValueOf<O> | undefined;
};

export interface Command<Options extends readonly Option[] = readonly Option[]> {
  readonly name: string;
  readonly description: string;
  readonly options: Options;
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
