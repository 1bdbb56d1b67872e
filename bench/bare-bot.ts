import process from "node:process";
import { Client, Events, type InteractionReplyOptions } from "discord.js";

/*
 * What a tutorial's first bot does: it answers everything alike, with FIXED_CARD, which is as large as Tessera's own cards, or
 * else with “pong”. The measure that Tessera's figures stand beside.
 */

const api = process.env.DISCORD_API_URL;
const client = new Client({ intents: [], ...(api === undefined ? {} : { rest: { api } }) });
const card = JSON.parse(process.env.FIXED_CARD ?? '{"content":"pong"}') as InteractionReplyOptions;

client.once(Events.ClientReady, () => console.log("ready"));
client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isRepliable()) await interaction.reply(card);
});
process.once("SIGTERM", () => client.destroy());

await client.login(process.env.DISCORD_TOKEN);
