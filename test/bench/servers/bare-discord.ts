import { Client, GatewayIntentBits, MessageFlags } from 'discord.js';

/** The client library as it comes: connected by the gateway, and a constant in answer to every command. */
const [api = '', token = ''] = process.argv.slice(2);
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });
client.on('interactionCreate', (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  void interaction.reply({
    content: 'Future makers · 1 of 3 needed',
    flags: MessageFlags.Ephemeral,
    allowedMentions: { parse: [] },
  });
});
client.once('clientReady', () => console.log(`connected to ${api}`));
process.once('SIGTERM', () => void client.destroy().then(() => process.exit(0)));
await client.login(token);
