import { Client, GatewayIntentBits, MessageFlags } from 'discord.js';

/** The client library as it comes: connected by the gateway, and the same card in answer to every command. */
const [api = '', token = '', card = '[]'] = process.argv.slice(2);
const components = JSON.parse(card);
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });
client.on('interactionCreate', (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  void interaction.reply({
    components,
    flags: MessageFlags.Ephemeral | MessageFlags.IsComponentsV2,
    allowedMentions: { parse: [] },
  });
});
client.once('clientReady', () => console.log(`connected to ${api}`));
process.once('SIGTERM', () => void client.destroy().then(() => process.exit(0)));
await client.login(token);
