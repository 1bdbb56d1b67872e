/**
 * What the preview's server and its page say to each other, beside Discord's own JSON. The page imports these
 * types in its JSDoc; nothing here runs.
 */
import type {
  APIInteractionResponse,
  RESTPatchAPIWebhookWithTokenMessageJSONBody,
  RESTPostAPIApplicationCommandsJSONBody,
  RESTPostAPIWebhookWithTokenJSONBody,
} from "discord-api-types/v10";
import type { DossierInput } from "../../dossier/schema.ts";

interface Sent<Kind extends string, Body> {
  readonly kind: Kind;
  readonly body: Body;
  readonly files: readonly { readonly name: string; readonly type: string; readonly base64: string }[];
  /** Every text of the body that holds markdown, parsed; the key is the text itself. */
  readonly markdown: Readonly<Record<string, readonly MarkdownNode[]>>;
  /** Why Discord would refuse the body. Not empty: it must not be drawn. */
  readonly problems: readonly string[];
}

/** A delivery (see `discord/deliver.ts`) as the page gets it: one line of JSON each, the callback first. */
export type SentDelivery =
  | Sent<"callback", APIInteractionResponse>
  | Sent<"edit", RESTPatchAPIWebhookWithTokenMessageJSONBody>
  | Sent<"followUp", RESTPostAPIWebhookWithTokenJSONBody>
  | { readonly kind: "removal" };

/** An error of the endpoint itself; `field` names the part of the interaction that is wrong. */
export interface EndpointError {
  readonly error: string;
  readonly problems?: readonly { readonly field: string; readonly message: string }[];
}

export type MarkdownNode =
  | string
  | { readonly type: "lineBreak" }
  | {
      readonly type:
        | "strong"
        | "emphasis"
        | "underline"
        | "strikethrough"
        | "spoiler"
        | "blockQuote"
        | "subtext";
      readonly content: readonly MarkdownNode[];
    }
  | { readonly type: "heading"; readonly level: 1 | 2 | 3; readonly content: readonly MarkdownNode[] }
  | {
      readonly type: "list";
      /** Number of the first item; null for bullets. */
      readonly start: number | null;
      readonly items: readonly (readonly MarkdownNode[])[];
    }
  | { readonly type: "code"; readonly text: string }
  | { readonly type: "codeBlock"; readonly text: string; readonly language: string }
  | { readonly type: "link"; readonly url: string; readonly content: readonly MarkdownNode[] }
  /** `seconds` since 1970; `style` is Discord's letter. */
  | { readonly type: "timestamp"; readonly seconds: number; readonly style: string }
  | { readonly type: "command"; readonly name: string }
  | { readonly type: "mention"; readonly of: "user" | "role" | "channel" | "everyone"; readonly id: string };

/** What the page needs before the first look-up. */
export interface Start {
  readonly applicationId: string;
  readonly commands: readonly RESTPostAPIApplicationCommandsJSONBody[];
  readonly dossiers: readonly StartDossier[];
}

export interface StartDossier {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly source: { readonly title: string; readonly site: string; readonly url: string };
  readonly licence: { readonly name: string; readonly url: string };
  /** How much it holds: "17 sentences", "12 places". */
  readonly holds: readonly string[];
  /** Messages that stand in the channel from the start, for their menus to be tried. */
  readonly sampleMessages: readonly string[];
  readonly startWith: readonly {
    readonly label: string;
    readonly command: string;
    readonly option: string;
    readonly value: string;
    readonly shown: string;
  }[];
}

/** A fault that the check finds, as `npm run dossier -- check` tells it. */
export interface Fault {
  /** "PAL-07", "place:palmyra", "claim:c5", "footnote:22" or "dossier". */
  readonly entry: string;
  readonly field: string;
  readonly message: string;
}

/** A dossier for the editor. */
export interface Editing {
  /** Its folder's name. */
  readonly name: string;
  /** The names of all folders of dossiers. */
  readonly names: readonly string[];
  readonly faults: readonly Fault[];
  /** Absent where the files cannot be read, or have not the form of a dossier; `faults` says why. */
  readonly held?: {
    readonly data: DossierInput;
    readonly source: string;
    /** Stands for the file's text; a save names the one that it was made from. */
    readonly revision: string;
  };
  /** What a save has to show; absent where nothing may be saved. */
  readonly token?: string;
}

/** What a save answers once the file is on the disk. */
export interface Saved {
  readonly revision: string;
  readonly faults: readonly Fault[];
}

/** What is answered where nothing was saved. */
export interface EditingError {
  readonly error: string;
  readonly faults?: readonly Fault[];
}

export interface DateRead {
  /** An EDTF date or interval; null where the words do not settle it. */
  readonly edtf: string | null;
}
