/** `npm run register`: puts the commands to Discord if they changed. */
import { REST } from "discord.js";
import { registerCommands } from "../discord/register.ts";
import { readEnvironment } from "../environment.ts";

const { environment, problems } = readEnvironment();
if (environment?.token === undefined || environment.applicationId === undefined) {
  console.error(["DISCORD_TOKEN and DISCORD_APPLICATION_ID are needed to register.", ...problems].join("\n"));
  process.exit(1);
}
const rest = new REST({ api: environment.apiUrl }).setToken(environment.token);
try {
  const changed = await registerCommands(rest, environment.applicationId);
  console.log(changed ? "Commands registered." : "Commands are as registered: nothing to do.");
} catch (error) {
  const { status } = Object(error) as { status?: number };
  console.error(
    `Discord did not take the commands${status ? ` (status ${status})` : ""}: check the token and the application id.`,
  );
  process.exit(1);
}
