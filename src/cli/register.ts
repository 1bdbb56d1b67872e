/** `npm run register`: puts the commands to Discord if they changed. */
import { REST, RESTEvents } from "discord.js";
import { reasonOf, registerCommands } from "../discord/register.ts";
import { readEnvironment } from "../environment.ts";
import { restOptions } from "../transports/rest.ts";

/** With pauses of 1, 2, 4 … seconds between them, half a minute. */
const tries = 6;

const { environment, problems } = readEnvironment();
if (environment?.token === undefined || environment.applicationId === undefined) {
  console.error(["DISCORD_TOKEN and DISCORD_APPLICATION_ID are needed to register.", ...problems].join("\n"));
  process.exit(1);
}
const rest = new REST(restOptions(environment.apiUrl)).setToken(environment.token);
rest.on(RESTEvents.RateLimited, ({ retryAfter }) =>
  console.error(`Discord asks for a pause of ${Math.ceil(retryAfter / 1_000)} seconds.`),
);
try {
  const changed = await registerCommands(rest, environment.applicationId, {
    tries,
    onFailure: (error) => console.error(`${reasonOf(error).reason}. Trying again.`),
  });
  console.log(changed ? "Commands registered." : "Commands are as registered: nothing to do.");
} catch (error) {
  const { reason, discordSays } = reasonOf(error);
  console.error(
    [`The commands are not registered. ${reason}`, ...discordSays.map((line) => `  ${line}`)].join("\n"),
  );
  process.exitCode = 1;
}
