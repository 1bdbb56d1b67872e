/* The bot over HTTP in the test's own process, before a loopback Discord: its store and clock are the test's. */
import { pino } from "pino";
import type { Library } from "../../src/command.ts";
import { createDispatch } from "../../src/dispatch.ts";
import { readEnvironment } from "../../src/environment.ts";
import { createLimiter } from "../../src/limiter.ts";
import { type Pictures, withPictures } from "../../src/pictures/index.ts";
import type { Store } from "../../src/store/store.ts";
import { startHttp } from "../../src/transports/http.ts";
import { library as bundled } from "../cards/library.ts";
import { httpOf } from "./bot.ts";
import { type LoopbackDiscord, startLoopbackDiscord } from "./loopback-discord.ts";
import { patient } from "./timing.ts";

export interface HttpBot {
  readonly discord: LoopbackDiscord;
  /** What the log was told, and faults among it. */
  readonly faults: unknown[];
  close(): Promise<void>;
}

/**
 * `limited`: people may ask as often in a minute as the settings say, not as many as they like. `library` is that of
 * the bundled dossier unless another is given; its store gives way to `store`. `pictures`: they are drawn.
 */
export async function startHttpBot(
  store: Store,
  {
    limited = false,
    library = bundled,
    pictures,
  }: { limited?: boolean; library?: Library; pictures?: Pictures } = {},
): Promise<HttpBot> {
  const discord = await startLoopbackDiscord();
  const { environment } = readEnvironment({ ...httpOf(discord), DISCORD_TOKEN: discord.token });
  if (environment === undefined) throw new Error("the environment of the test is wrong");
  const faults: unknown[] = [];
  const own = { ...library, store };
  const answering = createDispatch(own, (fault) => faults.push(fault), limited ? createLimiter() : undefined);
  const dispatch = pictures === undefined ? answering : withPictures(answering, pictures);
  const log = pino({ level: "silent" });
  const running = await startHttp(environment, { dispatch, library: own, log }, patient);
  await discord.sendTo(running.address ?? "");
  return {
    discord,
    faults,
    close: async () => {
      await running.close();
      await discord.close();
      await store.close();
    },
  };
}
