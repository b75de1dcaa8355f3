import type { Command } from 'commander';
import { readConfig } from '../../config.ts';
import type { Cli } from '../cli.ts';

export function configCommands(program: Command, cli: Cli): void {
  const group = program.command('config').description('The environment variables that the site reads');

  group
    .command('check')
    .description('say what is wrong or missing, without starting')
    .option('--json')
    .action(({ json }) => {
      const { secret, metricsToken, ...config } = readConfig(cli.env);
      const shown = { ...config, secret: secret ? 'set' : null, metricsToken: metricsToken ? 'set' : null };
      cli.io.out(json ? JSON.stringify(shown, null, 2) : 'The configuration is right.');
    });
}
