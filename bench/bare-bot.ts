import process from "node:process";
import { Client, Events } from "discord.js";

/* What a tutorial's first bot does: the measure that Tessera's own figures stand beside. */

const api = process.env.DISCORD_API_URL;
const client = new Client({ intents: [], ...(api === undefined ? {} : { rest: { api } }) });

client.once(Events.ClientReady, () => console.log("ready"));
client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isRepliable()) await interaction.reply("pong");
});
process.once("SIGTERM", () => client.destroy());

await client.login(process.env.DISCORD_TOKEN);
