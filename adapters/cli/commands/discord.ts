import type { Command } from 'commander';
import { Declined } from '../../../core/faults.ts';
import type { Cli } from '../cli.ts';

export function discordCommands(program: Command, cli: Cli): void {
  const group = program.command('discord').description('The bot on Discord');

  group
    .command('register')
    .description('tell Discord the commands; after each update, and once before the first use')
    .option('--force', 'although nothing changed since the last time')
    .option('--json')
    .action(async ({ force, json }) => {
      const { discord } = await cli.app();
      if (!discord) {
        cli.refuse({ why: 'usage', says: 'Discord is switched off: see docs/platforms/discord.md' }, json);
        return;
      }
      try {
        const { commands, told } = await discord.register(force === true);
        const text = told
          ? `${commands} commands registered.`
          : `${commands} commands: Discord has them already.`;
        const invite = discord.inviteUrl;
        cli.io.out(
          json
            ? JSON.stringify({ commands, told, invite }, null, 2)
            : `${text}\nServers add the bot by ${invite}`,
        );
      } catch (fault) {
        if (!(fault instanceof Declined)) throw fault;
        cli.refuse(
          {
            why: 'usage',
            says: `Discord declined (${fault.code}): check DISCORD_APPLICATION_ID and DISCORD_TOKEN`,
          },
          json,
        );
      }
    });
}
