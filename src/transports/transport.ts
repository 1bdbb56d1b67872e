/** What every transport is given, and what it gives back. */
import type { Library } from "../command.ts";
import type { Dispatch } from "../dispatch.ts";
import type { Log } from "../log.ts";
import type { Metrics } from "../metrics.ts";

export interface App {
  readonly dispatch: Dispatch;
  readonly library: Library;
  readonly log: Log;
  /** Takes how to close, once anything may be answered, which is before everything is ready. */
  readonly closeWith?: ((close: () => Promise<void>) => void) | undefined;
  /** Told what a transport alone knows, where metrics are asked for. */
  readonly metrics?: Pick<Metrics, "watchShards" | "requestRefused"> | undefined;
}

export interface Running {
  /** Where people find it, if it has an address. */
  readonly address: string | null;
  /** Lets answers under way finish and closes; resolves within 5 seconds. */
  close(): Promise<void>;
}
