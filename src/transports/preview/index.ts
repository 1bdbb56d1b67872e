import type { APIInteraction } from "discord-api-types/v10";
import type { Answer } from "../../command.ts";
import { deliver, inOrder } from "../../discord/deliver.ts";
import { commandPayloads } from "../../discord/registration.ts";
import type { Catalogue } from "../../dossier/catalogue.ts";
import { type Timing, usualTiming } from "../../ops/timing.ts";
import type { ErrorLog } from "../connections.ts";
import { createPreviewApp } from "./app.ts";
import { type Listening, listen } from "./listen.ts";
import { startOf } from "./start.ts";

export interface PreviewOptions {
  /** Never rejects. */
  readonly dispatch: (interaction: APIInteraction) => Promise<Answer>;
  readonly catalogue: Catalogue;
  /** Address or name to listen on. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly log: ErrorLog;
  /** The folder of dossiers, for the editor. */
  readonly dataDir?: string | undefined;
  readonly timing?: Pick<Timing, "clock" | "deferAfter" | "requestWithin"> | undefined;
}

/** Serves the preview until closed; rejects where the address cannot be listened on. */
export function startPreview({
  dispatch,
  catalogue,
  host,
  port,
  log,
  dataDir,
  timing = usualTiming,
}: PreviewOptions): Promise<Listening> {
  return listen(
    createPreviewApp({
      deliver: (interaction) => inOrder(deliver(dispatch(interaction), interaction, timing)),
      start: () => startOf(commandPayloads(), catalogue),
      host,
      log,
      dataDir,
    }),
    { host, port, log, timing },
  );
}
